// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/identity_quality.hpp"

#include "algorithms/internal/share.hpp"

#include <algorithm>
#include <vector>

namespace sandhan::algorithms {
namespace {

std::uint64_t pairs_of(std::uint64_t n) { return n < 2 ? 0 : n * (n - 1) / 2; }

} // namespace

std::optional<double> IdentityQuality::left_out() const {
    return internal::share(possible - compared, possible);
}
std::optional<double> IdentityQuality::completeness() const {
    return internal::share(truly_same_compared, truly_same);
}
std::optional<double> IdentityQuality::wrong() const {
    return internal::share(called_same_wrongly, called_same);
}
std::optional<double> IdentityQuality::missed() const {
    return internal::share(truly_same - (called_same - called_same_wrongly), truly_same);
}

IdentityQuality identity_quality(const IdentityResolution& found,
                                 std::span<const std::uint32_t> truth) {
    const auto is_known = [&](graph::PersonIndex p) { return truth[p] != graph::no_index; };
    IdentityQuality quality;
    quality.possible = pairs_of(found.people.size());
    quality.compared = found.candidates;

    std::vector<std::uint32_t> known;
    std::vector<std::pair<graph::PersonIndex, std::uint32_t>> called; // cluster, who it is
    for (std::size_t i = 0; i < found.people.size(); ++i) {
        if (is_known(found.people[i])) {
            known.push_back(truth[found.people[i]]);
            called.emplace_back(found.strict[i], truth[found.people[i]]);
        }
    }
    std::sort(known.begin(), known.end());
    for (std::size_t i = 0; i < known.size();) {
        const auto end = std::upper_bound(known.begin(), known.end(), known[i]) - known.begin();
        quality.truly_same += pairs_of(static_cast<std::size_t>(end) - i);
        i = static_cast<std::size_t>(end);
    }
    std::sort(called.begin(), called.end());
    std::uint64_t rightly = 0;
    for (std::size_t i = 0; i < called.size();) {
        std::size_t end = i, first = i;
        for (; end < called.size() && called[end].first == called[i].first; ++end) {
            first = called[end].second == called[first].second ? first : end;
            rightly += end - first; // with those before it who are the same
        }
        quality.called_same += pairs_of(end - i);
        i = end;
    }
    quality.called_same_wrongly = quality.called_same - rightly;

    for (const ComparedPeople& pair : found.compared) {
        if (is_known(pair.a) && truth[pair.a] == truth[pair.b]) {
            ++quality.truly_same_compared;
            quality.truly_same_by_key += pair.by_key ? 1U : 0U;
        }
    }
    if (!found.all_pairs) {
        quality.completeness_by_key =
            internal::share(quality.truly_same_by_key, quality.truly_same);
    }
    return quality;
}

} // namespace sandhan::algorithms
