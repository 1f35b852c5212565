// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/transit_inference.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/journey_oracle.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::PlaceIndex;
using graph::TransportMode;

namespace {

constexpr auto rail = TransportMode::rail;
constexpr auto road = TransportMode::road;
constexpr auto unknown = TransportMode::unknown;
constexpr PlaceIndex x = 1, a = 2, b = 3, y = 4, near_x = 5, abroad = 6, lost = 7;

/// Far ends x and y with no train from one to the other, a and b between them: over a in 5 + 5
/// hours, over b in 5 + 6. near_x is a neighbour of x; the last two are outside the network.
DistrictNetwork small_network() {
    TransitNetwork network(
        5, {{0, 1, 5, rail}, {1, 3, 5, rail}, {0, 2, 5, rail}, {2, 3, 6, rail}, {0, 4, 1, road}},
        1.0);
    return {{10, 20, 30, 40, 50}, std::move(network), {std::uint64_t{0} << 32U | 4U}};
}

std::vector<TransitPlace> small_places() {
    std::vector<TransitPlace> places(8);
    const auto set = [&](PlaceIndex p, std::uint32_t region, std::uint32_t vertex, double lon) {
        places[p] = {region, vertex, 0.0, lon, true};
    };
    set(x, 1, 0, 0.0); // a degree is 111 km
    set(a, 2, 1, 3.0);
    set(b, 3, 2, 4.0);
    set(y, 4, 3, 8.0);
    set(near_x, 1, 4, 2.0);
    set(abroad, 9, TransitPlace::none, 20.0);
    set(lost, 8, TransitPlace::none, 5.0);
    places[lost].known = false;
    return places;
}

TransitJourney travel(std::vector<PlaceIndex> places, TransportMode mode = unknown) {
    std::vector<TransportMode> modes(places.size(), mode);
    if (!modes.empty()) {
        modes.front() = unknown;
    }
    return {std::move(places), std::move(modes)};
}

std::vector<TransitJourney> times(int n, const TransitJourney& journey) {
    return std::vector<TransitJourney>(static_cast<std::size_t>(n), journey);
}

void add(std::vector<TransitJourney>& all, const std::vector<TransitJourney>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

double probability_of(const TransitGap& gap, PlaceIndex place) {
    for (const TransitGuess& guess : gap.guesses) {
        if (guess.place == place) {
            return guess.probability;
        }
    }
    return 0.0;
}

/// Those from x to y: the legs over a and b are gaps too, and nothing lies on them.
std::vector<TransitGap> straight(const TransitInference& inference) {
    std::vector<TransitGap> gaps;
    for (const TransitGap& gap : inference.gaps) {
        if (gap.origin == x && gap.destination == y) {
            gaps.push_back(gap);
        }
    }
    return gaps;
}

TransitInference infer(const std::vector<TransitJourney>& journeys) {
    return infer_transit(journeys, small_places(), small_network());
}

} // namespace

TEST_CASE("where no other journey tells, trains and roads alone do, worked by hand",
          "[routes][transit]") {
    const std::vector<TransitJourney> one{travel({x, y})};
    const TransitInference found = infer(one);
    REQUIRE(found.gaps.size() == 1);
    const TransitGap& gap = found.gaps.front();
    // One way in ten uses neither; of the others over a is e times as likely as over b. A stop that
    // was made is left out with probability q, none is told for certain.
    const double q = found.left_out;
    const double share = std::exp(1.0) / (1.0 + std::exp(1.0));
    const double all = 0.1 + 0.9 * q;
    CHECK(gap.no_stop == tests::Approx(0.1 / all));
    CHECK(probability_of(gap, a) == tests::Approx(0.9 * share * q / all));
    CHECK(probability_of(gap, b) == tests::Approx(0.9 * (1 - share) * q / all));
    CHECK(gap.guesses.front().by_network == tests::Approx(gap.guesses.front().probability));
    CHECK(gap.similarity == Similarity::none);
    // 2 of 10 stops were supposed to be left out before any was seen.
    CHECK(q == tests::Approx((2 + 1 - gap.no_stop) / (10 + 1 - gap.no_stop)).epsilon(0.05));
}

TEST_CASE("what similar journeys tell outweighs the network, and is the evidence",
          "[routes][transit]") {
    std::vector<TransitJourney> journeys = times(6, travel({x, b, y}));
    journeys.push_back(travel({x, y}));
    const auto gaps = straight(infer(journeys));
    REQUIRE(gaps.size() == 1);
    const TransitGap& gap = gaps.front();
    CHECK(gap.guesses.front().place == b);
    CHECK(gap.guesses.front().probability > 2 * gap.guesses.front().by_network);
    CHECK(gap.guesses.front().similar == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5});
    CHECK(gap.similarity == Similarity::corridor);
    CHECK(gap.journeys == std::vector<std::uint32_t>{6});
    CHECK(gap.stops == std::vector<PlaceIndex>{b});
}

