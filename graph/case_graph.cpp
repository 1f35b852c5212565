// SPDX-License-Identifier: Apache-2.0
#include "graph/case_graph.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <stdexcept>
#include <tuple>
#include <utility>

namespace sandhan::graph {

std::string_view name_of(EntityKind kind) {
    switch (kind) {
    case EntityKind::person:
        return "person";
    case EntityKind::place:
        return "place";
    case EntityKind::organisation:
        return "organisation";
    case EntityKind::incident:
        return "incident";
    case EntityKind::identifier:
        return "identifier";
    }
    return {};
}

std::string_view name_of(EdgeType type) {
    switch (type.kind) {
    case EdgeKind::involvement:
        return word_of(static_cast<PersonRole>(type.role));
    case EdgeKind::engagement: {
        const auto role = static_cast<OrganisationRole>(type.role);
        return role == OrganisationRole::unknown ? "involved" : word_of(role);
    }
    case EdgeKind::stop: {
        const auto role = static_cast<StopRole>(type.role);
        return role == StopRole::unknown ? "stop" : word_of(role);
    }
    case EdgeKind::scene:
        return word_of(static_cast<PlaceRole>(type.role));
    case EdgeKind::home:
        return "home";
    case EdgeKind::identifier:
        return "identified_by";
    case EdgeKind::seat:
        return "seat";
    case EdgeKind::tie:
        return word_of(static_cast<TieType>(type.role));
    }
    return {};
}

struct CaseGraph::Parts {
    std::vector<EntityKind> kind;
    std::vector<std::uint32_t> entity;
    std::vector<VertexPair> edges;
    std::vector<EdgeType> type;
    std::vector<FuzzyDate> time;
    std::vector<double> confidence, expected;
    std::vector<std::uint32_t> evidence_offset;
    std::vector<IncidentIndex> evidence;
};

namespace {

constexpr std::size_t kinds = 5;

/// Every place of the selected records as the graph shows it: by the row that names it.
struct ShownPlaces {
    std::vector<PlaceIndex> home, seat, stop, scene;
};

ShownPlaces show_places(const CaseSelection& selection, PlaceLevel level) {
    const CaseStore& store = selection.store();
    ShownPlaces shown;
    shown.home.assign(store.people.size(), no_place);
    shown.seat.assign(store.organisations.size(), no_place);
    shown.stop.assign(store.stops.size(), no_place);
    shown.scene.assign(store.incident_places.size(), no_place);
    const auto show = [&](const std::vector<PlaceIndex>& shielded, PlaceIndex place) {
        return place == no_place
                   ? no_place
                   : store.raised(shown_place(store, shielded, place, selection.disclosure()),
                                  level);
    };
    const auto incidents = selection.incidents();
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, incidents.size(), 1024), [&](const auto& range) {
            std::vector<PlaceIndex> shielded;
            for (std::size_t k = range.begin(); k != range.end(); ++k) {
                const IncidentRow& incident = store.incidents[incidents[k]];
                shielded_places(store, incident, shielded);
                const auto each = [&](Range rows, const auto& table, auto member,
                                      std::vector<PlaceIndex>& places) {
                    for (std::uint32_t r = rows.first; r < rows.first + rows.count; ++r) {
                        places[r] = show(shielded, table[r].*member);
                    }
                };
                each(incident.people, store.people, &PersonRow::home, shown.home);
                each(incident.organisations, store.organisations, &OrganisationRow::place,
                     shown.seat);
                each(incident.stops, store.stops, &StopRow::place, shown.stop);
                each(incident.places, store.incident_places, &IncidentPlaceRow::place, shown.scene);
            }
        });
    for (std::size_t p = store.people.size(); p > 0 && store.people[p - 1].incident == no_index;
         --p) {
        const PersonRow& row = store.people[p - 1];
        const bool hidden = store.person_entities[row.person].shield != Shield::none;
        shown.home[p - 1] =
            show(hidden ? std::vector<PlaceIndex>{row.home} : std::vector<PlaceIndex>{}, row.home);
    }
    return shown;
}

