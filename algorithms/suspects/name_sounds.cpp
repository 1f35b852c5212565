// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/name_sounds.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::algorithms::names {
namespace {

bool is_plain_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

/// Reads a text letter by letter and writes what is heard.
class SoundWriter {
  public:
    SoundWriter(std::string_view text, SoundBuffer& out) : m_text(text), m_out(out) {}

    std::size_t write() {
        while (m_at < m_text.size() && m_n + 2 <= m_out.size()) {
            const char c = m_text[m_at];
            if (is_plain_vowel(c) || c == 'y') {
                vowel(c);
            } else {
                consonant(c);
            }
        }
        return m_n;
    }

  private:
    [[nodiscard]] char letter(std::size_t ahead) const {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0';
    }
    [[nodiscard]] char last() const { return m_n == 0 ? '\0' : m_out[m_n - 1]; }
    [[nodiscard]] static bool is_consonant(char c) {
        return c != '\0' && !is_plain_vowel(c) && c != 'y';
    }
    [[nodiscard]] static bool is_aspirate(char c) {
        return std::string_view("kgcjtdpbfszwh").find(c) != std::string_view::npos;
    }
    [[nodiscard]] static bool is_open(char c) { return c == 'a' || c == 'e' || c == 'o'; }
    void put(char c) {
        if (last() != c) {
            m_out[m_n++] = c;
        }
    }
    /// True when the text goes on with a consonant or ends: a diphthong is closed.
    [[nodiscard]] bool closed(std::size_t ahead) const {
        const char c = letter(ahead);
        return c == '\0' || is_consonant(c);
    }

    void vowel(char c) {
        const char next = letter(1);
        if (c == 'y' && m_at == 0 && is_plain_vowel(next)) {
            put('y'); // Yadav; elsewhere y is the vowel i, or a glide that comes and goes
            ++m_at;
            return;
        }
        const auto pair = [&](char first, char second) { return c == first && next == second; };
        if (pair('a', 'a')) {
            ++m_at;
        } else if (pair('e', 'e')) {
            put('i');
            m_at += 2;
        } else if (pair('o', 'o')) {
            put('u');
            m_at += 2;
        } else if (is_open(c) && (next == 'i' || next == 'y') && closed(2)) {
            put('e'); // Shaikh, Sheikh; Bijoy, Vijay
            m_at += 2;
        } else if ((c == 'a' || c == 'e') && (next == 'i' || next == 'y') && letter(2) == 'e' &&
                   closed(3)) {
            put('e'); // Ayesha, Meyer
            m_at += 3;
        } else if ((c == 'a' || c == 'o') && (next == 'u' || next == 'w') && closed(2)) {
            put('o');
            m_at += 2;
        } else if (next == 'e' && (c == 'a' || c == 'o' || c == 'u') && closed(2) &&
                   letter(2) != '\0') {
            put(c == 'a' ? 'e' : c); // ä, ö, ü written out
            m_at += 2;
        } else if (c == 'y') {
            glide(next);
            ++m_at;
        } else {
            put(c);
            ++m_at;
        }
    }

    void glide(char next) {
        const char before = last();
        if (is_plain_vowel(next) && is_consonant(before)) {
            put('y'); // Vidya, Shyam
        } else if (before != 'i' && before != 'e' && next != 'i') {
            put('i'); // Maya; but Rokeya, Rokea
        }
    }

    void consonant(char c) {
        const char next = letter(1);
        std::size_t taken = 1;
        switch (c) {
        case 'h':
            // Not aspiration, nor a breath at the end (Sarah); Rahim, Ahmed, Kanhaiya keep theirs.
            if (m_n == 0 || (!is_aspirate(last()) && next != '\0')) {
                put('h');
            }
            break;
        case 's':
            if (next == 'c' && letter(2) == 'h') {
                taken = 3;
            }
            put('s');
            break;
        case 'c':
            if (next == 'h') {
                put('c');
                taken = 2;
            } else if (next != 'c') {
                put(next == 'e' || next == 'i' || next == 'y' ? 's' : 'k');
            }
            break;
        case 'q':
            put('k');
            break;
        case 'x':
            put('k');
            put('s');
            break;
        case 'p':
            put(next == 'h' ? 'f' : 'p');
            break;
        default:
            put(c);
        }
        m_at += taken;
    }

