// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/likely_routes.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_journeys.hpp"
#include "tests/support/thrown.hpp"

#include <cmath>
#include <stdexcept>
#include <tuple>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Places = std::vector<std::uint32_t>;

namespace {

LikelyRoutes likely(const InventedJourneys& journeys,
                    std::uint32_t from,
                    std::uint32_t to,
                    std::size_t k,
                    int order) {
    LikelyRouteOptions options;
    options.k = k;
    options.order = order;
    return likely_routes(journeys.model(), from, to, options);
}

struct Expected {
    Places places;
    double probability;
    double units; ///< of cost, whole: see the header
};

/// Every route that visits no place twice, by walking all of them.
class EveryRoute {
  public:
    EveryRoute(const InventedJourneys& journeys, int order) : m_oracle(journeys), m_order(order) {}

    std::vector<Expected> between(std::uint32_t from, std::uint32_t to) {
        m_found.clear();
        m_to = to;
        Places places{from};
        go(places, 1.0, 0.0);
        std::sort(m_found.begin(), m_found.end(), [](const Expected& a, const Expected& b) {
            return std::tie(a.units, a.places) < std::tie(b.units, b.places);
        });
        return m_found;
    }
    [[nodiscard]] const JourneyOracle& oracle() const { return m_oracle; }

  private:
    void go(Places& places, double probability, double units) {
        const std::uint32_t v = places.back();
        if (v == m_to) {
            m_found.push_back({places, probability, units});
            return;
        }
        for (const std::uint32_t w : m_oracle.all_places()) {
            if (m_oracle.seen({v, w}) > 0.0 &&
                std::find(places.begin(), places.end(), w) == places.end()) {
                const double step = m_order == 1 || places.size() == 1
                                        ? m_oracle.probability(v, w)
                                        : m_oracle.probability(places[places.size() - 2], v, w);
                places.push_back(w);
                go(places, probability * step,
                   units + std::round(-std::log(step) * std::ldexp(1.0, 36)));
                places.pop_back();
            }
        }
    }

    JourneyOracle m_oracle;
    int m_order;
    std::uint32_t m_to = 0;
    std::vector<Expected> m_found;
};

} // namespace

TEST_CASE("the likely routes of three journeys, worked by hand", "[routes][likely]") {
    // 1 -> 2 -> 4 twice, 3 -> 2 -> 5 once. At 1 all go to 2: 2.5/3. At 2, 2 of 3 go to 4, 1 to 5,
    // none ends: 2.5/4.5 and 1.5/4.5.
    const auto journeys = invented({{1, 2, 4}, {1, 2, 4}, {3, 2, 5}});
    const auto seen = likely(journeys, 1, 4, 5, 1);
    REQUIRE(seen.routes.size() == 1);
    CHECK(seen.complete);
    CHECK(seen.routes[0].places == Places{1, 2, 4});
    CHECK(seen.routes[0].probability == Approx(2.5 / 3 * 2.5 / 4.5));
    CHECK(seen.routes[0].travelled_by == Places{0, 1});
    REQUIRE(seen.routes[0].legs.size() == 2);
    CHECK(seen.routes[0].legs[1].from == 2);
    CHECK(seen.routes[0].legs[1].to == 4);
    CHECK(seen.routes[0].legs[1].journeys == Places{0, 1});
    CHECK(seen.routes[0].legs[1].probability == Approx(2.5 / 4.5));

    // 1 -> 2 -> 5 is a route that nobody took: inferred. With memory it is less likely, as both who
    // came from 1 went to 4: (0 + 1.5/4.5) / (2 + 1).
    const auto inferred = likely(journeys, 1, 5, 5, 1);
    REQUIRE(inferred.routes.size() == 1);
    CHECK(inferred.routes[0].travelled_by.empty());
    CHECK(inferred.routes[0].probability == Approx(2.5 / 3 * 1.5 / 4.5));
    const auto remembered = likely(journeys, 1, 5, 5, 2);
    REQUIRE(remembered.routes.size() == 1);
    CHECK(remembered.routes[0].probability == Approx(2.5 / 3 * (1.5 / 4.5) / 3));
}

TEST_CASE("a route was observed only by a journey that has all of it in one piece",
          "[routes][likely]") {
    // Journey 0 takes both legs, but goes round by 9 between them; journey 1 has them in a row.
    const auto journeys = invented({{1, 2, 9, 2, 3}, {7, 1, 2, 3, 8}});
    const auto found = likely(journeys, 1, 3, 1, 1);
    REQUIRE(found.routes.size() == 1);
    CHECK(found.routes[0].travelled_by == Places{1});
    CHECK(found.routes[0].legs[0].journeys == Places{0, 1});
}

