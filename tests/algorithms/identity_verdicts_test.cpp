// SPDX-License-Identifier: Apache-2.0
// What an analyst said, and what a third record may not undo.
#include "algorithms/suspects/identities.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/identity_cases.hpp"

#include <algorithm>
#include <utility>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::CaseStore;
using graph::Incident;
using graph::PersonIndex;

TEST_CASE("an analyst's verdicts are honoured", "[identities][decisions]") {
    using Kind = IdentityVerdict::Kind;
    std::vector<Incident> incidents = strangers(30);
    for (const char* id : {"A", "B", "C"}) {
        incidents.push_back(reported(id, {certain("s1")}));
    }
    const CaseStore store = store_of(incidents);
    const PersonIndex a = whom(store, "A"), b = whom(store, "B"), c = whom(store, "C");
    const PersonIndex x = whom(store, "Z-1000"), y = whom(store, "Z-1001");
    const auto decided = [&](std::vector<IdentityVerdict> verdicts, bool all = false) {
        IdentityOptions options;
        options.verdicts = std::move(verdicts);
        options.all = all;
        return resolved(store, options);
    };
    const auto similar = [](const IdentityResolution& found, PersonIndex one, PersonIndex other) {
        return std::count_if(
            found.similar.begin(), found.similar.end(), [&](const graph::SimilarPeople& pair) {
                return pair.a == std::min(one, other) && pair.b == std::max(one, other);
            });
    };
    const IdentityResolution undecided = decided({});
    REQUIRE(one_person(undecided, a, b));
    REQUIRE(one_person(undecided, b, c));
    REQUIRE_FALSE(one_person(undecided, x, y));

    SECTION("different: never joined, not through a third, and never back for review") {
        for (const auto& [one, other] : {std::pair(a, b), std::pair(b, a)}) {
            const IdentityResolution found = decided({{one, other, Kind::different}});
            CHECK_FALSE(one_person(found, a, b));
            CHECK(pair_of(found, a, b) == nullptr);
            CHECK(similar(found, a, b) == 0);
            CHECK(found.contradicted.empty());
            // By what is likely, neither.
            const auto likely = [&](PersonIndex p) {
                return found.likely[static_cast<std::size_t>(
                    std::lower_bound(found.people.begin(), found.people.end(), p) -
                    found.people.begin())];
            };
            CHECK(likely(a) != likely(b));
        }
        const IdentityResolution all = decided({{a, b, Kind::different}}, true);
        REQUIRE(pair_of(all, a, b) != nullptr);
        CHECK(pair_of(all, a, b)->decision == IdentityDecision::different);
        CHECK(pair_of(all, a, b)->decided);
    }
    SECTION("same: joined whatever speaks against it") {
        const IdentityResolution found = decided({{y, x, Kind::same}});
        CHECK(one_person(found, x, y));
        REQUIRE(pair_of(found, x, y) != nullptr);
        CHECK(pair_of(found, x, y)->decided);
        CHECK(pair_of(found, x, y)->evidence.bits < 0.0);
        CHECK(found.contradicted.empty());
    }
    SECTION("unsure: two, for review, and not joined through a third") {
        const IdentityResolution found = decided({{a, b, Kind::unsure}});
        CHECK_FALSE(one_person(found, a, b));
        REQUIRE(pair_of(found, a, b) != nullptr);
        CHECK(pair_of(found, a, b)->decision == IdentityDecision::review);
        CHECK(pair_of(found, a, b)->decided);
        const IdentityResolution unlike = decided({{x, y, Kind::unsure}});
        REQUIRE(pair_of(unlike, x, y) != nullptr);
        CHECK(pair_of(unlike, x, y)->decision == IdentityDecision::review);
        // Similar, whatever their records say; with nobody's word only where those leave it open.
        CHECK(similar(unlike, x, y) == 1);
        CHECK(similar(undecided, x, y) == 0);
    }
    SECTION("a later verdict on a pair supersedes an earlier one") {
        CHECK(one_person(decided({{a, b, Kind::different}, {b, a, Kind::same}}), a, b));
        CHECK_FALSE(one_person(decided({{a, b, Kind::same}, {b, a, Kind::different}}), a, b));
        CHECK(decided({{a, b, Kind::same}, {b, a, Kind::different}}).contradicted.empty());
        const IdentityResolution thrice =
            decided({{a, b, Kind::same}, {a, b, Kind::different}, {a, b, Kind::unsure}});
        REQUIRE(pair_of(thrice, a, b) != nullptr);
        CHECK(pair_of(thrice, a, b)->decision == IdentityDecision::review);
    }
    SECTION("same, same and different of three contradict each other, and are told") {
        // The later of the two that say `same` holds; the place of the other is told.
        std::vector<IdentityVerdict> verdicts{
            {a, x, Kind::same}, {x, b, Kind::same}, {a, b, Kind::different}};
        const IdentityResolution found = decided(verdicts);
        CHECK(found.contradicted == std::vector<std::size_t>{0});
        CHECK(one_person(found, x, b));
        CHECK_FALSE(one_person(found, a, b));
        CHECK_FALSE(one_person(found, a, x));
        // Wherever `different` stands among them.
        CHECK(decided({verdicts[2], verdicts[0], verdicts[1]}).contradicted ==
              std::vector<std::size_t>{1});
        CHECK(decided({verdicts[0], verdicts[2], verdicts[1]}).contradicted ==
              std::vector<std::size_t>{0});
        CHECK(decided({verdicts[1], verdicts[0], verdicts[2]}).contradicted ==
              std::vector<std::size_t>{0});
    }
    SECTION("of nobody, of oneself and of who is not compared: passed over") {
        const IdentityResolution found =
            decided({{a, a, Kind::different}, {graph::no_index, a, Kind::different}});
        CHECK(text_of(found) == text_of(undecided));
    }
}

