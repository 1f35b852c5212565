// SPDX-License-Identifier: Apache-2.0
// analyse hubs: places, people or organisations ranked by what their position measures.
#include "cli/hubs_measured.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <set>
#include <utility>

namespace sandhan::cli {
namespace {

class HubRanking : public HubsQuestion {
  public:
    explicit HubRanking(const HubsOptions& options) : m_options(&options) {}

    [[nodiscard]] bool asked() const override { return true; }
    [[nodiscard]] std::string asked_by() const override { return "a ranking"; }
    [[nodiscard]] std::vector<std::string> reads() const override {
        return {"--by", "--weighted", "--normalised", "--approximate", "--restart-at"};
    }
    void check() const override {
        // A word that is none is told before a million records are read.
        (void)m_options->measures();
        (void)m_options->measure_options();
        require_pagerank(*m_options);
    }

    void answer(const HubGraph& g, io::ResultDocument& result) const override {
        list_hubs(g, measure_hubs(g, *m_options, result), {}, result);
    }

  private:
    const HubsOptions* m_options;
};

} // namespace

std::vector<algorithms::Measure> HubsOptions::measures() const {
    std::vector<algorithms::Measure> measures;
    try {
        measures = algorithms::parse_measures(by);
    } catch (const std::invalid_argument& error) {
        throw UsageError("--by: " + std::string(error.what()));
    }
    if (measures.empty()) {
        throw UsageError("--by: no measure; give one or more of " + known_measures());
    }
    return measures;
}

algorithms::HubOptions HubsOptions::measure_options() const {
    algorithms::HubOptions options = measure;
    if (approximate.empty()) {
        return options;
    }
    const auto refuse = [this](const std::string& why) {
        throw UsageError("--approximate " + approximate + ": " + why);
    };
    algorithms::ApproximateOptions sampled;
    const auto comma = approximate.find(',');
    const char* const end = approximate.data() + approximate.size();
    const char* const middle = approximate.data() + std::min(comma, approximate.size());
    const auto epsilon = std::from_chars(approximate.data(), middle, sampled.epsilon);
    const auto delta = std::from_chars(middle == end ? end : middle + 1, end, sampled.delta);
    if (epsilon.ec != std::errc() || epsilon.ptr != middle || delta.ec != std::errc() ||
        delta.ptr != end) {
        refuse("give two numbers, such as 0.01,0.1: how far a normalised score may be off, and "
               "how likely any may be farther");
    }
    if (!(sampled.epsilon > 0.0 && sampled.epsilon < 1.0)) {
        refuse("the first number, how far a normalised score may be off, lies between 0 and 1");
    }
    if (!(sampled.delta > 0.0 && sampled.delta < 1.0)) {
        refuse("the second number, a probability, lies between 0 and 1");
    }
    if (measure.weighted) {
        refuse("shortest paths are sampled by steps; leave --weighted out");
    }
    sampled.seed = graph.output.seed;
    options.approximate = sampled;
    return options;
}

void require_pagerank(const HubsOptions& options) {
    const auto by = options.measures();
    if (!options.restart_at.empty() &&
        std::find(by.begin(), by.end(), algorithms::Measure::pagerank) == by.end()) {
        throw UsageError("--restart-at moves PageRank alone; give --by pagerank");
    }
}

std::vector<double>
restarts(const HubGraph& g, const HubsOptions& options, io::ResultDocument& result) {
    if (options.restart_at.empty()) {
        return {};
    }
    std::vector<double> weight(g.graph.vertex_count(), 0.0);
    std::set<std::string> ids;
    for (std::size_t at = 0; at <= options.restart_at.size();) {
        const std::size_t end =
            std::min(options.restart_at.find(';', at), options.restart_at.size());
        const std::string part = options.restart_at.substr(at, end - at);
        at = end + 1;
        const std::size_t first = part.find_first_not_of(' ');
        if (first == std::string::npos) {
            continue;
        }
        const std::string name = part.substr(first, part.find_last_not_of(' ') + 1 - first);
        const HubEntry& entry = g.entries[find_hub(g, name)];
        weight[entry.vertex] = 1.0;
        ids.insert(entry.id);
    }
    if (ids.empty()) {
        throw UsageError("--restart-at: give one id or name, or several with ; between them");
    }
    result.parameters.emplace_back("restart_at", io::texts(ids));
    return weight;
}

std::string known_measures() {
    std::string list;
    for (const auto& info : algorithms::measure_catalogue()) {
        list += (list.empty() ? "" : ", ") + std::string(info.name);
    }
    return list;
}

void add_measure_parameters(const HubsOptions& options, io::ResultDocument& result) {
    io::List by;
    for (const auto measure : options.measures()) {
        by.emplace_back(algorithms::name_of(measure));
    }
    result.parameters.emplace_back("by", by);
    result.parameters.emplace_back("weighted", options.measure.weighted);
    result.parameters.emplace_back("normalised", options.measure.normalised);
    if (const auto sampled = options.measure_options().approximate) {
        result.parameters.emplace_back(
            "approximate", io::Record{{"epsilon", sampled->epsilon}, {"delta", sampled->delta}});
        result.parameters.emplace_back("seed", sampled->seed);
    }
}

io::Value figure(double value, algorithms::ColumnKind kind) {
    if (std::isnan(value)) {
        return {}; // such as the constraint of a vertex without neighbours
    }
    switch (kind) {
    case algorithms::ColumnKind::boolean:
        return value != 0.0;
    case algorithms::ColumnKind::integer:
        return static_cast<std::int64_t>(value);
    case algorithms::ColumnKind::real:
        return value;
    }
    return value;
}

double ranking_key(double value) { return algorithms::ranking_key(value); }

std::vector<std::size_t> ranking_order(const std::vector<HubEntry>& entries,
                                       const std::vector<double>& values) {
    std::vector<std::size_t> order(entries.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const double x = ranking_key(values[entries[a].vertex]);
        const double y = ranking_key(values[entries[b].vertex]);
        return x != y ? x > y : entries[a].id < entries[b].id;
    });
    return order;
}

void describe_hub_entries(const HubGraph& g, io::ResultDocument& result) {
    constexpr std::size_t label_width = 48;
    constexpr std::size_t label_least = 20;
    result.columns = {{"#", "rank", io::Alignment::right},
                      {.header = g.what == "places" ? "place" : "who",
                       .path = "label",
                       .widest = label_width,
                       .least = label_least,
                       .wraps = true}};
    result.csv = {{"rank", "rank"}, {"id", "id"}, {"label", "label"}, {"kind", "kind"}};
}

void describe_hub_ids(io::ResultDocument& result) {
    constexpr std::size_t id_width = 48;
    constexpr std::size_t id_least = 20;
    result.columns.push_back(
        {.header = "id", .path = "id", .widest = id_width, .least = id_least, .spare = 1});
}

std::string on_graph(const HubGraph& g, const io::ResultDocument& result) {
    return fmt::format("on {} {} and {} ({})", result.vertices,
                       result.vertices == 1 ? "vertex" : "vertices", counted(result.edges, "edge"),
                       g.graph.is_directed() ? "directed" : "undirected");
}

std::unique_ptr<HubsQuestion> make_hub_ranking_question(CLI::App& app, const HubsOptions& options) {
    (void)app;
    return std::make_unique<HubRanking>(options);
}

} // namespace sandhan::cli
