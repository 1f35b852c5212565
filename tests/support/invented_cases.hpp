// SPDX-License-Identifier: Apache-2.0
// Incidents made up for tests, the same on every machine, and the store that is made of them.
#pragma once

#include "graph/case_graph.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandhan::tests {

/// A text and what it means: the ids of what holds it, itself at its own level; "" where nothing
/// is known at a level.
struct KnownPlace {
    std::string_view text;
    graph::PlaceLevel level;
    std::array<std::string_view, 4> id; // by PlaceLevel
};

inline constexpr std::string_view parganas = "place:IN-WB/south-24-parganas";
inline constexpr std::array<KnownPlace, 10> known_places{{
    {"Jibantala, South 24 Parganas, West Bengal",
     graph::PlaceLevel::locality,
     {"place:IN-WB/south-24-parganas/jibantala", parganas, "place:IN-WB", "place:IN"}},
    {"Canning, South 24 Parganas, West Bengal",
     graph::PlaceLevel::locality,
     {"place:IN-WB/south-24-parganas/canning", parganas, "place:IN-WB", "place:IN"}},
    {"South 24 Parganas, West Bengal",
     graph::PlaceLevel::district,
     {"", parganas, "place:IN-WB", "place:IN"}},
    {"Howrah, West Bengal",
     graph::PlaceLevel::district,
     {"", "place:IN-WB/howrah", "place:IN-WB", "place:IN"}},
    {"Rajkot, Gujarat",
     graph::PlaceLevel::district,
     {"", "place:IN-GJ/rajkot", "place:IN-GJ", "place:IN"}},
    {"Pune, Maharashtra",
     graph::PlaceLevel::district,
     {"", "place:IN-MH/pune", "place:IN-MH", "place:IN"}},
    {"Gujarat", graph::PlaceLevel::state, {"", "", "place:IN-GJ", "place:IN"}},
    {"West Bengal", graph::PlaceLevel::state, {"", "", "place:IN-WB", "place:IN"}},
    {"Bangladesh", graph::PlaceLevel::country, {"", "", "", "place:BD"}},
    {"India", graph::PlaceLevel::country, {"", "", "", "place:IN"}},
}};

inline graph::PlaceText at(std::string_view text) {
    graph::PlaceText place;
    place.text = text;
    return place;
}

inline graph::FuzzyDate day(int number) { // days since 2020-01-01
    const auto days = graph::days_from_civil(2020, 1, 1) + number;
    return {days, days};
}

inline graph::JourneyStop stop(std::string_view place, std::vector<std::string> people = {}) {
    graph::JourneyStop s;
    s.place = at(place);
    s.people = std::move(people);
    return s;
}

inline graph::Person person(std::string ref, graph::PersonRole role, std::string id = {}) {
    graph::Person p;
    p.ref = std::move(ref);
    p.role = role;
    p.id = std::move(id);
    return p;
}

inline graph::Organisation
organisation(std::string name, graph::OrganisationType type, graph::OrganisationRole role) {
    graph::Organisation o;
    o.ref = name;
    o.name = std::move(name);
    o.type = type;
    o.role = role;
    return o;
}

/// An incident with a victim `v1`, a suspect `s1` and a journey.
inline graph::Incident journey(std::string id, std::initializer_list<std::string_view> places) {
    graph::Incident i;
    i.id = std::move(id);
    i.people = {person("v1", graph::PersonRole::victim), person("s1", graph::PersonRole::suspect)};
    for (const std::string_view place : places) {
        i.journey.push_back(stop(place));
    }
    return i;
}

inline graph::CaseStore store_of(const std::vector<graph::Incident>& incidents,
                                 const graph::FuzzyDate& as_of = {}) {
    graph::CaseStoreBuilder builder(graph::Gazetteer::builtin(), {});
    for (const graph::Incident& incident : incidents) {
        builder.add(incident);
    }
    return builder.finish(as_of);
}

