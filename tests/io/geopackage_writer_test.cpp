// SPDX-License-Identifier: Apache-2.0
#include "io/geopackage_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"

#include <sstream>
#include <stdexcept>
#include <string>

namespace sandhan::tests {

// What GDAL reads back: tests/cli/export_consumers_test.py.
TEST_CASE("a GeoPackage is written where GDAL is installed, the same each time",
          "[io][geopackage]") {
    const io::GraphDocument g = small_document();
    std::ostringstream out;
    if (!io::has_geopackage()) {
        CHECK_THROWS_AS(io::write_geopackage(out, g), std::invalid_argument);
        CHECK(out.str().empty());
        return;
    }
    const auto notes = io::write_geopackage(out, g);
    CHECK(out.str().starts_with("SQLite format 3"));
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].code == "graph_vertex_off_map");
    CHECK(notes[1].code == "graph_edge_off_map");
    std::ostringstream again;
    (void)io::write_geopackage(again, g);
    CHECK(again.str() == out.str());
}

} // namespace sandhan::tests
