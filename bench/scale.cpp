// SPDX-License-Identifier: Apache-2.0
// How much a million incidents cost in memory and time: sandhan_scale [INCIDENTS]. A program of its
// own, because the peak of a process counts everything that it ever did.
#include "bench/generated.hpp"
#include "graph/association_graph.hpp"
#include "graph/case_graph.hpp"
#include "graph/movement_graph.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <string>

namespace {

using namespace sandhan;

/// A line of /proc/self/status in MiB: VmRSS now, VmHWM the peak so far.
double memory_mib(const std::string& name) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);) {
        if (line.starts_with(name + ":")) {
            constexpr double kib = 1024.0;
            return std::atof(line.c_str() + name.size() + 1) / kib;
        }
    }
    return 0.0;
}

class Steps {
  public:
    void done(const std::string& what) {
        const auto now = std::chrono::steady_clock::now();
        fmt::print("{:<42}{:>9.1f} s{:>10.0f} MiB now{:>10.0f} MiB peak\n", what,
                   std::chrono::duration<double>(now - m_since).count(), memory_mib("VmRSS"),
                   memory_mib("VmHWM"));
        std::fflush(stdout);
        m_since = std::chrono::steady_clock::now();
    }

  private:
    std::chrono::steady_clock::time_point m_since = std::chrono::steady_clock::now();
};

} // namespace

int main(int argc, char** argv) {
    const long incidents = argc > 1 ? std::atol(argv[1]) : 1'000'000;
    if (incidents <= 0) {
        std::fputs("usage: sandhan_scale [INCIDENTS]\n", stderr);
        return 2;
    }
    Steps steps;
    (void)graph::Gazetteer::builtin();
    steps.done("gazetteer");
    std::optional<graph::CaseStoreBuilder> builder(std::in_place, graph::Gazetteer::builtin(),
                                                   nullptr);
    bench::IncidentSource source(1);
    for (long i = 0; i < incidents; ++i) {
        builder->add(source.next());
    }
    steps.done(fmt::format("{} incidents added", incidents));
    const graph::CaseStore store = builder->finish();
    builder.reset();
    steps.done("case store");
    const graph::CaseGraph g(store, {});
    steps.done(fmt::format("case graph, n={} m={}", g.vertex_count(), g.edge_count()));
    const graph::MovementGraph movement(g, graph::PlaceLevel::district);
    steps.done(fmt::format("movement, n={} m={}", movement.vertex_count(), movement.edge_count()));
    const graph::AssociationGraph association(g);
    steps.done(fmt::format("association, n={} m={}", association.vertex_count(),
                           association.edge_count()));
    return 0;
}
