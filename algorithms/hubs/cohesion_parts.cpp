// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/cohesion_parts.hpp"

#include "algorithms/internal/shares.hpp"
#include "algorithms/internal/undirected_view.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

/// The vertices of a core of at least k, and how many neighbours each has among them.
class CoreTrial {
  public:
    CoreTrial(const graph::CompressedGraph& g, std::span<const std::uint32_t> core, Vertex v)
        : m_g(&g), m_v(v), m_least(core[v]), m_inside(g.vertex_count(), 0),
          m_degree(g.vertex_count(), 0) {
        for (Vertex u = 0; u < g.vertex_count(); ++u) {
            m_inside[u] = core[u] >= m_least ? 1 : 0;
        }
        for (Vertex u = 0; u < g.vertex_count(); ++u) {
            for (const Vertex w : g.out_neighbours(u)) {
                m_degree[u] += m_inside[w];
            }
        }
    }

    /// Whether v falls when u does.
    [[nodiscard]] bool falls_without(Vertex u) {
        std::vector<Vertex> fallen{u};
        m_inside[u] = 0;
        for (std::size_t i = 0; i < fallen.size() && m_inside[m_v] != 0; ++i) {
            for (const Vertex w : m_g->out_neighbours(fallen[i])) {
                m_lost.push_back(w);
                if (--m_degree[w] < m_least && m_inside[w] != 0) {
                    m_inside[w] = 0;
                    fallen.push_back(w);
                }
            }
        }
        const bool fell = m_inside[m_v] == 0;
        for (const Vertex w : m_lost) {
            ++m_degree[w];
        }
        m_lost.clear();
        for (const Vertex w : fallen) {
            m_inside[w] = 1;
        }
        return fell;
    }

  private:
    const graph::CompressedGraph* m_g;
    Vertex m_v;
    std::uint32_t m_least;
    std::vector<unsigned char> m_inside;
    std::vector<std::uint32_t> m_degree;
    std::vector<Vertex> m_lost; // a neighbour, once for each
};

} // namespace

std::vector<Piece> pieces_without(const graph::CompressedGraph& g, Vertex v) {
    internal::require_vertex(g, v, "pieces");
    constexpr std::uint32_t unseen = graph::no_vertex;
    std::vector<std::uint32_t> piece_of(g.vertex_count(), unseen);
    std::vector<Vertex> neighbours;
    for (const auto row : {g.out_neighbours(v), g.in_neighbours(v)}) {
        for (const Vertex u : row) {
            if (u != v) {
                neighbours.push_back(u);
            }
        }
    }
    std::sort(neighbours.begin(), neighbours.end());
    neighbours.erase(std::unique(neighbours.begin(), neighbours.end()), neighbours.end());
    std::vector<Piece> pieces;
    for (const Vertex root : neighbours) {
        if (piece_of[root] == unseen) {
            const auto number = static_cast<std::uint32_t>(pieces.size());
            std::vector<Vertex> order{root};
            piece_of[root] = number;
            for (std::size_t i = 0; i < order.size(); ++i) {
                for (const auto row : {g.out_neighbours(order[i]), g.in_neighbours(order[i])}) {
                    for (const Vertex u : row) {
                        if (u != v && piece_of[u] == unseen) {
                            piece_of[u] = number;
                            order.push_back(u);
                        }
                    }
                }
            }
            std::sort(order.begin(), order.end());
            pieces.push_back({std::move(order), {}});
        }
        pieces[piece_of[root]].neighbours.push_back(root);
    }
    std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) {
        return a.members.size() != b.members.size() ? a.members.size() > b.members.size()
                                                    : a.members.front() < b.members.front();
    });
    return pieces;
}

std::vector<CoreHolder> explain_core(const graph::CompressedGraph& g,
                                     std::span<const std::uint32_t> core,
                                     Vertex v,
                                     const graph::RunControl& control) {
    internal::require_vertex(g, v, "core");
    if (core.size() != g.vertex_count()) {
        throw std::invalid_argument("core: " + std::to_string(core.size()) + " numbers for " +
                                    std::to_string(g.vertex_count()) + " vertices");
    }
    const internal::UndirectedView view(g);
    CoreTrial trial(*view, core, v);
    std::vector<CoreHolder> holders;
    for (const Vertex u : (*view).out_neighbours(v)) {
        if (core[u] >= core[v]) {
            control.checkpoint();
            holders.push_back({u, core[u], trial.falls_without(u)});
        }
    }
    return holders;
}

} // namespace sandhan::algorithms
