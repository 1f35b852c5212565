// SPDX-License-Identifier: Apache-2.0
// analyse hubs --by-period: each period's ranks, and how they change.
#include "algorithms/hubs/rank_changes.hpp"
#include "cli/hubs_measured.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <unordered_map>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::Period;
using algorithms::RankChange;
using PeriodDays = graph::FuzzyDate::Days;

constexpr unsigned months_of_a_year = 12;
constexpr std::size_t most_hub_periods = 400;

/// "6m", "1y", "P3M": months.
unsigned period_months(const std::string& text) {
    const char* begin = text.data();
    const char* const last = text.data() + text.size();
    if (begin != last && (*begin == 'P' || *begin == 'p')) {
        ++begin;
    }
    unsigned number = 0;
    const auto [end, error] = std::from_chars(begin, last, number);
    constexpr unsigned most = 1000;
    if (error == std::errc() && number > 0 && number <= most && last - end == 1) {
        if (*end == 'y' || *end == 'Y') {
            return number * months_of_a_year;
        }
        if ((*end == 'm' || *end == 'M') &&
            (months_of_a_year % number == 0 || number % months_of_a_year == 0)) {
            return number;
        }
    }
    throw UsageError("--by-period " + text +
                     ": not a period of the calendar; write 1y, 6m, 3m, 1m or so many years");
}

/// "2020", "2018-2019", "2020-H1", "2020-Q3", "2020-05".
std::string period_label(const Period& period, unsigned months) {
    const std::string first = graph::iso_day(period.first);
    const std::string year = first.substr(0, 4);
    const unsigned month = static_cast<unsigned>(std::stoul(first.substr(5, 2)));
    if (months > months_of_a_year) {
        return year + "-" + graph::iso_day(period.last).substr(0, 4);
    }
    switch (months) {
    case months_of_a_year:
        return year;
    case 6:
        return fmt::format("{}-H{}", year, (month - 1) / 6 + 1);
    case 3:
        return fmt::format("{}-Q{}", year, (month - 1) / 3 + 1);
    default:
        return first.substr(0, 7);
    }
}

std::string period_rank_text(const algorithms::PeriodRank& rank) {
    switch (rank.change) {
    case RankChange::none:
        return rank.rank == 0 ? "" : std::to_string(rank.rank);
    case RankChange::appeared:
        return std::to_string(rank.rank) + " new";
    case RankChange::up:
        return std::to_string(rank.rank) + " ↑";
    case RankChange::down:
        return std::to_string(rank.rank) + " ↓";
    case RankChange::same:
        return std::to_string(rank.rank) + " =";
    case RankChange::gone:
        return "gone";
    }
    return {};
}

/// The days that the selected incidents' times name.
std::optional<Period> days_of_periods(const graph::CaseSelection& selection,
                                      const graph::IncidentFilter& filter) {
    std::optional<Period> days;
    const auto name = [&](PeriodDays day) {
        days =
            days ? Period{std::min(days->first, day), std::max(days->last, day)} : Period{day, day};
    };
    for (const graph::IncidentIndex i : selection.incidents()) {
        const graph::FuzzyDate& time = selection.store().incidents[i].time;
        if (time.earliest() != graph::FuzzyDate::open_start) {
            name(time.earliest());
        }
        if (time.latest() != graph::FuzzyDate::open_end) {
            name(time.latest());
        }
    }
    if (days) { // what overlaps the days asked for may begin before them
        days->first = std::max(days->first, filter.since.value_or(days->first));
        days->last = std::min(days->last, filter.until.value_or(days->last));
    }
    return days && !days->is_empty() ? days : std::nullopt;
}

/// One period: what was counted, and the measures of each entry, NaN where it is not there.
struct HubPeriod {
    Period days;
    std::string label;
    std::size_t incidents = 0;
    std::uint64_t vertices = 0, edges = 0;
    std::vector<algorithms::MeasureColumn> columns; ///< by entry
};

/// Measures the graph of some of the incidents for the entries of the graph of all.
class PeriodMeasures {
  public:
    PeriodMeasures(const HubGraph& g, const HubsOptions& options)
        : m_g(&g), m_options(&options), m_measures(options.measures()),
          m_included(parse_include(options.graph.include)) {
        for (std::size_t i = 0; i < g.entries.size(); ++i) {
            const graph::Vertex v = g.entries[i].vertex;
            m_entry.emplace(g.movement      ? key(*g.movement, v)
                            : g.association ? key(*g.association, v)
                                            : key(*g.case_graph, *g.links, v),
                            i);
        }
    }

