// SPDX-License-Identifier: Apache-2.0
#include "io/text_input.hpp"

#include "io/case_file.hpp"
#include "io/errors.hpp"

#include <unicode/utf8.h>

#include <algorithm>
#include <cstring>
#include <string_view>
#include <utility>

namespace sandhan::io {
namespace {

constexpr std::size_t block = std::size_t{64} * 1024;

} // namespace

TextInput::TextInput(std::unique_ptr<ByteSource> source, std::string name, std::string_view remedy)
    : m_source(std::move(source)), m_name(std::move(name)) {
    while (m_buffer.size() < block) {
        const std::size_t had = m_buffer.size();
        m_buffer.resize(block);
        const std::size_t got = m_source->read(m_buffer.data() + had, block - had);
        m_buffer.resize(had + got);
        if (got == 0) {
            break;
        }
    }
    refuse_what_is_no_text(remedy);
    if (m_buffer.starts_with("\xEF\xBB\xBF")) {
        m_at = 3;
        m_line_start = 3;
    }
    m_opening = m_buffer.substr(m_at);
}

void TextInput::refuse_what_is_no_text(std::string_view remedy) const {
    if (m_buffer.starts_with("\xFF\xFE") || m_buffer.starts_with("\xFE\xFF")) {
        throw ParseError(m_name + ": the text is UTF-16 (byte 0); save it as UTF-8, or convert it "
                                  "with: iconv -f UTF-16 -t UTF-8");
    }
    // "PK": a zip archive, which the newer workbooks are; "D0CF11E0": what the older ones are.
    constexpr std::string_view old_workbook = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    if (m_buffer.starts_with("PK\x03\x04") || m_buffer.starts_with(old_workbook)) {
        throw ParseError(m_name +
                         ": this is an .xlsx, .xls or .ods workbook or a zip archive, not "
                         "text; save the sheet as CSV (UTF-8), or convert it with: soffice "
                         "--headless --convert-to 'csv:Text - txt - csv "
                         "(StarCalc):44,34,76' FILE; an archive must be unpacked");
    }
    if (is_case_file_opening(m_buffer)) {
        throw ParseError(m_name + ": this is a case file of `analyse build`, which is mapped into "
                                  "memory; unpack it and give it as the only input, by its name");
    }
    if (const auto nul = m_buffer.find('\0'); nul != std::string::npos) {
        throw ParseError(m_name + ": this is no text: a zero byte stands at byte " +
                         std::to_string(nul) + "; " + std::string(remedy));
    }
}

bool TextInput::refill() {
    m_dropped += m_buffer.size();
    m_at = 0;
    m_buffer.resize(block);
    m_buffer.resize(m_source->read(m_buffer.data(), block));
    return !m_buffer.empty();
}

int TextInput::ahead(std::size_t distance) {
    while (m_at + distance >= m_buffer.size()) {
        const std::size_t had = m_buffer.size();
        m_buffer.resize(had + block);
        const std::size_t got = m_source->read(m_buffer.data() + had, block);
        m_buffer.resize(had + got);
        if (got == 0) {
            return end;
        }
    }
    return static_cast<unsigned char>(m_buffer[m_at + distance]);
}

void TextInput::skip_blanks() {
    for (int c = peek(); c == ' ' || c == '\n' || c == '\t' || c == '\r'; c = peek()) {
        get();
    }
}

bool TextInput::get_line(std::string& line, std::uint64_t most, bool& too_long) {
    line.clear();
    too_long = false;
    if (peek() == end) {
        return false;
    }
    while (peek() != end) {
        const char* from = m_buffer.data() + m_at;
        const std::size_t there = m_buffer.size() - m_at;
        const std::size_t newline = std::string_view(from, there).find('\n');
        const std::size_t count = std::min(newline, there);
        const auto room = static_cast<std::size_t>(
            std::min<std::uint64_t>(count, most - std::min<std::uint64_t>(most, line.size())));
        line.append(from, room);
        too_long = too_long || room < count;
        m_at += count;
        if (newline < there) {
            get();
            break;
        }
    }
    if (line.ends_with('\r')) {
        line.pop_back();
    }
    return true;
}

std::size_t TextInput::read_rest(char* to, std::size_t size) {
    const std::size_t there = m_buffer.size() - m_at;
    if (there == 0) {
        const std::size_t got = m_source->read(to, size);
        m_dropped += got;
        return got;
    }
    const std::size_t count = std::min(size, there);
    std::memcpy(to, m_buffer.data() + m_at, count);
    m_at += count;
    return count;
}

void TextInput::unread(std::string_view text) {
    const auto lines = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n'));
    const std::uint64_t start = offset() - text.size();
    std::string both(text);
    both.append(m_buffer, m_at, std::string::npos);
    m_buffer = std::move(both);
    m_at = 0;
    m_dropped = start;
    m_line -= lines;
    m_line_start = start; // the text put back begins a line
}

// ICU's macros convert between char and uint8_t as they please.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        std::uint64_t eight = 0;
        if (at + sizeof eight <= text.size()) {
            std::memcpy(&eight, text.data() + at, sizeof eight);
            if ((eight & 0x8080808080808080U) == 0) {
                at += sizeof eight;
                continue;
            }
        }
        // The ICU macro indexes with a signed type; a window keeps it small on any text.
        const std::size_t start = at;
        const auto window = static_cast<std::int32_t>(std::min<std::size_t>(text.size() - at, 4));
        const char* bytes = text.data() + at;
        std::int32_t i = 0;
        UChar32 c = 0;
        U8_NEXT(bytes, i, window, c);
        if (c < 0) {
            return start;
        }
        at += static_cast<std::size_t>(i);
    }
    return std::nullopt;
}
#pragma GCC diagnostic pop

std::string cut_text(std::string_view text, std::size_t most) {
    if (text.size() <= most) {
        return std::string(text);
    }
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) {
        --most;
    }
    return std::string(text.substr(0, most));
}

std::string_view trimmed(std::string_view text) {
    const auto no_blank = [](char c) { return c != ' ' && c != '\t' && c != '\r' && c != '\n'; };
    if (!text.empty() && no_blank(text.front()) && no_blank(text.back())) {
        return text; // as most are
    }
    const auto first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

} // namespace sandhan::io
