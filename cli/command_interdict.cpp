// SPDX-License-Identifier: Apache-2.0
// analyse interdict: where to intervene between origins and destinations.
#include "algorithms/routes/corridors.hpp"
#include "algorithms/routes/displacement.hpp"
#include "algorithms/routes/interdiction.hpp"
#include "algorithms/routes/minimum_cut.hpp"
#include "algorithms/routes/transition_model.hpp"
#include "algorithms/routes/victim_flow.hpp"
#include "cli/entities.hpp"
#include "cli/places.hpp"
#include "cli/session.hpp"
#include "io/cost_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::ObservedRoute;
using algorithms::Passing;
using graph::Edge;
using graph::Vertex;
using Flags = std::vector<unsigned char>;

/// A budget above is searched at so many equal steps.
constexpr std::size_t most_budgets = 100;
/// Next likeliest routes that a blocked flow is shared out to.
constexpr std::size_t next_ways = 3;

/// What is asked, once the records are read. Vertices are numbered as `places`: ascending.
struct InterdictCases {
    const LoadedCases& cases;
    const graph::Journeys& journeys;
    const graph::MovementGraph& g;
    std::vector<graph::PlaceIndex> places;
    std::vector<Vertex> from, to;
    Flags is_from, is_to;

    [[nodiscard]] std::string id(Vertex v) const {
        return id_of(cases, graph::EntityKind::place, g.place(v));
    }
    [[nodiscard]] std::string label(Vertex v) const {
        return label_of(cases, graph::EntityKind::place, g.place(v));
    }
    [[nodiscard]] Edge edge(Vertex a, Vertex b) const {
        const auto row = g.out_neighbours(a);
        const auto at = std::lower_bound(row.begin(), row.end(), b);
        return g.out_edges(a)[static_cast<std::size_t>(at - row.begin())];
    }
    [[nodiscard]] std::string route_label(const std::vector<Vertex>& stops) const {
        std::string text;
        for (const Vertex v : stops) {
            text += (text.empty() ? "" : " → ") + label(v);
        }
        return text;
    }
};

std::vector<std::string> parts_of(const std::vector<std::string>& texts) {
    std::vector<std::string> parts;
    for (const std::string& text : texts) {
        for (std::size_t first = 0; first <= text.size();) {
            const std::size_t end = std::min(text.find(';', first), text.size());
            std::string part = text.substr(first, end - first);
            part.erase(0, std::min(part.find_first_not_of(' '), part.size()));
            part.erase(part.find_last_not_of(' ') + 1);
            if (!part.empty()) {
                parts.push_back(std::move(part));
            }
            first = end + 1;
        }
    }
    return parts;
}

class Interdict : public Command {
  public:
    explicit Interdict(CLI::App& app) {
        app.add_option("INPUT", m_input.inputs, "incident files or folders; - is standard input");
        app.add_option("--from", m_from,
                       "states or districts where routes begin, ; between them; or all sources")
            ->required()
            ->allow_extra_args(false)
            ->type_name("PLACES");
        app.add_option("--to", m_to,
                       "states or districts where routes end, ; between them; or all destinations")
            ->required()
            ->allow_extra_args(false)
            ->type_name("PLACES");
        app.add_option("--cut", m_cut, "what is cut")
            ->check(CLI::IsMember({"corridors", "places"}))
            ->capture_default_str();
        app.add_option("--capacity", m_capacity,
                       "what passes: victims; victims weighed by how sure the sources are; or one "
                       "a corridor, place or incident")
            ->check(CLI::IsMember({"victims", "expected", "unit"}))
            ->capture_default_str();
        m_budget_option = app.add_option("--budget", m_budget,
                                         "the best sets for budgets up to K, not a whole cut")
                              ->type_name("K");
        app.add_option("--costs", m_costs_file,
                       "cost by id, or by origin and destination (CSV; default 1 each)")
            ->type_name("FILE");
        m_detection_option =
            app.add_option("--detection", m_detection,
                           "probability that one place or corridor of the set intercepts a victim "
                           "who passes (default 1)")
                ->type_name("P");
        app.add_flag("--react", m_react, "where movement goes once the set is closed");
        add_filter_options(app, m_input);
        add_input_options(app, m_input);
        add_output_options(app, m_output);
        app.footer(
            "Example:  analyse interdict samples/incidents.jsonl --from \"West Bengal\" --to "
            "Maharashtra\n"
            "Without --budget: the least that must be closed so that no leg leads from --from to\n"
            "--to any more; of equal cuts the one nearest to the origins. With it: for each "
            "budget\n"
            "the set that intercepts most victims on the journeys from --from to --to. Where\n"
            "victims come from is never cut; nor, without --budget, where --to is.");
    }

