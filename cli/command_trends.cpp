// SPDX-License-Identifier: Apache-2.0
// analyse trends: corridors that emerge, fade or moved elsewhere.
#include "algorithms/routes/trends.hpp"
#include "cli/entities.hpp"
#include "cli/places.hpp"
#include "cli/trends_scan.hpp"

#include <fmt/format.h>
#include <oneapi/tbb/parallel_for.h>

#include <charconv>
#include <cmath>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::Period;
using algorithms::Trend;
using algorithms::TrendPeriods;
using TrendDays = graph::FuzzyDate::Days;

constexpr std::size_t most_trend_windows = 400;

/// "6m": so many calendar months, or else days.
struct TrendSpan {
    unsigned months = 0;
    TrendDays days = 0;

    /// The first day of the k-th such span counted back from the day before `end`.
    [[nodiscard]] TrendDays start(TrendDays end, unsigned k) const {
        return months > 0 ? algorithms::months_before(end, months * k)
                          : end - days * static_cast<TrendDays>(k);
    }
};

TrendSpan trend_span(const std::string& text) {
    unsigned number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const std::string unit(end, text.data() + text.size());
    constexpr unsigned most = 10'000;
    if (error == std::errc() && number > 0 && number <= most) {
        if (unit == "m") {
            return {number, 0};
        }
        if (unit == "y") {
            constexpr unsigned months = 12;
            return {number * months, 0};
        }
        if (unit == "d" || unit == "w") {
            constexpr TrendDays week = 7;
            return {0, static_cast<TrendDays>(number) * (unit == "w" ? week : 1)};
        }
    }
    throw UsageError("--window " + text +
                     ": not a length; write a number and d, w, m or y, such as 90d or 6m");
}

std::string trend_days(const Period& period) {
    return graph::iso_day(period.first) + " to " + graph::iso_day(period.last);
}

io::Value trend_days_value(const Period& period) {
    return io::List{graph::iso_day(period.first), graph::iso_day(period.last)};
}

