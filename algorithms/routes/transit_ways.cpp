// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/transit_ways.hpp"

#include "graph/transport.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <queue>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {
namespace {

using graph::TransportMode;

constexpr double infinity = std::numeric_limits<double>::infinity();

bool drives(const TransitLeg& leg) { return leg.mode == TransportMode::road; }

/// A vertex and whether one drove there: then the next leg is no drive.
std::uint32_t state_of(std::uint32_t vertex, bool drove) { return 2 * vertex + (drove ? 1U : 0U); }

std::vector<std::uint32_t> row_starts(const std::vector<TransitLeg>& legs,
                                      std::uint32_t vertices,
                                      std::uint32_t TransitLeg::*end) {
    std::vector<std::uint32_t> first(vertices + 1, 0);
    for (const TransitLeg& leg : legs) {
        ++first[leg.*end + 1];
    }
    for (std::uint32_t v = 0; v < vertices; ++v) {
        first[v + 1] += first[v];
    }
    return first;
}

} // namespace

TransitNetwork::TransitNetwork(std::uint32_t vertices,
                               std::vector<TransitLeg> legs,
                               double per_hour)
    : m_vertices(vertices), m_per_hour(per_hour), m_out(std::move(legs)) {
    if (!(per_hour > 0.0) || std::isinf(per_hour)) {
        throw std::invalid_argument("transit network: per_hour is " + std::to_string(per_hour) +
                                    "; give a finite number > 0");
    }
    for (const TransitLeg& leg : m_out) {
        const std::string name =
            "transit network: leg " + std::to_string(leg.from) + " -> " + std::to_string(leg.to);
        if (leg.from >= vertices || leg.to >= vertices || leg.from == leg.to) {
            throw std::invalid_argument(name + ": its ends must be two vertices below " +
                                        std::to_string(vertices));
        }
        if (!(leg.hours > 0.0) || std::isinf(leg.hours)) { // NaN is refused too
            throw std::invalid_argument(name + " takes " + std::to_string(leg.hours) +
                                        " hours; they must be finite and > 0");
        }
        if (leg.mode != TransportMode::rail && leg.mode != TransportMode::road) {
            throw std::invalid_argument(name + ": a leg is by rail or by road");
        }
    }
    std::sort(m_out.begin(), m_out.end(), [](const TransitLeg& a, const TransitLeg& b) {
        return std::tie(a.from, a.to, a.mode, a.hours) < std::tie(b.from, b.to, b.mode, b.hours);
    });
    m_in = m_out;
    std::stable_sort(m_in.begin(), m_in.end(),
                     [](const TransitLeg& a, const TransitLeg& b) { return a.to < b.to; });
    m_first_out = row_starts(m_out, vertices, &TransitLeg::from);
    m_first_in = row_starts(m_in, vertices, &TransitLeg::to);
}

/// What the search from a destination backwards leaves: of each vertex the hours that are left, and
/// of each state the sum over its ways of exp(-per_hour * (hours - hours left)).
struct TransitNetwork::Choices {
    std::vector<double> left, weight;
    std::vector<std::uint32_t> nearest_first; ///< vertices that reach the destination

    /// Calls with (state, share) for each leg that goes on from here.
    template <class Visit>
    void each_next(const TransitNetwork& net, std::uint32_t state, Visit visit) const {
        const std::uint32_t v = state / 2;
        const bool drove = state % 2 == 1;
        for (std::uint32_t e = net.m_first_out[v]; e < net.m_first_out[v + 1]; ++e) {
            const TransitLeg& leg = net.m_out[e];
            if (left[leg.to] < left[v] && !(drove && drives(leg))) {
                const double x = net.m_per_hour * (leg.hours + left[leg.to] - left[v]);
                const std::uint32_t next = state_of(leg.to, drives(leg));
                constexpr double nobody = 30.0; // a share below 1e-13
                if (x < nobody) {
                    visit(next, std::exp(-x) * weight[next]);
                }
            }
        }
    }
};

TransitNetwork::Choices TransitNetwork::choices_to(std::uint32_t destination) const {
    if (destination >= m_vertices) {
        throw std::invalid_argument("transit network: destination " + std::to_string(destination) +
                                    " is no vertex; there are " + std::to_string(m_vertices));
    }
    Choices choices{std::vector<double>(m_vertices, infinity),
                    std::vector<double>(std::size_t{2} * m_vertices, 0.0),
                    {}};
    using Item = std::pair<double, std::uint32_t>; // of equal hours the lesser vertex first
    std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
    choices.left[destination] = 0.0;
    queue.emplace(0.0, destination);
    while (!queue.empty()) {
        const auto [hours, v] = queue.top();
        queue.pop();
        if (hours > choices.left[v]) {
            continue;
        }
        choices.nearest_first.push_back(v);
        for (std::uint32_t e = m_first_in[v]; e < m_first_in[v + 1]; ++e) {
            const TransitLeg& leg = m_in[e];
            if (hours + leg.hours < choices.left[leg.from]) {
                choices.left[leg.from] = hours + leg.hours;
                queue.emplace(hours + leg.hours, leg.from);
            }
        }
    }
    for (const std::uint32_t v : choices.nearest_first) {
        double& on = choices.weight[state_of(v, false)];
        double& on_by_rail = choices.weight[state_of(v, true)];
        on = on_by_rail = v == destination ? 1.0 : 0.0;
        choices.each_next(*this, state_of(v, false), [&](std::uint32_t next, double share) {
            on += share;
            on_by_rail += next % 2 == 1 ? 0.0 : share;
        });
    }
    return choices;
}