    ExitStatus run() override {
        check_options();
        const graph::PlaceLevel level = m_input.place_level();
        const graph::IncidentFilter filter = m_input.filter();
        std::optional<io::CostFile> costs;
        if (!m_costs_file.empty()) {
            costs = io::read_cost_file(m_costs_file);
            if (costs->of_corridors != cuts_corridors()) {
                throw UsageError("--costs " + m_costs_file + " has costs of " +
                                 (costs->of_corridors ? "corridors" : "places") + " and --cut is " +
                                 m_cut + "; give costs of what is cut");
            }
        }
        const LoadedCases cases = load_cases(m_input, m_output);
        const graph::CaseSelection selection(cases.store, filter, m_input.disclosure());
        const graph::Journeys journeys(selection, level);
        const graph::MovementGraph g(journeys);
        InterdictCases all{cases, journeys, g, places_on(journeys), {}, {}, {}, {}};
        find_sides(all);

        io::ResultDocument result = result_for("interdict", cases, m_input);
        result.vertices = g.vertex_count();
        result.edges = g.edge_count();
        add_parameters(result);
        describe(result);
        if (all.from.empty() || all.to.empty()) {
            result.heading = "Nothing to cut";
            result.notes.push_back(std::string("No journey here touches ") +
                                   (all.from.empty() ? "--from" : "--to") + ".");
        } else if (asks_budget()) {
            answer_budgets(all, costs, result);
        } else {
            answer_cut(all, result);
        }
        io::List origins, destinations;
        for (const Vertex v : all.from) {
            origins.emplace_back(all.id(v));
        }
        for (const Vertex v : all.to) {
            destinations.emplace_back(all.id(v));
        }
        result.extra.emplace_back("origins", std::move(origins));
        result.extra.emplace_back("destinations", std::move(destinations));
        write_result(std::move(result), m_output);
        return cases.status();
    }

  private:
    [[nodiscard]] bool cuts_corridors() const { return m_cut == "corridors"; }
    [[nodiscard]] bool asks_budget() const { return m_budget_option->count() > 0; }

    void check_options() const {
        const auto given = [](double number) { return fmt::format("{}", number); };
        if (asks_budget() && !(m_budget > 0.0 && std::isfinite(m_budget))) {
            throw UsageError("--budget " + given(m_budget) + ": give a number above 0");
        }
        if (m_detection_option->count() > 0) {
            if (!(m_detection > 0.0 && m_detection <= 1.0)) {
                throw UsageError("--detection " + given(m_detection) +
                                 ": give a probability above 0 and at most 1");
            }
            if (!asks_budget()) {
                throw UsageError("--detection: a whole cut closes what it names; give --budget K "
                                 "for the best set of checks that miss some");
            }
        }
        if (!m_costs_file.empty() && !asks_budget()) {
            throw UsageError("--costs: a whole cut is measured by what passes; give --budget K "
                             "for the best set that can be paid");
        }
    }

    void add_parameters(io::ResultDocument& result) const {
        result.parameters.emplace_back("from", io::texts(parts_of(m_from)));
        result.parameters.emplace_back("to", io::texts(parts_of(m_to)));
        result.parameters.emplace_back("cut", m_cut);
        result.parameters.emplace_back("capacity", m_capacity);
        if (asks_budget()) {
            result.parameters.emplace_back("budget", m_budget);
            result.parameters.emplace_back("detection", m_detection);
        }
        if (!m_costs_file.empty()) {
            result.parameters.emplace_back("costs", m_costs_file);
        }
        if (m_react) {
            result.parameters.emplace_back("react", true);
        }
    }

