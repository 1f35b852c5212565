// SPDX-License-Identifier: Apache-2.0
// analyse evaluate routes: corridors found, against the journeys that really were.
#include "algorithms/evaluation/retrieval.hpp"
#include "algorithms/routes/corridors.hpp"
#include "cli/evaluation.hpp"
#include "io/errors.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace sandhan::cli {
namespace {

using graph::CaseStore;
using graph::IncidentIndex;
using graph::no_index;
using graph::PlaceLevel;

using Key = std::uint32_t;  ///< a place at the level asked for
using Flow = std::uint64_t; ///< origin's key, destination's key

Flow flow_of(Key origin, Key destination) { return (Flow{origin} << 32U) | destination; }
Key origin_of(Flow flow) { return static_cast<Key>(flow >> 32U); }
Key destination_of(Flow flow) { return static_cast<Key>(flow); }

/// Places of the data and of the truth under one number where they are the same at the level.
class Places {
  public:
    Places(const LoadedCases& cases, const graph::Gazetteer& gazetteer, PlaceLevel level)
        : m_cases(cases), m_gazetteer(gazetteer), m_level(level) {}

    /// Of a place of the truth, raised to the level.
    Key of(const std::string& id) {
        const auto known = m_known.find(id);
        if (known != m_known.end()) {
            return known->second;
        }
        const Chain chain = chain_of(id);
        m_finest = std::min(m_finest, chain.level);
        const bool reveal = m_cases.protection->disclosure() == graph::Disclosure::reveal;
        const Key key =
            key_of(chain.up_to(m_level),
                   chain.up_to(reveal ? m_level : std::max(m_level, PlaceLevel::district)));
        m_known.emplace(id, key);
        return key;
    }

    /// Of a place of the data, at the level already.
    Key of(graph::PlaceIndex place) {
        return key_of(std::string(m_cases.store.text(m_cases.store.places[place].id)),
                      id_of(m_cases, graph::EntityKind::place, place));
    }

    /// Whether the place found is another than the true one and holds it.
    bool is_vaguer(Key found, Key truth) {
        const auto [known, is_new] = m_vaguer.try_emplace(flow_of(found, truth), false);
        if (is_new && found != truth) {
            const Chain chain = chain_of(m_ids[truth]);
            known->second = std::find(chain.ids.begin() + static_cast<int>(chain.level),
                                      chain.ids.end(), m_ids[found]) != chain.ids.end();
        }
        return known->second;
    }

    /// The id as it may be shown.
    [[nodiscard]] const std::string& shown(Key key) const { return m_shown[key]; }
    /// How many places of the truth the gazetteer does not know.
    [[nodiscard]] std::uint64_t unknown() const { return m_unknown; }
    /// The finest level at which the truth tells a place.
    [[nodiscard]] PlaceLevel finest() const { return m_finest; }

  private:
    /// A place and what holds it, by level; "" where none is known.
    struct Chain {
        PlaceLevel level = PlaceLevel::locality; ///< its own
        std::array<std::string, 4> ids;

        /// Itself where it is no finer, else the next coarser that is known: what
        /// CaseStore::raised() makes of a place of the data.
        [[nodiscard]] const std::string& up_to(PlaceLevel asked) const {
            for (auto l = static_cast<std::size_t>(std::max(asked, level)); l < ids.size(); ++l) {
                if (!ids[l].empty()) {
                    return ids[l];
                }
            }
            return ids[static_cast<std::size_t>(level)];
        }
    };

    Chain chain_of(const std::string& id) {
        Chain chain;
        std::string known = id;
        auto place = m_gazetteer.find(known);
        // A village that is only kept in its district is no place of the gazetteer.
        while (!place && known.find('/') != std::string::npos) {
            known.resize(known.rfind('/'));
            place = m_gazetteer.find(known);
        }
        if (place) {
            chain.ids = {"", place->district_id, place->state_id, place->country_id};
            chain.ids[static_cast<std::size_t>(place->level)] = place->id;
            chain.level = known == id ? place->level : PlaceLevel::locality;
        } else {
            m_unknown += m_known.count(id) == 0 ? 1U : 0U;
        }
        if (!place || known != id) {
            chain.ids.front() = id;
        }
        return chain;
    }

    Key key_of(const std::string& id, const std::string& shown) {
        const auto [known, is_new] = m_keys.try_emplace(id, static_cast<Key>(m_ids.size()));
        if (is_new) {
            m_ids.push_back(id);
            m_shown.push_back(shown);
        }
        return known->second;
    }

