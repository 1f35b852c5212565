// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/timed_view.hpp"

#include <stdexcept>
#include <string>
#include <tuple>

namespace sandhan::algorithms::internal {

namespace {

struct Wait {
    std::uint32_t place;
    std::uint64_t with; ///< an entity, or an incident above all entities
    std::uint32_t hop;
    [[nodiscard]] auto key() const { return std::tie(place, with); }
};

/// The slots of joined legs: (place, entity) pairs with which some hop departs.
void join_slots(TimedView& view, std::span<const std::uint32_t> order) {
    const std::vector<TimedLeg>& legs = view.timetable->legs;
    const auto each_key = [&](std::uint32_t h, auto use) {
        const graph::Range range = legs[h].entities;
        for (std::uint32_t i = 0; i < range.count; ++i) {
            use(std::uint64_t{view.timetable->entities[range.first + i]});
        }
        use((std::uint64_t{1} << 32U) + legs[h].incident);
    };
    std::vector<Wait> waits;
    for (const std::uint32_t h : order) {
        each_key(h, [&](std::uint64_t with) { waits.push_back({view.hops[h].from, with, h}); });
    }
    std::stable_sort(waits.begin(), waits.end(),
                     [](const Wait& a, const Wait& b) { return a.key() < b.key(); });
    std::vector<Wait> slots;
    for (std::size_t i = 0; i < waits.size(); ++i) {
        if (i == 0 || waits[i].key() != waits[i - 1].key()) {
            view.waiting.first.push_back(static_cast<std::uint32_t>(i));
            slots.push_back(waits[i]);
        }
        view.waiting.items.push_back(waits[i].hop);
    }
    view.waiting.first.push_back(static_cast<std::uint32_t>(waits.size()));
    std::vector<std::uint32_t> all_waits(waits.size());
    std::vector<std::uint32_t> slot_of(waits.size());
    for (std::uint32_t s = 0; s < slots.size(); ++s) {
        for (std::uint32_t i = view.waiting.first[s]; i < view.waiting.first[s + 1]; ++i) {
            all_waits[i] = i;
            slot_of[i] = s;
        }
    }
    view.joined_waits =
        rows_of(view.hops.size(), all_waits, [&](std::uint32_t i) { return waits[i].hop; });
    for (std::uint32_t& item : view.joined_waits.items) {
        item = slot_of[item];
    }
    for (std::uint32_t h = 0; h < view.hops.size(); ++h) {
        view.arrival.first.push_back(static_cast<std::uint32_t>(view.arrival.items.size()));
        each_key(h, [&](std::uint64_t with) {
            const Wait wanted{view.hops[h].to, with, h};
            const auto at =
                std::lower_bound(slots.begin(), slots.end(), wanted,
                                 [](const Wait& a, const Wait& b) { return a.key() < b.key(); });
            if (at != slots.end() && at->key() == wanted.key()) {
                view.arrival.items.push_back(static_cast<std::uint32_t>(at - slots.begin()));
            }
        });
    }
    view.arrival.first.push_back(static_cast<std::uint32_t>(view.arrival.items.size()));
}

} // namespace

TimedView::TimedView(const TimedLegs& all, const ChainRules& rules, bool backward)
    : least_dwell(rules.least_dwell), most_dwell(most_wait(rules.most_dwell)), joined(rules.joined),
      timetable(&all) {
    hops.reserve(all.legs.size());
    for (const TimedLeg& leg : all.legs) {
        places = std::max({places, leg.origin + 1, leg.destination + 1});
        const Time df = time_of(leg.departs.earliest);
        const Time dt = time_of(leg.departs.latest);
        const Time af = time_of(leg.arrives.earliest);
        const Time at = time_of(leg.arrives.latest);
        hops.push_back(
            backward
                ? Hop{-at, -af, -dt, -df, leg.destination, leg.origin, leg.incident, ~leg.position}
                : Hop{df, dt, af, at, leg.origin, leg.destination, leg.incident, leg.position});
    }
    const std::vector<std::uint32_t> order =
        sorted_by(hops.size(), [&](std::uint32_t h) { return hops[h].departs_from; });
    if (joined) {
        join_slots(*this, order);
        return;
    }
    waiting = rows_of(places, order, [&](std::uint32_t h) { return hops[h].from; });
    arrival.first.resize(hops.size() + 1);
    arrival.items.resize(hops.size());
    for (std::uint32_t h = 0; h < hops.size(); ++h) {
        arrival.first[h + 1] = h + 1;
        arrival.items[h] = hops[h].to;
    }
}

std::vector<unsigned char>
flags_of(std::span<const graph::PlaceIndex> places, std::uint32_t count, const char* kernel) {
    std::vector<unsigned char> flags(count, 0);
    for (const graph::PlaceIndex place : places) {
        if (place == graph::no_place) {
            throw std::invalid_argument(std::string(kernel) + ": 0 is no place");
        }
        if (place < count) { // no leg touches it, else
            flags[place] = 1;
        }
    }
    return flags;
}

bool is_itinerary(const TimedView& view, std::span<const std::uint32_t> chain) {
    for (std::size_t i = 1; i < chain.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (excludes(view.hops[chain[j]], view.hops[chain[i]])) {
                return false;
            }
        }
    }
    return true;
}

} // namespace sandhan::algorithms::internal
