// SPDX-License-Identifier: Apache-2.0
// A mapping file: which columns of somebody's table fill which fields of our record.
#pragma once

#include "io/csv_records.hpp"
#include "io/csv_rows.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// The only key of what stands in the place of a date of birth that is written otherwise than the
/// mapping says.
inline constexpr const char* unreadable_cell = "x_unreadable";

/// One field of a mapping: text with columns in it, or a constant.
struct MappingRule {
    struct Piece {
        std::string before;         ///< the text between the piece before and this column
        std::string column;         ///< as the mapping writes it
        std::size_t at = 0;         ///< its position in the header, once bound
        bool may_be_absent = false; ///< `{Column?}`
        bool is_absent = false;     ///< and is, in the header it is bound to
    };
    /// A column that adds a word to a list where it says yes.
    struct Flag {
        std::string column;
        std::string word;
        std::size_t at = 0;
        bool may_be_absent = false; ///< `Column?`
        bool is_absent = false;
    };
    std::string pointer;
    std::vector<std::string> keys;
    Target target;
    bool is_constant = false;
    nlohmann::json constant;
    std::vector<Piece> pieces;
    std::vector<Flag> flags;                   ///< instead of pieces
    bool is_row_number = false;                ///< `after` and the number of the row
    std::string after;                         ///< the text behind the last column
    std::map<std::string, std::string> values; ///< words of the table, and ours for them

    /// The text of the field for a row; empty columns and the text beside them are left out.
    [[nodiscard]] std::string render(const CsvRow& row,
                                     std::uint64_t row_number,
                                     const CellStyle& style,
                                     const std::vector<std::string>& missing) const;
};

class Mapping {
  public:
    /// Throws FileError or ParseError, naming what is wrong in the mapping and what would be right.
    /// `file` may also be the name of a mapping that the program has (builtin_mapping), where no
    /// file is called so.
    static Mapping read(const std::string& file);
    static Mapping parse(std::string_view text, const std::string& name);

    [[nodiscard]] bool is_person_list() const { return m_is_person; }
    /// False for a mapping that says only how cells are written: the columns are then ours.
    [[nodiscard]] bool has_fields() const { return !m_rules.empty(); }
    [[nodiscard]] const CellStyle& style() const { return m_style; }
    /// Cells that say nothing, such as -99.
    [[nodiscard]] const std::vector<std::string>& missing() const { return m_missing; }

    /// Finds the columns in a header; to be called before rows are read by it. Throws ParseError
    /// that names a column which is not there, and those that are.
    void bind(const CsvRow& header, const std::string& file);
    [[nodiscard]] const std::vector<MappingRule>& rules() const { return m_rules; }

  private:
    std::string m_name;
    bool m_is_person = false;
    std::vector<MappingRule> m_rules;
    CellStyle m_style;
    std::vector<std::string> m_missing;
};

} // namespace sandhan::io
