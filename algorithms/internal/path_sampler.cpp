// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/path_sampler.hpp"

#include <algorithm>

namespace sandhan::algorithms::internal {

using graph::Vertex;

namespace {

/// Beyond this many paths a level is counted in larger units, so that no product of two counts is
/// infinite. A vertex would have to have 2^600 times fewer paths than another of its level for its
/// own to be lost, and then only which of them is drawn is wrong.
constexpr double most_paths = 0x1p400;

} // namespace

PathSampler::PathSampler(const RenumberedRows& rows)
    : m_rows(&rows),
      m_node(rows.original.size()), m_end{End{&rows.out, {}, 0, 0}, End{&rows.in(), {}, 0, 0}} {}

void PathSampler::begin(End& end, Vertex v) {
    end.frontier.assign(1, v);
    end.arcs = end.rows->row(v).size();
    m_node[v] = {1.0, end.mark, v};
}

/// Takes one search a level further; true if it met the other. A vertex belongs to the search that
/// saw it first, so an edge between the two is on a shortest path: had either end been seen
/// earlier, they would have met earlier. Of equal choices, each by its number of paths, one is
/// kept as they come (a reservoir of one), so that nothing has to be walked again.
bool PathSampler::expand(End& end, SampleRandom& random) {
    const std::uint32_t mark = end.mark + 2;
    bool met = false;
    double meeting_paths = 0.0;
    double most = 0.0;
    std::uint64_t arcs = 0;
    m_next.clear();
    for (const Vertex v : end.frontier) {
        const double paths = m_node[v].paths;
        for (const Vertex u : end.rows->row(v)) {
            Node& node = m_node[u];
            if (node.mark < m_base) {
                if (!met) { // otherwise nobody will go there
                    node = {paths, mark, v};
                    arcs += end.rows->row(u).size();
                    m_next.push_back(u);
                }
            } else if (node.mark == mark) {
                node.paths += paths;
                most = std::max(most, node.paths);
                if (random.unit() * node.paths < paths) {
                    node.previous = v;
                }
            } else if ((node.mark ^ mark) % 2 != 0) {
                const double both = paths * node.paths;
                met = true;
                meeting_paths += both;
                if (random.unit() * meeting_paths <= both) {
                    m_near = v;
                    m_far = u;
                }
            }
        }
    }
    if (met) {
        return true;
    }
    if (most > most_paths) {
        for (const Vertex u : m_next) {
            m_node[u].paths /= most_paths;
        }
    }
    end.frontier.swap(m_next);
    end.arcs = arcs;
    end.mark = mark;
    return false;
}

void PathSampler::sample(SampleRandom random, std::vector<Vertex>& inner) {
    const auto n = static_cast<Vertex>(m_node.size());
    const Vertex s = random.below(n);
    Vertex t = random.below(n - 1);
    t += t >= s ? 1U : 0U;
    if (m_rows->component[s].first != m_rows->component[t].first) {
        return;
    }
    // A mark is m_base + 2 level, odd or even by the end; a search has fewer than n levels.
    if (m_base > 0xFFFFFFFFU - 2 * (std::uint64_t{n} + 2)) {
        std::fill(m_node.begin(), m_node.end(), Node{});
        m_base = 2;
    }
    m_end[0].mark = m_base;
    m_end[1].mark = m_base + 1;
    begin(m_end[0], s);
    begin(m_end[1], t);
    bool met = false;
    std::size_t side = 0;
    while (!met && !m_end[0].frontier.empty() && !m_end[1].frontier.empty()) {
        side = m_end[0].arcs <= m_end[1].arcs ? 0 : 1;
        met = expand(m_end[side], random);
    }
    if (met) {
        for (Vertex v : {m_near, m_far}) {
            for (; m_node[v].previous != v; v = m_node[v].previous) {
                inner.push_back(v);
            }
        }
    }
    m_base = std::max(m_end[0].mark, m_end[1].mark) / 2 * 2 + 4;
}

} // namespace sandhan::algorithms::internal
