// SPDX-License-Identifier: Apache-2.0
// Breadth-first search from 512 vertices at once, one bit a search. Not installed.
#pragma once

#include "algorithms/internal/renumbered_rows.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

namespace sandhan::algorithms::internal {

/// Which of the machine's registers to use. The counts are the same.
enum class Registers { widest, portable };

/// One thread's room for searches against the edges' direction. 3 * 64 bytes a vertex.
class LaneSearch {
  public:
    static constexpr std::size_t lanes = 512;
    using Counts = std::array<std::uint32_t, lanes>;

    explicit LaneSearch(const RenumberedRows& rows, Registers registers = Registers::widest);
    ~LaneSearch();
    LaneSearch(LaneSearch&&) noexcept;
    LaneSearch& operator=(LaneSearch&&) noexcept;
    LaneSearch(const LaneSearch&) = delete;
    LaneSearch& operator=(const LaneSearch&) = delete;

    /// Begins a search from each of at most `lanes` vertices (new numbers, each once).
    void begin(std::span<const graph::Vertex> sources);

    /// Takes all of them one step further; true if one reached something. counts()[i] is then how
    /// many vertices search i reached in that step.
    [[nodiscard]] bool step();
    [[nodiscard]] const Counts& counts() const;
    /// In how many vertices: as many as counts() add up to if no two searches met.
    [[nodiscard]] std::size_t frontier() const;

    struct State;

  private:
    std::unique_ptr<State> m_state;
};

} // namespace sandhan::algorithms::internal
