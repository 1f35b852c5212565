// SPDX-License-Identifier: Apache-2.0
#include "io/plain_xml.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

namespace sandhan::io {

namespace {

constexpr std::size_t largest_block = std::size_t{1} << 18U;
constexpr std::size_t longest_token = std::size_t{1} << 20U;
constexpr std::size_t most_attributes = 16; // each is compared with each

using xml::is;
using xml::past;

} // namespace

// --- what there is to read -----------------------------------------------------------------------

void PlainXml::read(const ByteReader& source, const graph::RunControl& control) {
    do {
        control.checkpoint();
    } while (read_block(source));
}

bool PlainXml::read_block(const ByteReader& source, XmlBlock& block, XmlHandler& handler) {
    m_handler = &handler;
    if (!fill(source, block)) {
        return false;
    }
    Step step = Step::done;
    while (step == Step::done) {
        step = m_begun ? token() : prolog();
        if (m_begun && m_open.empty()) {
            return false; // what may follow is not worth a thought here
        }
    }
    return step == Step::more && m_end - m_at <= longest_token;
}

/// Copies what is left to the front of the block, which may be the one that it stands in.
void PlainXml::move_to(XmlBlock& block) {
    m_position.go_to(base(), m_at);
    m_position.begin_block();
    const std::size_t left = m_end - m_at;
    block.bytes.resize(std::max(block.bytes.size(), left));
    if (left > 0) {
        std::memmove(block.bytes.data(), here(), left);
    }
    m_block = &block;
    m_end = left;
    m_at = m_event = 0;
}

/// Reads on behind what is left; false at the end.
bool PlainXml::fill(const ByteReader& source, XmlBlock& block) {
    move_to(block);
    const std::size_t left = m_end;
    std::size_t got = 0;
    do { // a token that is cut again and again is looked at no more often than it doubles
        if (block.bytes.size() < m_end + m_size + 1) {
            block.bytes.resize(std::max(2 * m_end, m_size) + m_size + 1);
        }
        got = source(block.bytes.data() + m_end, m_size);
        m_end += got;
    } while (got > 0 && m_end < 2 * left);
    m_size = std::min(2 * m_size, largest_block);
    block.decoded.clear();
    block.decoded.reserve(block.bytes.size());
    block.bytes[m_end] = '\0';
    block.begin = m_position;
    m_bytes += m_end - left;
    m_handler->has_read(m_bytes);
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
        m_at = static_cast<std::size_t>(past(here(), xml::blank) - base());
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
        p = past(p, xml::in_comment);
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
            m_at = static_cast<std::size_t>(p + 3 - base());
            return Step::done;
        }
    }
}

