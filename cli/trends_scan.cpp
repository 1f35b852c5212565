// SPDX-License-Identifier: Apache-2.0
#include "cli/trends_scan.hpp"

#include "algorithms/routes/flow_scan.hpp"
#include "cli/entities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sandhan::cli {
namespace {

using ScanDays = graph::FuzzyDate::Days;

struct ScannedCorridor {
    graph::PlaceIndex origin, destination;
};
struct ScannedMovement {
    std::uint32_t corridor;
    ScanDays day;
    graph::IncidentIndex incident;
};

/// The movements that a scan can place in time, and the corridors they are on.
struct Scanned {
    std::vector<ScannedCorridor> corridors; ///< by origin, then destination
    std::vector<ScannedMovement> movements;
    std::uint64_t vague = 0, undated = 0, outside = 0;

    Scanned(std::span<const algorithms::DatedMovement> all, const algorithms::Period& observed) {
        constexpr ScanDays at_most = 31; // days a date may span, its first not counted
        for (const algorithms::DatedMovement& movement : all) {
            const graph::FuzzyDate& date = movement.date;
            if (!date.is_known()) {
                ++undated;
                continue;
            }
            if (date.latest() < observed.first || date.earliest() > observed.last) {
                ++outside;
                continue;
            }
            if (date.earliest() == graph::FuzzyDate::open_start ||
                date.latest() == graph::FuzzyDate::open_end ||
                date.latest() - date.earliest() >= at_most) {
                ++vague;
                continue;
            }
            const ScanDays first = std::max(date.earliest(), observed.first);
            const ScanDays last = std::min(date.latest(), observed.last);
            if (corridors.empty() || corridors.back().origin != movement.origin ||
                corridors.back().destination != movement.destination) {
                corridors.push_back({movement.origin, movement.destination});
            }
            movements.push_back({static_cast<std::uint32_t>(corridors.size() - 1),
                                 first + (last - first) / 2, movement.incident});
        }
    }
};

std::vector<algorithms::FlowZone> scan_zones(const LoadedCases& cases, const Scanned& scanned) {
    std::vector<graph::PlaceIndex> places;
    for (const ScannedCorridor& corridor : scanned.corridors) {
        places.push_back(corridor.origin);
        places.push_back(corridor.destination);
    }
    std::sort(places.begin(), places.end());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    const auto position = [&](graph::PlaceIndex place) {
        return static_cast<std::uint32_t>(std::lower_bound(places.begin(), places.end(), place) -
                                          places.begin());
    };
    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const ScannedCorridor& corridor : scanned.corridors) {
        pairs.emplace_back(position(corridor.origin), position(corridor.destination));
    }
    return algorithms::flow_zones(pairs, algorithms::neighbours_among(cases.store, places));
}

/// "Gaya, Bihar to Jaipur, Rajasthan and 3 corridors beside it, by border"
std::string scan_label(const LoadedCases& cases,
                       const algorithms::FlowZone& zone,
                       const ScannedCorridor& centre) {
    const auto name = [&](graph::PlaceIndex place) {
        return label_of(cases, graph::EntityKind::place, place);
    };
    const std::string others = counted(zone.corridors.size() - 1, "corridor");
    switch (zone.kind) {
    case algorithms::ZoneKind::from_origin:
        return fmt::format("from {}, {}", name(centre.origin),
                           counted(zone.corridors.size(), "corridor"));
    case algorithms::ZoneKind::to_destination:
        return fmt::format("to {}, {}", name(centre.destination),
                           counted(zone.corridors.size(), "corridor"));
    case algorithms::ZoneKind::by_border:
        return fmt::format("{} to {} and {} beside it, by border", name(centre.origin),
                           name(centre.destination), others);
    case algorithms::ZoneKind::by_rail:
        return fmt::format("{} to {} and {} beside it, by rail", name(centre.origin),
                           name(centre.destination), others);
    case algorithms::ZoneKind::corridor:
        break;
    }
    return fmt::format("{} to {}", name(centre.origin), name(centre.destination));
}

class ScanRows {
  public:
    ScanRows(const LoadedCases& cases, const Scanned& scanned)
        : m_cases(cases), m_first(scanned.corridors.size() + 1), m_scanned(scanned) {
        for (const ScannedMovement& movement : scanned.movements) { // in the order of corridors
            ++m_first[movement.corridor + 1];
        }
        for (std::size_t c = 1; c < m_first.size(); ++c) {
            m_first[c] += m_first[c - 1];
        }
    }

    [[nodiscard]] io::Record row(const algorithms::FlowCluster& cluster,
                                 const algorithms::FlowZone& zone,
                                 ScanDays last_day) const {
        const ScanDays since = last_day - cluster.window + 1;
        io::List corridors;
        std::vector<graph::IncidentIndex> evidence;
        for (const std::uint32_t c : zone.corridors) {
            std::uint64_t in_window = 0;
            for (std::size_t m = m_first[c]; m < m_first[c + 1]; ++m) {
                if (m_scanned.movements[m].day >= since) {
                    ++in_window;
                    evidence.push_back(m_scanned.movements[m].incident);
                }
            }
            const ScannedCorridor& corridor = m_scanned.corridors[c];
            corridors.emplace_back(io::Record{
                {"origin", place(corridor.origin)},
                {"destination", place(corridor.destination)},
                {"observed", in_window},
                {"incidents", m_first[c + 1] - m_first[c]},
            });
        }
        std::sort(evidence.begin(), evidence.end());
        evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
        return {
            {"label", scan_label(m_cases, zone, m_scanned.corridors[zone.centre])},
            {"zone", name_of(zone.kind)},
            {"corridors", std::move(corridors)},
            {"since", graph::iso_day(since)},
            {"until", graph::iso_day(last_day)},
            {"observed", cluster.observed},
            {"expected", cluster.expected},
            {"times_expected", static_cast<double>(cluster.observed) / cluster.expected},
            {"log_likelihood_ratio", cluster.log_likelihood_ratio},
            {"p_value", cluster.p_value},
            {"alarm", cluster.p_value <= 0.05},
            {"evidence", evidence_list(m_cases.store, evidence)},
        };
    }