/// The vertex of each entity that occurs.
struct Numbering {
    std::array<std::vector<Vertex>, kinds> vertex; // by kind and entity
    [[nodiscard]] Vertex of(EntityKind kind, std::uint32_t entity) const {
        return vertex[static_cast<std::size_t>(kind)][entity];
    }
};

/// One statement of one incident (or of a list: no_index) that an entity is related to another.
struct Statement {
    Vertex to;
    EdgeType type;
    IncidentIndex incident;
    float tie_confidence;
    FuzzyDate time;
};

/// Edges of some consecutive vertices.
struct Piece {
    std::vector<VertexPair> edges;
    std::vector<EdgeType> type;
    std::vector<FuzzyDate> time;
    std::vector<double> confidence, expected;
    std::vector<std::uint32_t> evidence_count;
    std::vector<IncidentIndex> evidence;
};

template <class E>
std::uint8_t code(E value) {
    return static_cast<std::uint8_t>(value);
}

/// Collects what the selected incidents state of one entity after the other.
class EdgeMaker {
  public:
    EdgeMaker(const CaseSelection& selection,
              const std::vector<unsigned char>& selected,
              const ShownPlaces& shown,
              const Numbering& numbering)
        : m_store(selection.store()), m_selected(selected), m_shown(shown), m_numbering(numbering) {
    }

    void make(Vertex v, EntityKind kind, std::uint32_t entity, Piece& piece) {
        collect(kind, entity);
        // The date takes part so that merging does not depend on the order of records.
        std::sort(
            m_statements.begin(), m_statements.end(), [](const Statement& a, const Statement& b) {
                return std::tuple(a.to, a.type, a.incident, a.time.earliest(), a.time.latest()) <
                       std::tuple(b.to, b.type, b.incident, b.time.earliest(), b.time.latest());
            });
        merge(v, piece);
    }

    /// How many edges make() would make.
    std::size_t count(EntityKind kind, std::uint32_t entity) {
        collect(kind, entity);
        m_edges.clear();
        for (const Statement& s : m_statements) {
            m_edges.emplace_back(s.to, s.type);
        }
        std::sort(m_edges.begin(), m_edges.end());
        return static_cast<std::size_t>(std::unique(m_edges.begin(), m_edges.end()) -
                                        m_edges.begin());
    }

  private:
    void collect(EntityKind kind, std::uint32_t entity) {
        m_statements.clear();
        switch (kind) {
        case EntityKind::person:
            of_person(entity);
            break;
        case EntityKind::organisation:
            of_organisation(entity);
            break;
        case EntityKind::incident:
            of_incident(entity);
            break;
        case EntityKind::place:
        case EntityKind::identifier:
            break;
        }
    }

    void state(EntityKind kind,
               std::uint32_t entity,
               EdgeType type,
               IncidentIndex incident,
               const FuzzyDate& time,
               float tie_confidence = 1.0F) {
        m_statements.push_back(
            {m_numbering.of(kind, entity), type, incident, tie_confidence, time});
    }

    void state_ties(IncidentIndex index, bool is_person, std::uint32_t row) {
        const IncidentRow& incident = m_store.incidents[index];
        for (const TieRow& tie : m_store.ties_of(incident)) {
            if (tie.from.is_person != is_person || tie.from.row != row) {
                continue;
            }
            const bool to_person = tie.to.is_person;
            state(to_person ? EntityKind::person : EntityKind::organisation,
                  to_person ? m_store.people[tie.to.row].person
                            : m_store.organisations[tie.to.row].organisation,
                  {EdgeKind::tie, code(tie.type)}, index,
                  tie.date.is_known() ? tie.date : incident.time,
                  static_cast<float>(tie.confidence));
        }
    }

