// SPDX-License-Identifier: Apache-2.0
// A queue of Dijkstra's algorithm for costs of about one size. Not installed.
#pragma once

#include "graph/compressed_graph.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::algorithms::internal {

/// How wide buckets may be, and how many a ring of them needs.
struct BucketSizes {
    double width = 1.0;
    std::size_t count = 1; ///< a power of two

    /// For these costs; nothing where their sizes differ so much that a heap is better.
    [[nodiscard]] static std::optional<BucketSizes> of(std::span<const double> cost,
                                                       graph::Vertex n) {
        if (cost.empty()) {
            return std::nullopt;
        }
        const auto [least, most] = std::minmax_element(cost.begin(), cost.end());
        // Narrower than the least cost by more than sums are rounded or ties allowed for.
        constexpr double narrower = 0.999;
        const double width = *least * narrower;
        const double ratio = *most / width;
        const double worth = std::max(1024.0, n / 4.0);
        if (!(ratio <= worth) || !std::isnormal(width) || !std::isnormal(1.0 / width)) {
            return std::nullopt;
        }
        std::size_t count = 2;
        while (static_cast<double>(count) < ratio + 2.0) {
            count *= 2;
        }
        return BucketSizes{width, count};
    }
};

/// Buckets of distances, each narrower than the least cost: what stands in one bucket cannot be
/// reached through another in it, so that their order does not matter and no heap is needed. An
/// entry is not taken out when its vertex is found nearer: who pops it sees by its distance that it
/// is stale.
///
/// Source  E. Denardo, B. Fox, "Shortest-route methods: 1. Reaching, pruning, and buckets",
/// Operations
///         Research 27(1), 1979. doi:10.1287/opre.27.1.161
class BucketQueue {
  public:
    explicit BucketQueue(const BucketSizes& sizes)
        : m_per_width(1.0 / sizes.width), m_mask(sizes.count - 1), m_ring(sizes.count) {}

    [[nodiscard]] bool empty() const { return m_waiting == 0; }

    /// Begins a search: the next distance is 0. Requires that it is empty.
    void restart() {
        m_ring[m_current & m_mask].clear();
        m_current = 0;
        m_next = 0;
    }

    /// Requires a distance that lies no nearer than the bucket last popped from, nor farther from
    /// it than the largest cost.
    void push(double distance, graph::Vertex v) {
        const auto bucket = static_cast<std::uint64_t>(distance * m_per_width);
        m_ring[bucket & m_mask].push_back({distance, v});
        ++m_waiting;
    }

    std::pair<double, graph::Vertex> pop() {
        while (m_next == m_ring[m_current & m_mask].size()) {
            m_ring[m_current & m_mask].clear();
            m_next = 0;
            ++m_current;
        }
        --m_waiting;
        const Entry entry = m_ring[m_current & m_mask][m_next++];
        return {entry.distance, entry.vertex};
    }

  private:
    struct Entry {
        double distance;
        graph::Vertex vertex;
    };

    double m_per_width;
    std::uint64_t m_mask;
    std::vector<std::vector<Entry>> m_ring;
    std::uint64_t m_current = 0;
    std::size_t m_next = 0; // in the current bucket
    std::size_t m_waiting = 0;
};

} // namespace sandhan::algorithms::internal