inline graph::CaseGraph graph_of(const graph::CaseStore& store,
                                 graph::PlaceLevel level = graph::PlaceLevel::district,
                                 graph::Disclosure disclosure = graph::Disclosure::protect) {
    return {store, {{}, level, disclosure}};
}

/// Up to `most` incidents in which people, phones, organisations and places meet again and again.
inline std::vector<graph::Incident> invented_incidents(unsigned seed, std::size_t most = 8) {
    using namespace graph;
    std::mt19937 random(seed);
    const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    const auto chance = [&](std::size_t percent) { return below(100) < percent; };
    constexpr std::array roles{PersonRole::victim,      PersonRole::victim,
                               PersonRole::suspect,     PersonRole::recruiter,
                               PersonRole::transporter, PersonRole::possible_victim,
                               PersonRole::official,    PersonRole::relative};
    constexpr std::array organisation_roles{
        OrganisationRole::recruiting_front, OrganisationRole::exploiting,
        OrganisationRole::investigating, OrganisationRole::unknown};
    std::vector<Incident> incidents(below(most + 1));
    for (std::size_t n = 0; n < incidents.size(); ++n) {
        Incident& incident = incidents[n];
        incident.id = "X-" + std::to_string(10 + n);
        if (chance(60)) {
            Source source;
            source.grade =
                Grade{static_cast<char>('A' + below(6)), static_cast<char>('1' + below(6))};
            incident.sources.push_back(source);
        }
        if (chance(50)) {
            incident.reported = day(static_cast<int>(below(900)));
        }
        std::vector<std::string> refs, victims;
        const std::size_t people = 1 + below(4);
        for (std::size_t p = 0; p < people; ++p) {
            Person one = person("p" + std::to_string(p), roles[below(roles.size())]);
            if (chance(50)) {
                one.id = "AG-" + std::to_string(below(5));
            }
            if (chance(50)) {
                one.name = "Name " + std::to_string(below(6));
            }
            if (chance(20)) {
                one.age = AgeRange{static_cast<std::uint8_t>(10 + below(20)), 40};
            }
            one.count.least = static_cast<std::uint32_t>(1 + below(3));
            one.count.most = one.count.least;
            if (chance(30)) {
                one.home = at(known_places[below(known_places.size())].text);
            }
            if (chance(40)) {
                one.identifiers.push_back(
                    {IdentifierType::phone, "+9190000000" + std::to_string(10 + below(4))});
            }
            (one.role == PersonRole::victim ? victims : refs).push_back(one.ref);
            incident.people.push_back(one);
        }
        for (std::size_t o = below(3); o > 0; --o) {
            Organisation one =
                organisation("Firm " + std::to_string(below(3)), OrganisationType::placement_agency,
                             organisation_roles[below(organisation_roles.size())]);
            one.ref = "o" + std::to_string(o);
            refs.push_back(one.ref);
            incident.organisations.push_back(one);
        }
        for (std::size_t s = below(5); s > 0; --s) {
            JourneyStop one = stop(known_places[below(known_places.size())].text);
            if (!victims.empty() && chance(30)) {
                one.people.push_back(victims[below(victims.size())]);
            }
            if (chance(50)) {
                one.mode = static_cast<TransportMode>(below(6));
            }
            if (chance(50)) {
                one.arrived = day(static_cast<int>(below(900)));
                one.departed = one.arrived;
            }
            incident.journey.push_back(one);
        }
        if (chance(30)) {
            IncidentPlace place;
            place.place = at(known_places[below(known_places.size())].text);
            place.role = static_cast<PlaceRole>(below(4));
            incident.places.push_back(place);
        }
        refs.insert(refs.end(), victims.begin(), victims.end());
        for (std::size_t t = below(3); t > 0; --t) {
            Tie tie;
            tie.from = refs[below(refs.size())];
            tie.to = refs[below(refs.size())];
            tie.type = static_cast<TieType>(below(10));
            if (chance(50)) {
                tie.confidence = static_cast<double>(below(5)) / 4.0;
            }
            incident.ties.push_back(tie);
        }
    }
    return incidents;
}

} // namespace sandhan::tests
