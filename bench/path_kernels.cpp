// SPDX-License-Identifier: Apache-2.0
// The k shortest paths beside igraph's, on a graph of legs. Before a time counts, the costs of all
// paths are compared.
#include "algorithms/routes/k_shortest_paths.hpp"
#include "bench/generated.hpp"
#include "bench/side_by_side.hpp"

#include <igraph/igraph.h>

#include <cmath>
#include <memory>
#include <utility>
#include <vector>

namespace sandhan::bench {
namespace {

using graph::Vertex;
/// Costs of the paths of all pairs, one after the other.
using Costs = std::vector<double>;

constexpr std::size_t paths_a_pair = 100;

/// Legs between places, at the cost of a likely route: -log of how many of those who leave a place
/// take the leg. A power law, as hubs are what makes paths many.
class Legs {
  public:
    Legs() {
        constexpr Vertex places = 5000;
        constexpr std::size_t legs = 100'000;
        const algorithms::SimpleGraph simple =
            power_law_graph(graph::Directedness::directed, places, legs, 1);
        m_graph = simple.graph;
        std::vector<double> leaving(places, 1.0);
        for (graph::Edge e = 0; e < m_graph.edge_count(); ++e) {
            leaving[m_graph.ends(e).source] += simple.strength[e];
        }
        igraph_vector_int_t ends;
        igraph_vector_int_init(&ends, 2 * static_cast<igraph_integer_t>(m_graph.edge_count()));
        igraph_vector_init(&m_ig_cost, m_graph.edge_count());
        for (graph::Edge e = 0; e < m_graph.edge_count(); ++e) {
            const auto [s, t] = m_graph.ends(e);
            m_cost.push_back(-std::log(simple.strength[e] / leaving[s]));
            VECTOR(m_ig_cost)[e] = m_cost[e];
            VECTOR(ends)[2 * e] = s;
            VECTOR(ends)[2 * e + 1] = t;
        }
        igraph_create(&m_ig, &ends, places, true);
        igraph_vector_int_destroy(&ends);
        // Spread over the places by a step that has no divisor in common with their number.
        constexpr Vertex pairs = 5;
        constexpr Vertex step = 1327;
        for (Vertex i = 0; i < pairs; ++i) {
            m_pairs.push_back({(2 * i + 1) * step % places, (2 * i + 2) * step % places});
        }
    }
    Legs(const Legs&) = delete;
    Legs& operator=(const Legs&) = delete;
    ~Legs() {
        igraph_destroy(&m_ig);
        igraph_vector_destroy(&m_ig_cost);
    }

    [[nodiscard]] std::string input() const {
        return std::to_string(m_pairs.size()) + " pairs, k = " + std::to_string(paths_a_pair) +
               ", " + std::to_string(m_graph.vertex_count()) + " vertices, " +
               std::to_string(m_graph.edge_count()) + " edges";
    }

    [[nodiscard]] Costs ours() const {
        Costs costs;
        for (const auto [source, target] : m_pairs) {
            for (const auto& path :
                 algorithms::k_shortest_paths(m_graph, m_cost, source, target, paths_a_pair)) {
                costs.push_back(path.cost);
            }
        }
        return costs;
    }

    [[nodiscard]] Costs igraphs() const {
        Costs costs;
        for (const auto [source, target] : m_pairs) {
            igraph_vector_int_list_t paths; // of edges
            igraph_vector_int_list_init(&paths, 0);
            igraph_get_k_shortest_paths(&m_ig, &m_ig_cost, nullptr, &paths, paths_a_pair, source,
                                        target, IGRAPH_OUT);
            for (igraph_integer_t i = 0; i < igraph_vector_int_list_size(&paths); ++i) {
                const igraph_vector_int_t* edges = igraph_vector_int_list_get_ptr(&paths, i);
                double cost = 0.0;
                for (igraph_integer_t j = 0; j < igraph_vector_int_size(edges); ++j) {
                    cost += m_cost[static_cast<std::size_t>(VECTOR(*edges)[j])];
                }
                costs.push_back(cost);
            }
            igraph_vector_int_list_destroy(&paths);
        }
        return costs;
    }

  private:
    graph::CompressedGraph m_graph;
    Costs m_cost;
    std::vector<graph::VertexPair> m_pairs;
    igraph_t m_ig{};
    igraph_vector_t m_ig_cost{};
};

bool agree(const Costs& ours, const Costs& theirs) {
    bool same = ours.size() == theirs.size();
    for (std::size_t i = 0; same && i < ours.size(); ++i) {
        same = std::abs(ours[i] - theirs[i]) <= 1e-9 * ours[i];
    }
    return same;
}

} // namespace

void register_path_kernels() {
    const auto legs = std::make_shared<Legs>();
    const std::string name = "routes/k-shortest-paths/directed";
    register_run(name, one_thread, legs->input(), [legs](benchmark::State& state) {
        Costs costs;
        for (auto _ : state) {
            costs = legs->ours();
            benchmark::DoNotOptimize(costs.data());
        }
    });
    register_run(name, igraph_c, legs->input(), [legs](benchmark::State& state) {
        Costs costs;
        for (auto _ : state) {
            costs = legs->igraphs();
        }
        if (!agree(legs->ours(), costs)) {
            state.SkipWithError("the peer's costs are not ours");
        }
    });
}

} // namespace sandhan::bench
