// SPDX-License-Identifier: Apache-2.0
// Comparable forms of a place name: the folded key, the key of an Indian script, and what an
// Indian spelling may look like in Latin letters.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::graph::gazetteer {

/// True when the text holds a letter of an Indian script (Devanagari to Sinhala).
[[nodiscard]] bool has_indic(std::string_view utf8);

/// A name in its own script, made comparable: canonically decomposed, without nukta and joiners
/// (stations type য় and য় both ways), digits in ASCII, anything but letters and marks a blank.
/// Not folded(): romanising first makes Patna (पटना) and Patan (पाटन) the same word.
[[nodiscard]] std::string native_key(std::string_view utf8);

/// The comparable form the index uses for a name: native_key() of an Indian script, folded() else.
[[nodiscard]] std::string index_key(std::string_view utf8);

/// Folded Latin spellings of a name in an Indian script. The scripts do not write the silent `a`
/// that transliteration puts after every consonant (राजकोट reads `rajakota`), so the forms
/// without the last one, and without those between vowel-consonant and consonant-vowel (deleted
/// from either end), come first; the letter-by-letter form comes last.
[[nodiscard]] std::vector<std::string> latin_readings(std::string_view utf8);

enum class Spelling : std::uint8_t { english, transliterated };

/// The consonants of a folded name with what Indian spellings vary taken out: vowels, aspiration,
/// doubling, v/w/b, sh/s, j/z, n/m. `murshidabad` and `mursidabada` both give `nrsdbd`.
/// In a transliteration `c` is the sound of English `ch`.
[[nodiscard]] std::string skeleton(std::string_view folded_name, Spelling spelling);

/// What tells numbered places apart: digits, Roman numerals (but as the first word) as digits,
/// words of one letter. `canning ii` gives `2`, `sector 4 b` gives `4b`.
[[nodiscard]] std::string numbers_of(std::string_view folded_name);

/// A folded English spelling with what Indian transliteration writes in several ways made one:
/// aspiration after a consonant and doubling dropped, ee and oo as i and u, v/w as b, sh as s, f as
/// p, y as i. The vowels stay, unlike in skeleton(): `basanthi`, `basanti`. Two names of one sound
/// have one skeleton. numbers_of() stands at the end.
[[nodiscard]] std::string sounded(std::string_view folded_name,
                                  Spelling spelling = Spelling::english);

/// 32-bit FNV-1a; the image depends on it, so do not change it without its version.
[[nodiscard]] std::uint32_t hash_of(std::string_view text);

/// Blanks removed.
[[nodiscard]] std::string squeezed(std::string_view key);

} // namespace sandhan::graph::gazetteer
