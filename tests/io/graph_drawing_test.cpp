// SPDX-License-Identifier: Apache-2.0
#include "io/graph_drawing.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"

#include <cmath>
#include <limits>
#include <optional>
#include <sstream>
#include <string>

namespace sandhan::tests {
TEST_CASE("what is drawn is read from the columns, or is none", "[io][graph_drawing]") {
    io::GraphDocument g = small_document();
    const io::GraphDrawing drawing(g);
    CHECK(drawing.label(1) == "\xE0\xA6\xAC");
    CHECK(drawing.point(0)->y == -10.0);
    CHECK(drawing.size(2) == 6.0);
    CHECK(io::hex_text(*drawing.vertex_colour(2)) == "d55e00");
    CHECK(!drawing.edge_colour(0));
    CHECK((*drawing.lon_lat(0))[0] == 88.5);
    CHECK(!drawing.lon_lat(2));
    CHECK(drawing.vertex_spell(0).end == "2020-11-12");
    CHECK(!drawing.vertex_spell(2).is_known());
    CHECK(drawing.has_spells());
    CHECK(drawing.edge_width(0) == 10.0);
    CHECK(drawing.edge_width(1) == 5.5);
    CHECK(!drawing.is_dashed(0));
}

TEST_CASE("looks that are none are not drawn", "[io][graph_drawing]") {
    io::GraphDocument g;
    g.vertex_ids = {"a", "b"};
    const double infinite = std::numeric_limits<double>::infinity();
    g.vertex_columns = {{"name", Texts{"by name", ""}},
                        {"x", Reals{infinite, 1}},
                        {"y", Reals{1, 1}},
                        {"size", Reals{0, -1}},
                        {"r", Integers{300, std::nullopt}},
                        {"g", Integers{1, 1}},
                        {"b", Integers{1, 1}},
                        {"color", Texts{"#10203", "#102030"}},
                        {"lat", Reals{91, 90}},
                        {"lon", Reals{0, -180}}};
    g.edges = {{0, 1}};
    g.edge_columns = {{"weight", Reals{std::nan("")}}};
    const io::GraphDrawing drawing(g);
    CHECK(drawing.label(0) == "by name");
    CHECK(drawing.label(1) == "b");
    CHECK(!drawing.point(0));
    CHECK(drawing.point(1));
    CHECK(!drawing.size(0));
    CHECK(!drawing.size(1));
    CHECK(!drawing.vertex_colour(0));
    CHECK(io::hex_text(*drawing.vertex_colour(1)) == "102030");
    CHECK(!drawing.lon_lat(0));
    CHECK(drawing.lon_lat(1));
    CHECK(drawing.weight(0) == 1.0);
}

TEST_CASE("labels are made unique even where one looks like another's new one",
          "[io][graph_drawing]") {
    io::GraphDocument g;
    g.vertex_ids = {"a", "b", "c"};
    g.vertex_columns = {{"label", Texts{"x", "x", "x [a]"}}};
    std::size_t changed = 0;
    CHECK(io::unique_labels(g, io::GraphDrawing(g), changed) == Texts{"x [a]'", "x [b]", "x [a]"});
    CHECK(changed == 2);
}

} // namespace sandhan::tests
