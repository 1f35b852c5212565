// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/transit_inference.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <system_error>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {
namespace {

using graph::PlaceIndex;
using graph::TransportMode;

/// A place of the data, or beyond those a vertex of the network that no record names.
using Point = std::uint32_t;
using Stops = std::vector<Point>;
/// Kind of likeness and what is alike.
using Key = std::array<std::uint32_t, 5>;

constexpr std::size_t most_between = 4; ///< stops of a way; more is no way but a tour
constexpr std::size_t most_ways = 40;   ///< of the network, and of each likeness
constexpr std::size_t modes = 6;

double km_between(const TransitPlace& a, const TransitPlace& b) {
    constexpr double degree = 3.14159265358979323846 / 180.0;
    constexpr double earth_km = 6371.0;
    const double s = std::sin((b.latitude - a.latitude) * degree / 2);
    const double t = std::sin((b.longitude - a.longitude) * degree / 2);
    const double h = s * s + std::cos(a.latitude * degree) * std::cos(b.latitude * degree) * t * t;
    return 2 * earth_km * std::asin(std::min(1.0, std::sqrt(h)));
}

/// Whether `part` is `whole` with stops left out.
bool is_part(const Stops& part, const Stops& whole) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < whole.size() && at < part.size(); ++i) {
        at += whole[i] == part[at] ? 1U : 0U;
    }
    return at == part.size();
}

/// Journeys that tell the very same.
struct Told {
    const TransitJourney* journey = nullptr;
    std::vector<std::uint32_t> members;
};

/// What journeys tell between two of their places.
struct Segment {
    Key key;
    std::uint32_t stops; ///< number of the list
    TransportMode mode;  ///< how they came to the second
    std::uint32_t told;
};

struct Seen {
    std::uint32_t stops;
    TransportMode mode;
    double journeys;
};

/// A gap to be filled: its ends, and the journeys it is of.
struct Question {
    std::uint32_t told = 0;
    std::uint32_t before = 0, after = 0; ///< positions in the journey
    PlaceIndex hidden = graph::no_place;
};

struct Answer {
    std::vector<Stops> ways;
    std::vector<double> probability, by_network;
    Similarity similarity = Similarity::none;
};

class Inference {
  public:
    Inference(std::span<const TransitJourney> journeys,
              std::span<const TransitPlace> places,
              const DistrictNetwork& network,
              const TransitOptions& options,
              const graph::RunControl& control)
        : m_places(places), m_network(network), m_options(options), m_control(control) {
        require_usable(journeys);
        m_place_of.assign(network.network.vertex_count(), graph::no_place);
        for (std::size_t p = places.size(); p-- > 1;) { // the first of several stands
            if (places[p].vertex < m_place_of.size()) {
                m_place_of[places[p].vertex] = static_cast<PlaceIndex>(p);
            }
        }
        tell(journeys);
        collect();
    }

    TransitInference gaps() {
        const std::vector<Question> questions = gap_questions();
        search_network(questions);
        return answer(questions, estimate_left_out(questions));
    }

    TransitInference held_out() {
        std::vector<Question> known;
        for (std::uint32_t t = 0; t < m_told.size(); ++t) {
            const TransitJourney& journey = *m_told[t].journey;
            const auto& places = journey.places;
            for (std::uint32_t i = 1; i + 1 < places.size(); ++i) {
                const bool once = std::count(places.begin(), places.end(), places[i]) == 1;
                if (once && m_places[places[i]].known &&
                    is_gap(places[i - 1], places[i + 1], journey.modes[i + 1])) {
                    known.push_back({t, i - 1, i + 1, places[i]});
                }
            }
        }
        search_network(known);
        // The share left out is that of the journeys as they are told.
        const std::vector<Question> gaps = gap_questions();
        search_network(gaps);
        return answer(known, estimate_left_out(gaps));
    }

