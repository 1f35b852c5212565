// SPDX-License-Identifier: Apache-2.0
// A graph in LEMON's form. LEMON 1.3.1 calls members of std::allocator that C++20 removed, so its
// headers are read by lemon_form.cpp alone, as C++17, and this header is C++17 too.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace sandhan::bench {

class LemonForm {
  public:
    struct Edge {
        std::uint32_t source = 0, target = 0;
        double cost = 1.0;
    };

    LemonForm(bool directed, std::uint32_t vertices, const std::vector<Edge>& edges);
    ~LemonForm();
    LemonForm(const LemonForm&) = delete;
    LemonForm& operator=(const LemonForm&) = delete;

    /// By vertex, (k-1) / Σ d over incoming distances, k vertices reaching it: by lemon::Bfs, or
    /// lemon::Dijkstra on costs. LEMON has searches, not centralities.
    [[nodiscard]] std::vector<double> closeness(bool by_cost) const;
    /// Sizes, directions ignored.
    [[nodiscard]] std::vector<double> components() const;
    /// Numbers of the vertices, ascending.
    [[nodiscard]] std::vector<double> articulation_points() const;

    struct Pair {
        std::uint32_t source = 0, target = 0;
    };
    /// The maximum flow of each pair by lemon::Preflow, of a directed graph with one whole capacity
    /// an edge.
    [[nodiscard]] std::vector<double>
    maximum_flows(const std::vector<Pair>& pairs, const std::vector<std::int64_t>& capacity) const;

  private:
    struct Graphs;
    std::unique_ptr<Graphs> m_graphs;
};

} // namespace sandhan::bench
