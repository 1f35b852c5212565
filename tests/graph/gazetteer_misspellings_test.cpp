// SPDX-License-Identifier: Apache-2.0
// How often misspelt places are read right, wrong or not at all. The figures of docs/gazetteer.md:
// run this program with the arguments `"[misspellings]" -s`.
#include "graph/gazetteer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/gazetteer_tables.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace sandhan;
using graph::Gazetteer;
using graph::MatchStatus;
using graph::Resolution;
using tests::for_each_row;
using Random = std::mt19937_64;

std::size_t below(Random& random, std::size_t n) { return random() % n; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// One letter after the first replaced, inserted, left out, or swapped with the next.
std::optional<std::string> slipped(const std::string& name, Random& random) {
    const std::size_t at = 1 + below(random, name.size());
    if (at >= name.size() || !is_letter(name[at])) {
        return std::nullopt;
    }
    const char letter = static_cast<char>('a' + below(random, 26));
    std::string out = name;
    switch (below(random, 4)) {
    case 0:
        out[at] = letter;
        break;
    case 1:
        out.insert(at, 1, letter);
        break;
    case 2:
        out.erase(at, 1);
        break;
    default:
        if (at + 1 == name.size() || !is_letter(name[at + 1])) {
            return std::nullopt;
        }
        std::swap(out[at], out[at + 1]);
    }
    return out == name ? std::nullopt : std::optional(out);
}

/// One thing written as another clerk writes it.
std::optional<std::string> respelt(const std::string& name, Random& random) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 40> ways{
        {{"ee", "i"},   {"i", "ee"},   {"aa", "a"}, {"a", "aa"}, {"v", "b"},  {"b", "v"},
         {"sh", "s"},   {"s", "sh"},   {"oo", "u"}, {"u", "oo"}, {"w", "v"},  {"v", "w"},
         {"bh", "b"},   {"dh", "d"},   {"th", "t"}, {"kh", "k"}, {"gh", "g"}, {"ph", "f"},
         {"chh", "ch"}, {"ch", "chh"}, {"tt", "t"}, {"ll", "l"}, {"l", "ll"}, {"nn", "n"},
         {"n", "nn"},   {"mm", "m"},   {"i", "y"},  {"y", "i"},  {"z", "j"},  {"j", "z"},
         {"k", "q"},    {"rh", "r"},   {"d", "dh"}, {"t", "th"}, {"g", "gh"}, {"u", "o"},
         {"o", "u"},    {"e", "i"},    {"i", "e"},  {"au", "ou"}}};
    std::vector<std::pair<std::size_t, std::size_t>> places; // where, which way
    for (std::size_t w = 0; w < ways.size(); ++w) {
        for (std::size_t at = name.find(ways[w].first, 1); at != std::string::npos;
             at = name.find(ways[w].first, at + 1)) {
            places.emplace_back(at, w);
        }
    }
    if (places.empty()) {
        return std::nullopt;
    }
    const auto [at, way] = places[below(random, places.size())];
    const auto& [from, to] = ways[way];
    std::string out(name, 0, at);
    out.append(to).append(name, at + from.size());
    return out;
}

std::optional<std::string> respelt_twice(const std::string& name, Random& random) {
    const auto once = respelt(name, random);
    return once ? respelt(*once, random) : std::nullopt;
}

struct Named {
    std::string name, beside, lgd;
};

struct Names {
    std::vector<Named> districts;  ///< with their state
    std::vector<Named> towns;      ///< with their state
    std::vector<Named> localities; ///< post offices with district and state, every seventh
    std::map<std::string, std::set<std::string>> of_district;
    std::set<std::string> all;
};

bool is_plain(std::string_view name) {
    return std::all_of(name.begin(), name.end(), [](char c) { return is_letter(c) || c == ' '; });
}

const Names& names() {
    static const Names made = [] {
        Names n;
        std::map<std::string, std::string> label;
        for_each_row("india_districts.csv", [&](const auto& row) {
            const std::string name(row.cell("district"));
            const std::string state(row.cell("state"));
            const std::string lgd(row.cell("lgd_code"));
            label[lgd] = name + ", " + state;
            n.districts.push_back({name, state, lgd});
        });
        const auto keep = [&](std::string_view name, std::string_view lgd) {
            n.of_district[std::string(lgd)].insert(graph::folded(name));
            n.all.insert(graph::folded(name));
        };
        for_each_row("india_localities.csv", [&](const auto& row) {
            keep(row.cell("name"), row.cell("district_lgd_code"));
            const std::string& holder = label.at(std::string(row.cell("district_lgd_code")));
            if (row.cell("type") == "city" || row.cell("type") == "town") {
                n.towns.push_back({std::string(row.cell("name")),
                                   holder.substr(holder.find(", ") + 2),
                                   std::string(row.cell("district_lgd_code"))});
            }
        });
        std::size_t seen = 0;
        for_each_row("india_post_localities.csv", [&](const auto& row) {
            const std::string lgd(row.cell("district_lgd_code"));
            keep(row.cell("name"), lgd);
            if (is_plain(row.cell("name")) && ++seen % 7 == 0) {
                n.localities.push_back({std::string(row.cell("name")), label.at(lgd), lgd});
            }
        });
        for_each_row("india_post_names.csv", [&](const auto& row) {
            keep(row.cell("name"), row.cell("district_lgd_code"));
        });
        return n;
    }();
    return made;
}

