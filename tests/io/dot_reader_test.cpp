// SPDX-License-Identifier: Apache-2.0
#include "io/dot_reader.hpp"
#include "io/graph_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"
#include "tests/support/graph_reading.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

namespace sandhan::tests {
namespace {

io::GraphDocument dot_of(std::string_view text, std::optional<bool> directed = std::nullopt) {
    io::GraphReadOptions options;
    options.directed = directed;
    return io::read_dot(text, "g.dot", options);
}

std::string dot_refusal_of(std::string_view text) {
    return message_of<io::ParseError>([&] { (void)dot_of(text); });
}

constexpr std::string_view written_by_hand = R"(# preprocessed
/* routes */ digraph "a graph" {
    rankdir = LR; graph [bgcolor=white]
    node [shape=box, color="#112233"]
    edge [style=dashed]
    // the places
    Rajkot [label="Rajkot\nGujarat", pos="1.5,-2!", weight=3];
    "South 24 \"Parganas\"" [label=<<b>South</b> &amp; 24>; pin=012]
    শেখ [label="\N &lt;" pos="e,1,2"]
    Rajkot -> "South 24 " + /* joined */ "\"Parganas\"" -> শেখ [weight=2.5 label="leg \l"]
    subgraph cluster_0 {
        node [shape=circle]; label = "inner"
        a; b [shape=star]
        a -> Rajkot [style=solid];
    }
    c
    {a b} -> {c subgraph cluster_0 {}} [k]
    Rajkot:n:ne -> Rajkot
}
)";

} // namespace

TEST_CASE("a DOT file is read statement by statement", "[io][dot]") {
    CHECK(shown(dot_of(written_by_hand)) ==
          "Rajkot shape='box' color='#112233' label='Rajkot\nGujarat' x=1.5 y=-2.0 weight=3\n"
          "South 24 \"Parganas\" shape='box' color='#112233' label='<b>South</b> &amp; 24' "
          "pin='012'\n"
          "শেখ shape='box' color='#112233' label='শেখ <'\n"
          "a shape='circle' color='#112233'\n"
          "b shape='star' color='#112233'\n"
          "c shape='box' color='#112233'\n"
          "Rajkot -> South 24 \"Parganas\" style='dashed' weight=2.5 label='leg '\n"
          "South 24 \"Parganas\" -> শেখ style='dashed' weight=2.5 label='leg '\n"
          "a -> Rajkot style='solid'\n"
          "a -> c style='dashed' k='true'\n"
          "b -> c style='dashed' k='true'\n"
          "Rajkot -> Rajkot style='dashed'\n"
          "graph_nested_graph 2 line 11\ngraph_port 1 line 18\ngraph_graph_data 3 line 3\n"
          "graph_drawing 1 line 10\n");
}

TEST_CASE("names, numbers, comments and broken texts of DOT are read", "[io][dot]") {
    CHECK(shown(dot_of("graph{a--b--c;1.5--.5--\n-2,_x9[w=1][v=\"2\",u=3]\"node\"--\"two \\\n"
                       "lines\" \"back\\\\\"}")) ==
          "a\nb\nc\n1.5\n.5\n-2\n_x9 w=1 v=2 u=3\nnode\ntwo lines\nback\\\\\n"
          "a -- b\nb -- c\n1.5 -- .5\n.5 -- -2\nnode -- two lines\n");
    CHECK(shown(dot_of("\xEF\xBB\xBFGRAPH G { \"M\xFCnchen\" -- x [Weight=\"1e3\"] }\r\n")) ==
          "München\nx\nMünchen -- x Weight=1000.0\ngraph_latin1 1 line 1\n");
    CHECK(shown(dot_of("graph {}")) == "");
    CHECK(dot_of("digraph {}").directed);
    CHECK_FALSE(dot_of("digraph { a -> b }", false).directed);
    CHECK(dot_of("graph { a -- b }", true).directed);
}

