// SPDX-License-Identifier: Apache-2.0
// Row numbers in the order of a text of each row.
#pragma once

#include "graph/building/pieces.hpp"

#include <oneapi/tbb/parallel_sort.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <vector>

namespace sandhan::graph::building {

/// A row with what its text says behind that with which all texts begin.
struct TextKey {
    static constexpr std::uint32_t held = 16; ///< bytes in `key` and `next`

    std::uint64_t key = 0, next = 0;
    std::uint32_t row = 0;
    std::uint32_t length = 0; ///< of the rest of the text; held + 1 of any longer one

    TextKey() = default;
    TextKey(std::string_view rest, std::uint32_t r)
        : key(bytes_from(rest, 0)), next(bytes_from(rest, sizeof key)), row(r),
          length(static_cast<std::uint32_t>(std::min<std::size_t>(rest.size(), held + 1))) {}

    /// Whether the texts are told apart, or told to be equal, without a look at them: of two that
    /// agree in all bytes held, the shorter goes on with zero bytes or not at all.
    [[nodiscard]] bool differs_from(const TextKey& other) const {
        return key != other.key || next != other.next || length != other.length;
    }
    [[nodiscard]] bool is_whole() const { return length <= held; }
    [[nodiscard]] bool stands_before(const TextKey& other) const { // of one that differs
        if (key != other.key) {
            return key < other.key;
        }
        return next != other.next ? next < other.next : length < other.length;
    }

  private:
    static std::uint64_t bytes_from(std::string_view text, std::size_t first) {
        std::uint64_t bytes = 0;
        for (std::size_t at = first; at < first + sizeof bytes; ++at) {
            bytes = bytes << 8 | (at < text.size() ? static_cast<unsigned char>(text[at]) : 0U);
        }
        return bytes;
    }
};

/// The rows with their keys, sorted by `text_of(row)`, equal texts by their row number.
template <class TextOf>
[[nodiscard]] std::vector<TextKey> keys_in_order(const std::vector<std::uint32_t>& rows,
                                                 const TextOf& text_of) {
    std::vector<TextKey> keys(rows.size());
    if (rows.empty()) {
        return keys;
    }
    const std::string_view first = text_of(rows.front());
    std::atomic<std::size_t> common{first.size()}; // bytes with which all begin
    in_pieces(rows.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
        std::size_t agree = common.load(std::memory_order_relaxed);
        for (std::size_t i = begin; i < end; ++i) {
            const std::string_view text = text_of(rows[i]);
            agree = std::min(agree, text.size());
            agree = static_cast<std::size_t>(
                std::mismatch(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(agree),
                              first.begin())
                    .first -
                text.begin());
        }
        std::size_t known = common.load(std::memory_order_relaxed);
        while (agree < known && !common.compare_exchange_weak(known, agree)) {
        }
    });
    in_pieces(rows.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            keys[i] = TextKey(text_of(rows[i]).substr(common), rows[i]);
        }
    });
    tbb::parallel_sort(keys.begin(), keys.end(), [&](const TextKey& a, const TextKey& b) {
        if (a.differs_from(b)) {
            return a.stands_before(b);
        }
        const int order = a.is_whole() ? 0 : text_of(a.row).compare(text_of(b.row));
        return order < 0 || (order == 0 && a.row < b.row);
    });
    return keys;
}

/// `rows` sorted by `text_of(row)`, equal texts by their row number. Texts that come in order
/// already cost one comparison each; others are compared by the sixteen bytes behind what all begin
/// with, and in full only where those agree.
template <class TextOf>
void sort_by_text(std::vector<std::uint32_t>& rows, const TextOf& text_of) {
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        const int order = text_of(a).compare(text_of(b));
        return order < 0 || (order == 0 && a < b);
    };
    std::atomic<bool> sorted{true};
    in_pieces(rows.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t i = std::max<std::size_t>(begin, 1);
             i < end && sorted.load(std::memory_order_relaxed); ++i) {
            if (!before(rows[i - 1], rows[i])) {
                sorted.store(false, std::memory_order_relaxed);
            }
        }
    });
    if (sorted) {
        return;
    }
    const std::vector<TextKey> keys = keys_in_order(rows, text_of);
    in_pieces(rows.size(), [&](std::size_t, std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            rows[i] = keys[i].row;
        }
    });
}

/// Sorts like sort_by_text() and returns where each run of equal texts begins.
template <class TextOf>
[[nodiscard]] std::vector<std::uint32_t> group_by_text(std::vector<std::uint32_t>& rows,
                                                       const TextOf& text_of) {
    const std::vector<TextKey> keys = keys_in_order(rows, text_of);
    std::vector<std::uint32_t> begins;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = keys[i].row;
        if (i == 0 || keys[i].differs_from(keys[i - 1]) ||
            (!keys[i].is_whole() && text_of(keys[i].row) != text_of(keys[i - 1].row))) {
            begins.push_back(static_cast<std::uint32_t>(i));
        }
    }
    return begins;
}

/// 0, 1, ..., n - 1 in the order of their texts.
template <class TextOf>
[[nodiscard]] std::vector<std::uint32_t> order_by_text(std::size_t n, const TextOf& text_of) {
    std::vector<std::uint32_t> order(n);
    std::iota(order.begin(), order.end(), 0);
    sort_by_text(order, text_of);
    return order;
}

} // namespace sandhan::graph::building
