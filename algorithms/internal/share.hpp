// SPDX-License-Identifier: Apache-2.0
// A part of a whole. Not installed.
#pragma once

#include <cstdint>
#include <optional>

namespace sandhan::algorithms::internal {

/// Nothing where there is no whole.
[[nodiscard]] inline std::optional<double> share(std::uint64_t part, std::uint64_t whole) {
    if (whole == 0) {
        return std::nullopt;
    }
    return static_cast<double>(part) / static_cast<double>(whole);
}

} // namespace sandhan::algorithms::internal
