// SPDX-License-Identifier: Apache-2.0
#include "algorithms/generator/names.hpp"
#include "algorithms/internal/text_distance.hpp"
#include "algorithms/suspects/name_similarity.hpp"
#include "algorithms/suspects/name_sounds.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/name_pairs.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <string>
#include <vector>

using namespace sandhan::algorithms;
using generator::Purpose;
using generator::Random;
using sandhan::graph::Sex;

namespace {

PersonName person(std::string_view text) { return parse_person_name(text).name; }

NameMatch compared(std::string_view a, std::string_view b) {
    return compare_names(person(a), person(b));
}

PartMatch parts_compared(std::string_view a, std::string_view b) {
    return compare_parts(name_part(a, NamePartKind::name), name_part(b, NamePartKind::name)).match;
}

generator::Name random_name(Random& random) {
    const Sex sex = random.chance(500'000) ? Sex::female : Sex::male;
    return compose_name(random, sex, static_cast<generator::Custom>(random.below(3U)));
}

/// A spelling of a generated name, by one of the ways in which records write it.
std::string another_spelling(Random& random, const generator::Name& name) {
    switch (random.below(6U)) {
    case 0:
        return name.full();
    case 1:
        return respelt(random, name).full();
    case 2:
        return transliterated(name.full(), generator::Script::devanagari);
    case 3:
        return transliterated(name.full(), generator::Script::bengali);
    case 4:
        return reordered(random, name);
    default:
        return misspelt(random, name.full());
    }
}

/// The definition of edits(): the least number over all ways, each letter touched once.
unsigned edits_by_definition(std::string_view a, std::string_view b) {
    if (a.empty() || b.empty()) {
        return static_cast<unsigned>(a.size() + b.size());
    }
    unsigned best = edits_by_definition(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0U : 1U);
    best = std::min(best, edits_by_definition(a.substr(1), b) + 1U);
    best = std::min(best, edits_by_definition(a, b.substr(1)) + 1U);
    if (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0]) {
        best = std::min(best, edits_by_definition(a.substr(2), b.substr(2)) + 1U);
    }
    return best;
}

using MatchCounts = std::array<unsigned, 4>; ///< of matched parts, by PartMatch

/// The best assignment by trying them all: most equal parts, then most that sound alike, and so on.
MatchCounts best_counts(const PersonName& a, const PersonName& b) {
    MatchCounts best{};
    std::vector<bool> taken(b.parts.size(), false);
    MatchCounts now{};
    const std::function<void(std::size_t)> choose = [&](std::size_t i) {
        if (i == a.parts.size()) {
            best = std::max(best, now);
            return;
        }
        choose(i + 1);
        for (std::size_t j = 0; j < b.parts.size(); ++j) {
            const PartMatch match = compare_parts(a.parts[i], b.parts[j]).match;
            if (!taken[j] && match != PartMatch::unlike) {
                taken[j] = true;
                ++now[static_cast<std::size_t>(match)];
                choose(i + 1);
                --now[static_cast<std::size_t>(match)];
                taken[j] = false;
            }
        }
    };
    choose(0);
    return best;
}

MatchCounts counts_of(const NameMatch& match) {
    MatchCounts counts{};
    for (std::size_t k = 0; k < match.n_matched; ++k) {
        ++counts[static_cast<std::size_t>(match.matched[k].match)];
    }
    return counts;
}

bool has_joined(const NameMatch& match) {
    return std::any_of(match.matched.begin(), match.matched.begin() + match.n_matched,
                       [](const MatchedParts& m) { return m.a_count + m.b_count > 2; });
}

} // namespace

TEST_CASE("pairs of names come to the level that a reader gives them",
          "[algorithms][name_similarity]") {
    STATIC_REQUIRE(sandhan::tests::name_pairs::all.size() >= 150);
    for (const auto& pair : sandhan::tests::name_pairs::all) {
        INFO(pair.a << " | " << pair.b);
        const NameMatch match = compared(pair.a, pair.b);
        CHECK(name_of(match.level) == name_of(pair.level));
        CHECK(match.contradicts_sex == pair.contradicts_sex);
        CHECK(name_of(compared(pair.b, pair.a).level) == name_of(pair.level));
    }
}

