// SPDX-License-Identifier: Apache-2.0
// The hub kernels beside igraph's C library and Boost Graph on the same graphs. Before a peer is
// timed its answer is compared with ours: a fast wrong kernel is an error, not a record.
#include "algorithms/hubs/articulation.hpp"
#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/hubs/closeness.hpp"
#include "algorithms/hubs/clustering.hpp"
#include "algorithms/hubs/components.hpp"
#include "algorithms/hubs/core_number.hpp"
#include "algorithms/hubs/harmonic.hpp"
#include "algorithms/hubs/pagerank.hpp"
#include "bench/generated.hpp"
#include "bench/side_by_side.hpp"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/betweenness_centrality.hpp>
#include <igraph/igraph.h>
#include <oneapi/tbb/global_control.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <utility>

namespace sandhan::bench {
namespace {

using graph::Directedness;
using graph::Vertex;
using Numbers = std::vector<double>;

/// One graph in the three libraries' forms.
struct Subject {
    algorithms::SimpleGraph simple;
    Numbers cost; // 1 / strength
    igraph_t ig{};
    igraph_vector_t ig_cost{}, ig_strength{};

    Subject(Directedness directedness, Vertex n, std::size_t m)
        : simple(power_law_graph(directedness, n, m, 1)) {
        const auto& edges = simple.graph.edges();
        igraph_vector_int_t ends;
        igraph_vector_int_init(&ends, static_cast<igraph_integer_t>(2 * edges.size()));
        const auto count = static_cast<igraph_integer_t>(edges.size());
        igraph_vector_init(&ig_cost, count);
        igraph_vector_init(&ig_strength, count);
        for (std::size_t e = 0; e < edges.size(); ++e) {
            VECTOR(ends)[2 * e] = edges[e].source;
            VECTOR(ends)[2 * e + 1] = edges[e].target;
            cost.push_back(1.0 / simple.strength[e]);
            VECTOR(ig_cost)[e] = cost[e];
            VECTOR(ig_strength)[e] = simple.strength[e];
        }
        igraph_create(&ig, &ends, n, simple.graph.is_directed());
        igraph_vector_int_destroy(&ends);
    }
    Subject(const Subject&) = delete;
    Subject& operator=(const Subject&) = delete;
    ~Subject() {
        igraph_destroy(&ig);
        igraph_vector_destroy(&ig_cost);
        igraph_vector_destroy(&ig_strength);
    }

    [[nodiscard]] std::string name() const {
        return (simple.graph.is_directed() ? "directed n=" : "undirected n=") +
               std::to_string(simple.graph.vertex_count()) +
               " m=" + std::to_string(simple.graph.edge_count());
    }
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

template <class Selector>
class BoostForm {
  public:
    explicit BoostForm(const Subject& subject) : m_g(subject.simple.graph.vertex_count()) {
        for (std::size_t e = 0; e < subject.cost.size(); ++e) {
            const auto [s, t] = subject.simple.graph.edges()[e];
            boost::add_edge(s, t, subject.cost[e], m_g);
        }
    }

    [[nodiscard]] Numbers betweenness(bool weighted) const {
        Numbers score(num_vertices(m_g));
        const auto index = get(boost::vertex_index, m_g);
        const auto centrality = boost::make_iterator_property_map(score.begin(), index);
        if (weighted) {
            boost::brandes_betweenness_centrality(m_g,
                                                  boost::centrality_map(centrality)
                                                      .vertex_index_map(index)
                                                      .weight_map(get(boost::edge_weight, m_g)));
        } else {
            boost::brandes_betweenness_centrality(
                m_g, boost::centrality_map(centrality).vertex_index_map(index));
        }
        return score;
    }

