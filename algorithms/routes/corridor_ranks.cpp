// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/corridor_ranks.hpp"

#include "algorithms/internal/poisson_weights.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {
namespace {

using Counts = std::vector<std::uint32_t>;

/// How many rows have a count, and how many a greater one, in one replication.
struct Level {
    std::uint32_t count;
    std::uint32_t equal;
    std::uint32_t greater;
};
using Levels = std::vector<Level>; ///< counts falling

Levels levels_of(const Counts& counts) {
    Counts rows_with(counts.empty() ? 0 : *std::max_element(counts.begin(), counts.end()) + 1, 0);
    for (const std::uint32_t count : counts) {
        ++rows_with[count];
    }
    Levels levels;
    std::uint32_t greater = 0;
    for (std::size_t count = rows_with.size(); count-- > 0;) {
        if (rows_with[count] > 0) {
            levels.push_back({static_cast<std::uint32_t>(count), rows_with[count], greater});
            greater += rows_with[count];
        }
    }
    return levels;
}

const Level& level_of(const Levels& levels, std::uint32_t count) {
    return *std::lower_bound(
        levels.begin(), levels.end(), count,
        [](const Level& level, std::uint32_t wanted) { return level.count > wanted; });
}

/// The value that a share `p` of the sorted values does not exceed.
double quantile(std::vector<double>& values, std::size_t hundredths) {
    const std::size_t at = (values.size() * hundredths + 99) / 100 - 1;
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(at);
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}

/// How far the work is, told by whichever thread comes by.
class Steps {
  public:
    Steps(const graph::RunControl& control, std::uint64_t total)
        : m_control(control), m_total(total) {}
    void add(std::uint64_t steps) {
        m_control.checkpoint();
        m_control.report(m_done += steps, m_total);
    }

  private:
    const graph::RunControl& m_control;
    std::uint64_t m_total;
    std::atomic<std::uint64_t> m_done = 0;
};

void find_ties(std::vector<RankUncertainty>& rows) {
    // Each row looks from both ends for the first that overlaps it. Rows that stand apart are few:
    // an interval is about as wide as the root of its count, so no scan is long.
    for (std::size_t r = 0; r < rows.size(); ++r) {
        const auto overlaps = [&](std::size_t other) {
            return rows[other].share_low <= rows[r].share_high &&
                   rows[r].share_low <= rows[other].share_high;
        };
        std::size_t first = 0;
        while (!overlaps(first)) {
            ++first;
        }
        std::size_t last = rows.size() - 1;
        while (!overlaps(last)) {
            --last;
        }
        rows[r].tied_first = first + 1;
        rows[r].tied_last = last + 1;
    }
}

} // namespace

std::vector<RankUncertainty> bootstrap_ranks(std::span<const std::span<const std::uint32_t>> rows,
                                             std::span<const std::uint32_t> all,
                                             const BootstrapOptions& options,
                                             const graph::RunControl& control) {
    if (options.replications == 0 || options.top == 0) {
        throw std::invalid_argument("bootstrap_ranks: " + std::to_string(options.replications) +
                                    " replications, top " + std::to_string(options.top) +
                                    "; both must be 1 or more");
    }
    const std::size_t b = options.replications;
    const internal::PoissonWeights weights(options.seed);
    Steps steps(control, 2 * b);

    // First what each replication holds: the incidents in it, and how many rows have which count.
    constexpr std::size_t at_once = 32; // replications; even
    Counts total(b, 0);
    std::vector<Levels> levels(b);
    tbb::parallel_for(std::size_t{0}, (b + at_once - 1) / at_once, [&](std::size_t block) {
        const std::size_t first = block * at_once;
        const std::size_t size = std::min(at_once, b - first);
        for (const std::uint32_t incident : all) {
            weights.add(incident, first, std::span(total).subspan(first, size));
        }
        std::vector<Counts> counts(size, Counts(rows.size()));
        Counts of_row(size);
        for (std::size_t row = 0; row < rows.size(); ++row) {
            std::fill(of_row.begin(), of_row.end(), 0);
            for (const std::uint32_t incident : rows[row]) {
                weights.add(incident, first, of_row);
            }
            for (std::size_t r = 0; r < size; ++r) {
                counts[r][row] = of_row[r];
            }
        }
        for (std::size_t r = 0; r < size; ++r) {
            levels[first + r] = levels_of(counts[r]);
        }
        steps.add(size);
    });

    std::vector<std::size_t> used; // replications that hold any incident
    for (std::size_t r = 0; r < b; ++r) {
        if (total[r] > 0) {
            used.push_back(r);
        }
    }

    // Then each row by itself: its weights are drawn again rather than kept.
    std::vector<RankUncertainty> result(rows.size());
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, rows.size()), [&](const auto& range) {
        Counts count(b);
        std::vector<double> share(used.size()), rank(used.size());
        for (std::size_t row = range.begin(); row < range.end(); ++row) {
            control.checkpoint();
            std::fill(count.begin(), count.end(), 0);
            for (const std::uint32_t incident : rows[row]) {
                weights.add(incident, 0, count);
            }
            double in_top = 0.0;
            for (std::size_t u = 0; u < used.size(); ++u) {
                const std::size_t r = used[u];
                share[u] = static_cast<double>(count[r]) / static_cast<double>(total[r]);
                const Level& level = level_of(levels[r], count[r]);
                rank[u] = level.greater + (level.equal + 1.0) / 2.0;
                const double places =
                    static_cast<double>(options.top) - static_cast<double>(level.greater);
                in_top += std::clamp(places / level.equal, 0.0, 1.0);
            }
            if (used.empty()) {
                continue;
            }
            RankUncertainty& one = result[row];
            one.share_low = quantile(share, 5);
            one.share_high = quantile(share, 95);
            one.rank_low = quantile(rank, 5);
            one.rank_high = quantile(rank, 95);
            one.in_top = in_top / static_cast<double>(used.size());
        }
        steps.add(rows.empty() ? 0 : b * range.size() / rows.size());
    });
    find_ties(result);
    return result;
}

} // namespace sandhan::algorithms
