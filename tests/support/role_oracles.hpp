// SPDX-License-Identifier: Apache-2.0
// Roles across groups written down from their definitions, for graphs of a few vertices. They
// share nothing with the kernels but the matrix of the graph.
#pragma once

#include "tests/support/hub_oracles.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <utility>
#include <vector>

namespace sandhan::tests {

/// One small number a vertex, nothing for one that belongs nowhere.
using Labels = std::vector<std::optional<std::uint32_t>>;

namespace oracle {

/// Open paths a -> b -> c of one b. Undirected: every pair {a, c} once, and a pair with one end in
/// b's group under gatekeeper and representative both.
struct Brokered {
    std::uint64_t coordinator = 0, itinerant = 0, gatekeeper = 0, representative = 0, liaison = 0;
    std::uint64_t total = 0;
    std::map<std::uint32_t, std::uint64_t> let_in_from, spoken_to;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> between;

    [[nodiscard]] std::array<std::uint64_t, 6> counts() const {
        return {coordinator, itinerant, gatekeeper, representative, liaison, total};
    }
};

/// By going through all pairs of other vertices.
Brokered brokered(const Matrix& m, const Labels& labels, Vertex b);

/// Participation and within-group score of one vertex, by going through all pairs of labels;
/// strength[u][v] is 0 where there is no edge.
struct Spread {
    double participation = 0.0;
    double within_group = 0.0;
};
Spread spread(const Matrix& m,
              const std::vector<std::vector<double>>& strength,
              const Labels& labels,
              Vertex v);

} // namespace oracle
} // namespace sandhan::tests
