// SPDX-License-Identifier: Apache-2.0
#include "graph/case_graph.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/concurrent_queue.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_pipeline.h>
#include <oneapi/tbb/task_arena.h>

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

namespace {

constexpr std::size_t kinds = 5;

/// Marks, in what stands behind an edge, a position in the summaries.
constexpr std::uint32_t summarised = std::uint32_t{1} << 31U;

/// Whether an edge has a date of its own, and its source is the one incident behind it.
bool is_visit(EdgeType type) { return type.kind == EdgeKind::stop || type.kind == EdgeKind::scene; }

/// Every place of the selected records as the graph shows it: by the row that names it. Of records
/// not selected it is not set.
struct ShownPlaces {
    Table<PlaceIndex> home, seat, stop, scene;
};

ShownPlaces show_places(const CaseSelection& selection, PlaceLevel level) {
    const CaseStore& store = selection.store();
    ShownPlaces shown;
    shown.home = Table<PlaceIndex>::unset(store.people.size());
    shown.seat = Table<PlaceIndex>::unset(store.organisations.size());
    shown.stop = Table<PlaceIndex>::unset(store.stops.size());
    shown.scene = Table<PlaceIndex>::unset(store.incident_places.size());
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
                                      Table<PlaceIndex>& places) {
                    for (std::uint32_t r = rows.first; r < rows.first + rows.count; ++r) {
                        places.writable()[r] = show(shielded, table[r].*member);
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
        shown.home.writable()[p - 1] =
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

/// An edge from the vertex at hand: edges of one vertex are sorted by it.
struct EdgeKey {
    EdgeKey(Vertex to, EdgeType type)
        : m_bits((std::uint64_t{to} << 16U) | (static_cast<std::uint64_t>(type.kind) << 8U) |
                 type.role) {}

    [[nodiscard]] Vertex to() const { return static_cast<Vertex>(m_bits >> 16U); }
    [[nodiscard]] EdgeType type() const {
        return {static_cast<EdgeKind>((m_bits >> 8U) & 0xFFU),
                static_cast<std::uint8_t>(m_bits & 0xFFU)};
    }
    friend auto operator<=>(const EdgeKey&, const EdgeKey&) = default;

  private:
    std::uint64_t m_bits;
};

/// One statement of one incident (or of a list: no_index) that an entity is related to another.
struct Statement {
    EdgeKey edge;
    IncidentIndex incident;
    float tie_confidence;
    FuzzyDate time;
};

bool comes_before(const Statement& a, const Statement& b) {
    if (a.edge != b.edge) {
        return a.edge < b.edge;
    }
    // The date takes part so that merging does not depend on the order of records.
    return std::tuple(a.incident, a.time.earliest(), a.time.latest()) <
           std::tuple(b.incident, b.time.earliest(), b.time.latest());
}

/// Edges of some consecutive vertices, as they stand in the columns of the graph; positions within
/// the piece.
struct Piece {
    std::size_t first_vertex = 0;
    std::vector<VertexPair> edges;
    std::vector<EdgeType> type;
    std::vector<std::uint32_t> behind;
    std::vector<FuzzyDate> dates;
    std::vector<EdgeSummary> summaries;
    std::vector<IncidentIndex> evidence;
    // Where it begins in the columns.
    std::size_t first_edge = 0;
    std::size_t first_date = 0;
    std::size_t first_summary = 0;

    void clear() {
        edges.clear();
        type.clear();
        behind.clear();
        dates.clear();
        summaries.clear();
        evidence.clear();
    }
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
        std::sort(m_statements.begin(), m_statements.end(), comes_before);
        merge(v, piece);
    }

    /// How many edges make() would make.
    std::size_t count(EntityKind kind, std::uint32_t entity) {
        collect(kind, entity);
        m_edges.clear();
        for (const Statement& s : m_statements) {
            m_edges.push_back(s.edge);
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
            {{m_numbering.of(kind, entity), type}, incident, tie_confidence, time});
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
            const EdgeKey edge = m_statements[i].edge;
            const auto same_edge = [&](std::size_t k) {
                return k < m_statements.size() && m_statements[k].edge == edge;
            };
            EdgeSummary summary{
                {}, {static_cast<std::uint32_t>(piece.evidence.size()), 0}, 0.0, 0.0};
            double all_false = 1.0;
            while (same_edge(i)) {
                const IncidentIndex incident = m_statements[i].incident;
                double confidence = 0.0;
                for (; same_edge(i) && m_statements[i].incident == incident; ++i) {
                    summary.time = summary.time.hull(m_statements[i].time);
                    confidence =
                        std::max(confidence, static_cast<double>(m_statements[i].tie_confidence));
                }
                confidence *= incident == no_index ? ungraded_confidence
                                                   : m_store.incidents[incident].confidence;
                all_false *= 1.0 - confidence;
                summary.expected += confidence;
                if (incident != no_index) {
                    piece.evidence.push_back(incident);
                    ++summary.evidence.count;
                }
            }
            summary.confidence = 1.0 - all_false;
            piece.edges.push_back({v, edge.to()});
            piece.type.push_back(edge.type());
            piece.behind.push_back(stand_behind(edge.type(), summary, piece));
        }
    }

    /// What tells the same as the summary, whose evidence is the piece's last.
    std::uint32_t stand_behind(EdgeType type, const EdgeSummary& summary, Piece& piece) const {
        if (is_visit(type)) {
            piece.evidence.pop_back();
            piece.dates.push_back(summary.time);
            return static_cast<std::uint32_t>(piece.dates.size() - 1);
        }
        if (summary.evidence.count == 1) {
            const IncidentIndex incident = piece.evidence.back();
            const IncidentRow& row = m_store.incidents[incident];
            if (summary.expected == row.confidence && summary.time == row.time) {
                piece.evidence.pop_back();
                return incident;
            }
        }
        piece.summaries.push_back(summary);
        return static_cast<std::uint32_t>(piece.summaries.size() - 1) | summarised;
    }

    const CaseStore& m_store;
    const std::vector<unsigned char>& m_selected;
    const ShownPlaces& m_shown;
    const Numbering& m_numbering;
    std::vector<Statement> m_statements;
    std::vector<EdgeKey> m_edges;
};

/// Entities that occur, in the order of vertices.
struct Vertices {
    Numbering numbering;
    Table<EntityKind> kind;
    Table<std::uint32_t> entity;
    // What they state at most, merged into fewer edges where they say the same.
    std::size_t statements = 0; ///< all
    std::size_t visits = 0;     ///< those of stops and scenes
};

/// Numbers the entities that the selected incidents and the lists name.
class VertexNumbering {
  public:
    VertexNumbering(const CaseSelection& selection, const ShownPlaces& shown)
        : m_store(selection.store()), m_shown(shown) {
        for (std::size_t k = 0; k < kinds; ++k) {
            table(static_cast<EntityKind>(k))
                .assign(entities(static_cast<EntityKind>(k)), no_vertex);
        }
        const auto incidents = selection.incidents();
        tbb::parallel_for(tbb::blocked_range<std::size_t>(0, incidents.size(), 1024),
                          [&](const auto& range) {
                              Stated stated;
                              for (std::size_t k = range.begin(); k != range.end(); ++k) {
                                  see_incident(incidents[k], stated);
                              }
                              m_statements += stated.all;
                              m_visits += stated.visits;
                          });
        Stated stated;
        for (auto p = static_cast<std::uint32_t>(m_store.people.size());
             p > 0 && m_store.people[p - 1].incident == no_index; --p) {
            see_person(p - 1, stated);
        }
        m_statements += stated.all;
    }

