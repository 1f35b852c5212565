// SPDX-License-Identifier: Apache-2.0
#include "algorithms/disclosure/published_flows.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/disclosure_attacker.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <tuple>

using namespace sandhan;
using namespace sandhan::algorithms;
using tests::DisclosureAttacker;

namespace {

/// 1000 a country, 100 a state, 10 a district, the locality: 1234 lies in 1230, 1200, 1000. A
/// number that ends in zeros is a place told no finer.
PlaceChain chain(std::uint32_t place) {
    return {place, place / 10 * 10, place / 100 * 100, place / 1000 * 1000};
}

struct InventedTable {
    std::vector<std::uint32_t> places;
    std::vector<MovementCell> cells;
};

/// A cell of people who move nowhere else, each of an incident of their own.
MovementCell cell(std::uint32_t origin, std::uint32_t destination, std::uint64_t people) {
    static std::uint32_t next = 0;
    MovementCell made{chain(origin), chain(destination), {}, {}};
    for (std::uint64_t p = 0; p < people; ++p) {
        ++next;
        made.people.push_back({next, 1, 2020, 2020});
        made.incidents.push_back({next, 0.5});
    }
    return made;
}

/// A few places of one or two countries; most pairs of them empty, most of the others small.
InventedTable random_table(unsigned seed) {
    std::mt19937 random(seed);
    InventedTable table;
    std::set<std::uint32_t> places;
    const std::size_t wanted = 4 + random() % 4;
    while (places.size() < wanted) {
        const std::size_t district = 1000 * (1 + (random() % 5 == 0 ? 1U : 0U)) +
                                     100 * (1 + random() % 2) + 10 * (1 + random() % 2);
        places.insert(static_cast<std::uint32_t>(district + random() % 3)); // 0: no locality
    }
    table.places.assign(places.begin(), places.end());
    for (const std::uint32_t o : table.places) {
        for (const std::uint32_t d : table.places) {
            if (o == d || random() % 5 < 2) {
                continue;
            }
            const std::uint64_t people = random() % 4 == 0 ? 11 + random() % 20 : 1 + random() % 10;
            table.cells.push_back(cell(o, d, people));
        }
    }
    return table;
}

double sum(const std::vector<MovementCell>& cells) {
    double all = 0.0;
    for (const MovementCell& c : cells) {
        all += static_cast<double>(c.people.size());
    }
    return all;
}

bool lies_in(const PublishedBlock& block, std::uint32_t origin, std::uint32_t destination) {
    return chain(origin)[block.origin_level] == block.figures.origin &&
           chain(destination)[block.destination_level] == block.figures.destination;
}

/// What the attack found: the narrowest interval of any unpublished figure below K.
struct Loot {
    double narrowest = 1e18;
    bool consistent = true;
};

/// All possible pairs of places are unknown to the attacker, who knows the blocks and, of each cell
/// that was published by itself, that no other block holds it; that what is pooled was too small at
/// every finer level (as far as it is true); and how many people there are in all.
Loot attack(const InventedTable& table,
            const PublishedFlows& published,
            const DisclosureRules& rules) {
    const double below = static_cast<double>(rules.people) - 1.0;
    struct Pair {
        std::uint32_t origin, destination;
        double truth;
        std::size_t block;
    };
    const std::size_t hidden = published.blocks.size();
    std::vector<Pair> pairs;
    for (const std::uint32_t o : table.places) {
        for (const std::uint32_t d : table.places) {
            if (o == d) {
                continue;
            }
            Pair pair{o, d, 0.0, hidden};
            for (std::size_t c = 0; c < table.cells.size(); ++c) {
                if (table.cells[c].origin[0] == o && table.cells[c].destination[0] == d) {
                    pair.truth = static_cast<double>(table.cells[c].people.size());
                    pair.block = std::min<std::size_t>(published.block_of_cell[c], hidden);
                }
            }
            for (std::size_t b = 0; pair.truth == 0.0 && b < hidden; ++b) {
                // What is empty would have been in the finest block that could hold it.
                const auto steps = [&](std::size_t k) {
                    return published.blocks[k].origin_level + published.blocks[k].destination_level;
                };
                if (lies_in(published.blocks[b], o, d) &&
                    (pair.block == hidden || steps(b) < steps(pair.block))) {
                    pair.block = b;
                }
            }
            pairs.push_back(pair);
        }
    }

    DisclosureAttacker attacker(pairs.size());
    std::vector<std::vector<std::size_t>> targets;
    double published_people = 0.0;
    for (std::size_t b = 0; b <= hidden; ++b) {
        std::vector<std::size_t> members;
        for (std::size_t p = 0; p < pairs.size(); ++p) {
            if (pairs[p].block == b) {
                members.push_back(p);
            }
        }
        std::size_t top_o = place_levels - 1;
        std::size_t top_d = place_levels - 1;
        if (b < hidden) {
            const double people = static_cast<double>(published.blocks[b].figures.people);
            published_people += people;
            attacker.sum_is(members, people);
            top_o = published.blocks[b].origin_level;
            top_d = published.blocks[b].destination_level;
        } else {
            attacker.sum_is(members, sum(table.cells) - published_people);
        }
        for (std::size_t i = 0; i <= top_o; ++i) {
            for (std::size_t j = 0; j <= top_d; ++j) {
                if (b < hidden && i == top_o && j == top_d) {
                    continue; // published
                }
                std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::size_t>> parts;
                for (const std::size_t p : members) {
                    parts[{chain(pairs[p].origin)[i], chain(pairs[p].destination)[j]}].push_back(p);
                }
                for (const auto& [ends, part] : parts) {
                    double truth = 0.0;
                    for (const std::size_t p : part) {
                        truth += pairs[p].truth;
                    }
                    // Of what is suppressed it may be that one part was withdrawn.
                    if (truth <= below && (b < hidden || !rules.complementary)) {
                        attacker.sum_is_at_most(part, below);
                    }
                    if (truth <= below) {
                        targets.push_back(part);
                    }
                }
            }
        }
        if (b == hidden && b > 0 && sum(table.cells) - published_people >= 1.0 &&
            sum(table.cells) - published_people <= below) {
            targets.push_back(members); // known by subtraction alone
        }
    }
    Loot loot;
    loot.consistent = attacker.solve();
    if (!loot.consistent) {
        return loot;
    }
    std::sort(targets.begin(), targets.end());
    targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    for (const auto& target : targets) {
        double truth = 0.0;
        for (const std::size_t p : target) {
            truth += pairs[p].truth;
        }
        const auto [least, most] = attacker.bounds(target);
        CHECK(least <= truth);
        CHECK(truth <= most);
        const bool nothing = !rules.complementary ? false : sum(table.cells) == published_people;
        if (truth >= 1.0 || !nothing) {
            loot.narrowest = std::min(loot.narrowest, most - least);
        }
    }
    return loot;
}

} // namespace

