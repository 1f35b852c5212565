// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/fragment_search.hpp"

#include "algorithms/internal/cut_analysis.hpp"
#include "algorithms/internal/fragment_bound.hpp"
#include "algorithms/internal/local_search.hpp"
#include "algorithms/internal/stand_ins.hpp"

#include <algorithm>
#include <limits>
#include <tuple>
#include <utility>

namespace sandhan::algorithms::internal {

using graph::no_vertex;
using graph::Vertex;

namespace {

/// Sets of vertices that are gone, for best_by_exchanges().
class FragmentSpace {
  public:
    FragmentSpace(const graph::CompressedGraph& g, std::span<const unsigned char> allowed)
        : m_graph(&g), m_allowed(allowed), m_cuts(g) {}

    void clear() {
        for (Vertex v = 0; v < m_graph->vertex_count(); ++v) {
            m_cuts.put_back(v);
        }
    }
    void add(Vertex v) { m_cuts.remove(v); }
    void drop(Vertex v) { m_cuts.put_back(v); }
    [[nodiscard]] bool holds(Vertex v) const { return m_cuts.is_gone(v); }

    Vertex best_addition() {
        run();
        Vertex best = no_vertex;
        for (Vertex v = 0; v < m_graph->vertex_count(); ++v) {
            if (m_allowed[v] != 0 && !m_cuts.is_gone(v) &&
                // Where no vertex cuts anything but itself off, the one with most edges is on most
                // ways.
                (best == no_vertex || m_cuts.cut(v) > m_cuts.cut(best) ||
                 (m_cuts.cut(v) == m_cuts.cut(best) &&
                  m_graph->out_degree(v) > m_graph->out_degree(best)))) {
                best = v;
            }
        }
        return best;
    }
    [[nodiscard]] bool prefers(Vertex a, Vertex b) const { return m_cuts.cut(a) > m_cuts.cut(b); }
    std::uint64_t merit() {
        run();
        return std::numeric_limits<std::uint64_t>::max() - m_cuts.pairs();
    }
    [[nodiscard]] std::uint64_t work() const { return m_work; }

  private:
    void run() {
        m_cuts.run();
        m_work += m_graph->vertex_count() + 2 * std::uint64_t{m_graph->edge_count()};
    }

    const graph::CompressedGraph* m_graph;
    std::span<const unsigned char> m_allowed;
    CutAnalysis m_cuts;
    std::uint64_t m_work = 0;
};

class FragmentSearch {
  public:
    FragmentSearch(const graph::CompressedGraph& g, const SetQuestion& asked)
        : m_graph(&g), m_asked(&asked), m_bound(g, asked.allowed) {}

    FoundSet best(std::vector<Vertex> known, std::uint64_t score) {
        m_best = std::move(known);
        m_best_score = score;
        m_rest = std::numeric_limits<std::uint64_t>::max();
        if (m_asked->most_nodes > 0 && m_asked->k <= most_searched_members) {
            m_stands_for = stand_ins(*m_graph, StandIn::removal, m_asked->allowed);
            visit(m_asked->k);
        } else {
            m_rest = m_bound.evaluate(m_asked->k);
        }
        return {m_best, m_best_score, std::min(m_rest, m_best_score), m_nodes};
    }

  private:
    /// Looks through the sets that hold what is taken and `r` more of what is not kept.
    void visit(std::size_t r) {
        m_asked->control->checkpoint();
        ++m_nodes;
        if (r <= 1) {
            finish(r);
            return;
        }
        const std::size_t kept_before = m_kept.size();
        while (true) {
            const std::uint64_t least = m_bound.evaluate(r);
            if (least >= m_best_score) {
                break;
            }
            if (m_nodes >= m_asked->most_nodes) {
                m_rest = std::min(m_rest, least);
                break;
            }
            const auto useless = m_bound.useless(r, m_best_score);
            if (!useless.empty()) {
                for (const Vertex v : useless) {
                    keep(v);
                }
                continue;
            }
            const Vertex v = m_bound.branching_vertex();
            if (v == no_vertex) {
                break;
            }
            m_bound.cuts().remove(v);
            m_taken.push_back(v);
            visit(r - 1);
            m_taken.pop_back();
            m_bound.cuts().put_back(v);
            keep(v);
        }
        while (m_kept.size() > kept_before) {
            m_bound.set_kept(m_kept.back(), false);
            m_kept.pop_back();
        }
    }

