// SPDX-License-Identifier: Apache-2.0
// Benchmarks named `what/who`, and a table that sets each of ours beside its peers.
#pragma once

#include <benchmark/benchmark.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace sandhan::bench {

/// Who ran a kernel. Peers of this process have one thread. bench/kernels.py knows these names.
inline constexpr const char* one_thread = "sandhan, 1 thread";
inline constexpr const char* all_threads = "sandhan, all threads";
inline constexpr const char* igraph_c = "igraph";
inline constexpr const char* boost_list_graph = "boost";
inline constexpr const char* boost_row_graph = "boost-csr";
inline constexpr const char* lemon_graph = "lemon";

/// A benchmark `what/who`; its label tells on what it ran. An empty one: `run` sets it.
void register_run(const std::string& what,
                  const char* who,
                  const std::string& input,
                  const std::function<void(benchmark::State&)>& run);
/// The same work of ours on one thread and on all.
void register_on_threads(const std::string& what,
                         const std::string& input,
                         const std::function<void(benchmark::State&)>& run);

/// How large the graphs of the hub kernels are: as the targets want them, or to try it out.
/// `patient` has what takes peers minutes, too.
enum class Size { full, quick, patient };

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

void register_hub_kernels(Size size);
void register_cut_kernels();
void register_path_kernels();
void register_timed_kernels();
/// `size` stands in the names: "100000" for a file of so many incidents.
void register_pipeline(const std::string& size, const std::string& path);

/// Writes what peers in other processes need to run the hub kernels and to compare their answers:
/// the graphs' ends as 32-bit and their strengths as 64-bit numbers, our answers as 64-bit numbers,
/// and kernels.json.
void write_hub_kernels(const std::string& folder, Size size);
/// Writes the GraphML of 200,000 vertices and a million edges.
void write_large_graphml(const std::string& path, Size size);
/// Reads a GraphML file and prints JSON: how much memory that took at its peak, and how much the
/// graph itself takes. Of a process that does nothing else.
void tell_graphml_memory(const std::string& path);

} // namespace sandhan::bench
