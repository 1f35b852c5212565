// SPDX-License-Identifier: Apache-2.0
#include "io/cx2_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"

#include <sstream>
#include <string>

namespace sandhan::tests {
TEST_CASE("CX2 carries values, positions and the style that draws them", "[io][cx2]") {
    io::GraphDocument g = small_document();
    g.vertex_columns.push_back({"name", Texts{"n", "", ""}});
    std::ostringstream out;
    const auto notes = io::write_cx2(out, g, {"legs", "do not pass on"});
    const std::string text = out.str();
    const auto has = [&](const std::string& part) { return text.find(part) != text.npos; };
    CHECK(text.starts_with("[{\"CXVersion\":\"2.0\",\"hasFragments\":false},\n"));
    CHECK(text.ends_with("{\"status\":[{\"success\":true}]}]\n"));
    CHECK(has(R"({"networkAttributes":[{"name":"legs","description":"do not pass on"}]})"));
    CHECK(has(R"({"id":0,"x":850,"y":10,"v":{"name":"A & B","node_id":"place:A","diameter":80,)"
              R"("color":"#0072b2","kind":"place","lat":22.5,"lon":88.5,"first":"2020-10-01",)"
              R"("last":"2020-11-12","name_":"n"}})"));
    CHECK(has(R"({"id":2,"x":0,"y":-5,"v":{"name":"\"C\"","node_id":"person:C","diameter":12,)"
              R"("color":"#d55e00","kind":"person"}})"));
    CHECK(has(R"({"id":0,"s":0,"t":1,"v":{"interaction":"leg","line_width":10,"type":"leg",)"
              R"("weight":4,"first":"2020-10-01","last":"2020-10-07","incidents":2,)"
              R"("evidence":"WB-1; WB-2"}})"));
    CHECK(has(R"("EDGE_TARGET_ARROW_SHAPE":"triangle")"));
    CHECK(has(R"("incidents":{"d":"integer"})"));
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].code == "graph_column_renamed");
}

TEST_CASE("an empty graph is a whole CX2 file, without arrows if it has no direction",
          "[io][cx2]") {
    std::ostringstream out;
    CHECK(io::write_cx2(out, {}).empty());
    CHECK(out.str().find("{\"nodes\":[]},\n{\"edges\":[]}") != std::string::npos);
    CHECK(out.str().find("ARROW") == std::string::npos);
}

} // namespace sandhan::tests
