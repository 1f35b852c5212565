// SPDX-License-Identifier: Apache-2.0
#include "graph/fuzzy_date.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

using namespace sandhan::graph;

namespace {

using Days = FuzzyDate::Days;

FuzzyDate date(std::string_view text) {
    const auto parsed = FuzzyDate::parse(text);
    REQUIRE(parsed);
    return *parsed;
}

std::string days(std::string_view text) {
    const FuzzyDate d = date(text);
    return (d.earliest() == FuzzyDate::open_start ? ".." : iso_day(d.earliest())) + " " +
           (d.latest() == FuzzyDate::open_end ? ".." : iso_day(d.latest()));
}

/// What the relation is, by trying every pair of days that the two dates may mean.
template <class Holds>
Certainty by_every_pair(std::pair<int, int> a, std::pair<int, int> b, Holds holds) {
    bool always = true, ever = false;
    for (int x = a.first; x <= a.second; ++x) {
        for (int y = b.first; y <= b.second; ++y) {
            always = always && holds(x, y);
            ever = ever || holds(x, y);
        }
    }
    return always ? Certainty::certain : ever ? Certainty::possible : Certainty::impossible;
}

} // namespace

TEST_CASE("dates mean the days that EDTF says", "[fuzzy_date]") {
    CHECK(days("2020-10-12") == "2020-10-12 2020-10-12");
    CHECK(days("2020-02") == "2020-02-01 2020-02-29");
    CHECK(days("2019") == "2019-01-01 2019-12-31");
    CHECK(days("202X") == "2020-01-01 2029-12-31");
    CHECK(days("20XX") == "2000-01-01 2099-12-31");
    CHECK(days("2020-10-XX") == "2020-10-01 2020-10-31");
    CHECK(days("2019-07-1X") == "2019-07-10 2019-07-19");
    CHECK(days("2019-07-0X") == "2019-07-01 2019-07-09");
    CHECK(days("2019-07-3X") == "2019-07-30 2019-07-31");
    CHECK(days("2020-02-2X~") == "2020-02-20 2020-02-29");
    CHECK(days("2020-XX") == "2020-01-01 2020-12-31");
    CHECK(days("2020-XX-XX") == "2020-01-01 2020-12-31");
    CHECK(days("2020-21") == "2020-03-01 2020-05-31");
    CHECK(days("2019-24") == "2019-12-01 2020-02-29");
    CHECK(days("2020-10-01/2020-10-07") == "2020-10-01 2020-10-07");
    CHECK(days("2020-10/2021") == "2020-10-01 2021-12-31");
    CHECK(days("../2020-10") == ".. 2020-10-31");
    CHECK(days("2020-10/..") == "2020-10-01 ..");
    CHECK(days("/2020") == ".. 2020-12-31");
    CHECK(days("2020/") == "2020-01-01 ..");
    CHECK(days("2020-10-12T23:10") == "2020-10-12 2020-10-12");
    CHECK(days("2020-10-12T23:10:05.25+05:30") == "2020-10-12 2020-10-12");
    CHECK(days("2020-10-12T23:10:05Z") == "2020-10-12 2020-10-12");
    CHECK(days("1969-12-31") == "1969-12-31 1969-12-31");
    CHECK(date("1970-01-01").earliest() == 0);
    CHECK(date("1969-12-31").earliest() == -1);
}

TEST_CASE("qualifiers are kept", "[fuzzy_date]") {
    CHECK(date("2020-10-12~").is_approximate());
    CHECK_FALSE(date("2020-10-12~").is_uncertain());
    CHECK(date("2020?").is_uncertain());
    CHECK(date("2020-10%").is_uncertain());
    CHECK(date("2020-10%").is_approximate());
    CHECK(date("2020-10-01/2020-10-07~").is_approximate());
    CHECK_FALSE(date("2020-10-12").is_approximate());
}

