// SPDX-License-Identifier: Apache-2.0
#include "algorithms/evaluation/guesses.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

namespace sandhan::algorithms {
namespace {

double required_weight(std::span<const ToldProbability> told) {
    double all = 0.0;
    for (const ToldProbability& one : told) {
        if (!(one.probability >= 0.0 && one.probability <= 1.0)) { // NaN is refused too
            throw std::invalid_argument("told probability " + std::to_string(one.probability) +
                                        " lies outside 0 to 1");
        }
        if (!(one.weight >= 0.0) || std::isinf(one.weight)) {
            throw std::invalid_argument("told probability: weight " + std::to_string(one.weight) +
                                        " must be finite and >= 0");
        }
        all += one.weight;
    }
    return all;
}

} // namespace

std::optional<double> brier_score(std::span<const ToldProbability> told) {
    const double all = required_weight(told);
    double sum = 0.0;
    for (const ToldProbability& one : told) {
        const double off = one.probability - (one.came_true ? 1.0 : 0.0);
        sum += one.weight * off * off;
    }
    return all > 0.0 ? std::optional(sum / all) : std::nullopt;
}

std::optional<double> calibration_error(std::span<const ToldProbability> told, std::size_t bins) {
    const double all = required_weight(told);
    if (bins == 0) {
        throw std::invalid_argument("calibration error: 0 bins; give one or more");
    }
    std::vector<double> off(bins, 0.0);
    for (const ToldProbability& one : told) {
        const auto bin = std::min(
            bins - 1, static_cast<std::size_t>(one.probability * static_cast<double>(bins)));
        off[bin] += one.weight * (one.probability - (one.came_true ? 1.0 : 0.0));
    }
    double sum = 0.0;
    for (const double one : off) {
        sum += std::abs(one);
    }
    return all > 0.0 ? std::optional(sum / all) : std::nullopt;
}

} // namespace sandhan::algorithms
