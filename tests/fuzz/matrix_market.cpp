// SPDX-License-Identifier: Apache-2.0
#include "io/matrix_market_reader.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return sandhan::fuzz::fuzz_counted_reader(
        [](std::string_view text) { return sandhan::io::read_matrix_market(text, "f"); }, data,
        size);
}
