// SPDX-License-Identifier: Apache-2.0
// Tables whose columns have the names of IOM's Human Trafficking Case Data Standard.
#pragma once

#include "io/csv_records.hpp"
#include "io/csv_rows.hpp"

#include <optional>
#include <string>
#include <vector>

namespace sandhan::io {

/// Makes a row of HTCDS a row of our own columns (docs/incident-csv.md has the table). Names are
/// taken with and without the prefix of their table (`prs_`, `vic_`, `per_`, `cas_`, `hte_`), in
/// any letter case, with blanks or signs between words. A column of ours that the table also has
/// wins; what we do not know stays as it is, for DefaultColumns to name.
///
/// Role    a row is a victim's, unless RoleInProcess says otherwise or it only tells an event
///         (`hte_`): nobody is called a suspect for want of a word. So where a column has a prefix
///         or tells what was done to a victim; not for a `Gender` among columns of ours.
/// Source  github.com/UNMigration/HTCDS, "HTCDS Field Reference", versions 1 and 2.
class HtcdsColumns {
  public:
    /// Nothing where no column has a name of HTCDS's that is not ours too. `style`: how lists are
    /// written in the table.
    static std::optional<HtcdsColumns> of(const CsvRow& header, const CellStyle& style);

    [[nodiscard]] const CsvRow& header() const { return m_header; }
    [[nodiscard]] CsvRow row(const CsvRow& theirs) const;
    /// Which of their columns stands behind one of ours, from 0; of several the first.
    [[nodiscard]] std::size_t their_column(std::size_t ours) const;

  private:
    enum class Way {
        as_is,
        name_part,  ///< joined by blanks
        place_part, ///< joined by commas
        list,       ///< joined by the separator
        control,    ///< a column a word: yes adds the word
        deceased,
        event_kind, ///< which of our columns the event's place and date belong in
        event_place,
        event_date,
    };
    struct Source {
        std::size_t from = 0;
        std::size_t to = 0; ///< column of ours; of an event not yet known
        Way way = Way::as_is;
        int order = 0; ///< among those that are joined
        std::string word;
        bool tells_person = false;
    };

    struct Known {
        std::string_view name;
        std::string_view ours;
        Way way;
        int order;
        bool tells_person;
    };
    static const Known known_columns[];

    void put_event(const CsvRow& theirs, CsvRow& ours) const;
    void put(const Source& source, const std::string& cell, std::string& to) const;
    std::size_t column(std::string_view name);

    CsvRow m_header;
    std::vector<Source> m_sources;
    std::string m_separator;
    std::size_t m_role = 0;
    bool m_is_about_victims = false;
    bool m_has_events = false;
};

} // namespace sandhan::io
