// SPDX-License-Identifier: Apache-2.0
// Source grades (Admiralty code) as numbers between 0 and 1.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace sandhan::graph {

/// A source grade: reliability of the source `A`..`F`, credibility of the information `1`..`6`.
struct Grade {
    char reliability = 'F';
    char credibility = '6';
    friend bool operator==(const Grade&, const Grade&) = default;
};

/// Reads "B2" (either case). Nothing else is a grade.
[[nodiscard]] std::optional<Grade> parse_grade(std::string_view text);

/// The probability, as far as the grade tells, that the incident happened as reported.
///
/// The credibility gives a probability p (1: 0.95, 2: 0.80, 3: 0.65, 4: 0.35, 5: 0.10, 6: 0.50),
/// the reliability a weight r (A: 1.00, B: 0.90, C: 0.75, D: 0.50, E: 0.25, F: 0.50), and the
/// confidence is 0.5 + r (p - 0.5): a source that cannot be relied on pulls towards not knowing.
/// This is Shafer's discounting followed by the pignistic probability. F6, and no grade at all,
/// give one half.
/// Source      NATO AJP-2.1 for the code; G. Shafer, A Mathematical Theory of Evidence, 1976,
///             p. 251, for discounting; the figures p and r are ours (docs/confidence.md).
[[nodiscard]] double confidence(Grade grade);

/// Confidence of an ungraded source.
inline constexpr double ungraded_confidence = 0.5;

/// Probability that at least one of several independent reports is true: 1 - Π(1 - c).
[[nodiscard]] double combined_confidence(std::span<const double> confidences);

} // namespace sandhan::graph
