// SPDX-License-Identifier: Apache-2.0
#include "io/gml_reader.hpp"
#include "io/graph_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"
#include "tests/support/graph_reading.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

namespace sandhan::tests {
namespace {

io::GraphDocument gml_of(std::string_view text, std::optional<bool> directed = std::nullopt) {
    io::GraphReadOptions options;
    options.directed = directed;
    return io::read_gml(text, "g.gml", options);
}

std::string gml_refusal_of(std::string_view text) {
    return message_of<io::ParseError>([&] { (void)gml_of(text); });
}

// In the manner of NetworkX: characters beyond ASCII as numbers, lists as repeated keys.
constexpr std::string_view networkx_gml = R"(graph [
  directed 1
  multigraph 1
  node [
    id 0
    label "&#2486;&#2503;&#2454; &#60;&#38;&#34;"
    age 17
    seen 1
    tag "a"
    tag "b"
    address [
      state "WB"
      pin [
        code 700001
      ]
    ]
  ]
  node [
    id 1
    label "1"
    age 2.5
  ]
  edge [
    source 0
    target 1
    key 0
    weight 2
  ]
  edge [
    source 0
    target 1
    key 1
    weight 0.5
  ]
  edge [
    source 1
    target 1
    key 0
  ]
]
)";

} // namespace

TEST_CASE("GML as NetworkX writes it is read value by value", "[io][gml]") {
    CHECK(shown(gml_of(networkx_gml)) ==
          "0 label='শেখ <&\"' age=17.0 seen=1 tag='a; b' address.state='WB' "
          "address.pin.code=700001\n"
          "1 label='1' age=2.5\n"
          "0 -> 1 key=0 weight=2.0\n"
          "0 -> 1 key=1 weight=0.5\n"
          "1 -> 1 key=0\n");
}

TEST_CASE("GML as yEd, Gephi, igraph and Cytoscape write it is read", "[io][gml]") {
    // yEd: drawings, labels drawn apart, groups by number, Latin-1 in the way of 1997.
    CHECK(
        shown(gml_of("Creator\t\"yFiles\"\nVersion\t\"2.17\"\ngraph\n[\n\thierarchic\t1\n"
                     "\tlabel\t\"\"\n\tdirected\t1\n\tnode\n\t[\n\t\tid\t0\n"
                     "\t\tgraphics\n\t\t[\n\t\t\tx\t165.5\n\t\t\ty\t-30\n\t\t\tw\t30.0\n\t\t\th"
                     "\t20.0\n\t\t\ttype\t\"rectangle\"\n\t\t\tfill\t\"#FFCC00\"\n"
                     "\t\t\toutline\t\"#000000\"\n\t\t]\n\t\tLabelGraphics\n\t\t[\n"
                     "\t\t\ttext\t\"M\xFCnchen \x93x\x94\"\n\t\t\tfontSize\t12\n\t\t]\n"
                     "\t\tgid\t1\n\t]\n\tnode\n\t[\n\t\tid\t1\n\t\tlabel\t\"own\"\n"
                     "\t\tLabelGraphics [ text \"drawn\" ]\n\t\tisGroup\t1\n\t]\n\tedge\n\t[\n"
                     "\t\tsource\t0\n\t\ttarget\t1\n\t\tgraphics\n\t\t[\n\t\t\tfill\t\"#0000FF\"\n"
                     "\t\t\ttargetArrow\t\"standard\"\n\t\t\tLine [ point [ x 1 y 2 ] point [ x 3 "
                     "y 4 ] ]\n\t\t]\n\t]\n]\n")) ==
        "0 gid=1 label='München “x”' x=165.5 y=30.0 w=30.0 h=20.0 shape='rectangle' r=255 g=204 "
        "b=0\n"
        "1 label='own' isGroup=1\n"
        "0 -> 1 r=0 g=0 b=255\n"
        "graph_drawing 2 line 27\n"
        "graph_latin1 1 line 23\n");
    // Gephi: `value` is the weight. igraph: `name`, entities by name, numbers in exponents.
    CHECK(shown(gml_of("graph [ directed 0 node [ id 3 name \"a &quot;b&quot; &amp; c\" x NAN ] "
                       "node [ id 4 x 1e-05 ] edge [ id 0 source 3 target 4 value 2.0 ] "
                       "edge [ id \"tie\" source 4 target 3 fill \"#1\" ] ]")) ==
          "3 name='a \"b\" & c'\n4 x=1e-05\n3 -- 4 weight=2.0\n4 -- 3 fill='#1'\n"
          "graph_edge_id 1 line 1\n");
    // Cytoscape: negative ids, a weight beside a value.
    CHECK(shown(gml_of("Creator \"Cytoscape\"\nVersion 1.0\ngraph [\n node [\n root_index -2\n id "
                       "-2\n label \"x\" ]\n edge [ root_index -1 target -2 source -2 weight 1 "
                       "value 9 ] ]\n")) ==
          "-2 root_index=-2 label='x'\n-2 -- -2 root_index=-1 weight=1 value=9\n");
}

