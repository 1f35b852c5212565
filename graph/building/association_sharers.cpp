// SPDX-License-Identifier: Apache-2.0
#include "graph/building/association_sharers.hpp"

#include <algorithm>

namespace sandhan::graph::building {

std::vector<std::size_t> distinct(std::vector<Sharer>& sharers) {
    std::sort(sharers.begin(), sharers.end());
    sharers.erase(std::unique(sharers.begin(), sharers.end()), sharers.end());
    std::vector<std::size_t> first;
    for (std::size_t i = 0; i < sharers.size(); ++i) {
        if (i == 0 || sharers[i].first != sharers[i - 1].first) {
            first.push_back(i);
        }
    }
    return first;
}

Skipped skip(const std::vector<Sharer>& sharers, ReasonKind kind, std::uint32_t detail) {
    std::vector<IncidentIndex> evidence;
    for (const auto& [v, incident] : sharers) {
        if (incident != no_index) {
            evidence.push_back(incident);
        }
    }
    std::sort(evidence.begin(), evidence.end());
    evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
    return {Reason{kind, detail, 0.0, {}}, std::move(evidence)};
}

void keep(std::vector<Skipped>& skipped,
          std::vector<Reason>& reasons,
          std::vector<std::vector<IncidentIndex>>& kept) {
    for (auto& [reason, evidence] : skipped) {
        kept.push_back(std::move(evidence));
        reasons.push_back(reason);
        reasons.back().evidence = kept.back();
    }
}

} // namespace sandhan::graph::building