std::vector<std::vector<TransitWay>>
TransitNetwork::likely_ways(std::span<const std::uint32_t> origins,
                            std::uint32_t destination,
                            std::size_t most,
                            double rest) const {
    const Choices choices = choices_to(destination);
    constexpr double negligible = 5e-4; // of a way: forty of them are a way in fifty
    // Of each state its next ones with their shares, made when first asked for: many ways come by.
    using Step = std::pair<std::uint32_t, double>;
    std::vector<std::vector<Step>> onward(std::size_t{2} * m_vertices);
    const auto steps_from = [&](std::uint32_t state) -> const std::vector<Step>& {
        std::vector<Step>& next = onward[state];
        if (next.empty()) {
            choices.each_next(*this, state, [&](std::uint32_t to, double share) {
                // Parallel rides to one state, which come together, are one step of a way.
                if (!next.empty() && next.back().first == to) {
                    next.back().second += share / choices.weight[state];
                } else {
                    next.emplace_back(to, share / choices.weight[state]);
                }
            });
            next.erase(std::remove_if(next.begin(), next.end(),
                                      [](const Step& step) { return step.second < negligible; }),
                       next.end());
            std::stable_sort(next.begin(), next.end(),
                             [](const Step& a, const Step& b) { return a.second > b.second; });
        }
        return next;
    };
    std::vector<std::vector<TransitWay>> result;
    for (const std::uint32_t origin : origins) {
        if (origin >= m_vertices) {
            throw std::invalid_argument("transit network: origin " + std::to_string(origin) +
                                        " is no vertex; there are " + std::to_string(m_vertices));
        }
        std::vector<TransitWay>& ways = result.emplace_back();
        const std::uint32_t start = state_of(origin, false);
        if (origin == destination || !(choices.weight[start] > 0.0)) {
            continue;
        }
        // Begun ways, the likeliest first: what comes to the destination first is likeliest, as
        // probabilities only fall.
        struct Begun {
            double probability;
            std::vector<std::uint32_t> changes;
            std::uint32_t state;
            bool operator<(const Begun& other) const { // the top of the queue is the greatest
                return std::tie(probability, other.changes, other.state) <
                       std::tie(other.probability, changes, state);
            }
        };
        std::priority_queue<Begun> queue;
        queue.push({1.0, {}, start});
        std::map<std::vector<std::uint32_t>, double> arrived;
        double found = 0.0;
        // Rides that arrive on the same changes come apart, so a few more are looked for than
        // asked.
        std::size_t arrivals = 0;
        std::size_t steps = 0;
        constexpr std::size_t most_steps = 20000;
        while (!queue.empty() && found < 1.0 - rest && arrivals < 4 * most &&
               ++steps < most_steps) {
            const Begun begun = queue.top();
            queue.pop();
            if (begun.state / 2 == destination) {
                std::vector<std::uint32_t> changes = begun.changes;
                changes.pop_back();
                arrived[changes] += begun.probability;
                found += begun.probability;
                ++arrivals;
                continue;
            }
            for (const auto& [state, share] : steps_from(begun.state)) {
                const double p = begun.probability * share;
                if (p < negligible) {
                    break; // they come likeliest first
                }
                Begun further{p, begun.changes, state};
                further.changes.push_back(state / 2);
                queue.push(std::move(further));
            }
        }
        for (auto& [changes, p] : arrived) {
            ways.push_back({changes, p});
        }
        std::stable_sort(ways.begin(), ways.end(), [](const TransitWay& a, const TransitWay& b) {
            return a.probability > b.probability;
        });
        if (ways.size() > most) {
            ways.resize(most);
        }
    }
    return result;
}

std::vector<double> TransitNetwork::through(std::uint32_t origin, std::uint32_t destination) const {
    if (origin >= m_vertices) {
        throw std::invalid_argument("transit network: origin " + std::to_string(origin) +
                                    " is no vertex; there are " + std::to_string(m_vertices));
    }
    const Choices choices = choices_to(destination);
    std::vector<double> result(m_vertices, 0.0);
    const std::uint32_t start = state_of(origin, false);
    if (origin == destination || !(choices.weight[start] > 0.0)) {
        return result;
    }
    std::vector<double> here(std::size_t{2} * m_vertices, 0.0);
    here[start] = 1.0;
    for (auto v = choices.nearest_first.rbegin(); v != choices.nearest_first.rend(); ++v) {
        for (const bool drove : {false, true}) {
            const std::uint32_t state = state_of(*v, drove);
            if (here[state] > 0.0 && *v != destination) {
                choices.each_next(*this, state, [&](std::uint32_t next, double share) {
                    here[next] += here[state] * share / choices.weight[state];
                });
            }
        }
    }
    for (std::uint32_t v = 0; v < m_vertices; ++v) {
        if (v != origin && v != destination) {
            result[v] = here[state_of(v, false)] + here[state_of(v, true)];
        }
    }
    return result;
}

