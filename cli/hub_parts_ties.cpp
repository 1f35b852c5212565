// SPDX-License-Identifier: Apache-2.0
// Degrees and strengths by tie; and the measures that a walk along the ties makes.
#include "algorithms/hubs/degree.hpp"
#include "algorithms/hubs/walk_parts.hpp"
#include "cli/hub_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandhan::cli {

using algorithms::Measure;
using graph::Vertex;

namespace {

/// How a measure of walks is told.
struct WalkWords {
    std::string reason; ///< of a neighbour's part
    std::string nobody; ///< where no neighbour gives it anything
    bool leads_to_it;   ///< the neighbours are those that lead to it
};

/// A neighbour's part and how it comes about.
struct GivenBy {
    Vertex neighbour;
    double amount;
    std::string detail;
};

Explained by_givers(const HubSubject& s,
                    const std::vector<GivenBy>& givers,
                    double own,
                    double value,
                    const WalkWords& words) {
    Explained e;
    double given = 0.0;
    std::size_t giving = 0;
    for (const auto& [neighbour, amount, detail] : givers) {
        given += amount;
        giving += amount > 0.0 ? 1U : 0U;
        const Vertex from = words.leads_to_it ? neighbour : s.v;
        const Vertex to = words.leads_to_it ? s.v : neighbour;
        e.parts.push_back({words.reason, from, to, amount, share_of(amount, value),
                           detail.empty() ? io::Value() : io::Value(detail),
                           evidence_between(*s.g, from, to)});
    }
    if (own > 0.0) {
        e.parts.push_back(
            {"as everyone", graph::no_vertex, graph::no_vertex, own, share_of(own, value), {}, {}});
    }
    e.sentence = giving == 0 ? words.nobody
                             : fmt::format("{} of it comes by {}, most by {} ({}).",
                                           share_text(given, value), counted(giving, "neighbour"),
                                           label_of(*s.g, givers.front().neighbour),
                                           share_text(givers.front().amount, value));
    return e;
}

/// "its own score 0.1234 x strength 3 / 2.4142".
std::string own_score(const HubSubject& s, const char* what, double score, Vertex from, Vertex to) {
    std::string text = fmt::format("its own {} {:.4g}", what, score);
    if (s.weighted()) {
        text += fmt::format(" x strength {:.4g}", s.strength_between(from, to));
    }
    return text;
}

Explained by_pagerank(const HubSubject& s) {
    algorithms::PageRankOptions options;
    options.teleport = s.restart;
    const auto ranks =
        algorithms::pagerank(s.simple.graph, s.walk_strength(), options, s.control());
    const auto reasons =
        algorithms::explain_pagerank(s.simple.graph, ranks.score, s.v, s.walk_strength(), options);
    const double score = ranks.score[s.v];
    Explained e;
    const auto leaving =
        algorithms::strength(s.simple.graph, s.walk_strength(), algorithms::Direction::out);
    double passed_on = 0.0;
    for (const auto& [neighbour, amount] : reasons.in) {
        passed_on += amount;
        e.parts.push_back(
            {"passed on", neighbour, s.v, amount, share_of(amount, score),
             own_score(s, "score", ranks.score[neighbour], neighbour, s.v) +
                 fmt::format(" / {:.4g} going out x {:.4g}", leaving[neighbour], options.damping),
             evidence_between(*s.g, neighbour, s.v)});
    }
    const double jumps = reasons.restart + reasons.dangling;
    e.parts.push_back(
        {"as everyone", graph::no_vertex, graph::no_vertex, jumps, share_of(jumps, score), {}, {}});
    e.sentence = reasons.in.empty() ? std::string("Nobody leads to it: it has what everyone has.")
                                    : fmt::format("{} of it is passed on by {}, most by {} ({}).",
                                                  share_text(passed_on, score),
                                                  counted(reasons.in.size(), "neighbour"),
                                                  label_of(*s.g, reasons.in.front().neighbour),
                                                  share_text(reasons.in.front().amount, score));
    return e;
}

Explained by_eigenvector(const HubSubject& s, double value) {
    const auto found = algorithms::eigenvector(s.simple.graph, s.walk_strength(), {}, s.control());
    const auto parts =
        algorithms::explain_eigenvector(s.simple.graph, found, s.v, s.walk_strength());
    std::vector<GivenBy> givers;
    for (const auto& [u, amount] : parts.neighbours) {
        givers.push_back({u, amount,
                          own_score(s, "score", found.score[u], u, s.v) +
                              fmt::format(" / {:.4f}", found.eigenvalue)});
    }
    Explained e = by_givers(s, givers, parts.own, value,
                            {"passed on",
                             parts.own > 0.0  ? "Nobody is tied with anybody: all have the same."
                             : givers.empty() ? "Nobody leads to it."
                                              : "Nobody who leads to it has a score.",
                             true});
    if (value > 0.0 && parts.own == 0.0) {
        e.sentence += fmt::format(" Each passes on its own score divided by {:.4f}, the same for "
                                  "all.",
                                  found.eigenvalue);
    }
    return e;
}

Explained by_katz(const HubSubject& s, double value) {
    const auto found = algorithms::katz(s.simple.graph, s.walk_strength(), {}, s.control());
    const auto parts = algorithms::explain_katz(s.simple.graph, found, s.v, s.walk_strength());
    std::vector<GivenBy> givers;
    for (const auto& [u, amount] : parts.neighbours) {
        givers.push_back({u, amount,
                          own_score(s, "score", found.score[u], u, s.v) +
                              fmt::format(" x {:.4g}", found.attenuation)});
    }
    Explained e = by_givers(s, givers, parts.own, value,
                            {"passed on", "Nobody leads to it: it has what everyone has.", true});
    if (!givers.empty()) {
        e.sentence += fmt::format(" Each passes on {:.4g} of its own score{}; everyone begins with "
                                  "{:.4f}.",
                                  found.attenuation,
                                  s.weighted() ? " for each unit of strength" : "", parts.own);
    }
    return e;
}

Explained by_hits(const HubSubject& s, bool hub, double value) {
    const auto found = algorithms::hits(s.simple.graph, s.walk_strength(), {}, s.control());
    const auto parts =
        hub ? algorithms::explain_hub(s.simple.graph, found, s.v, s.walk_strength())
            : algorithms::explain_authority(s.simple.graph, found, s.v, s.walk_strength());
    const auto& other = hub ? found.authority : found.hub;
    const char* const what = !s.directed() ? "score"
                             : hub         ? "score as an authority"
                                           : "score as a hub";
    std::vector<GivenBy> givers;
    for (const auto& [u, amount] : parts.neighbours) {
        givers.push_back({u, amount, own_score(s, what, other[u], hub ? s.v : u, hub ? u : s.v)});
    }
    WalkWords words;
    words.leads_to_it = !hub;
    words.reason = !s.directed() ? "tied with" : hub ? "points to" : "pointed to by";
    words.nobody = parts.own > 0.0  ? "Nobody is tied with anybody: all have the same."
                   : givers.empty() ? (hub ? "It leads to nobody." : "Nobody leads to it.")
                   : hub            ? "It leads to nobody whom good hubs lead to."
                                    : "Nobody leads to it who leads to good authorities.";
    Explained e = by_givers(s, givers, parts.own, value, words);
    if (value > 0.0 && parts.own == 0.0) {
        e.sentence += s.directed()
                          ? (hub ? " It counts as a hub for as much as those it points to count as "
                                   "authorities."
                                 : " It counts as an authority for as much as those that point to "
                                   "it count as hubs.")
                          : " It counts for as much as its neighbours count together.";
    }
    return e;
}

} // namespace

