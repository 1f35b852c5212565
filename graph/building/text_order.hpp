// SPDX-License-Identifier: Apache-2.0
// Row numbers in the order of a text of each row.
#pragma once

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_sort.h>

#include <algorithm>
#include <cstdint>
#include <numeric>
#include <string_view>
#include <vector>

namespace sandhan::graph::building {

/// `rows` sorted by `text_of(row)`, equal texts by their row number. Texts that come in order
/// already cost one comparison each; others are compared by the sixteen bytes behind what all begin
/// with, and in full only where those agree.
template <class TextOf>
void sort_by_text(std::vector<std::uint32_t>& rows, const TextOf& text_of) {
    const auto before = [&](std::uint32_t a, std::uint32_t b) {
        const int order = text_of(a).compare(text_of(b));
        return order < 0 || (order == 0 && a < b);
    };
    if (std::is_sorted(rows.begin(), rows.end(), before)) {
        return;
    }
    std::string_view common = text_of(rows.front());
    for (const std::uint32_t row : rows) {
        const std::string_view text = text_of(row);
        const auto [end, ignored] =
            std::mismatch(common.begin(), common.end(), text.begin(), text.end());
        common = common.substr(0, static_cast<std::size_t>(end - common.begin()));
    }
    struct Keyed {
        std::uint64_t key, next;
        std::uint32_t row;
    };
    std::vector<Keyed> keyed(rows.size());
    tbb::parallel_for(std::size_t{0}, rows.size(), [&](std::size_t i) {
        const std::string_view text = text_of(rows[i]);
        const auto bytes_from = [&](std::size_t first) {
            std::uint64_t key = 0;
            for (std::size_t at = first; at < first + sizeof key; ++at) {
                key = key << 8 | (at < text.size() ? static_cast<unsigned char>(text[at]) : 0U);
            }
            return key;
        };
        keyed[i] = {bytes_from(common.size()), bytes_from(common.size() + 8), rows[i]};
    });
    tbb::parallel_sort(keyed.begin(), keyed.end(), [&](const Keyed& a, const Keyed& b) {
        if (a.key != b.key) {
            return a.key < b.key;
        }
        return a.next != b.next ? a.next < b.next : before(a.row, b.row);
    });
    for (std::size_t i = 0; i < rows.size(); ++i) {
        rows[i] = keyed[i].row;
    }
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
