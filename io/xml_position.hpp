// SPDX-License-Identifier: Apache-2.0
// Lines and columns, counted when somebody asks for them.
#pragma once

#include "io/xml_characters.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sandhan::io {

/// A place in a text that is read block by block. Bytes are counted from the block's beginning.
class XmlPosition {
  public:
    [[nodiscard]] std::uint64_t line() const { return m_line; }
    /// Characters before it in its line.
    [[nodiscard]] std::uint64_t column() const { return m_column; }
    /// As messages begin.
    [[nodiscard]] std::string text(const std::string& file) const {
        return file + ": line " + std::to_string(m_line) + ", column " +
               std::to_string(m_column + 1);
    }

    /// Goes on to a byte of the block, which lies no further back than it is.
    void go_to(const char* block, std::size_t at) {
        const std::string_view passed(block + m_at, at - m_at);
        constexpr std::size_t lanes = 128;
        for (std::size_t begin = 0; begin < passed.size(); begin += lanes) {
            // In bytes, of which compilers make many lanes.
            unsigned char newlines = 0;
            for (const char c : passed.substr(begin, lanes)) {
                newlines = static_cast<unsigned char>(newlines + (c == '\n' ? 1 : 0));
            }
            m_line += newlines;
        }
        std::string_view in_line = passed;
        if (const auto newline = passed.rfind('\n'); newline != std::string_view::npos) {
            m_column = 0;
            in_line.remove_prefix(newline + 1);
        }
        m_column += static_cast<std::uint64_t>(
            std::count_if(in_line.begin(), in_line.end(), &xml::begins_character));
        m_at = at;
    }
    /// From here on another block begins where it stands.
    void begin_block() { m_at = 0; }

  private:
    std::size_t m_at = 0; // counted so far
    std::uint64_t m_line = 1;
    std::uint64_t m_column = 0;
};

} // namespace sandhan::io
