// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/weighed_words.hpp"

#include "algorithms/internal/text_distance.hpp"

#include <tuple>

namespace sandhan::algorithms::internal {
namespace {

/// One in eight letters may differ, one at least of a text of five.
std::size_t edits_allowed(std::size_t letters, std::size_t letters_of_other) {
    return std::min<std::size_t>(4, (std::min(letters, letters_of_other) + 3) / 8);
}

/// Where no word that says something is equal, a letter off is chance.
constexpr float some_bits = 4.0F;
constexpr float nearly_all = 0.8F, half = 0.5F, enough_bits = 6.0F;

bool is_near(std::string_view a,
             const WeighedWords& words_a,
             std::string_view b,
             const WeighedWords& words_b) {
    const std::size_t most = edits_allowed(a.size(), b.size());
    return most > 0 && least_edits(words_a.sketch, words_b.sketch) <= most &&
           edits_between(a, b, most) <= most;
}

bool is_a_letter_off(std::string_view a, std::string_view b) {
    constexpr std::size_t shortest = 4, long_word = 8;
    const std::size_t length = std::min(a.size(), b.size());
    const std::size_t most = length >= long_word ? 2 : 1;
    return length >= shortest && edits_between(a, b, most) <= most;
}

} // namespace

Likeness likeness_of(std::string_view a,
                     const WeighedWords& words_a,
                     std::string_view b,
                     const WeighedWords& words_b) {
    // The same sums, whichever comes first; their texts are read only where nothing else tells.
    const auto order = [](const WeighedWords& words) {
        return std::tuple(words.bits, words.words.size(), words.sketch.length, words.sketch.bytes);
    };
    const auto order_a = order(words_a), order_b = order(words_b);
    if (order_b < order_a || (order_b == order_a && b < a)) {
        return likeness_of(b, words_b, a, words_a);
    }
    if (is_near(a, words_a, b, words_b)) {
        return Likeness::near;
    }
    unsigned used = 0;
    float shared = 0.0F;
    const auto of = [](std::string_view text, const WeighedWords::Word& word) {
        return text.substr(word.at, word.length);
    };
    // Equal words first, then those a letter off.
    for (int pass = 0; pass < (shared >= some_bits ? 2 : 1); ++pass) {
        for (std::size_t i = 0; i < words_a.words.size(); ++i) {
            const WeighedWords::Word& one = words_a.words[i];
            if ((used >> i & 1U) != 0) {
                continue;
            }
            for (std::size_t j = 0; j < words_b.words.size(); ++j) {
                const WeighedWords::Word& other = words_b.words[j];
                if ((used >> (16 + j) & 1U) != 0) {
                    continue;
                }
                const bool found =
                    pass == 0 ? one.id == other.id : is_a_letter_off(of(a, one), of(b, other));
                if (found) {
                    used |= 1U << i | 1U << (16 + j);
                    constexpr float trust = 0.7F;
                    shared += (pass == 0 ? 1.0F : trust) * std::min(one.bits, other.bits);
                    break;
                }
            }
        }
    }
    const float larger = std::max(words_a.bits, words_b.bits);
    if (larger <= 0.0F) {
        return Likeness::none; // words that all have
    }
    return shared >= nearly_all * larger ? Likeness::near
           : shared >= half * larger     ? Likeness::mostly
           : shared >= enough_bits       ? Likeness::partly
                                         : Likeness::none;
}

bool are_unlike(const WeighedWords& a, const WeighedWords& b) {
    if ((a.rare_words & b.rare_words) != 0) {
        return false;
    }
    // What they share is of common words alone; sums of the same words may differ in their last
    // bits.
    constexpr float sure = 1.001F;
    const float shared = sure * std::min(a.common_bits, b.common_bits);
    static_assert(some_bits < enough_bits);
    if (shared >= some_bits || shared >= half * std::max(a.bits, b.bits)) {
        return false;
    }
    const std::size_t most = edits_allowed(a.sketch.length, b.sketch.length);
    return most == 0 || least_edits(a.sketch, b.sketch) > most;
}

} // namespace sandhan::algorithms::internal