  private:
    boost::adjacency_list<boost::vecS,
                          boost::vecS,
                          Selector,
                          boost::no_property,
                          boost::property<boost::edge_weight_t, double>>
        m_g;
};

bool agree(const Numbers& ours, const Numbers& theirs) {
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

/// A measure of a subject: ours, and those of the peers that there are.
struct Kernel {
    std::string name;
    std::function<Numbers()> ours;
    std::function<Numbers()> igraph;
    std::function<Numbers()> boost = {};
    /// Only these agree (Boost compares lengths exactly and misses ties of sums of fractions).
    bool boost_agrees = true;
};

void measure(benchmark::State& state, const std::function<Numbers()>& work) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(work());
    }
}

void add(const std::string& what, const char* who, std::function<void(benchmark::State&)> run) {
    benchmark::RegisterBenchmark((what + "/" + who).c_str(),
                                 [run = std::move(run)](benchmark::State& state) { run(state); })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
}

void register_kernel(const std::shared_ptr<Subject>& subject, const Kernel& kernel) {
    const std::string what = kernel.name + " " + subject->name();
    add(what, one_thread, [ours = kernel.ours](benchmark::State& state) {
        const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, 1);
        measure(state, ours);
    });
    add(what, all_threads, [ours = kernel.ours](benchmark::State& state) { measure(state, ours); });
    const auto add_peer = [&](const char* who, const std::function<Numbers()>& peer, bool agrees) {
        if (!peer) {
            return;
        }
        add(what, who, [ours = kernel.ours, peer, agrees](benchmark::State& state) {
            if (agrees && !agree(ours(), peer())) {
                state.SkipWithError("the peer's numbers are not ours");
                return;
            }
            measure(state, peer);
        });
    };
    add_peer(igraph_c, kernel.igraph, true);
    add_peer(boost_graph, kernel.boost, kernel.boost_agrees);
}

// Each lambda holds the subject, which lives as long as the registered benchmarks.

template <class Selector>
void register_betweenness(const std::shared_ptr<Subject>& s) {
    const auto boost_form = std::make_shared<BoostForm<Selector>>(*s);
    register_kernel(s, {"betweenness", [s] { return algorithms::betweenness(s->simple.graph); },
                        [s] {
                            return from_igraph([&](igraph_vector_t* result) {
                                igraph_betweenness(&s->ig, result, igraph_vss_all(),
                                                   IGRAPH_DIRECTED, nullptr);
                            });
                        },
                        [boost_form] { return boost_form->betweenness(false); }});
    register_kernel(s, {"betweenness weighted",
                        [s] { return algorithms::betweenness(s->simple.graph, s->cost); },
                        [s] {
                            return from_igraph([&](igraph_vector_t* result) {
                                igraph_betweenness(&s->ig, result, igraph_vss_all(),
                                                   IGRAPH_DIRECTED, &s->ig_cost);
                            });
                        },
                        [boost_form] { return boost_form->betweenness(true); }, false});
}

void register_distances(const std::shared_ptr<Subject>& s) {
    const auto register_both = [&](const char* suffix, const Numbers& cost,
                                   const igraph_vector_t* ig_cost) {
        register_kernel(s, {std::string("closeness") + suffix,
                            [s, &cost] {
                                return algorithms::closeness(
                                    s->simple.graph, cost,
                                    algorithms::ClosenessForm::within_component);
                            },
                            [s, ig_cost] {
                                return from_igraph([&](igraph_vector_t* result) {
                                    igraph_closeness(&s->ig, result, nullptr, nullptr,
                                                     igraph_vss_all(), IGRAPH_IN, ig_cost, true);
                                });
                            }});
        register_kernel(s, {std::string("harmonic") + suffix,
                            [s, &cost] {
                                return algorithms::harmonic(s->simple.graph, cost,
                                                            algorithms::Normalisation::by_size);
                            },
                            [s, ig_cost] {
                                return from_igraph([&](igraph_vector_t* result) {
                                    igraph_harmonic_centrality(&s->ig, result, igraph_vss_all(),
                                                               IGRAPH_IN, ig_cost, true);
                                });
                            }});
    };
    static const Numbers no_cost;
    register_both("", no_cost, nullptr);
    register_both(" weighted", s->cost, &s->ig_cost);
}

void register_pagerank(const std::shared_ptr<Subject>& s) {
    const auto ours = [s](std::span<const double> strength) {
        return algorithms::pagerank(s->simple.graph, strength).score;
    };
    const auto igraphs = [s](const igraph_vector_t* strength) {
        return from_igraph([&](igraph_vector_t* result) {
            constexpr double damping = 0.85;
            igraph_pagerank(&s->ig, IGRAPH_PAGERANK_ALGO_PRPACK, result, nullptr, igraph_vss_all(),
                            IGRAPH_DIRECTED, damping, strength, nullptr);
        });
    };
    register_kernel(
        s, {"pagerank", [ours] { return ours({}); }, [igraphs] { return igraphs(nullptr); }});
    register_kernel(s, {"pagerank weighted", [ours, s] { return ours(s->simple.strength); },
                        [igraphs, s] { return igraphs(&s->ig_strength); }});
}

/// Of an undirected graph.
void register_structure(const std::shared_ptr<Subject>& s) {
    register_kernel(s, {"core",
                        [s] {
                            const auto core = algorithms::core_numbers(s->simple.graph);
                            return Numbers(core.begin(), core.end());
                        },
                        [s] {
                            return from_igraph_integers([&](igraph_vector_int_t* result) {
                                igraph_coreness(&s->ig, result, IGRAPH_ALL);
                            });
                        }});
    register_kernel(s, {"components",
                        [s] {
                            auto sizes = algorithms::connected_components(s->simple.graph).size;
                            return Numbers(sizes.begin(), sizes.end());
                        },
                        [s] {
                            return from_igraph_integers([&](igraph_vector_int_t* result) {
                                igraph_connected_components(&s->ig, nullptr, result, nullptr,
                                                            IGRAPH_WEAK);
                            });
                        }});
    register_kernel(s, {"articulation",
                        [s] {
                            const auto mark = algorithms::cut_parts(s->simple.graph).articulation;
                            Numbers points;
                            for (std::size_t v = 0; v < mark.size(); ++v) {
                                if (mark[v]) {
                                    points.push_back(static_cast<double>(v));
                                }
                            }
                            return points;
                        },
                        [s] {
                            auto points = from_igraph_integers([&](igraph_vector_int_t* result) {
                                igraph_articulation_points(&s->ig, result);
                            });
                            std::sort(points.begin(), points.end());
                            return points;
                        }});
    register_kernel(s, {"clustering", [s] { return algorithms::clustering(s->simple.graph); },
                        [s] {
                            return from_igraph([&](igraph_vector_t* result) {
                                igraph_transitivity_local_undirected(
                                    &s->ig, result, igraph_vss_all(), IGRAPH_TRANSITIVITY_ZERO);
                            });
                        }});
}

} // namespace

void register_hub_kernels() {
    const auto undirected = std::make_shared<Subject>(Directedness::undirected, 4000, 20'000);
    const auto directed = std::make_shared<Subject>(Directedness::directed, 4000, 20'000);
    register_betweenness<boost::undirectedS>(undirected);
    register_betweenness<boost::directedS>(directed);
    register_distances(undirected);
    register_distances(directed);
    const auto large = std::make_shared<Subject>(Directedness::undirected, 200'000, 1'000'000);
    const auto large_directed =
        std::make_shared<Subject>(Directedness::directed, 200'000, 1'000'000);
    register_pagerank(large);
    register_pagerank(large_directed);
    register_structure(large);
}

} // namespace sandhan::bench
