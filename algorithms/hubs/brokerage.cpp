// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/brokerage.hpp"

#include "algorithms/internal/groups.hpp"
#include "algorithms/internal/requirements.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <map>
#include <queue>
#include <utility>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

using Count = std::uint64_t;
using Group = std::uint32_t; // dense, or internal::outside

constexpr std::size_t at(BrokerRole role) { return static_cast<std::size_t>(role); }

/// Paths a -> b -> c with a in one group and c in another that are closed by an edge, or by a = c.
struct ClosedPaths {
    Group from;
    Group to;
    Count count;
};

struct BrokerScratch {
    std::vector<std::uint8_t> follows; // by vertex: whether the broker has an edge to it
    std::vector<Count> out;            // by group: edges of the broker to it
    std::vector<Group> out_groups;     // that have any, ascending
    std::vector<std::pair<Group, Vertex>> in;
    std::vector<Count> closed; // by group
    std::vector<Group> closed_groups;
    std::vector<ClosedPaths> closed_liaisons;              // ascending by both groups
    std::vector<std::pair<Group, Count>> sources, targets; // of liaisons

    BrokerScratch(Vertex n, std::size_t groups) : follows(n), out(groups), closed(groups) {}
};

/// One candidate for the pair of groups with most paths, closed ones not yet taken off.
struct Product {
    Count paths;
    std::size_t source; // positions in BrokerScratch
    std::size_t target;
};

class BrokerCounter {
  public:
    BrokerCounter(const graph::CompressedGraph& g,
                  const internal::DenseGroups& groups,
                  Brokerage& result)
        : m_g(g), m_groups(groups), m_result(result) {}

    void count(Vertex b, BrokerScratch& s) const {
        const Group own = m_groups.of[b];
        if (own == internal::outside) {
            return;
        }
        const Count out_total = read_rows(b, s);
        ByBrokerRole<Count> found{};
        s.sources.clear();
        s.closed_liaisons.clear();
        for (std::size_t first = 0; first < s.in.size();) {
            const Group from = s.in[first].first;
            std::size_t last = first;
            for (; last < s.in.size() && s.in[last].first == from; ++last) {
                count_closed(b, s.in[last].second, s);
            }
            const Count in = last - first;
            first = last;
            add_paths(b, own, from, in, out_total, found, s);
        }
        if (!m_g.is_directed()) {
            // Every path was met from both of its ends.
            for (const auto role :
                 {BrokerRole::coordinator, BrokerRole::itinerant, BrokerRole::liaison}) {
                found[at(role)] /= 2;
            }
        }
        found[at(BrokerRole::total)] =
            found[at(BrokerRole::coordinator)] + found[at(BrokerRole::itinerant)] +
            found[at(BrokerRole::gatekeeper)] + found[at(BrokerRole::liaison)] +
            (m_g.is_directed() ? found[at(BrokerRole::representative)] : 0);
        m_result.count[b] = found;
        m_result.liaison_between[b] = most_liaisons(own, s);
        forget_rows(b, s);
    }

  private:
    /// Fills what the broker's rows say; returns how many edges lead to vertices with a group.
    Count read_rows(Vertex b, BrokerScratch& s) const {
        Count total = 0;
        s.out_groups.clear();
        for (const Vertex c : m_g.out_neighbours(b)) {
            s.follows[c] = 1;
            const Group group = m_groups.of[c];
            if (group != internal::outside) {
                if (s.out[group]++ == 0) {
                    s.out_groups.push_back(group);
                }
                ++total;
            }
        }
        std::sort(s.out_groups.begin(), s.out_groups.end());
        s.in.clear();
        for (const Vertex a : m_g.in_neighbours(b)) {
            if (m_groups.of[a] != internal::outside) {
                s.in.emplace_back(m_groups.of[a], a);
            }
        }
        std::sort(s.in.begin(), s.in.end());
        return total;
    }

    void forget_rows(Vertex b, BrokerScratch& s) const {
        for (const Vertex c : m_g.out_neighbours(b)) {
            s.follows[c] = 0;
        }
        for (const Group group : s.out_groups) {
            s.out[group] = 0;
        }
    }

