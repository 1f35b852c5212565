// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/trends.hpp"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_sort.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {

using graph::FuzzyDate;
using graph::PlaceIndex;
using graph::Visit;

namespace {

/// When somebody left visits[from] for visits[to], or what is told nearest to that.
FuzzyDate departure(std::span<const Visit> visits, std::size_t from, std::size_t to) {
    if (visits[from].departed.is_known()) {
        return visits[from].departed;
    }
    for (std::size_t v = from + 1; v <= to; ++v) {
        for (const FuzzyDate& date : {visits[v].arrived, visits[v].departed}) {
            if (date.is_known()) {
                return date;
            }
        }
    }
    return visits[from].arrived;
}

void add_movements(std::span<const Visit> visits,
                   graph::FlowKind kind,
                   graph::IncidentIndex incident,
                   std::vector<DatedMovement>& to) {
    if (visits.size() < 2) {
        return;
    }
    if (kind == graph::FlowKind::ends) {
        if (visits.front().place != visits.back().place) {
            to.push_back({visits.front().place, visits.back().place, incident,
                          departure(visits, 0, visits.size() - 1)});
        }
        return;
    }
    const std::size_t first = to.size();
    for (std::size_t v = 1; v < visits.size(); ++v) {
        const PlaceIndex origin = visits[v - 1].place;
        const PlaceIndex destination = visits[v].place;
        const bool again = std::any_of(
            to.begin() + static_cast<std::ptrdiff_t>(first), to.end(), [&](const auto& movement) {
                return movement.origin == origin && movement.destination == destination;
            });
        if (!again) {
            to.push_back({origin, destination, incident, departure(visits, v - 1, v)});
        }
    }
}

enum class Side { undated, outside, undecided, before, after };

/// The days a date may mean, as far as they are observed; empty if none is.
Period cut(const FuzzyDate& date, const Period& observed) {
    return {std::max(date.possible_from(), observed.first),
            std::min(date.possible_to(), observed.last)};
}

bool lies_within(const Period& days, const Period& period) {
    return days.first >= period.first && days.last <= period.last;
}

bool overlap(const Period& a, const Period& b) { return a.first <= b.last && b.first <= a.last; }

Side side_of(const FuzzyDate& date, const TrendPeriods& periods) {
    if (!date.is_known()) {
        return Side::undated;
    }
    const Period days = cut(date, periods.observed);
    if (days.is_empty() || (!overlap(days, periods.before) && !overlap(days, periods.after))) {
        return Side::outside;
    }
    if (lies_within(days, periods.before)) {
        return Side::before;
    }
    return lies_within(days, periods.after) ? Side::after : Side::undecided;
}

void require_usable(const TrendPeriods& periods, const TrendOptions& options) {
    for (const Period& period : {periods.observed, periods.before, periods.after}) {
        if (period.is_empty()) {
            throw std::invalid_argument(
                "trends: the period from day " + std::to_string(period.first) + " to day " +
                std::to_string(period.last) + " is empty; it needs a day at least");
        }
    }
    if (overlap(periods.before, periods.after)) {
        throw std::invalid_argument(
            "trends: the periods share day " +
            std::to_string(std::max(periods.before.first, periods.after.first)) +
            "; one must end before the other begins");
    }
    if (!(options.level > 0.0 && options.level < 1.0)) {
        throw std::invalid_argument("trends: the level is " + std::to_string(options.level) +
                                    "; it must lie between 0 and 1");
    }
}

/// One comparison for each pair of counts: most corridors share theirs with others.
void compare_all(std::vector<Trend>& rows, const Trends& totals) {
    using Counts = std::pair<std::uint64_t, std::uint64_t>;
    std::vector<Counts> counts;
    counts.reserve(rows.size());
    for (const Trend& row : rows) {
        counts.emplace_back(row.before, row.after);
    }
    std::sort(counts.begin(), counts.end());
    counts.erase(std::unique(counts.begin(), counts.end()), counts.end());
    std::vector<RateComparison> rates(counts.size());
    tbb::parallel_for(std::size_t{0}, counts.size(), [&](std::size_t i) {
        rates[i] = compare_rates({counts[i].first, totals.exposure_before},
                                 {counts[i].second, totals.exposure_after});
    });
    for (Trend& row : rows) {
        const auto at =
            std::lower_bound(counts.begin(), counts.end(), Counts(row.before, row.after));
        row.rates = rates[static_cast<std::size_t>(at - counts.begin())];
    }
}

void judge(Trends& result, double level) {
    std::vector<double> p_values;
    std::vector<Trend*> tested;
    std::vector<double> least;
    for (Trend& row : result.rows) {
        row.q_value = std::numeric_limits<double>::quiet_NaN();
        least.push_back(
            least_p_value(row.before + row.after, result.exposure_before, result.exposure_after));
    }
    const std::vector<unsigned char> worth = worth_testing(least, level);
    for (std::size_t r = 0; r < result.rows.size(); ++r) {
        if (worth[r] != 0) {
            tested.push_back(&result.rows[r]);
            p_values.push_back(result.rows[r].rates.p_value);
        }
    }
    result.tested = tested.size();
    const std::vector<double> q_values = benjamini_hochberg(p_values);
    for (std::size_t i = 0; i < tested.size(); ++i) {
        tested[i]->q_value = q_values[i];
        tested[i]->verdict = q_values[i] >= level           ? TrendVerdict::steady
                             : tested[i]->rates.ratio > 1.0 ? TrendVerdict::emerging
                                                            : TrendVerdict::fading;
    }
}

void sort_rows(std::vector<Trend>& rows) {
    const auto key = [](const Trend& row) {
        const bool untested = row.verdict == TrendVerdict::too_little;
        return std::tuple(untested, untested ? 0.0 : row.rates.p_value, ~(row.before + row.after),
                          row.origin, row.destination);
    };
    std::sort(rows.begin(), rows.end(),
              [&](const Trend& a, const Trend& b) { return key(a) < key(b); });
}

void find_displaced(Trends& result) {
    std::map<PlaceIndex, std::vector<std::uint32_t>> emerging_from, emerging_to;
    for (std::uint32_t r = 0; r < result.rows.size(); ++r) {
        if (result.rows[r].verdict == TrendVerdict::emerging) {
            emerging_from[result.rows[r].origin].push_back(r);
            emerging_to[result.rows[r].destination].push_back(r);
        }
    }
    for (std::uint32_t r = 0; r < result.rows.size(); ++r) {
        Trend& fading = result.rows[r];
        if (fading.verdict != TrendVerdict::fading) {
            continue;
        }
        std::vector<std::pair<double, std::uint32_t>> balanced;
        // Two corridors share one end only: sharing both they would be one.
        for (const auto* candidates :
             {&emerging_from[fading.origin], &emerging_to[fading.destination]}) {
            for (const std::uint32_t other : *candidates) {
                const Trend& emerging = result.rows[other];
                const RateComparison together =
                    compare_rates({fading.before + emerging.before, result.exposure_before},
                                  {fading.after + emerging.after, result.exposure_after});
                if (together.lower <= 1.0 && together.upper >= 1.0) {
                    balanced.emplace_back(std::abs(std::log(together.ratio)), other);
                }
            }
        }
        std::sort(balanced.begin(), balanced.end());
        for (const auto& [distance, other] : balanced) {
            fading.verdict = TrendVerdict::displaced;
            fading.displaced_to.push_back(other);
            result.rows[other].displaced_from.push_back(r);
        }
    }
}

} // namespace

