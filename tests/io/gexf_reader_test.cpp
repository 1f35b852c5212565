// SPDX-License-Identifier: Apache-2.0
#include "io/gexf_reader.hpp"
#include "io/graph_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"
#include "tests/support/graph_reading.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

namespace sandhan::tests {
namespace {

using io::GraphDocument;
using io::ParseError;

GraphDocument gexf_of(std::string_view text, std::optional<bool> directed = std::nullopt) {
    io::GraphReadOptions options;
    options.directed = directed;
    return io::read_gexf(text, "g.gexf", options);
}

std::string gexf_refusal_of(std::string_view text) {
    return message_of<ParseError>([&] { (void)gexf_of(text); });
}

std::string gexf_with(std::string_view inside) {
    return "<gexf>" + std::string(inside) + "</gexf>";
}

// In the manner of Gephi 0.10's exporter: 1.3, viz in the namespace of the file, an explicit kind.
constexpr std::string_view gephi_file = R"(<?xml version='1.0' encoding='UTF-8'?>
<gexf xmlns="http://gexf.net/1.3" version="1.3" xmlns:viz="http://gexf.net/1.3/viz">
  <meta lastmodifieddate="2026-11-28"><creator>someone</creator></meta>
  <graph defaultedgetype="directed" mode="static" idtype="string">
    <attributes class="node" mode="static">
      <attribute id="state" title="State" type="string"/>
      <attribute id="seen" title="Seen" type="boolean"><default>false</default></attribute>
      <attribute id="tags" title="Tags" type="liststring"><options>a|b</options></attribute>
      <attribute id="x" title="x" type="double"/>
    </attributes>
    <attributes class="edge" mode="static">
      <attribute id="note" title="Note" type="string"/>
    </attributes>
    <nodes count="3">
      <node id="n0" label="Rajkot">
        <attvalues>
          <attvalue for="state" value="Gujarat"/>
          <attvalue for="tags" value="[hub, port]"/>
          <attvalue for="x" value="7.5"/>
        </attvalues>
        <viz:size value="12.5"/>
        <viz:position x="-10.5" y="3" z="0.0"/>
        <viz:color r="255" g="0" b="51" a="0.5"/>
        <viz:shape value="square"/>
      </node>
      <node id="n1" label="শেখ &lt;&amp;&quot;&apos;&gt;">
        <attvalues><attvalue for="seen" value="true"/></attvalues>
        <viz:color hex="#00FF80"/>
      </node>
      <node id="n2"/>
    </nodes>
    <edges count="4">
      <edge id="0" source="n0" target="n1" weight="2.5" label="leg" kind="road">
        <attvalues><attvalue for="note" value="a"/></attvalues>
        <viz:thickness value="2"/>
      </edge>
      <edge id="1" source="n0" target="n1" weight="0.5"/>
      <edge id="2" source="n1" target="n1"/>
      <edge id="tie 3" source="n2" target="n0" type="undirected"/>
    </edges>
  </graph>
</gexf>
)";

} // namespace

TEST_CASE("GEXF 1.3 as Gephi writes it is read value by value", "[io][gexf]") {
    CHECK(
        shown(gexf_of(gephi_file)) ==
        "n0 State='Gujarat' Seen=false Tags='[hub, port]' x_=7.5 label='Rajkot' size=12.5 x=-10.5 "
        "y=3.0 z=0.0 alpha=0.5 r=255 g=0 b=51 shape='square'\n"
        "n1 Seen=true label='শেখ <&\"'>' r=0 g=255 b=128\n"
        "n2 Seen=false\n"
        "n0 -> n1 Note='a' weight=2.5 label='leg' kind='road' thickness=2.0\n"
        "n0 -> n1 weight=0.5\n"
        "n1 -> n1\n"
        "n2 -> n0\n"
        "n0 -> n2\n"
        "graph_mixed_direction 1 line 0\n"
        "graph_edge_id 1 line 39\n");
}

