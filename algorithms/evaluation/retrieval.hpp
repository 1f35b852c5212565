// SPDX-License-Identifier: Apache-2.0
// Whether what was asked for stands at the top of a ranked list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

namespace sandhan::algorithms {

/// The share of the first k that is relevant (not 0), the best first. A list that ends earlier is
/// taken as going on with what is not relevant.
/// Throws  std::invalid_argument where k is 0.
/// Source  the precision of TREC's evaluation at a cutoff: E. M. Voorhees, D. K. Harman (eds),
///         "TREC: Experiment and Evaluation in Information Retrieval", MIT Press, 2005, ch. 3.
[[nodiscard]] double precision_at(std::span<const std::uint8_t> relevant, std::size_t k);

/// Average precision: the mean, over all that is relevant, of the precision down to its rank; what
/// is not in the list adds 0. 1 where everything relevant stands first. Nothing where nothing is
/// relevant.
/// Requires  relevant_in_all to be no less than how many of the list are relevant.
/// Throws    std::invalid_argument naming both.
/// Source    as above.
[[nodiscard]] std::optional<double> average_precision(std::span<const std::uint8_t> relevant,
                                                      std::uint64_t relevant_in_all);

} // namespace sandhan::algorithms