TEST_CASE("parts are told equal, alike in sound, misspelt, initial or unlike",
          "[algorithms][name_similarity]") {
    CHECK(parts_compared("rafikul", "rafikul") == PartMatch::equal);
    CHECK(parts_compared("rafikul", "rafiqul") == PartMatch::sounds_alike);
    CHECK(parts_compared("rafikul", "rafkiul") == PartMatch::misspelt);
    CHECK(parts_compared("bhattacharya", "bhatacharjee") == PartMatch::misspelt);
    CHECK(parts_compared("tuli", "tlui") == PartMatch::misspelt);
    CHECK(parts_compared("rezaul", "rzaul") == PartMatch::misspelt);
    CHECK(parts_compared("ramesh", "rakesh") == PartMatch::unlike); // two names in wide use
    CHECK(parts_compared("ramesh", "razmesh") == PartMatch::misspelt);
    CHECK(parts_compared("bamesh", "dakesh") == PartMatch::unlike);
    CHECK(parts_compared("tuli", "tula") == PartMatch::unlike);
    const auto initial = name_part("r", NamePartKind::initial);
    const auto vowel = name_part("a", NamePartKind::initial);
    CHECK(compare_parts(initial, name_part("rakesh", NamePartKind::name)).match ==
          PartMatch::initial);
    CHECK(compare_parts(initial, name_part("mohan", NamePartKind::name)).match ==
          PartMatch::unlike);
    CHECK(compare_parts(vowel, name_part("iqbal", NamePartKind::name)).match == PartMatch::unlike);
    CHECK(compare_parts(initial, initial).match == PartMatch::equal);
    CHECK(compare_parts(name_part("francisco", NamePartKind::name),
                        name_part("francisca", NamePartKind::name))
              .contradicts_sex);
    CHECK(compare_parts(NamePart{}, NamePart{}).match == PartMatch::unlike);
}

TEST_CASE("a caller may say which names of a list are in wide use",
          "[algorithms][name_similarity]") {
    NamePart a = name_part("dravina", NamePartKind::name);
    NamePart b = name_part("dramina", NamePartKind::name);
    REQUIRE(compare_parts(a, b).match == PartMatch::misspelt);
    a.well_known = true;
    CHECK(compare_parts(a, b).match == PartMatch::misspelt);
    b.well_known = true;
    CHECK(compare_parts(a, b).match == PartMatch::unlike);
}

TEST_CASE("which parts matched is told in the order of the first name",
          "[algorithms][name_similarity]") {
    const NameMatch swapped = compared("Rakesh Mohan Varma", "Verma Rakesh");
    REQUIRE(swapped.n_matched == 2);
    CHECK(swapped.level == NameLevel::part);
    CHECK(swapped.worst == PartMatch::sounds_alike);
    CHECK((swapped.matched[0].a == 0 && swapped.matched[0].b == 1));
    CHECK(swapped.matched[0].match == PartMatch::equal);
    CHECK((swapped.matched[1].a == 2 && swapped.matched[1].b == 0));

    const NameMatch joined = compared("Noor Jahan Sardar", "Noorjahan Sardar");
    REQUIRE(joined.n_matched == 2);
    CHECK((joined.matched[0].a == 0 && joined.matched[0].a_count == 2));
    CHECK((joined.matched[0].b == 0 && joined.matched[0].b_count == 1));
    CHECK((joined.matched[1].a == 2 && joined.matched[1].b == 1));

    const NameMatch titles = compared("Sunita Devi", "Geeta Devi");
    REQUIRE(titles.n_matched == 1);
    CHECK(titles.matched[0].title);
    CHECK(titles.level == NameLevel::different);
    CHECK(compared("Rakesh Kumar", "Rakesh Singh").titles_contradict);
    CHECK_FALSE(compared("Rakesh Kumar", "Rakesh").titles_contradict);
}

