// SPDX-License-Identifier: Apache-2.0
// How good a resolution of identities is where it is known who is who.
#pragma once

#include "algorithms/suspects/identities.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace sandhan::algorithms {

/// Counts are of pairs of people, as agency numbers join their records.
struct IdentityQuality {
    std::uint64_t possible = 0; ///< all pairs of the people there are
    std::uint64_t compared = 0; ///< those that were compared

    // Of pairs both of whom the truth knows.
    std::uint64_t truly_same = 0;          ///< one person
    std::uint64_t truly_same_compared = 0; ///< of them, those that were compared
    std::uint64_t truly_same_by_key = 0;   ///< of them, those that share a key
    std::uint64_t called_same = 0;
    std::uint64_t called_same_wrongly = 0;

    /// Share of possible pairs that were not compared ("reduction ratio").
    [[nodiscard]] std::optional<double> left_out() const;
    /// Share of the true pairs that were compared ("pair completeness"): what is not compared is
    /// found by way of a third only.
    [[nodiscard]] std::optional<double> completeness() const;
    /// The same of what shares a key; nothing where every pair was compared, whatever its keys.
    std::optional<double> completeness_by_key;
    /// What IdentityErrors estimates: share of the pairs called the same that are two people, share
    /// of the true pairs that are not called the same.
    [[nodiscard]] std::optional<double> wrong() const;
    [[nodiscard]] std::optional<double> missed() const;
};

/// Requires  a resolution with IdentityOptions::keep_compared, not of linked inputs.
/// `truth` tells by PersonIndex who each person is, or no_index where it is not known.
/// Cost      O(people log people) and the pairs.
/// Source    P. Christen, "A survey of indexing techniques for scalable record linkage and
///           deduplication", IEEE TKDE 24(9), 2012. doi:10.1109/TKDE.2011.127 (the two measures).
[[nodiscard]] IdentityQuality identity_quality(const IdentityResolution& found,
                                               std::span<const std::uint32_t> truth);

} // namespace sandhan::algorithms