    void find_sides(InterdictCases& all) const {
        const auto vertex = [&](graph::PlaceIndex place) {
            return static_cast<Vertex>(
                std::lower_bound(all.places.begin(), all.places.end(), place) - all.places.begin());
        };
        const auto functions = algorithms::place_flows(all.journeys);
        // Whether the words ask for every place of that function.
        const auto side = [&](const std::vector<std::string>& texts, const std::string& option,
                              const std::string& every, algorithms::PlaceFunction function,
                              std::uint32_t algorithms::PlaceFlows::*incidents, Flags& flags) {
            flags.assign(all.places.size(), 0);
            Flags has_end(all.places.size(), 0); // where some journey begins, or ends
            for (const auto& flows : functions) {
                has_end[vertex(flows.place)] = flows.*incidents > 0 ? 1 : 0;
            }
            const auto parts = parts_of(texts);
            if (parts.empty()) {
                throw UsageError(option + ": give places, or \"" + every + "\"");
            }
            bool asks_every = false;
            for (const std::string& part : parts) {
                if (graph::folded(part) == every) {
                    asks_every = true;
                    for (const auto& flows : functions) {
                        if (flows.function() == function) {
                            flags[vertex(flows.place)] = 1;
                        }
                    }
                    continue;
                }
                // Of a state those districts that are ends: a junction in it may well be cut.
                const auto found = find_places(all.cases, all.places, part, option);
                const bool any_end = std::any_of(found.begin(), found.end(), [&](auto place) {
                    return has_end[vertex(place)] != 0;
                });
                for (const graph::PlaceIndex place : found) {
                    if (!any_end || has_end[vertex(place)] != 0) {
                        flags[vertex(place)] = 1;
                    }
                }
            }
            return asks_every;
        };
        const bool every_source =
            side(m_from, "--from", "all sources", algorithms::PlaceFunction::source,
                 &algorithms::PlaceFlows::as_source, all.is_from);
        const bool every_destination =
            side(m_to, "--to", "all destinations", algorithms::PlaceFunction::destination,
                 &algorithms::PlaceFlows::as_destination, all.is_to);
        for (Vertex v = 0; v < all.places.size(); ++v) {
            if (all.is_from[v] != 0 && all.is_to[v] != 0) {
                if (!every_source && !every_destination) {
                    throw UsageError("--from and --to both hold " + all.id(v) + "  (" +
                                     all.label(v) +
                                     "); nothing separates a place from itself: leave it out of "
                                     "one of them");
                }
                (every_source ? all.is_from : all.is_to)[v] = 0; // all others are meant
            }
            if (all.is_from[v] != 0) {
                all.from.push_back(v);
            }
            if (all.is_to[v] != 0) {
                all.to.push_back(v);
            }
        }
    }

    /// What an incident weighs on its way.
    [[nodiscard]] double carried(const Passing& passing) const {
        return m_capacity == "victims"    ? static_cast<double>(passing.carried())
               : m_capacity == "expected" ? passing.expected
                                          : static_cast<double>(passing.evidence.size());
    }

    /// A sum of what is counted: whole, unless it is weighed.
    [[nodiscard]] io::Value amount(double number) const {
        return m_capacity == "expected" ? io::Value(number) : io::Value(std::llround(number));
    }
    [[nodiscard]] std::string amount_text(double number) const {
        return m_capacity == "expected" ? fmt::format("{:.2f}", number)
                                        : fmt::format("{}", std::llround(number));
    }
    [[nodiscard]] std::string measure() const {
        return m_capacity == "victims"    ? "victims"
               : m_capacity == "expected" ? "expected victims"
               : asks_budget()            ? "incidents"
                                          : m_cut;
    }

    /// A corridor or place of a set, as a row shows it.
    [[nodiscard]] io::Record member(const InterdictCases& all,
                                    std::uint32_t item,
                                    io::Value capacity,
                                    const Passing& passing) const {
        io::Record record;
        if (cuts_corridors()) {
            const auto [from, to] = all.g.ends(item);
            record = {{"from", all.id(from)},
                      {"to", all.id(to)},
                      {"from_label", all.label(from)},
                      {"to_label", all.label(to)}};
        } else {
            record = entity_record(all.cases, graph::EntityKind::place, all.g.place(item));
        }
        record.emplace_back("capacity", std::move(capacity));
        record.emplace_back("incidents", passing.evidence.size());
        record.emplace_back("victims", passing.victims);
        record.emplace_back("evidence", evidence_list(all.cases.store, passing.evidence));
        return record;
    }

    [[nodiscard]] std::string name_of_item(const InterdictCases& all, std::uint32_t item) const {
        return cuts_corridors()
                   ? all.label(all.g.ends(item).source) + " → " + all.label(all.g.ends(item).target)
                   : all.label(item);
    }

    /// `cut` and `names` of a row, and the incidents behind them.
    void add_members(const InterdictCases& all,
                     const std::vector<std::uint32_t>& items,
                     const std::vector<Passing>& passing,
                     const std::vector<double>& capacity,
                     io::Record& row,
                     std::set<graph::IncidentIndex>& evidence) const {
        io::List cut, names;
        for (const std::uint32_t item : items) {
            const Passing& behind = passing[item];
            evidence.insert(behind.evidence.begin(), behind.evidence.end());
            cut.emplace_back(member(all, item, amount(capacity[item]), behind));
            names.emplace_back(name_of_item(all, item));
        }
        row.emplace_back("cut", std::move(cut));
        row.emplace_back("names", std::move(names));
    }

    void tell_unrecorded(const std::vector<Passing>& passing, io::ResultDocument& result) const {
        const bool any = std::any_of(passing.begin(), passing.end(),
                                     [](const Passing& one) { return one.unrecorded > 0; });
        if (any && m_capacity != "unit") {
            result.notes.emplace_back(
                "Incidents that record no victim count as one victim each: someone was moved.");
        }
    }

