// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/distance_fragments.hpp"

#include "algorithms/internal/cut_analysis.hpp"
#include "algorithms/internal/distance_units.hpp"
#include "algorithms/internal/local_search.hpp"
#include "algorithms/internal/stand_ins.hpp"

#include <algorithm>
#include <bit>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms::internal {

using graph::no_vertex;
using graph::Vertex;

DistanceFragments::DistanceFragments(const graph::CompressedGraph& g)
    : m_graph(&g), m_gone(g.vertex_count(), 0), m_seen(g.vertex_count()), m_front(g.vertex_count()),
      m_next(g.vertex_count()) {
    const std::uint64_t n = g.vertex_count();
    if (!DistanceUnits::fits(n * n)) {
        throw std::invalid_argument("key_players: " + std::to_string(n) +
                                    " vertices are too many for distances between all of them");
    }
    m_units = DistanceUnits::scale_for(n * n);
}

std::uint64_t DistanceFragments::sum() {
    constexpr std::size_t lanes = words * 64;
    const Vertex n = m_graph->vertex_count();
    std::uint64_t sum = 0;
    for (Vertex next_source = 0; next_source < n;) {
        std::fill(m_seen.begin(), m_seen.end(), Lanes{});
        m_active.clear();
        for (std::size_t lane = 0; lane < lanes && next_source < n; ++next_source) {
            if (m_gone[next_source] == 0) {
                m_seen[next_source].word[lane / 64] |= std::uint64_t{1} << lane % 64;
                m_front[next_source] = m_seen[next_source];
                m_active.push_back(next_source);
                ++lane;
            }
        }
        for (std::uint64_t steps = 1; !m_active.empty(); ++steps) {
            m_touched.clear();
            for (const Vertex v : m_active) {
                const Lanes front = m_front[v];
                const auto row = m_graph->out_neighbours(v);
                m_work += 1 + row.size();
                for (const Vertex u : row) {
                    if (m_gone[u] != 0) {
                        continue;
                    }
                    std::uint64_t any = 0;
                    std::uint64_t before = 0;
                    for (std::size_t w = 0; w < words; ++w) {
                        const std::uint64_t fresh = front.word[w] & ~m_seen[u].word[w];
                        before |= m_next[u].word[w];
                        any |= fresh;
                        m_next[u].word[w] |= fresh;
                    }
                    if (before == 0 && any != 0) {
                        m_touched.push_back(u);
                    }
                }
            }
            std::uint64_t met = 0;
            for (const Vertex u : m_touched) {
                for (std::size_t w = 0; w < words; ++w) {
                    met += static_cast<std::uint64_t>(std::popcount(m_next[u].word[w]));
                    m_seen[u].word[w] |= m_next[u].word[w];
                }
                m_front[u] = std::exchange(m_next[u], Lanes{});
            }
            sum += met * (m_units / steps);
            m_active.swap(m_touched);
        }
    }
    return sum / 2;
}

namespace {

/// Sets of vertices that are gone, for best_by_exchanges().
class DistanceSpace {
  public:
    DistanceSpace(const graph::CompressedGraph& g, const SetQuestion& asked)
        : m_graph(&g), m_asked(&asked), m_state(g), m_cuts(g) {
        (void)m_state.sum();
        m_most_looked_at = std::max<std::size_t>(
            16, static_cast<std::size_t>(asked.local_work / 16 /
                                         std::max<std::uint64_t>(1, m_state.work())));
    }

    void clear() {
        for (Vertex v = 0; v < m_graph->vertex_count(); ++v) {
            drop(v);
        }
    }
    void add(Vertex v) {
        m_state.remove(v);
        m_cuts.remove(v);
    }
    void drop(Vertex v) {
        m_state.put_back(v);
        m_cuts.put_back(v);
    }
    [[nodiscard]] bool holds(Vertex v) const { return m_state.is_gone(v); }

    Vertex best_addition() {
        Vertex best = no_vertex;
        m_best_sum = std::numeric_limits<std::uint64_t>::max();
        for (const Vertex v : candidates()) {
            m_asked->control->checkpoint();
            const std::uint64_t sum = sum_without(v);
            if (best == no_vertex || sum < m_best_sum || (sum == m_best_sum && v < best)) {
                best = v;
                m_best_sum = sum;
            }
        }
        return best;
    }
    bool prefers(Vertex /*best*/, Vertex b) { return m_best_sum < sum_without(b); }
    std::uint64_t merit() { return std::numeric_limits<std::uint64_t>::max() - m_state.sum(); }
    [[nodiscard]] std::uint64_t work() const { return m_state.work(); }

