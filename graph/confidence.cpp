// SPDX-License-Identifier: Apache-2.0
#include "graph/confidence.hpp"

#include <array>
#include <cstddef>

namespace sandhan::graph {
namespace {

constexpr std::array<double, 6> reliability_weight{1.00, 0.90, 0.75, 0.50, 0.25, 0.50};
constexpr std::array<double, 6> credibility_probability{0.95, 0.80, 0.65, 0.35, 0.10, 0.50};

} // namespace

std::optional<Grade> parse_grade(std::string_view text) {
    if (text.size() != 2) {
        return std::nullopt;
    }
    const char letter =
        text[0] >= 'a' && text[0] <= 'f' ? static_cast<char>(text[0] - 'a' + 'A') : text[0];
    if (letter < 'A' || letter > 'F' || text[1] < '1' || text[1] > '6') {
        return std::nullopt;
    }
    return Grade{letter, text[1]};
}

double confidence(Grade grade) {
    const double r = reliability_weight[static_cast<std::size_t>(grade.reliability - 'A')];
    const double p = credibility_probability[static_cast<std::size_t>(grade.credibility - '1')];
    return 0.5 + r * (p - 0.5);
}

double combined_confidence(std::span<const double> confidences) {
    double all_false = 1.0;
    for (const double c : confidences) {
        all_false *= 1.0 - c;
    }
    return 1.0 - all_false;
}

} // namespace sandhan::graph
