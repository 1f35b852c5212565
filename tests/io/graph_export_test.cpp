// SPDX-License-Identifier: Apache-2.0
#include "io/errors.hpp"
#include "io/geopackage_writer.hpp"
#include "io/graph_export.hpp"
#include "io/input_bytes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"
#include "tests/support/temporary_folder.hpp"

#include <filesystem>
#include <stdexcept>
#include <string>

namespace sandhan::tests {
namespace {

namespace fs = std::filesystem;

} // namespace

TEST_CASE("a format of several files puts them into a folder, or beside one name",
          "[io][graph_export]") {
    using io::GraphFormat;
    CHECK(io::export_targets("x.gexf", GraphFormat::gexf) == Texts{"x.gexf"});
    CHECK(io::export_targets("a/x.csv", GraphFormat::csv) == Texts{"a/x.csv", "a/x.nodes.csv"});
    CHECK(io::export_targets("x.csv.gz", GraphFormat::csv) == Texts{"x.csv.gz", "x.nodes.csv.gz"});
    CHECK(io::export_targets("-", GraphFormat::csv) == Texts{"-"});
    CHECK(io::export_targets("x.csv", GraphFormat::neo4j) ==
          Texts{"x.nodes.csv", "x.relationships.csv", "x.import.sh"});
    CHECK(io::export_targets("neo/", GraphFormat::neo4j) ==
          Texts{"neo/nodes.csv", "neo/relationships.csv", "neo/import.sh"});
    CHECK(io::export_targets("frames", GraphFormat::graphframes) ==
          Texts{"frames/vertices.csv", "frames/edges.csv"});
    CHECK_THROWS_AS(io::export_targets("-", GraphFormat::i2), std::invalid_argument);
}

TEST_CASE("each file is written, packed by its ending, and a second time alike",
          "[io][graph_export]") {
    const TemporaryFolder folder;
    const io::GraphDocument g = small_document();
    for (const io::GraphFormatInfo& info : io::graph_formats()) {
        CAPTURE(info.name);
        if (info.format == io::GraphFormat::geopackage && !io::has_geopackage()) {
            continue;
        }
        const std::string target =
            folder / info.name + (info.endings.empty() ? "" : std::string(info.endings[0]));
        (void)io::export_graph(target, g, {info.format, {}, {}});
        Texts first;
        for (const std::string& file : io::export_targets(target, info.format)) {
            first.push_back(read_file(file));
            CHECK(!first.back().empty());
        }
        (void)io::export_graph(target, g, {info.format, {}, {}});
        Texts second;
        for (const std::string& file : io::export_targets(target, info.format)) {
            second.push_back(read_file(file));
        }
        CHECK(first == second);
    }
    (void)io::export_graph(folder / "x.gexf.gz", g, {io::GraphFormat::gexf, {}, {}});
    io::InputBytes packed(folder / "x.gexf.gz");
    CHECK(packed.read_all() == read_file(folder / "gexf.gexf"));
}

TEST_CASE("a file that cannot be written leaves none of the others", "[io][graph_export]") {
    const TemporaryFolder folder;
    fs::create_directories(folder / "csv.nodes.csv/in the way");
    CHECK_THROWS_AS(
        io::export_graph(folder / "csv.csv", small_document(), {io::GraphFormat::csv, {}, {}}),
        io::FileError);
    CHECK(!fs::exists(folder / "csv.csv"));
}

} // namespace sandhan::tests
