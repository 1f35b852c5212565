// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/script_readings.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace sandhan::algorithms::names {
namespace {

enum IndicBlock : unsigned {
    devanagari,
    bengali,
    gurmukhi,
    gujarati,
    oriya,
    tamil,
    telugu,
    kannada,
    malayalam
};

/// Signs at the same place of every block, from its independent vowels on (+ 0x05).
constexpr std::array<std::string_view, 16> independent_vowels{
    "a", "a", "i", "i", "u", "u", "ri", "li", "e", "e", "e", "ai", "o", "o", "o", "au"};
/// + 0x15.
constexpr std::array<std::string_view, 37> indic_consonants{
    "k",  "kh", "g", "gh", "n", "ch", "chh", "j",  "jh", "n",  "t", "th", "d",
    "dh", "n",  "t", "th", "d", "dh", "n",   "n",  "p",  "ph", "b", "bh", "m",
    "y",  "r",  "r", "l",  "l", "l",  "v",   "sh", "sh", "s",  "h"};
/// + 0x3E.
constexpr std::array<std::string_view, 15> vowel_marks{"a", "i", "i",  "u", "u", "ri", "ri", "e",
                                                       "e", "e", "ai", "o", "o", "o",  "au"};
/// + 0x58: Devanagari's letters with a nukta, the same in Bengali, Gurmukhi and Oriya.
constexpr std::array<std::string_view, 8> dotted_consonants{"q", "kh", "gh", "z",
                                                            "r", "rh", "f",  "y"};

constexpr std::size_t most_sounds = 48; ///< a longer word is cut

/// One sound of a word; what the inherent vowel gave is kept apart until it is heard or not.
struct IndicSound {
    std::string_view letters;
    bool vowel = false;
    bool inherent = false; ///< a vowel that is not written
    bool nasal = false;    ///< a sign, no consonant of its own
};

struct IndicWord {
    std::array<IndicSound, most_sounds> sounds;
    std::size_t n = 0;
    unsigned block = devanagari;

