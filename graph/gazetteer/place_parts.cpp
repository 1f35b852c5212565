// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer/place_parts.hpp"

#include "graph/gazetteer/fold.hpp"
#include "graph/gazetteer/standing.hpp"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <utility>

namespace sandhan::graph::gazetteer {
namespace {

enum class Gap : std::uint8_t { blank, dash, bracket, comma };

struct HintWords {
    std::vector<std::string> words; ///< as index_key() makes them
    Hint hint;
};

/// By their first word; of those the longer ones first where one begins with another.
using HintTable = std::unordered_map<std::string, std::vector<HintWords>>;

struct Token {
    std::string key;
    std::size_t begin, end; ///< in the text
    Gap before = Gap::blank;
    bool bracketed = false;
    const std::vector<HintWords>* hints = nullptr; ///< that begin with this word; nullptr: none
};

using Tokens = std::span<const Token>;

std::vector<std::string> words_of(std::string_view key) {
    std::vector<std::string> words;
    while (!key.empty()) {
        const std::size_t blank = std::min(key.find(' '), key.size());
        words.emplace_back(key.substr(0, blank));
        key.remove_prefix(std::min(blank + 1, key.size()));
    }
    return words;
}

// Longer ones first where one begins with another.
const HintTable& hint_words() {
    static const HintTable all = [] {
        HintTable made;
        const auto add = [&](Hint hint, std::initializer_list<std::string_view> all_words) {
            for (const std::string_view one : all_words) {
                std::vector<std::string> words = words_of(index_key(one));
                auto& beginning_so = made[words.front()];
                beginning_so.push_back({std::move(words), hint});
            }
        };
        // A station or town is not one level: `Pune station` is Pune.
        // Nor is one the words between two names: `Rajkot district of Gujarat`.
        add(Hint::plain, {"of",           "in",
                          "from",         "under",
                          "within",       "railway station",
                          "railway stn",  "rly station",
                          "rly stn",      "railway junction",
                          "junction",     "jn",
                          "station",      "municipal corporation",
                          "municipality", "corporation",
                          "nagar palika", "city",
                          "town",         "শহর",
                          "রেলস্টেশন",     "স্টেশন",
                          "शहर",          "रेलवे स्टेशन",
                          "स्टेशन",         "जंक्शन"});
        add(Hint::locality, {"police station",
                             "police stn",
                             "police outpost",
                             "outpost",
                             "p s",
                             "ps",
                             "thana",
                             "kotwali",
                             "post office",
                             "p o",
                             "po",
                             "post",
                             "b o",
                             "s o",
                             "h o",
                             "g p o",
                             "bus stand",
                             "bus stop",
                             "sub division",
                             "subdivision",
                             "sub district",
                             "tehsil",
                             "tahsil",
                             "tahasil",
                             "teh",
                             "tah",
                             "taluka",
                             "taluk",
                             "taluq",
                             "tal",
                             "ta",
                             "tq",
                             "block",
                             "mandal",
                             "upazila",
                             "upazilla",
                             "mahakuma",
                             "anchal",
                             "gram panchayat",
                             "panchayat",
                             "g p",
                             "near",
                             "opposite",
                             "opp",
                             "behind",
                             "beside",
                             "adjacent to",
                             "via",
                             "at",
                             "থানা",
                             "থানার",
                             "ব্লক",
                             "মহকুমা",
                             "উপজেলা",
                             "পোস্ট",
                             "থানা এলাকা",
                             "थाना",
                             "तहसील",
                             "तालुका",
                             "डाकघर",
                             "पोस्ट",
                             "पुलिस स्टेशन",
                             "तालुक",
                             "తాలూకా",
                             "మండలం",
                             "ತಾಲೂಕು",
                             "ತಾಲ್ಲೂಕು",
                             "તાલુકો",
                             "તાલુકા",
                             "வட்டம்",
                             "ବ୍ଲକ",
                             "ਤਹਿਸੀਲ"});
        add(Hint::village,
            {"village", "vill", "vil", "vpo", "v p o", "mouza", "gram", "গ্রাম", "ग्राम", "गाव",
             "गांव", "गाँव", "గ్రామం", "ಗ್ರಾಮ", "ગામ", "கிராமம்", "ଗ୍ରାମ", "ਪਿੰਡ", "ഗ്രാമം"});
        add(Hint::district,
            {"district", "distt", "dist",  "disst",  "dt",   "zilla", "zila",  "jilla",
             "jila",     "jela",  "জেলা",  "জেলার",  "जिला", "ज़िला",  "जिल्हा", "జిల్లా",
             "ಜಿಲ್ಲೆ",      "જિલ્લો", "જિલ્લા", "மாவட்டம்", "ଜିଲ୍ଲା", "ਜ਼ਿਲ੍ਹਾ", "ਜ਼ਿਲਾ",  "ജില്ല"});
        add(Hint::state, {"state of", "state", "union territory", "division", "province", "রাজ্য",
                          "বিভাগ", "राज्य", "प्रदेश राज्य"});
        return made;
    }();
    return all;
}

/// The hints that begin with a word, of which `key` is the comparable form; nullptr: none.
const std::vector<HintWords>* hints_at(std::string_view word, const std::string& key) {
    const HintTable& all = hint_words();
    if (const auto at = all.find(key); at != all.end()) {
        return &at->second;
    }
    // In letters that are read by romanising them, which costs every run of the program some 40 ms
    // to get ready for: so not in the table.
    constexpr std::string_view urdu_district = "ضلع";
    if (word != urdu_district) {
        return nullptr;
    }
    static const std::vector<HintWords> district{{{key}, Hint::district}};
    return &district;
}

bool is_quote_within_word(UChar32 c) { return c == '\'' || c == '`' || c == 0x2019 || c == 0x2018; }

/// A letter, a digit, or what belongs to one.
bool is_word(UChar32 c) {
    if (c < 0x80) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
    return u_isalnum(c) != 0 || u_charDigitValue(c) >= 0 || c == 0x200C || c == 0x200D ||
           (U_GET_GC_MASK(c) & U_GC_M_MASK) != 0;
}

Gap gap_of(UChar32 c) {
    switch (c) {
    case ',':
    case ';':
    case '|':
    case '\n':
    case '\r':
    case '\t':
    case 0x0964:
    case 0x0965:
    case 0x060C:
    case 0x3001:
    case 0xFF0C:
    case 0xFF1B:
        return Gap::comma;
    case '(':
    case ')':
    case '[':
    case ']':
    case '{':
    case '}':
        return Gap::bracket;
    case '/':
    case 0x2013:
    case 0x2014:
    case 0x2022:
        return Gap::dash;
    default:
        return Gap::blank;
    }
}

std::vector<Token> tokens_of(std::string_view text) {
    std::vector<Token> tokens;
    Gap gap = Gap::comma;
    int depth = 0;
    std::size_t begin = text.size();
    const auto close = [&](std::size_t end) {
        if (begin < end) {
            const std::string_view word = text.substr(begin, end - begin);
            tokens.push_back({index_key(word), begin, end, gap, depth > 0, nullptr});
            gap = Gap::blank;
            if (tokens.back().key.empty()) {
                gap = tokens.back().before;
                tokens.pop_back();
            } else {
                tokens.back().hints = hints_at(word, tokens.back().key);
            }
        }
        begin = text.size();
    };
    const auto length = static_cast<std::int32_t>(text.size());
    for (std::int32_t i = 0; i < length;) {
        const auto at = static_cast<std::size_t>(i);
        UChar32 c = 0;
        U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), i, length, c);
        if (is_word(c) || (begin < text.size() && is_quote_within_word(c))) {
            begin = std::min(begin, at);
            continue;
        }
        close(at);
        Gap here = gap_of(c);
        if (c == '-' && at > 0 && text[at - 1] == ' ' && at + 1 < text.size() &&
            text[at + 1] == ' ') {
            here = Gap::dash;
        }
        gap = std::max(gap, here);
        depth += c == '(' || c == '[' ? 1 : (c == ')' || c == ']') && depth > 0 ? -1 : 0;
    }
    close(text.size());
    return tokens;
}

