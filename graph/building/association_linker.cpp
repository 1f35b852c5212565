// SPDX-License-Identifier: Apache-2.0
#include "graph/building/association_linker.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>

namespace sandhan::graph::building {

namespace {

bool meet(std::span<const IncidentIndex> x, std::span<const IncidentIndex> y) {
    for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
        if (x[i] == y[j]) {
            return true;
        }
        x[i] < y[j] ? ++i : ++j;
    }
    return false;
}

} // namespace

void AssociationLinker::number(AssociationTables& parts) {
    const auto each = [&](const auto& entities, const auto& mentions, const auto& rows,
                          const std::vector<std::uint32_t>* only, std::vector<Vertex>& vertex_of) {
        vertex_of.assign(entities.size(), no_vertex);
        const auto take = [&](std::uint32_t entity) {
            bool present = false;
            const std::size_t before = parts.incidents_of.size();
            for (const std::uint32_t r : CaseStore::rows(mentions, entities[entity].mentions)) {
                if (!takes_part(rows[r])) {
                    continue;
                }
                present = true;
                const IncidentIndex i = rows[r].incident; // mentions come in their order
                if (i != no_index &&
                    (parts.incidents_of.size() == before || parts.incidents_of.back() != i)) {
                    parts.incidents_of.push_back(i);
                }
            }
            if (present) {
                vertex_of[entity] = static_cast<Vertex>(parts.entity.size());
                parts.entity.push_back(entity);
                parts.incidents_offset.push_back(
                    static_cast<std::uint32_t>(parts.incidents_of.size()));
            }
        };
        if (only != nullptr) {
            std::for_each(only->begin(), only->end(), take);
            return;
        }
        for (std::uint32_t entity = 0; entity < entities.size(); ++entity) {
            take(entity);
        }
    };
    each(m_store.person_entities, m_store.person_mentions, m_store.people,
         m_scope != nullptr ? &m_scope->people : nullptr, m_person);
    parts.people = static_cast<Vertex>(parts.entity.size());
    each(m_store.organisation_entities, m_store.organisation_mentions, m_store.organisations,
         m_scope != nullptr ? &m_scope->organisations : nullptr, m_organisation);
    m_parts = &parts;
    m_vertices = static_cast<Vertex>(parts.entity.size());
}

void AssociationLinker::members_of(IncidentIndex index, std::vector<Vertex>& members) const {
    members.clear();
    const IncidentRow& incident = m_store.incidents[index];
    for (const PersonRow& row : m_store.people_of(incident)) {
        if (takes_part(row)) {
            members.push_back(vertex_of(row));
        }
    }
    for (const OrganisationRow& row : m_store.organisations_of(incident)) {
        if (takes_part(row)) {
            members.push_back(vertex_of(row));
        }
    }
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
}

void AssociationLinker::link_tie(IncidentIndex index, const TieRow& tie, Links& links) const {
    // By the side of this mention: a victim of one case may have recruited in another.
    const auto vertex = [&](const Party& party) {
        if (party.is_person) {
            const PersonRow& person = m_store.people[party.row];
            return takes_part(person) ? m_person[person.person] : no_vertex;
        }
        const OrganisationRow& organisation = m_store.organisations[party.row];
        return takes_part(organisation) ? m_organisation[organisation.organisation] : no_vertex;
    };
    const Vertex from = vertex(tie.from);
    const Vertex to = vertex(tie.to);
    if (from != no_vertex && to != no_vertex && tie.confidence > 0.0) {
        add(links, from, to, ReasonKind::stated_tie, static_cast<std::uint32_t>(tie.type), index,
            tie.confidence);
    }
}

void AssociationLinker::link_incident(IncidentIndex index,
                                      std::vector<Vertex>& members,
                                      Links& links) const {
    members_of(index, members);
    for (std::size_t x = 0; x < members.size() && !is_outside(members[x]); ++x) {
        for (std::size_t y = x + 1; y < members.size() && !is_outside(members[y]); ++y) {
            add(links, members[x], members[y], ReasonKind::shared_incident, no_index, index,
                1.0 / static_cast<double>(members.size() - 1));
        }
    }
    for (const TieRow& tie : m_store.ties_of(m_store.incidents[index])) {
        link_tie(index, tie, links);
    }
}

/// Who stands in an incident with an organisation.
void AssociationLinker::meet_at(OrganisationIndex organisation,
                                std::vector<Vertex>& members,
                                std::vector<Sharer>& sharers) const {
    sharers.clear();
    IncidentIndex last = no_index;
    for (const std::uint32_t m : CaseStore::rows(
             m_store.organisation_mentions, m_store.organisation_entities[organisation].mentions)) {
        const OrganisationRow& row = m_store.organisations[m];
        if (row.incident == last || !takes_part(row)) { // mentions come in their order
            continue;
        }
        last = row.incident;
        members_of(last, members);
        for (const Vertex member : members) {
            if (is_person(member)) {
                sharers.emplace_back(member, last);
            }
        }
    }
}

