// SPDX-License-Identifier: Apache-2.0
// What `analyse interdict` is asked, and of which journeys.
#pragma once

#include "algorithms/routes/victim_flow.hpp"
#include "cli/session.hpp"
#include "graph/journeys.hpp"
#include "graph/movement_graph.hpp"

#include <string>
#include <vector>

namespace sandhan::cli {

/// The options, and how what they ask for is counted.
struct InterdictOptions {
    InputOptions input;
    OutputOptions output;
    std::vector<std::string> from, to; ///< as typed
    std::string cut = "corridors";     ///< or "places"
    std::string capacity = "victims";  ///< or "expected", "unit"
    std::string costs_file;
    bool asks_budget = false;
    double budget = 0.0;
    double detection = 1.0;
    bool react = false;

    [[nodiscard]] bool cuts_corridors() const { return cut == "corridors"; }
    /// What an incident weighs on its way.
    [[nodiscard]] double carried(const algorithms::Passing& passing) const;
    /// A sum of what is counted: whole, unless it is weighed.
    [[nodiscard]] io::Value amount(double number) const;
    [[nodiscard]] std::string amount_text(double number) const;
    /// What is counted, "victims".
    [[nodiscard]] std::string measure() const;
};

/// Of each vertex or edge whether it is one of those.
using InterdictFlags = std::vector<unsigned char>;

/// What is asked, once the records are read. Vertices are numbered as `places`: ascending. An item
/// is what may be cut: an edge or a vertex, as the options say.
struct InterdictCases {
    const InterdictOptions& asked;
    const LoadedCases& cases;
    const graph::Journeys& journeys;
    const graph::MovementGraph& g;
    std::vector<graph::PlaceIndex> places;
    std::vector<graph::Vertex> from, to;
    InterdictFlags is_from, is_to;

    [[nodiscard]] std::string id(graph::Vertex v) const;
    [[nodiscard]] std::string label(graph::Vertex v) const;
    [[nodiscard]] std::string item_label(std::uint32_t item) const;
    [[nodiscard]] std::string route_label(const std::vector<graph::Vertex>& stops) const;
    /// Of a place on the journeys.
    [[nodiscard]] graph::Vertex vertex(graph::PlaceIndex place) const;
    /// Of a leg that the journeys have.
    [[nodiscard]] graph::Edge edge(graph::Vertex a, graph::Vertex b) const;
    [[nodiscard]] std::size_t item_count() const;
    /// What of a route may be in a set, ascending: its corridors; the places it comes to, but never
    /// one of --from, where its victims or those of another route live.
    [[nodiscard]] std::vector<std::uint32_t>
    items_of(const std::vector<graph::Vertex>& stops) const;
};

} // namespace sandhan::cli
