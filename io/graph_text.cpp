// SPDX-License-Identifier: Apache-2.0
#include "io/graph_text.hpp"

#include "io/byte_source.hpp"
#include "io/errors.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>
#include <utility>

namespace sandhan::io {

namespace {

constexpr std::uint64_t longest_line = std::uint64_t{1} << 28U;
constexpr std::string_view blanks = " \t\r\n\v\f";

class BytesOfReader : public ByteSource {
  public:
    explicit BytesOfReader(ByteReader bytes) : m_bytes(std::move(bytes)) {}
    std::size_t read(char* to, std::size_t size) override {
        const std::size_t got = m_bytes(to, size);
        m_taken += got;
        return got;
    }
    [[nodiscard]] std::uint64_t taken() const override { return m_taken; }

  private:
    ByteReader m_bytes;
    std::uint64_t m_taken = 0;
};

/// What Windows-1252 has where Latin-1 has control characters; 0 where it has them too.
constexpr std::array<std::uint16_t, 32> windows_characters{
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

bool is_separator(char c, std::string_view separators) {
    return blanks.find(c) != blanks.npos || separators.find(c) != separators.npos;
}

} // namespace

ByteReader reader_of(std::string_view text) {
    return [text](char* to, std::size_t size) mutable {
        const std::size_t count = std::min(size, text.size());
        std::memcpy(to, text.data(), count);
        text.remove_prefix(count);
        return count;
    };
}

bool append_character(std::string& text, std::uint32_t number) {
    if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000)) {
        return false;
    }
    const auto put = [&](std::uint32_t byte) { text += static_cast<char>(byte); };
    if (number < 0x80) {
        put(number);
        return true;
    }
    if (number < 0x800) {
        put(0xC0U | number >> 6U);
    } else {
        if (number < 0x10000) {
            put(0xE0U | number >> 12U);
        } else {
            put(0xF0U | number >> 18U);
            put(0x80U | (number >> 12U & 0x3FU));
        }
        put(0x80U | (number >> 6U & 0x3FU));
    }
    put(0x80U | (number & 0x3FU));
    return true;
}

bool make_utf8(std::string& text) {
    if (!first_invalid_utf8(text)) {
        return false;
    }
    std::string changed;
    changed.reserve(text.size() + text.size() / 4);
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const std::uint32_t windows =
            byte >= 0x80 && byte < 0xA0 ? windows_characters[byte - 0x80U] : 0U;
        if (byte == 0) {
            changed += c;
        } else {
            append_character(changed, windows != 0 ? windows : byte);
        }
    }
    text = std::move(changed);
    return true;
}

bool is_word(std::string_view text, std::string_view lower) {
    return std::equal(text.begin(), text.end(), lower.begin(), lower.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b;
    });
}

GraphText::GraphText(ByteReader bytes, const std::string& name, const graph::RunControl& control)
    : m_input(std::make_unique<BytesOfReader>(std::move(bytes)),
              name,
              "give the graph as text, in UTF-8 or Latin-1"),
      m_control(control) {}

void GraphText::skip_line() {
    for (int c = m_input.get(); c != '\n' && c != TextInput::end; c = m_input.get()) {
    }
}

bool GraphText::next_line() {
    m_at = 0;
    m_control.checkpoint();
    m_line = m_input.line();
    bool too_long = false;
    if (!m_input.get_line(m_text, longest_line, too_long)) {
        return false;
    }
    if (too_long) {
        fail_line("the line is longer than " + std::to_string(longest_line) +
                  " bytes; break it up");
    }
    m_latin1 += make_utf8(m_text) ? 1U : 0U;
    return true;
}

bool GraphText::is_line_read(std::string_view separators) const {
    return std::all_of(m_text.begin() + static_cast<std::ptrdiff_t>(m_at), m_text.end(),
                       [&](char c) { return is_separator(c, separators); });
}

bool GraphText::next_field(Field& field, std::string_view separators) {
    while (m_at < m_text.size() && is_separator(m_text[m_at], separators)) {
        ++m_at;
    }
    if (m_at == m_text.size()) {
        return false;
    }
    field.column = m_at + 1;
    field.quoted = m_text[m_at] == '"';
    field.text.clear();
    if (field.quoted) {
        if (!find_quoted(field, true) && !find_quoted(field, false)) {
            fail(field, "a quote is not closed; write a second one behind the text");
        }
        return true;
    }
    const std::size_t start = m_at;
    while (m_at < m_text.size() && !is_separator(m_text[m_at], separators)) {
        ++m_at;
    }
    field.text.assign(m_text, start, m_at - start);
    return true;
}

/// igraph writes a backslash before a quote, Pajek writes one for itself.
bool GraphText::find_quoted(Field& field, bool with_escapes) {
    field.text.clear();
    for (std::size_t at = m_at + 1; at < m_text.size(); ++at) {
        const char c = m_text[at];
        if (c == '"') {
            m_at = at + 1;
            return true;
        }
        const bool escape = with_escapes && c == '\\' && at + 1 < m_text.size() &&
                            (m_text[at + 1] == '"' || m_text[at + 1] == '\\');
        field.text += escape ? m_text[++at] : c;
    }
    return false;
}

std::uint64_t GraphText::take_latin1() { return std::exchange(m_latin1, 0); }

void GraphText::fail(const std::string& message) const {
    throw ParseError(m_input.name() + ": line " + std::to_string(m_line) + ", column " +
                     std::to_string(m_column) + ": " + message);
}

void GraphText::fail(const Field& field, const std::string& message) const {
    throw ParseError(m_input.name() + ": line " + std::to_string(m_line) + ", column " +
                     std::to_string(field.column) + ": " + message);
}

void GraphText::fail_line(const std::string& message) const {
    throw ParseError(m_input.name() + ": line " + std::to_string(m_line) + ": " + message);
}

} // namespace sandhan::io
