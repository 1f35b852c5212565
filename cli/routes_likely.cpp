// SPDX-License-Identifier: Apache-2.0
// analyse routes --from A --to B: the most probable routes between two places.
#include "algorithms/routes/likely_routes.hpp"
#include "cli/entities.hpp"
#include "cli/places.hpp"
#include "cli/routes_questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::cli {
namespace {

using algorithms::LikelyRoute;

/// Two digits that count, so that what is small does not read as nothing.
std::string likely_probability_text(double probability) {
    return probability >= 0.001 ? fmt::format("{:.3f}", probability)
                                : fmt::format("{:.1e}", probability);
}

/// Whether a journey, as told and without any guessed stop, visits these places in a row.
bool tells_in_a_row(std::span<const graph::Visit> visits,
                    std::span<const graph::PlaceIndex> places) {
    return std::search(visits.begin(), visits.end(), places.begin(), places.end(),
                       [](const graph::Visit& visit, graph::PlaceIndex place) {
                           return visit.place == place && !visit.inferred;
                       }) != visits.end();
}

class LikelyRoutesQuestion : public RoutesQuestion {
  public:
    LikelyRoutesQuestion(CLI::App& app, const RoutesOptions& options)
        : m_options(options), m_k_option(app.get_option("-k")) {
        m_order_option =
            app.add_option("--order", m_order,
                           "what the next step of --from A --to B depends on: 1, the place alone "
                           "(the default); 2, also the place before")
                ->type_name("N")
                ->group("Likely routes");
    }

    [[nodiscard]] bool asked() const override {
        return !m_options.from.empty() || !m_options.to.empty() || !m_order_option->empty();
    }
    [[nodiscard]] bool yields() const override { return m_order_option->empty(); }
    [[nodiscard]] std::string asked_by() const override {
        return !m_order_option->empty() ? "--order" : !m_options.from.empty() ? "--from" : "--to";
    }
    [[nodiscard]] std::vector<std::string> reads() const override {
        return {"--from", "--to", "-k", "--include-inferred"};
    }

    void check() const override {
        if (m_options.from.empty() || m_options.to.empty()) {
            throw UsageError(asked_by() + ": the likely routes lead from one place to another; "
                                          "give both --from A and --to B");
        }
        if (m_order != 1 && m_order != 2) {
            throw UsageError(fmt::format("--order {}: it must be 1 or 2", m_order));
        }
        if (!m_k_option->empty() && m_options.k == 0) {
            throw UsageError("-k 0: ask for one route or more");
        }
    }

    void answer(const RoutesCases& all, io::ResultDocument& result) const override {
        const std::vector<graph::PlaceIndex> known = places_on(all.journeys);
        const auto from = find_place(all.cases, known, m_options.from, "--from");
        const auto to = find_place(all.cases, known, m_options.to, "--to");
        if (from && from == to) {
            throw UsageError(fmt::format(
                "--from \"{}\" and --to \"{}\" are both {} by {}; give two places, or a finer "
                "--level",
                m_options.from, m_options.to, place_label(all, *from), m_options.input.level));
        }
        const algorithms::TravelledJourneys travelled =
            algorithms::travelled_journeys(all.journeys);
        const algorithms::TransitionModel model(travelled.stops, travelled.weight);
        algorithms::LikelyRoutes found;
        if (from && to) {
            algorithms::LikelyRouteOptions options;
            options.k = k();
            options.order = static_cast<int>(m_order);
            found = algorithms::likely_routes(model, *from, *to, options,
                                              run_control(m_options.output, "searching"));
        }
        const algorithms::OrderTest test = algorithms::order_test(
            model, m_options.output.seed, run_control(m_options.output, "shuffling"));

        const auto name = [&](const std::optional<graph::PlaceIndex>& place,
                              const std::string& typed) {
            return place ? id_of(all.cases, graph::EntityKind::place, *place) : typed;
        };
        result.parameters.emplace_back("from", name(from, m_options.from));
        result.parameters.emplace_back("to", name(to, m_options.to));
        result.parameters.emplace_back("k", k());
        result.parameters.emplace_back("order", m_order);
        result.parameters.emplace_back("seed", m_options.output.seed);
        result.found = found.routes.size();
        for (const LikelyRoute& route : found.routes) {
            add_row(all, route, result);
        }
        result.extra.emplace_back("order_test", test_record(test));
        result.extra.emplace_back("complete", found.complete);
        describe(all, from, to, found, test, result);
    }

  private:
    static constexpr std::uint64_t usual_k = 5;

    [[nodiscard]] std::uint64_t k() const { return m_options.k > 0 ? m_options.k : usual_k; }

