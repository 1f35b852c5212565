// SPDX-License-Identifier: Apache-2.0
// A date that is read is written so that it reads back equal: days, qualifiers, how far it is
// widened.
#include "graph/fuzzy_date.hpp"
#include "tests/fuzz/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace sandhan;
    const auto date = graph::FuzzyDate::parse(fuzz::text_of(data, size));
    if (date && date->is_known()) {
        const auto again = graph::FuzzyDate::parse(date->to_edtf());
        fuzz::require(again.has_value(), "what is written is a date");
        fuzz::require(*again == *date, "it is the same date");
        fuzz::require(date->earliest() <= date->latest(), "it does not end before it begins");
    }
    return 0;
}