    const LoadedCases& m_cases;
    const graph::Gazetteer& m_gazetteer;
    PlaceLevel m_level;
    std::unordered_map<std::string, Key> m_keys;  ///< by id at the level
    std::unordered_map<std::string, Key> m_known; ///< by id as the truth has it
    std::vector<std::string> m_ids, m_shown;
    std::unordered_map<std::uint64_t, bool> m_vaguer;
    std::uint64_t m_unknown = 0;
    PlaceLevel m_finest = PlaceLevel::country;
};

/// The flows of a journey through these places: its ends, or each leg once. Ascending.
std::vector<Flow> flows_through(const std::vector<Key>& stops, bool legs) {
    std::vector<Flow> flows;
    if (legs) {
        for (std::size_t i = 1; i < stops.size(); ++i) {
            if (stops[i - 1] != stops[i]) {
                flows.push_back(flow_of(stops[i - 1], stops[i]));
            }
        }
        std::sort(flows.begin(), flows.end());
        flows.erase(std::unique(flows.begin(), flows.end()), flows.end());
    } else if (!stops.empty() && stops.front() != stops.back()) {
        flows.push_back(flow_of(stops.front(), stops.back()));
    }
    return flows;
}

/// The true journeys of the incidents in the data, and the corridors that were planted.
class Journeys : public io::TruthSink {
  public:
    Journeys(const CaseStore& store, Places& places, const EvaluationOptions& options)
        : has_truth(store.incidents.size(), false), flows(store.incidents.size()),
          stops(options.infer_transit ? store.incidents.size() : 0), m_store(store),
          m_places(places), m_legs(options.legs), m_same(store.incidents.size()) {
        std::iota(m_same.begin(), m_same.end(), IncidentIndex{0});
    }

    void journey(io::TrueJourney&& journey, const io::TruthPlace& place) override {
        std::vector<Key> passed = keys_of(journey.stops, place, "/place");
        const IncidentIndex i = find_incident(m_store, journey.incident);
        if (i == no_index) {
            ++not_in_input;
            return;
        }
        if (has_truth[i]) {
            throw io::ParseError(place.text() + "/incident: an earlier journey is of the same "
                                                "incident; an incident has one journey");
        }
        has_truth[i] = true;
        flows[i] = flows_through(passed, m_legs);
        if (!stops.empty()) {
            stops[i] = std::move(passed);
        }
        if (journey.event) {
            const auto [first, is_new] = m_first_of_event.try_emplace(*journey.event, i);
            join(first->second, i);
        }
    }

    void duplicate(io::DuplicateReport&& duplicate, const io::TruthPlace&) override {
        const IncidentIndex i = find_incident(m_store, duplicate.incident);
        const IncidentIndex of = find_incident(m_store, duplicate.of);
        if (i != no_index && of != no_index) {
            join(i, of);
        }
    }

    void corridor(io::TrueCorridor&& corridor, const io::TruthPlace& place) override {
        ++corridors;
        std::vector<std::string> way{corridor.origin};
        if (m_legs && corridor.stops.size() > 1) {
            way = corridor.stops;
        } else {
            way.push_back(corridor.destination);
        }
        for (const Flow flow : flows_through(keys_of(way, place, ""), m_legs)) {
            planted.push_back(flow);
        }
    }

    /// The incident that stands for the event of this one: the first by id.
    IncidentIndex event_of(IncidentIndex i) {
        while (m_same[i] != i) {
            m_same[i] = m_same[m_same[i]];
            i = m_same[i];
        }
        return i;
    }

    std::vector<bool> has_truth;          ///< of each incident
    std::vector<std::vector<Flow>> flows; ///< of each incident, ascending
    std::vector<std::vector<Key>> stops;  ///< of each incident; empty unless they are asked for
    std::vector<Flow> planted;
    std::uint64_t corridors = 0;
    std::uint64_t not_in_input = 0;

  private:
    std::vector<Key>
    keys_of(const std::vector<std::string>& ids, const io::TruthPlace& place, const char* below) {
        std::vector<Key> keys;
        for (std::size_t i = 0; i < ids.size(); ++i) {
            if (!ids[i].starts_with("place:")) {
                throw io::ParseError(place.text() + "/stops/" + std::to_string(i) + below +
                                     ": is no id of a place; `analyse gazetteer TEXT` tells the id "
                                     "of a place, such as place:IN-WB/nadia");
            }
            keys.push_back(m_places.of(ids[i]));
        }
        return keys;
    }

