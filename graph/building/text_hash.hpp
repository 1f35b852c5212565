// SPDX-License-Identifier: Apache-2.0
// One hash for texts, the same on every machine.
#pragma once

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <cstdint>
#include <string_view>

namespace sandhan::graph::building {

[[nodiscard]] inline std::uint64_t hash_of(std::string_view text) {
    return XXH3_64bits(text.data(), text.size());
}

struct TextHash {
    std::size_t operator()(std::string_view text) const { return hash_of(text); }
};

} // namespace sandhan::graph::building
