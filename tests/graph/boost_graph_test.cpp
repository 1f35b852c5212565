// SPDX-License-Identifier: Apache-2.0
#include "graph/boost_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"

#include <boost/concept/assert.hpp>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/adjacency_matrix.hpp>
#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/graph_concepts.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#include <boost/property_map/property_map.hpp>
#include <boost/range/iterator_range.hpp>

#include <algorithm>
#include <iterator>
#include <limits>
#include <list>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace sandhan::graph;

namespace {

/// As a caller would derive: a graph with a payload.
struct NamedGraph : DirectedGraph {
    using DirectedGraph::DirectedGraph;
    std::vector<std::string> name;
};

template <class G>
void models_the_concepts() {
    BOOST_CONCEPT_ASSERT((boost::VertexListGraphConcept<G>));
    BOOST_CONCEPT_ASSERT((boost::EdgeListGraphConcept<G>));
    BOOST_CONCEPT_ASSERT((boost::IncidenceGraphConcept<G>));
    BOOST_CONCEPT_ASSERT((boost::AdjacencyGraphConcept<G>));
    BOOST_CONCEPT_ASSERT((boost::BidirectionalGraphConcept<G>));
    BOOST_CONCEPT_ASSERT((boost::ReadablePropertyGraphConcept<G, Vertex, boost::vertex_index_t>));
    BOOST_CONCEPT_ASSERT(
        (boost::ReadablePropertyGraphConcept<G, EdgeDescriptor, boost::edge_index_t>));
}

static_assert(std::random_access_iterator<boost_model::VertexIterator>);
static_assert(std::random_access_iterator<boost_model::EdgeIterator>);
static_assert(std::random_access_iterator<boost_model::OutEdgeIterator>);
static_assert(boost::is_directed_graph<DirectedGraph>::value);
static_assert(boost::is_bidirectional_graph<NamedGraph>::value);
static_assert(boost::is_undirected_graph<UndirectedGraph>::value);
static_assert(!BoostModel<CompressedGraph>, "its direction is known at run time only");

std::vector<VertexPair> random_pairs(std::mt19937& random, Vertex n, std::size_t m) {
    std::vector<VertexPair> pairs(m);
    for (auto& p : pairs) {
        p = {static_cast<Vertex>(random() % n), static_cast<Vertex>(random() % n)};
    }
    return pairs;
}

/// Distances by relaxing every edge n times.
std::vector<double>
distances_by_relaxation(const CompressedGraph& g, const std::vector<double>& cost, Vertex from) {
    std::vector<double> d(g.vertex_count(), std::numeric_limits<double>::infinity());
    d[from] = 0.0;
    for (Vertex round = 0; round < g.vertex_count(); ++round) {
        for (Edge e = 0; e < g.edge_count(); ++e) {
            const auto [s, t] = g.ends(e);
            d[t] = std::min(d[t], d[s] + cost[e]);
            if (!g.is_directed()) {
                d[s] = std::min(d[s], d[t] + cost[e]);
            }
        }
    }
    return d;
}

Vertex components_without(const CompressedGraph& g, Vertex removed) {
    std::vector<Vertex> label(g.vertex_count());
    for (Vertex v = 0; v < label.size(); ++v) {
        label[v] = v;
    }
    for (Vertex round = 0; round < g.vertex_count(); ++round) {
        for (const auto [s, t] : g.edges()) {
            if (s != removed && t != removed) {
                label[s] = label[t] = std::min(label[s], label[t]);
            }
        }
    }
    std::set<Vertex> distinct;
    for (Vertex v = 0; v < label.size(); ++v) {
        if (v != removed) {
            distinct.insert(label[v]);
        }
    }
    return static_cast<Vertex>(distinct.size());
}

template <class G>
void check_searches(const G& g, std::mt19937& random) {
    std::vector<double> cost(g.edge_count());
    for (double& c : cost) {
        c = 1.0 + static_cast<double>(random() % 5);
    }
    const auto index = get(boost::vertex_index, g);

    std::vector<double> hops(g.vertex_count(), std::numeric_limits<double>::infinity());
    hops[0] = 0.0;
    boost::breadth_first_search(
        g, Vertex{0},
        boost::visitor(boost::make_bfs_visitor(boost::record_distances(
            boost::make_iterator_property_map(hops.begin(), index), boost::on_tree_edge()))));
    CHECK(hops == distances_by_relaxation(g, std::vector<double>(g.edge_count(), 1.0), 0));

    std::vector<double> distance(g.vertex_count());
    boost::dijkstra_shortest_paths(
        g, Vertex{0},
        boost::weight_map(
            boost::make_iterator_property_map(cost.begin(), get(boost::edge_index, g)))
            .distance_map(boost::make_iterator_property_map(distance.begin(), index))
            .distance_inf(std::numeric_limits<double>::infinity()));
    CHECK(distance == distances_by_relaxation(g, cost, 0));
}

} // namespace

