// SPDX-License-Identifier: Apache-2.0
#include "graph/movement_graph.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <tuple>
#include <unordered_map>

namespace sandhan::graph {
namespace {

/// What one incident adds to one flow.
struct Passage {
    PlaceIndex origin, destination;
    IncidentIndex incident;
    std::uint64_t victims;
    double confidence; ///< of the incident, whose row is at hand when this is made
    FuzzyDate time;
    std::array<bool, transport_modes> modes;
    bool inferred = false; ///< an end is a guess
};

void add_mode(Passage& passage, TransportMode mode) {
    if (mode != TransportMode::unknown) {
        passage.modes[static_cast<std::size_t>(mode)] = true;
    }
}

void add_ends(const CaseStore& store,
              IncidentIndex index,
              std::span<const Visit> visits,
              std::vector<Passage>& passages) {
    if (visits.front().place == visits.back().place) {
        return;
    }
    Passage whole{visits.front().place,
                  visits.back().place,
                  index,
                  0,
                  store.incidents[index].confidence,
                  {},
                  {}};
    Travellers travellers;
    for (std::size_t i = 0; i < visits.size(); ++i) {
        travellers = joined(travellers, visits[i].people);
        whole.time = whole.time.hull(visits[i].arrived).hull(visits[i].departed);
        if (i > 0) { // how they came to the first place is no part of the journey
            add_mode(whole, visits[i].mode);
        }
    }
    whole.victims = victims_among(store, store.incidents[index], travellers);
    passages.push_back(whole);
}

void add_legs(const CaseStore& store,
              IncidentIndex index,
              std::span<const Visit> visits,
              std::vector<Passage>& passages) {
    struct Leg {
        Passage passage;
        Travellers travellers;
    };
    std::map<std::pair<PlaceIndex, PlaceIndex>, Leg> legs;
    for (std::size_t i = 1; i < visits.size(); ++i) {
        const Visit& from = visits[i - 1];
        const Visit& to = visits[i];
        FuzzyDate time = from.departed.hull(to.arrived);
        if (!time.is_known()) {
            time = from.arrived.hull(to.departed);
        }
        const Travellers travellers = common(from.people, to.people);
        const bool inferred = from.inferred || to.inferred;
        const Leg first{
            {from.place, to.place, index, 0, store.incidents[index].confidence, time, {}, inferred},
            travellers};
        const auto [at, is_new] = legs.try_emplace({from.place, to.place}, first);
        Leg& leg = at->second;
        if (!is_new) { // taken again: it counts once, with everyone who took it either time
            leg.passage.time = leg.passage.time.hull(time);
            leg.passage.inferred = leg.passage.inferred && inferred;
            leg.travellers =
                leg.travellers && travellers ? joined(leg.travellers, travellers) : std::nullopt;
        }
        add_mode(leg.passage, to.mode);
    }
    for (auto& [ends, leg] : legs) {
        leg.passage.victims = victims_among(store, store.incidents[index], leg.travellers);
        passages.push_back(leg.passage);
    }
}

} // namespace

std::vector<Flow> flows(const Journeys& journeys, FlowKind kind) {
    const CaseStore& store = journeys.store();
    const std::size_t n = journeys.incidents().size();
    constexpr std::size_t at_once = Journeys::piece_incidents;
    std::vector<std::vector<Passage>> pieces((n + at_once - 1) / at_once);
    tbb::parallel_for(std::size_t{0}, pieces.size(), [&](std::size_t piece) {
        const std::size_t last = std::min(n, (piece + 1) * at_once);
        pieces[piece].reserve(last - piece * at_once); // about as many, of either kind
        for (std::size_t k = piece * at_once; k < last; ++k) {
            const auto visits = journeys.visits(k);
            if (visits.size() >= 2) {
                (kind == FlowKind::ends ? add_ends : add_legs)(store, journeys.incidents()[k],
                                                               visits, pieces[piece]);
            }
        }
    });

    // Passages of one flow come together by counting; incidents stay in order.
    std::unordered_map<std::uint64_t, std::uint32_t> number;
    std::vector<std::uint64_t> ends; // of each flow, by its number
    std::vector<std::uint32_t> flow_of, size;
    flow_of.reserve(std::accumulate(
        pieces.begin(), pieces.end(), std::size_t{0},
        [](std::size_t sum, const std::vector<Passage>& piece) { return sum + piece.size(); }));
    for (const std::vector<Passage>& piece : pieces) {
        for (const Passage& passage : piece) {
            const std::uint64_t key = std::uint64_t{passage.origin} << 32 | passage.destination;
            const auto [at, is_new] =
                number.try_emplace(key, static_cast<std::uint32_t>(ends.size()));
            if (is_new) {
                ends.push_back(key);
                size.push_back(0);
            }
            flow_of.push_back(at->second);
            ++size[at->second];
        }
    }
    std::vector<std::uint32_t> order(ends.size()); // places are numbered in the order of their ids
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return ends[a] < ends[b]; });
    std::vector<std::size_t> next(ends.size()), first(ends.size());
    std::size_t total = 0;
    for (const std::uint32_t f : order) {
        first[f] = next[f] = total;
        total += size[f];
    }
    std::vector<const Passage*> sorted(total);
    std::size_t p = 0;
    for (const std::vector<Passage>& piece : pieces) {
        for (const Passage& passage : piece) {
            sorted[next[flow_of[p++]]++] = &passage;
        }
    }

    std::vector<Flow> result(ends.size());
    tbb::parallel_for(std::size_t{0}, result.size(), [&](std::size_t i) {
        const std::uint32_t f = order[i];
        Flow& flow = result[i];
        flow.origin = static_cast<PlaceIndex>(ends[f] >> 32);
        flow.destination = static_cast<PlaceIndex>(ends[f]);
        flow.evidence.reserve(size[f]);
        std::vector<double> confidences;
        confidences.reserve(size[f]);
        for (std::size_t k = first[f]; k < first[f] + size[f]; ++k) {
            const Passage& passage = *sorted[k];
            const bool known =
                std::find(passage.modes.begin(), passage.modes.end(), true) != passage.modes.end();
            for (std::size_t m = 0; m < transport_modes; ++m) {
                flow.modes[m] += passage.modes[m] ? 1U : 0U;
            }
            flow.modes[static_cast<std::size_t>(TransportMode::unknown)] += known ? 0U : 1U;
            flow.evidence.push_back(passage.incident);
            flow.victims += passage.victims;
            flow.inferred += passage.inferred ? 1U : 0U;
            flow.time = flow.time.hull(passage.time);
            confidences.push_back(passage.confidence);
            flow.expected_incidents += confidences.back();
        }
        flow.confidence = combined_confidence(confidences);
    });
    return result;
}

