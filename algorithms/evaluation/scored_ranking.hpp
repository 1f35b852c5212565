// SPDX-License-Identifier: Apache-2.0
// How well scores tell those that are from those that are not.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace sandhan::algorithms {

/// Items with equal scores are one step in all of these: their order says nothing.
struct ScoredRanking {
    std::size_t items = 0, positives = 0;
    /// The chance that a positive is scored above a negative, ties half; nothing where either
    /// lacks.
    std::optional<double> roc_auc;
    /// Average precision: Σ (gain in recall) × precision over falling scores; nothing without a
    /// positive. Its base line is positives / items.
    std::optional<double> pr_auc;
    /// Of the k highest, the share that is positive, among equal scores at k as expected of any
    /// order; of all where there are fewer. Nothing without items.
    std::optional<double> precision_at_k;
};

/// Requires    finite scores; as many labels.
/// Throws      std::invalid_argument naming what breaks that.
/// Cost        O(n log n).
/// Source      J. A. Hanley and B. J. McNeil, Radiology 143(1), 1982.
///             doi:10.1148/radiology.143.1.7063747; average precision as scikit-learn has it.
[[nodiscard]] ScoredRanking
scored_ranking(std::span<const double> score, std::span<const unsigned char> label, std::size_t k);

} // namespace sandhan::algorithms