    void of_person(PersonIndex person) {
        for (const std::uint32_t r :
             CaseStore::rows(m_store.person_mentions, m_store.person_entities[person].mentions)) {
            const PersonRow& row = m_store.people[r];
            const bool listed = row.incident == no_index;
            if (!listed && m_selected[row.incident] == 0) {
                continue;
            }
            const FuzzyDate time = listed ? FuzzyDate() : m_store.incidents[row.incident].time;
            if (!listed) {
                state(EntityKind::incident, row.incident, {EdgeKind::involvement, code(row.role)},
                      row.incident, time);
            }
            if (row.home != no_place) {
                state(EntityKind::place, m_shown.home[r], {EdgeKind::home, 0}, row.incident, time);
            }
            for (const IdentifierRow& identifier :
                 CaseStore::rows(m_store.identifier_rows, row.identifiers)) {
                state(EntityKind::identifier, identifier.identifier, {EdgeKind::identifier, 0},
                      row.incident, time);
            }
            if (!listed) {
                state_ties(row.incident, true, r);
            }
        }
    }

    void of_organisation(OrganisationIndex organisation) {
        for (const std::uint32_t r :
             CaseStore::rows(m_store.organisation_mentions,
                             m_store.organisation_entities[organisation].mentions)) {
            const OrganisationRow& row = m_store.organisations[r];
            if (m_selected[row.incident] == 0) {
                continue;
            }
            const FuzzyDate time = m_store.incidents[row.incident].time;
            state(EntityKind::incident, row.incident, {EdgeKind::engagement, code(row.role)},
                  row.incident, time);
            if (row.place != no_place) {
                state(EntityKind::place, m_shown.seat[r], {EdgeKind::seat, 0}, row.incident, time);
            }
            state_ties(row.incident, false, r);
        }
    }

    void of_incident(IncidentIndex index) {
        const IncidentRow& incident = m_store.incidents[index];
        for (std::uint32_t r = incident.stops.first;
             r < incident.stops.first + incident.stops.count; ++r) {
            const StopRow& row = m_store.stops[r];
            if (row.place != no_place) {
                state(EntityKind::place, m_shown.stop[r], {EdgeKind::stop, code(row.role)}, index,
                      row.arrived.hull(row.departed));
            }
        }
        for (std::uint32_t r = incident.places.first;
             r < incident.places.first + incident.places.count; ++r) {
            const IncidentPlaceRow& row = m_store.incident_places[r];
            if (row.place != no_place) {
                state(EntityKind::place, m_shown.scene[r], {EdgeKind::scene, code(row.role)}, index,
                      row.date);
            }
        }
    }

    void merge(Vertex v, Piece& piece) const {
        for (std::size_t i = 0; i < m_statements.size();) {
            const Statement& head = m_statements[i];
            const auto same_edge = [&](std::size_t k) {
                return k < m_statements.size() && m_statements[k].to == head.to &&
                       m_statements[k].type == head.type;
            };
            FuzzyDate time;
            double all_false = 1.0;
            double expected = 0.0;
            const std::size_t evidence_before = piece.evidence.size();
            while (same_edge(i)) {
                const IncidentIndex incident = m_statements[i].incident;
                double confidence = 0.0;
                for (; same_edge(i) && m_statements[i].incident == incident; ++i) {
                    time = time.hull(m_statements[i].time);
                    confidence =
                        std::max(confidence, static_cast<double>(m_statements[i].tie_confidence));
                }
                confidence *= incident == no_index ? ungraded_confidence
                                                   : m_store.incidents[incident].confidence;
                all_false *= 1.0 - confidence;
                expected += confidence;
                if (incident != no_index) {
                    piece.evidence.push_back(incident);
                }
            }
            piece.edges.push_back({v, head.to});
            piece.type.push_back(head.type);
            piece.time.push_back(time);
            piece.confidence.push_back(1.0 - all_false);
            piece.expected.push_back(expected);
            piece.evidence_count.push_back(
                static_cast<std::uint32_t>(piece.evidence.size() - evidence_before));
        }
    }

    const CaseStore& m_store;
    const std::vector<unsigned char>& m_selected;
    const ShownPlaces& m_shown;
    const Numbering& m_numbering;
    std::vector<Statement> m_statements;
    std::vector<std::pair<Vertex, EdgeType>> m_edges;
};

/// Entities that occur, in the order of vertices.
struct Vertices {
    Numbering numbering;
    std::vector<EntityKind> kind;
    std::vector<std::uint32_t> entity;
};