TEST_CASE("strict DOT graphs have one edge a pair, others all", "[io][dot]") {
    CHECK(shown(dot_of("strict graph { a -- b [x=1] b -- a [y=2] a -- a; a -- a; }")) ==
          "a\nb\na -- b x=1 y=2\na -- a\n");
    CHECK(shown(dot_of("strict digraph { a -> b; b -> a; a -> b [x=1] }")) ==
          "a\nb\na -> b x=1\nb -> a\n");
    CHECK(dot_of("graph { a -- b; b -- a; a -- a }").edges.size() == 3);
}

TEST_CASE("defaults of DOT end with their subgraph and hold for what comes behind", "[io][dot]") {
    CHECK(shown(dot_of("graph { a; node [c=1]; b; { node [c=2 d=3]; x; { node [c=4] y } z } w; a "
                       "node [c=\"\"] v }")) ==
          "a\nb c=1\nx c=2 d=3\ny c=4 d=3\nz c=2 d=3\nw c=1\nv\n");
    // A subgraph that is opened again has them again; one of its name elsewhere is another.
    CHECK(shown(dot_of("graph { subgraph s { node [c=1] a } b subgraph s { c } { subgraph s { d } }"
                       "}")) == "a c=1\nb\nc c=1\nd\ngraph_nested_graph 2 line 1\n");
    CHECK(shown(dot_of("graph { node [c=1] a } graph { b -- a }")) ==
          "a c=1\nb\nb -- a\ngraph_several_graphs 1 line 1\n");
    CHECK(shown(dot_of("digraph { a -> b } graph { a -- c [w=1] }")) ==
          "a\nb\nc\na -> b\na -> c w=1\nc -> a w=1\ngraph_several_graphs 1 line 1\n"
          "graph_mixed_direction 1 line 0\n");
}

TEST_CASE("subgraphs of DOT are ends of edges, by name too", "[io][dot]") {
    CHECK(shown(dot_of("graph { subgraph A { a b a } subgraph A { c } subgraph A -- d; "
                       "{ x -- { y z } } -- e -- {} -- f }")) ==
          "a\nb\nc\nd\nx\ny\nz\ne\nf\na -- d\nb -- d\nc -- d\nx -- y\nx -- z\nx -- e\ny -- e\n"
          "z -- e\ngraph_nested_graph 1 line 1\n");
}

TEST_CASE("what is no DOT is refused with its place", "[io][dot]") {
    const std::pair<const char*, const char*> cases[] = {
        {"",
         "line 1, column 1: there is no graph in the file; DOT begins with graph { or digraph {"},
        {"a -> b", "line 1, column 1: no graph begins here; DOT begins with graph { or digraph {"},
        {"graph",
         "line 1, column 6: the bracket { is missing here; write it before what the graph is "
         "made of"},
        {"graph {\n a -- b",
         "line 2, column 8: the file ends within a graph; it was cut short: save "
         "it again"},
        {"graph {\n a -> b }", "line 2, column 4: -> stands in a graph; write --, or begin with "
                               "digraph"},
        {"digraph { a -- b }", "line 1, column 13: -- stands in a digraph; write ->, or begin with "
                               "graph"},
        {"graph { a -- }",
         "line 1, column 14: an edge has no second end; write it behind the arrow"},
        {"graph { a -- ; }", "line 1, column 14: an edge has no second end; write it behind the "
                             "arrow"},
        {"graph { a [x=] }",
         "line 1, column 14: a value is missing here; write one behind the sign ="},
        {"graph { a [x=1 = }",
         "line 1, column 16: no attribute begins like this; write name=value, "
         "and ] behind all"},
        {"graph { x = }",
         "line 1, column 13: a value is missing here; write one behind the sign ="},
        {"graph { a: -- b }",
         "line 1, column 12: a port is missing here; write one behind the colon"},
        {"graph { node -- b }",
         "line 1, column 14: the bracket [ is missing here; write attributes in "
         "brackets"},
        {"graph { subgraph ; }",
         "line 1, column 18: the bracket { is missing here; write it behind "
         "subgraph"},
        {"graph { ] }",
         "line 1, column 9: no statement begins like this; write a name, or what the "
         "brackets hold"},
        {"graph { $ }", "line 1, column 9: no word of DOT begins like this; put names in quotes"},
        {"graph { \"a }", "line 1, column 9: a quote is not closed; write a second one behind the "
                          "text"},
        {"graph { <a }", "line 1, column 9: a label in HTML is not closed; write > behind it"},
        {"graph { /* a }", "line 1, column 9: a comment is not closed; write */ behind it"},
        {"graph { \"a\" + b }",
         "line 1, column 9: no text in quotes stands behind a plus; write one"},
        {"graph { } }",
         "line 1, column 11: no graph begins here; DOT begins with graph { or digraph "
         "{"},
    };
    for (const auto& [text, message] : cases) {
        CAPTURE(text);
        CHECK(dot_refusal_of(text) == "g.dot: " + std::string(message));
    }
}

