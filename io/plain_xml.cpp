// SPDX-License-Identifier: Apache-2.0
#include "io/plain_xml.hpp"

#include <algorithm>
#include <charconv>

namespace sandhan::io {

namespace {

constexpr std::size_t largest_block = std::size_t{1} << 18U;
constexpr std::size_t longest_token = std::size_t{1} << 20U;
constexpr std::size_t most_attributes = 16; // each is compared with each

enum Kind : unsigned char {
    in_text = 1,  ///< stands for itself in text
    in_value = 2, ///< and in an attribute, but for the quote around it
    in_name = 4,
    begins_name = 8,
    blank = 16,
    in_comment = 32,
};

constexpr std::array<unsigned char, 256> make_kinds() {
    std::array<unsigned char, 256> kinds{};
    for (std::size_t c = 0x20; c < 0x80; ++c) {
        kinds[c] = in_text | in_value | in_comment;
    }
    for (const char c : {'\t', '\n'}) {
        kinds[static_cast<unsigned char>(c)] = in_text | in_comment | blank;
    }
    const auto unset = [&](char c, unsigned bits) {
        auto& kind = kinds[static_cast<unsigned char>(c)];
        kind = static_cast<unsigned char>(kind & ~bits);
    };
    const auto set = [&](char c, unsigned bits) {
        auto& kind = kinds[static_cast<unsigned char>(c)];
        kind = static_cast<unsigned char>(kind | bits);
    };
    set(' ', blank);
    for (const char c : {'&', '<'}) {
        unset(c, in_text | in_value);
    }
    unset(']', in_text); // it may begin "]]>"
    for (const char c : {'"', '\''}) {
        unset(c, in_value);
    }
    unset('-', in_comment);
    for (char c = 'a'; c <= 'z'; ++c) {
        set(c, in_name | begins_name);
        set(static_cast<char>(c - 'a' + 'A'), in_name | begins_name);
    }
    for (char c = '0'; c <= '9'; ++c) {
        set(c, in_name);
    }
    for (const char c : {'_', ':'}) {
        set(c, in_name | begins_name);
    }
    for (const char c : {'-', '.'}) {
        set(c, in_name);
    }
    return kinds;
}

constexpr auto kinds = make_kinds();

bool is(char c, unsigned kind) { return (kinds[static_cast<unsigned char>(c)] & kind) != 0; }

const char* past(const char* p, unsigned kind) {
    while (is(*p, kind)) {
        ++p;
    }
    return p;
}

bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }

void append_utf8(std::string& to, std::uint32_t c) {
    const auto byte = [&](std::uint32_t value) { to += static_cast<char>(value); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0U | c >> 6U);
        byte(0x80U | (c & 0x3FU));
    } else if (c < 0x10000) {
        byte(0xE0U | c >> 12U);
        byte(0x80U | (c >> 6U & 0x3FU));
        byte(0x80U | (c & 0x3FU));
    } else {
        byte(0xF0U | c >> 18U);
        byte(0x80U | (c >> 12U & 0x3FU));
        byte(0x80U | (c >> 6U & 0x3FU));
        byte(0x80U | (c & 0x3FU));
    }
}

} // namespace

// --- what there is to read -----------------------------------------------------------------------

void PlainXml::read(const ByteReader& source, const graph::RunControl& control) {
    while (fill(source, control)) {
        Step step = Step::done;
        while (step == Step::done) {
            step = m_begun ? token() : prolog();
            if (m_begun && m_open.empty()) {
                return; // what may follow is not worth a thought here
            }
        }
        if (step == Step::other || m_end - m_at > longest_token) {
            return;
        }
    }
}

