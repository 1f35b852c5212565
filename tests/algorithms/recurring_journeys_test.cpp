// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/recurring_journeys.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::CaseStore;
using graph::Incident;
using graph::PlaceLevel;

namespace {

using Items = std::vector<std::uint32_t>;

StopSequences sequences(const std::vector<Items>& journeys, Items parent) {
    StopSequences s;
    for (const Items& journey : journeys) {
        s.items.insert(s.items.end(), journey.begin(), journey.end());
        s.end.push_back(static_cast<std::uint32_t>(s.items.size()));
        s.weight.push_back(0.5);
    }
    s.parent = std::move(parent);
    return s;
}

Items without_parents(std::size_t n) { return Items(n, no_item); }

/// The definition, by listing whatever any journey tells.
class Listing {
  public:
    Listing(const StopSequences& journeys, const PatternRule& rule)
        : m_journeys(journeys), m_rule(rule) {
        std::uint32_t begin = 0;
        for (std::uint32_t s = 0; s < journeys.end.size(); ++s) {
            for (std::uint32_t p = begin; p < journeys.end[s]; ++p) {
                Items pattern;
                go(s, p, pattern);
            }
            begin = journeys.end[s];
        }
    }

    std::vector<JourneyPattern> closed() const {
        std::vector<JourneyPattern> result;
        for (const auto& [pattern, told] : m_told) {
            if (told.size() < m_rule.min_incidents || pattern.size() < m_rule.min_stops) {
                continue;
            }
            bool hidden = false;
            for (const auto& [more, told_more] : m_told) {
                hidden = hidden || (is_step(pattern, more) &&
                                    std::includes(told_more.begin(), told_more.end(), told.begin(),
                                                  told.end()));
            }
            if (!hidden) {
                JourneyPattern one{pattern, {told.begin(), told.end()}, 0.0};
                for (const auto s : told) {
                    one.expected += m_journeys.weight[s];
                }
                result.push_back(one);
            }
        }
        std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
            const auto key = [](const JourneyPattern& p) {
                return std::tuple(-static_cast<long>(p.sequences.size()),
                                  -static_cast<long>(p.items.size()), p.items);
            };
            return key(a) < key(b);
        });
        return result;
    }

  private:
    Items lineage(std::uint32_t item) const {
        Items all;
        for (; item != no_item; item = m_journeys.parent[item]) {
            all.push_back(item);
        }
        return all;
    }
    bool apart(std::uint32_t a, std::uint32_t b) const {
        const Items of_a = lineage(a), of_b = lineage(b);
        return std::count(of_a.begin(), of_a.end(), b) == 0 &&
               std::count(of_b.begin(), of_b.end(), a) == 0;
    }
    void go(std::uint32_t s, std::uint32_t p, Items& pattern) {
        for (const auto item : lineage(m_journeys.items[p])) {
            if ((item == m_journeys.items[p] || m_rule.mixed) &&
                (pattern.empty() || apart(pattern.back(), item))) {
                pattern.push_back(item);
                m_told[pattern].insert(s);
                for (std::uint64_t q = p + 1; q < m_journeys.end[s] && q - p - 1 <= m_rule.max_gap;
                     ++q) {
                    go(s, static_cast<std::uint32_t>(q), pattern);
                }
                pattern.pop_back();
            }
        }
    }
    /// Whether `more` is `pattern` with one more item, or with one replaced by what it holds.
    bool is_step(const Items& pattern, const Items& more) const {
        if (more.size() == pattern.size() + 1) {
            for (std::size_t i = 0; i < more.size(); ++i) {
                Items less = more;
                less.erase(less.begin() + static_cast<std::ptrdiff_t>(i));
                if (less == pattern) {
                    return true;
                }
            }
        }
        if (more.size() != pattern.size() || !m_rule.mixed) {
            return false;
        }
        std::size_t different = 0, finer = 0;
        for (std::size_t i = 0; i < more.size(); ++i) {
            different += more[i] != pattern[i] ? 1U : 0U;
            finer += m_journeys.parent[more[i]] == pattern[i] ? 1U : 0U;
        }
        return different == 1 && finer == 1;
    }

    const StopSequences& m_journeys;
    const PatternRule& m_rule;
    std::map<Items, std::set<std::uint32_t>> m_told;
};

// Four districts in two states of one country, and a district of another: 0 1 in 5; 2 3 in 6;
// 4 in 8; 5 6 in 7.
const Items two_countries{5, 5, 6, 6, 8, 7, 7, no_item, no_item};

