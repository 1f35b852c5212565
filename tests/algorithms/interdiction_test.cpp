// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/interdiction.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using Items = std::vector<std::uint32_t>;

namespace {

const double e = std::exp(1.0);

/// The definition: each victim of a route slips past each different chosen item with 1 - detection.
double by_definition(const std::vector<WatchedRoute>& routes, std::uint32_t set, double detection) {
    double sum = 0.0;
    for (const WatchedRoute& route : routes) {
        std::uint32_t passed = 0;
        for (const std::uint32_t i : route.items) {
            passed |= std::uint32_t{1} << i;
        }
        double slips = 1.0;
        for (std::uint32_t both = passed & set; both != 0; both &= both - 1) {
            slips *= 1.0 - detection;
        }
        sum += route.weight * (1.0 - slips);
    }
    return sum;
}

struct Question {
    std::vector<WatchedRoute> routes;
    std::vector<double> cost;
    double detection = 1.0;
    double most_cost = 0.0;
};

/// Up to 9 items and 12 routes; costs all 1, or 1 to 4.
Question random_question(unsigned seed) {
    std::mt19937 random(seed);
    Question q;
    const auto n = static_cast<std::uint32_t>(1 + random() % 9);
    const bool alike = random() % 2 == 0;
    for (std::uint32_t i = 0; i < n; ++i) {
        q.cost.push_back(alike ? 1.0 : static_cast<double>(1 + random() % 4));
        q.most_cost += q.cost.back();
    }
    q.routes.resize(random() % 13);
    for (WatchedRoute& route : q.routes) {
        for (std::size_t k = random() % 5; k > 0; --k) {
            route.items.push_back(static_cast<std::uint32_t>(random() % n));
        }
        route.weight = static_cast<double>(random() % 6);
    }
    constexpr double detections[] = {1.0, 0.6, 0.25};
    q.detection = detections[random() % 3];
    return q;
}

std::vector<double> budgets_to(double most) {
    std::vector<double> budgets;
    for (double b = 0.0; b <= most + 1.0; b += 1.0) {
        budgets.push_back(b);
    }
    return budgets;
}

} // namespace

TEST_CASE("a junction that two routes share is watched before their ends", "[routes][interdict]") {
    // 0 and 1 lead to 2; then to 3. Route 1-4 goes another way.
    const std::vector<WatchedRoute> routes{{{0, 2}, 3}, {{1, 2, 3}, 2}, {{1, 4}, 4}};
    const std::vector<double> cost(5, 1.0), budgets{1, 2, 3};
    const auto sets = best_interdictions(routes, cost, budgets);
    REQUIRE(sets.size() == 3);
    CHECK(sets[0].items == Items{1}); // 6 of 9
    CHECK(sets[0].intercepted == 6.0);
    CHECK(sets[1].intercepted == 9.0);
    CHECK(sets[1].cost == 2.0);
    CHECK(sets[2].items == sets[1].items); // a third adds nothing
    for (const auto& set : sets) {
        CHECK((set.optimal && set.gap == 0.0));
    }
}

TEST_CASE("with detection below 1 a second watch on one route adds less", "[routes][interdict]") {
    const std::vector<WatchedRoute> routes{{{0, 1, 0}, 10}};
    CHECK(expected_interceptions(routes, Items{0}, 0.6) == tests::Approx(6.0));
    CHECK(expected_interceptions(routes, Items{0, 1}, 0.6) == tests::Approx(8.4));
    const auto sets = best_interdictions(routes, std::vector<double>{1, 1},
                                         std::vector<double>{1, 2}, {.detection = 0.6});
    CHECK(sets[0].items == Items{0});
    CHECK(sets[1].intercepted == tests::Approx(8.4));
}

TEST_CASE("greedy would spend the budget on the wrong item and the search does not",
          "[routes][interdict]") {
    // Item 0 has the most gain, 1 and 2 together have all.
    const std::vector<WatchedRoute> routes{{{0, 1}, 2}, {{0, 2}, 2}, {{1}, 1.5}, {{2}, 1.5}};
    const auto sets =
        best_interdictions(routes, std::vector<double>(3, 1.0), std::vector<double>{2});
    CHECK(sets[0].items == Items{1, 2});
    CHECK(sets[0].intercepted == 7.0);
    CHECK(sets[0].optimal);
}

TEST_CASE("one dear item is left for two cheap ones that add more", "[routes][interdict]") {
    const std::vector<WatchedRoute> routes{{{0}, 9}, {{1}, 5}, {{2}, 5}};
    const auto sets = best_interdictions(routes, std::vector<double>{10, 5, 5},
                                         std::vector<double>{4, 5, 10, 20});
    CHECK(sets[0].items.empty());
    CHECK(sets[0].optimal);
    CHECK(sets[1].items == Items{1});
    CHECK(sets[2].items == Items{1, 2});
    CHECK(sets[3].items == Items{0, 1, 2});
}

