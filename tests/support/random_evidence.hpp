// SPDX-License-Identifier: Apache-2.0
// Records that edges rest on, at random, and the graph that any number of copies of them gives.
#pragma once

#include "algorithms/hubs/graph_evidence.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <utility>
#include <vector>

namespace sandhan::tests {

/// What each incident says, pair by pair, and what is known without any.
struct EvidenceRecords {
    using Pair = std::pair<graph::Vertex, graph::Vertex>;
    struct Saying {
        std::uint32_t incident = 0;
        Pair pair;
        std::uint32_t kind = 0; ///< of a statement
        double strength = 0.0;
    };
    struct Holding {
        std::uint32_t incident = 0; ///< `incidents`: a list says so
        std::uint32_t thing = 0;
        graph::Vertex holder = 0;
    };
    bool directed = false;
    graph::Vertex vertices = 0;
    std::uint32_t incidents = 0;
    std::vector<Saying> counted, stated;
    std::vector<Holding> holdings;
    std::map<Pair, double> always;
    bool unless_counted = false; ///< of all things
};

/// Strengths are eighths, so that sums are exact in any order.
inline EvidenceRecords random_records(unsigned seed) {
    std::mt19937 random(seed);
    const auto below = [&](std::uint32_t n) { return static_cast<std::uint32_t>(random() % n); };
    EvidenceRecords r;
    r.directed = seed % 2 == 1;
    r.vertices = below(9);
    r.incidents = below(7);
    r.unless_counted = below(2) == 0;
    const auto pair = [&] {
        graph::Vertex a = below(r.vertices);
        graph::Vertex b = below(r.vertices);
        if (a == b) {
            b = (a + 1) % r.vertices;
        }
        return !r.directed && a > b ? std::pair(b, a) : std::pair(a, b);
    };
    if (r.vertices < 2) {
        return r;
    }
    if (r.incidents > 0) {
        for (std::uint32_t i = below(12); i > 0; --i) {
            r.counted.push_back({below(r.incidents), pair(), 0, (1 + below(8)) / 8.0});
        }
        for (std::uint32_t i = below(10); i > 0; --i) {
            r.stated.push_back({below(r.incidents), pair(), below(3), (1 + below(8)) / 8.0});
        }
    }
    if (!r.directed) { // what is shared has no direction
        for (std::uint32_t i = below(12); i > 0; --i) {
            r.holdings.push_back({below(r.incidents + 1), below(3), below(r.vertices)});
        }
    }
    for (std::uint32_t i = below(3); i > 0; --i) {
        r.always[pair()] += (1 + below(8)) / 8.0;
    }
    return r;
}

/// The same as the kernel takes it.
inline algorithms::GraphEvidence evidence_of_records(const EvidenceRecords& r) {
    using Pair = EvidenceRecords::Pair;
    algorithms::GraphEvidence made;
    made.directedness =
        r.directed ? graph::Directedness::directed : graph::Directedness::undirected;
    made.vertices = r.vertices;
    for (std::uint32_t i = 0; i < r.incidents; ++i) {
        made.incidents.push_back(100 + 3 * i);
    }
    std::map<std::pair<std::uint32_t, graph::Vertex>, std::set<std::uint32_t>> tells;
    for (const auto& h : r.holdings) {
        tells[{h.thing, h.holder}].insert(h.incident);
    }
    std::map<std::pair<std::uint32_t, graph::Vertex>, std::uint32_t> holder;
    for (const auto& [who, incidents] : tells) {
        holder.emplace(who, static_cast<std::uint32_t>(holder.size()));
        made.thing_of.push_back(who.first);
        made.always_holds.push_back(incidents.count(r.incidents) > 0 ? 1 : 0);
        for (const auto i : incidents) {
            if (i < r.incidents) {
                made.holder_incidents.values.push_back(i);
            }
        }
        made.holder_incidents.close();
    }
    std::set<Pair> pairs;
    for (const auto* list : {&r.counted, &r.stated}) {
        for (const auto& s : *list) {
            pairs.insert(s.pair);
        }
    }
    for (const auto& [pair, strength] : r.always) {
        pairs.insert(pair);
    }
    for (const auto& [a, x] : holder) {
        for (const auto& [b, y] : holder) {
            if (a.first == b.first && a.second < b.second) {
                pairs.insert({a.second, b.second});
            }
        }
    }
    for (const Pair& pair : pairs) {
        made.edges.push_back({pair.first, pair.second});
        made.always.push_back(r.always.count(pair) > 0 ? r.always.at(pair) : 0.0);
        for (const auto& s : r.counted) {
            if (s.pair == pair) {
                made.counted.values.push_back({s.incident, s.strength});
            }
        }
        for (std::uint32_t kind = 0; kind < 3; ++kind) {
            for (const auto& s : r.stated) {
                if (s.pair == pair && s.kind == kind) {
                    made.stated.values.push_back({kind, s.incident, s.strength});
                }
            }
        }
        for (const auto& [a, x] : holder) {
            const auto b = holder.find({a.first, pair.second});
            if (a.second == pair.first && b != holder.end() && !r.directed) {
                made.shared.values.push_back({x, b->second, r.unless_counted});
            }
        }
        made.counted.close();
        made.stated.close();
        made.shared.close();
    }
    return made;
}

/// The graph of the records with so many copies of each incident, made afresh by saying each.
inline algorithms::SimpleGraph graph_of_records(const EvidenceRecords& r,
                                                const std::vector<std::uint32_t>& copies) {
    using Pair = EvidenceRecords::Pair;
    std::map<Pair, double> strength = r.always;
    std::set<Pair> met;
    for (const auto& s : r.counted) {
        for (std::uint32_t copy = 0; copy < copies[s.incident]; ++copy) {
            strength[s.pair] += s.strength;
            met.insert(s.pair);
        }
    }
    std::map<std::pair<Pair, std::uint32_t>, double> strongest;
    for (const auto& s : r.stated) {
        if (copies[s.incident] > 0) {
            double& best = strongest[{s.pair, s.kind}];
            best = std::max(best, s.strength);
        }
    }
    for (const auto& [what, best] : strongest) {
        strength[what.first] += best;
    }
    std::map<std::uint32_t, std::set<graph::Vertex>> holders;
    for (const auto& h : r.holdings) {
        if (h.incident == r.incidents || copies[h.incident] > 0) {
            holders[h.thing].insert(h.holder);
        }
    }
    for (const auto& [thing, who] : holders) {
        for (const auto a : who) {
            for (const auto b : who) {
                if (a < b && !(r.unless_counted && met.count({a, b}) > 0)) {
                    strength[{a, b}] += 1.0 / (static_cast<double>(who.size()) - 1.0);
                }
            }
        }
    }
    std::vector<graph::VertexPair> edges;
    algorithms::SimpleGraph made;
    for (const auto& [pair, sum] : strength) {
        edges.push_back({pair.first, pair.second});
        made.strength.push_back(sum);
    }
    made.graph = graph::CompressedGraph(r.directed ? graph::Directedness::directed
                                                   : graph::Directedness::undirected,
                                        r.vertices, std::move(edges));
    return made;
}

} // namespace sandhan::tests
