// SPDX-License-Identifier: Apache-2.0
#include "io/errors.hpp"
#include "io/graphml_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

#include <zlib.h>

#include <algorithm>

namespace sandhan::tests {
namespace {

using io::GraphDocument;
using io::ParseError;

GraphDocument read(std::string_view text, std::optional<bool> directed = std::nullopt) {
    return io::read_graphml(text, "g.graphml", {directed});
}

std::string refusal_of(std::string_view text) {
    return message_of<ParseError>([&] { (void)read(text); });
}

std::string graphml(std::string_view inside) {
    return "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">" + std::string(inside) +
           "</graphml>";
}

template <class Values>
Values values(const std::vector<io::Column>& columns, std::string_view name) {
    const io::Column* column = io::find_column(columns, name);
    REQUIRE(column != nullptr);
    REQUIRE(std::holds_alternative<Values>(column->values));
    return std::get<Values>(column->values);
}

std::vector<std::string> codes(const GraphDocument& document) {
    std::vector<std::string> codes;
    for (const auto& note : document.notes) {
        codes.push_back(note.code);
    }
    return codes;
}

using Codes = std::vector<std::string>;
using Edges = std::vector<graph::VertexPair>;

/// ASCII text as UTF-16 with a byte order mark.
std::string utf16(std::string_view text, bool big_endian) {
    std::string out = big_endian ? "\xFE\xFF" : "\xFF\xFE";
    for (const char c : text) {
        out += big_endian ? std::string{'\0', c} : std::string{c, '\0'};
    }
    return out;
}

} // namespace

TEST_CASE("a GraphML file is read value by value", "[io][graphml]") {
    const auto g = read(graphml(R"(
        <key id="d0" for="node" attr.name="label" attr.type="string"/>
        <key id="d1" for="node" attr.name="age" attr.type="int"><default>18</default></key>
        <key id="d2" for="node" attr.name="lat" attr.type="double"/>
        <key id="d3" for="all" attr.name="seen" attr.type="boolean"/>
        <key id="d4" for="edge" attr.name="weight" attr.type="float"/>
        <key id="d5" for="edge" attr.name="first" attr.type="long"/>
        <key id="d6" for="edge" attr.name="unused" attr.type="string"/>
        <graph edgedefault="directed">
          <desc>two places</desc>
          <node id="b"><data key="d0">Rajkot</data><data key="d2">22.3</data></node>
          <node id="a"><data key="d1">17</data><data key="d3">True</data></node>
          <edge source="a" target="b"><data key="d4">2.5</data><data key="d5">5000000000</data></edge>
          <edge source="a" target="a"><data key="d3">0</data></edge>
        </graph>)"));
    CHECK(g.directed);
    CHECK(g.vertex_ids == Texts{"b", "a"});
    CHECK(g.edges == Edges{{1, 0}, {1, 1}});
    CHECK(values<Texts>(g.vertex_columns, "label") == Texts{"Rajkot", ""});
    CHECK(values<Integers>(g.vertex_columns, "age") == Integers{18, 17});
    CHECK(values<Reals>(g.vertex_columns, "lat")[0] == 22.3);
    CHECK(std::isnan(values<Reals>(g.vertex_columns, "lat")[1]));
    CHECK(values<Booleans>(g.vertex_columns, "seen") == Booleans{std::nullopt, true});
    CHECK(values<Reals>(g.edge_columns, "weight")[0] == 2.5);
    CHECK(values<Integers>(g.edge_columns, "first") == Integers{5'000'000'000, std::nullopt});
    CHECK(values<Booleans>(g.edge_columns, "seen") == Booleans{std::nullopt, false});
    CHECK(io::find_column(g.edge_columns, "unused") == nullptr);
    CHECK(g.notes.empty());
}

TEST_CASE("graphs without edges, without vertices, or without a graph are read", "[io][graphml]") {
    CHECK(read(graphml("")).vertex_ids.empty());
    CHECK(read("<graphml/>").vertex_ids.empty());
    const auto empty = read(graphml("<graph edgedefault='directed'/>"));
    CHECK(empty.directed);
    CHECK(empty.vertex_ids.empty());
    const auto lone = read(graphml("<graph edgedefault='undirected'><node id='a'/><node id=''/>"
                                   "</graph>"));
    CHECK_FALSE(lone.directed);
    CHECK(lone.vertex_ids == Texts{"a", ""});
    CHECK(lone.edges.empty());
}

TEST_CASE("parallel edges and self-loops are kept in their order", "[io][graphml]") {
    const auto g = read(graphml("<graph edgedefault='undirected'><node id='a'/><node id='b'/>"
                                "<edge source='a' target='b'/><edge source='b' target='b'/>"
                                "<edge source='b' target='a'/><edge source='a' target='b'/>"
                                "</graph>"));
    CHECK(g.edges == Edges{{0, 1}, {1, 1}, {1, 0}, {0, 1}});
}

TEST_CASE("every vertex of yEd's nested groups is kept, with the label that yEd draws",
          "[io][graphml][yed]") {
    const auto g = read(R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://www.yworks.com/xml/graphml">
  <key attr.name="Description" attr.type="string" for="graph" id="d0"/>
  <key for="port" id="d1" yfiles.type="portgraphics"/>
  <key attr.name="url" attr.type="string" for="node" id="d4"/>
  <key for="node" id="d6" yfiles.type="nodegraphics"/>
  <key for="graphml" id="d7" yfiles.type="resources"/>
  <key for="edge" id="d10" yfiles.type="edgegraphics"/>
  <graph edgedefault="directed" id="G">
    <data key="d0" xml:space="preserve"/>
    <node id="n0" yfiles.foldertype="group">
      <data key="d6"><y:ProxyAutoBoundsNode><y:Realizers active="0">
        <y:GroupNode><y:NodeLabel>South 24 Parganas</y:NodeLabel></y:GroupNode>
        <y:GroupNode><y:NodeLabel>Folder 1</y:NodeLabel></y:GroupNode>
      </y:Realizers></y:ProxyAutoBoundsNode></data>
      <graph edgedefault="directed" id="n0:">
        <node id="n0::n0"><data key="d6"><y:ShapeNode><y:Geometry x="1.0" y="2.0"/>
          <y:NodeLabel>Jibantala<y:LabelModel><y:SmartNodeLabelModel/></y:LabelModel></y:NodeLabel>
        </y:ShapeNode></data></node>
        <node id="n0::n1"><data key="d4">x</data>
          <graph edgedefault="directed"><node id="n0::n1::n0"/></graph>
        </node>
        <edge id="n0::e0" source="n0::n0" target="n0::n1"/>
      </graph>
    </node>
    <node id="n1"/>
    <edge id="e0" source="n0::n0" target="n1">
      <data key="d10"><y:PolyLineEdge><y:EdgeLabel> taken to
      </y:EdgeLabel></y:PolyLineEdge></data>
    </edge>
  </graph>
  <data key="d7"><y:Resources/></data>
</graphml>)");
    CHECK(g.vertex_ids == Texts{"n0", "n0::n0", "n0::n1", "n0::n1::n0", "n1"});
    CHECK(g.edges == Edges{{1, 2}, {1, 4}});
    CHECK(values<Texts>(g.vertex_columns, "label") ==
          Texts{"South 24 Parganas", "Jibantala", "", "", ""});
    CHECK(values<Texts>(g.edge_columns, "label") == Texts{"", "taken to"});
    CHECK(values<Texts>(g.vertex_columns, "url")[2] == "x");
    CHECK(codes(g) == Codes{"graph_nested_graph", "graph_edge_id", "graph_drawing"});
}

TEST_CASE("a column label of the file's own wins over the label that yEd draws",
          "[io][graphml][yed]") {
    const auto g = read(graphml(R"(<key id="l" for="node" attr.name="label" attr.type="string"/>
        <key id="d" for="node" yfiles.type="nodegraphics"/><graph edgedefault="directed">
        <node id="a"><data key="l">own</data><data key="d"><y:N xmlns:y="y"><y:NodeLabel>drawn
        </y:NodeLabel></y:N></data></node>
        <node id="b"><data key="d"><y:N xmlns:y="y"><y:NodeLabel>drawn</y:NodeLabel></y:N></data>
        </node></graph>)"));
    CHECK(values<Texts>(g.vertex_columns, "label") == Texts{"own", "drawn"});
}

TEST_CASE("keys and ends of edges that are never declared are kept, and said", "[io][graphml]") {
    const auto g = read(graphml("<graph edgedefault='directed'>\n<node id='a'>"
                                "<data key='colour'>red</data></node>\n"
                                "<edge source='a' target='nowhere'><data key='w'>3</data></edge>"
                                "</graph>"));
    CHECK(g.vertex_ids == Texts{"a", "nowhere"});
    CHECK(values<Texts>(g.vertex_columns, "colour") == Texts{"red", ""});
    CHECK(values<Texts>(g.edge_columns, "w") == Texts{"3"});
    REQUIRE(codes(g) == Codes{"graph_undeclared_key", "graph_undeclared_vertex"});
    CHECK(g.notes[0].where.line == 2);
    CHECK(g.notes[0].message.starts_with("2 values"));
}

TEST_CASE("a key that is declared after its use gives the values their type", "[io][graphml]") {
    const auto g = read(graphml("<graph edgedefault='directed'><node id='a'><data key='k'>7</data>"
                                "</node></graph><key id='k' for='node' attr.name='age' "
                                "attr.type='int'/>"));
    CHECK(values<Integers>(g.vertex_columns, "age") == Integers{7});
}

TEST_CASE("in a file of mixed direction an edge without one goes there and back", "[io][graphml]") {
    const auto text = graphml(R"(<key id="w" for="edge" attr.name="weight" attr.type="int"/>
        <graph edgedefault="undirected"><node id="a"/><node id="b"/>
        <edge source="a" target="b"><data key="w">1</data></edge>
        <edge source="b" target="a" directed="true"><data key="w">2</data></edge>
        <edge source="b" target="b"><data key="w">3</data></edge></graph>)");
    const auto g = read(text);
    CHECK(g.directed);
    CHECK(g.edges == Edges{{0, 1}, {1, 0}, {1, 1}, {1, 0}});
    CHECK(values<Integers>(g.edge_columns, "weight") == Integers{1, 2, 3, 1});
    CHECK(codes(g) == Codes{"graph_mixed_direction"});

    CHECK(read(text, false).edges.size() == 3);
    CHECK_FALSE(read(text, false).directed);
    CHECK(read(text, true).edges.size() == 3);
    CHECK(read(text, true).directed);
}

TEST_CASE("a graph that does not say its direction is read as undirected, and said",
          "[io][graphml]") {
    const auto g = read(graphml("<graph><edge source='a' target='b'/></graph>"));
    CHECK_FALSE(g.directed);
    CHECK(codes(g) == Codes{"graph_undeclared_vertex", "graph_no_direction"});
}

TEST_CASE("several graphs in a file become one", "[io][graphml]") {
    const auto g = read(graphml("<graph edgedefault='directed'><node id='a'/><node id='b'/>"
                                "<edge source='a' target='b'/></graph>"
                                "<graph edgedefault='directed'><node id='b'/><node id='c'/>"
                                "<edge source='b' target='c'/></graph>"));
    CHECK(g.vertex_ids == Texts{"a", "b", "c"});
    CHECK(g.edges == Edges{{0, 1}, {1, 2}});
    CHECK(codes(g) == Codes{"graph_repeated_vertex", "graph_several_graphs"});
}

TEST_CASE("byte order mark, UTF-16, Latin-1 and CRLF are read alike", "[io][graphml][encoding]") {
    const std::string body = "<graphml>\r\n<graph edgedefault=\"directed\">\r\n"
                             "<node id=\"a\"><data key=\"label\">caf&#233;</data></node>\r\n"
                             "</graph>\r\n</graphml>\r\n";
    const Texts files = {
        body,
        "\xEF\xBB\xBF" + body,
        "\xEF\xBB\xBF<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n" + body,
        utf16(body, true),
        utf16(body, false),
        utf16("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + body, false),
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><graphml><graph edgedefault=\"directed\">"
        "<node id=\"a\"><data key=\"label\">caf\xE9</data></node></graph></graphml>",
        "<?xml version='1.0' encoding='windows-1252'?><graphml><graph edgedefault='directed'>"
        "<node id='a'><data key='label'>caf\xE9</data></node></graph></graphml>"};
    for (const std::string& file : files) {
        CAPTURE(file);
        const auto g = read(file);
        CHECK(g.vertex_ids == Texts{"a"});
        CHECK(values<Texts>(g.vertex_columns, "label") == Texts{"caf\u00E9"});
    }
}

TEST_CASE("bytes that are not in the encoding the file names are refused",
          "[io][graphml][encoding]") {
    CHECK(refusal_of("<graphml>\n<desc>caf\xE9</desc></graphml>") ==
          "g.graphml: line 2, column 10: not well-formed XML (not well-formed (invalid token)); "
          "export the file again");
    CHECK(refusal_of("<?xml version='1.0' encoding='klingon'?><graphml/>")
              .ends_with("the encoding that the file names is not known or not its own; save it "
                         "as UTF-8"));
    CHECK(
        refusal_of("<?xml version='1.0' encoding='UTF-16'?><graphml/>").find("save it as UTF-8") !=
        std::string::npos);
}

TEST_CASE("blanks around numbers, truths and words of the format are nothing; in a text they stay",
          "[io][graphml]") {
    const auto g = read(graphml(R"(<key id="i" for=" node " attr.name="i" attr.type=" int "/>
        <key id="x" for="node" attr.name="x" attr.type="double"/>
        <key id="t" for="node" attr.name="t" attr.type="boolean"/>
        <key id="s" for="node" attr.name="s" attr.type="string"/>
        <graph edgedefault=" directed "><node id="a"><data key="i">  7 </data>
        <data key="x">
            1.5
        </data><data key="t"> true </data><data key="s"> a b </data></node>
        <node id="b"><data key="i"> </data><data key="x"/><data key="t"></data>
        <data key="s">
            indented
        </data></node></graph>)"));
    CHECK(g.directed);
    CHECK(values<Integers>(g.vertex_columns, "i") == Integers{7, std::nullopt});
    CHECK(values<Reals>(g.vertex_columns, "x")[0] == 1.5);
    CHECK(std::isnan(values<Reals>(g.vertex_columns, "x")[1]));
    CHECK(values<Booleans>(g.vertex_columns, "t") == Booleans{true, std::nullopt});
    CHECK(values<Texts>(g.vertex_columns, "s") == Texts{" a b ", "indented"});
}

TEST_CASE("a value that is not of its type widens the column and loses nothing", "[io][graphml]") {
    const auto g = read(graphml(R"(<key id="i" for="node" attr.name="i" attr.type="int"/>
        <key id="j" for="node" attr.name="j" attr.type="int"/>
        <key id="u" for="node" attr.name="u" attr.type="uuid"/>
        <graph edgedefault="directed"><node id="a"><data key="i">7</data><data key="j">1</data>
        <data key="u">x</data></node>
        <node id="b"><data key="i">1.5</data><data key="j">many</data></node></graph>)"));
    CHECK(values<Reals>(g.vertex_columns, "i") == Reals{7, 1.5});
    CHECK(values<Texts>(g.vertex_columns, "j") == Texts{"1", "many"});
    CHECK(values<Texts>(g.vertex_columns, "u") == Texts{"x", ""});
    CHECK(codes(g) == Codes{"graph_value_type", "graph_unknown_type"});
}

TEST_CASE("what GraphML allows and a graph cannot hold is left out, and said", "[io][graphml]") {
    const auto g = read(graphml(R"(<key id="g" for="graph" attr.name="name" attr.type="string"/>
        <graph edgedefault="directed"><data key="g">mine</data>
        <node id="a"><port name="p"/></node><node id="b"/>
        <hyperedge><endpoint node="a"/><endpoint node="b"/></hyperedge>
        <edge id="named" source="a" target="b" sourceport="p"/><locator/></graph>)"));
    CHECK(g.edges == Edges{{0, 1}});
    CHECK(codes(g) == Codes{"graph_hyperedge", "graph_port", "graph_edge_id", "graph_graph_data",
                            "graph_unknown_element"});
}

TEST_CASE("entities are refused at once, whatever they would come to", "[io][graphml][hostile]") {
    const std::string remedy = "the file uses entities of its own, which are not read for safety; "
                               "write the text itself in their place";
    std::string bomb = "<!DOCTYPE graphml [<!ENTITY a0 \"boom\">";
    for (int i = 1; i < 100; ++i) {
        const std::string before = "&a" + std::to_string(i - 1) + ";";
        bomb += "<!ENTITY a" + std::to_string(i) + " \"" + before + before + "\">";
    }
    bomb += "]><graphml>&a99;</graphml>";
    CHECK(refusal_of(bomb) == "g.graphml: line 1, column 32: " + remedy);

    for (const char* file : {
             "<!DOCTYPE g [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><graphml>&x;</graphml>",
             "<!DOCTYPE g [<!ENTITY % x SYSTEM \"http://localhost/x.dtd\"> %x;]><graphml/>",
             "<!DOCTYPE graphml SYSTEM \"http://localhost/x.dtd\"><graphml>&x;</graphml>",
             "<graphml>&x;</graphml>",
             "<!DOCTYPE graphml SYSTEM \"x.dtd\"><graphml><graph id=\"&lt;&x;\"/></graphml>",
         }) {
        CAPTURE(file);
        CHECK(refusal_of(file).ends_with(remedy));
    }
    // A document type alone is what many tools write, and is never fetched.
    CHECK(read("<!DOCTYPE graphml SYSTEM \"http://localhost/graphml.dtd\"><graphml>"
               "<graph><node id=\"&amp;&#x26;&lt;&gt;&quot;&apos;\"/></graph></graphml>")
              .vertex_ids == Texts{"&&<>\"'"});
}

TEST_CASE("20,000 nested graphs are read without recursion", "[io][graphml][hostile]") {
    constexpr int depth = 20'000;
    std::string text = "<graphml>";
    for (int i = 0; i < depth; ++i) {
        text += "<graph edgedefault='directed'><node id='" + std::to_string(i) + "'>";
    }
    for (int i = 0; i < depth; ++i) {
        text += "</node></graph>";
    }
    const auto g = read(text + "</graphml>");
    CHECK(g.vertex_ids.size() == depth);
    CHECK(codes(g) == Codes{"graph_nested_graph"});
}

TEST_CASE("nesting without end is refused", "[io][graphml][hostile]") {
    std::string text = "<graphml>";
    for (int i = 0; i < 250'000; ++i) {
        text += "<a>";
    }
    CHECK(refusal_of(text).ends_with(
        "elements are nested deeper than 200000; export the file again without nesting"));
}

TEST_CASE("a path of 100,000 vertices is read whole", "[io][graphml]") {
    constexpr std::size_t n = 100'000;
    std::string text = "<graphml><graph edgedefault='directed'>";
    for (std::size_t v = 0; v + 1 < n; ++v) {
        text += "<edge source='" + std::to_string(v) + "' target='" + std::to_string(v + 1) + "'/>";
    }
    const auto g = read(text + "</graph></graphml>");
    CHECK(g.vertex_ids.size() == n);
    CHECK(g.edges.size() == n - 1);
    CHECK(g.edges.back() == graph::VertexPair{n - 2, n - 1});
}

TEST_CASE("columns that are used once each are refused before they fill the memory",
          "[io][graphml][hostile]") {
    // A key a vertex: 20,000 columns of 20,000 rows from a file of one megabyte.
    std::string text = "<graphml><graph edgedefault='directed'>";
    for (int v = 0; v < 20'000; ++v) {
        const auto number = std::to_string(v);
        text += "<node id='" + number + "'><data key='k" + number + "'>1</data></node>";
    }
    CHECK(refusal_of(text + "</graph></graphml>").find("almost empty") != std::string::npos);

    // All on the last vertex: filled up only at the end of the file.
    text = "<graphml><graph edgedefault='directed'>";
    for (int v = 0; v < 20'000; ++v) {
        text += "<node id='" + std::to_string(v) + "'/>";
    }
    text += "<node id='0'>";
    for (int k = 0; k < 2'000; ++k) {
        text += "<data key='k" + std::to_string(k) + "'>1</data>";
    }
    CHECK(refusal_of(text + "</node></graph></graphml>").find("almost empty") != std::string::npos);

    text = "<graphml>";
    for (int k = 0; k < 66'000; ++k) {
        text += "<key id='k" + std::to_string(k) + "' for='node'/>";
    }
    CHECK(refusal_of(text + "</graphml>").find("more than 65536 keys") != std::string::npos);
}

TEST_CASE("a file that is not GraphML is refused with place and remedy", "[io][graphml]") {
    const std::pair<const char*, const char*> cases[] = {
        {"", "g.graphml: line 1, column 1: the file holds no XML; export it again"},
        {"  \n ", "g.graphml: line 2, column 2: the file ends early; copy or export it again"},
        {"source,target\n", "g.graphml: line 1, column 1: not well-formed XML (syntax error); "
                            "export the file again"},
        {"<gexf/>", "g.graphml: line 1, column 1: this is GEXF; give it a name that ends in .gexf "
                    "or .xml"},
        {"<svg/>", "g.graphml: line 1, column 1: the outermost element is not graphml; give a "
                   "GraphML file"},
        {"<graphml><graph>", "g.graphml: line 1, column 17: the file ends early; copy or export "
                             "it again"},
        {"<graphml><graph></graphml>", "g.graphml: line 1, column 19: not well-formed XML "
                                       "(mismatched tag); export the file again"},
        {"<graphml>\n<graph><node/></graph></graphml>",
         "g.graphml: line 2, column 8: a node has no id; give every node one"},
        {"<graphml><graph><edge source='a'/></graph></graphml>",
         "g.graphml: line 1, column 17: an edge has no source or no target; give every edge both"},
        {"<graphml><key for='node'/></graphml>",
         "g.graphml: line 1, column 10: a key has no id; give every key one"},
        {"<graphml><graph><node id='a'><data>1</data></node></graph></graphml>",
         "g.graphml: line 1, column 30: a value names no key; give every data element one"},
        {"<graphml/><graphml/>", "g.graphml: line 1, column 11: not well-formed XML (junk after "
                                 "document element); export the file again"},
    };
    for (const auto& [text, message] : cases) {
        CAPTURE(text);
        CHECK(refusal_of(text) == message);
    }
}

TEST_CASE("a refusal never quotes the file", "[io][graphml]") {
    for (const char* text :
         {"<graphml><graph><Zorvane></graph></graphml>", "<graphml><node Zorvane></graphml>",
          "<Zorvane/>", "<graphml>&Zorvane;</graphml>",
          "<graphml><graph edgedefault='Zorvane'><node zorvane='Zorvane'/></graph></graphml>"}) {
        CAPTURE(text);
        CHECK(refusal_of(text).find("orvane") == std::string::npos);
    }
}

TEST_CASE("a gzipped file is read, a cut one refused", "[io][graphml][gzip]") {
    const TemporaryFolder folder;
    const std::string path = folder / "g.graphml.gz";
    std::string text = graphml("<graph edgedefault='directed'><node id='a'/></graph>");
    gzFile file = ::gzopen(path.c_str(), "wb");
    REQUIRE(::gzwrite(file, text.data(), static_cast<unsigned>(text.size())) > 0);
    REQUIRE(::gzclose(file) == Z_OK);
    io::InputBytes whole(path);
    CHECK(io::read_graphml(whole).vertex_ids == Texts{"a"});

    const std::string bytes = read_file(path);
    write_file(path, bytes.substr(0, bytes.size() - 10));
    io::InputBytes cut(path);
    CHECK(message_of<io::FileError>([&] {
              (void)io::read_graphml(cut);
          }).ends_with("the gzip stream ends early; copy the file again"));
}

TEST_CASE("reading is cancelled between blocks", "[io][graphml]") {
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(io::read_graphml("<graphml/>", "g", {}, control), graph::Cancelled);
}

} // namespace sandhan::tests
