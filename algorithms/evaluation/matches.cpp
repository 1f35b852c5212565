// SPDX-License-Identifier: Apache-2.0
#include "algorithms/evaluation/matches.hpp"

#include "algorithms/internal/share.hpp"

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {
namespace {

void require_set(std::span<const std::uint64_t> values, const char* side) {
    if (std::adjacent_find(values.begin(), values.end(), std::greater_equal<>()) != values.end()) {
        throw std::invalid_argument(std::string("compare_sets: what is ") + side +
                                    " must be ascending, each value once; sort it first");
    }
}

} // namespace

std::optional<double> Matches::precision() const { return internal::share(both, found); }
std::optional<double> Matches::recall() const { return internal::share(both, truth); }
std::optional<double> Matches::f1() const { return internal::share(2 * both, found + truth); }

double harmonic_mean(double a, double b) { return a + b > 0.0 ? 2.0 * a * b / (a + b) : 0.0; }

Matches compare_sets(std::span<const std::uint64_t> found, std::span<const std::uint64_t> truth) {
    require_set(found, "found");
    require_set(truth, "true");
    Matches matches{0, found.size(), truth.size()};
    auto at = truth.begin();
    for (const std::uint64_t value : found) {
        at = std::lower_bound(at, truth.end(), value);
        matches.both += at != truth.end() && *at == value ? 1U : 0U;
    }
    return matches;
}

} // namespace sandhan::algorithms
