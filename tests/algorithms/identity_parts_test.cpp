// SPDX-License-Identifier: Apache-2.0
// The parts of finding who is who, each against its definition written plainly: clusters and
// learning. Candidate pairs: identity_candidates_test.cpp; edits: text_distance_test.cpp.
#include "algorithms/internal/identity_candidates.hpp"
#include "algorithms/internal/identity_clusters.hpp"
#include "algorithms/internal/identity_comparison.hpp"
#include "algorithms/internal/identity_records.hpp"
#include "algorithms/internal/identity_training.hpp"
#include "algorithms/internal/whole_names.hpp"
#include "algorithms/suspects/person_name.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/identity_cases.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::algorithms::internal;
using namespace sandhan::tests;

namespace {

using Ends = std::pair<std::uint32_t, std::uint32_t>;

Ends ends(std::uint32_t a, std::uint32_t b) { return {std::min(a, b), std::max(a, b)}; }

/// Records of which only the incidents are known.
IdentityRecords records_in(const std::vector<std::vector<graph::IncidentIndex>>& incidents) {
    IdentityRecords all;
    for (std::uint32_t r = 0; r < incidents.size(); ++r) {
        IdentityRecord record;
        record.person = r;
        record.incidents = {static_cast<std::uint32_t>(all.incidents.size()),
                            static_cast<std::uint32_t>(incidents[r].size())};
        all.incidents.insert(all.incidents.end(), incidents[r].begin(), incidents[r].end());
        all.records.push_back(record);
    }
    return all;
}

/// A small world of records: what every pair says, who stands in an incident together, and what
/// analysts said.
struct SmallCase {
    explicit SmallCase(unsigned seed) : random(seed) {
        n = 2 + below(7);
        std::vector<std::vector<graph::IncidentIndex>> incidents(n);
        for (std::uint32_t r = 0; r < n; ++r) {
            for (graph::IncidentIndex i = 0; i < 6; ++i) {
                if (below(10) == 0) {
                    incidents[r].push_back(i);
                }
            }
            incidents[r].push_back(100 + r);
        }
        records = records_in(incidents);
        for (std::uint32_t a = 0; a < n; ++a) {
            for (std::uint32_t b = a + 1; b < n; ++b) {
                // A few sums tie.
                const double value = static_cast<double>(below(81)) / 2.0 - 16.0;
                known[{a, b}] = {value - 3.0, value};
                const std::size_t kind = below(12);
                if (kind == 0) {
                    decided.different.emplace_back(a, b);
                } else if (kind == 1) {
                    decided.unsure.emplace_back(a, b);
                } else if (kind == 2) {
                    decided.same.emplace_back(below(2) == 0 ? Ends(a, b) : Ends(b, a));
                }
                if (below(4) != 0) { // not every pair is a candidate
                    ComparedPair pair;
                    pair.a = a;
                    pair.b = b;
                    pair.bits = static_cast<float>(value - 3.0);
                    pair.evidence = static_cast<float>(value);
                    pairs.push_back(pair);
                }
            }
        }
        std::shuffle(decided.same.begin(), decided.same.end(), random);
        options = {static_cast<double>(below(4)), 4.0, -4.0, 0.5 * static_cast<double>(below(3)),
                   below(4) == 0};
        std::set<graph::IncidentIndex> none;
        for (std::uint32_t a = 0; a < n; ++a) {
            for (std::uint32_t b = a + 1; b < n; ++b) {
                for (const auto i : incidents[a]) {
                    if (std::count(incidents[b].begin(), incidents[b].end(), i) > 0) {
                        together.insert({a, b});
                    }
                }
            }
        }
    }
    std::uint32_t below(unsigned limit) { return static_cast<std::uint32_t>(random() % limit); }

    std::mt19937 random;
    std::uint32_t n = 0;
    IdentityRecords records;
    std::map<Ends, PairBits> known;
    std::set<Ends> together;
    std::vector<ComparedPair> pairs;
    DecidedPairs decided;
    ClusterOptions options;
};

/// The definition: sets of records, joined one pair after the other.
struct PlainClusters {
    std::vector<std::set<std::uint32_t>> sets;
    std::vector<std::size_t> refused;

