// SPDX-License-Identifier: Apache-2.0
// One graph in the forms of all the libraries that are measured on it.
#pragma once

#include "algorithms/simple_graph.hpp"
#include "bench/lemon_form.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <igraph/igraph.h>

#include <memory>
#include <string>
#include <vector>

namespace sandhan::bench {

using Numbers = std::vector<double>;

/// The same graph for Boost Graph; Selector is boost::directedS or boost::undirectedS.
template <class Selector>
using BoostForm = boost::adjacency_list<boost::vecS,
                                        boost::vecS,
                                        Selector,
                                        boost::no_property,
                                        boost::property<boost::edge_weight_t, double>>;

struct Subject {
    algorithms::SimpleGraph simple;
    Numbers cost; ///< 60 / strength, as a whole number
    igraph_t ig{};
    igraph_vector_t ig_cost{}, ig_strength{};
    std::unique_ptr<LemonForm> lemon;

    Subject(graph::Directedness directedness, graph::Vertex n, std::size_t m);
    Subject(const Subject&) = delete;
    Subject& operator=(const Subject&) = delete;
    ~Subject();

    /// "directed" or "undirected".
    [[nodiscard]] std::string direction() const;
    /// "undirected, 4000 vertices, 19861 edges".
    [[nodiscard]] std::string input() const;

    template <class Selector>
    [[nodiscard]] BoostForm<Selector> boost_form() const {
        BoostForm<Selector> g(simple.graph.vertex_count());
        for (std::size_t e = 0; e < cost.size(); ++e) {
            const auto [s, t] = simple.graph.edges()[e];
            boost::add_edge(s, t, cost[e], g);
        }
        return g;
    }
};

} // namespace sandhan::bench
