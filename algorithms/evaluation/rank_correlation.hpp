// SPDX-License-Identifier: Apache-2.0
// Whether two rankings of the same things agree.
#pragma once

#include <optional>
#include <span>

namespace sandhan::algorithms {

/// Kendall's tau-b: 1 where every pair that both order is ordered alike, -1 where each is the other
/// way round, with the correction for ties. Nothing where one side has fewer than two different
/// values: it orders nothing.
///
/// Requires  as many values on both sides, none NaN.
/// Throws    std::invalid_argument saying which of the two it is.
/// Cost      O(n log n).
/// Source    W. R. Knight, "A computer method for calculating Kendall's tau with ungrouped data",
///           J. American Statistical Association 61, 1966. doi:10.1080/01621459.1966.10480879
///           The correction (tau-b): M. G. Kendall, "The treatment of ties in ranking problems",
///           Biometrika 33, 1945. doi:10.1093/biomet/33.3.239
[[nodiscard]] std::optional<double> kendall_tau_b(std::span<const double> a,
                                                  std::span<const double> b);

/// Spearman's rho: Pearson's correlation of the ranks, equal values each having the mean of the
/// ranks they fill. Nothing, requirements and errors as above.
/// Cost    O(n log n).
/// Source  C. Spearman, "The proof and measurement of association between two things", American
///         J. Psychology 15, 1904. doi:10.2307/1412159
[[nodiscard]] std::optional<double> spearman_rho(std::span<const double> a,
                                                 std::span<const double> b);

} // namespace sandhan::algorithms
