// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/interdiction.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms {
namespace {

using Item = std::uint32_t;

/// What sums in another order may differ by, as a share: below it a bound is reached.
constexpr double same = 1e-9;

void require(bool kept, const std::string& what) {
    if (!kept) {
        throw std::invalid_argument("best_interdictions: " + what);
    }
}

void require_usable(std::span<const WatchedRoute> routes,
                    std::span<const double> cost,
                    std::span<const double> budgets,
                    double detection) {
    // Each test is written so that NaN fails it.
    require(detection > 0.0 && detection <= 1.0,
            "detection " + std::to_string(detection) + "; it must be above 0 and at most 1");
    for (const WatchedRoute& route : routes) {
        require(route.weight >= 0.0 && std::isfinite(route.weight),
                "weight " + std::to_string(route.weight) +
                    " of a route; weights must be finite and >= 0");
        for (const Item i : route.items) {
            require(i < cost.size(), "item " + std::to_string(i) + " has no cost; there are " +
                                         std::to_string(cost.size()));
            require(cost[i] > 0.0 && std::isfinite(cost[i]), "cost " + std::to_string(cost[i]) +
                                                                 " of item " + std::to_string(i) +
                                                                 "; costs must be finite and > 0");
        }
    }
    for (std::size_t b = 0; b < budgets.size(); ++b) {
        require(budgets[b] >= 0.0 && std::isfinite(budgets[b]),
                "budget " + std::to_string(budgets[b]) + "; budgets must be finite and >= 0");
        require(b == 0 || budgets[b - 1] <= budgets[b], "budgets must come in ascending order");
    }
}

/// The routes with those that pass the same items taken together, and which of them pass an item.
struct Routes {
    std::vector<double> weight;
    std::vector<std::vector<std::uint32_t>> of_item; ///< ascending
    std::vector<Item> items;                         ///< that some route with weight passes
    /// Of each item those that cost no more and lie on all of its routes; of items that are alike
    /// in both the ones before it.
    std::vector<std::vector<Item>> better;

    Routes(std::span<const WatchedRoute> routes, std::span<const double> cost) {
        std::map<std::vector<Item>, double> together;
        for (const WatchedRoute& route : routes) {
            std::vector<Item> passed = route.items;
            std::sort(passed.begin(), passed.end());
            passed.erase(std::unique(passed.begin(), passed.end()), passed.end());
            if (!passed.empty() && route.weight > 0.0) {
                together[std::move(passed)] += route.weight;
            }
        }
        of_item.resize(cost.size());
        better.resize(cost.size());
        std::vector<const std::vector<Item>*> passed_by;
        for (const auto& [passed, sum] : together) {
            for (const Item i : passed) {
                of_item[i].push_back(static_cast<std::uint32_t>(weight.size()));
            }
            weight.push_back(sum);
            passed_by.push_back(&passed);
        }
        std::vector<std::uint32_t> met(cost.size(), 0);
        for (Item i = 0; i < cost.size(); ++i) {
            if (of_item[i].empty()) {
                continue;
            }
            items.push_back(i);
            for (const std::uint32_t r : of_item[i]) {
                for (const Item other : *passed_by[r]) {
                    ++met[other];
                }
            }
            for (const Item other : *passed_by[of_item[i].front()]) {
                const bool on_all = met[other] == of_item[i].size() && other != i;
                const bool alike =
                    of_item[other].size() == of_item[i].size() && cost[other] == cost[i];
                if (on_all && cost[other] <= cost[i] && (!alike || other < i)) {
                    better[i].push_back(other);
                }
            }
            for (const std::uint32_t r : of_item[i]) {
                for (const Item other : *passed_by[r]) {
                    met[other] = 0;
                }
            }
        }
    }
};

struct Choice {
    Item item;
    double gain;
    double per_cost;
};

class InterdictionSearch {
  public:
    InterdictionSearch(const Routes& routes,
                       std::span<const double> cost,
                       const InterdictionOptions& options,
                       const graph::RunControl& control)
        : m_routes(routes), m_cost(cost), m_detection(options.detection), m_limit(options.work),
          m_control(control), m_missed(routes.weight), m_excluded(cost.size(), 0),
          m_ceiling(value_of(routes.items)) {}

