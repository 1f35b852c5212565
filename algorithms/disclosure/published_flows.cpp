// SPDX-License-Identifier: Apache-2.0
#include "algorithms/disclosure/published_flows.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <queue>
#include <stdexcept>
#include <string>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace sandhan::algorithms {
namespace {

using Cells = std::span<const MovementCell>;

/// Cells that agree in their ends at two levels.
struct DisclosureGroup {
    std::uint64_t people = 0;
    std::uint8_t origin_level = 0, destination_level = 0;
    graph::PlaceIndex origin = graph::no_place, destination = graph::no_place;
    std::vector<std::uint32_t> cells; ///< ascending
};

/// Later in the heap: fewer people; then the origin raised less; then higher numbers.
struct ComesLater {
    bool operator()(const DisclosureGroup& a, const DisclosureGroup& b) const {
        return std::tuple(a.people, a.origin_level, b.origin, b.destination) <
               std::tuple(b.people, b.origin_level, a.origin, a.destination);
    }
};

void require_disclosable(Cells cells, const DisclosureRules& rules) {
    if (rules.people == 0) {
        throw std::invalid_argument("published_flows: K is 0; a figure rests on 1 person or more");
    }
    std::array<std::unordered_map<graph::PlaceIndex, graph::PlaceIndex>, place_levels> above;
    for (const MovementCell& cell : cells) {
        for (const PlaceChain* chain : {&cell.origin, &cell.destination}) {
            for (std::size_t level = 0; level + 1 < place_levels; ++level) {
                const graph::PlaceIndex place = (*chain)[level];
                if (above[level].try_emplace(place, (*chain)[level + 1]).first->second !=
                    (*chain)[level + 1]) {
                    throw std::invalid_argument("published_flows: place " + std::to_string(place) +
                                                " lies in two places of one level");
                }
            }
        }
    }
}

bool is_placed(const MovementCell& cell) {
    return cell.origin.back() != graph::no_place && cell.destination.back() != graph::no_place &&
           cell.origin.front() != graph::no_place && cell.destination.front() != graph::no_place;
}

/// Who stands behind these cells, each once, with the largest count and the hull of years.
std::vector<CellPerson> people_behind(Cells cells, std::span<const std::uint32_t> chosen) {
    std::vector<CellPerson> all;
    for (const std::uint32_t c : chosen) {
        all.insert(all.end(), cells[c].people.begin(), cells[c].people.end());
    }
    std::sort(all.begin(), all.end(),
              [](const CellPerson& a, const CellPerson& b) { return a.person < b.person; });
    std::vector<CellPerson> once;
    for (const CellPerson& entry : all) {
        if (once.empty() || once.back().person != entry.person) {
            once.push_back(entry);
            continue;
        }
        CellPerson& person = once.back();
        person.count = std::max(person.count, entry.count);
        if (entry.first_year && (!person.first_year || *entry.first_year < *person.first_year)) {
            person.first_year = entry.first_year;
        }
        if (entry.last_year && (!person.last_year || *entry.last_year > *person.last_year)) {
            person.last_year = entry.last_year;
        }
    }
    return once;
}

std::uint64_t total_of(std::span<const CellPerson> people) {
    return std::accumulate(
        people.begin(), people.end(), std::uint64_t{0},
        [](std::uint64_t sum, const CellPerson& person) { return sum + person.count; });
}

std::vector<CellIncident> incidents_behind(Cells cells, std::span<const std::uint32_t> chosen) {
    std::vector<CellIncident> all;
    for (const std::uint32_t c : chosen) {
        all.insert(all.end(), cells[c].incidents.begin(), cells[c].incidents.end());
    }
    std::sort(all.begin(), all.end(), [](const CellIncident& a, const CellIncident& b) {
        return std::pair(a.incident, -a.confidence) < std::pair(b.incident, -b.confidence);
    });
    all.erase(std::unique(all.begin(), all.end(),
                          [](const CellIncident& a, const CellIncident& b) {
                              return a.incident == b.incident;
                          }),
              all.end());
    return all;
}

/// The year in which the K-th of them, by what `year` says, had moved; from the other side where
/// `backwards`.
std::optional<std::int32_t> year_of_kth(const std::vector<CellPerson>& people,
                                        std::uint64_t k,
                                        std::optional<std::int32_t> CellPerson::*year,
                                        bool backwards) {
    std::map<std::int32_t, std::uint64_t> count;
    for (const CellPerson& person : people) {
        if (person.first_year && person.last_year) {
            count[backwards ? -*(person.*year) : *(person.*year)] += person.count;
        }
    }
    std::uint64_t seen = 0;
    for (const auto& [key, number] : count) {
        seen += number;
        if (seen >= k) {
            return backwards ? -key : key;
        }
    }
    return std::nullopt;
}

double tenths(double value) { return std::round(value * 10.0) / 10.0; }

/// Parts the cells into blocks.
class DisclosureSearch {
  public:
    DisclosureSearch(Cells cells, const DisclosureRules& rules, const graph::RunControl& control)
        : m_cells(cells), m_rules(rules), m_control(control) {
        m_result.block_of_cell.assign(cells.size(), PublishedFlows::no_block);
        for (std::uint32_t c = 0; c < cells.size(); ++c) {
            if (is_placed(cells[c]) && !cells[c].people.empty()) {
                m_hidden.push_back(c);
            }
        }
    }

