// SPDX-License-Identifier: Apache-2.0
#include "graph/association_graph.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <iterator>
#include <numeric>
#include <tuple>
#include <utility>

namespace sandhan::graph {

std::string_view name_of(ReasonKind kind) {
    switch (kind) {
    case ReasonKind::stated_tie:
        return "stated_tie";
    case ReasonKind::shared_identifier:
        return "shared_identifier";
    case ReasonKind::shared_incident:
        return "shared_incident";
    case ReasonKind::shared_organisation:
        return "shared_organisation";
    }
    return {};
}

namespace {

/// What an AssociationGraph is made of.
struct Tables {
    Vertex people = 0;
    std::vector<std::uint32_t> entity;
    std::vector<std::uint32_t> incidents_offset{0};
    std::vector<IncidentIndex> incidents_of;
    std::vector<VertexPair> edges;
    std::vector<std::size_t> reason_offset{0};
    std::vector<Reason> reasons;
    std::vector<std::vector<IncidentIndex>> evidence;
    std::vector<Reason> skipped;
};

/// Two vertices share something, as one incident shows (no_index: a person list does).
struct Link {
    Vertex a, b; // a < b
    std::uint32_t detail;
    IncidentIndex incident;
    double weight;
    ReasonKind kind;
    auto key() const { return std::tuple(b, kind, detail, incident); } // of links of one `a`
};

bool wanted(Side side, const AssociationOptions& options) {
    switch (side) {
    case Side::offending:
        return true;
    case Side::responder:
        return options.include_responders;
    case Side::victim:
    case Side::family:
        return options.include_victims;
    }
    return false;
}

/// A vertex that shares something, and the incident that shows it.
using Sharer = std::pair<Vertex, IncidentIndex>;

bool meet(std::span<const IncidentIndex> x, std::span<const IncidentIndex> y) {
    for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
        if (x[i] == y[j]) {
            return true;
        }
        x[i] < y[j] ? ++i : ++j;
    }
    return false;
}

/// Who takes part in a graph: by the side of each mention.
class Participants {
  public:
    Participants(const CaseSelection& selection, const AssociationOptions& options)
        : m_options(options), m_selected(selection.flags()) {}

    [[nodiscard]] bool has(const PersonRow& row) const {
        return (row.incident == no_index || m_selected[row.incident] != 0) &&
               wanted(side_of(row.role), m_options);
    }
    [[nodiscard]] bool has(const OrganisationRow& row) const {
        return m_selected[row.incident] != 0 && wanted(side_of(row.type, row.role), m_options);
    }

  private:
    const AssociationOptions& m_options;
    std::vector<unsigned char> m_selected;
};

/// Sharers sorted, each once; where each distinct vertex among them begins.
std::vector<std::size_t> distinct(std::vector<Sharer>& sharers) {
    std::sort(sharers.begin(), sharers.end());
    sharers.erase(std::unique(sharers.begin(), sharers.end()), sharers.end());
    std::vector<std::size_t> first;
    for (std::size_t i = 0; i < sharers.size(); ++i) {
        if (i == 0 || sharers[i].first != sharers[i - 1].first) {
            first.push_back(i);
        }
    }
    return first;
}

/// What too many share, with the incidents that show it.
using Skipped = std::pair<Reason, std::vector<IncidentIndex>>;

Skipped skip(const std::vector<Sharer>& sharers, ReasonKind kind, std::uint32_t detail) {
    std::vector<IncidentIndex> evidence;
    for (const auto& [v, incident] : sharers) {
        if (incident != no_index) {
            evidence.push_back(incident);
        }
    }
    std::sort(evidence.begin(), evidence.end());
    evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
    return {Reason{kind, detail, 0.0, {}}, std::move(evidence)};
}

void keep(std::vector<Skipped>& skipped,
          std::vector<Reason>& reasons,
          std::vector<std::vector<IncidentIndex>>& kept) {
    for (auto& [reason, evidence] : skipped) {
        kept.push_back(std::move(evidence));
        reasons.push_back(reason);
        reasons.back().evidence = kept.back();
    }
}

/// Some whole groups of a graph, to be linked without the rest.
struct Scope {
    std::vector<std::uint32_t> people, organisations; ///< entities, ascending
    std::vector<IncidentIndex> incidents;
    std::vector<IdentifierIndex> identifiers;   ///< that link somebody
    std::vector<OrganisationIndex> not_linking; ///< shared by too many, ascending
};

class Linker {
  public:
    Linker(const CaseSelection& selection,
           const AssociationOptions& options,
           const Scope* scope = nullptr)
        : m_store(selection.store()), m_selection(selection), m_options(options),
          m_participants(selection, options), m_scope(scope) {}

    /// Entities that take part, in the order of their ids, each with its incidents.
    void number(Tables& parts);
    void link(Tables& parts);