struct MovementGraph::Parts {
    std::vector<PlaceIndex> place;
    std::vector<Flow> flows;
    std::vector<VertexPair> edges;
};

MovementGraph::Parts MovementGraph::assemble(const Journeys& journeys) {
    Parts parts;
    std::vector<Vertex> vertex(journeys.store().places.size(), no_vertex);
    for (std::size_t k = 0; k < journeys.incidents().size(); ++k) {
        for (const Visit& visit : journeys.visits(k)) {
            vertex[visit.place] = 0;
        }
    }
    for (PlaceIndex place = 0; place < vertex.size(); ++place) { // in the order of ids
        if (vertex[place] != no_vertex) {
            vertex[place] = static_cast<Vertex>(parts.place.size());
            parts.place.push_back(place);
        }
    }
    parts.flows = graph::flows(journeys, FlowKind::legs);
    for (const Flow& flow : parts.flows) {
        parts.edges.push_back({vertex[flow.origin], vertex[flow.destination]});
    }
    return parts;
}

MovementGraph::MovementGraph(const Journeys& journeys)
    : MovementGraph(journeys.store(), journeys.level(), assemble(journeys)) {}

MovementGraph::MovementGraph(const CaseStore& store, PlaceLevel level, Parts&& parts)
    : DirectedGraph(static_cast<Vertex>(parts.place.size()), std::move(parts.edges)),
      m_store(&store), m_level(level), m_place(std::move(parts.place)),
      m_flows(std::move(parts.flows)) {}

std::vector<double> MovementGraph::strengths() const {
    std::vector<double> result;
    result.reserve(m_flows.size());
    for (const Flow& flow : m_flows) {
        result.push_back(static_cast<double>(flow.evidence.size()));
    }
    return result;
}

} // namespace sandhan::graph
