// SPDX-License-Identifier: Apache-2.0
#include "cli/hubs_measured.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace sandhan::cli {
namespace {

io::Record hub_row(const HubEntry& entry,
                   const std::vector<algorithms::MeasureColumn>& columns,
                   std::size_t rank) {
    io::Record row{{"rank", rank}, {"id", entry.id}, {"label", entry.label}, {"kind", entry.kind}};
    for (const auto& column : columns) {
        row.emplace_back(column.name, figure(column.values[entry.vertex], column.kind));
        if (!column.lower.empty()) {
            row.emplace_back(column.name + "_interval",
                             io::List{column.lower[entry.vertex], column.upper[entry.vertex]});
        }
    }
    return row;
}

void add_place_and_evidence(const HubEntry& entry, io::Record& row) {
    if (entry.kind == "place" && !entry.evidence.is_null()) {
        row.emplace_back("lat", entry.lat);
        row.emplace_back("lon", entry.lon);
    }
    if (!entry.evidence.is_null()) {
        row.emplace_back("evidence", entry.evidence);
    }
}

std::string hub_interval_text(double low, double high) {
    if (std::isnan(low)) {
        return "";
    }
    const std::string a = fmt::format("{:.4g}", low);
    const std::string b = fmt::format("{:.4g}", high);
    return a == b ? a : a + "–" + b;
}

} // namespace

MeasuredHubs
measure_hubs(const HubGraph& g, const HubsOptions& options, io::ResultDocument& result) {
    add_measure_parameters(options, result);
    MeasuredHubs measured;
    measured.simple = algorithms::simplified(g.graph, g.strength);
    algorithms::HubOptions how = options.measure_options();
    how.restart = restarts(g, options, result);
    measured.columns = algorithms::compute_measures(measured.simple, options.measures(), how,
                                                    run_control(options.graph.output, "measuring"));
    measured.order = ranking_order(g.entries, measured.columns.front().values);
    return measured;
}

void list_hubs(const HubGraph& g,
               const MeasuredHubs& measured,
               const MoreOfHubs& more,
               io::ResultDocument& result) {
    for (const std::size_t i : measured.order) {
        io::Record row = hub_row(g.entries[i], measured.columns, result.rows.size() + 1);
        if (more.add && result.rows.size() < more.rows) {
            more.add(row, i);
        }
        add_place_and_evidence(g.entries[i], row);
        result.rows.emplace_back(std::move(row));
    }
    result.heading = fmt::format("Hubs: {} {} ranked by {}, {}", result.rows.size(), g.what,
                                 measured.columns.front().name, on_graph(g, result));
    describe_hub_entries(g, result);
    for (const auto& column : measured.columns) {
        constexpr int digits = 4;
        result.columns.push_back({column.name, column.name, io::Alignment::right, digits});
        result.csv.push_back({column.name, column.name});
        if (!column.lower.empty()) {
            result.csv.push_back({column.name + "_interval", column.name + "_interval"});
        }
        if (!column.warning.empty()) {
            result.notes.push_back("Note: " + column.warning);
        }
    }
    result.columns.insert(result.columns.end(), more.columns.begin(), more.columns.end());
    result.csv.insert(result.csv.end(), more.csv.begin(), more.csv.end());
    describe_hub_ids(result);
    const bool on_a_map = std::any_of(result.rows.begin(), result.rows.end(),
                                      [](const io::Value& row) { return !row["lat"].is_null(); });
    if (on_a_map) {
        result.csv.push_back({"lat", "lat"});
        result.csv.push_back({"lon", "lon"});
    }
    result.csv.push_back({"evidence", "evidence"});
    if (result.rows.empty()) {
        result.notes.push_back("Nothing to rank: the graph has no " + g.what + ".");
    }
}

algorithms::HubMeasure ranking_measure(const HubsOptions& options) {
    const std::array first{options.measures().front()};
    return [first, how = options.measure_options()](const algorithms::SimpleGraph& g,
                                                    const graph::RunControl& control) {
        return algorithms::compute_measures(g, first, how, control).front().values;
    };
}

void add_seed(io::ResultDocument& result, std::uint64_t seed) {
    const auto is_seed = [](const auto& parameter) { return parameter.first == "seed"; };
    if (std::none_of(result.parameters.begin(), result.parameters.end(), is_seed)) {
        result.parameters.emplace_back("seed", seed);
    }
}

std::vector<graph::Vertex> entry_vertices(const HubGraph& g) {
    std::vector<graph::Vertex> vertices;
    vertices.reserve(g.entries.size());
    for (const HubEntry& entry : g.entries) {
        vertices.push_back(entry.vertex);
    }
    return vertices;
}

io::Record interval_record(const algorithms::RankInterval& interval, bool texts) {
    io::Record record{{"value_interval", io::List{interval.value_low, interval.value_high}},
                      {"rank_interval", io::List{interval.rank_low, interval.rank_high}},
                      {"top_probability", interval.in_top},
                      {"tied", interval.tied}};
    if (texts) {
        record.emplace_back("value_text",
                            hub_interval_text(interval.value_low, interval.value_high));
        record.emplace_back("rank_text", hub_interval_text(interval.rank_low, interval.rank_high));
    }
    return record;
}

} // namespace sandhan::cli