    std::set<std::uint32_t>& of(std::uint32_t r) {
        return *std::find_if(sets.begin(), sets.end(),
                             [&](const auto& s) { return s.contains(r); });
    }
    template <class Test>
    bool any(std::uint32_t a, std::uint32_t b, const Test& test) {
        for (const std::uint32_t x : of(a)) {
            for (const std::uint32_t y : of(b)) {
                if (test(ends(x, y))) {
                    return true;
                }
            }
        }
        return false;
    }
    void unite(std::uint32_t a, std::uint32_t b) {
        const std::set<std::uint32_t> other = of(b);
        of(b).clear();
        of(a).insert(other.begin(), other.end());
    }
};

PlainClusters plainly_clustered(SmallCase& c) {
    PlainClusters result;
    for (std::uint32_t r = 0; r < c.n; ++r) {
        result.sets.push_back({r});
    }
    const auto in = [](const std::vector<Ends>& list) {
        return [&list](Ends e) { return std::count(list.begin(), list.end(), e) > 0; };
    };
    for (std::size_t i = 0; i < c.decided.same.size(); ++i) {
        const auto [a, b] = c.decided.same[i];
        if (&result.of(a) == &result.of(b)) {
            continue;
        }
        if (result.any(a, b, in(c.decided.different))) {
            result.refused.push_back(i);
        } else {
            result.unite(a, b);
        }
    }
    std::vector<ComparedPair> order = c.pairs;
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& x, const auto& y) { return x.bits > y.bits; });
    for (const ComparedPair& pair : order) {
        if (static_cast<double>(pair.bits) < c.options.same_bits ||
            &result.of(pair.a) == &result.of(pair.b)) {
            continue;
        }
        const std::size_t x = result.of(pair.a).size(), y = result.of(pair.b).size();
        if (result.any(pair.a, pair.b, in(c.decided.different)) ||
            result.any(pair.a, pair.b, in(c.decided.unsure)) ||
            result.any(pair.a, pair.b, [&](Ends e) { return c.together.contains(e); }) ||
            (c.options.one_to_one && x + y > 2)) {
            continue;
        }
        double sum = 0.0;
        for (const std::uint32_t a : result.of(pair.a)) {
            for (const std::uint32_t b : result.of(pair.b)) {
                sum += c.known.at(ends(a, b)).evidence; // none beyond 30
            }
        }
        const bool vetoed = result.any(pair.a, pair.b, [&](Ends e) {
            return c.known.at(e).evidence < c.options.veto_evidence;
        });
        const bool alone = x == 1 && y == 1;
        const double spared = c.options.given_way * (pair.bits - c.options.same_bits);
        const double asked = std::max(0.0, c.options.mean_evidence - spared);
        if (alone || (!vetoed && sum / static_cast<double>(x * y) >= asked)) {
            result.unite(pair.a, pair.b);
        }
    }
    return result;
}

} // namespace

TEST_CASE("clusters are those of the definition", "[identities][parts][property]") {
    std::size_t joined = 0, refused = 0;
    for (unsigned seed = 0; seed < 3000; ++seed) {
        CAPTURE(seed);
        SmallCase c(seed);
        const Clusters found =
            clustered(c.records, c.pairs, c.decided, c.options,
                      [&](std::uint32_t a, std::uint32_t b) { return c.known.at(ends(a, b)); });
        PlainClusters expected = plainly_clustered(c);
        REQUIRE(found.of.size() == c.n);
        for (std::uint32_t r = 0; r < c.n; ++r) {
            REQUIRE(found.of[r] == *expected.of(r).begin());
            joined += found.of[r] != r ? 1U : 0U;
        }
        REQUIRE(found.verdicts_refused == expected.refused);
        refused += expected.refused.size();
    }
    CHECK(joined > 1000); // the cases are no empty ones
    CHECK(refused > 100);
}

