// SPDX-License-Identifier: Apache-2.0
#include "io/ucinet_dl_reader.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return sandhan::fuzz::fuzz_counted_reader(
        [](std::string_view text) { return sandhan::io::read_ucinet_dl(text, "f"); }, data, size);
}
