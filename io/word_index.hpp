// SPDX-License-Identifier: Apache-2.0
// Finds a word among a few dozen known ones with one look, for the reader that sees millions.
#pragma once

#include "graph/vocabulary.hpp"
#include "io/short_text.hpp"

#include <bit>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace sandhan::io {

class WordIndex {
  public:
    static constexpr int none = -1;

    explicit WordIndex(std::size_t words) {
        std::size_t slots = 8;
        while (slots < 2 * words) {
            slots *= 2;
        }
        m_slots.resize(slots);
        m_shift = 64U - static_cast<unsigned>(std::countr_zero(slots));
    }

    /// A word that is there already keeps its value, as in a search from the front.
    void add(std::string_view word, int value) {
        const ShortText key(word);
        Slot& slot = m_slots[slot_of(key, word)];
        if (slot.value == none) {
            slot = {key, word, value};
        }
    }

    [[nodiscard]] int find(std::string_view word) const { return find(ShortText(word), word); }
    /// The same for who has the word's key.
    [[nodiscard]] int find(const ShortText& key, std::string_view word) const {
        return m_slots[slot_of(key, word)].value;
    }

  private:
    struct Slot {
        ShortText key;
        std::string_view word;
        int value = none;
    };

    /// Where the word stands, or the free slot where it would.
    [[nodiscard]] std::size_t slot_of(const ShortText& key, std::string_view word) const {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t at = key.hash() >> m_shift;
        while (m_slots[at].value != none &&
               !(m_slots[at].key == key && (key.is_whole() || m_slots[at].word == word))) {
            at = (at + 1) & mask;
        }
        return at;
    }

    std::vector<Slot> m_slots;
    unsigned m_shift = 0;
};

/// What graph::parse_word<E>() says.
template <class E>
[[nodiscard]] std::optional<E> find_word(std::string_view text) {
    static const WordIndex index = [] {
        WordIndex words(graph::words<E>().size());
        for (const auto& word : graph::words<E>()) {
            words.add(word.text, static_cast<int>(word.value));
        }
        return words;
    }();
    const int value = index.find(text);
    return value == WordIndex::none ? std::nullopt : std::optional(static_cast<E>(value));
}

} // namespace sandhan::io