Vertices number_vertices(const CaseSelection& selection, const ShownPlaces& shown) {
    const CaseStore& store = selection.store();
    // All entities are numbered in the order of their ids.
    Vertices result;
    Numbering& numbering = result.numbering;
    const auto table = [&](EntityKind kind) -> std::vector<Vertex>& {
        return numbering.vertex[static_cast<std::size_t>(kind)];
    };
    table(EntityKind::person).assign(store.person_entities.size(), no_vertex);
    table(EntityKind::place).assign(store.places.size(), no_vertex);
    table(EntityKind::organisation).assign(store.organisation_entities.size(), no_vertex);
    table(EntityKind::incident).assign(store.incidents.size(), no_vertex);
    table(EntityKind::identifier).assign(store.identifier_entities.size(), no_vertex);
    const auto see = [&](EntityKind kind, std::uint32_t entity) {
        const std::atomic_ref<Vertex> vertex(table(kind)[entity]);
        if (vertex.load(std::memory_order_relaxed) != 0) { // else another's line is left alone
            vertex.store(0, std::memory_order_relaxed);
        }
    };
    const auto see_place = [&](PlaceIndex place) {
        if (place != no_place) {
            see(EntityKind::place, place);
        }
    };
    const auto see_person = [&](std::uint32_t r) {
        const PersonRow& row = store.people[r];
        see(EntityKind::person, row.person);
        see_place(shown.home[r]);
        for (const IdentifierRow& identifier :
             CaseStore::rows(store.identifier_rows, row.identifiers)) {
            see(EntityKind::identifier, identifier.identifier);
        }
    };
    const auto incidents = selection.incidents();
    tbb::parallel_for(std::size_t{0}, incidents.size(), [&](std::size_t at) {
        const IncidentIndex i = incidents[at];
        const IncidentRow& incident = store.incidents[i];
        see(EntityKind::incident, i);
        for (std::uint32_t k = 0; k < incident.people.count; ++k) {
            see_person(incident.people.first + k);
        }
        for (std::uint32_t k = 0; k < incident.organisations.count; ++k) {
            const std::uint32_t r = incident.organisations.first + k;
            see(EntityKind::organisation, store.organisations[r].organisation);
            see_place(shown.seat[r]);
        }
        for (std::uint32_t k = 0; k < incident.stops.count; ++k) {
            see_place(shown.stop[incident.stops.first + k]);
        }
        for (std::uint32_t k = 0; k < incident.places.count; ++k) {
            see_place(shown.scene[incident.places.first + k]);
        }
    });
    for (auto p = static_cast<std::uint32_t>(store.people.size());
         p > 0 && store.people[p - 1].incident == no_index; --p) {
        see_person(p - 1);
    }
    for (std::size_t k = 0; k < kinds; ++k) {
        std::vector<Vertex>& vertices = numbering.vertex[k];
        for (std::uint32_t entity = 0; entity < vertices.size(); ++entity) {
            if (vertices[entity] != no_vertex) {
                vertices[entity] = static_cast<Vertex>(result.kind.size());
                result.kind.push_back(static_cast<EntityKind>(k));
                result.entity.push_back(entity);
            }
        }
    }
    return result;
}

constexpr std::size_t vertices_at_once = 4096;

} // namespace

GraphSize case_graph_size(const CaseSelection& selection, PlaceLevel level) {
    const std::vector<unsigned char> selected = selection.flags();
    const ShownPlaces shown = show_places(selection, level);
    const Vertices vertices = number_vertices(selection, shown);
    const std::size_t n = vertices.kind.size();
    std::atomic<std::uint64_t> edges = 0;
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, n, vertices_at_once),
                      [&](const auto& range) {
                          EdgeMaker maker(selection, selected, shown, vertices.numbering);
                          std::uint64_t count = 0;
                          for (std::size_t v = range.begin(); v != range.end(); ++v) {
                              count += maker.count(vertices.kind[v], vertices.entity[v]);
                          }
                          edges += count;
                      });
    return {n, edges};
}

