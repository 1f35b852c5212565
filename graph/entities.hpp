// SPDX-License-Identifier: Apache-2.0
// What the name of an organisation tells.
#pragma once

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

} // namespace sandhan::graph
