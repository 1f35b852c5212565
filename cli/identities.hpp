// SPDX-License-Identifier: Apache-2.0
// Which records are one person, as a command sees them: resolved, with an analyst's decisions.
#pragma once

#include "algorithms/suspects/identities.hpp"
#include "cli/session.hpp"
#include "io/decision_file.hpp"

#include <vector>

namespace sandhan::cli {

/// The decisions that are about people of the input, as the model takes them.
struct Verdicts {
    std::vector<algorithms::IdentityVerdict> verdicts;
    std::vector<io::Decision> decisions; ///< the same, as they were written
    std::size_t not_in_input = 0;        ///< decisions that name somebody else
    std::size_t unusable = 0;            ///< lines that can't be used
};

/// Reads --decisions; lines that can't be used are told. People are those of equal ids only.
[[nodiscard]] Verdicts
read_verdicts(const LoadedCases& cases, const InputOptions& input, const OutputOptions& output);

/// Tells verdicts that contradict each other, and counts them as unusable.
void tell_contradictions(const algorithms::IdentityResolution& resolution,
                         Verdicts& verdicts,
                         const OutputOptions& output);

/// Finds who is the same, likely or perhaps, and keeps it in the store; with `keep`, also how it
/// was found, in the cases.
void resolve_identities(LoadedCases& cases,
                        const InputOptions& input,
                        const OutputOptions& output,
                        bool keep = false);

/// Makes one person of those who are the same by --identities, and keeps who may be for ties. What
/// a case file knows of it is taken from there, unless there are other --decisions. Requires  cases
/// without their protection yet. With
/// `keep` it is found anew, and how is kept in the cases.
void join_identities(LoadedCases& cases,
                     const InputOptions& input,
                     const OutputOptions& output,
                     bool keep = false);

} // namespace sandhan::cli
