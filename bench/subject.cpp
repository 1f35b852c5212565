// SPDX-License-Identifier: Apache-2.0
#include "bench/subject.hpp"

#include "bench/side_by_side.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <utility>

namespace sandhan::bench {
namespace {

// Whole, so that lengths that are equal compare as equal: Boost and graph-tool miss ties of sums of
// fractions, and would answer otherwise. Strengths from 1 to 6 divide 60; merged edges have more.
double whole_cost(double strength) {
    constexpr double cost_of_one = 60.0;
    return std::max(1.0, std::floor(cost_of_one / strength + 0.5));
}

} // namespace

IgraphForm::IgraphForm(const algorithms::SimpleGraph& simple, const Numbers& costs) {
    const auto edges = simple.graph.edges();
    igraph_vector_int_t ends;
    igraph_vector_int_init(&ends, static_cast<igraph_integer_t>(2 * edges.size()));
    const auto count = static_cast<igraph_integer_t>(edges.size());
    igraph_vector_init(&cost, count);
    igraph_vector_init(&strength, count);
    for (std::size_t e = 0; e < edges.size(); ++e) {
        VECTOR(ends)[2 * e] = edges[e].source;
        VECTOR(ends)[2 * e + 1] = edges[e].target;
        VECTOR(cost)[e] = costs[e];
        VECTOR(strength)[e] = simple.strength[e];
    }
    igraph_create(&graph, &ends, simple.graph.vertex_count(), simple.graph.is_directed());
    igraph_vector_int_destroy(&ends);
}

IgraphForm::~IgraphForm() {
    igraph_destroy(&graph);
    igraph_vector_destroy(&cost);
    igraph_vector_destroy(&strength);
}

std::string Subject::input() const {
    return std::string(is_directed() ? "directed" : "undirected") + ", " +
           std::to_string(graph().vertex_count()) + " vertices, " +
           std::to_string(graph().edge_count()) + " edges";
}

const algorithms::SimpleGraph& Subject::simple() const {
    if (!m_simple) {
        m_simple = std::make_unique<algorithms::SimpleGraph>(m_make());
    }
    return *m_simple;
}

const Numbers& Subject::cost() const {
    if (m_cost.empty()) {
        for (const double of_edge : strength()) {
            m_cost.push_back(whole_cost(of_edge));
        }
    }
    return m_cost;
}

std::unique_ptr<BoostRows> Subject::rows_of_boost(bool turned) const {
    const auto edges = graph().edges();
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    std::vector<Cost> costs;
    for (std::size_t e = 0; e < edges.size(); ++e) {
        const auto [s, t] = edges[e];
        if (!is_directed() || !turned) {
            pairs.emplace_back(s, t);
            costs.push_back({cost()[e]});
        }
        if (!is_directed() || turned) {
            pairs.emplace_back(t, s);
            costs.push_back({cost()[e]});
        }
    }
    return std::make_unique<BoostRows>(boost::edges_are_unsorted_multi_pass, pairs.begin(),
                                       pairs.end(), costs.begin(), graph().vertex_count());
}

void Subject::prepare(std::string_view who) const {
    if (who == igraph_c) {
        if (!m_igraph) {
            m_igraph = std::make_unique<IgraphForm>(simple(), cost());
        }
    } else if (who == lemon_graph) {
        if (!m_lemon) {
            std::vector<LemonForm::Edge> edges;
            for (std::size_t e = 0; e < graph().edge_count(); ++e) {
                const auto [s, t] = graph().edges()[e];
                edges.push_back({s, t, cost()[e]});
            }
            m_lemon = std::make_unique<LemonForm>(is_directed(), graph().vertex_count(), edges);
        }
    } else if (who == boost_list_graph) {
        if (!m_boost_list && is_directed()) {
            throw std::logic_error("this form is for undirected graphs");
        }
        if (!m_boost_list) {
            m_boost_list = std::make_unique<BoostList>(graph().vertex_count());
            for (std::size_t e = 0; e < graph().edge_count(); ++e) {
                const auto [s, t] = graph().edges()[e];
                boost::add_edge(s, t, Cost{cost()[e]}, *m_boost_list);
            }
        }
    } else if (who == boost_row_graph) {
        if (!m_boost_rows) {
            m_boost_rows = rows_of_boost(false);
        }
        if (!m_boost_turned && is_directed()) {
            m_boost_turned = rows_of_boost(true);
        }
    } else {
        throw std::logic_error("nobody of that name has a form of its own");
    }
}

} // namespace sandhan::bench
