// SPDX-License-Identifier: Apache-2.0
#include "io/pajek_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"

#include <sstream>

namespace sandhan::tests {
TEST_CASE("Pajek gets labels, places on its square, arcs and what it has no place for is named",
          "[io][pajek]") {
    std::ostringstream out;
    const auto notes = io::write_pajek(out, small_document(), "two\nlines");
    CHECK(out.str() == R"(% two lines
*Vertices 3
1 "A & B" 0.95 0.057606 0.5
2 "ব" 0.05 0.071549 0.5
3 "'C'" 0.519014 0.05 0.5
*Arcs
1 2 4 l "leg"
2 2 1 l "stay"
)");
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].code == "graph_text_replaced");
    CHECK(notes[1].message == "this format has no place for these columns, which were left out: "
                              "kind, lat, lon, size, r, g, b, first, last, incidents, evidence; "
                              "write .graphml to keep them");
}

TEST_CASE("an undirected graph is edges in Pajek, without positions where there are none",
          "[io][pajek]") {
    io::GraphDocument g;
    g.vertex_ids = {"a", "b"};
    g.edges = {{0, 1}};
    std::ostringstream out;
    CHECK(io::write_pajek(out, g).empty());
    CHECK(out.str() == "*Vertices 2\n1 \"a\"\n2 \"b\"\n*Edges\n1 2 1\n");
}

} // namespace sandhan::tests
