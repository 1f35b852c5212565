// SPDX-License-Identifier: Apache-2.0
// The journeys of the selected incidents at a level, as they may be shown: what movement is counted
// from.
#pragma once

#include "graph/case_selection.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sandhan::graph {

/// Person rows, ascending; nothing: every victim of the incident.
using Travellers = std::optional<std::vector<std::uint32_t>>;

/// Whom two stops of one journey name; everyone only where neither names anybody.
[[nodiscard]] Travellers joined(const Travellers& a, const Travellers& b);
/// Whom both name; where one names nobody, the other's.
[[nodiscard]] Travellers common(const Travellers& a, const Travellers& b);

/// People of role victim among the travellers of an incident, by their count at its least.
[[nodiscard]] std::uint64_t
victims_among(const CaseStore& store, const IncidentRow& incident, const Travellers& people);

/// A stop of a journey at some level: consecutive stops at one place are one visit.
struct Visit {
    PlaceIndex place = no_place;
    FuzzyDate arrived, departed;
    TransportMode mode = TransportMode::unknown; ///< how the travellers came here
    Travellers people;                           ///< who was here
    bool inferred = false;                       ///< a guess, told by no record
};

/// A stop that a journey may have made between two of its visits.
struct InferredStop {
    std::size_t position = 0; ///< of the journey, in incidents()
    std::size_t before = 0;   ///< the visit it comes before, 1 or more
    PlaceIndex place = no_place;
};

/// The journey of an incident at a level, as it may be shown. Stops without a place are left out.
/// A stop that holds the one before or after it ("Gujarat" beside "Rajkot") tells no movement: it
/// is taken into the finer one.
[[nodiscard]] std::vector<Visit> itinerary(const CaseStore& store,
                                           const IncidentRow& incident,
                                           PlaceLevel level,
                                           Disclosure disclosure);

/// The itineraries of all selected incidents, made once for all that is counted from them.
///
/// Cost  O(stops), on all threads; 64 bytes a visit.
class Journeys {
  public:
    Journeys(const CaseSelection& selection, PlaceLevel level);
    /// The journeys with stops put in that no record tells, marked as such; several before one
    /// visit in the order they are given. Requires  stops ordered by position, then by `before`,
    /// each between two visits. Throws    std::invalid_argument naming the first that is not.
    Journeys(const Journeys& told, std::span<const InferredStop> stops);

    [[nodiscard]] const CaseStore& store() const { return *m_store; }
    [[nodiscard]] PlaceLevel level() const { return m_level; }
    [[nodiscard]] std::span<const IncidentIndex> incidents() const { return m_incidents; }
    /// Of incidents()[position].
    [[nodiscard]] std::span<const Visit> visits(std::size_t position) const {
        const Piece& piece = m_pieces[position / piece_incidents];
        const std::size_t i = position % piece_incidents;
        const std::size_t first = i == 0 ? 0 : piece.end[i - 1];
        return std::span<const Visit>(piece.visits).subspan(first, piece.end[i] - first);
    }

    static constexpr std::size_t piece_incidents = 4096; ///< incidents handled at once

  private:
    struct Piece {
        std::vector<Visit> visits;
        std::vector<std::uint32_t> end; ///< of the visits of each incident
    };

    const CaseStore* m_store;
    PlaceLevel m_level;
    std::vector<IncidentIndex> m_incidents;
    std::vector<Piece> m_pieces;
};

} // namespace sandhan::graph
