// SPDX-License-Identifier: Apache-2.0
// A word of a person's name, in any script, as clerks usually spell it in Latin letters.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::algorithms::names {

/// What a word was written in, as far as its reading depends on it.
enum class Writing : std::uint8_t {
    latin,
    native, ///< another script that writes its vowels
    abjad,  ///< Arabic letters: short vowels are not written, and so are not in the reading
};

struct Reading {
    std::string text; ///< a to z only, but a blank between words that one sign sequence holds
    Writing writing = Writing::latin;
};

/// The code points of a text; what is not UTF-8 gives U+FFFD, a byte each.
void decode_utf8(std::string_view utf8, std::vector<char32_t>& code_points);

/// True for letters and marks of any script, as far as names go; false for blanks, digits,
/// punctuation, symbols and what is not a character.
[[nodiscard]] bool is_letter(char32_t c);
/// 0 to 9 for a digit of a script we know, else -1.
[[nodiscard]] int digit_value(char32_t c);

/// The usual Latin spelling of one word. Latin letters lose their diacritics. The nine Indian
/// scripts of one Unicode layout, Arabic (Urdu) and Cyrillic are read by tables of our own, for
/// ICU's letter-by-letter forms are not what registers hold: राम is `ram`, not `rama`; রমেশ
/// `ramesh`; বিজয় `bijay`; শিখা `shikha`; Шевченко `shevchenko`. All else is ICU's
/// Any-Latin; Latin-ASCII (graph::folded). Empty where nothing is legible.
///
/// Convention  the inherent vowel is `a` in every script. At a word's end it is silent, but after a
///             cluster that could not be said without it (चन्द्र, `chandra`), and in the Dravidian
///             scripts, where it is always heard. Within, it is left out between vowel-consonant
///             and consonant-vowel (राजकुमार, `rajkumar`), in Bengali and Oriya only after a vowel
///             that is written, or after h (রহমান, `rahman`; but কমলা, `kamala`).
/// Source      The Unicode Standard 15, chapter 12 (layout of the Indic blocks, from ISCII-1988);
///             M. Choudhury, A. Basu, S. Sarkar, "A diachronic approach for schwa deletion in
///             Indo Aryan languages", SIGPHON 2004 (the rule VC_CV, from the right).
[[nodiscard]] Reading latin_reading(std::span<const char32_t> word);

} // namespace sandhan::algorithms::names
