// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/transition_model.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_journeys.hpp"
#include "tests/support/journey_oracle.hpp"
#include "tests/support/thrown.hpp"

#include <cmath>
#include <limits>
#include <map>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::Edge;
using graph::Vertex;

namespace {

/// Journeys that come to place 3 from 1 and from 2 and go on to 4 or 5: how many of each.
InventedJourneys crossing(int from_1_to_4, int from_1_to_5, int from_2_to_4, int from_2_to_5) {
    std::vector<std::vector<std::uint32_t>> places;
    const auto add = [&](int count, std::vector<std::uint32_t> journey) {
        places.insert(places.end(), static_cast<std::size_t>(count), journey);
    };
    add(from_1_to_4, {1, 3, 4});
    add(from_1_to_5, {1, 3, 5});
    add(from_2_to_4, {2, 3, 4});
    add(from_2_to_5, {2, 3, 5});
    return invented(std::move(places));
}

/// The chance that chi-square is x or more, by its sum: whole or half powers of x / 2.
double chi_square_by_sum(double x, std::uint64_t degrees_of_freedom) {
    const double y = x / 2.0;
    const bool odd = degrees_of_freedom % 2 == 1;
    double term = odd ? std::exp(-y) * std::sqrt(y) / std::tgamma(1.5) : std::exp(-y);
    double sum = odd ? std::erfc(std::sqrt(y)) : 0.0;
    for (std::uint64_t i = 0; i < degrees_of_freedom / 2; ++i) {
        sum += term;
        term *= y / (static_cast<double>(i) + (odd ? 1.5 : 1.0));
    }
    return sum;
}

} // namespace

TEST_CASE("steps of two journeys, worked by hand", "[routes][likely]") {
    // 1 -> 2 -> 3 and 1 -> 2 (ends). At 1: to 2 twice, no end: (2 + 1/2) / (2 + 1/2 * 2).
    const TransitionModel model = invented({{1, 2, 3}, {1, 2}}).model();
    REQUIRE(model.legs().edge_count() == 2);
    CHECK(model.place(model.legs().ends(1).target) == 3);
    CHECK(model.probability(0) == Approx(2.5 / 3.0));
    CHECK(model.end_probability(0) == Approx(0.5 / 3.0));
    CHECK(model.probability(1) == Approx(1.5 / 3.0));
    CHECK(model.end_probability(2) == 1.0);
    // After 1 -> 2, one of two went to 3; backed by one sighting at 1/2.
    CHECK(model.probability(0, 1) == Approx((1.0 + 0.5) / 3.0));
    CHECK(model.vertex(7) == graph::no_vertex);
    CHECK(model.journeys(0).size() == 2);
    CHECK(model.travelled(std::vector<Edge>{0, 1}) == std::vector<std::uint32_t>{0});
    CHECK(model.travelled({}).empty());
}

TEST_CASE("journeys that stay where they are make no model", "[routes][likely]") {
    const TransitionModel model = invented({{1}, {}, {2, 2, 2}}).model();
    CHECK(model.legs().vertex_count() == 0);
    CHECK(order_test(model).degrees_of_freedom == 0);
    CHECK_FALSE(order_test(model).warranted);
}

TEST_CASE("steps have the probabilities of their definition, and all of a place add up to 1",
          "[routes][likely][property]") {
    const auto seed = GENERATE(range(0u, 200u));
    CAPTURE(seed);
    const InventedJourneys journeys = random_journeys(seed);
    JourneyOracle oracle(journeys);
    TransitionSmoothing smoothing;
    if (seed % 3 == 0) {
        smoothing = {oracle.added = 0.1, oracle.backing = 2.5};
    }
    const TransitionModel model = journeys.model(smoothing);
    const auto& legs = model.legs();
    const auto place = [&](Vertex v) { return model.place(v); };
    for (Vertex v = 0; v < legs.vertex_count(); ++v) {
        double sum = model.end_probability(v);
        CHECK(sum == Approx(oracle.probability(place(v), JourneyOracle::end)));
        for (const Edge leg : legs.out_edges(v)) {
            CHECK(model.probability(leg) ==
                  Approx(oracle.probability(place(v), place(legs.ends(leg).target))));
            sum += model.probability(leg);
        }
        CHECK(sum == Approx(1.0));
        for (const Edge before : legs.in_edges(v)) {
            for (const Edge leg : legs.out_edges(v)) {
                CHECK(model.probability(before, leg) ==
                      Approx(oracle.probability(place(legs.ends(before).source), place(v),
                                                place(legs.ends(leg).target))));
            }
        }
    }
}

