// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/minimum_cut.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {
namespace {

using graph::CompressedGraph;
using graph::Edge;
using graph::Vertex;

constexpr Capacity sum_limit = Capacity{1} << 62; // room above it for what is uncuttable

enum class Side : unsigned char { neither, source, target };

/// Whose side each vertex is on; refuses what is no question.
std::vector<Side> sides_of(const CompressedGraph& g,
                           std::span<const Vertex> sources,
                           std::span<const Vertex> targets,
                           const std::string& caller) {
    if (!g.is_directed()) {
        throw std::invalid_argument(caller + ": the graph must be directed; give an undirected "
                                             "edge as one in each direction");
    }
    if (sources.empty() || targets.empty()) {
        throw std::invalid_argument(caller + ": at least one source and one target are needed");
    }
    std::vector<Side> side(g.vertex_count(), Side::neither);
    const auto mark = [&](std::span<const Vertex> vertices, Side as, Side other) {
        for (const Vertex v : vertices) {
            if (v >= g.vertex_count()) {
                throw std::invalid_argument(caller + ": " + std::to_string(v) +
                                            " is not a vertex; there are " +
                                            std::to_string(g.vertex_count()));
            }
            if (side[v] == other) {
                throw std::invalid_argument(caller + ": vertex " + std::to_string(v) +
                                            " is both source and target; nothing separates it "
                                            "from itself");
            }
            side[v] = as;
        }
    };
    mark(sources, Side::source, Side::target);
    mark(targets, Side::target, Side::source);
    return side;
}

/// Whether any is uncuttable.
bool require_capacities(std::span<const Capacity> capacity,
                        std::size_t count,
                        const char* what,
                        const std::string& caller) {
    if (capacity.size() != count) {
        throw std::invalid_argument(caller + ": " + std::to_string(capacity.size()) +
                                    " capacities for " + std::to_string(count) + " " + what);
    }
    Capacity sum = 0;
    bool open = false;
    for (std::size_t i = 0; i < capacity.size(); ++i) {
        const Capacity c = capacity[i];
        if (c < 0) {
            throw std::invalid_argument(caller + ": capacity " + std::to_string(c) + " at " +
                                        std::to_string(i) + "; capacities must be >= 0");
        }
        if (c == uncuttable) {
            open = true;
        } else if (c >= sum_limit - sum) {
            throw std::invalid_argument(caller + ": the capacities together are 2^62 or more; "
                                                 "divide them all by one number");
        } else {
            sum += c;
        }
    }
    return open;
}

/// Dinic's algorithm, whose levels are found from both ends: whole levels are added to the side
/// that has fewer edges to look at, until a vertex is reached from both. Vertices reached from the
/// sources in i steps are on level i, those d steps before a target on level (length - d): together
/// they hold every shortest path, and of the rest of the graph nothing was looked at.
class Dinic {
  public:
    Dinic(const CompressedGraph& g,
          std::span<const Capacity> capacity,
          std::span<const Vertex> sources,
          std::span<const Vertex> targets,
          const graph::RunControl& control)
        : m_g(g), m_capacity(capacity), m_sources(sources), m_targets(targets), m_control(control),
          m_flow(g.edge_count(), 0), m_carries(g.vertex_count(), 0),
          m_level(g.vertex_count(), unreached), m_next(g.vertex_count(), 0) {
        while (find_levels()) {
            m_control.checkpoint();
            for (const Vertex s : m_sources) {
                saturate_from(s);
            }
            forget_levels();
        }
        forget_levels();
    }

    [[nodiscard]] std::vector<Capacity> take_flow() { return std::move(m_flow); }

    /// Everything that something could still flow to.
    [[nodiscard]] std::vector<unsigned char> reached() const {
        std::vector<unsigned char> mark(m_g.vertex_count(), 0);
        std::vector<Vertex> queue;
        for (const Vertex s : m_sources) {
            if (mark[s] == 0) {
                mark[s] = 1;
                queue.push_back(s);
            }
        }
        for (std::size_t i = 0; i < queue.size(); ++i) {
            for_each_onward(queue[i], [&](Vertex u) {
                if (mark[u] == 0) {
                    mark[u] = 1;
                    queue.push_back(u);
                }
            });
        }
        return mark;
    }

