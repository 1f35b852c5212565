// SPDX-License-Identifier: Apache-2.0
#include "io/mapping.hpp"

#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return sandhan::fuzz::allow_refusal(
        [&] { (void)sandhan::io::Mapping::parse(sandhan::fuzz::text_of(data, size), "m.json"); });
}
