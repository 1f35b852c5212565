// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/transit_gaps.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>
#include <set>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using graph::PlaceIndex;

namespace {

TransitGap gap(PlaceIndex origin, PlaceIndex destination, std::vector<std::uint32_t> journeys) {
    TransitGap made;
    made.origin = origin;
    made.destination = destination;
    made.journeys = std::move(journeys);
    return made;
}

} // namespace

TEST_CASE("each likeness has a word of its own", "[algorithms][transit]") {
    CHECK(name_of(Similarity::corridor) == "corridor");
    CHECK(name_of(Similarity::ends) == "ends");
    CHECK(name_of(Similarity::states) == "states");
    CHECK(name_of(Similarity::none) == "none");
}

TEST_CASE("rows begin where most journeys are expected to have stopped", "[algorithms][transit]") {
    TransitGap few = gap(1, 2, {0});
    TransitGap many = gap(3, 4, {1, 2, 3});
    TransitGap alike = gap(1, 5, {4});
    few.no_stop = alike.no_stop = 0.5;
    many.no_stop = 0.8; // of three 0.6 stopped
    const auto rows = transit_rows({alike, few, many}, 0.0);
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].origin == 3);
    CHECK(rows[1].destination == 2); // alike: by their ends
    CHECK(rows[2].destination == 5);
}

TEST_CASE("a guess as likely as the least is listed", "[algorithms][transit]") {
    TransitGap one = gap(1, 2, {0});
    one.guesses = {{3, 0, 0.25, 0.5, {}}, {4, 1, 0.125, 0.25, {}}};
    const auto rows = transit_rows({one}, 0.25);
    REQUIRE(rows.size() == 1);
    REQUIRE(rows[0].guesses.size() == 1);
    CHECK(rows[0].guesses[0].place == 3);
    CHECK(rows[0].guesses[0].by_network == 0.5);
}

TEST_CASE("a row is the mean over all its journeys, counted one by one",
          "[algorithms][transit][property]") {
    const auto seed = GENERATE(range(0U, 100U));
    CAPTURE(seed);
    std::mt19937 source(seed);
    const auto random = [&] { return static_cast<std::uint32_t>(source()); };
    std::vector<TransitGap> gaps;
    for (std::uint32_t i = random() % 12; i > 0; --i) {
        TransitGap one = gap(1 + random() % 2, 3 + random() % 2, {});
        for (std::uint32_t k = 1 + random() % 4; k > 0; --k) {
            one.journeys.push_back(10 * i + k);
        }
        std::sort(one.journeys.begin(), one.journeys.end());
        one.similarity = static_cast<Similarity>(random() % 5);
        one.no_stop = (random() % 64) / 64.0;
        for (PlaceIndex p = 5; p < 8; ++p) {
            if (random() % 2 == 0) {
                one.guesses.push_back(
                    {p, p, (random() % 64) / 64.0, (random() % 64) / 64.0, {random() % 9}});
            }
        }
        gaps.push_back(one);
    }
    std::set<std::pair<PlaceIndex, PlaceIndex>> ends;
    for (const TransitGap& one : gaps) {
        ends.emplace(one.origin, one.destination);
    }
    const auto rows = transit_rows(gaps, 0.0);
    CHECK(rows.size() == ends.size());
    for (const TransitRow& row : rows) {
        double times = 0.0;
        double no_stop = 0.0;
        Similarity nearest = Similarity::none;
        std::vector<std::uint32_t> journeys;
        std::vector<double> stopped(8, 0.0);
        std::vector<double> by_network(8, 0.0);
        for (const TransitGap& one : gaps) {
            if (one.origin != row.origin || one.destination != row.destination) {
                continue;
            }
            nearest = std::min(nearest, one.similarity);
            for (const std::uint32_t j : one.journeys) {
                journeys.push_back(j);
                times += 1.0;
                no_stop += one.no_stop;
                for (const TransitGuess& guess : one.guesses) {
                    stopped[guess.place] += guess.probability;
                    by_network[guess.place] += guess.by_network;
                }
            }
        }
        std::sort(journeys.begin(), journeys.end());
        CHECK(row.journeys == journeys);
        CHECK(row.similarity == nearest);
        CHECK(row.no_stop == tests::Approx(no_stop / times));
        for (const TransitGuess& guess : row.guesses) {
            CHECK(guess.probability == tests::Approx(stopped[guess.place] / times));
            CHECK(guess.by_network == tests::Approx(by_network[guess.place] / times));
        }
        CHECK(std::is_sorted(row.guesses.begin(), row.guesses.end(),
                             [](const TransitGuess& a, const TransitGuess& b) {
                                 return a.probability > b.probability;
                             }));
    }
}
