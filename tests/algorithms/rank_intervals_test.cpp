// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/rank_intervals.hpp"
#include "algorithms/internal/alone.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

using namespace sandhan::algorithms;
using sandhan::tests::message_of;
using sandhan::tests::with_threads;

namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

/// Replications written down: values by row, none of one that says nothing.
using Told = std::vector<std::vector<double>>;

Replication told(const Told& values) {
    return [&values](std::size_t number, std::span<double> row) {
        if (values[number].empty()) {
            return false;
        }
        std::copy(values[number].begin(), values[number].end(), row.begin());
        return true;
    };
}

/// Halves, so that many tie; some rows are not there, some replications say nothing.
Told random_told(unsigned seed, std::size_t rows, std::size_t replications) {
    std::mt19937 random(seed);
    Told all(replications);
    for (auto& values : all) {
        if (random() % 10 != 0) {
            for (std::size_t row = 0; row < rows; ++row) {
                values.push_back(random() % 8 == 0 ? nan : static_cast<double>(random() % 6) / 2.0);
            }
        }
    }
    return all;
}

double at_share(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(
                      std::ceil(share * static_cast<double>(values.size()) - 1e-9)) -
                  1];
}

/// Ranks of values by counting: the mean of the places that equal ones fill.
std::vector<double> mean_ranks(const std::vector<double>& values) {
    std::vector<double> ranks;
    for (const double value : values) {
        const auto more =
            std::count_if(values.begin(), values.end(), [&](double x) { return x > value; });
        const auto same = std::count(values.begin(), values.end(), value);
        double sum = 0;
        for (auto place = more + 1; place <= more + same; ++place) {
            sum += static_cast<double>(place);
        }
        ranks.push_back(sum / static_cast<double>(same));
    }
    return ranks;
}

/// The share of the first places that falls to each, place by place.
std::vector<double> first_places(const std::vector<double>& values, std::size_t top) {
    std::vector<double> share(values.size(), 0.0);
    std::vector<double> sorted = values;
    std::sort(sorted.rbegin(), sorted.rend());
    for (std::size_t place = 0; place < std::min(top, sorted.size()); ++place) {
        const auto same = std::count(values.begin(), values.end(), sorted[place]);
        for (std::size_t i = 0; i < values.size(); ++i) {
            share[i] += values[i] == sorted[place] ? 1.0 / static_cast<double>(same) : 0.0;
        }
    }
    return share;
}

std::optional<double> pearson(const std::vector<double>& a, const std::vector<double>& b) {
    const auto n = static_cast<double>(a.size());
    double x = 0, y = 0, xx = 0, yy = 0, xy = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        x += a[i] / n;
        y += b[i] / n;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        xx += (a[i] - x) * (a[i] - x);
        yy += (b[i] - y) * (b[i] - y);
        xy += (a[i] - x) * (b[i] - y);
    }
    const auto flat = [](const std::vector<double>& v) {
        return std::count(v.begin(), v.end(), v[0]) == static_cast<std::ptrdiff_t>(v.size());
    };
    return flat(a) || flat(b) ? std::nullopt : std::optional(xy / std::sqrt(xx * yy));
}

std::optional<double> tau_b(const std::vector<double>& a, const std::vector<double>& b) {
    double agree = 0, in_a = 0, in_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            agree += ((a[i] > a[j]) - (a[i] < a[j])) * ((b[i] > b[j]) - (b[i] < b[j]));
            in_a += a[i] != a[j];
            in_b += b[i] != b[j];
        }
    }
    return in_a == 0 || in_b == 0 ? std::nullopt : std::optional(agree / std::sqrt(in_a * in_b));
}

struct Mean {
    double sum = 0;
    double count = 0;
    void add(std::optional<double> value) {
        if (value) {
            sum += *value;
            ++count;
        }
    }
    [[nodiscard]] std::optional<double> value() const {
        return count == 0 ? std::nullopt : std::optional(sum / count);
    }
};

