// SPDX-License-Identifier: Apache-2.0
// Rows cut into pieces that threads take one by one.
#pragma once

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cstddef>

namespace sandhan::graph::building {

/// Enough rows that handing them out costs nothing, few enough that no thread waits for the last.
inline constexpr std::size_t rows_in_piece = 8192;

[[nodiscard]] inline std::size_t pieces_of(std::size_t rows) {
    return (rows + rows_in_piece - 1) / rows_in_piece;
}

/// Calls use(piece, begin, end) for each piece of 0, 1, ..., rows - 1, on all threads.
template <class Use>
void in_pieces(std::size_t rows, const Use& use) {
    tbb::parallel_for(std::size_t{0}, pieces_of(rows), [&](std::size_t piece) {
        const std::size_t begin = piece * rows_in_piece;
        use(piece, begin, std::min(rows, begin + rows_in_piece));
    });
}

} // namespace sandhan::graph::building