  private:
    static constexpr std::int32_t unreached = -1;
    // Steps before a target, kept apart from levels while the two searches run.
    static constexpr std::int32_t before(std::int32_t steps) { return -2 - steps; }
    static constexpr bool is_before(std::int32_t level) { return level <= -2; }

    [[nodiscard]] Capacity room(Edge e) const { return m_capacity[e] - m_flow[e]; }

    /// use(u) for each u that something can flow to from v, be it by taking flow back.
    template <class Use>
    void for_each_onward(Vertex v, Use use) const {
        const auto out = m_g.out_neighbours(v);
        const auto out_edges = m_g.out_edges(v);
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (room(out_edges[i]) > 0) {
                use(out[i]);
            }
        }
        if (m_carries[v] == 0) {
            return;
        }
        const auto in = m_g.in_neighbours(v);
        const auto in_edges = m_g.in_edges(v);
        for (std::size_t i = 0; i < in.size(); ++i) {
            if (m_flow[in_edges[i]] > 0) {
                use(in[i]);
            }
        }
    }

    /// use(u) for each u that something can flow from to v.
    template <class Use>
    void for_each_backward(Vertex v, Use use) const {
        const auto in = m_g.in_neighbours(v);
        const auto in_edges = m_g.in_edges(v);
        for (std::size_t i = 0; i < in.size(); ++i) {
            if (room(in_edges[i]) > 0) {
                use(in[i]);
            }
        }
        if (m_carries[v] == 0) {
            return;
        }
        const auto out = m_g.out_neighbours(v);
        const auto out_edges = m_g.out_edges(v);
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (m_flow[out_edges[i]] > 0) {
                use(out[i]);
            }
        }
    }

    [[nodiscard]] std::uint64_t work_at(Vertex v) const {
        return std::uint64_t{1} + m_g.out_degree(v) + m_g.in_degree(v);
    }

    /// The levels of the shortest ways left; false when there is none.
    bool find_levels() {
        std::vector<Vertex>& ahead = m_ahead; // on the outermost level of each side
        std::vector<Vertex>& behind = m_behind;
        ahead.clear();
        behind.clear();
        std::uint64_t ahead_work = 0;
        std::uint64_t behind_work = 0;
        const auto add = [&](Vertex v, std::int32_t level, std::vector<Vertex>& to,
                             std::uint64_t& work) {
            m_level[v] = level;
            m_touched.push_back(v);
            to.push_back(v);
            work += work_at(v);
        };
        for (const Vertex s : m_sources) {
            if (m_level[s] == unreached) {
                add(s, 0, ahead, ahead_work);
            }
        }
        for (const Vertex t : m_targets) {
            if (m_level[t] == unreached) {
                add(t, before(0), behind, behind_work);
            }
        }
        std::int32_t from_sources = 0;
        std::int32_t to_targets = 0;
        std::vector<Vertex>& met = m_met;
        met.clear();
        while (met.empty()) {
            if (ahead.empty() || behind.empty()) {
                return false;
            }
            m_fresh.clear();
            std::uint64_t work = 0;
            if (ahead_work <= behind_work) {
                ++from_sources;
                for (const Vertex v : ahead) {
                    for_each_onward(v, [&](Vertex u) {
                        if (m_level[u] == unreached) {
                            add(u, from_sources, m_fresh, work);
                        } else if (is_before(m_level[u])) {
                            m_level[u] = from_sources;
                            met.push_back(u);
                        }
                    });
                }
                ahead.swap(m_fresh);
                ahead_work = work;
            } else {
                ++to_targets;
                for (const Vertex v : behind) {
                    for_each_backward(v, [&](Vertex u) {
                        if (m_level[u] == unreached) {
                            add(u, before(to_targets), m_fresh, work);
                        } else if (!is_before(m_level[u])) {
                            met.push_back(u);
                        }
                    });
                }
                behind.swap(m_fresh);
                behind_work = work;
            }
        }
        // The searches met in vertices on level `from_sources`: the others there lead to nothing.
        for (const Vertex v : ahead) {
            m_level[v] = unreached;
        }
        for (const Vertex v : met) {
            m_level[v] = from_sources;
        }
        const std::int32_t length = from_sources + to_targets;
        for (const Vertex v : m_touched) {
            if (is_before(m_level[v])) {
                m_level[v] = length - (-2 - m_level[v]);
            }
            m_next[v] = 0;
        }
        m_length = length;
        return true;
    }

    void forget_levels() {
        for (const Vertex v : m_touched) {
            m_level[v] = unreached;
        }
        m_touched.clear();
    }

    struct Step {
        Vertex from;
        Edge edge;
        bool forward; ///< else flow is taken back
    };

    [[nodiscard]] Capacity room(const Step& step) const {
        return step.forward ? room(step.edge) : m_flow[step.edge];
    }

    /// The next edge of v that leads one level on; none left: false.
    bool advance(Vertex v, Step& step, Vertex& to) {
        const auto out = m_g.out_neighbours(v);
        const auto out_edges = m_g.out_edges(v);
        const auto in = m_g.in_neighbours(v);
        const auto in_edges = m_g.in_edges(v);
        const std::int32_t wanted = m_level[v] + 1;
        std::uint32_t& i = m_next[v];
        for (; i < out.size(); ++i) {
            if (m_level[out[i]] == wanted && room(out_edges[i]) > 0) {
                step = {v, out_edges[i], true};
                to = out[i];
                return true;
            }
        }
        for (; i < out.size() + in.size(); ++i) {
            const std::size_t k = i - out.size();
            if (m_level[in[k]] == wanted && m_flow[in_edges[k]] > 0) {
                step = {v, in_edges[k], false};
                to = in[k];
                return true;
            }
        }
        return false;
    }

    /// Sends what the levels let through from one source, way by way.
    void saturate_from(Vertex source) {
        std::vector<Step>& path = m_path;
        path.clear();
        Vertex v = source;
        if (m_level[v] != 0) {
            return;
        }
        while (true) {
            if (m_level[v] == m_length) {
                Capacity most = uncuttable;
                for (const Step& step : path) {
                    most = std::min(most, room(step));
                }
                m_carries[v] = 1;
                std::size_t full = path.size();
                for (std::size_t i = path.size(); i-- > 0;) {
                    m_flow[path[i].edge] += path[i].forward ? most : -most;
                    m_carries[path[i].from] = 1;
                    if (room(path[i]) == 0) {
                        full = i;
                    }
                }
                v = path[full].from;
                path.resize(full);
                continue;
            }
            Step step{};
            Vertex to = 0;
            if (advance(v, step, to)) {
                path.push_back(step);
                v = to;
                continue;
            }
            m_level[v] = unreached; // it leads nowhere in this round
            if (path.empty()) {
                return;
            }
            v = path.back().from;
            path.pop_back();
            ++m_next[v];
        }
    }

    const CompressedGraph& m_g;
    std::span<const Capacity> m_capacity;
    std::span<const Vertex> m_sources, m_targets;
    const graph::RunControl& m_control;
    std::vector<Capacity> m_flow;
    std::vector<unsigned char> m_carries; ///< 1: some of its edges have or had flow
    std::vector<std::int32_t> m_level;
    std::vector<std::uint32_t> m_next; ///< position in the out-row and, behind it, the in-row
    std::int32_t m_length = 0;
    std::vector<Vertex> m_touched, m_ahead, m_behind, m_fresh, m_met;
    std::vector<Step> m_path;
};