std::vector<std::string> texts(const CaseStore& store, const std::vector<RecurringJourney>& rows) {
    std::vector<std::string> all;
    for (const RecurringJourney& row : rows) {
        std::string text = std::to_string(row.evidence.size());
        for (const auto stop : row.stops) {
            text += " " + std::string(store.text(store.places[stop].id)).substr(6);
        }
        all.push_back(text);
    }
    return all;
}

} // namespace

TEST_CASE("recurring journeys of three incidents, worked by hand", "[routes][patterns]") {
    const auto s = sequences({{0, 1, 2, 3}, {0, 1, 2, 4}, {4, 1, 2, 3}}, without_parents(5));
    // 1 2 is in all three but has two stops only; 1 2 4 and 4 1 2 stand in one journey each.
    CHECK(recurring_patterns(s, {}) ==
          std::vector<JourneyPattern>{{{0, 1, 2}, {0, 1}, 1.0}, {{1, 2, 3}, {0, 2}, 1.0}});
    CHECK(recurring_patterns(s, {.min_incidents = 3}).empty());
    CHECK(recurring_patterns(s, {.min_incidents = 3, .min_stops = 1}) ==
          std::vector<JourneyPattern>{{{1, 2}, {0, 1, 2}, 1.5}});
}

TEST_CASE("a journey taken twice by one incident counts once", "[routes][patterns]") {
    const auto s = sequences({{0, 1, 2, 0, 1, 2}, {0, 1, 2}}, without_parents(3));
    CHECK(recurring_patterns(s, {}) == std::vector<JourneyPattern>{{{0, 1, 2}, {0, 1}, 1.0}});
}

TEST_CASE("stops may be passed over, as many as the gap allows", "[routes][patterns]") {
    const auto s = sequences({{0, 3, 1, 2}, {0, 4, 5, 1, 2}, {0, 1, 2}}, without_parents(6));
    CHECK(recurring_patterns(s, {}).empty());
    CHECK(recurring_patterns(s, {.max_gap = 1}) ==
          std::vector<JourneyPattern>{{{0, 1, 2}, {0, 2}, 1.0}});
    CHECK(recurring_patterns(s, {.max_gap = 2}) ==
          std::vector<JourneyPattern>{{{0, 1, 2}, {0, 1, 2}, 1.5}});
    CHECK(recurring_patterns(s, {.max_gap = static_cast<std::size_t>(-1)}).size() == 1);
}

TEST_CASE("a longer journey hides its parts only where the same incidents tell them",
          "[routes][patterns]") {
    const auto s = sequences({{0, 1, 2, 3}, {0, 1, 2, 3}, {1, 2, 3}}, without_parents(4));
    CHECK(recurring_patterns(s, {}) ==
          std::vector<JourneyPattern>{{{1, 2, 3}, {0, 1, 2}, 1.5}, {{0, 1, 2, 3}, {0, 1}, 1.0}});
    // With gaps 0 1 3 and 0 2 3 are told too, by the two that tell 0 1 2 3.
    CHECK(recurring_patterns(s, {.max_gap = 2}).size() == 2);
}

TEST_CASE("where no district recurs its state may, and a coarser stop with the same incidents "
          "is not shown",
          "[routes][patterns]") {
    const auto s = sequences({{4, 0, 2}, {4, 0, 3}, {4, 1, 2}}, two_countries);
    CHECK(recurring_patterns(s, {}).empty());
    // 8 5 6 says less than 4 5 6 and is told by the same three.
    CHECK(recurring_patterns(s, {.mixed = true}) ==
          std::vector<JourneyPattern>{
              {{4, 5, 6}, {0, 1, 2}, 1.5}, {{4, 0, 6}, {0, 1}, 1.0}, {{4, 5, 2}, {0, 2}, 1.0}});
}

TEST_CASE("neighbours of a pattern are never the same and never hold each other",
          "[routes][patterns]") {
    const auto s = sequences({{0, 1, 0, 4, 0}, {0, 1, 0, 4, 0}}, two_countries);
    for (const auto& pattern : recurring_patterns(s, {.max_gap = 9, .mixed = true})) {
        CHECK(pattern.items == Items{0, 1, 0, 4, 0});
    }
    const auto back = sequences({{0, 1, 0}, {0, 1, 0}}, two_countries);
    CHECK(recurring_patterns(back, {.max_gap = 1, .mixed = true}).size() == 1);
}