TEST_CASE("clusters that may be one are so by all pairs between them, not by the likest",
          "[identities][parts][property]") {
    constexpr double least = 2.0;
    std::size_t similar = 0, only_by_the_likest = 0, open = 0;
    for (unsigned seed = 0; seed < 3000; ++seed) {
        CAPTURE(seed);
        SmallCase c(seed);
        const auto bits = [&](std::uint32_t a, std::uint32_t b) { return c.known.at(ends(a, b)); };
        const Clusters clusters = clustered(c.records, c.pairs, c.decided, c.options, bits);
        const auto found =
            similar_clusters(c.records, c.pairs, c.decided, clusters, least, bits, {});
        std::map<Ends, double> expected;
        for (std::uint32_t one = 0; one < c.n; ++one) {
            for (std::uint32_t other = one + 1; other < c.n; ++other) {
                double sum = 0.0, pairs = 0.0;
                bool asked = false, unsure = false, barred = false, beside = false;
                for (std::uint32_t a = 0; a < c.n; ++a) {
                    for (std::uint32_t b = 0; b < c.n; ++b) {
                        if (clusters.of[a] != one || clusters.of[b] != other) {
                            continue;
                        }
                        const Ends e = ends(a, b);
                        sum += c.known.at(e).bits; // none beyond 30
                        pairs += 1.0;
                        for (const ComparedPair& pair : c.pairs) {
                            asked = asked || (Ends(pair.a, pair.b) == e &&
                                              static_cast<double>(pair.bits) >= least);
                        }
                        const auto& no = c.decided.different;
                        const auto& perhaps = c.decided.unsure;
                        barred = barred || std::count(no.begin(), no.end(), e) > 0;
                        unsure = unsure || std::count(perhaps.begin(), perhaps.end(), e) > 0;
                        beside = beside || c.together.contains(e);
                    }
                }
                const bool alike = asked && !beside && sum / pairs >= least;
                if (pairs > 0.0 && !barred && (unsure || alike)) {
                    expected[{one, other}] = sum / pairs;
                }
                only_by_the_likest += asked && sum / pairs < least ? 1U : 0U;
                open += unsure && !alike && !barred ? 1U : 0U;
            }
        }
        REQUIRE(found.size() == expected.size());
        auto next = expected.begin();
        for (const SimilarClusters& pair : found) {
            REQUIRE(next->first == Ends(pair.a, pair.b));
            REQUIRE(pair.bits.bits == Approx(next->second).margin(1e-9));
            REQUIRE(pair.bits.evidence == Approx(next->second + 3.0).margin(1e-9));
            ++next;
        }
        similar += found.size();
    }
    CHECK(similar > 1000); // the cases are no empty ones
    CHECK(only_by_the_likest > 1000);
    CHECK(open > 100);
}

TEST_CASE("clusters of nobody, and of many who are all the same", "[identities][parts]") {
    const auto sure = [](std::uint32_t, std::uint32_t) { return PairBits{20.0, 25.0}; };
    CHECK(clustered({}, {}, {}, {}, sure).of.empty());
    const IdentityRecords many = records_in(std::vector<std::vector<graph::IncidentIndex>>(3000));
    std::vector<ComparedPair> chain;
    for (std::uint32_t r = 0; r + 1 < 3000; ++r) {
        ComparedPair pair;
        pair.a = r;
        pair.b = r + 1;
        pair.bits = 20.0F;
        pair.evidence = 25.0F;
        chain.push_back(pair);
    }
    const Clusters one = clustered(many, chain, {}, {5.0, 4.0, -4.0, false}, sure);
    CHECK(std::count(one.of.begin(), one.of.end(), 0U) == 3000);
    // Where only neighbours are alike, a chain does not become one.
    const auto strangers = [](std::uint32_t a, std::uint32_t b) {
        return b - a < 2 ? PairBits{20.0, 25.0} : PairBits{-20.0, -15.0};
    };
    const Clusters apart = clustered(many, chain, {}, {5.0, 4.0, -4.0, false}, strangers);
    std::map<std::uint32_t, std::size_t> sizes;
    for (const std::uint32_t c : apart.of) {
        ++sizes[c];
    }
    for (const auto& [cluster, size] : sizes) {
        REQUIRE(size <= 2);
    }
}