  private:
    void require_usable(std::span<const TransitJourney> journeys) const {
        for (std::size_t j = 0; j < journeys.size(); ++j) {
            const TransitJourney& journey = journeys[j];
            const std::string name = "transit inference: journey " + std::to_string(j);
            if (journey.modes.size() != journey.places.size()) {
                throw std::invalid_argument(name + " has " + std::to_string(journey.places.size()) +
                                            " places and " + std::to_string(journey.modes.size()) +
                                            " modes; give one mode a place");
            }
            for (const PlaceIndex place : journey.places) {
                if (place >= m_places.size()) {
                    throw std::invalid_argument(name + ": place " + std::to_string(place) +
                                                " is not among the " +
                                                std::to_string(m_places.size()) + " places");
                }
            }
        }
        const TransitOptions& o = m_options;
        for (const double weight : {o.network_weight, o.states_weight, o.one_end_weight,
                                    o.ends_weight, o.prior_left_out, o.prior_told}) {
            if (!(weight > 0.0) || std::isinf(weight)) {
                throw std::invalid_argument("transit inference: a weight is " +
                                            std::to_string(weight) + "; give a finite number > 0");
            }
        }
        if (!(o.untold > 0.0 && o.untold < 1.0)) {
            throw std::invalid_argument("transit inference: `untold` is " +
                                        std::to_string(o.untold) + "; give a share below 1");
        }
    }

    void tell(std::span<const TransitJourney> journeys) {
        std::vector<std::uint32_t> order;
        for (std::uint32_t j = 0; j < journeys.size(); ++j) {
            if (journeys[j].places.size() >= 2) {
                order.push_back(j);
            }
        }
        const auto content = [&](std::uint32_t j) {
            return std::tie(journeys[j].places, journeys[j].modes);
        };
        std::stable_sort(order.begin(), order.end(),
                         [&](std::uint32_t a, std::uint32_t b) { return content(a) < content(b); });
        for (const std::uint32_t j : order) {
            if (m_told.empty() || content(m_told.back().members.front()) != content(j)) {
                m_told.push_back({&journeys[j], {}});
            }
            m_told.back().members.push_back(j);
        }
    }

    /// The likenesses of a part of a journey, in the order of Similarity; one_end has two.
    [[nodiscard]] std::array<Key, 5>
    keys_of(const TransitJourney& journey, std::size_t i, std::size_t j) const {
        const auto& places = journey.places;
        const PlaceIndex x = places[i];
        const PlaceIndex y = places[j];
        // Who sets out in a state and who changes there are not alike.
        const std::uint32_t ends = (i == 0 ? 1U : 0U) + (j + 1 == places.size() ? 2U : 0U);
        return {Key{0, x, y, places.front(), places.back()}, Key{1, x, y, 0, 0},
                Key{2, x, m_places[y].region, ends, 0}, Key{3, m_places[x].region, y, ends, 0},
                Key{4, m_places[x].region, m_places[y].region, ends, 0}};
    }

    /// Calls with (i, j) for each pair of places between which the journey tells a way.
    template <class Visit>
    void each_part(const TransitJourney& journey, Visit visit) const {
        const auto& places = journey.places;
        for (std::size_t i = 0; i < places.size(); ++i) {
            for (std::size_t j = i + 1; j < places.size() && j - i <= most_between + 1; ++j) {
                const Stops stops = between(journey, i, j);
                const bool told = places[i] != places[j] && m_places[places[i]].known &&
                                  m_places[places[j]].known &&
                                  std::all_of(stops.begin(), stops.end(), [&](Point p) {
                                      return m_places[p].known && p != places[i] && p != places[j];
                                  });
                if (told) {
                    visit(i, j);
                }
            }
        }
    }
    static Stops between(const TransitJourney& journey, std::size_t i, std::size_t j) {
        return {journey.places.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                journey.places.begin() + static_cast<std::ptrdiff_t>(j)};
    }

