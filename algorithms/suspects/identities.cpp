// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/identities.hpp"

#include "algorithms/internal/identity_candidates.hpp"
#include "algorithms/internal/identity_clusters.hpp"
#include "algorithms/internal/identity_comparison.hpp"
#include "algorithms/internal/identity_records.hpp"
#include "algorithms/internal/identity_training.hpp"
#include "algorithms/internal/whole_names.hpp"

#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/parallel_invoke.h>
#include <oneapi/tbb/parallel_sort.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <tuple>

namespace sandhan::algorithms {
namespace {

using internal::CandidatePair;
using internal::Company;
using internal::ComparedPair;
using internal::Comparer;
using internal::IdentityRecords;

/// Bits from which a first joining of records tells in whose company others stand.
constexpr double certain_bits = 7.0;

class Resolver {
  public:
    Resolver(const graph::CaseSelection& selection,
             const IdentityOptions& options,
             const graph::RunControl& control)
        : m_options(options), m_control(control),
          m_records(internal::identity_records(
              selection, {options.victims, options.responders, options.first_rows}, control)),
          m_link(!options.first_rows.empty()) {}

    IdentityResolution run() {
        m_result.unreadable = m_records.unreadable;
        for (const internal::IdentityRecord& record : m_records.records) {
            m_result.people.push_back(record.person);
        }
        take_verdicts();
        internal::Candidates found = internal::candidate_pairs(
            m_records, internal::blocking_limits(m_records.size()), m_link, m_control);
        m_result.large_blocks = found.large_blocks;
        m_result.all_pairs = found.all_pairs;
        add_decided(found.pairs);
        learn(found.pairs, default_identity_model(m_records.size()));
        if (find_company()) {
            if (!found.all_pairs) {
                add_by_company(found.pairs);
            }
            learn(found.pairs, m_result.model);
        }
        m_result.candidates = found.pairs.size();
        if (m_options.keep_compared) {
            keep_compared(found.pairs);
        }
        decide();
        return std::move(m_result);
    }

  private:
    [[nodiscard]] std::uint32_t record_of(graph::PersonIndex person) const {
        const auto at = std::lower_bound(m_result.people.begin(), m_result.people.end(), person);
        return at == m_result.people.end() || *at != person
                   ? graph::no_index
                   : static_cast<std::uint32_t>(at - m_result.people.begin());
    }

    void take_verdicts() {
        // The latest of a pair counts.
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::size_t> latest;
        for (std::size_t i = 0; i < m_options.verdicts.size(); ++i) {
            const IdentityVerdict& verdict = m_options.verdicts[i];
            const std::uint32_t a = record_of(verdict.a), b = record_of(verdict.b);
            if (a != graph::no_index && b != graph::no_index && a != b) {
                latest[{std::min(a, b), std::max(a, b)}] = i;
            }
        }
        std::vector<std::pair<std::size_t, std::pair<std::uint32_t, std::uint32_t>>> same;
        for (const auto& [ends, i] : latest) {
            switch (m_options.verdicts[i].kind) {
            case IdentityVerdict::Kind::same:
                same.emplace_back(i, ends);
                break;
            case IdentityVerdict::Kind::different:
                m_decided.different.push_back(ends);
                break;
            case IdentityVerdict::Kind::unsure:
                m_decided.unsure.push_back(ends);
                break;
            }
        }
        std::sort(same.rbegin(), same.rend()); // the latest first
        for (const auto& [i, ends] : same) {
            m_decided.same.push_back(ends);
            m_verdict_of.push_back(i);
        }
    }

    /// A pair that an analyst spoke of is compared, whatever its keys.
    void add_decided(std::vector<CandidatePair>& pairs) const {
        for (const auto* decided : {&m_decided.same, &m_decided.different, &m_decided.unsure}) {
            for (const auto& [a, b] : *decided) {
                pairs.push_back({a, b, 0});
            }
        }
        internal::merge_pairs(pairs);
    }

