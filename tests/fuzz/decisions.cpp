// SPDX-License-Identifier: Apache-2.0
#include "io/decision_file.hpp"
#include "tests/fuzz/fuzz.hpp"
#include "tests/support/temporary_folder.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const sandhan::tests::TemporaryFolder folder;
    const std::string path = folder / "decisions.jsonl";
    sandhan::tests::write_file(path, sandhan::fuzz::text_of(data, size));
    return sandhan::fuzz::allow_refusal([&] { (void)sandhan::io::read_decisions(path); });
}
