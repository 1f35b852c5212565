// SPDX-License-Identifier: Apache-2.0
#include "graph/case_store.hpp"

#include <algorithm>
#include <cmath>
#include <string>

namespace sandhan::graph {

std::string resolved_person_id(std::uint32_t number) {
    constexpr std::size_t figures = 6;
    std::string text = std::to_string(number);
    text.insert(0, figures - std::min(figures, text.size()), '0');
    return "person:P-" + text;
}

std::string CaseStore::person_id(PersonIndex person) const {
    if (person_entities[person].resolved != 0) {
        return resolved_person_id(person_entities[person].resolved);
    }
    const PersonRow& row = people[person_mentions[person_entities[person].mentions.first]];
    std::string_view first = text(row.id);
    std::string_view second;
    if (row.id == 0) {
        first = text(row.incident != no_index ? incidents[row.incident].id : row.list);
        second = text(row.ref);
    }
    constexpr std::string_view kind = "person:";
    std::string id;
    id.reserve(kind.size() + first.size() + 1 + second.size());
    id += kind;
    id += first;
    if (row.id == 0) {
        id += '/';
        id += second;
    }
    return id;
}

std::string CaseStore::identifier_id(IdentifierIndex identifier) const {
    const IdentifierEntity& entity = identifier_entities[identifier];
    constexpr std::string_view kind = "identifier:";
    const std::string_view type = word_of(entity.type);
    const std::string_view value = text(entity.value);
    std::string id;
    id.reserve(kind.size() + type.size() + 1 + value.size());
    id += kind;
    id += type;
    id += '/';
    id += value;
    return id;
}

PlaceIndex CaseStore::raised(PlaceIndex place, PlaceLevel level) const {
    const PlaceRow& row = places[place];
    const bool resolved = !is_unresolved(place);
    if (place == no_place || (resolved && row.level >= level)) {
        return place;
    }
    for (auto l = static_cast<std::size_t>(level); l < row.parent.size(); ++l) {
        if (row.parent[l] != no_place) {
            return row.parent[l];
        }
    }
    return place;
}

bool CaseStore::is_unresolved(PlaceIndex place) const {
    const MatchStatus status = places[place].status;
    return place != no_place &&
           (status == MatchStatus::ambiguous || status == MatchStatus::unknown);
}

bool CaseStore::holds(PlaceIndex outer, PlaceIndex inner) const {
    if (outer == inner) {
        return true;
    }
    if (is_unresolved(outer)) {
        return false;
    }
    return places[inner].parent[static_cast<std::size_t>(places[outer].level)] == outer;
}

bool may_be_child(const PersonRow& person, const IncidentRow* incident, const FuzzyDate& as_of) {
    constexpr int majority = 18;
    constexpr double days_per_year = 365.2425;
    if (person.minor.value_or(false)) {
        return true;
    }
    if (person.age) {
        return person.age->least < majority;
    }
    const FuzzyDate when = incident && incident->time.is_known() ? incident->time : as_of;
    // As far as "about" may reach: who may be a child is one.
    const FuzzyDate::Days born = person.birth.possible_to();
    const FuzzyDate::Days then = when.possible_from();
    if (born != FuzzyDate::open_end && then != FuzzyDate::open_start) {
        return (static_cast<double>(then) - static_cast<double>(born)) / days_per_year < majority;
    }
    return false;
}

} // namespace sandhan::graph