    void collect() {
        for (const Told& told : m_told) {
            each_part(*told.journey, [&](std::size_t i, std::size_t j) {
                m_numbers.try_emplace(between(*told.journey, i, j), 0);
            });
        }
        for (auto& [stops, number] : m_numbers) { // in their own order, whoever came first
            number = static_cast<std::uint32_t>(m_stops.size());
            m_stops.push_back(stops);
        }
        for (std::uint32_t t = 0; t < m_told.size(); ++t) {
            const TransitJourney& journey = *m_told[t].journey;
            each_part(journey, [&](std::size_t i, std::size_t j) {
                const std::uint32_t stops = m_numbers.at(between(journey, i, j));
                for (const Key& key : keys_of(journey, i, j)) {
                    m_segments.push_back({key, stops, journey.modes[j], t});
                }
            });
        }
        std::sort(m_segments.begin(), m_segments.end(), [](const Segment& a, const Segment& b) {
            return std::tie(a.key, a.stops, a.mode, a.told) <
                   std::tie(b.key, b.stops, b.mode, b.told);
        });
        for (const Segment& segment : m_segments) {
            if (m_keys.empty() || m_keys.back() != segment.key) {
                m_keys.push_back(segment.key);
                m_first.push_back(m_seen.size());
            }
            const auto journeys = static_cast<double>(m_told[segment.told].members.size());
            const bool new_one = m_seen.size() == m_first.back() ||
                                 m_seen.back().stops != segment.stops ||
                                 m_seen.back().mode != segment.mode;
            if (new_one) {
                m_seen.push_back({segment.stops, segment.mode, 0.0});
            }
            m_seen.back().journeys += journeys;
        }
        m_first.push_back(m_seen.size());
    }

    /// What other journeys tell under a likeness; the journey itself taken out once.
    [[nodiscard]] std::vector<Seen> seen_under(const Key& key, const Question& question) const {
        const auto at = std::lower_bound(m_keys.begin(), m_keys.end(), key);
        if (at == m_keys.end() || *at != key) {
            return {};
        }
        const auto k = static_cast<std::size_t>(at - m_keys.begin());
        std::vector<Seen> seen(m_seen.begin() + static_cast<std::ptrdiff_t>(m_first[k]),
                               m_seen.begin() + static_cast<std::ptrdiff_t>(m_first[k + 1]));
        const TransitJourney& own = *m_told[question.told].journey;
        each_part(own, [&](std::size_t i, std::size_t j) {
            const auto keys = keys_of(own, i, j);
            if (std::find(keys.begin(), keys.end(), key) != keys.end()) {
                const std::uint32_t stops = m_numbers.at(between(own, i, j));
                for (Seen& one : seen) {
                    one.journeys -= one.stops == stops && one.mode == own.modes[j] ? 1.0 : 0.0;
                }
            }
        });
        seen.erase(std::remove_if(seen.begin(), seen.end(),
                                  [](const Seen& one) { return one.journeys <= 0.0; }),
                   seen.end());
        return seen;
    }

    [[nodiscard]] bool is_gap(PlaceIndex x, PlaceIndex y, TransportMode mode) const {
        const TransitPlace& a = m_places[x];
        const TransitPlace& b = m_places[y];
        if (x == y || !a.known || !b.known) {
            return false;
        }
        if (a.vertex == TransitPlace::none || b.vertex == TransitPlace::none) {
            return a.region != b.region;
        }
        return mode != TransportMode::air && !m_network.are_neighbours(a.vertex, b.vertex) &&
               km_between(a, b) >= m_options.least_km;
    }

    void search_network(const std::vector<Question>& questions) {
        std::map<std::uint32_t, std::vector<std::uint32_t>> origins; // by destination
        for (const Question& q : questions) {
            const auto [x, y] = vertices_of(q);
            if (x != TransitPlace::none && y != TransitPlace::none) {
                origins[y].push_back(x);
            }
        }
        std::vector<std::pair<std::uint32_t, std::vector<std::uint32_t>>> tasks(origins.begin(),
                                                                                origins.end());
        std::vector<std::vector<std::vector<TransitWay>>> found(tasks.size());
        tbb::parallel_for(std::size_t{0}, tasks.size(), [&](std::size_t i) {
            m_control.checkpoint();
            auto& from = tasks[i].second;
            std::sort(from.begin(), from.end());
            from.erase(std::unique(from.begin(), from.end()), from.end());
            constexpr double rest = 0.02;
            found[i] = m_network.network.likely_ways(from, tasks[i].first, most_ways, rest);
        });
        for (std::size_t i = 0; i < tasks.size(); ++i) {
            for (std::size_t k = 0; k < tasks[i].second.size(); ++k) {
                m_ways[{tasks[i].second[k], tasks[i].first}] = std::move(found[i][k]);
            }
        }
    }

