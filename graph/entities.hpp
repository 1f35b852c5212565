// SPDX-License-Identifier: Apache-2.0
// What the name of an organisation tells, and that of a person beside itself.
#pragma once

#include "graph/incident.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace sandhan::graph {

/// "Jibontala PS", "… P.S.", "… Thana", "… Outpost", "… Police Station".
[[nodiscard]] bool is_police_station(std::string_view name);

/// Two organisations with the same key have the same name: folded, with the words for a police
/// station made one. "" for a name without letters or digits.
[[nodiscard]] std::string organisation_key(std::string_view name);

/// "PS Jibontala", "Thana Canning": a station if the organisation is the police's.
[[nodiscard]] bool begins_as_police_station(std::string_view name);

/// The age that records write behind a name in brackets: "Raju (30)", "রাজু (৩০)", "Raju (30/M)",
/// "Raju (aged 30 yrs)". Of several brackets the first with an age counts.
///
/// Returns     nothing where the brackets hold anything else, and for a bare 1 to 4, which tells
///             people of one name apart more often than it is an age.
/// Cost        linear in the name; a name without "(" costs one search for it.
[[nodiscard]] std::optional<AgeRange> age_in_name(std::string_view name);

} // namespace sandhan::graph
