// SPDX-License-Identifier: Apache-2.0
// Precision, recall and F1 of what was found against what is true.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

namespace sandhan::algorithms {

/// Things counted alike on both sides: pairs of people, corridors, incidents.
struct Matches {
    std::uint64_t both = 0;  ///< found, and true
    std::uint64_t found = 0; ///< found, true or not
    std::uint64_t truth = 0; ///< true, found or not

    /// both / found; nothing where nothing was found.
    [[nodiscard]] std::optional<double> precision() const;
    /// both / truth; nothing where nothing was to be found.
    [[nodiscard]] std::optional<double> recall() const;
    /// The harmonic mean of the two, 2 both / (found + truth): 0 where one of them has no value,
    /// and nothing where neither has one. Source  C. J. van Rijsbergen, "Information Retrieval",
    /// 2nd ed., Butterworths, 1979, ch. 7,
    ///         with both weighed alike.
    [[nodiscard]] std::optional<double> f1() const;
};

/// The harmonic mean of two shares; 0 when both are 0.
[[nodiscard]] double harmonic_mean(double a, double b);

/// Requires  both ascending, each value once.
/// Throws    std::invalid_argument naming the side that is not.
/// Cost      O(found log truth).
[[nodiscard]] Matches compare_sets(std::span<const std::uint64_t> found,
                                   std::span<const std::uint64_t> truth);

} // namespace sandhan::algorithms
