// SPDX-License-Identifier: Apache-2.0
#include "algorithms/disclosure/published_flows.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_tables.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <tuple>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;

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
