// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/rate_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms {
namespace {

constexpr double pi = 3.14159265358979323846;
constexpr double infinite = std::numeric_limits<double>::infinity();

/// ln n! less Stirling's formula, for whole n.
double stirling_error(double n) {
    constexpr double exact_below = 16.0; // whose factorials a double holds exactly
    if (n < exact_below) {
        double factorial = 1.0;
        for (int i = 2; i <= static_cast<int>(n); ++i) {
            factorial *= i;
        }
        return n == 0.0
                   ? 0.0
                   : std::log(factorial) - (n + 0.5) * std::log(n) + n - 0.5 * std::log(2.0 * pi);
    }
    // From 16 on the next term is below 1e-15.
    const double square = n * n;
    return (1.0 / 12 -
            (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) /
                square) /
           n;
}

/// x ln(x / mean) + mean - x, also where x and mean nearly cancel.
double deviance(double x, double mean) {
    const double difference = x - mean;
    const double sum = x + mean;
    if (std::abs(difference) >= 0.1 * sum) {
        return x * std::log(x / mean) + mean - x;
    }
    // 2 x artanh(v) - difference, v = difference / sum, term by term.
    const double v = difference / sum;
    double result = difference * v;
    double term = 2.0 * x * v;
    for (double odd = 3.0;; odd += 2.0) {
        term *= v * v;
        const double more = result + term / odd;
        if (more == result) {
            return result;
        }
        result = more;
    }
}

/// A binomial distribution by its log odds, so that p and 1 - p are both exact however small.
struct Binomial {
    double n, p, q, log_p, log_q;

    Binomial(std::uint64_t trials, double log_odds)
        : n(static_cast<double>(trials)), p(1.0 / (1.0 + std::exp(-log_odds))),
          q(1.0 / (1.0 + std::exp(log_odds))), log_p(-std::log1p(std::exp(-log_odds))),
          log_q(-std::log1p(std::exp(log_odds))) {}

    [[nodiscard]] double probability(double k) const {
        if (k == 0.0) {
            return std::exp(n * log_q);
        }
        if (k == n) {
            return std::exp(n * log_p);
        }
        return std::sqrt(n / (2.0 * pi * k * (n - k))) *
               std::exp(stirling_error(n) - stirling_error(k) - stirling_error(n - k) -
                        deviance(k, n * p) - deviance(n - k, n * q));
    }
    /// P(K > k) + P(K = k) / 2. The sum runs away from the mean, where terms only fall.
    [[nodiscard]] double mid_above(double k) const {
        if (k < n * p) {
            return 1.0 - sum_from(k, -1.0);
        }
        return sum_from(k, 1.0);
    }
    [[nodiscard]] double mid_below(double k) const {
        if (k > n * p) {
            return 1.0 - sum_from(k, 1.0);
        }
        return sum_from(k, -1.0);
    }

  private:
    /// Half the outcome k and all beyond it, upwards or downwards.
    [[nodiscard]] double sum_from(double k, double step) const {
        const double first = probability(k);
        double sum = 0.5;
        double term = 1.0;
        const double odds = step > 0.0 ? p / q : q / p;
        double falls = step > 0.0 ? n - k : k; // of the outcomes that are still to be had
        double rises = step > 0.0 ? k + 1.0 : n - k + 1.0;
        while (falls > 0.0) {
            term *= falls / rises * odds;
            const double more = sum + term;
            if (more == sum) {
                break;
            }
            sum = more;
            falls -= 1.0;
            rises += 1.0;
        }
        return first * sum;
    }
};

/// The log odds at which P(K > k) + P(K = k) / 2 is `tail`. Requires 0 < k.
double log_odds_of_tail(std::uint64_t n, std::uint64_t k, double tail) {
    const auto events = static_cast<double>(k);
    const auto others = static_cast<double>(n - k);
    double low = -750.0, high = 750.0; // exp() of which is the least and the largest number
    double at = std::log((events + 0.5) / (others + 0.5));
    for (int i = 0; i < 200; ++i) {
        const Binomial binomial(n, at);
        const double value = binomial.mid_above(events);
        (value < tail ? low : high) = at;
        // Newton's step for ln(value); the derivative by log odds of the tail is half of this.
        const double slope = 0.5 * binomial.probability(events) *
                             (events * binomial.q + others * binomial.p) / value;
        double next = at - std::log(value / tail) / slope;
        if (!(next > low && next < high)) {
            next = 0.5 * (low + high);
        }
        if (std::abs(next - at) <= 1e-13 * std::max(1.0, std::abs(at))) {
            return next;
        }
        at = next;
    }
    return at;
}

void require_exposure(double exposure) {
    if (!(exposure > 0.0) || std::isinf(exposure)) {
        throw std::invalid_argument("compare_rates: an exposure is " + std::to_string(exposure) +
                                    "; it must be finite and > 0");
    }
}

void require_p_values(const char* who, std::span<const double> p_values) {
    for (const double p : p_values) {
        if (!(p >= 0.0 && p <= 1.0)) {
            throw std::invalid_argument(std::string(who) + ": " + std::to_string(p) +
                                        " is no p-value; it must lie within 0 and 1");
        }
    }
}

} // namespace

