// SPDX-License-Identifier: Apache-2.0
// Words in a person's name that are no name, or hardly one: honorifics, titles, particles, and the
// words that say whose child or spouse somebody is, or what else they are called.
#pragma once

#include "graph/vocabulary.hpp"

#include <cstdint>
#include <string_view>

namespace sandhan::algorithms::names {

enum class WordUse : std::uint8_t {
    plain,         ///< a name
    honorific,     ///< dropped before a name, title_only after it: Smt, Shri, Late, Dr, Master
    prophet,       ///< Mohammad, Md: dropped before another name, a name else
    leading_title, ///< title_only anywhere, also first: Sheikh, Syed, Abdul
    title,         ///< title_only but in the first place: Devi, Kumar, Singh
    particle,      ///< dropped between names: de, da, el
    compound,      ///< ends the word before it: Rafiq ul Islam
    alias_follows,
    child_follows,  ///< "son of": what follows is the father
    spouse_follows, ///< "wife of": what follows is the spouse
    mother_follows,
    stranger_follows, ///< "care of", "resident of": what follows is not kin
    nobody,           ///< a name of these words alone is none: unknown, not known
    age,              ///< "aged", "years": a number beside it is an age
};

/// Pati is a family's name in Latin letters and says "husband" in Devanagari.
enum class Script : std::uint8_t { any, native };

struct NameWord {
    std::string_view text;
    WordUse use = WordUse::plain;
    graph::Sex sex = graph::Sex::unknown; ///< what it tells of its bearer
    Script script = Script::any;
    std::string_view written_as; ///< the one spelling for all, where there are several
};

/// What is known of a word in Latin letters; `plain` for a name. `native` says that it was written
/// in another script.
[[nodiscard]] const NameWord& name_word(std::string_view text, bool native);

/// Whether this is one of a few hundred given names in wide use, in whatever spelling sounds like
/// it: two of them that differ are two names, not one misspelt (Ramesh, Rakesh, Rajesh).
/// `sound` is what write_sound() makes of it.
[[nodiscard]] bool is_well_known(std::string_view sound);

} // namespace sandhan::algorithms::names
