// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/rate_comparison.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

using namespace sandhan::algorithms;
using sandhan::tests::Approx;
using sandhan::tests::message_of;

namespace {

class Below {
  public:
    explicit Below(unsigned seed) : m_random(seed) {}
    unsigned operator()(unsigned limit) { return static_cast<unsigned>(m_random() % limit); }

  private:
    std::mt19937 m_random;
};

/// Tails by adding up the binomial, each coefficient a product of whole numbers.
struct Tails {
    long double below = 0, at = 0, above = 0;
};
Tails tails(unsigned n, unsigned k, long double probability) {
    Tails result;
    for (unsigned j = 0; j <= n; ++j) {
        long double term = 1;
        for (unsigned i = 1; i <= j; ++i) {
            term *= static_cast<long double>(n - j + i) / i * probability;
        }
        for (unsigned i = 0; i < n - j; ++i) {
            term *= 1 - probability;
        }
        (j < k ? result.below : j == k ? result.at : result.above) += term;
    }
    return result;
}

long double two_sided(
    unsigned before, unsigned after, double days_before, double days_after, long double ratio) {
    const long double weighted = ratio * days_after;
    const Tails t = tails(before + after, after, weighted / (days_before + weighted));
    return std::min(1.0L, 2 * std::min(t.below + t.at / 2, t.above + t.at / 2));
}

} // namespace

TEST_CASE("five events after none in equal periods, worked by hand", "[rate_comparison]") {
    const RateComparison result = compare_rates({0, 100}, {5, 100});
    CHECK(result.rate_before == 0.0);
    CHECK(result.rate_after == 0.05);
    CHECK(std::isinf(result.ratio));
    CHECK(result.p_value == Approx(1.0 / 32)); // twice half of 1/2^5
    // p^5 / 2 = 0.025: p = 0.05^(1/5)
    const double p = std::pow(0.05, 0.2);
    CHECK(result.lower == Approx(p / (1 - p)));
    CHECK(std::isinf(result.upper));
}

TEST_CASE("equal counts in equal periods show no difference", "[rate_comparison]") {
    const RateComparison result = compare_rates({7, 30}, {7, 30});
    CHECK(result.ratio == 1.0);
    CHECK(result.p_value == Approx(1.0));
    CHECK(result.lower * result.upper == Approx(1.0)); // symmetric about it
    CHECK(result.lower < 0.5);
}

TEST_CASE("no event at all says nothing", "[rate_comparison]") {
    const RateComparison result = compare_rates({0, 400}, {0, 365});
    CHECK(std::isnan(result.ratio));
    CHECK(result.p_value == 1.0);
    CHECK(result.lower == 0.0);
    CHECK(std::isinf(result.upper));
    CHECK(least_p_value(0, 400, 365) == 1.0);
}

TEST_CASE("the exact test is the binomial added up, and its interval is what it does not refuse",
          "[rate_comparison][property]") {
    Below below(1940);
    for (int i = 0; i < 300; ++i) {
        const unsigned before = below(30), after = below(30);
        const double days_before = 1 + below(2000), days_after = 1 + below(500);
        CAPTURE(before, after, days_before, days_after);
        const RateComparison result = compare_rates({before, days_before}, {after, days_after});
        CHECK(result.p_value ==
              Approx(static_cast<double>(two_sided(before, after, days_before, days_after, 1)))
                  .epsilon(1e-10));
        CHECK((result.lower > 1 || result.upper < 1) == (result.p_value < 0.05));
        CHECK(result.lower <= result.upper);
        const auto refused = [&](double ratio) {
            return static_cast<double>(two_sided(before, after, days_before, days_after, ratio));
        };
        if (after > 0) {
            CHECK(refused(result.lower) == Approx(0.05).epsilon(1e-9));
        } else {
            CHECK(result.lower == 0.0);
        }
        if (before > 0) {
            CHECK(refused(result.upper) == Approx(0.05).epsilon(1e-9));
        } else {
            CHECK(std::isinf(result.upper));
        }
    }
}