TEST_CASE("a whole name is as common as the people who have it", "[identities][parts][names]") {
    // Of six people two are called Rakesh Belgachi, one of them twice, once in other letters.
    const std::vector<std::pair<std::string, std::uint32_t>> told{{"Rakesh Belgachi", 0},
                                                                  {"Rakesh Belgachee", 0},
                                                                  {"Rakesh Belgachi", 2},
                                                                  {"Rakesh", 3},
                                                                  {"Sunil Jalchura", 4},
                                                                  {"Sunil Jalchura", 4},
                                                                  {"", 6},
                                                                  {"Rakesh", 7}};
    IdentityRecords all;
    std::vector<std::uint32_t> person_of;
    for (std::uint32_t r = 0; r < told.size(); ++r) {
        ComparableName name;
        name.name = parse_person_name(told[r].first).name;
        all.names.push_back(name);
        all.name_lists.push_back(r);
        IdentityRecord record;
        record.person = r;
        record.names = {r, 1};
        all.records.push_back(record);
        person_of.push_back(told[r].second);
    }
    const std::vector<float> bits = whole_name_bits(all, person_of);
    REQUIRE(bits.size() == told.size());
    const auto two_of_six = static_cast<float>(std::log2(6.0 / 2.0));
    const float unknown = std::numeric_limits<float>::infinity();
    CHECK(bits == std::vector<float>{two_of_six, two_of_six, two_of_six, unknown, unknown, unknown,
                                     unknown, unknown});
    CHECK(whole_name_bits({}, {}).empty());

    // What the two share is then no rarer than that; what their parts come to is more.
    all.part_bits = 5.0F;
    for (ComparableName& name : all.names) {
        name.rarity_as_written.assign(name.name.parts.size(), 1.0F);
        name.rarity_as_heard.assign(name.name.parts.size(), 1.0F);
    }
    all.glances = glances_at(all.names);
    Company company;
    const Comparer before(all, &company);
    company.whole_name_bits = bits;
    const Comparer after(all, &company);
    const auto name_bits = [](const Comparison& c) {
        return c.strangers[static_cast<std::size_t>(IdentityField::name)];
    };
    CHECK(after.too_rare(0, 2) == Approx(2 * 1.0 + 2 * 5.0 - std::log2(3.0)));
    CHECK(name_bits(after.compare(0, 2)) + after.too_rare(0, 2) == Approx(2 * 1.0));
    CHECK(after.too_rare(4, 5) == 0.0F); // one man's name
    CHECK(after.too_rare(3, 7) == 0.0F); // of one part
    CHECK(after.too_rare(0, 4) == 0.0F); // names that differ
    // A name that is as rare as its parts make it out stays so.
    all.part_bits = -0.5F;
    CHECK(after.too_rare(0, 2) == 0.0F);
}

TEST_CASE("a shared e-mail address says less by as much as the name in it", "[identities][email]") {
    std::vector<ListedPerson> people;
    const auto add = [&](std::string ref, std::string name, std::string email) {
        graph::Person p;
        p.ref = std::move(ref);
        p.name = std::move(name);
        p.identifiers = {{graph::IdentifierType::email, std::move(email)}};
        people.push_back({"list", std::move(p)});
    };
    add("0", "Emily Walford", "emily60@example.com");
    add("1", "Emily Barton", "emily60@example.com");
    add("2", "Jack Stanton", "rover77@example.com");
    add("3", "Jack Morley", "rover77@example.com");
    for (int i = 4; i < 20; ++i) {
        add(std::to_string(i), i % 2 == 0 ? "Oscar Dunmore" : "Lily Kingham",
            "own" + std::to_string(i) + "@example.com");
    }
    const graph::CaseStore store = store_of_lists(people);
    const graph::CaseSelection selection(store, {}, graph::Disclosure::reveal);
    const IdentityRecords records = identity_records(selection, {}, {});
    const auto record_of = [&](std::string_view id) {
        for (std::uint32_t r = 0; r < records.size(); ++r) {
            if (store.person_id(records.records[r].person) == id) {
                return r;
            }
        }
        FAIL("no record " << id);
        return 0U;
    };
    const Comparer comparer(records);
    const auto email = [&](std::string_view a, std::string_view b) {
        const Comparison found = comparer.compare(record_of(a), record_of(b));
        CHECK(found.levels.of(IdentityField::email) == 1);
        CHECK(comparer.compare(record_of(b), record_of(a))
                  .strangers[static_cast<std::size_t>(IdentityField::email)] ==
              found.strangers[static_cast<std::size_t>(IdentityField::email)]);
        return found.strangers[static_cast<std::size_t>(IdentityField::email)];
    };
    // As many hold either address. Two of the twenty are called Emily: log2(20 / 2).
    CHECK(email("person:list/2", "person:list/3") - email("person:list/0", "person:list/1") ==
          Approx(std::log2(10.0)));
}

