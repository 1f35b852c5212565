// SPDX-License-Identifier: Apache-2.0
// Who is shown by a pseudonym, and whose identifiers are not shown at all.
#pragma once

#include "graph/case_store.hpp"

namespace sandhan::graph::building {

/// Raises the shields of people (see Shield), all of whose mentions must be joined; a person with a
/// shield in one mention has it in all. What is raised stays so.
/// Cost  O(rows), on all threads.
void shield_people(CaseStore& store, const FuzzyDate& as_of);

/// Shields the identifiers that shielded people have.
void shield_identifiers(CaseStore& store);

} // namespace sandhan::graph::building
