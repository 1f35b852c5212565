// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <limits>

namespace sandhan::algorithms {

/// What stands in place of a group's number for a vertex that belongs to none.
inline constexpr std::uint32_t no_group = std::numeric_limits<std::uint32_t>::max();

} // namespace sandhan::algorithms