TEST_CASE("an attack that subtracts totals narrows no small figure to less than the protection",
          "[disclosure][property]") {
    std::size_t attacks = 0;
    for (unsigned seed = 0; seed < 400; ++seed) {
        CAPTURE(seed);
        const InventedTable table = random_table(seed);
        const DisclosureRules rules{std::array{3U, 5U, 11U, 11U}[seed % 4], true};
        const PublishedFlows published = published_flows(table.cells, rules);
        const Loot loot = attack(table, published, rules);
        REQUIRE(loot.consistent);
        CAPTURE(loot.narrowest);
        CHECK(loot.narrowest >= static_cast<double>(rules.protection()));
        attacks += loot.narrowest < 1e18 ? 1U : 0U;
    }
    CHECK(attacks > 300);
}

TEST_CASE("without complementary suppression the same attack finds small figures",
          "[disclosure][property]") {
    std::size_t narrowed = 0;
    std::size_t exact = 0;
    for (unsigned seed = 0; seed < 400; ++seed) {
        CAPTURE(seed);
        const InventedTable table = random_table(seed);
        const DisclosureRules rules{std::array{3U, 5U, 11U, 11U}[seed % 4], false};
        const Loot loot = attack(table, published_flows(table.cells, rules), rules);
        REQUIRE(loot.consistent);
        narrowed += loot.narrowest < static_cast<double>(rules.protection()) ? 1U : 0U;
        exact += loot.narrowest == 0.0 ? 1U : 0U;
    }
    CAPTURE(narrowed, exact);
    CHECK(narrowed > 20);
    CHECK(exact > 20);
}

