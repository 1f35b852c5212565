// SPDX-License-Identifier: Apache-2.0
// Two words of a name written in one.
#pragma once

#include "algorithms/suspects/name_similarity.hpp"

namespace sandhan::algorithms {

/// Two neighbours taken as one word, against one part: Noor Jahan, Noorjahan. `equal`,
/// `sounds_alike` or `unlike`; initials join nothing. Does not allocate.
[[nodiscard]] PartMatch
compare_joined(const NamePart& first, const NamePart& second, const NamePart& whole);

} // namespace sandhan::algorithms
