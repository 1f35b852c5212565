// SPDX-License-Identifier: Apache-2.0
// Kernels of what holds together: components, cores, articulation points, clustering, communities.
#include "algorithms/hubs/articulation.hpp"
#include "algorithms/hubs/clustering.hpp"
#include "algorithms/hubs/components.hpp"
#include "algorithms/hubs/core_number.hpp"
#include "algorithms/suspects/leiden.hpp"
#include "bench/hub_kernels.hpp"

#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/core_numbers.hpp>

#include <iterator>

namespace sandhan::bench {
namespace {

template <class Graph>
Answer core_of_boost(const Graph& g) {
    std::vector<int> core(num_vertices(g));
    boost::core_numbers(
        g, boost::make_iterator_property_map(core.begin(), get(boost::vertex_index, g)));
    return numbers_of(std::move(core));
}

template <class Graph>
Answer articulation_of_boost(const Graph& g) {
    std::vector<std::size_t> points;
    boost::articulation_points(g, std::back_inserter(points));
    return numbers_of(std::move(points));
}

struct Counted : boost::default_bfs_visitor {
    double* count;
    explicit Counted(double& to) : count(&to) {}
    template <class Vertex, class Graph>
    void discover_vertex(const Vertex&, const Graph&) {
        *count += 1.0;
    }
};

/// Boost's connected_components() takes no compressed rows, whose type has directions.
Answer components_of_boost(const BoostRows& g) {
    Numbers sizes;
    std::vector<boost::default_color_type> color(num_vertices(g), boost::white_color);
    boost::queue<std::size_t> queue;
    for (std::size_t v = 0; v < color.size(); ++v) {
        if (color[v] == boost::white_color) {
            sizes.push_back(0.0);
            boost::breadth_first_visit(
                g, v, queue, Counted(sizes.back()),
                boost::make_iterator_property_map(color.begin(), get(boost::vertex_index, g)));
        }
    }
    return numbers_of(std::move(sizes));
}

Answer components_of_boost(const BoostList& g) {
    std::vector<int> component(num_vertices(g));
    const int count = boost::connected_components(
        g, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, g)));
    Numbers sizes(static_cast<std::size_t>(count));
    for (const int c : component) {
        sizes[static_cast<std::size_t>(c)] += 1.0;
    }
    return numbers_of(std::move(sizes));
}

} // namespace

void add_core(std::vector<Kernel>& kernels, const SubjectPtr& subject) {
    const auto ours = [](const Subject& s) {
        return numbers_of(algorithms::core_numbers(s.graph()));
    };
    const auto igraphs = [](const Subject& s) {
        return from_igraph_integers([&](igraph_vector_int_t* result) {
            igraph_coreness(&s.igraph().graph, result, IGRAPH_ALL);
        });
    };
    const auto boosts = [](const Subject& s) { return core_of_boost(s.boost_list()); };
    const auto rows_of_boost = [](const Subject& s) { return core_of_boost(s.boost_rows()); };
    kernels.push_back(
        {name_of("core", *subject),
         subject,
         ours,
         {{igraph_c, igraphs}, {boost_list_graph, boosts}, {boost_row_graph, rows_of_boost}}});
}

void add_components(std::vector<Kernel>& kernels, const SubjectPtr& subject) {
    const auto ours = [](const Subject& s) {
        return numbers_of(algorithms::connected_components(s.graph()).size);
    };
    const auto igraphs = [](const Subject& s) {
        return from_igraph_integers([&](igraph_vector_int_t* result) {
            igraph_connected_components(&s.igraph().graph, nullptr, result, nullptr, IGRAPH_WEAK);
        });
    };
    const auto boosts = [](const Subject& s) { return components_of_boost(s.boost_list()); };
    const auto rows_of_boost = [](const Subject& s) { return components_of_boost(s.boost_rows()); };
    const auto lemons = [](const Subject& s) { return numbers_of(s.lemon().components()); };
    kernels.push_back({name_of("components", *subject),
                       subject,
                       ours,
                       {{igraph_c, igraphs},
                        {boost_list_graph, boosts},
                        {boost_row_graph, rows_of_boost},
                        {lemon_graph, lemons}},
                       {Agreement::as_sorted}});
}

void add_articulation(std::vector<Kernel>& kernels, const SubjectPtr& subject) {
    const auto ours = [](const Subject& s) -> Answer {
        return [mark = algorithms::cut_parts(s.graph()).articulation] {
            Numbers points;
            for (std::size_t v = 0; v < mark.size(); ++v) {
                if (mark[v]) {
                    points.push_back(static_cast<double>(v));
                }
            }
            return points;
        };
    };
    const auto igraphs = [](const Subject& s) {
        return from_igraph_integers([&](igraph_vector_int_t* result) {
            igraph_articulation_points(&s.igraph().graph, result);
        });
    };
    const auto boosts = [](const Subject& s) { return articulation_of_boost(s.boost_list()); };
    const auto lemons = [](const Subject& s) {
        return numbers_of(s.lemon().articulation_points());
    };
    kernels.push_back({name_of("articulation", *subject),
                       subject,
                       ours,
                       {{igraph_c, igraphs}, {boost_list_graph, boosts}, {lemon_graph, lemons}},
                       {Agreement::as_sorted}});
}

void add_clustering(std::vector<Kernel>& kernels, const SubjectPtr& subject) {
    const auto ours = [](const Subject& s) {
        return numbers_of(algorithms::clustering(s.graph()));
    };
    const auto igraphs = [](const Subject& s) {
        return from_igraph([&](igraph_vector_t* result) {
            igraph_transitivity_local_undirected(&s.igraph().graph, result, igraph_vss_all(),
                                                 IGRAPH_TRANSITIVITY_ZERO);
        });
    };
    kernels.push_back({name_of("clustering", *subject), subject, ours, {{igraph_c, igraphs}}});
}

void add_leiden(std::vector<Kernel>& kernels, const SubjectPtr& subject) {
    const auto ours = [](const Subject& s) {
        return numbers_of(Numbers{algorithms::leiden(s.graph()).quality});
    };
    // Whoever comes this close found about as much; who found more is told as much.
    constexpr double as_good = 0.005;
    kernels.push_back(
        {name_of("leiden", *subject), subject, ours, {}, {Agreement::as_they_stand, as_good}});
}

} // namespace sandhan::bench
