// SPDX-License-Identifier: Apache-2.0
// Invented incidents with a known truth, each a function of the seed and its number alone.
#pragma once

#include "algorithms/generator/scenario.hpp"
#include "graph/incident.hpp"
#include "graph/truth.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace sandhan::algorithms {

/// Somebody whom a record tells of.
struct Mention {
    std::uint64_t identity = 0; ///< the number in "T-0000012", less one
    bool of_a_cell = false;     ///< may stand in other events too
    graph::Side side = graph::Side::offending;
    std::string ref;  ///< within the record
    std::string name; ///< true name
};

struct GeneratedRecord {
    graph::Incident incident;
    bool duplicate = false; ///< a second report of the event
    // What follows is empty unless the truth is asked for.
    graph::TrueJourney journey;
    std::vector<Mention> mentions;
    std::vector<graph::TrueCorruption> corruptions;
};

struct GeneratedEvent {
    static constexpr std::uint32_t none = 0xFFFFFFFFU;
    std::uint32_t corridor = none, cell = none; ///< indices, in the order of the truth's lists
    std::vector<GeneratedRecord> records;       ///< one, or two
};

namespace generator {
class Plan;
}

/// Corridors of heavy-tailed use, cells of offenders who recur, and the records that agencies make
/// of their cases. docs/generator.md tells the model.
///
/// Determinism  the same seed, number of events and scenario give the same events on every machine;
///              event() may be called in any order and from any thread.
/// Memory       some 4 MB for places and corridors, and about 30 bytes a cell.
class Generator {
  public:
    /// Throws std::invalid_argument when `events` is 0 or more than 100 million.
    Generator(std::uint64_t seed, std::uint64_t events, const Scenario& scenario);
    Generator(Generator&&) noexcept;
    Generator& operator=(Generator&&) noexcept;
    ~Generator();

    [[nodiscard]] std::uint64_t events() const;
    /// Event `number` from 0. With `truth` also what is true of it; the records are the same.
    [[nodiscard]] GeneratedEvent event(std::uint64_t number, bool truth) const;

    /// Planted corridors, without what was made of them.
    [[nodiscard]] std::vector<graph::TrueCorridor> corridors() const;
    [[nodiscard]] std::uint32_t emerging() const; ///< its index
    [[nodiscard]] graph::FuzzyDate::Days emerging_start() const;
    [[nodiscard]] std::uint32_t cells() const;
    [[nodiscard]] graph::TrueCell cell(std::uint32_t index) const;
    /// The true name of a member; `identity` as in Mention.
    [[nodiscard]] std::string name_of_member(std::uint64_t identity) const;

  private:
    std::unique_ptr<const generator::Plan> m_plan;
};

/// "T-0000001" of 0.
[[nodiscard]] std::string identity_id(std::uint64_t identity);
/// "C-0001" of 0.
[[nodiscard]] std::string cell_id(std::uint32_t cell);
/// "R-0001" of 0.
[[nodiscard]] std::string corridor_id(std::uint32_t corridor);
/// "EV-0000001" of 0; the second report's ends with b.
[[nodiscard]] std::string incident_id(std::uint64_t event, bool duplicate);

} // namespace sandhan::algorithms
