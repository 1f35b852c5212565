// SPDX-License-Identifier: Apache-2.0
// The queue of Dijkstra's algorithm. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <algorithm>
#include <functional>
#include <utility>
#include <vector>

namespace sandhan::algorithms::internal {

/// A binary heap that keeps outdated entries; the caller passes over what it has settled before.
/// Equal distances come out by vertex, so that the order of a search never depends on chance.
class SearchQueue {
  public:
    [[nodiscard]] bool empty() const { return m_heap.empty(); }
    void clear() { m_heap.clear(); }

    void push(double distance, graph::Vertex v) {
        m_heap.emplace_back(distance, v);
        std::push_heap(m_heap.begin(), m_heap.end(), std::greater<>());
    }
    std::pair<double, graph::Vertex> pop() {
        std::pop_heap(m_heap.begin(), m_heap.end(), std::greater<>());
        const auto nearest = m_heap.back();
        m_heap.pop_back();
        return nearest;
    }

  private:
    std::vector<std::pair<double, graph::Vertex>> m_heap;
};

} // namespace sandhan::algorithms::internal
