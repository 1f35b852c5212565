// SPDX-License-Identifier: Apache-2.0
// Core numbers, k-components and onion layers by who holds it there; articulation points and
// bridges by what falls apart.
#include "algorithms/hubs/cohesion_parts.hpp"
#include "algorithms/hubs/core_number.hpp"
#include "algorithms/hubs/k_components.hpp"
#include "algorithms/hubs/onion_layer.hpp"
#include "cli/hub_parts.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandhan::cli {

using algorithms::Measure;
using graph::Vertex;

namespace {

Explained by_core(const HubSubject& s) {
    const auto core = algorithms::core_numbers(s.simple.graph);
    Explained e;
    std::vector<Vertex> needed;
    for (const auto& holder : algorithms::explain_core(s.simple.graph, core, s.v, s.control())) {
        HubPart part = s.with_neighbour("in the same core", holder.neighbour);
        part.from = s.v;
        part.to = holder.neighbour;
        part.amount = std::uint64_t{holder.core};
        part.detail = holder.needed
                          ? fmt::format("without it the core number falls below {}", core[s.v])
                          : std::string("without it the core number stays");
        e.parts.push_back(std::move(part));
        if (holder.needed) {
            needed.push_back(holder.neighbour);
        }
    }
    e.sentence =
        fmt::format("{} of its {} lie in a core as dense; {} of them are enough.", e.parts.size(),
                    counted(s.neighbours().size(), "neighbour"), core[s.v]);
    if (!needed.empty()) {
        e.sentence +=
            fmt::format(" It would drop without {}{}.", needed.size() > 1 ? "any one of " : "",
                        listed(*s.g, needed, needed.size()));
    }
    return e;
}

Explained by_onion(const HubSubject& s) {
    const auto layer = algorithms::onion_layers(s.simple.graph);
    const auto core = algorithms::core_numbers(s.simple.graph);
    std::vector<Vertex> neighbours = s.neighbours();
    std::stable_sort(neighbours.begin(), neighbours.end(),
                     [&](Vertex a, Vertex b) { return layer[a] > layer[b]; });
    Explained e;
    std::uint64_t before = 0;
    std::uint64_t with = 0;
    for (const Vertex u : neighbours) {
        const bool falls_before = layer[u] < layer[s.v];
        const bool falls_with = layer[u] == layer[s.v];
        before += falls_before ? 1U : 0U;
        with += falls_with ? 1U : 0U;
        HubPart part = s.with_neighbour(falls_before ? "falls before it"
                                        : falls_with ? "falls with it"
                                                     : "outlasts it",
                                        u);
        part.amount = std::uint64_t{layer[u]};
        if (layer[u] + 1 == layer[s.v]) {
            part.detail = "in the round just before";
        }
        e.parts.push_back(std::move(part));
    }
    e.sentence =
        neighbours.empty()
            ? std::string("It is tied with nobody and falls first.")
            : fmt::format("It falls in round {}, when no more than {} of its {} are left: {} fell "
                          "before it, {} {} with it, {} {} it.",
                          layer[s.v], core[s.v], counted(neighbours.size(), "neighbour"), before,
                          with, with == 1 ? "falls" : "fall", neighbours.size() - before - with,
                          neighbours.size() - before - with == 1 ? "outlasts" : "outlast");
    return e;
}

Explained by_k_component(const HubSubject& s, double value) {
    const auto groups = algorithms::k_components_of(s.simple.graph, s.v, {}, s.control());
    Explained e;
    for (const auto& group : groups) {
        e.parts.push_back({"closest group",
                           graph::no_vertex,
                           graph::no_vertex,
                           static_cast<std::uint64_t>(group.size()),
                           {},
                           first_members(*s.g, group),
                           {}});
    }
    for (const Vertex u : s.neighbours()) {
        if (std::any_of(groups.begin(), groups.end(), [u](const std::vector<Vertex>& group) {
                return std::binary_search(group.begin(), group.end(), u);
            })) {
            HubPart part = s.with_neighbour("in its closest group", u);
            part.amount = static_cast<std::uint64_t>(value); // of what they share
            e.parts.push_back(std::move(part));
        }
    }
    if (groups.empty()) {
        e.sentence = "It is tied with nobody.";
    } else if (value < 2.0) {
        e.sentence = fmt::format("It hangs together with {}, but the loss of one can part it from "
                                 "them.",
                                 counted(groups.front().size() - 1, "other"));
    } else {
        e.sentence = fmt::format(
            "It belongs to {} in one piece whichever {} taken out.",
            groups.size() == 1 ? fmt::format("a group of {} that stays", groups.front().size())
                               : fmt::format("{} groups, the largest of {}, that each stay",
                                             groups.size(), groups.front().size()),
            value == 2.0 ? std::string("one of them is")
                         : fmt::format("{:.0f} of them are", value - 1.0));
    }
    return e;
}

/// A piece that is left without the subject, and the ties that join it.
HubPart piece_part(const HubSubject& s, const algorithms::Piece& piece) {
    io::List evidence;
    for (const Vertex u : piece.neighbours) {
        io::List more = evidence_of_pair(*s.g, s.v, u);
        evidence.insert(evidence.end(), more.begin(), more.end());
    }
    const auto text = [](const io::Value& id) { return *id.get<std::string>(); };
    std::sort(evidence.begin(), evidence.end(),
              [&](const io::Value& a, const io::Value& b) { return text(a) < text(b); });
    evidence.erase(
        std::unique(evidence.begin(), evidence.end(),
                    [&](const io::Value& a, const io::Value& b) { return text(a) == text(b); }),
        evidence.end());
    HubPart part;
    part.reason = "piece";
    part.amount = static_cast<std::uint64_t>(piece.members.size());
    part.detail = first_members(*s.g, piece.members);
    part.evidence = std::move(evidence);
    return part;
}

Explained by_pieces(const HubSubject& s) {
    const auto pieces = algorithms::pieces_without(s.simple.graph, s.v);
    Explained e;
    for (const auto& piece : pieces) {
        e.parts.push_back(piece_part(s, piece));
    }
    e.sentence = pieces.size() > 1
                     ? fmt::format("Without it, what it joins falls into {} pieces.", pieces.size())
                     : std::string("Without it, what it joins still hangs together.");
    return e;
}

Explained by_bridges(const HubSubject& s, double value) {
    Explained e;
    const algorithms::Piece* largest = nullptr;
    const auto pieces = algorithms::pieces_without(s.simple.graph, s.v);
    for (const auto& piece : pieces) {
        if (piece.neighbours.size() != 1) {
            continue;
        }
        largest = largest == nullptr ? &piece : largest;
        HubPart part = s.with_neighbour("bridge", piece.neighbours.front());
        part.amount = 1.0;
        part.share = share_of(1.0, value);
        part.detail = fmt::format("parts it from {}: {}", piece.members.size(),
                                  first_members(*s.g, piece.members));
        e.parts.push_back(std::move(part));
    }
    e.sentence =
        largest == nullptr
            ? std::string("None of its ties is the only way to anybody.")
            : fmt::format("{} of its {} {} the only way to what lies behind; "
                          "that with {} has most behind it, {}.",
                          e.parts.size(), counted(s.neighbours().size(), "tie"),
                          e.parts.size() == 1 ? "is" : "are",
                          label_of(*s.g, largest->neighbours.front()), largest->members.size());
    return e;
}

} // namespace

Explained explain_by_cohesion(const HubSubject& s, Measure measure, double value) {
    switch (measure) {
    case Measure::core:
        return by_core(s);
    case Measure::onion:
        return by_onion(s);
    case Measure::k_component:
        return by_k_component(s, value);
    case Measure::bridges:
        return by_bridges(s, value);
    default:
        return by_pieces(s);
    }
}

} // namespace sandhan::cli
