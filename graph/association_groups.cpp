// SPDX-License-Identifier: Apache-2.0
#include "graph/association_graph.hpp"
#include "graph/building/association_linker.hpp"
#include "graph/building/disjoint_sets.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <stdexcept>

namespace sandhan::graph {

namespace {

using building::DisjointSets;
using building::distinct;
using building::in_parallel;
using building::Participants;
using building::Sharer;
using building::skip;
using building::Skipped;

/// The groups of an association graph, from the mentions.
class Grouping {
  public:
    Grouping(const CaseSelection& selection, const AssociationOptions& options)
        : m_store(selection.store()), m_incidents(selection.incidents()), m_options(options),
          m_participants(selection, options) {}

    /// Entities that take part, in the order of their ids; returns how many are people.
    Vertex number(std::vector<std::uint32_t>& entity) {
        mark_people();
        mark_organisations();
        entity.reserve(m_person.size() + m_organisation.size());
        number(m_person, entity);
        const auto people = static_cast<Vertex>(entity.size());
        number(m_organisation, entity);
        return people;
    }

    /// The least vertex of each one's group; fills `member`: one of each incident, or no_vertex.
    std::vector<Vertex> join(Vertex n, std::vector<Vertex>& member, std::vector<Skipped>& skipped) {
        DisjointSets sets(n);
        join_incidents(sets, member);
        join_identifiers(sets, skipped);
        skip_organisations(skipped);
        join_similar(sets);
        return sets.roots();
    }

  private:
    /// Marks whoever takes part with 0 where its vertex will stand.
    static void see(Vertex& vertex) {
        const std::atomic_ref<Vertex> seen(vertex);
        if (seen.load(std::memory_order_relaxed) != 0) { // else another's line is left alone
            seen.store(0, std::memory_order_relaxed);
        }
    }

    void mark_people() {
        m_person.assign(m_store.person_entities.size(), no_vertex);
        m_vertex = Table<Vertex>::unset(m_store.people.size());
        const std::span<Vertex> vertex = m_vertex.writable();
        in_parallel(m_store.people.size(), [&](const auto& range) {
            for (std::size_t r = range.begin(); r != range.end(); ++r) {
                const bool present = m_participants.has(m_store.people[r]);
                vertex[r] = present ? 0 : no_vertex;
                if (present) {
                    see(m_person[m_store.people[r].person]);
                }
            }
        });
    }

    void mark_organisations() {
        m_organisation.assign(m_store.organisation_entities.size(), no_vertex);
        in_parallel(m_store.organisations.size(), [&](const auto& range) {
            for (std::size_t r = range.begin(); r != range.end(); ++r) {
                if (m_participants.has(m_store.organisations[r])) {
                    see(m_organisation[m_store.organisations[r].organisation]);
                }
            }
        });
    }

    static void number(std::vector<Vertex>& vertex, std::vector<std::uint32_t>& entity) {
        for (std::uint32_t e = 0; e < vertex.size(); ++e) {
            if (vertex[e] != no_vertex) {
                vertex[e] = static_cast<Vertex>(entity.size());
                entity.push_back(e);
            }
        }
    }