    InterdictionSet best(double budget, const std::vector<Item>& known) {
        m_best_value = 0.0;
        m_best.clear();
        m_bound_of_rest = 0.0;
        m_work = 0;
        m_nodes = 0;
        m_stopped = false;
        offer(value_of(known), known);
        double bound = std::min(greedy(budget, true), greedy(budget, false));
        bound = std::min(bound, m_ceiling);
        if (m_best_value < bound * (1.0 - same)) {
            std::vector<Choice> all;
            for (const Item i : m_routes.items) {
                all.push_back({i, 0.0, 0.0});
            }
            visit(0.0, budget, all);
            bound = m_stopped ? std::min(bound, m_bound_of_rest) : m_best_value;
        }

        InterdictionSet set;
        set.budget = budget;
        set.items = m_best;
        std::sort(set.items.begin(), set.items.end());
        for (const Item i : set.items) {
            set.cost += m_cost[i];
        }
        set.intercepted = m_best_value;
        set.bound = std::max(bound, m_best_value);
        set.optimal = set.bound - set.intercepted <= same * set.bound;
        set.gap = set.optimal ? 0.0 : (set.bound - set.intercepted) / set.bound;
        set.nodes = m_nodes;
        return set;
    }

  private:
    [[nodiscard]] double gain(Item i) const {
        double missed = 0.0;
        for (const std::uint32_t r : m_routes.of_item[i]) {
            missed += m_missed[r];
        }
        return m_detection * missed;
    }

    void choose(Item i) {
        for (const std::uint32_t r : m_routes.of_item[i]) {
            m_undo.push_back(m_missed[r]);
            m_missed[r] *= 1.0 - m_detection;
        }
        m_chosen.push_back(i);
    }

    /// Sets back what was there: a product divided again would not be the same number.
    void take_back() {
        const auto& passing = m_routes.of_item[m_chosen.back()];
        const std::size_t first = m_undo.size() - passing.size();
        for (std::size_t k = 0; k < passing.size(); ++k) {
            m_missed[passing[k]] = m_undo[first + k];
        }
        m_undo.resize(first);
        m_chosen.pop_back();
    }

    double value_of(const std::vector<Item>& items) {
        double value = 0.0;
        for (const Item i : items) {
            value += gain(i);
            choose(i);
        }
        for (std::size_t k = 0; k < items.size(); ++k) {
            take_back();
        }
        return value;
    }

    void offer(double value, const std::vector<Item>& items) {
        if (value > m_best_value * (1.0 + same)) {
            m_best_value = value;
            m_best = items;
        }
    }

    /// Takes the item with most gain (per cost) that can still be paid, again and again. Returns
    /// what no set within the budget can exceed: what was reached, and the whole budget spent once
    /// more on the gains that are left.
    double greedy(double budget, bool per_cost) {
        double value = 0.0;
        double left = budget;
        std::vector<Choice> rest;
        while (true) {
            m_control.checkpoint();
            const Choice* best = nullptr;
            rest.clear();
            for (const Item i : m_routes.items) {
                const double g = gain(i);
                if (g > 0.0 && m_cost[i] <= budget) {
                    rest.push_back({i, g, g / m_cost[i]});
                }
            }
            for (const Choice& c : rest) {
                const bool taken =
                    std::find(m_chosen.begin(), m_chosen.end(), c.item) != m_chosen.end();
                if (!taken && m_cost[c.item] <= left &&
                    (best == nullptr ||
                     (per_cost ? c.per_cost > best->per_cost : c.gain > best->gain))) {
                    best = &c;
                }
            }
            if (best == nullptr) {
                break;
            }
            value += best->gain;
            left -= m_cost[best->item];
            choose(best->item);
        }
        offer(value, m_chosen);
        std::erase_if(rest, [&](const Choice& c) {
            return std::find(m_chosen.begin(), m_chosen.end(), c.item) != m_chosen.end();
        });
        sort(rest);
        const double bound = value + knapsack(rest, 0, budget);
        while (!m_chosen.empty()) {
            take_back();
        }
        return bound;
    }

    static void sort(std::vector<Choice>& choices) {
        std::sort(choices.begin(), choices.end(), [](const Choice& a, const Choice& b) {
            return a.per_cost != b.per_cost ? a.per_cost > b.per_cost : a.item < b.item;
        });
    }

