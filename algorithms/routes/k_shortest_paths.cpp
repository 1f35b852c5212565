// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/k_shortest_paths.hpp"

#include "algorithms/internal/search_queue.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms {
namespace {

using graph::CompressedGraph;
using graph::Edge;
using graph::Vertex;

void require_usable(const CompressedGraph& g,
                    std::span<const double> cost,
                    Vertex source,
                    Vertex target,
                    std::span<const unsigned char> may_pass) {
    if (source >= g.vertex_count() || target >= g.vertex_count()) {
        throw std::invalid_argument("k_shortest_paths: source or target is not a vertex");
    }
    if (cost.size() != g.edge_count()) {
        throw std::invalid_argument("k_shortest_paths: " + std::to_string(cost.size()) +
                                    " costs for " + std::to_string(g.edge_count()) + " edges");
    }
    if (!may_pass.empty() && may_pass.size() != g.vertex_count()) {
        throw std::invalid_argument("k_shortest_paths: one flag a vertex is needed");
    }
    for (Edge e = 0; e < g.edge_count(); ++e) {
        // Written as !(> 0) so that NaN is refused too.
        if (!(cost[e] > 0.0) || std::isinf(cost[e])) {
            throw std::invalid_argument("k_shortest_paths: edge " + std::to_string(e) +
                                        " has cost " + std::to_string(cost[e]) +
                                        "; costs must be finite and > 0");
        }
    }
}

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Sums of the same costs in another order may differ in their last digits. What lies within this
/// share of a sum is taken for a possible tie: a search settles it, by sums from the source on.
constexpr double slack = 1e-9;

using QueueItem = std::pair<double, Vertex>;

/// A set of vertices that is emptied at no cost.
class Marks {
  public:
    explicit Marks(Vertex n) : m_round_of(n, 0) {}
    void clear() { ++m_round; }
    void insert(Vertex v) { m_round_of[v] = m_round; }
    [[nodiscard]] bool contains(Vertex v) const { return m_round_of[v] == m_round; }

  private:
    std::vector<std::uint64_t> m_round_of;
    std::uint64_t m_round = 1;
};

/// use(u, cost) for each different u that v points to, at the cost of the cheapest edge.
template <class Use>
void for_each_step(const CompressedGraph& g, std::span<const double> cost, Vertex v, Use use) {
    const auto neighbours = g.out_neighbours(v);
    const auto edges = g.out_edges(v);
    for (std::size_t i = 0; i < neighbours.size();) {
        const Vertex u = neighbours[i];
        double cheapest = cost[edges[i]];
        for (++i; i < neighbours.size() && neighbours[i] == u; ++i) {
            cheapest = std::min(cheapest, cost[edges[i]]);
        }
        use(u, cheapest);
    }
}

double cheapest_edge(const CompressedGraph& g, std::span<const double> cost, Vertex u, Vertex v) {
    const auto neighbours = g.out_neighbours(u);
    const auto edges = g.out_edges(u);
    const auto [first, last] = std::equal_range(neighbours.begin(), neighbours.end(), v);
    double best = infinity;
    for (auto at = first; at != last; ++at) {
        best = std::min(best, cost[edges[static_cast<std::size_t>(at - neighbours.begin())]]);
    }
    return best;
}

/// How far the target is from every vertex, and by which way.
class Remaining {
  public:
    Remaining(const CompressedGraph& g,
              std::span<const double> cost,
              Vertex target,
              std::span<const unsigned char> may_pass,
              const graph::RunControl& control)
        : m_g(g), m_cost(cost), m_distance(g.vertex_count(), infinity),
          m_next(g.vertex_count(), graph::no_vertex), m_lead(g.vertex_count(), -1.0) {
        internal::SearchQueue queue(g.vertex_count());
        m_distance[target] = 0.0;
        m_lead[target] = infinity;
        queue.push(0.0, target);
        while (!queue.empty()) {
            control.checkpoint();
            const auto [d, v] = queue.pop();
            const auto neighbours = g.in_neighbours(v);
            const auto edges = g.in_edges(v);
            for (std::size_t i = 0; i < neighbours.size(); ++i) {
                const double through = cost[edges[i]] + d;
                const Vertex u = neighbours[i];
                if (through < m_distance[u] && !is_closed(u, may_pass, target)) {
                    m_distance[u] = through;
                    m_next[u] = v;
                    queue.push(through, u);
                }
            }
        }
    }