double TransitNetwork::rail_share(std::uint32_t from, std::uint32_t to) const {
    if (from >= m_vertices || to >= m_vertices) {
        return -1.0;
    }
    double least = infinity;
    const auto first = m_out.begin() + m_first_out[from];
    const auto last = m_out.begin() + m_first_out[from + 1];
    for (auto leg = first; leg != last; ++leg) {
        least = leg->to == to ? std::min(least, leg->hours) : least;
    }
    if (least == infinity) {
        return -1.0;
    }
    double rail = 0.0;
    double all = 0.0;
    for (auto leg = first; leg != last; ++leg) {
        if (leg->to == to) {
            const double weight = std::exp(-m_per_hour * (leg->hours - least));
            all += weight;
            rail += drives(*leg) ? 0.0 : weight;
        }
    }
    return rail / all;
}

std::uint32_t DistrictNetwork::vertex_of(std::uint32_t code) const {
    const auto at = std::lower_bound(codes.begin(), codes.end(), code);
    return at == codes.end() || *at != code ? network.vertex_count()
                                            : static_cast<std::uint32_t>(at - codes.begin());
}

bool DistrictNetwork::are_neighbours(std::uint32_t a, std::uint32_t b) const {
    return std::binary_search(neighbours.begin(), neighbours.end(),
                              std::uint64_t{std::min(a, b)} << 32U | std::max(a, b));
}

DistrictNetwork district_network(double per_hour) {
    std::vector<std::uint32_t> codes;
    for (const graph::RailLink& link : graph::rail_links()) {
        codes.insert(codes.end(), {link.a, link.b});
    }
    for (const graph::RoadLink& link : graph::road_links()) {
        codes.insert(codes.end(), {link.a, link.b});
    }
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());
    const auto vertex = [&](std::uint32_t code) {
        return static_cast<std::uint32_t>(std::lower_bound(codes.begin(), codes.end(), code) -
                                          codes.begin());
    };
    const auto n = static_cast<std::uint32_t>(codes.size());
    std::vector<TransitLeg> legs;
    constexpr double change_hours = 2.0;
    constexpr double week_hours = 168.0;
    for (const graph::RailLink& link : graph::rail_links()) {
        // `weekly` counts both ways. Timetables are known: of the time between trains little is
        // lost.
        const double between = 2.0 * week_hours / std::max<double>(1.0, link.weekly);
        const double hours = link.minutes / 60.0 + change_hours + between / 40.0;
        legs.push_back({vertex(link.a), vertex(link.b), hours, TransportMode::rail});
        legs.push_back({vertex(link.b), vertex(link.a), hours, TransportMode::rail});
    }
    std::vector<std::vector<std::pair<std::uint32_t, double>>> roads(n);
    std::vector<std::uint64_t> neighbours;
    for (const graph::RoadLink& link : graph::road_links()) {
        const std::uint32_t a = vertex(link.a);
        const std::uint32_t b = vertex(link.b);
        roads[a].emplace_back(b, link.km);
        roads[b].emplace_back(a, link.km);
        neighbours.push_back(std::uint64_t{std::min(a, b)} << 32U | std::max(a, b));
    }
    std::sort(neighbours.begin(), neighbours.end());
    constexpr double farthest_km = 400.0;
    constexpr double set_off_hours = 0.5;
    constexpr double hours_a_km = 4.0 / 3.0 / 35.0;
    for (std::uint32_t from = 0; from < n; ++from) {
        std::map<std::uint32_t, double> reached;
        using Item = std::pair<double, std::uint32_t>;
        std::priority_queue<Item, std::vector<Item>, std::greater<>> queue;
        queue.emplace(0.0, from);
        while (!queue.empty()) {
            const auto [km, v] = queue.top();
            queue.pop();
            if (!reached.emplace(v, km).second) {
                continue;
            }
            for (const auto& [w, more] : roads[v]) {
                if (km + more <= farthest_km && reached.count(w) == 0) {
                    queue.emplace(km + more, w);
                }
            }
        }
        for (const auto& [to, km] : reached) {
            if (to != from) {
                legs.push_back({from, to, set_off_hours + km * hours_a_km, TransportMode::road});
            }
        }
    }
    TransitNetwork network(n, std::move(legs), per_hour);
    return {std::move(codes), std::move(network), std::move(neighbours)};
}

} // namespace sandhan::algorithms