    void join(IncidentIndex a, IncidentIndex b) {
        a = event_of(a);
        b = event_of(b);
        m_same[std::max(a, b)] = std::min(a, b);
    }

    const CaseStore& m_store;
    Places& m_places;
    bool m_legs;
    std::vector<IncidentIndex> m_same; ///< an earlier report of the same event, or itself
    std::unordered_map<std::uint64_t, IncidentIndex> m_first_of_event;
};

/// What is counted of a flow, among the incidents that are compared.
struct Counts {
    std::uint64_t found = 0;   ///< incidents, as recorded
    std::uint64_t reports = 0; ///< incidents, in truth
    std::uint64_t events = 0;  ///< in truth, an event with several reports once
};

/// Per flow, sorted by it.
using Tally = std::map<Flow, Counts>;

/// A corridor that incidents truly took and do not tell, or tell and did not take.
struct CorridorMistake {
    const char* kind = "";
    std::uint64_t weight = 0; ///< incidents
    Flow flow = 0;
    std::vector<IncidentIndex> incidents;
};

double mean_error(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
        sum += std::abs(a[i] - b[i]);
    }
    return sum / static_cast<double>(a.size());
}

/// The figures of counts over some flows.
void count_figures(Evaluation& result,
                   const std::string& prefix,
                   const std::vector<double>& found,
                   const std::vector<double>& truth) {
    result.correlation(prefix, found, truth);
    result.figure(prefix + ":mean_absolute_error", found.empty()
                                                       ? std::optional<double>()
                                                       : std::optional(mean_error(found, truth)));
}