    /// Who takes part in one incident is one group: their stated ties join no others, nor does an
    /// organisation that they share, since it takes part itself.
    void join_incidents(DisjointSets& sets, std::vector<Vertex>& member) {
        const std::span<Vertex> vertex = m_vertex.writable();
        m_sharers.assign(m_organisation.size(), 0);
        member.resize(m_incidents.size());
        in_parallel(m_incidents.size(), [&](const auto& range) {
            for (std::size_t k = range.begin(); k != range.end(); ++k) {
                const IncidentRow& incident = m_store.incidents[m_incidents[k]];
                Vertex first = no_vertex;
                std::uint32_t people = 0;
                const auto meet = [&](Vertex v) {
                    if (first == no_vertex) {
                        first = v;
                    } else {
                        sets.join(first, v);
                    }
                };
                for (std::uint32_t r = incident.people.first;
                     r < incident.people.first + incident.people.count; ++r) {
                    if (vertex[r] != no_vertex) {
                        vertex[r] = m_person[m_store.people[r].person];
                        meet(vertex[r]);
                        ++people;
                    }
                }
                for (const OrganisationRow& row : m_store.organisations_of(incident)) {
                    if (m_participants.has(row)) {
                        meet(m_organisation[row.organisation]);
                        std::atomic_ref<std::uint32_t>(m_sharers[row.organisation])
                            .fetch_add(people, std::memory_order_relaxed);
                    }
                }
                member[k] = first;
            }
        });
        for (std::size_t r = m_store.people.size();
             r > 0 && m_store.people[r - 1].incident == no_index; --r) { // those of lists
            if (vertex[r - 1] != no_vertex) {
                vertex[r - 1] = m_person[m_store.people[r - 1].person];
            }
        }
    }

    void join_identifiers(DisjointSets& sets, std::vector<Skipped>& skipped) {
        constexpr std::size_t at_once = 4096;
        const std::size_t n = m_store.identifier_entities.size();
        std::vector<std::vector<Skipped>> pieces((n + at_once - 1) / at_once);
        tbb::parallel_for(std::size_t{0}, pieces.size(), [&](std::size_t p) {
            std::vector<Sharer> sharers;
            const std::size_t last = std::min(n, (p + 1) * at_once);
            for (std::size_t i = p * at_once; i < last; ++i) {
                const Range holders = m_store.identifier_entities[i].holders;
                if (holders.count < 2) {
                    continue;
                }
                sharers.clear();
                for (const std::uint32_t r : CaseStore::rows(m_store.identifier_holders, holders)) {
                    if (m_vertex[r] != no_vertex) {
                        sharers.emplace_back(m_vertex[r], no_index);
                    }
                }
                if (sharers.size() > m_options.max_sharers && // as few as that may be many mentions
                    distinct(sharers).size() > m_options.max_sharers) {
                    sharers.clear();
                    for (const std::uint32_t r :
                         CaseStore::rows(m_store.identifier_holders, holders)) {
                        if (m_vertex[r] != no_vertex) {
                            sharers.emplace_back(m_vertex[r], m_store.people[r].incident);
                        }
                    }
                    pieces[p].push_back(skip(sharers, ReasonKind::shared_identifier,
                                             static_cast<IdentifierIndex>(i)));
                    continue;
                }
                for (std::size_t s = 1; s < sharers.size(); ++s) {
                    sets.join(sharers[0].first, sharers[s].first);
                }
            }
        });
        for (std::vector<Skipped>& piece : pieces) {
            std::move(piece.begin(), piece.end(), std::back_inserter(skipped));
        }
    }

    void join_similar(DisjointSets& sets) const {
        for (const SimilarPeople& pair : m_options.similar) {
            if (m_person[pair.a] != no_vertex && m_person[pair.b] != no_vertex &&
                pair.probability > 0.0 && pair.probability >= m_options.least_similar) {
                sets.join(m_person[pair.a], m_person[pair.b]);
            }
        }
    }

    void skip_organisations(std::vector<Skipped>& skipped) const {
        std::vector<Sharer> sharers;
        for (OrganisationIndex o = 0; o < m_organisation.size(); ++o) {
            if (m_sharers[o] <= m_options.max_sharers) { // nor are they more when counted once
                continue;
            }
            sharers.clear();
            for (const std::uint32_t m : CaseStore::rows(
                     m_store.organisation_mentions, m_store.organisation_entities[o].mentions)) {
                const OrganisationRow& row = m_store.organisations[m];
                if (!m_participants.has(row)) {
                    continue;
                }
                const Range people = m_store.incidents[row.incident].people;
                for (std::uint32_t r = people.first; r < people.first + people.count; ++r) {
                    if (m_vertex[r] != no_vertex) {
                        sharers.emplace_back(m_vertex[r], row.incident);
                    }
                }
            }
            if (distinct(sharers).size() > m_options.max_sharers) {
                skipped.push_back(skip(sharers, ReasonKind::shared_organisation, o));
            }
        }
    }

