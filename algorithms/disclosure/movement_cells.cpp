// SPDX-License-Identifier: Apache-2.0
#include "algorithms/disclosure/movement_cells.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {
namespace {

using graph::PlaceIndex;
using graph::PlaceLevel;

PlaceChain chain_of(const graph::CaseStore& store, PlaceIndex place) {
    PlaceChain chain{};
    PlaceIndex at = place;
    for (std::size_t level = 0; level < place_levels; ++level) {
        at = store.raised(at, static_cast<PlaceLevel>(level));
        chain[level] = at;
    }
    PlaceIndex coarser = graph::no_place;
    for (std::size_t level = place_levels; level-- > 0;) {
        if (store.is_unresolved(chain[level])) {
            chain[level] = coarser;
        }
        coarser = chain[level];
    }
    return chain;
}

std::optional<std::int32_t> year_of(graph::FuzzyDate::Days day) {
    if (day == graph::FuzzyDate::open_start || day == graph::FuzzyDate::open_end) {
        return std::nullopt;
    }
    const std::chrono::sys_days date{std::chrono::days{day}};
    return static_cast<int>(std::chrono::year_month_day(date).year());
}

/// A leg of one incident, however often it was taken.
struct LegTaken {
    graph::FuzzyDate time;
    graph::Travellers travellers;
};

} // namespace

std::vector<MovementCell> movement_cells(const graph::Journeys& journeys,
                                         const graph::RunControl& control) {
    const graph::CaseStore& store = journeys.store();
    std::map<std::pair<PlaceIndex, PlaceIndex>, MovementCell> cells;
    std::map<std::pair<PlaceIndex, PlaceIndex>, LegTaken> legs; // of the incident at hand
    for (std::size_t k = 0; k < journeys.incidents().size(); ++k) {
        if (k % graph::Journeys::piece_incidents == 0) {
            control.checkpoint();
            control.report(k, journeys.incidents().size());
        }
        const auto visits = journeys.visits(k);
        legs.clear();
        for (std::size_t v = 1; v < visits.size(); ++v) {
            const graph::Visit& from = visits[v - 1];
            const graph::Visit& to = visits[v];
            graph::FuzzyDate time = from.departed.hull(to.arrived);
            if (!time.is_known()) {
                time = from.arrived.hull(to.departed);
            }
            const graph::Travellers travellers = graph::common(from.people, to.people);
            const auto [at, is_new] =
                legs.try_emplace({from.place, to.place}, LegTaken{time, travellers});
            if (!is_new) {
                LegTaken& leg = at->second;
                leg.time = leg.time.hull(time);
                leg.travellers = leg.travellers && travellers
                                     ? graph::joined(leg.travellers, travellers)
                                     : std::nullopt;
            }
        }
        const graph::IncidentIndex index = journeys.incidents()[k];
        const graph::IncidentRow& incident = store.incidents[index];
        for (const auto& [ends, leg] : legs) {
            const auto [at, is_new] = cells.try_emplace(ends);
            MovementCell& cell = at->second;
            if (is_new) {
                cell.origin = chain_of(store, ends.first);
                cell.destination = chain_of(store, ends.second);
            }
            cell.incidents.push_back({index, incident.confidence});
            for (std::uint32_t p = 0; p < incident.people.count; ++p) {
                const std::uint32_t row = incident.people.first + p;
                const graph::PersonRow& person = store.people[row];
                const bool travelled =
                    !leg.travellers ||
                    std::binary_search(leg.travellers->begin(), leg.travellers->end(), row);
                if (travelled && person.role == graph::PersonRole::victim &&
                    person.count.least > 0) {
                    cell.people.push_back({person.person, person.count.least,
                                           year_of(leg.time.earliest()),
                                           year_of(leg.time.latest())});
                }
            }
        }
    }
    std::vector<MovementCell> sorted;
    sorted.reserve(cells.size());
    for (auto& [ends, cell] : cells) {
        std::sort(cell.people.begin(), cell.people.end(),
                  [](const CellPerson& a, const CellPerson& b) {
                      return std::tuple(a.person, a.count, a.first_year, a.last_year) <
                             std::tuple(b.person, b.count, b.first_year, b.last_year);
                  });
        sorted.push_back(std::move(cell));
    }
    std::sort(sorted.begin(), sorted.end(), [](const MovementCell& a, const MovementCell& b) {
        return std::pair(a.origin, a.destination) < std::pair(b.origin, b.destination);
    });
    return sorted;
}

} // namespace sandhan::algorithms
