// SPDX-License-Identifier: Apache-2.0
#include "io/geojson_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"

#include <sstream>
#include <string>

namespace sandhan::tests {
TEST_CASE("GeoJSON has points and great circles, longitude first, and tells what is off the map",
          "[io][geojson]") {
    io::GraphDocument g = small_document();
    g.vertex_columns.resize(4);
    std::ostringstream out;
    const auto notes = io::write_geojson(out, g, "read \"this\"");
    const std::string text = out.str();
    CHECK(text.starts_with(R"({"type":"FeatureCollection","description":"read \"this\"","features":[
{"type":"Feature","id":"place:A","geometry":{"type":"Point","coordinates":[88.5,22.5]},"properties":{"feature":"vertex","id":"place:A","label":"A & B","kind":"place","lat":22.5,"lon":88.5}},
{"type":"Feature","id":"place:B",)"));
    CHECK(text.find(R"({"type":"LineString","coordinates":[[88.5,22.5],)") != text.npos);
    CHECK(text.ends_with(
        R"(,[70.75,22.25]]},"properties":{"feature":"edge","source":"place:A","target":"place:B","from":"A & B","to":")"
        "\xE0\xA6\xAC"
        R"(","distance_km":1824.3,"type":"leg","weight":4,"first":"2020-10-01","last":"2020-10-07","incidents":2,"evidence":"WB-1; WB-2","stroke-width":10}}
]}
)"));
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].message ==
          "left out: 1 node without a point; write .graphml to keep what is on no map");
    CHECK(notes[1].message ==
          "left out: 1 edge that joins no two points; write .graphml to keep what is on no map");
}

TEST_CASE("a graph with nothing on the map is an empty collection", "[io][geojson]") {
    std::ostringstream out;
    CHECK(io::write_geojson(out, {}).empty());
    CHECK(out.str() == "{\"type\":\"FeatureCollection\",\"features\":[\n]}\n");
}

TEST_CASE("a line over the 180th meridian is cut into two", "[io][geojson]") {
    io::GraphDocument g;
    g.vertex_ids = {"a", "b"};
    g.vertex_columns = {{"lat", Reals{0, 0}}, {"lon", Reals{179.5, -179.5}}};
    g.edges = {{0, 1}};
    std::ostringstream out;
    (void)io::write_geojson(out, g);
    CHECK(out.str().find(R"({"type":"MultiLineString","coordinates":[[[179.5,0],)") !=
          std::string::npos);
    CHECK(out.str().find("[180,0]],[[-180,0],") != std::string::npos);
}

} // namespace sandhan::tests