    /// All entities are numbered in the order of their ids.
    [[nodiscard]] Vertices vertices() && {
        std::size_t at_most = 0;
        for (const auto& vertices : m_numbering.vertex) {
            at_most += vertices.size();
        }
        auto kind = Table<EntityKind>::unset(at_most);
        auto entity = Table<std::uint32_t>::unset(at_most);
        std::size_t n = 0;
        for (std::size_t k = 0; k < kinds; ++k) {
            std::vector<Vertex>& vertices = m_numbering.vertex[k];
            for (std::uint32_t e = 0; e < vertices.size(); ++e) {
                if (vertices[e] != no_vertex) {
                    vertices[e] = static_cast<Vertex>(n);
                    kind.writable()[n] = static_cast<EntityKind>(k);
                    entity.writable()[n] = e;
                    ++n;
                }
            }
        }
        kind.truncate(n);
        entity.truncate(n);
        return {std::move(m_numbering), std::move(kind), std::move(entity), m_statements, m_visits};
    }

  private:
    struct Stated {
        std::size_t all = 0;
        std::size_t visits = 0;
    };

    std::vector<Vertex>& table(EntityKind kind) {
        return m_numbering.vertex[static_cast<std::size_t>(kind)];
    }

    [[nodiscard]] std::size_t entities(EntityKind kind) const {
        switch (kind) {
        case EntityKind::person:
            return m_store.person_entities.size();
        case EntityKind::place:
            return m_store.places.size();
        case EntityKind::organisation:
            return m_store.organisation_entities.size();
        case EntityKind::incident:
            return m_store.incidents.size();
        case EntityKind::identifier:
            return m_store.identifier_entities.size();
        }
        return 0;
    }

