// SPDX-License-Identifier: Apache-2.0
// The identity model learned from the records themselves, or from labels. Not installed.
#pragma once

#include "algorithms/internal/identity_candidates.hpp"
#include "algorithms/internal/identity_comparison.hpp"
#include "algorithms/suspects/identity_model.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// A candidate pair compared: what scoring needs, in 32 bytes.
struct ComparedPair {
    std::uint32_t a = 0, b = 0;
    std::uint64_t levels = 0;
    std::uint16_t rules = 0;
    std::int16_t strangers = 0, circle = 0; ///< rarity of all fields, in rarity_unit bits
    float bits = 0.0F;                      ///< evidence and prior, once scored
    float evidence = 0.0F;                  ///< without the prior: below 0 it speaks against
};
inline constexpr double rarity_unit = 1.0 / 64;

/// The same pairs in the same order, compared on all threads. Of those that are among `known`
/// (ascending by a and b, compared before there was company) only company is.
[[nodiscard]] std::vector<ComparedPair> compared(std::span<const CandidatePair> pairs,
                                                 std::span<const ComparedPair> known,
                                                 const Comparer& comparer,
                                                 const graph::RunControl& control);

/// How often each level is seen of two records drawn at random, nearly all of which are two people.
struct RandomPairs {
    IdentityModel::Table seen{}; ///< level 0 too
    double drawn = 0.0;
    double all = 0.0; ///< pairs there are
};
/// All pairs of few records, else `most` drawn with the seed. Pairs of one incident are left out.
[[nodiscard]] RandomPairs random_pairs(std::size_t records,
                                       const IdentityRecords& all,
                                       const Comparer& comparer,
                                       std::uint64_t seed,
                                       bool link,
                                       const graph::RunControl& control);

/// The same of pairs that one incident names both of: two people of one circle, for certain. What
/// is the same for both as they stand in one incident (where they are active, in whose company) is
/// left out. At most 300,000.
[[nodiscard]] RandomPairs pairs_of_one_incident(const IdentityRecords& all,
                                                const Comparer& comparer,
                                                const graph::RunControl& control);

struct Training {
    IdentityModel model;
    int iterations = 0;
    bool converged = false;
    double matches = 0.0; ///< pairs expected to be one person
};

/// Expectation maximisation from `start` on, whose m and u count as a few dozen pairs each, so that
/// a small file is not believed more than it can tell. m of a field is learned from pairs that some
/// rule finds without that field; u from random pairs, and where a level is too rare among them
/// from the candidates, which hold nearly all pairs that agree so; those of one circle from pairs
/// that one incident names.
/// Source  A. P. Dempster, N. M. Laird, D. B. Rubin, JRSS B 39(1), 1977; W. E. Winkler, "Using the
///         EM algorithm for weight computation in the Fellegi-Sunter model", US Census Bureau
///         RR2000/05, 2000.
/// Cost    O(pairs), then O(patterns) an iteration.
[[nodiscard]] Training trained(const IdentityModel& start,
                               std::span<const ComparedPair> pairs,
                               const RandomPairs& random,
                               const RandomPairs& circle,
                               std::size_t records,
                               const graph::RunControl& control);

/// The same from pairs whose truth is known: labels[i] is 1 (one person), 0 (two), -1 (not known).
[[nodiscard]] Training trained_on_labels(const IdentityModel& start,
                                         std::span<const ComparedPair> pairs,
                                         std::span<const signed char> labels,
                                         const RandomPairs& random,
                                         const RandomPairs& circle,
                                         std::size_t records);

/// Bits of every pair.
void score(std::span<ComparedPair> pairs, const IdentityModel& model);

} // namespace sandhan::algorithms::internal
