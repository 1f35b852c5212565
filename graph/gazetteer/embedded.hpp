// SPDX-License-Identifier: Apache-2.0
// The gazetteer image that the build compiled into the program.
#pragma once

#include <cstddef>
#include <span>

namespace sandhan::graph::gazetteer {

[[nodiscard]] std::span<const std::byte> embedded_image();

} // namespace sandhan::graph::gazetteer
