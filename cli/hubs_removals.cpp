// SPDX-License-Identifier: Apache-2.0
#include "cli/hubs_removals.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandhan::cli {

std::vector<bool> removable(const HubGraph& g) {
    std::vector<bool> allowed(g.graph.vertex_count(), false);
    for (const HubEntry& entry : g.entries) {
        allowed[entry.vertex] = true;
    }
    return allowed;
}

std::vector<bool> removable(const HubGraph& g, const NumberedById& numbered) {
    const std::vector<bool> allowed = removable(g);
    std::vector<bool> by_number;
    by_number.reserve(allowed.size());
    for (const graph::Vertex v : numbered.original) {
        by_number.push_back(allowed[v]);
    }
    return by_number;
}

std::vector<std::size_t> entry_of_vertex(const HubGraph& g) {
    std::vector<std::size_t> entry(g.graph.vertex_count(), 0);
    for (std::size_t i = 0; i < g.entries.size(); ++i) {
        entry[g.entries[i].vertex] = i;
    }
    return entry;
}

io::Record begin_removal_row(const HubEntry& entry, std::size_t rank) {
    return {{"rank", rank}, {"id", entry.id}, {"label", entry.label}, {"kind", entry.kind}};
}

void add_what_is_left(const algorithms::DismantlingStep& step, io::Record& row) {
    row.emplace_back("largest_component", step.largest_component);
    row.emplace_back("reachable_pairs", step.reachable_pairs);
    row.emplace_back("components", step.components);
    row.emplace_back("strength_left", step.strength_left);
}

void end_removal_row(const HubEntry& entry, io::Record& row) {
    if (entry.kind == "place" && !entry.evidence.is_null()) {
        row.emplace_back("lat", entry.lat);
        row.emplace_back("lon", entry.lon);
    }
    if (!entry.evidence.is_null()) {
        row.emplace_back("evidence", entry.evidence);
    }
}

void describe_what_is_left(io::ResultDocument& result) {
    result.columns.push_back({"largest", "largest_component", io::Alignment::right});
    result.columns.push_back({"pairs", "reachable_pairs", io::Alignment::right});
    result.columns.push_back({"pieces", "components", io::Alignment::right});
    result.columns.push_back({"strength", "strength_left", io::Alignment::right});
    for (const char* name :
         {"largest_component", "reachable_pairs", "components", "strength_left"}) {
        result.csv.push_back({name, name});
    }
}

void describe_removal_ends(io::ResultDocument& result) {
    describe_hub_ids(result);
    if (std::any_of(result.rows.begin(), result.rows.end(),
                    [](const io::Value& row) { return !row["lat"].is_null(); })) {
        result.csv.push_back({"lat", "lat"});
        result.csv.push_back({"lon", "lon"});
    }
    result.csv.push_back({"evidence", "evidence"});
}

std::string percent(double share) {
    constexpr double hundred = 100.0;
    return fmt::format("{:.1f} %", hundred * share);
}

} // namespace sandhan::cli
