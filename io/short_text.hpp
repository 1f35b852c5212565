// SPDX-License-Identifier: Apache-2.0
// Short texts as two numbers, which are compared without a call.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace sandhan::io {

/// The size of a text, its first eight bytes and its last eight. Of texts of at most sixteen bytes
/// that is all: they are equal when these are.
class ShortText {
  public:
    ShortText() = default;
    explicit ShortText(std::string_view text) : m_size(text.size()) {
        const char* const first = text.data();
        if (m_size >= sizeof(std::uint64_t)) {
            m_first = load<std::uint64_t>(first);
            m_last = load<std::uint64_t>(first + m_size - sizeof(std::uint64_t));
        } else if (m_size >= sizeof(std::uint32_t)) {
            m_first = load<std::uint32_t>(first);
            m_last = load<std::uint32_t>(first + m_size - sizeof(std::uint32_t));
        } else if (m_size > 0) {
            const auto at = [&](std::size_t i) {
                return std::uint64_t{load<std::uint8_t>(first + i)};
            };
            m_first = at(0) | at(m_size / 2) << 8U | at(m_size - 1) << 16U;
        }
    }

    [[nodiscard]] bool is_whole() const { return m_size <= 2 * sizeof(std::uint64_t); }
    friend bool operator==(const ShortText&, const ShortText&) = default;
    /// Its upper bits are the best.
    [[nodiscard]] std::uint64_t hash() const {
        return (m_first * 0x9E3779B97F4A7C15U ^ (m_last + m_size) * 0xC2B2AE3D27D4EB4FU) *
               0xD6E8FEB86659FD93U;
    }

  private:
    template <class T>
    static T load(const char* from) {
        T value = 0;
        std::memcpy(&value, from, sizeof value);
        return value;
    }

    std::size_t m_size = 0;
    std::uint64_t m_first = 0;
    std::uint64_t m_last = 0;
};

} // namespace sandhan::io