TEST_CASE("a hidden stop is guessed from other journeys alone", "[routes][transit]") {
    const auto places = small_places();
    const auto network = small_network();
    // Its own record tells b; without it only the network is left, which thinks of a first.
    const TransitInference one =
        held_out_transit(std::vector<TransitJourney>{travel({x, b, y})}, places, network);
    REQUIRE(one.gaps.size() == 1);
    CHECK(one.gaps.front().hidden == b);
    CHECK(one.gaps.front().guesses.front().place == a);
    const TransitInference six = held_out_transit(times(6, travel({x, b, y})), places, network);
    REQUIRE(six.gaps.size() == 1); // six that tell the same are one question
    CHECK(six.gaps.front().journeys.size() == 6);
    CHECK(six.gaps.front().guesses.front().place == b);
    double sum = 0.0;
    for (const TransitGuess& guess : six.gaps.front().guesses) {
        sum += guess.probability;
    }
    CHECK(sum == tests::Approx(1.0).margin(0.01)); // the least are not listed
}

TEST_CASE("neighbours, flights and unresolved places leave no gap", "[routes][transit]") {
    CHECK(infer({travel({x, near_x})}).gaps.empty());
    CHECK(infer({travel({x, y}, TransportMode::air)}).gaps.empty());
    CHECK(infer({travel({x, lost})}).gaps.empty());
    CHECK(infer({travel({x})}).gaps.empty());
    CHECK(infer({}).gaps.empty());
    CHECK(infer({}).left_out == tests::Approx(0.2)); // nothing was seen
    CHECK(infer({travel({x, b})}).gaps.size() == 1); // no border, 445 km
}

TEST_CASE("abroad only other journeys tell, by air too", "[routes][transit]") {
    const TransitInference alone = infer({travel({x, abroad}, TransportMode::air)});
    REQUIRE(alone.gaps.size() == 1);
    CHECK(alone.gaps.front().guesses.empty());
    CHECK(alone.gaps.front().no_stop == tests::Approx(1.0));
    std::vector<TransitJourney> journeys = times(9, travel({x, b, abroad}, TransportMode::air));
    journeys.push_back(travel({x, abroad}, TransportMode::air));
    const TransitInference found = infer(journeys);
    REQUIRE(found.gaps.size() == 2); // from x, and from b
    CHECK(found.gaps.front().guesses.front().place == b);
}

TEST_CASE("how one came to the end tells where one changed", "[routes][transit]") {
    // Over a one comes by train, over b by road.
    std::vector<TransitJourney> journeys;
    TransitJourney by_road = travel({x, b, y}, rail);
    by_road.modes.back() = road;
    add(journeys, times(10, travel({x, a, y}, rail)));
    add(journeys, times(10, by_road));
    journeys.push_back(travel({x, y}, rail));
    journeys.push_back(travel({x, y}, road));
    const auto gaps = straight(infer(journeys));
    REQUIRE(gaps.size() == 2);
    for (const TransitGap& gap : gaps) {
        const bool came_by_rail = gap.journeys.front() == 20;
        CHECK(gap.guesses.front().place == (came_by_rail ? a : b));
    }
}

TEST_CASE("the ways of those who left their stop out are as those of the others",
          "[routes][transit]") {
    // Three in four go over a, the rest over b; three stops in ten are left out.
    std::mt19937 random(7);
    std::vector<TransitJourney> journeys;
    double over_a = 0.0;
    double gaps = 0.0;
    for (int i = 0; i < 2000; ++i) {
        const PlaceIndex stop = random() % 4 < 3 ? a : b;
        if (random() % 10 < 3) {
            journeys.push_back(travel({x, y}));
            over_a += stop == a ? 1.0 : 0.0;
            gaps += 1.0;
        } else {
            journeys.push_back(travel({x, stop, y}));
        }
    }
    const TransitInference found = infer(journeys);
    // By these two ends alone a stop left out and a way without one look the same; that few go
    // otherwise than by the network is all that speaks for the first.
    CHECK(found.left_out == tests::Approx(0.3).margin(0.15));
    REQUIRE(straight(found).size() == 1);
    const TransitGap gap = straight(found).front();
    const double stopped = 1.0 - gap.no_stop;
    CHECK(stopped > 0.5);
    CHECK(probability_of(gap, a) / stopped == tests::Approx(over_a / gaps).margin(0.05));
}