    /// Adds, by the group of c, the paths a -> b -> c that are not open.
    void count_closed(Vertex b, Vertex a, BrokerScratch& s) const {
        const auto close = [&](Vertex c) {
            const Group group = m_groups.of[c];
            if (group != internal::outside && s.closed[group]++ == 0) {
                s.closed_groups.push_back(group);
            }
        };
        if (s.follows[a] != 0) {
            close(a);
        }
        const auto row = m_g.out_neighbours(a);
        const auto targets = m_g.out_neighbours(b);
        // A step of a binary search misses the cache where a scan does not: a row has to be a good
        // deal longer before looking things up in it pays.
        constexpr std::size_t longer = 8;
        if (row.size() / longer <= targets.size()) {
            for (const Vertex c : row) {
                if (s.follows[c] != 0) {
                    close(c);
                }
            }
            return;
        }
        auto from = row.begin();
        for (const Vertex c : targets) {
            from = std::lower_bound(from, row.end(), c);
            if (from == row.end()) {
                return;
            }
            if (*from == c) {
                close(c);
            }
        }
    }

    /// Adds the open paths that come to b from `in` vertices of a group, and forgets s.closed.
    void add_paths(Vertex b,
                   Group own,
                   Group from,
                   Count in,
                   Count out_total,
                   ByBrokerRole<Count>& found,
                   BrokerScratch& s) const {
        const Count out_own = s.out[own];
        const Count into_own = in * out_own - s.closed[own];
        Count elsewhere = in * (out_total - out_own);
        for (const Group to : s.closed_groups) {
            elsewhere -= to == own ? 0 : s.closed[to];
        }
        if (from == own) {
            found[at(BrokerRole::coordinator)] += into_own;
            found[at(BrokerRole::representative)] += elsewhere;
            for (const Group to : s.out_groups) {
                if (to != own) {
                    keep_most(m_result.representative_to[b], to, in * s.out[to] - s.closed[to]);
                }
            }
        } else {
            found[at(BrokerRole::gatekeeper)] += into_own;
            keep_most(m_result.gatekeeper_from[b], from, into_own);
            const Count back = in * s.out[from] - s.closed[from];
            found[at(BrokerRole::itinerant)] += back;
            found[at(BrokerRole::liaison)] += elsewhere - back;
            s.sources.emplace_back(from, in);
            std::sort(s.closed_groups.begin(), s.closed_groups.end());
            for (const Group to : s.closed_groups) {
                if (to != own && to != from) {
                    s.closed_liaisons.push_back({from, to, s.closed[to]});
                }
            }
        }
        for (const Group to : s.closed_groups) {
            s.closed[to] = 0;
        }
        s.closed_groups.clear();
    }

    /// Groups come in ascending order, so the lowest of several stays.
    void keep_most(Gate& gate, Group group, Count count) const {
        if (count > gate.count) {
            gate = {m_groups.name[group], count};
        }
    }

    /// The pairs of groups by falling product of edges in and out, equal ones by their numbers,
    /// until the next product cannot beat what is left of an earlier one. At most one product more
    /// is looked at than there are pairs with a closed path, or of a group with itself.
    [[nodiscard]] LiaisonGate most_liaisons(Group own, BrokerScratch& s) const {
        s.targets.clear();
        for (const Group to : s.out_groups) {
            if (to != own) {
                s.targets.emplace_back(to, s.out[to]);
            }
        }
        LiaisonGate best;
        if (s.sources.empty() || s.targets.empty()) {
            return best;
        }
        std::stable_sort(s.targets.begin(), s.targets.end(),
                         [](const auto& x, const auto& y) { return x.second > y.second; });
        const auto later = [](const Product& x, const Product& y) {
            return x.paths != y.paths     ? x.paths < y.paths
                   : x.source != y.source ? x.source > y.source
                                          : x.target > y.target;
        };
        std::priority_queue<Product, std::vector<Product>, decltype(later)> next(later);
        for (std::size_t i = 0; i < s.sources.size(); ++i) {
            next.push({s.sources[i].second * s.targets.front().second, i, 0});
        }
        const auto names = [](const ClosedPaths& p) { return std::pair(p.from, p.to); };
        while (!next.empty() && next.top().paths >= std::max<Count>(best.count, 1)) {
            const Product product = next.top();
            next.pop();
            if (product.target + 1 < s.targets.size()) {
                next.push({s.sources[product.source].second * s.targets[product.target + 1].second,
                           product.source, product.target + 1});
            }
            const std::pair pair(s.sources[product.source].first, s.targets[product.target].first);
            if (pair.first == pair.second || (!m_g.is_directed() && pair.first > pair.second)) {
                continue;
            }
            const auto closed = std::lower_bound(
                s.closed_liaisons.begin(), s.closed_liaisons.end(), pair,
                [&](const ClosedPaths& p, const auto& wanted) { return names(p) < wanted; });
            const bool known = closed != s.closed_liaisons.end() && names(*closed) == pair;
            const LiaisonGate gate{m_groups.name[pair.first], m_groups.name[pair.second],
                                   product.paths - (known ? closed->count : 0)};
            if (gate.count > best.count ||
                (gate.count == best.count && gate.count != 0 &&
                 std::pair(gate.from, gate.to) < std::pair(best.from, best.to))) {
                best = gate;
            }
            if (!known) {
                break;
            }
        }
        return best;
    }

