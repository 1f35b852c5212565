// SPDX-License-Identifier: Apache-2.0
// analyse evaluate routes --infer-transit: guessed transit stops against those that were made.
#include "algorithms/evaluation/guesses.hpp"
#include "cli/evaluation.hpp"
#include "cli/transit.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::TransitGap;
using graph::PlaceIndex;

constexpr std::size_t most_guesses = 3;

/// Where stops are made most, whatever the gap: what a guess must beat.
class FrequentStops {
  public:
    explicit FrequentStops(const std::vector<algorithms::TransitJourney>& journeys)
        : m_journeys(journeys) {
        for (const algorithms::TransitJourney& journey : journeys) {
            for (const PlaceIndex place : stops_of(journey)) {
                ++m_everywhere[place];
                ++m_on_corridor[ends_of(journey)][place];
            }
        }
    }

    /// The first three, of `journey` nothing counted; also of those on its corridor alone, then
    /// everywhere.
    [[nodiscard]] std::vector<PlaceIndex>
    first(std::uint32_t journey, const TransitGap& gap, bool on_corridor) const {
        std::vector<PlaceIndex> result;
        const auto add = [&](const Counts& counts) {
            Counts others = counts;
            for (const PlaceIndex place : stops_of(m_journeys[journey])) {
                const auto at = others.find(place);
                if (at != others.end()) {
                    --at->second;
                }
            }
            std::vector<std::pair<PlaceIndex, std::uint64_t>> list(others.begin(), others.end());
            std::stable_sort(list.begin(), list.end(),
                             [](const auto& a, const auto& b) { return a.second > b.second; });
            for (const auto& [place, count] : list) {
                const bool fits = place != gap.origin && place != gap.destination && count > 0;
                if (fits && result.size() < most_guesses &&
                    std::find(result.begin(), result.end(), place) == result.end()) {
                    result.push_back(place);
                }
            }
        };
        if (on_corridor) {
            const auto at = m_on_corridor.find(ends_of(m_journeys[journey]));
            if (at != m_on_corridor.end()) {
                add(at->second);
            }
        }
        add(m_everywhere);
        return result;
    }

  private:
    using Counts = std::map<PlaceIndex, std::uint64_t>;

    static std::vector<PlaceIndex> stops_of(const algorithms::TransitJourney& journey) {
        std::vector<PlaceIndex> stops;
        for (std::size_t i = 1; i + 1 < journey.places.size(); ++i) {
            stops.push_back(journey.places[i]);
        }
        std::sort(stops.begin(), stops.end());
        stops.erase(std::unique(stops.begin(), stops.end()), stops.end());
        return stops;
    }
    static std::pair<PlaceIndex, PlaceIndex> ends_of(const algorithms::TransitJourney& journey) {
        return journey.places.empty() ? std::pair(graph::no_place, graph::no_place)
                                      : std::pair(journey.places.front(), journey.places.back());
    }

    const std::vector<algorithms::TransitJourney>& m_journeys;
    Counts m_everywhere;
    std::map<std::pair<PlaceIndex, PlaceIndex>, Counts> m_on_corridor;
};

/// How often a hidden stop was the first guess, or among the first three.
struct Hits {
    std::uint64_t first = 0, three = 0;

    void count(std::size_t position, std::uint64_t times) {
        first += position < 1 ? times : 0;
        three += position < most_guesses ? times : 0;
    }
    void figures(Evaluation& result, const std::string& prefix, std::uint64_t stops) const {
        const auto share = [&](std::uint64_t hits) {
            return stops == 0 ? std::optional<double>()
                              : static_cast<double>(hits) / static_cast<double>(stops);
        };
        result.figure(prefix + "hit_at_1", share(first));
        result.figure(prefix + "hit_at_3", share(three));
    }
};

template <class List, class Value>
std::size_t position_in(const List& list, const Value& value) {
    return static_cast<std::size_t>(std::find(list.begin(), list.end(), value) - list.begin());
}

/// The figures of one way of hiding stops.
struct HiddenStops {
    std::uint64_t stops = 0;
    double probability = 0.0; ///< sum of all told
    Hits guessed, everywhere, on_corridor;
    std::vector<algorithms::ToldProbability> told;

    void figures(Evaluation& result, const std::string& prefix) const {
        result.figure(prefix + "stops", io::Value(stops));
        guessed.figures(result, prefix, stops);
        everywhere.figures(result, prefix + "frequent:", stops);
        on_corridor.figures(result, prefix + "corridor:", stops);
        constexpr std::size_t bins = 10;
        result.figure(prefix + "expected_stops", std::optional(probability));
        result.figure(prefix + "brier", algorithms::brier_score(told));
        result.figure(prefix + "calibration_error", algorithms::calibration_error(told, bins));
    }
};

} // namespace