TEST_CASE("hostile DOT is read or refused in time", "[io][dot]") {
    const auto repeated = [](const std::string& text, int times) {
        std::string all;
        for (int i = 0; i < times; ++i) {
            all += text;
        }
        return all;
    };
    CHECK(
        dot_of("graph {" + repeated("{", 20'000) + "a" + repeated("}", 20'001)).vertex_ids.size() ==
        1);
    CHECK(dot_of("graph {" + repeated("subgraph s {", 20'000) + "a -- b" + repeated("}", 20'001))
              .edges.size() == 1);
    CHECK(dot_refusal_of("graph {" + repeated("{", 300'000)).find("nested deeper") !=
          std::string::npos);
    std::string chain = "digraph { v0", path = "digraph {", set = "{", many = "graph {";
    for (int i = 1; i <= 100'000; ++i) {
        const std::string n = std::to_string(i);
        chain += " -> v" + n;
        path += "v" + std::to_string(i - 1) + " -> v" + n + ";\n";
        set += " v" + n;
    }
    CHECK(dot_of(chain + "}").edges.size() == 100'000);
    CHECK(dot_of(path + "}").edges.size() == 100'000);
    CHECK(dot_refusal_of("graph { " + set + "} -- " + set + "} }").find("too often") !=
          std::string::npos);
    CHECK(dot_refusal_of("strict graph { subgraph A " + set + "}" +
                         repeated("subgraph A -- subgraph A;", 1000) + "}")
              .find("too often") != std::string::npos);
    CHECK(dot_refusal_of("graph { " + repeated("{", 2000) + "a" + repeated("} -- x", 2000) + "}") ==
          "(nothing thrown)");
    CHECK(dot_refusal_of("graph { node [label=\"" + std::string(1'000'000, 'x') + "\"] " +
                         set.substr(1) + "}")
              .find("long values") != std::string::npos);
    CHECK(dot_refusal_of("graph { \"" + std::string(1'000'000, 'x') + "\" [label=\"" +
                         repeated("\\N", 500'000) + "\"] }") == "(nothing thrown)");
    for (int i = 0; i < 70'000; ++i) {
        many += "a [k" + std::to_string(i) + "=1]";
    }
    CHECK(dot_refusal_of(many + "}").find("more than 65536 attributes") != std::string::npos);
    CHECK(
        dot_of("graph { a [label=\"" + std::string(10'000'000, 'x') + "\"] }").vertex_ids.size() ==
        1);
    CHECK(dot_of("graph { a [label=" + repeated("<", 100'000) + repeated(">", 100'000) + "] }")
              .vertex_ids.size() == 1);
}

TEST_CASE("a damaged DOT file is a graph or a ParseError, nothing else", "[io][dot][fuzz]") {
    constexpr std::string_view words[] = {
        "{",    "}",      "[",       "]",           "->", "--", "\"", "<", ">", "subgraph s {",
        "=",    "node [", "edge [",  "/*",          "*/", "//", "\\", "+", ":", "strict ",
        "\xFF", "#",      "graph {", "pos=\"1,2\"", ""};
    require_stands_damage(std::string(written_by_hand), words, 4000,
                          [](const std::string& text) { return dot_of(text); });
    const TemporaryFolder folder;
    for (const char* name : {"g.dot", "g.gv"}) {
        write_file(folder / name, written_by_hand);
        CHECK(shown(io::read_graph_file(folder / name)) == shown(dot_of(written_by_hand)));
    }
}

} // namespace sandhan::tests
