// SPDX-License-Identifier: Apache-2.0
#include "io/dot_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"

#include <sstream>
#include <string>

namespace sandhan::tests {
TEST_CASE("DOT draws what it is told, and takes no column for a picture to open", "[io][dot]") {
    io::GraphDocument g = small_document();
    g.vertex_ids.pop_back();
    g.vertex_columns = {{"label", Texts{"A \"q\" \\N", "\xE0\xA6\xAC"}},
                        {"x", Reals{850, -925}},
                        {"y", Reals{-10, 0}},
                        {"size", Reals{36, 18}},
                        {"color", Texts{"#0072b2", "red"}},
                        {"image", Texts{"/etc/passwd", ""}}};
    g.edge_columns = {{"weight", Reals{4, 1}}, {"line", Texts{"dashed", ""}}};
    std::ostringstream out;
    const auto notes = io::write_dot(out, g);
    CHECK(out.str() == R"(digraph {
graph [layout=neato, inputscale=72, size="16,16", splines=line];
node [shape=circle, style=filled, fixedsize=shape, fontsize=9];
edge [color="#66666680", arrowsize=0.5];
"place:A" [label="A \"q\" \\N", pos="850,-10!", width=1, fillcolor="#0072b2", "image_"="/etc/passwd"];
"place:B" [label="ব", pos="-925,0!", width=0.5];
"place:A" -> "place:B" [penwidth=10, style=dashed, "weight"="4", "line"="dashed"];
"place:B" -> "place:B" [penwidth=5.5, "weight"="1"];
}
)");
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].message == "the column image is not what viewers expect under that name; it was "
                              "written as image_");
}

TEST_CASE("an undirected graph without positions is left to Graphviz to lay out", "[io][dot]") {
    io::GraphDocument g;
    g.vertex_ids = {"a\x02", "b"};
    g.edges = {{0, 1}};
    std::ostringstream out;
    const auto notes = io::write_dot(out, g, "do not\npass on");
    CHECK(out.str().starts_with("# do not pass on\ngraph {\nnode ["));
    CHECK(out.str().find("\"a\uFFFD\" -- \"b\" [penwidth=10];\n}\n") != std::string::npos);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].code == "graph_text_replaced");
}

} // namespace sandhan::tests
