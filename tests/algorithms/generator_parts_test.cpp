// SPDX-License-Identifier: Apache-2.0
// The generator's parts by themselves: numbers, names, ways, planned weights.
#include "algorithms/generator/names.hpp"
#include "algorithms/generator/plan.hpp"
#include "algorithms/generator/random.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

using namespace sandhan::algorithms;
using namespace sandhan::algorithms::generator;
using sandhan::graph::Sex;
using sandhan::graph::TransportMode;

TEST_CASE("streams of one start agree, and of neighbouring starts share nothing",
          "[algorithms][generator]") {
    Random a(1, Purpose::event, 5), b(1, Purpose::event, 5), c(1, Purpose::event, 6),
        d(1, Purpose::report, 5), e(2, Purpose::event, 5);
    std::set<std::uint64_t> seen;
    for (int i = 0; i < 100; ++i) {
        const std::uint64_t next = a.next();
        CHECK(next == b.next());
        seen.insert({next, c.next(), d.next(), e.next()});
    }
    CHECK(seen.size() == 400);
}

TEST_CASE("draws below a limit are even, within the sampling error", "[algorithms][generator]") {
    Random random(3, Purpose::event, 0);
    std::vector<int> counts(7);
    const int draws = 70'000;
    for (int i = 0; i < draws; ++i) {
        ++counts[random.below(7U)];
    }
    for (const int count : counts) { // 5 standard deviations of a binomial
        CHECK(std::abs(count - draws / 7.0) < 5 * std::sqrt(draws / 7.0 * 6 / 7));
    }
}

TEST_CASE("power() is x^y to twelve digits", "[algorithms][generator]") {
    for (const double x : {1e-6, 0.3, 0.75, 1.0, 1.4999, 2.0, 37.5, 4e5}) {
        for (const double y : {-2.0, -0.8333, 0.0, 0.5, 1.0, 2.2}) {
            CAPTURE(x, y);
            CHECK(power(x, y) == sandhan::tests::Approx(std::pow(x, y)).epsilon(1e-12));
        }
    }
}

TEST_CASE("planned weights follow a power law of the exponent asked for",
          "[algorithms][generator][property]") {
    // Maximum likelihood (Clauset, Shalizi, Newman 2009, eq. 3.1): 1 + n / sum ln(x / x_min). Its
    // standard error is (exponent - 1) / sqrt(n); quantiles lie far closer than a sample would.
    const double exponent = GENERATE(1.8, 2.2, 3.0);
    const std::size_t n = 2000;
    double logs = 0;
    for (const std::uint64_t weight : power_law_weights(n, exponent)) {
        logs += std::log(static_cast<double>(weight) / 1000);
    }
    const double estimate = 1 + static_cast<double>(n) / logs;
    CHECK(std::abs(estimate - exponent) < (exponent - 1) / std::sqrt(static_cast<double>(n)));
}

TEST_CASE("another spelling differs, and its first letters stay", "[algorithms][generator]") {
    Random random(11, Purpose::member, 1);
    for (int i = 0; i < 3000; ++i) {
        const auto custom = static_cast<Custom>(i % 3);
        const Name name = compose_name(random, i % 2 == 0 ? Sex::female : Sex::male, custom);
        CAPTURE(name.full());
        REQUIRE_FALSE(name.given.empty());
        REQUIRE_FALSE(name.family.empty());
        const Name other = respelt(random, name);
        CHECK(other.full() != name.full());
        CHECK(other.given.front() == name.given.front());
        CHECK(other.family.front() == name.family.front());
        CHECK(reordered(random, name) != name.full());
    }
}

TEST_CASE("titles are written in several ways", "[algorithms][generator]") {
    Random random(2, Purpose::member, 2);
    std::set<std::string> written;
    for (int i = 0; i < 500; ++i) {
        written.insert(respelt(random, {"Md", "Rafiq", "", "Kanwadia"}).title);
    }
    CHECK(written == std::set<std::string>{"Md", "Md.", "Mohd", "Mohammad", "Mohammed"});
}