std::string key_of(Tokens tokens) {
    std::string key;
    for (const Token& token : tokens) {
        key += key.empty() ? "" : " ";
        key += token.key;
    }
    return key;
}

struct FoundHint {
    std::size_t words = 0; ///< 0: none
    Hint hint = Hint::plain;
};

FoundHint hint_at(Tokens tokens) {
    if (tokens.empty() || tokens.front().hints == nullptr) {
        return {};
    }
    for (const HintWords& entry : *tokens.front().hints) {
        if (entry.words.size() <= tokens.size() &&
            std::equal(entry.words.begin(), entry.words.end(), tokens.begin(),
                       [](const std::string& word, const Token& t) { return word == t.key; })) {
            return {entry.words.size(), entry.hint};
        }
    }
    return {};
}

class Splitter {
  public:
    Splitter(std::string_view text, const Image& image, PlaceParts& out)
        : m_text(text), m_image(image), m_out(out) {}

    /// The field's own level, or Hint::plain for free text.
    void split(Hint field) {
        m_field = field;
        const std::vector<Token> tokens = without_pincodes(tokens_of(m_text));
        std::vector<Tokens> chunks;
        for (std::size_t i = 0; i < tokens.size();) {
            std::size_t end = i + 1;
            while (end < tokens.size() && tokens[end].before != Gap::comma) {
                ++end;
            }
            chunks.push_back(Tokens(tokens).subspan(i, end - i));
            i = end;
        }
        for (const Tokens& chunk : chunks) {
            m_may_join_holders = field == Hint::plain && (&chunk == &chunks.back());
            split_chunk(chunk);
        }
        if (m_out.parts.empty() && !m_only.empty()) {
            add(m_only, Hint::plain);
        }
    }

