// SPDX-License-Identifier: Apache-2.0
// Dates as records give them: days, months, years, intervals, "about", "not known after".
#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace sandhan::graph {

/// What can be said of a relation between two dates that are intervals.
enum class Certainty { impossible, possible, certain };

/// A date as EDTF level 1 (ISO 8601-2:2019) can write it, kept as the earliest and latest day it
/// may mean. 12 bytes; an open end is the least or greatest representable day.
///
/// Uncertain (`?`), approximate (`~`) and both (`%`) keep their stated days for display and for
/// intervals in results, but comparisons widen them by one unit of their precision on either side
/// (a day, a month, a year): "about the 12th" is not certainly before the 13th.
class FuzzyDate {
  public:
    using Days = std::int32_t; ///< days since 1970-01-01

    static constexpr Days open_start = std::numeric_limits<Days>::min();
    static constexpr Days open_end = std::numeric_limits<Days>::max();

    enum class Problem {
        not_a_date, ///< not of the form of a date
        impossible, ///< of the form, but no such day (2020-02-30) or an end before its start
    };

    /// Nothing known: every relation with it is possible.
    FuzzyDate() = default;
    FuzzyDate(Days earliest, Days latest) : m_earliest(earliest), m_latest(latest) {}

    /// Reads `2020-10-12`, `2020-10`, `2020`, `202X`, `20XX`, `2020-10-XX`, `2020-XX-XX`,
    /// `2020-10-1X`, seasons
    /// (`2020-21` to `2020-24`: spring from March, northern), `?`, `~`, `%`, intervals `a/b`, open
    /// `../b`, `a/..`, unknown ends `/b`, `a/` (one end must be given); a time of day after `T` is
    /// dropped. Blank text is refused. Years are 0000 to 9999.
    /// Returns the date, or what is wrong in `problem`.
    static std::optional<FuzzyDate> parse(std::string_view text, Problem* problem = nullptr);

    [[nodiscard]] bool is_known() const { return m_earliest != open_start || m_latest != open_end; }
    /// As stated. open_start / open_end where that end is not known.
    [[nodiscard]] Days earliest() const { return m_earliest; }
    [[nodiscard]] Days latest() const { return m_latest; }
    [[nodiscard]] bool is_approximate() const { return (m_flags & approximate) != 0; }
    [[nodiscard]] bool is_uncertain() const { return (m_flags & uncertain) != 0; }

    /// EDTF that means the same: `2020-10-12`, `2020-10`, `2020`, `a/b`, with its qualifier; ""
    /// when nothing is known. What was parsed reads back equal; the hull of a qualified and another
    /// date keeps its days and its qualifier, but may lose how far it is widened.
    [[nodiscard]] std::string to_edtf() const;

    /// The least interval that holds both, unknown dates ignored; qualifiers are joined.
    [[nodiscard]] FuzzyDate hull(const FuzzyDate& other) const;

    /// Whether every day of this lies before every day of `other` (certain), some may (possible),
    /// none can (impossible). Equal days are not before.
    [[nodiscard]] Certainty before(const FuzzyDate& other) const;
    [[nodiscard]] Certainty after(const FuzzyDate& other) const { return other.before(*this); }
    /// Whether the day meant here falls on a day that `window` covers, read as a period: certain
    /// when every day of this lies in it, impossible when none does.
    [[nodiscard]] Certainty within(Days first, Days last) const;
    /// Whether the two may be (possible) or must be (certain: both are the same single day) the
    /// same day.
    [[nodiscard]] Certainty overlaps(const FuzzyDate& other) const;

    /// The first and last day that comparisons reckon with: as stated, or widened when qualified.
    [[nodiscard]] Days possible_from() const;
    [[nodiscard]] Days possible_to() const;

    friend bool operator==(const FuzzyDate&, const FuzzyDate&) = default;

  private:
    static constexpr std::uint16_t uncertain = 1;
    static constexpr std::uint16_t approximate = 2;

    Days m_earliest = open_start;
    Days m_latest = open_end;
    std::uint16_t m_flags = 0;
    std::uint16_t m_unit_days = 1; ///< one unit of precision, for widening: 1, 31, 366, ...
};

[[nodiscard]] FuzzyDate::Days days_from_civil(int year, unsigned month, unsigned day);
/// YYYY-MM-DD. Requires a closed day (neither open_start nor open_end).
[[nodiscard]] std::string iso_day(FuzzyDate::Days day);

} // namespace sandhan::graph