    [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> vertices_of(const Question& q) const {
        const auto& places = m_told[q.told].journey->places;
        return {m_places[places[q.before]].vertex, m_places[places[q.after]].vertex};
    }
    [[nodiscard]] Point point_of(std::uint32_t vertex) const {
        const PlaceIndex place = m_place_of[vertex];
        return place != graph::no_place ? place : static_cast<Point>(m_places.size()) + vertex;
    }
    [[nodiscard]] std::uint32_t vertex_of(Point point) const {
        return point < m_places.size() ? m_places[point].vertex
                                       : point - static_cast<Point>(m_places.size());
    }

    /// Whether a way seen elsewhere can be one between these ends: no great detour.
    [[nodiscard]] bool fits(const Stops& way, PlaceIndex x, PlaceIndex y) const {
        double km = 0.0;
        PlaceIndex at = x;
        for (const Point p : way) {
            if (p == x || p == y) {
                return false;
            }
            if (p < m_places.size()) {
                km += km_between(m_places[at], m_places[p]);
                at = p;
            }
        }
        km += km_between(m_places[at], m_places[y]);
        constexpr double detour = 2.0;
        constexpr double any_km = 300.0;
        // Written so that places without a point fit.
        return !(km > detour * km_between(m_places[x], m_places[y]) + any_km);
    }

    /// P(mode | the last ride is from `last` to `to`), from the network.
    [[nodiscard]] std::array<double, modes> mode_shares(Point last, PlaceIndex to) const {
        std::array<double, modes> share{};
        constexpr double other = 0.02; // of each mode, whatever the network says
        share.fill(other);
        const double rest = 1.0 - other * static_cast<double>(modes);
        const std::uint32_t a = vertex_of(last);
        const std::uint32_t b = m_places[to].vertex;
        const double rail = a == TransitPlace::none || b == TransitPlace::none
                                ? -1.0
                                : m_network.network.rail_share(a, b);
        if (rail < 0.0) { // nothing is known of it
            share.fill(1.0 / static_cast<double>(modes));
        } else {
            share[static_cast<std::size_t>(TransportMode::rail)] += rest * rail;
            share[static_cast<std::size_t>(TransportMode::road)] += rest * (1.0 - rail);
        }
        return share;
    }

    [[nodiscard]] Answer posterior(const Question& question, double q) const {
        const TransitJourney& journey = *m_told[question.told].journey;
        const PlaceIndex x = journey.places[question.before];
        const PlaceIndex y = journey.places[question.after];
        const auto keys = keys_of(journey, question.before, question.after);
        std::array<std::vector<Seen>, 4> seen; // by Similarity
        seen[0] = seen_under(keys[0], question);
        seen[1] = seen_under(keys[1], question);
        seen[2] = seen_under(keys[2], question);
        const std::vector<Seen> other_end = seen_under(keys[3], question);
        seen[2].insert(seen[2].end(), other_end.begin(), other_end.end());
        seen[3] = seen_under(keys[4], question);

        Answer answer;
        // The ways, the first one without a stop.
        std::map<Stops, std::size_t> number{{Stops{}, 0}};
        answer.ways.emplace_back();
        std::vector<double> prior{0.0};
        const auto add = [&](const Stops& way) {
            const auto [at, is_new] = number.try_emplace(way, answer.ways.size());
            if (is_new) {
                answer.ways.push_back(way);
                prior.push_back(0.0);
            }
            return at->second;
        };
        const auto known = m_ways.find(vertices_of(question));
        double sum = 0.0;
        if (known != m_ways.end()) {
            for (const TransitWay& way : known->second) {
                Stops stops;
                for (const std::uint32_t v : way.changes) {
                    stops.push_back(point_of(v));
                }
                if (stops.size() <= most_between && fits(stops, x, y)) {
                    prior[add(stops)] += way.probability;
                    sum += way.probability;
                }
            }
        }
        for (double& p : prior) {
            p *= sum > 0.0 ? (1.0 - m_options.untold) / sum : 0.0;
        }
        prior[0] += sum > 0.0 ? m_options.untold : 1.0;
        for (auto& list : seen) {
            std::stable_sort(list.begin(), list.end(),
                             [](const Seen& a, const Seen& b) { return a.journeys > b.journeys; });
            std::size_t taken = 0;
            for (const Seen& one : list) {
                if (fits(m_stops[one.stops], x, y) && ++taken <= most_ways) {
                    add(m_stops[one.stops]);
                }
            }
        }
        for (std::size_t l = 0; l < seen.size(); ++l) {
            if (!seen[l].empty() && answer.similarity == Similarity::none) {
                answer.similarity = static_cast<Similarity>(l);
            }
        }

        // How they come to the end on each way: by the network, and as those tell who went it.
        const std::size_t n = answer.ways.size();
        std::vector<std::array<double, modes>> by_mode(n);
        for (std::size_t w = 0; w < n; ++w) {
            by_mode[w] = mode_shares(answer.ways[w].empty() ? x : answer.ways[w].back(), y);
            std::array<double, modes> told{};
            double all = 0.0;
            for (const Seen& one : seen[1]) {
                if (one.mode != TransportMode::unknown && m_stops[one.stops] == answer.ways[w] &&
                    w != 0) { // what seems to be no stop may be a stop left out
                    told[static_cast<std::size_t>(one.mode)] += one.journeys;
                    all += one.journeys;
                }
            }
            constexpr double weight = 2.0;
            // A record may tell the mode of another part of the way, as the only one it knows.
            constexpr double careless = 0.1;
            for (std::size_t m = 0; m < modes; ++m) {
                by_mode[w][m] =
                    (1.0 - careless) * (told[m] + weight * by_mode[w][m]) / (all + weight) +
                    careless / static_cast<double>(modes);
            }
        }

        const auto likelihood = [&](std::size_t w, std::size_t told, TransportMode mode) {
            const std::size_t out = answer.ways[w].size() - told;
            double l =
                mode == TransportMode::unknown ? 1.0 : by_mode[w][static_cast<std::size_t>(mode)];
            for (std::size_t i = 0; i < out; ++i) {
                l *= q;
            }
            for (std::size_t i = 0; i < told; ++i) {
                l *= 1.0 - q;
            }
            return l;
        };
        const auto given_gap = [&](const std::vector<double>& shares) {
            std::vector<double> result(n);
            double all = 0.0;
            for (std::size_t w = 0; w < n; ++w) {
                result[w] = shares[w] * likelihood(w, 0, journey.modes[question.after]);
                if (question.hidden != graph::no_place && answer.ways[w].empty()) {
                    result[w] = 0.0; // a stop is known to have been made
                }
                all += result[w];
            }
            for (double& p : result) {
                p = all > 0.0 ? p / all : 0.0;
            }
            return result;
        };

        answer.by_network = given_gap(prior);
        std::vector<double> shares = prior;
        const std::array<double, 4> weights{m_options.ends_weight, m_options.one_end_weight,
                                            m_options.states_weight, m_options.network_weight};
        for (std::size_t l = seen.size(); l-- > 0;) {
            // What is told elsewhere came there by other ends: its mode says nothing here.
            const bool same_ends = l < 2;
            const double worth = l == 2 ? 0.5 : 1.0; // each end tells half
            update(answer.ways, seen[l], same_ends, worth, weights[l], likelihood, shares);
        }
        answer.probability = given_gap(shares);
        return answer;
    }

    /// One step from a coarser likeness to a finer: shares become those of the Dirichlet posterior.
    template <class Likelihood>
    void update(const std::vector<Stops>& ways,
                const std::vector<Seen>& seen,
                bool with_mode,
                double worth,
                double weight,
                Likelihood likelihood,
                std::vector<double>& shares) const {
        if (seen.empty()) {
            return;
        }
        struct Term {
            std::size_t way;
            double likelihood;
        };
        std::vector<std::pair<double, std::vector<Term>>> terms; // of each told list
        for (const Seen& one : seen) {
            const Stops& told = m_stops[one.stops];
            std::vector<Term> of;
            for (std::size_t w = 0; w < ways.size(); ++w) {
                if (is_part(told, ways[w])) {
                    of.push_back({w, likelihood(w, told.size(),
                                                with_mode ? one.mode : TransportMode::unknown)});
                }
            }
            if (!of.empty()) {
                terms.emplace_back(one.journeys * worth, std::move(of));
            }
        }
        const std::vector<double> prior = shares;
        // A way that is new at this likeness begins with a little, else it could never grow.
        const double little = 0.1 / static_cast<double>(ways.size());
        for (double& share : shares) {
            share = 0.9 * share + little;
        }
        constexpr int rounds = 6;
        for (int round = 0; round < rounds; ++round) {
            std::vector<double> next(ways.size());
            double all = 0.0;
            for (std::size_t w = 0; w < ways.size(); ++w) {
                next[w] = weight * prior[w];
            }
            for (const auto& [journeys, of] : terms) {
                double sum = 0.0;
                for (const Term& term : of) {
                    sum += shares[term.way] * term.likelihood;
                }
                for (const Term& term : of) {
                    next[term.way] +=
                        sum > 0.0 ? journeys * shares[term.way] * term.likelihood / sum : 0.0;
                }
            }
            for (const double share : next) {
                all += share;
            }
            for (std::size_t w = 0; w < ways.size(); ++w) {
                shares[w] = next[w] / all;
            }
        }
    }

    /// The gaps of the journeys as they are told.
    [[nodiscard]] std::vector<Question> gap_questions() const {
        std::vector<Question> questions;
        for (std::uint32_t t = 0; t < m_told.size(); ++t) {
            const auto& places = m_told[t].journey->places;
            for (std::uint32_t i = 0; i + 1 < places.size(); ++i) {
                if (is_gap(places[i], places[i + 1], m_told[t].journey->modes[i + 1])) {
                    questions.push_back({t, i, i + 1});
                }
            }
        }
        return questions;
    }

    TransitInference answer(const std::vector<Question>& questions, double left_out) {
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

    double estimate_left_out(const std::vector<Question>& questions) const {
        double told = m_options.prior_told;
        for (const Told& one : m_told) {
            told += static_cast<double>((one.journey->places.size() - 2) * one.members.size());
        }
        // Beyond some thousand gaps more of them do not change a share that is common to all.
        constexpr std::size_t enough = 2000;
        const std::size_t step = (questions.size() + enough - 1) / enough;
        double q = m_options.prior_left_out / (m_options.prior_left_out + m_options.prior_told);
        constexpr int rounds = 5;
        for (int round = 0; round < rounds && !questions.empty(); ++round) {
            std::vector<double> stops((questions.size() + step - 1) / step);
            tbb::parallel_for(std::size_t{0}, stops.size(), [&](std::size_t i) {
                m_control.checkpoint();
                const Answer answer = posterior(questions[i * step], q);
                double expected = 0.0;
                for (std::size_t w = 0; w < answer.ways.size(); ++w) {
                    expected += answer.probability[w] * static_cast<double>(answer.ways[w].size());
                }
                stops[i] =
                    expected * static_cast<double>(m_told[questions[i * step].told].members.size());
            });
            const double out =
                m_options.prior_left_out +
                static_cast<double>(step) * std::accumulate(stops.begin(), stops.end(), 0.0);
            q = out / (out + told);
        }
        return q;
    }

    [[nodiscard]] TransitGap described(const Question& question, const Answer& answer) const {
        TransitGap gap;
        const Told& told = m_told[question.told];
        gap.origin = told.journey->places[question.before];
        gap.destination = told.journey->places[question.after];
        gap.leg = question.before;
        gap.hidden = question.hidden;
        gap.similarity = answer.similarity;
        gap.journeys = told.members;
        gap.no_stop = answer.probability.front();
        std::map<Point, TransitGuess> guesses;
        std::size_t best = 0;
        for (std::size_t w = 0; w < answer.ways.size(); ++w) {
            if (answer.probability[w] > answer.probability[best]) {
                best = w;
            }
            Stops once = answer.ways[w];
            std::sort(once.begin(), once.end());
            once.erase(std::unique(once.begin(), once.end()), once.end());
            for (const Point p : once) {
                guesses[p].probability += answer.probability[w];
                guesses[p].by_network += answer.by_network[w];
            }
        }
        if (question.hidden != graph::no_place) { // one stop was hidden, others may be left out
            double all = 0.0;
            for (const auto& [point, guess] : guesses) {
                all += guess.probability;
            }
            for (auto& [point, guess] : guesses) {
                guess.probability /= all;
            }
        }
        gap.stops_probability = answer.probability[best];
        for (const Point p : answer.ways[best]) {
            gap.stops.push_back(p < m_places.size() ? p : graph::no_place);
        }
        for (auto& [point, guess] : guesses) {
            guess.place = point < m_places.size() ? point : graph::no_place;
            guess.vertex = vertex_of(point);
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
    void add_similar(const Question& question, TransitGap& gap) const {
        const TransitJourney& own = *m_told[question.told].journey;
        const auto keys = keys_of(own, question.before, question.after);
        for (TransitGuess& guess : gap.guesses) {
            if (guess.place == graph::no_place) {
                continue;
            }
            constexpr std::array<std::array<std::size_t, 2>, 4> rungs{
                {{0, 0}, {1, 1}, {2, 3}, {4, 4}}};
            for (const auto& rung : rungs) {
                for (std::size_t k = rung[0]; k <= rung[1]; ++k) {
                    add_similar_under(keys[k], question, guess);
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
    void add_similar_under(const Key& key, const Question& question, TransitGuess& guess) const {
        const auto less = [](const Segment& a, const Key& b) { return a.key < b; };
        for (auto at = std::lower_bound(m_segments.begin(), m_segments.end(), key, less);
             at != m_segments.end() && at->key == key; ++at) {
            const Stops& stops = m_stops[at->stops];
            if (at->told != question.told &&
                std::find(stops.begin(), stops.end(), guess.place) != stops.end()) {
                const auto& members = m_told[at->told].members;
                guess.similar.insert(guess.similar.end(), members.begin(), members.end());
            }
        }
    }

    std::span<const TransitPlace> m_places;
    const DistrictNetwork& m_network;
    const TransitOptions& m_options;
    const graph::RunControl& m_control;
    std::vector<PlaceIndex> m_place_of; ///< of each vertex
    std::vector<Told> m_told;
    std::map<Stops, std::uint32_t> m_numbers;
    std::vector<Stops> m_stops;
    std::vector<Segment> m_segments;
    std::vector<Key> m_keys;
    std::vector<std::size_t> m_first; ///< of each key, in m_seen
    std::vector<Seen> m_seen;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<TransitWay>> m_ways;
};

} // namespace

std::string_view name_of(Similarity similarity) {
    switch (similarity) {
    case Similarity::corridor:
        return "corridor";
    case Similarity::ends:
        return "ends";
    case Similarity::one_end:
        return "one_end";
    case Similarity::states:
        return "states";
    case Similarity::none:
        return "none";
    }
    return {};
}

std::vector<TransitRow> transit_rows(const std::vector<TransitGap>& gaps, double least) {
    struct Sums {
        TransitRow row;
        std::map<std::pair<PlaceIndex, std::uint32_t>, TransitGuess> guesses;
        double gaps = 0.0;
    };
    std::map<std::pair<PlaceIndex, PlaceIndex>, Sums> by_ends;
    for (const TransitGap& gap : gaps) {
        Sums& sums = by_ends[{gap.origin, gap.destination}];
        const auto times = static_cast<double>(gap.journeys.size());
        sums.gaps += times;
        sums.row.similarity = std::min(sums.row.similarity, gap.similarity);
        sums.row.no_stop += times * gap.no_stop;
        sums.row.journeys.insert(sums.row.journeys.end(), gap.journeys.begin(), gap.journeys.end());
        for (const TransitGuess& guess : gap.guesses) {
            TransitGuess& sum = sums.guesses[{guess.place, guess.vertex}];
            sum.place = guess.place;
            sum.vertex = guess.vertex;
            sum.probability += times * guess.probability;
            sum.by_network += times * guess.by_network;
            sum.similar.insert(sum.similar.end(), guess.similar.begin(), guess.similar.end());
        }
    }
    const auto unique = [](std::vector<std::uint32_t>& list) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    };
    std::vector<TransitRow> rows;
    for (auto& [ends, sums] : by_ends) {
        TransitRow& row = sums.row;
        row.origin = ends.first;
        row.destination = ends.second;
        row.no_stop /= sums.gaps;
        unique(row.journeys);
        for (auto& [place, guess] : sums.guesses) {
            guess.probability /= sums.gaps;
            guess.by_network /= sums.gaps;
            unique(guess.similar);
            if (guess.probability >= least) {
                row.guesses.push_back(std::move(guess));
            }
        }
        std::stable_sort(row.guesses.begin(), row.guesses.end(),
                         [](const TransitGuess& a, const TransitGuess& b) {
                             return a.probability > b.probability;
                         });
        rows.push_back(std::move(row));
    }
    const auto stopped = [](const TransitRow& row) {
        return (1.0 - row.no_stop) * static_cast<double>(row.journeys.size());
    };
    std::stable_sort(rows.begin(), rows.end(), [&](const TransitRow& a, const TransitRow& b) {
        return stopped(a) > stopped(b);
    });
    return rows;
}

TransitData transit_data(const graph::Journeys& journeys, const DistrictNetwork& network) {
    TransitData data;
    const graph::CaseStore& store = journeys.store();
    data.places.resize(store.places.size());
    for (PlaceIndex p = 1; p < store.places.size(); ++p) {
        const graph::PlaceRow& row = store.places[p];
        TransitPlace& place = data.places[p];
        const auto parent = [&](graph::PlaceLevel level) {
            return row.parent[static_cast<std::size_t>(level)];
        };
        const PlaceIndex state = parent(graph::PlaceLevel::state);
        const PlaceIndex country = parent(graph::PlaceLevel::country);
        place.region = state != graph::no_place ? state : country != graph::no_place ? country : p;
        place.latitude = row.latitude;
        place.longitude = row.longitude;
        place.known = !store.is_unresolved(p);
        // The code of a district of India is its number in the Local Government Directory; abroad
        // codes have letters.
        const std::string_view code = store.text(row.code);
        std::uint32_t number = 0;
        const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
        if (row.level == graph::PlaceLevel::district && error == std::errc() &&
            end == code.data() + code.size()) {
            const std::uint32_t vertex = network.vertex_of(number);
            place.vertex = vertex < network.network.vertex_count() ? vertex : TransitPlace::none;
        }
    }
    data.journeys.resize(journeys.incidents().size());
    for (std::size_t k = 0; k < data.journeys.size(); ++k) {
        const auto visits = journeys.visits(k);
        for (std::size_t v = 0; visits.size() >= 2 && v < visits.size(); ++v) {
            data.journeys[k].places.push_back(visits[v].place);
            data.journeys[k].modes.push_back(visits[v].mode);
        }
    }
    return data;
}

TransitInference infer_transit(std::span<const TransitJourney> journeys,
                               std::span<const TransitPlace> places,
                               const DistrictNetwork& network,
                               const TransitOptions& options,
                               const graph::RunControl& control) {
    return Inference(journeys, places, network, options, control).gaps();
}

TransitInference held_out_transit(std::span<const TransitJourney> journeys,
                                  std::span<const TransitPlace> places,
                                  const DistrictNetwork& network,
                                  const TransitOptions& options,
                                  const graph::RunControl& control) {
    return Inference(journeys, places, network, options, control).held_out();
}

} // namespace sandhan::algorithms