/// People who may be one. What shows it are the incidents in which either stands.
void AssociationLinker::link_similar(Links& links) const {
    for (std::uint32_t i = 0; i < m_options.similar.size(); ++i) {
        const SimilarPeople& pair = m_options.similar[i];
        const Vertex a = m_person[pair.a];
        const Vertex b = m_person[pair.b];
        if (a == no_vertex || b == no_vertex || !(pair.probability > 0.0)) {
            continue;
        }
        const std::size_t before = links.size();
        for (const Vertex one : {a, b}) {
            for (const IncidentIndex incident : incidents_of(one)) {
                add(links, a, b, ReasonKind::similar_identity, i, incident, pair.probability);
            }
        }
        if (links.size() == before) { // both of lists
            add(links, a, b, ReasonKind::similar_identity, i, no_index, pair.probability);
        }
    }
}

/// Something that several hold.
void AssociationLinker::share(std::vector<Sharer>& sharers,
                              ReasonKind kind,
                              std::uint32_t detail,
                              bool only_across_incidents,
                              Links& links,
                              std::vector<Skipped>& skipped) const {
    std::vector<std::size_t> first = distinct(sharers);
    const std::size_t several = first.size();
    if (several < 2) {
        return;
    }
    if (several > m_options.max_sharers) {
        skipped.push_back(skip(sharers, kind, detail));
        return;
    }
    first.push_back(sharers.size());
    const double weight = 1.0 / static_cast<double>(several - 1);
    for (std::size_t x = 0; x < several; ++x) {
        for (std::size_t y = x + 1; y < several; ++y) {
            const Vertex a = sharers[first[x]].first;
            const Vertex b = sharers[first[y]].first;
            if (is_outside(a) || is_outside(b)) {
                continue;
            }
            if (only_across_incidents && meet(incidents_of(a), incidents_of(b))) {
                continue; // the shared incident says it already
            }
            for (const std::size_t one : {x, y}) {
                for (std::size_t i = first[one]; i < first[one + 1]; ++i) {
                    add(links, a, b, kind, detail, sharers[i].second, weight);
                }
            }
        }
    }
}

/// Links of one smaller end, sorted: its edges and their reasons.
void AssociationLinker::merge(std::vector<Link>::iterator first,
                              std::vector<Link>::iterator last,
                              AssociationTables& piece) const {
    auto& evidence = piece.evidence.front();
    const auto close = [&] { // the edge that ends here: its weightiest reason first
        const auto begin =
            piece.reasons.begin() + static_cast<std::ptrdiff_t>(piece.reason_offset.back());
        if (std::all_of(begin, piece.reasons.end(), [&](const Reason& reason) {
                return m_options.supporting.has(reason.kind) ||
                       (reason.kind == ReasonKind::similar_identity &&
                        reason.weight < m_options.least_similar);
            })) {
            piece.reasons.erase(begin, piece.reasons.end());
            piece.edges.pop_back();
            return;
        }
        std::stable_sort(begin, piece.reasons.end(),
                         [](const Reason& x, const Reason& y) { return x.weight > y.weight; });
        piece.reason_offset.push_back(piece.reasons.size());
    };
    for (auto l = first; l != last; ++l) {
        if (l != first && l->key() == std::prev(l)->key()) {
            continue; // said twice by one incident: the stronger statement stands
        }
        const bool new_edge = l == first || std::prev(l)->b != l->b;
        if (new_edge) {
            if (l != first) {
                close();
            }
            piece.edges.push_back({l->a, l->b});
        }
        if (new_edge || piece.reasons.back().kind != l->kind ||
            piece.reasons.back().detail != l->detail) {
            piece.reasons.push_back({l->kind, l->detail, 0.0, {}});
            // Where its evidence begins, until the vector no longer moves: a length so far, too.
            piece.reasons.back().evidence = {evidence.data() + evidence.size(), std::size_t{0}};
        }
        Reason& reason = piece.reasons.back();
        // Each further shared incident adds to the tie; a phone shared in three incidents is one
        // shared phone, and a tie stated twice is the tie at its surest.
        reason.weight = l->kind == ReasonKind::shared_incident ? reason.weight + l->weight
                                                               : std::max(reason.weight, l->weight);
        if (l->incident != no_index) {
            evidence.push_back(l->incident); // within what was reserved: nothing moves
            reason.evidence = {reason.evidence.data(), reason.evidence.size() + 1};
        }
    }
    if (first != last) {
        close();
    }
}

