// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/transit_inference.hpp"

#include "algorithms/internal/told_stops.hpp"
#include "algorithms/internal/transit_map.hpp"
#include "algorithms/internal/transit_posterior.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {
namespace {

using graph::PlaceIndex;
using internal::ToldStops;
using internal::TransitMap;
using internal::TransitPoint;
using internal::TransitPosterior;
using internal::TransitQuestion;
using internal::TransitStops;

void require_usable(std::span<const TransitJourney> journeys,
                    std::span<const TransitPlace> places,
                    const TransitOptions& o) {
    for (std::size_t j = 0; j < journeys.size(); ++j) {
        const TransitJourney& journey = journeys[j];
        const std::string name = "transit inference: journey " + std::to_string(j);
        if (journey.modes.size() != journey.places.size()) {
            throw std::invalid_argument(name + " has " + std::to_string(journey.places.size()) +
                                        " places and " + std::to_string(journey.modes.size()) +
                                        " modes; give one mode a place");
        }
        for (const PlaceIndex place : journey.places) {
            if (place >= places.size()) {
                throw std::invalid_argument(name + ": place " + std::to_string(place) +
                                            " is not among the " + std::to_string(places.size()) +
                                            " places");
            }
        }
    }
    for (const double weight : {o.network_weight, o.states_weight, o.one_end_weight, o.ends_weight,
                                o.prior_left_out, o.prior_told}) {
        if (!(weight > 0.0) || std::isinf(weight)) {
            throw std::invalid_argument("transit inference: a weight is " + std::to_string(weight) +
                                        "; give a finite number > 0");
        }
    }
    if (!(o.untold > 0.0 && o.untold < 1.0)) {
        throw std::invalid_argument("transit inference: `untold` is " + std::to_string(o.untold) +
                                    "; give a share below 1");
    }
}

class Inference {
  public:
    Inference(std::span<const TransitJourney> journeys,
              std::span<const TransitPlace> places,
              const DistrictNetwork& network,
              const TransitOptions& options,
              const graph::RunControl& control)
        : m_options(options), m_control(control), m_map(places, network), m_told(journeys, places) {
    }

    TransitInference gaps() {
        const std::vector<TransitQuestion> questions = gap_questions();
        search_network(questions);
        return answer(questions, estimate_left_out(questions));
    }

    TransitInference held_out() {
        const std::vector<TransitQuestion> known = known_stops();
        search_network(known);
        // The share left out is that of the journeys as they are told.
        const std::vector<TransitQuestion> gaps = gap_questions();
        search_network(gaps);
        return answer(known, estimate_left_out(gaps));
    }

  private:
    /// The gaps of the journeys as they are told.
    [[nodiscard]] std::vector<TransitQuestion> gap_questions() const {
        std::vector<TransitQuestion> questions;
        for (std::uint32_t t = 0; t < m_told.groups.size(); ++t) {
            const TransitJourney& journey = *m_told.groups[t].journey;
            const auto& places = journey.places;
            for (std::uint32_t i = 0; i + 1 < places.size(); ++i) {
                if (m_map.is_gap(places[i], places[i + 1], journey.modes[i + 1],
                                 m_options.least_km)) {
                    questions.push_back({t, i, i + 1});
                }
            }
        }
        return questions;
    }
    /// What would be gaps if the stop between were not told.
    [[nodiscard]] std::vector<TransitQuestion> known_stops() const {
        std::vector<TransitQuestion> known;
        for (std::uint32_t t = 0; t < m_told.groups.size(); ++t) {
            const TransitJourney& journey = *m_told.groups[t].journey;
            const auto& places = journey.places;
            for (std::uint32_t i = 1; i + 1 < places.size(); ++i) {
                const bool once = std::count(places.begin(), places.end(), places[i]) == 1;
                if (once && m_map.is_known(places[i]) &&
                    m_map.is_gap(places[i - 1], places[i + 1], journey.modes[i + 1],
                                 m_options.least_km)) {
                    known.push_back({t, i - 1, i + 1, places[i]});
                }
            }
        }
        return known;
    }

    void search_network(const std::vector<TransitQuestion>& questions) {
        std::vector<TransitMap::Ends> ends;
        ends.reserve(questions.size());
        for (const TransitQuestion& question : questions) {
            const auto& places = m_told.journey_of(question).places;
            ends.emplace_back(places[question.before], places[question.after]);
        }
        m_map.search(ends, m_control);
    }

    [[nodiscard]] TransitPosterior posterior(const TransitQuestion& question, double q) const {
        return internal::transit_posterior(m_map, m_told, question, q, m_options);
    }

    double estimate_left_out(const std::vector<TransitQuestion>& questions) const {
        double told = m_options.prior_told;
        for (const ToldStops::Group& one : m_told.groups) {
            told += static_cast<double>((one.journey->places.size() - 2) * one.members.size());
        }
        // Beyond some thousand gaps more of them do not change a share that is common to all.
        constexpr std::size_t enough = 2000;
        const std::size_t step = std::max<std::size_t>(1, (questions.size() + enough - 1) / enough);
        double q = m_options.prior_left_out / (m_options.prior_left_out + m_options.prior_told);
        constexpr int rounds = 5;
        for (int round = 0; round < rounds; ++round) {
            std::vector<double> stops((questions.size() + step - 1) / step);
            tbb::parallel_for(std::size_t{0}, stops.size(), [&](std::size_t i) {
                m_control.checkpoint();
                const TransitPosterior answer = posterior(questions[i * step], q);
                double expected = 0.0;
                for (std::size_t w = 0; w < answer.ways.size(); ++w) {
                    expected += answer.probability[w] * static_cast<double>(answer.ways[w].size());
                }
                stops[i] = expected * static_cast<double>(
                                          m_told.groups[questions[i * step].told].members.size());
            });
            const double out =
                m_options.prior_left_out +
                static_cast<double>(step) * std::accumulate(stops.begin(), stops.end(), 0.0);
            q = out / (out + told);
        }
        return q;
    }