TEST_CASE("learning recovers the model that pairs were drawn from",
          "[identities][parts][training]") {
    // Three fields that tell much, two that tell little; every pair is a candidate, as of a small
    // file, and no two are of one circle more often than chance has it.
    constexpr std::size_t records = 1'000;
    constexpr double all = records * (records - 1) / 2.0;
    constexpr double prior = 0.004; // two thousand matches
    IdentityModel truth = default_identity_model(records);
    const std::vector<IdentityField> told{IdentityField::name, IdentityField::birth,
                                          IdentityField::document, IdentityField::sex,
                                          IdentityField::role};
    // Other than what is expected before any data, or nothing would have to be learned.
    const auto set = [](auto& row, std::initializer_list<double> shares) {
        std::copy(shares.begin(), shares.end(), row.begin() + 1);
    };
    const auto row = [](auto& table, IdentityField f) -> auto& {
        return table[static_cast<std::size_t>(f)];
    };
    set(row(truth.m, IdentityField::name),
        {0.3, 0.2, 0.15, 0.1, 0.05, 0.04, 0.03, 0.03, 0.02, 0.02, 0.04, 0.02});
    set(row(truth.u, IdentityField::name),
        {0.0005, 0.0005, 0.001, 0.001, 0.004, 0.003, 0.002, 0.02, 0.01, 0.008, 0.93, 0.02});
    set(row(truth.m, IdentityField::birth), {0.75, 0.1, 0.05, 0.4, 0.3, 0.2, 0.1, 0.1});
    set(row(truth.u, IdentityField::birth), {0.0005, 0.0015, 0.008, 0.05, 0.15, 0.3, 0.99, 0.5});
    set(row(truth.m, IdentityField::document), {0.65, 0.1, 0.05, 0.2});
    set(row(truth.u, IdentityField::document), {0.0002, 0.0008, 0.004, 0.995});
    set(row(truth.m, IdentityField::sex), {0.95, 0.05});
    set(row(truth.u, IdentityField::sex), {0.5, 0.5});
    set(row(truth.m, IdentityField::role), {0.6, 0.4});
    set(row(truth.u, IdentityField::role), {0.3, 0.7});

    std::mt19937 random(17);
    std::uniform_real_distribution<double> unit(0.0, 1.0);
    std::vector<ComparedPair> pairs;
    RandomPairs seen;
    seen.all = all;
    double matches = 0.0;
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(all); ++i) {
        const bool match = unit(random) < prior;
        matches += match ? 1.0 : 0.0;
        IdentityLevels levels;
        for (const IdentityField f : told) {
            if (unit(random) < 0.2) {
                continue; // not told by both
            }
            // Whether a day or an age is told says nothing of who they are.
            const unsigned form = f == IdentityField::birth && unit(random) < 0.5 ? 1 : 0;
            double left = unit(random);
            std::size_t level = 0;
            const auto& shares = row(match ? truth.m : truth.u, f);
            for (std::size_t l = 1; l < levels_of(f).size() && left >= 0.0; ++l) {
                if (levels_of(f)[l].form == form) {
                    level = l;
                    left -= shares[l];
                }
            }
            levels.set(f, level);
        }
        ComparedPair pair;
        pair.a = 2 * i;
        pair.b = 2 * i + 1;
        pair.levels = levels.packed();
        pair.rules = 1U << static_cast<unsigned>(BlockingRule::count);
        pairs.push_back(pair);
        for (std::size_t f = 0; f < identity_field_count; ++f) {
            seen.seen[f][levels.of(static_cast<IdentityField>(f))] += 1.0;
        }
        seen.drawn += 1.0;
    }
    RandomPairs beside; // incidents show circles, so that nothing else is taken for one
    beside.drawn = 1.0;
    const Training learned =
        trained(default_identity_model(records), pairs, seen, beside, 100 * records, {});
    CHECK(learned.converged);
    CAPTURE(matches, learned.matches, learned.model.prior);
    CHECK(std::abs(learned.matches - matches) <= 0.05 * matches);
    // The file's size leaves the prior a third of its weight at a thousand records.
    for (const IdentityField f : told) {
        CAPTURE(std::string(name_of(f)));
        for (std::size_t l = 1; l < levels_of(f).size(); ++l) {
            CAPTURE(l, row(learned.model.m, f)[l], row(learned.model.u, f)[l]);
            // m: five standard deviations of 1,600 pairs, and what 40 pairs of before weigh.
            CHECK(std::abs(row(learned.model.m, f)[l] - row(truth.m, f)[l]) <= 0.06);
            // u: within a fifth, where a level is seen a few hundred times.
            CHECK(std::abs(row(learned.model.u, f)[l] - row(truth.u, f)[l]) <=
                  0.2 * row(truth.u, f)[l] + 0.0001);
        }
    }
    const double bits_apart = std::abs(std::log2(learned.model.prior / prior));
    CHECK(bits_apart <= 1.0);

    // Labels, where they are all known, tell the same.
    std::vector<signed char> none(pairs.size(), -1);
    const Training untold =
        trained_on_labels(default_identity_model(records), pairs, none, seen, {}, records);
    CHECK(untold.matches == 0.0);
}