    PublishedFlows run() {
        for (std::size_t steps = 0; steps <= 2 * (place_levels - 1); ++steps) {
            m_control.report(steps, 2 * place_levels - 1);
            take_blocks(steps);
        }
        if (m_rules.complementary) {
            withdraw_smallest();
        }
        finish();
        return std::move(m_result);
    }

  private:
    void take_blocks(std::size_t steps) {
        std::vector<DisclosureGroup> found;
        for (std::size_t i = 0; i < place_levels; ++i) {
            if (steps >= i && steps - i < place_levels) {
                m_control.checkpoint();
                add_groups(i, steps - i, found);
            }
        }
        std::priority_queue<DisclosureGroup, std::vector<DisclosureGroup>, ComesLater> heap(
            ComesLater{}, std::move(found));
        while (!heap.empty()) {
            m_control.checkpoint();
            DisclosureGroup group = heap.top();
            heap.pop();
            const auto taken = [&](std::uint32_t c) {
                return m_result.block_of_cell[c] != PublishedFlows::no_block;
            };
            const auto left = std::remove_if(group.cells.begin(), group.cells.end(), taken);
            if (left == group.cells.end()) {
                if (may_be_block(group)) {
                    accept(group);
                }
                continue;
            }
            group.cells.erase(left, group.cells.end());
            group.people = total_of(people_behind(m_cells, group.cells));
            if (group.people >= m_rules.people) {
                heap.push(std::move(group));
            }
        }
        m_hidden.erase(std::remove_if(m_hidden.begin(), m_hidden.end(),
                                      [&](std::uint32_t c) {
                                          return m_result.block_of_cell[c] !=
                                                 PublishedFlows::no_block;
                                      }),
                       m_hidden.end());
    }

    /// Those with K people or more, of the cells that are in no block yet.
    void add_groups(std::size_t i, std::size_t j, std::vector<DisclosureGroup>& found) const {
        std::vector<std::tuple<graph::PlaceIndex, graph::PlaceIndex, std::uint32_t>> keyed;
        keyed.reserve(m_hidden.size());
        for (const std::uint32_t c : m_hidden) {
            keyed.emplace_back(m_cells[c].origin[i], m_cells[c].destination[j], c);
        }
        std::sort(keyed.begin(), keyed.end());
        for (std::size_t first = 0; first < keyed.size();) {
            const auto [origin, destination, cell] = keyed[first];
            DisclosureGroup group{
                0, static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(j), origin, destination,
                {}};
            std::size_t last = first;
            for (; last < keyed.size() && std::get<0>(keyed[last]) == origin &&
                   std::get<1>(keyed[last]) == destination;
                 ++last) {
                group.cells.push_back(std::get<2>(keyed[last]));
            }
            first = last;
            group.people = total_of(people_behind(m_cells, group.cells));
            if (group.people >= m_rules.people) {
                found.push_back(std::move(group));
            }
        }
    }

    [[nodiscard]] bool may_be_block(const DisclosureGroup& group) const {
        if (incidents_behind(m_cells, group.cells).size() < m_rules.incidents()) {
            return false;
        }
        if (!m_rules.complementary) {
            return true;
        }
        return (group.origin_level == 0 && group.destination_level == 0) ||
               room_in(group.cells, group.origin_level, group.destination_level) >=
                   m_rules.protection();
    }

    /// How many more people could stand in its parts, at the next finer level of either end, with
    /// each part still too small to be published: how far a reader is from knowing that they are
    /// full. A part that has K people and was no block for want of room has only that of its own
    /// parts. No deeper than there are levels.
    [[nodiscard]] std::uint64_t
    room_in(const std::vector<std::uint32_t>& cells, std::size_t i, std::size_t j) const {
        std::uint64_t room = std::numeric_limits<std::uint64_t>::max();
        if (i > 0) {
            room = room_of_parts(cells, i - 1, j);
        }
        if (j > 0) {
            room = std::min(room, room_of_parts(cells, i, j - 1));
        }
        return i + j > 0 ? room : 0;
    }

    [[nodiscard]] std::uint64_t
    room_of_parts(const std::vector<std::uint32_t>& cells, std::size_t i, std::size_t j) const {
        std::map<std::pair<graph::PlaceIndex, graph::PlaceIndex>, std::vector<std::uint32_t>> parts;
        for (const std::uint32_t c : cells) {
            parts[{m_cells[c].origin[i], m_cells[c].destination[j]}].push_back(c);
        }
        std::uint64_t room = 0;
        for (const auto& [ends, part] : parts) {
            const std::uint64_t people = total_of(people_behind(m_cells, part));
            room += people < m_rules.people ? m_rules.people - 1 - people : room_in(part, i, j);
        }
        return room;
    }

