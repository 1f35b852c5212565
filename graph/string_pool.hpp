// SPDX-License-Identifier: Apache-2.0
// Strings kept once and named by a 32-bit number.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sandhan::graph {

using StringId = std::uint32_t; ///< 0 is the empty string

class StringPool {
  public:
    StringPool() { intern(""); }
    StringPool(StringPool&&) = default;
    StringPool& operator=(StringPool&&) = default;
    // A copy's views would point into the pool it was made from.
    StringPool(const StringPool&) = delete;
    StringPool& operator=(const StringPool&) = delete;
    ~StringPool() = default;

    /// The number of a text, given on first sight. Cost O(length).
    StringId intern(std::string_view text);
    /// Valid as long as the pool is.
    [[nodiscard]] std::string_view operator[](StringId id) const { return m_texts[id]; }
    [[nodiscard]] std::size_t size() const { return m_texts.size(); }

  private:
    // Texts stand in blocks that never move, so the views in the table stay valid, also when the
    // pool itself is moved.
    std::deque<std::string> m_blocks;
    std::vector<std::string_view> m_texts;
    std::unordered_map<std::string_view, StringId> m_numbers;
};

} // namespace sandhan::graph
