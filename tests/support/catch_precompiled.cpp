// SPDX-License-Identifier: Apache-2.0
// CMake ties a precompiled header to a source that uses it: this one, for all programs of tests.
#include "tests/support/catch.hpp"