    void measure(HubPeriod& period, const graph::RunControl& control) const {
        graph::IncidentFilter filter = m_options->graph.input.filter();
        filter.since = period.days.first;
        filter.until = period.days.last;
        const graph::CaseStore& store = m_g->cases->store;
        const graph::CaseSelection selection(store, filter, m_options->graph.input.disclosure());
        const graph::PlaceLevel level = m_options->graph.input.place_level();
        period.incidents = selection.incidents().size();
        if (m_g->movement) {
            const graph::MovementGraph view(selection, level);
            fill(period, view, view.strengths(), control,
                 [&](graph::Vertex v) { return key(view, v); });
        } else if (m_g->association) {
            const graph::AssociationGraph view(selection,
                                               {m_included.responders, m_included.victims});
            fill(period, view, view.strengths(), control,
                 [&](graph::Vertex v) { return key(view, v); });
        } else {
            const graph::CaseGraph cases(selection, level);
            const graph::LinkView view(cases, {m_included.responders, m_included.victims, {}});
            fill(period, view, view.incident_strengths(), control,
                 [&](graph::Vertex v) { return key(cases, view, v); });
        }
    }

  private:
    static std::uint64_t key(graph::EntityKind kind, std::uint32_t entity) {
        return std::uint64_t{static_cast<std::uint8_t>(kind)} << 32U | entity;
    }
    static std::uint64_t key(const graph::MovementGraph& view, graph::Vertex v) {
        return key(graph::EntityKind::place, view.place(v));
    }
    static std::uint64_t key(const graph::AssociationGraph& view, graph::Vertex v) {
        return key(view.is_person(v) ? graph::EntityKind::person : graph::EntityKind::organisation,
                   view.entity(v));
    }
    static std::uint64_t
    key(const graph::CaseGraph& cases, const graph::LinkView& view, graph::Vertex v) {
        const graph::Vertex c = view.case_vertex(v);
        return key(cases.kind(c), cases.entity(c));
    }

    template <class KeyOf>
    void fill(HubPeriod& period,
              const graph::CompressedGraph& view,
              const std::vector<double>& strength,
              const graph::RunControl& control,
              KeyOf key_of) const {
        period.vertices = view.vertex_count();
        period.edges = view.edge_count();
        period.columns =
            algorithms::compute_measures(algorithms::simplified(view, strength), m_measures,
                                         m_options->measure_options(), control);
        for (algorithms::MeasureColumn& column : period.columns) {
            std::vector<double> by_entry(m_g->entries.size(),
                                         std::numeric_limits<double>::quiet_NaN());
            for (graph::Vertex v = 0; v < view.vertex_count(); ++v) {
                if (const auto at = m_entry.find(key_of(v)); at != m_entry.end()) {
                    by_entry[at->second] = column.values[v];
                }
            }
            column.values = std::move(by_entry);
        }
    }

    const HubGraph* m_g;
    const HubsOptions* m_options;
    std::vector<algorithms::Measure> m_measures;
    Included m_included;
    std::unordered_map<std::uint64_t, std::size_t> m_entry;
};

class HubsByPeriod : public HubsQuestion {
  public:
    HubsByPeriod(CLI::App& app, const HubsOptions& options) : m_options(&options) {
        app.add_option("--by-period", m_length,
                       "ranks in each year (1y), half (6m), quarter (3m) or month (1m)")
            ->type_name("D");
    }

    [[nodiscard]] bool asked() const override { return !m_length.empty(); }
    [[nodiscard]] std::string asked_by() const override { return "--by-period"; }
    [[nodiscard]] std::vector<std::string> reads() const override {
        return {"--by", "--weighted", "--normalised", "--approximate"};
    }
    void check() const override {
        (void)m_options->measures();
        (void)m_options->measure_options();
        (void)period_months(m_length);
    }

    void answer(const HubGraph& g, io::ResultDocument& result) const override {
        if (g.file) {
            throw UsageError("--by-period needs the dates of incidents, which a graph file does "
                             "not tell; give incidents");
        }
        std::vector<HubPeriod> periods = periods_of(g);
        const MeasuredHubs measured = measure_hubs(g, *m_options, result);
        result.parameters.emplace_back("by_period", m_length);
        measure_periods(g, periods);
        std::vector<std::vector<double>> values;
        for (const HubPeriod& period : periods) {
            values.push_back(period.columns.front().values);
        }
        const auto ranks = algorithms::rank_changes(values);
        MoreOfHubs more;
        more.rows = rows_shown(m_options->graph.output);
        more.add = [&](io::Record& row, std::size_t entry) { add(row, periods, ranks, entry); };
        describe(periods, more);
        list_hubs(g, measured, more, result);
        io::List told;
        for (const HubPeriod& period : periods) {
            told.emplace_back(io::Record{{"from", graph::iso_day(period.days.first)},
                                         {"until", graph::iso_day(period.days.last)},
                                         {"incidents", period.incidents},
                                         {"vertices", period.vertices},
                                         {"edges", period.edges}});
        }
        result.extra.emplace_back("periods", std::move(told));
        add_notes(g, periods, measured.columns.front().name, result);
    }

