// SPDX-License-Identifier: Apache-2.0
#include "graph/case_graph.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace sandhan::graph {

std::vector<IncidentIndex> select(const CaseStore& store, const IncidentFilter& filter) {
    const FuzzyDate::Days since = filter.since.value_or(FuzzyDate::open_start);
    const FuzzyDate::Days until = filter.until.value_or(FuzzyDate::open_end);
    std::vector<IncidentIndex> selected;
    for (IncidentIndex i = 0; i < store.incidents.size(); ++i) {
        const IncidentRow& row = store.incidents[i];
        if (row.confidence < filter.min_confidence) {
            continue;
        }
        if (filter.since || filter.until) {
            const Certainty within = row.time.within(since, until);
            if (within == Certainty::impossible ||
                (filter.certain && within != Certainty::certain)) {
                continue;
            }
        }
        selected.push_back(i);
    }
    return selected;
}

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
    std::vector<IncidentIndex> incidents;
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

/// One statement of one incident (or of a list: no_index) that two entities are related.
struct Statement {
    EntityKind from_kind, to_kind;
    EdgeType type;
    std::uint32_t from, to; // entities; vertices once numbered
    IncidentIndex incident;
    float tie_confidence;
    FuzzyDate time;
};

/// Collects what the selected incidents state, places already as they may be shown.
class Statements {
  public:
    Statements(const CaseStore& store, const CaseGraphOptions& options)
        : m_store(store), m_options(options) {}

    void add_incident(IncidentIndex index) {
        const IncidentRow& incident = m_store.incidents[index];
        m_shielded = shielded_places(m_store, incident);
        for (const PersonRow& row : m_store.people_of(incident)) {
            state(EntityKind::person, row.person, EntityKind::incident, index,
                  {EdgeKind::involvement, code(row.role)}, index, incident.time);
            add_person(row, index, incident.time);
        }
        for (const OrganisationRow& row : m_store.organisations_of(incident)) {
            state(EntityKind::organisation, row.organisation, EntityKind::incident, index,
                  {EdgeKind::engagement, code(row.role)}, index, incident.time);
            if (row.place != no_place) {
                state(EntityKind::organisation, row.organisation, EntityKind::place,
                      place(row.place), {EdgeKind::seat, 0}, index, incident.time);
            }
        }
        for (const StopRow& row : m_store.stops_of(incident)) {
            if (row.place != no_place) {
                state(EntityKind::incident, index, EntityKind::place, place(row.place),
                      {EdgeKind::stop, code(row.role)}, index, row.arrived.hull(row.departed));
            }
        }
        for (const IncidentPlaceRow& row : m_store.places_of(incident)) {
            if (row.place != no_place) {
                state(EntityKind::incident, index, EntityKind::place, place(row.place),
                      {EdgeKind::scene, code(row.role)}, index, row.date);
            }
        }
        for (const TieRow& row : m_store.ties_of(incident)) {
            const auto [from_kind, from] = party(row.from);
            const auto [to_kind, to] = party(row.to);
            state(from_kind, from, to_kind, to, {EdgeKind::tie, code(row.type)}, index,
                  row.date.is_known() ? row.date : incident.time,
                  static_cast<float>(row.confidence));
        }
    }

    void add_listed(const PersonRow& row) {
        m_shielded.clear();
        if (m_store.person_entities[row.person].shield != Shield::none) {
            m_shielded.push_back(row.home);
        }
        m_lone_people.push_back(row.person);
        add_person(row, no_index, {});
    }

    std::vector<Statement> take() { return std::move(m_statements); }
    [[nodiscard]] const std::vector<PersonIndex>& lone_people() const { return m_lone_people; }

  private:
    template <class E>
    static std::uint8_t code(E value) {
        return static_cast<std::uint8_t>(value);
    }

    PlaceIndex place(PlaceIndex fine) const {
        return m_store.raised(shown_place(m_store, m_shielded, fine, m_options.disclosure),
                              m_options.level);
    }

    std::pair<EntityKind, std::uint32_t> party(const Party& party) const {
        return party.is_person ? std::pair(EntityKind::person, m_store.people[party.row].person)
                               : std::pair(EntityKind::organisation,
                                           m_store.organisations[party.row].organisation);
    }

    void add_person(const PersonRow& row, IncidentIndex incident, const FuzzyDate& time) {
        if (row.home != no_place) {
            state(EntityKind::person, row.person, EntityKind::place, place(row.home),
                  {EdgeKind::home, 0}, incident, time);
        }
        for (const IdentifierRow& identifier :
             CaseStore::rows(m_store.identifier_rows, row.identifiers)) {
            state(EntityKind::person, row.person, EntityKind::identifier, identifier.identifier,
                  {EdgeKind::identifier, 0}, incident, time);
        }
    }

    void state(EntityKind from_kind,
               std::uint32_t from,
               EntityKind to_kind,
               std::uint32_t to,
               EdgeType type,
               IncidentIndex incident,
               const FuzzyDate& time,
               float tie_confidence = 1.0F) {
        m_statements.push_back(
            {from_kind, to_kind, type, from, to, incident, tie_confidence, time});
    }

    const CaseStore& m_store;
    const CaseGraphOptions& m_options;
    std::vector<PlaceIndex> m_shielded;
    std::vector<Statement> m_statements;
    std::vector<PersonIndex> m_lone_people;
};

constexpr std::size_t kinds = 5;

} // namespace