TEST_CASE("what is no date is told from a date that does not exist", "[fuzzy_date]") {
    for (const char* text : {"",
                             " ",
                             "13.11.20",
                             "12-10-2020",
                             "2020-1-2",
                             "2020/10/12",
                             "20201012",
                             "/",
                             "..",
                             "../..",
                             "2020-10-12 ",
                             "2020-10-12T",
                             "2020-10-12Tnoon",
                             "2020-10-12T1:00",
                             "2020-10-12T10:00 IST",
                             "2020-XX-12",
                             "2020-10-4X",
                             "X020",
                             "2XXX",
                             "2020-10-12~~",
                             "~2020",
                             "2020-10-12/x",
                             "2020/2021/2022",
                             "October 2020",
                             "2020-10-",
                             "-2020",
                             "20200",
                             "2020-10-12T10:00:",
                             "2020-10T10:00"}) {
        CAPTURE(text);
        FuzzyDate::Problem problem{};
        CHECK_FALSE(FuzzyDate::parse(text, &problem));
        CHECK(problem == FuzzyDate::Problem::not_a_date);
    }
    for (const char* text :
         {"2020-02-30", "2019-02-29", "2020-13", "2020-00", "2020-00-01", "2020-10-00",
          "2020-10-32", "2020-25", "2020-21-XX", "2020-21-05", "2020-10-07/2020-10-01", "2021/2020",
          "2020-10-12T25:00", "2020-10-12T10:61", "2020-10-12/2020-02-30", "2020-02-3X",
          "2020-13-1X"}) {
        CAPTURE(text);
        FuzzyDate::Problem problem{};
        CHECK_FALSE(FuzzyDate::parse(text, &problem));
        CHECK(problem == FuzzyDate::Problem::impossible);
    }
}

TEST_CASE("a date that was read is written so that it reads back equal", "[fuzzy_date]") {
    for (const char* text : {"2020-10-12",
                             "2020-02",
                             "2019",
                             "202X",
                             "20XX",
                             "2020-21",
                             "2019-24",
                             "2020-10-1X",
                             "2020-02-2X?",
                             "2020-10-12~",
                             "2020-10?",
                             "2020%",
                             "202X~",
                             "2020-22~",
                             "2020-10-01/2020-10-07",
                             "2020-10/2021",
                             "2020-10/2021-03",
                             "2019/2021",
                             "../2020-10",
                             "2020-10/..",
                             "../2020",
                             "2020-10-12~/..",
                             "2020-10-12/2020-12~",
                             "2020~/2021-03-05",
                             "2020-10-12~/2020-12-03?",
                             "../2020-10-12%"}) {
        CAPTURE(text);
        const FuzzyDate read = date(text);
        CAPTURE(read.to_edtf());
        const FuzzyDate again = date(read.to_edtf());
        CHECK(again == read);
        CHECK(again.to_edtf() == read.to_edtf());
    }
    CHECK(FuzzyDate().to_edtf().empty());
    CHECK(date("2020-01-01/2020-12-31").to_edtf() == "2020");
    CHECK(date("2020-10-01/2020-10-31").to_edtf() == "2020-10");
    CHECK(date("2020-10-01/2020-10-07").to_edtf() == "2020-10-01/2020-10-07");
    CHECK(date("2020-10-12~").to_edtf() == "2020-10-12~");
}

TEST_CASE("an interval of any two forms, however sure, reads back equal",
          "[fuzzy_date][property]") {
    std::vector<std::string> ends{"", ".."};
    for (const std::string form :
         {"02XX",       "062X",       "20XX",       "199X",       "2020",       "0000",
          "9999",       "2020-10",    "2020-02",    "2019-21",    "2020-22",    "2020-23",
          "2020-24",    "9999-24",    "2020-01",    "2020-12",    "2020-01-01", "2020-12-31",
          "2020-10-0X", "2020-10-1X", "2020-10-3X", "2020-02-2X", "9999-12-31"}) {
        for (const char* mark : {"", "?", "~", "%"}) {
            ends.push_back(form + mark);
        }
    }
    std::size_t intervals = 0;
    for (const std::string& from : ends) {
        for (const std::string& to : ends) {
            const auto read = FuzzyDate::parse(from + "/" + to);
            if (!read) {
                continue; // both ends open, or the second before the first
            }
            ++intervals;
            const std::string text = read->to_edtf();
            const auto again = FuzzyDate::parse(text);
            if (!again || !(*again == *read)) {
                CAPTURE(from, to, text);
                FAIL_CHECK("it reads back as another date");
            }
        }
    }
    CHECK(intervals > 4000);
    CHECK(date("02XX/062X~").to_edtf() == "020X~/062X~");
    CHECK(date("2020-10-1X?/2020-11-05").to_edtf() == "2020-10-1X?/2020-11-05");
    CHECK(date("2020/9999-24").to_edtf() == "2020-01-01/9999-24");
}

