// SPDX-License-Identifier: Apache-2.0
#include "algorithms/evaluation/clusterings.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {
namespace {

using Cluster = Clustering::Cluster;
using Item = Clustering::Item;

/// Numbers the clusters 0, 1, … in the order of their old numbers; returns how many there are.
template <class Key>
std::size_t number(std::vector<Key> used, const std::vector<Key>& keys, std::vector<Cluster>& to) {
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    to.reserve(keys.size());
    for (const Key& key : keys) {
        const auto at = std::lower_bound(used.begin(), used.end(), key) - used.begin();
        to.push_back(static_cast<Cluster>(at));
    }
    return used.size();
}

/// The items of each cluster, ascending.
class Members {
  public:
    explicit Members(const Clustering& clustering) : m_first(clustering.cluster_count() + 1, 0) {
        for (std::size_t i = 0; i < clustering.size(); ++i) {
            for (const Cluster c : clustering.clusters(i)) {
                ++m_first[c + 1];
            }
        }
        for (std::size_t c = 1; c < m_first.size(); ++c) {
            m_first[c] += m_first[c - 1];
        }
        m_items.resize(m_first.back());
        std::vector<std::size_t> next(m_first.begin(), m_first.end() - 1);
        for (std::size_t i = 0; i < clustering.size(); ++i) {
            for (const Cluster c : clustering.clusters(i)) {
                m_items[next[c]++] = static_cast<Item>(i);
            }
        }
    }

    [[nodiscard]] std::size_t size(Cluster c) const { return m_first[c + 1] - m_first[c]; }
    [[nodiscard]] std::span<const Item> of(Cluster c) const {
        return std::span<const Item>(m_items).subspan(m_first[c], size(c));
    }

  private:
    std::vector<std::size_t> m_first;
    std::vector<Item> m_items;
};

/// Two items are together here where they share a cluster of each: they share some cluster a of one
/// and some b of the other, so both are in the common part of a and b, and the parts are clusters.
Clustering common_parts(const Clustering& one, const Clustering& other) {
    std::vector<std::uint64_t> parts;
    std::vector<Item> items;
    for (std::size_t i = 0; i < one.size(); ++i) {
        for (const Cluster a : one.clusters(i)) {
            for (const Cluster b : other.clusters(i)) {
                parts.push_back((std::uint64_t{a} << 32U) | b);
                items.push_back(static_cast<Item>(i));
            }
        }
    }
    std::vector<Cluster> numbers;
    number(parts, parts, numbers);
    std::vector<Clustering::Membership> memberships;
    memberships.reserve(items.size());
    for (std::size_t k = 0; k < items.size(); ++k) {
        memberships.emplace_back(items[k], numbers[k]);
    }
    return {one.size(), std::move(memberships)};
}

/// Unordered pairs of different items that share a cluster.
std::uint64_t pairs_of(const std::vector<std::uint64_t>& companions) {
    std::uint64_t twice = 0;
    for (const std::uint64_t count : companions) {
        twice += count - 1;
    }
    return twice / 2;
}

std::optional<double> adjusted_rand(const Matches& pairs, std::size_t n) {
    if (n < 2) {
        return std::nullopt;
    }
    const double all = static_cast<double>(n) * static_cast<double>(n - 1) / 2.0;
    const auto found = static_cast<double>(pairs.found);
    const auto truth = static_cast<double>(pairs.truth);
    const double by_chance = found * truth / all;
    const double most = (found + truth) / 2.0;
    // 0/0 only where both keep everybody apart, or both put all into one: they are equal.
    return most == by_chance ? 1.0
                             : (static_cast<double>(pairs.both) - by_chance) / (most - by_chance);
}

} // namespace

Clustering::Clustering(const std::vector<Cluster>& cluster_of) : m_first(cluster_of.size() + 1) {
    for (std::size_t i = 0; i < m_first.size(); ++i) {
        m_first[i] = i;
    }
    m_count = number(cluster_of, cluster_of, m_clusters);
}