TEST_CASE("no journeys, no patterns", "[routes][patterns]") {
    CHECK(recurring_patterns(sequences({}, {}), {}).empty());
    CHECK(recurring_patterns(sequences({{}, {}}, without_parents(1)), {}).empty());
    CHECK(recurring_patterns(sequences({{0}, {0, 1}}, without_parents(2)), {}).empty());
}

TEST_CASE("a long journey that many share gives one pattern, also with gaps",
          "[routes][patterns]") {
    Items all;
    for (std::uint32_t i = 0; i < 60; ++i) {
        all.push_back(i);
    }
    const auto s = sequences({all, all, all}, without_parents(60));
    for (const std::size_t gap : {0U, 1U, 100U}) {
        CHECK(recurring_patterns(s, {.max_gap = gap}) ==
              std::vector<JourneyPattern>{{all, {0, 1, 2}, 1.5}});
    }
}

TEST_CASE("the patterns found are those of the definition, by listing all there are",
          "[routes][patterns][property]") {
    const auto seed = GENERATE(range(0u, 500u));
    CAPTURE(seed);
    std::mt19937 random(seed);
    const std::size_t items = 1 + random() % two_countries.size();
    std::vector<Items> journeys(random() % 7);
    for (Items& journey : journeys) {
        journey.resize(random() % 7);
        for (auto& item : journey) {
            item = static_cast<std::uint32_t>(random() % items);
        }
    }
    const auto s =
        sequences(journeys, seed % 5 == 0 ? without_parents(two_countries.size()) : two_countries);
    for (const std::size_t gap : {0U, 1U, 2U, 9U}) {
        for (const bool mixed : {false, true}) {
            for (const std::size_t least : {1U, 2U, 3U}) {
                const PatternRule rule{least, 1 + random() % 3, gap, mixed};
                CAPTURE(gap, mixed, least, rule.min_stops);
                const auto found = recurring_patterns(s, rule);
                const auto listed = Listing(s, rule).closed();
                REQUIRE(found.size() == listed.size());
                CHECK(found == listed);
            }
        }
    }
}

TEST_CASE("where a journey first tells a pattern is the least of all its ways to",
          "[routes][patterns][property]") {
    const auto seed = GENERATE(range(0u, 100u));
    CAPTURE(seed);
    std::mt19937 random(seed);
    Items journey(random() % 9), pattern(1 + random() % 3);
    for (Items* one : {&journey, &pattern}) {
        for (auto& item : *one) {
            item = static_cast<std::uint32_t>(random() % 9);
        }
    }
    const PatternRule rule{.max_gap = random() % 3, .mixed = true};
    Items least;
    const auto is = [&](std::uint32_t visited, std::uint32_t item) {
        while (visited != item && visited != no_item) {
            visited = two_countries[visited];
        }
        return visited == item;
    };
    for (std::uint32_t subset = 0; subset < 1U << journey.size(); ++subset) {
        Items at;
        for (std::uint32_t j = 0; j < journey.size(); ++j) {
            if ((subset >> j & 1U) != 0) {
                at.push_back(j);
            }
        }
        bool tells = at.size() == pattern.size();
        for (std::size_t i = 0; tells && i < at.size(); ++i) {
            tells =
                is(journey[at[i]], pattern[i]) && (i == 0 || at[i] - at[i - 1] - 1 <= rule.max_gap);
        }
        if (tells && (least.empty() || at < least)) {
            least = at;
        }
    }
    CHECK(first_telling(journey, pattern, two_countries, rule) == least);
}

TEST_CASE("any number of threads finds the same patterns", "[routes][patterns]") {
    std::mt19937 random(7);
    std::vector<Items> journeys(400);
    for (Items& journey : journeys) {
        for (std::size_t i = 0; i < 5; ++i) {
            journey.push_back(static_cast<std::uint32_t>(random() % 5));
        }
    }
    const auto s = sequences(journeys, two_countries);
    const PatternRule rule{.min_incidents = 5, .max_gap = 1, .mixed = true};
    const auto one = with_threads(1, [&] { return recurring_patterns(s, rule); });
    CHECK(one.size() > 20);
    CHECK(with_threads(4, [&] { return recurring_patterns(s, rule); }) == one);
}

