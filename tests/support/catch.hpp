// SPDX-License-Identifier: Apache-2.0
// The one file that knows which Catch2 is installed: version 2 (Debian 12) or 3 (Ubuntu 24.04).
#pragma once

#ifdef SANDHAN_CATCH2_V2
#include <catch2/catch.hpp>
namespace sandhan::tests {
using Approx = Catch::Detail::Approx;
} // namespace sandhan::tests
#else
#include <catch2/catch_all.hpp>
namespace sandhan::tests {
using Approx = Catch::Approx;
} // namespace sandhan::tests
#endif
