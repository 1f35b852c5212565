// SPDX-License-Identifier: Apache-2.0
// How sure the ranking of corridors is: what other samples of incidents would have said.
#pragma once

#include "graph/run_control.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

struct BootstrapOptions {
    std::size_t replications = 1000; ///< 1 or more
    std::uint64_t seed = 1;
    std::size_t top = 10; ///< the k of `in_top`, 1 or more
};

/// What the resamples say of one row. Intervals hold 90 % of them: from the 5th to the 95th of a
/// hundred sorted values.
struct RankUncertainty {
    double share_low = 0.0, share_high = 0.0;
    double rank_low = 0.0, rank_high = 0.0; ///< 1 is first; rows that tie have their mean rank
    double in_top = 0.0;                    ///< probability of being among the first `top` rows
    /// Ranks of the first and last row whose share interval overlaps this one's; its own rank
    /// twice where it stands alone.
    std::size_t tied_first = 0, tied_last = 0;
};

/// Resamples incidents, counts each row anew and ranks the rows by their counts.
///
/// `rows` are the incidents behind each row, in the order of the ranking: numbers below 2^32, each
/// once a row. `all` are the incidents that a share is a share of; a row's are among them.
/// Replications without any incident, as few incidents may give, say nothing and are left out;
/// where none is left, all is 0.
///
/// Returns     one element a row.
/// Throws      std::invalid_argument without replications or with top 0.
/// Convention  where several rows tie for the last of the `top` places, each has it in equal parts.
/// Cost        O(B s) for B replications and s pieces of evidence, twice, on all threads; 4 bytes
///             times B for each thread, and B times the number of different counts.
/// Source      B. Efron, "Bootstrap methods: another look at the jackknife", Annals of Statistics
///             7(1), 1979, doi:10.1214/aos/1176344552, percentile intervals; drawn by Poisson
///             weights (algorithms/internal/poisson_weights.hpp).
[[nodiscard]] std::vector<RankUncertainty>
bootstrap_ranks(std::span<const std::span<const std::uint32_t>> rows,
                std::span<const std::uint32_t> all,
                const BootstrapOptions& options,
                const graph::RunControl& control = {});

} // namespace sandhan::algorithms
