// SPDX-License-Identifier: Apache-2.0
// Guessed transit stops as commands use them.
#pragma once

#include "algorithms/routes/transit_inference.hpp"
#include "cli/session.hpp"
#include "graph/journeys.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>

namespace sandhan::cli {

/// Throws UsageError unless --level is district.
void require_districts(const InputOptions& input);

/// The network and what the journeys are to it, at the level of districts.
class Transit {
  public:
    Transit(const graph::Journeys& journeys, const OutputOptions& output);
    Transit(const Transit&) = delete;
    Transit& operator=(const Transit&) = delete;

    [[nodiscard]] const algorithms::TransitData& data() const { return m_data; }
    [[nodiscard]] algorithms::TransitInference gaps() const;
    [[nodiscard]] algorithms::TransitInference held_out() const;
    /// The LGD code of a vertex of the network.
    [[nodiscard]] std::uint32_t code(std::uint32_t vertex) const { return m_network.codes[vertex]; }

  private:
    algorithms::DistrictNetwork m_network;
    algorithms::TransitData m_data;
    const OutputOptions& m_output;
};

/// Districts of India by LGD code, also those that no record names.
[[nodiscard]] std::unordered_map<std::uint32_t, graph::Place>
districts_by_code(const graph::Gazetteer& gazetteer);

/// The journeys with the likeliest stops put into their gaps, where these stops and no others were
/// made with a probability of one half or more, and some record names each of them.
struct CompletedJourneys {
    graph::Journeys journeys;
    std::uint64_t stops = 0;     ///< put in
    std::uint64_t incidents = 0; ///< with such a stop
};
[[nodiscard]] CompletedJourneys with_inferred_stops(const graph::Journeys& journeys,
                                                    const OutputOptions& output);

} // namespace sandhan::cli
