// SPDX-License-Identifier: Apache-2.0
#include "algorithms/evaluation/rank_correlation.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"

#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Scored = std::vector<double>;

namespace {

/// All pairs, one by one.
std::optional<double> tau_b_of_pairs(const Scored& a, const Scored& b) {
    double agreed = 0.0;
    double ordered_a = 0.0;
    double ordered_b = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            const double sign_a = a[i] == a[j] ? 0.0 : a[i] < a[j] ? -1.0 : 1.0;
            const double sign_b = b[i] == b[j] ? 0.0 : b[i] < b[j] ? -1.0 : 1.0;
            agreed += sign_a * sign_b;
            ordered_a += sign_a * sign_a;
            ordered_b += sign_b * sign_b;
        }
    }
    return ordered_a == 0.0 || ordered_b == 0.0
               ? std::nullopt
               : std::optional(agreed / std::sqrt(ordered_a * ordered_b));
}

/// Ranks by counting who is less, then Pearson's formula.
std::optional<double> rho_of_counted_ranks(const Scored& a, const Scored& b) {
    const auto ranks = [](const Scored& values) {
        Scored rank;
        for (const double v : values) {
            double less = 0.0;
            double equal = 0.0;
            for (const double w : values) {
                less += w < v ? 1.0 : 0.0;
                equal += w == v ? 1.0 : 0.0;
            }
            rank.push_back(less + (equal + 1.0) / 2.0);
        }
        return rank;
    };
    const Scored x = ranks(a);
    const Scored y = ranks(b);
    const auto n = static_cast<double>(x.size());
    double sx = 0.0, sy = 0.0, sxx = 0.0, syy = 0.0, sxy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        sx += x[i];
        sy += y[i];
        sxx += x[i] * x[i];
        syy += y[i] * y[i];
        sxy += x[i] * y[i];
    }
    const double vx = n * sxx - sx * sx;
    const double vy = n * syy - sy * sy;
    return vx <= 0.0 || vy <= 0.0 ? std::nullopt
                                  : std::optional((n * sxy - sx * sy) / std::sqrt(vx * vy));
}

} // namespace

TEST_CASE("rank correlations without ties, worked by hand", "[algorithms][evaluation]") {
    const Scored a{1, 2, 3, 4, 5};
    const Scored b{3, 4, 1, 2, 5}; // four of ten pairs the wrong way round; Σ d² = 16
    CHECK(*kendall_tau_b(a, b) == tests::Approx(0.2));
    CHECK(*spearman_rho(a, b) == tests::Approx(1.0 - 6.0 * 16 / (5 * 24)));
}

TEST_CASE("rank correlations with ties, worked by hand", "[algorithms][evaluation]") {
    const Scored a{1, 1, 2, 3}; // ranks 1.5 1.5 3 4
    const Scored b{1, 2, 2, 3}; // ranks 1 2.5 2.5 4
    CHECK(*kendall_tau_b(a, b) == tests::Approx(4.0 / 5));
    CHECK(*spearman_rho(a, b) == tests::Approx(3.75 / 4.5));
}

TEST_CASE("a ranking agrees wholly with itself, and not at all with its reverse",
          "[algorithms][evaluation]") {
    const Scored a{5, 1, 4, 2};
    const Scored reversed{-5, -1, -4, -2};
    CHECK(kendall_tau_b(a, a) == 1.0);
    CHECK(spearman_rho(a, a) == 1.0);
    CHECK(kendall_tau_b(a, reversed) == -1.0);
    CHECK(spearman_rho(a, reversed) == -1.0);
}

TEST_CASE("what orders nothing has no correlation", "[algorithms][evaluation]") {
    const auto a = GENERATE(Scored{}, Scored{1}, Scored{2, 2, 2});
    Scored b(a.size());
    for (std::size_t i = 0; i < b.size(); ++i) {
        b[i] = static_cast<double>(i);
    }
    CHECK_FALSE(kendall_tau_b(a, b));
    CHECK_FALSE(spearman_rho(b, a));
}

TEST_CASE("rank correlations equal their definitions", "[algorithms][evaluation][property]") {
    const auto seed = GENERATE(range(0U, 400U));
    CAPTURE(seed);
    std::mt19937 random(seed);
    const std::size_t n = random() % 14;
    const auto values = 1 + random() % 12; // few values: many ties
    Scored a(n);
    Scored b(n);
    for (std::size_t i = 0; i < n; ++i) {
        a[i] = static_cast<double>(random() % values);
        b[i] = static_cast<double>(random() % values);
    }
    const auto tau = kendall_tau_b(a, b);
    const auto rho = spearman_rho(a, b);
    const auto slow_tau = tau_b_of_pairs(a, b);
    const auto slow_rho = rho_of_counted_ranks(a, b);
    REQUIRE(tau.has_value() == slow_tau.has_value());
    REQUIRE(rho.has_value() == slow_rho.has_value());
    if (tau) {
        CHECK(*tau == tests::Approx(*slow_tau).margin(1e-12));
        CHECK(*rho == tests::Approx(*slow_rho).margin(1e-12));
    }
}

TEST_CASE("what has no rank, or no partner, is refused", "[algorithms][evaluation]") {
    const Scored two{1, 2};
    const Scored three{1, 2, 3};
    const Scored unranked{1, std::numeric_limits<double>::quiet_NaN()};
    CHECK(message_of<std::invalid_argument>([&] {
              (void)kendall_tau_b(two, three);
          }).find("2 values beside 3") != std::string::npos);
    CHECK(message_of<std::invalid_argument>([&] {
              (void)spearman_rho(three, two);
          }).find("3 values beside 2") != std::string::npos);
    CHECK(message_of<std::invalid_argument>([&] {
              (void)kendall_tau_b(two, unranked);
          }).find("NaN") != std::string::npos);
    CHECK(message_of<std::invalid_argument>([&] {
              (void)spearman_rho(unranked, two);
          }).find("NaN") != std::string::npos);
}