std::vector<DatedMovement>
dated_movements(const graph::Journeys& journeys, graph::FlowKind kind, MovementDate date) {
    const graph::CaseStore& store = journeys.store();
    const std::size_t n = journeys.incidents().size();
    constexpr std::size_t at_once = graph::Journeys::piece_incidents;
    std::vector<std::vector<DatedMovement>> pieces((n + at_once - 1) / at_once);
    tbb::parallel_for(std::size_t{0}, pieces.size(), [&](std::size_t piece) {
        const std::size_t last = std::min(n, (piece + 1) * at_once);
        for (std::size_t k = piece * at_once; k < last; ++k) {
            const std::size_t first = pieces[piece].size();
            const graph::IncidentIndex incident = journeys.incidents()[k];
            add_movements(journeys.visits(k), kind, incident, pieces[piece]);
            for (std::size_t m = first; date == MovementDate::report && m < pieces[piece].size();
                 ++m) {
                pieces[piece][m].date = store.incidents[incident].reported;
            }
        }
    });
    std::vector<DatedMovement> result;
    result.reserve(std::accumulate(pieces.begin(), pieces.end(), std::size_t{0},
                                   [](std::size_t sum, const std::vector<DatedMovement>& piece) {
                                       return sum + piece.size();
                                   }));
    for (const std::vector<DatedMovement>& piece : pieces) {
        result.insert(result.end(), piece.begin(), piece.end());
    }
    // No two are equal, so any sort gives this order.
    tbb::parallel_sort(result.begin(), result.end(),
                       [](const DatedMovement& a, const DatedMovement& b) {
                           return std::tie(a.origin, a.destination, a.incident) <
                                  std::tie(b.origin, b.destination, b.incident);
                       });
    return result;
}

