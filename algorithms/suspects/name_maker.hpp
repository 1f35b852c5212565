// SPDX-License-Identifier: Apache-2.0
// From the words of one name to its parts.
#pragma once

#include "algorithms/suspects/name_tokens.hpp"
#include "algorithms/suspects/person_name.hpp"

#include <vector>

namespace sandhan::algorithms::names {

/// Titles are told from names, initials split, Abdul and what it serves parted; see
/// parse_person_name(). Requires  tokens of words alone.
[[nodiscard]] PersonName name_of_words(const std::vector<NameToken>& words);

/// What two sources say together: unknown where they contradict each other.
[[nodiscard]] graph::Sex sex_of_both(graph::Sex a, graph::Sex b);

} // namespace sandhan::algorithms::names