  private:
    using Links = std::vector<Link>;

    template <class Row>
    [[nodiscard]] bool takes_part(const Row& row) const {
        return m_participants.has(row);
    }
    [[nodiscard]] std::span<const IncidentIndex> incidents_of(Vertex v) const {
        return std::span<const IncidentIndex>(m_parts->incidents_of)
            .subspan(m_parts->incidents_offset[v],
                     m_parts->incidents_offset[v + 1] - m_parts->incidents_offset[v]);
    }
    static void add(Links& links,
                    Vertex a,
                    Vertex b,
                    ReasonKind kind,
                    std::uint32_t detail,
                    IncidentIndex incident,
                    double weight) {
        if (a != b) {
            links.push_back({std::min(a, b), std::max(a, b), detail, incident, weight, kind});
        }
    }

    void members_of(IncidentIndex index, std::vector<Vertex>& members) const;
    void link_incident(IncidentIndex index, std::vector<Vertex>& members, Links& links) const;
    void link_tie(IncidentIndex index, const TieRow& tie, Links& links) const;
    void share(std::vector<Sharer>& sharers,
               ReasonKind kind,
               std::uint32_t detail,
               bool only_across_incidents,
               Links& links,
               std::vector<Skipped>& skipped) const;
    static void
    merge(std::vector<Link>::iterator first, std::vector<Link>::iterator last, Tables& piece);

