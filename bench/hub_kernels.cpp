// SPDX-License-Identifier: Apache-2.0
// The hub kernels beside igraph's C library, Boost Graph and LEMON on the same graphs. Before a
// peer is timed its answer is compared with ours: a fast wrong kernel is an error, not a record.
#include "algorithms/hubs/articulation.hpp"
#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/hubs/closeness.hpp"
#include "algorithms/hubs/clustering.hpp"
#include "algorithms/hubs/components.hpp"
#include "algorithms/hubs/core_number.hpp"
#include "algorithms/hubs/harmonic.hpp"
#include "algorithms/hubs/pagerank.hpp"
#include "bench/side_by_side.hpp"
#include "bench/subject.hpp"

#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/biconnected_components.hpp>
#include <boost/graph/connected_components.hpp>
#include <boost/graph/core_numbers.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <stdexcept>
#include <utility>

namespace sandhan::bench {
namespace {

using graph::Directedness;
using graph::Vertex;
using SubjectPtr = std::shared_ptr<Subject>;

/// How a peer's numbers must look beside ours.
enum class Agreement {
    to_last_digits, ///< 1e-9, relative to ours where ours is above 1
    as_sorted,      ///< the same, both sorted: numbers of parts that each side counts its own way
};

struct Peer {
    const char* who;
    std::function<Numbers()> work;
    Agreement agreement = Agreement::to_last_digits;
};

/// A measure of a subject: ours, and those of the peers that there are. Each function holds the
/// subject, which so lives as long as it may be called.
struct Kernel {
    std::string name; ///< of out/bench.json: hubs/betweenness/undirected
    SubjectPtr subject;
    std::function<Numbers()> ours;
    std::vector<Peer> peers;
};

/// What an igraph call leaves in its result vector.
template <class Call>
Numbers from_igraph(Call call) {
    igraph_vector_t result;
    igraph_vector_init(&result, 0);
    call(&result);
    Numbers numbers(VECTOR(result), VECTOR(result) + igraph_vector_size(&result));
    igraph_vector_destroy(&result);
    return numbers;
}

template <class Call>
Numbers from_igraph_integers(Call call) {
    igraph_vector_int_t result;
    igraph_vector_int_init(&result, 0);
    call(&result);
    Numbers numbers(VECTOR(result), VECTOR(result) + igraph_vector_int_size(&result));
    igraph_vector_int_destroy(&result);
    return numbers;
}

template <class Graph>
Numbers betweenness_of_boost(const Graph& g, bool weighted) {
    Numbers score(num_vertices(g));
    const auto index = get(boost::vertex_index, g);
    const auto centrality = boost::make_iterator_property_map(score.begin(), index);
    if (weighted) {
        boost::brandes_betweenness_centrality(g, boost::centrality_map(centrality)
                                                     .vertex_index_map(index)
                                                     .weight_map(get(boost::edge_weight, g)));
    } else {
        boost::brandes_betweenness_centrality(
            g, boost::centrality_map(centrality).vertex_index_map(index));
    }
    return score;
}

bool agree(Numbers ours, Numbers theirs, Agreement agreement) {
    if (agreement == Agreement::as_sorted) {
        std::sort(ours.begin(), ours.end());
        std::sort(theirs.begin(), theirs.end());
    }
    if (ours.size() != theirs.size()) {
        return false;
    }
    for (std::size_t v = 0; v < ours.size(); ++v) {
        const bool undefined = std::isnan(theirs[v]) && ours[v] == 0.0; // igraph: reaches nothing
        if (!undefined && !(std::abs(ours[v] - theirs[v]) <= 1e-9 * std::max(1.0, ours[v]))) {
            return false;
        }
    }
    return true;
}

template <class Selector>
void add_betweenness(std::vector<Kernel>& kernels, const SubjectPtr& s) {
    const auto boost_form = std::make_shared<BoostForm<Selector>>(s->boost_form<Selector>());
    const auto add = [&](const std::string& name, bool weighted) {
        const auto ours = [s, weighted] {
            return weighted ? algorithms::betweenness(s->simple.graph, s->cost)
                            : algorithms::betweenness(s->simple.graph);
        };
        const auto igraphs = [s, weighted] {
            return from_igraph([&](igraph_vector_t* result) {
                igraph_betweenness(&s->ig, result, igraph_vss_all(), IGRAPH_DIRECTED,
                                   weighted ? &s->ig_cost : nullptr);
            });
        };
        const auto boosts = [boost_form, weighted] {
            return betweenness_of_boost(*boost_form, weighted);
        };
        kernels.push_back(
            {name + s->direction(), s, ours, {{igraph_c, igraphs}, {boost_graph, boosts}}});
    };
    add("hubs/betweenness/", false);
    add("hubs/betweenness-weighted/", true);
}

void add_distances(std::vector<Kernel>& kernels, const SubjectPtr& s, bool weighted) {
    static const Numbers no_cost;
    const Numbers& cost = weighted ? s->cost : no_cost;
    const igraph_vector_t* ig_cost = weighted ? &s->ig_cost : nullptr;
    const std::string of = (weighted ? "-weighted/" : "/") + s->direction();
    const auto closeness = [s, &cost] {
        return algorithms::closeness(s->simple.graph, cost,
                                     algorithms::ClosenessForm::within_component);
    };
    const auto closeness_of_igraph = [s, ig_cost] {
        return from_igraph([&](igraph_vector_t* result) {
            igraph_closeness(&s->ig, result, nullptr, nullptr, igraph_vss_all(), IGRAPH_IN, ig_cost,
                             true);
        });
    };
    const auto closeness_of_lemon = [s, weighted] { return s->lemon->closeness(weighted); };
    kernels.push_back({"hubs/closeness" + of,
                       s,
                       closeness,
                       {{igraph_c, closeness_of_igraph}, {lemon_graph, closeness_of_lemon}}});
    const auto harmonic = [s, &cost] {
        return algorithms::harmonic(s->simple.graph, cost, algorithms::Normalisation::by_size);
    };
    const auto harmonic_of_igraph = [s, ig_cost] {
        return from_igraph([&](igraph_vector_t* result) {
            igraph_harmonic_centrality(&s->ig, result, igraph_vss_all(), IGRAPH_IN, ig_cost, true);
        });
    };
    kernels.push_back({"hubs/harmonic" + of, s, harmonic, {{igraph_c, harmonic_of_igraph}}});
}

void add_pagerank(std::vector<Kernel>& kernels, const SubjectPtr& s, bool weighted) {
    const auto ours = [s, weighted] {
        return algorithms::pagerank(s->simple.graph,
                                    weighted ? std::span<const double>(s->simple.strength)
                                             : std::span<const double>())
            .score;
    };
    const auto igraphs = [s, weighted] {
        return from_igraph([&](igraph_vector_t* result) {
            constexpr double damping = 0.85;
            igraph_pagerank(&s->ig, IGRAPH_PAGERANK_ALGO_PRPACK, result, nullptr, igraph_vss_all(),
                            IGRAPH_DIRECTED, damping, weighted ? &s->ig_strength : nullptr,
                            nullptr);
        });
    };
    kernels.push_back({(weighted ? "hubs/pagerank-weighted/" : "hubs/pagerank/") + s->direction(),
                       s,
                       ours,
                       {{igraph_c, igraphs}}});
}

using UndirectedBoost = BoostForm<boost::undirectedS>;
using BoostPtr = std::shared_ptr<UndirectedBoost>;

void add_core(std::vector<Kernel>& kernels, const SubjectPtr& s, const BoostPtr& g) {
    const auto ours = [s] {
        const auto core = algorithms::core_numbers(s->simple.graph);
        return Numbers(core.begin(), core.end());
    };
    const auto igraphs = [s] {
        return from_igraph_integers(
            [&](igraph_vector_int_t* result) { igraph_coreness(&s->ig, result, IGRAPH_ALL); });
    };
    const auto boosts = [g] {
        std::vector<int> core(num_vertices(*g));
        boost::core_numbers(
            *g, boost::make_iterator_property_map(core.begin(), get(boost::vertex_index, *g)));
        return Numbers(core.begin(), core.end());
    };
    kernels.push_back(
        {"hubs/core/undirected", s, ours, {{igraph_c, igraphs}, {boost_graph, boosts}}});
}

void add_components(std::vector<Kernel>& kernels, const SubjectPtr& s, const BoostPtr& g) {
    const auto ours = [s] {
        const auto sizes = algorithms::connected_components(s->simple.graph).size;
        return Numbers(sizes.begin(), sizes.end());
    };
    const auto igraphs = [s] {
        return from_igraph_integers([&](igraph_vector_int_t* result) {
            igraph_connected_components(&s->ig, nullptr, result, nullptr, IGRAPH_WEAK);
        });
    };
    const auto boosts = [g] {
        std::vector<int> component(num_vertices(*g));
        const int count = boost::connected_components(
            *g, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, *g)));
        Numbers size(static_cast<std::size_t>(count));
        for (const int c : component) {
            size[static_cast<std::size_t>(c)] += 1.0;
        }
        return size;
    };
    const auto lemons = [s] { return s->lemon->components(); };
    kernels.push_back({"hubs/components/undirected",
                       s,
                       ours,
                       {{igraph_c, igraphs, Agreement::as_sorted},
                        {boost_graph, boosts, Agreement::as_sorted},
                        {lemon_graph, lemons, Agreement::as_sorted}}});
}

