// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/likely_routes.hpp"

#include "algorithms/internal/search_queue.hpp"
#include "algorithms/routes/k_shortest_paths.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {
namespace {

using graph::Edge;
using graph::Vertex;

constexpr double out_of_reach = std::numeric_limits<double>::infinity();

/// Sums of whole units are exact up to 2^17, far beyond what a route costs. A step that is all but
/// certain costs one unit, as a cost must be above 0.
double cost_of(double probability) {
    constexpr double units = 68'719'476'736.0; // 2^36
    return std::max(1.0, std::nearbyint(-std::log(probability) * units)) / units;
}

using Legs = std::vector<Edge>;

std::vector<Legs> of_order_1(const TransitionModel& model,
                             Vertex from,
                             Vertex to,
                             std::size_t k,
                             const graph::RunControl& control) {
    const graph::CompressedGraph& legs = model.legs();
    std::vector<double> cost;
    cost.reserve(legs.edge_count());
    for (Edge leg = 0; leg < legs.edge_count(); ++leg) {
        cost.push_back(cost_of(model.probability(leg)));
    }
    std::vector<Legs> routes;
    for (const WeightedPath& path : k_shortest_paths(legs, cost, from, to, k, {}, control)) {
        Legs& route = routes.emplace_back();
        for (std::size_t i = 1; i < path.vertices.size(); ++i) {
            const auto row = legs.out_neighbours(path.vertices[i - 1]);
            const auto at = std::lower_bound(row.begin(), row.end(), path.vertices[i]);
            route.push_back(
                legs.out_edges(path.vertices[i - 1])[static_cast<std::size_t>(at - row.begin())]);
        }
    }
    return routes;
}

/// Best-first search over the beginnings of routes.
class SecondOrder {
  public:
    SecondOrder(const TransitionModel& model,
                Vertex from,
                Vertex to,
                const LikelyRouteOptions& options,
                const graph::RunControl& control)
        : m_model(model), m_legs(model.legs()), m_from(from), m_to(to), m_options(options),
          m_control(control), m_remaining(m_legs.edge_count(), out_of_reach),
          m_steps(m_legs.edge_count()), m_has_steps(m_legs.edge_count(), 0) {}

    /// Whether it came to its end is in `complete`.
    std::vector<Legs> run(bool& complete) {
        measure();
        for (const Edge leg : m_legs.out_edges(m_from)) {
            add_step(m_first_steps, leg, cost_of(m_model.probability(leg)));
        }
        sort(m_first_steps);
        std::vector<Legs> routes;
        add(none, 0);
        while (routes.size() < m_options.k && !m_heap.empty()) {
            m_control.checkpoint();
            if (m_beginnings.size() > m_options.most_beginnings) {
                complete = false;
                break;
            }
            std::pop_heap(m_heap.begin(), m_heap.end(), m_comes_later);
            const std::uint32_t at = m_heap.back().beginning;
            m_heap.pop_back();
            const Beginning beginning = m_beginnings[at];
            add(beginning.parent, beginning.rank + 1);
            if (m_legs.ends(beginning.leg).target == m_to) {
                routes.push_back(legs_of(at));
                m_control.report(routes.size(), m_options.k);
            } else {
                add(at, 0);
            }
        }
        return routes;
    }

  private:
    static constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

    /// A possible next step, by what the route costs at least from here on.
    struct Step {
        double whole;
        double cost;
        Edge leg;
    };
    struct Beginning {
        double cost;
        std::uint32_t parent; ///< this without its last leg; none: that is the first
        std::uint32_t rank;   ///< of its last leg among the steps of the parent
        std::uint32_t depth;
        Edge leg;
    };
    struct Entry {
        double whole; ///< the least that a route which begins so can cost
        std::uint32_t beginning;
    };

    [[nodiscard]] double step_cost(Edge before, Edge leg) const {
        return cost_of(m_model.probability(before, leg));
    }
    /// A route never comes back to where it began, nor goes on from where it ends.
    [[nodiscard]] bool is_usable(Edge leg) const {
        const auto [source, target] = m_legs.ends(leg);
        return source != m_to && target != m_from;
    }

    /// What a route costs at least after each leg: Dijkstra from the legs that arrive. Steps
    /// straight back are left out, as a place may not repeat; longer ways round are not.
    void measure() {
        internal::SearchQueue queue(m_legs.edge_count());
        for (const Edge leg : m_legs.in_edges(m_to)) {
            m_remaining[leg] = 0.0;
            queue.push(0.0, leg);
        }
        while (!queue.empty()) {
            m_control.checkpoint();
            const auto [rest, leg] = queue.pop();
            const auto [source, target] = m_legs.ends(leg);
            for (const Edge before : m_legs.in_edges(source)) {
                if (m_remaining[before] <= rest || m_legs.ends(before).source == target ||
                    !is_usable(before)) {
                    continue;
                }
                const double through = step_cost(before, leg) + rest;
                if (through < m_remaining[before]) {
                    m_remaining[before] = through;
                    queue.push(through, before);
                }
            }
        }
    }

