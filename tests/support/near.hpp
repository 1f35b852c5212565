// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cmath>
#include <cstddef>
#include <vector>

namespace sandhan::tests {

/// True if both hold the same count of numbers, each pair within margin * max(1, |b|). NaN is near
/// nothing.
[[nodiscard]] inline bool
near(const std::vector<double>& a, const std::vector<double>& b, double margin = 1e-9) {
    if (a.size() != b.size()) {
        return false;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (!(std::abs(a[i] - b[i]) <= margin * std::fmax(1.0, std::abs(b[i])))) {
            return false;
        }
    }
    return true;
}

} // namespace sandhan::tests
