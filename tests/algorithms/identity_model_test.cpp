// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/identity_model.hpp"
#include "tests/support/catch.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <string_view>

using namespace sandhan::algorithms;

namespace {

constexpr auto field_of = [](std::size_t f) { return static_cast<IdentityField>(f); };

IdentityModel random_model(std::mt19937& random) {
    std::uniform_real_distribution<double> unit(1e-6, 1.0);
    IdentityModel model;
    for (std::size_t f = 0; f < identity_field_count; ++f) {
        for (auto* table : {&model.m, &model.u, &model.circle}) {
            double sum = 0.0;
            const std::size_t levels = levels_of(field_of(f)).size();
            for (std::size_t l = 1; l < levels; ++l) {
                (*table)[f][l] = std::pow(unit(random), 4.0); // some rare, some common
                sum += (*table)[f][l];
            }
            for (std::size_t l = 1; l < levels; ++l) {
                (*table)[f][l] /= sum;
            }
        }
    }
    model.prior = std::pow(unit(random), 6.0) * 0.3;
    model.circle_prior = std::pow(unit(random), 6.0) * 0.3;
    return model;
}

/// The odds of one person against two, multiplied out: long double keeps the products in range.
struct Odds {
    long double one, strangers, circle;
};
Odds odds_of(const IdentityModel& model,
             const std::array<std::size_t, identity_field_count>& level,
             const IdentityRarity& strangers,
             const IdentityRarity& circle) {
    Odds odds{static_cast<long double>(model.prior),
              1.0L - static_cast<long double>(model.prior) -
                  static_cast<long double>(model.circle_prior),
              static_cast<long double>(model.circle_prior)};
    for (std::size_t f = 0; f < identity_field_count; ++f) {
        if (level[f] > 0) {
            odds.one *= static_cast<long double>(model.m[f][level[f]]);
            odds.strangers *= static_cast<long double>(model.u[f][level[f]]) *
                              std::pow(2.0L, -static_cast<long double>(strangers[f]));
            odds.circle *= static_cast<long double>(model.circle[f][level[f]]) *
                           std::pow(2.0L, -static_cast<long double>(circle[f]));
        }
    }
    return odds;
}

} // namespace

TEST_CASE("what is expected before any data adds up for each field", "[identities][model]") {
    for (std::size_t f = 0; f < identity_field_count; ++f) {
        CAPTURE(std::string(name_of(field_of(f))));
        const auto levels = levels_of(field_of(f));
        REQUIRE(levels.size() >= 3);
        REQUIRE(levels.size() <= most_identity_levels);
        CHECK(levels[0].name == "missing");
        double m = 0.0, u = 0.0, circle = 0.0;
        for (const IdentityLevel& level : levels.subspan(1)) {
            CAPTURE(std::string(level.name));
            CHECK(level.m > 0.0);
            CHECK(level.u > 0.0);
            CHECK(level.circle > 0.0);
            m += level.m;
            u += level.u;
            circle += level.circle;
        }
        CHECK(std::abs(m - 1.0) < 1e-9);
        CHECK(std::abs(u - 1.0) < 1e-9);
        CHECK(std::abs(circle - 1.0) < 1e-9);
        // From agreement to contradiction: the first speaks for, the last against.
        CHECK(levels[1].m > levels[1].u);
        CHECK(levels.back().m < levels.back().u);
    }
}

TEST_CASE("no two fields, and no two levels, are said in the same words", "[identities][model]") {
    std::set<std::string_view> names, words;
    for (std::size_t f = 0; f < identity_field_count; ++f) {
        CHECK(names.insert(name_of(field_of(f))).second);
        std::set<std::string_view> level_names;
        CHECK_FALSE(words_of(field_of(f)).empty());
        for (const IdentityLevel& level : levels_of(field_of(f)).subspan(1)) {
            CAPTURE(std::string(level.words));
            CHECK(words.insert(level.words).second);
            CHECK(level_names.insert(level.name).second);
        }
    }
}

TEST_CASE("four bits a field keep every level apart", "[identities][model]") {
    std::mt19937 random(5);
    for (int turn = 0; turn < 1000; ++turn) {
        IdentityLevels levels;
        std::array<std::size_t, identity_field_count> expected{};
        for (std::size_t f = 0; f < identity_field_count; ++f) {
            expected[f] = random() % levels_of(field_of(f)).size();
            levels.set(field_of(f), expected[f]);
        }
        for (std::size_t f = 0; f < identity_field_count; ++f) {
            REQUIRE(levels.of(field_of(f)) == expected[f]);
            REQUIRE(IdentityLevels(levels.packed()).of(field_of(f)) == expected[f]);
        }
    }
}

