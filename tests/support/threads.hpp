// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <cstddef>
#include <utility>

namespace sandhan::tests {

/// What work() returns when it may use so many threads, whatever the machine has.
template <class Work>
[[nodiscard]] auto with_threads(int count, Work&& work) {
    const tbb::global_control allowed(tbb::global_control::max_allowed_parallelism,
                                      static_cast<std::size_t>(count));
    tbb::task_arena arena(count);
    return arena.execute(std::forward<Work>(work));
}

} // namespace sandhan::tests