std::optional<Period> observed_days(std::span<const DatedMovement> movements) {
    constexpr FuzzyDate::Days never = FuzzyDate::open_end;
    // Days a date may span beyond its first: a month, a quarter, a year, anything with both ends.
    constexpr std::array<FuzzyDate::Days, 4> spans{30, 91, 365, never};
    std::array<Period, spans.size()> by_span;
    by_span.fill({never, FuzzyDate::open_start});
    // By when the first, and from when the last of all certainly lies.
    Period certain{never, FuzzyDate::open_start};
    for (const DatedMovement& movement : movements) {
        const FuzzyDate::Days from = movement.date.earliest();
        const FuzzyDate::Days to = movement.date.latest();
        if (from != FuzzyDate::open_start) {
            certain.last = std::max(certain.last, from);
        }
        if (to != FuzzyDate::open_end) {
            certain.first = std::min(certain.first, to);
        }
        if (from != FuzzyDate::open_start && to != FuzzyDate::open_end) {
            const auto span = static_cast<std::size_t>(
                std::lower_bound(spans.begin(), spans.end(), to - from) - spans.begin());
            by_span[span] = {std::min(by_span[span].first, from), std::max(by_span[span].last, to)};
        }
    }
    if (certain.first == never && certain.last == FuzzyDate::open_start) {
        return std::nullopt;
    }
    const auto told = std::find_if(by_span.begin(), by_span.end(),
                                   [](const Period& period) { return !period.is_empty(); });
    Period result = told == by_span.end() ? Period{never, FuzzyDate::open_start} : *told;
    result = {std::min(result.first, certain.first), std::max(result.last, certain.last)};
    if (result.first == never) { // "since May" and no more
        result.first = result.last;
    }
    if (result.last == FuzzyDate::open_start) {
        result.last = result.first;
    }
    if (result.is_empty()) { // "until 2021" and "since 2019"
        std::swap(result.first, result.last);
    }
    return result;
}

std::optional<Period> observed_days(std::span<const DatedMovement> movements,
                                    const graph::IncidentFilter& filter) {
    std::optional<Period> observed = observed_days(movements);
    if (observed) {
        observed->first = std::max(observed->first, filter.since.value_or(observed->first));
        observed->last = std::min(observed->last, filter.until.value_or(observed->last));
        if (observed->is_empty()) {
            return std::nullopt;
        }
    }
    return observed;
}

std::optional<TrendPeriods> usual_periods(const Period& observed) {
    if (observed.last <= observed.first) {
        return std::nullopt;
    }
    constexpr unsigned year = 12;
    const graph::FuzzyDate::Days end = observed.last + 1;
    graph::FuzzyDate::Days split = months_before(end, year);
    if (split <= observed.first) {
        split = observed.first + (end - observed.first) / 2;
    }
    TrendPeriods periods{observed, observed, observed, {}};
    periods.before.last = split - 1;
    periods.after.first = split;
    return periods;
}

FuzzyDate::Days months_before(FuzzyDate::Days day, unsigned months) {
    using namespace std::chrono;
    const year_month_day date{sys_days{days{day}}};
    const year_month month = date.year() / date.month() - std::chrono::months{months};
    const year_month_day last{month / std::chrono::last};
    const year_month_day moved{month / std::min(date.day(), last.day())};
    return static_cast<FuzzyDate::Days>(sys_days{moved}.time_since_epoch().count());
}

std::string_view name_of(TrendVerdict verdict) {
    switch (verdict) {
    case TrendVerdict::emerging:
        return "emerging";
    case TrendVerdict::fading:
        return "fading";
    case TrendVerdict::displaced:
        return "displaced";
    case TrendVerdict::steady:
        return "steady";
    case TrendVerdict::too_little:
        return "too_little";
    }
    return {};
}

Trends trends(std::span<const DatedMovement> movements,
              const TrendPeriods& periods,
              const TrendOptions& options) {
    require_usable(periods, options);
    Trends result;
    result.movements = movements.size();
    for (std::size_t first = 0, end = 0; first < movements.size(); first = end) {
        Trend row;
        row.origin = movements[first].origin;
        row.destination = movements[first].destination;
        row.by_window.resize(periods.windows.size());
        for (end = first; end < movements.size() && movements[end].origin == row.origin &&
                          movements[end].destination == row.destination;
             ++end) {
            const DatedMovement& movement = movements[end];
            const Side side = side_of(movement.date, periods);
            result.undated += side == Side::undated ? 1U : 0U;
            result.outside += side == Side::outside ? 1U : 0U;
            row.undecided += side == Side::undecided ? 1U : 0U;
            row.before += side == Side::before ? 1U : 0U;
            row.after += side == Side::after ? 1U : 0U;
            if (side == Side::before || side == Side::after) {
                row.evidence.push_back(movement.incident);
                const Period days = cut(movement.date, periods.observed);
                for (std::size_t w = 0; w < periods.windows.size(); ++w) {
                    row.by_window[w] += lies_within(days, periods.windows[w]) ? 1U : 0U;
                }
            }
        }
        result.before += row.before;
        result.after += row.after;
        result.undecided += row.undecided;
        if (row.before + row.after > 0) {
            result.rows.push_back(std::move(row));
        }
    }
    const auto exposure = [&](const Period& period, std::uint64_t all) {
        return options.relative ? static_cast<double>(all) : period.days();
    };
    result.exposure_before = exposure(periods.before, result.before);
    result.exposure_after = exposure(periods.after, result.after);
    if (result.exposure_before == 0.0 || result.exposure_after == 0.0) {
        result.rows.clear();
        return result;
    }
    compare_all(result.rows, result);
    judge(result, options.level);
    sort_rows(result.rows);
    find_displaced(result);
    return result;
}

} // namespace sandhan::algorithms