TEST_CASE("edits equal their definition up to the bound", "[algorithms][name_similarity]") {
    Random random(1, Purpose::event, 0);
    const auto word = [&] {
        std::string text(random.below(7U), 'a');
        for (char& c : text) {
            c = static_cast<char>('a' + static_cast<int>(random.below(3U)));
        }
        return text;
    };
    for (int round = 0; round < 5'000; ++round) {
        const std::string a = word();
        const std::string b = word();
        INFO(a << ' ' << b);
        const unsigned expected = edits_by_definition(a, b);
        for (const unsigned bound : {1U, 2U}) {
            CHECK(internal::edits_between(a, b, bound) == std::min(expected, bound + 1));
        }
    }
}

TEST_CASE("parts are assigned as well as any assignment can", "[algorithms][name_similarity]") {
    // No two of these join to a third.
    const std::vector<std::string> words{"Rafikul", "Rafiqul", "Rafkiul", "R.",  "Molla", "Mola",
                                         "M.",      "Rafi",    "Kumar",   "Lal", "Moll",  "Mollar"};
    Random random(2, Purpose::event, 0);
    const auto name = [&] {
        std::string text;
        for (std::uint32_t n = 1 + random.below(5U); n > 0; --n) {
            text += " " + random.pick(std::span<const std::string>(words));
        }
        return person(text);
    };
    for (int round = 0; round < 5'000; ++round) {
        const PersonName a = name();
        const PersonName b = name();
        INFO(round);
        const NameMatch match = compare_names(a, b);
        if (!has_joined(match)) {
            CHECK(counts_of(match) == best_counts(a, b));
        }
    }
}