TEST_CASE("without routes nothing is chosen", "[routes][interdict]") {
    const auto sets = best_interdictions({}, std::vector<double>{1, 1}, std::vector<double>{0, 5});
    REQUIRE(sets.size() == 2);
    CHECK((sets[1].items.empty() && sets[1].optimal && sets[1].intercepted == 0.0));
    CHECK(best_interdictions({}, {}, {}).empty());
}

TEST_CASE("the set for each budget is the best of all sets", "[routes][interdict][property]") {
    for (unsigned seed = 0; seed < 400; ++seed) {
        CAPTURE(seed);
        const Question q = random_question(seed);
        const auto budgets = budgets_to(q.most_cost);
        const auto sets = best_interdictions(q.routes, q.cost, budgets, {.detection = q.detection});
        REQUIRE(sets.size() == budgets.size());
        for (std::size_t b = 0; b < budgets.size(); ++b) {
            double best = 0.0;
            for (std::uint32_t set = 0; set < (1U << q.cost.size()); ++set) {
                double cost = 0.0;
                for (std::size_t i = 0; i < q.cost.size(); ++i) {
                    cost += (set >> i & 1U) != 0 ? q.cost[i] : 0.0;
                }
                if (cost <= budgets[b]) {
                    best = std::max(best, by_definition(q.routes, set, q.detection));
                }
            }
            std::uint32_t chosen = 0;
            double cost = 0.0;
            for (const std::uint32_t i : sets[b].items) {
                chosen |= 1U << i;
                cost += q.cost[i];
            }
            REQUIRE(sets[b].optimal);
            REQUIRE(sets[b].cost == cost);
            REQUIRE(cost <= budgets[b]);
            REQUIRE(sets[b].intercepted ==
                    tests::Approx(by_definition(q.routes, chosen, q.detection)).margin(1e-9));
            REQUIRE(sets[b].intercepted == tests::Approx(best).margin(1e-9));
        }
    }
}

TEST_CASE("a search cut short keeps its greedy promise and a bound that holds",
          "[routes][interdict][property]") {
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const Question q = random_question(seed);
        const auto budgets = budgets_to(q.most_cost);
        const auto whole =
            best_interdictions(q.routes, q.cost, budgets, {.detection = q.detection});
        const auto brief =
            best_interdictions(q.routes, q.cost, budgets, {.detection = q.detection, .work = 0});
        const bool alike = std::all_of(q.cost.begin(), q.cost.end(),
                                       [&](double c) { return c == q.cost.front(); });
        for (std::size_t b = 0; b < budgets.size(); ++b) {
            const double best = whole[b].intercepted;
            REQUIRE(brief[b].bound >= best - 1e-9);
            REQUIRE(brief[b].intercepted >= (1.0 - 1.0 / e) * best / (alike ? 1.0 : 2.0) - 1e-9);
            REQUIRE(brief[b].gap >= 0.0);
            if (brief[b].optimal) {
                REQUIRE(brief[b].intercepted == tests::Approx(best).margin(1e-9));
            } else {
                REQUIRE(brief[b].gap ==
                        tests::Approx(1.0 - brief[b].intercepted / brief[b].bound).margin(1e-9));
            }
        }
    }
}

TEST_CASE("what a further item adds shrinks as the set grows", "[routes][interdict][property]") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        const Question q = random_question(seed);
        std::mt19937 random(seed);
        Items small, large;
        const auto extra = static_cast<std::uint32_t>(random() % q.cost.size());
        for (std::uint32_t i = 0; i < q.cost.size(); ++i) {
            const auto in = random() % 3;
            if (i != extra && in > 0) {
                large.push_back(i);
                if (in > 1) {
                    small.push_back(i);
                }
            }
        }
        const auto value = [&](Items set, bool with) {
            if (with) {
                set.push_back(extra);
            }
            return expected_interceptions(q.routes, set, q.detection);
        };
        REQUIRE(value(large, false) >= value(small, false) - 1e-9); // monotone
        REQUIRE(value(small, true) - value(small, false) >=
                value(large, true) - value(large, false) - 1e-9);
    }
}

TEST_CASE("an interdiction that is no question is refused", "[routes][interdict]") {
    const std::vector<WatchedRoute> routes{{{0}, 1.0}};
    const std::vector<double> one{1.0}, budgets{1.0};
    const auto refuses = [&](const std::vector<WatchedRoute>& r, const std::vector<double>& cost,
                             const std::vector<double>& b, double detection) {
        CHECK_THROWS_AS(best_interdictions(r, cost, b, {.detection = detection}),
                        std::invalid_argument);
    };
    refuses(routes, one, budgets, 0.0);
    refuses(routes, one, budgets, 1.1);
    refuses(routes, one, budgets, std::nan(""));
    refuses(routes, {0.0}, budgets, 1.0);
    refuses(routes, {}, budgets, 1.0);
    refuses(routes, one, {-1.0}, 1.0);
    refuses(routes, one, {2.0, 1.0}, 1.0);
    refuses({{{0}, -1.0}}, one, budgets, 1.0);
    refuses({{{0}, std::numeric_limits<double>::infinity()}}, one, budgets, 1.0);
}