    // The whole cut.

    void answer_cut(const InterdictCases& all, io::ResultDocument& result) const {
        const graph::RunControl control = run_control(m_output, "cutting");
        const algorithms::VictimFlow flow = algorithms::victim_flow(all.journeys, all.g);
        const std::vector<Passing>& passing = cuts_corridors() ? flow.legs : flow.places;
        std::vector<double> capacity;
        for (const Passing& one : passing) {
            capacity.push_back(m_capacity == "unit" ? 1.0 : carried(one));
        }
        const auto whole = algorithms::whole_capacities(capacity);
        Cut cut = cut_of(all, whole.multiple, control);
        result.heading =
            fmt::format("The least that separates {} of --from and {} of --to, {} by {}",
                        counted(all.from.size(), "place"), counted(all.to.size(), "place"), m_cut,
                        m_input.level);
        // A leg straight from an origin to a destination no places close: they close the rest.
        std::vector<Edge> direct;
        double open = 0.0;
        if (!cut.exists) {
            direct = direct_legs(all);
            for (const Edge e : direct) {
                open += m_capacity == "unit" ? 1.0 : carried(flow.legs[e]);
            }
            tell_direct(all, direct, result);
            cut = cut_of(all, whole.multiple, control, direct);
        }
        if (cut.items.empty()) {
            if (direct.empty()) {
                result.notes.emplace_back(
                    "No route: no chain of legs on which victims passed leads from --from to --to, "
                    "so nothing has to be cut.");
            }
            return;
        }
        std::vector<algorithms::Capacity> closed = whole.multiple;
        for (const std::uint32_t item : cut.items) {
            closed[item] = 0;
        }
        const double after =
            static_cast<double>(cut_of(all, closed, control, direct).flow) * whole.unit;
        const double through = static_cast<double>(cut.flow) * whole.unit;
        io::Record row{{"rank", 1}};
        std::set<graph::IncidentIndex> evidence;
        add_members(all, cut.items, passing, capacity, row, evidence);
        row.emplace_back("size", cut.items.size());
        row.emplace_back("separates", direct.empty());
        row.emplace_back("flow_before", amount(through + open));
        row.emplace_back("flow_after", amount(after + open));
        row.emplace_back("flow", amount(through));
        row.emplace_back("cut_capacity",
                         amount(static_cast<double>(cut.cut_capacity) * whole.unit));
        row.emplace_back("proved", cut.proved);
        const auto routes =
            algorithms::observed_routes(all.journeys, all.g, all.is_from, all.is_to);
        double observed = 0.0;
        for (const ObservedRoute& route : routes) {
            observed += carried(route.passing);
        }
        row.emplace_back("observed", amount(observed));
        if (m_react) {
            const std::string warning =
                react(all, routes, costs_of_going_on(all), cut.items, control, row);
            if (!warning.empty()) {
                result.notes.push_back("Displacement: " + warning);
            }
        }
        row.emplace_back("evidence", evidence_list(all.cases.store,
                                                   std::vector(evidence.begin(), evidence.end())));
        const std::string others = direct.empty() ? "" : " other";
        result.notes.push_back(
            m_capacity == "unit"
                ? fmt::format("Of{} ways from --from to --to that share none of the {} there are "
                              "at most {}: no smaller cut would do.",
                              others, m_cut, cut.items.size())
                : fmt::format("{} {} can flow from --from to --to {}, as much as passes the cut: "
                              "no cut of less would do.",
                              amount_text(through), measure(),
                              cuts_corridors() ? "over the legs of all journeys"
                                               : "through the places between them"));
        result.notes.emplace_back("Of equal cuts this is the one nearest to the origins.");
        std::vector<Passing> behind;
        for (const std::uint32_t item : cut.items) {
            behind.push_back(passing[item]);
        }
        tell_unrecorded(behind, result);
        finish(std::move(row), "The cut", result);
    }

    struct Cut {
        bool exists = true;
        algorithms::Capacity flow = 0, cut_capacity = 0;
        std::vector<std::uint32_t> items;
        bool proved = false;
    };

