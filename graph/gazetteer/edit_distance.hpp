// SPDX-License-Identifier: Apache-2.0
// How many letters two spellings of a name differ by.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sandhan::graph::gazetteer {

/// The most letters a misspelling of this key may differ by: none up to 3 letters and digits,
/// 1 up to 7, 2 beyond. Shorter names have too many neighbours that are other names.
[[nodiscard]] unsigned bound_for(std::string_view key);

/// Damerau-Levenshtein distance in its restricted form (optimal string alignment: insertion,
/// deletion, substitution and swap of two adjacent letters, no letter edited twice), or nothing
/// when it exceeds `bound` or the digits of the two differ: 24 and 25 are not spellings of one
/// number.
/// Cost    O(length) time for the bounds 1 to 3 in use, by 4 to the power of the bound.
/// Source  F. J. Damerau, "A technique for computer detection and correction of spelling errors",
///         CACM 7(3), 1964. doi:10.1145/363958.363994
[[nodiscard]] std::optional<unsigned>
distance_within(std::string_view a, std::string_view b, unsigned bound);

/// How near a spelling comes to a name, the nearest first.
enum class Nearness : std::uint8_t {
    sounds_same, ///< sounded() forms agree: Basanthi, Basanti
    one_letter,  ///< one edit: Murshidabd
    sounds_near, ///< the consonants agree, and all but one vowel: Jibontala, Jibantala
    two_letters, ///< two edits, in long names only
};

/// What a misspelling may be: the further a search reaches, the less of it.
struct NearnessRules {
    std::size_t least_for_one = 4;  ///< letters a name needs for one edit
    std::size_t least_for_two = 10; ///< letters a name needs for two edits
    bool own_letters = true;    ///< an ending that many names share (-pur, -nagar) does not count
    bool by_sound_only = false; ///< Nearness::sounds_same and nothing else
    std::size_t least_for_near = 5; ///< sounds a name needs for Nearness::sounds_near
};

/// A folded spelling that no place has, to be held against many names. Borrows it.
class Misspelling {
  public:
    explicit Misspelling(std::string_view spelling);

    /// How near it comes to a folded name, in letters and in what Indian transliteration makes of
    /// them, or nothing. `same_bones` tells that the skeleton() of both is the same, which callers
    /// know beforehand.
    [[nodiscard]] std::optional<Nearness>
    nearness_to(std::string_view name, bool same_bones, const NearnessRules& rules) const;

    [[nodiscard]] std::string_view spelling() const { return m_spelling; }
    [[nodiscard]] std::size_t letters() const { return m_letters; }

  private:
    std::string_view m_spelling;
    std::string m_numbers; ///< numbers_of()
    std::string m_heard;   ///< sounded()
    std::size_t m_letters;
};

/// Letters and digits: all but the blanks.
[[nodiscard]] std::size_t letters_in(std::string_view key);

/// One bit a letter `a`..`z` that occurs. Two keys within d edits differ in at most 2 d bits, which
/// rules out most pairs without comparing them.
[[nodiscard]] std::uint32_t letters_of(std::string_view key);

} // namespace sandhan::graph::gazetteer
