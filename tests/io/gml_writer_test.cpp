// SPDX-License-Identifier: Apache-2.0
#include "io/gml_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"

#include <sstream>
#include <string>

namespace sandhan::tests {
namespace {

std::string gml(const io::GraphDocument& document, const io::GmlOptions& options = {}) {
    std::ostringstream out;
    (void)io::write_gml(out, document, options);
    return out.str();
}

} // namespace

TEST_CASE("GML is ASCII, its names letters and digits, its drawing upside down", "[io][gml]") {
    io::GraphDocument g = small_document();
    g.vertex_ids.pop_back();
    g.vertex_columns = {{"label", Texts{"A & \"B\"", "\xE0\xA6\xAC"}},
                        {"expected_incidents", Reals{1e-7, 2}},
                        {"x", Reals{850, -925}},
                        {"y", Reals{-10, 0}},
                        {"seen", Booleans{true, false}}};
    g.edges.push_back({0, 1});
    g.edge_columns = {{"weight", Reals{4, 1, 2}}, {"source", Texts{"s", "", ""}}};
    CHECK(gml(g) == R"(Creator "Sandhan"
graph [
  directed 1
  multigraph 1
  node [
    id 0
    name "place:A"
    label "A &amp; &quot;B&quot;"
    expectedIncidents 1.0e-07
    seen 1
    graphics [ x 850.0 y 10.0 type "ellipse" ]
  ]
  node [
    id 1
    name "place:B"
    label "&#2476;"
    expectedIncidents 2.0
    seen 0
    graphics [ x -925.0 y 0.0 type "ellipse" ]
  ]
  edge [
    source 0
    target 1
    weight 4.0
    sourceX "s"
  ]
  edge [
    source 1
    target 1
    weight 1.0
  ]
  edge [
    source 0
    target 1
    weight 2.0
  ]
]
)");
    CHECK(gml(g, {io::GmlCharacters::utf8, {}}).find("label \"\xE0\xA6\xAC\"") !=
          std::string::npos);
}

TEST_CASE("a label that stands twice in GML gets the id behind it", "[io][gml]") {
    io::GraphDocument g;
    g.vertex_ids = {"a", "b"};
    g.vertex_columns = {{"label", Texts{"same", "same"}}};
    std::ostringstream out;
    const auto notes = io::write_gml(out, g);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].code == "graph_label_made_unique");
    CHECK(out.str().find("label \"same [b]\"") != std::string::npos);
    CHECK(out.str().find("multigraph") == std::string::npos);
}

} // namespace sandhan::tests