    const CaseStore& m_store;
    std::span<const IncidentIndex> m_incidents;
    const AssociationOptions& m_options;
    Participants m_participants;
    std::vector<Vertex> m_person, m_organisation; ///< vertices of entities
    Table<Vertex> m_vertex;                       ///< of each person row that takes part
    std::vector<std::uint32_t> m_sharers;         ///< people beside each organisation, at most
};

/// Sorted, each once.
template <class T>
void settle(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

} // namespace

AssociationGroups::AssociationGroups(const CaseSelection& selection,
                                     const AssociationOptions& options)
    : m_selection(&selection), m_options(options) {
    if (!options.supporting.empty()) {
        throw std::invalid_argument("AssociationGroups: kinds of reasons that only support; make "
                                    "the AssociationGraph");
    }
    Grouping grouping(selection, m_options);
    m_people = grouping.number(m_entity);
    std::vector<Vertex> member;
    std::vector<Skipped> skipped;
    m_first = grouping.join(vertex_count(), member, skipped);
    building::keep(skipped, m_skipped, m_evidence);

    std::vector<std::uint32_t> group_of(vertex_count(), no_index); // by first vertex
    for (Vertex v = 0; v < vertex_count(); ++v) {
        group_of[m_first[v]] = m_first[v] != v ? 0 : group_of[m_first[v]];
    }
    for (Vertex v = 0; v < vertex_count(); ++v) {
        if (group_of[v] != no_index) {
            group_of[v] = static_cast<std::uint32_t>(m_groups.size());
            m_groups.push_back({v, 0, 0, 0});
        }
    }
    for (Vertex v = 0; v < vertex_count(); ++v) {
        if (const std::uint32_t g = group_of[m_first[v]]; g != no_index) {
            ++(v < m_people ? m_groups[g].people : m_groups[g].organisations);
        }
    }
    for (const Vertex v : member) {
        if (v != no_vertex && group_of[m_first[v]] != no_index) {
            ++m_groups[group_of[m_first[v]]].incidents;
        }
    }
}

AssociationGraph AssociationGroups::graph_of(std::span<const Vertex> firsts) const {
    const CaseStore& store = m_selection->store();
    std::vector<unsigned char> asked(vertex_count(), 0);
    for (const Vertex first : firsts) {
        asked[first] = 1;
    }
    building::Scope scope;
    for (Vertex v = 0; v < vertex_count(); ++v) {
        if (asked[m_first[v]] != 0) {
            (v < m_people ? scope.people : scope.organisations).push_back(m_entity[v]);
        }
    }
    std::vector<IdentifierIndex> too_many;
    for (const Reason& reason : m_skipped) { // each kind ascending
        (reason.kind == ReasonKind::shared_identifier ? too_many : scope.not_linking)
            .push_back(reason.detail);
    }
    for (const PersonIndex person : scope.people) {
        for (const std::uint32_t r :
             CaseStore::rows(store.person_mentions, store.person_entities[person].mentions)) {
            for (const IdentifierRow& row :
                 CaseStore::rows(store.identifier_rows, store.people[r].identifiers)) {
                scope.identifiers.push_back(row.identifier);
            }
        }
    }
    settle(scope.identifiers);
    scope.meeting_at = scope.organisations;
    std::erase_if(scope.identifiers, [&](IdentifierIndex i) {
        return std::binary_search(too_many.begin(), too_many.end(), i);
    });

    AssociationGraph::Parts parts;
    building::AssociationLinker linker(*m_selection, m_options, &scope);
    linker.number(parts);
    scope.incidents = parts.incidents_of;
    settle(scope.incidents);
    linker.link(parts);
    return {store, std::move(parts)};
}

} // namespace sandhan::graph