    [[nodiscard]] Cut cut_of(const InterdictCases& all,
                             const std::vector<algorithms::Capacity>& capacity,
                             const graph::RunControl& control,
                             const std::vector<Edge>& left_out = {}) const {
        if (cuts_corridors()) {
            auto cut = algorithms::minimum_cut(all.g, capacity, all.from, all.to, control);
            return {cut.exists, cut.flow, cut.cut_capacity, std::move(cut.edges), cut.proved};
        }
        std::vector<graph::VertexPair> edges;
        for (Edge e = 0; e < all.g.edge_count(); ++e) {
            if (!std::binary_search(left_out.begin(), left_out.end(), e)) {
                edges.push_back(all.g.ends(e));
            }
        }
        const graph::DirectedGraph rest(all.g.vertex_count(), std::move(edges));
        auto cut = algorithms::minimum_vertex_cut(rest, capacity, all.from, all.to, control);
        return {cut.exists, cut.flow, cut.cut_capacity, std::move(cut.vertices), cut.proved};
    }

    /// Ascending.
    static std::vector<Edge> direct_legs(const InterdictCases& all) {
        std::vector<Edge> direct;
        for (Edge e = 0; e < all.g.edge_count(); ++e) {
            const auto [from, to] = all.g.ends(e);
            if (all.is_from[from] != 0 && all.is_to[to] != 0) {
                direct.push_back(e);
            }
        }
        return direct;
    }

    static io::Value leg(const InterdictCases& all, Edge e) {
        const auto [from, to] = all.g.ends(e);
        const graph::Flow& flow = all.g.flow(e);
        return io::Record{{"from", all.id(from)},
                          {"to", all.id(to)},
                          {"incidents", flow.evidence.size()},
                          {"evidence", evidence_list(all.cases.store, flow.evidence)}};
    }

    static io::List legs_of(const InterdictCases& all, const std::vector<Vertex>& stops) {
        io::List legs;
        for (std::size_t i = 1; i < stops.size(); ++i) {
            legs.emplace_back(leg(all, all.edge(stops[i - 1], stops[i])));
        }
        return legs;
    }

    static void tell_direct(const InterdictCases& all,
                            const std::vector<Edge>& direct,
                            io::ResultDocument& result) {
        io::List legs;
        for (const Edge e : direct) {
            legs.emplace_back(leg(all, e));
        }
        result.extra.emplace_back("open_legs", std::move(legs));
        const auto [from, to] = all.g.ends(direct.front());
        result.notes.push_back(
            fmt::format("No set of places separates them: {} lead{} straight from an origin to a "
                        "destination, such as {} → {}, and neither is ever cut. Places cut the "
                        "rest; --cut corridors cuts all.",
                        counted(direct.size(), "leg"), direct.size() == 1 ? "s" : "",
                        all.label(from), all.label(to)));
    }

    // The best sets for a budget.