TEST_CASE("comments, blanks, strange texts and missing blanks in GML are read", "[io][gml]") {
    CHECK(shown(gml_of("\xEF\xBB\xBF# made by hand\r\ngraph[node[id 1 label\"a # b [\"]# rest\r\n"
                       "node[id 2 label \"two\nlines\"]edge[source 1 target 2 \n# no\n]]")) ==
          "1 label='a # b ['\n2 label='two\nlines'\n1 -- 2\n");
    CHECK(shown(gml_of("graph [ node [ id 1 label \"&; &x; &#; &#0; &#xD800; &#1114112; &eacute; "
                       "&#x1F469; &apos &&lt;\" ] ]")) ==
          "1 label='&; &x; &#; &#0; &#xD800; &#1114112; é 👩 &apos &<'\n");
    // Numbers in quotes stay text; one among numbers makes all text; ids are as they are written.
    CHECK(shown(gml_of("graph [ node [ id \"01\" pin \"012\" n 1 ] node [ id 1 n \"2\" ] ]")) ==
          "01 pin='012' n='1'\n1 n='2'\n");
}

TEST_CASE("direction may be told behind the edges, and by the caller", "[io][gml]") {
    const std::string text = "graph [ edge [ source 1 target 2 ] directed 1 ]";
    CHECK(gml_of(text).directed);
    CHECK_FALSE(gml_of(text, false).directed);
    CHECK(gml_of("graph [ directed 1 ]").directed);
    CHECK_FALSE(gml_of("graph [ ]").directed);
    CHECK(shown(gml_of("graph [ directed 1 node [ id 1 ] edge [ source 1 target 2 ] ] "
                       "graph [ edge [ source 2 target 1 weight 3 ] ]")) ==
          "1\n2\n1 -> 2\n2 -> 1 weight=3\n1 -> 2 weight=3\n"
          "graph_undeclared_vertex 1 line 0\ngraph_several_graphs 1 line 1\n"
          "graph_mixed_direction 1 line 0\n");
}

TEST_CASE("what GML nests too deep, twice or elsewhere is said", "[io][gml]") {
    std::string deep = "graph [ node [ id 1 ";
    for (int i = 0; i < 20'000; ++i) {
        deep += "a [ n " + std::to_string(i) + " ";
    }
    for (int i = 0; i < 20'000; ++i) {
        deep += "] ";
    }
    CHECK(shown(gml_of(deep + "] node [ id 1 graph [ node [ id 5 ] ] ] group [ x 1 ] ]")) ==
          "1 a.n=0 a.a.n=1 a.a.a.n=2 a.a.a.a.n=3 a.a.a.a.a.n=4 a.a.a.a.a.a.n=5 a.a.a.a.a.a.a.n=6 "
          "a.a.a.a.a.a.a.a.n=7\n"
          "graph_repeated_vertex 1 line 1\ngraph_nested_graph 1 line 1\ngraph_graph_data 1 line 1\n"
          "graph_deep_value 1 line 1\n");
}

