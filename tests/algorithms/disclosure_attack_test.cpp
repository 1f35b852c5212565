// SPDX-License-Identifier: Apache-2.0
// What a reader who subtracts, who knows the method and the number of all, finds out.
#include "algorithms/disclosure/published_flows.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/disclosure_attacker.hpp"
#include "tests/support/invented_tables.hpp"

#include <algorithm>
#include <array>
#include <map>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;

namespace {

double sum(const std::vector<MovementCell>& cells) {
    double all = 0.0;
    for (const MovementCell& c : cells) {
        all += static_cast<double>(c.people.size());
    }
    return all;
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
