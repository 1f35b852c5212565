// SPDX-License-Identifier: Apache-2.0
#include "graph/building/association_linker.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

namespace sandhan::graph {

using building::Participants;
using building::Scope;

namespace {

template <class T>
void sort_unique(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// From some entities outward, ring by ring.
class Rings {
  public:
    Rings(const CaseSelection& selection, const AssociationOptions& options)
        : m_store(selection.store()), m_options(options), m_participants(selection, options) {
        for (const SimilarPeople& pair : options.similar) {
            if (pair.probability > 0.0) {
                m_similar.emplace_back(pair.a, pair.b);
                m_similar.emplace_back(pair.b, pair.a);
            }
        }
        std::sort(m_similar.begin(), m_similar.end());
    }

    void start(const AssociationSeed& seed) {
        if (seed.is_person) {
            reach_person(seed.entity);
        } else {
            reach_organisation(seed.entity);
        }
    }

    /// Whether the last ring reached anybody.
    [[nodiscard]] bool goes_on() const {
        return !m_next_people.empty() || !m_next_organisations.empty();
    }

    void step() {
        const auto people = std::exchange(m_next_people, {});
        const auto organisations = std::exchange(m_next_organisations, {});
        for (const PersonIndex person : people) {
            leave_person(person);
        }
        for (const OrganisationIndex organisation : organisations) {
            each_incident(organisation, [&](IncidentIndex i) { enter_incident(i); });
        }
    }

    /// Everyone reached, and what may link them.
    [[nodiscard]] Scope scope() const {
        Scope scope;
        scope.people.assign(m_people.begin(), m_people.end());
        scope.organisations.assign(m_organisations.begin(), m_organisations.end());
        for (const PersonIndex person : scope.people) {
            each_row(person, [&](const PersonRow& row) {
                for (const IdentifierRow& held :
                     CaseStore::rows(m_store.identifier_rows, row.identifiers)) {
                    scope.identifiers.push_back(held.identifier);
                }
                if (row.incident != no_index) {
                    for (const OrganisationRow& beside :
                         m_store.organisations_of(m_store.incidents[row.incident])) {
                        if (m_participants.has(beside)) {
                            scope.meeting_at.push_back(beside.organisation);
                        }
                    }
                }
            });
        }
        sort_unique(scope.people);
        sort_unique(scope.organisations);
        sort_unique(scope.identifiers);
        sort_unique(scope.meeting_at);
        return scope;
    }

  private:
    template <class Use>
    void each_row(PersonIndex person, const Use& use) const {
        for (const std::uint32_t r :
             CaseStore::rows(m_store.person_mentions, m_store.person_entities[person].mentions)) {
            if (m_participants.has(m_store.people[r])) {
                use(m_store.people[r]);
            }
        }
    }
    template <class Use>
    void each_incident(OrganisationIndex organisation, const Use& use) const {
        for (const std::uint32_t m :
             CaseStore::rows(m_store.organisation_mentions,
                             m_store.organisation_entities[organisation].mentions)) {
            if (m_participants.has(m_store.organisations[m])) {
                use(m_store.organisations[m].incident);
            }
        }
    }

    void reach_person(PersonIndex person) {
        if (m_people.count(person) == 0) {
            bool present = false;
            each_row(person, [&](const PersonRow&) { present = true; });
            if (present) {
                m_people.insert(person);
                m_next_people.push_back(person);
            }
        }
    }
    void reach_organisation(OrganisationIndex organisation) {
        if (m_organisations.count(organisation) == 0) {
            bool present = false;
            each_incident(organisation, [&](IncidentIndex) { present = true; });
            if (present) {
                m_organisations.insert(organisation);
                m_next_organisations.push_back(organisation);
            }
        }
    }

    void enter_incident(IncidentIndex i) {
        if (!m_incidents.insert(i).second) {
            return;
        }
        for (const PersonRow& row : m_store.people_of(m_store.incidents[i])) {
            if (m_participants.has(row)) {
                reach_person(row.person);
            }
        }
        for (const OrganisationRow& row : m_store.organisations_of(m_store.incidents[i])) {
            if (m_participants.has(row)) {
                reach_organisation(row.organisation);
            }
        }
    }

    /// Reaches those who share something, unless they are too many.
    void reach_sharers(std::vector<PersonIndex>& sharers) {
        sort_unique(sharers);
        if (sharers.size() <= m_options.max_sharers) {
            for (const PersonIndex sharer : sharers) {
                reach_person(sharer);
            }
        }
    }

    void leave_person(PersonIndex person) {
        std::vector<PersonIndex> sharers;
        each_row(person, [&](const PersonRow& row) {
            for (const IdentifierRow& held :
                 CaseStore::rows(m_store.identifier_rows, row.identifiers)) {
                if (!m_identifiers.insert(held.identifier).second) {
                    continue;
                }
                sharers.clear();
                for (const std::uint32_t r :
                     CaseStore::rows(m_store.identifier_holders,
                                     m_store.identifier_entities[held.identifier].holders)) {
                    if (m_participants.has(m_store.people[r])) {
                        sharers.push_back(m_store.people[r].person);
                    }
                }
                reach_sharers(sharers);
            }
            if (row.incident == no_index) {
                return;
            }
            enter_incident(row.incident);
            for (const OrganisationRow& beside :
                 m_store.organisations_of(m_store.incidents[row.incident])) {
                if (!m_participants.has(beside) ||
                    !m_meeting_at.insert(beside.organisation).second) {
                    continue;
                }
                sharers.clear();
                each_incident(beside.organisation, [&](IncidentIndex i) {
                    for (const PersonRow& other : m_store.people_of(m_store.incidents[i])) {
                        if (m_participants.has(other)) {
                            sharers.push_back(other.person);
                        }
                    }
                });
                reach_sharers(sharers);
            }
        });
        for (auto at = std::lower_bound(m_similar.begin(), m_similar.end(),
                                        std::pair(person, PersonIndex{0}));
             at != m_similar.end() && at->first == person; ++at) {
            reach_person(at->second);
        }
    }

    const CaseStore& m_store;
    const AssociationOptions& m_options;
    Participants m_participants;
    std::vector<std::pair<PersonIndex, PersonIndex>> m_similar; ///< both ways, sorted
    std::unordered_set<PersonIndex> m_people;
    std::unordered_set<OrganisationIndex> m_organisations;
    std::unordered_set<IncidentIndex> m_incidents; ///< all of whose members were reached
    std::unordered_set<IdentifierIndex> m_identifiers;
    std::unordered_set<OrganisationIndex> m_meeting_at;
    std::vector<PersonIndex> m_next_people;
    std::vector<OrganisationIndex> m_next_organisations;
};

} // namespace

AssociationGraph AssociationGraph::around(const CaseSelection& selection,
                                          const AssociationOptions& options,
                                          std::span<const AssociationSeed> seeds,
                                          unsigned steps) {
    Rings rings(selection, options);
    for (const AssociationSeed& seed : seeds) {
        rings.start(seed);
    }
    for (unsigned step = 0; step < steps && rings.goes_on(); ++step) {
        rings.step();
    }
    Scope scope = rings.scope();
    Parts parts;
    building::AssociationLinker linker(selection, options, &scope);
    linker.number(parts);
    scope.incidents = parts.incidents_of;
    sort_unique(scope.incidents);
    linker.link(parts);
    return {selection.store(), std::move(parts)};
}

} // namespace sandhan::graph
