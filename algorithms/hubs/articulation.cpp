// SPDX-License-Identifier: Apache-2.0
// Which vertices lie on a cycle together, from any spanning forest: no depth-first search, whose
// every step waits for the one before. A breadth-first forest lets all but the search itself run
// along arrays, and the pass over all edges on several threads.
#include "algorithms/hubs/articulation.hpp"

#include "algorithms/internal/undirected_view.hpp"
#include "algorithms/internal/usual_set.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

using Positions = std::vector<std::uint32_t>;

/// A breadth-first forest, by position in the order of the search: children stand side by side, in
/// the order of their parents.
struct BreadthFirstForest {
    std::vector<Vertex> order; ///< by position
    Positions parent;          ///< by position: a position; a root's own
    Positions position;        ///< by vertex
};

BreadthFirstForest breadth_first_forest(const graph::CompressedGraph& g) {
    const Vertex n = g.vertex_count();
    constexpr Vertex ahead = 8; // rows on their way to the processor before they are read
    // One place more, as a vertex is written before it is known whether it is new.
    BreadthFirstForest forest{std::vector<Vertex>(std::size_t{n} + 1),
                              Positions(std::size_t{n} + 1), Positions(n)};
    auto& [order, parent, position] = forest;
    std::vector<std::uint8_t> seen(n, 0);
    std::uint32_t found = 0;
    std::uint32_t at = 0;
    for (Vertex root = 0; root < n; ++root) {
        if (seen[root] != 0) {
            continue;
        }
        seen[root] = 1;
        parent[found] = found;
        order[found++] = root;
        for (; at < found; ++at) {
            if (at + ahead < found) {
                const auto row = g.out_neighbours(order[at + ahead]);
                __builtin_prefetch(row.data());
                __builtin_prefetch(row.data() + 16);
            }
            position[order[at]] = at;
            // Without a branch: whether a neighbour is new can't be predicted.
            for (const Vertex u : g.out_neighbours(order[at])) {
                order[found] = u;
                parent[found] = at;
                found += seen[u] == 0 ? 1U : 0U;
                seen[u] = 1;
            }
        }
    }
    order.resize(n);
    parent.resize(n);
    return forest;
}

/// Vertices numbered so that a subtree is a stretch of numbers; by position.
struct Subtrees {
    Positions first; ///< a vertex's own number, and that of its subtree's first
    Positions last;  ///< number of its subtree's last
};

Subtrees subtrees_of(const Positions& parent) {
    const std::size_t n = parent.size();
    Subtrees tree{Positions(n), Positions(n, 1)};
    auto& size = tree.last;
    for (std::size_t i = n; i-- > 0;) {
        if (parent[i] != i) {
            size[parent[i]] += size[i];
        }
    }
    Positions next(n); // number of the next child's subtree
    std::uint32_t next_root = 0;
    for (std::size_t i = 0; i < n; ++i) {
        auto& free = parent[i] == i ? next_root : next[parent[i]];
        tree.first[i] = free;
        free += size[i];
        next[i] = tree.first[i] + 1;
        tree.last[i] = tree.first[i] + size[i] - 1;
    }
    return tree;
}

/// The least and the greatest number that an edge out of a vertex's subtree leads to; by position.
Subtrees
reach_of(const graph::CompressedGraph& g, const BreadthFirstForest& forest, const Subtrees& tree) {
    const Vertex n = g.vertex_count();
    Positions number(n); // by vertex
    for (Vertex i = 0; i < n; ++i) {
        number[forest.order[i]] = tree.first[i];
    }
    Subtrees reach{Positions(n), Positions(n)};
    constexpr Vertex worth_a_thread = 4096;
    tbb::parallel_for(tbb::blocked_range<Vertex>(0, n, worth_a_thread), [&](const auto& share) {
        for (Vertex v = share.begin(); v != share.end(); ++v) {
            std::uint32_t low = number[v];
            std::uint32_t high = number[v];
            for (const Vertex u : g.out_neighbours(v)) {
                low = std::min(low, number[u]);
                high = std::max(high, number[u]);
            }
            reach.first[forest.position[v]] = low;
            reach.last[forest.position[v]] = high;
        }
    });
    for (std::size_t i = n; i-- > 0;) {
        const std::size_t p = forest.parent[i];
        reach.first[p] = std::min(reach.first[p], reach.first[i]);
        reach.last[p] = std::max(reach.last[p], reach.last[i]);
    }
    return reach;
}

