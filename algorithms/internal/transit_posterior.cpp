// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/transit_posterior.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <utility>

namespace sandhan::algorithms::internal {
namespace {

using graph::PlaceIndex;
using graph::TransportMode;

constexpr std::size_t likenesses = 4;
/// What other journeys tell, by Similarity.
using SeenByLikeness = std::array<std::vector<SeenStops>, likenesses>;

/// Whether `part` is `whole` with stops left out.
bool is_part(const TransitStops& part, const TransitStops& whole) {
    std::size_t at = 0;
    for (std::size_t i = 0; i < whole.size() && at < part.size(); ++i) {
        at += whole[i] == part[at] ? 1U : 0U;
    }
    return at == part.size();
}

SeenByLikeness seen_by_likeness(const ToldStops& told, const TransitQuestion& question) {
    const auto keys = told.keys_of(told.journey_of(question), question.before, question.after);
    SeenByLikeness seen;
    seen[0] = told.seen_under(keys[0], question);
    seen[1] = told.seen_under(keys[1], question);
    seen[2] = told.seen_under(keys[2], question);
    const std::vector<SeenStops> other_end = told.seen_under(keys[3], question);
    seen[2].insert(seen[2].end(), other_end.begin(), other_end.end());
    seen[3] = told.seen_under(keys[4], question);
    return seen;
}

/// One gap, its ways and what speaks for each of them.
class Gap {
  public:
    Gap(const TransitMap& map,
        const ToldStops& told,
        const TransitQuestion& question,
        double left_out,
        const TransitOptions& options)
        : m_map(map), m_told(told), m_question(question), m_journey(told.journey_of(question)),
          m_x(m_journey.places[question.before]), m_y(m_journey.places[question.after]),
          m_left_out(left_out), m_options(options), m_seen(seen_by_likeness(told, question)) {
        find_ways();
        tell_modes();
    }

    [[nodiscard]] TransitPosterior posterior() const {
        TransitPosterior result;
        result.ways = m_ways;
        for (std::size_t l = likenesses; l-- > 0;) {
            if (!m_seen[l].empty()) {
                result.similarity = static_cast<Similarity>(l);
            }
        }
        result.by_network = given_record(m_prior, m_by_ride);
        std::vector<double> shares = m_prior;
        const std::array<double, likenesses> weights{
            m_options.ends_weight, m_options.one_end_weight, m_options.states_weight,
            m_options.network_weight};
        for (std::size_t l = likenesses; l-- > 0;) {
            if (!m_seen[l].empty()) {
                update(l, weights[l], shares);
            }
        }
        result.probability = given_record(shares, m_by_mode);
        return result;
    }

  private:
    /// Those of the network with their prior, then those that are only told.
    void find_ways() {
        std::map<TransitStops, std::size_t> number{{TransitStops{}, 0}};
        m_ways.emplace_back();
        m_prior.push_back(0.0);
        const auto add = [&](const TransitStops& way) {
            const auto [at, is_new] = number.try_emplace(way, m_ways.size());
            if (is_new) {
                m_ways.push_back(way);
                m_prior.push_back(0.0);
            }
            return at->second;
        };
        double sum = 0.0;
        for (const TransitMap::Way& way : m_map.ways_between(m_x, m_y)) {
            m_prior[add(way.stops)] += way.probability;
            sum += way.probability;
        }
        for (double& p : m_prior) {
            p *= sum > 0.0 ? (1.0 - m_options.untold) / sum : 0.0;
        }
        m_prior[0] += sum > 0.0 ? m_options.untold : 1.0;
        for (auto& list : m_seen) {
            std::stable_sort(list.begin(), list.end(), [](const SeenStops& a, const SeenStops& b) {
                return a.journeys > b.journeys;
            });
            std::size_t taken = 0;
            for (const SeenStops& one : list) {
                const TransitStops& stops = m_told.stops(one.stops);
                if (m_map.fits(stops, m_x, m_y) && ++taken <= most_transit_ways) {
                    add(stops);
                }
            }
        }
    }

    /// How they come to the end on each way: by the network, and as those tell who went it.
    void tell_modes() {
        for (const TransitStops& way : m_ways) {
            const ModeShares ridden = m_map.mode_shares(way.empty() ? m_x : way.back(), m_y);
            ModeShares told{};
            for (const SeenStops& one : m_seen[static_cast<std::size_t>(Similarity::ends)]) {
                if (one.mode != TransportMode::unknown && m_told.stops(one.stops) == way &&
                    !way.empty()) { // what seems to be no stop may be a stop left out
                    told[static_cast<std::size_t>(one.mode)] += one.journeys;
                }
            }
            m_by_ride.push_back(modes_told({}, ridden));
            m_by_mode.push_back(modes_told(told, ridden));
        }
    }
    static ModeShares modes_told(const ModeShares& told, const ModeShares& ridden) {
        constexpr double weight = 2.0;
        // A record may tell the mode of another part of the way, as the only one it knows.
        constexpr double careless = 0.1;
        double all = 0.0;
        for (const double journeys : told) {
            all += journeys;
        }
        ModeShares shares{};
        for (std::size_t m = 0; m < transit_modes; ++m) {
            shares[m] = (1.0 - careless) * (told[m] + weight * ridden[m]) / (all + weight) +
                        careless / static_cast<double>(transit_modes);
        }
        return shares;
    }