/// Moves what is left to the front and reads on behind it; false at the end.
bool PlainXml::fill(const ByteReader& source, const graph::RunControl& control) {
    control.checkpoint();
    count_to(m_at);
    std::copy(here(), stop(), m_buffer.data()); // to the front of where it stands
    m_end -= m_at;
    m_at = m_counted = m_event = 0;
    const std::size_t left = m_end;
    std::size_t got = 0;
    do { // a token that is cut again and again is looked at no more often than it doubles
        if (m_buffer.size() < m_end + m_block + 1) {
            m_buffer.resize(std::max(2 * m_end, m_block) + m_block + 1);
        }
        got = source(m_buffer.data() + m_end, m_block);
        m_end += got;
    } while (got > 0 && m_end < 2 * left);
    m_block = std::min(2 * m_block, largest_block);
    m_decoded.reserve(m_buffer.size());
    m_bytes += m_end - left;
    m_handler.has_read(m_bytes);
    m_buffer[m_end] = '\0';
    return m_end > left;
}

// --- before the outermost element ----------------------------------------------------------------

/// Whether the bytes begin with no XML declaration, or a whole one that asks for nothing special.
PlainXml::Step PlainXml::declaration() {
    constexpr std::string_view opening = "<?xml";
    const std::string_view all = rest();
    if (!all.starts_with(opening)) {
        return all.size() < opening.size() ? Step::more : Step::done;
    }
    constexpr std::size_t longest = 200;
    const std::size_t end = all.substr(0, longest).find("?>");
    if (end == std::string_view::npos) {
        return all.size() < longest ? Step::more : Step::other;
    }
    std::string inner(all.substr(opening.size(), end - opening.size()));
    std::replace(inner.begin(), inner.end(), '\'', '"');
    const auto drop = [&](std::string_view part) {
        const bool there = inner.starts_with(part);
        inner.erase(0, there ? part.size() : 0);
        return there;
    };
    const bool known = drop(" version=\"1.0\"");
    drop(" encoding=\"UTF-8\"") || drop(" encoding=\"utf-8\"");
    drop(" standalone=\"yes\"") || drop(" standalone=\"no\"");
    drop(" ");
    if (!known || !inner.empty()) {
        return Step::other;
    }
    m_at += end + 2;
    return Step::done;
}

/// Nothing is taken before the outermost element, so that another can read all of it.
PlainXml::Step PlainXml::prolog() {
    const std::size_t begin = m_at;
    Step step = declaration();
    while (step == Step::done && !m_begun) {
        m_at = static_cast<std::size_t>(past(here(), blank) - m_buffer.data());
        if (*here() != '<') {
            step = at_odds(here());
        } else if (here()[1] == '!') {
            step = comment();
        } else {
            step = start_tag();
        }
    }
    if (step != Step::done) {
        m_at = begin;
    }
    return step;
}

// --- tokens --------------------------------------------------------------------------------------

PlainXml::Step PlainXml::token() {
    m_event = m_at;
    if (*here() != '<') {
        return text_token();
    }
    switch (here()[1]) {
    case '/':
        return end_tag();
    case '!':
        return comment();
    default:
        return start_tag();
    }
}

PlainXml::Step PlainXml::comment() {
    constexpr std::string_view opening = "<!--";
    if (!rest().starts_with(opening)) {
        return rest().size() < opening.size() ? Step::more : Step::other;
    }
    const char* p = here() + opening.size();
    for (;;) {
        p = past(p, in_comment);
        if (*p != '-') {
            if (const Step step = wide_character(p); step != Step::done) {
                return step;
            }
        } else if (p[1] != '-') {
            if (p + 1 == stop()) {
                return Step::more;
            }
            ++p;
        } else if (p[2] != '>') {
            return at_odds(p + 2);
        } else {
            m_at = static_cast<std::size_t>(p + 3 - m_buffer.data());
            return Step::done;
        }
    }
}

PlainXml::Step PlainXml::text_token() {
    m_decoded.clear();
    const char* piece = here();
    const char* p = piece;
    for (;;) {
        p = past(p, in_text);
        if (*p == '<') {
            break;
        }
        if (*p == '&') {
            m_decoded.append(piece, p);
            if (const Step step = reference(p); step != Step::done) {
                return step;
            }
            piece = p;
        } else if (*p == ']') {
            if (p[1] == ']' || p + 1 == stop()) {
                return at_odds(p + 1);
            }
            ++p;
        } else if (const Step step = wide_character(p); step != Step::done) {
            return step;
        }
    }
    if (m_decoded.empty()) {
        m_handler.text({piece, p});
    } else {
        m_decoded.append(piece, p);
        m_handler.text(m_decoded);
    }
    m_at = static_cast<std::size_t>(p - m_buffer.data());
    return Step::done;
}