  private:
    [[nodiscard]] bool known(const std::string& key) const { return !m_image.bearers(key).empty(); }

    /// Takes six-digit tokens (or three and three) out; the text is cut where one stood.
    std::vector<Token> without_pincodes(std::vector<Token> tokens) {
        const auto digits = [](const Token& t, std::size_t n) {
            return t.key.size() == n && t.key.find_first_not_of("0123456789") == std::string::npos;
        };
        std::vector<Token> kept;
        Gap gap = Gap::blank;
        for (std::size_t i = 0; i < tokens.size(); ++i) {
            std::string pin;
            if (digits(tokens[i], 6)) {
                pin = tokens[i].key;
            } else if (i + 1 < tokens.size() && digits(tokens[i], 3) && digits(tokens[i + 1], 3) &&
                       tokens[i + 1].before == Gap::blank) {
                pin = tokens[i].key + tokens[i + 1].key;
            }
            if (pin.empty() || pin[0] == '0' || pin[0] == '9') { // 9: the army's post
                tokens[i].before = std::max(tokens[i].before, gap);
                gap = Gap::blank;
                kept.push_back(std::move(tokens[i]));
                continue;
            }
            i += digits(tokens[i], 3) ? 1U : 0U;
            m_out.pincodes.push_back(static_cast<std::uint32_t>(std::stoul(pin)));
            gap = Gap::comma;
            while (!kept.empty() && (kept.back().key == "pin" || kept.back().key == "code" ||
                                     kept.back().key == "pincode")) {
                kept.pop_back();
            }
        }
        return kept;
    }

    void split_chunk(Tokens chunk) {
        if (add_known(chunk)) {
            return;
        }
        for (std::size_t i = 0; i < chunk.size();) {
            std::size_t end = i + 1;
            while (end < chunk.size() && chunk[end].before == Gap::blank) {
                ++end;
            }
            // `Virpar (M), Rajkot` and `Virpar (M) Rajkot`: the bracket may belong to the name.
            std::size_t until = chunk.size();
            while (until > end && !add_known(chunk.subspan(i, until - i))) {
                --until;
            }
            if (until > end) {
                i = until;
                continue;
            }
            split_hints(chunk.subspan(i, end - i));
            i = end;
        }
    }

