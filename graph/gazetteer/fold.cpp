// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer/fold.hpp"

#include "graph/gazetteer.hpp"

#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <memory>

namespace sandhan::graph {
namespace gazetteer {
namespace {

/// Transliterators cost some 20 ms to make and are not safe to share: one a thread, made on the
/// first text that is not ASCII. Without ICU's data they are null and text stays as it is.
icu::Transliterator* transliterator(const char* id) {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createInstance(id, UTRANS_FORWARD, status));
    return U_SUCCESS(status) != 0 ? made.release() : nullptr;
}

void to_latin(icu::UnicodeString& text) {
    thread_local const std::unique_ptr<icu::Transliterator> t(transliterator("Any-Latin"));
    if (t != nullptr) {
        t->transliterate(text);
    }
}

void to_ascii(icu::UnicodeString& text) {
    thread_local const std::unique_ptr<icu::Transliterator> t(transliterator("Latin-ASCII"));
    if (t != nullptr) {
        t->transliterate(text);
    }
}

icu::UnicodeString unicode(std::string_view utf8) {
    return icu::UnicodeString::fromUTF8(
        icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size())));
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_apostrophe(UChar32 c) {
    return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019 || c == 0x02BC || c == 0x02BB ||
           c == 0x02B9;
}

bool is_mark(UChar32 c) {
    const int type = u_charType(c);
    return type == U_NON_SPACING_MARK || type == U_COMBINING_SPACING_MARK ||
           type == U_ENCLOSING_MARK;
}

/// Appends words with single blanks between them.
class Words {
  public:
    void add(char c) {
        if (m_gap && !m_text.empty()) {
            m_text += ' ';
        }
        m_gap = false;
        m_text += c;
    }
    void add(UChar32 c) {
        if (c < 0x80) {
            add(static_cast<char>(c));
            return;
        }
        if (m_gap && !m_text.empty()) {
            m_text += ' ';
        }
        m_gap = false;
        icu::UnicodeString(c).toUTF8String(m_text);
    }
    void gap() { m_gap = true; }
    std::string take() { return std::move(m_text); }