PlainXml::Step PlainXml::start_tag() {
    m_event = m_at;
    const char* p = here() + 1;
    if (!is(*p, begins_name)) {
        return at_odds(p);
    }
    const char* const name_end = past(p, in_name);
    const std::string_view name(p, name_end);
    p = name_end;
    m_attributes.clear();
    m_decoded.clear();
    while (*p != '>' && *p != '/') {
        if (!is(*p, blank)) {
            return at_odds(p);
        }
        p = past(p, blank);
        if (*p == '>' || *p == '/') {
            break;
        }
        if (const Step step = attribute(p); step != Step::done) {
            return step;
        }
    }
    const bool empty = *p == '/';
    if (empty && *++p != '>') {
        return at_odds(p);
    }
    if (m_open.size() >= max_xml_depth) {
        return Step::other;
    }
    if (!m_begun) {
        m_begun = true;
        m_root = name;
    }
    m_open.push_back({m_names.size()});
    m_names += name;
    m_handler.start_element(without_xml_prefix(name), XmlAttributes(m_attributes), *this);
    m_at = static_cast<std::size_t>(p + 1 - m_buffer.data());
    if (empty) {
        m_event = m_at;
        m_handler.end_element(*this);
        close();
    }
    return Step::done;
}

PlainXml::Step PlainXml::attribute(const char*& p) {
    if (!is(*p, begins_name)) {
        return at_odds(p);
    }
    const char* const name_end = past(p, in_name);
    const std::string_view name(p, name_end);
    p = past(name_end, blank);
    if (*p != '=') {
        return at_odds(p);
    }
    p = past(p + 1, blank);
    const char quote = *p;
    if (quote != '"' && quote != '\'') {
        return at_odds(p);
    }
    ++p;
    std::string_view found;
    if (const Step step = value(p, quote, found); step != Step::done) {
        return step;
    }
    const bool again = std::any_of(m_attributes.begin(), m_attributes.end(),
                                   [&](const XmlAttribute& other) { return other.name == name; });
    if (again || m_attributes.size() == most_attributes) {
        return Step::other;
    }
    m_attributes.push_back({.name = name, .value = found});
    return Step::done;
}

/// Behind the opening quote; leaves p behind the closing one.
PlainXml::Step PlainXml::value(const char*& p, char quote, std::string_view& value) {
    const std::size_t begin = m_decoded.size();
    const char* piece = p;
    bool decoded = false;
    for (;;) {
        p = past(p, in_value);
        if (*p == quote) {
            break;
        }
        if (*p == '&') {
            decoded = true;
            m_decoded.append(piece, p);
            if (const Step step = reference(p); step != Step::done) {
                return step;
            }
            piece = p;
        } else if (*p == '"' || *p == '\'') {
            ++p;
        } else if (*p == '\n' || *p == '\t') { // stands for a space
            decoded = true;
            m_decoded.append(piece, p);
            m_decoded += ' ';
            piece = ++p;
        } else if (const Step step = wide_character(p); step != Step::done) {
            return step;
        }
    }
    value = {piece, p};
    if (decoded) {
        m_decoded.append(piece, p);
        value = std::string_view(m_decoded).substr(begin);
    }
    ++p;
    return Step::done;
}