void add_articulation(std::vector<Kernel>& kernels, const SubjectPtr& s, const BoostPtr& g) {
    const auto ours = [s] {
        const auto mark = algorithms::cut_parts(s->simple.graph).articulation;
        Numbers points;
        for (std::size_t v = 0; v < mark.size(); ++v) {
            if (mark[v]) {
                points.push_back(static_cast<double>(v));
            }
        }
        return points;
    };
    const auto igraphs = [s] {
        return from_igraph_integers(
            [&](igraph_vector_int_t* result) { igraph_articulation_points(&s->ig, result); });
    };
    const auto boosts = [g] {
        std::vector<std::size_t> points;
        boost::articulation_points(*g, std::back_inserter(points));
        return Numbers(points.begin(), points.end());
    };
    const auto lemons = [s] { return s->lemon->articulation_points(); };
    kernels.push_back({"hubs/articulation/undirected",
                       s,
                       ours,
                       {{igraph_c, igraphs, Agreement::as_sorted},
                        {boost_graph, boosts, Agreement::as_sorted},
                        {lemon_graph, lemons}}});
}

void add_clustering(std::vector<Kernel>& kernels, const SubjectPtr& s) {
    const auto ours = [s] { return algorithms::clustering(s->simple.graph); };
    const auto igraphs = [s] {
        return from_igraph([&](igraph_vector_t* result) {
            igraph_transitivity_local_undirected(&s->ig, result, igraph_vss_all(),
                                                 IGRAPH_TRANSITIVITY_ZERO);
        });
    };
    kernels.push_back({"hubs/clustering/undirected", s, ours, {{igraph_c, igraphs}}});
}