    void add(std::string_view letters, bool vowel, bool inherent = false) {
        if (n < most_sounds && !letters.empty()) {
            sounds[n++] = {letters, vowel, inherent, false};
        }
    }
    void erase(std::size_t at) {
        for (std::size_t i = at; i + 1 < n; ++i) {
            sounds[i] = sounds[i + 1];
        }
        --n;
    }
};

bool always_hears_the_vowel(unsigned block) { return block >= tamil; }

/// The consonant at an offset of the block, "" for another sign.
std::string_view consonant_at(unsigned block, unsigned offset, bool word_begins, bool in_cluster) {
    if (offset == 0x2F && (block == bengali || block == oriya)) {
        // ya without its dot is ja at the start; elsewhere the dot was lost in typing.
        return word_begins && !in_cluster ? "j" : "y";
    }
    if (offset == 0x2C && block == bengali && in_cluster) {
        return "w"; // ba-phala: স্বপন, Swapan
    }
    if (offset >= 0x15 && offset <= 0x39) {
        if (block == tamil && offset == 0x1A) {
            return word_begins ? "s" : "ch";
        }
        if (offset == 0x34 && block < tamil) {
            return "l";
        }
        if (block == bengali && offset == 0x2B) {
            return "f";
        }
        return offset == 0x34 ? "zh" : indic_consonants[offset - 0x15];
    }
    if (offset >= 0x58 && offset <= 0x5F && block <= oriya) {
        return dotted_consonants[offset - 0x58];
    }
    if (block == bengali && offset == 0x70) {
        return "r"; // Assamese
    }
    if ((block == bengali || block == oriya) && offset == 0x71) {
        return "w";
    }
    return "";
}

/// A consonant with the dot below, where it changes the sound.
std::string_view with_nukta(unsigned block, std::string_view plain, unsigned offset) {
    const unsigned dotted_d = 0x21;
    const unsigned dotted_dh = 0x22;
    switch (offset) {
    case 0x15:
        return "q";
    case 0x1C:
    case 0x1D:
        return "z";
    case dotted_d:
        return "r";
    case dotted_dh:
        return "rh";
    case 0x2B:
        return "f";
    case 0x2F:
        return "y";
    case 0x38:
        return block == gurmukhi ? "sh" : plain;
    default:
        return plain;
    }
}

/// Tamil writes one letter for k and g: between vowels and after a nasal the voice is heard.
std::string_view voiced(std::string_view tamil_stop) {
    if (tamil_stop == "k") {
        return "g";
    }
    if (tamil_stop == "t") {
        return "d";
    }
    return tamil_stop == "p" ? "b" : tamil_stop;
}

/// A nasal sign before a consonant (or at the end): what is heard of it.
std::string_view nasal(unsigned block, unsigned sign, unsigned next_offset) {
    const bool labial = next_offset >= 0x2A && next_offset <= 0x2E;
    if (sign == 0x02 && block == bengali) {
        return labial ? "m" : "ng";
    }
    if (next_offset == 0x39) {
        return "ng"; // सिंह, Singh
    }
    return labial ? "m" : "n";
}

IndicWord sounds_of_word(std::span<const char32_t> word) {
    IndicWord out;
    bool joined = false; ///< a virama stands before
    bool open = false;   ///< the last sound is a consonant without its vowel yet
    unsigned last = 0;   ///< offset of the last consonant
    const auto close = [&] {
        if (open) {
            out.add("a", true, true);
        }
        open = false;
    };
    for (std::size_t i = 0; i < word.size(); ++i) {
        if (!is_indic(word[i])) {
            continue;
        }
        out.block = static_cast<unsigned>(word[i] - 0x900) >> 7U;
        const auto offset = static_cast<unsigned>(word[i] & 0x7FU);
        const bool more = i + 1 < word.size() && is_indic(word[i + 1]);
        const unsigned next = more ? static_cast<unsigned>(word[i + 1] & 0x7FU) : 0;
        std::string_view letters = consonant_at(out.block, offset, out.n == 0, joined);
        if (!letters.empty()) {
            if (joined && last == 0x1C && offset == 0x1E) { // jn is gy: ज्ञान, Gyan
                out.sounds[out.n - 1].letters = "g";
                letters = "y";
            }
            if (!joined) {
                close();
            }
            if (next == 0x3C) {
                letters = with_nukta(out.block, letters, offset);
                ++i;
            }
            const bool after_vowel = out.n > 0 && out.sounds[out.n - 1].vowel;
            const bool after_nasal = out.n > 0 && joined &&
                                     (last == 0x19 || last == 0x1E || last == 0x23 ||
                                      last == 0x28 || last == 0x2E || last == 0x29);
            const bool doubled = i + 2 < word.size() && next == 0x4D;
            if (out.block == tamil && ((after_vowel && !doubled) || after_nasal)) {
                letters = voiced(letters);
            }
            out.add(letters, false);
            open = true;
            joined = false;
            last = offset;
        } else if (offset >= 0x3E && offset <= 0x4C) {
            out.add(vowel_marks[offset - 0x3E], true);
            open = false;
        } else if (offset == 0x4D) {
            joined = open;
            open = more && open;
        } else if (offset >= 0x05 && offset <= 0x14) {
            close();
            out.add(independent_vowels[offset - 0x05], true);
        } else if (offset == 0x01 || offset == 0x02 || (out.block == gurmukhi && offset == 0x70)) {
            close();
            if (offset != 0x01 || more) {
                out.add(nasal(out.block, offset, next), false);
                out.sounds[out.n - 1].nasal = true;
                last = 0;
            }
        } else if (out.block == bengali && offset == 0x4E) {
            close();
            out.add("t", false);
        } else if (out.block == malayalam && offset >= 0x7A) { // chillu letters, without a vowel
            constexpr std::array<std::string_view, 6> chillu{"n", "n", "r", "l", "l", "k"};
            close();
            out.add(chillu[offset - 0x7A], false);
        }
    }
    close();
    return out;
}

/// Whether a cluster before the silent vowel could not be said without it: Chandra, Krishna; but
/// Basant in Hindi and Basanta in Bengali.
bool cluster_needs_vowel(const IndicWord& word) {
    if (word.n < 3 || word.sounds[word.n - 2].vowel || word.sounds[word.n - 3].vowel ||
        word.sounds[word.n - 3].nasal) { // चाँद, সিংহ
        return false;
    }
    if (word.block == bengali || word.block == oriya) {
        return true;
    }
    const std::string_view last = word.sounds[word.n - 2].letters;
    return last == "y" || last == "r" || last == "l" || last == "v" || last == "n" || last == "m";
}

void drop_silent_vowels(IndicWord& word) {
    if (always_hears_the_vowel(word.block)) {
        return;
    }
    if (word.n > 2 && word.sounds[word.n - 1].inherent && !cluster_needs_vowel(word)) {
        --word.n;
    }
    const bool only_after_written = word.block == bengali || word.block == oriya;
    for (std::size_t i = word.n; i-- > 2;) {
        const auto& sounds = word.sounds;
        if (i + 2 >= word.n || !sounds[i].inherent || sounds[i - 1].vowel || !sounds[i - 2].vowel ||
            sounds[i + 1].vowel || !sounds[i + 2].vowel) {
            continue;
        }
        if (sounds[i - 1].letters == sounds[i + 1].letters) {
            continue; // two that would be heard as one: ममता
        }
        if (only_after_written && sounds[i - 2].inherent && sounds[i - 1].letters != "h") {
            continue;
        }
        word.erase(i);
    }
}

/// U+0621 to U+064A and the letters of Urdu beyond; vowel letters are dealt with before.
std::string_view arabic_consonant(char32_t c) {
    switch (c) {
    case 0x628:
        return "b";
    case 0x67E:
        return "p";
    case 0x62A:
    case 0x637:
    case 0x679:
        return "t";
    case 0x62B:
    case 0x633:
    case 0x635:
        return "s";
    case 0x62C:
        return "j";
    case 0x686:
        return "ch";
    case 0x62D:
    case 0x647:
    case 0x6BE:
    case 0x6C0:
    case 0x6C1:
    case 0x6C2:
    case 0x6D5:
        return "h";
    case 0x62E:
        return "kh";
    case 0x62F:
    case 0x688:
        return "d";
    case 0x630:
    case 0x632:
    case 0x636:
    case 0x638:
    case 0x698:
        return "z";
    case 0x631:
    case 0x691:
        return "r";
    case 0x634:
        return "sh";
    case 0x63A:
        return "gh";
    case 0x641:
        return "f";
    case 0x642:
        return "q";
    case 0x643:
    case 0x6A9:
        return "k";
    case 0x6AF:
        return "g";
    case 0x644:
        return "l";
    case 0x645:
        return "m";
    case 0x646:
    case 0x6BA:
        return "n";
    default:
        return "";
    }
}

constexpr std::array<std::string_view, 48> cyrillic_letters{
    // from U+0430
    "a", "b",  "v", "g", "d",  "e",  "zh", "z",  "i",  "y",    "k", "l", "m", "n", "o",  "p",
    "r", "s",  "t", "u", "f",  "kh", "ts", "ch", "sh", "shch", "",  "y", "",  "e", "yu", "ya",
    "e", "yo", "d", "g", "ye", "z",  "i",  "yi", "j",  "l",    "n", "c", "k", "i", "u",  "dz"};

} // namespace

