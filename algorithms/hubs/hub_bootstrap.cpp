// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/hub_bootstrap.hpp"

#include "algorithms/internal/poisson_weights.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {

RankIntervals bootstrap_hubs(const GraphEvidence& evidence,
                             std::span<const graph::Vertex> rows,
                             const HubMeasure& measure,
                             const HubBootstrapOptions& options,
                             const graph::RunControl& control) {
    require_consistent(evidence);
    for (const graph::Vertex v : rows) {
        if (v >= evidence.vertices) {
            throw std::invalid_argument("bootstrap_hubs: row of vertex " + std::to_string(v) +
                                        "; there are " + std::to_string(evidence.vertices));
        }
    }
    const internal::PoissonWeights weights(options.seed);
    graph::RunControl inner; // which tells no progress of its own
    inner.stop_requested = control.stop_requested;
    const auto replication = [&](std::size_t number, std::span<double> values) {
        std::vector<std::uint32_t> copies(evidence.incidents.size());
        for (std::size_t i = 0; i < copies.size(); ++i) {
            std::array<std::uint32_t, 2> drawn{}; // a draw is of two replications
            weights.add(evidence.incidents[i], number / 2 * 2, drawn);
            copies[i] = drawn[number % 2];
        }
        const auto none = [](std::uint32_t count) { return count == 0; };
        if (!copies.empty() && std::all_of(copies.begin(), copies.end(), none)) {
            return false;
        }
        const std::vector<double> measured = measure(resampled(evidence, copies), inner);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            values[row] = measured[rows[row]];
        }
        return true;
    };
    return rank_intervals(rows.size(), replication, {options.replications, options.top, {}},
                          control);
}

} // namespace sandhan::algorithms
