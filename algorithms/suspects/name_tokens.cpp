// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/name_tokens.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace sandhan::algorithms::names {
namespace {

using graph::Sex;

constexpr NameWord alias_marker{"", WordUse::alias_follows, Sex::unknown, Script::any, ""};
constexpr NameWord son_marker{"", WordUse::child_follows, Sex::male, Script::any, ""};
constexpr NameWord daughter_marker{"", WordUse::child_follows, Sex::female, Script::any, ""};
constexpr NameWord child_marker{"", WordUse::child_follows, Sex::unknown, Script::any, ""};
constexpr NameWord wife_marker{"", WordUse::spouse_follows, Sex::female, Script::any, ""};
constexpr NameWord husband_marker{"", WordUse::spouse_follows, Sex::male, Script::any, ""};
constexpr NameWord mother_marker{"", WordUse::mother_follows, Sex::unknown, Script::any, ""};
constexpr NameWord stranger_marker{"", WordUse::stranger_follows, Sex::unknown, Script::any, ""};

/// Joiners and direction marks within a word, and apostrophes between letters.
bool is_ignorable(char32_t c) {
    return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           c == 0x2060 || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}
bool is_apostrophe(char32_t c) {
    return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0x2BC || c == 0x2BB;
}
bool is_quote(char32_t c) {
    return is_apostrophe(c) || c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0xAB ||
           c == 0xBB;
}
bool is_comma(char32_t c) {
    return c == ',' || c == ';' || c == 0x60C || c == 0x61B || c == 0x3001 || c == 0xFF0C;
}
bool is_opening(char32_t c) { return c == '(' || c == '[' || c == '{' || c == '<' || c == 0xFF08; }
bool is_closing(char32_t c) { return c == ')' || c == ']' || c == '}' || c == '>' || c == 0xFF09; }

/// s/o, D/O, w\o: the whole length, or 0.
class SlashMarker {
  public:
    SlashMarker(std::span<const char32_t> text, std::size_t at) {
        const char32_t letter = text[at] | 0x20U;
        std::size_t end = at + 1;
        const auto pass_blanks = [&] {
            while (end < text.size() && (text[end] == ' ' || text[end] == '.')) {
                ++end;
            }
        };
        pass_blanks();
        if (end >= text.size() || (text[end] != '/' && text[end] != '\\')) {
            return;
        }
        ++end;
        pass_blanks();
        const bool of =
            end < text.size() && (text[end] == 'o' || text[end] == 'O' || text[end] == '0');
        if (!of || (end + 1 < text.size() && is_letter(text[end + 1]))) {
            return;
        }
        switch (letter) {
        case 's':
            word = &son_marker;
            break;
        case 'd':
            word = &daughter_marker;
            break;
        case 'w':
            word = &wife_marker;
            break;
        case 'h':
            word = &husband_marker;
            break;
        case 'c':
        case 'r':
        case 'm':
        case 'f':
            word = &stranger_marker;
            break;
        default:
            return;
        }
        length = end + 1 - at;
    }

    std::size_t length = 0;
    const NameWord* word = nullptr;
};

class NameTokens {
  public:
    explicit NameTokens(std::string_view utf8) {
        m_text.reserve(utf8.size());
        decode_utf8(utf8, m_text);
        m_tokens.reserve(12);
        while (m_at < m_text.size()) {
            step();
        }
    }

    std::vector<NameToken> take() { return std::move(m_tokens); }

  private:
    void step() {
        const char32_t c = m_text[m_at];
        if (is_letter(c)) {
            const bool word_begins = m_at == 0 || !is_letter(m_text[m_at - 1]);
            const SlashMarker marker(m_text, m_at);
            if (word_begins && marker.word != nullptr) {
                add_marker(*marker.word);
                m_at += marker.length;
            } else {
                word();
            }
            return;
        }
        if (digit_value(c) >= 0) {
            number();
            return;
        }
        ++m_at;
        if (c == '@') {
            add_marker(alias_marker);
        } else if (is_comma(c)) {
            add(TokenKind::comma);
        } else if (is_opening(c)) {
            add(TokenKind::open);
        } else if (is_closing(c)) {
            add(TokenKind::close);
        } else if (is_quote(c)) {
            add(TokenKind::quote);
        }
    }

    void add(TokenKind kind) {
        m_tokens.emplace_back();
        m_tokens.back().kind = kind;
    }
    void add_marker(const NameWord& word) {
        add(TokenKind::marker);
        m_tokens.back().word = &word;
    }

    void number() {
        unsigned value = 0;
        for (; m_at < m_text.size() && digit_value(m_text[m_at]) >= 0; ++m_at) {
            value = std::min(9999U, value * 10 + static_cast<unsigned>(digit_value(m_text[m_at])));
        }
        add(TokenKind::number);
        m_tokens.back().number = value;
    }