std::string indic_reading(std::span<const char32_t> word) {
    IndicWord sounds = sounds_of_word(word);
    drop_silent_vowels(sounds);
    std::string text;
    for (std::size_t i = 0; i < sounds.n; ++i) {
        const std::string_view letters = sounds.sounds[i].letters;
        // Bengali's ng before g or h is one sound with it: গঙ্গা, সিংহ.
        if (!text.empty() && letters.front() == 'g' && text.ends_with("ng")) {
            text.pop_back();
        }
        if (letters == "h" && text.ends_with("ngg")) {
            text.pop_back();
        }
        text += letters;
    }
    if ((sounds.block == telugu || sounds.block == kannada) && text.ends_with("avu")) {
        text.replace(text.size() - 2, 2, "o"); // Rao
    }
    return text;
}

std::string arabic_reading(std::span<const char32_t> word) {
    constexpr char32_t alef = 0x627;
    const auto is_alef = [](char32_t c) {
        return c == alef || c == 0x622 || c == 0x623 || c == 0x625 || c == 0x671;
    };
    const auto is_waw = [](char32_t c) { return c == 0x648 || c == 0x624; };
    const auto is_yeh = [](char32_t c) {
        return c == 0x64A || c == 0x649 || c == 0x6CC || c == 0x6D2 || c == 0x6D3;
    };
    std::string text;
    const auto after_vowel = [&] {
        return !text.empty() && std::string_view("aiu").find(text.back()) != std::string_view::npos;
    };
    for (std::size_t i = 0; i < word.size(); ++i) {
        const char32_t c = word[i];
        char32_t next = i + 1 < word.size() ? word[i + 1] : 0;
        next = is_arabic(next) ? next : 0;
        if (is_alef(c)) {
            // Before another vowel letter at the start it only carries it: ایوب, اوما.
            if (!(text.empty() && c == alef && (is_waw(next) || is_yeh(next)))) {
                text += 'a';
            }
        } else if (is_waw(c)) {
            const bool consonant = (text.empty() && i == 0) || is_alef(next) || after_vowel();
            text += consonant ? 'v' : 'u';
        } else if (is_yeh(c)) {
            const bool consonant = (text.empty() && i == 0) || is_alef(next);
            text += consonant ? 'y' : 'i';
        } else if (c == 0x639) { // ain, heard as the vowel it carries
            if (text.empty()) {
                text += 'a';
            }
        } else if (c == 0x629) {
            text += 'a';
        } else if (c == 0x64E) {
            text += 'a';
        } else if (c == 0x64F) {
            text += 'u';
        } else if (c == 0x650) {
            text += 'i';
        } else if ((c == 0x647 || c == 0x6C1) && next == 0 && !text.empty() && !after_vowel()) {
            text += 'a'; // the silent h at the end: فاطمہ
        } else {
            const std::string_view letters = arabic_consonant(c);
            // Only U+06BE is aspiration; this h is heard (رحمان), so a vowel stood before it.
            if (letters == "h" && c != 0x6BE && !text.empty() && !after_vowel()) {
                text += 'a';
            }
            text += letters;
        }
    }
    return text;
}

std::string cyrillic_reading(std::span<const char32_t> word) {
    std::string text;
    for (const char32_t c : word) {
        char32_t lower = c;
        if (c >= 0x410 && c <= 0x42F) {
            lower = c + 0x20;
        } else if (c >= 0x400 && c <= 0x40F) {
            lower = c + 0x50;
        } else if (c == 0x490 || c == 0x491) {
            lower = 0x433;
        }
        if (lower >= 0x430 && lower < 0x430 + cyrillic_letters.size()) {
            text += cyrillic_letters[lower - 0x430];
        }
    }
    return text;
}

} // namespace sandhan::algorithms::names
