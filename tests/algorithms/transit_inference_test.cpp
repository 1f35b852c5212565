// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/transit_inference.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/journey_oracle.hpp"
#include "tests/support/thrown.hpp"
#include "tests/support/transit_oracle.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
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

/// A few journeys that share ways, some stops left out, over five to seven vertices.
oracle::TransitInput random_input(std::uint32_t seed) {
    std::mt19937 source(seed);
    const auto random = [&](std::uint32_t n) { return static_cast<std::uint32_t>(source() % n); };
    const auto real = [&](double low, double high) {
        return low + (high - low) * static_cast<double>(source()) / 4294967296.0;
    };
    oracle::TransitInput in;
    in.vertices = 5 + random(3);
    in.per_hour = real(0.2, 1.2);
    const std::uint32_t legs = 2 * in.vertices + random(2 * in.vertices);
    for (std::uint32_t i = 0; i < legs; ++i) {
        const std::uint32_t from = random(in.vertices);
        const std::uint32_t to = random(in.vertices);
        if (from != to) {
            in.legs.push_back({from, to, real(1.0, 6.0), random(3) == 0 ? road : rail});
        }
    }
    for (std::uint32_t i = random(3); i > 0; --i) {
        const std::uint32_t lesser = random(in.vertices - 1);
        in.borders.emplace(lesser, lesser + 1 + random(in.vertices - 1 - lesser));
    }
    // The last vertex is named by no record, its neighbour sometimes by two.
    in.places.resize(1);
    for (std::uint32_t v = 0; v + 1 < in.vertices; ++v) {
        in.places.push_back({random(3), v, real(10.0, 20.0), real(75.0, 85.0), random(12) != 0});
    }
    if (random(2) == 0) {
        in.places.push_back({random(3), in.vertices - 2, 15.0, real(75.0, 85.0), true});
    }
    const double nan = std::numeric_limits<double>::quiet_NaN();
    in.places.push_back({9, TransitPlace::none, 24.0, 90.0, true});
    in.places.push_back({8 + random(2), TransitPlace::none, nan, nan, true});
    const auto count = static_cast<std::uint32_t>(in.places.size()) - 1;

    std::vector<std::vector<PlaceIndex>> ways;
    for (std::uint32_t i = 1 + random(3); i > 0; --i) {
        std::vector<PlaceIndex> way;
        for (std::uint32_t k = 2 + random(5); k > 0; --k) {
            way.push_back(1 + random(count));
        }
        ways.push_back(std::move(way));
    }
    for (std::uint32_t i = 1 + random(12); i > 0; --i) {
        std::vector<PlaceIndex> way = ways[random(static_cast<std::uint32_t>(ways.size()))];
        for (PlaceIndex& place : way) { // some go elsewhere for a part of it
            place = random(6) == 0 ? 1 + random(count) : place;
        }
        TransitJourney journey;
        for (std::size_t k = 0; k < way.size(); ++k) {
            const bool told = random(10) < 6;
            const bool end = k == 0 || k + 1 == way.size();
            if ((end || told) && (journey.places.empty() || journey.places.back() != way[k])) {
                journey.places.push_back(way[k]);
                journey.modes.push_back(random(3) == 0 ? unknown
                                                       : static_cast<TransportMode>(random(6)));
            }
        }
        in.journeys.push_back(journey);
        if (random(4) == 0) {
            in.journeys.push_back(journey);
        }
    }
    in.options.least_probability = 0.0; // every guess is listed
    if (random(2) == 0) {
        in.options.least_km = real(0.0, 600.0);
        in.options.untold = real(0.05, 0.9);
        in.options.network_weight = real(0.2, 4.0);
        in.options.ends_weight = real(0.2, 4.0);
        in.options.one_end_weight = real(0.2, 4.0);
        in.options.states_weight = real(0.2, 4.0);
        in.options.prior_left_out = real(0.5, 6.0);
    }
    return in;
}

DistrictNetwork network_of(const oracle::TransitInput& in) {
    DistrictNetwork network{{}, TransitNetwork(in.vertices, in.legs, in.per_hour), {}};
    for (const auto& [one, other] : in.borders) { // in order, as neighbours are
        network.neighbours.push_back(std::uint64_t{one} << 32U | other);
    }
    return network;
}

struct StopShare {
    double probability = 0.0, by_network = 0.0;
};
using StopShares = std::map<oracle::WayStop, StopShare>;