TEST_CASE("the graphs model the Boost Graph concepts", "[graph][boost]") {
    models_the_concepts<DirectedGraph>();
    models_the_concepts<UndirectedGraph>();
    models_the_concepts<NamedGraph>(); // compiling is the check
}

TEST_CASE("an edge's source is the vertex whose row was walked", "[graph][boost]") {
    const UndirectedGraph g(3, {{0, 1}, {2, 1}, {0, 1}});

    std::vector<std::pair<Vertex, Edge>> seen;
    for (const auto e : boost::make_iterator_range(out_edges(1, g))) {
        CHECK(source(e, g) == 1);
        seen.emplace_back(target(e, g), get(boost::edge_index, g, e));
    }
    CHECK(seen == std::vector<std::pair<Vertex, Edge>>{{0, 0}, {0, 2}, {2, 1}});

    for (const auto e : boost::make_iterator_range(in_edges(1, g))) {
        CHECK(target(e, g) == 1);
    }
    CHECK(*out_edges(0, g).first == *out_edges(1, g).first);
    CHECK(*out_edges(0, g).first != *std::next(out_edges(0, g).first));
    CHECK(degree(1, g) == 3);
    CHECK(boost::make_iterator_range(edges(g)).size() == 3);
    CHECK(edges(g).first[1].source == 2);
}

TEST_CASE("a directed graph has in-rows and out-rows", "[graph][boost]") {
    const NamedGraph g(3, {{0, 1}, {2, 1}, {1, 1}});

    CHECK(in_degree(1, g) == 3);
    CHECK(out_degree(1, g) == 1);
    CHECK(degree(1, g) == 4);
    const auto [first, last] = in_edges(1, g);
    CHECK(std::vector<Edge>{first[0].index, first[1].index, first[2].index} ==
          std::vector<Edge>{0, 2, 1});
    CHECK(last - first == 3);
    CHECK(first[2].source == 2);
}

TEST_CASE("Boost's searches find the distances that relaxation finds", "[graph][boost]") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const Vertex n = 1 + static_cast<Vertex>(random() % 8);
        const auto pairs = random_pairs(random, n, random() % 20);
        check_searches(DirectedGraph(n, pairs), random);
        check_searches(UndirectedGraph(n, pairs), random);
    }
}

TEST_CASE("Boost's articulation points are those whose loss disconnects", "[graph][boost]") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const Vertex n = 1 + static_cast<Vertex>(random() % 8);
        auto pairs = random_pairs(random, n, random() % 14);
        std::erase_if(pairs, [](VertexPair p) { return p.source == p.target; });
        const UndirectedGraph g(n, pairs);

        std::vector<Vertex> found;
        std::vector<std::size_t> component(g.edge_count());
        boost::biconnected_components(
            g, boost::make_iterator_property_map(component.begin(), get(boost::edge_index, g)),
            std::back_inserter(found));
        std::sort(found.begin(), found.end());

        std::vector<Vertex> expected;
        for (Vertex v = 0; v < n; ++v) {
            // Losing v loses one component when v stands alone, none when it lies at an end.
            if (components_without(g, v) > components_without(g, no_vertex)) {
                expected.push_back(v);
            }
        }
        CHECK(found == expected);
    }
}

TEST_CASE("biconnected components of two triangles that share a vertex", "[graph][boost]") {
    const UndirectedGraph g(5, {{0, 1}, {2, 3}, {1, 2}, {3, 4}, {0, 2}, {2, 4}});
    std::vector<std::size_t> component(6);
    CHECK(boost::biconnected_components(g, boost::make_iterator_property_map(
                                               component.begin(), get(boost::edge_index, g))) == 2);
    CHECK(component[0] == component[2]);
    CHECK(component[0] == component[4]);
    CHECK(component[1] == component[3]);
    CHECK(component[1] == component[5]);
    CHECK(component[0] != component[1]);
}