Clustering::Clustering(std::size_t items, std::vector<Membership> memberships)
    : m_first(items + 1, 0) {
    std::sort(memberships.begin(), memberships.end());
    memberships.erase(std::unique(memberships.begin(), memberships.end()), memberships.end());
    std::vector<Cluster> clusters;
    clusters.reserve(memberships.size());
    for (const auto& [item, cluster] : memberships) {
        if (item >= items) {
            throw std::invalid_argument("clustering: item " + std::to_string(item) +
                                        " is none of the " + std::to_string(items) +
                                        "; items are numbered from 0");
        }
        ++m_first[item + 1];
        clusters.push_back(cluster);
    }
    for (std::size_t i = 0; i < items; ++i) {
        m_first[i + 1] += m_first[i];
    }
    m_count = number(clusters, clusters, m_clusters);
}

bool Clustering::is_partition() const {
    for (std::size_t i = 0; i < size(); ++i) {
        if (clusters(i).size() > 1) {
            return false;
        }
    }
    return true;
}

std::vector<std::uint64_t> companions(const Clustering& clustering,
                                      const graph::RunControl& control) {
    const Members members(clustering);
    std::vector<std::uint64_t> count(clustering.size(), 1);
    std::map<std::vector<Cluster>, std::uint64_t> of_several;
    constexpr std::size_t block = 4096; // items between two looks at whether to stop
    for (std::size_t i = 0; i < clustering.size(); ++i) {
        const auto own = clustering.clusters(i);
        if (i % block == 0) {
            control.checkpoint();
            control.report(i, clustering.size());
        }
        if (own.size() == 1) {
            count[i] = members.size(own.front());
            continue;
        }
        if (own.empty()) {
            continue;
        }
        const auto [known, is_new] =
            of_several.try_emplace(std::vector<Cluster>(own.begin(), own.end()), 0);
        if (is_new) {
            control.checkpoint();
            const Cluster largest =
                *std::max_element(own.begin(), own.end(), [&](Cluster a, Cluster b) {
                    return members.size(a) < members.size(b);
                });
            std::vector<Item> others; // who shares only smaller clusters
            for (const Cluster c : own) {
                if (c == largest) {
                    continue;
                }
                for (const Item item : members.of(c)) {
                    const auto theirs = clustering.clusters(item);
                    if (!std::binary_search(theirs.begin(), theirs.end(), largest)) {
                        others.push_back(item);
                    }
                }
            }
            std::sort(others.begin(), others.end());
            const auto end = std::unique(others.begin(), others.end());
            known->second =
                members.size(largest) + static_cast<std::uint64_t>(end - others.begin());
        }
        count[i] = known->second;
    }
    return count;
}

ClusteringAgreement compare_clusterings(const Clustering& found,
                                        const Clustering& truth,
                                        const graph::RunControl& control) {
    if (found.size() != truth.size()) {
        throw std::invalid_argument("compare_clusterings: " + std::to_string(found.size()) +
                                    " items were grouped, and " + std::to_string(truth.size()) +
                                    " are known; both must be the same items");
    }
    const auto beside_found = companions(found, control);
    const auto beside_truth = companions(truth, control);
    const auto beside_both = companions(common_parts(found, truth), control);

    ClusteringAgreement agreement;
    agreement.pairs = {pairs_of(beside_both), pairs_of(beside_found), pairs_of(beside_truth)};
    if (found.size() > 0) {
        double precision = 0.0;
        double recall = 0.0;
        for (std::size_t i = 0; i < found.size(); ++i) {
            const auto both = static_cast<double>(beside_both[i]);
            precision += both / static_cast<double>(beside_found[i]);
            recall += both / static_cast<double>(beside_truth[i]);
        }
        const auto n = static_cast<double>(found.size());
        agreement.b_cubed_precision = precision / n;
        agreement.b_cubed_recall = recall / n;
        agreement.b_cubed_f1 = harmonic_mean(precision / n, recall / n);
    }
    if (found.is_partition() && truth.is_partition()) {
        agreement.adjusted_rand = adjusted_rand(agreement.pairs, found.size());
    }
    return agreement;
}

} // namespace sandhan::algorithms
