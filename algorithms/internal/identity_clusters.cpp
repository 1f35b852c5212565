// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/identity_clusters.hpp"

#include <oneapi/tbb/parallel_sort.h>

#include <algorithm>
#include <numeric>
#include <tuple>

namespace sandhan::algorithms::internal {
namespace {

using Ends = std::pair<std::uint32_t, std::uint32_t>;

bool holds(const std::vector<Ends>& pairs, std::uint32_t a, std::uint32_t b) {
    return std::binary_search(pairs.begin(), pairs.end(), Ends(std::min(a, b), std::max(a, b)));
}

class Joining {
  public:
    Joining(const IdentityRecords& records,
            std::span<const ComparedPair> pairs,
            const DecidedPairs& decided,
            const ClusterOptions& options,
            const std::function<PairBits(std::uint32_t, std::uint32_t)>& bits)
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
    using Members = std::vector<std::uint32_t>;

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

    [[nodiscard]] static bool
    is_said_of(const std::vector<Ends>& decided, const Members& one, const Members& other) {
        if (decided.empty()) {
            return false;
        }
        return std::any_of(one.begin(), one.end(), [&](std::uint32_t a) {
            return std::any_of(other.begin(), other.end(),
                               [&](std::uint32_t b) { return holds(decided, a, b); });
        });
    }

    [[nodiscard]] bool share_an_incident_among(const Members& one, const Members& other) const {
        return std::any_of(one.begin(), one.end(), [&](std::uint32_t a) {
            return std::any_of(other.begin(), other.end(),
                               [&](std::uint32_t b) { return share_an_incident(m_records, a, b); });
        });
    }

    [[nodiscard]] PairBits known_bits(std::uint32_t a, std::uint32_t b) const {
        const Ends ends(std::min(a, b), std::max(a, b));
        const auto found = std::lower_bound(
            m_pairs.begin(), m_pairs.end(), ends, [](const ComparedPair& pair, const Ends& wanted) {
                return std::tie(pair.a, pair.b) < std::tie(wanted.first, wanted.second);
            });
        if (found != m_pairs.end() && found->a == ends.first && found->b == ends.second) {
            return {found->bits, found->evidence};
        }
        return m_bits(ends.first, ends.second);
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
            is_said_of(m_decided.unsure, one, other) || share_an_incident_among(one, other)) {
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
                const PairBits pair = known_bits(one[i], other[j]);
                if (pair.evidence < m_options.veto_evidence) {
                    return false;
                }
                // No pair is so certain that it outweighs many.
                constexpr double most_bits = 30.0;
                sum += std::clamp(pair.evidence, -most_bits, most_bits);
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
    const std::function<PairBits(std::uint32_t, std::uint32_t)>& m_bits;
    std::vector<std::uint32_t> m_cluster;
    std::vector<Members> m_members;
};

} // namespace

Clusters clustered(const IdentityRecords& records,
                   std::span<const ComparedPair> pairs,
                   const DecidedPairs& decided,
                   const ClusterOptions& options,
                   const std::function<PairBits(std::uint32_t, std::uint32_t)>& bits) {
    return Joining(records, pairs, decided, options, bits).join();
}

} // namespace sandhan::algorithms::internal
