// SPDX-License-Identifier: Apache-2.0
// Characters that a text names: &#233; &#xE9; &eacute; &quot;
#pragma once

#include <string>
#include <string_view>

namespace sandhan::io {

/// The text with every reference replaced by its character: by number, and by the names that HTML 2
/// has for Latin-1, with quot, amp, lt, gt and apos. What is no reference stays as it stands.
[[nodiscard]] std::string with_characters_for_entities(std::string_view text);

} // namespace sandhan::io