TEST_CASE("the statistic and its degrees of freedom are those of independent tables",
          "[routes][likely][property]") {
    const auto seed = GENERATE(range(0u, 200u));
    CAPTURE(seed);
    InventedJourneys journeys = random_journeys(seed);
    const OrderTest test = order_test(journeys.model());
    journeys.weight.assign(journeys.weight.size(), 1.0); // the test counts
    const JourneyOracle oracle(journeys);
    double statistic = 0.0;
    std::uint64_t degrees = 0;
    for (const std::uint32_t v : oracle.all_places()) {
        std::map<std::uint32_t, std::map<std::uint32_t, double>> table;
        std::map<std::uint32_t, double> row, column;
        double all = 0.0;
        auto outcomes = oracle.all_places();
        outcomes.insert(JourneyOracle::end);
        for (const std::uint32_t u : oracle.all_places()) {
            for (const std::uint32_t w : outcomes) {
                if (const double n = oracle.seen({u, v, w}); n > 0.0) {
                    table[u][w] = n;
                    row[u] += n;
                    column[w] += n;
                    all += n;
                }
            }
        }
        for (const auto& [u, cells] : table) {
            for (const auto& [w, n] : cells) {
                statistic += 2.0 * n * std::log(n * all / (row[u] * column[w]));
            }
        }
        degrees += all > 0.0 ? (row.size() - 1) * (column.size() - 1) : 0;
    }
    CHECK(test.degrees_of_freedom == degrees);
    CHECK(test.statistic == Approx(statistic).margin(1e-9));
    if (degrees > 0) {
        CHECK(test.p_value == Approx(chi_square_by_sum(test.statistic, degrees)).margin(1e-12));
    }
}

TEST_CASE("a crossing where the way on depends on the way in wants memory", "[routes][likely]") {
    // 2 n ln(n / expected) with 30 and 10 where 20 are expected: 2 (60 ln 1.5 + 20 ln 0.5)
    const OrderTest test = order_test(crossing(30, 10, 10, 30).model());
    CHECK(test.degrees_of_freedom == 1);
    CHECK(test.statistic == Approx(2 * (60 * std::log(1.5) + 20 * std::log(0.5))));
    CHECK(test.p_value == Approx(std::erfc(std::sqrt(test.statistic / 2))));
    CHECK_FALSE(test.p_shuffled.has_value()); // 80 in 4 cells
    CHECK(test.warranted);
    const OrderTest same = order_test(crossing(20, 20, 20, 20).model());
    CHECK(same.statistic == Approx(0.0).margin(1e-9));
    CHECK(same.p_value == Approx(1.0));
    CHECK_FALSE(same.warranted);
}

TEST_CASE("few sightings are shuffled instead of trusted", "[routes][likely]") {
    // Three and three, apart: of the 20 ways to deal six sightings into two rows, 2 are as far from
    // independence. Chi-square would call it significant.
    const OrderTest test = order_test(crossing(3, 0, 0, 3).model());
    CHECK(test.p_value < 0.01);
    REQUIRE(test.p_shuffled.has_value());
    CHECK(*test.p_shuffled == Approx(0.1).margin(0.03));
    CHECK_FALSE(test.warranted);
    CHECK(order_test(crossing(3, 0, 0, 3).model(), 7).p_shuffled.has_value());
}

TEST_CASE("where the way in does not matter, memory is warranted as seldom as the level says",
          "[routes][likely]") {
    std::mt19937 random(4);
    int warranted = 0;
    constexpr int runs = 300;
    for (int run = 0; run < runs; ++run) {
        std::vector<std::vector<std::uint32_t>> places;
        for (int j = 0; j < 40; ++j) {
            const auto in = static_cast<std::uint32_t>(1 + random() % 4);
            const auto out = static_cast<std::uint32_t>(6 + random() % 4);
            places.push_back({in, 5, out});
        }
        warranted += order_test(invented(places).model()).warranted;
    }
    CHECK(warranted >= runs * 2 / 100);
    CHECK(warranted <= runs * 9 / 100);
}

TEST_CASE("incidents weigh their confidence, and stay in the order of their ids",
          "[routes][likely]") {
    const auto store = store_of({
        journey("B", {"Howrah, West Bengal", "Pune, Maharashtra", "Rajkot, Gujarat"}),
        journey("A", {"Howrah, West Bengal", "Pune, Maharashtra"}),
    });
    const auto cases = graph_of(store);
    const graph::Journeys journeys(cases, graph::PlaceLevel::district);
    const TravelledJourneys travelled = travelled_journeys(journeys);
    CHECK(travelled.weight == std::vector<double>{0.5, 0.5});
    CHECK(travelled.stops.size() == 5);
    const TransitionModel model(travelled.stops, travelled.weight);
    CHECK(model.legs().edge_count() == 2);
}

TEST_CASE("journeys that make no model are refused with a reason", "[routes][likely]") {
    const auto refusal = [](std::vector<TravelledStop> stops, std::vector<double> weight,
                            TransitionSmoothing smoothing = {}) {
        return message_of<std::invalid_argument>(
            [&] { (void)TransitionModel(stops, weight, smoothing); });
    };
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(refusal({{1, 5}}, {1.0}) == "TransitionModel: journey 1 has no weight");
    CHECK(refusal({{1, 5}, {0, 5}}, {1.0, 1.0}) ==
          "TransitionModel: stops of journey 0 follow those of 1; journeys must come in ascending "
          "order");
    CHECK(refusal({}, {0.0}).starts_with("TransitionModel: the weight of journey 0 is 0.0"));
    CHECK(refusal({}, {}, {0.0, 1.0}).starts_with("TransitionModel: smoothing.added is 0.0"));
    CHECK(refusal({}, {}, {1.0, nan}).starts_with("TransitionModel: smoothing.backing is nan"));
}

TEST_CASE("shuffles that are asked to stop stop", "[routes][likely]") {
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(order_test(crossing(3, 0, 0, 3).model(), 1, control), graph::Cancelled);
}
