// SPDX-License-Identifier: Apache-2.0
// What the sizes of places alone predict: flows if every origin chose among destinations by how
// much arrives there, and by nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::algorithms {

/// A flow between two places, which any numbers may stand for.
struct ObservedFlow {
    std::uint32_t origin = 0;
    std::uint32_t destination = 0;
    double size = 0.0;
};

struct ExpectedFlows {
    std::vector<double> expected; ///< of each observed flow, in their order
    std::size_t iterations = 0;
    double residual = 0.0; ///< greatest relative error of what leaves or reaches a place
    bool converged = true;
};

/// The flows that a doubly constrained model without distance expects: e = a(origin)
/// b(destination), with as much leaving each origin and reaching each destination as observed, and
/// nothing between a place and itself or between the pairs in `impossible` (either order). It is
/// what a configuration model of journeys gives, and a gravity model whose distance does not count.
/// A small origin that sends many to one destination has more than it expects.
///
/// Requires    sizes finite and > 0; each pair of places once, none of them impossible.
/// Returns     expected sizes; they sum to the observed total.
/// Throws      std::invalid_argument naming the flow that breaks that.
/// Convention  stops at a relative error of 1e-10 in every margin or after 10,000 rounds, as where
///             the margins leave hardly any choice it settles slowly; `converged` says so.
/// Cost        O(places + impossible pairs) a round.
/// Source      quasi-independence: L. A. Goodman, J. American Statistical Association 63, 1968,
///             doi:10.1080/01621459.1968.11009335; fitted by W. E. Deming, F. F. Stephan, Annals of
///             Mathematical Statistics 11(4), 1940, doi:10.1214/aoms/1177731829; doubly constrained
///             models: A. G. Wilson, Transportation Research 1(3), 1967,
///             doi:10.1016/0041-1647(67)90035-4.
[[nodiscard]] ExpectedFlows
expected_flows(std::span<const ObservedFlow> flows,
               std::span<const std::pair<std::uint32_t, std::uint32_t>> impossible = {});

/// How many times its expectation a count is, drawn towards 1 where both are small: (observed + 1)
/// / (expected + 1), the mean of the rate after a prior of one imagined incident where one is
/// expected. A single incident between two places that hardly any other touches has an
/// observed/expected of hundreds and says next to nothing. Requires  both >= 0. Source    D.
/// Clayton, J. Kaldor, "Empirical Bayes estimates of age-standardized relative risks",
///           Biometrics 43(3), 1987, doi:10.2307/2532003, with a prior of Gamma(1, 1).
[[nodiscard]] constexpr double shrunk_ratio(double observed, double expected) {
    return (observed + 1.0) / (expected + 1.0);
}

} // namespace sandhan::algorithms
