// SPDX-License-Identifier: Apache-2.0
// Clustering, triangles, constraint and effective size by the ties among the neighbours.
#include "algorithms/hubs/circle_parts.hpp"
#include "cli/hub_parts.hpp"

#include <fmt/format.h>

namespace sandhan::cli {

using algorithms::Measure;
using graph::Vertex;

namespace {

constexpr std::size_t most_pairs = 100; // of neighbours that are listed one by one
constexpr std::size_t most_through = 3; // common neighbours that are named

Explained by_pairs_of_neighbours(const HubSubject& s, bool share, double value) {
    const auto reasons =
        algorithms::explain_clustering(s.simple.graph, s.v, most_pairs, s.control());
    const bool directions = share && s.directed();
    Explained e;
    const auto amount = [&](double closed, std::uint64_t pairs) {
        return share ? io::Value(closed / reasons.possible) : io::Value(pairs);
    };
    const auto part_share = [&](double closed, std::uint64_t pairs) {
        return share ? share_of(closed / reasons.possible, value)
                     : share_of(static_cast<double>(pairs), value);
    };
    double closed = 0.0;
    for (const auto& pair : reasons.first_joined) {
        closed += pair.closed;
        e.parts.push_back(
            {"tied pair", pair.a, pair.b, amount(pair.closed, 1), part_share(pair.closed, 1),
             directions ? io::Value(fmt::format("closes {:.0f} of {:.0f} directed triangles",
                                                pair.closed, reasons.possible))
                        : io::Value(),
             evidence_of_pair(*s.g, pair.a, pair.b)});
    }
    const std::uint64_t more = reasons.joined - reasons.first_joined.size();
    if (more > 0) {
        e.parts.push_back({"other tied pairs",
                           graph::no_vertex,
                           graph::no_vertex,
                           amount(reasons.closed - closed, more),
                           part_share(reasons.closed - closed, more),
                           counted(more, "pair"),
                           {}});
    }
    const std::uint64_t apart = reasons.pairs - reasons.joined;
    for (const auto& [a, b] : reasons.first_apart) {
        e.parts.push_back({"untied pair", a, b, amount(0.0, 0), part_share(0.0, 0), {}, {}});
    }
    if (apart > reasons.first_apart.size()) {
        e.parts.push_back({"other untied pairs",
                           graph::no_vertex,
                           graph::no_vertex,
                           amount(0.0, 0),
                           part_share(0.0, 0),
                           counted(apart - reasons.first_apart.size(), "pair"),
                           {}});
    }
    if (reasons.pairs == 0) {
        e.sentence = "It has fewer than two neighbours, and so no pair of them.";
    } else {
        e.sentence =
            fmt::format("Of {} of its neighbours {} {} tied with each other, {} {} not.",
                        counted(reasons.pairs, "pair"), reasons.joined,
                        reasons.joined == 1 ? "is" : "are", apart, apart == 1 ? "is" : "are");
        if (directions) {
            e.sentence += fmt::format(
                " With directions they close {:.0f} of the {:.0f} triangles that they could.",
                reasons.closed, reasons.possible);
        }
    }
    return e;
}

std::string through_text(const HubSubject& s, const algorithms::CirclePart& part) {
    std::vector<Vertex> first;
    for (const auto& share : part.through) {
        first.push_back(share.neighbour);
    }
    return listed(*s.g, first, part.common);
}

Explained by_constraint(const HubSubject& s, double value) {
    constexpr double percent = 100.0;
    const auto parts = algorithms::explain_constraint(s.simple.graph, s.v, most_through,
                                                      s.walk_strength(), s.control());
    Explained e;
    for (const auto& part : parts) {
        HubPart row = s.with_neighbour("held by", part.neighbour);
        row.amount = part.amount;
        row.share = share_of(part.amount, value);
        std::string detail = fmt::format("{:.1f} % of its ties directly", percent * part.direct);
        if (part.common > 0) {
            detail += fmt::format(" + {:.1f} % through {}", percent * part.indirect,
                                  through_text(s, part));
        }
        row.detail = detail + ", squared";
        e.parts.push_back(std::move(row));
    }
    e.sentence =
        parts.empty()
            ? std::string("It is tied with nobody.")
            : fmt::format("{} holds it most ({} of the constraint): {} of its ties go there, "
                          "directly or through others.",
                          label_of(*s.g, parts.front().neighbour),
                          share_text(parts.front().amount, value),
                          share_text(parts.front().direct + parts.front().indirect, 1.0));
    return e;
}

Explained by_effective_size(const HubSubject& s, double value) {
    const auto parts = algorithms::explain_effective_size(s.simple.graph, s.v, most_through,
                                                          s.walk_strength(), s.control());
    Explained e;
    double in_common = 0.0;
    for (const auto& part : parts) {
        in_common += part.indirect;
        HubPart row = s.with_neighbour("adds", part.neighbour);
        row.amount = part.amount;
        row.share = share_of(part.amount, value);
        row.detail = part.common == 0 ? std::string("tied with none of the others")
                                      : fmt::format("1 - {:.4g} in common with {}", part.indirect,
                                                    through_text(s, part));
        e.parts.push_back(std::move(row));
    }
    e.sentence = parts.empty()
                     ? std::string("It is tied with nobody.")
                     : fmt::format("It has {}, less {:.4g} that they have in common with each "
                                   "other.",
                                   counted(parts.size(), "neighbour"), in_common);
    return e;
}

} // namespace

Explained explain_by_circle(const HubSubject& s, Measure measure, double value) {
    switch (measure) {
    case Measure::constraint:
        return by_constraint(s, value);
    case Measure::effective_size:
        return by_effective_size(s, value);
    default:
        return by_pairs_of_neighbours(s, measure == Measure::clustering, value);
    }
}

} // namespace sandhan::cli
