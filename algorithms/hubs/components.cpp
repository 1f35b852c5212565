// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/components.hpp"

#include "algorithms/internal/usual_set.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_reduce.h>

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <span>
#include <utility>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

/// Vertices a thread takes at a time.
constexpr Vertex piece_of_work = 4096;

template <class Work>
void for_vertices(Vertex n, Work work) {
    tbb::parallel_for(tbb::blocked_range<Vertex>(0, n, piece_of_work), [&](const auto& share) {
        for (Vertex v = share.begin(); v != share.end(); ++v) {
            work(v);
        }
    });
}

/// Trees of joined vertices that several threads may grow. A parent is never higher than its child,
/// so that a tree's root is its lowest vertex, whatever the order in which they were joined.
class JoinedTrees {
  public:
    explicit JoinedTrees(Vertex n) : m_parent(n) {}

    [[nodiscard]] std::span<const Vertex> parents() const { return m_parent; }
    [[nodiscard]] Vertex parent(Vertex v) const { return read(v); }
    /// Of a root, or a vertex not yet in a tree: nobody else may change v.
    void plant(Vertex v, Vertex parent) { write(v, parent); }

    /// Paths are halved on the way.
    Vertex root(Vertex v) {
        for (;;) {
            const Vertex above = read(v);
            const Vertex next = read(above);
            if (above == next) {
                return above;
            }
            write(v, next);
            v = next;
        }
    }
    void join(Vertex u, Vertex v) {
        for (;;) {
            u = root(u);
            v = root(v);
            const Vertex low = std::min(u, v);
            const Vertex high = std::max(u, v);
            Vertex expected = high;
            // Where another thread was faster, high is no longer a root.
            if (low == high ||
                std::atomic_ref(m_parent[high]).compare_exchange_strong(expected, low)) {
                return;
            }
        }
    }
    /// Makes every parent a root.
    void flatten() {
        for_vertices(static_cast<Vertex>(m_parent.size()), [this](Vertex v) { write(v, root(v)); });
    }

  private:
    // What others write of a vertex meanwhile is a parent as good.
    [[nodiscard]] Vertex read(Vertex v) const {
        return std::atomic_ref(m_parent[v]).load(std::memory_order_relaxed);
    }
    void write(Vertex v, Vertex parent) {
        std::atomic_ref(m_parent[v]).store(parent, std::memory_order_relaxed);
    }

    mutable std::vector<Vertex> m_parent; // std::atomic_ref reads no constants
};

/// Components numbered by their roots, of trees without inner vertices.
Components numbered(const JoinedTrees& trees, Vertex usual) {
    const auto root = trees.parents();
    const auto n = static_cast<Vertex>(root.size());
    Components components;
    components.of.resize(n);
    auto& of = components.of;
    std::uint32_t count = 0;
    for (Vertex v = 0; v < n; ++v) {
        of[v] = count; // of a root: its number
        count += root[v] == v ? 1U : 0U;
    }
    components.size.assign(count, 0);
    auto& size = components.size;
    // All threads would wait for one another at the size of the largest; it is added up apart.
    const std::uint32_t of_usual = of[usual];
    size[of_usual] = tbb::parallel_reduce(
        tbb::blocked_range<Vertex>(0, n, piece_of_work), std::uint32_t{0},
        [&](const auto& share, std::uint32_t members) {
            for (Vertex v = share.begin(); v != share.end(); ++v) {
                if (root[v] == usual) {
                    ++members;
                    of[v] = v == usual ? of[v] : of_usual;
                } else {
                    const std::uint32_t component = of[root[v]];
                    std::atomic_ref(size[component]).fetch_add(1, std::memory_order_relaxed);
                    if (root[v] != v) { // a root's number is being read
                        of[v] = component;
                    }
                }
            }
            return members;
        },
        std::plus<>());
    return components;
}

} // namespace

std::uint32_t Components::largest() const {
    return size.empty() ? 0 : *std::max_element(size.begin(), size.end());
}

Components connected_components(const graph::CompressedGraph& g) {
    const Vertex n = g.vertex_count();
    if (n == 0) {
        return {};
    }
    // Rows are sorted: a vertex hangs itself below its lowest neighbour, without a search. What is
    // left are the vertices lower than all their neighbours; each looks for the lowest parent among
    // these.
    JoinedTrees trees(n);
    const bool directed = g.is_directed();
    for_vertices(n, [&](Vertex v) {
        Vertex lowest = v;
        if (g.out_degree(v) > 0) {
            lowest = std::min(lowest, g.out_neighbours(v)[0]);
        }
        if (directed && g.in_degree(v) > 0) {
            lowest = std::min(lowest, g.in_neighbours(v)[0]);
        }
        trees.plant(v, lowest);
    });
    for_vertices(n, [&](Vertex v) {
        if (trees.parent(v) != v) {
            return;
        }
        Vertex lowest = v;
        for (const Vertex u : g.out_neighbours(v)) {
            lowest = std::min(lowest, trees.parent(u));
        }
        if (directed) {
            for (const Vertex u : g.in_neighbours(v)) {
                lowest = std::min(lowest, trees.parent(u));
            }
        }
        trees.plant(v, lowest);
    });
    trees.flatten();
    // A vertex has found lower ones only. The edge to the highest neighbour of every sixteenth
    // joins nearly all that is left apart.
    constexpr Vertex every = 16;
    for_vertices(n, [&](Vertex v) {
        if (v % every == 0 && g.out_degree(v) > 0) {
            trees.join(v, g.out_neighbours(v).back());
        }
    });
    trees.flatten();
    // In most graphs nearly all vertices are in one tree by now, and only the others' edges are
    // left to look at. An edge from a vertex passed over to one that is not stands in the other's
    // row: in its row of in-edges where edges have a direction.
    const Vertex usual = internal::usual_set(n, [&](Vertex v) { return trees.parent(v); });
    for_vertices(n, [&](Vertex v) {
        if (trees.parent(v) == usual) {
            return;
        }
        for (const Vertex u : g.out_neighbours(v)) {
            trees.join(v, u);
        }
        if (directed) {
            for (const Vertex u : g.in_neighbours(v)) {
                trees.join(v, u);
            }
        }
    });
    trees.flatten();
    return numbered(trees, trees.root(usual));
}

} // namespace sandhan::algorithms