/// A path from a source to a target by edges that may not be cut; empty: there is none.
std::vector<Vertex> path_of_uncuttable(const CompressedGraph& g,
                                       std::span<const Capacity> capacity,
                                       std::span<const Vertex> sources,
                                       const std::vector<Side>& side) {
    std::vector<Vertex> queue;
    std::vector<Vertex> parent(g.vertex_count(), graph::no_vertex);
    for (const Vertex s : sources) {
        if (parent[s] == graph::no_vertex) {
            parent[s] = s;
            queue.push_back(s);
        }
    }
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const Vertex v = queue[i];
        if (side[v] == Side::target) {
            std::vector<Vertex> path{v};
            while (parent[path.back()] != path.back()) {
                path.push_back(parent[path.back()]);
            }
            std::reverse(path.begin(), path.end());
            return path;
        }
        const auto out = g.out_neighbours(v);
        const auto edges = g.out_edges(v);
        for (std::size_t k = 0; k < out.size(); ++k) {
            if (capacity[edges[k]] == uncuttable && parent[out[k]] == graph::no_vertex) {
                parent[out[k]] = v;
                queue.push_back(out[k]);
            }
        }
    }
    return {};
}

/// Reads the flow and the cut off the edges and checks all that `proved` promises.
void settle(const CompressedGraph& g,
            std::span<const Capacity> capacity,
            const std::vector<Side>& side,
            MinimumCut& cut) {
    std::vector<Capacity> excess(g.vertex_count(), 0); // what enters less what leaves
    bool sound = true;
    for (Edge e = 0; e < g.edge_count(); ++e) {
        const Capacity flow = cut.edge_flow[e];
        if (flow != 0) { // few have any
            const auto [s, t] = g.ends(e);
            sound = sound && flow > 0 && flow <= capacity[e];
            excess[s] -= flow;
            excess[t] += flow;
        }
    }
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        if (cut.source_side[v] == 0) {
            continue;
        }
        const auto out = g.out_neighbours(v);
        const auto edges = g.out_edges(v);
        for (std::size_t i = 0; i < out.size(); ++i) {
            if (cut.source_side[out[i]] == 0 && capacity[edges[i]] > 0) {
                cut.edges.push_back(edges[i]);
                sound = sound && capacity[edges[i]] != uncuttable;
                cut.cut_capacity += sound ? capacity[edges[i]] : 0;
            }
        }
    }
    std::sort(cut.edges.begin(), cut.edges.end());
    Capacity arrived = 0;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        switch (side[v]) {
        case Side::source:
            cut.flow -= excess[v];
            sound = sound && cut.source_side[v] != 0;
            break;
        case Side::target:
            arrived += excess[v];
            sound = sound && cut.source_side[v] == 0;
            break;
        case Side::neither:
            sound = sound && excess[v] == 0;
            break;
        }
    }
    cut.proved = sound && arrived == cut.flow && cut.flow == cut.cut_capacity;
}

} // namespace

