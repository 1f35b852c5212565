// SPDX-License-Identifier: Apache-2.0
// analyse routes: corridors ranked, and what each place is in them.
#include "algorithms/routes/corridor_ranks.hpp"
#include "algorithms/routes/corridors.hpp"
#include "algorithms/routes/expected_flows.hpp"
#include "algorithms/routes/recurring_organisers.hpp"
#include "algorithms/routes/travel_days.hpp"
#include "algorithms/routes/trends.hpp"
#include "cli/entities.hpp"
#include "cli/places.hpp"
#include "cli/routes_questions.hpp"

#include <fmt/format.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <limits>
#include <map>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::cli {
namespace {

io::Record modes_record(const graph::Flow& flow) {
    io::Record modes;
    for (std::size_t m = 0; m < graph::transport_modes; ++m) {
        if (flow.modes[m] > 0) {
            modes.emplace_back(graph::word_of(static_cast<graph::TransportMode>(m)), flow.modes[m]);
        }
    }
    return modes;
}

/// Pairs of places in these flows of which one holds the other: no journey leads between them.
std::vector<std::pair<std::uint32_t, std::uint32_t>>
nested_places(const graph::CaseStore& store, const std::vector<graph::Flow>& flows) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> nested;
    for (const graph::Flow& flow : flows) {
        for (const graph::PlaceIndex place : {flow.origin, flow.destination}) {
            for (const graph::PlaceIndex holder : store.places[place].parent) {
                if (holder != graph::no_place && holder != place) {
                    nested.emplace_back(holder, place);
                }
            }
        }
    }
    std::sort(nested.begin(), nested.end());
    nested.erase(std::unique(nested.begin(), nested.end()), nested.end());
    return nested;
}

/// What the sizes of its ends predict of each corridor, in incidents.
std::vector<double> predicted_by_size(const graph::CaseStore& store,
                                      const std::vector<graph::Flow>& flows) {
    std::vector<algorithms::ObservedFlow> observed;
    observed.reserve(flows.size());
    for (const graph::Flow& flow : flows) {
        observed.push_back(
            {flow.origin, flow.destination, static_cast<double>(flow.evidence.size())});
    }
    return algorithms::expected_flows(observed, nested_places(store, flows)).expected;
}

/// Days on the way of those who took a corridor or, of `legs`, a leg.
std::vector<algorithms::DayRange>
days_on_the_way(const graph::Journeys& journeys, const graph::Flow& flow, graph::FlowKind kind) {
    std::vector<algorithms::DayRange> days;
    const auto incidents = journeys.incidents();
    const auto add = [&](std::span<const graph::Visit> visits) {
        if (const auto range = algorithms::travel_days(visits)) {
            days.push_back(*range);
        }
    };
    for (const graph::IncidentIndex incident : flow.evidence) {
        const auto visits = journeys.visits(static_cast<std::size_t>(
            std::lower_bound(incidents.begin(), incidents.end(), incident) - incidents.begin()));
        if (kind == graph::FlowKind::ends) {
            add(visits);
            continue;
        }
        for (std::size_t v = 1; v < visits.size(); ++v) {
            if (visits[v - 1].place == flow.origin && visits[v].place == flow.destination) {
                add(visits.subspan(v - 1, 2));
            }
        }
    }
    return days;
}

/// What `analyse trends` says of each corridor without options, by its ends.
using CorridorTrends = std::map<std::pair<graph::PlaceIndex, graph::PlaceIndex>, algorithms::Trend>;

CorridorTrends corridor_trends(const graph::Journeys& journeys,
                               graph::FlowKind kind,
                               const graph::IncidentFilter& filter) {
    const auto movements =
        algorithms::dated_movements(journeys, kind, algorithms::MovementDate::journey);
    const auto observed = algorithms::observed_days(movements, filter);
    const auto periods = observed ? algorithms::usual_periods(*observed) : std::nullopt;
    CorridorTrends by_ends;
    if (periods) {
        for (algorithms::Trend& trend : algorithms::trends(movements, *periods).rows) {
            trend.evidence.clear();
            by_ends.emplace(std::pair(trend.origin, trend.destination), std::move(trend));
        }
    }
    return by_ends;
}

