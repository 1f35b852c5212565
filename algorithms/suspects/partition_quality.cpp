// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/partition_quality.hpp"

#include "algorithms/internal/requirements.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

namespace sandhan::algorithms {

namespace {

void require_partition(const graph::CompressedGraph& g,
                       std::span<const std::uint32_t> community,
                       double resolution,
                       std::span<const double> strength,
                       const std::string& kernel) {
    if (g.is_directed()) {
        throw std::invalid_argument(kernel + ": the graph is directed; drop its directions first");
    }
    if (community.size() != g.vertex_count()) {
        throw std::invalid_argument(kernel + ": " + std::to_string(community.size()) +
                                    " communities for " + std::to_string(g.vertex_count()) +
                                    " vertices; give one each");
    }
    if (!(resolution >= 0.0) || std::isinf(resolution)) {
        throw std::invalid_argument(kernel + ": resolution " + std::to_string(resolution) +
                                    "; it must be finite and >= 0");
    }
    internal::require_positive(g, strength, kernel.c_str(), "strength");
}

/// The given numbers, or 0, 1, … in their place where some of them are not below n.
class DensePartition {
  public:
    explicit DensePartition(std::span<const std::uint32_t> community) : m_of(community) {
        const auto n = static_cast<std::uint32_t>(community.size());
        if (std::any_of(community.begin(), community.end(),
                        [&](std::uint32_t c) { return c >= n; })) {
            std::vector<std::uint32_t> numbers(community.begin(), community.end());
            std::sort(numbers.begin(), numbers.end());
            numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
            for (const std::uint32_t c : community) {
                m_numbered.push_back(static_cast<std::uint32_t>(
                    std::lower_bound(numbers.begin(), numbers.end(), c) - numbers.begin()));
            }
            m_of = m_numbered;
        }
    }
    [[nodiscard]] std::uint32_t of(graph::Vertex v) const { return m_of[v]; }

  private:
    std::span<const std::uint32_t> m_of;
    std::vector<std::uint32_t> m_numbered;
};

} // namespace

double modularity(const graph::CompressedGraph& g,
                  std::span<const std::uint32_t> community,
                  double resolution,
                  std::span<const double> strength) {
    require_partition(g, community, resolution, strength, "modularity");
    const DensePartition partition(community);
    std::vector<double> attached(g.vertex_count(), 0.0); // by community
    double within = 0.0;
    double total = 0.0;
    for (graph::Edge e = 0; e < g.edge_count(); ++e) {
        const auto [s, t] = g.ends(e);
        const double w = strength.empty() ? 1.0 : strength[e];
        attached[partition.of(s)] += w;
        attached[partition.of(t)] += w;
        within += partition.of(s) == partition.of(t) ? w : 0.0;
        total += w;
    }
    if (total == 0.0) {
        return 0.0;
    }
    double squares = 0.0;
    for (const double k : attached) {
        squares += (k / (2.0 * total)) * (k / (2.0 * total));
    }
    return within / total - resolution * squares;
}

double cpm_quality(const graph::CompressedGraph& g,
                   std::span<const std::uint32_t> community,
                   double resolution,
                   std::span<const double> strength) {
    require_partition(g, community, resolution, strength, "cpm_quality");
    const DensePartition partition(community);
    std::vector<double> size(g.vertex_count(), 0.0); // by community
    for (graph::Vertex v = 0; v < g.vertex_count(); ++v) {
        size[partition.of(v)] += 1.0;
    }
    double within = 0.0;
    for (graph::Edge e = 0; e < g.edge_count(); ++e) {
        const auto [s, t] = g.ends(e);
        if (partition.of(s) == partition.of(t)) {
            within += strength.empty() ? 1.0 : strength[e];
        }
    }
    double pairs = 0.0;
    for (const double n : size) {
        pairs += n * (n - 1.0) / 2.0;
    }
    return within - resolution * pairs;
}

} // namespace sandhan::algorithms
