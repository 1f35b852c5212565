// SPDX-License-Identifier: Apache-2.0
// Disjoint sets that several threads join.
#pragma once

#include "graph/compressed_graph.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <numeric>
#include <utility>
#include <vector>

namespace sandhan::graph::building {

template <class Use>
void in_parallel(std::size_t n, const Use& use) {
    constexpr std::size_t at_once = 4096;
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n, at_once), use);
}

/// Disjoint sets that several threads join. The least member stands for its set, so that the answer
/// does not depend on who comes first.
/// Source  R. J. Anderson and H. Woll, "Wait-free parallel algorithms for the union-find problem",
///         STOC 1991. doi:10.1145/103418.103458
class DisjointSets {
  public:
    explicit DisjointSets(Vertex n) : m_parent(n) {
        std::iota(m_parent.begin(), m_parent.end(), Vertex{0});
    }

    Vertex find(Vertex v) {
        while (true) {
            Vertex parent = at(v).load(std::memory_order_relaxed);
            const Vertex above = at(parent).load(std::memory_order_relaxed);
            if (parent == above) {
                return parent;
            }
            // Halves the path. Lost when another was quicker, which shortened it too.
            at(v).compare_exchange_weak(parent, above, std::memory_order_relaxed);
            v = above;
        }
    }

    void join(Vertex a, Vertex b) {
        while (true) {
            a = find(a);
            b = find(b);
            if (a == b) {
                return;
            }
            if (a < b) {
                std::swap(a, b);
            }
            Vertex root = a;
            if (at(a).compare_exchange_strong(root, b, std::memory_order_relaxed)) {
                return;
            }
        }
    }

    /// The least member of each one's set. There are no sets afterwards.
    std::vector<Vertex> roots() {
        in_parallel(m_parent.size(), [&](const auto& range) {
            for (std::size_t i = range.begin(); i != range.end(); ++i) {
                const auto v = static_cast<Vertex>(i);
                at(v).store(find(v), std::memory_order_relaxed);
            }
        });
        return std::move(m_parent);
    }

  private:
    [[nodiscard]] std::atomic_ref<Vertex> at(Vertex v) {
        return std::atomic_ref<Vertex>(m_parent[v]);
    }
    std::vector<Vertex> m_parent;
};

} // namespace sandhan::graph::building