    void answer_budgets(const InterdictCases& all,
                        const std::optional<io::CostFile>& costs,
                        io::ResultDocument& result) const {
        const auto routes =
            algorithms::observed_routes(all.journeys, all.g, all.is_from, all.is_to);
        result.heading = fmt::format("Where most of the {} on the way are intercepted, {} by {}",
                                     measure(), m_cut, m_input.level);
        const std::size_t count = cuts_corridors() ? all.g.edge_count() : all.g.vertex_count();
        std::vector<algorithms::WatchedRoute> watched;
        std::vector<Passing> passing(count);
        std::vector<double> capacity(count, 0.0);
        double before = 0.0;
        for (const ObservedRoute& route : routes) {
            watched.push_back({items_of(all, route.stops), carried(route.passing)});
            before += watched.back().weight;
            for (const std::uint32_t item : watched.back().items) {
                Passing& here = passing[item];
                here.evidence.insert(here.evidence.end(), route.passing.evidence.begin(),
                                     route.passing.evidence.end());
                here.victims += route.passing.victims;
                here.unrecorded += route.passing.unrecorded;
                capacity[item] += watched.back().weight;
            }
        }
        double whole_cost = 0.0;
        const std::vector<double> cost = costs_of(all, costs, count, result);
        for (std::uint32_t item = 0; item < count; ++item) {
            auto& evidence = passing[item].evidence;
            std::sort(evidence.begin(), evidence.end());
            whole_cost += capacity[item] > 0.0 ? cost[item] : 0.0;
        }
        if (whole_cost == 0.0) {
            result.notes.emplace_back(
                "No journey leads from --from to --to as a whole" +
                std::string(routes.empty() ? "" : " through a place that may be cut") +
                "; without --budget the legs of several journeys are put together.");
            return;
        }
        const graph::RunControl control = run_control(m_output, "searching");
        const auto sets = algorithms::best_interdictions(watched, cost, budgets_up_to(whole_cost),
                                                         {.detection = m_detection}, control);
        const double most = sets.back().intercepted;
        std::string displaced_budgets, last_warning;
        const std::vector<double> going_on =
            m_react ? costs_of_going_on(all) : std::vector<double>();
        for (const algorithms::InterdictionSet& set : sets) {
            io::Record row{
                {"rank", result.rows.size() + 1}, {"budget", set.budget}, {"cost", set.cost}};
            std::set<graph::IncidentIndex> evidence;
            add_members(all, set.items, passing, capacity, row, evidence);
            row.emplace_back("flow_before", amount(before));
            row.emplace_back("flow_after", std::max(0.0, before - set.intercepted));
            row.emplace_back("intercepted", set.intercepted);
            row.emplace_back("share", before > 0.0 ? std::min(1.0, set.intercepted / before) : 0.0);
            row.emplace_back("optimal", set.optimal);
            row.emplace_back("bound", set.bound);
            row.emplace_back("gap", set.gap);
            if (m_react) {
                const std::string warning = react(all, routes, going_on, set.items, control, row);
                if (!warning.empty()) {
                    displaced_budgets += displaced_budgets.empty() ? "" : ", ";
                    displaced_budgets += fmt::format("{}", set.budget);
                    last_warning = fmt::format("Budget {}: ", set.budget) + warning;
                }
            }
            row.emplace_back(
                "evidence",
                evidence_list(all.cases.store, std::vector(evidence.begin(), evidence.end())));
            result.rows.emplace_back(std::move(row));
            const bool whole = set.optimal && set.intercepted >= most * (1.0 - 1e-9);
            if (whole && set.budget < m_budget) {
                result.notes.push_back(
                    fmt::format("A budget above {} intercepts no more.", set.budget));
                break;
            }
        }
        if (!last_warning.empty()) {
            result.notes.push_back(last_warning);
            if (displaced_budgets.find(',') != std::string::npos) {
                result.notes.push_back("Mostly displaced are the sets of the budgets " +
                                       displaced_budgets + ".");
            }
        }
        result.notes.push_back(
            fmt::format("Counted on the {} {} of the {} that lead from --from to --to as a whole.",
                        amount_text(before), measure(), counted(incidents_on(routes), "journey")));
        if (std::any_of(sets.begin(), sets.end(), [](const auto& set) { return !set.optimal; })) {
            result.notes.emplace_back(
                "Where best is no the search ended before its proof: gap is the share by which a "
                "set could still be better. A greedy set is within 1 - 1/e of the best where costs "
                "are equal, within half of that where they differ.");
        }
        std::vector<Passing> on_routes;
        for (const ObservedRoute& route : routes) {
            on_routes.push_back(route.passing);
        }
        tell_unrecorded(on_routes, result);
        io::Record last = *result.rows.back().get<io::Record>();
        result.rows.pop_back();
        const std::string heading =
            fmt::format("The set for budget {}", *last[1].second.get<double>());
        finish(std::move(last), heading, result);
    }

    static std::uint64_t incidents_on(const std::vector<ObservedRoute>& routes) {
        std::uint64_t incidents = 0;
        for (const ObservedRoute& route : routes) {
            incidents += route.passing.evidence.size();
        }
        return incidents;
    }

    /// What of a route may be in a set: its corridors; the places it comes to, but never one of
    /// --from, where its victims or those of another route live.
    [[nodiscard]] std::vector<std::uint32_t> items_of(const InterdictCases& all,
                                                      const std::vector<Vertex>& stops) const {
        std::vector<std::uint32_t> items;
        for (std::size_t i = 1; i < stops.size(); ++i) {
            if (cuts_corridors()) {
                items.push_back(all.edge(stops[i - 1], stops[i]));
            } else if (all.is_from[stops[i]] == 0) {
                items.push_back(stops[i]);
            }
        }
        std::sort(items.begin(), items.end());
        items.erase(std::unique(items.begin(), items.end()), items.end());
        return items;
    }

    [[nodiscard]] std::vector<double> budgets_up_to(double whole_cost) const {
        const double most = std::min(m_budget, std::ceil(whole_cost));
        const double step = std::max(1.0, std::ceil(most / static_cast<double>(most_budgets)));
        std::vector<double> budgets;
        for (double budget = step; budget < most; budget += step) {
            budgets.push_back(budget);
        }
        budgets.push_back(most);
        return budgets;
    }

