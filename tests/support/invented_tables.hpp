// SPDX-License-Identifier: Apache-2.0
// Tables of movement between a few places whose numbers tell what holds them.
#pragma once

#include "algorithms/disclosure/published_flows.hpp"

#include <random>
#include <set>
#include <vector>

namespace sandhan::tests {

using algorithms::MovementCell;
using algorithms::PlaceChain;
using algorithms::PublishedBlock;

/// 1000 a country, 100 a state, 10 a district, the locality: 1234 lies in 1230, 1200, 1000. A
/// number that ends in zeros is a place told no finer.
inline PlaceChain chain(std::uint32_t place) {
    return {place, place / 10 * 10, place / 100 * 100, place / 1000 * 1000};
}

struct InventedTable {
    std::vector<std::uint32_t> places;
    std::vector<MovementCell> cells;
};

/// A cell of people who move nowhere else, each of an incident of their own.
inline MovementCell cell(std::uint32_t origin, std::uint32_t destination, std::uint64_t people) {
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
inline InventedTable random_table(unsigned seed) {
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

inline bool lies_in(const PublishedBlock& block, std::uint32_t origin, std::uint32_t destination) {
    return chain(origin)[block.origin_level] == block.figures.origin &&
           chain(destination)[block.destination_level] == block.figures.destination;
}

} // namespace sandhan::tests