void AssociationLinker::link(AssociationTables& parts) {
    constexpr std::size_t at_once = 4096;
    const auto incidents = m_scope != nullptr ? std::span<const IncidentIndex>(m_scope->incidents)
                                              : m_selection.incidents();
    const auto n = static_cast<Vertex>(parts.entity.size());
    struct Piece {
        Links links;
        std::vector<Skipped> skipped;
    };
    const auto pieces_of = [](std::size_t items) { return (items + at_once - 1) / at_once; };
    const std::size_t identifiers =
        m_scope != nullptr ? m_scope->identifiers.size() : m_store.identifier_entities.size();
    const std::size_t organisations =
        m_scope != nullptr ? m_scope->meeting_at.size() : n - parts.people;
    const std::size_t first_identifiers = pieces_of(incidents.size());
    const std::size_t first_organisations = first_identifiers + pieces_of(identifiers);
    std::vector<Piece> pieces(first_organisations + pieces_of(organisations));
    const auto each = [&](std::size_t piece, std::size_t items, const auto& use) {
        const std::size_t last = std::min(items, (piece + 1) * at_once);
        for (std::size_t i = piece * at_once; i < last; ++i) {
            use(i);
        }
    };
    tbb::parallel_for(std::size_t{0}, pieces.size(), [&](std::size_t p) {
        Piece& piece = pieces[p];
        std::vector<Vertex> members;
        std::vector<Sharer> sharers;
        if (p < first_identifiers) {
            each(p, incidents.size(),
                 [&](std::size_t i) { link_incident(incidents[i], members, piece.links); });
        } else if (p < first_organisations) {
            each(p - first_identifiers, identifiers, [&](std::size_t at) {
                const auto i = m_scope != nullptr ? m_scope->identifiers[at]
                                                  : static_cast<IdentifierIndex>(at);
                const Range holders = m_store.identifier_entities[i].holders;
                if (holders.count < 2) {
                    return;
                }
                sharers.clear();
                for (const std::uint32_t r : CaseStore::rows(m_store.identifier_holders, holders)) {
                    const PersonRow& row = m_store.people[r];
                    if (takes_part(row)) {
                        sharers.emplace_back(vertex_of(row), row.incident);
                    }
                }
                share(sharers, ReasonKind::shared_identifier, i, false, piece.links, piece.skipped);
            });
        } else {
            each(p - first_organisations, organisations, [&](std::size_t o) {
                const OrganisationIndex organisation =
                    m_scope != nullptr ? m_scope->meeting_at[o] : parts.entity[parts.people + o];
                if (m_scope != nullptr &&
                    std::binary_search(m_scope->not_linking.begin(), m_scope->not_linking.end(),
                                       organisation)) {
                    return;
                }
                meet_at(organisation, members, sharers);
                share(sharers, ReasonKind::shared_organisation, organisation, true, piece.links,
                      piece.skipped);
            });
        }
    });

    if (!m_options.similar.empty()) {
        link_similar(pieces.emplace_back().links);
    }

    // Links by their smaller end.
    std::vector<std::size_t> begin(std::size_t{n} + 1, 0);
    for (const Piece& piece : pieces) {
        for (const Link& link : piece.links) {
            ++begin[link.a + 1];
        }
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    Links links(begin.back());
    {
        std::vector<std::size_t> next(begin.begin(), begin.end() - 1);
        for (Piece& piece : pieces) {
            for (const Link& link : piece.links) {
                links[next[link.a]++] = link;
            }
            piece.links = {};
        }
    }
    std::vector<AssociationTables> made(pieces_of(n));
    tbb::parallel_for(std::size_t{0}, made.size(), [&](std::size_t p) {
        AssociationTables& piece = made[p];
        const std::size_t last = std::min<std::size_t>(n, (p + 1) * at_once);
        piece.evidence.emplace_back().reserve(begin[last] - begin[p * at_once]);
        each(p, n, [&](std::size_t v) {
            const auto first = links.begin() + static_cast<std::ptrdiff_t>(begin[v]);
            const auto end = links.begin() + static_cast<std::ptrdiff_t>(begin[v + 1]);
            std::sort(first, end, [](const Link& x, const Link& y) {
                return std::tuple(x.key(), -x.weight) < std::tuple(y.key(), -y.weight);
            });
            merge(first, end, piece);
        });
    });
    for (AssociationTables& piece : made) {
        parts.edges.insert(parts.edges.end(), piece.edges.begin(), piece.edges.end());
        const std::size_t reasons = parts.reasons.size();
        for (std::size_t e = 1; e < piece.reason_offset.size(); ++e) {
            parts.reason_offset.push_back(reasons + piece.reason_offset[e]);
        }
        parts.reasons.insert(parts.reasons.end(), piece.reasons.begin(), piece.reasons.end());
        parts.evidence.push_back(std::move(piece.evidence.front()));
        piece = {};
    }
    for (Piece& piece : pieces) {
        keep(piece.skipped, parts.skipped, parts.evidence);
    }
}

} // namespace sandhan::graph::building