    /// The whole, or all but the hint it begins with, as one part, if that is a known name.
    bool add_known(Tokens tokens) {
        if (known(key_of(tokens))) {
            add(tokens, Hint::plain);
            return true;
        }
        if (!is_known_after_hint(tokens)) {
            return false;
        }
        const FoundHint found = hint_at(tokens);
        add(tokens.subspan(found.words), found.hint);
        return true;
    }

    [[nodiscard]] bool is_known(Tokens tokens) const {
        return known(key_of(tokens)) || is_known_after_hint(tokens);
    }

    [[nodiscard]] bool is_known_after_hint(Tokens tokens) const {
        const FoundHint found = hint_at(tokens);
        return found.words != 0 && found.words < tokens.size() &&
               known(key_of(tokens.subspan(found.words)));
    }

    /// A known name with words of hints in it, and what holds it: `Koramangala I Block Bengaluru
    /// Urban Karnataka`.
    bool add_known_in_holders(Tokens piece) {
        if (!m_may_join_holders) {
            return false;
        }
        std::vector<Tokens> holders;
        Tokens rest = piece;
        for (bool more = true; more && !is_known(rest);) {
            more = false;
            for (std::size_t i = 1; i < rest.size(); ++i) {
                if (names_holder(key_of(rest.subspan(i)), standing::district) &&
                    !only_directions(key_of(rest.first(i)))) {
                    holders.push_back(rest.subspan(i));
                    rest = rest.first(i);
                    more = true;
                    break;
                }
            }
        }
        if (holders.empty() || !add_known(rest)) {
            return false;
        }
        for (auto at = holders.rbegin(); at != holders.rend(); ++at) {
            add(*at, Hint::plain);
        }
        return true;
    }

    // `Rampur PS Canning Dist Patna`: a hint is before its name when the piece begins with one, or
    // does not end with one. A wrong guess costs little, hints only prefer.
    void split_hints(Tokens piece) {
        const bool ends = ends_with_hint(piece);
        const bool before = hint_at(piece).words != 0 || !ends;
        if (add_known(piece) || add_known_in_holders(piece)) {
            return;
        }
        std::size_t begin = 0;
        Hint hint = Hint::plain;
        bool any = false;
        for (std::size_t i = 0; i <= piece.size();) {
            const FoundHint found = i < piece.size() ? hint_at(piece.subspan(i)) : FoundHint{};
            if (i < piece.size() && found.words == 0) {
                ++i;
                continue;
            }
            const bool last = i + found.words >= piece.size();
            if (i > begin) {
                const bool after = found.words != 0 && (!before || last);
                split_holders(piece.subspan(begin, i - begin),
                              after && hint == Hint::plain ? found.hint : hint);
                any = true;
                hint = Hint::plain;
            }
            if (found.words != 0 && before) {
                hint = found.hint;
            }
            begin = i + found.words;
            i = std::max(begin, i + 1);
        }
        if (!any && m_out.parts.empty()) {
            m_only = piece; // perhaps a name after all
        }
    }

