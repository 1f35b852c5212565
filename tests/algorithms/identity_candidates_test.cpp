// SPDX-License-Identifier: Apache-2.0
// Which pairs are compared, against what sharing a key means, and against generated truth.
#include "algorithms/internal/identity_candidates.hpp"
#include "algorithms/internal/identity_records.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/identity_cases.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::algorithms::internal;
using namespace sandhan::tests;

namespace {

using RecordPair = std::pair<std::uint32_t, std::uint32_t>;

struct Blocked {
    std::vector<graph::Incident> incidents;
    graph::CaseStore store;
    IdentityRecords records;

    explicit Blocked(std::vector<graph::Incident> made)
        : incidents(std::move(made)), store(store_of(incidents)),
          records(identity_records(
              graph::CaseSelection(store, {}, graph::Disclosure::reveal), {}, {})) {}
};

/// The sound-alike keys of a record's own names and aliases that are no mere title.
std::set<std::string> keys_of(const IdentityRecords& all, const graph::Range range) {
    std::set<std::string> keys;
    for (const std::uint32_t n : IdentityRecords::part(all.name_lists, range)) {
        for (const NamePart& part : all.names[n].name.parts) {
            if (part.kind == NamePartKind::name) {
                keys.insert(std::string(part.key));
            }
        }
    }
    return keys;
}

} // namespace

TEST_CASE("who shares a key of a rule is a candidate, unless the block is large",
          "[identities][parts][candidates]") {
    const Generated made(120, 31);
    const Blocked blocked(made.incidents);
    const IdentityRecords& all = blocked.records;
    BlockingLimits limits;
    limits.all_pairs_below = 0;
    limits.largest_block = 1'000'000;
    const Candidates found = candidate_pairs(all, limits, false, {});
    CHECK_FALSE(found.all_pairs);
    CHECK(found.large_blocks == 0);
    std::map<RecordPair, std::uint32_t> rules;
    for (std::size_t i = 0; i < found.pairs.size(); ++i) {
        const CandidatePair& pair = found.pairs[i];
        REQUIRE(pair.a < pair.b);
        if (i > 0) {
            REQUIRE(RecordPair(found.pairs[i - 1].a, found.pairs[i - 1].b) <
                    RecordPair(pair.a, pair.b));
        }
        rules[{pair.a, pair.b}] = pair.rules;
    }
    const auto by = [&](std::uint32_t a, std::uint32_t b, BlockingRule rule) {
        const auto at = rules.find({a, b});
        return at != rules.end() && (at->second >> static_cast<unsigned>(rule) & 1U) != 0;
    };
    std::size_t parts = 0, two = 0, identifiers = 0, fathers = 0, together = 0;
    for (std::uint32_t a = 0; a < all.size(); ++a) {
        for (std::uint32_t b = a + 1; b < all.size(); ++b) {
            CAPTURE(a, b);
            if (share_an_incident(all, a, b)) {
                REQUIRE_FALSE(rules.contains({a, b}));
                ++together;
                continue;
            }
            const IdentityRecord &x = all.records[a], &y = all.records[b];
            const auto common = [](const std::set<std::string>& s, const std::set<std::string>& t) {
                return static_cast<std::size_t>(std::count_if(
                    s.begin(), s.end(), [&](const auto& one) { return t.contains(one); }));
            };
            auto one = keys_of(all, x.names), other = keys_of(all, y.names);
            one.merge(keys_of(all, x.aliases));
            other.merge(keys_of(all, y.aliases));
            const std::size_t shared = common(one, other);
            REQUIRE(by(a, b, BlockingRule::rare_part) == (shared > 0));
            REQUIRE(by(a, b, BlockingRule::two_parts) == (shared > 1));
            const bool father =
                common(keys_of(all, x.relatives), keys_of(all, y.relatives)) > 0 && shared > 0;
            REQUIRE(by(a, b, BlockingRule::part_and_relative) == father);
            bool identifier = false;
            for (const auto i : IdentityRecords::part(all.identifiers, x.identifiers)) {
                for (const auto j : IdentityRecords::part(all.identifiers, y.identifiers)) {
                    identifier = identifier || i == j;
                }
            }
            REQUIRE(by(a, b, BlockingRule::identifier) == identifier);
            parts += shared > 0 ? 1U : 0U;
            two += shared > 1 ? 1U : 0U;
            identifiers += identifier ? 1U : 0U;
            fathers += father ? 1U : 0U;
        }
    }
    CHECK(std::min({parts, two, identifiers, fathers, together}) >= 20);

    // Every pair, of few records; none within an incident.
    const Candidates every = candidate_pairs(all, {}, false, {});
    CHECK(every.all_pairs);
    CHECK(every.pairs.size() == all.size() * (all.size() - 1) / 2 - together);
}

TEST_CASE("a large block is thinned out to its window", "[identities][parts][candidates]") {
    std::vector<graph::Incident> incidents;
    for (int i = 0; i < 500; ++i) {
        incidents.push_back(
            reported("R-" + std::to_string(1000 + i), {suspect("s1", "Nazimul Gayen")}));
    }
    const Blocked blocked(incidents);
    BlockingLimits limits;
    limits.all_pairs_below = 0;
    limits.largest_block = 10;
    limits.window = 3;
    const Candidates found = candidate_pairs(blocked.records, limits, false, {});
    CHECK(found.large_blocks >= 1);
    CHECK(found.pairs.size() == 499 + 498 + 497);
    limits.largest_block = 500;
    CHECK(candidate_pairs(blocked.records, limits, false, {}).pairs.size() == 500 * 499 / 2);
}

TEST_CASE("of generated records nearly every true pair shares a key",
          "[identities][parts][candidates][statistics]") {
    const Generated made(2'000, 20261124);
    const Blocked blocked(made.incidents);
    const std::vector<std::uint64_t> truth = made.identities(blocked.store);
    std::map<std::uint64_t, std::vector<std::uint32_t>> same;
    for (std::uint32_t r = 0; r < blocked.records.size(); ++r) {
        same[truth[blocked.records.records[r].person]].push_back(r);
    }
    BlockingLimits limits;
    REQUIRE(blocked.records.size() >= limits.all_pairs_below);
    const Candidates found = candidate_pairs(blocked.records, limits, false, {});
    std::set<RecordPair> candidates;
    for (const CandidatePair& pair : found.pairs) {
        candidates.emplace(pair.a, pair.b);
    }
    double pairs = 0.0, hits = 0.0;
    for (const auto& [identity, records] : same) {
        for (std::size_t i = 0; i < records.size(); ++i) {
            for (std::size_t j = i + 1; j < records.size(); ++j) {
                pairs += 1.0;
                hits += candidates.contains({records[i], records[j]}) ? 1.0 : 0.0;
            }
        }
    }
    CAPTURE(hits, pairs, found.pairs.size(), blocked.records.size());
    REQUIRE(pairs > 1000.0);
    // Records without a name, of whom only the company tells, share none yet.
    CHECK(hits / pairs >= 0.94);
    CHECK(found.pairs.size() < 100 * blocked.records.size());
}
