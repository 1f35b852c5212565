// SPDX-License-Identifier: Apache-2.0
// How far apart two short texts are, and what tells so without reading them. Not installed.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace sandhan::algorithms::internal {

/// Edits (a byte more, less, other, or two neighbours swapped, each touched once) between two
/// texts, counted up to `most`; more are most + 1, and so are any between texts of more than 96
/// bytes that are not equal.
/// Cost    one step a byte of the longer for up to 64 bytes that differ, nothing for what both
///         begin and end with.
/// Source  F. J. Damerau, Comm. ACM 7(3), 1964, doi:10.1145/363958.363994 (the restricted form); in
///         bits: H. Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
///         distances", Nordic J. Computing 10(1), 2003.
[[nodiscard]] std::size_t edits_between(std::string_view a, std::string_view b, std::size_t most);

/// A text at a glance.
struct TextSketch {
    std::array<std::uint8_t, 16> bytes{}; ///< how many there are of each kind, 255 at most
    std::uint16_t length = 0;             ///< 65,535 at most
};
[[nodiscard]] TextSketch sketch_of(std::string_view text);

/// Never more than the edits between the texts: one edit takes away one byte at most, and brings
/// one at most.
[[nodiscard]] std::size_t least_edits(const TextSketch& a, const TextSketch& b);

/// Of counts of four bits apiece: by how much those of `a` exceed those of `b`, added up. Of what
/// two texts hold of each kind of letter it is never more than the edits between them.
[[nodiscard]] inline unsigned exceeding(std::uint64_t a, std::uint64_t b) {
    // Every other count in a byte of its own: its top bit stays where a has as many.
    constexpr std::uint64_t each = 0x0101010101010101U;
    const auto sum = [](std::uint64_t x, std::uint64_t y) {
        const std::uint64_t apart = (x | each << 7U) - y;
        const std::uint64_t more = apart & (apart >> 7U & each) * 0x7FU;
        return static_cast<unsigned>((more * each) >> 56U);
    };
    constexpr std::uint64_t low = each * 15U;
    return sum(a & low, b & low) + sum(a >> 4U & low, b >> 4U & low);
}

} // namespace sandhan::algorithms::internal
