// SPDX-License-Identifier: Apache-2.0
#include "io/gml_tokens.hpp"

#include "io/character_entities.hpp"

namespace sandhan::io {

namespace {

bool is_gml_key_character(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '.' || c == '-' || c >= 0x80;
}

bool is_gml_blank(int c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

void read_gml_text(GraphText& text, GmlToken& token) {
    TextInput& in = text.input();
    token.kind = GmlToken::Kind::text;
    for (int c = in.get(); c != '"'; c = in.get()) {
        if (c == TextInput::end) {
            text.fail("a quote is not closed; write a second one behind the text");
        }
        token.text += static_cast<char>(c);
    }
    token.was_latin1 = make_utf8(token.text);
    if (token.text.find('&') != std::string::npos) {
        token.text = with_characters_for_entities(token.text);
    }
}

} // namespace

void next_gml_token(GraphText& text, GmlToken& token) {
    TextInput& in = text.input();
    token.text.clear();
    token.was_latin1 = false;
    int c = in.peek();
    while (is_gml_blank(c) || c == '#') {
        if (c == '#') {
            text.skip_line();
        } else {
            in.get();
        }
        c = in.peek();
    }
    text.mark();
    if (c == TextInput::end) {
        token.kind = GmlToken::Kind::end;
    } else if (c == '[' || c == ']') {
        in.get();
        token.kind = c == '[' ? GmlToken::Kind::open : GmlToken::Kind::close;
    } else if (c == '"') {
        in.get();
        read_gml_text(text, token);
    } else if (is_gml_key_character(c) || c == '+') {
        token.kind = GmlToken::Kind::word;
        while (is_gml_key_character(c) || c == '+') {
            token.text += static_cast<char>(in.get());
            c = in.peek();
        }
        token.was_latin1 = make_utf8(token.text);
        if (token.text.size() > longest_gml_word) {
            text.fail("a key or number is longer than " + std::to_string(longest_gml_word) +
                      " bytes; shorten it, or put it in quotes if it is a text");
        }
    } else {
        text.fail("this is neither a key nor a value of GML; give a file that begins as "
                  "graph [ does");
    }
}

} // namespace sandhan::io
