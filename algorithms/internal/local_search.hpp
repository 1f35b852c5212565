// SPDX-License-Identifier: Apache-2.0
// Good sets of vertices by greedy choice, exchanges and new starts. Not installed.
#pragma once

#include "algorithms/internal/found_set.hpp"

#include <algorithm>
#include <random>
#include <utility>

namespace sandhan::algorithms::internal {

/// The best set that was met, from a greedy set, from each hint and from the best with half of its
/// members drawn anew. `Space` holds a set and offers:
///   clear(), add(v), drop(v)       change it; only allowed vertices, once each
///   holds(v)
///   Vertex best_addition()         the vertex that adds most, no_vertex when none is left
///   bool prefers(a, b)             of two best_addition()s without b: a adds more than b would
///   std::uint64_t merit()          of the set; more is better
///   std::uint64_t work()           looks at edges so far
template <class Space>
[[nodiscard]] std::vector<graph::Vertex> best_by_exchanges(Space& space, const SetQuestion& asked) {
    using graph::Vertex;
    const auto fill = [&](std::vector<Vertex>& set) {
        while (set.size() < asked.k) {
            asked.control->checkpoint();
            const Vertex v = space.best_addition();
            if (v == graph::no_vertex) {
                break;
            }
            space.add(v);
            set.push_back(v);
        }
    };
    const auto begin_from = [&](const std::vector<Vertex>& hint) {
        space.clear();
        std::vector<Vertex> set;
        for (const Vertex v : hint) {
            if (set.size() < asked.k && asked.allowed[v] != 0 && !space.holds(v)) {
                space.add(v);
                set.push_back(v);
            }
        }
        fill(set);
        return set;
    };
    const auto exchange = [&](std::vector<Vertex>& set) {
        bool better = asked.k > 1; // a greedy set of one is best
        while (better) {
            better = false;
            for (Vertex& member : set) {
                asked.control->checkpoint();
                if (space.work() > asked.local_work) {
                    return;
                }
                space.drop(member);
                const Vertex other = space.best_addition();
                if (other != graph::no_vertex && space.prefers(other, member)) {
                    member = other;
                    better = true;
                }
                space.add(member);
            }
        }
    };

    std::vector<Vertex> best = begin_from({});
    exchange(best);
    std::uint64_t best_merit = space.merit();
    const auto offer = [&](std::vector<Vertex> set) {
        exchange(set);
        const std::uint64_t merit = space.merit();
        if (merit > best_merit) {
            best_merit = merit;
            best = std::move(set);
        }
    };
    if (asked.k < 2 || best.size() < asked.k) {
        return best;
    }
    for (const auto& hint : asked.hints) {
        if (space.work() <= asked.local_work) {
            offer(begin_from(hint));
        }
    }
    std::mt19937_64 random(asked.seed);
    std::vector<Vertex> open;
    for (Vertex v = 0; v < asked.allowed.size(); ++v) {
        if (asked.allowed[v] != 0) {
            open.push_back(v);
        }
    }
    for (std::uint32_t i = 0; i < asked.restarts && space.work() <= asked.local_work; ++i) {
        std::vector<Vertex> kept = best;
        for (std::size_t dropped = (asked.k + 1) / 2; dropped > 0; --dropped) {
            std::swap(kept[random() % kept.size()], kept.back());
            kept.pop_back();
        }
        kept.push_back(open[random() % open.size()]);
        offer(begin_from(kept));
    }
    return best;
}

} // namespace sandhan::algorithms::internal