    /// Infinite where the target can't be reached or the vertex may not be passed.
    [[nodiscard]] double distance(Vertex v) const { return m_distance[v]; }
    /// After v on a cheapest way.
    [[nodiscard]] Vertex next(Vertex v) const { return m_next[v]; }
    /// By how much the cheapest step from v leads before the next best: 0 if two ways tie.
    double lead(Vertex v) {
        if (m_lead[v] < 0.0) {
            double best = infinity;
            double second = infinity;
            for_each_step(m_g, m_cost, v, [&](Vertex u, double cost) {
                const double through = cost + m_distance[u];
                second = std::min(second, std::max(best, through));
                best = std::min(best, through);
            });
            m_lead[v] = second < infinity ? second - best : infinity;
        }
        return m_lead[v];
    }

  private:
    static bool is_closed(Vertex v, std::span<const unsigned char> may_pass, Vertex target) {
        return v != target && !may_pass.empty() && may_pass[v] == 0;
    }

    const CompressedGraph& m_g;
    std::span<const double> m_cost;
    std::vector<double> m_distance;
    std::vector<Vertex> m_next;
    std::vector<double> m_lead; ///< below 0: not yet asked for
};

/// The cheapest path that goes on from a spur, past no blocked vertex, and whose first step is none
/// of the forbidden ones.
class Search {
  public:
    Search(const CompressedGraph& g,
           std::span<const double> cost,
           Vertex target,
           const Remaining& remaining,
           const Marks& blocked,
           const Marks& forbidden,
           const graph::RunControl& control)
        : m_g(g), m_cost(cost), m_target(target), m_remaining(remaining), m_blocked(blocked),
          m_forbidden(forbidden), m_control(control), m_distance(g.vertex_count(), infinity),
          m_steps(g.vertex_count(), 0) {}

    /// Appends the path behind `path`, whose last vertex is the spur, reached at the cost `spent`.
    /// Of several that cost the same it is the lexicographically smallest. Returns the whole cost:
    /// infinity where there is no path, or none that is not dearer than `limit`.
    double best(std::vector<Vertex>& path, double spent, double limit) {
        const Vertex spur = path.back();
        spread(spur, spent, limit);
        const double cost = m_distance[m_target];
        if (cost < infinity) {
            mark_best(spur);
            walk(path);
        }
        for (const Vertex v : m_touched) {
            m_distance[v] = infinity;
            m_steps[v] = 0;
        }
        m_touched.clear();
        return cost;
    }

  private:
    /// The spur is blocked, as every vertex before it is.
    [[nodiscard]] bool may_step(Vertex v, Vertex u, Vertex spur) const {
        return !m_blocked.contains(u) && (v != spur || !m_forbidden.contains(u));
    }

    /// A* from the spur. P. E. Hart, N. J. Nilsson, B. Raphael, IEEE Trans. Systems Science and
    /// Cybernetics 4(2), 1968. doi:10.1109/TSSC.1968.300136
    void spread(Vertex spur, double spent, double limit) {
        m_queue.clear();
        m_distance[spur] = spent;
        m_touched.push_back(spur);
        m_queue.emplace_back(spent, spur); // alone, so its key does not matter
        while (!m_queue.empty()) {
            std::pop_heap(m_queue.begin(), m_queue.end(), std::greater<>());
            const auto [key, v] = m_queue.back();
            m_queue.pop_back();
            if (key > limit * (1.0 + slack)) {
                return;
            }
            if (v == m_target || (v != spur && key > m_distance[v] + m_remaining.distance(v))) {
                continue;
            }
            m_control.checkpoint();
            for_each_step(m_g, m_cost, v, [&, v = v](Vertex u, double cost) {
                const double reached = m_distance[v] + cost;
                const double whole = reached + m_remaining.distance(u);
                if (reached < m_distance[u] && whole <= limit * (1.0 + slack) && whole < infinity &&
                    may_step(v, u, spur)) {
                    if (m_distance[u] == infinity) {
                        m_touched.push_back(u);
                    }
                    m_distance[u] = reached;
                    m_queue.emplace_back(whole, u);
                    std::push_heap(m_queue.begin(), m_queue.end(), std::greater<>());
                    if (u == m_target) {
                        limit = std::min(limit, reached);
                    }
                }
            });
        }
    }

