// SPDX-License-Identifier: Apache-2.0
// One record's text as a JSON value, within limits and with faults in our own words.
#pragma once

#include "io/record_faults.hpp"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sandhan::io {

/// Values of one record, lists and objects among them, beyond which it is refused.
inline constexpr std::size_t most_json_values = 1'000'000;

/// Where the text begins in its file, for messages.
struct TextPosition {
    std::uint64_t line = 1, column = 1, offset = 0;
};

/// Nothing when the text is not JSON, not UTF-8, nested deeper than `max_depth` or gives a key
/// twice; the faults say so, with the position in the file and never with a piece of the text.
[[nodiscard]] std::optional<nlohmann::json>
parse_json(std::string_view text, TextPosition start, unsigned max_depth, RecordFaults& faults);

} // namespace sandhan::io
