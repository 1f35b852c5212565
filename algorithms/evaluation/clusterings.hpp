// SPDX-License-Identifier: Apache-2.0
// How well one grouping of things agrees with another: records of one person, members of one cell.
#pragma once

#include "algorithms/evaluation/matches.hpp"
#include "graph/run_control.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::algorithms {

/// Items 0..n-1 and the clusters each is in. An item may be in several, or in none: it is then
/// alone.
class Clustering {
  public:
    using Item = std::uint32_t;
    using Cluster = std::uint32_t;
    using Membership = std::pair<Item, Cluster>;

    /// A partition: item i is in cluster_of[i].
    explicit Clustering(const std::vector<Cluster>& cluster_of);
    /// A cover: clusters may share items. A membership given twice counts once.
    /// Throws std::invalid_argument where an item is not below `items`.
    Clustering(std::size_t items, std::vector<Membership> memberships);

    [[nodiscard]] std::size_t size() const { return m_first.size() - 1; }
    /// Ascending.
    [[nodiscard]] std::span<const Cluster> clusters(std::size_t item) const {
        return std::span<const Cluster>(m_clusters)
            .subspan(m_first[item], m_first[item + 1] - m_first[item]);
    }
    /// Clusters are numbered 0..cluster_count()-1, in the order of the numbers they were given.
    [[nodiscard]] std::size_t cluster_count() const { return m_count; }
    /// Whether no item is in two clusters.
    [[nodiscard]] bool is_partition() const;

  private:
    std::vector<std::size_t> m_first; ///< of each item's run in m_clusters, and the end
    std::vector<Cluster> m_clusters;
    std::size_t m_count = 0;
};

/// For each item how many share at least one cluster with it, itself included.
/// Cost  O(memberships log memberships), and for each set of several clusters that some item has
///       the sizes of all but the largest of them. Pairs are not enumerated.
/// Throws  graph::Cancelled.
[[nodiscard]] std::vector<std::uint64_t> companions(const Clustering& clustering,
                                                    const graph::RunControl& control = {});

struct ClusteringAgreement {
    /// Pairs of different items that share a cluster. A pair that shares several counts once.
    Matches pairs;
    /// B-cubed: for each item the share of those found beside it that belong there (precision), and
    /// of those who belong beside it that were found (recall), itself included; the mean over
    /// items. Where clusters overlap, "beside it" means in one of its clusters. Nothing without
    /// items. Source  A. Bagga, B. Baldwin, "Entity-based cross-document coreferencing using the
    /// vector
    ///         space model", COLING-ACL 1998. doi:10.3115/980845.980859
    std::optional<double> b_cubed_precision, b_cubed_recall, b_cubed_f1;
    /// The Rand index corrected for chance: 1 for equal partitions, about 0 for unrelated ones, and
    /// below for worse than chance. Nothing with fewer than two items, or where clusters overlap.
    /// Source  L. Hubert, P. Arabie, "Comparing partitions", Journal of Classification 2, 1985.
    ///         doi:10.1007/BF01908075
    std::optional<double> adjusted_rand;
};

/// Requires  both over the same items.
/// Throws    std::invalid_argument naming both sizes; graph::Cancelled.
/// Cost      that of companions() of both, and of the clusters that one makes within the other.
[[nodiscard]] ClusteringAgreement compare_clusterings(const Clustering& found,
                                                      const Clustering& truth,
                                                      const graph::RunControl& control = {});

} // namespace sandhan::algorithms