    /// Counts the steps of the paths of least cost, from the target back: 1 for itself.
    void mark_best(Vertex spur) {
        m_marked.assign(1, m_target);
        m_steps[m_target] = 1;
        for (std::size_t next = 0; next < m_marked.size(); ++next) {
            const Vertex u = m_marked[next];
            const auto neighbours = m_g.in_neighbours(u);
            const auto edges = m_g.in_edges(u);
            for (std::size_t i = 0; i < neighbours.size(); ++i) {
                const Vertex v = neighbours[i];
                if (m_steps[v] == 0 && m_distance[v] < infinity &&
                    m_distance[v] + m_cost[edges[i]] == m_distance[u] && may_step(v, u, spur)) {
                    m_steps[v] = m_steps[u] + 1;
                    m_marked.push_back(v);
                }
            }
        }
    }

    // A cost that vanishes beside the distance (1 + 1e-20 is 1) would lead round in a circle: where
    // the distance does not grow, the steps left must shrink.
    void walk(std::vector<Vertex>& path) const {
        const Vertex spur = path.back();
        while (path.back() != m_target) {
            const Vertex v = path.back();
            Vertex next = graph::no_vertex; // neighbours come in ascending order
            for_each_step(m_g, m_cost, v, [&](Vertex u, double cost) {
                if (next == graph::no_vertex && m_steps[u] != 0 &&
                    m_distance[v] + cost == m_distance[u] &&
                    (m_distance[u] > m_distance[v] || m_steps[u] < m_steps[v]) &&
                    may_step(v, u, spur)) {
                    next = u;
                }
            });
            path.push_back(next);
        }
    }

    const CompressedGraph& m_g;
    std::span<const double> m_cost;
    Vertex m_target;
    const Remaining& m_remaining;
    const Marks& m_blocked;
    const Marks& m_forbidden;
    const graph::RunControl& m_control;
    std::vector<double> m_distance; ///< from the source on, by the prefix that leads to the spur
    std::vector<std::uint32_t> m_steps; ///< left on a path of least cost; 0: on none
    std::vector<Vertex> m_touched;      ///< what must be set back
    std::vector<Vertex> m_marked;
    std::vector<QueueItem> m_queue;
};

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// A family of paths that are not found yet: those which begin as its parent does up to a vertex,
/// and leave it there by a step that no found path of this beginning took. Families have no path in
/// common, and all together have every path that is not found.
struct Family {
    enum class State : unsigned char {
        open,   ///< `key` is below the cost of all its paths; it may have none
        led,    ///< as open, but the distances to the target tell its cheapest path
        solved, ///< `key` is the cost of its cheapest path, which is known
    };
    double key = 0.0;
    double spent = 0.0;        ///< up to the vertex where it leaves the parent
    std::uint32_t parent;      ///< number of a found path; none: the family of all paths
    std::uint32_t deviation;   ///< index of that vertex in the parent
    std::uint32_t path = none; ///< solved: where its path is kept; led: the first step of it
    State state = State::open;
    bool counted = false; ///< a path of it is among the k cheapest that are known of
};

class Ranking {
  public:
    Ranking(const CompressedGraph& g,
            std::span<const double> cost,
            Vertex source,
            Vertex target,
            std::size_t k,
            std::span<const unsigned char> may_pass,
            const graph::RunControl& control)
        : m_g(g), m_cost(cost), m_source(source), m_target(target), m_k(k), m_control(control),
          m_remaining(g, cost, target, may_pass, control), m_blocked(g.vertex_count()),
          m_forbidden(g.vertex_count()),
          m_search(g, cost, target, m_remaining, m_blocked, m_forbidden, control) {}

