// SPDX-License-Identifier: Apache-2.0
// Betweenness by the pairs, neighbours and corridors that pass; closeness, harmonic centrality and
// eccentricity by distance.
#include "algorithms/hubs/distance_parts.hpp"
#include "cli/hub_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandhan::cli {

using algorithms::Measure;
using graph::Vertex;

namespace {

constexpr std::size_t most_listed = 100; // pairs, distances and steps that are listed one by one

Vertex vertex_of(const HubGraph& g, graph::PlaceIndex place) {
    for (Vertex v = 0; v < g.movement->vertex_count(); ++v) {
        if (g.movement->place(v) == place) {
            return v;
        }
    }
    return graph::no_vertex;
}

/// Journeys that were seen to pass, by where they began and ended.
void add_corridors(const HubSubject& s, Explained& e) {
    if (!s.g->movement) {
        return;
    }
    std::vector<HubPart> corridors;
    for (const auto& [ends, incidents] : s.balance.corridors) {
        corridors.push_back({"journeys seen",
                             vertex_of(*s.g, ends.first),
                             vertex_of(*s.g, ends.second),
                             static_cast<std::uint64_t>(incidents.size()),
                             {},
                             {},
                             evidence_list(s.g->cases->store, incidents)});
    }
    std::stable_sort(corridors.begin(), corridors.end(), [](const HubPart& a, const HubPart& b) {
        return *a.amount.get<std::int64_t>() > *b.amount.get<std::int64_t>();
    });
    if (!s.balance.passed.empty()) {
        e.sentence += fmt::format(" {} did pass through it, on {}.",
                                  counted(s.balance.passed.size(), "journey"),
                                  counted(corridors.size(), "corridor"));
    }
    e.parts.insert(e.parts.end(), corridors.begin(), corridors.end());
}

/// A distance in words: "2 steps"; weighted, "0.5".
std::string distance_text(const HubSubject& s, double distance) {
    return s.weighted() ? fmt::format("{:.6g}", distance)
                        : counted(static_cast<std::uint64_t>(distance), "step");
}

/// What the shells add up to.
struct ShellSums {
    std::uint64_t reaching = 0;
    double total = 0.0;
};

void add_shells(const HubSubject& s,
                const algorithms::DistanceReasons& reasons,
                Measure measure,
                double value,
                const ShellSums& sums,
                Explained& e) {
    const double others = std::max(1.0, s.simple.graph.vertex_count() - 1.0);
    const double divided =
        s.options->measure.normalised && measure == Measure::harmonic ? others : 1.0;
    const bool harmonic = measure == Measure::harmonic;
    const double whole = harmonic ? value : sums.total;
    const auto adds = [&](const algorithms::DistanceShell& shell) {
        return harmonic ? shell.count / shell.distance / divided : shell.count * shell.distance;
    };
    const std::size_t listed = std::min(most_listed, reasons.shells.size());
    std::uint64_t told = 0;
    for (std::size_t i = 0; i < listed; ++i) {
        const auto& shell = reasons.shells[i];
        told += shell.count;
        e.parts.push_back(
            {s.weighted() ? "at distance " + distance_text(s, shell.distance)
                          : distance_text(s, shell.distance) + " away",
             graph::no_vertex,
             graph::no_vertex,
             std::uint64_t{shell.count},
             share_of(adds(shell), whole),
             fmt::format("{} x {}{:.6g}{}", shell.count, harmonic ? "1/" : "", shell.distance,
                         divided != 1.0 ? fmt::format(" / {}", divided) : ""),
             {}});
    }
    if (listed < reasons.shells.size()) {
        double rest = 0.0;
        for (std::size_t i = listed; i < reasons.shells.size(); ++i) {
            rest += adds(reasons.shells[i]);
        }
        e.parts.push_back({"farther",
                           graph::no_vertex,
                           graph::no_vertex,
                           sums.reaching - told,
                           share_of(rest, whole),
                           {},
                           {}});
    }
}

void add_way(const HubSubject& s, const algorithms::DistanceReasons& reasons, Explained& e) {
    const auto& way = reasons.way;
    const double whole = reasons.shells.back().distance;
    const std::size_t steps = way.size() - 1;
    const std::size_t listed = std::min(most_listed, steps);
    const auto length = [&](std::size_t i) {
        return s.weighted() ? 1.0 / s.strength_between(way[i], way[i + 1]) : 1.0;
    };
    for (std::size_t i = 0; i < listed; ++i) {
        e.parts.push_back({"on the way from the farthest",
                           way[i],
                           way[i + 1],
                           length(i),
                           share_of(length(i), whole),
                           {},
                           evidence_between(*s.g, way[i], way[i + 1])});
    }
    if (listed < steps) {
        double rest = 0.0;
        for (std::size_t i = listed; i < steps; ++i) {
            rest += length(i);
        }
        e.parts.push_back({"the rest of the way",
                           way[listed],
                           s.v,
                           rest,
                           share_of(rest, whole),
                           counted(steps - listed, "more step"),
                           {}});
    }
}

std::string distance_sentence(const HubSubject& s,
                              const algorithms::DistanceReasons& reasons,
                              Measure measure,
                              const ShellSums& sums) {
    if (reasons.shells.empty()) {
        return "Nothing reaches it.";
    }
    const auto others = s.simple.graph.vertex_count() - 1;
    if (measure == Measure::eccentricity) {
        const auto as_far = reasons.farthest.size() - 1;
        std::string text = fmt::format(
            "Of the {} of {} others that reach it the farthest is {}, {} away{}", sums.reaching,
            others, label_of(*s.g, reasons.farthest.front()),
            distance_text(s, reasons.shells.back().distance),
            as_far == 0 ? std::string(".")
                        : fmt::format("; {} more {} as far.", as_far, as_far == 1 ? "is" : "are"));
        if (reasons.way.size() > 2) {
            const std::span<const Vertex> between(reasons.way.data() + 1, reasons.way.size() - 2);
            text += fmt::format(" A shortest way from there goes by {}.",
                                listed(*s.g, between, between.size()));
        }
        return text;
    }
    const std::string first =
        s.weighted()
            ? fmt::format("the nearest at {}", distance_text(s, reasons.shells.front().distance))
            : fmt::format("{} in one step", reasons.shells.front().count);
    std::string text =
        fmt::format("{} of {} others {} it, {}, the farthest {} {}.", sums.reaching, others,
                    sums.reaching == 1 ? "reaches" : "reach", first, s.weighted() ? "at" : "in",
                    s.weighted() ? distance_text(s, reasons.shells.back().distance)
                                 : std::to_string(reasons.shells.size()));
    if (measure == Measure::closeness || measure == Measure::closeness_classic) {
        text += fmt::format(
            " {:.6g} {} in all: {} / {:.6g}{}.", sums.total, s.weighted() ? "of distance" : "steps",
            sums.reaching, sums.total,
            measure == Measure::closeness
                ? fmt::format(", times the {} of {} that reach it", sums.reaching, others)
                : "");
    }
    return text;
}

} // namespace

