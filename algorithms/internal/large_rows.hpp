// SPDX-License-Identifier: Apache-2.0
// Memory for what is read at random, in pages large enough that finding them costs little. Not
// installed.
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace sandhan::algorithms::internal {

/// `size` numbers whose values are not set yet. Where the system has large pages and the numbers
/// fill one at least, it is asked for them: a fifth less time for sums over neighbours.
template <class T>
class LargeRows {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

  public:
    LargeRows() = default;
    explicit LargeRows(std::size_t size) : m_size(size) {
        const std::size_t bytes = size * sizeof(T);
        const std::align_val_t alignment{bytes < large_page ? small_alignment : large_page};
        m_rows = {static_cast<T*>(::operator new(bytes, alignment)), Free{alignment}};
#if defined(__linux__) && defined(MADV_HUGEPAGE)
        if (bytes >= large_page) { // whole pages of ours alone; no matter if it is refused
            (void)::madvise(m_rows.get(), bytes / large_page * large_page, MADV_HUGEPAGE);
        }
#endif
    }

    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] bool empty() const { return m_size == 0; }
    [[nodiscard]] T* data() { return m_rows.get(); }
    [[nodiscard]] const T* data() const { return m_rows.get(); }
    [[nodiscard]] T& operator[](std::size_t i) { return m_rows.get()[i]; }
    [[nodiscard]] const T& operator[](std::size_t i) const { return m_rows.get()[i]; }

  private:
    static constexpr std::size_t large_page = std::size_t{1} << 21;
    static constexpr std::size_t small_alignment = 64; // a line of memory

    struct Free {
        std::align_val_t alignment{small_alignment};
        void operator()(T* rows) const { ::operator delete(rows, alignment); }
    };
    std::unique_ptr<T, Free> m_rows;
    std::size_t m_size = 0;
};

} // namespace sandhan::algorithms::internal