TEST_CASE("exchanging the periods turns the ratio round and leaves the p-value",
          "[rate_comparison][property]") {
    for (const unsigned a : {0U, 1U, 3U, 40U, 900U}) {
        for (const unsigned b : {1U, 2U, 77U, 12'000U}) {
            CAPTURE(a, b);
            const RateComparison one = compare_rates({a, 1500}, {b, 365});
            const RateComparison other = compare_rates({b, 365}, {a, 1500});
            CHECK(one.p_value == Approx(other.p_value).epsilon(1e-9));
            CHECK(one.lower * other.upper == Approx(a == 0 ? one.lower * other.upper : 1.0));
            if (a > 0) {
                CHECK(one.upper * other.lower == Approx(1.0));
                CHECK(one.ratio * other.ratio == Approx(1.0));
            }
        }
    }
}

TEST_CASE("a million events are compared as the normal law says", "[rate_comparison]") {
    const RateComparison result = compare_rates({500'000, 1000}, {501'960, 1000});
    // z = 1960 / sqrt(1001960) = 1.95808; the upper tail twice
    CHECK(result.p_value == Approx(std::erfc(1960 / std::sqrt(2 * 1001960.0))).epsilon(1e-4));
    const double error = 1.959964 * std::sqrt(1 / 500'000.0 + 1 / 501'960.0);
    CHECK(result.lower == Approx(1.00392 * std::exp(-error)).epsilon(1e-6));
    CHECK(result.upper == Approx(1.00392 * std::exp(error)).epsilon(1e-6));
    CHECK(compare_rates({1'000'000, 10}, {10, 1000}).p_value == 0.0);
}

TEST_CASE("the least p-value is that of the most one-sided outcome", "[rate_comparison]") {
    for (unsigned n = 0; n < 12; ++n) {
        double least = 1;
        for (unsigned k = 0; k <= n; ++k) {
            least = std::min(least, static_cast<double>(two_sided(n - k, k, 700, 300, 1)));
        }
        CAPTURE(n);
        CHECK(least_p_value(n, 700, 300) == Approx(least));
        CHECK(least_p_value(n, 300, 700) == Approx(least));
    }
}

TEST_CASE("q-values are the least false discovery rate that keeps each p-value",
          "[rate_comparison]") {
    CHECK(benjamini_hochberg({}).empty());
    const std::vector<double> p{0.01, 0.04, 0.03, 0.5};
    const std::vector<double> q = benjamini_hochberg(p);
    CHECK(q[0] == Approx(0.04));
    CHECK(q[1] == Approx(0.16 / 3)); // 0.04 4/3 is less than 0.03 4/2
    CHECK(q[2] == Approx(0.16 / 3));
    CHECK(q[3] == 0.5);
}

TEST_CASE("a p-value is found at a level exactly when its q-value is no greater",
          "[rate_comparison][property]") {
    Below below(1995);
    for (int i = 0; i < 200; ++i) {
        std::vector<double> p(1 + below(12));
        for (double& value : p) {
            value = (below(50)) / (below(2) == 0 ? 1000.0 : 50.0);
        }
        const std::vector<double> q = benjamini_hochberg(p);
        const double level = (1 + below(997)) / 1013.0;
        // By its definition: the largest i with p(i) <= level i / m, and all up to it are found.
        std::vector<double> sorted = p;
        std::sort(sorted.begin(), sorted.end());
        double threshold = -1;
        for (std::size_t k = 0; k < sorted.size(); ++k) {
            if (sorted[k] * static_cast<double>(p.size()) <= level * static_cast<double>(k + 1)) {
                threshold = sorted[k];
            }
        }
        for (std::size_t k = 0; k < p.size(); ++k) {
            CHECK((q[k] <= level) == (p[k] <= threshold));
        }
    }
}

TEST_CASE("what is worth testing is what the least number of tests leaves",
          "[rate_comparison][property]") {
    CHECK(worth_testing({}, 0.05).empty());
    // Four tests of a level of 0.05: below 0.05 / 2 there are two.
    const std::vector<double> four{0.02, 0.3, 0.001, 0.04};
    CHECK(worth_testing(four, 0.05) == std::vector<unsigned char>{1, 0, 1, 0});
    Below below(1990);
    for (int i = 0; i < 300; ++i) {
        std::vector<double> least(1 + below(15));
        for (double& value : least) {
            value = std::pow(0.3, below(9));
        }
        std::vector<unsigned char> flags;
        for (unsigned k = 1; flags.empty(); ++k) {
            std::vector<unsigned char> left;
            for (const double value : least) {
                left.push_back(value < 0.05 / k ? 1 : 0);
            }
            if (std::count(left.begin(), left.end(), 1) <= static_cast<std::ptrdiff_t>(k)) {
                flags = left;
            }
        }
        CHECK(worth_testing(least, 0.05) == flags);
    }
    const std::vector<double> bad{1.2};
    CHECK_THROWS_AS(worth_testing(bad, 0.05), std::invalid_argument);
    CHECK_THROWS_AS(worth_testing(four, 0.0), std::invalid_argument);
}

TEST_CASE("exposures, confidences and p-values that mean nothing are refused",
          "[rate_comparison]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    for (const double bad : {0.0, -3.0, nan, std::numeric_limits<double>::infinity()}) {
        CHECK_THROWS_AS(compare_rates({1, bad}, {1, 10}), std::invalid_argument);
        CHECK_THROWS_AS(compare_rates({1, 10}, {1, bad}), std::invalid_argument);
        CHECK_THROWS_AS(least_p_value(3, bad, 10), std::invalid_argument);
    }
    CHECK(message_of<std::invalid_argument>([] {
              (void)compare_rates({1, 0}, {1, 10});
          }) == "compare_rates: an exposure is 0.000000; it must be finite and > 0");
    for (const double bad : {0.0, 1.0, nan}) {
        CHECK_THROWS_AS(compare_rates({1, 10}, {1, 10}, bad), std::invalid_argument);
    }
    const std::vector<double> beyond{0.2, 1.5};
    CHECK_THROWS_AS(benjamini_hochberg(beyond), std::invalid_argument);
    const std::vector<double> none{nan};
    CHECK_THROWS_AS(benjamini_hochberg(none), std::invalid_argument);
}
