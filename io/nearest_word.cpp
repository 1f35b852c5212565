// SPDX-License-Identifier: Apache-2.0
#include "io/nearest_word.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace sandhan::io {
namespace {

/// No word of ours is longer; a longer text is near to none of them.
constexpr std::size_t longest = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::size_t distance(std::string_view a, std::string_view b) {
    // Three rows of the usual table: the one before the last is for swapped neighbours.
    std::array<std::array<std::size_t, longest + 1>, 3> row{};
    for (std::size_t j = 0; j <= b.size(); ++j) {
        row[0][j] = j;
    }
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto& now = row[i % 3];
        const auto& last = row[(i + 2) % 3];
        const auto& before_last = row[(i + 1) % 3];
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t change = lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1;
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + change});
            if (i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                lower(a[i - 2]) == lower(b[j - 1])) {
                now[j] = std::min(now[j], before_last[j - 2] + 1);
            }
        }
    }
    return row[a.size() % 3][b.size()];
}

} // namespace

std::optional<std::string_view> nearest_word(std::string_view text,
                                             std::span<const std::string_view> words) {
    std::optional<std::string_view> best;
    if (text.empty() || text.size() > longest) {
        return best;
    }
    std::size_t least = std::max<std::size_t>(1, text.size() / 3) + 1;
    for (const std::string_view word : words) {
        if (word.size() <= longest) {
            const std::size_t changes = distance(text, word);
            if (changes < least) {
                least = changes;
                best = word;
            }
        }
    }
    return best;
}

} // namespace sandhan::io