    static std::string place_label(const RoutesCases& all, graph::PlaceIndex place) {
        return label_of(all.cases, graph::EntityKind::place, place);
    }

    /// Of positions among the journeys.
    static io::List evidence_of(const RoutesCases& all,
                                const std::vector<std::uint32_t>& journeys) {
        std::vector<graph::IncidentIndex> incidents;
        incidents.reserve(journeys.size());
        for (const std::uint32_t journey : journeys) {
            incidents.push_back(all.journeys.incidents()[journey]);
        }
        return evidence_list(all.cases.store, incidents);
    }

    void
    add_row(const RoutesCases& all, const LikelyRoute& route, io::ResultDocument& result) const {
        io::List stops;
        std::string in_words;
        for (const graph::PlaceIndex place : route.places) {
            stops.emplace_back(entity_record(all.cases, graph::EntityKind::place, place));
            in_words += (in_words.empty() ? "" : " → ") + place_label(all, place);
        }
        // With guesses counted, only who is told to have travelled it has been observed on it.
        std::vector<std::uint32_t> observed_by, guessed_by;
        for (const std::uint32_t journey : route.travelled_by) {
            const bool told = tells_in_a_row(all.journeys.visits(journey), route.places);
            (told ? observed_by : guessed_by).push_back(journey);
        }
        io::List legs;
        std::vector<std::uint32_t> behind;
        for (const algorithms::LikelyLeg& leg : route.legs) {
            io::Record record{{"from", id_of(all.cases, graph::EntityKind::place, leg.from)},
                              {"to", id_of(all.cases, graph::EntityKind::place, leg.to)},
                              {"probability", leg.probability},
                              {"incidents", leg.journeys.size()}};
            if (m_options.include_inferred) {
                const std::array<graph::PlaceIndex, 2> ends{leg.from, leg.to};
                record.emplace_back("inferred_incidents",
                                    std::count_if(leg.journeys.begin(), leg.journeys.end(),
                                                  [&](std::uint32_t journey) {
                                                      return !tells_in_a_row(
                                                          all.journeys.visits(journey), ends);
                                                  }));
            }
            if (is_table(m_options.output)) {
                record.emplace_back("from_label", place_label(all, leg.from));
                record.emplace_back("to_label", place_label(all, leg.to));
                record.emplace_back("probability_text", likely_probability_text(leg.probability));
            }
            record.emplace_back("evidence", evidence_of(all, leg.journeys));
            legs.emplace_back(std::move(record));
            behind.insert(behind.end(), leg.journeys.begin(), leg.journeys.end());
        }
        std::sort(behind.begin(), behind.end());
        behind.erase(std::unique(behind.begin(), behind.end()), behind.end());
        io::Record row{{"rank", result.rows.size() + 1},
                       {"stops", std::move(stops)},
                       {"probability", route.probability},
                       {"observed", !observed_by.empty()}};
        if (is_table(m_options.output)) {
            row.emplace_back("probability_text", likely_probability_text(route.probability));
            row.emplace_back("seen",
                             !observed_by.empty()  ? fmt::format("observed {}", observed_by.size())
                             : !guessed_by.empty() ? fmt::format("guessed {}", guessed_by.size())
                                                   : std::string("inferred"));
            row.emplace_back("in_words", in_words);
        }
        row.emplace_back("observed_by", evidence_of(all, observed_by));
        if (m_options.include_inferred) {
            row.emplace_back("guessed_by", evidence_of(all, guessed_by));
        }
        row.emplace_back("legs", std::move(legs));
        row.emplace_back("evidence", evidence_of(all, behind));
        result.rows.emplace_back(std::move(row));
    }

    static io::Record test_record(const algorithms::OrderTest& test) {
        // Logarithms differ between machines in the last digit.
        const auto rounded = [](double value) { return std::stod(fmt::format("{:.9g}", value)); };
        return {{"statistic", rounded(test.statistic)},
                {"degrees_of_freedom", test.degrees_of_freedom},
                {"p_value", rounded(test.p_value)},
                {"p_shuffled", test.p_shuffled ? io::Value(*test.p_shuffled) : io::Value()},
                {"sightings", test.sightings},
                {"cells", test.cells},
                {"warranted", test.warranted}};
    }

