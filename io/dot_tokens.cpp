// SPDX-License-Identifier: Apache-2.0
#include "io/dot_tokens.hpp"

#include <string_view>

namespace sandhan::io {

namespace {

bool is_digit(int c) { return c >= '0' && c <= '9'; }

bool begins_name(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

} // namespace

void DotTokens::skip_blanks() {
    TextInput& in = m_text.input();
    for (;;) {
        const int c = in.peek();
        const bool is_comment = c == '/' && (in.ahead(1) == '/' || in.ahead(1) == '*');
        if (c == ' ' || (c >= '\t' && c <= '\r')) {
            in.get();
        } else if ((c == '#' && in.column() == 1) || (is_comment && in.ahead(1) == '/')) {
            m_text.skip_line();
        } else if (is_comment) {
            m_text.mark();
            in.get();
            in.get();
            for (int last = 0, now = in.get(); last != '*' || now != '/'; now = in.get()) {
                if (now == TextInput::end) {
                    m_text.fail("a comment is not closed; write */ behind it");
                }
                last = now;
            }
        } else {
            return;
        }
    }
}

void DotTokens::next(DotToken& token) {
    TextInput& in = m_text.input();
    skip_blanks();
    m_text.mark();
    token.text.clear();
    token.was_latin1 = false;
    int c = in.peek();
    if (c == TextInput::end) {
        token.kind = DotToken::Kind::end;
        return;
    }
    if (std::string_view("{}[];,=:").find(static_cast<char>(c)) != std::string_view::npos) {
        token.kind = DotToken::Kind::mark;
        token.text = static_cast<char>(in.get());
        return;
    }
    if (c == '-' && (in.ahead(1) == '-' || in.ahead(1) == '>')) {
        in.get();
        token.kind = in.get() == '>' ? DotToken::Kind::arrow : DotToken::Kind::line;
        return;
    }
    const bool is_number =
        is_digit(c) || ((c == '-' || c == '.') && (is_digit(in.ahead(1)) || in.ahead(1) == '.'));
    if (c == '"') {
        token.kind = DotToken::Kind::quoted;
        read_quoted(token.text);
    } else if (c == '<') {
        token.kind = DotToken::Kind::html;
        read_html(token.text);
    } else if (begins_name(c) || is_number) {
        token.kind = DotToken::Kind::word;
        do {
            token.text += static_cast<char>(in.get());
            c = in.peek();
        } while (begins_name(c) || is_digit(c) || (is_number && c == '.'));
    } else {
        m_text.fail("no word of DOT begins like this; put names in quotes");
    }
    token.was_latin1 = make_utf8(token.text);
}

/// As many texts as are joined by plus signs.
void DotTokens::read_quoted(std::string& text) {
    TextInput& in = m_text.input();
    for (;;) {
        in.get(); // the quote
        for (int c = in.get(); c != '"'; c = in.get()) {
            if (c == TextInput::end) {
                m_text.fail("a quote is not closed; write a second one behind the text");
            }
            if (c != '\\') {
                text += static_cast<char>(c);
                continue;
            }
            // Before a quote the backslash is only for us, before the end of a line both are; any
            // other pair is for who draws the graph.
            const int escaped = in.get();
            if (escaped == '\r' && in.peek() == '\n') {
                in.get();
            } else if (escaped == '"') {
                text += '"';
            } else if (escaped != '\n' && escaped != TextInput::end) {
                text += '\\';
                text += static_cast<char>(escaped);
            }
        }
        skip_blanks();
        if (in.peek() != '+') {
            return;
        }
        in.get();
        skip_blanks();
        if (in.peek() != '"') {
            m_text.fail("no text in quotes stands behind a plus; write one");
        }
    }
}

/// To the bracket that closes the first, brackets within counted.
void DotTokens::read_html(std::string& text) {
    TextInput& in = m_text.input();
    in.get();
    for (std::uint64_t depth = 1;;) {
        const int c = in.get();
        if (c == TextInput::end) {
            m_text.fail("a label in HTML is not closed; write > behind it");
        }
        depth += c == '<' ? 1U : 0U;
        depth -= c == '>' ? 1U : 0U;
        if (depth == 0) {
            return;
        }
        text += static_cast<char>(c);
    }
}

} // namespace sandhan::io
