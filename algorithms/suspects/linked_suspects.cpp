// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/linked_suspects.hpp"

#include "algorithms/suspects/bounded_groups.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <span>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {

using graph::AssociationGraph;
using graph::CaseStore;
using graph::Edge;
using graph::IncidentIndex;
using graph::PlaceIndex;
using graph::Vertex;

namespace {

/// The vertices of each component, one after the other, ascending within each.
struct Components {
    std::vector<Vertex> vertices;
    std::vector<std::size_t> offset{0};

    [[nodiscard]] std::size_t size() const { return offset.size() - 1; }
    [[nodiscard]] std::span<const Vertex> of(std::size_t component) const {
        return std::span<const Vertex>(vertices).subspan(offset[component],
                                                         offset[component + 1] - offset[component]);
    }
};

Components components(const AssociationGraph& g) {
    std::vector<unsigned char> seen(g.vertex_count(), 0);
    Components result;
    result.vertices.reserve(g.vertex_count());
    for (Vertex start = 0; start < g.vertex_count(); ++start) {
        if (seen[start] != 0) {
            continue;
        }
        seen[start] = 1;
        const std::size_t first = result.vertices.size();
        result.vertices.push_back(start);
        for (std::size_t next = first; next < result.vertices.size(); ++next) {
            for (const Vertex u : g.out_neighbours(result.vertices[next])) {
                if (seen[u] == 0) {
                    seen[u] = 1;
                    result.vertices.push_back(u);
                }
            }
        }
        std::sort(result.vertices.begin() + static_cast<std::ptrdiff_t>(first),
                  result.vertices.end());
        result.offset.push_back(result.vertices.size());
    }
    return result;
}

/// What is left of the components when none may be larger than asked.
Components bounded(const AssociationGraph& g, const SuspectGroupOptions& options) {
    const std::vector<Vertex> group =
        bounded_groups(g,
                       options.strength.empty()
                           ? g.strengths()
                           : std::vector<double>(options.strength.begin(), options.strength.end()),
                       options.max_group);
    Components result;
    result.vertices.resize(g.vertex_count());
    std::iota(result.vertices.begin(), result.vertices.end(), Vertex{0});
    std::sort(result.vertices.begin(), result.vertices.end(), [&](Vertex a, Vertex b) {
        return std::tuple(group[a], a) < std::tuple(group[b], b);
    });
    for (std::size_t i = 1; i <= result.vertices.size(); ++i) {
        if (i == result.vertices.size() ||
            group[result.vertices[i]] != group[result.vertices[i - 1]]) {
            result.offset.push_back(i);
        }
    }
    return result;
}

template <class T>
void sort_unique(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// The states (or countries, where no state is known) of an incident's journey and scenes.
void add_states(const CaseStore& store, IncidentIndex i, std::vector<PlaceIndex>& states) {
    const auto add = [&](PlaceIndex place) {
        const PlaceIndex state = store.raised(place, graph::PlaceLevel::state);
        if (state != graph::no_place && !store.is_unresolved(state)) {
            states.push_back(state);
        }
    };
    for (const auto& stop : store.stops_of(store.incidents[i])) {
        add(stop.place);
    }
    for (const auto& scene : store.places_of(store.incidents[i])) {
        add(scene.place);
    }
}

} // namespace

namespace {

std::vector<IncidentIndex> incidents_of(const AssociationGraph& g,
                                        std::span<const Vertex> members) {
    std::vector<IncidentIndex> incidents;
    for (const Vertex v : members) {
        incidents.insert(incidents.end(), g.incidents(v).begin(), g.incidents(v).end());
    }
    sort_unique(incidents);
    return incidents;
}

SuspectGroup told_in_full(const AssociationGraph& g,
                          std::span<const Vertex> members,
                          std::span<const double> strength) {
    SuspectGroup group;
    group.members.assign(members.begin(), members.end());
    group.incidents = incidents_of(g, members);
    for (const Vertex v : members) {
        for (std::size_t i = 0; i < g.out_degree(v); ++i) {
            const Vertex u = g.out_neighbours(v)[i];
            if (!std::binary_search(members.begin(), members.end(), u)) {
                ++group.ties_cut;
            } else if (v < u) {
                group.ties.push_back(g.out_edges(v)[i]);
            }
        }
    }
    for (const IncidentIndex i : group.incidents) {
        add_states(g.store(), i, group.states);
    }
    sort_unique(group.states); // places are numbered in the order of their ids
    std::sort(group.ties.begin(), group.ties.end(), [&](Edge a, Edge b) {
        return strength.empty() ? std::tuple(-g.strength(a), a) < std::tuple(-g.strength(b), b)
                                : std::tuple(-strength[a], a) < std::tuple(-strength[b], b);
    });
    return group;
}

} // namespace

SuspectGroups suspect_groups(const AssociationGraph& g, const SuspectGroupOptions& options) {
    struct Size {
        std::size_t component = 0;
        std::size_t people = 0;
        std::size_t incidents = 0;
    };
    const Components all =
        options.max_group < g.vertex_count() ? bounded(g, options) : components(g);
    std::vector<Size> sizes(all.size());
    tbb::parallel_for(std::size_t{0}, all.size(), [&](std::size_t c) {
        const auto members = all.of(c);
        sizes[c].component = c;
        sizes[c].people = static_cast<std::size_t>(std::count_if(
            members.begin(), members.end(), [&](Vertex v) { return g.is_person(v); }));
        if (sizes[c].people >= 2) {
            sizes[c].incidents = incidents_of(g, members).size();
        }
    });
    std::erase_if(sizes, [&](const Size& size) {
        return size.people < 2 || size.incidents < options.min_incidents;
    });
    // Components come in the order of their first members.
    const auto before = [](const Size& a, const Size& b) {
        return std::tuple(b.incidents, b.people, a.component) <
               std::tuple(a.incidents, a.people, b.component);
    };
    SuspectGroups groups;
    groups.found = sizes.size();
    const std::size_t told = std::min(options.top, sizes.size());
    std::partial_sort(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(told), sizes.end(),
                      before);
    groups.first.resize(told);
    tbb::parallel_for(std::size_t{0}, told, [&](std::size_t i) {
        groups.first[i] = told_in_full(g, all.of(sizes[i].component), options.strength);
    });
    return groups;
}

RankedGroups ranked_groups(const graph::AssociationGroups& groups,
                           const SuspectGroupOptions& options) {
    using Group = graph::AssociationGroups::Group;
    std::vector<Group> some;
    std::copy_if(groups.groups().begin(), groups.groups().end(), std::back_inserter(some),
                 [&](const Group& group) {
                     return group.people >= 2 && group.incidents >= options.min_incidents;
                 });
    RankedGroups ranked;
    ranked.found = some.size();
    const auto told =
        some.begin() + static_cast<std::ptrdiff_t>(std::min(options.top, some.size()));
    std::partial_sort(some.begin(), told, some.end(), [](const Group& a, const Group& b) {
        return std::tuple(b.incidents, b.people, a.first) <
               std::tuple(a.incidents, a.people, b.first);
    });
    std::transform(some.begin(), told, std::back_inserter(ranked.first),
                   [](const Group& group) { return group.first; });
    return ranked;
}

std::vector<SuspectGroup> suspect_groups(const AssociationGraph& g) {
    return suspect_groups(g, {}).first;
}

} // namespace sandhan::algorithms