    void add_step(std::vector<Step>& steps, Edge leg, double cost) const {
        if (m_remaining[leg] < out_of_reach && is_usable(leg)) {
            steps.push_back({cost + m_remaining[leg], cost, leg});
        }
    }
    /// Legs of one place: their order is that of the places they lead to.
    static void sort(std::vector<Step>& steps) {
        std::sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) {
            return std::tie(a.whole, a.leg) < std::tie(b.whole, b.leg);
        });
    }

    const std::vector<Step>& steps_after(std::uint32_t parent) {
        if (parent == none) {
            return m_first_steps;
        }
        const Edge before = m_beginnings[parent].leg;
        std::vector<Step>& steps = m_steps[before];
        if (m_has_steps[before] == 0) {
            m_has_steps[before] = 1;
            for (const Edge leg : m_legs.out_edges(m_legs.ends(before).target)) {
                add_step(steps, leg, step_cost(before, leg));
            }
            sort(steps);
        }
        return steps;
    }

    [[nodiscard]] bool visits(std::uint32_t beginning, Vertex v) const {
        for (; beginning != none; beginning = m_beginnings[beginning].parent) {
            if (m_legs.ends(m_beginnings[beginning].leg).target == v) {
                return true;
            }
        }
        return v == m_from;
    }

    /// Puts in the parent with its next step from that rank on. The steps behind wait until this
    /// one's turn has come, so the heap stays small where many legs leave a place.
    void add(std::uint32_t parent, std::uint32_t rank) {
        const std::vector<Step>& steps = steps_after(parent);
        while (rank < steps.size() && visits(parent, m_legs.ends(steps[rank].leg).target)) {
            ++rank;
        }
        if (rank == steps.size()) {
            return;
        }
        const Step& step = steps[rank];
        const double spent = parent == none ? 0.0 : m_beginnings[parent].cost;
        const std::uint32_t depth = parent == none ? 1 : m_beginnings[parent].depth + 1;
        m_beginnings.push_back({spent + step.cost, parent, rank, depth, step.leg});
        m_heap.push_back({spent + step.whole, static_cast<std::uint32_t>(m_beginnings.size() - 1)});
        std::push_heap(m_heap.begin(), m_heap.end(), m_comes_later);
    }

    [[nodiscard]] Legs legs_of(std::uint32_t beginning) const {
        Legs legs;
        for (; beginning != none; beginning = m_beginnings[beginning].parent) {
            legs.push_back(m_beginnings[beginning].leg);
        }
        std::reverse(legs.begin(), legs.end());
        return legs;
    }

    /// Whether the places of a come after those of b; those of a beginning after its parent's.
    [[nodiscard]] bool is_later(std::uint32_t a, std::uint32_t b) const {
        const bool deeper = m_beginnings[a].depth > m_beginnings[b].depth;
        while (m_beginnings[a].depth > m_beginnings[b].depth) {
            a = m_beginnings[a].parent;
        }
        while (m_beginnings[b].depth > m_beginnings[a].depth) {
            b = m_beginnings[b].parent;
        }
        bool later = deeper;
        while (a != b) { // the difference nearest to the first place decides
            if (m_beginnings[a].leg != m_beginnings[b].leg) {
                later = m_beginnings[a].leg > m_beginnings[b].leg;
            }
            a = m_beginnings[a].parent;
            b = m_beginnings[b].parent;
        }
        return later;
    }

    struct ComesLater {
        const SecondOrder* search;
        bool operator()(const Entry& a, const Entry& b) const {
            return a.whole != b.whole ? a.whole > b.whole
                                      : search->is_later(a.beginning, b.beginning);
        }
    };

    const TransitionModel& m_model;
    const graph::CompressedGraph& m_legs;
    Vertex m_from;
    Vertex m_to;
    const LikelyRouteOptions& m_options;
    const graph::RunControl& m_control;
    std::vector<double> m_remaining;
    std::vector<Step> m_first_steps;
    std::vector<std::vector<Step>> m_steps; ///< by the leg before
    std::vector<unsigned char> m_has_steps;
    std::vector<Beginning> m_beginnings;
    std::vector<Entry> m_heap;
    ComesLater m_comes_later{this};
};

LikelyRoute described(const TransitionModel& model, const Legs& legs, int order) {
    LikelyRoute route;
    route.probability = 1.0;
    route.places.push_back(model.place(model.legs().ends(legs.front()).source));
    for (std::size_t i = 0; i < legs.size(); ++i) {
        const auto [source, target] = model.legs().ends(legs[i]);
        const double probability = order == 2 && i > 0 ? model.probability(legs[i - 1], legs[i])
                                                       : model.probability(legs[i]);
        const auto journeys = model.journeys(legs[i]);
        route.probability *= probability;
        route.places.push_back(model.place(target));
        route.legs.push_back({model.place(source),
                              model.place(target),
                              probability,
                              {journeys.begin(), journeys.end()}});
    }
    route.travelled_by = model.travelled(legs);
    return route;
}

} // namespace

LikelyRoutes likely_routes(const TransitionModel& model,
                           std::uint32_t from,
                           std::uint32_t to,
                           const LikelyRouteOptions& options,
                           const graph::RunControl& control) {
    if (options.order != 1 && options.order != 2) {
        throw std::invalid_argument("likely_routes: order " + std::to_string(options.order) +
                                    "; it must be 1 or 2");
    }
    if (from == to) {
        throw std::invalid_argument("likely_routes: place " + std::to_string(from) +
                                    " is both origin and destination; a route joins two places");
    }
    LikelyRoutes found;
    const Vertex source = model.vertex(from);
    const Vertex target = model.vertex(to);
    if (source == graph::no_vertex || target == graph::no_vertex || options.k == 0) {
        return found;
    }
    const std::vector<Legs> routes =
        options.order == 1
            ? of_order_1(model, source, target, options.k, control)
            : SecondOrder(model, source, target, options, control).run(found.complete);
    found.routes.reserve(routes.size());
    for (const Legs& legs : routes) {
        found.routes.push_back(described(model, legs, options.order));
    }
    return found;
}

} // namespace sandhan::algorithms
