// SPDX-License-Identifier: Apache-2.0
#include "graph/compressed_graph.hpp"

#include <cstddef>
#include <stdexcept>
#include <string>

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
    m_out = rows(true, !m_directed);
    if (m_directed) {
        m_in = rows(false, true);
    }
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
