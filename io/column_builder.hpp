// SPDX-License-Identifier: Apache-2.0
// A column that grows from the texts of a file: typed as declared, widened when a value does not
// fit, never losing one.
#pragma once

#include "io/graph_document.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

enum class ColumnType { boolean, integer, real, text };

/// The number a text is, blanks around it allowed; "inf" and "nan" in any case too. What is larger
/// than a double becomes infinite, what is smaller zero.
[[nodiscard]] std::optional<double> parse_real(std::string_view text);
[[nodiscard]] std::optional<std::int64_t> parse_integer(std::string_view text);
/// true, false, 1, 0, in any case.
[[nodiscard]] std::optional<bool> parse_boolean(std::string_view text);

/// A weight that algorithms can use: finite and above 0.
[[nodiscard]] std::optional<double> parse_weight(std::string_view text);
/// For messages: a number as it is written, else only that it is none, since a text in the wrong
/// column may be anybody's name.
[[nodiscard]] std::string shown_number(std::string_view text);

class ColumnBuilder {
  public:
    explicit ColumnBuilder(ColumnType type) { start(type); }

    /// Sets the value of a row, over an earlier one. A blank text is absent in a column that is not
    /// of text, and so is "NaN" in a column of numbers. Returns whether the type held: integers
    /// widen to reals if no digit is lost, everything else to text.
    bool set(std::size_t row, std::string_view text);

    [[nodiscard]] ColumnType type() const { return m_type; }
    [[nodiscard]] bool is_set(std::size_t row) const { return row < m_set.size() && m_set[row]; }
    /// Whether any row was ever set.
    [[nodiscard]] bool used() const { return !m_set.empty(); }
    /// Up to the last row that was set.
    [[nodiscard]] std::size_t rows() const { return m_set.size(); }

    /// Asks for memory for so many rows.
    void reserve(std::size_t rows);

    /// A column of text becomes one of `type` if every value fits, else stays. Returns whether.
    bool narrow(ColumnType type);
    /// A column of text becomes one of numbers if every value is written as numbers are. Codes are
    /// none: what begins with a plus or a needless zero, or has more digits than a number keeps.
    void narrow_to_number();

    /// The values of `rows` rows, absent where none was set, and an empty builder.
    [[nodiscard]] Column::Values take(std::size_t rows);

  private:
    void start(ColumnType type);
    bool store(std::size_t row, std::string_view text);
    void widen(ColumnType type);

    ColumnType m_type = ColumnType::text;
    Column::Values m_values;
    std::vector<bool> m_set;
};

} // namespace sandhan::io
