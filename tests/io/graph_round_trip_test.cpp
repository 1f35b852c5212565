// SPDX-License-Identifier: Apache-2.0
// What we write in a format, we read again.
#include "io/dot_reader.hpp"
#include "io/dot_writer.hpp"
#include "io/gexf_reader.hpp"
#include "io/gexf_writer.hpp"
#include "io/gml_reader.hpp"
#include "io/gml_writer.hpp"
#include "io/pajek_reader.hpp"
#include "io/pajek_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"
#include "tests/support/graph_reading.hpp"

#include <algorithm>
#include <sstream>

namespace sandhan::tests {
namespace {

/// Hostile labels, positions, weights, parallel edges and self-loops.
/// But for line breaks, blanks at the ends, and labels that hold one of `but`.
io::GraphDocument labelled_document(bool directed, unsigned seed, const char* but = "\r\n\t") {
    io::GraphDocument document;
    document.directed = directed;
    Texts labels = hostile_labels();
    labels.erase(std::remove_if(labels.begin(), labels.end(),
                                [&](const std::string& label) {
                                    return label.find_first_of("\r\n\t") != std::string::npos ||
                                           label.find_first_of(but) != std::string::npos ||
                                           label.find_first_not_of(' ') != 0 ||
                                           label.ends_with(' ');
                                }),
                 labels.end());
    std::mt19937 random(seed);
    Reals x, y, weights;
    for (std::size_t v = 0; v < labels.size(); ++v) {
        document.vertex_ids.push_back("v" + std::to_string(v));
        x.push_back(static_cast<double>(random() % 1000) / 8);
        y.push_back(-static_cast<double>(random() % 1000) / 8);
    }
    for (unsigned e = 0; e < 80; ++e) {
        const auto n = static_cast<std::uint32_t>(labels.size());
        document.edges.push_back(
            {static_cast<graph::Vertex>(random() % n), static_cast<graph::Vertex>(random() % n)});
        weights.push_back(static_cast<double>(1 + random() % 9) / 4);
    }
    document.vertex_columns = {{"label", labels}, {"x", x}, {"y", y}};
    document.edge_columns = {{"weight", weights}};
    return document;
}

/// Edges by the labels of their ends, with their weight.
Texts edges_of(const io::GraphDocument& g) {
    const io::Column* labels = io::find_column(g.vertex_columns, "label");
    const io::Column* weights = io::find_column(g.edge_columns, "weight");
    REQUIRE(labels != nullptr);
    REQUIRE(weights != nullptr);
    Texts edges;
    for (std::size_t e = 0; e < g.edges.size(); ++e) {
        edges.push_back(shown(*labels, g.edges[e].source) + (g.directed ? " -> " : " -- ") +
                        shown(*labels, g.edges[e].target) + " " + shown(*weights, e));
    }
    return edges;
}

} // namespace

TEST_CASE("what we write as GEXF, GML, Pajek and DOT we read again", "[io][graph_file]") {
    for (unsigned seed = 0; seed < 20; ++seed) {
        CAPTURE(seed);
        const io::GraphDocument document = labelled_document(seed % 2 == 0, seed);
        // Pajek knows no quote within a label; Graphviz takes entities in labels for characters.
        const io::GraphDocument plain = labelled_document(seed % 2 == 0, seed, "\"\\");
        const io::GraphDocument without_entities = labelled_document(seed % 2 == 0, seed, "&");
        const auto check = [](const io::GraphDocument& again, const io::GraphDocument& wanted) {
            CHECK(again.vertex_ids.size() == wanted.vertex_ids.size());
            CHECK(edges_of(again) == edges_of(wanted));
            const io::Column* labels = io::find_column(again.vertex_columns, "label");
            for (std::size_t v = 0; v < wanted.vertex_ids.size(); ++v) {
                CHECK(shown(*labels, v) == shown(wanted.vertex_columns[0], v));
            }
        };
        std::ostringstream gexf13, gexf12, gml, pajek, dot;
        (void)io::write_gexf(gexf13, document);
        check(io::read_gexf(gexf13.str(), "g.gexf"), document);
        (void)io::write_gexf(gexf12, document, {io::GexfVersion::v1_2, "a comment"});
        check(io::read_gexf(gexf12.str(), "g.gexf"), document);
        (void)io::write_gml(gml, document);
        check(io::read_gml(gml.str(), "g.gml"), document);
        (void)io::write_pajek(pajek, plain);
        check(io::read_pajek(pajek.str(), "g.net"), plain);
        (void)io::write_dot(dot, without_entities);
        check(io::read_dot(dot.str(), "g.dot"), without_entities);
    }
}

} // namespace sandhan::tests
