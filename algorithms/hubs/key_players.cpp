// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/key_players.hpp"

#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/hubs/harmonic.hpp"
#include "algorithms/internal/cut_analysis.hpp"
#include "algorithms/internal/distance_fragments.hpp"
#include "algorithms/internal/distance_units.hpp"
#include "algorithms/internal/fragment_search.hpp"
#include "algorithms/internal/reach_search.hpp"
#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/undirected_view.hpp"
#include "algorithms/simple_graph.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms {

using graph::Vertex;
using internal::FoundSet;
using internal::SetQuestion;

namespace {

/// The simple graph that a value is defined on: without directions for fragments.
graph::CompressedGraph graph_of(const graph::CompressedGraph& g, KeyPlayerAim aim) {
    if (aim == KeyPlayerAim::fragment) {
        return *internal::UndirectedView(g);
    }
    return internal::is_simple(g) ? g : simplified(g).graph;
}

/// A value on its graph, in the whole units that the searches count.
class Scores {
  public:
    Scores(const graph::CompressedGraph& g, const KeyPlayerValue& value)
        : m_graph(graph_of(g, value.aim)), m_value(value) {
        const std::uint64_t n = g.vertex_count();
        if (value.by_distance) {
            m_units = value.aim == KeyPlayerAim::reach
                          ? internal::DistanceUnits::scale_for(n)
                          : internal::DistanceFragments(m_graph).units();
        }
    }

    [[nodiscard]] const graph::CompressedGraph& graph() const { return m_graph; }

    [[nodiscard]] internal::ReachWeights weights() const {
        return {m_units, m_value.by_distance,
                m_value.by_distance ? std::numeric_limits<std::uint32_t>::max() : m_value.steps};
    }

    /// What `score` units come to when so many are members.
    [[nodiscard]] double value_of(std::uint64_t score, std::size_t members) const {
        const double units = static_cast<double>(score) / static_cast<double>(m_units);
        const std::uint64_t n = m_graph.vertex_count();
        if (m_value.aim == KeyPlayerAim::reach) {
            return n == 0 ? 0.0 : units / static_cast<double>(n);
        }
        const std::uint64_t pairs = internal::pairs_of(n - members);
        return pairs == 0 ? 1.0 : 1.0 - units / static_cast<double>(pairs);
    }

    /// Puts the members into the order in which they matter; scores after each, from none on.
    [[nodiscard]] std::vector<std::uint64_t> in_order(std::vector<Vertex>& members) const {
        if (m_value.aim == KeyPlayerAim::reach) {
            return internal::order_reaching_set(m_graph, weights(), members);
        }
        return m_value.by_distance ? internal::order_distance_fragmenting_set(m_graph, members)
                                   : internal::order_fragmenting_set(m_graph, members);
    }

    [[nodiscard]] double value_of(std::span<const Vertex> members) const {
        if (m_value.aim == KeyPlayerAim::reach) {
            internal::ReachState state(m_graph, weights());
            for (const Vertex v : members) {
                state.take(v);
            }
            return value_of(state.score(), members.size());
        }
        if (m_value.by_distance) {
            internal::DistanceFragments state(m_graph);
            for (const Vertex v : members) {
                state.remove(v);
            }
            return value_of(state.sum(), members.size());
        }
        internal::CutAnalysis cuts(m_graph);
        for (const Vertex v : members) {
            cuts.remove(v);
        }
        cuts.run();
        return value_of(cuts.pairs(), members.size());
    }

    /// No less than what each vertex reaches alone; empty where it is as quick to find out.
    [[nodiscard]] std::vector<std::uint64_t> alone(const graph::RunControl& control) const {
        if (!m_value.by_distance) {
            return {};
        }
        std::vector<graph::VertexPair> reversed(m_graph.edges().begin(), m_graph.edges().end());
        for (auto& e : reversed) {
            std::swap(e.source, e.target);
        }
        const graph::CompressedGraph incoming(
            m_graph.is_directed() ? graph::Directedness::directed : graph::Directedness::undirected,
            m_graph.vertex_count(), std::move(reversed));
        std::vector<std::uint64_t> most;
        for (const double sum : harmonic(incoming, {}, Normalisation::none, control)) {
            // A little more than the sum, which is rounded.
            constexpr double more = 1.0 + 1e-9;
            most.push_back(
                static_cast<std::uint64_t>((sum + 1.0) * more * static_cast<double>(m_units)) +
                m_graph.vertex_count());
        }
        return most;
    }

