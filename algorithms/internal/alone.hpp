// SPDX-License-Identifier: Apache-2.0
// Work on all threads within a loop on all threads. Not installed.
#pragma once

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>
#include <oneapi/tbb/task_group.h>

namespace sandhan::algorithms::internal {

/// One turn of a loop on all threads whose work uses all threads itself. A thread that waits in
/// there takes up no other turn of the loop. And where another turn throws, as they do to stop, the
/// loops of this one go on to their end, or until they are stopped themselves: cancelled with the
/// outer loop they would return with their work half done, and what follows would read it.
template <class Work>
void alone(const Work& work) {
    tbb::task_group_context own(tbb::task_group_context::isolated);
    tbb::this_task_arena::isolate([&] {
        tbb::parallel_for(
            0, 1, [&](int) { work(); }, own);
    });
}

} // namespace sandhan::algorithms::internal
