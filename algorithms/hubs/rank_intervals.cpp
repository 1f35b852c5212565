// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/rank_intervals.hpp"

#include "algorithms/evaluation/rank_correlation.hpp"
#include "algorithms/internal/alone.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {
namespace {

/// Where a row stands in one replication.
struct Standing {
    double value = 0.0;
    std::uint32_t before = 0; ///< rows of a greater value
    std::uint32_t equal = 0;  ///< rows of its value, itself too; 0: it is not there

    /// Its share of the first places.
    [[nodiscard]] double among(std::size_t top) const {
        return std::clamp((static_cast<double>(top) - before) / equal, 0.0, 1.0);
    }
};

/// The standings of values, NaN for none.
void stand(std::span<const double> values, std::span<Standing> standings) {
    struct Place {
        double key;
        std::uint32_t row;
    };
    std::vector<Place> order;
    order.reserve(values.size());
    for (std::size_t row = 0; row < values.size(); ++row) {
        standings[row] = {values[row], 0, 0};
        if (!std::isnan(values[row])) {
            order.push_back({ranking_key(values[row]), static_cast<std::uint32_t>(row)});
        }
    }
    std::sort(order.begin(), order.end(),
              [](const Place& x, const Place& y) { return x.key > y.key; });
    for (std::size_t first = 0; first < order.size();) {
        std::size_t last = first;
        while (last < order.size() && order[last].key == order[first].key) {
            ++last;
        }
        for (std::size_t i = first; i < last; ++i) {
            Standing& standing = standings[order[i].row];
            standing.before = static_cast<std::uint32_t>(first);
            standing.equal = static_cast<std::uint32_t>(last - first);
        }
        first = last;
    }
}

/// How far one replication agrees with what was observed.
RankAgreement
compared(std::span<const double> observed, std::span<const Standing> standings, std::size_t top) {
    std::vector<double> was, is;
    std::vector<Standing> now;
    for (std::size_t row = 0; row < observed.size(); ++row) {
        if (standings[row].equal > 0) {
            was.push_back(ranking_key(observed[row]));
            is.push_back(ranking_key(standings[row].value));
            now.push_back(standings[row]);
        }
    }
    RankAgreement agreement;
    if (was.empty()) {
        return agreement;
    }
    std::vector<Standing> then(was.size());
    stand(was, then);
    double both = 0.0;
    for (std::size_t i = 0; i < was.size(); ++i) {
        both += std::min(then[i].among(top), now[i].among(top));
    }
    agreement.overlap = both / static_cast<double>(std::min(top, was.size()));
    agreement.spearman = spearman_rho(was, is);
    agreement.kendall = kendall_tau_b(was, is);
    return agreement;
}

/// The mean of those there are, added in their order.
std::optional<double> mean_of(const std::vector<RankAgreement>& all,
                              std::optional<double> RankAgreement::*figure) {
    double sum = 0.0;
    std::size_t count = 0;
    for (const RankAgreement& one : all) {
        if (one.*figure) {
            sum += *(one.*figure);
            ++count;
        }
    }
    return count == 0 ? std::nullopt : std::optional(sum / static_cast<double>(count));
}

/// Position of the value that so many hundredths of `count` sorted values do not exceed.
std::size_t hundredth(std::size_t count, std::size_t hundredths) {
    return (count * hundredths + 99) / 100 - 1;
}

/// The first of a row of numbers in an order (`less` or `greater`), as many as fit, of which more
/// come one by one.
template <class T, class Before>
void keep_first(std::span<T> kept, std::size_t seen, T value, Before before) {
    if (seen < kept.size()) {
        kept[seen] = value;
        std::push_heap(kept.begin(), kept.begin() + static_cast<std::ptrdiff_t>(seen) + 1, before);
    } else if (before(value, kept.front())) {
        std::pop_heap(kept.begin(), kept.end(), before);
        kept.back() = value;
        std::push_heap(kept.begin(), kept.end(), before);
    }
}

template <class T, class Before>
T kept_at(std::span<T> kept, std::size_t seen, std::size_t position, Before before) {
    const auto end = kept.begin() + static_cast<std::ptrdiff_t>(std::min(seen, kept.size()));
    std::sort_heap(kept.begin(), end, before);
    return kept[position];
}

/// Both ends of the replications' values of each row: all that an interval needs.
template <class T>
class Ends {
  public:
    Ends(std::size_t rows, std::size_t replications)
        : m_low_size(hundredth(replications, 5) + 1), m_high_size(replications / 20 + 1),
          m_low(rows * m_low_size), m_high(rows * m_high_size) {}

    void add(std::size_t row, std::size_t seen, T value) {
        keep_first(low(row), seen, value, std::less<T>());
        keep_first(high(row), seen, value, std::greater<T>());
    }
    [[nodiscard]] T lower(std::size_t row, std::size_t seen) {
        return kept_at(low(row), seen, hundredth(seen, 5), std::less<T>());
    }
    [[nodiscard]] T upper(std::size_t row, std::size_t seen) {
        return kept_at(high(row), seen, seen - 1 - hundredth(seen, 95), std::greater<T>());
    }

