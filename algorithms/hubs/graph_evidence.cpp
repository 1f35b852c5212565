// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/graph_evidence.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <tuple>

namespace sandhan::algorithms {
namespace {

[[noreturn]] void refuse(const std::string& what) {
    throw std::invalid_argument("graph evidence: " + what);
}

std::string of_edge(const GraphEvidence& evidence, std::size_t e) {
    return "edge " + std::to_string(e) + " from " + std::to_string(evidence.edges[e].source) +
           " to " + std::to_string(evidence.edges[e].target);
}

template <class T>
void require_lists(const Lists<T>& lists, std::size_t wanted, const char* what) {
    if (lists.size() != wanted) {
        refuse(std::to_string(lists.size()) + " lists of what is " + what + " for " +
               std::to_string(wanted) + " edges");
    }
    if (!std::is_sorted(lists.end.begin(), lists.end.end()) ||
        (lists.end.empty() ? 0 : lists.end.back()) != lists.values.size()) {
        refuse(std::string("lists of what is ") + what + " do not divide it");
    }
}

void require_edges(const GraphEvidence& evidence) {
    const bool directed = evidence.directedness == graph::Directedness::directed;
    for (std::size_t e = 0; e < evidence.edges.size(); ++e) {
        const auto [s, t] = evidence.edges[e];
        if (s >= evidence.vertices || t >= evidence.vertices) {
            refuse(of_edge(evidence, e) + ": only " + std::to_string(evidence.vertices) +
                   " vertices");
        }
        if (s == t || (!directed && s > t)) {
            refuse(of_edge(evidence, e) + ": no self-loops; undirected, the smaller end first");
        }
        if (e > 0 && !(std::tie(evidence.edges[e - 1].source, evidence.edges[e - 1].target) <
                       std::tie(s, t))) {
            refuse(of_edge(evidence, e) + ": edges come sorted, each once");
        }
    }
}

void require_strength(double strength, const std::string& where) {
    if (!(strength > 0.0) || std::isinf(strength)) {
        refuse(where + " has strength " + std::to_string(strength) +
               "; strengths must be finite and > 0");
    }
}

void require_holders(const GraphEvidence& evidence) {
    const std::size_t holders = evidence.thing_of.size();
    if (evidence.always_holds.size() != holders || evidence.holder_incidents.size() != holders) {
        refuse("holders do not all have a thing, incidents and whether they need them");
    }
    for (const std::uint32_t incident : evidence.holder_incidents.values) {
        if (incident >= evidence.incidents.size()) {
            refuse("a holder rests on incident " + std::to_string(incident) + " of " +
                   std::to_string(evidence.incidents.size()));
        }
    }
}

} // namespace

void require_consistent(const GraphEvidence& evidence) {
    const std::size_t m = evidence.edges.size();
    require_edges(evidence);
    require_holders(evidence);
    require_lists(evidence.counted, m, "counted");
    require_lists(evidence.stated, evidence.stated.size() == 0 ? 0 : m, "stated");
    require_lists(evidence.shared, evidence.shared.size() == 0 ? 0 : m, "shared");
    if (!evidence.always.empty() && evidence.always.size() != m) {
        refuse(std::to_string(evidence.always.size()) + " strengths without incident for " +
               std::to_string(m) + " edges");
    }
    const auto require_incident = [&](std::uint32_t incident, std::size_t e) {
        if (incident >= evidence.incidents.size()) {
            refuse(of_edge(evidence, e) + " rests on incident " + std::to_string(incident) +
                   " of " + std::to_string(evidence.incidents.size()));
        }
    };
    for (std::size_t e = 0; e < m; ++e) {
        if (!evidence.always.empty() &&
            (!(evidence.always[e] >= 0.0) || std::isinf(evidence.always[e]))) {
            refuse(of_edge(evidence, e) + " always has strength " +
                   std::to_string(evidence.always[e]) + "; it must be finite and 0 or more");
        }
        for (const auto& one : evidence.counted[e]) {
            require_incident(one.incident, e);
            require_strength(one.strength, of_edge(evidence, e));
        }
        if (evidence.stated.size() > 0) {
            for (const auto& one : evidence.stated[e]) {
                require_incident(one.incident, e);
                require_strength(one.strength, of_edge(evidence, e));
            }
        }
        if (evidence.shared.size() > 0) {
            for (const auto& one : evidence.shared[e]) {
                const std::size_t holders = evidence.thing_of.size();
                if (one.holder_a >= holders || one.holder_b >= holders ||
                    one.holder_a == one.holder_b ||
                    evidence.thing_of[one.holder_a] != evidence.thing_of[one.holder_b]) {
                    refuse(of_edge(evidence, e) + ": its ends hold nothing together");
                }
            }
        }
    }
}

namespace {

/// Who holds what in a resample, and how many hold it.
class Holders {
  public:
    Holders(const GraphEvidence& evidence, std::span<const std::uint32_t> copies)
        : m_thing_of(evidence.thing_of), m_holds(evidence.always_holds) {
        for (std::size_t h = 0; h < m_holds.size(); ++h) {
            const auto tell = evidence.holder_incidents[h];
            if (m_holds[h] == 0 &&
                std::any_of(tell.begin(), tell.end(),
                            [&](std::uint32_t incident) { return copies[incident] > 0; })) {
                m_holds[h] = 1;
            }
            if (m_holds[h] != 0) {
                const std::uint32_t thing = m_thing_of[h];
                m_count.resize(std::max<std::size_t>(m_count.size(), std::size_t{thing} + 1), 0);
                ++m_count[thing];
            }
        }
    }

