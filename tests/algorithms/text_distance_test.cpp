// SPDX-License-Identifier: Apache-2.0
// Texts, days and names as identities compare them, each against its definition written plainly.
#include "algorithms/internal/identity_comparison.hpp"
#include "algorithms/internal/name_memory.hpp"
#include "algorithms/internal/text_distance.hpp"
#include "graph/fuzzy_date.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/edit_oracle.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::algorithms::internal;

namespace {

using tests::oracle::edits_by_table;

/// Two texts, often close to each other.
class Texts {
  public:
    explicit Texts(unsigned seed) : m_random(seed) {}

    void draw(std::size_t longest, unsigned letters) {
        a = text(longest, letters);
        b = text(longest, letters);
        if (m_random() % 4 != 0) {
            b = a;
            for (std::size_t n = m_random() % 6; n > 0; --n) {
                change(b, letters);
            }
        }
    }

    std::size_t below(std::size_t n) { return m_random() % n; }

    std::string a, b;

  private:
    char letter(unsigned letters) {
        // Some of no alphabet: the table has a place for each byte.
        return static_cast<char>(m_random() % 32 == 0 ? 0x80 + m_random() % 128
                                                      : 'a' + m_random() % letters);
    }
    std::string text(std::size_t longest, unsigned letters) {
        std::string result(m_random() % (longest + 1), ' ');
        for (char& c : result) {
            c = letter(letters);
        }
        return result;
    }
    void change(std::string& text, unsigned letters) {
        const std::size_t at = text.empty() ? 0 : m_random() % text.size();
        switch (m_random() % 4) {
        case 0:
            text.insert(at, 1, letter(letters));
            break;
        case 1:
            text.erase(at, text.empty() ? 0 : 1);
            break;
        case 2:
            if (at + 1 < text.size()) {
                std::swap(text[at], text[at + 1]);
            }
            break;
        default:
            if (!text.empty()) {
                text[at] = letter(letters);
            }
        }
    }

    std::mt19937 m_random;
};

} // namespace