    void see(EntityKind kind, std::uint32_t entity) {
        const std::atomic_ref<Vertex> vertex(table(kind)[entity]);
        if (vertex.load(std::memory_order_relaxed) != 0) { // else another's line is left alone
            vertex.store(0, std::memory_order_relaxed);
        }
    }

    /// Whether there is one.
    std::size_t see_place(PlaceIndex place) {
        if (place == no_place) {
            return 0;
        }
        see(EntityKind::place, place);
        return 1;
    }

    void see_person(std::uint32_t r, Stated& stated) {
        const PersonRow& row = m_store.people[r];
        see(EntityKind::person, row.person);
        stated.all += 1 + see_place(m_shown.home[r]) + row.identifiers.count;
        for (const IdentifierRow& identifier :
             CaseStore::rows(m_store.identifier_rows, row.identifiers)) {
            see(EntityKind::identifier, identifier.identifier);
        }
    }

    void see_incident(IncidentIndex i, Stated& stated) {
        const IncidentRow& incident = m_store.incidents[i];
        see(EntityKind::incident, i);
        for (std::uint32_t k = 0; k < incident.people.count; ++k) {
            see_person(incident.people.first + k, stated);
        }
        for (std::uint32_t k = 0; k < incident.organisations.count; ++k) {
            const std::uint32_t r = incident.organisations.first + k;
            see(EntityKind::organisation, m_store.organisations[r].organisation);
            stated.all += 1 + see_place(m_shown.seat[r]);
        }
        std::size_t visits = 0;
        for (std::uint32_t k = 0; k < incident.stops.count; ++k) {
            visits += see_place(m_shown.stop[incident.stops.first + k]);
        }
        for (std::uint32_t k = 0; k < incident.places.count; ++k) {
            visits += see_place(m_shown.scene[incident.places.first + k]);
        }
        stated.all += visits + incident.ties.count;
        stated.visits += visits;
    }

    const CaseStore& m_store;
    const ShownPlaces& m_shown;
    Numbering m_numbering;
    std::atomic<std::size_t> m_statements = 0;
    std::atomic<std::size_t> m_visits = 0;
};

/// The columns while pieces are put into them.
struct GrowingColumns {
    Table<VertexPair> edges;
    Table<EdgeType> type;
    Table<std::uint32_t> behind;
    Table<FuzzyDate> dates;
    std::vector<EdgeSummary> summaries;
    std::vector<IncidentIndex> evidence;
    std::size_t edge_count = 0;
    std::size_t date_count = 0;

