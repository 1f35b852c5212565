// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/closeness.hpp"

namespace sandhan::algorithms {

std::vector<double> closeness(const DistanceSums& distances, ClosenessForm form) {
    const std::size_t n = distances.total.size();
    std::vector<double> score(n, 0.0);
    for (std::size_t v = 0; v < n; ++v) {
        if (distances.reaching[v] == 0) {
            continue;
        }
        const double reaching = distances.reaching[v];
        score[v] = reaching / distances.total[v];
        if (form == ClosenessForm::wasserman_faust) {
            score[v] *= reaching / static_cast<double>(n - 1);
        }
    }
    return score;
}

std::vector<double> closeness(const graph::CompressedGraph& g,
                              std::span<const double> cost,
                              ClosenessForm form,
                              const graph::RunControl& control) {
    return closeness(incoming_distances(g, cost, control), form);
}

} // namespace sandhan::algorithms
