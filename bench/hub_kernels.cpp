// SPDX-License-Identifier: Apache-2.0
// Which hub kernels are measured on which graphs, beside igraph's C library, Boost Graph and LEMON.
// A peer's answer is compared with ours before its time counts: a fast wrong kernel is an error,
// not a record.
#include "bench/hub_kernels.hpp"

#include "bench/generated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <optional>
#include <set>

namespace sandhan::bench {
namespace {

using graph::Directedness;
using graph::Vertex;

void scale(Numbers& numbers) {
    const double sum = std::accumulate(numbers.begin(), numbers.end(), 0.0);
    for (double& number : numbers) {
        number /= sum;
    }
}

bool agree(Numbers ours, Numbers theirs, const Comparison& comparison) {
    if (ours.size() != theirs.size()) {
        return false;
    }
    if (comparison.as == Agreement::as_distribution) {
        scale(ours);
        scale(theirs);
        double apart = 0.0;
        for (std::size_t v = 0; v < ours.size(); ++v) {
            apart += std::abs(ours[v] - theirs[v]);
        }
        return apart <= comparison.within;
    }
    if (comparison.as == Agreement::as_sorted) {
        std::sort(ours.begin(), ours.end());
        std::sort(theirs.begin(), theirs.end());
    }
    for (std::size_t v = 0; v < ours.size(); ++v) {
        const bool undefined = std::isnan(theirs[v]) && ours[v] == 0.0; // igraph: reaches nothing
        if (!undefined &&
            !(std::abs(ours[v] - theirs[v]) <= comparison.within * std::max(1.0, ours[v]))) {
            return false;
        }
    }
    return true;
}

SubjectPtr made_of(const char* name, std::function<algorithms::SimpleGraph()> make) {
    return std::make_shared<const Subject>(name, std::move(make));
}

/// To try it out, a twentieth.
std::size_t reduced_to(Size size, std::size_t count) {
    return size == Size::quick ? count / 20 : count;
}

/// Of so many vertices and edges.
SubjectPtr association_of(Size size, std::size_t n, std::size_t m) {
    return made_of("association", [=] {
        return association_graph(static_cast<Vertex>(reduced_to(size, n)), reduced_to(size, m), 1);
    });
}

std::vector<Kernel> hub_kernels(Size size) {
    std::vector<Kernel> kernels;
    const bool quick = size == Size::quick;
    const auto reduced = [size](std::size_t count) { return reduced_to(size, count); };
    const auto vertices = [reduced](std::size_t n) { return static_cast<Vertex>(reduced(n)); };

    // All pairs of vertices by costs, where peers take seconds for what is here.
    for (const auto directedness : {Directedness::undirected, Directedness::directed}) {
        const bool is_directed = directedness == Directedness::directed;
        const auto small = made_of(is_directed ? "directed" : "undirected", [=] {
            const std::size_t divisor = quick ? 4 : 1;
            return power_law_graph(directedness, static_cast<Vertex>(4000 / divisor),
                                   20'000 / divisor, 1);
        });
        for (const bool weighted : {false, true}) {
            add_betweenness(kernels, small, weighted);
            add_closeness(kernels, small, weighted);
            add_harmonic(kernels, small, weighted);
        }
    }
    // All pairs by steps.
    const auto association = association_of(size, 20'000, 100'000);
    add_approximate_betweenness(kernels, association);
    add_harmonic(kernels, association, false);
    add_betweenness(kernels, association, false);
    const auto movement = made_of("movement", [=] {
        return movement_graph(vertices(5000), reduced(100'000) / (quick ? 5 : 1), 1);
    });
    add_betweenness(kernels, movement, false);
    add_harmonic(kernels, movement, false);
    add_pagerank(kernels, movement, true);
    if (size == Size::patient) {
        add_betweenness(kernels, movement, true);
    }
    // What is linear, or nearly.
    const auto large = association_of(size, 200'000, 1'000'000);
    const auto rmat = made_of("rmat", [=] {
        constexpr unsigned scale = 17;
        return rmat_graph(quick ? scale - 4 : scale, reduced(1'000'000), 1);
    });
    for (const SubjectPtr& subject : {large, rmat}) {
        add_building(kernels, subject);
        add_pagerank(kernels, subject, false);
        add_components(kernels, subject);
        add_core(kernels, subject);
        add_articulation(kernels, subject);
    }
    add_pagerank(kernels, large, true);
    add_clustering(kernels, large);
    add_leiden(kernels, large);
    add_graph_files(kernels, large);
    add_gexf_files(kernels, association_of(size, 50'000, 250'000));
    add_layout(kernels, association_of(size, 100'000, 400'000));
    add_layout(kernels, made_of("association-20000", [=] {
                   return association_graph(vertices(20'000), reduced(80'000), 1);
               }));
    const auto directed = made_of("directed", [=] {
        return power_law_graph(Directedness::directed, vertices(200'000), reduced(1'000'000), 1);
    });
    add_building(kernels, directed);
    add_pagerank(kernels, directed, false);
    add_pagerank(kernels, directed, true);
    return kernels;
}

/// Runs a kernel as often as the benchmark asks; the last answer, as numbers.
Numbers run(benchmark::State& state, const Subject& subject, const Work& work) {
    Answer answer;
    for (auto _ : state) {
        Answer found = work(subject);
        state.PauseTiming(); // what the round before has found is freed
        answer = std::move(found);
        state.ResumeTiming();
    }
    return answer();
}

/// Makes what ours needs before it is timed.
void settle(const Kernel& kernel) {
    (void)kernel.subject->simple();
    (void)kernel.subject->cost();
    if (kernel.settle) {
        kernel.settle(*kernel.subject);
    }
}

Numbers expected(const Kernel& kernel) {
    settle(kernel);
    return kernel.truth ? kernel.truth(*kernel.subject) : kernel.ours(*kernel.subject)();
}

std::ofstream open(const std::filesystem::path& path) {
    std::ofstream out(path, std::ios::binary);
    out.exceptions(std::ios::failbit | std::ios::badbit);
    return out;
}

template <class Value>
void write(const std::filesystem::path& path, std::span<const Value> values) {
    std::ofstream out = open(path);
    out.write(reinterpret_cast<const char*>(values.data()),
              static_cast<std::streamsize>(values.size_bytes()));
    out.close();
}

/// "association-20000": subjects of one name differ in size.
std::string file_stem(const Subject& subject) {
    return subject.name() + "-" + std::to_string(subject.graph().vertex_count());
}

std::string told(Agreement agreement) {
    switch (agreement) {
    case Agreement::as_sorted:
        return "sorted";
    case Agreement::as_distribution:
        return "distribution";
    default:
        return "numbers";
    }
}

} // namespace

void register_hub_kernels(Size size) {
    for (const Kernel& kernel : hub_kernels(size)) {
        const auto right = std::make_shared<std::optional<Numbers>>();
        const auto compare = [kernel, right](benchmark::State& state, Numbers numbers,
                                             const char* fault) {
            if (!*right) {
                *right = expected(kernel);
            }
            state.SetLabel(kernel.subject->input());
            if (!agree(**right, std::move(numbers), kernel.comparison)) {
                state.SkipWithError(fault);
            }
        };
        register_on_threads(kernel.name, "", [kernel, right, compare](benchmark::State& state) {
            settle(kernel);
            Numbers numbers = run(state, *kernel.subject, kernel.ours);
            if (!*right && !kernel.truth) {
                *right = numbers;
            }
            compare(state, std::move(numbers), "the numbers are not what they should be");
        });
        for (const Peer& peer : kernel.peers) {
            register_run(kernel.name, peer.who, "",
                         [kernel, peer, compare](benchmark::State& state) {
                             kernel.subject->prepare(peer.who);
                             if (peer.settle) {
                                 peer.settle(*kernel.subject);
                             }
                             compare(state, run(state, *kernel.subject, peer.work),
                                     "the peer's numbers are not ours");
                         });
        }
    }
}

void write_large_graphml(const std::string& path, Size size) {
    write_graphml_of(*association_of(size, 200'000, 1'000'000), path);
}

void write_hub_kernels(const std::string& folder, Size size) {
    const std::filesystem::path root(folder);
    std::filesystem::create_directories(root);
    std::set<std::string> written;
    std::string index;
    for (const Kernel& kernel : hub_kernels(size)) {
        const Subject& subject = *kernel.subject;
        const std::string stem = file_stem(subject);
        const std::string ends = stem + (kernel.of_pairs ? ".pairs" : ".edges");
        if (written.insert(ends).second) {
            if (kernel.of_pairs) {
                const auto pairs = unsorted_pairs(subject.graph(), 1);
                write<graph::VertexPair>(root / ends, pairs);
            } else {
                write(root / ends, subject.graph().edges());
            }
            write<double>(root / (stem + ".strength"), subject.strength());
        }
        std::string values = kernel.name;
        std::replace(values.begin(), values.end(), '/', '-');
        values += ".values";
        write<double>(root / values, expected(kernel));
        index += fmt::format(
            R"({}{{"name": "{}", "edges": "{}", "strength": "{}.strength", "values": "{}", )"
            R"("compare": "{}", "within": {}, "directed": {}, "vertices": {}, "input": "{}"}})",
            index.empty() ? "" : ",\n", kernel.name, ends, stem, values, told(kernel.comparison.as),
            kernel.comparison.within, subject.is_directed(), subject.graph().vertex_count(),
            subject.input());
    }
    std::ofstream out = open(root / "kernels.json");
    out << "[" << index << "]\n";
    out.close();
}

} // namespace sandhan::bench
