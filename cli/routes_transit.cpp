// SPDX-License-Identifier: Apache-2.0
// analyse routes --infer-transit: where journeys that jump between distant districts may have
// stopped.
#include "cli/entities.hpp"
#include "cli/places.hpp"
#include "cli/routes_questions.hpp"
#include "cli/transit.hpp"

#include <fmt/format.h>

#include <cmath>
#include <utility>
#include <vector>

namespace sandhan::cli {
namespace {

using algorithms::TransitGuess;
using algorithms::TransitRow;

/// Guesses of less are not listed.
constexpr double least_transit_probability = 0.01;

/// Six digits: further ones depend on the machine's exponential function.
double told_probability(double p) {
    constexpr double digits = 1e6;
    return std::round(p * digits) / digits;
}

class TransitQuestion : public RoutesQuestion {
  public:
    TransitQuestion(CLI::App& app, const RoutesOptions& options) : m_options(options) {
        app.add_flag("--infer-transit", m_infer,
                     "where journeys between distant districts may have stopped: guesses")
            ->group("Transit");
    }

    [[nodiscard]] bool asked() const override { return m_infer; }
    [[nodiscard]] std::string asked_by() const override { return "--infer-transit"; }
    [[nodiscard]] std::vector<std::string> reads() const override { return {"--min-incidents"}; }
    void check() const override { require_districts(m_options.input); }

    void answer(const RoutesCases& all, io::ResultDocument& result) const override {
        const Transit transit(all.journeys, m_options.output);
        const algorithms::TransitInference inferred = transit.gaps();
        const std::vector<TransitRow> rows =
            algorithms::transit_rows(inferred.gaps, least_transit_probability);
        const auto districts = districts_by_code(gazetteer_of(all.cases));
        result.parameters.emplace_back("infer_transit", true);
        if (m_options.min_incidents > 1) {
            result.parameters.emplace_back("min_incidents", m_options.min_incidents);
        }
        const bool flat = !tells_graph_size(m_options.output); // JSON alone tells it
        for (const TransitRow& row : rows) {
            if (row.journeys.size() < m_options.min_incidents ||
                result.found++ >= rows_shown(m_options.output)) {
                continue;
            }
            io::List guesses;
            for (const TransitGuess& guess : row.guesses) {
                io::Record place = place_of(all.cases, transit, districts, guess);
                if (flat) {
                    const char* const name = is_table(m_options.output) ? "label" : "id";
                    const io::Value record(std::move(place));
                    guesses.emplace_back(fmt::format(
                        "{} {:.2f}", *record.at_path(name).get<std::string>(), guess.probability));
                    continue;
                }
                place.emplace_back("inferred", true);
                place.emplace_back("probability", told_probability(guess.probability));
                place.emplace_back("by_network", told_probability(guess.by_network));
                place.emplace_back("seen", guess.similar.size());
                place.emplace_back("evidence", incidents_of(all, guess.similar));
                guesses.emplace_back(std::move(place));
            }
            io::Record record{
                {"rank", result.rows.size() + 1},
                {"origin", entity_record(all.cases, graph::EntityKind::place, row.origin)},
                {"destination",
                 entity_record(all.cases, graph::EntityKind::place, row.destination)},
                {"incidents", row.journeys.size()},
                {"no_stop", told_probability(row.no_stop)},
                {"similarity", algorithms::name_of(row.similarity)},
            };
            record.emplace_back("transit", std::move(guesses));
            record.emplace_back("evidence", incidents_of(all, row.journeys));
            result.rows.emplace_back(std::move(record));
        }
        result.extra.emplace_back("left_out_share", told_probability(inferred.left_out));
        describe(all, inferred, result);
    }

  private:
    static io::List incidents_of(const RoutesCases& all, const std::vector<std::uint32_t>& list) {
        std::vector<graph::IncidentIndex> incidents;
        incidents.reserve(list.size());
        for (const std::uint32_t j : list) {
            incidents.push_back(all.journeys.incidents()[j]);
        }
        return evidence_list(all.cases.store, incidents);
    }

    static io::Record place_of(const LoadedCases& cases,
                               const Transit& transit,
                               const std::unordered_map<std::uint32_t, graph::Place>& districts,
                               const TransitGuess& guess) {
        if (guess.place != graph::no_place) {
            return entity_record(cases, graph::EntityKind::place, guess.place);
        }
        // No record names it: the gazetteer does.
        const graph::Place& place = districts.at(transit.code(guess.vertex));
        io::Record record{{"id", place.id}, {"label", place.label}};
        record.emplace_back("lat", place.latitude ? io::Value(*place.latitude) : io::Value());
        record.emplace_back("lon", place.longitude ? io::Value(*place.longitude) : io::Value());
        return record;
    }

    static void describe(const RoutesCases& all,
                         const algorithms::TransitInference& inferred,
                         io::ResultDocument& result) {
        result.heading = fmt::format(
            "Likely transit stops (guesses) on {} between distant places, from {}",
            counted(result.found, "leg"), counted(all.journeys.incidents().size(), "incident"));
        result.notes.emplace_back(
            result.rows.empty()
                ? "No gap: no leg leads between districts that are 100 km apart or more, share no "
                  "border and were not joined by air."
                : "A probability is the share of these journeys that is expected to have stopped "
                  "there. No count holds these stops, unless --include-inferred asks for it.");
        result.notes.push_back(fmt::format(
            "Of all transit stops {:.0f} % are estimated to be left out by the records.",
            100 * inferred.left_out));
        constexpr std::size_t place_width = 34;
        constexpr std::size_t guesses_width = 64;
        constexpr std::size_t evidence_width = 60;
        result.columns = {
            {"#", "rank", io::Alignment::right},
            place_column("from", "origin.label", place_width),
            place_column("to", "destination.label", place_width),
            {"incidents", "incidents", io::Alignment::right},
            {.header = "may have stopped at",
             .path = "transit",
             .widest = guesses_width,
             .wraps = true},
            {.header = "nowhere", .path = "no_stop", .alignment = io::Alignment::right},
            {.header = "known from", .path = "similarity", .spare = 1},
            {.header = "evidence", .path = "evidence", .widest = evidence_width, .spare = 2}};
        result.csv = corridor_csv_columns();
        for (const io::CsvColumn& column :
             std::initializer_list<io::CsvColumn>{{"incidents", "incidents"},
                                                  {"no_stop", "no_stop"},
                                                  {"similarity", "similarity"},
                                                  {"transit", "transit"},
                                                  {"evidence", "evidence"}}) {
            result.csv.push_back(column);
        }
    }

    const RoutesOptions& m_options;
    bool m_infer = false;
};

} // namespace

std::unique_ptr<RoutesQuestion> make_transit_question(CLI::App& app, const RoutesOptions& options) {
    return std::make_unique<TransitQuestion>(app, options);
}

} // namespace sandhan::cli