    TransitInference answer(const std::vector<TransitQuestion>& questions, double left_out) const {
        TransitInference result;
        result.left_out = left_out;
        result.gaps.resize(questions.size());
        tbb::parallel_for(std::size_t{0}, questions.size(), [&](std::size_t i) {
            m_control.checkpoint();
            result.gaps[i] = described(questions[i], posterior(questions[i], result.left_out));
        });
        std::stable_sort(result.gaps.begin(), result.gaps.end(),
                         [](const TransitGap& a, const TransitGap& b) {
                             return std::tie(a.origin, a.destination, a.journeys, a.leg) <
                                    std::tie(b.origin, b.destination, b.journeys, b.leg);
                         });
        return result;
    }

    [[nodiscard]] TransitGap described(const TransitQuestion& question,
                                       const TransitPosterior& answer) const {
        TransitGap gap;
        const ToldStops::Group& told = m_told.groups[question.told];
        gap.origin = told.journey->places[question.before];
        gap.destination = told.journey->places[question.after];
        gap.leg = question.before;
        gap.hidden = question.hidden;
        gap.similarity = answer.similarity;
        gap.journeys = told.members;
        gap.no_stop = answer.probability.front();
        std::map<TransitPoint, TransitGuess> guesses;
        std::size_t best = 0;
        for (std::size_t w = 0; w < answer.ways.size(); ++w) {
            if (answer.probability[w] > answer.probability[best]) {
                best = w;
            }
            TransitStops once = answer.ways[w];
            std::sort(once.begin(), once.end());
            once.erase(std::unique(once.begin(), once.end()), once.end());
            for (const TransitPoint p : once) {
                guesses[p].probability += answer.probability[w];
                guesses[p].by_network += answer.by_network[w];
            }
        }
        if (question.hidden != graph::no_place) { // one stop was hidden, others may be left out
            double all = 0.0;
            double all_by_network = 0.0;
            for (const auto& [point, guess] : guesses) {
                all += guess.probability;
                all_by_network += guess.by_network;
            }
            for (auto& [point, guess] : guesses) {
                guess.probability /= all;
                guess.by_network /= all_by_network > 0.0 ? all_by_network : 1.0;
            }
        }
        gap.stops_probability = answer.probability[best];
        for (const TransitPoint p : answer.ways[best]) {
            gap.stops.push_back(m_map.place_of(p));
        }
        for (auto& [point, guess] : guesses) {
            guess.place = m_map.place_of(point);
            guess.vertex = m_map.vertex_of(point);
            if (guess.probability >= m_options.least_probability) {
                gap.guesses.push_back(std::move(guess));
            }
        }
        std::stable_sort(gap.guesses.begin(), gap.guesses.end(),
                         [](const TransitGuess& a, const TransitGuess& b) {
                             return a.probability > b.probability;
                         });
        add_similar(question, gap);
        return gap;
    }

    /// Who stopped at the guesses: those of the nearest likeness under which anybody did.
    void add_similar(const TransitQuestion& question, TransitGap& gap) const {
        const TransitJourney& own = m_told.journey_of(question);
        const auto keys = m_told.keys_of(own, question.before, question.after);
        for (TransitGuess& guess : gap.guesses) {
            if (guess.place == graph::no_place) {
                continue;
            }
            constexpr std::array<std::array<std::size_t, 2>, 4> rungs{
                {{0, 0}, {1, 1}, {2, 3}, {4, 4}}};
            for (const auto& rung : rungs) {
                for (std::size_t k = rung[0]; k <= rung[1]; ++k) {
                    m_told.add_stopped_at(guess.place, keys[k], question, guess.similar);
                }
                if (!guess.similar.empty()) {
                    break;
                }
            }
            std::sort(guess.similar.begin(), guess.similar.end());
            guess.similar.erase(std::unique(guess.similar.begin(), guess.similar.end()),
                                guess.similar.end());
        }
    }

    const TransitOptions& m_options;
    const graph::RunControl& m_control;
    TransitMap m_map;
    ToldStops m_told;
};

} // namespace

TransitInference infer_transit(std::span<const TransitJourney> journeys,
                               std::span<const TransitPlace> places,
                               const DistrictNetwork& network,
                               const TransitOptions& options,
                               const graph::RunControl& control) {
    require_usable(journeys, places, options);
    return Inference(journeys, places, network, options, control).gaps();
}

TransitInference held_out_transit(std::span<const TransitJourney> journeys,
                                  std::span<const TransitPlace> places,
                                  const DistrictNetwork& network,
                                  const TransitOptions& options,
                                  const graph::RunControl& control) {
    require_usable(journeys, places, options);
    return Inference(journeys, places, network, options, control).held_out();
}

} // namespace sandhan::algorithms
