// SPDX-License-Identifier: Apache-2.0
// The parts of which each measure of one hub consists, in words: `analyse hubs --explain`.
#pragma once

#include "algorithms/hubs/explanation.hpp"
#include "algorithms/simple_graph.hpp"
#include "cli/hubs_questions.hpp"
#include "graph/journeys.hpp"

#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sandhan::cli {

/// A part of a score.
struct HubPart {
    std::string reason;
    graph::Vertex from = graph::no_vertex; ///< no_vertex: not a matter of two vertices
    graph::Vertex to = graph::no_vertex;
    io::Value amount;
    io::Value share;    ///< of the score; null where parts do not add up to it
    io::Value detail;   ///< how the amount comes about; null where nothing is to add
    io::Value evidence; ///< null: none
};

/// What is said of one measure.
struct Explained {
    std::string sentence;
    std::vector<HubPart> parts;
};

/// Where the incidents that touch a place begin, pass and end.
struct Balance {
    std::vector<graph::IncidentIndex> began, passed, ended;
    std::map<std::pair<graph::PlaceIndex, graph::PlaceIndex>, std::vector<graph::IncidentIndex>>
        corridors; ///< of those that passed, by first and last place
};

/// The one that is asked about, on the graph that its measures are of.
struct HubSubject {
    const HubsOptions* options;
    const HubGraph* g;
    graph::Vertex v;
    algorithms::SimpleGraph simple;
    std::vector<double> restart; ///< of PageRank
    Balance balance;             ///< of a place on the movement graph

    [[nodiscard]] bool directed() const { return simple.graph.is_directed(); }
    [[nodiscard]] bool weighted() const { return options->measure.weighted; }
    /// What a walk follows and a tie weighs; none without --weighted.
    [[nodiscard]] std::span<const double> walk_strength() const;
    /// How long the edges are; none without --weighted.
    [[nodiscard]] std::vector<double> cost() const;
    [[nodiscard]] graph::RunControl control() const;
    /// Of the edge from a to b of the simple graph.
    [[nodiscard]] double strength_between(graph::Vertex a, graph::Vertex b) const;
    /// Its neighbours, directions dropped, ascending.
    [[nodiscard]] std::vector<graph::Vertex> neighbours() const;
    /// A part that rests on the ties between the subject and a neighbour, there and back: from the
    /// subject unless ties lead the other way only.
    [[nodiscard]] HubPart with_neighbour(std::string reason, graph::Vertex u) const;
};

/// Ids of the incidents behind the edges between a and b, there and back, sorted.
[[nodiscard]] io::List evidence_of_pair(const HubGraph& g, graph::Vertex a, graph::Vertex b);

/// "A; B; C and 9 more": the first by id.
[[nodiscard]] std::string first_members(const HubGraph& g, std::span<const graph::Vertex> members);
/// "A; B and 2 more", in the order given; `all` is how many there are.
[[nodiscard]] std::string
listed(const HubGraph& g, std::span<const graph::Vertex> first, std::uint64_t all);

/// "31 %" of a whole; "none" where that is 0.
[[nodiscard]] std::string share_text(double part, double whole);
/// Null where the whole is 0.
[[nodiscard]] io::Value share_of(double part, double whole);

/// What one measure is made of; `value` is that of the subject.
[[nodiscard]] Explained
explain_measure(const HubSubject& s, algorithms::Measure measure, double value);

// Those of one kind, each in its file; explain_measure() chooses.
[[nodiscard]] Explained explain_by_ties(const HubSubject& s, bool strong, bool in, bool out);
[[nodiscard]] Explained
explain_by_walks(const HubSubject& s, algorithms::Measure measure, double value);
[[nodiscard]] Explained explain_by_paths(const HubSubject& s);
[[nodiscard]] Explained
explain_by_distances(const HubSubject& s, algorithms::Measure measure, double value);
[[nodiscard]] Explained
explain_by_circle(const HubSubject& s, algorithms::Measure measure, double value);
[[nodiscard]] Explained
explain_by_cohesion(const HubSubject& s, algorithms::Measure measure, double value);

} // namespace sandhan::cli