TEST_CASE("probabilities are shares, and the order of journeys changes none",
          "[routes][transit][property]") {
    const auto seed = GENERATE(range(0U, 60U));
    CAPTURE(seed);
    std::mt19937 source(seed);
    const auto random = [&] { return static_cast<std::uint32_t>(source()); };
    std::vector<TransitJourney> journeys;
    const std::uint32_t n = 1 + random() % 30;
    for (std::uint32_t i = 0; i < n; ++i) {
        TransitJourney journey;
        for (std::uint32_t k = random() % 5; k > 0; --k) {
            const PlaceIndex place = 1 + random() % 7;
            if (journey.places.empty() || journey.places.back() != place) {
                journey.places.push_back(place);
                journey.modes.push_back(static_cast<TransportMode>(random() % 6));
            }
        }
        journeys.push_back(std::move(journey));
    }
    const TransitInference found = infer(journeys);
    CHECK(found.left_out > 0.0);
    CHECK(found.left_out < 1.0);
    for (const TransitGap& gap : found.gaps) {
        CHECK(gap.no_stop >= 0.0);
        CHECK(gap.no_stop <= 1.0 + 1e-12);
        for (const TransitGuess& guess : gap.guesses) {
            CHECK(guess.probability <= 1.0 - gap.no_stop + 1e-9);
            CHECK(guess.place != gap.origin);
            CHECK(guess.place != gap.destination);
            CHECK(guess.place != lost);
            for (const std::uint32_t j : guess.similar) {
                const auto& places = journeys[j].places;
                CHECK(std::find(places.begin() + 1, places.end() - 1, guess.place) !=
                      places.end() - 1);
            }
        }
    }
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0U);
    std::shuffle(order.begin(), order.end(), source);
    std::vector<TransitJourney> shuffled;
    for (const std::uint32_t j : order) {
        shuffled.push_back(journeys[j]);
    }
    const auto told = [](const TransitInference& inference, const std::vector<TransitJourney>& of) {
        std::vector<std::tuple<std::vector<PlaceIndex>, std::vector<TransportMode>, std::uint32_t,
                               double, double>>
            list;
        for (const TransitGap& gap : inference.gaps) {
            for (const std::uint32_t j : gap.journeys) {
                list.emplace_back(of[j].places, of[j].modes, gap.leg, gap.no_stop,
                                  gap.guesses.empty() ? 0.0 : gap.guesses.front().probability);
            }
        }
        std::sort(list.begin(), list.end());
        return list;
    };
    CHECK(told(infer(shuffled), shuffled) == told(found, journeys));
}

TEST_CASE("gaps of the same ends are one row with their mean", "[routes][transit]") {
    TransitGap one, two;
    one.origin = two.origin = x;
    one.destination = two.destination = y;
    one.journeys = {0, 2, 4};
    two.journeys = {1};
    one.no_stop = 0.2;
    two.no_stop = 0.6;
    one.similarity = Similarity::states;
    two.similarity = Similarity::ends;
    one.guesses = {{a, 1, 0.8, 0.4, {7}}};
    two.guesses = {{a, 1, 0.4, 0.4, {5, 7}}, {b, 2, 0.02, 0.0, {}}};
    const auto rows = transit_rows({one, two}, 0.01);
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].journeys == std::vector<std::uint32_t>{0, 1, 2, 4});
    CHECK(rows[0].no_stop == tests::Approx(0.3));
    CHECK(rows[0].similarity == Similarity::ends);
    REQUIRE(rows[0].guesses.size() == 1); // b: 0.005
    CHECK(rows[0].guesses[0].probability == tests::Approx(0.7));
    CHECK(rows[0].guesses[0].similar == std::vector<std::uint32_t>{5, 7});
    CHECK(transit_rows({}, 0.01).empty());
    CHECK(name_of(Similarity::one_end) == "one_end");
}

TEST_CASE("districts of the data are found in the network by their code", "[routes][transit]") {
    const graph::CaseStore store = store_of(
        {journey("A", {"Howrah, West Bengal", "Rajkot, Gujarat"}), journey("B", {"Gujarat"})});
    const auto cases = graph_of(store);
    const DistrictNetwork network = district_network(1.0);
    const TransitData data =
        transit_data(graph::Journeys(cases, graph::PlaceLevel::district), network);
    REQUIRE(data.journeys.size() == 2);
    REQUIRE(data.journeys[0].places.size() == 2);
    CHECK(data.journeys[1].places.empty());
    const TransitPlace& howrah = data.places[data.journeys[0].places[0]];
    REQUIRE(howrah.vertex != TransitPlace::none);
    CHECK(network.codes[howrah.vertex] == 313);
}

TEST_CASE("journeys that do not fit their places are refused", "[routes][transit]") {
    const auto message = [](const TransitJourney& journey, const TransitOptions& options = {}) {
        return message_of<std::invalid_argument>([&] {
            (void)infer_transit(std::vector<TransitJourney>{journey}, small_places(),
                                small_network(), options);
        });
    };
    CHECK(message({{x, y}, {unknown}}).find("2 places and 1 modes") != std::string::npos);
    CHECK(message(travel({x, 99})).find("place 99") != std::string::npos);
    TransitOptions options;
    options.states_weight = 0.0;
    CHECK(message(travel({x, y}), options).find("weight") != std::string::npos);
    options = {};
    options.untold = 1.0;
    CHECK(message(travel({x, y}), options).find("untold") != std::string::npos);
}
