// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/evidence_weights.hpp"

#include <algorithm>
#include <cmath>

namespace sandhan::algorithms {

namespace {

constexpr double most_bits = 40.0;

// Fitted by bench/suspect_weights.py, where it is said what was not.
constexpr double tied_prior = -3.0;
constexpr double crowd = 2.0; // doublings of company that count
constexpr std::array<EvidenceWeight, graph::reason_kinds> fitted_weights{{
    {0.12, 0.0, 0.0, 0.0, 0.0, 20.0},   // stated_tie
    {10.0, -1.0, 0.0, 0.0, 0.0, 20.0},  // shared_identifier
    {0.38, 0.0, 4.09, 3.43, 0.0, 20.0}, // shared_incident
    {9.51, -1.0, 0.0, 0.0, 0.0, 20.0},  // shared_organisation
    {0.0, 0.0, 0.0, 0.0, 0.0, 0.0},     // similar_identity
    {10.0, -1.0, 0.0, 0.0, 0.0, 3.0},   // same_place
    {10.0, -1.0, 0.0, 0.0, 0.0, 3.0},   // same_route
}};

} // namespace

double prior_bits() { return tied_prior; }

const EvidenceWeight& weight_of(graph::ReasonKind kind) {
    return fitted_weights[static_cast<std::size_t>(kind)];
}

double weight_bits(const Evidence& evidence) {
    const EvidenceWeight& weight = weight_of(evidence.kind);
    const double doublings = std::log2(std::max(evidence.sharers - 1.0, 1.0));
    double bits =
        weight.first + weight.rarity * doublings + weight.company * std::min(doublings, crowd) +
        weight.repeated * std::log2(std::max(evidence.incidents, 1.0)) +
        (evidence.is_near ? weight.near : 0.0) + (evidence.is_personal ? personal_tie_bits : 0.0);
    bits = std::min(bits, weight.most);
    if (weight.rarity < 0.0) {
        bits = std::max(bits, 0.0);
    }
    return evidence.confidence * bits;
}

double probability_of(double bits) {
    return 1.0 / (1.0 + std::exp2(-std::clamp(bits, -most_bits, most_bits)));
}

double bits_of(double probability) {
    const double least = probability_of(-most_bits);
    const double p = std::clamp(probability, least, 1.0 - least);
    return std::log2(p / (1.0 - p));
}

} // namespace sandhan::algorithms