    std::string_view m_text;
    SoundBuffer& m_out;
    std::size_t m_at = 0;
    std::size_t m_n = 0;
};

bool is_vowel_sound(std::string_view sound, std::size_t at) {
    return is_plain_vowel(sound[at]) || (sound[at] == 'y' && at != 0);
}

char key_letter(char c) {
    switch (c) {
    case 'v':
    case 'w':
        return 'b';
    case 'z':
    case 'y':
        return 'j';
    default:
        return c;
    }
}

/// Two that have one letter in a key.
bool consonants_alike(char a, char b, bool at_start, std::size_t letters) {
    if (a == b || !at_start) {
        return true;
    }
    if (key_letter(a) == 'j') {
        return letters > 4; // Yadav, Jadav; but Ying is not Jing
    }
    return !((a == 'b' && b == 'w') || (a == 'w' && b == 'b'));
}

/// One vowel for another, in one place of a name.
bool vowels_alike(char a, char b, bool a_stands_apart) {
    if (a > b) {
        std::swap(a, b);
    }
    if (a == b || (a == 'e' && b == 'i') || (a == 'i' && b == 'y') || (a == 'o' && b == 'u')) {
        return true;
    }
    return !a_stands_apart && a == 'a' && (b == 'o' || b == 'e');
}

struct Place {
    bool at_start = false;
    bool at_end = false;
    bool after_cluster = false; ///< two consonants stand before: Chandr, Chandra
    std::size_t letters = 0;    ///< of the shorter name: Dan is not Den, Rama is not Roma
    bool unwritten = false;     ///< one of the two has no short vowels
};

/// The vowels between two consonants, in both.
bool runs_alike(std::string_view a, std::string_view b, const Place& place) {
    if (a.size() > b.size()) {
        std::swap(a, b);
    }
    if (a == b) {
        return true;
    }
    if (place.unwritten && a.empty() && !place.at_end) {
        return true;
    }
    if (place.letters < 4) {
        return false;
    }
    if (b.size() == a.size() + 1) {
        if (b[0] == 'y' && b.size() > 1) { // Jyoti, Joti
            return runs_alike(b.substr(1), a, place);
        }
        if (a.empty() && b == "e" && place.at_end) {
            return true; // Kishor, Kishore
        }
        if (a.empty()) {
            return b == "a" && !place.at_start && (!place.at_end || place.after_cluster);
        }
    }
    if (a == "o" && (b == "au" || b == "ou") && !place.at_end) {
        return true; // Rezaul, Rezaool
    }
    if (b.size() == 3 && a == "e" && !place.at_end && b.ends_with("ia")) {
        return b[0] == 'a' || b[0] == 'e' || b[0] == 'o'; // Jayprakash, Jayaprakash
    }
    if (a.size() != b.size()) {
        return false;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        const bool apart = place.letters < 5 || (place.at_end && i + 1 == a.size());
        if (!vowels_alike(a[i], b[i], apart)) {
            return false;
        }
    }
    return true;
}

std::size_t run_length(std::string_view sound, std::size_t at) {
    std::size_t n = 0;
    while (at + n < sound.size() && is_vowel_sound(sound, at + n)) {
        ++n;
    }
    return n;
}

/// What an ending leaves when it is taken away; the endings of women's names beside men's.
constexpr std::array<std::pair<std::string_view, std::string_view>, 12> sexed_endings{
    {{"a", ""},       // Anila, Anil; Martina, Martin
     {"a", "o"},      // Francisca, Francisco
     {"a", "us"},     // Julia, Julius
     {"i", "a"},      // Mangri, Mangra
     {"i", "u"},      // Guddi, Guddu
     {"ni", "u"},     // Budhni, Budhu
     {"ele", "el"},   // Gabrielle, Gabriel
     {"ine", "in"},   // Martine, Martin
     {"one", "on"},   // Simone, Simon
     {"ane", "an"},   // Christiane, Christian
     {"ise", "is"},   // Louise, Louis
     {"ita", "it"}}}; // Amita, Amit

} // namespace

std::size_t write_sound(std::string_view text, SoundBuffer& out) {
    return SoundWriter(text, out).write();
}

std::string sound_of(std::string_view text) {
    SoundBuffer buffer;
    return {buffer.data(), write_sound(text, buffer)};
}

std::string key_of(std::string_view sound) {
    std::string key;
    for (std::size_t i = 0; i < sound.size(); ++i) {
        if (is_vowel_sound(sound, i)) {
            if (i == 0) {
                key += 'a';
            }
            continue;
        }
        const char c = key_letter(sound[i]);
        if (key.empty() || key.back() != c) {
            key += c;
        }
    }
    return key;
}

bool sounds_alike(std::string_view a, std::string_view b, bool vowels_unwritten) {
    Place place;
    place.letters = std::min(a.size(), b.size());
    place.unwritten = vowels_unwritten;
    std::size_t i = 0;
    std::size_t j = 0;
    std::size_t consonants = 0; // since the last vowel
    while (true) {
        const std::size_t n = run_length(a, i);
        const std::size_t m = run_length(b, j);
        place.at_start = i == 0 && j == 0;
        place.at_end = i + n == a.size() || j + m == b.size();
        place.after_cluster = consonants > 1;
        if (!runs_alike(a.substr(i, n), b.substr(j, m), place)) {
            return false;
        }
        i += n;
        j += m;
        if (i == a.size() || j == b.size()) {
            return i == a.size() && j == b.size();
        }
        consonants = n == 0 && m == 0 ? consonants + 1 : 1;
        if (key_letter(a[i]) != key_letter(b[j]) ||
            !consonants_alike(a[i], b[j], place.at_start && n == 0 && m == 0, place.letters)) {
            return false;
        }
        ++i;
        ++j;
    }
}

bool differ_by_sex(std::string_view a, std::string_view b) {
    const auto splits = [](std::string_view woman, std::string_view man) {
        return std::any_of(sexed_endings.begin(), sexed_endings.end(), [&](const auto& endings) {
            const auto& [hers, his] = endings;
            if (!woman.ends_with(hers) || !man.ends_with(his)) {
                return false;
            }
            const std::string_view stem = woman.substr(0, woman.size() - hers.size());
            if (stem.size() < 3 || stem != man.substr(0, man.size() - his.size())) {
                return false;
            }
            // Chandr and Chandra are one: a consonant that stands alone must be before the a.
            return !his.empty() ||
                   (!is_plain_vowel(stem.back()) && is_plain_vowel(stem[stem.size() - 2]));
        });
    };
    return splits(a, b) || splits(b, a);
}

} // namespace sandhan::algorithms::names