  private:
    graph::CompressedGraph m_graph;
    KeyPlayerValue m_value;
    std::uint64_t m_units = 1;
};

void require_usable(const graph::CompressedGraph& g,
                    const KeyPlayerOptions& options,
                    const std::vector<bool>& allowed) {
    if (!allowed.empty() && allowed.size() != g.vertex_count()) {
        throw std::invalid_argument("key_players: " + std::to_string(allowed.size()) +
                                    " marks of who is allowed for " +
                                    std::to_string(g.vertex_count()) + " vertices");
    }
    if (options.value.steps == 0) {
        throw std::invalid_argument("key_players: 0 steps reach nobody; give 1 or more");
    }
}

/// The allowed vertices with the largest numbers, at most k of them; the lower of two alike.
std::vector<Vertex>
top_of(std::span<const double> number, std::span<const unsigned char> allowed, std::size_t k) {
    std::vector<Vertex> order;
    for (Vertex v = 0; v < allowed.size(); ++v) {
        if (allowed[v] != 0) {
            order.push_back(v);
        }
    }
    k = std::min(k, order.size());
    std::partial_sort(
        order.begin(), order.begin() + static_cast<std::ptrdiff_t>(k), order.end(),
        [&](Vertex a, Vertex b) { return number[a] != number[b] ? number[a] > number[b] : a < b; });
    order.resize(k);
    return order;
}

} // namespace

double key_player_value(const graph::CompressedGraph& g,
                        const KeyPlayerValue& value,
                        std::span<const Vertex> members) {
    KeyPlayerOptions options;
    options.value = value;
    require_usable(g, options, {});
    return Scores(g, value).value_of(members);
}

KeyPlayers key_players(const graph::CompressedGraph& g,
                       const KeyPlayerOptions& options,
                       const std::vector<bool>& allowed,
                       const graph::RunControl& control) {
    require_usable(g, options, allowed);
    const KeyPlayerValue& value = options.value;
    const Scores scores(g, value);
    const graph::CompressedGraph& simple = scores.graph();
    const Vertex n = simple.vertex_count();

    std::vector<unsigned char> may(n, 1);
    for (Vertex v = 0; v < allowed.size(); ++v) {
        may[v] = allowed[v] ? 1 : 0;
    }
    SetQuestion asked;
    asked.k = std::min(options.k, static_cast<std::size_t>(std::count(may.begin(), may.end(), 1)));
    asked.allowed = may;
    asked.seed = options.seed;
    asked.restarts = options.restarts;
    asked.control = &control;
    // Looks at an edge: about a second of each, at several looks a node.
    constexpr std::uint64_t local_work = 300'000'000;
    constexpr std::uint64_t search_work = 40'000'000;
    const std::uint64_t size = n + 2 * std::uint64_t{simple.edge_count()} + 1;
    asked.local_work = local_work;
    const std::uint64_t node_work =
        value.aim == KeyPlayerAim::fragment && value.by_distance ? size * (1 + n / 256) : size;
    asked.most_nodes = options.most_nodes.value_or(search_work / node_work);

    KeyPlayers result;
    std::vector<double> degree(n);
    for (Vertex v = 0; v < n; ++v) {
        degree[v] = simple.is_directed() && value.aim == KeyPlayerAim::reach ? simple.out_degree(v)
                                                                             : simple.in_degree(v);
    }
    asked.hints.push_back(top_of(degree, may, asked.k));
    result.by_degree = scores.value_of(asked.hints.back());
    if (options.compare_betweenness) {
        asked.hints.push_back(
            top_of(betweenness(simple, {}, Normalisation::none, control), may, asked.k));
        result.by_betweenness = scores.value_of(asked.hints.back());
    }

    FoundSet found =
        value.aim == KeyPlayerAim::reach
            ? internal::search_reaching_set(simple, scores.weights(), scores.alone(control), asked)
        : value.by_distance ? internal::search_distance_fragmenting_set(simple, asked)
                            : internal::search_fragmenting_set(simple, asked);
    result.members = std::move(found.members);
    const std::vector<std::uint64_t> after = scores.in_order(result.members);
    for (std::size_t i = 0; i < after.size(); ++i) {
        result.values.push_back(scores.value_of(after[i], i));
    }
    result.value = result.values.back();
    result.bound = scores.value_of(found.bound, result.members.size());
    result.optimal = found.bound == found.score;
    result.nodes = found.nodes;
    return result;
}

} // namespace sandhan::algorithms
