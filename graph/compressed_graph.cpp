// SPDX-License-Identifier: Apache-2.0
#include "graph/compressed_graph.hpp"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::graph {

CompressedGraph::CompressedGraph(Directedness directedness, Vertex n, std::vector<VertexPair> edges)
    : m_directed(directedness == Directedness::directed), m_n(n), m_edges(std::move(edges)) {
    // An undirected graph keeps two row entries an edge, and entries are counted in 32 bits.
    if (m_edges.size() >= (std::size_t{1} << 31)) {
        throw std::invalid_argument("graph: " + std::to_string(m_edges.size()) +
                                    " edges; at most 2147483647 are supported");
    }
    for (std::size_t e = 0; e < m_edges.size(); ++e) {
        if (m_edges[e].source >= n || m_edges[e].target >= n) {
            throw std::invalid_argument("graph: edge " + std::to_string(e) + " joins vertices " +
                                        std::to_string(m_edges[e].source) + " and " +
                                        std::to_string(m_edges[e].target) + ", but there are " +
                                        std::to_string(n) + " vertices");
        }
    }
    bool sorted = true;
    for (std::size_t e = 0; e < m_edges.size() && sorted; ++e) {
        const auto [s, t] = m_edges[e];
        sorted =
            (m_directed || s < t) &&
            (e == 0 || std::pair(m_edges[e - 1].source, m_edges[e - 1].target) <= std::pair(s, t));
    }
    const auto make = sorted ? &CompressedGraph::rows_of_sorted : &CompressedGraph::rows;
    m_out = (this->*make)(true, !m_directed);
    if (m_directed) {
        m_in = (this->*make)(false, true);
    }
}

// The entries of a row that point backward, to sources, come before those that point forward: each
// source of an undirected edge is smaller than its target. Both are in order already, so that every
// entry has its place as soon as it is seen. Threads divide the vertices among themselves and each
// reads all edges: the scattered writes cost more than the reading.
CompressedGraph::Rows CompressedGraph::rows_of_sorted(bool forward, bool backward) const {
    constexpr std::size_t worth_a_thread = std::size_t{1} << 20;
    const auto threads = static_cast<std::size_t>(tbb::this_task_arena::max_concurrency());
    const std::size_t shares = std::clamp<std::size_t>(m_edges.size() / worth_a_thread, 1,
                                                       std::min<std::size_t>(threads, 8));
    const auto share = [&](std::size_t i) {
        return static_cast<Vertex>(std::uint64_t{m_n} * i / shares);
    };
    const auto each_share = [&](const auto& use) {
        tbb::parallel_for(std::size_t{0}, shares,
                          [&](std::size_t i) { use(share(i), share(i + 1)); });
    };
    Rows result;
    result.offset.assign(std::size_t{m_n} + 1, 0);
    each_share([&](Vertex first, Vertex last) {
        for (const auto [s, t] : m_edges) {
            if (forward && s >= first && s < last) {
                ++result.offset[s + 1];
            }
            if (backward && t >= first && t < last) {
                ++result.offset[t + 1];
            }
        }
    });
    for (std::size_t v = 0; v < m_n; ++v) {
        result.offset[v + 1] += result.offset[v];
    }
    result.neighbour.resize(result.offset.back());
    result.edge.resize(result.offset.back());
    std::vector<std::uint32_t> next(result.offset.begin(), result.offset.end() - 1);
    each_share([&](Vertex first, Vertex last) {
        const auto enter = [&](Vertex owner, Vertex neighbour, Edge e) {
            if (owner >= first && owner < last) {
                const std::uint32_t at = next[owner]++;
                result.neighbour[at] = neighbour;
                result.edge[at] = e;
            }
        };
        if (backward) {
            for (Edge e = 0; e < m_edges.size(); ++e) {
                enter(m_edges[e].target, m_edges[e].source, e);
            }
        }
        if (forward) {
            for (Edge e = 0; e < m_edges.size(); ++e) {
                enter(m_edges[e].source, m_edges[e].target, e);
            }
        }
    });
    return result;
}

// Two stable counting sorts: first all entries by neighbour, then by owner, so that each row comes
// out sorted by neighbour and, within one neighbour, by edge.
CompressedGraph::Rows CompressedGraph::rows(bool forward, bool backward) const {
    struct Entry {
        Vertex owner;
        Vertex neighbour;
        Edge edge;
    };
    const std::size_t entries = m_edges.size() * (std::size_t{forward} + std::size_t{backward});

    std::vector<std::uint32_t> start(std::size_t{m_n} + 1, 0);
    for (const auto [s, t] : m_edges) {
        if (forward) {
            ++start[t + 1];
        }
        if (backward) {
            ++start[s + 1];
        }
    }
    for (std::size_t v = 0; v < m_n; ++v) {
        start[v + 1] += start[v];
    }
    std::vector<Entry> by_neighbour(entries);
    for (Edge e = 0; e < m_edges.size(); ++e) {
        const auto [s, t] = m_edges[e];
        if (forward) {
            by_neighbour[start[t]++] = {s, t, e};
        }
        if (backward) {
            by_neighbour[start[s]++] = {t, s, e};
        }
    }

    Rows result;
    result.offset.assign(std::size_t{m_n} + 1, 0);
    result.neighbour.resize(entries);
    result.edge.resize(entries);
    for (const Entry& entry : by_neighbour) {
        ++result.offset[entry.owner + 1];
    }
    for (std::size_t v = 0; v < m_n; ++v) {
        result.offset[v + 1] += result.offset[v];
    }
    std::vector<std::uint32_t> next(result.offset.begin(), result.offset.end() - 1);
    for (const Entry& entry : by_neighbour) {
        const std::uint32_t at = next[entry.owner]++;
        result.neighbour[at] = entry.neighbour;
        result.edge[at] = entry.edge;
    }
    return result;
}

} // namespace sandhan::graph
