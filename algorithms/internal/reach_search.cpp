// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/reach_search.hpp"

#include "algorithms/internal/local_search.hpp"
#include "algorithms/internal/stand_ins.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::algorithms::internal {

using graph::no_vertex;
using graph::Vertex;

ReachState::ReachState(const graph::CompressedGraph& g, const ReachWeights& weights)
    : m_graph(&g), m_weights(weights), m_steps(g.vertex_count(), unreached),
      m_seen(g.vertex_count(), 0) {}

template <class Found>
void ReachState::search(Vertex v, Found&& found) {
    if (m_steps[v] == 0) {
        return;
    }
    ++m_stamp;
    m_queue.assign(1, v);
    m_seen[v] = m_stamp;
    found(v, 0U);
    std::size_t level_end = 1;
    std::uint32_t steps = 1;
    for (std::size_t i = 0; i < m_queue.size() && steps <= m_weights.most_steps; ++i) {
        if (i == level_end) {
            level_end = m_queue.size();
            if (++steps > m_weights.most_steps) {
                break;
            }
        }
        const auto row = m_graph->out_neighbours(m_queue[i]);
        m_work += 1 + row.size();
        for (const Vertex u : row) {
            if (m_seen[u] != m_stamp && steps < m_steps[u]) {
                m_seen[u] = m_stamp;
                m_queue.push_back(u);
                found(u, steps);
            }
        }
    }
}

std::uint64_t ReachState::gain(Vertex v) {
    std::uint64_t gain = 0;
    search(v, [&](Vertex u, std::uint32_t steps) { gain += weight(steps) - weight(m_steps[u]); });
    return gain;
}

void ReachState::take(Vertex v) {
    m_begin.push_back(m_changes.size());
    search(v, [&](Vertex u, std::uint32_t steps) {
        m_score += weight(steps) - weight(m_steps[u]);
        m_changes.push_back({u, m_steps[u]});
        m_steps[u] = steps;
    });
}

void ReachState::take_back() {
    for (std::size_t i = m_begin.back(); i < m_changes.size(); ++i) {
        const auto [v, before] = m_changes[i];
        m_score -= weight(m_steps[v]) - weight(before);
        m_steps[v] = before;
    }
    m_changes.resize(m_begin.back());
    m_begin.pop_back();
}

void ReachState::clear() {
    while (!m_begin.empty()) {
        take_back();
    }
}

namespace {

/// A candidate and no less than what it adds.
struct Gain {
    std::uint64_t most;
    Vertex vertex;
    friend bool operator<(const Gain& a, const Gain& b) {
        return a.most != b.most ? a.most < b.most : a.vertex > b.vertex;
    }
};

/// Sets of vertices that reach, for best_by_exchanges(). Gains are looked at in the order of what
/// they can be at most: those of the same set when it was smaller, or of the vertex alone.
class ReachSpace {
  public:
    ReachSpace(const graph::CompressedGraph& g,
               const ReachWeights& weights,
               std::vector<std::uint64_t> at_most,
               std::span<const unsigned char> allowed)
        : m_state(g, weights), m_alone(std::move(at_most)), m_looked_at(g.vertex_count(), 0) {
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            if (allowed[v] != 0) {
                m_candidates.push_back(v);
            }
        }
        if (m_alone.empty()) {
            m_alone.assign(g.vertex_count(), std::numeric_limits<std::uint64_t>::max());
        }
        m_most = m_alone;
    }

    void clear() {
        m_state.clear();
        m_members.clear();
        m_most = m_alone;
    }
    void add(Vertex v) {
        m_state.take(v);
        m_members.push_back(v);
    }
    void drop(Vertex v) {
        std::vector<Vertex> members;
        members.swap(m_members);
        m_state.clear();
        for (const Vertex u : members) {
            if (u != v) {
                add(u);
            }
        }
        m_most = m_alone;
    }
    [[nodiscard]] bool holds(Vertex v) const { return m_state.holds(v); }