    GrowingColumns(std::size_t statements, std::size_t visits)
        : edges(Table<VertexPair>::unset(statements)), type(Table<EdgeType>::unset(statements)),
          behind(Table<std::uint32_t>::unset(statements)), dates(Table<FuzzyDate>::unset(visits)) {}

    /// Gives a piece its place; in the order of vertices. The few summaries are taken here.
    void place(Piece& piece) {
        if (piece.edges.size() > edges.size() - edge_count ||
            piece.dates.size() > dates.size() - date_count) {
            throw std::logic_error("case graph: a row of the store is mentioned more than once");
        }
        if (piece.evidence.size() > no_index - evidence.size()) {
            throw std::length_error("case graph: more than 4294967295 pieces of evidence");
        }
        piece.first_edge = edge_count;
        piece.first_date = date_count;
        piece.first_summary = summaries.size();
        edge_count += piece.edges.size();
        date_count += piece.dates.size();
        for (EdgeSummary& summary : piece.summaries) {
            summary.evidence.first += static_cast<std::uint32_t>(evidence.size());
        }
        const auto append = [](const auto& from, auto& to) {
            to.insert(to.end(), from.begin(), from.end());
        };
        append(piece.summaries, summaries);
        append(piece.evidence, evidence);
    }

    /// Any thread may.
    void copy(Piece& piece) {
        for (std::size_t e = 0; e < piece.behind.size(); ++e) {
            std::uint32_t& position = piece.behind[e];
            if (is_visit(piece.type[e])) {
                position += static_cast<std::uint32_t>(piece.first_date);
            } else if ((position & summarised) != 0) {
                position += static_cast<std::uint32_t>(piece.first_summary);
            }
        }
        const auto put = [](const auto& from, auto& to, std::size_t at) {
            std::copy(from.begin(), from.end(), to.writable().subspan(at).begin());
        };
        put(piece.edges, edges, piece.first_edge);
        put(piece.type, type, piece.first_edge);
        put(piece.behind, behind, piece.first_edge);
        put(piece.dates, dates, piece.first_date);
    }
};

constexpr std::size_t vertices_at_once = 4096;

} // namespace