    void describe(const RoutesCases& all,
                  const std::optional<graph::PlaceIndex>& from,
                  const std::optional<graph::PlaceIndex>& to,
                  const algorithms::LikelyRoutes& found,
                  const algorithms::OrderTest& test,
                  io::ResultDocument& result) const {
        const std::string origin = from ? place_label(all, *from) : m_options.from;
        const std::string destination = to ? place_label(all, *to) : m_options.to;
        const std::size_t count = found.routes.size();
        result.heading = fmt::format("{} by {}, order {}: {} → {}",
                                     found.routes.empty() ? "No route" : "Likely routes",
                                     m_options.input.level, m_order, origin, destination);
        for (const auto& [place, typed] :
             {std::pair(from, m_options.from), std::pair(to, m_options.to)}) {
            if (!place) {
                result.notes.push_back(fmt::format("No journey here stops at {}.", typed));
            }
        }
        if (count == 0 && from && to) {
            result.notes.emplace_back(
                "No route: the legs that journeys took do not lead from one to the other.");
        } else if (count > 0 && count < k() && found.complete) {
            result.notes.push_back(
                fmt::format("There {} no more: {} asked for.", count == 1 ? "is" : "are", k()));
        }
        if (!found.complete) {
            result.notes.emplace_back("The search was given up: there may be less likely routes "
                                      "that are not told.");
        }
        if (count > 0) {
            result.notes.emplace_back(
                m_order == 1 ? "Order 1: where a journey goes next depends on the place it is at."
                             : "Order 2: where a journey goes next depends on the place it is at "
                               "and the one before.");
            result.notes.emplace_back(
                "probability: that a journey at the origin takes these steps next. observed N: N "
                "incidents");
            result.notes.emplace_back(
                "travelled all of the route in one piece; inferred: none did, its legs are those "
                "of several.");
            if (m_options.include_inferred) {
                result.notes.emplace_back(
                    "guessed N: N incidents did if the stops guessed for them are right.");
            }
        }
        add_order_in_words(test, result);
        add_columns(result);
        add_legs(result);
    }

    static void add_order_in_words(const algorithms::OrderTest& test, io::ResultDocument& result) {
        if (test.degrees_of_freedom == 0) {
            result.notes.emplace_back("Does the next step depend on the place before? These data "
                                      "can't tell: nowhere do several");
            result.notes.emplace_back("ways in meet several ways on.");
            return;
        }
        result.notes.push_back(fmt::format(
            "Does the next step depend on the place before? {}: memory (--order 2) is {}warranted.",
            test.warranted ? "Yes" : "Not by these data", test.warranted ? "" : "not "));
        const std::string p =
            test.p_shuffled
                ? fmt::format("{:.3g} by shuffling, as counts are small", *test.p_shuffled)
                : fmt::format("{:.3g}", test.p_value);
        result.notes.push_back(fmt::format("Likelihood ratio {:.1f}, {} of freedom, p = {}.",
                                           test.statistic,
                                           counted(test.degrees_of_freedom, "degree"), p));
    }

    static void add_columns(io::ResultDocument& result) {
        result.columns = {
            {"#", "rank", io::Alignment::right},
            {"probability", "probability_text", io::Alignment::right},
            {.header = "seen", .path = "seen"},
            {.header = "route", .path = "in_words", .widest = 200, .least = 40, .wraps = true}};
        result.csv = {{"rank", "rank"},         {"probability", "probability"},
                      {"observed", "observed"}, {"observed_by", "observed_by"},
                      {"stops", "stops"},       {"legs", "legs"},
                      {"evidence", "evidence"}};
    }

    void add_legs(io::ResultDocument& result) const {
        if (!is_table(m_options.output)) {
            return;
        }
        std::size_t left = rows_shown(m_options.output);
        for (const io::Value& row : result.rows) {
            if (left-- == 0) {
                break;
            }
            io::TableSection section;
            section.heading = fmt::format("Legs of route {}", *row["rank"].get<std::int64_t>());
            section.columns = {
                {.header = "from", .path = "from_label", .widest = 44, .least = 18, .wraps = true},
                {.header = "to", .path = "to_label", .widest = 44, .least = 18, .wraps = true},
                {"probability", "probability_text", io::Alignment::right},
                {"incidents", "incidents", io::Alignment::right},
                {.header = "evidence", .path = "evidence", .widest = 60}};
            if (m_options.include_inferred) {
                section.columns.insert(section.columns.end() - 1,
                                       {"guessed", "inferred_incidents", io::Alignment::right});
            }
            section.rows = *row["legs"].get<io::List>();
            result.more_tables.push_back(std::move(section));
        }
    }

    const RoutesOptions& m_options;
    const CLI::Option* m_k_option;
    CLI::Option* m_order_option = nullptr;
    std::int64_t m_order = 1;
};

} // namespace

std::unique_ptr<RoutesQuestion> make_likely_routes_question(CLI::App& app,
                                                            const RoutesOptions& options) {
    return std::make_unique<LikelyRoutesQuestion>(app, options);
}

} // namespace sandhan::cli