class TrendsCommand : public Command {
  public:
    explicit TrendsCommand(CLI::App& app) {
        app.add_option("INPUT", m_input.inputs, "incident files or folders; - is standard input");
        auto* split = app.add_option("--split", m_split,
                                     "first day of the later period (default: the last 12 months "
                                     "of the data)")
                          ->type_name("DATE");
        app.add_option("--window", m_window,
                       "the last window of this length against all before it: 90d, 26w, 6m, 1y")
            ->type_name("D")
            ->excludes(split);
        auto* relative =
            app.add_flag("--relative", m_relative,
                         "compare shares of all movements, not rates: for reporting that grew");
        auto* legs = app.add_flag("--legs", m_legs, "count each consecutive pair of stops");
        app.add_flag("--ends", m_ends, "count first and last stop of a journey (the default)")
            ->excludes(legs);
        app.add_flag("--by-report", m_by_report, "by the day of the report, not of the journey");
        auto* scan = app.add_flag("--scan", m_scan,
                                  "watch all corridors at once for what the last days brought")
                         ->excludes(split)
                         ->excludes(relative);
        app.add_option("--replications", m_replications, "of --scan: how often days are dealt out")
            ->type_name("N")
            ->check(CLI::Range(19U, 100'000U))
            ->needs(scan);
        add_filter_options(app, m_input);
        add_input_options(app, m_input);
        add_output_options(app, m_output);
        app.footer("Example:  analyse trends samples/incidents.jsonl --split 2022-01-01\n"
                   "before, after: journeys that set off in each period; ratio: of their rates a\n"
                   "day, with its 95 % interval; q: the share of false findings among all that\n"
                   "are at least as striking.");
    }

    ExitStatus run() override {
        const graph::PlaceLevel level = m_input.place_level();
        const graph::IncidentFilter filter = m_input.filter();
        if (!m_window.empty()) {
            m_span = trend_span(m_window);
        }
        read_split();
        const LoadedCases cases = load_cases(m_input, m_output);
        const graph::CaseSelection selection(cases.store, filter, m_input.disclosure());
        const graph::Journeys journeys(selection, level);
        const auto kind = m_legs ? graph::FlowKind::legs : graph::FlowKind::ends;
        const auto movements = algorithms::dated_movements(
            journeys, kind,
            m_by_report ? algorithms::MovementDate::report : algorithms::MovementDate::journey);
        const std::optional<Period> observed = algorithms::observed_days(movements, filter);

        io::ResultDocument result = result_for("trends", cases, m_input);
        if (tells_graph_size(m_output)) {
            const graph::MovementGraph movement(journeys);
            result.vertices = movement.vertex_count();
            result.edges = movement.edge_count();
        }
        result.parameters.emplace_back("count", m_legs ? "legs" : "ends");
        result.parameters.emplace_back("dates", m_by_report ? "report" : "journey");
        if (!m_window.empty()) {
            result.parameters.emplace_back("window", m_window);
        }
        if (m_scan) {
            answer_scan(cases, movements, observed, scan_of(observed), m_output, result);
        } else {
            answer(cases, movements, observed, result);
        }
        write_result(std::move(result), m_output);
        return cases.status();
    }

  private:
    void read_split() {
        if (m_split.empty()) {
            return;
        }
        const auto date = graph::FuzzyDate::parse(m_split);
        if (!date || date->earliest() == graph::FuzzyDate::open_start) {
            throw UsageError("--split " + m_split +
                             ": not a date; write YYYY-MM-DD, YYYY-MM or YYYY");
        }
        m_split_day = date->earliest();
    }

    [[nodiscard]] TrendsScan scan_of(const std::optional<Period>& observed) const {
        TrendsScan scan;
        scan.replications = m_replications;
        if (m_span && observed) {
            const TrendDays end = observed->last + 1;
            const TrendDays start = m_span->start(end, 1);
            if (start <= observed->first) {
                throw UsageError("--window " + m_window + ": the dates run from " +
                                 trend_days(*observed) +
                                 ", which leaves nothing before it; "
                                 "shorten it");
            }
            scan.windows = {end - start};
        }
        return scan;
    }

    /// Throws UsageError for a split or a window that leaves a side empty.
    [[nodiscard]] TrendPeriods periods_of(const Period& observed) const {
        TrendPeriods periods{observed, observed, observed, {}};
        const TrendDays end = observed.last + 1;
        const std::string run = ": the dates run from " + trend_days(observed);
        if (m_span) {
            std::vector<Period> windows; // the last first
            for (TrendDays next = end; windows.size() <= most_trend_windows;) {
                const auto k = static_cast<unsigned>(windows.size()) + 1;
                const TrendDays start = m_span->start(end, k);
                if (start < observed.first) {
                    break;
                }
                windows.push_back({start, next - 1});
                next = start;
            }
            if (windows.size() < 2) {
                throw UsageError("--window " + m_window + run +
                                 ", which holds no two such windows; shorten it");
            }
            if (windows.size() > most_trend_windows) {
                throw UsageError(
                    "--window " + m_window + run +
                    fmt::format(", more than {} windows; lengthen it", most_trend_windows));
            }
            periods.windows.assign(windows.rbegin(), windows.rend());
            periods.before = {periods.windows.front().first, windows[1].last};
            periods.after = windows[0];
            return periods;
        }
        if (!m_split_day) {
            return *algorithms::usual_periods(observed);
        }
        const TrendDays split = *m_split_day;
        if (split <= observed.first || split > observed.last) {
            throw UsageError("--split " + m_split + run +
                             "; give a day after the first of them and not after the last");
        }
        periods.before.last = split - 1;
        periods.after.first = split;
        return periods;
    }

    void answer(const LoadedCases& cases,
                const std::vector<algorithms::DatedMovement>& movements,
                const std::optional<Period>& observed,
                io::ResultDocument& result) const {
        if (m_relative) {
            result.parameters.emplace_back("relative", true);
        }
        describe(result);
        const std::string what = m_legs ? "Legs of journeys" : "Corridors, first to last stop";
        result.heading = fmt::format("{} by {}, then and now", what, m_input.level);
        if (!observed || observed->first == observed->last) {
            result.parameters.emplace_back("before", io::Value());
            result.parameters.emplace_back("after", io::Value());
            result.notes.push_back(
                !observed ? std::string(m_by_report ? "No incident with a journey here has a day "
                                                      "of report: nothing can be compared."
                                                    : "No journey here has a date: nothing can be "
                                                      "compared.")
                          : fmt::format("All dates mean one day, {}: nothing can be compared.",
                                        graph::iso_day(observed->first)));
            return;
        }
        const TrendPeriods periods = periods_of(*observed);
        result.parameters.emplace_back("before", trend_days_value(periods.before));
        result.parameters.emplace_back("after", trend_days_value(periods.after));
        if (m_span) {
            io::List windows;
            for (const Period& window : periods.windows) {
                windows.push_back(trend_days_value(window));
            }
            result.parameters.emplace_back("windows", std::move(windows));
        }
        algorithms::TrendOptions options;
        options.relative = m_relative;
        const algorithms::Trends trends = algorithms::trends(movements, periods, options);
        result.found = trends.rows.size();
        result.rows.resize(std::min(trends.rows.size(), rows_shown(m_output)));
        tbb::parallel_for(std::size_t{0}, result.rows.size(),
                          [&](std::size_t i) { result.rows[i] = row(cases, trends, i); });
        result.heading = fmt::format(
            "{} by {}, then and now: {}; before, {} ({:.0f} days): {}; after, {} "
            "({:.0f} days): {}",
            what, m_input.level, counted(result.found, "corridor"), trend_days(periods.before),
            periods.before.days(), counted(trends.before, "movement"), trend_days(periods.after),
            periods.after.days(), counted(trends.after, "movement"));
        add_notes(result, trends);
    }

    [[nodiscard]] io::Record
    row(const LoadedCases& cases, const algorithms::Trends& trends, std::size_t position) const {
        const Trend& trend = trends.rows[position];
        const auto place = [&](graph::PlaceIndex p) {
            return io::Value(entity_record(cases, graph::EntityKind::place, p));
        };
        const auto corridors = [&](const std::vector<std::uint32_t>& rows) {
            io::List list;
            for (const std::uint32_t r : rows) {
                list.emplace_back(io::Record{
                    {"rank", r + 1},
                    {"origin", id_of(cases, graph::EntityKind::place, trends.rows[r].origin)},
                    {"destination",
                     id_of(cases, graph::EntityKind::place, trends.rows[r].destination)}});
            }
            return list;
        };
        const algorithms::RateComparison& rates = trend.rates;
        io::Record row{
            {"rank", position + 1},
            {"origin", place(trend.origin)},
            {"destination", place(trend.destination)},
            {"before", trend.before},
            {"after", trend.after},
            {"undecided", trend.undecided},
            {"rate_before", rates.rate_before},
            {"rate_after", rates.rate_after},
            {"rate_ratio", rates.ratio}, // of what was nothing: null
            {"interval", io::List{rates.lower, rates.upper}},
            {"p_value", rates.p_value},
            {"q_value", trend.q_value}, // of what was not tested: null
            {"verdict", name_of(trend.verdict)},
            {"displaced_to", corridors(trend.displaced_to)},
            {"displaced_from", corridors(trend.displaced_from)},
        };
        if (m_span) {
            io::List counts;
            for (const std::uint64_t count : trend.by_window) {
                counts.emplace_back(count);
            }
            row.emplace_back("by_window", std::move(counts));
        }
        if (is_table(m_output)) {
            row.emplace_back("ratio_text", ratio_text(rates.ratio));
            row.emplace_back("interval_text",
                             ratio_text(rates.lower) + "–" + ratio_text(rates.upper));
            row.emplace_back("p_text", probability_text(rates.p_value));
            row.emplace_back("q_text", probability_text(trend.q_value));
            row.emplace_back("verdict_text", verdict_text(trend));
            if (m_span) {
                std::string counts;
                for (const std::uint64_t count : trend.by_window) {
                    counts += (counts.empty() ? "" : " ") + std::to_string(count);
                }
                row.emplace_back("windows_text", counts);
            }
        }
        row.emplace_back("evidence", evidence_list(cases.store, trend.evidence));
        return row;
    }

    static std::string ratio_text(double ratio) {
        return std::isinf(ratio) ? "∞" : fmt::format("{:.2f}", ratio);
    }

    static std::string probability_text(double probability) {
        constexpr double least_shown = 0.0001;
        return std::isnan(probability)     ? ""
               : probability < least_shown ? "<0.0001"
                                           : fmt::format("{:.4f}", probability);
    }

    /// "displaced to #3, #5"
    static std::string verdict_text(const Trend& trend) {
        std::string text(name_of(trend.verdict));
        std::replace(text.begin(), text.end(), '_', ' ');
        const auto& others = trend.displaced_to.empty() ? trend.displaced_from : trend.displaced_to;
        for (std::size_t i = 0; i < others.size(); ++i) {
            text += i > 0 ? ", #" : trend.displaced_to.empty() ? ", from #" : " to #";
            text += std::to_string(others[i] + 1);
        }
        return text;
    }

    void add_notes(io::ResultDocument& result, const algorithms::Trends& trends) const {
        if (trends.rows.empty()) {
            result.notes.emplace_back(trends.movements == 0
                                          ? "No corridor: no journey here leads from one place to "
                                            "another."
                                          : "No movement lies in one of the periods for certain: "
                                            "nothing can be compared.");
        } else {
            result.notes.push_back(fmt::format(
                "{} of {} could be tested; the others have too few movements for any change to "
                "show.",
                trends.tested, counted(trends.rows.size(), "corridor")));
            result.notes.emplace_back(
                m_relative
                    ? "ratio: of the shares of all movements, after by before, with its 95 % "
                      "interval."
                    : "ratio: of the rates a day, after by before, with its 95 % interval; "
                      "--relative compares shares, should reporting have grown.");
        }
        if (trends.undated + trends.undecided + trends.outside > 0) {
            result.notes.push_back(
                fmt::format("In no count: {} without a date, {} whose date may lie in either "
                            "period, {} in neither.",
                            counted(trends.undated, "movement"), trends.undecided, trends.outside));
        }
    }

    void describe(io::ResultDocument& result) const {
        constexpr std::size_t evidence_width = 60;
        result.columns = {
            {"#", "rank", io::Alignment::right},
            place_column("from", "origin.label"),
            place_column("to", "destination.label"),
            {"before", "before", io::Alignment::right},
            {"after", "after", io::Alignment::right},
            {"ratio", "ratio_text", io::Alignment::right},
            {"95 %", "interval_text", io::Alignment::right},
            {.header = "p", .path = "p_text", .alignment = io::Alignment::right, .spare = 2},
            {"q", "q_text", io::Alignment::right},
            {"verdict", "verdict_text"},
            {.header = "evidence", .path = "evidence", .widest = evidence_width, .spare = 3}};
        if (m_span) {
            constexpr std::ptrdiff_t behind_verdict = 10;
            result.columns.insert(
                result.columns.begin() + behind_verdict,
                {.header = "window by window", .path = "windows_text", .spare = 1});
        }
        result.csv = corridor_csv_columns();
        for (const io::CsvColumn& column :
             std::initializer_list<io::CsvColumn>{{"before", "before"},
                                                  {"after", "after"},
                                                  {"undecided", "undecided"},
                                                  {"rate_before", "rate_before"},
                                                  {"rate_after", "rate_after"},
                                                  {"rate_ratio", "rate_ratio"},
                                                  {"interval", "interval"},
                                                  {"p_value", "p_value"},
                                                  {"q_value", "q_value"},
                                                  {"verdict", "verdict"},
                                                  {"evidence", "evidence"}}) {
            result.csv.push_back(column);
        }
        if (m_span) {
            result.csv.insert(result.csv.end() - 1, {"by_window", "by_window"});
        }
    }

    InputOptions m_input;
    OutputOptions m_output;
    std::string m_split, m_window;
    std::optional<TrendDays> m_split_day;
    std::optional<TrendSpan> m_span;
    bool m_relative = false, m_legs = false, m_ends = false, m_by_report = false, m_scan = false;
    unsigned m_replications = 999;
};

} // namespace

std::unique_ptr<Command> make_trends(CLI::App& app) { return std::make_unique<TrendsCommand>(app); }

} // namespace sandhan::cli
