// SPDX-License-Identifier: Apache-2.0
// Who moved from where to where, counted from the records themselves by the definitions of
// docs/output.md, without store, gazetteer or graph. Knows the places of known_places only.
#pragma once

#include "graph/movement_graph.hpp"
#include "tests/support/invented_cases.hpp"

#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sandhan::tests::oracle {

struct Stop {
    const KnownPlace* place;
    std::string id; // at the level asked
    std::vector<const graph::JourneyStop*> records;
};

inline const KnownPlace& known(const std::string& text) {
    for (const KnownPlace& place : known_places) {
        if (place.text == text) {
            return place;
        }
    }
    throw std::logic_error("the oracle does not know " + text);
}

inline std::string id_at(const KnownPlace& place, graph::PlaceLevel level) {
    return std::string(place.id[static_cast<std::size_t>(std::max(level, place.level))]);
}

/// Whether the place with id `outer` is one of those that hold `inner`.
inline bool holds(const std::string& outer, const KnownPlace& inner) {
    return std::find(inner.id.begin(), inner.id.end(), outer) != inner.id.end();
}

/// The stops at a level: one that holds a neighbour is taken into it, until none does.
inline std::vector<Stop> stops(const graph::Incident& incident, graph::PlaceLevel level) {
    std::vector<Stop> all;
    for (const auto& record : incident.journey) {
        const KnownPlace& place = known(record.place.text);
        all.push_back({&place, id_at(place, level), {&record}});
    }
    const auto pass = [&] {
        for (std::size_t i = 0; i + 1 < all.size(); ++i) {
            const bool first_holds = holds(all[i].id, *all[i + 1].place);
            if (first_holds || holds(all[i + 1].id, *all[i].place)) {
                Stop& finer = first_holds ? all[i + 1] : all[i];
                Stop merged{finer.place, finer.id, all[i].records};
                merged.records.insert(merged.records.end(), all[i + 1].records.begin(),
                                      all[i + 1].records.end());
                all[i] = merged;
                all.erase(all.begin() + static_cast<std::ptrdiff_t>(i) + 1);
                return true;
            }
        }
        return false;
    };
    while (pass()) {
    }
    return all;
}

/// Refs named by the records; nothing: nobody is named.
inline std::set<std::string> named(const std::vector<const graph::JourneyStop*>& records) {
    std::set<std::string> refs;
    for (const auto* record : records) {
        refs.insert(record->people.begin(), record->people.end());
    }
    return refs;
}

struct Flow {
    std::set<std::string> incidents;
    std::uint64_t victims = 0;
    double expected = 0.0;
    std::map<graph::TransportMode, std::uint32_t> modes;
    friend bool operator==(const Flow&, const Flow&) = default;
};
using Flows = std::map<std::pair<std::string, std::string>, Flow>;

inline Flows flows(const std::vector<graph::Incident>& incidents,
                   graph::PlaceLevel level,
                   graph::FlowKind kind) {
    Flows all;
    for (const graph::Incident& incident : incidents) {
        const std::vector<Stop> visits = stops(incident, level);
        // Of each pair of places: who passed, by what.
        struct Passed {
            std::set<std::string> refs;
            std::set<graph::TransportMode> modes;
        };
        std::map<std::pair<std::string, std::string>, Passed> passed;
        const auto everyone = [&] {
            std::set<std::string> refs;
            for (const auto& one : incident.people) {
                refs.insert(one.ref);
            }
            return refs;
        };
        const auto or_everyone = [&](std::set<std::string> refs) {
            return refs.empty() ? everyone() : refs;
        };
        const auto add_modes = [](Passed& p, const Stop& to) {
            for (const auto* record : to.records) {
                // How one came here is what the first record that says so tells.
                if (record->mode != graph::TransportMode::unknown) {
                    p.modes.insert(record->mode);
                    return;
                }
            }
        };
        if (kind == graph::FlowKind::ends) {
            if (visits.size() >= 2 && visits.front().id != visits.back().id) {
                Passed& p = passed[{visits.front().id, visits.back().id}];
                std::vector<const graph::JourneyStop*> records;
                for (std::size_t v = 0; v < visits.size(); ++v) {
                    records.insert(records.end(), visits[v].records.begin(),
                                   visits[v].records.end());
                    if (v > 0) {
                        add_modes(p, visits[v]);
                    }
                }
                p.refs = or_everyone(named(records));
            }
        } else {
            for (std::size_t v = 1; v < visits.size(); ++v) {
                Passed& p = passed[{visits[v - 1].id, visits[v].id}];
                const auto from = or_everyone(named(visits[v - 1].records));
                const auto to = or_everyone(named(visits[v].records));
                for (const std::string& ref : from) {
                    if (to.contains(ref)) {
                        p.refs.insert(ref);
                    }
                }
                add_modes(p, visits[v]);
            }
        }
        for (const auto& [pair, p] : passed) {
            Flow& flow = all[pair];
            flow.incidents.insert(incident.id);
            flow.expected += graph::confidence(incident);
            for (const auto& one : incident.people) {
                if (one.role == graph::PersonRole::victim && p.refs.contains(one.ref)) {
                    flow.victims += one.count.least;
                }
            }
            for (const auto mode : p.modes) {
                ++flow.modes[mode];
            }
            if (p.modes.empty()) {
                ++flow.modes[graph::TransportMode::unknown];
            }
        }
    }
    return all;
}

} // namespace sandhan::tests::oracle
