// SPDX-License-Identifier: Apache-2.0
// Rows of text that are made on all threads and go to a stream in their order.
#pragma once

#include "graph/run_control.hpp"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_group.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <utility>

namespace sandhan::io {

/// Rows that were made beside others, and not yet handed on.
struct RowPart {
    std::string text;
    std::uint64_t replaced = 0; ///< characters that the format does not hold
};

/// Calls make(part, row) for all rows, in parallel, many rows after one another for one part, and
/// writes what it appends in the order of the rows, while the next ones are made. Returns how much
/// was replaced. The bytes do not depend on the number of threads.
///
/// Throws  what `make`, the stream and the control throw; then a beginning was written.
template <class Make>
std::uint64_t
write_rows(std::ostream& out, std::size_t rows, const graph::RunControl& control, Make make) {
    constexpr std::size_t rows_of_part = 1024;
    std::array<std::array<RowPart, 16>, 2> rounds;
    std::uint64_t replaced = 0;
    const auto write = [&](std::array<RowPart, 16>& parts) {
        for (RowPart& part : parts) {
            out.write(part.text.data(), static_cast<std::streamsize>(part.text.size()));
            part.text.clear(); // keeps its memory
            replaced += std::exchange(part.replaced, 0);
        }
    };
    // Last, so that nothing that it works with is gone before it is.
    struct Waiting {
        tbb::task_group task;
        ~Waiting() noexcept {
            task.cancel();
            try {
                task.wait();
            } catch (...) { // the failure that is under way came first
            }
        }
    } writing;
    std::size_t round = 0;
    for (std::size_t begin = 0; begin < rows; begin += rounds[0].size() * rows_of_part) {
        control.checkpoint();
        std::array<RowPart, 16>& parts = rounds[round];
        tbb::parallel_for(std::size_t{0}, parts.size(), [&](std::size_t p) {
            const std::size_t first = std::min(rows, begin + p * rows_of_part);
            const std::size_t last = std::min(rows, first + rows_of_part);
            for (std::size_t row = first; row < last; ++row) {
                make(parts[p], row);
            }
        });
        writing.task.wait();
        writing.task.run([&write, &parts] { write(parts); });
        round = 1 - round;
    }
    writing.task.wait();
    return replaced;
}

} // namespace sandhan::io