TEST_CASE("edits are those of the whole table, up to the most", "[identities][text_distance]") {
    Texts texts(11);
    std::size_t near = 0, far = 0;
    // Of a few bytes, of a word of 64 bits and near it, and of those that fit into no word.
    for (const std::size_t longest : {8U, 20U, 66U, 96U}) {
        for (int turn = 0; turn < 10'000; ++turn) {
            texts.draw(longest, turn % 3 == 0 ? 2U : turn % 3 == 1 ? 4U : 26U);
            const std::string &a = texts.a.substr(0, 96), &b = texts.b.substr(0, 96);
            const std::size_t most = texts.below(7);
            CAPTURE(a, b, most);
            const std::size_t expected = std::min(edits_by_table(a, b), most + 1);
            REQUIRE(edits_between(a, b, most) == expected);
            REQUIRE(edits_between(b, a, most) == expected);
            ++(expected <= most ? near : far);
        }
    }
    CHECK(near > 10'000); // neither answer is a rarity
    CHECK(far > 10'000);
}

TEST_CASE("edits of long texts that differ at both ends", "[identities][text_distance]") {
    // Nothing is common at the ends, so that 65 and more bytes remain, in no word of 64 bits.
    Texts texts(12);
    for (int turn = 0; turn < 3'000; ++turn) {
        texts.draw(80, 3);
        const std::string a = "x" + texts.a.substr(0, 90) + "x";
        const std::string b = "y" + texts.b.substr(0, 90) + "y";
        CAPTURE(a, b);
        REQUIRE(edits_between(a, b, 6) == std::min<std::size_t>(edits_by_table(a, b), 7));
    }
}

TEST_CASE("edits of texts too long or too unlike to count", "[identities][text_distance]") {
    CHECK(edits_between("", "", 0) == 0);
    CHECK(edits_between("ab", "ba", 1) == 1);
    CHECK(edits_between("ca", "abc", 3) == 3); // each letter touched once; 2 were it not so
    CHECK(edits_between(std::string(10'000, 'x'), "", 2) == 3);
    CHECK(edits_between(std::string(95, 'x'), std::string(95, 'x') + "y", 2) == 1);
    CHECK(edits_between(std::string(300, 'x'), std::string(300, 'x'), 2) == 0);
    CHECK(edits_between(std::string(300, 'x'), std::string(300, 'x') + "y", 2) == 3);
}

TEST_CASE("a sketch never says more than the edits there are", "[identities][text_distance]") {
    Texts texts(13);
    std::size_t exact = 0, told_apart = 0;
    for (int turn = 0; turn < 20'000; ++turn) {
        texts.draw(turn % 2 == 0 ? 12 : 40, 26);
        CAPTURE(texts.a, texts.b);
        const TextSketch a = sketch_of(texts.a), b = sketch_of(texts.b);
        const std::size_t least = least_edits(a, b), edits = edits_by_table(texts.a, texts.b);
        REQUIRE(least <= edits);
        REQUIRE(least_edits(b, a) == least);
        exact += least == edits ? 1U : 0U;
        told_apart += least > 2 ? 1U : 0U;
    }
    CHECK(exact > 1000);
    CHECK(told_apart > 4000); // most of those drawn without each other
    // Counts that are full: 300 of one byte against 600 are at least nothing.
    CHECK(least_edits(sketch_of(std::string(300, 'x')), sketch_of(std::string(600, 'x'))) <= 300);
    CHECK(least_edits(sketch_of(std::string(70'000, 'x')), sketch_of("")) <= 70'000);
}

TEST_CASE("days are near by their figures as by their text", "[identities][text_distance]") {
    std::mt19937 random(15);
    std::size_t near = 0;
    for (int turn = 0; turn < 200'000; ++turn) {
        const auto a = static_cast<std::int32_t>(random() % 30'000) - 15'000;
        std::int32_t b = static_cast<std::int32_t>(random() % 30'000) - 15'000;
        if (turn % 2 == 0) {
            b = a + static_cast<std::int32_t>(random() % 800) - 400;
        }
        if (a == b) {
            continue;
        }
        const std::string one = graph::iso_day(a), other = graph::iso_day(b);
        const bool expected = edits_by_table(one, other) <= 1 ||
                              one.substr(0, 4) + one.substr(8, 2) + one.substr(5, 2) ==
                                  other.substr(0, 4) + other.substr(5, 2) + other.substr(8, 2);
        CAPTURE(one, other);
        REQUIRE(days_are_near(figures_of_day(a), figures_of_day(b)) == expected);
        near += expected ? 1U : 0U;
    }
    CHECK(near > 1500);
    CHECK(figures_of_day(0) == 0x19700101);
    CHECK(figures_of_day(-800'000) == 0);  // a year before the first
    CHECK(figures_of_day(4'000'000) == 0); // a year of five figures
}

TEST_CASE("counts of letters and of figures never say more than the edits there are",
          "[identities][text_distance]") {
    std::mt19937 random(23);
    int exact = 0;
    for (int i = 0; i < 20'000; ++i) {
        std::string a, b;
        for (std::size_t n = random() % 40; n > 0; --n) {
            a += static_cast<char>('a' + random() % (i % 2 == 0 ? 26 : 2));
        }
        b = a;
        for (std::size_t n = random() % 5; n > 0 && !b.empty(); --n) {
            const std::size_t at = random() % b.size();
            const auto letter = static_cast<char>('a' + random() % 26);
            switch (random() % 4) {
            case 0:
                b[at] = letter;
                break;
            case 1:
                b.insert(at, 1, letter);
                break;
            case 2:
                b.erase(at, 1);
                break;
            default:
                std::swap(b[at], b[(at + 1) % b.size()]);
            }
        }
        const std::uint64_t one = letter_counts(a), other = letter_counts(b);
        const unsigned most = std::max(exceeding(one, other), exceeding(other, one));
        const std::size_t edits = edits_between(a, b, 50);
        CAPTURE(a, b);
        REQUIRE(most <= edits);
        exact += most > 0 && most == edits ? 1 : 0;
        const auto day = static_cast<std::int32_t>(random() % 40'000) - 20'000;
        const auto near = i % 2 == 0 ? static_cast<std::int32_t>(random() % 40'000) - 20'000
                                     : day + static_cast<std::int32_t>(random() % 40);
        REQUIRE(exceeding(counts_of_figures(figures_of_day(day)),
                          counts_of_figures(figures_of_day(near))) <=
                edits_between(graph::iso_day(day), graph::iso_day(near), 10));
    }
    CHECK(exact > 3000);
    CHECK(exceeding(letter_counts("abba"), letter_counts("ab")) == 2);
    CHECK(exceeding(letter_counts("ab"), letter_counts("abba")) == 0);
    CHECK(exceeding(counts_of_figures(0x19550612), counts_of_figures(0x19550613)) == 1);
    CHECK(exceeding(counts_of_figures(0x11111111), counts_of_figures(0x22222222)) == 8);
}

TEST_CASE("what is remembered of names is what is found anew", "[identities][text_distance]") {
    std::vector<ComparableName> names;
    std::mt19937 random(16);
    const std::vector<std::string> words{
        "Rafikul", "Rafiqul", "Sheikh", "Sk",        "Mondal",    "Mandal",    "Rina",
        "Reena",   "Molla",   "R.",     "Kumar",     "Priya",     "Raju",      "Rafkiul",
        "Smith",   "Smythe",  "Olivia", "Joshua",    "Nguyen",    "Noorjahan", "Noor",
        "Jahan",   "Sunil",   "Sunila", "Francisco", "Francisca", "Anderson",  "Andersen",
        "Tudu",    "Ganesh",  "Li",     "Caldwell"};
    const std::vector<std::string> titles{"", "", "", "", "Md ", "Smt ", "Mrs "};
    for (int i = 0; i < 400; ++i) {
        std::string text = titles[random() % titles.size()];
        for (std::size_t n = random() % 4 == 0 ? 1 + random() % 3 : 2; n > 0; --n) {
            std::string word = words[random() % words.size()];
            if (random() % 8 == 0) { // a slip
                word[random() % word.size()] = static_cast<char>('a' + random() % 26);
            }
            text += word + " ";
        }
        ComparableName name;
        name.name = parse_person_name(text).name;
        for (std::size_t k = 0; k < name.name.parts.size(); ++k) {
            name.rarity_as_written.push_back(static_cast<float>(random() % 80) / 10.0F);
            name.rarity_as_heard.push_back(static_cast<float>(random() % 80) / 10.0F);
        }
        names.push_back(std::move(name));
    }
    const auto glances = glances_at(names);
    NameMemory memory(names, glances); // 160,000 pairs, more than it holds
    std::map<std::uint32_t, int> at_a_glance;
    for (int turn = 0; turn < 2; ++turn) {
        for (std::uint32_t a = 0; a < names.size(); ++a) {
            for (std::uint32_t b = 0; b < names.size(); ++b) {
                const FoundName known = memory.compared(a, b);
                const FoundName anew = found_between(names[a], names[b]);
                REQUIRE((known.level == anew.level && known.shared == anew.shared &&
                         known.rarity == anew.rarity && known.rarest == anew.rarest));
                if (const auto found = found_at_a_glance(glances[a], glances[b])) {
                    ++at_a_glance[found->level];
                }
            }
        }
    }
    for (const std::uint32_t level :
         {name_different, name_given_only, name_family_only, name_other_sex}) {
        CAPTURE(level);
        CHECK(at_a_glance[level] > 100);
    }
}

TEST_CASE("names alike in most letters are neither the same nor wholly others",
          "[identities][names]") {
    std::vector<ComparableName> names;
    for (const char* text : {"Ramesh Mondal", "Rakesh Mondal", "Ramesh", "Rakesh", "Ramesh Haldar",
                             "Sunil Mondal", "Sunila Mondal"}) {
        ComparableName name;
        name.name = parse_person_name(text).name;
        name.rarity_as_written.assign(name.name.parts.size(), 2.0F);
        name.rarity_as_heard.assign(name.name.parts.size(), 1.5F);
        names.push_back(std::move(name));
    }
    const auto glances = glances_at(names);
    NameMemory memory(names, glances);
    const FoundName apart = memory.compared(0, 1);
    CHECK(apart.level == name_alike);
    CHECK(memory.compared(1, 0).level == name_alike);
    CHECK(apart.rarity == 2.75F);        // Mondal, and half of what the other says as heard
    CHECK(apart.in_a_circle() == 0.75F); // Mondal may be their family's
    CHECK(memory.compared(2, 3).level == name_one_alike);  // of one part alone
    CHECK(memory.compared(0, 4).level == name_given_only); // not a letter, another name
    CHECK(memory.compared(5, 6).level == name_other_sex);  // a letter that tells the sexes apart
    CHECK(levels_of(IdentityField::name)[name_alike].name == "alike");
    CHECK(levels_of(IdentityField::name)[name_one_alike].name == "one_alike");
    CHECK(levels_of(IdentityField::name)[name_other_sex].name == "other_sex");
}
