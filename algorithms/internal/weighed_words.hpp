// SPDX-License-Identifier: Apache-2.0
// Addresses and other texts of several words, compared word by word. Not installed.
#pragma once

#include "algorithms/internal/split_mix.hpp"
#include "algorithms/internal/text_distance.hpp"
#include "graph/string_pool.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sandhan::algorithms::internal {

/// A text of several words, and how much each says.
struct alignas(64) WeighedWords {
    struct Word {
        std::uint32_t id = 0;             ///< equal for equal words of the same kind of text
        std::uint16_t at = 0, length = 0; ///< in the text
        float bits = 0.0F; ///< log2 of how many times more records there are than have it
    };
    std::vector<Word> words;      ///< most_words at most
    float bits = 0.0F;            ///< of all
    float common_bits = 0.0F;     ///< of those that say less than common_word
    std::uint64_t rare_words = 0; ///< a bit for each of the others; several may share one
    TextSketch sketch;            ///< of the text
};
/// Bits of a word that as many as one record in sixteen have.
inline constexpr float common_word = 4.0F;
inline constexpr std::size_t most_words = 16;

/// How many records have each word of their texts.
class WordWeights {
  public:
    void count(std::string_view text, std::uint32_t records) {
        m_records += text.empty() ? 0 : records;
        each(text, [&](std::size_t, std::string_view word) {
            const std::uint32_t id = m_words.intern(word);
            m_held.resize(std::max<std::size_t>(m_held.size(), id + 1), 0);
            m_held[id] += records;
        });
    }

    [[nodiscard]] WeighedWords weighed(std::string_view text) {
        WeighedWords result;
        result.sketch = sketch_of(text);
        each(text, [&](std::size_t at, std::string_view word) {
            const std::uint32_t id = m_words.intern(word);
            const double held = id < m_held.size() ? std::max(1U, m_held[id]) : 1U;
            const auto bits =
                static_cast<float>(std::max(0.0, std::log2(static_cast<double>(m_records) / held)));
            result.words.push_back({id, static_cast<std::uint16_t>(at),
                                    static_cast<std::uint16_t>(word.size()), bits});
            result.bits += bits;
            if (bits < common_word) {
                result.common_bits += bits;
            } else {
                result.rare_words |= std::uint64_t{1} << (mixed(id) >> 58U);
            }
        });
        return result;
    }

  private:
    template <class Use>
    static void each(std::string_view text, const Use& use) {
        std::size_t words = 0;
        for (std::size_t at = 0; at < std::min<std::size_t>(text.size(), 0xFFFF);) {
            const std::size_t end = std::min(text.find(' ', at), text.size());
            if (++words > most_words) {
                return;
            }
            use(at, text.substr(at, end - at));
            at = end + 1;
        }
    }

    graph::StringPool m_words;
    std::vector<std::uint32_t> m_held;
    std::uint64_t m_records = 0;
};

/// How much two texts of several words say the same.
enum class Likeness : std::uint8_t { near, mostly, partly, none };

/// By words, each weighed by how few records have it: a shared postcode says more than "road". A
/// word may be a letter off, and stand anywhere. Near: the whole differs by a letter in eight, or
/// the words shared are four fifths of what the text that says more says; mostly: half of it;
/// partly: some words that few others have.
///
/// Requires    words as WordWeights made them of the texts, both by the same one.
/// Cost        O(words * words), no allocation.
/// Convention  symmetric.
[[nodiscard]] Likeness likeness_of(std::string_view a,
                                   const WeighedWords& words_a,
                                   std::string_view b,
                                   const WeighedWords& words_b);

/// Whether likeness_of() is `none` for a reason that is seen at once: they share common words at
/// most, and differ in more letters than texts that are near. Reads no text.
[[nodiscard]] bool are_unlike(const WeighedWords& a, const WeighedWords& b);

} // namespace sandhan::algorithms::internal
