// SPDX-License-Identifier: Apache-2.0
// Invented people told of again and again, for tests of who is the same.
#pragma once

#include "algorithms/generator/generator.hpp"
#include "algorithms/suspects/identities.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iomanip>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandhan::tests {

inline graph::Person suspect(std::string ref, std::string name) {
    graph::Person p = person(std::move(ref), graph::PersonRole::suspect);
    p.name = std::move(name);
    return p;
}

/// An incident of these people, without a place.
inline graph::Incident reported(std::string id, std::vector<graph::Person> people) {
    graph::Incident i;
    i.id = std::move(id);
    i.people = std::move(people);
    return i;
}

/// A man of whom two records leave no doubt.
inline graph::Person certain(std::string ref) {
    graph::Person p = suspect(std::move(ref), "Nazimul Gayen");
    p.father = "Karim Gayen";
    p.birth = day(-12'345);
    p.sex = graph::Sex::male;
    p.home = at("Jibantala, South 24 Parganas, West Bengal");
    p.identifiers = {{graph::IdentifierType::phone, "+919000000099"}};
    return p;
}

/// People who are nobody's double: names, homes and ages differ.
inline std::vector<graph::Incident> strangers(std::size_t count, unsigned seed = 1) {
    constexpr std::array<std::string_view, 14> given{
        "Bikash", "Harun", "Jagdish", "Montu", "Prosenjit", "Kalam",  "Debu",
        "Ishaan", "Tarak", "Ganesh",  "Yusuf", "Lakhan",    "Chotka", "Rustam"};
    constexpr std::array<std::string_view, 13> family{
        "Tudu",   "Molla", "Prasad", "Ghoshal", "Barman", "Hembrom", "Laskar",
        "Naskar", "Paik",  "Sardar", "Yadav",   "Oraon",  "Mahato"};
    constexpr std::array<std::string_view, 4> homes{"Canning, South 24 Parganas, West Bengal",
                                                    "Howrah, West Bengal", "Rajkot, Gujarat",
                                                    "Pune, Maharashtra"};
    std::mt19937 random(seed);
    std::vector<graph::Incident> incidents;
    for (std::size_t i = 0; i < count; ++i) {
        graph::Person p = suspect("s1", std::string(given[i % given.size()]) + " " +
                                            std::string(family[i % family.size()]));
        p.age = graph::AgeRange{static_cast<std::uint8_t>(20 + random() % 40), 0};
        p.age->most = p.age->least;
        p.sex = graph::Sex::male;
        p.home = at(homes[random() % homes.size()]);
        incidents.push_back(reported("Z-" + std::to_string(1000 + i), {p}));
        incidents.back().reported = day(static_cast<int>(random() % 900));
        incidents.back().journey = {stop(homes[random() % 2]), stop(homes[2 + random() % 2])};
    }
    return incidents;
}

/// The person behind `ref` of an incident, or of any list where `incident` is empty.
inline graph::PersonIndex
whom(const graph::CaseStore& store, std::string_view incident, std::string_view ref = "s1") {
    for (const graph::PersonRow& row : store.people) {
        const std::string_view of =
            row.incident == graph::no_index
                ? std::string_view()
                : std::string_view(store.text(store.incidents[row.incident].id));
        if (of == incident && store.text(row.ref) == ref) {
            return row.person;
        }
    }
    return graph::no_index;
}

struct ListedPerson {
    std::string list;
    graph::Person person;
};

inline graph::CaseStore store_of_lists(const std::vector<ListedPerson>& people) {
    graph::CaseStoreBuilder builder(graph::Gazetteer::builtin(), {});
    for (const ListedPerson& one : people) {
        builder.add(one.person, {}, one.list);
    }
    return builder.finish();
}

/// Generated incidents and who is who in them.
struct Generated {
    Generated(std::uint64_t events, std::uint64_t seed) {
        const algorithms::Generator generator(seed, events, algorithms::Scenario());
        for (std::uint64_t i = 0; i < generator.events(); ++i) {
            for (algorithms::GeneratedRecord& record : generator.event(i, true).records) {
                for (const algorithms::Mention& mention : record.mentions) {
                    identity[{record.incident.id, mention.ref}] = mention.identity;
                }
                incidents.push_back(std::move(record.incident));
            }
        }
    }

    static constexpr std::uint64_t unknown = ~std::uint64_t{0};
    /// By person of a store of these incidents; `unknown` where the truth tells nothing.
    [[nodiscard]] std::vector<std::uint64_t> identities(const graph::CaseStore& store) const {
        std::vector<std::uint64_t> result(store.person_entities.size(), unknown);
        for (const graph::PersonRow& row : store.people) {
            const auto known =
                identity.find({std::string(store.text(store.incidents[row.incident].id)),
                               std::string(store.text(row.ref))});
            if (known != identity.end()) {
                result[row.person] = known->second;
            }
        }
        return result;
    }

    std::vector<graph::Incident> incidents;
    std::map<std::pair<std::string, std::string>, std::uint64_t> identity;
};

/// Pairs of people in one group: found, true, and both.
struct PairCounts {
    double hits = 0, found = 0, truth = 0;
    [[nodiscard]] double precision() const { return hits / found; }
    [[nodiscard]] double recall() const { return hits / truth; }
};
inline PairCounts counted_pairs(const std::vector<graph::PersonIndex>& people,
                                const std::vector<graph::PersonIndex>& cluster,
                                const std::vector<std::uint64_t>& truth) {
    std::map<graph::PersonIndex, double> found;
    std::map<std::uint64_t, double> same;
    std::map<std::pair<graph::PersonIndex, std::uint64_t>, double> both;
    for (std::size_t i = 0; i < people.size(); ++i) {
        ++found[cluster[i]];
        ++same[truth[people[i]]];
        ++both[{cluster[i], truth[people[i]]}];
    }
    const auto pairs = [](const auto& sizes) {
        double sum = 0;
        for (const auto& [key, n] : sizes) {
            sum += n * (n - 1) / 2;
        }
        return sum;
    };
    return {pairs(both), pairs(found), pairs(same)};
}

/// Every field of an answer, figures to their last bit.
inline std::string text_of(const algorithms::IdentityResolution& r) {
    using namespace algorithms;
    std::ostringstream out;
    out << std::hexfloat;
    const auto all = [&](const auto& list) {
        for (const auto& one : list) {
            out << one << ' ';
        }
        out << '\n';
    };
    for (const auto* table : {&r.model.m, &r.model.u, &r.model.circle}) {
        for (const auto& row : *table) {
            all(row);
        }
    }
    out << r.model.prior << ' ' << r.model.circle_prior << ' ' << r.iterations << r.converged << ' '
        << r.same_bits << ' ' << r.review_bits << ' ' << r.errors.wrong.value_or(-1) << ' '
        << r.errors.missed.value_or(-1) << ' ' << r.matches << ' ' << r.candidates << ' '
        << r.large_blocks << ' ' << r.unreadable << r.all_pairs << '\n';
    all(r.people);
    all(r.strict);
    all(r.likely);
    all(r.contradicted);
    for (const IdentityPair& pair : r.pairs) {
        out << pair.a << ' ' << pair.b << ' ' << pair.levels.packed() << ' ' << pair.evidence.bits
            << ' ' << pair.evidence.prior << ' ' << pair.evidence.circle << ' '
            << name_of(pair.decision) << pair.decided << pair.kept_apart << pair.cluster << ' ';
        all(pair.evidence.share);
    }
    return out.str();
}

inline bool one_person(const algorithms::IdentityResolution& found,
                       graph::PersonIndex a,
                       graph::PersonIndex b) {
    const auto cluster = [&](graph::PersonIndex p) {
        const auto at = std::lower_bound(found.people.begin(), found.people.end(), p);
        REQUIRE((at != found.people.end() && *at == p));
        return found.strict[static_cast<std::size_t>(at - found.people.begin())];
    };
    return cluster(a) == cluster(b);
}

inline std::size_t joined(const algorithms::IdentityResolution& found) {
    std::size_t count = 0;
    for (std::size_t i = 0; i < found.people.size(); ++i) {
        count += found.strict[i] != found.people[i] ? 1U : 0U;
    }
    return count;
}

inline const algorithms::IdentityPair*
pair_of(const algorithms::IdentityResolution& found, graph::PersonIndex a, graph::PersonIndex b) {
    for (const algorithms::IdentityPair& pair : found.pairs) {
        if (pair.a == std::min(a, b) && pair.b == std::max(a, b)) {
            return &pair;
        }
    }
    return nullptr;
}

/// What must hold of every answer, whatever was asked.
inline void check_consistent(const algorithms::IdentityResolution& found,
                             const algorithms::IdentityOptions& options) {
    REQUIRE(found.strict.size() == found.people.size());
    REQUIRE(found.likely.size() == found.people.size());
    CHECK(std::is_sorted(found.people.begin(), found.people.end()));
    std::set<std::pair<graph::PersonIndex, graph::PersonIndex>> seen;
    for (std::size_t i = 0; i < found.pairs.size(); ++i) {
        const algorithms::IdentityPair& pair = found.pairs[i];
        REQUIRE(pair.a < pair.b);
        REQUIRE(seen.emplace(pair.a, pair.b).second);
        const bool same = pair.decision == algorithms::IdentityDecision::same;
        REQUIRE(same == one_person(found, pair.a, pair.b));
        REQUIRE((pair.cluster != graph::no_index) == same);
        REQUIRE((options.all || pair.decision != algorithms::IdentityDecision::different));
        double sum = pair.evidence.prior;
        for (const double share : pair.evidence.share) {
            sum += share;
        }
        REQUIRE(std::abs(sum - pair.evidence.bits) < 1e-9);
        if (i > 0 && found.pairs[i - 1].decision == pair.decision) {
            REQUIRE(found.pairs[i - 1].evidence.bits >= pair.evidence.bits);
        }
    }
    // Every pair within a group is told.
    for (std::size_t i = 0; i < found.people.size(); ++i) {
        CHECK(found.strict[i] <= found.people[i]);
        for (std::size_t j = i + 1; j < found.people.size() && found.people.size() < 200; ++j) {
            if (found.strict[i] == found.strict[j] && options.first_rows.empty()) {
                CHECK(seen.contains({found.people[i], found.people[j]}));
            }
        }
    }
}

inline algorithms::IdentityResolution resolved(const graph::CaseStore& store,
                                               const algorithms::IdentityOptions& options = {}) {
    const graph::CaseSelection selection(store, {}, graph::Disclosure::reveal);
    algorithms::IdentityResolution found = algorithms::resolve_identities(selection, options);
    check_consistent(found, options);
    return found;
}

} // namespace sandhan::tests
