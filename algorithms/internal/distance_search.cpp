// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/cut_analysis.hpp"
#include "algorithms/internal/distance_fragments.hpp"
#include "algorithms/internal/local_search.hpp"
#include "algorithms/internal/stand_ins.hpp"

#include <algorithm>
#include <functional>
#include <limits>
#include <numeric>
#include <utility>

namespace sandhan::algorithms::internal {

using graph::no_vertex;
using graph::Vertex;

namespace {

/// The components of what is left, each with its sum: one loss changes the sum of one of them.
class SummedComponents {
  public:
    explicit SummedComponents(const graph::CompressedGraph& g)
        : m_state(g), m_cuts(g), m_of(g.vertex_count(), 0) {}

    void remove(Vertex v) {
        m_state.remove(v);
        m_cuts.remove(v);
    }
    void put_back(Vertex v) {
        m_state.put_back(v);
        m_cuts.put_back(v);
    }
    [[nodiscard]] bool is_gone(Vertex v) const { return m_cuts.is_gone(v); }

    /// Looks at what is left; the figures below are of the last run().
    void run() {
        m_cuts.run();
        m_sums.clear();
        m_total = 0;
        for (std::size_t i = 0; i < m_cuts.component_count(); ++i) {
            for (const Vertex v : m_cuts.component(i)) {
                m_of[v] = i;
            }
            m_sums.push_back(m_state.sum_within(m_cuts.component(i)));
            m_total += m_sums.back();
        }
    }
    [[nodiscard]] std::uint64_t total() const { return m_total; }
    [[nodiscard]] const std::vector<std::uint64_t>& sums() const { return m_sums; }
    [[nodiscard]] std::uint64_t sum_around(Vertex v) const { return m_sums[m_of[v]]; }
    [[nodiscard]] std::uint64_t total_without(Vertex v) {
        m_state.remove(v);
        const std::uint64_t rest = m_state.sum_within(m_cuts.component(m_of[v]));
        m_state.put_back(v);
        return m_total - m_sums[m_of[v]] + rest;
    }
    [[nodiscard]] const CutAnalysis& cuts() const { return m_cuts; }
    [[nodiscard]] std::uint64_t units() const { return m_state.units(); }
    [[nodiscard]] std::uint64_t work() const { return m_state.work(); }

  private:
    DistanceFragments m_state;
    CutAnalysis m_cuts;
    std::vector<std::size_t> m_of;
    std::vector<std::uint64_t> m_sums;
    std::uint64_t m_total = 0;
};

/// Sets of vertices that are gone, for best_by_exchanges().
class DistanceSpace {
  public:
    DistanceSpace(const graph::CompressedGraph& g, const SetQuestion& asked)
        : m_graph(&g), m_asked(&asked), m_state(g) {
        m_state.run();
        const std::uint64_t one = std::max<std::uint64_t>(1, m_state.work());
        m_most_looked_at =
            std::max<std::size_t>(16, static_cast<std::size_t>(asked.local_work / 16 / one));
    }

    void clear() {
        for (Vertex v = 0; v < m_graph->vertex_count(); ++v) {
            drop(v);
        }
    }
    void add(Vertex v) { m_state.remove(v); }
    void drop(Vertex v) { m_state.put_back(v); }
    [[nodiscard]] bool holds(Vertex v) const { return m_state.is_gone(v); }

    Vertex best_addition() {
        m_state.run();
        Vertex best = no_vertex;
        m_best_sum = std::numeric_limits<std::uint64_t>::max();
        for (const Vertex v : candidates()) {
            m_asked->control->checkpoint();
            const std::uint64_t sum = m_state.total_without(v);
            if (best == no_vertex || sum < m_best_sum || (sum == m_best_sum && v < best)) {
                best = v;
                m_best_sum = sum;
            }
        }
        return best;
    }
    bool prefers(Vertex /*best*/, Vertex b) { return m_best_sum < m_state.total_without(b); }
    std::uint64_t merit() {
        m_state.run();
        return std::numeric_limits<std::uint64_t>::max() - m_state.total();
    }
    [[nodiscard]] std::uint64_t work() const { return m_state.work(); }

  private:
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
        const auto half = static_cast<std::ptrdiff_t>(m_most_looked_at / 2);
        const auto by = [&](auto begin, const std::function<std::uint64_t(Vertex)>& worth) {
            std::partial_sort(begin, begin + half, all.end(), [&](Vertex a, Vertex b) {
                const std::uint64_t x = worth(a);
                const std::uint64_t y = worth(b);
                return x != y ? x > y : a < b;
            });
        };
        by(all.begin(), [&](Vertex v) { return m_state.cuts().cut(v); });
        by(all.begin() + half, [&](Vertex v) { return m_graph->out_degree(v); });
        all.resize(2 * static_cast<std::size_t>(half));
        return all;
    }

    const graph::CompressedGraph* m_graph;
    const SetQuestion* m_asked;
    SummedComponents m_state;
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
        m_state.run();
        if (r == 0) {
            offer(m_state.total(), no_vertex);
            return;
        }
        // What r losses, and r - 1 others beside one, cut at most: all of as many components.
        std::vector<std::uint64_t> largest = m_state.sums();
        std::sort(largest.begin(), largest.end(), std::greater<>());
        largest.resize(std::max(largest.size(), r), 0);
        const std::uint64_t total = m_state.total();
        const std::uint64_t others =
            std::accumulate(largest.begin(), largest.begin() + static_cast<std::ptrdiff_t>(r - 1),
                            std::uint64_t{0});
        const std::uint64_t untouched = total - others - largest[r - 1];
        const std::size_t kept_before = m_kept_here.size();
        for (Vertex v = 0; v < m_graph->vertex_count(); ++v) {
            if (m_kept[v] == 0 && !m_state.is_gone(v) &&
                total - std::min(total, others + m_state.sum_around(v)) >= m_best_score) {
                keep(v);
            }
        }
        while (true) {
            const Vertex v = most_joined();
            if (v == no_vertex) {
                break;
            }
            const std::uint64_t least = std::max(untouched, bound(r));
            if (least >= m_best_score) {
                break;
            }
            if (m_nodes >= m_asked->most_nodes) {
                m_rest = std::min(m_rest, least);
                break;
            }
            if (r == 1) {
                ++m_nodes;
                offer(m_state.total_without(v), v);
            } else {
                m_state.remove(v);
                m_taken.push_back(v);
                visit(r - 1);
                m_taken.pop_back();
                m_state.put_back(v);
            }
            keep(v);
        }
        while (m_kept_here.size() > kept_before) {
            m_kept[m_kept_here.back()] = 0;
            m_kept_here.pop_back();
        }
    }

    void offer(std::uint64_t score, Vertex last) {
        if (score < m_best_score) {
            m_best_score = score;
            m_best = m_taken;
            if (last != no_vertex) {
                m_best.push_back(last);
            }
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
    SummedComponents m_state;
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
    space.clear();
    for (const Vertex v : known) {
        space.add(v);
    }
    const std::uint64_t score = std::numeric_limits<std::uint64_t>::max() - space.merit();
    return DistanceSearch(g, asked).best(std::move(known), score);
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
