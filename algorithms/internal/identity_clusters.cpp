// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/identity_clusters.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_sort.h>

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>

namespace sandhan::algorithms::internal {
namespace {

using Ends = std::pair<std::uint32_t, std::uint32_t>;

bool holds(const std::vector<Ends>& pairs, std::uint32_t a, std::uint32_t b) {
    return std::binary_search(pairs.begin(), pairs.end(), Ends(std::min(a, b), std::max(a, b)));
}

using Members = std::vector<std::uint32_t>;
using BitsOf = std::function<PairBits(std::uint32_t, std::uint32_t)>;

bool is_said_of(const std::vector<Ends>& decided, const Members& one, const Members& other) {
    if (decided.empty()) {
        return false;
    }
    return std::any_of(one.begin(), one.end(), [&](std::uint32_t a) {
        return std::any_of(other.begin(), other.end(),
                           [&](std::uint32_t b) { return holds(decided, a, b); });
    });
}

bool share_an_incident_among(const IdentityRecords& records,
                             const Members& one,
                             const Members& other) {
    return std::any_of(one.begin(), one.end(), [&](std::uint32_t a) {
        return std::any_of(other.begin(), other.end(),
                           [&](std::uint32_t b) { return share_an_incident(records, a, b); });
    });
}

PairBits known_bits(std::span<const ComparedPair> pairs,
                    const BitsOf& bits,
                    std::uint32_t a,
                    std::uint32_t b) {
    const Ends ends(std::min(a, b), std::max(a, b));
    const auto found = std::lower_bound(
        pairs.begin(), pairs.end(), ends, [](const ComparedPair& pair, const Ends& wanted) {
            return std::tie(pair.a, pair.b) < std::tie(wanted.first, wanted.second);
        });
    if (found != pairs.end() && found->a == ends.first && found->b == ends.second) {
        return {found->bits, found->evidence};
    }
    return bits(ends.first, ends.second);
}

/// No pair is so certain that it outweighs many.
double bounded(double evidence) {
    constexpr double most_bits = 30.0;
    return std::clamp(evidence, -most_bits, most_bits);
}

class Joining {
  public:
    Joining(const IdentityRecords& records,
            std::span<const ComparedPair> pairs,
            const DecidedPairs& decided,
            const ClusterOptions& options,
            const BitsOf& bits)
        : m_records(records), m_pairs(pairs), m_decided(decided), m_options(options), m_bits(bits),
          m_cluster(records.size()), m_members(records.size()) {
        std::iota(m_cluster.begin(), m_cluster.end(), 0U);
        for (std::uint32_t r = 0; r < records.size(); ++r) {
            m_members[r] = {r};
        }
    }

    Clusters join() {
        Clusters result;
        for (std::size_t i = 0; i < m_decided.same.size(); ++i) {
            const auto [a, b] = m_decided.same[i];
            if (m_cluster[a] == m_cluster[b]) {
                continue;
            }
            if (is_said_of(m_decided.different, m_members[m_cluster[a]], m_members[m_cluster[b]])) {
                result.verdicts_refused.push_back(i);
            } else {
                merge(m_cluster[a], m_cluster[b]);
            }
        }
        for (const std::uint32_t p : from_the_most_certain()) {
            const ComparedPair& pair = m_pairs[p];
            const std::uint32_t a = m_cluster[pair.a], b = m_cluster[pair.b];
            if (a != b && may_join(a, b, pair.bits)) {
                merge(a, b);
            }
        }
        result.of = std::move(m_cluster);
        return result;
    }

  private:
    [[nodiscard]] std::vector<std::uint32_t> from_the_most_certain() const {
        std::vector<std::uint32_t> order;
        for (std::uint32_t p = 0; p < m_pairs.size(); ++p) {
            if (m_pairs[p].bits >= m_options.same_bits) {
                order.push_back(p);
            }
        }
        tbb::parallel_sort(order.begin(), order.end(), [&](std::uint32_t x, std::uint32_t y) {
            return std::tuple(-m_pairs[x].bits, x) < std::tuple(-m_pairs[y].bits, y);
        });
        return order;
    }

