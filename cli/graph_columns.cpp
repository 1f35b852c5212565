// SPDX-License-Identifier: Apache-2.0
#include "cli/graph_columns.hpp"

#include "cli/map_layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <optional>
#include <utility>
#include <variant>

namespace sandhan::cli {
namespace {

using graph::EntityKind;
using graph::PlaceIndex;
using Integers = std::vector<std::optional<std::int64_t>>;

struct Colour {
    std::int64_t r, g, b;
};

/// Okabe and Ito's palette: told apart by colour-blind readers too. Grey where protected.
Colour colour_of(EntityKind kind) {
    switch (kind) {
    case EntityKind::person:
        return {213, 94, 0};
    case EntityKind::place:
        return {0, 114, 178};
    case EntityKind::organisation:
        return {0, 158, 115};
    case EntityKind::incident:
        return {230, 159, 0};
    case EntityKind::identifier:
        return {204, 121, 167};
    }
    return {128, 128, 128};
}

constexpr double smallest_size = 6.0;
constexpr double largest_size = 40.0; // 0.4 degrees

/// Collects a graph vertex by vertex and edge by edge, every column filled for each.
class DocumentBuilder {
  public:
    DocumentBuilder(const LoadedCases& cases, bool directed) : m_cases(cases) {
        m_document.directed = directed;
    }

    void vertex(EntityKind kind, std::uint32_t entity) {
        const graph::CaseStore& store = m_cases.store;
        m_document.vertex_ids.push_back(id_of(m_cases, kind, entity));
        m_label.push_back(label_of(m_cases, kind, entity));
        m_kind.emplace_back(graph::name_of(kind));
        const Colour colour = colour_of(kind);
        m_r.emplace_back(colour.r);
        m_g.emplace_back(colour.g);
        m_b.emplace_back(colour.b);
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        std::string state, district;
        double latitude = none;
        double longitude = none;
        if (kind == EntityKind::place &&
            (!store.is_unresolved(entity) ||
             m_cases.protection->disclosure() == graph::Disclosure::reveal)) {
            const graph::PlaceRow& place = store.places[entity];
            latitude = place.latitude;
            longitude = place.longitude;
            const auto parent = [&](graph::PlaceLevel level) {
                const PlaceIndex p = place.parent[static_cast<std::size_t>(level)];
                return p == graph::no_place ? std::string()
                                            : std::string(store.text(store.places[p].name));
            };
            state = parent(graph::PlaceLevel::state);
            district = parent(graph::PlaceLevel::district);
        }
        m_state.push_back(state);
        m_district.push_back(district);
        m_lat.push_back(latitude);
        m_lon.push_back(longitude);
    }

    void edge(graph::Vertex s,
              graph::Vertex t,
              const std::string& type,
              double weight,
              double expected,
              double confidence,
              const graph::FuzzyDate& time,
              std::span<const graph::IncidentIndex> evidence) {
        m_document.edges.push_back({s, t});
        m_type.push_back(type);
        m_weight.push_back(weight);
        m_expected.push_back(expected);
        m_confidence.push_back(confidence);
        const auto day = [](graph::FuzzyDate::Days d) {
            return d == graph::FuzzyDate::open_start || d == graph::FuzzyDate::open_end
                       ? std::string()
                       : graph::iso_day(d);
        };
        m_first.push_back(day(time.earliest()));
        m_last.push_back(day(time.latest()));
        m_incidents.emplace_back(static_cast<std::int64_t>(evidence.size()));
        std::string ids;
        for (const graph::IncidentIndex i : evidence) {
            ids += (ids.empty() ? "" : "; ") +
                   std::string(m_cases.store.text(m_cases.store.incidents[i].id));
        }
        m_evidence.push_back(std::move(ids));
    }

