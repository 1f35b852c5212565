// SPDX-License-Identifier: Apache-2.0
// Names told apart without reading them. Not installed.
#pragma once

#include "algorithms/internal/found_name.hpp"
#include "graph/vocabulary.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace sandhan::algorithms::internal {

struct ComparableName;

/// How many letters there are of each of sixteen kinds, four bits apiece, 15 at most.
[[nodiscard]] std::uint64_t letter_counts(std::string_view text);

/// What tells most names of two words apart, in one line of the processor's cache.
struct alignas(64) NameGlance {
    struct Part {
        std::uint64_t counts = 0; ///< letter_counts() of the text
        std::uint32_t text = 0;   ///< equal for equal texts of the names at hand
        std::uint32_t key_hash = 0, letters = 0;
        float rarity = 0.0F; ///< as written
        char initial = 0;    ///< of the key
        std::uint8_t text_length = 0, sound_length = 0;
        graph::Sex sex = graph::Sex::unknown; ///< as the whole name hints
    };
    std::array<Part, 2> parts;

    /// Of two parts, neither an initial nor a title; of others nothing is noted.
    [[nodiscard]] bool is_plain() const { return parts[0].text_length > 0; }
};

[[nodiscard]] std::vector<NameGlance> glances_at(std::span<const ComparableName> names);

/// What found_between() finds of two plain names that have nothing in common, or one part and
/// nothing else; nothing where it takes a closer look.
/// Cost  some nanoseconds.
[[nodiscard]] std::optional<FoundName> found_at_a_glance(const NameGlance& a, const NameGlance& b);

/// Edits that leave a word of a name recognisable: one in three letters or a bit less.
[[nodiscard]] constexpr std::size_t edits_of_alike(std::size_t letters) {
    return letters < 3 ? 0 : letters < 6 ? 1 : letters < 9 ? 2 : 3;
}
/// Letters that such words have and lack at most: an edit changes two, and a sound is not a text.
[[nodiscard]] constexpr int letters_of_alike(std::size_t edits) {
    return 2 * static_cast<int>(edits) + 1;
}

static_assert(sizeof(NameGlance) == 64);

} // namespace sandhan::algorithms::internal