  private:
    std::uint64_t sum_without(Vertex v) {
        m_state.remove(v);
        const std::uint64_t sum = m_state.sum();
        m_state.put_back(v);
        return sum;
    }

    /// Of too many the half that cuts most and the half with most neighbours left.
    std::vector<Vertex> candidates() {
        std::vector<Vertex> all;
        for (Vertex v = 0; v < m_graph->vertex_count(); ++v) {
            if (m_asked->allowed[v] != 0 && !holds(v)) {
                all.push_back(v);
            }
        }
        if (all.size() <= m_most_looked_at) {
            return all;
        }
        m_cuts.run();
        const auto half = static_cast<std::ptrdiff_t>(m_most_looked_at / 2);
        const auto by = [&](auto begin, const std::function<std::uint64_t(Vertex)>& worth) {
            std::partial_sort(begin, begin + half, all.end(), [&](Vertex a, Vertex b) {
                const std::uint64_t x = worth(a);
                const std::uint64_t y = worth(b);
                return x != y ? x > y : a < b;
            });
        };
        by(all.begin(), [&](Vertex v) { return m_cuts.cut(v); });
        by(all.begin() + half, [&](Vertex v) { return m_graph->out_degree(v); });
        all.resize(2 * static_cast<std::size_t>(half));
        return all;
    }

    const graph::CompressedGraph* m_graph;
    const SetQuestion* m_asked;
    DistanceFragments m_state;
    CutAnalysis m_cuts;
    std::size_t m_most_looked_at = 0;
    std::uint64_t m_best_sum = 0;
};

class DistanceSearch {
  public:
    DistanceSearch(const graph::CompressedGraph& g, const SetQuestion& asked)
        : m_graph(&g), m_asked(&asked), m_state(g), m_kept(g.vertex_count(), 0),
          m_common(g.vertex_count(), 0) {
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            m_kept[v] = asked.allowed[v] == 0 ? 1 : 0;
        }
    }

    FoundSet best(std::vector<Vertex> known, std::uint64_t score) {
        m_best = std::move(known);
        m_best_score = score;
        m_rest = std::numeric_limits<std::uint64_t>::max();
        const std::uint64_t least = bound(m_asked->k);
        if (m_asked->most_nodes > 0 && m_asked->k <= most_searched_members) {
            m_stands_for = stand_ins(*m_graph, StandIn::removal, m_asked->allowed);
            visit(m_asked->k);
        } else {
            m_rest = least;
        }
        return {m_best, m_best_score, std::min(m_rest, m_best_score), m_nodes};
    }

  private:
    /// No r further losses leave a smaller sum.
    std::uint64_t bound(std::size_t r) {
        const Vertex n = m_graph->vertex_count();
        std::uint64_t sum = 0;
        std::vector<std::uint64_t> shares;
        for (Vertex v = 0; v < n; ++v) {
            if (m_state.is_gone(v)) {
                continue;
            }
            m_met.clear();
            std::uint64_t sure = 0;
            for (const Vertex w : m_graph->out_neighbours(v)) {
                if (m_state.is_gone(w)) {
                    continue;
                }
                sure += m_state.units();
                for (const Vertex u : m_graph->out_neighbours(w)) {
                    if (!m_state.is_gone(u)) {
                        if (m_common[u] == 0) {
                            m_met.push_back(u);
                        }
                        m_common[u] += m_kept[w] != 0 ? r + 1 : 1;
                    }
                }
            }
            for (const Vertex w : m_graph->out_neighbours(v)) {
                m_common[w] = 0; // joined: counted already
            }
            m_common[v] = 0;
            for (const Vertex u : m_met) {
                sure += m_common[u] > r ? m_state.units() / 2 : 0;
                m_common[u] = 0;
            }
            sum += sure;
            if (m_kept[v] == 0) {
                shares.push_back(sure);
            }
        }
        sum /= 2;
        const std::size_t taken = std::min(r, shares.size());
        std::partial_sort(shares.begin(), shares.begin() + static_cast<std::ptrdiff_t>(taken),
                          shares.end(), std::greater<>());
        for (std::size_t i = 0; i < taken; ++i) {
            sum -= std::min(sum, shares[i]);
        }
        return sum;
    }

