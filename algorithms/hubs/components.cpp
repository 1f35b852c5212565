// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/components.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_reduce.h>

#include <algorithm>
#include <array>
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

    [[nodiscard]] Vertex parent(Vertex v) const { return m_parent[v]; }
    [[nodiscard]] std::span<const Vertex> parents() const { return m_parent; }
    void plant(Vertex v, Vertex parent) { m_parent[v] = parent; }

    void join(Vertex u, Vertex v) {
        Vertex a = at(u).load(std::memory_order_relaxed);
        Vertex b = at(v).load(std::memory_order_relaxed);
        while (a != b) {
            const auto [low, high] = std::minmax(a, b);
            Vertex above = at(high).load(std::memory_order_relaxed);
            if (above == low) {
                return;
            }
            // Another thread may be faster; then its edge is there, and ours goes on from it.
            if (above == high && at(high).compare_exchange_strong(above, low)) {
                return;
            }
            a = at(above).load(std::memory_order_relaxed);
            b = low;
        }
    }

    /// Makes every parent a root.
    void flatten() {
        for_vertices(static_cast<Vertex>(m_parent.size()), [this](Vertex v) {
            Vertex root = at(v).load(std::memory_order_relaxed);
            for (Vertex above = at(root).load(std::memory_order_relaxed); above != root;
                 above = at(root).load(std::memory_order_relaxed)) {
                root = above;
            }
            at(v).store(root, std::memory_order_relaxed);
        });
    }

    /// The root of most of some vertices, spread evenly.
    [[nodiscard]] Vertex usual() const {
        std::array<Vertex, 1024> sample{};
        for (std::size_t k = 0; k < sample.size(); ++k) {
            sample[k] = m_parent[m_parent.size() * k / sample.size()];
        }
        std::sort(sample.begin(), sample.end());
        Vertex best = sample[0];
        std::size_t most = 0;
        for (std::size_t k = 0, first = 0; k < sample.size(); ++k) {
            first = sample[k] == sample[first] ? first : k;
            if (k - first + 1 > most) {
                most = k - first + 1;
                best = sample[k];
            }
        }
        return best;
    }

  private:
    [[nodiscard]] std::atomic_ref<Vertex> at(Vertex v) { return std::atomic_ref(m_parent[v]); }

    std::vector<Vertex> m_parent;
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
                } else {
                    std::atomic_ref(size[of[root[v]]]).fetch_add(1, std::memory_order_relaxed);
                }
            }
            return members;
        },
        std::plus<>());
    // Roots keep the number they have.
    for_vertices(n, [&](Vertex v) {
        if (root[v] != v) {
            of[v] = of[root[v]];
        }
    });
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
    // Rows are sorted: a vertex hangs itself below its lowest neighbour, without asking anybody.
    JoinedTrees trees(n);
    for_vertices(n, [&](Vertex v) {
        const auto row = g.out_neighbours(v);
        trees.plant(v, row.empty() ? v : std::min(v, row[0]));
    });
    trees.flatten();
    // One edge more each, and in most graphs nearly all vertices are in one tree; then only the
    // others' edges are left to look at. An edge that leads from a vertex left out to one that is
    // not stands in the other's row: in its row of in-edges where edges have a direction.
    for_vertices(n, [&](Vertex v) {
        const auto row = g.out_neighbours(v);
        if (!row.empty()) {
            trees.join(v, row.back());
        }
    });
    trees.flatten();
    const Vertex usual = trees.usual();
    for_vertices(n, [&](Vertex v) {
        if (trees.parent(v) == usual) {
            return;
        }
        for (const Vertex u : g.out_neighbours(v)) {
            trees.join(v, u);
        }
        if (g.is_directed()) {
            for (const Vertex u : g.in_neighbours(v)) {
                trees.join(v, u);
            }
        }
    });
    trees.flatten();
    return numbered(trees, usual);
}

} // namespace sandhan::algorithms
