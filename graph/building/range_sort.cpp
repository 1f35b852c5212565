// SPDX-License-Identifier: Apache-2.0
#include "graph/building/range_sort.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::graph::building {
namespace {

/// Sorts what is nearly sorted.
void settle(std::span<std::uint64_t> entries) {
    for (std::size_t i = 1; i < entries.size(); ++i) {
        const std::uint64_t entry = entries[i];
        if (entries[i - 1] <= entry) {
            continue;
        }
        std::size_t at = i;
        for (; at > 0 && entries[at - 1] > entry; --at) {
            entries[at] = entries[at - 1];
        }
        entries[at] = entry;
    }
}

} // namespace

void RangeSort::enter(std::size_t range, Entries entries, std::uint32_t begin, bool sorted) {
    const std::size_t size = entries.size();
    const std::size_t first = m_ranges.begin(range);
    const Digit owner{m_ranges.neighbour_bits + m_ranges.edge_bits, m_ranges.width()};
    m_sorted.resize(std::max(m_sorted.size(), size));
    m_of_owner.assign(owner.buckets, 0);
    bool nearly = false;
    if (sorted) {
        for (const std::uint64_t entry : entries) {
            ++m_of_owner[owner.of(entry)];
        }
    } else {
        m_before.resize(m_sorted.size());
        nearly = sort_by_neighbour(entries, owner);
    }
    const std::size_t last = std::min(first + owner.buckets, m_n);
    std::size_t at = begin;
    for (std::size_t v = first; v < last; ++v) {
        m_rows.offset[v] = static_cast<std::uint32_t>(at);
        at += m_of_owner[v - first];
    }
    deal(entries, owner, m_of_owner);
    if (nearly) {
        settle({m_sorted.data(), size});
    }
    const Ranges ranges = m_ranges;
    const std::uint64_t* const entry = m_sorted.data();
    for (std::size_t i = 0; i < size; ++i) {
        m_rows.neighbour[begin + i] = ranges.neighbour(entry[i]);
        m_rows.edge[begin + i] = ranges.edge(entry[i]);
    }
}

bool RangeSort::sort_by_neighbour(Entries& entries, const Digit& owner) {
    const std::size_t size = entries.size();
    // Four to a bucket, if vertices are numbered without a plan.
    unsigned bits = std::min(m_ranges.neighbour_bits, 6U);
    while (bits < m_ranges.neighbour_bits && std::size_t{8} << bits <= size) {
        ++bits;
    }
    const unsigned loose = m_ranges.neighbour_bits - bits;
    const Digit upper{m_ranges.edge_bits + loose, std::size_t{1} << bits};
    m_of_bucket.assign(upper.buckets, 0);
    for (const std::uint64_t entry : entries) {
        ++m_of_bucket[upper.of(entry)];
        ++m_of_owner[owner.of(entry)];
    }
    std::size_t squares = 0;
    for (const std::uint32_t in_bucket : m_of_bucket) {
        squares += std::size_t{in_bucket} * in_bucket;
    }
    const bool nearly = loose > 0 && squares <= 32 * size;
    if (loose > 0 && !nearly) { // many in few buckets: from the last bits to the first
        const auto of_upper = m_of_bucket;
        for (unsigned done = 0; done < loose;) {
            const unsigned some = std::min(loose - done, 11U); // the nearest cache holds 2^11
            const Digit lower{m_ranges.edge_bits + done, std::size_t{1} << some};
            m_of_bucket.assign(lower.buckets, 0);
            for (const std::uint64_t entry : entries) {
                ++m_of_bucket[lower.of(entry)];
            }
            entries = dealt(entries, lower, m_of_bucket);
            done += some;
        }
        m_of_bucket = of_upper;
    }
    entries = dealt(entries, upper, m_of_bucket);
    return nearly;
}

void RangeSort::deal(Entries entries, Digit digit, std::vector<std::uint32_t>& counted) {
    std::uint32_t total = 0;
    for (std::uint32_t& place : counted) {
        total += std::exchange(place, total);
    }
    std::uint32_t* const place = counted.data();
    std::uint64_t* const to = m_sorted.data();
    for (const std::uint64_t entry : entries) {
        to[place[digit.of(entry)]++] = entry;
    }
}

RangeSort::Entries
RangeSort::dealt(Entries entries, const Digit& digit, std::vector<std::uint32_t>& counted) {
    deal(entries, digit, counted);
    m_sorted.swap(m_before);
    return {m_before.data(), entries.size()};
}

} // namespace sandhan::graph::building