/// null: nothing dated to one of the two periods.
io::Value trend_record(const CorridorTrends& trends, const graph::Flow& flow) {
    const auto at = trends.find({flow.origin, flow.destination});
    if (at == trends.end()) {
        return {};
    }
    const algorithms::Trend& trend = at->second;
    return io::Record{{"verdict", name_of(trend.verdict)},
                      {"before", trend.before},
                      {"after", trend.after},
                      {"rate_ratio", trend.rates.ratio},
                      {"q_value", trend.q_value}};
}

std::string corridor_interval(const io::Value& low, const io::Value& high, int digits) {
    const std::string a = fmt::format("{:.{}f}", *low.get<double>(), digits);
    const std::string b = fmt::format("{:.{}f}", *high.get<double>(), digits);
    return a == b ? a : a + "–" + b;
}

class CorridorsQuestion : public RoutesQuestion {
  public:
    CorridorsQuestion(CLI::App& app, const RoutesOptions& options) : m_options(options) {
        auto* legs = app.add_flag("--legs", m_legs, "count each consecutive pair of stops")
                         ->group("Corridors");
        app.add_flag("--ends", m_ends, "count first and last stop of a journey (the default)")
            ->excludes(legs)
            ->group("Corridors");
        app.add_option("--bootstrap", m_bootstrap,
                       "how sure the ranking is: resample the incidents B times (say 1000)")
            ->type_name("B")
            ->check(CLI::Range(std::uint64_t{1}, most_replications))
            ->group("Corridors");
    }

    [[nodiscard]] bool asked() const override { return m_legs || m_ends; }
    [[nodiscard]] std::string asked_by() const override { return m_legs ? "--legs" : "--ends"; }
    [[nodiscard]] std::vector<std::string> reads() const override {
        std::vector<std::string> read{"--min-incidents", "--include-inferred"};
        if (m_bootstrap > 0) {
            read.emplace_back("-k");
        }
        return read;
    }