  private:
    [[nodiscard]] std::span<T> low(std::size_t row) {
        return std::span(m_low).subspan(row * m_low_size, m_low_size);
    }
    [[nodiscard]] std::span<T> high(std::size_t row) {
        return std::span(m_high).subspan(row * m_high_size, m_high_size);
    }

    std::size_t m_low_size, m_high_size;
    std::vector<T> m_low, m_high;
};

/// All that replications have said of the rows.
class Tally {
  public:
    Tally(std::size_t rows, const RankIntervalOptions& options)
        : m_top(options.top), m_rows(rows), m_values(rows, options.replications),
          m_ranks(rows, options.replications) {}

    void add(std::size_t row, const Standing& standing) {
        RankInterval& one = m_rows[row];
        m_values.add(row, one.seen, standing.value);
        m_ranks.add(row, one.seen, 2 * standing.before + standing.equal + 1);
        one.in_top += standing.among(m_top);
        one.tied += standing.equal > 1 ? 1.0 : 0.0;
        ++one.seen;
    }

    std::vector<RankInterval> result() {
        constexpr double nan = std::numeric_limits<double>::quiet_NaN();
        for (std::size_t row = 0; row < m_rows.size(); ++row) {
            RankInterval& one = m_rows[row];
            if (one.seen == 0) {
                one = {nan, nan, nan, nan, nan, nan, 0};
                continue;
            }
            one.value_low = m_values.lower(row, one.seen);
            one.value_high = m_values.upper(row, one.seen);
            one.rank_low = m_ranks.lower(row, one.seen) / 2.0;
            one.rank_high = m_ranks.upper(row, one.seen) / 2.0;
            one.in_top /= static_cast<double>(one.seen);
            one.tied /= static_cast<double>(one.seen);
        }
        return std::move(m_rows);
    }

  private:
    std::size_t m_top;
    std::vector<RankInterval> m_rows;
    Ends<double> m_values;
    Ends<std::uint32_t> m_ranks; ///< twice the mean rank: a whole number
};

} // namespace

double ranking_key(double value) {
    if (std::isnan(value)) {
        return -std::numeric_limits<double>::infinity();
    }
    constexpr double digits = 1e10;
    return std::isfinite(value) && std::abs(value) < 1e5 ? std::round(value * digits) / digits
                                                         : value;
}

RankIntervals rank_intervals(std::size_t rows,
                             const Replication& replication,
                             const RankIntervalOptions& options,
                             const graph::RunControl& control) {
    if (options.replications == 0 || options.top == 0) {
        throw std::invalid_argument("rank_intervals: " + std::to_string(options.replications) +
                                    " replications, top " + std::to_string(options.top) +
                                    "; both must be 1 or more");
    }
    if (!options.observed.empty() && options.observed.size() != rows) {
        throw std::invalid_argument("rank_intervals: " + std::to_string(options.observed.size()) +
                                    " observed values for " + std::to_string(rows) + " rows");
    }
    const std::size_t b = options.replications;
    // Of few rows many replications are held at once, of a million rows few: by the rows alone, and
    // never by the number of threads.
    constexpr std::size_t held = std::size_t{1} << 22U;
    const std::size_t at_once =
        std::clamp<std::size_t>(held / std::max<std::size_t>(rows, 1), 8, 64);

    RankIntervals result;
    Tally tally(rows, options);
    std::vector<RankAgreement> agreement(options.observed.empty() ? 0 : b);
    std::vector<Standing> standings(std::min(at_once, b) * rows);
    const auto of = [&](std::size_t lane) {
        return std::span(standings).subspan(lane * rows, rows);
    };
    std::atomic<std::uint64_t> done = 0;
    for (std::size_t first = 0; first < b; first += at_once) {
        const std::size_t size = std::min(at_once, b - first);
        std::vector<unsigned char> says(size, 0);
        tbb::parallel_for(
            tbb::blocked_range<std::size_t>(0, size, 1),
            [&](const auto& range) {
                for (std::size_t lane = range.begin(); lane != range.end(); ++lane) {
                    control.checkpoint();
                    std::vector<double> values(rows);
                    internal::alone(
                        [&] { says[lane] = replication(first + lane, values) ? 1 : 0; });
                    if (says[lane] != 0) {
                        stand(values, of(lane));
                        if (!agreement.empty()) {
                            agreement[first + lane] =
                                compared(options.observed, of(lane), options.top);
                        }
                    }
                    control.report(++done, b);
                }
            },
            tbb::simple_partitioner());
        tbb::parallel_for(tbb::blocked_range<std::size_t>(0, rows, 64), [&](const auto& range) {
            for (std::size_t row = range.begin(); row != range.end(); ++row) {
                for (std::size_t lane = 0; lane < size; ++lane) {
                    if (says[lane] != 0 && of(lane)[row].equal > 0) {
                        tally.add(row, of(lane)[row]);
                    }
                }
            }
        });
        result.used += static_cast<std::size_t>(std::count(says.begin(), says.end(), 1));
    }
    result.rows = tally.result();
    result.agreement = {mean_of(agreement, &RankAgreement::overlap),
                        mean_of(agreement, &RankAgreement::spearman),
                        mean_of(agreement, &RankAgreement::kendall)};
    return result;
}

} // namespace sandhan::algorithms
