// SPDX-License-Identifier: Apache-2.0
// Graph files that are text: their characters, lines and fields in UTF-8, each with its place. What
// the readers of GML, Pajek, DOT, DL and Matrix Market share.
#pragma once

#include "graph/run_control.hpp"
#include "io/input_bytes.hpp"
#include "io/text_input.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sandhan::io {

/// What reads a text from the memory that it lies in.
[[nodiscard]] ByteReader reader_of(std::string_view text);

/// Text that is not UTF-8 becomes so: it is taken for Latin-1, or what Windows makes of it. Returns
/// whether it was changed.
bool make_utf8(std::string& text);

/// The character that a number stands for is appended as UTF-8; false, and nothing done, for what
/// is none.
bool append_character(std::string& text, std::uint32_t number);

/// What stands between blanks, or quotes.
struct Field {
    std::string text;
    std::size_t column = 0; ///< in bytes, from 1
    bool quoted = false;
};

class GraphText {
  public:
    /// Throws ParseError for what is no text.
    GraphText(ByteReader bytes, const std::string& name, const graph::RunControl& control);

    // --- by characters ---

    [[nodiscard]] TextInput& input() { return m_input; }
    /// Remembers where the next character stands; fail() tells it.
    void mark() {
        m_line = m_input.line();
        m_column = m_input.column();
    }
    void skip_line();

    // --- by lines ---

    /// The next line, in UTF-8; false at the end.
    bool next_line();
    [[nodiscard]] std::string_view line_text() const { return m_text; }
    /// The next field of the line: what stands between blanks or any of `separators`. A field that
    /// begins with a quote ends with the next that has no backslash before it, or, if there is
    /// none, with the next. Fails where there is none at all.
    bool next_field(Field& field, std::string_view separators = {});
    /// Whether nothing is left of the line but blanks and separators.
    [[nodiscard]] bool is_line_read(std::string_view separators = {}) const;
    /// The line is read again from that column on.
    void go_to(std::size_t column) { m_at = column - 1; }

    // --- places ---

    [[nodiscard]] std::uint64_t line() const { return m_line; }
    [[nodiscard]] std::uint64_t bytes() const { return m_input.offset(); }
    /// How many lines were no UTF-8 since the last call.
    [[nodiscard]] std::uint64_t take_latin1();

    /// Throws ParseError: file, line, column of mark(), message.
    [[noreturn]] void fail(const std::string& message) const;
    /// The same with the column of a field.
    [[noreturn]] void fail(const Field& field, const std::string& message) const;
    /// The same without a column.
    [[noreturn]] void fail_line(const std::string& message) const;

  private:
    bool find_quoted(Field& field, bool with_escapes);

    TextInput m_input;
    const graph::RunControl& m_control;
    std::string m_text;
    std::size_t m_at = 0;
    std::uint64_t m_line = 0;
    std::uint64_t m_column = 0;
    std::uint64_t m_latin1 = 0;
};

/// The same word, whatever the case of its ASCII letters; `lower` is in lower case.
[[nodiscard]] bool is_word(std::string_view text, std::string_view lower);

} // namespace sandhan::io
