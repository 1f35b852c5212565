// SPDX-License-Identifier: Apache-2.0
// The shortest paths from one source by costs, counted: the first half of Brandes' algorithm. Not
// installed.
#pragma once

#include "algorithms/internal/path_limits.hpp"
#include "algorithms/internal/weighted_rows.hpp"

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// Dijkstra's algorithm. The steps that lead to a vertex on shortest paths are those from a vertex
/// settled before it that are tight within the tolerance, judged once its own distance is final: so
/// the answer does not depend on the order in which edges were relaxed.
///
/// A Step is what is kept of each: the vertex it comes from, or more.
template <class Count, class Queue, class Step>
class CostPaths {
  public:
    /// Rows must outlive it. In a graph whose edges have no direction, both are the same object.
    CostPaths(graph::Vertex n, const WeightedRows& out, const WeightedRows& in, const Queue& queue)
        : m_out(&out), m_in(&in), m_reach(n), m_sigma(n), m_queue(queue) {}

    /// Finds the paths from s. What is kept of the step from u to v, at position i of v's row, is
    /// step(v, i, u).
    template <class MakeStep>
    void search(graph::Vertex s, MakeStep step) {
        for (const graph::Vertex v : m_order) {
            m_reach[v] = {};
        }
        m_order.clear();
        m_step.clear();
        m_step_end.clear();
        m_reach[s].distance = 0.0;
        m_queue.restart();
        m_queue.push(0.0, s);
        while (!m_queue.empty()) {
            const auto [d, v] = m_queue.pop();
            if (d > m_reach[v].distance || m_reach[v].settled != unreached) {
                continue; // it was found nearer meanwhile
            }
            m_order.push_back(v);
            Count sigma(v == s ? 1.0 : 0.0);
            const double longest = d * (1.0 + tie_tolerance);
            const auto in = m_in->row(v);
            const auto count = [&, to = v](const WeightedRows::Entry& entry) {
                const graph::Vertex u = entry.neighbour;
                if (m_reach[u].settled + entry.weight <= longest) {
                    sigma += m_sigma[u];
                    m_step.push_back(step(to, static_cast<std::size_t>(&entry - in.data()), u));
                }
            };
            const auto relax = [&, v_distance = d](const WeightedRows::Entry& entry) {
                const double length = v_distance + entry.weight;
                if (length < m_reach[entry.neighbour].distance) {
                    m_reach[entry.neighbour].distance = length;
                    m_queue.push(length, entry.neighbour);
                }
            };
            if (m_in == m_out) {
                for (const auto& entry : in) {
                    count(entry);
                    relax(entry);
                }
            } else {
                for (const auto& entry : in) {
                    count(entry);
                }
                for (const auto& entry : m_out->row(v)) {
                    relax(entry);
                }
            }
            m_step_end.push_back(m_step.size());
            m_sigma[v] = sigma;
            m_reach[v].settled = d; // only now: no step leads from v to itself
        }
    }

    /// Whether the number of paths is within Count.
    [[nodiscard]] bool fits() const { return holds_paths(m_order, m_sigma); }

    /// Vertices as they were settled, s first.
    [[nodiscard]] std::span<const graph::Vertex> order() const { return m_order; }
    /// The number of paths to a vertex that was reached.
    [[nodiscard]] const Count& sigma(graph::Vertex v) const { return m_sigma[v]; }
    /// The steps that lead to order()[i].
    [[nodiscard]] std::span<const Step> steps_to(std::size_t i) const {
        const std::size_t begin = i == 0 ? 0 : m_step_end[i - 1];
        return {m_step.data() + begin, m_step_end[i] - begin};
    }

  private:
    static constexpr double unreached = std::numeric_limits<double>::infinity();

    /// What every relaxation reads of a vertex, side by side.
    struct Reach {
        double distance = unreached;
        double settled = unreached; // the same once it is final
    };

    const WeightedRows* m_out;
    const WeightedRows* m_in;
    std::vector<graph::Vertex> m_order;
    std::vector<Step> m_step;            // in runs, one a vertex of m_order
    std::vector<std::size_t> m_step_end; // of the run
    std::vector<Reach> m_reach;
    std::vector<Count> m_sigma;
    Queue m_queue;
};

} // namespace sandhan::algorithms::internal
