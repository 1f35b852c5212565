// SPDX-License-Identifier: Apache-2.0
// Logistic regression with a ridge.
#pragma once

#include "graph/run_control.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace sandhan::algorithms {

struct LogisticModel {
    std::vector<double> mean, scale; ///< of each column in training; scale 0: it never varied
    std::vector<double> weight;      ///< of each standardised column; 0 where it never varied
    double intercept = 0.0;
    bool converged = true;
    unsigned rounds = 0;

    /// The probability of a row.
    [[nodiscard]] double probability(std::span<const double> row) const;
};

struct LogisticOptions {
    double ridge = 1.0;      ///< >= 0, on the standardised weights; the intercept has none
    double tolerance = 1e-9; ///< of the largest step, at which it stops
    unsigned max_rounds = 100;
};

/// The weights that make the labels most likely, less ridge / 2 times the sum of their squares.
/// Columns are brought to mean 0 and deviation 1 first.
///
/// Requires    rows one after the other, `columns` numbers each, all finite; as many labels as
/// rows;
///             of either label at least one.
/// Throws      std::invalid_argument naming what breaks that; graph::Cancelled.
/// Cost        O(rows columns² + columns³) a round of Newton's method, with the step halved until
///             the likelihood rises.
/// Source      D. R. Cox, JRSS B 20(2), 1958; S. le Cessie and J. C. van Houwelingen, Applied
///             Statistics 41(1), 1992. doi:10.2307/2347628
[[nodiscard]] LogisticModel logistic_regression(std::span<const double> rows,
                                                std::size_t columns,
                                                std::span<const unsigned char> label,
                                                const LogisticOptions& options = {},
                                                const graph::RunControl& control = {});

} // namespace sandhan::algorithms