PlainXml::Step PlainXml::text_token() {
    std::string& decoded = m_block->decoded;
    const std::size_t begin = decoded.size();
    const char* piece = here();
    const char* p = piece;
    for (;;) {
        p = past(p, xml::in_text);
        if (*p == '<') {
            break;
        }
        if (*p == '&') {
            decoded.append(piece, p);
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
    if (decoded.size() == begin) {
        m_handler->text({piece, p});
    } else {
        decoded.append(piece, p);
        m_handler->text(std::string_view(decoded).substr(begin));
    }
    m_at = static_cast<std::size_t>(p - base());
    return Step::done;
}

PlainXml::Step PlainXml::start_tag() {
    m_event = m_at;
    const char* p = here() + 1;
    if (!is(*p, xml::begins_name)) {
        return at_odds(p);
    }
    const char* const name_end = past(p, xml::in_name);
    const std::string_view name(p, name_end);
    p = name_end;
    m_attributes.clear();
    while (*p != '>' && *p != '/') {
        if (!is(*p, xml::blank)) {
            return at_odds(p);
        }
        p = past(p, xml::blank);
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
    m_handler->start_element(without_xml_prefix(name), XmlAttributes(m_attributes), *this);
    m_at = static_cast<std::size_t>(p + 1 - base());
    if (empty) {
        m_event = m_at;
        m_handler->end_element(*this);
        close();
    }
    return Step::done;
}

PlainXml::Step PlainXml::attribute(const char*& p) {
    if (!is(*p, xml::begins_name)) {
        return at_odds(p);
    }
    const char* const name_end = past(p, xml::in_name);
    const std::string_view name(p, name_end);
    p = past(name_end, xml::blank);
    if (*p != '=') {
        return at_odds(p);
    }
    p = past(p + 1, xml::blank);
    const char quote = *p;
    if (quote != '"' && quote != '\'') {
        return at_odds(p);
    }
    ++p;
    std::string_view found;
    if (const Step step = value(p, quote, found); step != Step::done) {
        return step;
    }
    const bool again =
        std::any_of(m_attributes.begin(), m_attributes.end(),
                    [&](const XmlAttribute& other) { return same_xml_name(other.name, name); });
    if (again || m_attributes.size() == most_attributes) {
        return Step::other;
    }
    m_attributes.push_back({.name = name, .value = found});
    return Step::done;
}

/// Behind the opening quote; leaves p behind the closing one.
PlainXml::Step PlainXml::value(const char*& p, char quote, std::string_view& value) {
    const std::size_t begin = m_block->decoded.size();
    const char* piece = p;
    bool decoded = false;
    for (;;) {
        p = past(p, xml::in_value);
        if (*p == quote) {
            break;
        }
        if (*p == '&') {
            decoded = true;
            m_block->decoded.append(piece, p);
            if (const Step step = reference(p); step != Step::done) {
                return step;
            }
            piece = p;
        } else if (*p == '"' || *p == '\'') {
            ++p;
        } else if (*p == '\n' || *p == '\t') { // stands for a space
            decoded = true;
            m_block->decoded.append(piece, p);
            m_block->decoded += ' ';
            piece = ++p;
        } else if (const Step step = wide_character(p); step != Step::done) {
            return step;
        }
    }
    value = {piece, p};
    if (decoded) {
        m_block->decoded.append(piece, p);
        value = std::string_view(m_block->decoded).substr(begin);
    }
    ++p;
    return Step::done;
}

/// Appends what the reference at p stands for to m_block->decoded.
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
            m_block->decoded += meant;
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
        if (error != std::errc() || last != name.data() + name.size() ||
            !xml::is_plain_character(c)) {
            return Step::other;
        }
        xml::append_utf8(m_block->decoded, c);
    }
    p = end + 1;
    return Step::done;
}

/// Goes past the UTF-8 character at p, of two bytes or more.
PlainXml::Step PlainXml::wide_character(const char*& p) const {
    const std::ptrdiff_t length = xml::wide_length(p);
    if (length == 0) {
        return at_odds(p);
    }
    if (stop() - p < length) {
        return Step::more;
    }
    if (!xml::is_wide_character(p)) {
        return Step::other;
    }
    p += length;
    return Step::done;
}

PlainXml::Step PlainXml::end_tag() {
    const std::string_view name = std::string_view(m_names).substr(m_open.back().begin);
    const std::string_view written = rest().substr(2);
    if (!same_xml_name(written.substr(0, name.size()), name)) {
        return written.size() < name.size() ? Step::more : Step::other;
    }
    const char* const p = past(written.data() + name.size(), xml::blank);
    if (*p != '>') {
        return at_odds(p);
    }
    m_handler->end_element(*this);
    m_at = static_cast<std::size_t>(p + 1 - base());
    close();
    return Step::done;
}

void PlainXml::close() {
    m_names.resize(m_open.back().begin);
    m_open.pop_back();
}

// --- where it stands -----------------------------------------------------------------------------

std::uint64_t PlainXml::line() const {
    m_position.go_to(base(), m_event);
    return m_position.line();
}

std::string PlainXml::text() const {
    m_position.go_to(base(), m_event);
    return m_position.text(m_name);
}

std::uint64_t PlainXml::column() const {
    m_position.go_to(base(), m_at);
    return m_position.column();
}

std::uint64_t PlainXml::rest_line() const {
    m_position.go_to(base(), m_at);
    return m_position.line();
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
