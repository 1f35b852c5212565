// SPDX-License-Identifier: Apache-2.0
// Comparable forms of names, and how near two of them are.
#include "graph/gazetteer/edit_distance.hpp"
#include "graph/gazetteer/embedded.hpp"
#include "graph/gazetteer/fold.hpp"
#include "graph/gazetteer/image.hpp"
#include "graph/gazetteer/place_parts.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/edit_oracle.hpp"

#include <unicode/uloc.h>

#include <algorithm>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace {

using namespace sandhan;
using namespace sandhan::graph::gazetteer;

std::optional<Nearness> nearness(std::string_view spelling, std::string_view name) {
    const auto bones = [](std::string_view s) { return skeleton(s, Spelling::english); };
    return Misspelling(spelling).nearness_to(name, bones(spelling) == bones(name), NearnessRules{});
}

std::vector<std::string> shown(std::string_view text) {
    static const Image image(embedded_image());
    graph::PlaceText place;
    place.text = text;
    std::vector<std::string> all;
    for (const PlacePart& part : parts_of(place, image).parts) {
        all.push_back(part.shown);
    }
    return all;
}

} // namespace

TEST_CASE("the distance within a bound equals the definition", "[graph][gazetteer][property]") {
    std::mt19937 random(11);
    const auto word = [&] {
        std::string w(random() % 9, ' ');
        std::generate(w.begin(), w.end(), [&] { return static_cast<char>('a' + random() % 3); });
        return w;
    };
    for (int n = 0; n < 20000; ++n) {
        const std::string a = word();
        const std::string b = word();
        const unsigned bound = static_cast<unsigned>(random() % 4);
        const std::size_t d = tests::oracle::edits_by_table(a, b);
        CAPTURE(a, b, bound);
        REQUIRE(distance_within(a, b, bound) ==
                (d <= bound ? std::optional(static_cast<unsigned>(d)) : std::nullopt));
    }
}

TEST_CASE("letters decide on a misspelling as its definition says",
          "[graph][gazetteer][property]") {
    // By the table above; no endings, numbers or sounds, which are tested one by one below.
    std::mt19937 random(12);
    NearnessRules rules;
    rules.own_letters = false;
    int near = 0;
    for (int n = 0; n < 20000; ++n) {
        std::string name(3 + random() % 10, ' ');
        std::generate(name.begin(), name.end(),
                      [&] { return static_cast<char>('a' + random() % 4); });
        std::string spelling = name;
        for (auto edits = random() % 4; edits > 0; --edits) {
            const std::size_t at = random() % (spelling.size() - 1);
            switch (random() % 3) {
            case 0:
                spelling[at] = static_cast<char>('a' + random() % 4);
                break;
            case 1:
                spelling.insert(at, 1, 'd');
                break;
            default:
                std::swap(spelling[at], spelling[at + 1]);
            }
        }
        const std::size_t d = tests::oracle::edits_by_table(spelling, name);
        std::optional<Nearness> expected;
        if (d <= 1 && spelling.size() >= rules.least_for_one) {
            expected = Nearness::one_letter;
        } else if (d == 2 && spelling.size() >= rules.least_for_two) {
            expected = Nearness::two_letters;
        }
        CAPTURE(spelling, name);
        REQUIRE(Misspelling(spelling).nearness_to(name, false, rules) == expected);
        near += expected ? 1 : 0;
    }
    CHECK(near > 5000);
}

TEST_CASE("numbers are not spellings of one another", "[graph][gazetteer]") {
    CHECK(!distance_within("sector 24", "sector 25", 2));
    CHECK(!nearness("canning i", "canning ii"));
    CHECK(!nearness("block a saket", "block b saket"));
    CHECK(numbers_of("canning ii") == "2");
    CHECK(numbers_of("sector 4 b") == "4b");
    CHECK(numbers_of("s 24 parganas") == "s24");
    CHECK(numbers_of("rampur").empty());
}

TEST_CASE("the longer the name, the more letters may differ", "[graph][gazetteer]") {
    CHECK(bound_for("goa") == 0);
    CHECK(bound_for("pune") == 1);
    CHECK(bound_for("pu ne ab") == 1);
    CHECK(bound_for("murshidabad") == 2);
}