struct Rates {
    std::size_t texts = 0, right = 0, wrong = 0, wrong_district = 0;
    [[nodiscard]] double right_share() const { return share(right); }
    [[nodiscard]] double wrong_share() const { return share(wrong); }
    [[nodiscard]] double wrong_district_share() const { return share(wrong_district); }

  private:
    [[nodiscard]] double share(std::size_t part) const {
        return static_cast<double>(part) / static_cast<double>(texts);
    }
};

bool is_settled(MatchStatus status) {
    return status == MatchStatus::exact || status == MatchStatus::variant ||
           status == MatchStatus::fuzzy;
}

/// Misspells every name and compares with what the name itself resolves to. A place settled on is
/// right or wrong; the rest is unresolved, or kept at its district.
template <class Misspell>
Rates rates(const std::vector<Named>& all, Misspell misspell) {
    Random random(7);
    Rates r;
    const Gazetteer& g = Gazetteer::builtin();
    for (const Named& one : all) {
        const auto text = misspell(one.name, random);
        const Resolution truth = g.resolve(one.name + ", " + one.beside);
        if (!text || truth.status == MatchStatus::ambiguous ||
            truth.status == MatchStatus::unknown) {
            continue;
        }
        ++r.texts;
        const Resolution got = g.resolve(*text + ", " + one.beside);
        if (is_settled(got.status)) {
            const bool same = got.place.id == truth.place.id;
            r.right += same ? 1U : 0U;
            r.wrong += same ? 0U : 1U;
            r.wrong_district += !same && got.place.code != truth.place.code ? 1U : 0U;
        }
    }
    return r;
}

/// The share of villages that are not there and are taken for a place that is.
template <class Invent>
Rates false_alarms(Invent invent) {
    Random random(7);
    Rates r;
    for (const Named& one : names().localities) {
        const std::optional<std::string> text = invent(one, random);
        if (text) {
            ++r.texts;
            r.wrong += is_settled(Gazetteer::builtin().resolve(*text).status) ? 1U : 0U;
        }
    }
    return r;
}

/// Two halves of two names, if that is no name.
std::optional<std::string> invented(const Named& one, Random& random) {
    const Named& other = names().localities[below(random, names().localities.size())];
    if (one.name.size() < 6 || other.name.size() < 6) {
        return std::nullopt;
    }
    // Appended piece by piece: g++ 12 warns of the sum of two substrings.
    std::string name(one.name, 0, one.name.size() / 2);
    name.append(other.name, other.name.size() / 2);
    return names().all.count(graph::folded(name)) != 0 ? std::nullopt : std::optional(name);
}

struct Bounds {
    std::size_t least_texts;
    double least_right, most_wrong, most_wrong_district;
};

void check(const char* what, const Rates& r, const Bounds& bounds) {
    INFO(what);
    CHECK(r.texts >= bounds.least_texts);
    CHECK(r.right_share() >= bounds.least_right);
    CHECK(r.wrong_share() <= bounds.most_wrong);
    CHECK(r.wrong_district_share() <= bounds.most_wrong_district);
}

} // namespace

// Each bound stands a little beside what was measured; docs/gazetteer.md has the figures.
TEST_CASE("misspelt districts beside their state", "[graph][gazetteer][misspellings]") {
    check("districts, slip", rates(names().districts, slipped), {600, 0.97, 0.015, 0.012});
    check("districts, clerk", rates(names().districts, respelt), {700, 0.98, 0.006, 0.006});
    check("districts, twice", rates(names().districts, respelt_twice), {700, 0.945, 0.008, 0.008});
}

TEST_CASE("misspelt towns beside their state", "[graph][gazetteer][misspellings]") {
    check("towns, slip", rates(names().towns, slipped), {2000, 0.89, 0.02, 0.016});
    check("towns, clerk", rates(names().towns, respelt), {2000, 0.90, 0.015, 0.01});
    check("towns, twice", rates(names().towns, respelt_twice), {2000, 0.89, 0.01, 0.008});
}

TEST_CASE("misspelt localities beside district and state", "[graph][gazetteer][misspellings]") {
    check("localities, slip", rates(names().localities, slipped), {11'000, 0.93, 0.006, 0.0005});
    check("localities, clerk", rates(names().localities, respelt), {11'000, 0.96, 0.005, 0.0005});
    check("localities, twice", rates(names().localities, respelt_twice),
          {11'000, 0.95, 0.004, 0.0005});
}

TEST_CASE("villages that are not there are seldom taken for one that is",
          "[graph][gazetteer][misspellings]") {
    check("put together, district and state", false_alarms([](const Named& one, Random& random) {
              const auto name = invented(one, random);
              return name ? std::optional(*name + ", " + one.beside) : std::nullopt;
          }),
          {8000, 0, 0.025, 0});
    check("put together, state", false_alarms([](const Named& one, Random& random) {
              auto name = invented(one, random);
              if (name) {
                  name->append(one.beside, one.beside.find(", "));
              }
              return name;
          }),
          {8000, 0, 0.025, 0});
    check("put together, nothing", false_alarms(invented), {8000, 0, 0.02, 0});
    check("known elsewhere, district and state", false_alarms([](const Named& one, Random& random) {
              const Named& other = names().districts[below(random, names().districts.size())];
              const auto there = names().of_district.find(other.lgd);
              return there == names().of_district.end() ||
                             there->second.count(graph::folded(one.name)) != 0
                         ? std::nullopt
                         : std::optional(one.name + ", " + other.name + ", " + other.beside);
          }),
          {8000, 0, 0.002, 0});
}
