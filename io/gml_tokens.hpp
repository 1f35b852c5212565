// SPDX-License-Identifier: Apache-2.0
// The words of GML.
#pragma once

#include "io/graph_text.hpp"

#include <cstdint>
#include <string>

namespace sandhan::io {

/// A key or number beyond it is refused: keys are names of columns, looked up once a value.
inline constexpr std::size_t longest_gml_word = 200;

struct GmlToken {
    enum class Kind : std::uint8_t { end, word, text, open, close };
    Kind kind = Kind::end;
    std::string text;
    bool was_latin1 = false;
};

/// Reads one token after the other, past blanks and comments. The place of the text is where the
/// token begins. Throws ParseError for what begins none, and for a text that does not end.
void next_gml_token(GraphText& text, GmlToken& token);

} // namespace sandhan::io
