// SPDX-License-Identifier: Apache-2.0
#include "cli/entities.hpp"

#include <algorithm>
#include <cmath>

namespace sandhan::cli {

using graph::EntityKind;

std::string id_of(const LoadedCases& cases, EntityKind kind, std::uint32_t entity) {
    const graph::Protection& names = *cases.protection;
    switch (kind) {
    case EntityKind::person:
        return names.person_id(entity);
    case EntityKind::place:
        return names.place_id(entity);
    case EntityKind::organisation:
        return names.organisation_id(entity);
    case EntityKind::incident:
        return names.incident_id(entity);
    case EntityKind::identifier:
        return names.identifier_id(entity);
    }
    return {};
}

std::string label_of(const LoadedCases& cases, EntityKind kind, std::uint32_t entity) {
    const graph::Protection& names = *cases.protection;
    switch (kind) {
    case EntityKind::person:
        return names.person_label(entity);
    case EntityKind::place:
        return names.place_label(entity);
    case EntityKind::organisation:
        return names.organisation_label(entity);
    case EntityKind::incident:
        return names.incident_label(entity);
    case EntityKind::identifier:
        return names.identifier_label(entity);
    }
    return {};
}

io::Record entity_record(const LoadedCases& cases, EntityKind kind, std::uint32_t entity) {
    io::Record record{{"id", id_of(cases, kind, entity)}, {"label", label_of(cases, kind, entity)}};
    if (kind == EntityKind::place) {
        const graph::PlaceRow& place = cases.store.places[entity];
        // The point of an unresolved place is as telling as its name.
        const bool shown = !cases.store.is_unresolved(entity) ||
                           cases.protection->disclosure() == graph::Disclosure::reveal;
        record.emplace_back("lat", shown ? io::Value(place.latitude) : io::Value());
        record.emplace_back("lon", shown ? io::Value(place.longitude) : io::Value());
    }
    return record;
}

io::List evidence_list(const graph::CaseStore& store,
                       std::span<const graph::IncidentIndex> incidents) {
    io::List ids;
    ids.reserve(incidents.size());
    for (const graph::IncidentIndex i : incidents) { // incidents are numbered in the order of ids
        ids.emplace_back(store.text(store.incidents[i].id));
    }
    return ids;
}

io::Value first_day(const graph::FuzzyDate& date) {
    return date.earliest() == graph::FuzzyDate::open_start
               ? io::Value()
               : io::Value(graph::iso_day(date.earliest()));
}

io::Value last_day(const graph::FuzzyDate& date) {
    return date.latest() == graph::FuzzyDate::open_end ? io::Value()
                                                       : io::Value(graph::iso_day(date.latest()));
}

std::vector<Nameable> nameable(const LoadedCases& cases, const graph::CaseGraph& g) {
    const graph::CaseStore& store = cases.store;
    const bool reveal = cases.protection->disclosure() == graph::Disclosure::reveal;
    std::vector<Nameable> all;
    all.reserve(g.vertex_count());
    for (graph::Vertex v = 0; v < g.vertex_count(); ++v) {
        const std::uint32_t entity = g.entity(v);
        Nameable one{id_of(cases, g.kind(v), entity), label_of(cases, g.kind(v), entity), {}, v};
        if (g.kind(v) == EntityKind::person) {
            const graph::PersonEntity& person = store.person_entities[entity];
            for (const std::uint32_t m :
                 graph::CaseStore::rows(store.person_mentions, person.mentions)) {
                const graph::PersonRow& row = store.people[m];
                const graph::StringId list =
                    row.incident == graph::no_index ? row.list : store.incidents[row.incident].id;
                one.other.push_back("person:" + std::string(store.text(list)) + "/" +
                                    std::string(store.text(row.ref)));
                if (person.shield == graph::Shield::none || reveal) {
                    one.other.emplace_back(store.text(row.id));
                    one.other.emplace_back(store.text(row.name));
                    for (const graph::StringId alias :
                         graph::CaseStore::rows(store.texts, row.aliases)) {
                        one.other.emplace_back(store.text(alias));
                    }
                }
            }
        } else if (g.kind(v) == EntityKind::place) {
            one.other.emplace_back(store.text(store.places[entity].name));
        } else if (g.kind(v) == EntityKind::incident) {
            one.other.emplace_back(store.text(store.incidents[entity].id));
        } else if (g.kind(v) == EntityKind::identifier &&
                   (!store.identifier_entities[entity].shielded || reveal)) {
            one.other.emplace_back(store.text(store.identifier_entities[entity].value));
        }
        all.push_back(std::move(one));
    }
    return all;
}

namespace {

/// The only match, nothing when there is none; several are listed in a UsageError.
std::optional<graph::Vertex> only(const std::string& text, std::vector<const Nameable*> matches) {
    if (matches.empty()) {
        return std::nullopt;
    }
    if (matches.size() == 1) {
        return matches.front()->vertex;
    }
    constexpr std::size_t listed = 10;
    std::sort(matches.begin(), matches.end(),
              [](const Nameable* a, const Nameable* b) { return a->id < b->id; });
    std::string message = "\"" + text + "\" may be " + std::to_string(matches.size()) +
                          " entities; give the id of one:";
    for (std::size_t i = 0; i < std::min(listed, matches.size()); ++i) {
        message += "\n  " + matches[i]->id + "  (" + matches[i]->label + ")";
    }
    if (matches.size() > listed) {
        message += "\n  and " + std::to_string(matches.size() - listed) + " more";
    }
    throw UsageError(message);
}

template <class Test>
std::vector<const Nameable*> matching(std::span<const Nameable> all, Test test) {
    std::vector<const Nameable*> matches;
    for (const Nameable& one : all) {
        if (test(one)) {
            matches.push_back(&one);
        }
    }
    return matches;
}

} // namespace

graph::Vertex find_entity(const std::string& text,
                          std::span<const Nameable> all,
                          const graph::Gazetteer* gazetteer) {
    const auto has = [](const Nameable& one, const std::string& name) {
        return std::find(one.other.begin(), one.other.end(), name) != one.other.end();
    };
    if (const auto v = only(text, matching(all, [&](const Nameable& one) {
                                return one.id == text || has(one, text);
                            }))) {
        return *v;
    }
    if (gazetteer != nullptr) {
        const graph::Resolution place = gazetteer->resolve(text);
        if (place.status != graph::MatchStatus::unknown &&
            place.status != graph::MatchStatus::ambiguous) {
            if (const auto v = only(text, matching(all, [&](const Nameable& one) {
                                        return one.id == place.place.id;
                                    }))) {
                return *v;
            }
        }
    }
    const std::string wanted = graph::folded(text);
    if (wanted.empty()) {
        throw UsageError("\"" + text + "\": give an id or a name");
    }
    if (const auto v = only(text, matching(all, [&](const Nameable& one) {
                                return graph::folded(one.label) == wanted ||
                                       std::any_of(one.other.begin(), one.other.end(),
                                                   [&](const std::string& name) {
                                                       return graph::folded(name) == wanted;
                                                   });
                            }))) {
        return *v;
    }
    if (const auto v = only(text, matching(all, [&](const Nameable& one) {
                                return graph::folded(one.label).find(wanted) != std::string::npos;
                            }))) {
        return *v;
    }
    throw UsageError("nothing here is called \"" + text +
                     "\"; give an id as the other commands print it, such as place:IN-GJ/rajkot");
}

Included parse_include(const std::string& text) {
    Included included;
    for (const std::string& word : split_words(text)) {
        if (word == "responders") {
            included.responders = true;
        } else if (word == "victims") {
            included.victims = true;
        } else {
            throw UsageError("--include " + word + ": must be responders, victims, or both");
        }
    }
    return included;
}

} // namespace sandhan::cli
