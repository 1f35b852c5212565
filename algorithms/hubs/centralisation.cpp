// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/centralisation.hpp"

#include <algorithm>

namespace sandhan::algorithms {

double most_centralised(CentralisedMeasure measure,
                        graph::Directedness directedness,
                        graph::Vertex vertices) {
    if (vertices < 3) {
        return 0.0;
    }
    const double n = vertices;
    const bool directed = directedness == graph::Directedness::directed;
    const double star = (n - 1.0) * (n - 2.0); // n - 1 leaves of degree 1 around a centre of n - 1
    switch (measure) {
    case CentralisedMeasure::degree:
        return directed ? 2.0 * star : star;
    case CentralisedMeasure::in_degree:
    case CentralisedMeasure::out_degree:
        return directed ? (n - 1.0) * (n - 1.0) : star;
    case CentralisedMeasure::betweenness:
        return n - 1.0;
    case CentralisedMeasure::closeness:
        // A leaf is 1 from the centre and 2 from n - 2 others.
        return directed ? n - 1.0 : star / (2.0 * n - 3.0);
    case CentralisedMeasure::harmonic:
        return directed ? n - 1.0 : (n - 2.0) / 2.0;
    case CentralisedMeasure::eigenvector:
        return directed ? n - 1.0 : n - 2.0;
    }
    return 0.0;
}

std::optional<double> centralisation(std::span<const double> score, double most) {
    if (score.size() < 3 || !(most > 0.0)) {
        return std::nullopt;
    }
    const double largest = *std::max_element(score.begin(), score.end());
    double above = 0.0;
    for (const double s : score) {
        above += largest - s;
    }
    return above / most;
}

} // namespace sandhan::algorithms