  private:
    [[nodiscard]] std::vector<HubPeriod> periods_of(const HubGraph& g) const {
        const graph::IncidentFilter filter = m_options->graph.input.filter();
        const auto days = days_of_periods(*g.case_graph, filter);
        std::vector<HubPeriod> periods;
        if (!days) {
            return periods;
        }
        const unsigned months = period_months(m_length);
        for (Period period : algorithms::calendar_periods(days->first, days->last, months)) {
            const std::string label = period_label(period, months);
            period.first = std::max(period.first, filter.since.value_or(period.first));
            period.last = std::min(period.last, filter.until.value_or(period.last));
            periods.push_back({period, label, 0, 0, 0, {}});
        }
        if (periods.size() > most_hub_periods) {
            throw UsageError(fmt::format(
                "--by-period {}: the dates run from {} to {}, more than {} periods; lengthen them, "
                "or narrow the dates with --since and --until",
                m_length, graph::iso_day(days->first), graph::iso_day(days->last),
                most_hub_periods));
        }
        return periods;
    }

    void measure_periods(const HubGraph& g, std::vector<HubPeriod>& periods) const {
        const PeriodMeasures measures(g, *m_options);
        const graph::RunControl control = run_control(m_options->graph.output, "periods");
        graph::RunControl inner; // which tells no progress of its own
        inner.stop_requested = control.stop_requested;
        for (std::size_t p = 0; p < periods.size(); ++p) {
            control.checkpoint();
            control.report(p, periods.size());
            measures.measure(periods[p], inner);
        }
        control.report(periods.size(), periods.size());
    }

    void add(io::Record& row,
             const std::vector<HubPeriod>& periods,
             const std::vector<std::vector<algorithms::PeriodRank>>& ranks,
             std::size_t entry) const {
        const bool json = tells_graph_size(m_options->graph.output);
        io::List list;
        io::Record flat; // for the forms that have a column a period
        for (std::size_t p = 0; p < periods.size(); ++p) {
            const HubPeriod& period = periods[p];
            const algorithms::PeriodRank& rank = ranks[p][entry];
            const auto value = [&](const algorithms::MeasureColumn& column) {
                const double v = column.values[entry];
                return std::isnan(v) ? io::Value() : figure(v, column.kind);
            };
            io::Record one{{"from", graph::iso_day(period.days.first)},
                           {"until", graph::iso_day(period.days.last)},
                           {"value", value(period.columns.front())},
                           {"rank", rank.rank > 0 ? io::Value(rank.rank) : io::Value()},
                           {"change", rank.change == RankChange::none
                                          ? io::Value()
                                          : io::Value(name_of(rank.change))}};
            if (json) {
                io::Record all;
                for (const auto& column : period.columns) {
                    all.emplace_back(column.name, value(column));
                }
                one.emplace_back("measures", std::move(all));
                list.emplace_back(std::move(one));
            } else {
                one.emplace_back("text", period_rank_text(rank));
                flat.emplace_back(period.label, std::move(one));
            }
        }
        if (json) {
            row.emplace_back("periods", std::move(list));
        } else {
            row.emplace_back("by_period", std::move(flat));
        }
    }

    static void describe(const std::vector<HubPeriod>& periods, MoreOfHubs& more) {
        for (std::size_t p = 0; p < periods.size(); ++p) {
            const std::string at = "by_period." + periods[p].label + ".";
            // On a narrow terminal the oldest go first, and the last two never.
            const std::size_t later = periods.size() - 1 - p;
            more.columns.push_back({.header = periods[p].label,
                                    .path = at + "text",
                                    .alignment = io::Alignment::right,
                                    .spare = later < 2 ? 0 : static_cast<int>(later) + 1});
            for (const char* field : {"value", "rank", "change"}) {
                more.csv.push_back({periods[p].label + "_" + field, at + field});
            }
        }
    }

    static void add_notes(const HubGraph& g,
                          const std::vector<HubPeriod>& periods,
                          const std::string& measure,
                          io::ResultDocument& result) {
        if (periods.empty()) {
            result.notes.emplace_back("No incident here has a date: there are no periods.");
            return;
        }
        std::size_t counted_in_periods = 0;
        for (const HubPeriod& period : periods) {
            counted_in_periods += period.incidents;
        }
        std::size_t undated = 0;
        const graph::CaseSelection& selection = *g.case_graph;
        for (const graph::IncidentIndex i : selection.incidents()) {
            undated += selection.store().incidents[i].time.is_known() ? 0U : 1U;
        }
        result.notes.push_back(fmt::format(
            "A column a period: rank by {} there; ↑ ↓ = against the period before, new: not in it. "
            "An incident counts in each period that its dates may mean, as with --since and "
            "--until: {} in {} periods are {}; {} without a date in all of them (--certain: only "
            "what certainly lies within one).",
            measure, counted(selection.incidents().size(), "incident"), periods.size(),
            counted(counted_in_periods, "count"), undated));
    }

    const HubsOptions* m_options;
    std::string m_length;
};

} // namespace

std::unique_ptr<HubsQuestion> make_hubs_by_period_question(CLI::App& app,
                                                           const HubsOptions& options) {
    return std::make_unique<HubsByPeriod>(app, options);
}

} // namespace sandhan::cli