    /// By item. A row for one place goes before one that means several, such as a state's.
    [[nodiscard]] std::vector<double> costs_of(const InterdictCases& all,
                                               const std::optional<io::CostFile>& file,
                                               std::size_t count,
                                               io::ResultDocument& result) const {
        std::vector<double> cost(count, 1.0);
        if (!file) {
            return cost;
        }
        std::vector<std::uint64_t> line(count, 0); // that named one place
        std::vector<unsigned char> from_one(count, 0);
        std::uint64_t unused = 0;
        for (const io::CostRow& row : file->rows) {
            const std::string where = m_costs_file + ": line " + std::to_string(row.line) + ": ";
            const auto at = [&](const std::string& text, const char* column) {
                std::vector<Vertex> vertices;
                for (const graph::PlaceIndex place :
                     find_places(all.cases, all.places, text, where + column)) {
                    vertices.push_back(static_cast<Vertex>(
                        std::lower_bound(all.places.begin(), all.places.end(), place) -
                        all.places.begin()));
                }
                return vertices;
            };
            std::vector<std::uint32_t> items = at(row.place, cuts_corridors() ? "origin" : "id");
            bool one = items.size() == 1;
            if (cuts_corridors()) {
                const auto targets = at(row.destination, "destination");
                one = one && targets.size() == 1;
                std::vector<std::uint32_t> edges;
                for (const Vertex from : items) {
                    for (const Vertex to : targets) {
                        const auto next = all.g.out_neighbours(from);
                        if (std::binary_search(next.begin(), next.end(), to)) {
                            edges.push_back(all.edge(from, to));
                        }
                    }
                }
                items = std::move(edges);
            }
            unused += items.empty() ? 1U : 0U;
            for (const std::uint32_t item : items) {
                if (line[item] != 0 && (from_one[item] != 0) == one) {
                    throw UsageError(where + name_of_item(all, item) + " has a cost from line " +
                                     std::to_string(line[item]) + "; keep one of them");
                }
                if (from_one[item] == 0 || one) {
                    cost[item] = row.cost;
                    line[item] = row.line;
                    from_one[item] = one ? 1 : 0;
                }
            }
        }
        if (unused > 0) {
            result.notes.push_back(counted(unused, "row") + " of " + m_costs_file +
                                   (unused == 1 ? " is" : " are") +
                                   " about what no journey here passes.");
        }
        return cost;
    }

    // What movement does next.

    /// Of each leg -ln of its probability as the next step, as `routes --from --to` has it.
    static std::vector<double> costs_of_going_on(const InterdictCases& all) {
        const auto travelled = algorithms::travelled_journeys(all.journeys);
        const algorithms::TransitionModel model(travelled.stops, travelled.weight);
        std::vector<double> costs;
        for (Edge e = 0; e < all.g.edge_count(); ++e) {
            const auto [from, to] = all.g.ends(e);
            const Vertex here = model.vertex(all.g.place(from));
            const auto next = model.legs().out_neighbours(here);
            const auto at =
                std::lower_bound(next.begin(), next.end(), model.vertex(all.g.place(to)));
            costs.push_back(-std::log(model.probability(
                model.legs().out_edges(here)[static_cast<std::size_t>(at - next.begin())])));
        }
        return costs;
    }

    /// Adds to the row where movement goes. Returns a warning where most of it only goes elsewhere.
    std::string react(const InterdictCases& all,
                      const std::vector<ObservedRoute>& routes,
                      const std::vector<double>& costs,
                      const std::vector<std::uint32_t>& items,
                      const graph::RunControl& control,
                      io::Record& row) const {
        Flags closed(cuts_corridors() ? all.g.edge_count() : all.g.vertex_count(), 0);
        for (const std::uint32_t item : items) {
            closed[item] = 1;
        }
        std::vector<algorithms::BlockedFlow> blocked;
        std::vector<double> caught; // of each, if it could not go another way
        double whole = 0.0;
        for (const ObservedRoute& route : routes) {
            const auto passed = items_of(all, route.stops);
            const auto met = std::count_if(passed.begin(), passed.end(),
                                           [&](std::uint32_t i) { return closed[i] != 0; });
            const double weight = carried(route.passing);
            whole += weight;
            if (met > 0) {
                blocked.push_back({route.stops.front(), route.stops.back(), weight});
                caught.push_back(weight *
                                 (1.0 - std::pow(1.0 - m_detection, static_cast<double>(met))));
            }
        }
        const Flags none;
        const auto next =
            algorithms::displaced_flows(all.g, costs, blocked, cuts_corridors() ? closed : none,
                                        cuts_corridors() ? none : closed, next_ways, control);
        double still_caught = 0.0;
        double touched = 0.0;
        for (std::size_t i = 0; i < blocked.size(); ++i) {
            touched += blocked[i].weight;
            still_caught += next.has_way[i] != 0 ? 0.0 : caught[i];
        }
        io::List to;
        for (const algorithms::NextRoute& route : next.routes) {
            io::List stops;
            for (const Vertex v : route.stops) {
                stops.emplace_back(all.id(v));
            }
            to.emplace_back(io::Record{{"stops", std::move(stops)},
                                       {"label", all.route_label(route.stops)},
                                       {"flow", route.weight},
                                       {"probability", route.probability},
                                       {"legs", legs_of(all, route.stops)}});
        }
        const bool mostly = 2.0 * next.displaced > touched;
        row.emplace_back("intercepted_after", still_caught);
        row.emplace_back("displaced", next.displaced);
        row.emplace_back("remaining", std::max(0.0, whole - still_caught));
        row.emplace_back("mostly_displaced", mostly);
        row.emplace_back("displaced_to", std::move(to));
        if (!mostly) {
            return {};
        }
        return fmt::format(
            "of {} {} whose way is closed {} have another that was used before: this "
            "would mostly move them.",
            amount_text(touched), measure(), amount_text(next.displaced));
    }

