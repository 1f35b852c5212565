// SPDX-License-Identifier: Apache-2.0
// What the machine's memory gives: the roof under which the linear kernels run.
#pragma once

#include <cstddef>
#include <vector>

namespace sandhan::bench {

/// Of a table that is read at random positions, which themselves are read in order: as a kernel
/// reads the values of a row's neighbours.
struct GatherRate {
    std::size_t table_bytes = 0;
    double a_second = 0.0;
};

struct MemoryRates {
    double read_bytes_a_second = 0.0;  ///< one array, summed
    double triad_bytes_a_second = 0.0; ///< a = b + s c; three words an element, as STREAM counts
    std::vector<GatherRate> gathers;
};

/// The fastest of several passes on all threads that are allowed. The arrays of read and triad take
/// `array_bytes` each: give several times the processor's last cache.
///
/// Source  J. McCalpin, "Memory bandwidth and machine balance in current high performance
///         computers", IEEE TCCA Newsletter, 1995; the roofline: S. Williams, A. Waterman, D.
///         Patterson, Comm. ACM 52(4), 2009. doi:10.1145/1498765.1498785
[[nodiscard]] MemoryRates memory_rates(std::size_t array_bytes,
                                       const std::vector<std::size_t>& table_bytes);

} // namespace sandhan::bench