    /// How large each vertex is drawn, once all edges are there: its area grows with its strength.
    /// A radius in the units of the map, so that a city does not cover its neighbours.
    [[nodiscard]] std::vector<double> sizes() {
        const std::size_t n = m_label.size();
        m_strength.assign(n, 0.0);
        for (std::size_t e = 0; e < m_document.edges.size(); ++e) {
            const auto [s, t] = m_document.edges[e];
            m_strength[s] += m_weight[e];
            m_strength[t] += m_weight[e];
        }
        const double most =
            n == 0 ? 1.0 : std::max(1.0, *std::max_element(m_strength.begin(), m_strength.end()));
        std::vector<double> size;
        size.reserve(n);
        for (const double s : m_strength) {
            size.push_back(
                rounded(smallest_size + (largest_size - smallest_size) * std::sqrt(s / most)));
        }
        return size;
    }

    /// `size` as sizes() gave it.
    io::GraphDocument finish(std::vector<double> size, const std::vector<Position>& positions) {
        const std::size_t n = m_label.size();
        std::vector<double> x, y;
        for (const Position& p : positions) {
            x.push_back(p.x);
            y.push_back(p.y);
        }
        std::vector<std::string> first(n), last(n);
        for (std::size_t e = 0; e < m_document.edges.size(); ++e) {
            const auto [s, t] = m_document.edges[e];
            for (const graph::Vertex v : {s, t}) {
                if (!m_first[e].empty() && (first[v].empty() || m_first[e] < first[v])) {
                    first[v] = m_first[e];
                }
                last[v] = std::max(last[v], m_last[e]);
            }
        }
        m_document.vertex_columns = {{"label", std::move(m_label)},
                                     {"kind", std::move(m_kind)},
                                     {"state", std::move(m_state)},
                                     {"district", std::move(m_district)},
                                     {"lat", std::move(m_lat)},
                                     {"lon", std::move(m_lon)},
                                     {"x", std::move(x)},
                                     {"y", std::move(y)},
                                     {"size", std::move(size)},
                                     {"r", std::move(m_r)},
                                     {"g", std::move(m_g)},
                                     {"b", std::move(m_b)},
                                     {"strength", std::move(m_strength)},
                                     {"first", std::move(first)},
                                     {"last", std::move(last)}};
        m_document.edge_columns = {{"type", std::move(m_type)},
                                   {"weight", std::move(m_weight)},
                                   {"expected_incidents", std::move(m_expected)},
                                   {"confidence", std::move(m_confidence)},
                                   {"first", std::move(m_first)},
                                   {"last", std::move(m_last)},
                                   {"incidents", std::move(m_incidents)},
                                   {"evidence", std::move(m_evidence)}};
        return std::move(m_document);
    }