TEST_CASE("of three alike, two who contradict each other are not joined by the third",
          "[identities]") {
    // B tells little and is like both; A and C have other names, fathers, homes and births.
    std::vector<Incident> incidents = strangers(60);
    graph::Person a = suspect("s1", "Nazimul Gayen"), b = suspect("s1", "Nazimul"),
                  c = suspect("s1", "Nazimul Purkait");
    a.father = "Karim Gayen";
    a.birth = day(-20'000);
    a.home = at("Canning, South 24 Parganas, West Bengal");
    a.identifiers = {{graph::IdentifierType::national_id, "111122223333"},
                     {graph::IdentifierType::phone, "+919000000001"}};
    c.father = "Hriday Purkait";
    c.birth = day(-10'000);
    c.home = at("Rajkot, Gujarat");
    c.identifiers = {{graph::IdentifierType::national_id, "999988887777"},
                     {graph::IdentifierType::phone, "+918123456789"}};
    b.identifiers = {{graph::IdentifierType::phone, "+919000000001"},
                     {graph::IdentifierType::phone, "+918123456789"}};
    incidents.push_back(reported("A", {a}));
    incidents.push_back(reported("B", {b}));
    incidents.push_back(reported("C", {c}));
    const CaseStore store = store_of(incidents);
    const IdentityResolution found = resolved(store);
    const PersonIndex pa = whom(store, "A"), pb = whom(store, "B"), pc = whom(store, "C");
    CHECK_FALSE(one_person(found, pa, pc));
    CHECK(joined(found) == 1); // B with one of them
    // Each alone would have been called the same.
    for (const PersonIndex end : {pa, pc}) {
        REQUIRE(pair_of(found, end, pb) != nullptr);
        CHECK(pair_of(found, end, pb)->evidence.bits >= found.same_bits);
        CHECK(pair_of(found, end, pb)->kept_apart != one_person(found, end, pb));
    }
}
