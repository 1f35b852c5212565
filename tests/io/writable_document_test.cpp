// SPDX-License-Identifier: Apache-2.0
#include "io/writable_document.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"
#include "tests/support/thrown.hpp"

#include <cmath>
#include <optional>
#include <stdexcept>

namespace sandhan::tests {
namespace {

using io::Column;
using io::GraphDocument;

std::string refusal(const GraphDocument& document) {
    return message_of<std::invalid_argument>([&] { io::require_writable(document, "GEXF"); });
}

} // namespace

TEST_CASE("a document that no viewer would draw right is refused by its fault",
          "[io][graph_file]") {
    GraphDocument g;
    g.vertex_ids = {"a", "b"};
    g.edges = {{0, 1}};
    CHECK_NOTHROW(io::require_writable(g, "GEXF"));
    SECTION("an end beyond the vertices") {
        g.edges.push_back({0, 2});
        CHECK(refusal(g) == "GEXF: an edge ends at a vertex that does not exist");
    }
    SECTION("a short column") {
        g.vertex_columns = {{"age", Integers{1}}};
        CHECK(refusal(g) == "GEXF: the column age is not as long as what it describes");
    }
    SECTION("two columns of one name") {
        g.edge_columns = {{"a", Texts{""}}, {"a", Texts{""}}};
        CHECK(refusal(g) == "GEXF: a column has no name, or that of another");
    }
    SECTION("a look that is none") {
        g.vertex_columns = {{"x", Texts{"", ""}}};
        CHECK(refusal(g) == "GEXF: the column x is read as a number by viewers; rename it");
    }
}

TEST_CASE("values come as text or number from a column of any kind", "[io][graph_file]") {
    const Column texts{"t", Texts{"a", ""}};
    const Column whole{"i", Integers{7, std::nullopt}};
    const Column reals{"r", Reals{0.1, std::nan("")}};
    const Column truths{"b", Booleans{false, std::nullopt}};
    CHECK(io::text_at(&texts, 0) == "a");
    CHECK(io::text_at(&whole, 0) == "7");
    CHECK(io::text_at(&reals, 0) == "0.1");
    CHECK(io::text_at(&truths, 0) == "false");
    for (const Column* column : {&texts, &whole, &reals, &truths}) {
        CHECK(io::text_at(column, 1).empty());
        CHECK(std::isnan(io::number_at(column, 1)));
    }
    CHECK(io::text_at(nullptr, 0).empty());
    CHECK(io::number_at(&whole, 0) == 7.0);
    CHECK(io::number_at(&reals, 0) == 0.1);
    CHECK(std::isnan(io::number_at(&texts, 0)));
    CHECK(std::isnan(io::number_at(nullptr, 0)));
}

TEST_CASE("columns of other programs are fitted to what viewers take their names for",
          "[io][graph_file]") {
    GraphDocument g;
    g.vertex_ids = {"a", "b"};
    g.vertex_columns = {{"x", Texts{"1.5", ""}},         {"y", Texts{"up", "down"}},
                        {"r", Reals{200, std::nan("")}}, {"g", Reals{0.5, 1}},
                        {"color", Integers{1, 2}},       {"c", Texts{"1", "2"}},
                        {"c", Texts{"3", "4"}},          {"", Texts{"5", "6"}}};
    g.edges = {{0, 1}};
    g.edge_columns = {{"weight", Booleans{true}}, {"x", Texts{"left"}}};
    const auto notes = io::fit_for_viewers(g);
    Texts names;
    for (const auto* columns : {&g.vertex_columns, &g.edge_columns}) {
        for (const Column& column : *columns) {
            names.push_back(column.name);
        }
    }
    CHECK(names == Texts{"x", "y_", "r", "g_", "color_", "c", "c_", "_", "weight_", "x"});
    CHECK(equal(g.vertex_columns[0], {"x", Reals{1.5, std::nan("")}}));
    CHECK(equal(g.vertex_columns[2], {"r", Integers{200, std::nullopt}}));
    CHECK(notes.size() == 6);
    CHECK(notes[0].message == "the column y is not what viewers expect under that name; it was "
                              "written as y_");
    CHECK_NOTHROW(io::require_writable(g, "GEXF"));
}

} // namespace sandhan::tests