GraphSize case_graph_size(const CaseSelection& selection, PlaceLevel level) {
    const std::vector<unsigned char> selected = selection.flags();
    const ShownPlaces shown = show_places(selection, level);
    const Vertices vertices = VertexNumbering(selection, shown).vertices();
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

struct CaseGraph::Parts {
    Table<VertexPair> edges;
    Columns columns;
};

// Memory touched for the first time costs most here: so few pieces are used again and again, and
// the columns, as long as they may become, are touched no further than they are filled.
CaseGraph::Parts CaseGraph::assemble(const CaseSelection& selection, PlaceLevel level) {
    if (selection.store().incidents.size() > summarised) {
        throw std::length_error("case graph: more than 2147483648 incidents");
    }
    const std::vector<unsigned char> selected = selection.flags();
    const ShownPlaces shown = show_places(selection, level);
    Vertices vertices = VertexNumbering(selection, shown).vertices();
    GrowingColumns columns(vertices.statements, vertices.visits);
    const std::size_t n = vertices.kind.size();

    std::vector<Piece> pieces(2 *
                              static_cast<std::size_t>(tbb::this_task_arena::max_concurrency()));
    tbb::concurrent_queue<Piece*> unused;
    for (Piece& piece : pieces) {
        unused.push(&piece);
    }
    std::size_t next = 0;
    const auto begin = [&](tbb::flow_control& flow) {
        Piece* piece = nullptr;
        if (next < n) {
            unused.try_pop(piece); // one is there: no more are under way than there are
            piece->first_vertex = std::exchange(next, std::min(n, next + vertices_at_once));
        } else {
            flow.stop();
        }
        return piece;
    };
    const auto make = [&](Piece* piece) {
        piece->clear();
        EdgeMaker maker(selection, selected, shown, vertices.numbering);
        const std::size_t last = std::min(n, piece->first_vertex + vertices_at_once);
        for (std::size_t v = piece->first_vertex; v < last; ++v) {
            maker.make(static_cast<Vertex>(v), vertices.kind[v], vertices.entity[v], *piece);
        }
        return piece;
    };
    const auto place = [&](Piece* piece) {
        columns.place(*piece);
        return piece;
    };
    const auto copy = [&](Piece* piece) {
        columns.copy(*piece);
        unused.push(piece);
    };
    constexpr auto in_order = tbb::filter_mode::serial_in_order;
    constexpr auto parallel = tbb::filter_mode::parallel;
    tbb::parallel_pipeline(pieces.size(), tbb::make_filter<void, Piece*>(in_order, begin) &
                                              tbb::make_filter<Piece*, Piece*>(parallel, make) &
                                              tbb::make_filter<Piece*, Piece*>(in_order, place) &
                                              tbb::make_filter<Piece*, void>(parallel, copy));
    columns.edges.truncate(columns.edge_count);
    columns.type.truncate(columns.edge_count);
    columns.behind.truncate(columns.edge_count);
    columns.dates.truncate(columns.date_count);
    return {std::move(columns.edges),
            {std::move(vertices.kind), std::move(vertices.entity), std::move(columns.type),
             std::move(columns.behind), std::move(columns.dates), std::move(columns.summaries),
             std::move(columns.evidence)}};
}

CaseGraph::CaseGraph(const CaseStore& store, const CaseGraphOptions& options)
    : CaseGraph(CaseSelection(store, options.filter, options.disclosure), options.level) {}

CaseGraph::CaseGraph(const CaseSelection& selection, PlaceLevel level)
    : CaseGraph(selection, assemble(selection, level)) {}

CaseGraph::CaseGraph(CaseSelection selection, Parts&& parts)
    : DirectedGraph(static_cast<Vertex>(parts.columns.kind.size()), std::move(parts.edges)),
      m_selection(std::move(selection)), m_columns(std::move(parts.columns)) {}

const EdgeSummary* CaseGraph::summary(Edge e) const {
    const std::uint32_t behind = m_columns.behind[e];
    return (behind & summarised) == 0 ? nullptr : &m_columns.summaries[behind - summarised];
}

/// Of an edge without a summary.
const IncidentIndex& CaseGraph::only_incident(Edge e) const {
    return is_visit(type(e)) ? m_columns.entity[ends(e).source] : m_columns.behind[e];
}

FuzzyDate CaseGraph::time(Edge e) const {
    if (const EdgeSummary* const s = summary(e)) {
        return s->time;
    }
    const std::uint32_t behind = m_columns.behind[e];
    return is_visit(type(e)) ? m_columns.dates[behind] : store().incidents[behind].time;
}

double CaseGraph::confidence(Edge e) const {
    if (const EdgeSummary* const s = summary(e)) {
        return s->confidence;
    }
    // To the last bit what a summary would say.
    return 1.0 - (1.0 - store().incidents[only_incident(e)].confidence);
}

double CaseGraph::expected_incidents(Edge e) const {
    const EdgeSummary* const s = summary(e);
    return s != nullptr ? s->expected : store().incidents[only_incident(e)].confidence;
}

std::span<const IncidentIndex> CaseGraph::evidence(Edge e) const {
    if (const EdgeSummary* const s = summary(e)) {
        return std::span(m_columns.evidence).subspan(s->evidence.first, s->evidence.count);
    }
    return {&only_incident(e), 1};
}

Vertex CaseGraph::find(EntityKind wanted, std::uint32_t wanted_entity) const {
    const auto& [kind, entity] = std::tie(m_columns.kind, m_columns.entity);
    const auto first = std::lower_bound(kind.begin(), kind.end(), wanted);
    const auto last = std::upper_bound(first, kind.end(), wanted);
    const auto* const begin = entity.begin() + (first - kind.begin());
    const auto* const end = entity.begin() + (last - kind.begin());
    const auto* const at = std::lower_bound(begin, end, wanted_entity);
    return at == end || *at != wanted_entity ? no_vertex : static_cast<Vertex>(at - entity.begin());
}

} // namespace sandhan::graph
