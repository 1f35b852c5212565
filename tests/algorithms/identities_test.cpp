// SPDX-License-Identifier: Apache-2.0
// Who is found to be one person, and who is not: on invented records, and on generated ones against
// their truth. The parts are tested in identity_parts_test.cpp.
#include "algorithms/suspects/identities.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/identity_cases.hpp"
#include "tests/support/threads.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::CaseStore;
using graph::Incident;
using graph::PersonIndex;
using graph::PersonRole;

TEST_CASE("nobody, one person and people without a name are an answer", "[identities]") {
    CHECK(resolved(store_of({})).people.empty());

    Incident victims_only = journey("A", {"Howrah, West Bengal", "Rajkot, Gujarat"});
    victims_only.people.pop_back();
    const IdentityResolution nobody = resolved(store_of({victims_only}));
    CHECK(nobody.people.empty());
    CHECK(nobody.pairs.empty());
    CHECK_FALSE(nobody.errors.wrong);

    const IdentityResolution one =
        resolved(store_of({reported("A", {suspect("s1", "Bikash Tudu")})}));
    CHECK(one.people.size() == 1);
    CHECK(one.candidates == 0);

    std::vector<Incident> nameless;
    for (int i = 0; i < 60; ++i) {
        nameless.push_back(reported("N-" + std::to_string(100 + i), {suspect("s1", "")}));
    }
    const IdentityResolution unnamed = resolved(store_of(nameless));
    CHECK(unnamed.people.size() == 60);
    CHECK(joined(unnamed) == 0);
    CHECK(unnamed.unreadable == 0);
}

TEST_CASE("what is called the same is surer of incidents than of a small list", "[identities]") {
    std::vector<ListedPerson> people;
    const std::vector<Incident> incidents = strangers(40);
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        people.push_back({"list", incidents[i].people[0]});
        people.back().person.ref = std::to_string(i);
    }
    const IdentityResolution listed = resolved(store_of_lists(people));
    CHECK(std::abs(probability_of_bits(listed.same_bits) - 0.6) < 1e-9);
    const IdentityResolution reported = resolved(store_of(incidents));
    CHECK(std::abs(probability_of_bits(reported.same_bits) - 0.75) < 1e-9);
}

TEST_CASE("one man under five spellings is one person, and nobody else is", "[identities]") {
    // As the issue has them, of nobody who lives: each record tells a little more or less.
    std::vector<Incident> incidents = strangers(60);
    const std::array<std::string, 5> names{"Md. Nazimul Sk @ Bultu s/o Karim Sk", "Nazimul Sheikh",
                                           "নাজিমুল শেখ", "Najimul Seikh", "Bultu"};
    for (std::size_t i = 0; i < names.size(); ++i) {
        graph::Person p = suspect("s1", names[i]);
        p.age = graph::AgeRange{30, 30};
        p.home = at("Jibantala, South 24 Parganas, West Bengal");
        if (i == 4 || i == 0) { // the nickname alone says little: a telephone says more
            p.identifiers.push_back({graph::IdentifierType::phone, "+919000000077"});
        }
        incidents.push_back(reported("F-" + std::to_string(i), {p}));
        incidents.back().reported = day(100 + static_cast<int>(i) * 20);
        incidents.back().journey = {stop("Howrah, West Bengal"), stop("Pune, Maharashtra")};
    }
    const CaseStore store = store_of(incidents);
    const IdentityResolution found = resolved(store);
    for (std::size_t i = 0; i < 5; ++i) {
        for (std::size_t j = i + 1; j < 5; ++j) {
            CAPTURE(names[i], names[j]);
            CHECK(one_person(found, whom(store, "F-" + std::to_string(i)),
                             whom(store, "F-" + std::to_string(j))));
        }
    }
    CHECK(joined(found) == 4);
}

TEST_CASE("two whom one incident names are two, however alike", "[identities]") {
    graph::Person one = certain("s1"), other = certain("s2");
    std::vector<Incident> incidents = strangers(20);
    incidents.push_back(reported("A", {one, other}));
    const CaseStore store = store_of(incidents);
    const IdentityResolution found = resolved(store);
    CHECK(joined(found) == 0);
    CHECK(pair_of(found, whom(store, "A", "s1"), whom(store, "A", "s2")) == nullptr);

    // Nor through a third, who is one of them at most.
    incidents.push_back(reported("B", {one}));
    const CaseStore three = store_of(incidents);
    const IdentityResolution chained = resolved(three);
    CHECK_FALSE(one_person(chained, whom(three, "A", "s1"), whom(three, "A", "s2")));
    CHECK(joined(chained) == 1);
}

