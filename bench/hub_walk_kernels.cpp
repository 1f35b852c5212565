// SPDX-License-Identifier: Apache-2.0
// PageRank, asked of everybody as exactly: until a round moves the ranks by 1e-10, all moves added.
#include "algorithms/hubs/pagerank.hpp"
#include "bench/hub_kernels.hpp"

#include <boost/graph/page_rank.hpp>

#include <cmath>

namespace sandhan::bench {
namespace {

constexpr double damping = 0.85;
constexpr double last_step = 1e-10;
// Each side's error is below step * damping / (1 - damping), all vertices added.
constexpr double two_errors = 2.0 * last_step * damping / (1.0 - damping);

/// Stops Boost's rounds as ours stop; its ranks sum to n.
struct Settled {
    std::vector<double>* before;
    unsigned* rounds;

    template <class Ranks, class Graph>
    bool operator()(const Ranks& ranks, const Graph& g) {
        double moved = 0.0;
        for (std::size_t v = 0; v < before->size(); ++v) {
            const double rank = get(ranks, vertex(v, g));
            moved += std::abs(rank - (*before)[v]);
            (*before)[v] = rank;
        }
        ++*rounds;
        return moved <= last_step * static_cast<double>(before->size());
    }
};

template <class Done>
Numbers pagerank_of_boost(const BoostRows& g, Done done) {
    Numbers rank(num_vertices(g));
    boost::graph::page_rank(
        g, boost::make_iterator_property_map(rank.begin(), get(boost::vertex_index, g)), done,
        damping);
    return rank;
}

} // namespace

void add_pagerank(std::vector<Kernel>& kernels, const SubjectPtr& subject, bool weighted) {
    const auto ours = [weighted](const Subject& s) {
        algorithms::PageRankOptions options;
        options.damping = damping;
        options.tolerance = last_step;
        return numbers_of(algorithms::pagerank(s.graph(),
                                               weighted ? std::span<const double>(s.strength())
                                                        : std::span<const double>(),
                                               options)
                              .score);
    };
    const auto igraphs = [weighted](const Subject& s) {
        return from_igraph([&](igraph_vector_t* result) {
            igraph_pagerank(&s.igraph().graph, IGRAPH_PAGERANK_ALGO_PRPACK, result, nullptr,
                            igraph_vss_all(), IGRAPH_DIRECTED, damping,
                            weighted ? &s.igraph().strength : nullptr, nullptr);
        });
    };
    std::vector<Peer> peers{{igraph_c, igraphs}};
    if (!weighted) {
        // How many rounds it takes is found before: its own time has no tests of them. What lies
        // on vertices without an edge it loses, which divides all ranks by the same.
        const auto rounds = std::make_shared<unsigned>(0);
        const auto boosts = [rounds](const Subject& s) {
            return numbers_of(
                pagerank_of_boost(s.boost_rows(), boost::graph::n_iterations(*rounds)));
        };
        const auto settle = [rounds](const Subject& s) {
            Numbers before(s.graph().vertex_count());
            *rounds = 0;
            (void)pagerank_of_boost(s.boost_rows(), Settled{&before, rounds.get()});
        };
        peers.push_back({boost_row_graph, boosts, settle});
    }
    kernels.push_back({name_of(weighted ? "pagerank-weighted" : "pagerank", *subject),
                       subject,
                       ours,
                       std::move(peers),
                       {Agreement::as_distribution, two_errors}});
}

} // namespace sandhan::bench
