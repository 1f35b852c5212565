// SPDX-License-Identifier: Apache-2.0
// Two names, one a line: comparing them is the same both ways, and each is identical with itself.
#include "algorithms/suspects/name_similarity.hpp"
#include "tests/fuzz/fuzz.hpp"

#include <algorithm>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandhan;
    const std::string_view text = fuzz::text_of(data, size);
    const std::size_t line = std::min(text.find('\n'), text.size());
    const auto a = algorithms::parse_person_name(text.substr(0, line)).name;
    const auto b = algorithms::parse_person_name(text.substr(std::min(line + 1, text.size()))).name;
    const auto there = algorithms::compare_names(a, b).level;
    const auto back = algorithms::compare_names(b, a).level;
    fuzz::require(there == back, "comparing is the same both ways");
    const auto itself = algorithms::compare_names(a, a).level;
    fuzz::require(itself == algorithms::NameLevel::identical ||
                      itself == algorithms::NameLevel::initials || // R. is no name yet
                      itself == algorithms::NameLevel::unreadable,
                  "a name is identical with itself");
    return 0;
}
