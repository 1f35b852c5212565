// SPDX-License-Identifier: Apache-2.0
// A person's name as a record writes it, cut into words, numbers and signs.
#pragma once

#include "algorithms/suspects/latin_reading.hpp"
#include "algorithms/suspects/name_words.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::algorithms::names {

enum class TokenKind : std::uint8_t { word, number, comma, open, close, quote, marker };

struct NameToken {
    TokenKind kind = TokenKind::word;
    std::string text; ///< of a word: its reading
    Writing writing = Writing::latin;
    bool one_letter = false;        ///< in its own script
    bool capitals = false;          ///< all of them, in Latin letters
    unsigned number = 0;            ///< of a number; what has more digits than four is cut to 9999
    const NameWord* word = nullptr; ///< what is known of it: also of a marker
};

/// Markers that are written with signs (@, s/o, S\O) or in several words (son of, known as,
/// father's name, a.k.a.) become one token, as those of one word do. The tokens borrow nothing.
[[nodiscard]] std::vector<NameToken> name_tokens(std::string_view text);

} // namespace sandhan::algorithms::names