    // How it is shown.

    void describe(io::ResultDocument& result) const {
        constexpr auto right = io::Alignment::right;
        constexpr std::size_t names_width = 60;
        if (asks_budget()) {
            result.columns = {
                {"#", "rank", right},
                {.header = "budget", .path = "budget", .alignment = right, .digits = 1},
                {.header = "cost", .path = "cost", .alignment = right, .digits = 1},
                {.header = "set", .path = "names", .widest = names_width, .wraps = true},
                {.header = "intercepted", .path = "intercepted", .alignment = right, .digits = 1},
                {.header = "share", .path = "share", .alignment = right, .digits = 3},
                {"best", "optimal"},
                {.header = "gap", .path = "gap", .alignment = right, .digits = 3}};
        } else {
            result.columns = {{m_cut, "size", right},
                              {"flow", "flow", right},
                              {"cut", "cut_capacity", right},
                              {"proved", "proved"},
                              {"after", "flow_after", right}};
        }
        std::vector<std::string> names;
        if (asks_budget()) {
            names = {"budget", "cost",    "flow_before", "flow_after", "intercepted",
                     "share",  "optimal", "bound",       "gap"};
        } else {
            names = {"size", "separates",    "flow_before", "flow_after",
                     "flow", "cut_capacity", "proved",      "observed"};
        }
        if (m_react) {
            result.columns.push_back(
                {.header = "displaced", .path = "displaced", .alignment = right, .digits = 1});
            result.columns.push_back(
                {.header = "remaining", .path = "remaining", .alignment = right, .digits = 1});
            names.insert(names.end(),
                         {"intercepted_after", "displaced", "remaining", "mostly_displaced"});
        }
        result.csv = {{"rank", "rank"}, {"cut", "names"}};
        for (const std::string& name : names) {
            result.csv.push_back({name, name});
        }
        result.csv.push_back({"evidence", "evidence"});
    }

    /// Adds the last row, its members as a table, and what a reaction adds.
    void finish(io::Record row, const std::string& heading, io::ResultDocument& result) const {
        constexpr auto right = io::Alignment::right;
        constexpr std::size_t place_width = 44;
        constexpr std::size_t evidence_width = 60;
        const io::Value whole(std::move(row));
        io::TableSection members;
        members.heading = heading;
        if (cuts_corridors()) {
            members.columns = {
                {.header = "from", .path = "from_label", .widest = place_width, .wraps = true},
                {.header = "to", .path = "to_label", .widest = place_width, .wraps = true}};
        } else {
            members.columns = {
                {.header = "place", .path = "label", .widest = place_width, .wraps = true}};
        }
        members.columns.push_back(
            {.header = "capacity", .path = "capacity", .alignment = right, .digits = 1});
        members.columns.push_back({"incidents", "incidents", right});
        members.columns.push_back({"victims", "victims", right});
        members.columns.push_back(
            {.header = "evidence", .path = "evidence", .widest = evidence_width, .spare = 1});
        members.rows = *whole["cut"].get<io::List>();
        result.more_tables.push_back(std::move(members));
        if (m_react) {
            io::TableSection next;
            next.heading = "Where they would go then";
            next.columns = {
                {.header = "route", .path = "label", .widest = 100, .wraps = true},
                {.header = "flow", .path = "flow", .alignment = right, .digits = 1},
                {.header = "probability", .path = "probability", .alignment = right, .digits = 3}};
            next.rows = *whole["displaced_to"].get<io::List>();
            if (!next.rows.empty()) {
                result.more_tables.push_back(std::move(next));
            }
        }
        result.rows.push_back(whole);
    }

    InputOptions m_input;
    OutputOptions m_output;
    std::vector<std::string> m_from, m_to;
    std::string m_cut = "corridors";
    std::string m_capacity = "victims";
    std::string m_costs_file;
    double m_budget = 0.0;
    double m_detection = 1.0;
    bool m_react = false;
    CLI::Option* m_budget_option = nullptr;
    CLI::Option* m_detection_option = nullptr;
};

} // namespace

std::unique_ptr<Command> make_interdict(CLI::App& app) { return std::make_unique<Interdict>(app); }

} // namespace sandhan::cli
