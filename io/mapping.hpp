// SPDX-License-Identifier: Apache-2.0
// A mapping file: which columns of somebody's table fill which fields of our record.
#pragma once

#include "io/csv_records.hpp"
#include "io/csv_rows.hpp"

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
        std::string before; ///< the text between the piece before and this column
        std::string column; ///< as the mapping writes it
        std::size_t at = 0; ///< its position in the header, once bound
    };
    std::string pointer;
    std::vector<std::string> keys;
    Target target;
    bool is_constant = false;
    nlohmann::json constant;
    std::vector<Piece> pieces;
    std::string after;                         ///< the text behind the last column
    std::map<std::string, std::string> values; ///< words of the table, and ours for them

    /// The text of the field for a row; empty columns and the text beside them are left out.
    [[nodiscard]] std::string render(const CsvRow& row) const;
};

class Mapping {
  public:
    /// Throws FileError or ParseError, naming what is wrong in the mapping and what would be right.
    static Mapping read(const std::string& file);
    static Mapping parse(std::string_view text, const std::string& name);

    [[nodiscard]] bool is_person_list() const { return m_is_person; }
    /// False for a mapping that says only how cells are written: the columns are then ours.
    [[nodiscard]] bool has_fields() const { return !m_rules.empty(); }
    [[nodiscard]] const CellStyle& style() const { return m_style; }

    /// Finds the columns in a header; to be called before rows are read by it. Throws ParseError
    /// that names a column which is not there, and those that are.
    void bind(const CsvRow& header, const std::string& file);
    [[nodiscard]] const std::vector<MappingRule>& rules() const { return m_rules; }

  private:
    std::string m_name;
    bool m_is_person = false;
    std::vector<MappingRule> m_rules;
    CellStyle m_style;
};

} // namespace sandhan::io