TEST_CASE("true totals beside what is large enough give small figures away",
          "[disclosure][property]") {
    // What --publish must not do: each level's table as it is, without its small cells.
    std::size_t exact = 0;
    for (unsigned seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        const InventedTable table = random_table(seed);
        DisclosureAttacker attacker(table.cells.size());
        for (std::size_t level = 0; level <= place_levels; ++level) { // the last: all in all
            std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<std::size_t>> parts;
            for (std::size_t c = 0; c < table.cells.size(); ++c) {
                const auto at = [&](const PlaceChain& of) {
                    return level < place_levels ? of[level] : 0U;
                };
                parts[{at(table.cells[c].origin), at(table.cells[c].destination)}].push_back(c);
            }
            for (const auto& [ends, part] : parts) {
                double people = 0.0;
                for (const std::size_t c : part) {
                    people += static_cast<double>(table.cells[c].people.size());
                }
                if (people >= 11.0) {
                    attacker.sum_is(part, people);
                }
            }
        }
        REQUIRE(attacker.solve());
        for (std::size_t c = 0; c < table.cells.size(); ++c) {
            const auto [least, most] = attacker.bounds({c});
            if (table.cells[c].people.size() < 11 && least == most) {
                ++exact;
                break;
            }
        }
    }
    CHECK(exact > 50);
}

TEST_CASE("small cells are generalised at one end, then at both, and what stays small is withheld",
          "[disclosure]") {
    const std::vector<MovementCell> cells{
        cell(1111, 1211, 11), // large enough by itself
        cell(1112, 1221, 6),  // with the next two: from 1112 to the state 1200
        cell(1112, 1222, 3),  cell(1112, 1231, 4),
        cell(1121, 2111, 8), // with the next 15 from 1120 to 2111; yet of at most 10 each,
        cell(1122, 2111, 7), // so both would be as good as known
        cell(1131, 2111, 4), // with the two: from 1100 to 2111
        cell(2111, 1111, 10), cell(2222, 1111, 1),
    };
    const PublishedFlows published = published_flows(cells, {});
    std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint64_t>> rows;
    for (const PublishedBlock& block : published.blocks) {
        rows.emplace_back(block.figures.origin, block.figures.destination, block.figures.people);
        CHECK(block.figures.incidents == block.figures.people);
        CHECK(block.figures.confidence == 1.0);
    }
    // 10 and 1 people to 1111 fill neither of their two parts: 11 of at most 20.
    CHECK(rows == std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint64_t>>{
                      {1100, 2111, 19}, {1111, 1211, 11}, {1112, 1200, 13}, {2000, 1111, 11}});
    CHECK(published.as_told.people == 11);
    CHECK(published.generalised.cells == 8);
    CHECK(published.suppressed.cells == 0);

    std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint64_t, bool>> states;
    for (const PublishedFlow& flow : flows_at_level(published.blocks, 2)) {
        states.emplace_back(flow.origin, flow.destination, flow.people, flow.generalised);
    }
    CHECK(states == std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint64_t, bool>>{
                        {1100, 1200, 24, false}, {1100, 2100, 19, false}, {2000, 1100, 11, true}});
    // Within one country nobody leaves it.
    CHECK(flows_at_level(published.blocks, 3).size() == 2);
}

