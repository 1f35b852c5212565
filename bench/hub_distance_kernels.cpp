// SPDX-License-Identifier: Apache-2.0
// Kernels of all pairs of vertices.
#include "algorithms/hubs/approximate_betweenness.hpp"
#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/hubs/closeness.hpp"
#include "algorithms/hubs/harmonic.hpp"
#include "bench/hub_kernels.hpp"

#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/breadth_first_search.hpp>

#include <algorithm>

namespace sandhan::bench {
namespace {

std::string of(const char* measure, bool weighted, const Subject& subject) {
    return name_of(measure + std::string(weighted ? "-weighted" : ""), subject);
}

std::span<const double> costs_of(const Subject& s, bool weighted) {
    return weighted ? std::span<const double>(s.cost()) : std::span<const double>();
}

template <class Graph>
Numbers betweenness_of_boost(const Graph& g, bool weighted) {
    Numbers score(num_vertices(g));
    const auto index = get(boost::vertex_index, g);
    const auto centrality = boost::make_iterator_property_map(score.begin(), index);
    if (weighted) {
        boost::brandes_betweenness_centrality(g, boost::centrality_map(centrality)
                                                     .vertex_index_map(index)
                                                     .weight_map(get(&Cost::cost, g)));
    } else {
        boost::brandes_betweenness_centrality(
            g, boost::centrality_map(centrality).vertex_index_map(index));
    }
    return score;
}

/// Adds 1 / distance as a search finds each vertex.
struct HarmonicSum : boost::default_bfs_visitor {
    std::vector<unsigned>* distance;
    double* sum;

    HarmonicSum(std::vector<unsigned>& distances, double& to) : distance(&distances), sum(&to) {}
    template <class Edge, class Graph>
    void tree_edge(const Edge& edge, const Graph& g) {
        const unsigned steps = (*distance)[source(edge, g)] + 1;
        (*distance)[target(edge, g)] = steps;
        *sum += 1.0 / steps;
    }
};

/// Boost has searches, not this measure.
Numbers harmonic_of_boost(const BoostRows& turned) {
    const std::size_t n = num_vertices(turned);
    const auto index = get(boost::vertex_index, turned);
    std::vector<boost::default_color_type> color(n);
    std::vector<unsigned> distance(n);
    Numbers score(n);
    for (std::size_t v = 0; v < n; ++v) {
        distance[v] = 0;
        boost::breadth_first_search(
            turned, v,
            boost::visitor(HarmonicSum(distance, score[v]))
                .color_map(boost::make_iterator_property_map(color.begin(), index)));
        score[v] /= static_cast<double>(n - 1);
    }
    return score;
}

} // namespace

void add_betweenness(std::vector<Kernel>& kernels, const SubjectPtr& subject, bool weighted) {
    const auto ours = [weighted](const Subject& s) {
        return numbers_of(algorithms::betweenness(s.graph(), costs_of(s, weighted)));
    };
    const auto igraphs = [weighted](const Subject& s) {
        return from_igraph([&](igraph_vector_t* result) {
            igraph_betweenness(&s.igraph().graph, result, igraph_vss_all(), IGRAPH_DIRECTED,
                               weighted ? &s.igraph().cost : nullptr);
        });
    };
    const auto boosts = [weighted](const Subject& s) {
        Numbers score = betweenness_of_boost(s.boost_rows(), weighted);
        if (!s.is_directed()) { // its rows know both directions of an edge, and so of a pair
            for (double& of_both : score) {
                of_both /= 2.0;
            }
        }
        return numbers_of(std::move(score));
    };
    kernels.push_back({of("betweenness", weighted, *subject),
                       subject,
                       ours,
                       {{igraph_c, igraphs}, {boost_row_graph, boosts}}});
}

void add_closeness(std::vector<Kernel>& kernels, const SubjectPtr& subject, bool weighted) {
    const auto ours = [weighted](const Subject& s) {
        return numbers_of(algorithms::closeness(s.graph(), costs_of(s, weighted),
                                                algorithms::ClosenessForm::within_component));
    };
    const auto igraphs = [weighted](const Subject& s) {
        return from_igraph([&](igraph_vector_t* result) {
            igraph_closeness(&s.igraph().graph, result, nullptr, nullptr, igraph_vss_all(),
                             IGRAPH_IN, weighted ? &s.igraph().cost : nullptr, true);
        });
    };
    const auto lemons = [weighted](const Subject& s) {
        return numbers_of(s.lemon().closeness(weighted));
    };
    kernels.push_back({of("closeness", weighted, *subject),
                       subject,
                       ours,
                       {{igraph_c, igraphs}, {lemon_graph, lemons}}});
}

void add_harmonic(std::vector<Kernel>& kernels, const SubjectPtr& subject, bool weighted) {
    const auto ours = [weighted](const Subject& s) {
        return numbers_of(algorithms::harmonic(s.graph(), costs_of(s, weighted),
                                               algorithms::Normalisation::by_size));
    };
    const auto igraphs = [weighted](const Subject& s) {
        return from_igraph([&](igraph_vector_t* result) {
            igraph_harmonic_centrality(&s.igraph().graph, result, igraph_vss_all(), IGRAPH_IN,
                                       weighted ? &s.igraph().cost : nullptr, true);
        });
    };
    std::vector<Peer> peers{{igraph_c, igraphs}};
    if (!weighted) {
        peers.push_back({boost_row_graph, [](const Subject& s) {
                             return numbers_of(harmonic_of_boost(s.boost_rows_turned()));
                         }});
    }
    kernels.push_back({of("harmonic", weighted, *subject), subject, ours, std::move(peers)});
}

void add_approximate_betweenness(std::vector<Kernel>& kernels, const SubjectPtr& subject) {
    constexpr double epsilon = 0.01;
    const auto ours = [](const Subject& s) {
        algorithms::ApproximateOptions options;
        options.epsilon = epsilon;
        options.delta = 0.1;
        return numbers_of(algorithms::approximate_betweenness(s.graph(), options,
                                                              algorithms::Normalisation::by_size)
                              .score);
    };
    Kernel kernel{name_of("approximate-betweenness", *subject), subject, ours, {}};
    // NetworKit divides by n (n - 1), ours by (n - 1) (n - 2): far less than epsilon apart.
    kernel.comparison.within = epsilon;
    kernel.truth = [](const Subject& s) {
        return algorithms::betweenness(s.graph(), {}, algorithms::Normalisation::by_size);
    };
    kernels.push_back(std::move(kernel));
}

} // namespace sandhan::bench
