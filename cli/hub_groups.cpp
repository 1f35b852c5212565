// SPDX-License-Identifier: Apache-2.0
#include "cli/hub_groups.hpp"

#include "algorithms/hubs/groups.hpp"
#include "algorithms/simple_graph.hpp"
#include "algorithms/suspects/cells.hpp"
#include "algorithms/suspects/leiden.hpp"
#include "io/graph_file.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace sandhan::cli {
namespace {

std::optional<graph::PlaceLevel> grouping_level(const std::string& by) {
    using enum graph::PlaceLevel;
    return by == "district"  ? std::optional(district)
           : by == "state"   ? std::optional(state)
           : by == "country" ? std::optional(country)
                             : std::nullopt;
}

/// Numbers groups in the order of their ids.
HubGroups numbered_groups(const std::string& by,
                          const std::vector<std::string>& id_of_vertex,
                          const std::map<std::string, std::string>& labels) {
    HubGroups groups{by, {}, {}, {}};
    for (const auto& [id, label] : labels) {
        groups.id.push_back(id);
        groups.label.push_back(label);
    }
    groups.group.reserve(id_of_vertex.size());
    for (const std::string& id : id_of_vertex) {
        const auto at = std::lower_bound(groups.id.begin(), groups.id.end(), id);
        groups.group.push_back(id.empty() ? algorithms::no_group
                                          : static_cast<std::uint32_t>(at - groups.id.begin()));
    }
    return groups;
}

HubGroups groups_of_file(const FileGraph& file, const std::string& by) {
    std::vector<std::string> texts;
    std::map<std::string, std::string> labels;
    for (graph::Vertex v = 0; v < file.graph.vertex_count(); ++v) {
        texts.push_back(by == "kind" ? file.kind(v) : file.text(by, v));
        if (!texts.back().empty()) {
            labels.emplace(texts.back(), texts.back());
        }
    }
    return numbered_groups(by, texts, labels);
}

graph::EntityKind kind_of_vertex(const HubGraph& g, graph::Vertex v) {
    return g.movement      ? graph::EntityKind::place
           : g.association ? (g.association->is_person(v) ? graph::EntityKind::person
                                                          : graph::EntityKind::organisation)
                           : g.case_graph->kind(g.links->case_vertex(v));
}

/// Tells at a level where the vertices of a view of cases belong.
class PlaceGroups {
  public:
    PlaceGroups(const HubGraph& g, graph::PlaceLevel level)
        : m_g(&g), m_store(&g.cases->store), m_level(level),
          m_divided(m_store->places.size(), false) {
        constexpr auto country = static_cast<std::size_t>(graph::PlaceLevel::country);
        for (graph::PlaceIndex p = 1; p < m_store->places.size(); ++p) {
            const graph::PlaceRow& row = m_store->places[p];
            if (row.level != graph::PlaceLevel::country && !m_store->is_unresolved(p)) {
                m_divided[row.parent[country]] = true;
            }
        }
    }

    /// A place, or no_place.
    [[nodiscard]] graph::PlaceIndex of(graph::Vertex v) const {
        if (m_g->movement) {
            return raised(m_g->movement->place(v));
        }
        const graph::EntityKind kind = kind_of_vertex(*m_g, v);
        if (m_g->association) {
            const graph::PlaceIndex own = base(kind, m_g->association->entity(v));
            return own != graph::no_place ? own : most(m_g->association->incidents(v));
        }
        const graph::CaseGraph& cases = *m_g->case_graph;
        const std::uint32_t entity = cases.entity(m_g->links->case_vertex(v));
        if (kind == graph::EntityKind::place) {
            return raised(entity);
        }
        if (const graph::PlaceIndex own = base(kind, entity); own != graph::no_place) {
            return own;
        }
        std::set<graph::IncidentIndex> incidents;
        if (kind == graph::EntityKind::incident) {
            incidents.insert(entity);
        } else {
            for (const graph::Edge e : m_g->links->out_edges(v)) {
                const auto behind = cases.evidence(m_g->links->case_edge(e));
                incidents.insert(behind.begin(), behind.end());
            }
        }
        return most(std::vector<graph::IncidentIndex>(incidents.begin(), incidents.end()));
    }

  private:
    /// What holds the place at the level, if that is known for certain. A country of which no
    /// finer place is known in these records stands for itself.
    [[nodiscard]] graph::PlaceIndex raised(graph::PlaceIndex place) const {
        const graph::PlaceIndex outer = m_store->raised(place, m_level);
        if (outer == graph::no_place || m_store->is_unresolved(outer)) {
            return graph::no_place;
        }
        const graph::PlaceLevel level = m_store->places[outer].level;
        const bool whole = level == graph::PlaceLevel::country && !m_divided[outer];
        return level == m_level || whole ? outer : graph::no_place;
    }

    /// Where a person lives or an organisation sits, if that is known and one.
    [[nodiscard]] graph::PlaceIndex base(graph::EntityKind kind, std::uint32_t entity) const {
        std::set<graph::PlaceIndex> known;
        if (kind == graph::EntityKind::organisation) {
            known.insert(raised(m_store->organisation_entities[entity].place));
        } else if (kind == graph::EntityKind::person) {
            for (const std::uint32_t mention : graph::CaseStore::rows(
                     m_store->person_mentions, m_store->person_entities[entity].mentions)) {
                known.insert(raised(m_store->people[mention].home));
            }
        }
        known.erase(graph::no_place);
        return known.size() == 1 ? *known.begin() : graph::no_place;
    }