    Vertex best_addition() {
        std::vector<Gain> heap;
        for (const Vertex v : m_candidates) {
            if (!holds(v)) {
                heap.push_back({m_most[v], v});
            }
        }
        std::make_heap(heap.begin(), heap.end());
        ++m_round;
        while (!heap.empty()) {
            std::pop_heap(heap.begin(), heap.end());
            Gain& top = heap.back();
            if (m_looked_at[top.vertex] == m_round) {
                return top.vertex; // what it adds is no less than any other can
            }
            m_looked_at[top.vertex] = m_round;
            top.most = m_state.gain(top.vertex);
            m_most[top.vertex] = top.most;
            if (m_members.empty()) {
                m_alone[top.vertex] = top.most;
            }
            std::push_heap(heap.begin(), heap.end());
        }
        return no_vertex;
    }
    bool prefers(Vertex a, Vertex b) { return m_state.gain(a) > m_state.gain(b); }
    [[nodiscard]] std::uint64_t merit() const { return m_state.score(); }
    [[nodiscard]] std::uint64_t work() const { return m_state.work(); }

    [[nodiscard]] const std::vector<Vertex>& candidates() const { return m_candidates; }
    /// No less than what a vertex reaches alone.
    [[nodiscard]] std::uint64_t alone(Vertex v) const { return m_alone[v]; }

  private:
    ReachState m_state;
    std::vector<std::uint64_t> m_alone, m_most;
    std::vector<Vertex> m_candidates, m_members;
    std::vector<std::uint32_t> m_looked_at; ///< in which round
    std::uint32_t m_round = 0;
};

class ReachSearch {
  public:
    ReachSearch(const graph::CompressedGraph& g,
                const ReachWeights& weights,
                const SetQuestion& asked)
        : m_graph(&g), m_asked(&asked), m_state(g, weights), m_left_out(g.vertex_count(), 0) {}

    FoundSet best(std::vector<Vertex> known, std::uint64_t score, const ReachSpace& space) {
        m_best = std::move(known);
        m_best_score = score;
        std::vector<Gain> all;
        for (const Vertex v : space.candidates()) {
            all.push_back({space.alone(v), v});
        }
        std::sort(all.rbegin(), all.rend());
        // What the best set known and all candidates tell of any set: it reaches no more than all
        // of them, nor than this one and the k largest gains that are left to it.
        for (const Gain& gain : all) {
            m_state.take(gain.vertex);
        }
        std::uint64_t most = m_state.score();
        m_state.clear();
        if (most > m_best_score) {
            most = std::min(most, from_best(all));
        }
        if (most > m_best_score && m_asked->most_nodes > 0 && m_asked->k <= most_searched_members) {
            m_replaces.assign(m_graph->vertex_count(), {});
            const auto lists = stand_ins(*m_graph, StandIn::reach, m_asked->allowed);
            for (Vertex u = 0; u < lists.size(); ++u) {
                for (const Vertex v : lists[u]) {
                    m_replaces[v].push_back(u);
                }
            }
            visit(m_asked->k, all);
            most = std::min(most, std::max(m_rest, m_best_score));
        }
        return {m_best, m_best_score, std::max(most, m_best_score), m_nodes};
    }

  private:
    std::uint64_t from_best(const std::vector<Gain>& all) {
        std::vector<Gain> gains;
        for (const Vertex v : m_best) {
            m_state.take(v);
        }
        for (const Gain& gain : all) {
            gains.push_back({m_state.gain(gain.vertex), gain.vertex});
        }
        m_state.clear();
        std::sort(gains.rbegin(), gains.rend());
        return m_best_score + sum_of(gains, 0, m_asked->k);
    }

    static std::uint64_t sum_of(const std::vector<Gain>& gains, std::size_t first, std::size_t r) {
        std::uint64_t sum = 0;
        for (std::size_t i = first; i < std::min(gains.size(), first + r); ++i) {
            sum += gains[i].most;
        }
        return sum;
    }

