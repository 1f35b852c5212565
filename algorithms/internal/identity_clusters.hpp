// SPDX-License-Identifier: Apache-2.0
// Records put together into people so that one chance likeness can't chain strangers. Not
// installed.
#pragma once

#include "algorithms/internal/identity_training.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::algorithms::internal {

/// What analysts said of pairs of records.
struct DecidedPairs {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> same;      ///< the latest verdict first
    std::vector<std::pair<std::uint32_t, std::uint32_t>> different; ///< a < b, ascending
    std::vector<std::pair<std::uint32_t, std::uint32_t>> unsure;    ///< a < b, ascending
};

/// What is known of any pair, candidate or not.
struct PairBits {
    double bits = 0.0;
    double evidence = 0.0;
};

struct ClusterOptions {
    double same_bits = 0.0;     ///< a pair of less joins nobody
    double mean_evidence = 0.0; ///< of all pairs between two clusters that are joined
    /// A pair of two clusters whose evidence is less vetoes their joining, whatever the others say.
    double veto_evidence = 0.0;
    /// By so much less than `mean_evidence` is asked for each bit of the pair above `same_bits`.
    double given_way = 0.0;
    bool one_to_one = false; ///< of linked inputs: each record with one of the other at most
};

struct Clusters {
    std::vector<std::uint32_t> of; ///< by record: the least record of its cluster
    std::vector<std::size_t>
        verdicts_refused; ///< into DecidedPairs::same: others stand against them
};

/// Pairs from the most certain down; two clusters are joined when all pairs between them together
/// speak for it (their evidence, averaged, reaches mean_evidence), none vetoes, and nobody said
/// they are two people or that it is not sure: neither an analyst nor an incident that names both.
/// An analyst's `same` joins first, and only a `different` stands against it. Source  average
/// linkage: R. R. Sokal, C. D. Michener, 1958; constraints: K. Wagstaff et al.,
///         "Constrained k-means clustering with background knowledge", ICML 2001.
/// Cost    O(pairs log pairs), and for each joining the pairs between the two, 256 at most.
[[nodiscard]] Clusters clustered(const IdentityRecords& records,
                                 std::span<const ComparedPair> pairs,
                                 const DecidedPairs& decided,
                                 const ClusterOptions& options,
                                 const std::function<PairBits(std::uint32_t, std::uint32_t)>& bits);

/// Two clusters that may be one person, by their least records.
struct SimilarClusters {
    std::uint32_t a = 0, b = 0; ///< a < b
    PairBits bits;              ///< of the pairs between them, averaged
};

/// Clusters between which some pair has `least_bits`, or was left open by an analyst, ascending.
/// What one pair says is not what its clusters say: of many pairs some are alike by chance. So the
/// pairs between two clusters are averaged, as clustered() does, and two that then have less than
/// `least_bits` are left out, unless an analyst left them open; so are two whom an incident names
/// beside each other, and whom an analyst called different.
/// Cost    of each two clusters the pairs between them, 64 at most; on all threads.
[[nodiscard]] std::vector<SimilarClusters>
similar_clusters(const IdentityRecords& records,
                 std::span<const ComparedPair> pairs,
                 const DecidedPairs& decided,
                 const Clusters& clusters,
                 double least_bits,
                 const std::function<PairBits(std::uint32_t, std::uint32_t)>& bits,
                 const graph::RunControl& control);

} // namespace sandhan::algorithms::internal