RateComparison compare_rates(const Exposed& before, const Exposed& after, double confidence) {
    require_exposure(before.exposure);
    require_exposure(after.exposure);
    if (!(confidence > 0.0 && confidence < 1.0)) {
        throw std::invalid_argument("compare_rates: the confidence is " +
                                    std::to_string(confidence) + "; it must lie between 0 and 1");
    }
    RateComparison result;
    result.rate_before = static_cast<double>(before.events) / before.exposure;
    result.rate_after = static_cast<double>(after.events) / after.exposure;
    result.ratio = result.rate_after / result.rate_before; // 0 / 0 is NaN, as promised
    result.upper = infinite;
    const std::uint64_t n = before.events + after.events;
    if (n == 0) {
        result.ratio = std::numeric_limits<double>::quiet_NaN();
        return result;
    }
    const double log_exposures = std::log(after.exposure / before.exposure);
    const Binomial equal(n, log_exposures);
    const auto k = static_cast<double>(after.events);
    result.p_value = std::min(1.0, 2.0 * std::min(equal.mid_below(k), equal.mid_above(k)));

    const double tail = 0.5 * (1.0 - confidence);
    if (after.events > 0) {
        result.lower = std::exp(log_odds_of_tail(n, after.events, tail) - log_exposures);
    }
    if (before.events > 0) { // the same question with the sides exchanged
        result.upper = std::exp(-log_odds_of_tail(n, before.events, tail) - log_exposures);
    }
    return result;
}

double least_p_value(std::uint64_t events, double exposure_before, double exposure_after) {
    require_exposure(exposure_before);
    require_exposure(exposure_after);
    const double least = std::min(exposure_before, exposure_after);
    return std::exp(static_cast<double>(events) *
                    std::log(least / (exposure_before + exposure_after)));
}

std::vector<unsigned char> worth_testing(std::span<const double> least_p_values, double level) {
    require_p_values("worth_testing", least_p_values);
    if (!(level > 0.0 && level < 1.0)) {
        throw std::invalid_argument("worth_testing: the level is " + std::to_string(level) +
                                    "; it must lie between 0 and 1");
    }
    std::vector<double> sorted(least_p_values.begin(), least_p_values.end());
    std::sort(sorted.begin(), sorted.end());
    std::size_t k = 1; // K tests suffice when the next one's least is not below level / K
    while (k < sorted.size() && sorted[k] < level / static_cast<double>(k)) {
        ++k;
    }
    std::vector<unsigned char> result;
    for (const double least : least_p_values) {
        result.push_back(least < level / static_cast<double>(k) ? 1 : 0);
    }
    return result;
}

std::vector<double> benjamini_hochberg(std::span<const double> p_values) {
    require_p_values("benjamini_hochberg", p_values);
    std::vector<std::size_t> order(p_values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair(p_values[a], a) < std::pair(p_values[b], b);
    });
    const auto tests = static_cast<double>(p_values.size());
    std::vector<double> result(p_values.size());
    double least = 1.0;
    for (std::size_t rank = order.size(); rank > 0; --rank) {
        least = std::min(least, p_values[order[rank - 1]] * tests / static_cast<double>(rank));
        result[order[rank - 1]] = least;
    }
    return result;
}

} // namespace sandhan::algorithms