    std::vector<WeightedPath> run() {
        m_blocked.clear();
        m_blocked.insert(m_source);
        m_forbidden.clear();
        open({.parent = none, .deviation = 0}, m_source);
        while (m_found.size() < m_k && !m_heap.empty()) {
            m_control.checkpoint();
            std::pop_heap(m_heap.begin(), m_heap.end(), m_comes_later);
            const Family family = m_heap.back();
            m_heap.pop_back();
            if (family.state == Family::State::solved) {
                m_found.push_back(take(family.path));
                m_origin.push_back(family);
                m_control.report(m_found.size(), m_k);
                if (m_found.size() < m_k) {
                    divide(family);
                }
            } else {
                solve(family);
            }
        }
        return std::move(m_found);
    }

  private:
    /// Adds the families of the paths that leave the last found path at or after the vertex where
    /// it left its own parent.
    void divide(const Family& family) {
        const auto number = static_cast<std::uint32_t>(m_found.size() - 1);
        const std::vector<Vertex>& vertices = m_found.back().vertices;
        m_blocked.clear();
        for (std::uint32_t i = 0; i < family.deviation; ++i) {
            m_blocked.insert(vertices[i]);
        }
        double spent = family.spent;
        for (std::uint32_t i = family.deviation; i + 1 < vertices.size(); ++i) {
            m_blocked.insert(vertices[i]);
            const Family next{.spent = spent, .parent = number, .deviation = i};
            forbid_steps_of(next);
            open(next, vertices[i]);
            spent += cheapest_edge(m_g, m_cost, vertices[i], vertices[i + 1]);
        }
    }

    /// The steps by which found paths leave the beginning of this family: its parent's, and if that
    /// left its own parent there, that one's, and so on.
    void forbid_steps_of(const Family& family) {
        m_forbidden.clear();
        const Family* at = &family;
        while (at->parent != none && at->deviation == family.deviation) {
            m_forbidden.insert(m_found[at->parent].vertices[at->deviation + 1]);
            at = &m_origin[at->parent];
        }
    }

    /// Puts a family in its place, unless it can't have one of the k cheapest paths. Its beginning
    /// is blocked and its first steps are forbidden.
    void open(Family family, Vertex spur) {
        double best = infinity;
        double second = infinity;
        Vertex step = graph::no_vertex;
        for_each_step(m_g, m_cost, spur, [&](Vertex u, double cost) {
            const double whole = family.spent + (cost + m_remaining.distance(u));
            if (whole < second && !m_blocked.contains(u) && !m_forbidden.contains(u)) {
                second = std::max(best, whole);
                if (whole < best) {
                    best = whole;
                    step = u;
                }
            }
        });
        if (!(best < infinity) || best > m_limit * (1.0 + slack)) {
            return;
        }
        family.key = best * (1.0 - slack);
        // The way of the distances is the answer if it avoids what is blocked, and if no other can
        // be as cheap.
        double lead = second - best;
        Vertex v = step;
        while (v != m_target && !m_blocked.contains(v)) {
            lead = std::min(lead, m_remaining.lead(v));
            v = m_remaining.next(v);
        }
        if (v == m_target) {
            bound(best);
            family.counted = true;
            if (lead > best * slack) {
                family.state = Family::State::led;
                family.path = step;
            }
        }
        push(family);
    }

    void solve(Family family) {
        WeightedPath path;
        if (family.parent == none) {
            path.vertices.push_back(m_source);
        } else {
            const auto& parent = m_found[family.parent].vertices;
            path.vertices.assign(parent.begin(), parent.begin() + family.deviation + 1);
        }
        path.cost = family.spent;
        if (family.state == Family::State::led) {
            Vertex v = family.path;
            path.cost += cheapest_edge(m_g, m_cost, path.vertices.back(), v);
            path.vertices.push_back(v);
            for (; v != m_target; v = path.vertices.back()) {
                path.cost += cheapest_edge(m_g, m_cost, v, m_remaining.next(v));
                path.vertices.push_back(m_remaining.next(v));
            }
        } else {
            m_blocked.clear();
            for (const Vertex v : path.vertices) {
                m_blocked.insert(v);
            }
            forbid_steps_of(family);
            path.cost = m_search.best(path.vertices, family.spent, m_limit);
            if (!(path.cost < infinity)) {
                return;
            }
            if (!family.counted) {
                bound(path.cost);
            }
        }
        family.key = path.cost;
        family.state = Family::State::solved;
        family.path = keep(std::move(path));
        push(family);
    }

