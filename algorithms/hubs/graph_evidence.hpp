// SPDX-License-Identifier: Apache-2.0
// What each edge of a graph rests on, and the graph that some other sample of incidents gives.
#pragma once

#include "algorithms/simple_graph.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// Lists of different length, written one after another.
template <class T>
struct Lists {
    std::vector<std::size_t> end; ///< of each list, among the values
    std::vector<T> values;

    /// What was added since the last close() is a list.
    void close() { end.push_back(values.size()); }
    [[nodiscard]] std::size_t size() const { return end.size(); }
    [[nodiscard]] std::span<const T> operator[](std::size_t list) const {
        const std::size_t first = list == 0 ? 0 : end[list - 1];
        return std::span<const T>(values).subspan(first, end[list] - first);
    }
};

/// A simple graph, and how the strength of each edge comes from incidents. Incidents are named by
/// their position in `incidents`. An edge of strength 0 is not there.
struct GraphEvidence {
    /// Each copy of the incident adds so much.
    struct Counted {
        std::uint32_t incident = 0;
        double strength = 0.0;
    };
    /// Of all statements of one kind the strongest stands, whose incident is there; a copy of an
    /// incident says nothing new.
    struct Stated {
        std::uint32_t kind = 0; ///< statements of a kind stand side by side
        std::uint32_t incident = 0;
        double strength = 0.0;
    };
    /// Something that both ends hold: 1 / (k - 1), where k hold it as far as the incidents tell.
    struct Shared {
        std::uint32_t holder_a = 0, holder_b = 0; ///< of one thing
        bool unless_counted = false; ///< says nothing where an incident of `counted` is there
    };

    graph::Directedness directedness = graph::Directedness::undirected;
    graph::Vertex vertices = 0;
    /// By (source, target), each once; no self-loops; undirected: source < target.
    std::vector<graph::VertexPair> edges;
    std::vector<std::uint32_t> incidents; ///< numbers that tell them apart, each once

    std::vector<double> always; ///< by edge: what rests on no incident; empty: nothing does
    Lists<Counted> counted;     ///< by edge
    Lists<Stated> stated;       ///< by edge; no lists: nothing is stated
    Lists<Shared> shared;       ///< by edge; no lists: nothing is shared

    std::vector<std::uint32_t> thing_of;     ///< by holder: what it holds, numbered from 0
    Lists<std::uint32_t> holder_incidents;   ///< by holder: those that tell that it does
    std::vector<unsigned char> always_holds; ///< by holder: 1 where no incident is needed
};

/// Throws std::invalid_argument naming the first thing that breaks what GraphEvidence says.
/// Cost   O(n + m + evidence).
void require_consistent(const GraphEvidence& evidence);

/// The graph that holds each incident so often: the same vertices, and the edges that are left, in
/// their order.
///
/// Requires  consistent evidence; as many copies as incidents.
/// Cost      O(n + m + evidence).
[[nodiscard]] SimpleGraph resampled(const GraphEvidence& evidence,
                                    std::span<const std::uint32_t> copies);

} // namespace sandhan::algorithms