std::vector<Kernel> hub_kernels() {
    std::vector<Kernel> kernels;
    // Small: all pairs of vertices. Large: what is linear.
    const auto undirected = std::make_shared<Subject>(Directedness::undirected, 4000, 20'000);
    const auto directed = std::make_shared<Subject>(Directedness::directed, 4000, 20'000);
    add_betweenness<boost::undirectedS>(kernels, undirected);
    add_betweenness<boost::directedS>(kernels, directed);
    for (const SubjectPtr& subject : {undirected, directed}) {
        add_distances(kernels, subject, false);
        add_distances(kernels, subject, true);
    }
    const auto large = std::make_shared<Subject>(Directedness::undirected, 200'000, 1'000'000);
    const auto large_directed =
        std::make_shared<Subject>(Directedness::directed, 200'000, 1'000'000);
    for (const SubjectPtr& subject : {large, large_directed}) {
        add_pagerank(kernels, subject, false);
        add_pagerank(kernels, subject, true);
    }
    const auto boost_form =
        std::make_shared<UndirectedBoost>(large->boost_form<boost::undirectedS>());
    add_core(kernels, large, boost_form);
    add_components(kernels, large, boost_form);
    add_articulation(kernels, large, boost_form);
    add_clustering(kernels, large);
    return kernels;
}

std::ofstream open(const std::filesystem::path& path) {
    std::ofstream out(path);
    out.exceptions(std::ios::failbit | std::ios::badbit);
    return out;
}

/// "4000-undirected": subjects differ in size and direction.
std::string file_stem(const Subject& subject) {
    return std::to_string(subject.simple.graph.vertex_count()) + "-" + subject.direction();
}

void write_graph(const std::filesystem::path& path, const Subject& subject) {
    std::ofstream out = open(path);
    for (std::size_t e = 0; e < subject.simple.graph.edge_count(); ++e) {
        const auto [s, t] = subject.simple.graph.edges()[e];
        out << s << ' ' << t << ' ' << subject.simple.strength[e] << '\n';
    }
    out.close();
}

} // namespace

void register_hub_kernels() {
    for (const Kernel& kernel : hub_kernels()) {
        const auto answer = std::make_shared<Numbers>();
        register_on_threads(kernel.name, kernel.subject->input(),
                            [answer, ours = kernel.ours](benchmark::State& state) {
                                for (auto _ : state) {
                                    *answer = ours();
                                }
                            });
        for (const Peer& peer : kernel.peers) {
            register_run(kernel.name, peer.who, kernel.subject->input(),
                         [answer, ours = kernel.ours, peer](benchmark::State& state) {
                             Numbers theirs;
                             for (auto _ : state) {
                                 theirs = peer.work();
                             }
                             if (answer->empty()) { // a filter left ours out
                                 *answer = ours();
                             }
                             if (!agree(*answer, std::move(theirs), peer.agreement)) {
                                 state.SkipWithError("the peer's numbers are not ours");
                             }
                         });
        }
    }
}

void write_hub_kernels(const std::string& folder) {
    const std::filesystem::path root(folder);
    std::filesystem::create_directories(root);
    std::set<std::string> written;
    std::string index;
    for (const Kernel& kernel : hub_kernels()) {
        const std::string stem = file_stem(*kernel.subject);
        if (written.insert(stem).second) {
            write_graph(root / (stem + ".edges"), *kernel.subject);
        }
        std::string values = kernel.name;
        std::replace(values.begin(), values.end(), '/', '-');
        std::ofstream out = open(root / (values + ".values"));
        for (const double number : kernel.ours()) {
            out << fmt::format("{}\n", number);
        }
        out.close();
        index += fmt::format(R"({}{{"name": "{}", "edges": "{}.edges", "values": "{}.values", )"
                             R"("directed": {}, "vertices": {}, "input": "{}"}})",
                             index.empty() ? "" : ",\n", kernel.name, stem, values,
                             kernel.subject->simple.graph.is_directed(),
                             kernel.subject->simple.graph.vertex_count(), kernel.subject->input());
    }
    std::ofstream out = open(root / "kernels.json");
    out << "[" << index << "]\n";
    out.close();
}

} // namespace sandhan::bench
