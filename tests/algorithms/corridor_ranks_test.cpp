// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/poisson_weights.hpp"
#include "algorithms/routes/corridor_ranks.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>

using namespace sandhan::algorithms;

namespace {

using Rows = std::vector<std::vector<std::uint32_t>>;

std::vector<RankUncertainty>
ranked(const Rows& rows, const std::vector<std::uint32_t>& all, const BootstrapOptions& options) {
    std::vector<std::span<const std::uint32_t>> spans(rows.begin(), rows.end());
    return bootstrap_ranks(spans, all, options);
}

/// Incidents 0 to n-1, each in one of the rows, largest row first.
Rows partition(std::uint32_t n, std::size_t rows, unsigned seed) {
    std::mt19937 random(seed);
    Rows result(rows);
    for (std::uint32_t i = 0; i < n; ++i) {
        result[std::min(random() % rows, random() % rows)].push_back(i);
    }
    std::stable_sort(result.begin(), result.end(),
                     [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return result;
}

std::vector<std::uint32_t> first_numbers(std::uint32_t n) {
    std::vector<std::uint32_t> all(n);
    std::iota(all.begin(), all.end(), 0U);
    return all;
}

/// The definition, replication by replication and row by row.
std::vector<RankUncertainty> by_definition(const Rows& rows,
                                           const std::vector<std::uint32_t>& all,
                                           const BootstrapOptions& options) {
    const internal::PoissonWeights weights(options.seed);
    const auto copies = [&](std::uint32_t incident, std::size_t replication) {
        std::vector<std::uint32_t> pair(2, 0);
        weights.add(incident, replication / 2 * 2, pair);
        return pair[replication % 2];
    };
    std::vector<std::vector<double>> shares(rows.size()), ranks(rows.size());
    std::vector<double> in_top(rows.size(), 0.0);
    double used = 0;
    for (std::size_t r = 0; r < options.replications; ++r) {
        double total = 0;
        for (const auto i : all) {
            total += copies(i, r);
        }
        if (total == 0) {
            continue;
        }
        ++used;
        std::vector<double> count(rows.size(), 0.0);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            for (const auto i : rows[row]) {
                count[row] += copies(i, r);
            }
        }
        for (std::size_t row = 0; row < rows.size(); ++row) {
            const auto greater =
                std::count_if(count.begin(), count.end(), [&](double c) { return c > count[row]; });
            const auto equal = std::count(count.begin(), count.end(), count[row]);
            shares[row].push_back(count[row] / total);
            double mean_rank = 0;
            double among_top = 0;
            for (auto place = greater + 1; place <= greater + equal; ++place) {
                mean_rank += static_cast<double>(place) / static_cast<double>(equal);
                among_top += place <= static_cast<std::ptrdiff_t>(options.top)
                                 ? 1.0 / static_cast<double>(equal)
                                 : 0.0;
            }
            ranks[row].push_back(mean_rank);
            in_top[row] += among_top;
        }
    }
    const auto at = [&](std::vector<double> values, double share) {
        if (values.empty()) {
            return 0.0;
        }
        std::sort(values.begin(), values.end());
        return values[static_cast<std::size_t>(
                          std::ceil(share * static_cast<double>(values.size()) - 1e-9)) -
                      1];
    };
    std::vector<RankUncertainty> result;
    for (std::size_t row = 0; row < rows.size(); ++row) {
        result.push_back({at(shares[row], 0.05), at(shares[row], 0.95), at(ranks[row], 0.05),
                          at(ranks[row], 0.95), used == 0 ? 0.0 : in_top[row] / used, 0, 0});
    }
    for (auto& row : result) {
        for (std::size_t other = 0; other < result.size(); ++other) {
            if (std::max(row.share_low, result[other].share_low) <=
                std::min(row.share_high, result[other].share_high)) {
                row.tied_first = row.tied_first == 0 ? other + 1 : row.tied_first;
                row.tied_last = other + 1;
            }
        }
    }
    return result;
}

} // namespace

TEST_CASE("copies of a unit in a resample have the mean, spread and zeros of Poisson(1)",
          "[routes][bootstrap]") {
    const internal::PoissonWeights weights(7);
    constexpr std::size_t replications = 400;
    constexpr std::uint32_t units = 500;
    double sum = 0, squares = 0, zeros = 0, neighbours = 0;
    std::vector<std::uint32_t> before(replications, 1);
    for (std::uint32_t unit = 0; unit < units; ++unit) {
        std::vector<std::uint32_t> copies(replications, 0);
        weights.add(unit, 0, copies);
        for (std::size_t r = 0; r < replications; ++r) {
            sum += copies[r];
            squares += std::pow(copies[r] - 1.0, 2);
            zeros += copies[r] == 0;
            neighbours += (copies[r] - 1.0) * (before[r] - 1.0);
        }
        before = copies;
    }
    const double n = units * replications; // five standard errors
    CHECK(sum / n == Approx(1.0).margin(5 / std::sqrt(n)));
    CHECK(squares / n == Approx(1.0).margin(5 * std::sqrt(3.0 / n)));
    CHECK(zeros / n == Approx(std::exp(-1.0)).margin(5 * 0.483 / std::sqrt(n)));
    CHECK(neighbours / n == Approx(0.0).margin(5 / std::sqrt(n)));
}

TEST_CASE("a resample is the same from wherever its replications are drawn",
          "[routes][bootstrap]") {
    const internal::PoissonWeights weights(3);
    std::vector<std::uint32_t> whole(9, 0), part(5, 0);
    weights.add(42, 0, whole);
    weights.add(42, 4, part);
    CHECK(std::vector<std::uint32_t>(whole.begin() + 4, whole.end()) == part);
}

TEST_CASE("a corridor that every incident took is first in all resamples", "[routes][bootstrap]") {
    const auto all = first_numbers(40);
    const auto rows = ranked({all, {}}, all, {200, 1, 1});
    CHECK(rows[0].share_low == 1.0);
    CHECK(rows[0].share_high == 1.0);
    CHECK(rows[0].rank_high == 1.0);
    CHECK(rows[0].in_top == 1.0);
    CHECK(rows[0].tied_last == 1);
    CHECK(rows[1].share_high == 0.0);
    CHECK(rows[1].in_top == 0.0);
    CHECK(rows[1].tied_first == 2);
}

TEST_CASE("the interval of a share is as wide as sampling makes it", "[routes][bootstrap]") {
    const auto all = first_numbers(400);
    const std::vector<std::uint32_t> some(all.begin(), all.begin() + 120);
    const auto rows = ranked({some}, all, {4000, 11, 1});
    const double spread = 1.645 * std::sqrt(0.3 * 0.7 / 400); // of a binomial share
    CHECK(rows[0].share_low == Approx(0.3 - spread).margin(0.004));
    CHECK(rows[0].share_high == Approx(0.3 + spread).margin(0.004));
}

TEST_CASE("two corridors of the same size share the first place", "[routes][bootstrap]") {
    const auto all = first_numbers(200);
    const auto rows = ranked({{all.begin(), all.begin() + 100}, {all.begin() + 100, all.end()}},
                             all, {2000, 5, 1});
    CHECK(rows[0].in_top == Approx(0.5).margin(0.05));
    CHECK(rows[0].in_top + rows[1].in_top == Approx(1.0));
    CHECK(rows[0].tied_last == 2);
    CHECK(rows[1].tied_first == 1);
}

TEST_CASE("uncertainty of ranks equals its definition", "[routes][bootstrap][property]") {
    const auto seed = GENERATE(range(0u, 60u));
    CAPTURE(seed);
    const std::uint32_t n = 1 + seed % 30;
    const Rows rows = partition(n, 1 + seed % 7, seed);
    const BootstrapOptions options{1 + seed % 90, seed, 1 + seed % 4};
    const auto found = ranked(rows, first_numbers(n), options);
    const auto wanted = by_definition(rows, first_numbers(n), options);
    REQUIRE(found.size() == wanted.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        CAPTURE(row);
        CHECK(found[row].share_low == Approx(wanted[row].share_low));
        CHECK(found[row].share_high == Approx(wanted[row].share_high));
        CHECK(found[row].rank_low == Approx(wanted[row].rank_low));
        CHECK(found[row].rank_high == Approx(wanted[row].rank_high));
        CHECK(found[row].in_top == Approx(wanted[row].in_top).margin(1e-12));
        CHECK(found[row].tied_first == wanted[row].tied_first);
        CHECK(found[row].tied_last == wanted[row].tied_last);
    }
}

TEST_CASE("ranks of nothing are nothing", "[routes][bootstrap]") {
    CHECK(ranked({}, {}, {10, 1, 1}).empty());
}

TEST_CASE("a bootstrap without replications or without a top is refused", "[routes][bootstrap]") {
    CHECK(sandhan::tests::message_of<std::invalid_argument>([] {
              (void)ranked({}, {}, {0, 1, 10});
          }) == "bootstrap_ranks: 0 replications, top 10; both must be 1 or more");
    CHECK_THROWS_AS(ranked({}, {}, {10, 1, 0}), std::invalid_argument);
}
