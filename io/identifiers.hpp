// SPDX-License-Identifier: Apache-2.0
// Identifiers in a form in which equal ones are equal texts.
#pragma once

#include "graph/vocabulary.hpp"

#include <string>
#include <string_view>

namespace sandhan::io {

struct NormalisedIdentifier {
    std::string value; ///< empty when nothing usable is in the text
    bool valid = true; ///< false: a phone number that is none; `value` holds its digits
};

/// Phones as E.164 (`+919830012345`), read in `region` (ISO 3166, two letters) unless they carry a
/// country code; e-mail in lower case; vehicles in upper case without blanks and hyphens; the rest
/// trimmed, inner blanks single, case folded.
[[nodiscard]] NormalisedIdentifier
normalised(graph::IdentifierType type, std::string_view text, std::string_view region = "IN");

/// The same for a person of that nationality. Written as an ISO code it tells how a number without
/// a country code is meant; people from abroad use Indian numbers too.
[[nodiscard]] NormalisedIdentifier
normalised_for(graph::IdentifierType type, std::string_view text, std::string_view nationality);

} // namespace sandhan::io
