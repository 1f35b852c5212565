// SPDX-License-Identifier: Apache-2.0
// Which mentions are one person, one organisation, one identifier; and who is shielded.
#pragma once

#include "graph/building/fragment_rows.hpp"
#include "graph/case_store.hpp"

#include <vector>

namespace sandhan::graph::building {

// The entity tables of a store and the entity numbers of its rows. Both functions may run at the
// same time.

/// People      mentions with equal agency ids are one person; every other mention is its own.
/// Identifiers equal type and value.
/// Shields     see Shield; a person with a shield in one mention has it in all.
/// Cost        O(rows), and O(n log n) for the agency ids and identifiers.
void join_people(CaseStore& store, const FuzzyDate& as_of);

/// Equal keys are one organisation; but where mentions of one name stand in different districts
/// they are one a district, unless all are of a kind that works across districts (placement agency,
/// criminal group, government, NGO): two hotels Raj must not link two strangers. Police stations
/// are shielded, whatever their part in the case: their name tells a place below the district.
///
/// The `organisation` of an organisation row is, before, the number of its name in `names`.
/// Cost        O(rows), and O(n log n) for the names.
void join_organisations(CaseStore& store, const std::vector<const FragmentRows::Name*>& names);

} // namespace sandhan::graph::building
