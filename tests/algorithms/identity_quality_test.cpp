// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/identity_quality.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/identity_cases.hpp"

#include <algorithm>
#include <random>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;

namespace {

/// People, groups and comparisons as they fall; of some the truth knows nothing.
struct Drawn {
    explicit Drawn(unsigned seed) {
        std::mt19937 numbers(seed);
        const auto random = [&] { return static_cast<std::uint32_t>(numbers()); };
        const std::uint32_t n = random() % 9;
        truth.assign(20, graph::no_index);
        for (std::uint32_t p = 0; p < n; ++p) {
            found.people.push_back(2 * p + 1); // not every person is compared
            found.strict.push_back(found.people[p == 0 ? 0 : random() % (p + 1)]);
            if (random() % 4 != 0) {
                truth[found.people[p]] = random() % 3;
            }
        }
        for (const graph::PersonIndex a : found.people) {
            for (const graph::PersonIndex b : found.people) {
                if (a < b && random() % 2 == 0) {
                    found.compared.push_back({a, b, random() % 3 != 0});
                }
            }
        }
        found.candidates = found.compared.size();
        found.all_pairs = random() % 5 == 0;
    }

    IdentityResolution found;
    std::vector<std::uint32_t> truth;
};

/// Pair by pair.
IdentityQuality quality_by_pairs(const IdentityResolution& found,
                                 const std::vector<std::uint32_t>& truth) {
    IdentityQuality q;
    for (std::size_t i = 0; i < found.people.size(); ++i) {
        for (std::size_t j = i + 1; j < found.people.size(); ++j) {
            const graph::PersonIndex a = found.people[i], b = found.people[j];
            const auto pair = std::find_if(found.compared.begin(), found.compared.end(),
                                           [&](const auto& c) { return c.a == a && c.b == b; });
            const bool compared = pair != found.compared.end();
            ++q.possible;
            q.compared += compared ? 1U : 0U;
            if (truth[a] == graph::no_index || truth[b] == graph::no_index) {
                continue;
            }
            const bool same = truth[a] == truth[b];
            const bool called = found.strict[i] == found.strict[j];
            q.truly_same += same ? 1U : 0U;
            q.truly_same_compared += same && compared ? 1U : 0U;
            q.truly_same_by_key += same && compared && pair->by_key ? 1U : 0U;
            q.called_same += called ? 1U : 0U;
            q.called_same_wrongly += called && !same ? 1U : 0U;
        }
    }
    return q;
}

} // namespace

TEST_CASE("the quality of a resolution is counted pair by pair", "[identities][quality]") {
    int wrong = 0, told = 0;
    for (unsigned seed = 0; seed < 3000; ++seed) {
        CAPTURE(seed);
        const Drawn drawn(seed);
        const IdentityQuality q = identity_quality(drawn.found, drawn.truth);
        const IdentityQuality expected = quality_by_pairs(drawn.found, drawn.truth);
        REQUIRE(q.possible == expected.possible);
        REQUIRE(q.compared == expected.compared);
        REQUIRE(q.truly_same == expected.truly_same);
        REQUIRE(q.truly_same_compared == expected.truly_same_compared);
        REQUIRE(q.truly_same_by_key == expected.truly_same_by_key);
        REQUIRE(q.called_same == expected.called_same);
        REQUIRE(q.called_same_wrongly == expected.called_same_wrongly);
        REQUIRE(q.completeness().has_value() == (q.truly_same > 0));
        REQUIRE(q.completeness_by_key.has_value() == (q.truly_same > 0 && !drawn.found.all_pairs));
        REQUIRE(q.wrong().has_value() == (q.called_same > 0));
        wrong += q.called_same_wrongly > 0 ? 1 : 0;
        told += q.completeness_by_key ? 1 : 0;
    }
    CHECK(wrong > 500);
    CHECK(told > 500);
}

TEST_CASE("the quality of three people, worked by hand", "[identities][quality]") {
    // 0 and 1 are one person, 2 another; called the same are 1 and 2; compared 0-1 and 1-2.
    IdentityResolution found;
    found.people = {0, 1, 2, 3};
    found.strict = {0, 1, 1, 3};
    found.compared = {{0, 1, false}, {1, 2, true}};
    found.candidates = 2;
    const IdentityQuality q =
        identity_quality(found, std::vector<std::uint32_t>{7, 7, 8, graph::no_index});
    CHECK(q.possible == 6);
    CHECK(q.left_out().value() == 4.0 / 6.0);
    CHECK(q.completeness().value() == 1.0);
    CHECK(q.completeness_by_key.value() == 0.0);
    CHECK(q.wrong().value() == 1.0);
    CHECK(q.missed().value() == 1.0);
}

TEST_CASE("of nobody no quality is told", "[identities][quality]") {
    const IdentityQuality q = identity_quality({}, {});
    CHECK_FALSE(q.left_out());
    CHECK_FALSE(q.completeness());
    CHECK_FALSE(q.completeness_by_key);
    CHECK_FALSE(q.wrong());
    CHECK_FALSE(q.missed());
}

TEST_CASE("what a resolution compared is told where it is asked for", "[identities][quality]") {
    const Generated generated(900, 3); // more than are compared each with each
    const graph::CaseStore store = store_of(generated.incidents);
    std::vector<std::uint32_t> truth;
    for (const std::uint64_t identity : generated.identities(store)) {
        truth.push_back(identity == Generated::unknown ? graph::no_index
                                                       : static_cast<std::uint32_t>(identity));
    }
    IdentityOptions options;
    const IdentityResolution without = resolved(store, options);
    CHECK(without.compared.empty());
    options.keep_compared = true;
    const IdentityResolution found = resolved(store, options);
    CHECK(text_of(found) == text_of(without));
    REQUIRE_FALSE(found.all_pairs);
    REQUIRE(found.compared.size() == found.candidates);
    CHECK(std::is_sorted(
        found.compared.begin(), found.compared.end(),
        [](const auto& x, const auto& y) { return std::pair(x.a, x.b) < std::pair(y.a, y.b); }));
    const IdentityQuality q = identity_quality(found, truth);
    CHECK(q.completeness().value() > 0.98);
    CHECK(q.completeness_by_key.value() > 0.9);
    CHECK(q.completeness_by_key.value() < q.completeness().value()); // company finds the rest
    CHECK(q.left_out().value() > 0.8);
    CHECK(q.missed().value() > 0.0);
    CHECK(q.missed().value() < 0.05);
    CHECK(q.wrong().value() < 0.02);
}
