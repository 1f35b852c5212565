// SPDX-License-Identifier: Apache-2.0
// From files to a case store: read and built by all threads at once.
#pragma once

#include "graph/case_store.hpp"
#include "io/incident_reader.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sandhan::io {

struct CasesRead {
    graph::CaseStore store;
    InputSummary summary;
    std::uint64_t people = 0;              ///< of person lists, among the records used
    std::vector<graph::Diagnostic> faults; ///< a record's own, then those of its places; in order
};

/// Reads all inputs into a store; see read_incidents() for what is read and thrown, and
/// graph::CaseStoreBuilder for what is built. `as_of` tells who is a child where a record has no
/// date. The gazetteer must outlive the call.
///
/// Cost  linear in the bytes, and sorting what does not come in the order of ids; memory about as
///       much as the text of the records.
[[nodiscard]] CasesRead read_cases(std::span<const std::string> inputs,
                                   const ReadOptions& options,
                                   const graph::Gazetteer& gazetteer,
                                   const graph::FuzzyDate& as_of = {});

} // namespace sandhan::io