    const graph::CompressedGraph& m_g;
    const internal::DenseGroups& m_groups;
    Brokerage& m_result;
};

/// Edges between vertices that have a group, over the pairs that there are.
double density_within(const graph::CompressedGraph& g, const internal::DenseGroups& groups) {
    if (groups.grouped < 2) {
        return 0.0;
    }
    Count edges = 0;
    for (const auto [s, t] : g.edges()) {
        edges += groups.of[s] != internal::outside && groups.of[t] != internal::outside ? 1U : 0U;
    }
    const double n = groups.grouped;
    return static_cast<double>(edges) * (g.is_directed() ? 1.0 : 2.0) / (n * (n - 1.0));
}

/// How many paths there could be in a role, and how many ordered pairs of two such paths share
/// just one edge.
struct PossiblePaths {
    double paths = 0.0;
    double sharing = 0.0;
};

/// Of a directed graph of n vertices in groups of these sizes (`sizes`: how many of each), for a
/// broker whose group has `own` members.
ByBrokerRole<PossiblePaths>
possible_paths(double n, double own, const std::map<Vertex, double>& sizes) {
    ByBrokerRole<PossiblePaths> possible;
    const double same = own - 1.0;
    const double others = n - own;
    possible[at(BrokerRole::coordinator)] = {same * (same - 1.0),
                                             2.0 * same * (same - 1.0) * (same - 2.0)};
    possible[at(BrokerRole::gatekeeper)] = {same * others,
                                            same * others * (others - 1.0 + same - 1.0)};
    possible[at(BrokerRole::representative)] = possible[at(BrokerRole::gatekeeper)];
    possible[at(BrokerRole::total)] = {(n - 1.0) * (n - 2.0),
                                       2.0 * (n - 1.0) * (n - 2.0) * (n - 3.0)};
    auto& itinerant = possible[at(BrokerRole::itinerant)];
    auto& liaison = possible[at(BrokerRole::liaison)];
    for (const auto& [members, of_this_size] : sizes) {
        const double size = members;
        const double groups = of_this_size - (size == own ? 1.0 : 0.0);
        const double third = others - size; // who is of neither group
        itinerant.paths += groups * size * (size - 1.0);
        itinerant.sharing += groups * 2.0 * size * (size - 1.0) * (size - 2.0);
        if (groups > 0.0) {
            liaison.paths += groups * size * third;
            liaison.sharing += groups * 2.0 * size * third * (third - 1.0);
        }
    }
    return possible;
}