TEST_CASE("of linked lists only pairs across are compared, one to one where asked",
          "[identities][link]") {
    std::vector<ListedPerson> people;
    for (const graph::Incident& one : strangers(40)) {
        graph::Person p = one.people.front();
        p.ref = one.id;
        people.push_back({"first", p});
        p.ref += "x";
        people.push_back({"second", p});
    }
    for (const char* ref : {"T1", "T2"}) {
        people.push_back({"first", certain(ref)});
    }
    for (const char* ref : {"T3", "T4"}) {
        people.push_back({"second", certain(ref)});
    }
    const CaseStore store = store_of_lists(people);
    IdentityOptions options;
    for (const graph::PersonRow& row : store.people) {
        options.first_rows.push_back(store.text(row.list) == "first" ? 1 : 0);
    }
    const auto is_first = [&](PersonIndex p) {
        return store.text(
                   store.people[store.person_mentions[store.person_entities[p].mentions.first]]
                       .list) == "first";
    };
    options.all = true;
    const IdentityResolution all = resolved(store, options);
    CHECK(all.candidates == 42 * 42);
    CHECK(joined(all) >= 30);
    // Three of the Ts are one person by way of the fourth, and yet only pairs across are told.
    CHECK(one_person(all, whom(store, "", "T1"), whom(store, "", "T2")));
    for (const IdentityPair& pair : all.pairs) {
        REQUIRE(is_first(pair.a) != is_first(pair.b));
    }

    options.one_to_one = true;
    const IdentityResolution strict = resolved(store, options);
    std::vector<std::size_t> sizes(store.person_entities.size(), 0);
    for (const PersonIndex p : strict.strict) {
        ++sizes[p];
    }
    CHECK(*std::max_element(sizes.begin(), sizes.end()) == 2);
    CHECK(joined(strict) >= 30);
    for (const IdentityPair& pair : strict.pairs) {
        REQUIRE(is_first(pair.a) != is_first(pair.b));
    }
    // The two Ts of either list find a partner each.
    for (const char* ref : {"T1", "T2"}) {
        const PersonIndex t = whom(store, "", ref);
        CHECK((one_person(strict, t, whom(store, "", "T3")) ||
               one_person(strict, t, whom(store, "", "T4"))));
    }
}

