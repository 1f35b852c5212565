// SPDX-License-Identifier: Apache-2.0
// Which mentions are one person, one organisation, one identifier; and who is shielded.
#pragma once

#include "graph/building/fragment_rows.hpp"
#include "graph/case_store.hpp"

#include <vector>

namespace sandhan::graph::building {

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
///
/// The `organisation` of an organisation row is, before, the number of its name in `names`.
/// Cost        O(rows), and O(n log n) for the agency ids and identifiers.
void join_entities(CaseStore& store,
                   const std::vector<const FragmentRows::Name*>& names,
                   const FuzzyDate& as_of);

} // namespace sandhan::graph::building
