// SPDX-License-Identifier: Apache-2.0
// People whom records name apart and who were found to be one: a view, as the records stay.
#pragma once

#include "graph/case_store.hpp"

#include <span>

namespace sandhan::graph {

/// Makes one person of those that have the same entry in `joined_to`. It gets the id
/// `person:P-000123`, numbered in the order of the first ids of those that are joined, whatever
/// else is in the store; a number that an agency gave away itself is passed over. Everybody else
/// keeps their id. Whoever was shielded stays so, and so does whom they are joined with, and whom
/// those shield in turn.
///
/// Persons have other numbers afterwards; rows keep theirs.
/// Requires  an entry a person, none greater than the person itself. Nobody may hold a view of the
///           store's people.
/// Throws    std::invalid_argument naming the person of an unusable entry.
/// Cost      O(rows), on all threads.
void join_resolved_people(CaseStore& store,
                          std::span<const PersonIndex> joined_to,
                          const FuzzyDate& as_of);

} // namespace sandhan::graph