TEST_CASE("homes, ages and e-mail addresses of a list are compared for what they tell",
          "[identities][link]") {
    const auto listed = [](std::string ref, std::string name, std::string home) {
        graph::Person p = suspect(std::move(ref), std::move(name));
        p.home = at(std::move(home));
        return p;
    };
    std::vector<ListedPerson> people;
    const auto add = [&](graph::Person p) { people.push_back({"list", std::move(p)}); };
    graph::Person one = listed("1", "Anna Walford", "Ashton, TAS");
    one.age = graph::AgeRange{34, 34};
    one.identifiers = {{graph::IdentifierType::email, "anna.walford@example.com"}};
    add(one);
    graph::Person other = listed("2", "Anna Walford", "Bexley, TAS");
    other.age = graph::AgeRange{35, 35};
    other.identifiers = {{graph::IdentifierType::email, "anna.walford@example.com"}};
    add(other);
    graph::Person born = listed("3", "Jack J0nes", "Tas, Nagpur, Maharashtra");
    born.birth = day(-4'000);
    born.identifiers = {{graph::IdentifierType::email, "rover77@example.com"}};
    add(born);
    graph::Person again = listed("4", "Jack Jones", "Bexley, TAS");
    again.birth = day(-4'001);
    again.identifiers = {{graph::IdentifierType::email, "rover77@example.com"}};
    add(again);
    const CaseStore store = store_of_lists(people);
    // No Tasmanian lives in the village Tas of Nagpur; who says so does.
    CHECK(store.is_unresolved(store.people[0].home));
    CHECK(store.people[0].home != store.people[1].home);
    CHECK_FALSE(store.is_unresolved(store.people[2].home));

    IdentityOptions options;
    options.all = true;
    const IdentityResolution all = resolved(store, options);
    const auto level = [&](const char* a, const char* b, IdentityField field) -> std::string {
        const PersonIndex x = whom(store, "", a), y = whom(store, "", b);
        for (const IdentityPair& pair : all.pairs) {
            if (std::minmax(pair.a, pair.b) == std::minmax(x, y)) {
                return std::string(levels_of(field)[pair.levels.of(field)].name);
            }
        }
        return "no pair";
    };
    // Ages of lists are as of one day: next to each other, but not the same.
    CHECK(level("1", "2", IdentityField::birth) == "within_3_years");
    CHECK(level("1", "3", IdentityField::birth) == "missing"); // no list tells its day
    CHECK(level("3", "4", IdentityField::birth) == "day_near");
    CHECK(level("3", "4", IdentityField::name) == "identical"); // 0 within a word is an o
    // What is made of the name both bear says little more than the name.
    CHECK(level("1", "2", IdentityField::email) == "missing");
    CHECK(level("3", "4", IdentityField::email) == "same");
}

TEST_CASE("a name that all share says nothing", "[identities]") {
    std::vector<Incident> incidents;
    for (int i = 0; i < 3000; ++i) {
        incidents.push_back(reported("R-" + std::to_string(10'000 + i), {suspect("s1", "Raju")}));
    }
    const CaseStore store = store_of(incidents);
    const IdentityResolution found = resolved(store);
    CHECK(found.people.size() == 3000);
    CHECK(joined(found) == 0);
}

TEST_CASE("a hundred thousand equal names are compared in a bounded number of pairs",
          "[identities]") {
    std::vector<Incident> incidents;
    constexpr std::size_t n = 100'000;
    for (std::size_t i = 0; i < n; ++i) {
        graph::Person p = suspect("s1", "Raju Sk");
        p.age = graph::AgeRange{static_cast<std::uint8_t>(20 + i % 40),
                                static_cast<std::uint8_t>(20 + i % 40)};
        incidents.push_back(reported("R-" + std::to_string(1'000'000 + i), {p}));
        incidents.back().reported = day(static_cast<int>(i % 700));
    }
    const IdentityResolution found = resolved(store_of(incidents));
    CHECK(found.people.size() == n);
    CHECK(found.large_blocks > 0);
    CHECK_FALSE(found.all_pairs);
    // Twelve neighbours a key; names, and names with one or two spans of birth, make a few keys.
    CHECK(found.candidates <= 12 * 4 * n);
    CHECK(joined(found) == 0);
}

TEST_CASE("a name that can't be read is no likeness, and is counted", "[identities]") {
    std::vector<Incident> incidents = strangers(20);
    // Gothic, which no transliteration here reads; question marks; and digits.
    for (int i = 0; i < 3; ++i) {
        incidents.push_back(
            reported("G-" + std::to_string(i), {suspect("s1", "\U00010330\U00010331\U00010332")}));
        incidents.push_back(reported("Q-" + std::to_string(i), {suspect("s1", "????")}));
    }
    const CaseStore store = store_of(incidents);
    IdentityOptions options;
    options.all = true;
    const IdentityResolution found = resolved(store, options);
    CHECK(joined(found) == 0);
    CHECK(found.unreadable == 6);
    const IdentityPair* gothic = pair_of(found, whom(store, "G-0"), whom(store, "G-1"));
    REQUIRE(gothic != nullptr);
    CHECK(gothic->levels.of(IdentityField::name) == 0);
    CHECK(gothic->evidence.bits < 0.0);
}

TEST_CASE("victims, families, officials and groups are compared only where that is asked",
          "[identities]") {
    std::vector<Incident> incidents;
    for (const char* id : {"A", "B"}) {
        graph::Person girls = suspect("g", "twelve men of Gayen's");
        girls.count = {12, 12};
        graph::Person child = certain("v");
        child.role = PersonRole::victim;
        child.name = "Sonali Paik";
        child.identifiers = {{graph::IdentifierType::phone, "+919000000005"}};
        graph::Person officer = certain("o");
        officer.role = PersonRole::official;
        officer.name = "Inspector Ghoshal";
        officer.identifiers = {{graph::IdentifierType::phone, "+919000000006"}};
        incidents.push_back(reported(id, {suspect("s", "Lakhan Naskar"), girls, child, officer}));
    }
    const CaseStore store = store_of(incidents);
    const auto compared = [&](bool victims, bool responders) {
        IdentityOptions options;
        options.victims = victims;
        options.responders = responders;
        return resolved(store, options).people;
    };
    const auto all = [&](std::initializer_list<const char*> refs) {
        std::vector<PersonIndex> people;
        for (const char* ref : refs) {
            people.push_back(whom(store, "A", ref));
            people.push_back(whom(store, "B", ref));
        }
        std::sort(people.begin(), people.end());
        return people;
    };
    CHECK(compared(false, false) == all({"s"}));
    CHECK(compared(true, false) == all({"s", "v"}));
    CHECK(compared(false, true) == all({"s", "o"}));
    CHECK(compared(true, true) == all({"s", "v", "o"}));
}

TEST_CASE("labels teach what the records alone do not tell", "[identities][labels]") {
    // Two lists in which the telephone is an office's: of other people each time.
    std::vector<Incident> incidents = strangers(120);
    for (std::size_t i = 0; i < incidents.size(); ++i) {
        incidents[i].people.front().identifiers = {
            {graph::IdentifierType::phone, "+9190000001" + std::to_string(10 + i / 4)}};
    }
    const CaseStore store = store_of(incidents);
    IdentityOptions options;
    options.all = true;
    options.labels.resize(store.person_entities.size());
    std::iota(options.labels.begin(), options.labels.end(), 0U);
    const IdentityResolution taught = resolved(store, options);
    options.labels.clear();
    const IdentityResolution untaught = resolved(store, options);
    CHECK(joined(taught) == 0);
    const PersonIndex a = whom(store, "Z-1000"), b = whom(store, "Z-1001");
    const auto phone = static_cast<std::size_t>(IdentityField::phone);
    REQUIRE(pair_of(taught, a, b) != nullptr);
    REQUIRE(pair_of(untaught, a, b) != nullptr);
    CHECK(pair_of(taught, a, b)->levels.of(IdentityField::phone) == 1);
    CHECK(pair_of(taught, a, b)->evidence.bits < pair_of(untaught, a, b)->evidence.bits);
    CHECK(taught.model.u[phone][1] > untaught.model.u[phone][1]);

    // Labels of a few only, and of people who are not compared, are no fault.
    options.labels.assign(store.person_entities.size(), graph::no_index);
    CHECK(resolved(store, options).people.size() == 120);
}

TEST_CASE("the same records give the same answer in any order, on 1, 2 and 8 threads",
          "[identities][parallel]") {
    const Generated made(150, 7);
    IdentityOptions options;
    options.all = true;
    const std::string expected =
        text_of(with_threads(1, [&] { return resolved(store_of(made.incidents), options); }));
    for (const int threads : {2, 8}) {
        CHECK(with_threads(threads, [&] {
                  return text_of(resolved(store_of(made.incidents), options));
              }) == expected);
    }
    std::vector<Incident> incidents = made.incidents;
    std::mt19937 random(3);
    for (int turn = 0; turn < 2; ++turn) {
        std::shuffle(incidents.begin(), incidents.end(), random);
        for (Incident& incident : incidents) {
            std::shuffle(incident.people.begin(), incident.people.end(), random);
        }
        CHECK(text_of(resolved(store_of(incidents), options)) == expected);
    }
}

TEST_CASE("work that is asked to stop stops", "[identities]") {
    const CaseStore store = store_of(strangers(30));
    const graph::CaseSelection selection(store, {}, graph::Disclosure::reveal);
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(resolve_identities(selection, {}, control), graph::Cancelled);
}

TEST_CASE("of generated records nearly all who are one person are found, and nobody else",
          "[identities][statistics]") {
    const Generated made(2'000, 20261124);
    const CaseStore store = store_of(made.incidents);
    const std::vector<std::uint64_t> truth = made.identities(store);
    const graph::CaseSelection selection(store, {}, graph::Disclosure::reveal);
    IdentityOptions options;
    options.all = true;
    const IdentityResolution found = resolve_identities(selection, options);
    // Blocking: of the true pairs, those that were compared or joined by way of a third.
    REQUIRE_FALSE(found.all_pairs);
    double compared = 0.0;
    for (const IdentityPair& pair : found.pairs) {
        compared += truth[pair.a] == truth[pair.b] ? 1.0 : 0.0;
    }
    const PairCounts pairs = counted_pairs(found.people, found.strict, truth);
    CAPTURE(pairs.hits, pairs.found, pairs.truth);
    REQUIRE(pairs.truth > 1'000);
    CHECK(pairs.precision() >= 0.99);
    CHECK(pairs.recall() >= 0.95);
    CHECK(compared / pairs.truth >= 0.97);
    CHECK(found.candidates < 100 * found.people.size());
    // What is likely is found more often, at the cost of more errors; it joins no fewer.
    const PairCounts likely = counted_pairs(found.people, found.likely, truth);
    CHECK(likely.recall() >= pairs.recall() - 0.005);
    // What the program expects of itself, against the truth.
    REQUIRE(found.errors.wrong);
    REQUIRE(found.errors.missed);
    CHECK(std::abs(*found.errors.wrong - (1.0 - pairs.precision())) <= 0.02);
    CHECK(std::abs(*found.errors.missed - (1.0 - pairs.recall())) <= 0.03);
}