    /// Where most of the incidents touched; of several, where they touched most often.
    [[nodiscard]] graph::PlaceIndex most(std::span<const graph::IncidentIndex> incidents) const {
        using Touched = std::pair<std::size_t, std::size_t>; // incidents; stops and scenes
        std::map<graph::PlaceIndex, Touched> touched;
        for (const graph::IncidentIndex i : incidents) {
            std::map<graph::PlaceIndex, std::size_t> here;
            for (const auto& stop : m_store->stops_of(m_store->incidents[i])) {
                ++here[raised(stop.place)];
            }
            for (const auto& scene : m_store->places_of(m_store->incidents[i])) {
                if (scene.role != graph::PlaceRole::reported_at) {
                    ++here[raised(scene.place)];
                }
            }
            here.erase(graph::no_place);
            for (const auto& [place, times] : here) {
                touched[place].first += 1;
                touched[place].second += times;
            }
        }
        graph::PlaceIndex best = graph::no_place;
        Touched in_best;
        bool tied = false;
        for (const auto& [place, times] : touched) {
            if (times > in_best) {
                best = place;
                in_best = times;
                tied = false;
            } else {
                tied = tied || times == in_best;
            }
        }
        return tied ? graph::no_place : best;
    }

    const HubGraph* m_g;
    const graph::CaseStore* m_store;
    graph::PlaceLevel m_level;
    std::vector<bool> m_divided; ///< by place: a country with a state or district
};

/// Each cell goes by the name of the member who has the strongest ties within it.
HubGroups groups_by_cell(const HubGraph& g, const OutputOptions& output) {
    const algorithms::SimpleGraph simple = algorithms::undirected_simplified(g.graph, g.strength);
    algorithms::LeidenOptions options;
    options.seed = output.seed;
    const algorithms::Communities found = algorithms::leiden(
        simple.graph, simple.strength, algorithms::thorough(simple.graph, options),
        run_control(output, "finding cells"));
    const graph::Vertex n = simple.graph.vertex_count();
    std::vector<std::string> ids(n);
    std::map<std::string, std::string> labels;
    for (const algorithms::Cell& cell :
         algorithms::cells(simple.graph, simple.strength, found.community)) {
        const auto first =
            std::max_element(cell.members.begin(), cell.members.end(),
                             [](const auto& a, const auto& b) { return a.within < b.within; });
        const std::string id = "cell:" + id_of(g, first->vertex);
        labels.emplace(id, "cell of " + label_of(g, first->vertex));
        for (const algorithms::CellMember& member : cell.members) {
            ids[member.vertex] = id;
        }
    }
    return numbered_groups("cell", ids, labels);
}

bool groups_a_file(const HubGraphOptions& options) {
    return options.input.inputs.size() == 1 && options.input.inputs.front() != "-" &&
           io::is_graph_file(options.input.inputs.front(), options.file.reading());
}

} // namespace

io::Value HubGroups::named(std::uint32_t number) const {
    if (number == algorithms::no_group) {
        return {};
    }
    return io::Record{{"id", id[number]}, {"label", label[number]}};
}

std::string HubGroups::noun() const { return grouping_level(by) || by == "cell" ? by : "group"; }

void check_group_by(const HubGraphOptions& options, const std::string& by) {
    if (groups_a_file(options)) {
        return; // its columns are not known yet
    }
    const auto level = grouping_level(by);
    if (!level && by != "kind" && by != "cell") {
        throw UsageError(
            "--group-by: \"" + by +
            "\" is none of state, district, country, kind and cell; columns by other names "
            "are for graph files");
    }
    const bool of_places =
        options.view == "movement" || (options.view.empty() && options.of == "places");
    if (level && of_places && *level < options.input.place_level()) {
        throw UsageError("--group-by " + by + ": places at --level " + options.input.level +
                         " are of no " + by + "; give a finer --level");
    }
}

std::string usual_group_by(const HubGraphOptions& options) {
    return groups_a_file(options) || options.input.place_level() < graph::PlaceLevel::state
               ? "state"
               : "country";
}

HubGroups hub_groups(const HubGraph& g, const HubGraphOptions& options, const std::string& by) {
    if (by == "cell" && !(g.file && g.file->has_column(by))) {
        return groups_by_cell(g, options.output);
    }
    if (g.file) {
        if (by != "kind" && !g.file->has_column(by)) {
            std::string known = "kind, cell";
            for (const io::Column& column : g.file->document.vertex_columns) {
                known += column.name == "kind" ? "" : ", " + column.name;
            }
            throw UsageError("--group-by: vertices of " + options.input.inputs.front() +
                             " have no column \"" + by + "\"; known are " + known);
        }
        return groups_of_file(*g.file, by);
    }
    const graph::Vertex n = g.graph.vertex_count();
    std::vector<std::string> ids(n);
    std::map<std::string, std::string> labels;
    if (by == "kind") {
        for (graph::Vertex v = 0; v < n; ++v) {
            ids[v] = graph::name_of(kind_of_vertex(g, v));
            labels.emplace(ids[v], ids[v]);
        }
    } else if (const auto level = grouping_level(by)) {
        const PlaceGroups places(g, *level);
        for (graph::Vertex v = 0; v < n; ++v) {
            if (const graph::PlaceIndex place = places.of(v); place != graph::no_place) {
                ids[v] = id_of(*g.cases, graph::EntityKind::place, place);
                labels.emplace(ids[v], label_of(*g.cases, graph::EntityKind::place, place));
            }
        }
    }
    return numbered_groups(by, ids, labels);
}

} // namespace sandhan::cli