TEST_CASE("what transliteration varies sounds the same", "[graph][gazetteer]") {
    const auto [a, b] = GENERATE(table<const char*, const char*>({{"basanthi", "basanti"},
                                                                  {"sandeshkhali", "sandeskhali"},
                                                                  {"naugachhia", "naugachia"},
                                                                  {"bishnupur", "vishnupur"},
                                                                  {"poonch", "punch"},
                                                                  {"seetamarhi", "sitamari"},
                                                                  {"phulbani", "fulbani"},
                                                                  {"raipur", "raypur"},
                                                                  {"azamgarh", "ajamgarh"},
                                                                  {"katihar", "kattihar"}}));
    CAPTURE(a, b);
    CHECK(sounded(a) == sounded(b));
    CHECK(skeleton(a, Spelling::english) == skeleton(b, Spelling::english));
    CHECK(nearness(a, b) == Nearness::sounds_same);
}

TEST_CASE("the nearer spelling has the lower rank", "[graph][gazetteer]") {
    CHECK(nearness("murshidabd", "murshidabad") == Nearness::one_letter);
    CHECK(nearness("jeebontala", "jibantala") == Nearness::sounds_near);
    CHECK(nearness("murxhidabag", "murshidabad") == Nearness::two_letters);
    CHECK(!nearness("goa", "gao"));
}

TEST_CASE("an ending that many names share does not make two villages one", "[graph][gazetteer]") {
    CHECK(!nearness("ranpur", "rampur"));
    CHECK(!nearness("shivdaspur", "shivrampur"));
    CHECK(!nearness("nat purwa", "nabi purwa"));
}

TEST_CASE("the silent a of Indian scripts is dropped", "[graph][gazetteer]") {
    CHECK(latin_readings("राजकोट").front() == "rajkot");
    CHECK(latin_readings("রাজকোট").front() == "rajkot");
    CHECK(latin_readings("कालिम्पोंग").front() == "kalimpong");
    CHECK(native_key("\xE0\xA7\x9F") == native_key("\xE0\xA6\xAF\xE0\xA6\xBC")); // one ya, two ways
    CHECK(native_key("२४ परगना") == "24 परगना");
    CHECK(index_key("Pune") == "pune");
    CHECK(has_indic("পুনে"));
    CHECK(!has_indic("Pune"));
}

TEST_CASE("names are read alike whatever the language of the machine", "[graph][gazetteer]") {
    const std::string before = uloc_getDefault();
    for (const char* text : {"BIজনৌর", "DIस्पुर"}) {
        std::vector<std::vector<std::string>> readings;
        for (const char* locale : {"en_IN", "tr_TR", "lt_LT", "de_DE"}) {
            UErrorCode status = U_ZERO_ERROR;
            uloc_setDefault(locale, &status);
            REQUIRE(U_SUCCESS(status));
            readings.push_back(latin_readings(text));
        }
        UErrorCode status = U_ZERO_ERROR;
        uloc_setDefault(before.c_str(), &status);
        CAPTURE(text);
        CHECK(readings.front().size() >= 2);
        CHECK(std::count(readings.begin(), readings.end(), readings.front()) == 4);
    }
}

TEST_CASE("a text is taken apart into the names in it", "[graph][gazetteer]") {
    using Parts = std::vector<std::string>;
    CHECK(shown("Vill. Rampur, PS Canning (South 24 Pgs) 743329") ==
          Parts{"Rampur", "Canning", "South 24 Pgs"});
    CHECK(shown("24-Parganas (South)") == Parts{"24-Parganas (South)"});
    CHECK(shown("Pune Maharashtra India") == Parts{"Pune", "Maharashtra", "India"});
    CHECK(shown("Rampur PS Canning Dist Patna") == Parts{"Rampur", "Canning", "Patna"});
    CHECK(shown("Canning PS, Basanti block") == Parts{"Canning", "Basanti"});
    CHECK(shown("Gaya/Bihar") == Parts{"Gaya", "Bihar"});
    CHECK(shown("PS") == Parts{"PS"});
    CHECK(shown("") == Parts{});
    CHECK(shown("411001") == Parts{});
}
