// SPDX-License-Identifier: Apache-2.0
#include "algorithms/generator/random.hpp"

#include <algorithm>

namespace sandhan::algorithms::generator {
namespace {

constexpr double ln2 = 0.693147180559945309417;

/// x = m 2^e with m in [0.75, 1.5): ln x = e ln 2 + 2 artanh((m - 1) / (m + 1)).
double logarithm(double x) {
    int e = 0;
    for (; x >= 1.5; ++e) {
        x /= 2;
    }
    for (; x < 0.75; --e) {
        x *= 2;
    }
    const double t = (x - 1) / (x + 1); // |t| <= 0.2
    double term = t, sum = 0;
    for (int k = 1; k < 30; k += 2) {
        sum += term / k;
        term *= t * t;
    }
    return e * ln2 + 2 * sum;
}

double exponential(double x) {
    int halvings = 0;
    for (; x > 0.25 || x < -0.25; ++halvings) {
        x /= 2;
    }
    double term = 1, sum = 1;
    for (int k = 1; k < 16; ++k) {
        term *= x / k;
        sum += term;
    }
    for (; halvings > 0; --halvings) {
        sum *= sum;
    }
    return sum;
}

} // namespace

double power(double x, double y) { return exponential(y * logarithm(x)); }

std::size_t Random::by_sums(std::span<const std::uint64_t> sums) {
    const std::uint64_t at = next() % sums.back();
    return static_cast<std::size_t>(std::upper_bound(sums.begin(), sums.end(), at) - sums.begin());
}

} // namespace sandhan::algorithms::generator
