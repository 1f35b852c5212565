// SPDX-License-Identifier: Apache-2.0
#include "io/kml_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"

#include <sstream>
#include <string>

namespace sandhan::tests {
TEST_CASE("KML has typed data, spans of time and colours from blue to red", "[io][kml]") {
    io::GraphDocument g = small_document();
    std::ostringstream out;
    const auto notes = io::write_kml(out, g, "read <this>");
    const std::string text = out.str();
    const auto has = [&](const std::string& part) { return text.find(part) != text.npos; };
    CHECK(has("<description>read &lt;this&gt;</description>"));
    CHECK(
        has("<Schema name=\"place\" id=\"place\">\n<SimpleField name=\"id\" type=\"string\"/>\n"));
    CHECK(has("<SimpleField name=\"lat\" type=\"double\"/>"));
    CHECK(has("<SimpleField name=\"incidents\" type=\"int\"/>"));
    CHECK(has("<Placemark><name>A &amp; B</name><TimeSpan><begin>2020-10-01</begin>"
              "<end>2020-11-12</end></TimeSpan><Style><IconStyle><color>ffb27200</color>"
              "<scale>1.5</scale></IconStyle></Style>"));
    CHECK(has("<coordinates>88.5,22.5</coordinates></Point></Placemark>"));
    CHECK(has("<name>A &amp; B \u2192 \u09AC</name><TimeSpan><begin>2020-10-01</begin>"
              "<end>2020-10-07</end></TimeSpan><Style><LineStyle><color>b3b27200</color>"
              "<width>10</width></LineStyle></Style>"));
    CHECK(has("<SimpleData name=\"evidence\">WB-1; WB-2</SimpleData>"));
    CHECK(has("<LineString><tessellate>1</tessellate><coordinates>88.5,22.5 "));
    CHECK(!has("person:C"));
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].code == "graph_vertex_off_map");
    CHECK(notes[1].code == "graph_edge_off_map");
}

TEST_CASE("a column that KML's own data would clash with is renamed and told", "[io][kml]") {
    io::GraphDocument g;
    g.vertex_ids = {"a"};
    g.vertex_columns = {{"lat", Reals{1}}, {"lon", Reals{2}}, {"id", Texts{"x\x01"}}};
    std::ostringstream out;
    const auto notes = io::write_kml(out, g);
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].code == "graph_column_renamed");
    CHECK(notes[1].code == "graph_text_replaced");
    CHECK(out.str().find("<SimpleData name=\"id_\">x\uFFFD</SimpleData>") != std::string::npos);
}

} // namespace sandhan::tests