    void keep_compared(const std::vector<CandidatePair>& pairs) {
        constexpr std::uint32_t by_company =
            1U << static_cast<unsigned>(internal::BlockingRule::company);
        m_result.compared.reserve(pairs.size());
        for (const CandidatePair& pair : pairs) {
            m_result.compared.push_back({m_result.people[pair.a], m_result.people[pair.b],
                                         (pair.rules & ~by_company) != 0});
        }
    }

    void learn(const std::vector<CandidatePair>& candidates, const IdentityModel& start) {
        const Comparer comparer(m_records, &m_company);
        m_pairs = internal::compared(candidates, m_pairs, comparer, m_control);
        const auto random = internal::random_pairs(m_records.size(), m_records, comparer,
                                                   m_options.seed, m_link, m_control);
        const auto circle = internal::pairs_of_one_incident(m_records, comparer, m_control);
        internal::Training training;
        if (m_options.labels.empty()) {
            training =
                internal::trained(start, m_pairs, random, circle, m_records.size(), m_control);
        } else {
            training = internal::trained_on_labels(start, m_pairs, labels(), random, circle,
                                                   m_records.size());
        }
        m_result.model = training.model;
        m_result.iterations = training.iterations;
        m_result.converged = training.converged;
        m_result.matches = training.matches;
        internal::score(m_pairs, m_result.model);
    }

    [[nodiscard]] std::vector<signed char> labels() const {
        std::vector<signed char> result(m_pairs.size(), -1);
        const auto label = [&](std::uint32_t record) {
            return m_options.labels[m_records.records[record].person];
        };
        for (std::size_t i = 0; i < m_pairs.size(); ++i) {
            const std::uint32_t a = label(m_pairs[i].a), b = label(m_pairs[i].b);
            if (a != graph::no_index && b != graph::no_index) {
                result[i] = a == b ? 1 : 0;
            }
        }
        return result;
    }

    [[nodiscard]] internal::Clusters clusters(double same_bits) const {
        // Absence is no contradiction: of one whom a record hardly describes little can speak for
        // being the same as another, and only what speaks against it keeps them apart.
        constexpr double mean_evidence = 4.0, veto_evidence = -4.0;
        // Of lists a record may be damaged in many places; chains of likeness are rare there, as
        // nobody acts with anybody.
        const bool lists = m_records.incidents.empty();
        const double veto = lists ? 2.0 * veto_evidence : veto_evidence;
        const double given_way = lists ? 0.5 : 0.0;
        return internal::clustered(
            m_records, m_pairs, m_decided,
            {same_bits, mean_evidence, veto, given_way, m_options.one_to_one}, bits_between());
    }

    /// What any pair says, candidate or not.
    [[nodiscard]] std::function<internal::PairBits(std::uint32_t, std::uint32_t)>
    bits_between() const {
        return [this, comparer = std::make_shared<const Comparer>(m_records, &m_company)](
                   std::uint32_t a, std::uint32_t b) -> internal::PairBits {
            const internal::Comparison c = comparer->compare(a, b);
            const IdentityEvidence evidence =
                evidence_of(m_result.model, c.levels, c.strangers, c.circle);
            return {evidence.bits, evidence.bits - evidence.prior};
        };
    }

    /// Who stands beside whom, as far as it is certain who is who. False where nobody does.
    bool find_company() {
        if (m_records.incidents.empty()) {
            return false;
        }
        const internal::Clusters first = clusters(certain_bits);
        const std::size_t n = m_records.size();
        std::vector<std::uint32_t> size(n, 0);
        for (const std::uint32_t c : first.of) {
            ++size[c];
        }
        std::vector<std::pair<graph::IncidentIndex, std::uint32_t>> mentions;
        for (std::uint32_t r = 0; r < n; ++r) {
            for (const auto i :
                 IdentityRecords::part(m_records.incidents, m_records.records[r].incidents)) {
                mentions.emplace_back(i, r);
            }
        }
        std::sort(mentions.begin(), mentions.end());
        std::vector<std::vector<std::uint32_t>> beside(n);
        for (std::size_t i = 0; i < mentions.size();) {
            std::size_t end = i;
            while (end < mentions.size() && mentions[end].first == mentions[i].first) {
                ++end;
            }
            for (std::size_t x = i; x < end; ++x) {
                for (std::size_t y = i; y < end; ++y) {
                    const std::uint32_t other = mentions[y].second;
                    // Someone of one record only can't be met again.
                    const bool again =
                        size[first.of[other]] > 1 || m_records.records[other].incidents.count > 1;
                    if (x != y && again) {
                        beside[mentions[x].second].push_back(first.of[other]);
                    }
                }
            }
            i = end;
        }
        m_company = {};
        m_company.begin.push_back(0);
        for (std::vector<std::uint32_t>& who : beside) {
            std::sort(who.begin(), who.end());
            who.erase(std::unique(who.begin(), who.end()), who.end());
            m_company.who.insert(m_company.who.end(), who.begin(), who.end());
            m_company.begin.push_back(static_cast<std::uint32_t>(m_company.who.size()));
        }
        m_company.whole_name_bits = internal::whole_name_bits(m_records, first.of);
        return !m_company.who.empty();
    }