TEST_CASE("every single day reads back as itself", "[fuzzy_date][property]") {
    for (Days day = days_from_civil(1896, 1, 1); day < days_from_civil(2104, 1, 1); ++day) {
        const auto parsed = FuzzyDate::parse(iso_day(day));
        REQUIRE(parsed);
        REQUIRE(parsed->earliest() == day);
        REQUIRE(parsed->latest() == day);
    }
}

TEST_CASE("relations are what a day-by-day comparison finds", "[fuzzy_date][property]") {
    std::mt19937 random(20201112);
    const auto draw = [&] {
        const int first = static_cast<int>(random() % 12);
        return std::pair{first, first + static_cast<int>(random() % 5)};
    };
    for (int round = 0; round < 5000; ++round) {
        const auto a = draw(), b = draw();
        const FuzzyDate x(a.first, a.second), y(b.first, b.second);
        CAPTURE(a, b);
        REQUIRE(x.before(y) == by_every_pair(a, b, [](int p, int q) { return p < q; }));
        REQUIRE(x.after(y) == by_every_pair(a, b, [](int p, int q) { return p > q; }));
        REQUIRE(x.overlaps(y) == by_every_pair(a, b, [](int p, int q) { return p == q; }));
        REQUIRE(x.within(b.first, b.second) == by_every_pair(a, {0, 0}, [&](int p, int) {
                    return b.first <= p && p <= b.second;
                }));
        const FuzzyDate hull = x.hull(y);
        REQUIRE(hull.earliest() == std::min(a.first, b.first));
        REQUIRE(hull.latest() == std::max(a.second, b.second));
    }
}

TEST_CASE("about the twelfth is not certainly before the thirteenth", "[fuzzy_date]") {
    CHECK(date("2020-10-12").before(date("2020-10-13")) == Certainty::certain);
    CHECK(date("2020-10-12~").before(date("2020-10-13")) == Certainty::possible);
    CHECK(date("2020-10-11?").before(date("2020-10-13")) == Certainty::certain);
    CHECK(date("2020~").before(date("2021-06")) == Certainty::possible);
    CHECK(date("2020").before(date("2021-06")) == Certainty::certain);
    CHECK(date("2020-10-12~").within(date("2020-10-12").earliest(), date("2020-10-12").latest()) ==
          Certainty::possible);
    CHECK(date("2020-10-12~").overlaps(date("2020-10-13")) == Certainty::possible);
    CHECK(date("2020-10-12").overlaps(date("2020-10-13")) == Certainty::impossible);
}

TEST_CASE("with an unknown date everything is possible", "[fuzzy_date]") {
    const FuzzyDate unknown;
    CHECK_FALSE(unknown.is_known());
    CHECK(unknown.before(date("2020")) == Certainty::possible);
    CHECK(unknown.after(date("2020")) == Certainty::possible);
    CHECK(unknown.overlaps(unknown) == Certainty::possible);
    CHECK(unknown.within(0, 10) == Certainty::possible);
    CHECK(unknown.hull(date("2020")) == date("2020"));
    CHECK(date("2020").hull(unknown) == date("2020"));
    CHECK(date("../2020").before(date("2021")) == Certainty::certain);
    CHECK(date("2021/..").before(date("2020")) == Certainty::impossible);
}
