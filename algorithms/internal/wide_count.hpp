// SPDX-License-Identifier: Apache-2.0
// A number for counts of shortest paths beyond a double: a chain of 1,100 four-cycles already has
// 2^1100 of them. Not installed.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <utility>

namespace sandhan::algorithms::internal {

/// A value >= 0 with the precision of a double and a 64-bit exponent.
class WideCount {
  public:
    WideCount() = default;
    explicit WideCount(double value) : WideCount(value, 0) {}

    explicit operator double() const {
        const auto e = std::clamp<std::int64_t>(m_exponent, -4000, 4000);
        return std::ldexp(m_mantissa, static_cast<int>(e));
    }

    WideCount& operator+=(WideCount other) {
        if (other.m_mantissa == 0.0) {
            return *this;
        }
        if (m_mantissa == 0.0) {
            return *this = other;
        }
        if (m_exponent < other.m_exponent) {
            std::swap(*this, other);
        }
        const auto gap = std::min<std::int64_t>(m_exponent - other.m_exponent, 4000);
        return *this = WideCount(m_mantissa + std::ldexp(other.m_mantissa, -static_cast<int>(gap)),
                                 m_exponent);
    }
    friend WideCount operator*(WideCount a, WideCount b) {
        return {a.m_mantissa * b.m_mantissa, a.m_exponent + b.m_exponent};
    }
    /// Requires b > 0.
    friend WideCount operator/(WideCount a, WideCount b) {
        return {a.m_mantissa / b.m_mantissa, a.m_exponent - b.m_exponent};
    }

  private:
    WideCount(double mantissa, std::int64_t exponent) {
        int shift = 0;
        m_mantissa = std::frexp(mantissa, &shift);
        m_exponent = m_mantissa == 0.0 ? 0 : exponent + shift;
    }

    double m_mantissa = 0.0; // 0, or in [0.5, 1)
    std::int64_t m_exponent = 0;
};

} // namespace sandhan::algorithms::internal
