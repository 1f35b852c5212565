// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/script_acts.hpp"

#include <algorithm>

namespace sandhan::algorithms {

using graph::CaseStore;
using graph::FuzzyDate;
using graph::IncidentRow;
using graph::PlaceIndex;
using graph::PlaceLevel;
using graph::Side;

namespace {

RoleSet roles_of(graph::PersonRole role) {
    using graph::PersonRole;
    RoleSet set;
    if (role == PersonRole::recruiter) {
        set.add(ScriptRole::recruiter);
    } else if (role == PersonRole::transporter) {
        set.add(ScriptRole::transporter);
    } else if (role == PersonRole::harbourer) {
        set.add(ScriptRole::harbourer);
    } else if (role == PersonRole::exploiter || role == PersonRole::buyer) {
        set.add(ScriptRole::exploiter);
    }
    return set;
}

RoleSet roles_of(graph::OrganisationRole role) {
    using graph::OrganisationRole;
    RoleSet set;
    if (role == OrganisationRole::recruiting_front) {
        set.add(ScriptRole::recruiter);
    } else if (role == OrganisationRole::transporting) {
        set.add(ScriptRole::transporter);
    } else if (role == OrganisationRole::exploiting) {
        set.add(ScriptRole::exploiter);
    }
    return set;
}

/// By what a record says was done to a victim.
RoleSet roles_of(graph::TieType type) {
    using graph::TieType;
    RoleSet set;
    if (type == TieType::recruited) {
        set.add(ScriptRole::recruiter);
    } else if (type == TieType::transported) {
        set.add(ScriptRole::transporter);
    } else if (type == TieType::controls || type == TieType::employs) {
        set.add(ScriptRole::exploiter);
    }
    return set;
}

constexpr unsigned half = 32;

ScriptPlace place_key(PlaceIndex origin, PlaceIndex destination) {
    return (ScriptPlace{origin} << half) | destination;
}

/// no_place where it is not known.
PlaceIndex district_of(const CaseStore& store, PlaceIndex place) {
    const PlaceIndex district = store.raised(place, PlaceLevel::district);
    return district != graph::no_place && !store.is_unresolved(district) &&
                   store.places[district].level == PlaceLevel::district
               ? district
               : graph::no_place;
}

/// Whether two places lie in different districts, or in what is known beyond the district.
bool are_apart(const CaseStore& store, PlaceIndex a, PlaceIndex b) {
    const PlaceIndex x = store.raised(a, PlaceLevel::district);
    const PlaceIndex y = store.raised(b, PlaceLevel::district);
    return x != graph::no_place && y != graph::no_place && !store.is_unresolved(x) &&
           !store.is_unresolved(y) && !store.holds(x, y) && !store.holds(y, x);
}

/// The values of a vocabulary an incident names, as bits; 0, which is unknown, and what is other
/// tell no manner.
template <class Vocabulary>
std::uint64_t bits_of(const CaseStore& store, graph::Range words) {
    std::uint64_t bits = 0;
    for (const std::uint8_t word : CaseStore::rows(store.words, words)) {
        const auto value = static_cast<Vocabulary>(word);
        if (value != Vocabulary::unknown && value != Vocabulary::other) {
            bits |= std::uint64_t{1} << word;
        }
    }
    return bits;
}

} // namespace

PlaceIndex origin_of(ScriptPlace place) { return static_cast<PlaceIndex>(place >> half); }

PlaceIndex destination_of(ScriptPlace place) {
    return static_cast<PlaceIndex>(place & 0xffffffffU);
}

void played_in(const CaseStore& store, const IncidentRow& incident, std::vector<Played>& played) {
    played.clear();
    const auto person = [&](const graph::PersonRow& row, RoleSet roles) {
        if (!roles.empty() && side_of(row.role) == Side::offending) {
            played.push_back({{false, row.person}, roles});
        }
    };
    const auto organisation = [&](const graph::OrganisationRow& row, RoleSet roles) {
        if (!roles.empty() && side_of(row.type, row.role) == Side::offending) {
            played.push_back({{true, row.organisation}, roles});
        }
    };
    for (const graph::PersonRow& row : store.people_of(incident)) {
        person(row, roles_of(row.role));
    }
    for (const graph::OrganisationRow& row : store.organisations_of(incident)) {
        organisation(row, roles_of(row.role));
    }
    for (const graph::TieRow& tie : store.ties_of(incident)) {
        if (!tie.to.is_person || side_of(store.people[tie.to.row].role) != Side::victim) {
            continue;
        }
        if (tie.from.is_person) {
            person(store.people[tie.from.row], roles_of(tie.type));
        } else {
            organisation(store.organisations[tie.from.row], roles_of(tie.type));
        }
    }
}

void script_places(const CaseStore& store,
                   const IncidentRow& incident,
                   ScriptRole role,
                   std::vector<ScriptPlace>& places) {
    places.clear();
    const auto add = [&](PlaceIndex place) {
        if (const PlaceIndex here = district_of(store, place); here != graph::no_place) {
            places.push_back(place_key(here, graph::no_place));
        }
    };
    const auto stops = store.stops_of(incident);
    const auto add_scenes = [&](graph::PlaceRole wanted) {
        for (const auto& scene : store.places_of(incident)) {
            if (scene.role == wanted) {
                add(scene.place);
            }
        }
    };
    switch (role) {
    case ScriptRole::recruiter:
        add_scenes(graph::PlaceRole::recruited_at);
        if (places.empty() && !stops.empty()) {
            add(stops.front().place);
        }
        break;
    case ScriptRole::transporter:
        if (stops.size() > 1) {
            const PlaceIndex from = district_of(store, stops.front().place);
            const PlaceIndex to = district_of(store, stops.back().place);
            if (from != graph::no_place && to != graph::no_place && from != to) {
                places.push_back(place_key(from, to));
            }
        }
        break;
    case ScriptRole::harbourer:
        for (std::size_t s = 1; s + 1 < stops.size(); ++s) {
            add(stops[s].place);
        }
        if (places.empty() && stops.size() > 1) {
            add(stops.back().place);
        }
        break;
    case ScriptRole::exploiter:
        add_scenes(graph::PlaceRole::exploited_at);
        if (places.empty() && stops.size() > 1) {
            add(stops.back().place);
        }
        break;
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
}

std::uint64_t manner_of(const CaseStore& store, const IncidentRow& incident, ScriptRole role) {
    std::uint64_t bits = 0;
    switch (role) {
    case ScriptRole::recruiter:
        return bits_of<graph::Recruitment>(store, incident.recruitment);
    case ScriptRole::exploiter:
        return bits_of<graph::Exploitation>(store, incident.exploitation);
    case ScriptRole::transporter:
        for (const graph::StopRow& stop : store.stops_of(incident)) {
            if (stop.mode != graph::TransportMode::unknown) {
                bits |= std::uint64_t{1} << static_cast<unsigned>(stop.mode);
            }
        }
        return bits;
    case ScriptRole::harbourer:
        return 0;
    }
    return bits;
}

bool is_told(const CaseStore& store, const IncidentRow& incident, ScriptRole role) {
    const auto has_scene = [&](graph::PlaceRole wanted) {
        const auto scenes = store.places_of(incident);
        return std::any_of(scenes.begin(), scenes.end(),
                           [&](const auto& scene) { return scene.role == wanted; });
    };
    const auto says = [&](graph::Range words) {
        const auto all = CaseStore::rows(store.words, words);
        return std::any_of(all.begin(), all.end(), [](std::uint8_t word) { return word != 0; });
    };
    const auto stops = store.stops_of(incident);
    switch (role) {
    case ScriptRole::recruiter:
        return says(incident.recruitment) || has_scene(graph::PlaceRole::recruited_at);
    case ScriptRole::transporter:
        return std::any_of(stops.begin(), stops.end(), [&](const auto& a) {
            return std::any_of(stops.begin(), stops.end(),
                               [&](const auto& b) { return are_apart(store, a.place, b.place); });
        });
    case ScriptRole::harbourer:
        return stops.size() > 1 &&
               std::any_of(stops.begin() + 1, stops.end(), [](const auto& stop) {
                   return stop.role == graph::StopRole::transit ||
                          (stop.arrived.is_known() && stop.departed.is_known() &&
                           stop.departed.after(stop.arrived) == graph::Certainty::certain);
               });
    case ScriptRole::exploiter:
        return says(incident.exploitation) || has_scene(graph::PlaceRole::exploited_at);
    }
    return false;
}

std::optional<FuzzyDate::Days> middle_day(const IncidentRow& incident, std::uint32_t window_days) {
    const FuzzyDate& time = incident.time;
    if (time.earliest() == FuzzyDate::open_start || time.latest() == FuzzyDate::open_end) {
        return std::nullopt;
    }
    const std::int64_t span = std::int64_t{time.latest()} - time.earliest();
    if (span > 2 * std::int64_t{window_days}) {
        return std::nullopt;
    }
    return static_cast<FuzzyDate::Days>(time.earliest() + span / 2);
}

} // namespace sandhan::algorithms