  private:
    [[nodiscard]] io::Value place(graph::PlaceIndex index) const {
        return entity_record(m_cases, graph::EntityKind::place, index);
    }

    const LoadedCases& m_cases;
    std::vector<std::size_t> m_first; ///< of each corridor, among the movements
    const Scanned& m_scanned;
};

void describe_scan(io::ResultDocument& result) {
    constexpr std::size_t label_width = 60;
    constexpr std::size_t label_least = 24;
    constexpr std::size_t evidence_width = 60;
    result.columns = {
        {"#", "rank", io::Alignment::right},
        {.header = "corridors",
         .path = "label",
         .widest = label_width,
         .least = label_least,
         .wraps = true},
        {"since", "since"},
        {"observed", "observed", io::Alignment::right},
        {"expected", "expected", io::Alignment::right, 1},
        {"times", "times_expected", io::Alignment::right, 1},
        {"p", "p_value", io::Alignment::right, 4},
        {"alarm", "alarm"},
        {.header = "evidence", .path = "evidence", .widest = evidence_width, .spare = 1}};
    result.csv = {{"rank", "rank"},
                  {"label", "label"},
                  {"zone", "zone"},
                  {"since", "since"},
                  {"until", "until"},
                  {"observed", "observed"},
                  {"expected", "expected"},
                  {"times_expected", "times_expected"},
                  {"log_likelihood_ratio", "log_likelihood_ratio"},
                  {"p_value", "p_value"},
                  {"alarm", "alarm"},
                  {"evidence", "evidence"}};
}

} // namespace

void answer_scan(const LoadedCases& cases,
                 std::span<const algorithms::DatedMovement> movements,
                 const std::optional<algorithms::Period>& observed,
                 const TrendsScan& scan,
                 const OutputOptions& output,
                 io::ResultDocument& result) {
    result.parameters.emplace_back("scan", true);
    result.parameters.emplace_back("replications", scan.replications);
    result.parameters.emplace_back("seed", output.seed);
    describe_scan(result);
    const Scanned scanned(movements, observed.value_or(algorithms::Period{}));
    algorithms::ScanOptions options;
    options.replications = scan.replications;
    options.seed = output.seed;
    io::List windows;
    if (observed) {
        options.last_day = observed->last;
        if (!scan.windows.empty()) {
            options.windows = scan.windows;
        }
        // What fills more than half of the days has nothing to be compared with.
        std::erase_if(options.windows, [&](ScanDays window) {
            return scan.windows.empty() && window * 2.0 > observed->days();
        });
        for (const ScanDays window : options.windows) {
            windows.emplace_back(window);
        }
    }
    result.parameters.emplace_back("windows_days", std::move(windows));

    std::vector<algorithms::ScanEvent> events;
    for (const ScannedMovement& movement : scanned.movements) {
        events.push_back({movement.corridor, movement.day});
    }
    const std::vector<algorithms::FlowZone> zones = scan_zones(cases, scanned);
    const std::vector<algorithms::FlowCluster> clusters =
        algorithms::flow_scan(events, zones, options, run_control(output, "scanning"));
    const ScanRows rows(cases, scanned);
    for (const algorithms::FlowCluster& cluster : clusters) {
        if (result.found++ < rows_shown(output)) {
            io::Record row{{"rank", result.rows.size() + 1}};
            for (auto& field : rows.row(cluster, zones[cluster.zone], options.last_day)) {
                row.push_back(std::move(field));
            }
            result.rows.emplace_back(std::move(row));
        }
    }
    result.heading = fmt::format("What the last days brought: {} in {} of {}, {} looked at",
                                 counted(events.size(), "movement"), counted(zones.size(), "set"),
                                 counted(scanned.corridors.size(), "corridor"),
                                 counted(options.windows.size() * (observed ? 1U : 0U), "window"));
    if (events.empty()) {
        result.notes.emplace_back("No journey here has a date that a scan can use.");
    } else if (options.windows.empty()) {
        result.notes.emplace_back("The dates span too few days to compare the last with the rest.");
    } else if (clusters.empty()) {
        result.notes.emplace_back("Nowhere did the last days bring three movements or more, above "
                                  "what was expected.");
    } else {
        result.notes.push_back(fmt::format(
            "expected: from how busy these corridors and these days are; p: among {} ways to deal "
            "the days out, seed {}, how many have such a set anywhere; alarm: p at most 0.05.",
            scan.replications, output.seed));
    }
    const std::uint64_t left = scanned.undated + scanned.vague + scanned.outside;
    if (left > 0) {
        result.notes.push_back(fmt::format(
            "{} left out: {} without a date, {} dated to more than a month, {} outside the days "
            "asked for.",
            counted(left, "movement"), scanned.undated, scanned.vague, scanned.outside));
    }
}

} // namespace sandhan::cli