TEST_CASE("recurring journeys of records: places, victims at each stop, days and mixed levels",
          "[routes][patterns]") {
    std::vector<Incident> incidents{
        journey("A", {"Bangladesh", "Howrah, West Bengal", "Rajkot, Gujarat"}),
        journey("B", {"Bangladesh", "Howrah, West Bengal", "Rajkot, Gujarat", "Pune, Maharashtra"}),
        journey("C", {"Bangladesh", "Canning, South 24 Parganas, West Bengal", "Rajkot, Gujarat"}),
    };
    incidents[0].people.push_back(person("v2", graph::PersonRole::victim));
    incidents[0].journey[1].people = {"v2"}; // v1 was not in Howrah
    incidents[0].journey[0].departed = day(3);
    incidents[1].people[0].count = {4, 4};
    incidents[1].journey[2].arrived = day(20);
    incidents[1].journey[3].arrived = day(90); // behind the pattern
    const CaseStore store = store_of(incidents);
    const graph::CaseSelection selection(store, {}, graph::Disclosure::protect);
    const graph::Journeys journeys(selection, PlaceLevel::district);
    const auto rows = recurring_journeys(journeys, {});
    REQUIRE(texts(store, rows) == std::vector<std::string>{"2 BD IN-WB/howrah IN-GJ/rajkot"});
    CHECK(rows[0].victims == 5);
    CHECK(rows[0].expected_incidents == Approx(1.0));
    CHECK(rows[0].time.earliest() == day(3).earliest());
    CHECK(rows[0].time.latest() == day(20).latest());
    CHECK(rows[0].coarser == std::vector<unsigned char>{0, 0, 0});
    const auto mixed = recurring_journeys(journeys, {.mixed = true});
    REQUIRE(texts(store, mixed) ==
            std::vector<std::string>{"3 BD IN-WB IN-GJ/rajkot", "2 BD IN-WB/howrah IN-GJ/rajkot"});
    CHECK(mixed[0].coarser == std::vector<unsigned char>{0, 1, 0}); // Bangladesh was all one knew
    CHECK(texts(store, recurring_journeys(graph::Journeys(selection, PlaceLevel::state), {})) ==
          std::vector<std::string>{"3 BD IN-WB IN-GJ"});
    CHECK(recurring_journeys(journeys, {.min_incidents = 4}).empty());
}

TEST_CASE("incidents that tell a recurring journey by a guess alone are counted apart",
          "[routes][patterns]") {
    const CaseStore store = store_of(
        {journey("A", {"South 24 Parganas, West Bengal", "Howrah, West Bengal", "Rajkot, Gujarat"}),
         journey("B", {"South 24 Parganas, West Bengal", "Rajkot, Gujarat"})});
    const graph::CaseSelection selection(store, {}, graph::Disclosure::protect);
    const graph::Journeys told(selection, PlaceLevel::district);
    CHECK(recurring_journeys(told, {}).empty());
    const std::vector<graph::InferredStop> guess{{1, 1, told.visits(0)[1].place}};
    const auto rows = recurring_journeys(graph::Journeys(told, guess), {});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].evidence.size() == 2);
    CHECK(rows[0].inferred == 1);
}

TEST_CASE("what breaks the rules of recurring journeys is named", "[routes][patterns]") {
    const auto refused = [](const StopSequences& s, const PatternRule& rule = {}) {
        return message_of<std::invalid_argument>([&] { (void)recurring_patterns(s, rule); });
    };
    auto s = sequences({{0, 1}}, without_parents(2));
    CHECK(refused(s, {.min_incidents = 0}) ==
          "recurring journeys: 0 incidents tell every pattern there could be; ask for 1 or more");
    CHECK(refused(s, {.min_stops = 0}) ==
          "recurring journeys: a pattern of 0 stops says nothing; ask for 1 or more");
    s.weight.clear();
    CHECK(refused(s) == "recurring journeys: 0 weights for 1 journeys; each needs one");
    CHECK(refused(sequences({{0, 7}}, without_parents(2))) ==
          "recurring journeys: item 7 has no parent entry; there are 2");
    CHECK(refused(sequences({{0}}, {1, 0})) ==
          "recurring journeys: the parents of item 0 come back to where they were");
    CHECK(refused(sequences({{0}}, {5})) ==
          "recurring journeys: the parents of item 0 leave the table");
    s = sequences({{0, 1}}, without_parents(2));
    s.end[0] = 1;
    CHECK(refused(s) ==
          "recurring journeys: the ends of the journeys must ascend to the number of stops");
}

TEST_CASE("looking for recurring journeys stops when asked", "[routes][patterns]") {
    const auto s = sequences({{0, 1, 2}, {0, 1, 2}}, without_parents(3));
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(recurring_patterns(s, {}, control), graph::Cancelled);
}