    /// Pairs that stand beside one and the same person: who has no name may be found so.
    void add_by_company(std::vector<CandidatePair>& pairs) const {
        constexpr std::size_t largest = 40; ///< records beside one person, all compared
        std::vector<std::pair<std::uint32_t, std::uint32_t>> beside; // person, record
        for (std::uint32_t r = 0; r < m_records.size(); ++r) {
            for (std::uint32_t k = m_company.begin[r]; k < m_company.begin[r + 1]; ++k) {
                beside.emplace_back(m_company.who[k], r);
            }
        }
        std::sort(beside.begin(), beside.end());
        for (std::size_t i = 0; i < beside.size();) {
            std::size_t end = i;
            while (end < beside.size() && beside[end].first == beside[i].first) {
                ++end;
            }
            for (std::size_t x = i; x < end; ++x) {
                for (std::size_t y = x + 1; y < std::min(end, x + largest); ++y) {
                    const std::uint32_t a = beside[x].second, b = beside[y].second;
                    if (!internal::share_an_incident(m_records, a, b) &&
                        !(m_link &&
                          m_records.records[a].first_list == m_records.records[b].first_list)) {
                        pairs.push_back(
                            {a, b, 1U << static_cast<unsigned>(internal::BlockingRule::company)});
                    }
                }
            }
            i = end;
        }
        internal::merge_pairs(pairs);
    }

    /// The least bits at which the pairs from there on are expected to be wrong in no more than
    /// their share; the thresholds that the program proposes.
    void propose_thresholds() {
        const double least_same =
            least_same_probability(m_records.incidents.empty(), m_records.size());
        constexpr double wrong_share = 0.02; ///< of all pairs called the same
        constexpr double review_from = 0.05; ///< probability worth an analyst's look
        const auto bits_of = [](double p) { return std::log2(p / (1.0 - p)); };
        m_result.review_bits = m_options.review_bits.value_or(bits_of(review_from));
        if (m_options.same_bits) {
            m_result.same_bits = *m_options.same_bits;
            return;
        }
        std::vector<float> bits;
        for (const ComparedPair& pair : m_pairs) {
            if (pair.bits >= bits_of(least_same)) {
                bits.push_back(pair.bits);
            }
        }
        tbb::parallel_sort(bits.begin(), bits.end(), std::greater<>());
        double wrong = 0.0;
        m_result.same_bits = bits_of(least_same);
        for (std::size_t i = 0; i < bits.size(); ++i) {
            wrong += 1.0 - probability_of_bits(bits[i]);
            if (wrong > wrong_share * static_cast<double>(i + 1) + 0.5) {
                m_result.same_bits = bits[i];
                break;
            }
        }
    }

    void decide() {
        propose_thresholds();
        internal::Clusters strict, likely;
        tbb::parallel_invoke([&] { strict = clusters(m_result.same_bits); },
                             [&] { likely = clusters(0.0); });
        for (const std::size_t refused : strict.verdicts_refused) {
            m_result.contradicted.push_back(m_verdict_of[refused]);
        }
        std::sort(m_result.contradicted.begin(), m_result.contradicted.end());
        for (std::uint32_t r = 0; r < m_records.size(); ++r) {
            m_result.strict.push_back(m_result.people[strict.of[r]]);
            m_result.likely.push_back(m_result.people[likely.of[r]]);
        }
        gather(strict);
        for (const internal::SimilarClusters& pair :
             internal::similar_clusters(m_records, m_pairs, m_decided, strict, m_result.review_bits,
                                        bits_between(), m_control)) {
            m_result.similar.push_back({m_result.people[pair.a], m_result.people[pair.b],
                                        probability_of_bits(pair.bits.bits), pair.bits.evidence});
        }
        estimate_errors(strict);
    }