class Comparison {
  public:
    Comparison(const LoadedCases& cases,
               const graph::CaseGraph& g,
               PlaceLevel level,
               Places& places,
               Journeys& truth,
               const EvaluationOptions& options,
               bool with_journeys)
        : m_cases(cases), m_places(places), m_truth(truth), m_options(options),
          m_found(cases.store.incidents.size()) {
        for (const IncidentIndex i : g.incidents()) {
            if (!with_journeys || truth.has_truth[i]) {
                m_compared.push_back(i);
            }
        }
        without_truth = g.incidents().size() - m_compared.size();
        std::vector<bool> is_compared(cases.store.incidents.size(), false);
        for (const IncidentIndex i : m_compared) {
            is_compared[i] = true;
        }
        const auto kind = options.legs ? graph::FlowKind::legs : graph::FlowKind::ends;
        for (const graph::Flow& row : algorithms::corridors(g, level, kind).rows) {
            const Flow flow = flow_of(places.of(row.origin), places.of(row.destination));
            std::uint64_t incidents = 0;
            for (const IncidentIndex i : row.evidence) {
                if (is_compared[i]) {
                    m_found[i].push_back(flow);
                    ++incidents;
                }
            }
            if (incidents > 0) {
                m_tally[flow].found = incidents;
                m_ranked.emplace_back(flow, incidents);
            }
        }
        // As `routes` ranks them, but by the incidents that are compared.
        std::stable_sort(m_ranked.begin(), m_ranked.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        if (with_journeys) {
            count_truth();
        }
    }

    void incidents(Evaluation& result) {
        algorithms::Matches matches;
        std::uint64_t vaguer = 0;
        std::uint64_t origins = 0;
        std::uint64_t destinations = 0;
        for (const IncidentIndex i : m_compared) {
            std::sort(m_found[i].begin(), m_found[i].end());
            const auto one = algorithms::compare_sets(m_found[i], m_truth.flows[i]);
            matches.both += one.both;
            matches.found += one.found;
            matches.truth += one.truth;
            if (!m_options.legs && one.found == 1 && one.truth == 1) {
                const Flow found = m_found[i].front();
                const Flow truth = m_truth.flows[i].front();
                const bool origin = origin_of(found) == origin_of(truth);
                const bool destination = destination_of(found) == destination_of(truth);
                origins += origin ? 1U : 0U;
                destinations += destination ? 1U : 0U;
                vaguer += !(origin && destination) && (origin || vague(found, truth, origin_of)) &&
                                  (destination || vague(found, truth, destination_of))
                              ? 1U
                              : 0U;
            }
        }
        result.figures("incidents", matches);
        if (!m_options.legs) {
            result.figure("incidents:vaguer", io::Value(vaguer));
            result.figure("incidents:origin_right", io::Value(origins));
            result.figure("incidents:destination_right", io::Value(destinations));
        }
    }

    void corridors(Evaluation& result) const {
        algorithms::Matches matches;
        std::vector<double> found, reports, events;
        std::uint64_t reports_in_all = 0;
        std::uint64_t events_in_all = 0;
        for (const auto& [flow, counts] : m_tally) {
            const bool is_found = counts.found >= m_options.min_incidents;
            const bool is_true = counts.reports >= m_options.min_incidents;
            matches.found += is_found ? 1U : 0U;
            matches.truth += is_true ? 1U : 0U;
            matches.both += is_found && is_true ? 1U : 0U;
            reports_in_all += counts.reports;
            events_in_all += counts.events;
            if (is_true) {
                found.push_back(static_cast<double>(counts.found));
                reports.push_back(static_cast<double>(counts.reports));
                events.push_back(static_cast<double>(counts.events));
            }
        }
        result.figures("corridors", matches);
        count_figures(result, "counts", found, reports);
        count_figures(result, "event_counts", found, events);
        result.figure("duplicates:reports", io::Value(reports_in_all - events_in_all));
        count_figures(result, "duplicates", reports, events);
    }

    void planted(Evaluation& result, bool with_journeys) const {
        // One that too few of the incidents truly took is not to be found in them.
        std::vector<Flow> planted = m_truth.planted;
        std::sort(planted.begin(), planted.end());
        planted.erase(std::unique(planted.begin(), planted.end()), planted.end());
        std::vector<Flow> present;
        std::vector<double> found, reports;
        for (const Flow flow : planted) {
            const auto at = m_tally.find(flow);
            const Counts counts = at == m_tally.end() ? Counts() : at->second;
            if (!with_journeys || counts.reports >= m_options.min_incidents) {
                present.push_back(flow);
                found.push_back(static_cast<double>(counts.found));
                reports.push_back(static_cast<double>(counts.reports));
            }
        }
        algorithms::Matches matches{0, 0, present.size()};
        std::vector<std::uint8_t> relevant;
        for (const auto& [flow, incidents] : m_ranked) {
            if (incidents >= m_options.min_incidents) {
                const bool is_planted = std::binary_search(present.begin(), present.end(), flow);
                relevant.push_back(is_planted ? 1 : 0);
                matches.both += is_planted ? 1U : 0U;
            }
        }
        matches.found = relevant.size();
        result.figure("planted:corridors", io::Value(m_truth.corridors));
        result.figures("planted", matches);
        constexpr std::size_t first = 10;
        result.figure("planted:precision_at_10",
                      std::optional(algorithms::precision_at(relevant, first)));
        result.figure("planted:average_precision",
                      algorithms::average_precision(relevant, matches.truth));
        if (with_journeys) {
            count_figures(result, "planted", found, reports);
        }
    }

    [[nodiscard]] io::List mistakes() const {
        std::map<std::pair<bool, Flow>, std::vector<IncidentIndex>> by_flow;
        for (const IncidentIndex i : m_compared) {
            const auto& found = m_found[i];
            const auto& truth = m_truth.flows[i];
            for (const Flow flow : found) {
                if (!std::binary_search(truth.begin(), truth.end(), flow)) {
                    by_flow[{true, flow}].push_back(i);
                }
            }
            for (const Flow flow : truth) {
                if (!std::binary_search(found.begin(), found.end(), flow)) {
                    by_flow[{false, flow}].push_back(i);
                }
            }
        }
        std::vector<CorridorMistake> all;
        all.reserve(by_flow.size());
        for (auto& [what, incidents] : by_flow) {
            all.push_back({what.first ? "added" : "missed", incidents.size(), what.second,
                           std::move(incidents)});
        }
        // Numbers of places depend on what was read first; their ids do not.
        const auto ids = [&](const CorridorMistake& m) {
            return std::tuple(std::string_view(m.kind), std::string_view(shown_origin(m)),
                              std::string_view(shown_destination(m)), m.incidents);
        };
        std::sort(all.begin(), all.end(), [&](const CorridorMistake& a, const CorridorMistake& b) {
            return ids(a) < ids(b);
        });
        io::List list;
        for (const CorridorMistake& mistake : largest(std::move(all), m_options.worst)) {
            list.emplace_back(
                io::Record{{"kind", mistake.kind},
                           {"origin", shown_origin(mistake)},
                           {"destination", shown_destination(mistake)},
                           {"incidents", mistake.weight},
                           {"evidence", evidence_of(m_cases.store, mistake.incidents)}});
        }
        return list;
    }

    [[nodiscard]] std::uint64_t compared() const { return m_compared.size(); }
    std::uint64_t without_truth = 0;

  private:
    void count_truth() {
        std::map<Flow, std::vector<IncidentIndex>> events;
        for (const IncidentIndex i : m_compared) {
            for (const Flow flow : m_truth.flows[i]) {
                ++m_tally[flow].reports;
                events[flow].push_back(m_truth.event_of(i));
            }
        }
        for (auto& [flow, incidents] : events) {
            std::sort(incidents.begin(), incidents.end());
            m_tally[flow].events = static_cast<std::uint64_t>(
                std::unique(incidents.begin(), incidents.end()) - incidents.begin());
        }
    }

    bool vague(Flow found, Flow truth, Key (*end)(Flow)) const {
        return m_places.is_vaguer(end(found), end(truth));
    }
    [[nodiscard]] const std::string& shown_origin(const CorridorMistake& mistake) const {
        return m_places.shown(origin_of(mistake.flow));
    }
    [[nodiscard]] const std::string& shown_destination(const CorridorMistake& mistake) const {
        return m_places.shown(destination_of(mistake.flow));
    }

    const LoadedCases& m_cases;
    Places& m_places;
    Journeys& m_truth;
    const EvaluationOptions& m_options;
    std::vector<IncidentIndex> m_compared;
    std::vector<std::vector<Flow>> m_found; ///< of each incident
    std::vector<std::pair<Flow, std::uint64_t>> m_ranked;
    Tally m_tally;
};

} // namespace

