// SPDX-License-Identifier: Apache-2.0
// From what a user types to a suspect, without a graph of everything where an id is given.
#include "cli/evaluation.hpp"
#include "cli/suspects_questions.hpp"

#include <optional>
#include <string_view>

namespace sandhan::cli {

using graph::AssociationSeed;
using graph::CaseStore;
using graph::EntityKind;

namespace {

/// The person of that id, else of the mention `INCIDENT/REF`: people are sorted by id.
std::optional<std::uint32_t> person_called(const CaseStore& store, std::string_view id) {
    std::uint32_t first = 0;
    auto count = static_cast<std::uint32_t>(store.person_entities.size());
    while (count > 0) {
        const std::uint32_t half = count / 2;
        if (store.person_id(first + half) < id) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    if (first < store.person_entities.size() && store.person_id(first) == id) {
        return first;
    }
    const std::string_view mention = id.substr(std::string_view("person:").size());
    const std::size_t slash = mention.rfind('/');
    if (slash == std::string_view::npos) {
        return std::nullopt;
    }
    const graph::IncidentIndex i = find_incident(store, mention.substr(0, slash));
    if (i == graph::no_index) {
        return std::nullopt;
    }
    for (const graph::PersonRow& row : store.people_of(store.incidents[i])) {
        if (store.text(row.ref) == mention.substr(slash + 1)) {
            return row.person;
        }
    }
    return std::nullopt;
}

std::optional<std::uint32_t> organisation_called(const CaseStore& store, std::string_view id) {
    std::uint32_t first = 0;
    auto count = static_cast<std::uint32_t>(store.organisation_entities.size());
    while (count > 0) {
        const std::uint32_t half = count / 2;
        if (store.organisation_id(first + half) < id) {
            first += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    return first < store.organisation_entities.size() && store.organisation_id(first) == id
               ? std::optional(first)
               : std::nullopt;
}

bool starts_with(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

} // namespace

AssociationSeed find_suspect(const std::string& text,
                             const LoadedCases& cases,
                             const graph::CaseSelection& selection,
                             const graph::AssociationOptions& options,
                             graph::PlaceLevel level) {
    AssociationSeed seed;
    std::optional<std::uint32_t> entity;
    if (starts_with(text, "person:")) {
        entity = person_called(cases.store, text);
    } else if (starts_with(text, "organisation:")) {
        seed.is_person = false;
        entity = organisation_called(cases.store, text);
    }
    // A shielded one answers to a pseudonym only, which the search by name knows.
    if (entity) {
        seed.entity = *entity;
        const auto g = graph::AssociationGraph::around(selection, options, std::span(&seed, 1), 0);
        const bool is_shown =
            seed.is_person ? cases.store.person_entities[*entity].shield == graph::Shield::none ||
                                 selection.disclosure() == graph::Disclosure::reveal
                           : !cases.store.organisation_entities[*entity].shielded;
        if (g.vertex_count() == 1 && is_shown) {
            return seed;
        }
    }
    const graph::AssociationGraph whole(selection, options);
    const graph::CaseGraph cg(selection, level);
    std::vector<Nameable> candidates;
    for (Nameable& one : nameable(cases, cg)) {
        const EntityKind kind = cg.kind(one.vertex);
        if (kind == EntityKind::person || kind == EntityKind::organisation) {
            const graph::Vertex v = whole.find(kind == EntityKind::person, cg.entity(one.vertex));
            if (v != graph::no_vertex) {
                one.vertex = v;
                candidates.push_back(std::move(one));
            }
        }
    }
    const graph::Vertex found = find_entity(text, candidates, nullptr);
    return {whole.is_person(found), whole.entity(found)};
}

} // namespace sandhan::cli