WholeCapacities whole_capacities(std::span<const double> capacity) {
    double sum = 0.0;
    for (std::size_t i = 0; i < capacity.size(); ++i) {
        if (!(capacity[i] >= 0.0)) { // so that NaN is refused too
            throw std::invalid_argument("whole_capacities: capacity " +
                                        std::to_string(capacity[i]) + " at " + std::to_string(i) +
                                        "; capacities must be >= 0");
        }
        sum += std::isinf(capacity[i]) ? 0.0 : capacity[i];
    }
    constexpr int bits = 60;    // two below sum_limit, for the halves that rounding adds
    constexpr int finest = -40; // 1e-12 of a victim
    int exponent = 0;
    (void)std::frexp(sum, &exponent); // sum < 2^exponent
    if (sum > 0.0 && (std::isinf(sum) || exponent > bits)) {
        throw std::invalid_argument("whole_capacities: the capacities together are 2^60 or more; "
                                    "divide them all by one number");
    }
    WholeCapacities whole;
    const int power = std::clamp(exponent - bits, finest, 0);
    whole.unit = std::ldexp(1.0, power);
    whole.multiple.reserve(capacity.size());
    for (const double c : capacity) {
        whole.multiple.push_back(std::isinf(c)
                                     ? uncuttable
                                     : static_cast<Capacity>(std::llround(std::ldexp(c, -power))));
    }
    return whole;
}

