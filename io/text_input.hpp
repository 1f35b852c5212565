// SPDX-License-Identifier: Apache-2.0
// Text read forwards, a block at a time, knowing its line and byte.
#pragma once

#include "io/byte_source.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace sandhan::io {

/// Throws ParseError at once when the bytes are no text we read: UTF-16, a zip archive, NUL bytes
/// near the beginning, of which the message says `remedy`. A UTF-8 byte order mark is skipped.
/// Whether the rest is UTF-8 is for the reader of each record to say (first_invalid_utf8).
class TextInput {
  public:
    TextInput(std::unique_ptr<ByteSource> source,
              std::string name,
              std::string_view remedy = "give JSON, JSON Lines or CSV in UTF-8, each may be "
                                        "gzipped");

    static constexpr int end = -1;

    [[nodiscard]] int peek() {
        return m_at < m_buffer.size() || refill() ? static_cast<unsigned char>(m_buffer[m_at])
                                                  : end;
    }
    int get() {
        const int c = peek();
        if (c != end) {
            ++m_at;
            if (c == '\n') {
                ++m_line;
                m_line_start = offset();
            }
        }
        return c;
    }
    /// The character `distance` behind the next one; `end` when the text is shorter.
    [[nodiscard]] int ahead(std::size_t distance);
    void skip_blanks();
    /// The rest of the line without its end, at most `most` bytes of it; false at the end of the
    /// text. `too_long` when bytes were dropped.
    bool get_line(std::string& line, std::uint64_t most, bool& too_long);
    /// Up to `size` bytes as they come, lines no longer counted; 0 means the end.
    std::size_t read_rest(char* to, std::size_t size);
    /// Puts text back that was read last, to be read again.
    void unread(std::string_view text);

    [[nodiscard]] const std::string& name() const { return m_name; }
    [[nodiscard]] std::uint64_t line() const { return m_line; }                        ///< 1-based
    [[nodiscard]] std::uint64_t column() const { return offset() - m_line_start + 1; } ///< bytes
    [[nodiscard]] std::uint64_t offset() const { return m_dropped + m_at; } ///< of the next byte
    [[nodiscard]] std::uint64_t taken() const { return m_source->taken(); }
    /// Up to the first 64 KiB, read or not: what a format is recognised by.
    [[nodiscard]] std::string_view opening() const { return m_opening; }

  private:
    bool refill();
    void refuse_what_is_no_text(std::string_view remedy) const;

    std::unique_ptr<ByteSource> m_source;
    std::string m_name;
    std::string m_opening;
    std::string m_buffer;
    std::size_t m_at = 0;
    std::uint64_t m_dropped = 0; ///< bytes that stood before the buffer
    std::uint64_t m_line = 1;
    std::uint64_t m_line_start = 0;
};

/// Where the first byte stands that is not UTF-8 (surrogates and overlong forms included).
[[nodiscard]] std::optional<std::size_t> first_invalid_utf8(std::string_view text);

/// At most `most` bytes of the text, cut between characters.
[[nodiscard]] std::string cut_text(std::string_view text, std::size_t most);

[[nodiscard]] std::string_view trimmed(std::string_view text); ///< without ASCII blanks at its ends

} // namespace sandhan::io