  private:
    std::string m_text;
    bool m_gap = false;
};

std::string words_of(const icu::UnicodeString& text, bool keep_marks) {
    Words words;
    for (std::int32_t i = 0; i < text.length();) {
        const UChar32 c = text.char32At(i);
        i += U16_LENGTH(c);
        const int digit = u_charDigitValue(c);
        if (digit >= 0) {
            words.add(static_cast<char>('0' + digit));
        } else if (is_apostrophe(c) || u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) {
            continue;
        } else if (is_mark(c)) {
            if (keep_marks) {
                words.add(c);
            }
        } else if (u_isalnum(c) != 0) {
            words.add(u_tolower(c));
        } else {
            words.gap();
        }
    }
    return words.take();
}

bool is_nukta(UChar32 c) {
    return c == 0x093C || c == 0x09BC || c == 0x0A3C || c == 0x0ABC || c == 0x0B3C || c == 0x0CBC;
}

/// One sound of a transliterated word.
struct Sound {
    icu::UnicodeString letters;
    bool vowel = false;
    bool silent_a = false; ///< the short `a` the script does not write
};

std::vector<Sound> sounds_of(const icu::UnicodeString& word) {
    static const icu::UnicodeString vowels = unicode("aāiīuūeēoōôêîûæ");
    static const icu::UnicodeString stops = unicode("kgcjtdpbṭḍ");
    std::vector<Sound> sounds;
    for (std::int32_t i = 0; i < word.length(); ++i) {
        const char16_t c = word.charAt(i);
        if (c == u'h' && !sounds.empty() && stops.indexOf(sounds.back().letters.charAt(0)) >= 0 &&
            sounds.back().letters.length() == 1) {
            sounds.back().letters.append(c);
            continue;
        }
        if (is_mark(c) && !sounds.empty()) { // m̐, r̥
            sounds.back().letters.append(c);
            continue;
        }
        sounds.push_back({icu::UnicodeString(c), vowels.indexOf(c) >= 0, c == u'a'});
    }
    return sounds;
}

icu::UnicodeString joined(const std::vector<Sound>& sounds) {
    icu::UnicodeString text;
    for (const Sound& sound : sounds) {
        text.append(sound.letters);
    }
    return text;
}

void drop_last(std::vector<Sound>& sounds) {
    if (sounds.size() > 2 && sounds.back().silent_a && !sounds[sounds.size() - 2].vowel) {
        sounds.pop_back();
    }
}

/// Deletes each silent `a` of the form VC_CV, from the end or from the start of the word.
void drop_inner(std::vector<Sound>& sounds, bool from_end) {
    const auto deletable = [&](std::size_t i) {
        return i >= 2 && i + 2 < sounds.size() && sounds[i].silent_a && !sounds[i - 1].vowel &&
               sounds[i - 2].vowel && !sounds[i + 1].vowel && sounds[i + 2].vowel;
    };
    if (from_end) {
        for (std::size_t i = sounds.size(); i-- > 0;) {
            if (deletable(i)) {
                sounds.erase(sounds.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
    } else {
        for (std::size_t i = 0; i < sounds.size(); ++i) {
            if (deletable(i)) {
                sounds.erase(sounds.begin() + static_cast<std::ptrdiff_t>(i));
            }
        }
    }
}

enum class Silent : std::uint8_t { last_and_inner_from_end, last_and_inner_from_start, last, none };

std::string reading(const icu::UnicodeString& latin, Silent silent) {
    icu::UnicodeString out;
    for (std::int32_t begin = 0; begin < latin.length();) {
        std::int32_t end = latin.indexOf(u' ', begin);
        end = end < 0 ? latin.length() : end;
        auto sounds = sounds_of(latin.tempSubStringBetween(begin, end));
        if (silent != Silent::none) {
            drop_last(sounds);
        }
        if (silent == Silent::last_and_inner_from_end) {
            drop_inner(sounds, true);
        } else if (silent == Silent::last_and_inner_from_start) {
            drop_inner(sounds, false);
        }
        out.append(joined(sounds)).append(u' ');
        begin = end + 1;
    }
    to_ascii(out);
    return words_of(out, false);
}

bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

} // namespace

bool has_indic(std::string_view utf8) {
    // U+0900..U+0DFF are E0 A4 80 .. E0 B7 BF in UTF-8.
    for (std::size_t i = 0; i + 1 < utf8.size(); ++i) {
        const auto second = static_cast<unsigned char>(utf8[i + 1]);
        if (static_cast<unsigned char>(utf8[i]) == 0xE0 && second >= 0xA4 && second <= 0xB7) {
            return true;
        }
    }
    return false;
}

static bool has_bengali(std::string_view utf8) {
    // U+0980..U+09FF are E0 A6 80 .. E0 A7 BF.
    for (std::size_t i = 0; i + 1 < utf8.size(); ++i) {
        const auto second = static_cast<unsigned char>(utf8[i + 1]);
        if (static_cast<unsigned char>(utf8[i]) == 0xE0 && (second == 0xA6 || second == 0xA7)) {
            return true;
        }
    }
    return false;
}

std::string native_key(std::string_view utf8) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfd = icu::Normalizer2::getNFDInstance(status);
    icu::UnicodeString text = unicode(utf8);
    if (U_SUCCESS(status) != 0) {
        text = nfd->normalize(text, status);
    }
    icu::UnicodeString plain;
    for (std::int32_t i = 0; i < text.length();) {
        const UChar32 c = text.char32At(i);
        i += U16_LENGTH(c);
        if (!is_nukta(c)) {
            plain.append(c);
        }
    }
    return words_of(plain, true);
}

std::string index_key(std::string_view utf8) {
    return has_indic(utf8) ? native_key(utf8) : folded(utf8);
}

std::vector<std::string> latin_readings(std::string_view utf8) {
    icu::UnicodeString latin = unicode(utf8);
    to_latin(latin);
    latin.toLower(icu::Locale::getRoot());
    if (has_bengali(utf8)) {
        // Spoken otherwise than Devanagari: the nasal is ng (কালিম্পং), kṣ is kh (সাতক্ষীরা).
        latin.findAndReplace(unicode("ṁ"), unicode("ng"));
        latin.findAndReplace(unicode("kṣ"), unicode("kh"));
    }
    for (std::int32_t i = latin.length(); i-- > 0;) {
        if (is_apostrophe(latin.charAt(i))) {
            latin.remove(i, 1);
        }
    }
    std::vector<std::string> readings;
    for (const Silent silent : {Silent::last_and_inner_from_end, Silent::last_and_inner_from_start,
                                Silent::last, Silent::none}) {
        std::string one = reading(latin, silent);
        if (!one.empty() && std::find(readings.begin(), readings.end(), one) == readings.end()) {
            readings.push_back(std::move(one));
        }
    }
    return readings;
}

std::string skeleton(std::string_view name, Spelling spelling) {
    std::string out;
    char before = ' ';
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const char next = i + 1 < name.size() ? name[i + 1] : ' ';
        const bool initial = before == ' ';
        before = c;
        char sound = c;
        if (c == ' ') {
            continue;
        }
        if (is_vowel(c)) {
            if (!out.empty()) {
                continue;
            }
            sound = 'a';
        } else if (c == 'h' || c == 'y') {
            // Aspiration and glides come and go between spellings, but not at the start.
            if (!initial) {
                continue;
            }
            sound = c == 'y' ? 'j' : 'h';
        } else if (c == 'c') {
            sound = spelling == Spelling::transliterated || next == 'h' ? 'c' : 'k';
        } else if (c == 'w' || c == 'v') {
            sound = 'b';
        } else if (c == 'f') {
            sound = 'p';
        } else if (c == 'z') {
            sound = 'j';
        } else if (c == 'q') {
            sound = 'k';
        } else if (c == 'm') {
            sound = 'n';
        } else if (c == 'x') {
            out += 'k';
            sound = 's';
        }
        if (out.empty() || out.back() != sound || (sound >= '0' && sound <= '9')) {
            out += sound;
        }
    }
    return out;
}

std::string numbers_of(std::string_view name) {
    static constexpr std::array<std::string_view, 10> roman{"i",  "ii",  "iii",  "iv", "v",
                                                            "vi", "vii", "viii", "ix", "x"};
    std::string out;
    for (std::size_t begin = 0; begin < name.size();) {
        const std::size_t end = std::min(name.find(' ', begin), name.size());
        const std::string_view word = name.substr(begin, end - begin);
        const auto at = std::find(roman.begin(), roman.end(), word);
        if (at != roman.end() && begin != 0) {
            out += std::to_string(at - roman.begin() + 1);
        } else if (word.size() == 1) {
            out += word;
        } else {
            std::copy_if(word.begin(), word.end(), std::back_inserter(out),
                         [](char c) { return c >= '0' && c <= '9'; });
        }
        begin = end + 1;
    }
    return out;
}

std::string sounded(std::string_view name, Spelling spelling) {
    std::string out;
    char before = ' ';
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const char next = i + 1 < name.size() ? name[i + 1] : ' ';
        char sound = c;
        switch (c) {
        case ' ':
            before = c;
            continue;
        case 'h':
            if (before != ' ' && !is_vowel(before)) {
                continue; // aspiration; the letter before it stays the one before
            }
            break;
        case 'e':
            sound = next == 'e' || before == 'e' ? 'i' : 'e';
            break;
        case 'o':
            sound = next == 'o' || before == 'o' ? 'u' : 'o';
            break;
        case 'c':
            sound = spelling == Spelling::transliterated || next == 'h' ? 'c' : 'k';
            break;
        case 'v':
        case 'w':
            sound = 'b';
            break;
        case 'f':
            sound = 'p';
            break;
        case 'z':
            sound = 'j';
            break;
        case 'q':
            sound = 'k';
            break;
        case 'y':
            sound = before == ' ' ? 'j' : 'i';
            break;
        case 'x':
            out += 'k';
            sound = 's';
            break;
        default:
            break;
        }
        before = c;
        if (out.empty() || out.back() != sound || (sound >= '0' && sound <= '9')) {
            out += sound;
        }
    }
    return out + numbers_of(name);
}

std::uint32_t hash_of(std::string_view text) {
    std::uint32_t h = 2166136261U;
    for (const char c : text) {
        h = (h ^ static_cast<unsigned char>(c)) * 16777619U;
    }
    return h;
}

std::string squeezed(std::string_view key) {
    std::string out;
    std::copy_if(key.begin(), key.end(), std::back_inserter(out), [](char c) { return c != ' '; });
    return out;
}

} // namespace gazetteer

std::string folded(std::string_view utf8) {
    using namespace gazetteer;
    if (is_ascii(utf8)) {
        Words words;
        for (const char c : utf8) {
            if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
                words.add(c);
            } else if (c >= 'A' && c <= 'Z') {
                words.add(static_cast<char>(c - 'A' + 'a'));
            } else if (!is_apostrophe(c)) {
                words.gap();
            }
        }
        return words.take();
    }
    icu::UnicodeString text = unicode(utf8);
    to_latin(text);
    to_ascii(text);
    return words_of(text, false);
}

std::string slug(std::string_view utf8) {
    std::string text = folded(utf8);
    std::replace(text.begin(), text.end(), ' ', '-');
    return text.empty() ? "x" : text;
}

} // namespace sandhan::graph