Evaluation evaluate_routes(const LoadedCases& cases,
                           const InputOptions& input,
                           const OutputOptions& output,
                           const EvaluationOptions& options) {
    using io::TruthPart;
    if (options.truth.empty()) { // told stops are hidden, and nothing else is measured
        Evaluation result;
        evaluate_transit(cases, input, output, nullptr, result);
        return result;
    }
    const PlaceLevel level = input.place_level();
    const graph::CaseGraph g(cases.store, {input.filter(), level, input.disclosure()});
    Places places(cases, gazetteer_of(cases), level);
    Journeys truth(cases.store, places, options);
    const io::TruthParts present = read_truth_of(
        options, output, {TruthPart::journeys, TruthPart::corridors, TruthPart::duplicates}, {},
        "routes", truth);
    const bool with_journeys = present.has(TruthPart::journeys);
    if (!with_journeys && !present.has(TruthPart::corridors)) {
        throw io::ParseError(options.truth + ": there is neither \"journeys\" nor \"corridors\": "
                                             "`evaluate routes` compares with them; add one "
                                             "(docs/evaluation.md tells what they hold)");
    }
    if (places.unknown() > 0) {
        say(output, "warning: unknown to the gazetteer, so that only the very same id matches: " +
                        counted(places.unknown(), "place") +
                        " of the truth; give them with --gazetteer");
    }
    if (places.finest() > level) {
        const std::string told(graph::name_of(places.finest()));
        say(output, "warning: the truth tells places by " + told + ", which --level " +
                        input.level + " compares with finer ones; --level " + told +
                        " compares like with like");
    }
    Comparison comparison(cases, g, level, places, truth, options, with_journeys);
    if (with_journeys && comparison.compared() == 0 && !g.incidents().empty()) {
        say(output, "warning: none of the truth's journeys is of an incident in the input; is it "
                    "the truth of these files?");
    }

    Evaluation result;
    const graph::MovementGraph movement(g, level);
    result.vertices = movement.vertex_count();
    result.edges = movement.edge_count();
    result.figure("incidents:compared", io::Value(comparison.compared()));
    if (with_journeys) {
        result.figure("incidents:without_truth", io::Value(comparison.without_truth));
        result.figure("truth:journeys_not_in_input", io::Value(truth.not_in_input));
        comparison.incidents(result);
        comparison.corridors(result);
        result.mistakes = comparison.mistakes();
    } else {
        result.notes.emplace_back("The truth has no \"journeys\": incidents and counts are not "
                                  "compared.");
    }
    if (present.has(TruthPart::corridors)) {
        comparison.planted(result, with_journeys);
    } else {
        result.notes.emplace_back("The truth has no \"corridors\": what was planted is not "
                                  "compared.");
    }
    if (options.infer_transit) {
        TransitTruth stops{std::move(truth.has_truth), std::move(truth.stops),
                           [&](graph::PlaceIndex place) { return places.of(place); },
                           [&](const std::string& id) { return places.of(id); }};
        evaluate_transit(cases, input, output, with_journeys ? &stops : nullptr, result);
    }
    return result;
}

} // namespace sandhan::cli
