// SPDX-License-Identifier: Apache-2.0
// The name of a person as a record writes it, in any script, taken apart into what can be compared.
#pragma once

#include "graph/vocabulary.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::algorithms {

enum class NamePartKind : std::uint8_t {
    name,
    initial,    ///< one letter: the R of R. K. Sharma
    title_only, ///< Devi, Bibi, Khatun, Kumar, Singh, Das, Sheikh, Abdul: says little
};

/// A word of a name. Made by parse_person_name(); the fields below `kind` serve comparison alone.
struct NamePart {
    std::string text; ///< a to z, as usually spelt in Latin letters, whatever the script was
    std::string key;  ///< consonants that vary between spellings made one; equal for spellings that
                      ///< sound alike, and for more (Salim, Salma): good for blocking
    NamePartKind kind = NamePartKind::name;
    /// A given name in wide use. Two of them that differ are two names, not one misspelt. A caller
    /// may set it for what is frequent in the list at hand.
    bool well_known = false;
    bool vowels_unwritten = false; ///< from Arabic letters
    std::string sound;             ///< `text` with doubling, aspiration and vowel length out
    std::uint32_t text_hash = 0;
    std::uint32_t key_hash = 0;
    std::uint32_t letters = 0; ///< bit k: `sound` has the k-th letter of the alphabet
};

constexpr std::size_t most_name_parts = 8;
constexpr std::size_t longest_name_part = 32; ///< letters

/// A part as parse_person_name() makes it. Requires  `text` of a to z; what is too long is cut.
[[nodiscard]] NamePart
name_part(std::string_view text, NamePartKind kind, bool vowels_unwritten = false);

struct PersonName {
    std::vector<NamePart> parts; ///< in the order of the text, family name last after "SHARMA, R."
    graph::Sex sex_hint = graph::Sex::unknown; ///< from titles: Md, Smt, Begum
    bool readable = false; ///< false: nothing legible in any alphabet; it matches nothing
    bool cut = false;      ///< it had more than most_name_parts
};

struct ParsedPerson {
    PersonName name;
    std::vector<PersonName> aliases; ///< readable ones
    PersonName father, mother, spouse;
    std::optional<unsigned> age; ///< years, 1 to 120: "Raju (30)", "aged 30"
};

/// Takes apart what a record calls a person.
///
/// Honorifics before a name (Shri, Smt, Late, Dr, Md) and particles within (de, al) are dropped,
/// what they tell of sex is kept. Titles in second place (and Jr, Master) become `title_only`.
/// Abdul and its forms (Abdur, Abdus) are a title of their own, also when written in one word with
/// what they serve: Abdurrahim is Abdul, Rahim. "ul", "ud" and "ur" end the word before: Rafiq ul
/// Islam is Rafiqul Islam. After @, alias, urf, a.k.a., उर्फ, ওরফে, عرف, in quotes or in brackets
/// stands another name; after s/o, d/o, son of, bin, binti, पुत्र, পিতা, ولد the father's; after w/o,
/// wife of, पत्नी, স্বামী the spouse's; after माता the mother's; what follows c/o, r/o or a second
/// comma is nobody's name. An alias of a father is not one of the child. "SHARMA, Rakesh" is turned
/// round.
///
/// Returns     `name.readable` false when nothing is legible; never throws for what the text holds,
///             which may be no UTF-8 at all.
/// Cost        a few microseconds; scripts but Latin, Indic, Arabic and Cyrillic go through ICU and
///             take some tens. Safe to call from several threads.
/// Convention  see names::latin_reading() for scripts and names::key_of() for sound.
[[nodiscard]] ParsedPerson parse_person_name(std::string_view text);

} // namespace sandhan::algorithms