TEST_CASE("GEXF 1.2 as NetworkX writes it, with spells and values that change", "[io][gexf]") {
    CHECK(shown(gexf_of(R"(<?xml version='1.0' encoding='utf-8'?>
<gexf xmlns="http://www.gexf.net/1.2draft" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd" version="1.2">
  <meta lastmodifieddate="2026-11-28"><creator>NetworkX 2.8.8</creator></meta>
  <graph defaultedgetype="undirected" mode="dynamic" name="" timeformat="date">
    <attributes mode="dynamic" class="node"><attribute id="0" title="price" type="long"/></attributes>
    <nodes>
      <node id="0" label="0" pid="1" start="2020-01-01" end="2020-12-31">
        <attvalues><attvalue for="0" value="10" start="2020-01-01"/>
          <attvalue for="0" value="11" start="2020-03-01"/></attvalues>
      </node>
      <node id="1" label="1"><spells><spell start="2020-05-01" end="2020-06-01"/>
        <spell start="2019-02-01" end="2019-03-01"/></spells></node>
    </nodes>
    <edges><edge source="0" target="1" id="0" weight="3" startopen="2020-02-01"/></edges>
  </graph>
</gexf>)")) == "0 price=11 label='0' parent='1' start='2020-01-01' end='2020-12-31'\n"
               "1 label='1' start='2019-02-01' end='2020-06-01'\n"
               "0 -- 1 weight=3.0 start='2020-02-01'\n"
               "graph_timed_value 2 line 9\n"
               "graph_period 2 line 13\n");
}

TEST_CASE("timestamps, intervals and numbers as times come to one period", "[io][gexf]") {
    CHECK(
        shown(gexf_of(gexf_with(
            "<graph mode='dynamic' timerepresentation='timestamp'><nodes>"
            "<node id='a' timestamp='2009.5'/><node id='b' timestamps='&lt;[9.0, 10.0, 8.5]&gt;'/>"
            "<node id='c' intervals='&lt;[9.0, 10.0]; [11.0, 12.0]&gt;'/>"
            "<node id='d' start='-Infinity' end='4'/><node id='e' start='10' end='9'/>"
            "</nodes></graph>"))) == "a start=2009.5 end=2009.5\n"
                                     "b start=8.5 end=10.0\n"
                                     "c start=9.0 end=12.0\n"
                                     "d end=4.0\n"
                                     "e start=10.0 end=9.0\n"
                                     "graph_period 2 line 1\n");
    // Numbers are compared as numbers, a start that is open somewhere is open.
    CHECK(shown(gexf_of(
              gexf_with("<graph><nodes><node id='a'><spells><spell start='10' end='20'/>"
                        "<spell start='9' end='100'/></spells></node><node id='b'><slices>"
                        "<slice end='3'/><slice start='1' end='2'/></slices></node></nodes>"
                        "</graph>"))) == "a start=9 end=100\nb end=3\ngraph_period 2 line 1\n");
}

TEST_CASE("nodes within nodes are kept, and whose they are", "[io][gexf]") {
    CHECK(shown(gexf_of(
              gexf_with("<graph defaultedgetype='mutual'><nodes><node id='a' label='A'><nodes>"
                        "<node id='b'><nodes><node id='c'/></nodes></node></nodes><edges>"
                        "<edge source='b' target='c' weight='2'/></edges></node>"
                        "<node id='d'><parents><parent for='a'/></parents></node></nodes><edges>"
                        "<edge source='x' target='a'/></edges></graph>"))) ==
          "a label='A'\nb parent='a'\nc parent='b'\nd parent='a'\nx\n"
          "b -> c weight=2.0\nx -> a\nc -> b weight=2.0\na -> x\n"
          "graph_undeclared_vertex 1 line 0\n");
}

TEST_CASE("direction is the edge's, the graph's, or the caller's", "[io][gexf]") {
    const std::string mixed = gexf_with(
        "<graph defaultedgetype='undirected'><nodes><node id='a'/><node id='b'/></nodes><edges>"
        "<edge source='a' target='b' type='directed'/><edge source='b' target='a'/>"
        "<edge source='a' target='a' type='mutual'/></edges></graph>");
    CHECK(gexf_of(mixed).directed);
    CHECK(gexf_of(mixed).edges.size() == 4);
    CHECK_FALSE(gexf_of(mixed, false).directed);
    CHECK(gexf_of(mixed, false).edges.size() == 3);
    CHECK(gexf_of(mixed, true).edges.size() == 3);
    CHECK(gexf_of(mixed, true).notes.empty());
    CHECK(gexf_of(gexf_with("<graph defaultedgetype='directed'/>")).directed);
    CHECK_FALSE(gexf_of(gexf_with("<graph/>")).directed);
    CHECK_FALSE(gexf_of("<gexf/>").directed);
}

TEST_CASE("what GEXF 1.1 and careless writers do is read", "[io][gexf]") {
    // Attributes late, twice and never declared, values that do not fit, values outside attvalues,
    // any prefix.
    CHECK(shown(gexf_of(
              "<g:gexf xmlns:g='u'><g:graph type='static'><g:nodes><g:node id='a' label='A'>"
              "<g:attvalues><g:attvalue id='0' value='7'/><g:attvalue for='q' value='?'/>"
              "</g:attvalues></g:node><g:node id='a'/><g:node id='b'><g:attvalue for='0' "
              "value='many'/></g:node></g:nodes>"
              "<g:attributes class='node' type='static'><g:attribute id='0' title='n' "
              "type='integer'/><g:attribute id='0' title='m' type='string'/><g:attribute id='z' "
              "title='z' type='complex'><g:default>d</g:default></g:attribute></g:attributes>"
              "<g:edges/><g:junk/></g:graph></g:gexf>")) ==
          "a label='A' n='7' q='?' z='d'\nb n='many' z='d'\n"
          "graph_value_type 1 line 1\ngraph_unknown_type 1 line 1\n"
          "graph_undeclared_key 3 line 1\ngraph_repeated_key 1 line 1\n"
          "graph_repeated_vertex 1 line 1\ngraph_unknown_element 1 line 1\n");
    CHECK(shown(gexf_of(
              gexf_with("<graph><attributes class='edge'><attribute id='w' title='weight' "
                        "type='float'><default>1.5</default></attribute><attribute id='v' title="
                        "'w' type='integer'><default>x</default></attribute></attributes>"
                        "<edges><edge source='a' target='b'/></edges></graph>"))) ==
          "a\nb\na -- b weight=1.5\n"
          "graph_bad_default 1 line 0\ngraph_undeclared_vertex 2 line 0\n");
}

TEST_CASE("what is no GEXF is refused with its place", "[io][gexf]") {
    CHECK(gexf_refusal_of("<graphml/>") ==
          "g.gexf: line 1, column 1: the outermost element is not gexf; give a GEXF file");
    CHECK(gexf_refusal_of(gexf_with("<graph>\n<nodes><node label='x'/></nodes></graph>")) ==
          "g.gexf: line 2, column 8: a node has no id; give every node one");
    CHECK(gexf_refusal_of(gexf_with("<graph>\n<edges>\n <edge source='a'/></edges></graph>")) ==
          "g.gexf: line 3, column 2: an edge has no source or no target; give every edge both");
    CHECK(gexf_refusal_of(
              gexf_with("<graph><nodes><node id='a'><attvalues><attvalue value='1'/></attvalues>"
                        "</node></nodes></graph>"))
              .ends_with("a value names no attribute; give every attvalue a for"));
    CHECK(
        gexf_refusal_of(gexf_with("<graph><attributes><attribute title='x'/></attributes></graph>"))
            .ends_with("an attribute has no id; give every attribute one"));
    CHECK(gexf_refusal_of("<!DOCTYPE gexf [<!ENTITY a 'aaaa'>]>" + gexf_with("&a;"))
              .find("entities of its own") != std::string::npos);
    CHECK(gexf_refusal_of("").find("no XML") != std::string::npos);
}

TEST_CASE("20,000 nodes within nodes and a path of 100,000 are read", "[io][gexf]") {
    std::string deep = "<gexf><graph><nodes>";
    for (int i = 0; i < 20'000; ++i) {
        deep += "<node id='" + std::to_string(i) + "'><nodes>";
    }
    for (int i = 0; i < 20'000; ++i) {
        deep += "</nodes></node>";
    }
    CHECK(gexf_of(deep + "</nodes></graph></gexf>").vertex_ids.size() == 20'000);
    std::string path = "<gexf><graph><edges>";
    for (int i = 0; i < 100'000; ++i) {
        path += "<edge source='" + std::to_string(i) + "' target='" + std::to_string(i + 1) + "'/>";
    }
    CHECK(gexf_of(path + "</edges></graph></gexf>").edges.size() == 100'000);
}

TEST_CASE("attributes so many or so sparse that they outgrow the file are refused", "[io][gexf]") {
    std::string many = "<gexf><graph><attributes>";
    for (int i = 0; i < 65'537; ++i) {
        many += "<attribute id='" + std::to_string(i) + "'/>";
    }
    CHECK(gexf_refusal_of(many + "</attributes></graph></gexf>")
              .ends_with("more than 65536 attributes; export fewer columns"));
    std::string sparse = "<gexf><graph><nodes>";
    for (int i = 0; i < 20'000; ++i) {
        const std::string n = std::to_string(i);
        sparse += "<node id='" + n + "'><attvalue for='" + n + "' value='1'/></node>";
    }
    CHECK(gexf_refusal_of(sparse + "</nodes></graph></gexf>").find("almost empty") !=
          std::string::npos);
}

TEST_CASE("a damaged GEXF is a graph or a ParseError, nothing else", "[io][gexf][fuzz]") {
    constexpr std::string_view words[] = {"<node id='a'>",
                                          "</node>",
                                          "<nodes>",
                                          "</nodes>",
                                          "<edge source='a' target='b'/>",
                                          "<attvalue ",
                                          "<spell ",
                                          "start='",
                                          "end='9'",
                                          "type='mutual'",
                                          "&x;",
                                          "&#0;",
                                          "NaN",
                                          "1e999",
                                          "pid='a'",
                                          "<graph>",
                                          "</graph>",
                                          "<viz:color hex='#12345'/>",
                                          "\xFF\xFE",
                                          "timestamps='<[1,",
                                          "<attributes class='edge'>",
                                          ""};
    require_stands_damage(std::string(gephi_file), words, 2000,
                          [](const std::string& text) { return gexf_of(text); });
}

TEST_CASE("a .xml whose root is gexf is read as GEXF", "[io][gexf][graph_file]") {
    const TemporaryFolder folder;
    write_file(folder / "g.xml", gephi_file);
    write_file(folder / "h.xml", "<graphml><graph edgedefault='directed'><node id='a'/></graph>"
                                 "</graphml>");
    write_file(folder / "i.xml", "<other/>");
    write_file(folder / "g.graphml", gephi_file);
    CHECK(shown(io::read_graph_file(folder / "g.xml")) == shown(gexf_of(gephi_file)));
    CHECK(io::read_graph_file(folder / "h.xml").vertex_ids == Texts{"a"});
    CHECK(message_of<ParseError>([&] {
              (void)io::read_graph_file(folder / "i.xml");
          }).ends_with("the outermost element is not graphml; give a GraphML file"));
    CHECK(message_of<ParseError>([&] {
              (void)io::read_graph_file(folder / "g.graphml");
          }).ends_with("this is GEXF; give it a name that ends in .gexf or .xml"));
}

} // namespace sandhan::tests
