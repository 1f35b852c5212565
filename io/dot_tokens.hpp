// SPDX-License-Identifier: Apache-2.0
// The words of DOT.
#pragma once

#include "io/graph_text.hpp"

#include <cstdint>
#include <string>

namespace sandhan::io {

struct DotToken {
    enum class Kind : std::uint8_t {
        end,
        word,   ///< a name or number without quotes: perhaps a keyword
        quoted, ///< without its quotes, what `+` joins as one
        html,   ///< without its outermost brackets
        arrow,  ///< ->
        line,   ///< --
        mark,   ///< one of { } [ ] ; , = :
    };
    Kind kind = Kind::end;
    std::string text;
    bool was_latin1 = false;

    [[nodiscard]] bool is(char c) const { return kind == Kind::mark && text[0] == c; }
    [[nodiscard]] bool is_name() const {
        return kind == Kind::word || kind == Kind::quoted || kind == Kind::html;
    }
    [[nodiscard]] bool is_keyword(std::string_view lower) const {
        return kind == Kind::word && is_word(text, lower);
    }
};

/// Reads one token after the other, past blanks and comments. The place of the text is where the
/// token begins.
class DotTokens {
  public:
    explicit DotTokens(GraphText& text) : m_text(text) {}

    /// Throws ParseError for what begins no token, and for a text or comment that does not end.
    void next(DotToken& token);

  private:
    void skip_blanks();
    void read_quoted(std::string& text);
    void read_html(std::string& text);

    GraphText& m_text;
};

} // namespace sandhan::io
