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

} // namespace sandhan::algorithms::names