Explained explain_by_ties(const HubSubject& s, bool strong, bool in, bool out) {
    Explained e;
    std::vector<std::pair<double, HubPart>> ties;
    double total = 0.0;
    const auto add = [&](const std::string& reason, std::span<const Vertex> neighbours,
                         std::span<const graph::Edge> edges, bool comes) {
        for (std::size_t i = 0; i < neighbours.size(); ++i) {
            const Vertex from = comes ? neighbours[i] : s.v;
            const Vertex to = comes ? s.v : neighbours[i];
            const double amount = strong ? s.simple.strength[edges[i]] : 1.0;
            total += amount;
            ties.push_back(
                {amount, {reason, from, to, amount, {}, {}, evidence_between(*s.g, from, to)}});
        }
    };
    const graph::CompressedGraph& g = s.simple.graph;
    if (s.directed() && in) {
        add("comes from", g.in_neighbours(s.v), g.in_edges(s.v), true);
    }
    if (!s.directed() || out) {
        add(s.directed() ? "goes to" : "tied with", g.out_neighbours(s.v), g.out_edges(s.v), false);
    }
    std::stable_sort(ties.begin(), ties.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& [amount, part] : ties) {
        part.share = share_of(amount, total);
        e.parts.push_back(std::move(part));
    }
    if (ties.empty()) {
        e.sentence = "It is tied with nobody.";
    } else if (strong) {
        const HubPart& first = e.parts.front();
        e.sentence =
            fmt::format("Its strongest tie, with {}, is {} of all that rests on its {}.",
                        label_of(*s.g, first.from == s.v ? first.to : first.from),
                        share_text(ties.front().first, total), counted(ties.size(), "tie"));
    } else {
        e.sentence = fmt::format("It has {}.", counted(ties.size(), "tie"));
    }
    return e;
}

Explained explain_by_walks(const HubSubject& s, Measure measure, double value) {
    switch (measure) {
    case Measure::eigenvector:
        return by_eigenvector(s, value);
    case Measure::katz:
        return by_katz(s, value);
    case Measure::hub:
    case Measure::authority:
        return by_hits(s, measure == Measure::hub, value);
    default:
        return by_pagerank(s);
    }
}

} // namespace sandhan::cli