    void word() {
        m_word.clear();
        bool capitals = true;
        for (; m_at < m_text.size(); ++m_at) {
            const char32_t c = m_text[m_at];
            const bool letter_follows = m_at + 1 < m_text.size() && is_letter(m_text[m_at + 1]);
            if (is_letter(c)) {
                capitals = capitals && c < 'a';
                m_word.push_back(c);
            } else if (letter_follows && !m_word.empty() && m_word.back() < 0x80 && c < 0x80 &&
                       digit_value(c) >= 0) {
                // Within a word it is a letter that a scanner read so: Em1ly, J0nes.
                constexpr std::u32string_view letters = U"olzeasbtbg";
                m_word.push_back(letters[static_cast<std::size_t>(digit_value(c))]);
            } else if (!is_ignorable(c) && !(is_apostrophe(c) && letter_follows)) {
                break;
            }
        }
        const Reading reading = latin_reading(m_word);
        for (std::size_t begin = 0; begin < reading.text.size();) {
            const std::size_t end = std::min(reading.text.find(' ', begin), reading.text.size());
            if (end > begin) {
                NameToken token;
                token.text.assign(reading.text, begin, end - begin);
                token.writing = reading.writing;
                token.one_letter = m_word.size() == 1 && reading.writing != Writing::latin
                                       ? is_own_letter(m_word.front())
                                       : token.text.size() == 1;
                token.capitals = capitals;
                token.word = &name_word(token.text, reading.writing != Writing::latin);
                m_tokens.push_back(std::move(token));
                join_markers();
            }
            begin = end + 1;
        }
    }

    /// An ideograph alone is a name.
    static bool is_own_letter(char32_t c) { return c < 0x1100; }

    [[nodiscard]] bool ends_with(std::initializer_list<std::string_view> texts) const {
        if (m_tokens.size() < texts.size()) {
            return false;
        }
        auto token = m_tokens.end() - static_cast<std::ptrdiff_t>(texts.size());
        return std::all_of(texts.begin(), texts.end(), [&](std::string_view text) {
            const bool same = token->kind == TokenKind::word && token->text == text;
            ++token;
            return same;
        });
    }

    void replace_last(std::size_t n, const NameWord& word) {
        m_tokens.resize(m_tokens.size() - n);
        add_marker(word);
    }

    /// What was written in several words.
    void join_markers() {
        NameToken& last = m_tokens.back();
        switch (last.word->use) {
        case WordUse::alias_follows:
        case WordUse::spouse_follows:
        case WordUse::mother_follows:
        case WordUse::child_follows:
            last.kind = TokenKind::marker;
            return;
        default:
            break;
        }
        if (last.text == "of" && m_tokens.size() > 1) {
            of_whom();
        } else if (last.text == "as" && ends_with({"known", "as"})) {
            replace_last(ends_with({"also", "known", "as"}) ? 3 : 2, alias_marker);
        } else if (last.text == "a" && ends_with({"a", "k", "a"})) {
            replace_last(3, alias_marker);
        } else if (last.text == "name" && m_tokens.size() > 2) {
            whose_name();
        } else if (last.text == "nam" && follows_marker(1)) {
            m_tokens.pop_back(); // পিতার নাম
        } else if (last.text == "nam" && follows_marker(2) &&
                   m_tokens[m_tokens.size() - 2].text == "ka") {
            m_tokens.resize(m_tokens.size() - 2); // पिता का नाम
        }
    }

    [[nodiscard]] bool follows_marker(std::size_t words) const {
        return m_tokens.size() > words &&
               m_tokens[m_tokens.size() - words - 1].kind == TokenKind::marker;
    }

    void of_whom() {
        static constexpr std::array<std::pair<std::string_view, const NameWord*>, 8> kin{
            {{"son", &son_marker},
             {"daughter", &daughter_marker},
             {"child", &child_marker},
             {"wife", &wife_marker},
             {"widow", &wife_marker},
             {"husband", &husband_marker},
             {"care", &stranger_marker},
             {"resident", &stranger_marker}}};
        for (const auto& [text, marker] : kin) {
            if (m_tokens[m_tokens.size() - 2].text == text) {
                replace_last(2, *marker);
                return;
            }
        }
    }

    void whose_name() {
        const std::string& whose = m_tokens[m_tokens.size() - 2].text;
        if (whose == "father" || whose == "fathers") {
            replace_last(2, child_marker);
        } else if (whose == "mother" || whose == "mothers") {
            replace_last(2, mother_marker);
        } else if (whose == "husband" || whose == "husbands") {
            replace_last(2, wife_marker);
        }
    }

    std::vector<char32_t> m_text;
    std::vector<char32_t> m_word;
    std::vector<NameToken> m_tokens;
    std::size_t m_at = 0;
};

} // namespace

std::vector<NameToken> name_tokens(std::string_view text) { return NameTokens(text).take(); }

} // namespace sandhan::algorithms::names
