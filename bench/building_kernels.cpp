// SPDX-License-Identifier: Apache-2.0
// A graph made of pairs in no order. Each library reads its own form of them, which is there
// before. Ours keeps its pairs as its edges: it is lent them, as any caller may lend or give away
// what is his; a list of pairs of one's own would have to be copied first, 8 bytes each.
#include "bench/generated.hpp"
#include "bench/hub_kernels.hpp"

namespace sandhan::bench {
namespace {

/// Parallel edges being none, a graph with the right degrees that was made of these pairs is right
/// unless it joins the wrong ends: neighbours' degrees are added to each vertex's own.
template <class Degree, class ForNeighbours>
Numbers fingerprint(std::size_t n, Degree degree, ForNeighbours for_neighbours) {
    Numbers numbers(n);
    for (std::size_t v = 0; v < n; ++v) {
        numbers[v] = degree(v);
        for_neighbours(v, [&](std::size_t u) { numbers[v] += degree(u) * degree(u); });
    }
    return numbers;
}

using BoostPairs = std::vector<std::pair<std::size_t, std::size_t>>;
/// Rows of both directions, as ours has.
using BoostBothRows = boost::compressed_sparse_row_graph<boost::bidirectionalS>;
using BoostOutRows = boost::compressed_sparse_row_graph<boost::directedS>;

template <class Rows>
Answer rows_of_boost(const BoostPairs& pairs, std::size_t n) {
    const auto g =
        std::make_shared<Rows>(boost::edges_are_unsorted_multi_pass, pairs.begin(), pairs.end(), n);
    return [g, n] {
        return fingerprint(
            n, [&](std::size_t v) { return static_cast<double>(out_degree(v, *g)); },
            [&](std::size_t v, const auto& use) {
                for (auto [u, end] = adjacent_vertices(v, *g); u != end; ++u) {
                    use(*u);
                }
            });
    };
}

struct IgraphGraph {
    igraph_t graph{};
    IgraphGraph() = default;
    IgraphGraph(const IgraphGraph&) = delete;
    IgraphGraph& operator=(const IgraphGraph&) = delete;
    ~IgraphGraph() { igraph_destroy(&graph); }
};

/// The pairs, as each library would have them. Made when the first of them is asked for.
struct Pairs {
    std::vector<graph::VertexPair> ours;
    std::vector<igraph_integer_t> of_igraph;
    BoostPairs of_boost; ///< both ways where edges have no direction

    void make(const Subject& s) {
        if (ours.empty()) {
            ours = unsorted_pairs(s.graph(), 1);
        }
    }
    void make_for_igraph(const Subject& s) {
        make(s);
        if (of_igraph.empty()) {
            for (const auto [u, v] : ours) {
                of_igraph.push_back(u);
                of_igraph.push_back(v);
            }
        }
    }
    void make_for_boost(const Subject& s) {
        make(s);
        if (of_boost.empty()) {
            for (const auto [u, v] : ours) {
                of_boost.emplace_back(u, v);
                if (!s.is_directed()) {
                    of_boost.emplace_back(v, u);
                }
            }
        }
    }
};

} // namespace

void add_building(std::vector<Kernel>& kernels, const SubjectPtr& subject) {
    const auto pairs = std::make_shared<Pairs>();
    const auto ours = [pairs](const Subject& s) -> Answer {
        const auto g = std::make_shared<graph::CompressedGraph>(
            s.is_directed() ? graph::Directedness::directed : graph::Directedness::undirected,
            s.graph().vertex_count(), graph::Table<graph::VertexPair>(pairs->ours, pairs));
        return [g] {
            return fingerprint(
                g->vertex_count(),
                [&](std::size_t v) {
                    return static_cast<double>(g->out_degree(static_cast<graph::Vertex>(v)));
                },
                [&](std::size_t v, const auto& use) {
                    for (const auto u : g->out_neighbours(static_cast<graph::Vertex>(v))) {
                        use(u);
                    }
                });
        };
    };
    const auto igraphs = [pairs](const Subject& s) -> Answer {
        const auto made = std::make_shared<IgraphGraph>();
        igraph_vector_int_t view;
        igraph_vector_int_view(&view, pairs->of_igraph.data(),
                               static_cast<igraph_integer_t>(pairs->of_igraph.size()));
        igraph_create(&made->graph, &view, s.graph().vertex_count(), s.is_directed());
        const std::size_t n = s.graph().vertex_count();
        return [made, n] {
            igraph_vector_int_t degrees, neighbours;
            igraph_vector_int_init(&degrees, 0);
            igraph_vector_int_init(&neighbours, 0);
            igraph_degree(&made->graph, &degrees, igraph_vss_all(), IGRAPH_OUT, true);
            Numbers numbers = fingerprint(
                n, [&](std::size_t v) { return static_cast<double>(VECTOR(degrees)[v]); },
                [&](std::size_t v, const auto& use) {
                    igraph_neighbors(&made->graph, &neighbours, static_cast<igraph_integer_t>(v),
                                     IGRAPH_OUT);
                    for (igraph_integer_t i = 0; i < igraph_vector_int_size(&neighbours); ++i) {
                        use(static_cast<std::size_t>(VECTOR(neighbours)[i]));
                    }
                });
            igraph_vector_int_destroy(&degrees);
            igraph_vector_int_destroy(&neighbours);
            return numbers;
        };
    };
    const auto boosts = [pairs](const Subject& s) {
        const std::size_t n = s.graph().vertex_count();
        return s.is_directed() ? rows_of_boost<BoostBothRows>(pairs->of_boost, n)
                               : rows_of_boost<BoostOutRows>(pairs->of_boost, n);
    };
    Kernel kernel{
        "graph/build/" + subject->name(),
        subject,
        ours,
        {{igraph_c, igraphs, [pairs](const Subject& s) { pairs->make_for_igraph(s); }},
         {boost_row_graph, boosts, [pairs](const Subject& s) { pairs->make_for_boost(s); }}}};
    kernel.settle = [pairs](const Subject& s) { pairs->make(s); };
    kernel.of_pairs = true;
    kernels.push_back(std::move(kernel));
}

} // namespace sandhan::bench
