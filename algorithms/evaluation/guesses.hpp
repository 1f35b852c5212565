// SPDX-License-Identifier: Apache-2.0
// Whether probabilities that were told are those with which things come true.
#pragma once

#include <cstddef>
#include <optional>
#include <span>

namespace sandhan::algorithms {

struct ToldProbability {
    double probability = 0.0;
    bool came_true = false;
    double weight = 1.0; ///< how often it was told
};

/// Brier score: the mean of (probability - outcome)^2; 0 is best. Nothing where nothing was told.
/// Requires  probabilities in [0, 1], weights finite and >= 0.
/// Throws    std::invalid_argument naming what breaks that.
/// Source    G. W. Brier, "Verification of forecasts expressed in terms of probability", Monthly
///           Weather Review 78(1), 1950, doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2, for
///           one outcome (half of his figure for both).
[[nodiscard]] std::optional<double> brier_score(std::span<const ToldProbability> told);

/// Expected calibration error: probabilities are sorted into `bins` of equal width (1 belongs to
/// the last); the mean over what was told of |mean probability - share that came true| of its bin.
/// Requires  as above, bins > 0.
/// Throws    std::invalid_argument likewise.
/// Source    M. P. Naeini, G. F. Cooper, M. Hauskrecht, "Obtaining well calibrated probabilities
///           using Bayesian binning", AAAI 2015.
[[nodiscard]] std::optional<double> calibration_error(std::span<const ToldProbability> told,
                                                      std::size_t bins);

} // namespace sandhan::algorithms