    void visit(std::size_t r) {
        m_asked->control->checkpoint();
        ++m_nodes;
        if (r == 0) {
            const std::uint64_t score = m_state.sum();
            if (score < m_best_score) {
                m_best_score = score;
                m_best = m_taken;
            }
            return;
        }
        const std::size_t kept_before = m_kept_here.size();
        while (true) {
            const Vertex v = most_joined();
            if (v == no_vertex) {
                break;
            }
            const std::uint64_t least = bound(r);
            if (least >= m_best_score) {
                break;
            }
            if (m_nodes >= m_asked->most_nodes) {
                m_rest = std::min(m_rest, least);
                break;
            }
            m_state.remove(v);
            m_taken.push_back(v);
            visit(r - 1);
            m_taken.pop_back();
            m_state.put_back(v);
            keep(v);
        }
        while (m_kept_here.size() > kept_before) {
            m_kept[m_kept_here.back()] = 0;
            m_kept_here.pop_back();
        }
    }

    [[nodiscard]] Vertex most_joined() const {
        Vertex best = no_vertex;
        for (Vertex v = 0; v < m_graph->vertex_count(); ++v) {
            if (m_kept[v] == 0 && !m_state.is_gone(v) &&
                (best == no_vertex || m_graph->out_degree(v) > m_graph->out_degree(best))) {
                best = v;
            }
        }
        return best;
    }

    /// v is in no set looked for, nor are those that it could stand in for.
    void keep(Vertex v) {
        std::size_t next = m_kept_here.size();
        const auto add = [&](Vertex u) {
            if (m_kept[u] == 0 && !m_state.is_gone(u)) {
                m_kept[u] = 1;
                m_kept_here.push_back(u);
            }
        };
        add(v);
        for (; next < m_kept_here.size(); ++next) {
            for (const Vertex u : m_stands_for[m_kept_here[next]]) {
                add(u);
            }
        }
    }

    const graph::CompressedGraph* m_graph;
    const SetQuestion* m_asked;
    DistanceFragments m_state;
    std::vector<unsigned char> m_kept;
    std::vector<std::size_t> m_common;
    std::vector<Vertex> m_met, m_taken, m_kept_here, m_best;
    std::vector<std::vector<Vertex>> m_stands_for;
    std::uint64_t m_best_score = 0, m_rest = 0, m_nodes = 0;
};

} // namespace

FoundSet search_distance_fragmenting_set(const graph::CompressedGraph& g,
                                         const SetQuestion& asked) {
    if (asked.from_nothing) {
        return DistanceSearch(g, asked).best({}, std::numeric_limits<std::uint64_t>::max());
    }
    DistanceSpace space(g, asked);
    std::vector<Vertex> known = best_by_exchanges(space, asked);
    DistanceFragments state(g);
    for (const Vertex v : known) {
        state.remove(v);
    }
    return DistanceSearch(g, asked).best(std::move(known), state.sum());
}

std::vector<std::uint64_t> order_distance_fragmenting_set(const graph::CompressedGraph& g,
                                                          std::vector<Vertex>& members) {
    constexpr std::size_t most_ordered = 16;
    DistanceFragments state(g);
    std::vector<std::uint64_t> left(1, state.sum());
    for (auto next = members.begin(); next != members.end(); ++next) {
        if (next == members.begin() || members.size() <= most_ordered) {
            std::vector<std::pair<std::uint64_t, Vertex>> rest;
            for (auto v = next; v != members.end(); ++v) {
                state.remove(*v);
                rest.emplace_back(state.sum(), *v);
                state.put_back(*v);
            }
            std::sort(rest.begin(), rest.end());
            for (std::size_t i = 0; i < rest.size(); ++i) {
                *(next + static_cast<std::ptrdiff_t>(i)) = rest[i].second;
            }
        }
        state.remove(*next);
        left.push_back(state.sum());
    }
    return left;
}

} // namespace sandhan::algorithms::internal
