// SPDX-License-Identifier: Apache-2.0
// Which mentions are one person, one organisation, one identifier; and who is shielded.
#pragma once

#include "graph/case_store.hpp"

#include <string>
#include <string_view>

namespace sandhan::graph {

/// "Jibontala PS", "… P.S.", "… Thana", "… Outpost", "… Police Station".
[[nodiscard]] bool is_police_station(std::string_view name);

/// Two organisations with the same key have the same name: folded, with the words for a police
/// station made one. "" for a name without letters or digits.
[[nodiscard]] std::string organisation_key(std::string_view name);

/// Fills the entity tables of a store and the entity numbers of its rows.
///
/// People      mentions with equal agency ids are one person; every other mention is its own.
/// Organisations  equal keys are one organisation; but where mentions of one name stand in
///             different districts they are one a district, unless all are of a kind that works
///             across districts (placement agency, criminal group, government, NGO): two hotels
///             Raj must not link two strangers.
/// Identifiers equal type and value.
/// Shields     see Shield; a person with a shield in one mention has it in all. Police stations,
///             whatever their part in the case: their name tells a place below the district.
/// Cost        O(rows log rows).
void join_entities(CaseStore& store, const FuzzyDate& as_of);

} // namespace sandhan::graph