/// The definition, replication by replication.
RankIntervals by_definition(std::size_t rows, const Told& all, const RankIntervalOptions& options) {
    RankIntervals result;
    std::vector<std::vector<double>> value(rows), rank(rows);
    std::vector<double> in_top(rows, 0.0), tied(rows, 0.0);
    Mean overlap, spearman, kendall;
    for (const auto& told_values : all) {
        if (told_values.empty()) {
            continue;
        }
        ++result.used;
        std::vector<double> is, was;
        std::vector<std::size_t> who;
        for (std::size_t row = 0; row < rows; ++row) {
            if (!std::isnan(told_values[row])) {
                who.push_back(row);
                is.push_back(told_values[row]);
                was.push_back(options.observed.empty() ? 0.0 : options.observed[row]);
            }
        }
        const auto ranks = mean_ranks(is);
        const auto first = first_places(is, options.top);
        for (std::size_t i = 0; i < who.size(); ++i) {
            value[who[i]].push_back(is[i]);
            rank[who[i]].push_back(ranks[i]);
            in_top[who[i]] += first[i];
            tied[who[i]] += std::count(is.begin(), is.end(), is[i]) > 1 ? 1 : 0;
        }
        if (!options.observed.empty() && !who.empty()) {
            const auto before = first_places(was, options.top);
            double both = 0, places = 0;
            for (std::size_t i = 0; i < who.size(); ++i) {
                both += std::min(first[i], before[i]);
                places += first[i];
            }
            overlap.add(both / places);
            spearman.add(pearson(mean_ranks(was), ranks));
            kendall.add(tau_b(was, is));
        }
    }
    for (std::size_t row = 0; row < rows; ++row) {
        const auto seen = value[row].size();
        if (seen == 0) {
            result.rows.push_back({nan, nan, nan, nan, nan, nan, 0});
            continue;
        }
        const auto n = static_cast<double>(seen);
        result.rows.push_back({at_share(value[row], 0.05), at_share(value[row], 0.95),
                               at_share(rank[row], 0.05), at_share(rank[row], 0.95),
                               in_top[row] / n, tied[row] / n, seen});
    }
    result.agreement = {overlap.value(), spearman.value(), kendall.value()};
    return result;
}

void check_same(std::optional<double> found, std::optional<double> wanted) {
    CHECK(found.has_value() == wanted.has_value());
    if (found && wanted) {
        CHECK(*found == Approx(*wanted).margin(1e-12));
    }
}

} // namespace

TEST_CASE("a row's interval leaves out the outer twentieths of its values", "[hubs][intervals]") {
    // 0 to 99: the 5th and the 95th of the sorted values are 4 and 94.
    const auto rising = [](std::size_t number, std::span<double> values) {
        values[0] = static_cast<double>(number * 37 % 100);
        values[1] = 49.5;
        return true;
    };
    const RankIntervals found = rank_intervals(2, rising, {100, 1, {}});
    CHECK(found.used == 100);
    CHECK(found.rows[0].value_low == 4.0);
    CHECK(found.rows[0].value_high == 94.0);
    CHECK(found.rows[0].rank_low == 1.0);
    CHECK(found.rows[0].rank_high == 2.0);
    CHECK(found.rows[0].in_top == 0.5);
    CHECK(found.rows[0].tied == 0.0);
    CHECK(found.rows[1].value_low == 49.5);
    CHECK(found.rows[1].value_high == 49.5);
}

TEST_CASE("values that differ in their last bits tie and share the place between them",
          "[hubs][intervals]") {
    const Told all{{0.1 + 0.2, 0.3, 0.1}};
    const RankIntervals found = rank_intervals(3, told(all), {1, 1, {}});
    CHECK(found.rows[0].rank_low == 1.5);
    CHECK(found.rows[1].rank_high == 1.5);
    CHECK(found.rows[0].in_top == 0.5);
    CHECK(found.rows[0].tied == 1.0);
    CHECK(found.rows[2].rank_low == 3.0);
    CHECK(found.rows[2].tied == 0.0);
}

TEST_CASE("the key of a ranking keeps ten digits of small values and all of large ones",
          "[hubs][intervals]") {
    CHECK(ranking_key(0.1 + 0.2) == ranking_key(0.3));
    CHECK(ranking_key(1e-9) != ranking_key(2e-9));
    CHECK(ranking_key(123456.7890123) == 123456.7890123);
    CHECK(std::isinf(ranking_key(std::numeric_limits<double>::infinity())));
    CHECK(ranking_key(std::numeric_limits<double>::quiet_NaN()) < ranking_key(-1e300));
}

TEST_CASE("intervals, top places, ties and agreement equal their definitions",
          "[hubs][intervals][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        INFO("seed " << seed);
        const std::size_t rows = seed % 9;
        const std::size_t replications = 1 + seed * 7 % 150;
        const Told all = random_told(seed, rows, replications);
        std::mt19937 random(seed + 1000);
        std::vector<double> observed;
        for (std::size_t row = 0; row < rows && seed % 3 != 0; ++row) {
            observed.push_back(static_cast<double>(random() % 5));
        }
        const RankIntervalOptions options{replications, 1 + seed % 4, observed};
        const RankIntervals found = rank_intervals(rows, told(all), options);
        const RankIntervals wanted = by_definition(rows, all, options);
        CHECK(found.used == (rows == 0 ? found.used : wanted.used));
        REQUIRE(found.rows.size() == rows);
        for (std::size_t row = 0; row < rows; ++row) {
            INFO("row " << row);
            const RankInterval& is = found.rows[row];
            const RankInterval& be = wanted.rows[row];
            REQUIRE(is.seen == be.seen);
            if (be.seen == 0) {
                CHECK(std::isnan(is.value_low));
                CHECK(std::isnan(is.rank_high));
                CHECK(std::isnan(is.in_top));
                continue;
            }
            CHECK(is.value_low == be.value_low);
            CHECK(is.value_high == be.value_high);
            CHECK(is.rank_low == be.rank_low);
            CHECK(is.rank_high == be.rank_high);
            CHECK(is.in_top == Approx(be.in_top).margin(1e-12));
            CHECK(is.tied == Approx(be.tied).margin(1e-12));
        }
        check_same(found.agreement.overlap, wanted.agreement.overlap);
        check_same(found.agreement.spearman, wanted.agreement.spearman);
        check_same(found.agreement.kendall, wanted.agreement.kendall);
    }
}