  private:
    const LoadedCases& m_cases;
    io::GraphDocument m_document;
    std::vector<std::string> m_label, m_kind, m_state, m_district;
    std::vector<double> m_lat, m_lon, m_strength;
    Integers m_r, m_g, m_b;
    std::vector<std::string> m_type, m_first, m_last, m_evidence;
    std::vector<double> m_weight, m_expected, m_confidence;
    Integers m_incidents;
};

/// A view's vertices stand where they do in the case graph, so that files laid over one another
/// agree.
io::GraphDocument finish_view(DocumentBuilder& builder,
                              const graph::CaseGraph& g,
                              const std::vector<std::pair<EntityKind, std::uint32_t>>& entities,
                              std::vector<double> size) {
    const std::vector<Position> all =
        map_layout(g, std::vector<double>(g.vertex_count(), smallest_size));
    std::vector<Wish> wishes;
    for (const auto& [kind, entity] : entities) {
        Wish wish;
        if (kind == EntityKind::place) {
            wish.position = point_of(g, entity);
            wish.fixed = wish.position.has_value();
        }
        const graph::Vertex v = g.find(kind, entity);
        if (!wish.position && v != graph::no_vertex) {
            wish.position = all[v];
        }
        wishes.push_back(wish);
    }
    const std::vector<Position> positions = spread_out(wishes, size);
    return builder.finish(std::move(size), positions);
}

} // namespace

io::GraphDocument case_document(const LoadedCases& cases, const graph::CaseGraph& g) {
    DocumentBuilder builder(cases, true);
    for (graph::Vertex v = 0; v < g.vertex_count(); ++v) {
        builder.vertex(g.kind(v), g.entity(v));
    }
    for (graph::Edge e = 0; e < g.edge_count(); ++e) {
        const auto evidence = g.evidence(e);
        builder.edge(g.ends(e).source, g.ends(e).target, std::string(graph::name_of(g.type(e))),
                     std::max<double>(1.0, static_cast<double>(evidence.size())),
                     g.expected_incidents(e), g.confidence(e), g.time(e), evidence);
    }
    std::vector<double> size = builder.sizes();
    const std::vector<Position> positions = map_layout(g, size);
    return builder.finish(std::move(size), positions);
}

io::GraphDocument
movement_document(const LoadedCases& cases, const graph::CaseGraph& g, graph::PlaceLevel level) {
    const graph::MovementGraph movement(g, level);
    DocumentBuilder builder(cases, true);
    std::vector<std::pair<EntityKind, std::uint32_t>> entities;
    for (graph::Vertex v = 0; v < movement.vertex_count(); ++v) {
        builder.vertex(EntityKind::place, movement.place(v));
        entities.emplace_back(EntityKind::place, movement.place(v));
    }
    for (graph::Edge e = 0; e < movement.edge_count(); ++e) {
        const graph::Flow& flow = movement.flow(e);
        builder.edge(movement.ends(e).source, movement.ends(e).target, "leg",
                     static_cast<double>(flow.evidence.size()), flow.expected_incidents,
                     flow.confidence, flow.time, flow.evidence);
    }
    return finish_view(builder, g, entities, builder.sizes());
}

io::GraphDocument movement_document_with_guesses(const LoadedCases& cases,
                                                 const graph::CaseGraph& g,
                                                 const graph::Journeys& told,
                                                 const graph::Journeys& completed) {
    const graph::MovementGraph movement(completed);
    DocumentBuilder builder(cases, true);
    std::vector<std::pair<EntityKind, std::uint32_t>> entities;
    std::vector<graph::Vertex> vertex(cases.store.places.size(), graph::no_vertex);
    std::vector<bool> is_told(cases.store.places.size(), false);
    for (graph::Vertex v = 0; v < movement.vertex_count(); ++v) {
        builder.vertex(EntityKind::place, movement.place(v));
        entities.emplace_back(EntityKind::place, movement.place(v));
        vertex[movement.place(v)] = v;
    }
    for (std::size_t k = 0; k < told.incidents().size(); ++k) {
        for (const graph::Visit& visit : told.visits(k)) {
            is_told[visit.place] = true;
        }
    }
    // What is told stays as it is, legs over a gap too.
    const std::vector<graph::Flow> legs = graph::flows(told, graph::FlowKind::legs);
    for (const graph::Flow& flow : legs) {
        builder.edge(vertex[flow.origin], vertex[flow.destination], "leg",
                     static_cast<double>(flow.evidence.size()), flow.expected_incidents,
                     flow.confidence, flow.time, flow.evidence);
    }
    std::vector<double> size = builder.sizes(); // no guess counts in it
    // Guessed legs are edges of their own, of the incidents that do not tell them.
    std::size_t guessed = 0;
    for (graph::Edge e = 0; e < movement.edge_count(); ++e) {
        const graph::Flow& flow = movement.flow(e);
        if (flow.inferred == 0) {
            continue;
        }
        const auto same = std::lower_bound(
            legs.begin(), legs.end(), flow, [](const graph::Flow& a, const graph::Flow& b) {
                return std::pair(a.origin, a.destination) < std::pair(b.origin, b.destination);
            });
        const bool is_told_too = same != legs.end() && same->origin == flow.origin &&
                                 same->destination == flow.destination;
        std::vector<graph::IncidentIndex> evidence = flow.evidence;
        if (is_told_too) {
            evidence.clear();
            std::set_difference(flow.evidence.begin(), flow.evidence.end(), same->evidence.begin(),
                                same->evidence.end(), std::back_inserter(evidence));
        }
        double expected = 0.0;
        std::vector<double> confidences;
        for (const graph::IncidentIndex i : evidence) {
            confidences.push_back(cases.store.incidents[i].confidence);
            expected += confidences.back();
        }
        builder.edge(movement.ends(e).source, movement.ends(e).target, "inferred leg",
                     static_cast<double>(evidence.size()), expected,
                     graph::combined_confidence(confidences), {}, evidence);
        ++guessed;
    }
    io::GraphDocument document = finish_view(builder, g, entities, std::move(size));

    // Guesses are grey. GraphML has no dashes: viewers that draw them take them from `line`.
    constexpr std::int64_t grey = 170;
    std::vector<std::optional<bool>> vertex_inferred, edge_inferred;
    for (graph::Vertex v = 0; v < movement.vertex_count(); ++v) {
        vertex_inferred.emplace_back(!is_told[movement.place(v)]);
    }
    Integers shade;
    std::vector<std::string> line;
    for (std::size_t e = 0; e < legs.size() + guessed; ++e) {
        const bool inferred = e >= legs.size();
        edge_inferred.emplace_back(inferred);
        shade.emplace_back(inferred ? grey : 0);
        line.emplace_back(inferred ? "dashed" : "solid");
    }
    for (io::Column& column : document.vertex_columns) {
        auto* colour = std::get_if<Integers>(&column.values);
        for (std::size_t v = 0; colour != nullptr && column.name.size() == 1 && v < colour->size();
             ++v) { // r, g and b
            (*colour)[v] = *vertex_inferred[v] ? std::optional(grey) : (*colour)[v];
        }
    }
    document.vertex_columns.push_back({"inferred", std::move(vertex_inferred)});
    document.edge_columns.push_back({"inferred", std::move(edge_inferred)});
    document.edge_columns.push_back({"line", std::move(line)});
    for (const char* const channel : {"r", "g", "b"}) {
        document.edge_columns.push_back({channel, shade});
    }
    return document;
}

io::GraphDocument association_document(const LoadedCases& cases,
                                       const graph::CaseGraph& g,
                                       const Included& included) {
    const graph::AssociationGraph association(g, {included.responders, included.victims});
    DocumentBuilder builder(cases, false);
    std::vector<std::pair<EntityKind, std::uint32_t>> entities;
    for (graph::Vertex v = 0; v < association.vertex_count(); ++v) {
        const auto kind = association.is_person(v) ? EntityKind::person : EntityKind::organisation;
        builder.vertex(kind, association.entity(v));
        entities.emplace_back(kind, association.entity(v));
    }
    for (graph::Edge e = 0; e < association.edge_count(); ++e) {
        std::vector<graph::IncidentIndex> evidence;
        std::string type;
        for (const graph::Reason& reason : association.reasons(e)) {
            const std::string kind(graph::name_of(reason.kind));
            if (type.find(kind) == std::string::npos) {
                type += (type.empty() ? "" : ", ") + kind;
            }
            evidence.insert(evidence.end(), reason.evidence.begin(), reason.evidence.end());
        }
        std::sort(evidence.begin(), evidence.end());
        evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
        graph::FuzzyDate time;
        double expected = 0.0;
        std::vector<double> confidences;
        for (const graph::IncidentIndex i : evidence) {
            time = time.hull(cases.store.incidents[i].time);
            confidences.push_back(cases.store.incidents[i].confidence);
            expected += confidences.back();
        }
        builder.edge(association.ends(e).source, association.ends(e).target, type,
                     association.strength(e), expected, graph::combined_confidence(confidences),
                     time, evidence);
    }
    return finish_view(builder, g, entities, builder.sizes());
}

} // namespace sandhan::cli
