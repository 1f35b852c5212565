// SPDX-License-Identifier: Apache-2.0
// A queue by day, for searches that never go back in time. Not installed.
#pragma once

#include "algorithms/internal/days.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cstdint>
#include <utility>
#include <vector>

namespace sandhan::algorithms::internal {

/// A radix heap: what is pushed is never earlier than what was popped last. An entry moves at most
/// once for each bit in which days differ, so that a search is linear in its legs.
/// Source  R. K. Ahuja, K. Mehlhorn, J. Orlin, R. E. Tarjan, "Faster algorithms for the shortest
///         path problem", Journal of the ACM 37(2), 1990, doi:10.1145/77600.77615.
class DayQueue {
  public:
    using Entry = std::pair<Time, std::uint32_t>;

    [[nodiscard]] bool empty() const { return m_size == 0; }
    void push(Time t, std::uint32_t what) {
        assert(t >= m_last);
        m_buckets[bucket(t)].emplace_back(t, what);
        ++m_size;
    }
    /// Of one day what was put in first: whole chains can lie within a day, and if the last came
    /// first, they would be as long as they can be, not as short.
    Entry pop() {
        settle();
        --m_size;
        return m_buckets[0][m_taken++];
    }

  private:
    [[nodiscard]] std::size_t bucket(Time t) const {
        return static_cast<std::size_t>(
            std::bit_width(static_cast<std::uint64_t>(t) ^ static_cast<std::uint64_t>(m_last)));
    }
    void settle() {
        if (m_taken < m_buckets[0].size()) {
            return;
        }
        m_buckets[0].clear();
        m_taken = 0;
        std::size_t i = 1;
        while (m_buckets[i].empty()) {
            ++i;
        }
        m_last = std::min_element(m_buckets[i].begin(), m_buckets[i].end())->first;
        for (const Entry& entry : m_buckets[i]) {
            m_buckets[bucket(entry.first)].push_back(entry);
        }
        m_buckets[i].clear();
    }

    std::array<std::vector<Entry>, 65> m_buckets;
    std::size_t m_taken = 0; ///< of bucket 0
    Time m_last = 2 * never_before;
    std::size_t m_size = 0;
};

} // namespace sandhan::algorithms::internal
