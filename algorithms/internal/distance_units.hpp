// SPDX-License-Identifier: Apache-2.0
// What a distance counts, in whole units. Not installed.
#pragma once

#include <cstdint>

namespace sandhan::algorithms::internal {

/// Sums of 1 / distance as whole numbers, so that they are the same in any order: 720720 is
/// divided by 1..16; beyond, a term is short by less than a unit.
class DistanceUnits {
  public:
    static constexpr std::uint64_t least_scale = 720'720;

    /// So fine that `terms` of them fit into 62 bits. Coarsest where even that does not.
    [[nodiscard]] static constexpr std::uint64_t scale_for(std::uint64_t terms) {
        constexpr std::uint64_t most = std::uint64_t{1} << 62;
        constexpr std::uint64_t finest = least_scale << 20;
        std::uint64_t scale = least_scale;
        while (scale < finest && scale * 2 <= most / (terms + 1)) {
            scale *= 2;
        }
        return scale;
    }

    /// Whether `terms` of the coarsest fit.
    [[nodiscard]] static constexpr bool fits(std::uint64_t terms) {
        return terms < (std::uint64_t{1} << 62) / least_scale;
    }
};

} // namespace sandhan::algorithms::internal
