// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/text_distance.hpp"

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace sandhan::algorithms::internal {
namespace {

constexpr std::size_t longest_compared = 96;

/// Column by column, one of the table of edits a byte of `b`: bit i of VP, VN says whether the
/// number grows or falls from row i to row i + 1. `places(c)` has a bit where `a` has c.
/// Requires  1 to 64 bytes of `a`, no more than of `b`.
template <class Places>
std::size_t
edits_in_bits(std::string_view a, std::string_view b, std::size_t most, const Places& places) {
    const std::uint64_t last_row = std::uint64_t{1} << (a.size() - 1);
    std::uint64_t grows = ~std::uint64_t{0}, falls = 0;
    std::uint64_t diagonal = 0;    // no growth from the column and row before
    std::uint64_t here_before = 0; // where `a` has the byte before
    std::size_t edits = a.size();
    for (std::size_t j = 0; j < b.size(); ++j) {
        const std::uint64_t here = places(b[j]);
        const std::uint64_t swapped = ((~diagonal & here) << 1U) & here_before;
        diagonal = (((here & grows) + grows) ^ grows) | here | falls | swapped;
        std::uint64_t right_grows = falls | ~(diagonal | grows);
        std::uint64_t right_falls = diagonal & grows;
        edits += (right_grows & last_row) != 0 ? 1U : 0U;
        edits -= (right_falls & last_row) != 0 ? 1U : 0U;
        if (edits > most + (b.size() - 1 - j)) { // each byte to come takes one away at most
            return most + 1;
        }
        right_grows = (right_grows << 1U) | 1U;
        right_falls <<= 1U;
        grows = right_falls | ~(diagonal | right_grows);
        falls = right_grows & diagonal;
        here_before = here;
    }
    return edits;
}

/// Three rows of the table, of which only the band of `most` about its diagonal counts.
std::size_t edits_in_rows(std::string_view a, std::string_view b, std::size_t most) {
    std::array<std::array<std::uint8_t, longest_compared + 1>, 3> rows{};
    for (std::size_t j = 0; j <= b.size(); ++j) {
        rows[0][j] = static_cast<std::uint8_t>(j);
    }
    const auto beyond = static_cast<std::uint8_t>(std::min<std::size_t>(most + 1, 255));
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& row = rows[i % 3];
        const auto& last = rows[(i + 2) % 3];
        const auto& before = rows[(i + 1) % 3];
        const std::size_t from = i > most ? i - most : 1, to = std::min(b.size(), i + most);
        row[from - 1] = from == 1 ? static_cast<std::uint8_t>(i) : beyond;
        if (to < b.size()) {
            row[to + 1] = beyond;
        }
        std::size_t least = row[from - 1];
        for (std::size_t j = from; j <= to; ++j) {
            std::size_t best = last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U);
            best = std::min({best, last[j] + std::size_t{1}, row[j - 1] + std::size_t{1}});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                best = std::min(best, before[j - 2] + std::size_t{1});
            }
            row[j] = static_cast<std::uint8_t>(best);
            least = std::min(least, best);
        }
        if (least > most) {
            return most + 1;
        }
    }
    return rows[a.size() % 3][b.size()];
}

void drop_common_ends(std::string_view& a, std::string_view& b) {
    const auto front = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first - a.begin();
    a.remove_prefix(static_cast<std::size_t>(front));
    b.remove_prefix(static_cast<std::size_t>(front));
    const auto back = std::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend()).first - a.rbegin();
    a.remove_suffix(static_cast<std::size_t>(back));
    b.remove_suffix(static_cast<std::size_t>(back));
}

} // namespace

std::size_t edits_between(std::string_view a, std::string_view b, std::size_t most) {
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (b.size() - a.size() > most || b.size() > longest_compared) {
        return a == b ? 0 : most + 1;
    }
    drop_common_ends(a, b);
    if (a.empty()) {
        return b.size();
    }
    constexpr std::size_t few = 8; // a table is not worth its making
    constexpr std::size_t bits = std::numeric_limits<std::uint64_t>::digits;
    std::size_t edits = 0;
    if (a.size() <= few) {
        edits = edits_in_bits(a, b, most, [a](char c) {
            std::uint64_t places = 0;
            for (std::size_t i = 0; i < a.size(); ++i) {
                places |= std::uint64_t{a[i] == c} << i;
            }
            return places;
        });
    } else if (a.size() <= bits) {
        std::array<std::uint64_t, 256> table{};
        for (std::size_t i = 0; i < a.size(); ++i) {
            table[static_cast<unsigned char>(a[i])] |= std::uint64_t{1} << i;
        }
        edits = edits_in_bits(a, b, most,
                              [&table](char c) { return table[static_cast<unsigned char>(c)]; });
    } else {
        edits = edits_in_rows(a, b, most);
    }
    return std::min(edits, most + 1);
}

TextSketch sketch_of(std::string_view text) {
    constexpr std::size_t longest = std::numeric_limits<std::uint16_t>::max();
    TextSketch sketch;
    sketch.length = static_cast<std::uint16_t>(std::min(text.size(), longest));
    for (const char c : text) {
        std::uint8_t& count = sketch.bytes[static_cast<unsigned char>(c) & 15U];
        count = static_cast<std::uint8_t>(std::min(255, count + 1));
    }
    return sketch;
}

std::size_t least_edits(const TextSketch& a, const TextSketch& b) {
    unsigned apart = 0;
    for (std::size_t k = 0; k < a.bytes.size(); ++k) {
        apart += static_cast<unsigned>(std::abs(int{a.bytes[k]} - int{b.bytes[k]}));
    }
    const auto longer = static_cast<unsigned>(std::abs(int{a.length} - int{b.length}));
    return (apart + longer) / 2; // the larger of what one has more, and of what the other has
}

} // namespace sandhan::algorithms::internal
