// SPDX-License-Identifier: Apache-2.0
#include "algorithms/disclosure/published_flows.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms {

std::vector<PublishedFlow> flows_at_level(std::span<const PublishedBlock> blocks,
                                          std::size_t level) {
    if (level >= place_levels) {
        throw std::invalid_argument("flows_at_level: there is no level " + std::to_string(level));
    }
    std::vector<PublishedFlow> all;
    for (const PublishedBlock& block : blocks) {
        PublishedFlow flow = block.figures;
        flow.origin = block.origin[level];
        flow.destination = block.destination[level];
        flow.generalised = block.origin_level > level || block.destination_level > level;
        if (flow.origin != flow.destination || flow.generalised) {
            all.push_back(flow);
        }
    }
    std::stable_sort(all.begin(), all.end(), [](const PublishedFlow& a, const PublishedFlow& b) {
        return std::pair(a.origin, a.destination) < std::pair(b.origin, b.destination);
    });
    std::vector<PublishedFlow> merged;
    std::vector<double> doubt; // rounded once, at the end
    for (const PublishedFlow& flow : all) {
        if (merged.empty() || merged.back().origin != flow.origin ||
            merged.back().destination != flow.destination) {
            merged.push_back(flow);
            doubt.push_back(1.0 - flow.confidence);
            continue;
        }
        PublishedFlow& sum = merged.back();
        sum.people += flow.people;
        sum.incidents += flow.incidents;
        sum.expected_incidents += flow.expected_incidents;
        sum.generalised = sum.generalised || flow.generalised;
        doubt.back() *= 1.0 - flow.confidence;
        if (flow.first_year && (!sum.first_year || *flow.first_year < *sum.first_year)) {
            sum.first_year = flow.first_year;
        }
        if (flow.last_year && (!sum.last_year || *flow.last_year > *sum.last_year)) {
            sum.last_year = flow.last_year;
        }
    }
    for (std::size_t f = 0; f < merged.size(); ++f) {
        merged[f].confidence = std::round((1.0 - doubt[f]) * 10.0) / 10.0;
    }
    return merged;
}

} // namespace sandhan::algorithms
