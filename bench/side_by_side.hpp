// SPDX-License-Identifier: Apache-2.0
// Benchmarks named `what/who`, and a table that sets each of ours beside its peers.
#pragma once

#include <benchmark/benchmark.h>

#include <map>
#include <string>
#include <vector>

namespace sandhan::bench {

/// Who ran a kernel. Peers run on one thread.
inline constexpr const char* one_thread = "sandhan, 1 thread";
inline constexpr const char* all_threads = "sandhan, all threads";
inline constexpr const char* igraph_c = "igraph";
inline constexpr const char* boost_graph = "boost";

/// Google Benchmark's own table, and after it one row a kernel: our time on one thread in
/// milliseconds, and the others' times divided by it.
class SideBySide : public benchmark::ConsoleReporter {
  public:
    SideBySide() : ConsoleReporter(OO_None) {}
    void ReportRuns(const std::vector<Run>& runs) override;
    void Finalize() override;

  private:
    std::vector<std::string> m_order;
    std::map<std::string, std::map<std::string, double>> m_seconds; // by what, then by who
};

void register_hub_kernels();
void register_pipeline();

} // namespace sandhan::bench