Explained explain_by_paths(const HubSubject& s) {
    const auto reasons =
        algorithms::explain_betweenness(s.simple.graph, s.v, most_listed, s.cost(), s.control());
    Explained e;
    if (reasons.pairs == 0) {
        e.sentence = "No shortest path between two others passes through it.";
    } else {
        e.sentence = fmt::format(
            "{} of others {} a shortest path through it; {} of them {} no other as short.",
            counted(reasons.pairs, "pair"), reasons.pairs == 1 ? "has" : "have", reasons.wholly,
            reasons.wholly == 1 ? "has" : "have");
    }
    const double score = reasons.score;
    for (const auto& [neighbour, amount] : reasons.in) {
        e.parts.push_back({s.directed() ? "paths come by" : "paths use",
                           neighbour,
                           s.v,
                           amount,
                           share_of(amount, score),
                           {},
                           evidence_between(*s.g, neighbour, s.v)});
    }
    for (const auto& [neighbour, amount] : reasons.out) {
        e.parts.push_back({"paths go by",
                           s.v,
                           neighbour,
                           amount,
                           share_of(amount, score),
                           {},
                           evidence_between(*s.g, s.v, neighbour)});
    }
    add_corridors(s, e);
    for (const auto& pair : reasons.top) {
        e.parts.push_back(
            {"pair", pair.source, pair.target, pair.share, share_of(pair.share, score), {}, {}});
    }
    return e;
}

Explained explain_by_distances(const HubSubject& s, Measure measure, double value) {
    const auto reasons = algorithms::explain_distances(s.simple.graph, s.v, s.cost(), s.control());
    ShellSums sums;
    for (const auto& shell : reasons.shells) {
        sums.reaching += shell.count;
        sums.total += shell.count * shell.distance;
    }
    Explained e;
    e.sentence = distance_sentence(s, reasons, measure, sums);
    if (reasons.shells.empty()) {
        return e;
    }
    if (measure == Measure::eccentricity) {
        add_way(s, reasons, e);
    } else {
        add_shells(s, reasons, measure, value, sums, e);
    }
    return e;
}

} // namespace sandhan::cli
