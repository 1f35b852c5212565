// SPDX-License-Identifier: Apache-2.0
// The rows of all fragments one behind the other, in the order in which records came.
#pragma once

#include "graph/building/fragment_rows.hpp"
#include "graph/building/growing_column.hpp"
#include "graph/case_store.hpp"

#include <atomic>
#include <cstdint>
#include <string_view>

namespace sandhan::graph::building {

/// Ranges and row numbers count over all. Strings are numbers in Shared::common or, with own_text
/// set, in the order of own strings from 0; places and the names of organisations are as in a
/// fragment.
struct GatheredRows {
    GrowingColumn<IncidentRow> incidents;
    GrowingColumn<Extent> begin, end; ///< of each incident
    GrowingColumn<PersonRow> people;
    GrowingColumn<OrganisationRow> organisations;
    GrowingColumn<IdentifierRow> identifiers;
    GrowingColumn<StopRow> stops;
    GrowingColumn<IncidentPlaceRow> places;
    GrowingColumn<TieRow> ties;
    GrowingColumn<std::uint8_t> words;
    GrowingColumn<StringId> texts;
    GrowingColumn<std::uint32_t> stop_people;
    GrowingColumn<FragmentRows::Listed> listed;
    // Own strings; in front of them there is room for the common ones.
    GrowingColumn<std::uint64_t> own_end{std::size_t{1} << 31U};
    GrowingColumn<char> own_bytes{std::size_t{1} << 36U};

    /// Gives a fragment its place behind those placed before; one call at a time.
    /// Throws std::length_error.
    void place(FragmentRows& fragment);
    /// Copies the rows of a fragment that has its place. Any thread may, several at once.
    void settle(FragmentRows& fragment);
    /// Whether every fragment that was placed is settled.
    [[nodiscard]] bool is_whole() const { return m_placed == m_settled; }

    [[nodiscard]] std::uint64_t own_begin(std::uint32_t own) const {
        return own == 0 ? 0 : own_end[own - 1];
    }
    /// Of an own string, by its number with own_text set.
    [[nodiscard]] std::string_view own_text_of(StringId id) const {
        const std::uint32_t own = id & ~own_text;
        const std::uint64_t first = own_begin(own);
        return {own_bytes.rows().data() + first, own_end[own] - first};
    }

  private:
    std::uint64_t m_placed = 0;
    std::atomic<std::uint64_t> m_settled = 0;
};

} // namespace sandhan::graph::building