    [[nodiscard]] double strength(const GraphEvidence::Shared& shared) const {
        return m_holds[shared.holder_a] != 0 && m_holds[shared.holder_b] != 0
                   ? 1.0 / (m_count[m_thing_of[shared.holder_a]] - 1.0)
                   : 0.0;
    }

  private:
    std::span<const std::uint32_t> m_thing_of;
    std::vector<unsigned char> m_holds;
    std::vector<std::uint32_t> m_count;
};

double strongest(std::span<const GraphEvidence::Stated> stated,
                 std::span<const std::uint32_t> copies) {
    double sum = 0.0;
    double best = 0.0; // of the kind at hand
    for (std::size_t i = 0; i < stated.size(); ++i) {
        if (i > 0 && stated[i].kind != stated[i - 1].kind) {
            sum += best;
            best = 0.0;
        }
        if (copies[stated[i].incident] > 0) {
            best = std::max(best, stated[i].strength);
        }
    }
    return sum + best;
}

} // namespace

SimpleGraph resampled(const GraphEvidence& evidence, std::span<const std::uint32_t> copies) {
    const Holders holders(evidence, copies);
    std::vector<graph::VertexPair> edges;
    SimpleGraph result;
    edges.reserve(evidence.edges.size());
    result.strength.reserve(evidence.edges.size());
    for (std::size_t e = 0; e < evidence.edges.size(); ++e) {
        double strength = evidence.always.empty() ? 0.0 : evidence.always[e];
        bool counted = false;
        for (const GraphEvidence::Counted& one : evidence.counted[e]) {
            strength += copies[one.incident] * one.strength;
            counted = counted || copies[one.incident] > 0;
        }
        if (evidence.stated.size() > 0) {
            strength += strongest(evidence.stated[e], copies);
        }
        if (evidence.shared.size() > 0) {
            for (const GraphEvidence::Shared& one : evidence.shared[e]) {
                strength += one.unless_counted && counted ? 0.0 : holders.strength(one);
            }
        }
        if (strength > 0.0) {
            edges.push_back(evidence.edges[e]);
            result.strength.push_back(strength);
        }
    }
    // In their order still, so that the rows are made in one pass.
    result.graph =
        graph::CompressedGraph(evidence.directedness, evidence.vertices, std::move(edges));
    return result;
}

} // namespace sandhan::algorithms