MinimumCut minimum_cut(const CompressedGraph& g,
                       std::span<const Capacity> capacity,
                       std::span<const Vertex> sources,
                       std::span<const Vertex> targets,
                       const graph::RunControl& control) {
    const std::vector<Side> side = sides_of(g, sources, targets, "minimum_cut");
    MinimumCut cut;
    if (require_capacities(capacity, g.edge_count(), "edges", "minimum_cut")) {
        cut.open_path = path_of_uncuttable(g, capacity, sources, side);
        if (!cut.open_path.empty()) {
            cut.exists = false;
            return cut;
        }
    }
    Dinic search(g, capacity, sources, targets, control);
    cut.source_side = search.reached();
    cut.edge_flow = search.take_flow();
    settle(g, capacity, side, cut);
    return cut;
}

MinimumVertexCut minimum_vertex_cut(const CompressedGraph& g,
                                    std::span<const Capacity> capacity,
                                    std::span<const Vertex> sources,
                                    std::span<const Vertex> targets,
                                    const graph::RunControl& control) {
    const std::vector<Side> side = sides_of(g, sources, targets, "minimum_vertex_cut");
    (void)require_capacities(capacity, g.vertex_count(), "vertices", "minimum_vertex_cut");
    const Vertex n = g.vertex_count();
    if (n >= graph::no_vertex / 2) {
        throw std::invalid_argument("minimum_vertex_cut: too many vertices to split each");
    }
    // 2v is entered and 2v + 1 is left. Edges come sorted by their source, so rows are made fast.
    std::vector<graph::VertexPair> edges;
    std::vector<Capacity> split_capacity;
    std::vector<Edge> through(n), split_edge(g.edge_count());
    edges.reserve(std::size_t{n} + g.edge_count());
    split_capacity.reserve(edges.capacity());
    for (Vertex v = 0; v < n; ++v) {
        through[v] = static_cast<Edge>(edges.size());
        edges.push_back({2 * v, 2 * v + 1});
        split_capacity.push_back(side[v] == Side::neither ? capacity[v] : uncuttable);
        const auto out = g.out_neighbours(v);
        const auto out_edges = g.out_edges(v);
        for (std::size_t i = 0; i < out.size(); ++i) {
            split_edge[out_edges[i]] = static_cast<Edge>(edges.size());
            edges.push_back({2 * v + 1, 2 * out[i]});
            split_capacity.push_back(uncuttable);
        }
    }
    std::vector<Vertex> from, to;
    for (const Vertex s : sources) {
        from.push_back(2 * s + 1); // a way through another source is no more than one from it
    }
    for (const Vertex t : targets) {
        to.push_back(2 * t);
    }
    const CompressedGraph split(graph::Directedness::directed, 2 * n, std::move(edges));
    const MinimumCut found = minimum_cut(split, split_capacity, from, to, control);
    MinimumVertexCut cut;
    cut.exists = found.exists;
    for (const Vertex v : found.open_path) {
        if (cut.open_path.empty() || cut.open_path.back() != v / 2) {
            cut.open_path.push_back(v / 2);
        }
    }
    if (!found.exists) {
        return cut;
    }
    cut.flow = found.flow;
    cut.cut_capacity = found.cut_capacity;
    cut.proved = found.proved;
    for (const Edge e : found.edges) {
        cut.vertices.push_back(split.ends(e).source / 2);
    }
    cut.edge_flow.reserve(g.edge_count());
    for (Edge e = 0; e < g.edge_count(); ++e) {
        cut.edge_flow.push_back(found.edge_flow[split_edge[e]]);
    }
    return cut;
}

} // namespace sandhan::algorithms
