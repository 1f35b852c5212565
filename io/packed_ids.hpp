// SPDX-License-Identifier: Apache-2.0
// Ids in little memory, for writers: edges ask for them in any order.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// Texts that do not change. Where all are short, each is in one place of memory, as wide as the
/// longest needs; else all lie one after another.
class PackedIds {
  public:
    PackedIds() = default;
    explicit PackedIds(const std::vector<std::string>& ids) {
        std::size_t longest = 0;
        std::size_t all = 0;
        for (const std::string& id : ids) {
            longest = std::max(longest, id.size());
            all += id.size();
        }
        m_width = longest < 8 ? 8 : longest < 16 ? 16 : longest < 32 ? 32 : 0;
        m_text.reserve(m_width > 0 ? m_width * ids.size() : all);
        m_ends.reserve(m_width > 0 ? 0 : ids.size());
        for (const std::string& id : ids) {
            m_text += id;
            if (m_width == 0) {
                m_ends.push_back(m_text.size());
            } else {
                m_text.append(m_width - 1 - id.size(), '\0');
                m_text += static_cast<char>(id.size());
            }
        }
    }

    [[nodiscard]] std::string_view operator[](std::size_t i) const {
        if (m_width == 0) {
            const std::size_t begin = i == 0 ? 0 : m_ends[i - 1];
            return {m_text.data() + begin, m_ends[i] - begin};
        }
        const char* const place = m_text.data() + i * m_width;
        return {place, static_cast<unsigned char>(place[m_width - 1])};
    }

    void append_to(std::string& text, std::size_t i) const { text += (*this)[i]; }

    /// Asks for the memory of one that is soon wanted.
    void prefetch([[maybe_unused]] std::size_t i) const {
#if defined(__GNUC__)
        __builtin_prefetch(m_width == 0 ? static_cast<const void*>(&m_ends[i])
                                        : m_text.data() + i * m_width);
#endif
    }

  private:
    std::size_t m_width = 0; ///< of the place of each; its last byte tells how long the id is
    std::string m_text;
    std::vector<std::size_t> m_ends; ///< where there are no such places
};

} // namespace sandhan::io
