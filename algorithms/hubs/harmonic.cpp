// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/harmonic.hpp"

namespace sandhan::algorithms {

std::vector<double> harmonic(const DistanceSums& distances, Normalisation normalisation) {
    std::vector<double> score = distances.harmonic;
    if (normalisation == Normalisation::by_size && score.size() > 1) {
        for (double& s : score) {
            s /= static_cast<double>(score.size() - 1);
        }
    }
    return score;
}

std::vector<double> harmonic(const graph::CompressedGraph& g,
                             std::span<const double> cost,
                             Normalisation normalisation,
                             const graph::RunControl& control) {
    return harmonic(incoming_distances(g, cost, control), normalisation);
}

} // namespace sandhan::algorithms