void evaluate_transit(const LoadedCases& cases,
                      const InputOptions& input,
                      const OutputOptions& output,
                      const TransitTruth* truth,
                      Evaluation& result) {
    const graph::CaseSelection selection(cases.store, input.filter(), input.disclosure());
    const graph::Journeys journeys(selection, input.place_level());
    const Transit transit(journeys, output);
    const FrequentStops frequent(transit.data().journeys);

    HiddenStops held_out;
    for (const TransitGap& gap : transit.held_out().gaps) {
        const auto times = static_cast<std::uint64_t>(gap.journeys.size());
        std::vector<PlaceIndex> guesses;
        bool listed = false;
        for (const algorithms::TransitGuess& guess : gap.guesses) {
            const bool right = guess.place == gap.hidden;
            listed = listed || right;
            guesses.push_back(guess.place);
            held_out.told.push_back({guess.probability, right, static_cast<double>(times)});
            held_out.probability += guess.probability * static_cast<double>(times);
        }
        if (!listed) {
            held_out.told.push_back({0.0, true, static_cast<double>(times)});
        }
        held_out.stops += times;
        held_out.guessed.count(position_in(guesses, gap.hidden), times);
        const std::uint32_t one = gap.journeys.front();
        held_out.everywhere.count(position_in(frequent.first(one, gap, false), gap.hidden), times);
        held_out.on_corridor.count(position_in(frequent.first(one, gap, true), gap.hidden), times);
    }
    held_out.figures(result, "transit_hidden:");
    if (truth == nullptr) {
        return;
    }

    const algorithms::TransitInference inferred = transit.gaps();
    const auto districts = districts_by_code(gazetteer_of(cases));
    HiddenStops left_out;
    std::uint64_t gaps = 0;
    std::uint64_t elsewhere = 0;
    for (const TransitGap& gap : inferred.gaps) {
        const auto key = [&](PlaceIndex place) { return truth->key(place); };
        std::vector<std::uint32_t> guesses;
        for (const algorithms::TransitGuess& guess : gap.guesses) {
            const auto district = guess.place == graph::no_place
                                      ? districts.find(transit.code(guess.vertex))
                                      : districts.end();
            guesses.push_back(guess.place != graph::no_place ? key(guess.place)
                              : district != districts.end()  ? truth->key_of_id(district->second.id)
                                                             : graph::no_index);
        }
        for (const std::uint32_t j : gap.journeys) {
            const graph::IncidentIndex incident = journeys.incidents()[j];
            if (!truth->has[incident]) {
                continue;
            }
            const auto& stops = truth->stops[incident];
            const auto from = std::find(stops.begin(), stops.end(), key(gap.origin));
            const auto to = std::find(from, stops.end(), key(gap.destination));
            if (to == stops.end()) { // an end is not where the record says
                ++elsewhere;
                continue;
            }
            ++gaps;
            const std::vector<std::uint32_t> hidden(from + 1, to);
            for (std::size_t i = 0; i < guesses.size(); ++i) {
                const bool right =
                    std::find(hidden.begin(), hidden.end(), guesses[i]) != hidden.end();
                left_out.told.push_back({gap.guesses[i].probability, right, 1.0});
                left_out.probability += gap.guesses[i].probability;
            }
            const auto keys = [&](const std::vector<PlaceIndex>& places) {
                std::vector<std::uint32_t> list;
                list.reserve(places.size());
                for (const PlaceIndex place : places) {
                    list.push_back(key(place));
                }
                return list;
            };
            const auto everywhere =
                keys(hidden.empty() ? std::vector<PlaceIndex>() : frequent.first(j, gap, false));
            const auto on_corridor =
                keys(hidden.empty() ? std::vector<PlaceIndex>() : frequent.first(j, gap, true));
            for (const std::uint32_t stop : hidden) {
                if (std::find(guesses.begin(), guesses.end(), stop) == guesses.end()) {
                    left_out.told.push_back({0.0, true, 1.0});
                }
                ++left_out.stops;
                left_out.guessed.count(position_in(guesses, stop), 1);
                left_out.everywhere.count(position_in(everywhere, stop), 1);
                left_out.on_corridor.count(position_in(on_corridor, stop), 1);
            }
        }
    }
    result.figure("transit:gaps", io::Value(gaps));
    result.figure("transit:gaps_elsewhere", io::Value(elsewhere));
    result.figure("transit:left_out_share", std::optional(inferred.left_out));
    left_out.figures(result, "transit_left_out:");
}

} // namespace sandhan::cli
