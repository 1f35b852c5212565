// SPDX-License-Identifier: Apache-2.0
// How many people have one whole name, once it is known who is who. Not installed.
#pragma once

#include "algorithms/internal/identity_records.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// By name of the records: log2 of how few people have a name that sounds the same as a whole, its
/// parts in any order. Infinite where fewer than two people have it, and of names of one part.
///
/// What two parts say together is not what either says: some given names go with some family names,
/// as faith and region have it, and a whole name may be many times as common as its parts make it
/// out. People who were told apart by all else that is known of them show how common.
///
/// Requires    `person_of` tells of each record who it is, the least record of each; as clustered()
///             numbers them.
/// Cost        O(names + records), sorted.
[[nodiscard]] std::vector<float> whole_name_bits(const IdentityRecords& records,
                                                 std::span<const std::uint32_t> person_of);

} // namespace sandhan::algorithms::internal