    /// Looks through the sets that hold what is taken and r of the candidates, which come with
    /// what they add at most, the largest first.
    void visit(std::size_t r, const std::vector<Gain>& candidates) {
        m_asked->control->checkpoint();
        ++m_nodes;
        const std::uint64_t here = m_state.score();
        const std::uint64_t others = r > 0 ? sum_of(candidates, 0, r - 1) : 0;
        std::vector<Gain> open;
        Gain last{0, no_vertex};
        for (const Gain& candidate : candidates) {
            // Together with the largest others it would not do; nor would any after it.
            if (here + candidate.most + others <= m_best_score) {
                break;
            }
            if (is_replaced(candidate.vertex)) {
                continue;
            }
            if (r == 1 && last.vertex != no_vertex && candidate.most <= last.most) {
                break;
            }
            const Gain exact{m_state.gain(candidate.vertex), candidate.vertex};
            if (r > 1) {
                open.push_back(exact);
            } else if (last.vertex == no_vertex || last < exact) {
                last = exact;
            }
        }
        if (r <= 1) {
            if (last.vertex != no_vertex && here + last.most > m_best_score) {
                m_best_score = here + last.most;
                m_best = m_taken;
                m_best.push_back(last.vertex);
            }
            return;
        }
        std::sort(open.rbegin(), open.rend());
        std::size_t i = 0;
        for (; i < open.size(); ++i) {
            const std::uint64_t most = here + sum_of(open, i, r);
            if (most <= m_best_score) {
                break;
            }
            if (m_nodes >= m_asked->most_nodes) {
                m_rest = std::max(m_rest, most);
                break;
            }
            if (!is_replaced(open[i].vertex)) {
                m_state.take(open[i].vertex);
                m_taken.push_back(open[i].vertex);
                visit(r - 1, {open.begin() + static_cast<std::ptrdiff_t>(i) + 1, open.end()});
                m_taken.pop_back();
                m_state.take_back();
            }
            m_left_out[open[i].vertex] = 1;
        }
        while (i > 0) {
            m_left_out[open[--i].vertex] = 0;
        }
    }

    [[nodiscard]] bool is_replaced(Vertex v) const {
        return std::any_of(m_replaces[v].begin(), m_replaces[v].end(),
                           [&](Vertex u) { return m_left_out[u] != 0; });
    }

    const graph::CompressedGraph* m_graph;
    const SetQuestion* m_asked;
    ReachState m_state;
    std::vector<unsigned char> m_left_out;
    std::vector<std::vector<Vertex>> m_replaces; ///< by vertex: those that can stand in for it
    std::vector<Vertex> m_taken, m_best;
    std::uint64_t m_best_score = 0, m_rest = 0, m_nodes = 0;
};

} // namespace

FoundSet search_reaching_set(const graph::CompressedGraph& g,
                             const ReachWeights& weights,
                             std::vector<std::uint64_t> at_most,
                             const SetQuestion& asked) {
    ReachSpace space(g, weights, std::move(at_most), asked.allowed);
    std::vector<Vertex> known;
    if (!asked.from_nothing) {
        known = best_by_exchanges(space, asked);
    }
    ReachState state(g, weights);
    for (const Vertex v : known) {
        state.take(v);
    }
    return ReachSearch(g, weights, asked).best(std::move(known), state.score(), space);
}

std::vector<std::uint64_t> order_reaching_set(const graph::CompressedGraph& g,
                                              const ReachWeights& weights,
                                              std::vector<Vertex>& members) {
    ReachState state(g, weights);
    std::vector<std::uint64_t> reached(1, 0);
    for (auto next = members.begin(); next != members.end(); ++next) {
        auto best = next;
        std::uint64_t most = 0;
        for (auto other = next; other != members.end(); ++other) {
            const std::uint64_t gain = state.gain(*other);
            if (other == next || gain > most || (gain == most && *other < *best)) {
                best = other;
                most = gain;
            }
        }
        std::iter_swap(next, best);
        state.take(*next);
        reached.push_back(state.score());
    }
    return reached;
}

} // namespace sandhan::algorithms::internal