TEST_CASE("comparing is symmetric, and a name is identical with itself",
          "[algorithms][name_similarity]") {
    Random random(3, Purpose::event, 0);
    for (int round = 0; round < 3'000; ++round) {
        const generator::Name name = random_name(random);
        const std::string text = another_spelling(random, name);
        const std::string other_text =
            another_spelling(random, random.chance(700'000) ? name : random_name(random));
        INFO(text << " | " << other_text);
        const PersonName a = person(text);
        const PersonName b = person(other_text);
        CHECK(compare_names(a, a).level == NameLevel::identical);
        const NameMatch there = compare_names(a, b);
        const NameMatch back = compare_names(b, a);
        CHECK(there.level == back.level);
        CHECK(there.contradicts_sex == back.contradicts_sex);
        CHECK(there.titles_contradict == back.titles_contradict);
        CHECK(there.worst == back.worst);
        CHECK(counts_of(there) == counts_of(back));

        PersonName turned = a;
        std::rotate(turned.parts.begin(), turned.parts.begin() + 1, turned.parts.end());
        if (!has_joined(there) && there.level < NameLevel::part) {
            CHECK(compare_names(turned, b).level == there.level);
        }
    }
}

TEST_CASE("comparing is symmetric where neighbours can be joined in several ways",
          "[algorithms][name_similarity]") {
    // Found by fuzzing: which joining was tried first hung on which name was asked first.
    const std::array<std::string_view, 9> syllables{"ra",  "rha", "rm", "ram", "rhy",
                                                    "ama", "ah",  "r",  "rama"};
    Random random(5, Purpose::event, 0);
    const auto made_up = [&] {
        std::string text;
        for (std::uint32_t n = 1 + random.below(6U); n > 0; --n) {
            text += std::string(syllables.at(random.below(9U))) + (n > 1 ? " " : "");
        }
        return text;
    };
    for (int round = 0; round < 20'000; ++round) {
        const std::string text = made_up();
        const std::string other_text = made_up();
        INFO(text << " | " << other_text);
        const NameMatch there = compare_names(person(text), person(other_text));
        const NameMatch back = compare_names(person(other_text), person(text));
        REQUIRE(there.level == back.level);
        REQUIRE(there.n_matched == back.n_matched);
        for (std::size_t k = 0; k < there.n_matched; ++k) {
            const MatchedParts& pair = there.matched[k];
            const auto same = [&](const MatchedParts& x) {
                return x.a == pair.b && x.b == pair.a && x.a_count == pair.b_count &&
                       x.b_count == pair.a_count && x.match == pair.match;
            };
            REQUIRE(std::any_of(back.matched.begin(), back.matched.begin() + back.n_matched, same));
        }
    }
}

TEST_CASE("a name that cannot be read matches nothing, not even itself",
          "[algorithms][name_similarity]") {
    const PersonName nobody = person("???");
    CHECK(compare_names(nobody, nobody).level == NameLevel::unreadable);
    CHECK(compare_names(nobody, person("Raju")).level == NameLevel::unreadable);
    CHECK(compare_names(nobody, nobody).n_matched == 0);
}

TEST_CASE("any bytes are compared without harm", "[algorithms][name_similarity][fuzz]") {
    Random random(4, Purpose::event, 0);
    std::vector<PersonName> names;
    for (int i = 0; i < 600; ++i) {
        std::string text;
        for (std::uint32_t n = random.below(30U); n > 0; --n) {
            const char letter = static_cast<char>('a' + static_cast<int>(random.below(26U)));
            text += random.chance(200'000)   ? static_cast<char>(random.below(256U))
                    : random.chance(250'000) ? ' '
                                             : letter;
        }
        names.push_back(person(text));
    }
    std::string endless;
    endless.append(200, 'a');
    names.push_back(person(endless));
    endless += ' ';
    endless.append(200, 'b');
    names.push_back(person(endless));
    for (const PersonName& a : names) {
        for (const PersonName& b : names) {
            const NameMatch match = compare_names(a, b);
            if (match.n_matched > most_name_parts ||
                (match.level == NameLevel::unreadable) != !(a.readable && b.readable)) {
                FAIL("out of bounds");
            }
        }
    }
}

TEST_CASE("generated names are known again in other spellings, and others are not",
          "[algorithms][name_similarity][statistics]") {
    // The bounds are what was measured, less a margin; see each.
    Random random(5, Purpose::event, 0);
    const int people = 4'000;
    std::array<int, 5> known{}; // identical, same_key, near or initials
    std::vector<PersonName> names;
    for (int i = 0; i < people; ++i) {
        const generator::Name name = random_name(random);
        names.push_back(person(name.full()));
        const std::array<std::string, 5> spellings{
            respelt(random, name).full(),
            transliterated(name.full(), generator::Script::devanagari),
            transliterated(name.full(), generator::Script::bengali), reordered(random, name),
            misspelt(random, name.full())};
        for (std::size_t way = 0; way < spellings.size(); ++way) {
            const NameLevel level = compare_names(names.back(), person(spellings[way])).level;
            known[way] += level <= NameLevel::initials ? 1 : 0;
        }
    }
    const auto share = [&](std::size_t way) { return static_cast<double>(known[way]) / people; };
    CHECK(share(0) > 0.92); // respelt: 0.94
    CHECK(share(1) > 0.95); // Devanagari: 0.97
    CHECK(share(2) > 0.95); // Bengali: 0.97
    CHECK(share(3) > 0.99); // reordered: 0.998
    CHECK(share(4) > 0.90); // misspelt: 0.92

    long pairs = 0;
    long alike = 0; // at `part` or better
    for (std::size_t i = 0; i < names.size(); ++i) {
        for (std::size_t j = i + 1; j < names.size(); ++j) {
            ++pairs;
            alike += compare_names(names[i], names[j]).level <= NameLevel::part ? 1 : 0;
        }
    }
    // 22 in a million, of which 1 to 2 are namesakes.
    CHECK(static_cast<double>(alike) / static_cast<double>(pairs) < 40e-6);
}