    /// The most that choices from `first` on can add if parts of them could be bought.
    [[nodiscard]] double
    knapsack(const std::vector<Choice>& choices, std::size_t first, double budget) const {
        double sum = 0.0;
        for (std::size_t i = first; i < choices.size() && budget > 0.0; ++i) {
            const double cost = m_cost[choices[i].item];
            sum += cost <= budget ? choices[i].gain : choices[i].per_cost * budget;
            budget -= cost;
        }
        return sum;
    }

    /// Looks through the sets that hold what is chosen and any of `candidates`.
    void visit(double value, double left, const std::vector<Choice>& candidates) {
        m_control.checkpoint();
        ++m_nodes;
        std::vector<Choice> open;
        for (const Choice& c : candidates) {
            if (m_cost[c.item] <= left && !has_better_excluded(c.item)) {
                const double g = gain(c.item);
                m_work += 1 + m_routes.of_item[c.item].size();
                if (g > 0.0) {
                    open.push_back({c.item, g, g / m_cost[c.item]});
                }
            }
        }
        sort(open);
        std::size_t i = 0;
        for (; i < open.size(); ++i) {
            const double bound = value + knapsack(open, i, left);
            if (bound <= m_best_value * (1.0 + same)) {
                break;
            }
            if (m_stopped || m_work > m_limit) {
                m_stopped = true;
                m_bound_of_rest = std::max(m_bound_of_rest, bound);
                break;
            }
            const Choice& c = open[i];
            if (!has_better_excluded(c.item)) {
                choose(c.item);
                offer(value + c.gain, m_chosen);
                const std::vector<Choice> after(open.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                                                open.end());
                visit(value + c.gain, left - m_cost[c.item], after);
                take_back();
            }
            m_excluded[c.item] = 1;
        }
        while (i > 0) {
            m_excluded[open[--i].item] = 0;
        }
    }

    /// Then a set with this item is no better than the same with that one in its stead, which was
    /// looked at when that one was not excluded.
    [[nodiscard]] bool has_better_excluded(Item i) const {
        const auto& better = m_routes.better[i];
        return std::any_of(better.begin(), better.end(),
                           [&](Item other) { return m_excluded[other] != 0; });
    }

    const Routes& m_routes;
    std::span<const double> m_cost;
    double m_detection;
    std::uint64_t m_limit;
    const graph::RunControl& m_control;
    std::vector<double> m_missed; ///< by route: victims not intercepted yet
    std::vector<unsigned char> m_excluded;
    std::vector<double> m_undo;
    std::vector<Item> m_chosen, m_best;
    double m_ceiling; ///< what all items together intercept
    double m_best_value = 0.0;
    double m_bound_of_rest = 0.0;
    std::uint64_t m_work = 0, m_nodes = 0;
    bool m_stopped = false;
};

} // namespace

double expected_interceptions(std::span<const WatchedRoute> routes,
                              std::span<const Item> chosen,
                              double detection) {
    std::vector<Item> sorted(chosen.begin(), chosen.end());
    std::sort(sorted.begin(), sorted.end());
    double sum = 0.0;
    std::vector<Item> passed;
    for (const WatchedRoute& route : routes) {
        passed.clear();
        for (const Item i : route.items) {
            if (std::binary_search(sorted.begin(), sorted.end(), i) &&
                std::find(passed.begin(), passed.end(), i) == passed.end()) {
                passed.push_back(i);
            }
        }
        sum += route.weight * (1.0 - std::pow(1.0 - detection, static_cast<double>(passed.size())));
    }
    return sum;
}

std::vector<InterdictionSet> best_interdictions(std::span<const WatchedRoute> routes,
                                                std::span<const double> cost,
                                                std::span<const double> budgets,
                                                const InterdictionOptions& options,
                                                const graph::RunControl& control) {
    require_usable(routes, cost, budgets, options.detection);
    const Routes together(routes, cost);
    InterdictionSearch search(together, cost, options, control);
    std::vector<InterdictionSet> sets;
    std::vector<Item> known; // of the budget before: what it could pay this one can
    for (const double budget : budgets) {
        sets.push_back(search.best(budget, known));
        InterdictionSet& set = sets.back();
        known = set.items;
        // By the definition, so that rows do not show the last digits of another order.
        set.intercepted = expected_interceptions(routes, set.items, options.detection);
        set.bound = set.optimal ? set.intercepted : std::max(set.bound, set.intercepted);
        control.report(sets.size(), budgets.size());
    }
    return sets;
}

} // namespace sandhan::algorithms