    /// That who went way w tells so many of its stops, and this mode.
    [[nodiscard]] double likelihood(std::size_t w,
                                    std::size_t told,
                                    TransportMode mode,
                                    const std::vector<ModeShares>& modes) const {
        const std::size_t out = m_ways[w].size() - told;
        double l = mode == TransportMode::unknown ? 1.0 : modes[w][static_cast<std::size_t>(mode)];
        for (std::size_t i = 0; i < out; ++i) {
            l *= m_left_out;
        }
        for (std::size_t i = 0; i < told; ++i) {
            l *= 1.0 - m_left_out;
        }
        return l;
    }

    /// Shares of ways among those who tell of the gap what its record tells.
    [[nodiscard]] std::vector<double> given_record(const std::vector<double>& shares,
                                                   const std::vector<ModeShares>& modes) const {
        std::vector<double> result(m_ways.size());
        double all = 0.0;
        for (std::size_t w = 0; w < m_ways.size(); ++w) {
            result[w] = shares[w] * likelihood(w, 0, m_journey.modes[m_question.after], modes);
            if (m_question.hidden != graph::no_place && m_ways[w].empty()) {
                result[w] = 0.0; // a stop is known to have been made
            }
            all += result[w];
        }
        for (double& p : result) {
            p = all > 0.0 ? p / all : 0.0;
        }
        return result;
    }

    /// The journeys of one told list, and the ways it may come from.
    struct Term {
        double journeys;
        std::vector<std::pair<std::size_t, double>> ways; ///< with the likelihood of each
    };
    [[nodiscard]] std::vector<Term> terms_of(std::size_t likeness) const {
        // What is told elsewhere came there by other ends: its mode says nothing here.
        const bool same_ends = likeness <= static_cast<std::size_t>(Similarity::ends);
        const bool one_end = likeness == static_cast<std::size_t>(Similarity::one_end);
        const double worth = one_end ? 0.5 : 1.0; // each end tells half
        std::vector<Term> terms;
        for (const SeenStops& one : m_seen[likeness]) {
            const TransitStops& told = m_told.stops(one.stops);
            Term term{one.journeys * worth, {}};
            for (std::size_t w = 0; w < m_ways.size(); ++w) {
                if (is_part(told, m_ways[w])) {
                    term.ways.emplace_back(
                        w, likelihood(w, told.size(), same_ends ? one.mode : TransportMode::unknown,
                                      m_by_mode));
                }
            }
            if (!term.ways.empty()) {
                terms.push_back(std::move(term));
            }
        }
        return terms;
    }

    /// One step from a coarser likeness to a finer: shares become those of the Dirichlet posterior.
    void update(std::size_t likeness, double weight, std::vector<double>& shares) const {
        const std::vector<Term> terms = terms_of(likeness);
        const std::vector<double> prior = shares;
        // A way that is new at this likeness begins with a little, else it could never grow.
        const double little = 0.1 / static_cast<double>(m_ways.size());
        for (double& share : shares) {
            share = 0.9 * share + little;
        }
        constexpr int rounds = 6;
        for (int round = 0; round < rounds; ++round) {
            std::vector<double> next(m_ways.size());
            double all = 0.0;
            for (std::size_t w = 0; w < m_ways.size(); ++w) {
                next[w] = weight * prior[w];
            }
            for (const Term& term : terms) {
                double sum = 0.0;
                for (const auto& [way, chance] : term.ways) {
                    sum += shares[way] * chance;
                }
                for (const auto& [way, chance] : term.ways) {
                    next[way] += sum > 0.0 ? term.journeys * shares[way] * chance / sum : 0.0;
                }
            }
            for (const double share : next) {
                all += share;
            }
            for (std::size_t w = 0; w < m_ways.size(); ++w) {
                shares[w] = next[w] / all;
            }
        }
    }

    const TransitMap& m_map;
    const ToldStops& m_told;
    const TransitQuestion& m_question;
    const TransitJourney& m_journey;
    PlaceIndex m_x, m_y; ///< the ends
    double m_left_out;
    const TransitOptions& m_options;
    SeenByLikeness m_seen;
    std::vector<TransitStops> m_ways; ///< the first one without a stop
    std::vector<double> m_prior;
    std::vector<ModeShares> m_by_ride, m_by_mode; ///< of each way: by the network alone, as told
};

} // namespace

TransitPosterior transit_posterior(const TransitMap& map,
                                   const ToldStops& told,
                                   const TransitQuestion& question,
                                   double left_out,
                                   const TransitOptions& options) {
    return Gap(map, told, question, left_out, options).posterior();
}

} // namespace sandhan::algorithms::internal
