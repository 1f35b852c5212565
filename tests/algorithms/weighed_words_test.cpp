// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/weighed_words.hpp"
#include "tests/support/catch.hpp"

#include <random>
#include <string>
#include <vector>

using namespace sandhan::algorithms::internal;

namespace {

/// Sixteen addresses of one town, eight to a street, and what is compared among them.
struct Town {
    WordWeights weights;

    Town() {
        for (int number = 1; number <= 8; ++number) {
            for (const std::string street : {"oakenby road", "walford street"}) {
                weights.count(std::to_string(10 + number) + " " + street + " ashton 2617", 1);
            }
        }
        weights.count("4 hill lane bexley 7001", 1);
    }

    Likeness operator()(const std::string& a, const std::string& b) {
        const Likeness found = likeness_of(a, weights.weighed(a), b, weights.weighed(b));
        CHECK(found == likeness_of(b, weights.weighed(b), a, weights.weighed(a)));
        return found;
    }
};

} // namespace

TEST_CASE("addresses are alike by what they share that others do not",
          "[identities][weighed_words]") {
    Town town;
    // A letter in eight.
    CHECK(town("14 oakenby road ashton 2617", "14 oakenbyroad ashton 2617") == Likeness::near);
    // Words moved from one part of the address to another.
    CHECK(town("14 oakenby road ashton 2617", "ashton 2617 road 14 oakenby") == Likeness::near);
    // What all have says nothing, however long: another house of another street.
    CHECK(town("11 oakenby road ashton 2617", "18 walford street ashton 2617") == Likeness::none);
    // Half of it.
    CHECK(town("4 hill lane bexley 7001", "4 hill lane dunford 9999") == Likeness::mostly);
    // Nothing in common.
    CHECK(town("14 oakenby road ashton 2617", "4 hill lane bexley 7001") == Likeness::none);
    CHECK(town("", "4 hill lane bexley 7001") == Likeness::none);
    CHECK(town("", "") == Likeness::none);
}

TEST_CASE("words that every record has are no likeness", "[identities][weighed_words]") {
    WordWeights weights;
    weights.count("ashton road", 9);
    CHECK(likeness_of("ashton road", weights.weighed("ashton road"), "road to ashton",
                      weights.weighed("road to ashton")) == Likeness::none);
}

TEST_CASE("a word says the more, the fewer records have it", "[identities][weighed_words]") {
    WordWeights weights;
    weights.count("road ashton", 3);
    weights.count("road bexley", 1);
    const WeighedWords words = weights.weighed("road ashton bexley unheard");
    REQUIRE(words.words.size() == 4);
    CHECK(words.words[0].bits == 0.0F);
    CHECK(words.words[1].bits < words.words[2].bits);
    CHECK(words.words[2].bits == 2.0F); // one of four
    CHECK(words.words[3].bits == 2.0F); // never seen: as if once
    CHECK(words.bits == words.words[1].bits + 4.0F);
    std::string long_text;
    for (int i = 0; i < 100; ++i) {
        long_text += "word" + std::to_string(i) + " ";
    }
    CHECK(weights.weighed(long_text).words.size() == most_words);
    CHECK(weights.weighed("").words.empty());
}

TEST_CASE("likeness is the same whichever text comes first, and grows with what is shared",
          "[identities][weighed_words][property]") {
    std::mt19937 random(5);
    const std::vector<std::string> stock{"12",     "13",     "oak",    "oaks",   "hill",   "hills",
                                         "street", "strete", "ashton", "ashtno", "bexley", "2617"};
    WordWeights weights;
    const auto text = [&] {
        std::string result;
        for (std::size_t n = random() % 6; n > 0; --n) {
            result += (result.empty() ? "" : " ") + stock[random() % stock.size()];
        }
        return result;
    };
    for (int i = 0; i < 200; ++i) {
        weights.count(text(), 1);
    }
    for (int turn = 0; turn < 5'000; ++turn) {
        const std::string a = text(), b = text();
        INFO("turn " << turn << ": \"" << a << "\", \"" << b << "\"");
        const Likeness found = likeness_of(a, weights.weighed(a), b, weights.weighed(b));
        REQUIRE(found == likeness_of(b, weights.weighed(b), a, weights.weighed(a)));
        // The same words, and a rare one more in both, are no less alike.
        const Likeness more = likeness_of(a + " zenith", weights.weighed(a + " zenith"),
                                          b + " zenith", weights.weighed(b + " zenith"));
        REQUIRE(more <= found);
    }
}

TEST_CASE("what is seen to be unlike at once is unlike word by word",
          "[identities][weighed_words][property]") {
    std::mt19937 random(6);
    // The first words are common, the last in few texts.
    std::vector<std::string> stock{"road", "street", "lane", "nsw", "vic", "hill"};
    for (int i = 0; i < 150; ++i) {
        std::string word;
        for (std::size_t n = 2 + random() % 8; n > 0; --n) {
            word += static_cast<char>('a' + random() % 9);
        }
        stock.push_back(i % 3 == 0 ? std::to_string(random() % 400) : word);
    }
    const auto text = [&] {
        std::string result;
        for (std::size_t n = 1 + random() % 6; n > 0; --n) {
            const std::size_t most = random() % 2 == 0 ? 6 : stock.size();
            result += (result.empty() ? "" : " ") + stock[random() % most];
        }
        return result;
    };
    WordWeights weights;
    for (int i = 0; i < 2'000; ++i) {
        weights.count(text(), 1);
    }
    int seen = 0, unlike = 0;
    for (int turn = 0; turn < 20'000; ++turn) {
        const std::string a = text();
        std::string b = text();
        if (turn % 4 == 0) { // a slip
            b = a;
            b[random() % b.size()] = static_cast<char>('a' + random() % 26);
        }
        INFO("turn " << turn << ": \"" << a << "\", \"" << b << "\"");
        const WeighedWords words_a = weights.weighed(a), words_b = weights.weighed(b);
        const bool none = likeness_of(a, words_a, b, words_b) == Likeness::none;
        const bool at_once = are_unlike(words_a, words_b);
        REQUIRE(at_once == are_unlike(words_b, words_a));
        REQUIRE((none || !at_once));
        seen += at_once ? 1 : 0;
        unlike += none ? 1 : 0;
    }
    CHECK(2 * seen > unlike); // most of them
}