TEST_CASE("a ranking agrees with itself", "[hubs][intervals]") {
    const std::vector<double> observed{5, 3, 3, 1, 0};
    const auto same = [&](std::size_t, std::span<double> values) {
        std::copy(observed.begin(), observed.end(), values.begin());
        return true;
    };
    const RankIntervals found = rank_intervals(5, same, {20, 2, observed});
    CHECK(found.agreement.overlap == Approx(1.0));
    CHECK(found.agreement.spearman == Approx(1.0));
    CHECK(found.agreement.kendall == Approx(1.0));
}

TEST_CASE("any number of threads gives the same intervals", "[hubs][intervals]") {
    const Told all = random_told(5, 300, 333);
    std::vector<double> observed(300);
    for (std::size_t row = 0; row < observed.size(); ++row) {
        observed[row] = static_cast<double>(row % 17);
    }
    const auto with = [&](int threads) {
        return with_threads(threads, [&] {
            return rank_intervals(300, told(all), {333, 10, observed});
        });
    };
    const RankIntervals one = with(1);
    for (const int threads : {2, 8}) {
        const RankIntervals other = with(threads);
        CHECK(one.used == other.used);
        CHECK(one.agreement.kendall == other.agreement.kendall);
        CHECK(one.agreement.spearman == other.agreement.spearman);
        CHECK(one.agreement.overlap == other.agreement.overlap);
        for (std::size_t row = 0; row < 300; ++row) {
            CHECK(one.rows[row].value_low == other.rows[row].value_low);
            CHECK(one.rows[row].rank_high == other.rows[row].rank_high);
            CHECK(one.rows[row].in_top == other.rows[row].in_top);
        }
    }
}

TEST_CASE("no replications, no top and too few observed values are refused", "[hubs][intervals]") {
    const auto nothing = [](std::size_t, std::span<double>) { return true; };
    CHECK(message_of<std::invalid_argument>([&] {
              (void)rank_intervals(1, nothing, {0, 10, {}});
          }) == "rank_intervals: 0 replications, top 10; both must be 1 or more");
    CHECK_THROWS_AS(rank_intervals(1, nothing, {10, 0, {}}), std::invalid_argument);
    const std::vector<double> two(2);
    CHECK(message_of<std::invalid_argument>([&] {
              (void)rank_intervals(3, nothing, {1, 1, two});
          }) == "rank_intervals: 2 observed values for 3 rows");
}

TEST_CASE("replications stop when asked to and tell how far they are", "[hubs][intervals]") {
    const auto nothing = [](std::size_t, std::span<double>) { return true; };
    sandhan::graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    CHECK_THROWS_AS(rank_intervals(1, nothing, {10, 1, {}}, stop), sandhan::graph::Cancelled);
    std::atomic<std::uint64_t> furthest = 0;
    sandhan::graph::RunControl tell;
    tell.progress = [&](std::uint64_t done, std::uint64_t total) {
        if (done == total) {
            furthest = done;
        }
    };
    (void)rank_intervals(1, nothing, {10, 1, {}}, tell);
    CHECK(furthest == 10);
}

TEST_CASE("a turn of a loop ends its own loops though another turn throws", "[alone][threads]") {
    constexpr int turns = 64, parts = 2000;
    int interrupted = 0;
    for (int round = 0; round < 20; ++round) {
        std::atomic<int> ended{0}, within{0};
        std::atomic<bool> whole = true;
        const auto run = [&] {
            tbb::parallel_for(0, turns, [&](int turn) {
                internal::alone([&] {
                    if (turn == 0) { // once another is in the midst of its work
                        for (int i = 0; i < 10'000 && within == 0; ++i) {
                            std::this_thread::yield();
                        }
                        throw std::runtime_error("stop");
                    }
                    std::vector<unsigned char> done(parts, 0);
                    ++within;
                    tbb::parallel_for(0, parts, [&](int part) {
                        for (int i = 0; i < 20; ++i) {
                            std::this_thread::yield();
                        }
                        done[static_cast<std::size_t>(part)] = 1;
                    });
                    whole = whole && std::count(done.begin(), done.end(), 1) == parts;
                    ++ended;
                });
            });
        };
        const int none = with_threads(2, [&] {
            CHECK_THROWS_AS(run(), std::runtime_error);
            return 0;
        });
        REQUIRE(none == 0);
        REQUIRE(whole);
        interrupted += ended < turns - 1 ? 1 : 0;
    }
    CHECK(interrupted > 0); // no further turn begins
}