    const CaseStore& m_store;
    const CaseSelection& m_selection;
    const AssociationOptions& m_options;
    Participants m_participants;
    const Scope* m_scope;
    std::vector<Vertex> m_person, m_organisation; // vertices of entities
    const Tables* m_parts = nullptr;
};

void Linker::number(Tables& parts) {
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
}

void Linker::members_of(IncidentIndex index, std::vector<Vertex>& members) const {
    members.clear();
    const IncidentRow& incident = m_store.incidents[index];
    for (const PersonRow& row : m_store.people_of(incident)) {
        if (takes_part(row)) {
            members.push_back(m_person[row.person]);
        }
    }
    for (const OrganisationRow& row : m_store.organisations_of(incident)) {
        if (takes_part(row)) {
            members.push_back(m_organisation[row.organisation]);
        }
    }
    std::sort(members.begin(), members.end());
    members.erase(std::unique(members.begin(), members.end()), members.end());
}

void Linker::link_tie(IncidentIndex index, const TieRow& tie, Links& links) const {
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

void Linker::link_incident(IncidentIndex index, std::vector<Vertex>& members, Links& links) const {
    members_of(index, members);
    for (std::size_t x = 0; x < members.size(); ++x) {
        for (std::size_t y = x + 1; y < members.size(); ++y) {
            add(links, members[x], members[y], ReasonKind::shared_incident, no_index, index,
                1.0 / static_cast<double>(members.size() - 1));
        }
    }
    for (const TieRow& tie : m_store.ties_of(m_store.incidents[index])) {
        link_tie(index, tie, links);
    }
}

/// Something that several hold.
void Linker::share(std::vector<Sharer>& sharers,
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
void Linker::merge(std::vector<Link>::iterator first,
                   std::vector<Link>::iterator last,
                   Tables& piece) {
    auto& evidence = piece.evidence.front();
    const auto close = [&] { // the edge that ends here: its weightiest reason first
        const auto begin =
            piece.reasons.begin() + static_cast<std::ptrdiff_t>(piece.reason_offset.back());
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

void Linker::link(Tables& parts) {
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
    const std::size_t organisations = n - parts.people;
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
                        sharers.emplace_back(m_person[row.person], row.incident);
                    }
                }
                share(sharers, ReasonKind::shared_identifier, i, false, piece.links, piece.skipped);
            });
        } else {
            each(p - first_organisations, organisations, [&](std::size_t o) {
                const auto v = parts.people + static_cast<Vertex>(o);
                if (m_scope != nullptr &&
                    std::binary_search(m_scope->not_linking.begin(), m_scope->not_linking.end(),
                                       parts.entity[v])) {
                    return;
                }
                sharers.clear();
                for (const IncidentIndex i : incidents_of(v)) {
                    members_of(i, members);
                    for (const Vertex member : members) {
                        if (member < parts.people) {
                            sharers.emplace_back(member, i);
                        }
                    }
                }
                share(sharers, ReasonKind::shared_organisation, parts.entity[v], true, piece.links,
                      piece.skipped);
            });
        }
    });

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
    std::vector<Tables> made(pieces_of(n));
    tbb::parallel_for(std::size_t{0}, made.size(), [&](std::size_t p) {
        Tables& piece = made[p];
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
    for (Tables& piece : made) {
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

Vertex position(const std::vector<std::uint32_t>& entity,
                Vertex first,
                Vertex last,
                std::uint32_t wanted_entity) {
    const auto begin = entity.begin() + first;
    const auto end = entity.begin() + last;
    const auto at = std::lower_bound(begin, end, wanted_entity);
    return at == end || *at != wanted_entity ? no_vertex : static_cast<Vertex>(at - entity.begin());
}

} // namespace

struct AssociationGraph::Parts : Tables {};

AssociationGraph::Parts AssociationGraph::assemble(const CaseSelection& selection,
                                                   const AssociationOptions& options) {
    Parts parts;
    Linker linker(selection, options);
    linker.number(parts);
    linker.link(parts);
    return parts;
}

AssociationGraph::AssociationGraph(const CaseSelection& selection,
                                   const AssociationOptions& options)
    : AssociationGraph(selection.store(), assemble(selection, options)) {}

AssociationGraph::AssociationGraph(const CaseStore& store, Parts&& parts)
    : UndirectedGraph(static_cast<Vertex>(parts.entity.size()), std::move(parts.edges)),
      m_store(&store), m_people(parts.people), m_entity(std::move(parts.entity)),
      m_incidents_offset(std::move(parts.incidents_offset)),
      m_incidents_of(std::move(parts.incidents_of)),
      m_reason_offset(std::move(parts.reason_offset)), m_reasons(std::move(parts.reasons)),
      m_evidence(std::move(parts.evidence)), m_skipped(std::move(parts.skipped)) {}

Vertex AssociationGraph::find(bool person, std::uint32_t wanted_entity) const {
    const auto n = static_cast<Vertex>(m_entity.size());
    return person ? position(m_entity, 0, m_people, wanted_entity)
                  : position(m_entity, m_people, n, wanted_entity);
}

double AssociationGraph::strength(Edge e) const {
    double sum = 0.0;
    for (const Reason& reason : reasons(e)) {
        sum += reason.weight;
    }
    return sum;
}

std::vector<double> AssociationGraph::strengths() const {
    std::vector<double> result(edge_count());
    for (Edge e = 0; e < edge_count(); ++e) {
        result[e] = strength(e);
    }
    return result;
}

namespace {

template <class Use>
void in_parallel(std::size_t n, const Use& use) {
    constexpr std::size_t at_once = 4096;
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n, at_once), use);
}

/// Disjoint sets that several threads join. The least member stands for its set, so that the answer
/// does not depend on who comes first.
/// Source  R. J. Anderson and H. Woll, "Wait-free parallel algorithms for the union-find problem",
///         STOC 1991. doi:10.1145/103418.103458
class DisjointSets {
  public:
    explicit DisjointSets(Vertex n) : m_parent(n) {
        std::iota(m_parent.begin(), m_parent.end(), Vertex{0});
    }

    Vertex find(Vertex v) {
        while (true) {
            Vertex parent = at(v).load(std::memory_order_relaxed);
            const Vertex above = at(parent).load(std::memory_order_relaxed);
            if (parent == above) {
                return parent;
            }
            // Halves the path. Lost when another was quicker, which shortened it too.
            at(v).compare_exchange_weak(parent, above, std::memory_order_relaxed);
            v = above;
        }
    }

    void join(Vertex a, Vertex b) {
        while (true) {
            a = find(a);
            b = find(b);
            if (a == b) {
                return;
            }
            if (a < b) {
                std::swap(a, b);
            }
            Vertex root = a;
            if (at(a).compare_exchange_strong(root, b, std::memory_order_relaxed)) {
                return;
            }
        }
    }

    /// The least member of each one's set. There are no sets afterwards.
    std::vector<Vertex> roots() {
        in_parallel(m_parent.size(), [&](const auto& range) {
            for (std::size_t i = range.begin(); i != range.end(); ++i) {
                const auto v = static_cast<Vertex>(i);
                at(v).store(find(v), std::memory_order_relaxed);
            }
        });
        return std::move(m_parent);
    }

  private:
    [[nodiscard]] std::atomic_ref<Vertex> at(Vertex v) {
        return std::atomic_ref<Vertex>(m_parent[v]);
    }
    std::vector<Vertex> m_parent;
};

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
    Grouping grouping(selection, m_options);
    m_people = grouping.number(m_entity);
    std::vector<Vertex> member;
    std::vector<Skipped> skipped;
    m_first = grouping.join(vertex_count(), member, skipped);
    keep(skipped, m_skipped, m_evidence);

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
    Scope scope;
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
    std::erase_if(scope.identifiers, [&](IdentifierIndex i) {
        return std::binary_search(too_many.begin(), too_many.end(), i);
    });

    AssociationGraph::Parts parts;
    Linker linker(*m_selection, m_options, &scope);
    linker.number(parts);
    scope.incidents = parts.incidents_of;
    settle(scope.incidents);
    linker.link(parts);
    return {store, std::move(parts)};
}

} // namespace sandhan::graph