TEST_CASE("names are written in Devanagari and Bengali letter by letter",
          "[algorithms][generator]") {
    CHECK(transliterated("Sunita Devi", Script::devanagari) == "सुनिता देवि");
    CHECK(transliterated("Md. Rafiq", Script::bengali) == "মদ রফিক");
    CHECK(transliterated("Gopal", Script::bengali) == "গোপল");
}

TEST_CASE("a misspelling changes letters of one word and nothing else", "[algorithms][generator]") {
    Random random(5, Purpose::report, 1);
    for (int i = 0; i < 2000; ++i) {
        const std::string wrong = misspelt(random, "Canning, South 24 Parganas, West Bengal");
        CHECK(wrong != "Canning, South 24 Parganas, West Bengal");
        CHECK(std::count(wrong.begin(), wrong.end(), ',') == 2);
        CHECK(wrong.find("24") != std::string::npos);
    }
    CHECK(misspelt(random, "24") == "24");
}

TEST_CASE("telephone numbers are ten figures from 140 and do not repeat",
          "[algorithms][generator]") {
    std::set<std::string> seen;
    for (std::uint64_t serial = 0; serial < 50'000; ++serial) {
        const std::string number = phone_number(serial);
        REQUIRE(number.size() == 13);
        REQUIRE(number.starts_with("+91140"));
        seen.insert(number);
    }
    CHECK(seen.size() == 50'000);
    CHECK(phone_number(10'000'007) == phone_number(7));
}

TEST_CASE("ways begin and end where they should and join by rail and road",
          "[algorithms][generator]") {
    const Places places;
    const Ways ways(places);
    const PlaceIndex parganas = places.at("place:IN-WB/south-24-parganas");
    const PlaceIndex rajkot = places.at("place:IN-GJ/rajkot");
    const Ways::Pair pair = ways.both(parganas, rajkot);
    for (const Way* way : {&pair.usual, &pair.other}) {
        REQUIRE(way->size() >= 3); // no direct train: South 24 Parganas has none at all
        CHECK(way->front().place == parganas);
        CHECK(way->front().mode == TransportMode::unknown);
        CHECK(way->back().place == rajkot);
        for (std::size_t i = 1; i < way->size(); ++i) {
            CHECK((*way)[i].minutes > 0);
            CHECK((*way)[i].mode != TransportMode::unknown);
        }
    }
    CHECK((pair.usual[1].mode == TransportMode::road));
    // The second way keeps clear of the first one's stops.
    for (std::size_t i = 1; i + 1 < pair.usual.size(); ++i) {
        for (std::size_t k = 1; k + 1 < pair.other.size(); ++k) {
            CHECK(pair.usual[i].place != pair.other[k].place);
        }
    }
    SECTION("abroad through a gateway") {
        const Way nepal = ways.quickest(places.at("place:NP-P3/sindhupalchowk"), rajkot, {});
        REQUIRE(nepal.size() >= 3);
        const std::string gate = places[nepal[1].place].id;
        CHECK((gate == "place:IN-BR/purbi-champaran" || gate == "place:IN-UP/mahrajganj"));
        const Way gulf = ways.quickest(rajkot, places.at("place:AE"), {});
        CHECK((gulf.back().mode == TransportMode::air));
    }
}

TEST_CASE("every text of a place means that place", "[algorithms][generator]") {
    const Places places;
    REQUIRE(places.indian() == 786);
    std::size_t localities = 0, variants = 0, scripts = 0;
    for (const PlaceForms& forms : places.all()) {
        CAPTURE(forms.id);
        CHECK(sandhan::graph::Gazetteer::builtin().resolve(std::string_view(forms.text)).place.id ==
              forms.id);
        localities += forms.localities.size();
        variants += forms.variants.size();
        scripts += forms.scripts.size();
    }
    CHECK(localities > 15'000);
    CHECK(variants > 1'500);
    CHECK(scripts > 100);
}
