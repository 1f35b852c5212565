// SPDX-License-Identifier: Apache-2.0
// Finds a word among a few dozen known ones with one look, for the reader that sees millions.
#pragma once

#include "graph/vocabulary.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace sandhan::io {

class WordIndex {
  public:
    static constexpr int none = -1;

    explicit WordIndex(std::size_t words) {
        // A quarter full: most words then stand where their hash says.
        std::size_t slots = 8;
        while (slots < 4 * words) {
            slots *= 2;
        }
        m_slots.resize(slots);
    }

    /// A word that is there already keeps its value, as in a search from the front.
    void add(std::string_view word, int value) {
        Slot& slot = m_slots[slot_of(word)];
        if (slot.value == none) {
            slot = {word, value};
        }
    }

    [[nodiscard]] int find(std::string_view word) const { return m_slots[slot_of(word)].value; }

  private:
    struct Slot {
        std::string_view word;
        int value = none;
    };

    static std::size_t hash(std::string_view word) {
        if (word.empty()) {
            return 0;
        }
        const auto at = [&](std::size_t i) { return static_cast<unsigned char>(word[i]); };
        return word.size() + at(0) * std::size_t{7} + at(word.size() / 2) * std::size_t{31} +
               at(word.size() - 1) * std::size_t{127};
    }

    /// Where the word stands, or the free slot where it would.
    [[nodiscard]] std::size_t slot_of(std::string_view word) const {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t at = hash(word) & mask;
        while (m_slots[at].value != none && m_slots[at].word != word) {
            at = (at + 1) & mask;
        }
        return at;
    }

    std::vector<Slot> m_slots;
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