TEST_CASE("no way, no such place, and none asked for are answers", "[routes][likely]") {
    const auto journeys = invented({{1, 2}, {3, 4}});
    for (const int order : {1, 2}) {
        CHECK(likely(journeys, 1, 4, 5, order).routes.empty());
        CHECK(likely(journeys, 2, 1, 5, order).routes.empty());
        CHECK(likely(journeys, 1, 77, 5, order).routes.empty());
        CHECK(likely(journeys, 1, 2, 0, order).routes.empty());
        CHECK(likely(journeys, 1, 2, 1000, order).routes.size() == 1);
        CHECK(likely(invented({}), 1, 2, 3, order).routes.empty());
    }
}

TEST_CASE("equally likely routes come in the order of their places", "[routes][likely]") {
    // By 2, 3, 4 or 5, one journey each: four ties, and of two the first two.
    const auto journeys = invented({{1, 5, 9}, {1, 3, 9}, {1, 4, 9}, {1, 2, 9}});
    for (const int order : {1, 2}) {
        const auto found = likely(journeys, 1, 9, 2, order);
        REQUIRE(found.routes.size() == 2);
        CHECK(found.routes[0].places == Places{1, 2, 9});
        CHECK(found.routes[1].places == Places{1, 3, 9});
    }
}

TEST_CASE("the k likely routes are the first k of all, of both orders",
          "[routes][likely][property]") {
    const auto seed = GENERATE(range(0u, 300u));
    const int order = GENERATE(1, 2);
    CAPTURE(seed, order);
    const InventedJourneys journeys = random_journeys(seed);
    EveryRoute every(journeys, order);
    for (const std::uint32_t from : every.oracle().all_places()) {
        for (const std::uint32_t to : every.oracle().all_places()) {
            if (from == to) {
                continue;
            }
            CAPTURE(from, to);
            const auto all = every.between(from, to);
            const auto found = likely(journeys, from, to, 1000, order);
            CHECK(found.complete);
            REQUIRE(found.routes.size() == all.size());
            for (std::size_t i = 0; i < all.size(); ++i) {
                CHECK(found.routes[i].places == all[i].places);
                CHECK(found.routes[i].probability == Approx(all[i].probability));
                CHECK(found.routes[i].travelled_by.empty() ==
                      (every.oracle().seen(all[i].places) == 0.0));
            }
            const std::size_t k = 1 + seed % 4;
            const auto head = likely(journeys, from, to, k, order);
            REQUIRE(head.routes.size() == std::min(k, all.size()));
            for (std::size_t i = 0; i < head.routes.size(); ++i) {
                CHECK(head.routes[i].places == all[i].places);
            }
        }
    }
}

TEST_CASE("a search with memory that grows too long gives up, and says so", "[routes][likely]") {
    const auto journeys = invented({{1, 5, 9}, {1, 3, 9}, {1, 4, 9}, {1, 2, 9}});
    LikelyRouteOptions options;
    options.order = 2;
    options.most_beginnings = 4;
    const auto found = likely_routes(journeys.model(), 1, 9, options);
    CHECK_FALSE(found.complete);
    REQUIRE_FALSE(found.routes.empty());
    CHECK(found.routes[0].places == Places{1, 2, 9});
}

TEST_CASE("one place twice and an order that is neither are refused", "[routes][likely]") {
    const TransitionModel model = invented({{1, 2}}).model();
    const auto refusal = [&](std::uint32_t to, int order) {
        LikelyRouteOptions options;
        options.order = order;
        return message_of<std::invalid_argument>(
            [&] { (void)likely_routes(model, 1, to, options); });
    };
    CHECK(refusal(1, 1) == "likely_routes: place 1 is both origin and destination; a route joins "
                           "two places");
    CHECK(refusal(2, 3) == "likely_routes: order 3; it must be 1 or 2");
}

TEST_CASE("a search for likely routes that is asked to stop stops", "[routes][likely]") {
    const TransitionModel model = invented({{1, 2, 3}}).model();
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    for (const int order : {1, 2}) {
        LikelyRouteOptions options;
        options.order = order;
        CHECK_THROWS_AS(likely_routes(model, 1, 3, options, control), graph::Cancelled);
    }
}