TEST_CASE("people count once a figure, an entry of twelve as twelve, one raid as nothing",
          "[disclosure]") {
    MovementCell raid{chain(1111), chain(1211), {{1, 12, 2019, 2020}}, {{1, 1.0}}};
    CHECK(published_flows(std::vector{raid}, {}).blocks.empty());
    raid.people.push_back({2, 1, 2020, 2020});
    raid.people.push_back({1, 12, 2021, 2021}); // the same girls again
    raid.incidents = {{1, 0.5}, {2, 0.5}, {3, 0.5}};
    const PublishedFlows published = published_flows(std::vector{raid}, {});
    REQUIRE(published.blocks.size() == 1);
    const PublishedFlow& figures = published.blocks[0].figures;
    CHECK(figures.people == 13);
    CHECK(figures.incidents == 3);
    CHECK(figures.expected_incidents == 2); // 1.5
    CHECK(figures.confidence == Approx(0.9));
    CHECK_FALSE(figures.first_year); // 13 is less than 21
    CHECK_FALSE(figures.last_year);
}

TEST_CASE("years are those by which K people had moved, not the first and the last of all",
          "[disclosure]") {
    MovementCell dated = cell(1111, 1211, 21);
    for (std::size_t p = 0; p < 21; ++p) {
        dated.people[p].first_year = dated.people[p].last_year =
            2000 + static_cast<std::int32_t>(p);
    }
    const PublishedFlows published = published_flows(std::vector{dated}, {});
    REQUIRE(published.blocks.size() == 1);
    CHECK(published.blocks[0].figures.first_year == 2010);
    CHECK(published.blocks[0].figures.last_year == 2010);
    CHECK(published_flows(std::vector{dated}, {5}).blocks[0].figures.first_year == 2004);
    CHECK(published_flows(std::vector{dated}, {5}).blocks[0].figures.last_year == 2016);
    CHECK(published_flows(std::vector{dated}, {1}).blocks[0].figures.first_year == 2000);
    dated.people[20].first_year.reset();
    CHECK_FALSE(published_flows(std::vector{dated}, {}).blocks[0].figures.first_year);
}

TEST_CASE("every figure at every level is a sum of blocks of K different people",
          "[disclosure][property]") {
    for (unsigned seed = 0; seed < 400; ++seed) {
        CAPTURE(seed);
        InventedTable table = random_table(seed);
        std::mt19937 random(seed);
        // People who move several times, entries of several people, places that are unknown.
        for (MovementCell& c : table.cells) {
            for (CellPerson& person : c.people) {
                person.person = static_cast<std::uint32_t>(random() % 60);
                person.count = 1 + person.person % 7 / 6; // one and the same wherever it stands
            }
            for (CellIncident& incident : c.incidents) {
                incident.incident = static_cast<std::uint32_t>(random() % 40);
            }
            if (random() % 20 == 0) {
                c.origin = {};
            }
        }
        const DisclosureRules rules{1 + random() % 15};
        const PublishedFlows published = published_flows(table.cells, rules);
        for (std::uint32_t b = 0; b < published.blocks.size(); ++b) {
            std::map<std::uint32_t, std::uint64_t> people;
            std::set<std::uint32_t> incidents;
            for (std::size_t c = 0; c < table.cells.size(); ++c) {
                if (published.block_of_cell[c] == b) {
                    CHECK(lies_in(published.blocks[b], table.cells[c].origin[0],
                                  table.cells[c].destination[0]));
                    for (const CellPerson& person : table.cells[c].people) {
                        people[person.person] = person.count;
                    }
                    for (const CellIncident& incident : table.cells[c].incidents) {
                        incidents.insert(incident.incident);
                    }
                }
            }
            std::uint64_t all = 0;
            for (const auto& [person, count] : people) {
                all += count;
            }
            CHECK(published.blocks[b].figures.people == all);
            CHECK(published.blocks[b].figures.incidents == incidents.size());
            CHECK(all >= rules.people);
            CHECK(incidents.size() >= std::min<std::uint64_t>(3, rules.people));
        }
        for (std::size_t level = 0; level < place_levels; ++level) {
            std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> expected;
            for (const PublishedBlock& block : published.blocks) {
                const std::uint32_t o = block.origin[level];
                const std::uint32_t d = block.destination[level];
                if (o != d || block.origin_level > level || block.destination_level > level) {
                    expected[{o, d}] += block.figures.people;
                }
            }
            std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint64_t> found;
            for (const PublishedFlow& flow : flows_at_level(published.blocks, level)) {
                CHECK(found.emplace(std::pair(flow.origin, flow.destination), flow.people).second);
            }
            CHECK(found == expected);
        }
        std::shuffle(table.cells.begin(), table.cells.end(), random);
        const PublishedFlows again = published_flows(table.cells, rules);
        REQUIRE(again.blocks.size() == published.blocks.size());
        for (std::size_t b = 0; b < again.blocks.size(); ++b) {
            CHECK(again.blocks[b].origin == published.blocks[b].origin);
            CHECK(again.blocks[b].destination == published.blocks[b].destination);
            CHECK(again.blocks[b].figures.people == published.blocks[b].figures.people);
        }
    }
}