    [[nodiscard]] static bool
    holds(const std::vector<std::pair<std::uint32_t, std::uint32_t>>& sorted,
          std::uint32_t a,
          std::uint32_t b) {
        return std::binary_search(sorted.begin(), sorted.end(), std::pair(a, b));
    }

    void gather(const internal::Clusters& strict) {
        auto same = m_decided.same;
        std::sort(same.begin(), same.end());
        const Comparer comparer(m_records, &m_company);
        const auto told = [&](std::uint32_t a, std::uint32_t b) {
            const internal::Comparison c = comparer.compare(a, b);
            IdentityPair pair;
            pair.a = m_result.people[a];
            pair.b = m_result.people[b];
            pair.levels = c.levels;
            pair.evidence = evidence_of(m_result.model, c.levels, c.strangers, c.circle);
            const bool joined = strict.of[a] == strict.of[b];
            const bool different = holds(m_decided.different, a, b);
            const bool unsure = holds(m_decided.unsure, a, b);
            pair.decided = different || unsure || holds(same, a, b);
            pair.kept_apart = !joined && !different && pair.evidence.bits >= m_result.same_bits;
            if (joined) {
                pair.decision = IdentityDecision::same;
                pair.cluster = m_result.people[strict.of[a]];
            } else if (!different && (unsure || holds(same, a, b) ||
                                      pair.evidence.bits >= m_result.review_bits)) {
                pair.decision = IdentityDecision::review;
            } else {
                pair.decision = IdentityDecision::different;
            }
            return pair;
        };
        std::vector<std::pair<std::uint32_t, std::uint32_t>> shown;
        for (const auto& [a, b] : pairs_within(strict)) {
            // Of linked lists only pairs across are told; clusters tell the rest.
            if (!m_link || m_records.records[a].first_list != m_records.records[b].first_list ||
                holds(same, a, b)) {
                shown.emplace_back(a, b);
            }
        }
        for (const ComparedPair& pair : m_pairs) {
            const bool joined = strict.of[pair.a] == strict.of[pair.b];
            if (!joined &&
                (m_options.all || pair.bits >= m_result.review_bits ||
                 holds(m_decided.unsure, pair.a, pair.b) || holds(same, pair.a, pair.b))) {
                shown.emplace_back(pair.a, pair.b);
            }
        }
        constexpr std::size_t piece = 1024;
        m_result.pairs.resize(shown.size());
        tbb::parallel_for(std::size_t{0}, (shown.size() + piece - 1) / piece, [&](std::size_t p) {
            m_control.checkpoint();
            for (std::size_t i = p * piece; i < std::min(shown.size(), (p + 1) * piece); ++i) {
                m_result.pairs[i] = told(shown[i].first, shown[i].second);
            }
        });
        if (!m_options.all) {
            m_result.pairs.erase(std::remove_if(m_result.pairs.begin(), m_result.pairs.end(),
                                                [](const IdentityPair& pair) {
                                                    return pair.decision ==
                                                           IdentityDecision::different;
                                                }),
                                 m_result.pairs.end());
        }
        tbb::parallel_sort(m_result.pairs.begin(), m_result.pairs.end(),
                           [](const IdentityPair& x, const IdentityPair& y) {
                               return std::tuple(x.decision, -x.evidence.bits, x.a, x.b) <
                                      std::tuple(y.decision, -y.evidence.bits, y.a, y.b);
                           });
    }