/// Of each stop the shares of the ways that stop there; of a hidden one as shares of all guesses.
StopShares stop_shares(const oracle::TransitShares& ways, bool hidden) {
    StopShares stops;
    StopShare all;
    const auto add = [&](const std::map<oracle::Way, double>& shares, double StopShare::*which) {
        for (const auto& [way, p] : shares) {
            for (const oracle::WayStop& stop : std::set(way.begin(), way.end())) {
                stops[stop].*which += p;
                all.*which += p;
            }
        }
    };
    add(ways.probability, &StopShare::probability);
    add(ways.by_network, &StopShare::by_network);
    for (auto& [stop, share] : stops) {
        share.probability /= hidden ? all.probability : 1.0;
        share.by_network /= hidden && all.by_network > 0.0 ? all.by_network : 1.0;
    }
    return stops;
}

/// The largest difference between what the kernel says of a gap and what the oracle does.
double difference(const TransitGap& gap, const oracle::TransitShares& ways, bool hidden) {
    double most = std::abs(gap.no_stop - ways.probability.at({}));
    double likeliest = 0.0;
    for (const auto& [way, p] : ways.probability) {
        likeliest = std::max(likeliest, p);
    }
    most = std::max(most, std::abs(gap.stops_probability - likeliest));
    StopShares expected = stop_shares(ways, hidden);
    for (const TransitGuess& guess : gap.guesses) {
        const bool named = guess.place != graph::no_place;
        const auto at = expected.find({named, named ? guess.place : guess.vertex});
        if (at == expected.end()) {
            return 1.0;
        }
        most = std::max({most, std::abs(guess.probability - at->second.probability),
                         std::abs(guess.by_network - at->second.by_network)});
        expected.erase(at);
    }
    return expected.empty() ? most : 1.0;
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

TEST_CASE("a place whose point is not known is no detour", "[routes][transit]") {
    std::vector<TransitPlace> places = small_places();
    places[abroad].latitude = places[abroad].longitude = std::numeric_limits<double>::quiet_NaN();
    std::vector<TransitJourney> journeys = times(6, travel({x, abroad, y}));
    journeys.push_back(travel({x, y}));
    const auto gaps = straight(infer_transit(journeys, places, small_network()));
    REQUIRE(gaps.size() == 1);
    CHECK(gaps.front().guesses.front().place == abroad);
}

TEST_CASE("stops that are told make it less likely that others are not, also without a gap",
          "[routes][transit]") {
    // x and near_x are neighbours: nothing is hidden, and one stop told.
    CHECK(infer({travel({x, near_x, x})}).left_out == tests::Approx(2.0 / 11.0));
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

TEST_CASE("guesses are those of all chains, parts and choices listed one by one",
          "[routes][transit][property]") {
    std::map<Similarity, int> compared;
    int hidden = 0, nameless = 0, many_stops = 0, outside = 0;
    for (std::uint32_t seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const oracle::TransitInput in = random_input(seed);
        const oracle::TransitOracle slow(in);
        const double q = slow.left_out();
        const DistrictNetwork network = network_of(in);
        const auto compare = [&](const TransitInference& found,
                                 const std::vector<oracle::TransitAsked>& asked) {
            REQUIRE(std::abs(found.left_out - q) < 1e-9);
            std::map<std::pair<std::size_t, std::size_t>, const TransitGap*> by_journey;
            for (const TransitGap& gap : found.gaps) {
                for (const std::uint32_t j : gap.journeys) {
                    CHECK(by_journey.emplace(std::pair(j, gap.leg), &gap).second);
                }
            }
            REQUIRE(by_journey.size() == asked.size());
            for (const oracle::TransitAsked& one : asked) {
                CAPTURE(one.journey, one.before, one.hidden);
                const auto at = by_journey.find({one.journey, one.before});
                REQUIRE(at != by_journey.end());
                const TransitGap& gap = *at->second;
                const oracle::TransitShares ways = slow.shares(one, q);
                CHECK(difference(gap, ways, one.hidden) < 1e-9);
                CHECK(gap.similarity == ways.similarity);
                CHECK((gap.hidden != graph::no_place) == one.hidden);
                ++compared[gap.similarity];
                hidden += one.hidden ? 1 : 0;
                many_stops += gap.stops.size() > 1 ? 1 : 0;
                outside += in.places[gap.destination].vertex == TransitPlace::none ? 1 : 0;
                for (const TransitGuess& guess : gap.guesses) {
                    nameless += guess.place == graph::no_place ? 1 : 0;
                }
            }
        };
        compare(infer_transit(in.journeys, in.places, network, in.options), slow.gaps());
        compare(held_out_transit(in.journeys, in.places, network, in.options), slow.told_stops());
    }
    // There was something to find.
    for (const Similarity similarity : {Similarity::corridor, Similarity::ends, Similarity::one_end,
                                        Similarity::states, Similarity::none}) {
        CHECK(compared[similarity] > 50);
    }
    CHECK(hidden > 200);
    CHECK(nameless > 200);
    CHECK(many_stops > 50);
    CHECK(outside > 50);
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
