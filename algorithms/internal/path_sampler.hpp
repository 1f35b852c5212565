// SPDX-License-Identifier: Apache-2.0
// Random shortest paths between random vertices. Not installed.
#pragma once

#include "algorithms/internal/renumbered_rows.hpp"
#include "algorithms/internal/split_mix.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace sandhan::algorithms::internal {

/// SplitMix64, begun at a point that depends on a seed and a number: a stream for each sample.
/// Source  G. L. Steele, D. Lea, C. H. Flood, "Fast splittable pseudorandom number generators",
///         OOPSLA 2014. doi:10.1145/2660193.2660195
class SampleRandom {
  public:
    SampleRandom(std::uint64_t seed, std::uint64_t number)
        : m_state(mixed(mixed(seed + golden) + number)) {}

    std::uint64_t next() {
        m_state += golden;
        return mixed(m_state);
    }
    /// In [0, 1), a multiple of 2^-53.
    double unit() { return static_cast<double>(next() >> 11U) * 0x1p-53; }
    /// 0 to limit - 1, each as likely as the others to the last bit. Requires limit > 0.
    std::uint32_t below(std::uint32_t limit) {
        // Of the 2^32 numbers the first 2^32 mod limit would make some results likelier.
        const std::uint32_t refused = (0U - limit) % limit;
        std::uint64_t product = (next() >> 32U) * limit;
        while (static_cast<std::uint32_t>(product) < refused) {
            product = (next() >> 32U) * limit;
        }
        return static_cast<std::uint32_t>(product >> 32U);
    }

  private:
    std::uint64_t m_state;
};

/// One thread's room.
class PathSampler {
  public:
    explicit PathSampler(const RenumberedRows& rows);

    /// Draws an ordered pair of distinct vertices, then one of the shortest paths from the first to
    /// the second, each with equal probability, and appends the vertices between the two to `inner`
    /// (new numbers): nothing where there is no path. Requires n >= 2.
    void sample(SampleRandom random, std::vector<graph::Vertex>& inner);

  private:
    struct Node {
        double paths = 0.0;         // from its side's end, in units that one level shares
        std::uint32_t mark = 0;     // side and level, see sample()
        graph::Vertex previous = 0; // on a random one of those paths
    };
    struct End {
        const RenumberedRows::Side* rows;
        std::vector<graph::Vertex> frontier;
        std::uint64_t arcs = 0; // that leave the frontier
        std::uint32_t mark = 0; // of the frontier
    };

    void begin(End& end, graph::Vertex v);
    [[nodiscard]] bool expand(End& end, SampleRandom& random);

    const RenumberedRows* m_rows;
    std::vector<Node> m_node;
    std::array<End, 2> m_end;
    std::vector<graph::Vertex> m_next;
    std::uint32_t m_base = 2; // marks below are of earlier samples
    graph::Vertex m_near = 0; // the edge on which the searches met, seen from the one that met
    graph::Vertex m_far = 0;
};

} // namespace sandhan::algorithms::internal