    [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>>
    pairs_within(const internal::Clusters& clusters) const {
        std::vector<std::vector<std::uint32_t>> members(m_records.size());
        for (std::uint32_t r = 0; r < m_records.size(); ++r) {
            members[clusters.of[r]].push_back(r);
        }
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        for (const auto& cluster : members) {
            for (std::size_t i = 0; i < cluster.size(); ++i) {
                for (std::size_t j = i + 1; j < cluster.size(); ++j) {
                    pairs.emplace_back(cluster[i], cluster[j]);
                }
            }
        }
        return pairs;
    }

    /// How certain the pairs of each cluster are. Two of one cluster are one person by what they
    /// say of each other, or by way of a third who is the same as both.
    [[nodiscard]] std::vector<double> certainties() const {
        constexpr std::size_t largest = 64; ///< clusters of more take what pairs say themselves
        std::vector<double> result(m_result.pairs.size());
        std::map<graph::PersonIndex, std::vector<std::size_t>> by_cluster;
        for (std::size_t i = 0; i < m_result.pairs.size(); ++i) {
            const IdentityPair& pair = m_result.pairs[i];
            result[i] = pair.decided && pair.decision == IdentityDecision::same
                            ? 1.0
                            : probability_of_bits(pair.evidence.bits);
            if (pair.decision == IdentityDecision::same) {
                by_cluster[pair.cluster].push_back(i);
            }
        }
        for (const auto& [cluster, pairs] : by_cluster) {
            std::vector<graph::PersonIndex> members;
            for (const std::size_t i : pairs) {
                members.push_back(m_result.pairs[i].a);
                members.push_back(m_result.pairs[i].b);
            }
            std::sort(members.begin(), members.end());
            members.erase(std::unique(members.begin(), members.end()), members.end());
            const std::size_t n = members.size();
            if (n < 3 || n > largest) {
                continue;
            }
            const auto place = [&](graph::PersonIndex p) {
                return static_cast<std::size_t>(
                    std::lower_bound(members.begin(), members.end(), p) - members.begin());
            };
            std::vector<double> own(n * n, 0.0);
            for (const std::size_t i : pairs) {
                const std::size_t a = place(m_result.pairs[i].a), b = place(m_result.pairs[i].b);
                own[a * n + b] = own[b * n + a] = result[i];
            }
            for (const std::size_t i : pairs) {
                const std::size_t a = place(m_result.pairs[i].a), b = place(m_result.pairs[i].b);
                for (std::size_t c = 0; c < n; ++c) {
                    result[i] = std::max(result[i], own[a * n + c] * own[c * n + b]);
                }
            }
        }
        return result;
    }

    void estimate_errors(const internal::Clusters& strict) {
        const std::vector<double> certain = certainties();
        double same = 0.0, kept = 0.0, missed = 0.0;
        for (std::size_t i = 0; i < certain.size(); ++i) {
            if (m_result.pairs[i].decision == IdentityDecision::same) {
                same += 1.0;
                kept += certain[i];
            }
        }
        for (const ComparedPair& pair : m_pairs) {
            if (strict.of[pair.a] != strict.of[pair.b] &&
                !holds(m_decided.different, pair.a, pair.b)) {
                missed += probability_of_bits(pair.bits);
            }
        }
        if (same > 0.0) {
            m_result.errors.wrong = 1.0 - kept / same;
        }
        if (kept + missed > 0.0) {
            m_result.errors.missed = missed / (kept + missed);
        }
    }

    const IdentityOptions& m_options;
    const graph::RunControl& m_control;
    IdentityRecords m_records;
    bool m_link;
    Company m_company;
    internal::DecidedPairs m_decided;
    std::vector<std::size_t> m_verdict_of; ///< by DecidedPairs::same: into the options' verdicts
    std::vector<ComparedPair> m_pairs;
    IdentityResolution m_result;
};

} // namespace

std::string_view name_of(IdentityDecision decision) {
    switch (decision) {
    case IdentityDecision::same:
        return "same";
    case IdentityDecision::review:
        return "review";
    case IdentityDecision::different:
        return "different";
    }
    return {};
}

IdentityResolution resolve_identities(const graph::CaseSelection& selection,
                                      const IdentityOptions& options,
                                      const graph::RunControl& control) {
    return Resolver(selection, options, control).run();
}

} // namespace sandhan::algorithms
