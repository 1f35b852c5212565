// SPDX-License-Identifier: Apache-2.0
// Where journeys may have stopped, by the definition of infer_transit() and nothing else: every
// chain of rides, every part of every journey and every choice of stops left out is listed, journey
// by journey, without the kernel's searches, keys or sums.
#pragma once

#include "algorithms/routes/transit_inference.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace sandhan::tests::oracle {

using algorithms::TransitJourney;
using algorithms::TransitLeg;
using algorithms::TransitPlace;
using graph::PlaceIndex;
using graph::TransportMode;

/// A stop is a place that some record names, or a vertex that none does.
struct WayStop {
    bool named;
    std::uint32_t number;
    auto operator<=>(const WayStop&) const = default;
};
using Way = std::vector<WayStop>;

struct TransitInput {
    std::vector<TransitJourney> journeys;
    std::vector<TransitPlace> places;
    std::uint32_t vertices = 0;
    std::vector<TransitLeg> legs;
    double per_hour = 1.0;
    std::set<std::pair<std::uint32_t, std::uint32_t>> borders; ///< the lesser vertex first
    algorithms::TransitOptions options;
};

/// What is asked: one journey and two of its places.
struct TransitAsked {
    std::size_t journey, before, after;
    bool hidden; ///< a stop between them was told
};

struct TransitShares {
    std::map<Way, double> probability, by_network;
    algorithms::Similarity similarity = algorithms::Similarity::none;
};

class TransitOracle {
  public:
    explicit TransitOracle(const TransitInput& input) : m_in(input) {
        for (std::size_t j = 0; j < m_in.journeys.size(); ++j) {
            for (std::size_t a = 0; a < m_in.journeys[j].places.size(); ++a) {
                for (std::size_t b = a + 1; b < m_in.journeys[j].places.size(); ++b) {
                    add_part(j, a, b);
                }
            }
        }
    }

    [[nodiscard]] std::vector<TransitAsked> gaps() const { return asked(1); }
    [[nodiscard]] std::vector<TransitAsked> told_stops() const { return asked(2); }

    [[nodiscard]] double left_out() const {
        const auto& options = m_in.options;
        double told = options.prior_told;
        for (const TransitJourney& journey : m_in.journeys) {
            for (std::size_t i = 1; i + 1 < journey.places.size(); ++i) {
                told += 1.0;
            }
        }
        double q = options.prior_left_out / (options.prior_left_out + options.prior_told);
        for (int round = 0; round < 5; ++round) {
            double out = options.prior_left_out;
            for (const TransitAsked& gap : gaps()) {
                for (const auto& [way, p] : shares(gap, q).probability) {
                    out += p * static_cast<double>(way.size());
                }
            }
            q = out / (out + told);
        }
        return q;
    }

