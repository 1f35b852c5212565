// SPDX-License-Identifier: Apache-2.0
// How much a reason says for two suspects working together, in bits.
#pragma once

#include "graph/association_graph.hpp"

#include <array>
#include <cstdint>

namespace sandhan::algorithms {

/// What a reason's weight goes by.
struct Evidence {
    graph::ReasonKind kind = graph::ReasonKind::shared_incident;
    /// Probability that at least one of its incidents happened as reported, 1 - Π(1 - c); of a
    /// stated tie, times what the record says of its certainty.
    double confidence = 0.0;
    double sharers = 2.0;   ///< how many share it, at least 2; of a route or place, its incidents
    double incidents = 1.0; ///< together in so many, at least 1 (of a shared incident only)
    bool is_near = false;   ///< the incidents of the two lie within the window
    /// A stated tie of a personal kind: relative, spouse, associate, employs.
    bool is_personal = false;
};

/// Of one kind of reason, in bits at a confidence of 1.
struct EvidenceWeight {
    double first = 0.0;    ///< of a reason that two share, once
    double rarity = 0.0;   ///< for each doubling of the others who share it: 0 or below
    double company = 0.0;  ///< for each of the first two such doublings, of a shared incident
    double repeated = 0.0; ///< for each doubling of the incidents
    double near = 0.0;     ///< where the two are within the window
    double most = 0.0;     ///< a reason says no more than this
};

/// What a stated tie of a personal kind says on top. Set by design: generated records state none,
/// so that no fit can tell; a record that says of two that they are married is worth three
/// doublings.
inline constexpr double personal_tie_bits = 3.0;

/// log2 of the odds that two who are tied belong together, before the reasons are weighed.
[[nodiscard]] double prior_bits();
/// By kind; nothing of similar_identity, which has its own model.
[[nodiscard]] const EvidenceWeight& weight_of(graph::ReasonKind kind);

/// The reason's weight: confidence min(most, first + rarity d + company min(d, 2) + repeated
/// log2(incidents) + near), where d = log2(sharers - 1). Where rarity counts it is at least 0: what
/// a thousand share says nothing, and not the contrary.
///
/// Weights are those of a logistic regression on generated incidents whose cells are known
/// (bench/suspect_weights.py fits and checks them; docs/suspects.md has its table): the probability
/// is that the two belong to one cell, or are one person under two entries. It is calibrated for
/// such data, and for real cases an assumption. Rarity, and the most that is believed of a thing
/// two share, are set by design: generated strangers share no phone, so no fit can tell. Convention
/// a reason whose incidents cannot be trusted at all weighs 0 bits. Source      weights of evidence
/// as log-likelihood ratios: I. J. Good, Probability and the
///             Weighing of Evidence, 1950. The form is ours.
[[nodiscard]] double weight_bits(const Evidence& evidence);

/// 1 / (1 + 2^-bits), within (0, 1): at most 40 bits either way are believed.
[[nodiscard]] double probability_of(double bits);
/// log2(p / (1 - p)), the inverse; p is taken into the same bounds.
[[nodiscard]] double bits_of(double probability);

} // namespace sandhan::algorithms