TEST_CASE("with K of one nothing is lost, and with larger K less is told as it is",
          "[disclosure][property]") {
    for (unsigned seed = 0; seed < 100; ++seed) {
        CAPTURE(seed);
        const InventedTable table = random_table(seed);
        const PublishedFlows all = published_flows(table.cells, {1});
        CHECK(all.blocks.size() == table.cells.size());
        CHECK(all.as_told.cells == table.cells.size());
        std::set<std::pair<std::uint32_t, std::uint32_t>> before;
        for (const PublishedBlock& block : all.blocks) {
            before.emplace(block.origin[0], block.destination[0]);
        }
        for (std::uint64_t k = 2; k < 32; k += 3) {
            std::set<std::pair<std::uint32_t, std::uint32_t>> now;
            for (const PublishedBlock& block : published_flows(table.cells, {k, false}).blocks) {
                if (block.origin_level + block.destination_level == 0) {
                    now.emplace(block.origin[0], block.destination[0]);
                }
            }
            CHECK(std::includes(before.begin(), before.end(), now.begin(), now.end()));
            before = now;
        }
    }
}

TEST_CASE("when fewer than K people are withheld in all, the smallest figure goes with them",
          "[disclosure]") {
    const std::vector<MovementCell> cells{cell(1111, 1211, 20), cell(1211, 1111, 12),
                                          cell(1111, 2111, 3)};
    const PublishedFlows published = published_flows(cells, {});
    REQUIRE(published.blocks.size() == 1);
    CHECK(published.blocks[0].figures.people == 20);
    CHECK(published.complementary.people == 12);
    CHECK(published.suppressed.people == 3);
    CHECK(published.block_of_cell ==
          std::vector<std::uint32_t>{0, PublishedFlows::no_block, PublishedFlows::no_block});
    CHECK(published_flows(cells, {11, false}).blocks.size() == 2);
}

TEST_CASE("tables without anything to publish", "[disclosure]") {
    CHECK(published_flows({}, {}).blocks.empty());
    CHECK(flows_at_level({}, 0).empty());
    const std::vector<MovementCell> nobody{{chain(1111), chain(1211), {}, {{1, 1.0}}},
                                           {{}, chain(1211), {{1, 40, {}, {}}}, {{2, 1.0}}}};
    CHECK(published_flows(nobody, {1}).blocks.empty());
    CHECK(published_flows(nobody, {1}).suppressed.cells == 2);
}

TEST_CASE("what can't be published is refused with what is wrong", "[disclosure]") {
    CHECK_THROWS_AS(published_flows({}, {0}), std::invalid_argument);
    std::vector<MovementCell> cells{cell(1111, 1211, 1), cell(1111, 1212, 1)};
    cells[1].origin[2] = 1200;
    CHECK_THROWS_WITH(published_flows(cells, {}),
                      "published_flows: place 1110 lies in two places of one level");
    CHECK_THROWS_AS(flows_at_level({}, place_levels), std::invalid_argument);
    graph::RunControl stopped;
    stopped.stop_requested = [] { return true; };
    CHECK_THROWS_AS(published_flows(cells, {}, stopped), std::invalid_argument);
    cells.pop_back();
    CHECK_THROWS_AS(published_flows(cells, {}, stopped), graph::Cancelled);
}