    /// `bits` of the pair that speaks for it.
    [[nodiscard]] bool may_join(std::uint32_t a, std::uint32_t b, double bits) const {
        const Members& one = m_members[a];
        const Members& other = m_members[b];
        if (m_options.one_to_one && one.size() + other.size() > 2) {
            return false;
        }
        // Who is unsure of two wants them kept two, by way of a third as well.
        if (is_said_of(m_decided.different, one, other) ||
            is_said_of(m_decided.unsure, one, other) ||
            share_an_incident_among(m_records, one, other)) {
            return false;
        }
        if (one.size() == 1 && other.size() == 1) {
            return true; // the pair itself
        }
        // Of large clusters the first joined stand for the rest.
        constexpr std::size_t most = 16;
        double sum = 0.0;
        std::size_t compared = 0;
        for (std::size_t i = 0; i < std::min(most, one.size()); ++i) {
            for (std::size_t j = 0; j < std::min(most, other.size()); ++j) {
                const PairBits pair = known_bits(m_pairs, m_bits, one[i], other[j]);
                if (pair.evidence < m_options.veto_evidence) {
                    return false;
                }
                sum += bounded(pair.evidence);
                ++compared;
            }
        }
        // Of records that are badly damaged two may have hardly anything in common: the surer the
        // pair at hand, the less the others need to say for it.
        const double asked = std::max(0.0, m_options.mean_evidence -
                                               m_options.given_way * (bits - m_options.same_bits));
        return sum >= asked * static_cast<double>(compared);
    }

    void merge(std::uint32_t a, std::uint32_t b) {
        const std::uint32_t into = std::min(a, b), from = std::max(a, b);
        for (const std::uint32_t r : m_members[from]) {
            m_cluster[r] = into;
        }
        Members& members = m_members[into];
        members.insert(members.end(), m_members[from].begin(), m_members[from].end());
        Members().swap(m_members[from]);
    }

    const IdentityRecords& m_records;
    std::span<const ComparedPair> m_pairs;
    const DecidedPairs& m_decided;
    const ClusterOptions& m_options;
    const BitsOf& m_bits;
    std::vector<std::uint32_t> m_cluster;
    std::vector<Members> m_members;
};

} // namespace

Clusters clustered(const IdentityRecords& records,
                   std::span<const ComparedPair> pairs,
                   const DecidedPairs& decided,
                   const ClusterOptions& options,
                   const BitsOf& bits) {
    return Joining(records, pairs, decided, options, bits).join();
}

std::vector<SimilarClusters> similar_clusters(const IdentityRecords& records,
                                              std::span<const ComparedPair> pairs,
                                              const DecidedPairs& decided,
                                              const Clusters& clusters,
                                              double least_bits,
                                              const BitsOf& bits,
                                              const graph::RunControl& control) {
    std::vector<Members> members(records.size());
    for (std::uint32_t r = 0; r < records.size(); ++r) {
        members[clusters.of[r]].push_back(r);
    }
    std::vector<Ends> asked;
    const auto ask = [&](std::uint32_t a, std::uint32_t b) {
        if (clusters.of[a] != clusters.of[b]) {
            asked.emplace_back(std::minmax(clusters.of[a], clusters.of[b]));
        }
    };
    for (const ComparedPair& pair : pairs) {
        if (pair.bits >= least_bits) {
            ask(pair.a, pair.b);
        }
    }
    for (const auto& [a, b] : decided.unsure) {
        ask(a, b);
    }
    tbb::parallel_sort(asked.begin(), asked.end());
    asked.erase(std::unique(asked.begin(), asked.end()), asked.end());

    constexpr std::size_t piece = 256;
    constexpr std::size_t most = 8; ///< records of one that stand for the rest
    std::vector<std::optional<SimilarClusters>> similar(asked.size());
    tbb::parallel_for(
        tbb::blocked_range<std::size_t>(0, asked.size(), piece), [&](const auto& range) {
            control.checkpoint();
            for (std::size_t k = range.begin(); k != range.end(); ++k) {
                const Members& one = members[asked[k].first];
                const Members& other = members[asked[k].second];
                if (is_said_of(decided.different, one, other)) {
                    continue;
                }
                const bool is_open = is_said_of(decided.unsure, one, other);
                if (!is_open && share_an_incident_among(records, one, other)) {
                    continue;
                }
                PairBits mean;
                double compared = 0.0;
                for (std::size_t i = 0; i < std::min(most, one.size()); ++i) {
                    for (std::size_t j = 0; j < std::min(most, other.size()); ++j) {
                        const PairBits pair = known_bits(pairs, bits, one[i], other[j]);
                        mean.evidence += bounded(pair.evidence);
                        mean.bits += bounded(pair.evidence) + pair.bits - pair.evidence;
                        compared += 1.0;
                    }
                }
                mean.evidence /= compared;
                mean.bits /= compared;
                if (is_open || mean.bits >= least_bits) {
                    similar[k] = {asked[k].first, asked[k].second, mean};
                }
            }
        });
    std::vector<SimilarClusters> result;
    for (const auto& found : similar) {
        if (found) {
            result.push_back(*found);
        }
    }
    return result;
}

} // namespace sandhan::algorithms::internal