CaseGraph::Parts CaseGraph::assemble(const CaseSelection& selection, PlaceLevel level) {
    const std::vector<unsigned char> selected = selection.flags();
    const ShownPlaces shown = show_places(selection, level);
    Vertices vertices = number_vertices(selection, shown);
    Parts parts;
    parts.kind = std::move(vertices.kind);
    parts.entity = std::move(vertices.entity);

    const std::size_t n = parts.kind.size();
    std::vector<Piece> pieces((n + vertices_at_once - 1) / vertices_at_once);
    tbb::parallel_for(std::size_t{0}, pieces.size(), [&](std::size_t piece) {
        EdgeMaker maker(selection, selected, shown, vertices.numbering);
        const std::size_t last = std::min(n, (piece + 1) * vertices_at_once);
        for (std::size_t v = piece * vertices_at_once; v < last; ++v) {
            maker.make(static_cast<Vertex>(v), parts.kind[v], parts.entity[v], pieces[piece]);
        }
    });
    std::vector<std::size_t> first_edge{0}, first_evidence{0};
    for (const Piece& piece : pieces) {
        first_edge.push_back(first_edge.back() + piece.edges.size());
        first_evidence.push_back(first_evidence.back() + piece.evidence.size());
    }
    if (first_evidence.back() > no_index) {
        throw std::length_error("case graph: more than 4294967295 pieces of evidence");
    }
    const std::size_t m = first_edge.back();
    parts.edges.resize(m);
    parts.type.resize(m);
    parts.time.resize(m);
    parts.confidence.resize(m);
    parts.expected.resize(m);
    parts.evidence_offset.resize(m + 1);
    parts.evidence.resize(first_evidence.back());
    tbb::parallel_for(std::size_t{0}, pieces.size(), [&](std::size_t p) {
        Piece piece = std::move(pieces[p]);
        const auto copy = [](const auto& from, auto& to, std::size_t at) {
            std::copy(from.begin(), from.end(), to.begin() + static_cast<std::ptrdiff_t>(at));
        };
        copy(piece.edges, parts.edges, first_edge[p]);
        copy(piece.type, parts.type, first_edge[p]);
        copy(piece.time, parts.time, first_edge[p]);
        copy(piece.confidence, parts.confidence, first_edge[p]);
        copy(piece.expected, parts.expected, first_edge[p]);
        copy(piece.evidence, parts.evidence, first_evidence[p]);
        std::size_t offset = first_evidence[p];
        for (std::size_t e = 0; e < piece.edges.size(); ++e) {
            parts.evidence_offset[first_edge[p] + e] = static_cast<std::uint32_t>(offset);
            offset += piece.evidence_count[e];
        }
    });
    parts.evidence_offset[m] = static_cast<std::uint32_t>(first_evidence.back());
    return parts;
}

CaseGraph::CaseGraph(const CaseStore& store, const CaseGraphOptions& options)
    : CaseGraph(CaseSelection(store, options.filter, options.disclosure), options.level) {}

CaseGraph::CaseGraph(const CaseSelection& selection, PlaceLevel level)
    : CaseGraph(selection, assemble(selection, level)) {}

CaseGraph::CaseGraph(CaseSelection selection, Parts&& parts)
    : DirectedGraph(static_cast<Vertex>(parts.kind.size()), std::move(parts.edges)),
      m_selection(std::move(selection)), m_kind(std::move(parts.kind)),
      m_entity(std::move(parts.entity)), m_type(std::move(parts.type)),
      m_time(std::move(parts.time)), m_confidence(std::move(parts.confidence)),
      m_expected(std::move(parts.expected)), m_evidence_offset(std::move(parts.evidence_offset)),
      m_evidence(std::move(parts.evidence)) {}

Vertex CaseGraph::find(EntityKind wanted, std::uint32_t wanted_entity) const {
    const auto first = std::lower_bound(m_kind.begin(), m_kind.end(), wanted);
    const auto last = std::upper_bound(first, m_kind.end(), wanted);
    const auto begin = m_entity.begin() + (first - m_kind.begin());
    const auto end = m_entity.begin() + (last - m_kind.begin());
    const auto at = std::lower_bound(begin, end, wanted_entity);
    return at == end || *at != wanted_entity ? no_vertex
                                             : static_cast<Vertex>(at - m_entity.begin());
}

} // namespace sandhan::graph