    void answer(const RoutesCases& all, io::ResultDocument& result) const override {
        const LoadedCases& cases = all.cases;
        const graph::Journeys& journeys = all.journeys;
        const auto kind = m_legs ? graph::FlowKind::legs : graph::FlowKind::ends;
        const algorithms::Corridors corridors = algorithms::corridors(journeys, kind);
        result.parameters.emplace_back("count", m_legs ? "legs" : "ends");
        if (m_options.min_incidents > 1) {
            result.parameters.emplace_back("min_incidents", m_options.min_incidents);
        }
        const std::vector<double> predicted = predicted_by_size(cases.store, corridors.rows);
        const CorridorTrends trends = corridor_trends(journeys, kind, m_options.input.filter());
        const auto ranks = resampled(journeys, corridors, result);

        std::vector<std::size_t> shown; // positions in the ranking
        for (std::size_t r = 0; r < corridors.rows.size(); ++r) {
            if (corridors.rows[r].evidence.size() >= m_options.min_incidents &&
                result.found++ < rows_shown(m_options.output)) {
                shown.push_back(r);
            }
        }
        std::vector<io::Record> more(shown.size()); // ids lie all over the texts
        tbb::parallel_for(std::size_t{0}, shown.size(), [&](std::size_t i) {
            const graph::Flow& flow = corridors.rows[shown[i]];
            add_days(more[i], days_on_the_way(journeys, flow, kind));
            if (!is_table(m_options.output)) { // which has a table of its own for them
                more[i].emplace_back("organisers", organisers_of(cases, flow));
            }
            const double size = predicted[shown[i]];
            const auto n = flow.evidence.size();
            more[i].emplace_back("predicted_by_size", size);
            more[i].emplace_back("times_predicted", static_cast<double>(n) / size);
            more[i].emplace_back("times_predicted_shrunk",
                                 algorithms::shrunk_ratio(static_cast<double>(n), size));
            more[i].emplace_back("trend", trend_record(trends, flow));
            if (is_table(m_options.output)) {
                add_trend_text(more[i]);
            }
            if (m_options.include_inferred) {
                more[i].emplace_back("inferred", flow.inferred == n);
                more[i].emplace_back("inferred_incidents", flow.inferred);
            }
            if (!ranks.empty()) {
                add_ranks(more[i], ranks[shown[i]]);
            }
            more[i].emplace_back("evidence", evidence_list(cases.store, flow.evidence));
        });
        const auto place = [&](graph::PlaceIndex p) {
            return io::Value(entity_record(cases, graph::EntityKind::place, p));
        };
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const graph::Flow& flow = corridors.rows[shown[i]];
            io::Record row{
                {"rank", result.rows.size() + 1},
                {"origin", place(flow.origin)},
                {"destination", place(flow.destination)},
                {"incidents", flow.evidence.size()},
                {"victims", flow.victims},
                {"expected_incidents", flow.expected_incidents},
                {"share", corridors.share(flow)},
                {"first", first_day(flow.time)},
                {"last", last_day(flow.time)},
                {"modes", modes_record(flow)},
            };
            // Moved: a list in braces would be copied, and one may name a million incidents.
            for (auto& field : more[i]) {
                row.push_back(std::move(field));
            }
            result.rows.emplace_back(std::move(row));
        }
        describe(result, journeys, corridors);
        add_organisers(result, cases, corridors, shown);
        add_places(result, cases, journeys);
    }

  private:
    static constexpr std::uint64_t most_replications = 100'000;
    static constexpr std::uint64_t usual_top = 10;

    [[nodiscard]] std::uint64_t top() const { return m_options.k > 0 ? m_options.k : usual_top; }

    /// How sure the rank of each corridor is, if that was asked.
    std::vector<algorithms::RankUncertainty> resampled(const graph::Journeys& journeys,
                                                       const algorithms::Corridors& corridors,
                                                       io::ResultDocument& result) const {
        if (m_bootstrap == 0) {
            return {};
        }
        result.parameters.emplace_back("bootstrap", m_bootstrap);
        result.parameters.emplace_back("k", top());
        result.parameters.emplace_back("seed", m_options.output.seed);
        std::vector<graph::IncidentIndex> with_journey;
        for (std::size_t k = 0; k < journeys.incidents().size(); ++k) {
            if (journeys.visits(k).size() >= 2) {
                with_journey.push_back(journeys.incidents()[k]);
            }
        }
        std::vector<std::span<const graph::IncidentIndex>> rows;
        rows.reserve(corridors.rows.size());
        for (const graph::Flow& flow : corridors.rows) {
            rows.emplace_back(flow.evidence);
        }
        return algorithms::bootstrap_ranks(rows, with_journey,
                                           {m_bootstrap, m_options.output.seed, top()},
                                           run_control(m_options.output, "resampling"));
    }

    void add_days(io::Record& row, const std::vector<algorithms::DayRange>& days) const {
        const auto median = algorithms::median_days(days);
        row.emplace_back("median_days",
                         median ? io::Value(io::List{median->low, median->high}) : io::Value());
        row.emplace_back("dated_incidents", days.size());
        if (is_table(m_options.output) && median) {
            row.emplace_back("days_text", corridor_interval(median->low, median->high, 0));
        }
    }

    static void add_trend_text(io::Record& row) {
        const io::Value trend = row.back().second;
        if (const auto* verdict = trend["verdict"].get<std::string>()) {
            row.emplace_back("trend_text", *verdict == "too_little" ? "too few" : *verdict);
        }
    }

    static io::Record organiser_record(const LoadedCases& cases,
                                       const algorithms::RecurringOrganiser& one) {
        io::Record record = entity_record(cases, graph::EntityKind::person, one.person);
        record.emplace_back("incidents", one.evidence.size());
        record.emplace_back("evidence", evidence_list(cases.store, one.evidence));
        return record;
    }

    static io::List organisers_of(const LoadedCases& cases, const graph::Flow& flow) {
        io::List list;
        for (const auto& one : algorithms::recurring_organisers(cases.store, flow.evidence)) {
            list.emplace_back(organiser_record(cases, one));
        }
        return list;
    }

    void add_ranks(io::Record& row, const algorithms::RankUncertainty& rank) const {
        row.emplace_back("share_interval", io::List{rank.share_low, rank.share_high});
        row.emplace_back("rank_interval", io::List{rank.rank_low, rank.rank_high});
        row.emplace_back("top_probability", rank.in_top);
        row.emplace_back("tied_ranks", io::List{rank.tied_first, rank.tied_last});
        if (is_table(m_options.output)) {
            row.emplace_back("share_text", corridor_interval(rank.share_low, rank.share_high, 3));
            row.emplace_back("rank_text", corridor_interval(rank.rank_low, rank.rank_high, 0));
            row.emplace_back("tied_text",
                             rank.tied_first == rank.tied_last
                                 ? std::string("none")
                                 : fmt::format("{}–{}", rank.tied_first, rank.tied_last));
        }
    }

    void describe(io::ResultDocument& result,
                  const graph::Journeys& journeys,
                  const algorithms::Corridors& corridors) const {
        const std::string what = m_legs ? "Legs of journeys" : "Corridors, first to last stop";
        result.heading = fmt::format("{} by {}: {} from {}, {} with a journey between two places",
                                     what, m_options.input.level, result.found,
                                     counted(journeys.incidents().size(), "incident"),
                                     corridors.incidents_with_journey);
        if (result.rows.empty()) {
            result.notes.emplace_back(
                "No corridor: no journey here leads from one place to another.");
        }
        if (!result.rows.empty()) {
            result.notes.emplace_back(
                "days: median days on the way, between what the dates allow; × size: times as many "
                "as the sizes of both ends predict; trend: the last twelve months against before "
                "(`analyse trends`).");
        }
        constexpr std::size_t evidence_width = 60;
        result.columns = {
            {"#", "rank", io::Alignment::right},
            place_column("from", "origin.label"),
            place_column("to", "destination.label"),
            {"incidents", "incidents", io::Alignment::right},
            {.header = "expected",
             .path = "expected_incidents",
             .alignment = io::Alignment::right,
             .digits = 1,
             .spare = 1},
            {"victims", "victims", io::Alignment::right},
            {.header = "share",
             .path = "share",
             .alignment = io::Alignment::right,
             .digits = 3,
             .spare = 2},
            {"first", "first"},
            {"last", "last"},
            {.header = "days", .path = "days_text", .alignment = io::Alignment::right, .spare = 2},
            {.header = "× size",
             .path = "times_predicted_shrunk",
             .alignment = io::Alignment::right,
             .digits = 1,
             .spare = 2},
            {.header = "trend", .path = "trend_text", .spare = 1},
            {.header = "modes", .path = "modes", .spare = 3},
            {.header = "evidence", .path = "evidence", .widest = evidence_width, .spare = 4}};
        if (m_bootstrap > 0) {
            const std::vector<io::TableColumn> sure{
                {"share, 90 %", "share_text", io::Alignment::right},
                {"rank, 90 %", "rank_text", io::Alignment::right},
                {"tied", "tied_text", io::Alignment::right},
                {.header = fmt::format("P(top {})", top()),
                 .path = "top_probability",
                 .alignment = io::Alignment::right}};
            constexpr std::ptrdiff_t behind_share = 7;
            result.columns.insert(result.columns.begin() + behind_share, sure.begin(), sure.end());
            result.notes.push_back(fmt::format(
                "share, rank: 90 % of {} resamples of the incidents lie between; tied: ranks whose "
                "share intervals overlap this one's; P(top {}): chance of being among the first "
                "{}.",
                m_bootstrap, top(), top()));
        }
        if (m_options.include_inferred) {
            constexpr std::ptrdiff_t behind_incidents = 4;
            result.columns.insert(result.columns.begin() + behind_incidents,
                                  {"guessed", "inferred_incidents", io::Alignment::right});
        }
        result.csv = corridor_csv_columns();
        for (const io::CsvColumn& column : std::initializer_list<io::CsvColumn>{
                 {"incidents", "incidents"},
                 {"victims", "victims"},
                 {"expected_incidents", "expected_incidents"},
                 {"share", "share"},
                 {"first", "first"},
                 {"last", "last"},
                 {"modes", "modes"},
                 {"median_days", "median_days"},
                 {"dated_incidents", "dated_incidents"},
                 {"organisers", "organisers"},
                 {"predicted_by_size", "predicted_by_size"},
                 {"times_predicted", "times_predicted"},
                 {"times_predicted_shrunk", "times_predicted_shrunk"},
                 {"trend", "trend.verdict"}}) {
            result.csv.push_back(column);
        }
        if (m_options.include_inferred) {
            result.csv.push_back({"inferred", "inferred"});
            result.csv.push_back({"inferred_incidents", "inferred_incidents"});
        }
        if (m_bootstrap > 0) {
            for (const char* field :
                 {"share_interval", "rank_interval", "top_probability", "tied_ranks"}) {
                result.csv.push_back({field, field});
            }
        }
        result.csv.push_back({"evidence", "evidence"});
    }

    /// Who recurs on the corridors shown: a table of its own, as each may have several. No more of
    /// them are made than it shows: a pseudonym costs more than finding whom it stands for.
    void add_organisers(io::ResultDocument& result,
                        const LoadedCases& cases,
                        const algorithms::Corridors& corridors,
                        const std::vector<std::size_t>& shown) const {
        if (!is_table(m_options.output)) {
            return;
        }
        io::TableSection section;
        section.obeys_top = true;
        section.heading = "Who recurs on them: suspects in two incidents of a corridor or more";
        constexpr std::size_t name_width = 44;
        constexpr std::size_t evidence_width = 60;
        section.columns = {
            {"corridor #", "rank", io::Alignment::right},
            {"id", "id"},
            {"name", "label", io::Alignment::left, 2, name_width},
            {"incidents", "incidents", io::Alignment::right},
            {.header = "evidence", .path = "evidence", .widest = evidence_width, .spare = 1}};
        for (std::size_t i = 0; i < shown.size(); ++i) {
            const auto& evidence = corridors.rows[shown[i]].evidence;
            for (const auto& one : algorithms::recurring_organisers(cases.store, evidence)) {
                if (section.found++ < rows_shown(m_options.output)) {
                    io::Record line = organiser_record(cases, one);
                    line.emplace_back("rank", i + 1);
                    section.rows.emplace_back(std::move(line));
                }
            }
        }
        if (!section.rows.empty()) {
            result.more_tables.push_back(std::move(section));
        }
    }

    void add_places(io::ResultDocument& result,
                    const LoadedCases& cases,
                    const graph::Journeys& journeys) const {
        io::TableSection section;
        section.obeys_top = true;
        section.heading = "What each place is in these journeys (incidents)";
        constexpr std::size_t place_width = 44;
        section.columns = {{"place", "label", io::Alignment::left, 2, place_width},
                           {"source", "source", io::Alignment::right},
                           {"transit", "transit", io::Alignment::right},
                           {"destination", "destination", io::Alignment::right},
                           {"mainly", "role"}};
        if (m_options.include_inferred) {
            section.columns.push_back({"of transit guessed", "inferred", io::Alignment::right});
        }
        const std::size_t shown = is_table(m_options.output)
                                      ? rows_shown(m_options.output)
                                      : std::numeric_limits<std::size_t>::max();
        for (const algorithms::PlaceFlows& flows : algorithms::place_flows(journeys)) {
            if (section.found++ >= shown) {
                continue;
            }
            io::Record row = entity_record(cases, graph::EntityKind::place, flows.place);
            row.emplace_back("source", flows.as_source);
            row.emplace_back("transit", flows.as_transit);
            row.emplace_back("destination", flows.as_destination);
            if (m_options.include_inferred) {
                row.emplace_back("inferred", flows.inferred);
            }
            row.emplace_back("role", name_of(flows.function()));
            if (!is_table(m_options.output)) { // which has no column for it
                row.emplace_back("evidence", evidence_list(cases.store, flows.evidence));
            }
            section.rows.emplace_back(std::move(row));
        }
        if (!is_table(m_options.output)) {
            result.extra.emplace_back("places", io::List(section.rows));
        }
        if (!section.rows.empty()) {
            result.more_tables.push_back(std::move(section));
        }
    }

    const RoutesOptions& m_options;
    bool m_legs = false;
    bool m_ends = false;
    std::uint64_t m_bootstrap = 0; ///< 0: not asked
};

} // namespace

std::unique_ptr<RoutesQuestion> make_corridors_question(CLI::App& app,
                                                        const RoutesOptions& options) {
    return std::make_unique<CorridorsQuestion>(app, options);
}

} // namespace sandhan::cli