/// Each path is open with probability p = d^2 (1-d): both edges there, the third not. Two paths
/// that share an edge are open together with probability d^3 (1-d)^2, which is p^2 and d^3 (1-d)^3
/// more; others are independent.
void fill_chance(const internal::DenseGroups& groups, Brokerage& result) {
    std::map<Vertex, double> sizes;
    for (const Vertex size : groups.size) {
        sizes[size] += 1.0;
    }
    const double d = result.density;
    const double open = d * d * (1.0 - d);
    const double together = d * d * d * (1.0 - d) * (1.0 - d) * (1.0 - d);
    std::map<Vertex, ByBrokerRole<BrokerageChance>> by_size;
    for (const auto& [members, groups_of_it] : sizes) {
        const auto possible = possible_paths(groups.grouped, members, sizes);
        for (std::size_t role = 0; role < broker_roles; ++role) {
            const bool once = role == at(BrokerRole::gatekeeper) ||
                              role == at(BrokerRole::representative) || result.directed;
            const double share = once ? 1.0 : 0.5;
            // Not -0 where no path is possible.
            const double paths = std::max(0.0, share * possible[role].paths);
            by_size[members][role] = {paths * open,
                                      paths * open * (1.0 - open) +
                                          std::max(0.0, share * possible[role].sharing) * together};
        }
    }
    result.chance.reserve(groups.size.size());
    for (const Vertex size : groups.size) {
        result.chance.push_back(by_size[size]);
    }
}

} // namespace

std::string_view name_of(BrokerRole role) {
    constexpr ByBrokerRole<std::string_view> names{"coordinator",    "itinerant", "gatekeeper",
                                                   "representative", "liaison",   "total"};
    return names[at(role)];
}

BrokerageChance Brokerage::chance_of(Vertex v, BrokerRole role) const {
    return position[v] == no_group ? BrokerageChance{} : chance[position[v]][at(role)];
}

std::optional<double> Brokerage::z(Vertex v, BrokerRole role) const {
    const BrokerageChance by_chance = chance_of(v, role);
    if (!(by_chance.variance > 0.0)) {
        return std::nullopt;
    }
    return (static_cast<double>(of(v, role)) - by_chance.expected) / std::sqrt(by_chance.variance);
}

Brokerage brokerage(const graph::CompressedGraph& g,
                    std::span<const std::uint32_t> group,
                    const graph::RunControl& control) {
    internal::require_simple(g, "brokerage");
    const internal::DenseGroups groups = internal::dense_groups(g, group, "brokerage");
    const Vertex n = g.vertex_count();

    Brokerage result;
    result.count.resize(n);
    result.gatekeeper_from.resize(n);
    result.representative_to.resize(n);
    result.liaison_between.resize(n);
    result.directed = g.is_directed();
    result.groups = groups.name;
    result.size = groups.size;
    result.position = groups.of;
    result.left_out = n - groups.grouped;
    result.density = density_within(g, groups);
    fill_chance(groups, result);

    const BrokerCounter counter(g, groups, result);
    tbb::enumerable_thread_specific<BrokerScratch> scratch(
        [&] { return BrokerScratch(n, groups.name.size()); });
    std::atomic<std::uint64_t> done = 0;
    tbb::parallel_for(Vertex{0}, n, [&](Vertex v) {
        control.checkpoint();
        counter.count(v, scratch.local());
        control.report(++done, n);
    });
    return result;
}

ByBrokerRole<double> relabelled_expectation(const Brokerage& found, Vertex v) {
    ByBrokerRole<double> mean{};
    if (found.position[v] == no_group || found.of(v, BrokerRole::total) == 0) {
        return mean;
    }
    const double own = found.size[found.position[v]];
    double n = 0.0;
    double pairs_of_one = 0.0; // ordered, of another group than the broker's
    for (const Vertex size : found.size) {
        n += size;
        pairs_of_one += static_cast<double>(size) * (size - 1.0);
    }
    pairs_of_one -= own * (own - 1.0);
    const double share = static_cast<double>(found.of(v, BrokerRole::total)) /
                         ((n - 1.0) * (n - 2.0)); // n > 2, as there is a path
    const double gates = (own - 1.0) * (n - own) * (found.directed ? 1.0 : 2.0);
    mean[at(BrokerRole::coordinator)] = std::max(0.0, share * (own - 1.0) * (own - 2.0));
    mean[at(BrokerRole::itinerant)] = share * pairs_of_one;
    mean[at(BrokerRole::gatekeeper)] = share * gates;
    mean[at(BrokerRole::representative)] = share * gates;
    mean[at(BrokerRole::liaison)] = share * ((n - own) * (n - own) - (n - own) - pairs_of_one);
    mean[at(BrokerRole::total)] = static_cast<double>(found.of(v, BrokerRole::total));
    return mean;
}

} // namespace sandhan::algorithms