    void accept(const DisclosureGroup& group) {
        PublishedBlock block;
        block.origin = m_cells[group.cells.front()].origin;
        block.destination = m_cells[group.cells.front()].destination;
        block.origin_level = group.origin_level;
        block.destination_level = group.destination_level;
        std::fill_n(block.origin.begin(), group.origin_level, group.origin);
        std::fill_n(block.destination.begin(), group.destination_level, group.destination);

        const std::vector<CellPerson> people = people_behind(m_cells, group.cells);
        const std::vector<CellIncident> incidents = incidents_behind(m_cells, group.cells);
        PublishedFlow& figures = block.figures;
        figures.origin = group.origin;
        figures.destination = group.destination;
        figures.people = group.people;
        figures.incidents = incidents.size();
        double expected = 0.0;
        double doubt = 1.0;
        for (const CellIncident& incident : incidents) {
            expected += incident.confidence;
            doubt *= 1.0 - incident.confidence;
        }
        figures.expected_incidents = static_cast<std::uint64_t>(std::llround(expected));
        figures.confidence = tenths(1.0 - doubt);
        std::uint64_t dated = 0;
        for (const CellPerson& person : people) {
            dated += person.first_year && person.last_year ? person.count : 0;
        }
        const std::uint64_t k = m_rules.people;
        if (dated >= k && dated - k >= k - 1) {
            figures.first_year = year_of_kth(people, k, &CellPerson::first_year, false);
            figures.last_year = year_of_kth(people, k, &CellPerson::last_year, true);
        }
        const auto number = static_cast<std::uint32_t>(m_result.blocks.size());
        m_result.blocks.push_back(block);
        for (const std::uint32_t c : group.cells) {
            m_result.block_of_cell[c] = number;
        }
    }

    void withdraw_smallest() {
        std::vector<std::uint32_t> hidden;
        for (std::uint32_t c = 0; c < m_cells.size(); ++c) {
            if (m_result.block_of_cell[c] == PublishedFlows::no_block) {
                hidden.push_back(c);
            }
        }
        const std::uint64_t people = total_of(people_behind(m_cells, hidden));
        if (people == 0 || people >= m_rules.people || m_result.blocks.empty()) {
            return;
        }
        const auto order = [](const PublishedBlock& block) {
            return std::tuple(block.figures.people, block.figures.origin, block.figures.destination,
                              block.origin_level, block.destination_level);
        };
        const auto smallest = std::min_element(
            m_result.blocks.begin(), m_result.blocks.end(),
            [&](const PublishedBlock& a, const PublishedBlock& b) { return order(a) < order(b); });
        m_withdrawn = static_cast<std::uint32_t>(smallest - m_result.blocks.begin());
    }

    /// Sorts the blocks, drops the one withdrawn, and counts.
    void finish() {
        std::vector<std::uint32_t> order(m_result.blocks.size());
        std::iota(order.begin(), order.end(), 0);
        const auto key = [&](std::uint32_t b) {
            const PublishedBlock& block = m_result.blocks[b];
            return std::tuple(block.figures.origin, block.figures.destination, block.origin_level,
                              block.destination_level);
        };
        order.erase(std::remove(order.begin(), order.end(), m_withdrawn), order.end());
        std::sort(order.begin(), order.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return key(a) < key(b); });
        std::vector<std::uint32_t> rank(m_result.blocks.size(), PublishedFlows::no_block);
        std::vector<PublishedBlock> sorted;
        for (const std::uint32_t b : order) {
            rank[b] = static_cast<std::uint32_t>(sorted.size());
            sorted.push_back(m_result.blocks[b]);
        }
        for (std::uint32_t c = 0; c < m_cells.size(); ++c) {
            std::uint32_t& at = m_result.block_of_cell[c];
            DisclosureShare* share = &m_result.suppressed;
            if (at != PublishedFlows::no_block) {
                const PublishedBlock& block = m_result.blocks[at];
                const bool whole = block.figures.origin == m_cells[c].origin[0] &&
                                   block.figures.destination == m_cells[c].destination[0];
                share = at == m_withdrawn ? &m_result.complementary
                        : whole           ? &m_result.as_told
                                          : &m_result.generalised;
                at = rank[at];
            }
            ++share->cells;
            const std::uint32_t one[] = {c};
            share->people += total_of(people_behind(m_cells, one));
        }
        m_result.blocks = std::move(sorted);
    }

    Cells m_cells;
    const DisclosureRules& m_rules;
    const graph::RunControl& m_control;
    PublishedFlows m_result;
    std::vector<std::uint32_t> m_hidden; ///< cells with people and places that are in no block yet
    std::uint32_t m_withdrawn = PublishedFlows::no_block;
};

} // namespace

PublishedFlows published_flows(std::span<const MovementCell> cells,
                               const DisclosureRules& rules,
                               const graph::RunControl& control) {
    require_disclosable(cells, rules);
    return DisclosureSearch(cells, rules, control).run();
}

} // namespace sandhan::algorithms
