// SPDX-License-Identifier: Apache-2.0
#include "graph/building/folded_name.hpp"
#include "graph/gazetteer.hpp"
#include "tests/support/catch.hpp"

#include <random>
#include <string>
#include <string_view>

using namespace sandhan::graph;
using building::FoldedName;

namespace {

bool is_like(std::string_view a, std::string_view b) {
    FoldedName one(a);
    FoldedName other(b);
    return one.is_like(other);
}

std::string utf8(unsigned letter) { // U+0800 to U+FFFF
    return {static_cast<char>(0xE0 | letter >> 12), static_cast<char>(0x80 | (letter >> 6 & 0x3F)),
            static_cast<char>(0x80 | (letter & 0x3F))};
}

/// Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam, Sinhala.
constexpr unsigned indic = 0x0900;
constexpr unsigned script_size = 0x80;
constexpr unsigned scripts = 10;

} // namespace

TEST_CASE("names are alike when they fold alike, by hand", "[graph][protection]") {
    CHECK(is_like("Rekha  DAS", "rekha das"));
    CHECK(is_like("D'Souza", "dsouza"));
    CHECK(is_like("रमेश", "ramesa"));
    CHECK(is_like("রমেশ", "रमेश"));
    CHECK(is_like("ड़", "ra"));
    CHECK(is_like("ड़्", "r")); // the nukta belongs to the letter, wherever it is written
    CHECK(is_like("ஔ", "au"));
    CHECK(is_like("ై్ౕఝ", "e jha"));  // signs without a letter
    CHECK(is_like("ಽಂಧ", "ndha")); // an avagraha is not written
    CHECK(is_like("Łukasz", "lukasz"));
    CHECK(is_like("-", ""));
    CHECK_FALSE(is_like("Rekha Das", "Rekha Dasi"));
    CHECK_FALSE(is_like("रमेश", "सुरेश"));
    CHECK_FALSE(is_like("Das", ""));
}

TEST_CASE("a name in an Indic script is like its folded form, whatever letters and signs begin it",
          "[graph][protection][property]") {
    const unsigned script = GENERATE(range(0U, scripts));
    std::mt19937 twister(script);
    const auto random = [&] { return static_cast<unsigned>(twister()); };
    const auto letter = [&](unsigned at) { return utf8(indic + script * script_size + at); };
    unsigned unlike = 0;
    for (unsigned first = 0; first < script_size; ++first) {
        for (unsigned second = 0; second < script_size; second += 1 + random() % 8) {
            std::string name = letter(first) + letter(second);
            for (unsigned more = random() % 4; more > 0; --more) {
                name += random() % 8 == 0 ? " " : letter(random() % script_size);
            }
            unlike += is_like(name, folded(name)) ? 0U : 1U;
        }
    }
    CHECK(unlike == 0);
}

TEST_CASE("names in mixed scripts are alike exactly when they fold alike",
          "[graph][protection][property]") {
    const auto seed = GENERATE(range(0U, 10U));
    CAPTURE(seed);
    std::mt19937 twister(seed);
    const auto random = [&] { return static_cast<unsigned>(twister()); };
    // So few that many names fold alike in spite of their letters.
    constexpr std::string_view pieces[] = {"ra", "Ra", "রা", "रा", "ಕ", "क", "ka", "ज",
                                           "़",   "्",   " ",  "-",  "'", "e", "é",  "E"};
    const auto name = [&] {
        std::string text;
        for (unsigned n = 1 + random() % 3; n > 0; --n) {
            text += pieces[random() % std::size(pieces)];
        }
        return text;
    };
    unsigned alike = 0;
    for (int i = 0; i < 2000; ++i) {
        const std::string a = name();
        const std::string b = name();
        const bool wanted = folded(a) == folded(b);
        if (is_like(a, b) != wanted) {
            FAIL(a << " and " << b);
        }
        alike += wanted ? 1U : 0U;
    }
    CHECK(alike > 20);
}
