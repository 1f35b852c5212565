// SPDX-License-Identifier: Apache-2.0
// Rows made of entries in no order, a range of vertices at a time: what is read and written at
// random meanwhile is as large as a range, which fits into a processor's cache. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::graph::building {

/// The vertices cut into ranges of a power of two each, and what stands in the rows of a range
/// packed into numbers that are in order when the entries are: owner within the range, neighbour,
/// edge.
struct Ranges {
    Ranges(Vertex n, std::size_t m)
        : edge_bits(static_cast<unsigned>(std::bit_width(m))),
          neighbour_bits(static_cast<unsigned>(std::bit_width(n))) {
        // At most 512 ranges, if a number has room for it; fewer vertices are not worth a range.
        for (shift = 8; n >> shift >= 512; ++shift) {
        }
        shift = std::min(shift, 64 - edge_bits - neighbour_bits);
        count = (std::size_t{n} >> shift) + 1;
    }
    [[nodiscard]] std::size_t of(Vertex v) const { return v >> shift; }
    [[nodiscard]] std::size_t begin(std::size_t range) const { return range << shift; }
    [[nodiscard]] std::size_t width() const { return std::size_t{1} << shift; }

    [[nodiscard]] std::uint64_t packed(Vertex owner, Vertex neighbour, std::size_t e) const {
        const std::uint64_t within = owner & (width() - 1);
        return ((within << neighbour_bits | neighbour) << edge_bits) | e;
    }
    [[nodiscard]] Vertex neighbour(std::uint64_t entry) const {
        return static_cast<Vertex>(entry >> edge_bits & ((std::uint64_t{1} << neighbour_bits) - 1));
    }
    [[nodiscard]] Edge edge(std::uint64_t entry) const {
        return static_cast<Edge>(entry & ((std::uint64_t{1} << edge_bits) - 1));
    }

    unsigned edge_bits;
    unsigned neighbour_bits;
    unsigned shift = 0;
    std::size_t count = 0;
};

/// The columns of rows, to be filled.
struct RowColumns {
    std::uint32_t* offset;
    Vertex* neighbour;
    Edge* edge;
};

/// Sorts the entries of ranges, one after the other, and enters them into their rows. One for each
/// thread.
class RangeSort {
  public:
    using Entries = std::span<const std::uint64_t>;

    RangeSort(std::size_t n, const Ranges& ranges, const RowColumns& rows)
        : m_n(n), m_ranges(ranges), m_rows(rows) {}

    /// `begin` is where the first row begins; entries that come `sorted` by neighbour and edge keep
    /// that order.
    void enter(std::size_t range, Entries entries, std::uint32_t begin, bool sorted);

  private:
    /// Some bits of an entry.
    struct Digit {
        unsigned shift;
        std::size_t buckets; ///< a power of two
        [[nodiscard]] std::size_t of(std::uint64_t entry) const {
            return entry >> shift & (buckets - 1);
        }
    };

    /// Sorts by neighbour and edge, and has `entries` say where they are; and counts them by owner.
    /// Returns whether they are sorted but for the last bits of neighbours: each entry then has 32
    /// beside it at most, on average, whose order is open.
    bool sort_by_neighbour(Entries& entries, const Digit& owner);
    /// Deals entries out by what was counted, keeping their order, to m_sorted.
    void deal(Entries entries, Digit digit, std::vector<std::uint32_t>& counted);
    /// The same, to m_before, which it returns.
    Entries dealt(Entries entries, const Digit& digit, std::vector<std::uint32_t>& counted);

    std::size_t m_n;
    Ranges m_ranges;
    RowColumns m_rows;
    std::vector<std::uint32_t> m_of_owner;
    std::vector<std::uint32_t> m_of_bucket; ///< of neighbours
    std::vector<std::uint64_t> m_sorted;
    std::vector<std::uint64_t> m_before;
};

} // namespace sandhan::graph::building