    [[nodiscard]] TransitShares shares(const TransitAsked& asked, double q) const {
        const TransitJourney& journey = m_in.journeys[asked.journey];
        const PlaceIndex x = journey.places[asked.before];
        const PlaceIndex y = journey.places[asked.after];
        TransitShares result;
        std::map<Way, double> prior = by_trains_and_roads(x, y);
        for (int l = 3; l >= 0; --l) {
            for (const Part& part : m_parts) {
                if (likeness(l, part, asked) > 0.0) {
                    result.similarity = static_cast<algorithms::Similarity>(l);
                    if (fits(part.stops, x, y)) {
                        prior.emplace(part.stops, 0.0);
                    }
                }
            }
        }
        // Of each way the modes by which one comes to its end: by trains and roads, and as told.
        std::map<Way, Modes> ridden, told;
        for (const auto& [way, share] : prior) {
            ridden[way] = modes_of(way, x, y, {});
            Modes told_modes{};
            for (const Part& part : m_parts) {
                if (likeness(1, part, asked) > 0.0 && part.stops == way && !way.empty() &&
                    part.mode != TransportMode::unknown) {
                    told_modes[static_cast<std::size_t>(part.mode)] += 1.0;
                }
            }
            told[way] = modes_of(way, x, y, told_modes);
        }
        const auto chance = [&](const Way& stops, const Way& way, TransportMode mode,
                                const std::map<Way, Modes>& modes) {
            return left_out_chance(stops, way, q) *
                   (mode == TransportMode::unknown ? 1.0
                                                   : modes.at(way)[static_cast<std::size_t>(mode)]);
        };
        const auto given_record = [&](std::map<Way, double> shares,
                                      const std::map<Way, Modes>& modes) {
            for (auto& [way, share] : shares) {
                share *= chance({}, way, journey.modes[asked.after], modes);
                if (asked.hidden && way.empty()) {
                    share = 0.0;
                }
            }
            return normalised(std::move(shares));
        };
        result.by_network = given_record(prior, ridden);

        const auto& o = m_in.options;
        const std::array<double, 4> weights{o.ends_weight, o.one_end_weight, o.states_weight,
                                            o.network_weight};
        std::map<Way, double> shares = prior;
        for (int l = 3; l >= 0; --l) {
            const std::map<Way, double> coarser = shares;
            std::vector<std::pair<double, std::map<Way, double>>> tellers;
            bool any = false;
            for (const Part& part : m_parts) {
                const double worth = likeness(l, part, asked);
                if (worth > 0.0) {
                    any = true;
                    std::map<Way, double> chances;
                    for (const auto& [way, share] : coarser) {
                        chances[way] = chance(part.stops, way,
                                              l < 2 ? part.mode : TransportMode::unknown, told);
                    }
                    tellers.emplace_back(worth, std::move(chances));
                }
            }
            if (!any) {
                continue;
            }
            for (auto& [way, share] : shares) {
                share = 0.9 * share + 0.1 / static_cast<double>(coarser.size());
            }
            for (int round = 0; round < 6; ++round) {
                std::map<Way, double> next;
                for (const auto& [way, share] : coarser) {
                    next[way] = weights[static_cast<std::size_t>(l)] * share;
                }
                for (const auto& [worth, chances] : tellers) {
                    std::map<Way, double> went;
                    for (const auto& [way, p] : chances) {
                        went[way] = shares[way] * p;
                    }
                    for (const auto& [way, p] : normalised(went)) {
                        next[way] += worth * p;
                    }
                }
                shares = normalised(next);
            }
        }
        result.probability = given_record(shares, told);
        return result;
    }

  private:
    using Modes = std::array<double, 6>;

    /// What a journey tells between two of its places.
    struct Part {
        std::size_t journey, before, after;
        Way stops;
        TransportMode mode;
    };

    void add_part(std::size_t j, std::size_t a, std::size_t b) {
        const auto& places = m_in.journeys[j].places;
        Part part{j, a, b, {}, m_in.journeys[j].modes[b]};
        bool tells = places[a] != places[b] && b - a - 1 <= 4;
        for (std::size_t i = a; i <= b; ++i) {
            tells = tells && m_in.places[places[i]].known;
            if (a < i && i < b) {
                tells = tells && places[i] != places[a] && places[i] != places[b];
                part.stops.push_back({true, places[i]});
            }
        }
        if (tells) {
            m_parts.push_back(std::move(part));
        }
    }

    /// Legs, or pairs of places with one between, that are gaps.
    [[nodiscard]] std::vector<TransitAsked> asked(std::size_t apart) const {
        std::vector<TransitAsked> list;
        for (std::size_t j = 0; j < m_in.journeys.size(); ++j) {
            const TransitJourney& journey = m_in.journeys[j];
            for (std::size_t i = 0; i + apart < journey.places.size(); ++i) {
                const PlaceIndex between = journey.places[i + 1];
                const bool usable = apart == 1 || (m_in.places[between].known &&
                                                   std::count(journey.places.begin(),
                                                              journey.places.end(), between) == 1);
                if (usable && is_gap(journey.places[i], journey.places[i + apart],
                                     journey.modes[i + apart])) {
                    list.push_back({j, i, i + apart, apart == 2});
                }
            }
        }
        return list;
    }

    [[nodiscard]] bool is_gap(PlaceIndex from, PlaceIndex to, TransportMode mode) const {
        const TransitPlace& a = m_in.places[from];
        const TransitPlace& b = m_in.places[to];
        if (from == to || !a.known || !b.known) {
            return false;
        }
        if (a.vertex == TransitPlace::none || b.vertex == TransitPlace::none) {
            return a.region != b.region;
        }
        return mode != TransportMode::air &&
               m_in.borders.count(std::minmax(a.vertex, b.vertex)) == 0 &&
               km(from, to) >= m_in.options.least_km;
    }

