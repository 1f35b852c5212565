// SPDX-License-Identifier: Apache-2.0
#include "graph/building/growing_column.hpp"

#include <sys/mman.h>
#include <sys/resource.h>

#include <algorithm>
#include <new>

namespace sandhan::graph::building {
namespace {

constexpr std::size_t large_page = std::size_t{1} << 21U;

std::size_t rounded_up(std::size_t bytes) {
    return (bytes + large_page - 1) / large_page * large_page;
}

} // namespace

AddressRange::AddressRange(std::size_t before, std::size_t behind) {
    // Under a limit some dozen columns and everything else have to share what there is.
    ::rlimit limit{};
    if (::getrlimit(RLIMIT_AS, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY) {
        constexpr std::size_t shares = 32;
        const auto share = static_cast<std::size_t>(limit.rlim_cur) / shares;
        before = std::min(before, share / 4);
        behind = std::min(behind, share);
    }
    for (;; before /= 2, behind /= 2) {
        before = rounded_up(before);
        behind = rounded_up(behind);
        m_size = before + behind + large_page;
        void* memory =
            ::mmap(nullptr, m_size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (memory != MAP_FAILED) {
            m_memory = static_cast<std::byte*>(memory);
            break;
        }
        if (behind <= large_page) {
            throw std::bad_alloc();
        }
    }
    const auto address = reinterpret_cast<std::uintptr_t>(m_memory);
    m_begin = m_memory + (rounded_up(address) - address) + before;
#ifdef MADV_HUGEPAGE
    // The first of them stays in small pages: a store of a few records needs no more.
    ::madvise(m_begin + large_page,
              static_cast<std::size_t>(m_memory + m_size - m_begin) - large_page, MADV_HUGEPAGE);
#endif
}

AddressRange::~AddressRange() { ::munmap(m_memory, m_size); }

void AddressRange::make_usable(std::size_t before, std::size_t behind) {
    const auto make = [](std::byte* from, std::size_t bytes) {
        if (bytes > 0 && ::mprotect(from, bytes, PROT_READ | PROT_WRITE) != 0) {
            throw std::bad_alloc();
        }
    };
    const auto room = static_cast<std::size_t>(m_memory + m_size - m_begin);
    if (before > this->before() || behind > room) {
        throw std::bad_alloc();
    }
    if (before > m_usable_before) {
        const std::size_t usable = std::min(rounded_up(before), this->before());
        make(m_begin - usable, usable - m_usable_before);
        m_usable_before = usable;
    }
    if (behind > m_usable) {
        // By half as much again, so that it is not asked for often.
        const std::size_t usable = std::min(rounded_up(behind + behind / 2), room);
        make(m_begin + m_usable, usable - m_usable);
        m_usable = usable;
    }
}

} // namespace sandhan::graph::building
