// SPDX-License-Identifier: Apache-2.0
#include "io/nearest_word.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <vector>

using namespace sandhan::io;

namespace {

constexpr std::array<std::string_view, 5> roles{"victim", "suspect", "recruiter", "broker",
                                                "buyer"};

/// The distance from its recursive definition (optimal string alignment).
std::size_t changes(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) {
        return a.size() + b.size();
    }
    const auto head = [](std::string_view s, std::size_t off) {
        return s.substr(0, s.size() - off);
    };
    std::size_t best = std::min(changes(head(a, 1), b), changes(a, head(b, 1))) + 1;
    best = std::min(best, changes(head(a, 1), head(b, 1)) + (a.back() == b.back() ? 0 : 1));
    if (a.size() > 1 && b.size() > 1 && a.back() == b[b.size() - 2] &&
        a[a.size() - 2] == b.back()) {
        best = std::min(best, changes(head(a, 2), head(b, 2)) + 1);
    }
    return best;
}

} // namespace

TEST_CASE("a word misspelt is near, whatever its case", "[io][words]") {
    CHECK(nearest_word("Recruter", roles) == "recruiter");
    CHECK(nearest_word("SUSPECT", roles) == "suspect");
    CHECK(nearest_word("brokre", roles) == "broker"); // neighbours swapped: one change
    CHECK(nearest_word("victims", roles) == "victim");
    CHECK(nearest_word("x", roles) == std::nullopt);
    CHECK(nearest_word("policeman", roles) == std::nullopt);
}

TEST_CASE("no text and no words have no nearest", "[io][words]") {
    CHECK(nearest_word("", roles) == std::nullopt);
    CHECK(nearest_word("victim", {}) == std::nullopt);
    CHECK(nearest_word(std::string(65, 'v'), roles) == std::nullopt);
    const std::string longest(64, 'v');
    const std::array<std::string_view, 1> one{longest};
    CHECK(nearest_word(longest, one) == longest);
}

TEST_CASE("the nearest word is the first of least distance within a third of the letters",
          "[io][words][property]") {
    const auto seed = GENERATE(range(0u, 60u));
    CAPTURE(seed);
    std::mt19937 random(seed);
    const auto word = [&] {
        std::string w(1 + random() % 6, 'a');
        for (char& c : w) {
            c = static_cast<char>('a' + random() % 3);
        }
        return w;
    };
    std::vector<std::string> words(4);
    std::generate(words.begin(), words.end(), word);
    const std::vector<std::string_view> views(words.begin(), words.end());
    const std::string text = word();
    std::optional<std::string_view> wanted;
    std::size_t least = std::max<std::size_t>(1, text.size() / 3) + 1;
    for (const std::string_view w : views) {
        if (changes(text, w) < least) {
            least = changes(text, w);
            wanted = w;
        }
    }
    CAPTURE(text);
    CHECK(nearest_word(text, views) == wanted);
}