/// Sets of positions, each known by its lowest.
class Blocks {
  public:
    explicit Blocks(Positions of) : m_of(std::move(of)) {}

    /// Paths are halved on the way.
    std::uint32_t find(std::uint32_t i) {
        while (m_of[i] != i) {
            m_of[i] = m_of[m_of[i]];
            i = m_of[i];
        }
        return i;
    }
    void join(std::uint32_t i, std::uint32_t j) {
        i = find(i);
        j = find(j);
        m_of[std::max(i, j)] = std::min(i, j);
    }

  private:
    Positions m_of;
};

/// The blocks (biconnected components), each as the set of its vertices but the one nearest to the
/// root, which is the parent of the lowest.
Blocks blocks_of(const graph::CompressedGraph& g, const BreadthFirstForest& forest) {
    const Vertex n = g.vertex_count();
    const auto& parent = forest.parent;
    const Subtrees tree = subtrees_of(parent);
    const Subtrees reach = reach_of(g, forest, tree);
    // A vertex is in one block with its parent and the parent's parent if an edge leads from its
    // subtree out of the parent's.
    Positions of(n);
    for (std::uint32_t i = 0; i < n; ++i) {
        const std::uint32_t p = parent[i];
        const bool leaves = reach.first[i] < tree.first[p] || reach.last[i] > tree.last[p];
        of[i] = leaves ? of[p] : i;
    }
    Blocks blocks(std::move(of));

    // And the ends of every edge outside of the forest are in one block. In most graphs nearly all
    // vertices are in one after two edges each; then only the others' edges are left to look at.
    constexpr std::size_t few = 2;
    const auto join = [&](std::uint32_t i, std::span<const Vertex> row) {
        for (const Vertex u : row) {
            const std::uint32_t j = forest.position[u];
            if (parent[i] != j && parent[j] != i) {
                blocks.join(i, j);
            }
        }
    };
    for (Vertex v = 0; v < n; ++v) {
        const auto row = g.out_neighbours(v);
        join(forest.position[v], row.first(std::min(few, row.size())));
    }
    const std::uint32_t usual =
        n == 0 ? 0 : internal::usual_set(n, [&](std::uint32_t i) { return blocks.find(i); });
    for (Vertex v = 0; v < n; ++v) {
        const auto row = g.out_neighbours(v);
        const std::uint32_t i = forest.position[v];
        if (row.size() > few && blocks.find(i) != usual) {
            join(i, row.subspan(few));
        }
    }
    return blocks;
}

} // namespace

CutParts cut_parts(const graph::CompressedGraph& original) {
    const internal::UndirectedView view(original);
    const graph::CompressedGraph& g = *view;
    const Vertex n = g.vertex_count();
    const BreadthFirstForest forest = breadth_first_forest(g);
    Blocks blocks = blocks_of(g, forest);

    // A block of two vertices is a bridge. A vertex nearest to the root in some block is in another
    // one with its own parent, unless it is a root, which needs two.
    CutParts parts;
    parts.articulation.assign(n, false);
    std::vector<std::uint8_t> alone(n, 1);
    for (std::uint32_t i = 0; i < n; ++i) {
        const std::uint32_t block = blocks.find(i);
        alone[block] = block == i ? alone[block] : 0;
    }
    std::uint32_t nearest_of_last = n;
    for (std::uint32_t i = 0; i < n; ++i) {
        const std::uint32_t p = forest.parent[i];
        if (p == i || blocks.find(i) != i) {
            continue;
        }
        if (forest.parent[p] != p || nearest_of_last == p) {
            parts.articulation[forest.order[p]] = true;
        }
        nearest_of_last = p;
        if (alone[i] != 0) {
            const auto [lower, higher] = std::minmax(forest.order[p], forest.order[i]);
            parts.bridges.push_back({lower, higher});
        }
    }
    std::sort(parts.bridges.begin(), parts.bridges.end(), [](auto a, auto b) {
        return a.source != b.source ? a.source < b.source : a.target < b.target;
    });
    return parts;
}

} // namespace sandhan::algorithms