TEST_CASE("the largest flow Boost pushes is the least cut", "[graph][boost]") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const Vertex n = 2 + static_cast<Vertex>(random() % 5);
        const auto pairs = random_pairs(random, n, random() % 14);

        // Edge 2i carries, edge 2i + 1 is its reverse without capacity.
        std::vector<VertexPair> both;
        std::vector<long> capacity;
        for (const auto [s, t] : pairs) {
            both.push_back({s, t});
            both.push_back({t, s});
            capacity.push_back(static_cast<long>(random() % 9));
            capacity.push_back(0);
        }
        const DirectedGraph g(n, both);
        std::vector<long> residual(capacity.size());
        std::vector<EdgeDescriptor> reverse(capacity.size());
        for (const auto e : boost::make_iterator_range(edges(g))) {
            reverse[e.index] = {e.target, e.source, e.index ^ 1U};
        }
        const auto index = get(boost::edge_index, g);
        const long flow = boost::push_relabel_max_flow(
            g, Vertex{0}, Vertex{1},
            boost::capacity_map(boost::make_iterator_property_map(capacity.begin(), index))
                .residual_capacity_map(boost::make_iterator_property_map(residual.begin(), index))
                .reverse_edge_map(boost::make_iterator_property_map(reverse.begin(), index))
                .vertex_index_map(get(boost::vertex_index, g)));

        long least_cut = std::numeric_limits<long>::max();
        for (unsigned side = 0; side < (1U << n); ++side) {
            if ((side & 1U) == 0 || (side & 2U) != 0) {
                continue; // the source's side holds vertex 0 and not vertex 1
            }
            long cut = 0;
            for (std::size_t i = 0; i < pairs.size(); ++i) {
                if ((side >> pairs[i].source & 1U) != 0 && (side >> pairs[i].target & 1U) == 0) {
                    cut += capacity[2 * i];
                }
            }
            least_cut = std::min(least_cut, cut);
        }
        CHECK(flow == least_cut);
    }
}

TEST_CASE("compressed() copies any Boost graph with its edges in order", "[graph][boost]") {
    using Listed = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS>;
    Listed listed(4);
    add_edge(2, 1, listed);
    add_edge(0, 3, listed);
    add_edge(0, 3, listed);
    const auto from_list = compressed(listed);
    CHECK(from_list.is_directed());
    CHECK(from_list.vertex_count() == 4);
    // adjacency_list gives its edges vertex by vertex.
    CHECK(std::vector<VertexPair>(from_list.edges().begin(), from_list.edges().end()) ==
          std::vector<VertexPair>{{0, 3}, {0, 3}, {2, 1}});

    boost::adjacency_matrix<boost::undirectedS> matrix(3);
    add_edge(2, 1, matrix);
    const auto from_matrix = compressed(matrix);
    CHECK_FALSE(from_matrix.is_directed());
    CHECK(from_matrix.edge_count() == 1);
    CHECK(from_matrix.out_degree(1) == 1);

    const UndirectedGraph own(3, {{2, 0}, {1, 1}});
    const auto copy = compressed(own);
    CHECK(std::equal(copy.edges().begin(), copy.edges().end(), own.edges().begin()));
}

TEST_CASE("compressed() takes an index for vertices that are no numbers", "[graph][boost]") {
    using Linked = boost::adjacency_list<boost::listS, boost::listS, boost::bidirectionalS,
                                         boost::property<boost::vertex_index_t, int>>;
    Linked g(3);
    int next = 0;
    std::vector<boost::graph_traits<Linked>::vertex_descriptor> at;
    for (const auto v : boost::make_iterator_range(vertices(g))) {
        put(boost::vertex_index, g, v, next++);
        at.push_back(v);
    }
    add_edge(at[2], at[0], g);
    const auto copy = compressed(g);
    CHECK(copy.is_directed());
    CHECK(copy.ends(0) == VertexPair{2, 0});

    put(boost::vertex_index, g, at[0], -1);
    CHECK(sandhan::tests::message_of<std::invalid_argument>([&] { (void)compressed(g); }) ==
          "compressed: edge 0 has an end whose index is not in 0..2");
}
