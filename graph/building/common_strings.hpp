// SPDX-License-Identifier: Apache-2.0
// The strings that come again and again, of all records and of places.
#pragma once

#include "graph/building/concurrent_texts.hpp"
#include "graph/building/text_order.hpp"
#include "graph/string_pool.hpp"

#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

namespace sandhan::graph::building {

/// Numbered in the order of their texts, so that the order in which threads tell them decides
/// nothing.
class CommonStrings {
  public:
    CommonStrings() { note({}); } // the empty text stays first

    /// What sorted() makes the number of a text. Any thread may ask.
    StringId note(std::string_view text) {
        return m_texts.get(text, [] { return std::monostate(); }).number;
    }

    /// Once all are noted.
    void sort() {
        const auto texts = m_texts.by_number();
        const auto text_of = [&](std::uint32_t t) -> std::string_view { return texts[t]->text; };
        const std::vector<std::uint32_t> order = order_by_text(texts.size(), text_of);
        m_number.resize(order.size());
        m_sorted.resize(order.size());
        for (StringId i = 0; i < order.size(); ++i) {
            m_number[order[i]] = i;
            m_sorted[i] = text_of(order[i]);
            m_bytes += m_sorted[i].size();
        }
    }

    [[nodiscard]] StringId sorted(StringId noted) const { return m_number[noted]; }
    [[nodiscard]] const std::vector<std::string_view>& texts() const { return m_sorted; }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

  private:
    ConcurrentTexts<std::monostate> m_texts;
    std::vector<StringId> m_number;
    std::vector<std::string_view> m_sorted;
    std::uint64_t m_bytes = 0;
};

} // namespace sandhan::graph::building
