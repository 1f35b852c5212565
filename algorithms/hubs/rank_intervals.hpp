// SPDX-License-Identifier: Apache-2.0
// What many rankings of the same rows say of each: how its value and its rank vary.
#pragma once

#include "graph/run_control.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// The number that a ranking compares: ten digits behind the point of what is below 1e5, so that
/// sums which differ only in their last bits tie. NaN, no value, comes after every value.
[[nodiscard]] double ranking_key(double value);

/// Of one row, over the replications that it stands in. Intervals hold 90 % of them: from the 5th
/// to the 95th of a hundred sorted values; NaN where it stood in none.
struct RankInterval {
    double value_low = 0.0, value_high = 0.0;
    double rank_low = 0.0, rank_high = 0.0; ///< 1 is first; rows that tie have their mean rank
    double in_top = 0.0;                    ///< probability of being among the first `top` rows
    double tied = 0.0;                      ///< share in which another row has its value
    std::size_t seen = 0;                   ///< replications that it stands in
};

/// How far replications agree with the ranking as observed: means over those in which the figure
/// exists. Both sides are asked only for the rows that stand in a replication.
struct RankAgreement {
    std::optional<double> overlap;  ///< share of the first `top` rows that are first again
    std::optional<double> spearman; ///< none where all values are equal
    std::optional<double> kendall;
};

struct RankIntervals {
    std::vector<RankInterval> rows;
    std::size_t used = 0; ///< replications that say something
    RankAgreement agreement;
};

struct RankIntervalOptions {
    std::size_t replications = 1000; ///< 1 or more
    std::size_t top = 10;            ///< 1 or more
    /// By row, of the data as they are: what replications are to agree with. Empty: not asked, as
    /// Kendall's tau may cost more than the replications.
    std::span<const double> observed = {};
};

/// Fills the values of one replication, NaN for a row that is not in it; false where the
/// replication says nothing and is to be left out. Called from several threads at once; must give
/// the same for the same number.
using Replication = std::function<bool(std::size_t number, std::span<double> values)>;

/// Ranks the rows in each replication by falling value (ranking_key) and sums up.
///
/// Requires    `observed` empty, or one value a row and none NaN.
/// Returns     one element a row; the same for any number of threads.
/// Throws      std::invalid_argument without replications, with top 0 or for a wrong number of
///             observed values; graph::Cancelled; what a replication throws.
/// Convention  where several rows tie for the last of the `top` places, each has it in equal parts,
///             here and in the overlap. The overlap is divided by `top`, or by the number of rows
///             where they are fewer.
/// Cost        B replications and O(B n log n) for n rows, on all threads; 1.2 B + 100 bytes a row
///             (only what lies beyond the 5th and the 95th hundredth is kept), and 16 bytes times
///             the 8 to 64 replications that are held at once.
[[nodiscard]] RankIntervals rank_intervals(std::size_t rows,
                                           const Replication& replication,
                                           const RankIntervalOptions& options,
                                           const graph::RunControl& control = {});

} // namespace sandhan::algorithms
