// SPDX-License-Identifier: Apache-2.0
// Sums over long vectors in parallel, the same to the last bit for any number of threads. Not
// installed: oneTBB stays out of public headers.
#pragma once

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace sandhan::algorithms::internal {

inline constexpr std::size_t sum_block = 4096;

/// Calls work(first, last) for every block of 0..n-1, in parallel where there are several.
template <class Work>
void for_blocks(std::size_t n, Work work) {
    if (n <= sum_block) {
        work(std::size_t{0}, n);
        return;
    }
    tbb::parallel_for(std::size_t{0}, (n + sum_block - 1) / sum_block, [&](std::size_t b) {
        work(b * sum_block, std::min(n, (b + 1) * sum_block));
    });
}

/// The sum of what work(first, last) returns for every block. Blocks depend on n alone and are
/// added in their order.
template <class Work>
[[nodiscard]] double sum_in_blocks(std::size_t n, Work work) {
    if (n <= sum_block) {
        return work(std::size_t{0}, n);
    }
    std::vector<double> partial((n + sum_block - 1) / sum_block);
    for_blocks(n, [&](std::size_t first, std::size_t last) {
        partial[first / sum_block] = work(first, last);
    });
    double sum = 0.0;
    for (const double p : partial) {
        sum += p;
    }
    return sum;
}

} // namespace sandhan::algorithms::internal