CaseGraph::Parts CaseGraph::assemble(const CaseStore& store, const CaseGraphOptions& options) {
    Parts parts;
    parts.incidents = select(store, options.filter);
    Statements collected(store, options);
    for (const IncidentIndex i : parts.incidents) {
        collected.add_incident(i);
    }
    for (const PersonRow& row : store.people) {
        if (row.incident == no_index) {
            collected.add_listed(row);
        }
    }
    std::vector<Statement> statements = collected.take();

    // Entities that occur, kind by kind. Entity numbers of people, organisations, incidents and
    // identifiers already follow their ids; places are sorted by id here.
    std::array<std::vector<std::uint32_t>, kinds> present;
    const auto see = [&](EntityKind kind, std::uint32_t entity) {
        present[static_cast<std::size_t>(kind)].push_back(entity);
    };
    for (const IncidentIndex i : parts.incidents) {
        see(EntityKind::incident, i);
    }
    for (const PersonIndex p : collected.lone_people()) {
        see(EntityKind::person, p);
    }
    for (const Statement& s : statements) {
        see(s.from_kind, s.from);
        see(s.to_kind, s.to);
    }
    std::vector<Vertex> place_vertex(store.places.size(), no_vertex);
    std::array<Vertex, kinds> first{};
    for (std::size_t k = 0; k < kinds; ++k) {
        auto& entities = present[k];
        std::sort(entities.begin(), entities.end());
        entities.erase(std::unique(entities.begin(), entities.end()), entities.end());
        if (static_cast<EntityKind>(k) == EntityKind::place) {
            std::sort(entities.begin(), entities.end(), [&](PlaceIndex a, PlaceIndex b) {
                return store.text(store.places[a].id) < store.text(store.places[b].id);
            });
        }
        first[k] = static_cast<Vertex>(parts.kind.size());
        for (const std::uint32_t entity : entities) {
            if (static_cast<EntityKind>(k) == EntityKind::place) {
                place_vertex[entity] = static_cast<Vertex>(parts.kind.size());
            }
            parts.kind.push_back(static_cast<EntityKind>(k));
            parts.entity.push_back(entity);
        }
    }
    const auto vertex_of = [&](EntityKind kind, std::uint32_t entity) {
        if (kind == EntityKind::place) {
            return place_vertex[entity];
        }
        const auto& entities = present[static_cast<std::size_t>(kind)];
        const auto at = std::lower_bound(entities.begin(), entities.end(), entity);
        return first[static_cast<std::size_t>(kind)] + static_cast<Vertex>(at - entities.begin());
    };
    for (Statement& s : statements) {
        s.from = vertex_of(s.from_kind, s.from);
        s.to = vertex_of(s.to_kind, s.to);
    }
    // The date takes part so that merging does not depend on the order of records.
    std::sort(statements.begin(), statements.end(), [](const Statement& a, const Statement& b) {
        return std::tuple(a.from, a.to, a.type, a.incident, a.time.earliest(), a.time.latest()) <
               std::tuple(b.from, b.to, b.type, b.incident, b.time.earliest(), b.time.latest());
    });

    parts.evidence_offset.push_back(0);
    for (std::size_t i = 0; i < statements.size();) {
        const Statement& head = statements[i];
        FuzzyDate time;
        double all_false = 1.0;
        double expected = 0.0;
        std::size_t j = i;
        while (j < statements.size() && statements[j].from == head.from &&
               statements[j].to == head.to && statements[j].type == head.type) {
            const IncidentIndex incident = statements[j].incident;
            double confidence = 0.0;
            while (j < statements.size() && statements[j].from == head.from &&
                   statements[j].to == head.to && statements[j].type == head.type &&
                   statements[j].incident == incident) {
                time = time.hull(statements[j].time);
                confidence =
                    std::max(confidence, static_cast<double>(statements[j].tie_confidence));
                ++j;
            }
            confidence *=
                incident == no_index ? ungraded_confidence : store.incidents[incident].confidence;
            all_false *= 1.0 - confidence;
            expected += confidence;
            if (incident != no_index) {
                parts.evidence.push_back(incident);
            }
        }
        parts.edges.push_back({head.from, head.to});
        parts.type.push_back(head.type);
        parts.time.push_back(time);
        parts.confidence.push_back(1.0 - all_false);
        parts.expected.push_back(expected);
        parts.evidence_offset.push_back(static_cast<std::uint32_t>(parts.evidence.size()));
        i = j;
    }
    return parts;
}

CaseGraph::CaseGraph(const CaseStore& store, const CaseGraphOptions& options)
    : CaseGraph(store, options, assemble(store, options)) {}

CaseGraph::CaseGraph(const CaseStore& store, const CaseGraphOptions& options, Parts&& parts)
    : DirectedGraph(static_cast<Vertex>(parts.kind.size()), std::move(parts.edges)),
      m_store(&store), m_disclosure(options.disclosure), m_incidents(std::move(parts.incidents)),
      m_kind(std::move(parts.kind)), m_entity(std::move(parts.entity)),
      m_type(std::move(parts.type)), m_time(std::move(parts.time)),
      m_confidence(std::move(parts.confidence)), m_expected(std::move(parts.expected)),
      m_evidence_offset(std::move(parts.evidence_offset)), m_evidence(std::move(parts.evidence)) {}

Vertex CaseGraph::find(EntityKind wanted, std::uint32_t wanted_entity) const {
    const auto first = std::lower_bound(m_kind.begin(), m_kind.end(), wanted);
    const auto last = std::upper_bound(first, m_kind.end(), wanted);
    const auto begin = m_entity.begin() + (first - m_kind.begin());
    const auto end = m_entity.begin() + (last - m_kind.begin());
    const auto at = std::lower_bound(begin, end, wanted_entity, [&](auto a, auto b) {
        if (wanted != EntityKind::place) {
            return a < b;
        }
        return m_store->text(m_store->places[a].id) < m_store->text(m_store->places[b].id);
    });
    return at == end || *at != wanted_entity ? no_vertex
                                             : static_cast<Vertex>(at - m_entity.begin());
}

} // namespace sandhan::graph
