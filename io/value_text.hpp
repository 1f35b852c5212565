// SPDX-License-Identifier: Apache-2.0
// A value as one piece of text, for cells.
#pragma once

#include "io/value.hpp"

#include <string>

namespace sandhan::io {

/// Numbers shortest round-trip, lists joined by "; ", records within a list by their values, other
/// records as "name:value" pairs, null as "".
[[nodiscard]] std::string plain_text(const Value& value);

/// A real number with that many digits after the point; "" for NaN.
[[nodiscard]] std::string fixed_text(double value, int digits);

} // namespace sandhan::io
