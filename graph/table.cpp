// SPDX-License-Identifier: Apache-2.0
#include "graph/table.hpp"

#include <new>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace sandhan::graph {

std::shared_ptr<void> unset_memory(std::size_t bytes) {
    constexpr std::size_t large_page = std::size_t{1} << 21;
    const std::align_val_t alignment{bytes < large_page ? std::size_t{64} : large_page};
    std::shared_ptr<void> memory(::operator new(bytes, alignment),
                                 [alignment](void* begin) { ::operator delete(begin, alignment); });
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    if (bytes >= large_page) { // whole pages of ours alone; no matter if it is refused
        (void)::madvise(memory.get(), bytes / large_page * large_page, MADV_HUGEPAGE);
    }
#endif
    return memory;
}

} // namespace sandhan::graph
