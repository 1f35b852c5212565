// SPDX-License-Identifier: Apache-2.0
// The queue of Dijkstra's algorithm. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace sandhan::algorithms::internal {

/// A heap of four children a parent, so that one cache line holds those compared, which knows where
/// each vertex stands: a nearer distance moves it up, where a second entry would grow the heap.
/// Equal distances come out by vertex, so that the order of a search never depends on chance.
class SearchQueue {
  public:
    explicit SearchQueue(graph::Vertex n) : m_place(n, absent) {}

    [[nodiscard]] bool empty() const { return m_heap.empty(); }
    /// As other queues have it; an empty one needs nothing.
    void restart() {}

    /// Puts v in, or moves it up. Requires that v, if it is in the queue, stands there at a
    /// distance no smaller.
    void push(double distance, graph::Vertex v) {
        std::uint32_t at = m_place[v];
        if (at == absent) {
            at = static_cast<std::uint32_t>(m_heap.size());
            m_heap.emplace_back();
        }
        rise(at, {distance, v});
    }
    std::pair<double, graph::Vertex> pop() {
        const Entry nearest = m_heap.front();
        const Entry last = m_heap.back();
        m_heap.pop_back();
        m_place[nearest.vertex] = absent;
        if (!m_heap.empty()) {
            sink(last);
        }
        return {nearest.distance, nearest.vertex};
    }

  private:
    static constexpr std::uint32_t absent = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::size_t children = 4;

    struct Entry {
        double distance = 0.0;
        graph::Vertex vertex = 0;

        [[nodiscard]] bool before(const Entry& other) const {
            return distance < other.distance ||
                   (distance == other.distance && vertex < other.vertex);
        }
    };

    void place(std::size_t at, const Entry& entry) {
        m_heap[at] = entry;
        m_place[entry.vertex] = static_cast<std::uint32_t>(at);
    }

    void rise(std::size_t at, const Entry& entry) {
        while (at > 0) {
            const std::size_t parent = (at - 1) / children;
            if (!entry.before(m_heap[parent])) {
                break;
            }
            place(at, m_heap[parent]);
            at = parent;
        }
        place(at, entry);
    }

    /// From the root, which is free.
    void sink(const Entry& entry) {
        std::size_t at = 0;
        for (;;) {
            const std::size_t first = at * children + 1;
            if (first >= m_heap.size()) {
                break;
            }
            const std::size_t last = std::min(first + children, m_heap.size());
            std::size_t least = first;
            for (std::size_t child = first + 1; child < last; ++child) {
                if (m_heap[child].before(m_heap[least])) {
                    least = child;
                }
            }
            if (!m_heap[least].before(entry)) {
                break;
            }
            place(at, m_heap[least]);
            at = least;
        }
        place(at, entry);
    }

    std::vector<Entry> m_heap;
    std::vector<std::uint32_t> m_place; // by vertex, its position in the heap
};

} // namespace sandhan::algorithms::internal