TEST_CASE("bits are the odds of one person against two, and the shares add up to them",
          "[identities][model][property]") {
    for (unsigned seed = 0; seed < 2000; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const IdentityModel model = random_model(random);
        std::uniform_real_distribution<float> rare(-4.0F, 8.0F);
        IdentityLevels levels;
        std::array<std::size_t, identity_field_count> level{};
        IdentityRarity strangers{}, circle{};
        for (std::size_t f = 0; f < identity_field_count; ++f) {
            level[f] = random() % 3 == 0 ? 0 : random() % levels_of(field_of(f)).size();
            levels.set(field_of(f), level[f]);
            if (random() % 2 == 0) {
                strangers[f] = rare(random);
                circle[f] = rare(random);
            }
        }
        const IdentityEvidence found = evidence_of(model, levels, strangers, circle);
        const Odds odds = odds_of(model, level, strangers, circle);
        const double bits =
            static_cast<double>(std::log2(odds.one / (odds.strangers + odds.circle)));
        REQUIRE(std::abs(found.bits - bits) < 1e-8 * std::max(1.0, std::abs(bits)));
        const double near = static_cast<double>(odds.circle / (odds.strangers + odds.circle));
        REQUIRE(std::abs(found.circle - near) < 1e-9);
        double sum = found.prior;
        for (std::size_t f = 0; f < identity_field_count; ++f) {
            sum += found.share[f];
            if (level[f] == 0) {
                REQUIRE(found.share[f] == 0.0); // absence is no evidence, and no contradiction
            }
        }
        REQUIRE(std::abs(sum - found.bits) < 1e-9 * std::max(1.0, std::abs(bits)));
        const double probability =
            static_cast<double>(odds.one / (odds.one + odds.strangers + odds.circle));
        REQUIRE(std::abs(probability_of_bits(found.bits) - probability) < 1e-9);
    }
}

TEST_CASE("nothing told leaves the prior, which grows rarer with the file", "[identities][model]") {
    double last = 0.0;
    for (const std::size_t records : {std::size_t{0}, std::size_t{1}, std::size_t{2},
                                      std::size_t{100}, std::size_t{1'000'000}}) {
        CAPTURE(records);
        const IdentityModel model = default_identity_model(records);
        const IdentityEvidence nothing = evidence_of(model, {}, {}, {});
        CHECK(std::abs(nothing.bits - std::log2(model.prior / (1.0 - model.prior))) < 1e-9);
        CHECK(nothing.bits < 0.0);
        CHECK(nothing.bits <= last);
        last = nothing.bits;
    }
    CHECK(probability_of_bits(0.0) == 0.5);
    CHECK(std::abs(probability_of_bits(3.0) - 8.0 / 9.0) < 1e-12);
    CHECK(probability_of_bits(-2000.0) == 0.0);
    CHECK(probability_of_bits(2000.0) == 1.0);
}

TEST_CASE("the more records, the surer their pairs must be, between two ends",
          "[identities][model]") {
    // By hand: 0.6 + 0.05 log2(n / 20,000) of lists, 0.75 + as much of incidents' people.
    struct Case {
        std::size_t records;
        double lists, incidents;
    };
    for (const auto& [records, lists, incidents] :
         std::initializer_list<Case>{{0, 0.6, 0.75},
                                     {1, 0.6, 0.75},
                                     {5'000, 0.6, 0.75},
                                     {20'000, 0.6, 0.75},
                                     {40'000, 0.65, 0.8},
                                     {60'000, 0.6792481250, 0.8292481250}, // log2 3 = 1.5849625
                                     {320'000, 0.8, 0.95},
                                     {1'000'000, 0.8821928095, 0.95}, // log2 50 = 5.6438562
                                     {1'280'000, 0.9, 0.95},
                                     {100'000'000, 0.9, 0.95}}) {
        CAPTURE(records);
        CHECK(std::abs(least_same_probability(true, records) - lists) < 1e-9);
        CHECK(std::abs(least_same_probability(false, records) - incidents) < 1e-9);
    }
    for (const bool of_lists : {true, false}) {
        CAPTURE(of_lists);
        const std::size_t last_to_grow = of_lists ? 1'280'000 : 320'000;
        double last = 0.0;
        for (std::size_t records = 1000; records < 3'000'000; records += 997) {
            const double next = least_same_probability(of_lists, records);
            REQUIRE(next >= last);
            REQUIRE((next > last || records <= 20'000 || records > last_to_grow));
            last = next;
        }
    }
}