TEST_CASE("what is no GML is refused with its place", "[io][gml]") {
    const std::pair<const char*, const char*> cases[] = {
        {"", "line 1, column 1: there is no graph in the file; GML holds it as graph [ … ]"},
        {"<gml:Point/>", "line 1, column 1: this is neither a key nor a value of GML; give a file "
                         "that begins as graph [ does"},
        {"graph [\n node [ id 1", "line 2, column 13: the file ends within a list; it was cut "
                                  "short: save it again"},
        {"graph [ ] ]", "line 1, column 11: a ] closes nothing; remove it"},
        {"graph [ node [ label \"x\" ] ]",
         "line 1, column 26: a node ends here that has no id; give "
         "every node one"},
        {"graph [ edge [ source 1 ] ]",
         "line 1, column 25: an edge ends here that has no source or "
         "no target; give every edge both"},
        {"graph [ label \"x ]",
         "line 1, column 15: a quote is not closed; write a second one behind "
         "the text"},
        {"graph [ name Zorvane ]", "line 1, column 14: a value is no number, no text in quotes and "
                                   "no list; put it in quotes"},
        {"graph [ 12 ]", "line 1, column 9: a value stands where a key is to; write a key before "
                         "it"},
        {"graph [ id ]", "line 1, column 12: a key has no value; write one behind it"},
        {"graph [ \"x\" 1 ]",
         "line 1, column 9: no key stands before this; GML is made of keys and "
         "values, as graph [ node [ id 1 ] ]"},
    };
    for (const auto& [text, message] : cases) {
        CAPTURE(text);
        CHECK(gml_refusal_of(text) == "g.gml: " + std::string(message));
    }
    CHECK(gml_refusal_of("graph [ " + std::string(300, 'k') + " 1 ]").find("longer than 200") !=
          std::string::npos);
    CHECK(gml_refusal_of(std::string("graph\0[ ]", 9))
              .ends_with("a zero byte stands at byte 5; "
                         "give the graph as text, in "
                         "UTF-8 or Latin-1"));
}

TEST_CASE("a GML path of 100,000 vertices and an element of 100,000 values are read", "[io][gml]") {
    std::string path = "graph [\n";
    for (int i = 0; i < 100'000; ++i) {
        path += "edge [ source " + std::to_string(i) + " target " + std::to_string(i + 1) + " ]\n";
    }
    CHECK(gml_of(path + "]").edges.size() == 100'000);
    std::string nested = "graph [ node [ id 1 ";
    for (int i = 0; i < 200'000; ++i) {
        nested += "a [";
    }
    CHECK(gml_refusal_of(nested).find("nested deeper than 200000") != std::string::npos);
    std::string wide = "graph [ node [ id 1 ";
    for (int i = 0; i < 100'000; ++i) {
        wide += "a 1 ";
    }
    CHECK(shown(gml_of(wide + "] ]")).size() > 300'000);
    std::string sparse = "graph [\n";
    for (int i = 0; i < 20'000; ++i) {
        sparse += "node [ id " + std::to_string(i) + " k" + std::to_string(i) + " 1 ]\n";
    }
    CHECK(gml_refusal_of(sparse + "]").find("almost empty") != std::string::npos);
}

TEST_CASE("a damaged GML is a graph or a ParseError, nothing else", "[io][gml][fuzz]") {
    constexpr std::string_view words[] = {"node [",
                                          "edge [",
                                          "]",
                                          "[",
                                          "graph [",
                                          "id 1",
                                          "source 0",
                                          "\"",
                                          "&#34;",
                                          "&#99999999;",
                                          "# ",
                                          "\n",
                                          "NaN",
                                          "1e999",
                                          "-",
                                          "\xFF",
                                          "graphics [ fill \"#123456\" x 1 ]",
                                          "directed 1",
                                          "LabelGraphics [ text \"",
                                          "value 0",
                                          ""};
    require_stands_damage(std::string(networkx_gml), words, 3000,
                          [](const std::string& text) { return gml_of(text); });
    const TemporaryFolder folder;
    write_file(folder / "g.GML", networkx_gml);
    CHECK(io::is_graph_file(folder / "g.GML"));
    CHECK(shown(io::read_graph_file(folder / "g.GML")) == shown(gml_of(networkx_gml)));
}

} // namespace sandhan::tests