    /// By the angle between the two points as seen from the centre of the Earth.
    [[nodiscard]] double km(PlaceIndex a, PlaceIndex b) const {
        const auto point = [&](PlaceIndex p) {
            const double to_radians = std::acos(-1.0) / 180.0;
            const double lat = m_in.places[p].latitude * to_radians;
            const double lon = m_in.places[p].longitude * to_radians;
            return std::array<double, 3>{std::cos(lat) * std::cos(lon),
                                         std::cos(lat) * std::sin(lon), std::sin(lat)};
        };
        const auto u = point(a);
        const auto v = point(b);
        const double dot = u[0] * v[0] + u[1] * v[1] + u[2] * v[2];
        const double cross = std::hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2],
                                        u[0] * v[1] - u[1] * v[0]);
        return 6371.0 * std::atan2(cross, dot);
    }

    [[nodiscard]] bool fits(const Way& way, PlaceIndex x, PlaceIndex y) const {
        double length = 0.0;
        PlaceIndex last = x;
        for (const WayStop& stop : way) {
            if (stop.named) {
                if (stop.number == x || stop.number == y) {
                    return false;
                }
                length += km(last, stop.number);
                last = stop.number;
            }
        }
        length += km(last, y);
        const bool detour = length > 2.0 * km(x, y) + 300.0; // false where a point is unknown
        return !detour;
    }

    [[nodiscard]] WayStop stop_at(std::uint32_t vertex) const {
        for (PlaceIndex p = 1; p < m_in.places.size(); ++p) {
            if (m_in.places[p].vertex == vertex && m_in.places[p].known) {
                return {true, p};
            }
        }
        return {false, vertex};
    }

    /// Every chain of rides from x to y, the likely ones kept, by where they change.
    [[nodiscard]] std::map<Way, double> by_trains_and_roads(PlaceIndex x, PlaceIndex y) const {
        std::map<Way, double> prior{{Way{}, 0.0}};
        const std::uint32_t from = m_in.places[x].vertex;
        const std::uint32_t to = m_in.places[y].vertex;
        using Chain = std::vector<std::pair<std::uint32_t, TransportMode>>;
        std::map<Chain, double> chains;
        if (from != TransitPlace::none && to != TransitPlace::none && from != to) {
            std::vector<double> left(m_in.vertices, 1e9);
            left[to] = 0.0;
            for (std::uint32_t round = 0; round < m_in.vertices; ++round) {
                for (const TransitLeg& leg : m_in.legs) {
                    left[leg.from] = std::min(left[leg.from], leg.hours + left[leg.to]);
                }
            }
            Chain chain;
            const std::function<void(std::uint32_t, double)> ride = [&](std::uint32_t at,
                                                                        double hours) {
                if (at == to) {
                    chains[chain] += std::exp(-m_in.per_hour * (hours - left[from]));
                    return;
                }
                for (const TransitLeg& leg : m_in.legs) {
                    const bool two_drives = leg.mode == TransportMode::road && !chain.empty() &&
                                            chain.back().second == TransportMode::road;
                    if (leg.from == at && left[leg.to] < left[at] && !two_drives) {
                        chain.emplace_back(leg.to, leg.mode);
                        ride(leg.to, hours + leg.hours);
                        chain.pop_back();
                    }
                }
            };
            ride(from, 0.0);
        }
        double all = 0.0;
        std::vector<std::pair<double, Chain>> likeliest_first;
        for (const auto& [chain, weight] : chains) {
            all += weight;
            likeliest_first.emplace_back(weight, chain);
        }
        std::sort(likeliest_first.rbegin(), likeliest_first.rend());
        double found = 0.0;
        double kept = 0.0;
        for (const auto& [weight, chain] : likeliest_first) {
            const double share = weight / all;
            if (found >= 0.98 || share < 0.0005) {
                break;
            }
            found += share;
            Way way;
            for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
                way.push_back(stop_at(chain[i].first));
            }
            if (way.size() <= 4 && fits(way, x, y)) {
                prior[way] += share;
                kept += share;
            }
        }
        for (auto& [way, share] : prior) {
            share = kept > 0.0 ? (1.0 - m_in.options.untold) * share / kept : 0.0;
        }
        prior[Way{}] += kept > 0.0 ? m_in.options.untold : 1.0;
        return prior;
    }

    /// How much a part tells of what is asked, under a likeness.
    [[nodiscard]] double likeness(int l, const Part& part, const TransitAsked& asked) const {
        if (part.journey == asked.journey) {
            return 0.0;
        }
        const auto& theirs = m_in.journeys[part.journey].places;
        const auto& ours = m_in.journeys[asked.journey].places;
        const auto region = [&](PlaceIndex p) { return m_in.places[p].region; };
        const bool same_x = theirs[part.before] == ours[asked.before];
        const bool same_y = theirs[part.after] == ours[asked.after];
        const bool state_x = region(theirs[part.before]) == region(ours[asked.before]);
        const bool state_y = region(theirs[part.after]) == region(ours[asked.after]);
        const bool set_out_alike = (part.before == 0) == (asked.before == 0);
        const bool arrive_alike =
            (part.after + 1 == theirs.size()) == (asked.after + 1 == ours.size());
        switch (l) {
        case 0:
            return same_x && same_y && theirs.front() == ours.front() &&
                           theirs.back() == ours.back()
                       ? 1.0
                       : 0.0;
        case 1:
            return same_x && same_y ? 1.0 : 0.0;
        case 2:
            return set_out_alike && arrive_alike
                       ? (same_x && state_y ? 0.5 : 0.0) + (state_x && same_y ? 0.5 : 0.0)
                       : 0.0;
        default:
            return set_out_alike && arrive_alike && state_x && state_y ? 1.0 : 0.0;
        }
    }

    /// That of this way just these stops are told: all choices of stops left out are tried.
    static double left_out_chance(const Way& told, const Way& way, double q) {
        for (std::size_t choice = 0; choice < (std::size_t{1} << way.size()); ++choice) {
            Way stops;
            double p = 1.0;
            for (std::size_t i = 0; i < way.size(); ++i) {
                const bool tells = (choice >> i & 1U) != 0;
                p *= tells ? 1.0 - q : q;
                if (tells) {
                    stops.push_back(way[i]);
                }
            }
            if (stops == told) {
                return p;
            }
        }
        return 0.0;
    }

    [[nodiscard]] Modes
    modes_of(const Way& way, PlaceIndex x, PlaceIndex y, const Modes& told) const {
        const WayStop last = way.empty() ? WayStop{true, x} : way.back();
        const std::uint32_t a = last.named ? m_in.places[last.number].vertex : last.number;
        double rail = 0.0;
        double road = 0.0;
        for (const TransitLeg& leg : m_in.legs) {
            if (a != TransitPlace::none && leg.from == a && leg.to == m_in.places[y].vertex) {
                (leg.mode == TransportMode::rail ? rail : road) +=
                    std::exp(-m_in.per_hour * leg.hours);
            }
        }
        double all = 2.0;
        for (const double journeys : told) {
            all += journeys;
        }
        Modes result{};
        for (std::size_t m = 0; m < result.size(); ++m) {
            double ridden = 1.0 / 6.0;
            if (rail + road > 0.0) {
                const auto mode = static_cast<TransportMode>(m);
                ridden = 0.02 + 0.88 * (mode == TransportMode::rail   ? rail / (rail + road)
                                        : mode == TransportMode::road ? road / (rail + road)
                                                                      : 0.0);
            }
            result[m] = 0.9 * (told[m] + 2.0 * ridden) / all + 0.1 / 6.0;
        }
        return result;
    }

    static std::map<Way, double> normalised(std::map<Way, double> shares) {
        double all = 0.0;
        for (const auto& [way, share] : shares) {
            all += share;
        }
        for (auto& [way, share] : shares) {
            share = all > 0.0 ? share / all : 0.0;
        }
        return shares;
    }

    const TransitInput& m_in;
    std::vector<Part> m_parts;
};

} // namespace sandhan::tests::oracle
