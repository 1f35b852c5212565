// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer.hpp"

#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    (void)sandhan::graph::Gazetteer::builtin().resolve(sandhan::fuzz::text_of(data, size));
    return 0;
}
