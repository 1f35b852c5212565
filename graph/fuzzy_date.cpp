// SPDX-License-Identifier: Apache-2.0
#include "graph/fuzzy_date.hpp"

#include <algorithm>
#include <cassert>

namespace sandhan::graph {
namespace {

using Days = FuzzyDate::Days;

/// How coarse a date is stated, by the days that one step of it may span at most.
namespace unit {
constexpr std::uint16_t day = 1, ten_days = 10, month = 31, season = 92, year = 366, decade = 3653,
                        century = 36525;
} // namespace unit

/// One end of an interval, or a whole date.
struct Part {
    Days earliest = FuzzyDate::open_start;
    Days latest = FuzzyDate::open_end;
    std::uint16_t unit_days = unit::day;
    bool uncertain = false, approximate = false;
    bool known = false;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// `count` digits from `at`, or -1.
int number(std::string_view text, std::size_t at, std::size_t count) {
    if (at + count > text.size()) {
        return -1;
    }
    int value = 0;
    for (const char c : text.substr(at, count)) {
        if (!is_digit(c)) {
            return -1;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

unsigned days_in_month(int year, unsigned month) {
    const auto last = std::chrono::year{year} / std::chrono::month{month} / std::chrono::last;
    return static_cast<unsigned>(last.day());
}

Days month_start(int year, unsigned month) { return days_from_civil(year, month, 1); }
Days month_end(int year, unsigned month) {
    return days_from_civil(year, month, days_in_month(year, month));
}

/// `hh:mm`, `hh:mm:ss`, fractions, then nothing, `Z` or an offset. False: not of that form.
bool check_time(std::string_view time, bool& exists) {
    const int hour = number(time, 0, 2);
    if (hour < 0 || time.size() < 5 || time[2] != ':') {
        return false;
    }
    const int minute = number(time, 3, 2);
    int second = 0;
    std::size_t at = 5;
    if (minute >= 0 && at < time.size() && time[at] == ':') {
        second = number(time, at + 1, 2);
        at += 3;
        if (second >= 0 && at + 1 < time.size() && time[at] == '.' && is_digit(time[at + 1])) {
            at = std::min(time.find_first_not_of("0123456789", at + 1), time.size());
        }
    }
    if (minute < 0 || second < 0) {
        return false;
    }
    // 24:00:00 ends a day, and a leap second is :60.
    exists = hour <= 24 && minute <= 59 && second <= 60;
    const std::string_view zone = time.substr(std::min(at, time.size()));
    if (zone.empty() || zone == "Z") {
        return true;
    }
    const bool colon = zone.size() == 6 && zone[3] == ':';
    return (zone[0] == '+' || zone[0] == '-') && number(zone, 1, 2) >= 0 &&
           (zone.size() == 3 || (zone.size() == 5 && number(zone, 3, 2) >= 0) ||
            (colon && number(zone, 4, 2) >= 0));
}

enum class Outcome { read, not_a_date, impossible };

Outcome read_year(std::string_view text, Part& part) {
    int first = -1, span = 1;
    if (text.size() == 4) {
        if (text.substr(2) == "XX") {
            first = number(text, 0, 2);
            span = 100;
        } else if (text[3] == 'X') {
            first = number(text, 0, 3);
            span = 10;
        } else {
            first = number(text, 0, 4);
        }
    }
    if (first < 0) {
        return Outcome::not_a_date;
    }
    first *= span;
    part.earliest = month_start(first, 1);
    part.latest = month_end(first + span - 1, 12);
    part.unit_days = span == 1 ? unit::year : span == 10 ? unit::decade : unit::century;
    return Outcome::read;
}

Outcome read_month(int year, int month, Part& part) {
    if (month >= 21 && month <= 24) {
        // Meteorological seasons of the north; the winter of a year ends in the next one.
        const auto first = static_cast<unsigned>(3 + 3 * (month - 21));
        part.earliest = month_start(year, first);
        part.latest = month == 24 ? month_end(year + 1, 2) : month_end(year, first + 2);
        part.unit_days = unit::season;
        return Outcome::read;
    }
    if (month < 1 || month > 12) {
        return Outcome::impossible;
    }
    part.earliest = month_start(year, static_cast<unsigned>(month));
    part.latest = month_end(year, static_cast<unsigned>(month));
    part.unit_days = unit::month;
    return Outcome::read;
}

/// `1X`: one of the days 10 to 19. Level 2 of EDTF, but what a smudged register says.
Outcome read_ten_days(int year, int month, int tens, Part& part) {
    if (month < 1 || month > 12) {
        return Outcome::impossible;
    }
    const int last = static_cast<int>(days_in_month(year, static_cast<unsigned>(month)));
    if (10 * tens > last) {
        return Outcome::impossible;
    }
    const auto first_day = static_cast<unsigned>(std::max(1, 10 * tens));
    const auto last_day = static_cast<unsigned>(std::min(last, 10 * tens + 9));
    part.earliest = days_from_civil(year, static_cast<unsigned>(month), first_day);
    part.latest = days_from_civil(year, static_cast<unsigned>(month), last_day);
    part.unit_days = unit::ten_days;
    return Outcome::read;
}

Outcome read_plain(std::string_view text, Part& part) {
    if (text.size() <= 4) {
        return read_year(text, part);
    }
    const int year = number(text, 0, 4);
    if (year < 0 || text[4] != '-' || (text.size() != 7 && text.size() != 10) ||
        (text.size() == 10 && text[7] != '-')) {
        return Outcome::not_a_date;
    }
    const std::string_view month_text = text.substr(5, 2);
    const std::string_view day_text = text.size() == 10 ? text.substr(8, 2) : "XX";
    if (month_text == "XX") {
        // A day without its month is level 2, which no reader of ours needs.
        return day_text == "XX" ? read_year(text.substr(0, 4), part) : Outcome::not_a_date;
    }
    const int month = number(month_text, 0, 2);
    if (month < 0) {
        return Outcome::not_a_date;
    }
    if (day_text == "XX") {
        const bool season_with_day = text.size() == 10 && month > 12;
        return season_with_day ? Outcome::impossible : read_month(year, month, part);
    }
    if (day_text[1] == 'X' && day_text[0] >= '0' && day_text[0] <= '3') {
        return read_ten_days(year, month, day_text[0] - '0', part);
    }
    const int day = number(day_text, 0, 2);
    if (day < 0) {
        return Outcome::not_a_date;
    }
    if (month < 1 || month > 12 || day < 1 ||
        day > static_cast<int>(days_in_month(year, static_cast<unsigned>(month)))) {
        return Outcome::impossible;
    }
    part.earliest = part.latest =
        days_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    part.unit_days = unit::day;
    return Outcome::read;
}

Outcome read_part(std::string_view text, Part& part) {
    part.known = true;
    if (!text.empty()) {
        const char mark = text.back();
        part.uncertain = mark == '?' || mark == '%';
        part.approximate = mark == '~' || mark == '%';
        if (part.uncertain || part.approximate) {
            text.remove_suffix(1);
        }
    }
    bool time_exists = true;
    if (text.size() > 10 && text[10] == 'T') {
        if (!check_time(text.substr(11), time_exists) || !is_digit(text[9])) {
            return Outcome::not_a_date;
        }
        text = text.substr(0, 10);
    }
    const Outcome outcome = read_plain(text, part);
    return outcome == Outcome::read && !time_exists ? Outcome::impossible : outcome;
}

std::string digits(int value, int width) {
    // As "%0*d" gives, without its cost: every date of a written record comes by here.
    std::string text = std::to_string(value);
    const auto wanted = static_cast<std::size_t>(width);
    if (text.size() < wanted) {
        text.insert(std::size_t{value < 0}, wanted - text.size(), '0');
    }
    return text;
}

std::chrono::year_month_day civil(Days day) {
    return std::chrono::sys_days{std::chrono::days{day}};
}

std::string year_text(Days day) { return digits(static_cast<int>(civil(day).year()), 4); }
std::string month_text(Days day) { return iso_day(day).substr(0, year_text(day).size() + 3); }

/// The plain date of that precision that `day` may lie in, to be read again: it may be none.
std::string text_around(Days day, std::uint16_t unit_days) {
    const std::string year = year_text(day);
    switch (unit_days) {
    case unit::day:
        return iso_day(day);
    case unit::ten_days:
        return iso_day(day).substr(0, year.size() + 5) + "X";
    case unit::month:
        return month_text(day);
    case unit::season: {
        const auto month = static_cast<int>(unsigned{civil(day).month()});
        // January and February belong to the winter that began in the year before.
        return month < 3 ? digits(static_cast<int>(civil(day).year()) - 1, 4) + "-24"
                         : year + "-" + digits(20 + month / 3, 2);
    }
    case unit::year:
        return year;
    case unit::decade:
        return year.substr(0, year.size() - 1) + "X";
    case unit::century:
        return year.substr(0, year.size() - 2) + "XX";
    default:
        return {};
    }
}

/// `text` as read, or an unknown part where it is no date.
Part part_of(std::string_view text) {
    Part part;
    part.known = read_plain(text, part) == Outcome::read;
    return part;
}

/// The interval as one plain date of exactly that precision, or "".
std::string single(Days first, Days last, std::uint16_t unit_days) {
    std::string text = text_around(first, unit_days);
    const Part part = part_of(text);
    const bool means_it =
        part.known && part.earliest == first && part.latest == last && part.unit_days == unit_days;
    return means_it ? text : std::string{};
}

enum class Side { start, end };

/// One end of an interval as a plain date of exactly that precision, or "".
std::string one_end(Days day, Side side, std::uint16_t unit_days) {
    std::string text = text_around(day, unit_days);
    const Part part = part_of(text);
    const bool means_it = part.known && part.unit_days == unit_days &&
                          (side == Side::start ? part.earliest : part.latest) == day;
    return means_it ? text : std::string{};
}

/// One end in days; the winter of 9999 alone ends in a year that has no four digits.
std::string day_text(Days day, Side side) {
    std::string text = one_end(day, side, unit::day);
    if (text.empty()) {
        text = one_end(day, side, unit::season);
    }
    return text.empty() ? iso_day(day) : text;
}

} // namespace

std::optional<FuzzyDate> FuzzyDate::parse(std::string_view text, Problem* problem) {
    const auto fail = [&](Problem what) {
        if (problem != nullptr) {
            *problem = what;
        }
        return std::nullopt;
    };
    Part from, to;
    Outcome outcome = Outcome::read;
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) {
        outcome = read_part(text, from);
        to = from;
    } else {
        const auto read_end = [&](std::string_view end, Part& part) {
            if (end.empty() || end == "..") {
                return Outcome::read;
            }
            return read_part(end, part);
        };
        outcome = read_end(text.substr(0, slash), from);
        const Outcome second = read_end(text.substr(slash + 1), to);
        if (outcome == Outcome::read || second == Outcome::not_a_date) {
            outcome = second;
        }
        if (!from.known && !to.known) {
            return fail(Problem::not_a_date);
        }
    }
    if (outcome == Outcome::not_a_date) {
        return fail(Problem::not_a_date);
    }
    if (outcome == Outcome::impossible || from.earliest > to.latest) {
        return fail(Problem::impossible);
    }
    FuzzyDate date(from.earliest, to.latest);
    for (const Part& part : {from, to}) {
        if (part.uncertain || part.approximate) {
            const int flags =
                (part.uncertain ? uncertain : 0) | (part.approximate ? approximate : 0);
            date.m_flags = static_cast<std::uint8_t>(date.m_flags | flags);
            date.m_unit_days = std::max(date.m_unit_days, part.unit_days);
        }
    }
    return date;
}

std::string FuzzyDate::to_edtf() const {
    if (!is_known()) {
        return {};
    }
    const std::string mark = is_uncertain() && is_approximate() ? "%"
                             : is_uncertain()                   ? "?"
                             : is_approximate()                 ? "~"
                                                                : "";
    const bool open_left = m_earliest == open_start, open_right = m_latest == open_end;
    if (!open_left && !open_right) {
        for (const auto unit_days : {unit::day, unit::ten_days, unit::month, unit::season,
                                     unit::year, unit::decade, unit::century}) {
            if (mark.empty() || unit_days == m_unit_days) {
                if (auto text = single(m_earliest, m_latest, unit_days); !text.empty()) {
                    return text + mark;
                }
            }
        }
    }
    // Both ends in years or in months where that says the same, else in days. With a qualifier the
    // precision must be the one that it widens by; an end that cannot be so written goes without.
    auto plain_unit = unit::day;
    for (const auto unit_days : {unit::year, unit::month}) {
        if (plain_unit == unit::day &&
            (open_left || !one_end(m_earliest, Side::start, unit_days).empty()) &&
            (open_right || !one_end(m_latest, Side::end, unit_days).empty())) {
            plain_unit = unit_days;
        }
    }
    const auto end_text = [&](Days day, Side side) {
        std::string text = one_end(day, side, mark.empty() ? plain_unit : m_unit_days);
        return text.empty() ? day_text(day, side) : text + mark;
    };
    std::string text = open_left ? ".." : end_text(m_earliest, Side::start);
    text += '/';
    text += open_right ? ".." : end_text(m_latest, Side::end);
    if (!mark.empty() && text.find(mark) == std::string::npos) {
        text.insert(open_right ? text.find('/') : text.size(), mark);
    }
    return text;
}

FuzzyDate FuzzyDate::hull(const FuzzyDate& other) const {
    if (!is_known() || !other.is_known()) {
        return is_known() ? *this : other;
    }
    FuzzyDate both(std::min(m_earliest, other.m_earliest), std::max(m_latest, other.m_latest));
    if (!both.is_known()) {
        return {};
    }
    both.m_flags = static_cast<std::uint8_t>(m_flags | other.m_flags);
    both.m_unit_days = std::max(m_unit_days, other.m_unit_days);
    return both;
}

FuzzyDate::Days FuzzyDate::possible_from() const {
    return m_flags == 0 || m_earliest == open_start ? m_earliest : m_earliest - m_unit_days;
}

FuzzyDate::Days FuzzyDate::possible_to() const {
    return m_flags == 0 || m_latest == open_end ? m_latest : m_latest + m_unit_days;
}

Certainty FuzzyDate::before(const FuzzyDate& other) const {
    if (possible_to() < other.possible_from()) {
        return Certainty::certain;
    }
    return possible_from() < other.possible_to() ? Certainty::possible : Certainty::impossible;
}

Certainty FuzzyDate::within(Days first, Days last) const {
    if (possible_from() > last || possible_to() < first) {
        return Certainty::impossible;
    }
    return possible_from() >= first && possible_to() <= last ? Certainty::certain
                                                             : Certainty::possible;
}

Certainty FuzzyDate::overlaps(const FuzzyDate& other) const {
    const Days first = std::max(possible_from(), other.possible_from());
    const Days last = std::min(possible_to(), other.possible_to());
    if (first > last) {
        return Certainty::impossible;
    }
    const bool single_days =
        possible_from() == possible_to() && other.possible_from() == other.possible_to();
    return single_days ? Certainty::certain : Certainty::possible;
}

FuzzyDate::Days days_from_civil(int year, unsigned month, unsigned day) {
    const std::chrono::sys_days point =
        std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
    return static_cast<Days>(point.time_since_epoch().count());
}

std::string iso_day(FuzzyDate::Days day) {
    assert(day != FuzzyDate::open_start && day != FuzzyDate::open_end);
    const auto date = civil(day);
    return digits(static_cast<int>(date.year()), 4) + "-" +
           digits(static_cast<int>(unsigned{date.month()}), 2) + "-" +
           digits(static_cast<int>(unsigned{date.day()}), 2);
}

} // namespace sandhan::graph
