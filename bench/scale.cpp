// SPDX-License-Identifier: Apache-2.0
// Hub kernels by size, one a process, so that its peak of memory is told; and what the memory
// gives:
//   sandhan_bench_scale write FILE VERTICES EDGES
//   sandhan_bench_scale run FILE KERNEL THREADS RUNS
//   sandhan_bench_scale memory THREADS ARRAY-BYTES TABLE-BYTES...
// Each prints one line of JSON. bench/scale.py runs it.
#include "algorithms/hubs/approximate_betweenness.hpp"
#include "algorithms/hubs/betweenness.hpp"
#include "algorithms/hubs/components.hpp"
#include "algorithms/hubs/core_number.hpp"
#include "algorithms/hubs/harmonic.hpp"
#include "algorithms/hubs/pagerank.hpp"
#include "bench/generated.hpp"
#include "bench/memory_rates.hpp"

#include <fmt/format.h>
#include <oneapi/tbb/global_control.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sandhan::bench {
namespace {

using graph::CompressedGraph;
using graph::VertexPair;

double seconds_of(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// The pairs of an association graph, in no order, behind their vertices and their number.
void write(const std::string& path, graph::Vertex n, std::size_t m) {
    std::vector<VertexPair> pairs;
    const double seconds =
        seconds_of([&] { pairs = unsorted_pairs(association_graph(n, m, 1).graph, 1); });
    std::ofstream out(path, std::ios::binary);
    out.exceptions(std::ios::failbit | std::ios::badbit);
    const std::array<std::uint64_t, 2> head{n, pairs.size()};
    out.write(reinterpret_cast<const char*>(head.data()), sizeof head);
    out.write(reinterpret_cast<const char*>(pairs.data()),
              static_cast<std::streamsize>(pairs.size() * sizeof(VertexPair)));
    out.close();
    fmt::print(R"({{"vertices": {}, "edges": {}, "seconds": {}}})"
               "\n",
               n, pairs.size(), seconds);
}

struct Pairs {
    graph::Vertex n = 0;
    std::vector<VertexPair> pairs;
};

Pairs read(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    in.exceptions(std::ios::failbit | std::ios::badbit);
    std::array<std::uint64_t, 2> head{};
    in.read(reinterpret_cast<char*>(head.data()), sizeof head);
    Pairs found{static_cast<graph::Vertex>(head[0]), std::vector<VertexPair>(head[1])};
    in.read(reinterpret_cast<char*>(found.pairs.data()),
            static_cast<std::streamsize>(head[1] * sizeof(VertexPair)));
    return found;
}

/// What a kernel returns: how many rounds it took, 1 where it knows none.
using Kernel = std::function<unsigned(const CompressedGraph&)>;

std::map<std::string, Kernel> kernels() {
    return {
        {"pagerank",
         [](const CompressedGraph& g) {
             algorithms::PageRankOptions options;
             options.tolerance = 1e-10;
             return algorithms::pagerank(g, {}, options).rounds;
         }},
        {"components",
         [](const CompressedGraph& g) {
             return algorithms::connected_components(g).of.empty() ? 0U : 1U;
         }},
        {"core",
         [](const CompressedGraph& g) { return algorithms::core_numbers(g).empty() ? 0U : 1U; }},
        {"harmonic",
         [](const CompressedGraph& g) { return algorithms::harmonic(g).empty() ? 0U : 1U; }},
        {"betweenness",
         [](const CompressedGraph& g) { return algorithms::betweenness(g).empty() ? 0U : 1U; }},
        {"approximate-betweenness",
         [](const CompressedGraph& g) {
             return algorithms::approximate_betweenness(g).score.empty() ? 0U : 1U;
         }},
    };
}

/// "build" is making the graph itself.
void run(const std::string& path, const std::string& name, int threads, int runs) {
    using oneapi::tbb::global_control;
    const global_control limit(global_control::max_allowed_parallelism,
                               static_cast<std::size_t>(threads));
    Pairs pairs = read(path);
    const std::size_t m = pairs.pairs.size();
    const bool builds = name == "build";
    double build = std::numeric_limits<double>::infinity();
    CompressedGraph g;
    for (int i = builds ? 1 : runs; i <= runs; ++i) {
        const bool last = i == runs; // which may keep the pairs
        std::vector<VertexPair> given = last ? std::move(pairs.pairs) : pairs.pairs;
        g = CompressedGraph();
        const double took = seconds_of([&] {
            g = CompressedGraph(graph::Directedness::undirected, pairs.n, std::move(given));
        });
        build = std::min(build, took);
    }
    double best = build;
    unsigned rounds = 1;
    if (!builds) {
        const Kernel kernel = kernels().at(name);
        best = std::numeric_limits<double>::infinity();
        double spent = 0.0;
        constexpr double enough_s = 20.0;
        for (int i = 0; i < runs && spent < enough_s; ++i) {
            const double took = seconds_of([&] { rounds = kernel(g); });
            best = std::min(best, took);
            spent += took;
        }
    }
    fmt::print(R"({{"vertices": {}, "edges": {}, "seconds": {}, "build_s": {}, "rounds": {}}})"
               "\n",
               pairs.n, m, best, build, rounds);
}

void memory(int threads, std::size_t array_bytes, const std::vector<std::size_t>& tables) {
    using oneapi::tbb::global_control;
    const global_control limit(global_control::max_allowed_parallelism,
                               static_cast<std::size_t>(threads));
    const MemoryRates rates = memory_rates(array_bytes, tables);
    std::string gathers;
    for (const GatherRate& rate : rates.gathers) {
        gathers += fmt::format(R"({}{{"table_bytes": {}, "a_second": {}}})",
                               gathers.empty() ? "" : ", ", rate.table_bytes, rate.a_second);
    }
    fmt::print(R"({{"read": {}, "triad": {}, "gathers": [{}]}})"
               "\n",
               rates.read_bytes_a_second, rates.triad_bytes_a_second, gathers);
}

int told(const std::vector<std::string>& words) {
    const auto number = [&](std::size_t i) { return std::stoull(words.at(i)); };
    const auto small = [&](std::size_t i) { return std::stoi(words.at(i)); };
    if (words.size() == 4 && words[0] == "write") {
        write(words[1], static_cast<graph::Vertex>(number(2)), number(3));
    } else if (words.size() == 5 && words[0] == "run") {
        run(words[1], words[2], small(3), small(4));
    } else if (words.size() >= 3 && words[0] == "memory") {
        std::vector<std::size_t> tables;
        for (std::size_t i = 3; i < words.size(); ++i) {
            tables.push_back(number(i));
        }
        memory(small(1), number(2), tables);
    } else {
        std::fputs("sandhan_bench_scale: bench/scale.cpp tells how\n", stderr);
        return 2;
    }
    return 0;
}

} // namespace
} // namespace sandhan::bench

int main(int argc, char** argv) {
    try {
        return sandhan::bench::told(std::vector<std::string>(argv + 1, argv + argc));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "sandhan_bench_scale: %s\n", error.what());
        return 3;
    }
}