/// Appends what the reference at p stands for to m_decoded.
PlainXml::Step PlainXml::reference(const char*& p) {
    constexpr std::size_t longest = 10;
    const char* const end = std::find(p, std::min(p + longest, stop()), ';');
    if (end == stop()) {
        return Step::more;
    }
    if (*end != ';') {
        return Step::other;
    }
    std::string_view name(p + 1, end);
    const auto known = [&](std::string_view entity, char meant) {
        if (name == entity) {
            m_decoded += meant;
        }
        return name == entity;
    };
    if (!known("amp", '&') && !known("lt", '<') && !known("gt", '>') && !known("quot", '"') &&
        !known("apos", '\'')) {
        if (!name.starts_with('#')) {
            return Step::other;
        }
        name.remove_prefix(1);
        const bool hexadecimal = name.starts_with('x');
        name.remove_prefix(hexadecimal ? 1 : 0);
        std::uint32_t c = 0;
        const auto [last, error] =
            std::from_chars(name.data(), name.data() + name.size(), c, hexadecimal ? 16 : 10);
        const bool refused = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
                             (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c < 0xE000) ||
                             c == 0xFFFE || c == 0xFFFF || c > 0x10FFFF;
        if (error != std::errc() || last != name.data() + name.size() || refused) {
            return Step::other;
        }
        append_utf8(m_decoded, c);
    }
    p = end + 1;
    return Step::done;
}

/// Goes past the UTF-8 character at p, of two bytes or more. Table 3-7 of the Unicode Standard,
/// without what XML does not hold.
PlainXml::Step PlainXml::wide_character(const char*& p) const {
    const auto at = [&](std::ptrdiff_t i) {
        return static_cast<unsigned>(static_cast<unsigned char>(p[i]));
    };
    const unsigned a = at(0);
    const std::ptrdiff_t length = a < 0xC2 ? 0 : a < 0xE0 ? 2 : a < 0xF0 ? 3 : a < 0xF5 ? 4 : 0;
    if (length == 0) {
        return at_odds(p);
    }
    if (stop() - p < length) {
        return Step::more;
    }
    for (std::ptrdiff_t i = 1; i < length; ++i) {
        if ((at(i) & 0xC0U) != 0x80U) {
            return Step::other;
        }
    }
    const unsigned b = at(1);
    const bool refused = (a == 0xE0 && b < 0xA0) || (a == 0xED && b > 0x9F) ||
                         (a == 0xEF && b == 0xBF && at(2) > 0xBD) || (a == 0xF0 && b < 0x90) ||
                         (a == 0xF4 && b > 0x8F);
    if (refused) {
        return Step::other;
    }
    p += length;
    return Step::done;
}

PlainXml::Step PlainXml::end_tag() {
    const std::string_view name = std::string_view(m_names).substr(m_open.back().begin);
    const std::string_view written = rest().substr(2);
    if (!written.starts_with(name)) {
        return written.size() < name.size() ? Step::more : Step::other;
    }
    const char* const p = past(written.data() + name.size(), blank);
    if (*p != '>') {
        return at_odds(p);
    }
    m_handler.end_element(*this);
    m_at = static_cast<std::size_t>(p + 1 - m_buffer.data());
    close();
    return Step::done;
}

void PlainXml::close() {
    m_names.resize(m_open.back().begin);
    m_open.pop_back();
}

// --- where it stands -----------------------------------------------------------------------------

void PlainXml::count_to(std::size_t at) const {
    const std::string_view passed(m_buffer.data() + m_counted, at - m_counted);
    for (std::size_t begin = 0; begin < passed.size(); begin += 128) {
        // In bytes, of which compilers make many lanes.
        unsigned char newlines = 0;
        for (const char c : passed.substr(begin, 128)) {
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
        std::count_if(in_line.begin(), in_line.end(), &begins_character));
    m_counted = at;
}

std::uint64_t PlainXml::line() const {
    count_to(m_event);
    return m_line;
}

std::string PlainXml::text() const {
    count_to(m_event);
    return m_name + ": line " + std::to_string(m_line) + ", column " + std::to_string(m_column + 1);
}

std::uint64_t PlainXml::column() const {
    count_to(m_at);
    return m_column;
}

std::uint64_t PlainXml::rest_line() const {
    count_to(m_at);
    return m_line;
}

std::string PlainXml::open_tags() const {
    std::string tags;
    for (std::size_t i = 0; i < m_open.size(); ++i) {
        const std::size_t end = i + 1 < m_open.size() ? m_open[i + 1].begin : m_names.size();
        tags += '<';
        tags.append(m_names, m_open[i].begin, end - m_open[i].begin);
        tags += '>';
    }
    return tags.empty() && m_begun ? '<' + m_root + "></" + m_root + '>' : tags;
}

} // namespace sandhan::io
