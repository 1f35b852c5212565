// SPDX-License-Identifier: Apache-2.0
#include "io/graph_formats.hpp"
#include "tests/support/catch.hpp"

#include <optional>

namespace sandhan::tests {

TEST_CASE("a format is known by its name, or by an ending in any case", "[io][graph_formats]") {
    using io::GraphFormat;
    for (const io::GraphFormatInfo& info : io::graph_formats()) {
        CAPTURE(info.name);
        CHECK(io::format_named(info.name) == info.format);
        CHECK(io::info_of(info.format).name == info.name);
        for (const std::string_view ending : info.endings) {
            CHECK(io::format_of_ending("a" + std::string(ending)) == info.format);
            CHECK(io::format_of_ending("a" + std::string(ending) + ".GZ") == info.format);
        }
    }
    CHECK(io::format_of_ending("A.GraphML") == GraphFormat::graphml);
    CHECK(io::format_of_ending("a.docx") == std::nullopt);
    CHECK(io::format_of_ending("-") == std::nullopt);
    CHECK(io::format_named("GEXF") == std::nullopt);
    CHECK(io::is_packed_name("a.gml.gz"));
    CHECK(!io::is_packed_name("a.gml"));
}

} // namespace sandhan::tests
