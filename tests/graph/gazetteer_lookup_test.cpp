// SPDX-License-Identifier: Apache-2.0
// The look-up of misspelt names against a plain scan of all names that are in reach.
#include "graph/gazetteer/edit_distance.hpp"
#include "graph/gazetteer/embedded.hpp"
#include "graph/gazetteer/fold.hpp"
#include "graph/gazetteer/image.hpp"
#include "graph/gazetteer/lookup.hpp"
#include "graph/gazetteer/standing.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace sandhan;
using namespace sandhan::graph::gazetteer;
using graph::PlaceLevel;
using Random = std::mt19937_64;

const Image& image() {
    static const Image made(embedded_image());
    return made;
}

bool is_india(std::uint32_t place) {
    return place != none && image().place(place).level == PlaceLevel::country &&
           image().code(place) == "IN";
}

/// All places whose names may be meant in a scope.
std::vector<std::uint32_t> in_reach(std::uint32_t scope) {
    std::vector<std::uint32_t> places;
    if (scope == none || is_india(scope)) {
        for (std::uint32_t p = 0; p < image().size(); ++p) {
            if (image().place(p).standing >= standing::city &&
                (scope == none || image().within(p, scope))) {
                places.push_back(p);
            }
        }
        return places;
    }
    for (const std::uint32_t child : image().children(scope)) {
        places.push_back(child);
        if (image().place(scope).level != PlaceLevel::district) {
            const auto below = image().children(child);
            places.insert(places.end(), below.begin(), below.end());
        }
    }
    return places;
}

/// What a misspelling of this place's name may be, by where it is looked for.
NearnessRules rules(std::uint32_t scope, std::uint32_t place) {
    const PlaceRecord& record = image().place(place);
    NearnessRules r;
    if (scope == none || is_india(scope)) {
        const bool at_home = is_india(image().holder(place, PlaceLevel::country));
        r = {6, 12, false, false, 9};
        if (!at_home && record.level != PlaceLevel::country) {
            r.least_for_one = 8;
        }
    } else if (record.standing >= standing::city) {
        r.least_for_two = 8;
        r.own_letters = false;
    } else if (image().place(scope).level != PlaceLevel::district) {
        r = {5, 10, true, record.kind > Kind::subdistrict, 6};
    }
    return r;
}

struct Found {
    Quality quality;
    int distance;
    bool operator==(const Found&) const = default;
    bool operator<(const Found& other) const {
        return std::tuple(quality, distance) < std::tuple(other.quality, other.distance);
    }
};
using FoundPlaces = std::map<std::uint32_t, Found>;

FoundPlaces by_scan(std::string_view key, std::uint32_t scope) {
    const bool native = has_indic(key);
    const std::vector<std::string> spellings =
        native ? latin_readings(key) : std::vector<std::string>{std::string(key)};
    FoundPlaces found;
    const auto keep = [&](std::uint32_t place, Found one) {
        const auto [at, inserted] = found.emplace(place, one);
        at->second = std::min(at->second, one);
    };
    const std::string bones =
        skeleton(spellings.front(), native ? Spelling::transliterated : Spelling::english);
    for (const std::uint32_t place : in_reach(scope)) {
        for (const Rated rated : image().names(place)) {
            const std::string_view name = image().key_text(rated.number());
            if (rated.quality() > Quality::variant || letters_of(name) == 0 || has_indic(name)) {
                continue;
            }
            const bool same_bones = bones.size() >= 2 && skeleton(name, Spelling::english) == bones;
            for (const std::string& spelling : spellings) {
                if (native && same_bones) {
                    const auto d = distance_within(sounded(spelling, Spelling::transliterated),
                                                   sounded(name), 3);
                    if (d) {
                        keep(place, {Quality::variant, static_cast<int>(*d)});
                    }
                }
                const auto near =
                    Misspelling(spelling).nearness_to(name, same_bones, rules(scope, place));
                if (near) {
                    keep(place, {Quality::fuzzy, static_cast<int>(*near)});
                }
            }
        }
    }
    return found;
}

FoundPlaces by_lookup(std::string_view key, std::uint32_t scope) {
    PlacePart part;
    part.key = key;
    FoundPlaces found;
    for (const Candidate& c : misspelt(image(), part, scope)) {
        const bool is_new = found.emplace(c.place, Found{c.quality, c.distance}).second;
        REQUIRE(is_new);
    }
    return found;
}

/// One or two letters or digits inserted, left out, replaced or swapped.
std::string mistyped(std::string name, Random& random) {
    for (auto edits = 1 + random() % 2; edits > 0 && name.size() > 1; --edits) {
        const std::size_t at = random() % (name.size() - 1);
        const char letter = "abcdefghijklmnopqrstuvwxyz 2"[random() % 28];
        switch (random() % 4) {
        case 0:
            name[at] = letter;
            break;
        case 1:
            name.insert(at, 1, letter);
            break;
        case 2:
            name.erase(at, 1);
            break;
        default:
            std::swap(name[at], name[at + 1]);
        }
    }
    return name;
}

std::uint32_t country(std::string_view code) {
    std::uint32_t p = 0;
    while (image().place(p).level != PlaceLevel::country || image().code(p) != code) {
        ++p;
    }
    return p;
}

/// Random misspellings of names within a scope are found as a scan finds them; tells how many had
/// any place near.
int compare(std::uint32_t scope, int times, Random& random) {
    const std::vector<std::uint32_t> places = in_reach(scope);
    if (places.empty()) {
        return 0;
    }
    int near = 0;
    for (int i = 0; i < times; ++i) {
        const auto names = image().names(places[random() % places.size()]);
        const Rated rated = names[random() % names.size()];
        std::string key(image().key_text(rated.number()));
        if (!has_indic(key)) {
            key = mistyped(std::move(key), random);
        }
        CAPTURE(scope, key);
        const FoundPlaces expected = by_scan(key, scope);
        REQUIRE(by_lookup(key, scope) == expected);
        near += expected.empty() ? 0 : 1;
    }
    return near;
}

} // namespace

TEST_CASE("a misspelling in a district finds what a scan of its names finds",
          "[graph][gazetteer][property]") {
    Random random(21);
    std::vector<std::uint32_t> districts;
    for (std::uint32_t p = 0; p < image().size(); ++p) {
        if (image().place(p).level == PlaceLevel::district) {
            districts.push_back(p);
        }
    }
    int near = 0;
    for (int i = 0; i < 150; ++i) {
        near += compare(districts[random() % districts.size()], 20, random);
    }
    CHECK(near > 1500); // of 3,000: otherwise both sides agree on nothing
}

TEST_CASE("a misspelling in a state or neighbouring country finds what a scan finds",
          "[graph][gazetteer][property]") {
    Random random(22);
    int near = 0;
    for (std::uint32_t p = 0; p < image().size(); ++p) {
        if (image().place(p).level == PlaceLevel::state && image().code(p).starts_with("IN-")) {
            near += compare(p, 3, random);
        }
    }
    for (const std::string_view code : {"NP", "BD", "LK", "MM"}) {
        near += compare(country(code), 40, random);
    }
    CHECK(near > 100);
}

TEST_CASE("a misspelling with nothing beside it finds what a scan of the majors finds",
          "[graph][gazetteer][property]") {
    Random random(23);
    CHECK(compare(none, 60, random) > 20);
    CHECK(compare(country("IN"), 60, random) > 20);
}