    static bool ends_with_hint(Tokens piece) {
        for (std::size_t i = 1; i < piece.size(); ++i) {
            const FoundHint found = hint_at(piece.subspan(i));
            if (found.words != 0 && i + found.words == piece.size()) {
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] bool names_holder(const std::string& key, std::uint8_t least) const {
        const auto bearers = m_image.bearers(key);
        return !only_directions(key) && std::any_of(bearers.begin(), bearers.end(), [&](Rated b) {
            return b.quality() <= Quality::variant && m_image.place(b.number()).standing >= least;
        });
    }

    void split_holders(Tokens piece, Hint hint) {
        if (m_may_join_holders && piece.size() > 1 && !known(key_of(piece))) {
            for (std::size_t i = 1; i < piece.size(); ++i) {
                if (names_holder(key_of(piece.subspan(i)), standing::district) &&
                    !only_directions(key_of(piece.first(i)))) {
                    split_holders(piece.first(i), Hint::plain);
                    add(piece.subspan(i), hint);
                    return;
                }
            }
            for (std::size_t i = piece.size() - 1; i > 0; --i) {
                if (names_holder(key_of(piece.first(i)), standing::country)) {
                    add(piece.first(i), Hint::plain);
                    split_holders(piece.subspan(i), hint);
                    return;
                }
            }
        }
        add(piece, hint);
    }

    void add(Tokens tokens, Hint hint) {
        // A letter alone is what `C/o` or `Ward B` leave behind.
        if (tokens.size() == 1 && tokens.front().key.size() == 1 &&
            tokens.data() != m_only.data()) {
            m_only = m_only.empty() ? tokens : m_only;
            return;
        }
        if (m_out.parts.size() == most_parts) {
            return;
        }
        const std::size_t begin = tokens.front().begin;
        std::size_t end = tokens.back().end;
        const std::string_view shown = m_text.substr(begin, end - begin);
        const std::size_t open = shown.rfind('(');
        if (open != std::string_view::npos && shown.find(')', open) == std::string_view::npos &&
            end < m_text.size() && m_text[end] == ')') {
            ++end;
        }
        PlacePart part;
        part.shown = std::string(m_text.substr(begin, end - begin));
        part.key = key_of(tokens);
        part.hint = hint == Hint::plain ? m_field : hint;
        part.field = m_field != Hint::plain;
        part.bracketed = tokens.front().bracketed;
        part.capitals = std::none_of(part.shown.begin(), part.shown.end(),
                                     [](char c) { return c >= 'a' && c <= 'z'; });
        m_out.parts.push_back(std::move(part));
    }

    std::string_view m_text;
    const Image& m_image;
    PlaceParts& m_out;
    Hint m_field = Hint::plain;
    Tokens m_only;
    bool m_may_join_holders = false;
};

std::string_view bounded(std::string_view text) {
    if (text.size() <= longest_text) {
        return text;
    }
    std::size_t end = longest_text;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
        --end;
    }
    return text.substr(0, end);
}

} // namespace

PlaceParts parts_of(const PlaceText& text, const Image& image) {
    PlaceParts out;
    const std::array<std::pair<const std::string*, Hint>, 4> fields{
        {{&text.locality, Hint::village},
         {&text.district, Hint::district},
         {&text.state, Hint::state},
         {&text.country, Hint::country}}};
    Splitter(bounded(text.text), image, out).split(Hint::plain);
    const std::size_t free_parts = out.parts.size();
    for (const auto& [field, hint] : fields) {
        Splitter(bounded(*field), image, out).split(hint);
    }
    // What the text repeats of the fields counts once.
    for (std::size_t i = free_parts; i-- > 0;) {
        const auto same = [&](const PlacePart& p) { return p.key == out.parts[i].key; };
        const auto fields_begin = out.parts.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        if (std::any_of(fields_begin, out.parts.end(),
                        [&](const PlacePart& p) { return p.field && same(p); })) {
            out.parts.erase(out.parts.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    return out;
}

bool only_directions(std::string_view key) {
    static constexpr std::array words{"north",   "south",    "east",     "west",      "central",
                                      "new",     "old",      "outer",    "upper",     "lower",
                                      "greater", "uttar",    "dakshin",  "purba",     "paschim",
                                      "purbi",   "pashchim", "district", "northeast", "the"};
    while (!key.empty()) {
        const std::size_t blank = std::min(key.find(' '), key.size());
        if (std::find(words.begin(), words.end(), key.substr(0, blank)) == words.end()) {
            return false;
        }
        key.remove_prefix(std::min(blank + 1, key.size()));
    }
    return true;
}

} // namespace sandhan::graph::gazetteer