    /// Takes note of one more path of this cost; what is dearer than k of them need not be kept.
    void bound(double cost) {
        m_cheapest.push_back(cost);
        std::push_heap(m_cheapest.begin(), m_cheapest.end());
        if (m_cheapest.size() > m_k) {
            std::pop_heap(m_cheapest.begin(), m_cheapest.end());
            m_cheapest.pop_back();
        }
        if (m_cheapest.size() == m_k) {
            m_limit = m_cheapest.front();
        }
    }

    void push(const Family& family) {
        if (m_heap.size() >= m_clear_at) {
            std::erase_if(m_heap, [&](const Family& old) {
                const bool useless = old.key > m_limit * (1.0 + slack);
                if (useless && old.state == Family::State::solved) {
                    (void)take(old.path);
                }
                return useless;
            });
            std::make_heap(m_heap.begin(), m_heap.end(), m_comes_later);
            m_clear_at = std::max(m_clear_at, 2 * m_heap.size());
        }
        m_heap.push_back(family);
        std::push_heap(m_heap.begin(), m_heap.end(), m_comes_later);
    }

    std::uint32_t keep(WeightedPath path) {
        if (m_free.empty()) {
            m_kept.push_back(std::move(path));
            return static_cast<std::uint32_t>(m_kept.size() - 1);
        }
        const std::uint32_t at = m_free.back();
        m_free.pop_back();
        m_kept[at] = std::move(path);
        return at;
    }
    WeightedPath take(std::uint32_t at) {
        m_free.push_back(at);
        return std::move(m_kept[at]);
    }

    /// The order of the heap: by cost. One that is not solved is solved before another of its cost
    /// is taken for the next; solved ones of one cost come by their vertices.
    struct ComesLater {
        const std::vector<WeightedPath>* kept;
        bool operator()(const Family& a, const Family& b) const {
            const bool a_solved = a.state == Family::State::solved;
            const bool b_solved = b.state == Family::State::solved;
            if (a.key != b.key || a_solved != b_solved) {
                return a.key != b.key ? a.key > b.key : a_solved;
            }
            return a_solved && (*kept)[a.path].vertices > (*kept)[b.path].vertices;
        }
    };

    const CompressedGraph& m_g;
    std::span<const double> m_cost;
    Vertex m_source;
    Vertex m_target;
    std::size_t m_k;
    const graph::RunControl& m_control;
    Remaining m_remaining;
    Marks m_blocked;
    Marks m_forbidden;
    Search m_search;
    std::vector<WeightedPath> m_found;
    std::vector<Family> m_origin; ///< of each found path
    std::vector<WeightedPath> m_kept;
    std::vector<std::uint32_t> m_free; ///< places in m_kept
    ComesLater m_comes_later{&m_kept};
    std::vector<Family> m_heap;
    std::size_t m_clear_at = 64;    ///< families in the heap; then what is too dear is dropped
    std::vector<double> m_cheapest; ///< costs of the k cheapest paths known of, the dearest first
    double m_limit = infinity;      ///< the dearest of these k
};

} // namespace

std::vector<WeightedPath> k_shortest_paths(const CompressedGraph& g,
                                           std::span<const double> cost,
                                           Vertex source,
                                           Vertex target,
                                           std::size_t k,
                                           std::span<const unsigned char> may_pass,
                                           const graph::RunControl& control) {
    require_usable(g, cost, source, target, may_pass);
    if (k == 0) {
        return {};
    }
    if (source == target) {
        return {{{source}, 0.0}};
    }
    return Ranking(g, cost, source, target, k, may_pass, control).run();
}

} // namespace sandhan::algorithms
