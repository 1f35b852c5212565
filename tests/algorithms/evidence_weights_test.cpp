// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/evidence_weights.hpp"
#include "tests/support/catch.hpp"

#include <cmath>

using namespace sandhan::algorithms;
using sandhan::graph::ReasonKind;

TEST_CASE("a phone that two share says much, what a thousand share nothing",
          "[suspects][weights]") {
    const auto phone = [](double sharers) {
        return weight_bits({ReasonKind::shared_identifier, 1.0, sharers, 1.0, false});
    };
    CHECK(phone(2) > 5.0);
    CHECK(phone(3) == Approx(phone(2) - 1.0));
    CHECK(phone(1025) <= 0.01);
    CHECK(phone(1e9) == 0.0); // and not the contrary
    for (double sharers = 2; sharers < 100; ++sharers) {
        CHECK(phone(sharers + 1) < phone(sharers));
    }
}

TEST_CASE("a reason counts as far as its incidents can be trusted", "[suspects][weights]") {
    for (const ReasonKind kind :
         {ReasonKind::stated_tie, ReasonKind::shared_identifier, ReasonKind::shared_incident,
          ReasonKind::shared_organisation, ReasonKind::same_place, ReasonKind::same_route}) {
        const double sure = weight_bits({kind, 1.0, 2.0, 3.0, true});
        CHECK(sure > 0.0);
        CHECK(weight_bits({kind, 0.5, 2.0, 3.0, true}) == Approx(sure / 2));
        CHECK(weight_bits({kind, 0.0, 2.0, 3.0, true}) == 0.0);
    }
}

TEST_CASE("a stated tie of a personal kind says more", "[suspects][weights]") {
    CHECK(weight_bits({ReasonKind::stated_tie, 1.0, 2.0, 1.0, false, true}) ==
          Approx(weight_bits({ReasonKind::stated_tie, 1.0, 2.0, 1.0, false}) + personal_tie_bits));
}

TEST_CASE("more cases together say more, no route more than its most", "[suspects][weights]") {
    CHECK(weight_bits({ReasonKind::shared_incident, 1.0, 2.0, 2.0, false}) >
          weight_bits({ReasonKind::shared_incident, 1.0, 2.0, 1.0, false}));
    // A case of fifty speaks no louder than one of five.
    CHECK(weight_bits({ReasonKind::shared_incident, 1.0, 50.0, 1.0, false}) ==
          weight_bits({ReasonKind::shared_incident, 1.0, 5.0, 1.0, false}));
    CHECK(weight_bits({ReasonKind::same_route, 1.0, 2.0, 1.0, false}) ==
          weight_of(ReasonKind::same_route).most);
}

TEST_CASE("bits and probabilities turn into each other", "[suspects][weights]") {
    CHECK(probability_of(0.0) == 0.5);
    CHECK(probability_of(1.0) == Approx(2.0 / 3.0));
    CHECK(probability_of(-1.0) == Approx(1.0 / 3.0));
    for (double bits = -20.0; bits <= 20.0; bits += 0.5) {
        CHECK(bits_of(probability_of(bits)) == Approx(bits).margin(1e-6));
    }
    CHECK(probability_of(1e9) < 1.0);
    CHECK(probability_of(-1e9) > 0.0);
    CHECK(std::isfinite(bits_of(1.0)));
    CHECK(std::isfinite(bits_of(0.0)));
    CHECK(probability_of(prior_bits()) < 0.5);
}
