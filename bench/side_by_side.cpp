// SPDX-License-Identifier: Apache-2.0
#include "bench/side_by_side.hpp"

#include <fmt/format.h>
#include <oneapi/tbb/global_control.h>

#include <algorithm>

namespace sandhan::bench {

void register_run(const std::string& what,
                  const char* who,
                  const std::string& input,
                  const std::function<void(benchmark::State&)>& run) {
    benchmark::RegisterBenchmark((what + "/" + who).c_str(),
                                 [run, input](benchmark::State& state) {
                                     if (!input.empty()) {
                                         state.SetLabel(input);
                                     }
                                     run(state);
                                 })
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
}

void register_on_threads(const std::string& what,
                         const std::string& input,
                         const std::function<void(benchmark::State&)>& run) {
    register_run(what, one_thread, input, [run](benchmark::State& state) {
        using oneapi::tbb::global_control;
        const global_control limit(global_control::max_allowed_parallelism, 1);
        run(state);
    });
    register_run(what, all_threads, input, run);
}

void SideBySide::ReportRuns(const std::vector<Run>& runs) {
    ConsoleReporter::ReportRuns(runs);
    for (const Run& run : runs) {
        // The name alone: the whole would carry "/real_time" behind it.
        const std::string& name = run.run_name.function_name;
        const std::size_t slash = name.rfind('/');
        if (run.error_occurred || slash == std::string::npos || run.iterations == 0) {
            continue;
        }
        const std::string what = name.substr(0, slash);
        if (std::find(m_order.begin(), m_order.end(), what) == m_order.end()) {
            m_order.push_back(what);
        }
        const double seconds = run.real_accumulated_time / static_cast<double>(run.iterations);
        // Of several repetitions the fastest: what disturbs a run only ever makes it longer.
        const auto [at, is_new] = m_seconds[what].emplace(name.substr(slash + 1), seconds);
        at->second = std::min(at->second, seconds);
    }
}

void SideBySide::Finalize() {
    ConsoleReporter::Finalize();
    std::string table =
        fmt::format("\n{:<52}{:>12}{:>10}{:>10}{:>10}{:>10}{:>10}\n", "side by side", "1 thread ms",
                    "all", "igraph", "boost", "boost-csr", "lemon");
    bool any = false;
    for (const std::string& what : m_order) {
        const auto& times = m_seconds[what];
        const auto ours = times.find(one_thread);
        if (ours == times.end()) {
            continue;
        }
        any = true;
        const auto ratio = [&](const char* who) {
            const auto at = times.find(who);
            return at == times.end() ? std::string("-")
                                     : fmt::format("{:.2f}", at->second / ours->second);
        };
        constexpr double milliseconds = 1e3;
        table += fmt::format("{:<52}{:>12.3f}{:>10}{:>10}{:>10}{:>10}{:>10}\n", what,
                             ours->second * milliseconds, ratio(all_threads), ratio(igraph_c),
                             ratio(boost_list_graph), ratio(boost_row_graph), ratio(lemon_graph));
    }
    if (any) {
        GetOutputStream()
            << table
            << "all, igraph, boost, lemon: their time divided by ours on one thread; above 1 is "
               "slower. boost-csr: Boost on its compressed rows\n";
    }
}

} // namespace sandhan::bench
