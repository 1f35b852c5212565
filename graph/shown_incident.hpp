// SPDX-License-Identifier: Apache-2.0
// An incident as it may leave the program: the record again, without what would name a victim.
#pragma once

#include "graph/case_store.hpp"
#include "graph/incident.hpp"
#include "graph/protection.hpp"

namespace sandhan::graph {

/// The record as `protection` lets it be shown: itself where it reveals everything, else
///
/// People     victims, children and their families keep their role, number, sex, status and the
///            band of their age; their `id` is their pseudonym, their home the district. Names,
///            parents, birth and identifiers are left out, and a `ref`, which may be a name, is
///            numbered anew.
/// Places     by the gazetteer's names, those that shielded_places() holds by their district; an
///            unresolved one by its pseudonym.
/// Text       titles, `x_` fields, names and addresses of sources are left out; a police station
/// has
///            its pseudonym; names of organisations and of others' parents have the victims' names
///            and numbers struck out.
///
/// Requires  the store was built of this record among others, and `row` is its incident.
/// Cost      O(size of the record).
[[nodiscard]] Incident shown_incident(const Incident& incident,
                                      const CaseStore& store,
                                      IncidentIndex row,
                                      const Protection& protection);

} // namespace sandhan::graph
