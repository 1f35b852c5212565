// SPDX-License-Identifier: Apache-2.0
// Invented people's names, and the ways in which records spell one name.
#pragma once

#include "algorithms/generator/random.hpp"
#include "graph/vocabulary.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace sandhan::algorithms::generator {

/// Which given names and titles are usual.
enum class Custom : std::uint8_t { northern, bengali_muslim, adivasi };

/// A name in its parts; `title` (Md, Sk) and `middle` may be empty.
struct Name {
    std::string title, given, middle, family;

    [[nodiscard]] std::string full() const;
};

/// A given name in use, or composed of syllables; the family name is always composed, so that the
/// whole is nobody's.
[[nodiscard]] Name compose_name(Random& random, graph::Sex sex, Custom custom);
/// Composed of syllables: a family, a firm, a house.
[[nodiscard]] std::string compose_family(Random& random);
/// What the others call somebody: Bapi, Thekedar, Mausi.
[[nodiscard]] std::string_view pick_alias(Random& random, graph::Sex sex);

/// The name in another spelling, as registers show them: Md, Mohd, Mohammad; ee for i; sh for s;
/// a middle name joined, shortened or dropped. Never the spelling it had.
[[nodiscard]] Name respelt(Random& random, Name name);
/// The family name first, or the given name as its initial.
[[nodiscard]] std::string reordered(Random& random, const Name& name);

enum class Script : std::uint8_t { devanagari, bengali };
/// A Latin name letter by letter in an Indian script.
[[nodiscard]] std::string transliterated(std::string_view latin, Script script);

/// A text with one letter changed: two swapped, one dropped, doubled or replaced. Never what it
/// was, where the text has two unlike letters. Words of two letters and bytes of other scripts
/// stay.
[[nodiscard]] std::string misspelt(Random& random, std::string_view text);

} // namespace sandhan::algorithms::generator
