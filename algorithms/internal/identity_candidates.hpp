// SPDX-License-Identifier: Apache-2.0
// Which pairs are worth comparing: those that share a key. Not installed.
#pragma once

#include "algorithms/internal/identity_records.hpp"

#include <cstdint>
#include <vector>

namespace sandhan::algorithms::internal {

/// Two records that share a key. `rules` tells by which of the rules below, a bit each.
struct CandidatePair {
    std::uint32_t a = 0, b = 0; ///< a < b, into IdentityRecords::records
    std::uint32_t rules = 0;
};

enum class BlockingRule : std::uint8_t {
    two_parts,         ///< two parts of the name sound alike
    part_and_relative, ///< a part of the name, and one of the father's or spouse's
    part_and_birth,    ///< a part of the name, and the five years of birth
    part_and_home,     ///< a part of the name, and the district of the home (or its text)
    part_and_activity, ///< a part of the name, and a district of a case
    rare_part,         ///< a part of the name that few bear
    birth_day,         ///< the day of birth
    home_and_initial,  ///< the home, and the first letter of a part
    birth_parts,       ///< two of year, month and day of birth, and the first letter of a part
    identifier,        ///< a telephone number, a document, ...
    address_words,     ///< two neighbouring words of an address, or two numbers in it
    company,           ///< both stand beside someone who is one person
    count,
};

struct BlockingLimits {
    /// Up to so many records every pair is compared, and no rule can miss one.
    std::size_t all_pairs_below = 1'500;
    /// A block of more is sorted by what else is known, and each is compared with the next
    /// `window` of it only: a hundred thousand equal names cost no more than as many rare ones.
    std::size_t largest_block = 64;
    std::size_t window = 12;
};

/// What is usual for so many records: of more than a hundred thousand half as much a block, of more
/// than half a million half of that, so that the pairs fit into memory.
[[nodiscard]] BlockingLimits blocking_limits(std::size_t records);

struct Candidates {
    std::vector<CandidatePair> pairs; ///< ascending by (a, b), each once
    std::uint64_t large_blocks = 0;   ///< that were thinned out
    bool all_pairs = false;
};

/// Pairs of one incident are none: who is named twice there is two. Where two inputs are linked
/// only pairs between them count.
/// Source  windows of sorted blocks: M. A. Hernandez, S. J. Stolfo, "The merge/purge problem for
///         large databases", SIGMOD 1995. doi:10.1145/223784.223807
/// Cost    O(n log n) and the pairs: at most (largest_block - 1) / 2 or window a key a record.
[[nodiscard]] Candidates candidate_pairs(const IdentityRecords& records,
                                         const BlockingLimits& limits,
                                         bool link,
                                         const graph::RunControl& control);

/// Ascending by (a, b), the rules of one pair put together.
void merge_pairs(std::vector<CandidatePair>& pairs);

/// Whether the two stand in one incident.
[[nodiscard]] bool
share_an_incident(const IdentityRecords& records, std::uint32_t a, std::uint32_t b);

} // namespace sandhan::algorithms::internal
