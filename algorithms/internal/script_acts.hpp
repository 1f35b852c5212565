// SPDX-License-Identifier: Apache-2.0
// What one incident tells of a crime script: who plays what in it, where, how and when.
#pragma once

#include "algorithms/suspects/crime_script.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace sandhan::algorithms {

[[nodiscard]] constexpr std::size_t index_of(ScriptRole role) {
    return static_cast<std::size_t>(role);
}

class RoleSet {
  public:
    void add(ScriptRole role) { m_bits |= bit(role); }
    [[nodiscard]] bool has(ScriptRole role) const { return (m_bits & bit(role)) != 0; }
    [[nodiscard]] bool empty() const { return m_bits == 0; }

  private:
    static unsigned bit(ScriptRole role) { return 1U << static_cast<unsigned>(role); }
    unsigned m_bits = 0;
};

struct Played {
    Offender who;
    RoleSet roles;
};

/// Who plays what in an incident, some perhaps twice; of the offending side alone.
void played_in(const graph::CaseStore& store,
               const graph::IncidentRow& incident,
               std::vector<Played>& played);

/// Where a role is played: a place, or the two ends of a journey; the first in the upper half.
using ScriptPlace = std::uint64_t;
[[nodiscard]] graph::PlaceIndex origin_of(ScriptPlace place);
[[nodiscard]] graph::PlaceIndex destination_of(ScriptPlace place); ///< no_place of a place

/// The districts of a role, ascending; none that is not known.
void script_places(const graph::CaseStore& store,
                   const graph::IncidentRow& incident,
                   ScriptRole role,
                   std::vector<ScriptPlace>& places);

/// How it was done, as bits of a vocabulary: method of recruitment, mode of transport, kind of
/// exploitation. 0 where nothing is told, or "other".
[[nodiscard]] std::uint64_t
manner_of(const graph::CaseStore& store, const graph::IncidentRow& incident, ScriptRole role);

/// Whether the record tells that this was done, whoever did it.
[[nodiscard]] bool
is_told(const graph::CaseStore& store, const graph::IncidentRow& incident, ScriptRole role);

/// The middle of an incident's dates, unless an end is open or they lie more than two windows
/// apart.
[[nodiscard]] std::optional<graph::FuzzyDate::Days> middle_day(const graph::IncidentRow& incident,
                                                               std::uint32_t window_days);

} // namespace sandhan::algorithms
