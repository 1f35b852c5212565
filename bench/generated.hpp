// SPDX-License-Identifier: Apache-2.0
// Graphs and incidents to measure on: seeded, the same on every machine.
#pragma once

#include "algorithms/simple_graph.hpp"
#include "graph/incident.hpp"

#include <cstdint>
#include <random>
#include <string>

namespace sandhan::bench {

/// A simple graph of n vertices and nearly m edges whose degrees follow a power law, as those of
/// places and suspects do: an end is any vertex or, as often, an end of an earlier edge. Strengths
/// are whole numbers from 1 to 6, as counts of incidents are.
[[nodiscard]] algorithms::SimpleGraph
power_law_graph(graph::Directedness directedness, graph::Vertex n, std::size_t m, unsigned seed);

/// Invented incidents of one victim, a suspect and a recruiter, told the way records tell them:
/// homes in 100,000 villages of 24 districts, a journey of two stops, a rescue, a station, a tie,
/// phones and agency numbers that come back in other incidents.
class IncidentSource {
  public:
    explicit IncidentSource(unsigned seed) : m_random(seed) {}

    [[nodiscard]] graph::Incident next();

  private:
    [[nodiscard]] std::uint32_t below(std::uint32_t limit) {
        return static_cast<std::uint32_t>(m_random() % limit);
    }
    [[nodiscard]] std::string name();
    [[nodiscard]] graph::PlaceText district();
    [[nodiscard]] graph::PlaceText village();
    [[nodiscard]] graph::Person person(const char* ref, graph::PersonRole role);

    std::mt19937 m_random;
    std::uint32_t m_number = 0;
};

/// An incident of IncidentSource as a line of a JSON Lines file.
[[nodiscard]] std::string json_line(const graph::Incident& incident);

} // namespace sandhan::bench