    /// v is in no set looked for, nor are those that it could stand in for.
    void keep(Vertex v) {
        std::size_t next = m_kept.size();
        const auto add = [&](Vertex u) {
            if (!m_bound.is_kept(u) && !m_bound.cuts().is_gone(u)) {
                m_bound.set_kept(u, true);
                m_kept.push_back(u);
            }
        };
        add(v);
        for (; next < m_kept.size(); ++next) {
            for (const Vertex u : m_stands_for[m_kept[next]]) {
                add(u);
            }
        }
    }

    void finish(std::size_t r) {
        CutAnalysis& cuts = m_bound.cuts();
        cuts.run();
        Vertex last = no_vertex;
        for (Vertex v = 0; r == 1 && v < m_graph->vertex_count(); ++v) {
            if (!m_bound.is_kept(v) && !cuts.is_gone(v) &&
                (last == no_vertex || cuts.cut(v) > cuts.cut(last))) {
                last = v;
            }
        }
        if (r == 1 && last == no_vertex) {
            return;
        }
        const std::uint64_t score = cuts.pairs() - (r == 1 ? cuts.cut(last) : 0);
        if (score < m_best_score) {
            m_best_score = score;
            m_best = m_taken;
            if (r == 1) {
                m_best.push_back(last);
            }
        }
    }

    const graph::CompressedGraph* m_graph;
    const SetQuestion* m_asked;
    FragmentBound m_bound;
    std::vector<std::vector<Vertex>> m_stands_for;
    std::vector<Vertex> m_taken, m_kept, m_best;
    std::uint64_t m_best_score = 0, m_rest = 0, m_nodes = 0;
};

} // namespace

FoundSet search_fragmenting_set(const graph::CompressedGraph& g, const SetQuestion& asked) {
    if (asked.from_nothing) {
        return FragmentSearch(g, asked).best({}, std::numeric_limits<std::uint64_t>::max());
    }
    const auto exchanged = [&](const SetQuestion& question) {
        FragmentSpace space(g, question.allowed);
        std::vector<Vertex> set = best_by_exchanges(space, question);
        space.clear();
        for (const Vertex v : set) {
            space.add(v);
        }
        const std::uint64_t left = std::numeric_limits<std::uint64_t>::max() - space.merit();
        return std::pair(std::move(set), left);
    };
    auto [known, score] = exchanged(asked);
    FoundSet found = FragmentSearch(g, asked).best(std::move(known), score);
    if (found.bound == found.score || asked.k < 2) {
        return found;
    }
    // Two that part the graph only together are no greedy choice: the other is one once the first
    // is taken, so each vertex is where a set begins, those with most neighbours first.
    SetQuestion thorough = asked;
    thorough.hints = {found.members};
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (asked.allowed[v] != 0 && g.out_degree(v) > 1) {
            thorough.hints.push_back({v});
        }
    }
    std::stable_sort(thorough.hints.begin() + 1, thorough.hints.end(),
                     [&](const auto& a, const auto& b) {
                         return g.out_degree(a.front()) > g.out_degree(b.front());
                     });
    std::tie(known, score) = exchanged(thorough);
    if (score < found.score) {
        found.members = std::move(known);
        found.score = score;
    }
    return found;
}

std::vector<std::uint64_t> order_fragmenting_set(const graph::CompressedGraph& g,
                                                 std::vector<Vertex>& members) {
    CutAnalysis cuts(g);
    cuts.run();
    std::vector<std::uint64_t> left(1, cuts.pairs());
    for (auto next = members.begin(); next != members.end(); ++next) {
        const auto best = std::min_element(next, members.end(), [&](Vertex a, Vertex b) {
            return cuts.cut(a) != cuts.cut(b)           ? cuts.cut(a) > cuts.cut(b)
                   : g.out_degree(a) != g.out_degree(b) ? g.out_degree(a) > g.out_degree(b)
                                                        : a < b;
        });
        std::iter_swap(next, best);
        cuts.remove(*next);
        cuts.run();
        left.push_back(cuts.pairs());
    }
    return left;
}

} // namespace sandhan::algorithms::internal
