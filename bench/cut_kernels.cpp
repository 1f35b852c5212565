// SPDX-License-Identifier: Apache-2.0
// The minimum cut beside LEMON's preflow on a graph of the size of a country's legs. Pairs are
// drawn from all vertices: most are cut near one of their ends, as places are.
#include "algorithms/routes/minimum_cut.hpp"
#include "bench/generated.hpp"
#include "bench/side_by_side.hpp"
#include "bench/subject.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <stdexcept>

namespace sandhan::bench {
namespace {

constexpr std::size_t pairs = 50;

struct CutSubject {
    Subject subject{
        "legs", [] { return power_law_graph(graph::Directedness::directed, 5000, 100'000, 1); }};
    std::vector<algorithms::Capacity> capacity; ///< the strengths: whole numbers, few above 6
    std::vector<LemonForm::Pair> ends;

    CutSubject() {
        for (const double strength : subject.strength()) {
            capacity.push_back(static_cast<algorithms::Capacity>(strength));
        }
        std::mt19937 random(1);
        while (ends.size() < pairs) {
            const LemonForm::Pair pair{static_cast<std::uint32_t>(random() % 5000),
                                       static_cast<std::uint32_t>(random() % 5000)};
            if (pair.source != pair.target) {
                ends.push_back(pair);
            }
        }
    }

    [[nodiscard]] Numbers flows() const {
        Numbers flows;
        for (const LemonForm::Pair& pair : ends) {
            const std::array from{graph::Vertex{pair.source}};
            const std::array to{graph::Vertex{pair.target}};
            const auto cut = algorithms::minimum_cut(subject.graph(), capacity, from, to);
            if (!cut.proved) {
                throw std::logic_error("a cut without its proof");
            }
            flows.push_back(static_cast<double>(cut.flow));
        }
        return flows;
    }
};

} // namespace

void register_cut_kernels() {
    const std::string name = "routes/minimum_cut";
    const auto all = std::make_shared<CutSubject>();
    const std::string input = all->subject.input() + ", " + std::to_string(pairs) + " pairs";
    register_on_threads(name, input, [all](benchmark::State& state) {
        for (auto _ : state) {
            benchmark::DoNotOptimize(all->flows());
        }
    });
    register_run(name, lemon_graph, input, [all](benchmark::State& state) {
        all->subject.prepare(lemon_graph);
        Numbers theirs;
        for (auto _ : state) {
            theirs = all->subject.lemon().maximum_flows(all->ends, all->capacity);
        }
        if (theirs != all->flows()) {
            state.SkipWithError("the peer's numbers are not ours");
        }
    });
}

} // namespace sandhan::bench
