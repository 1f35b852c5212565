// SPDX-License-Identifier: Apache-2.0
#include "algorithms/evaluation/scored_ranking.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

namespace sandhan::algorithms {

ScoredRanking
scored_ranking(std::span<const double> score, std::span<const unsigned char> label, std::size_t k) {
    if (label.size() != score.size()) {
        throw std::invalid_argument("scored_ranking: " + std::to_string(label.size()) +
                                    " labels for " + std::to_string(score.size()) +
                                    " scores; give one a score");
    }
    for (std::size_t i = 0; i < score.size(); ++i) {
        if (!std::isfinite(score[i])) {
            throw std::invalid_argument("scored_ranking: score " + std::to_string(i) +
                                        " is not finite");
        }
    }
    std::vector<std::size_t> order(score.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return score[a] > score[b]; });
    ScoredRanking result;
    result.items = score.size();
    for (const unsigned char one : label) {
        result.positives += one != 0 ? 1U : 0U;
    }
    const std::size_t first_k = std::min(k, order.size());
    double above = 0.0; // pairs of a positive and a negative in that order, ties half
    double average = 0.0, in_first = 0.0;
    std::size_t seen = 0, found = 0;
    while (seen < order.size()) {
        std::size_t end = seen;
        std::size_t here = 0;
        while (end < order.size() && score[order[end]] == score[order[seen]]) {
            here += label[order[end]] != 0 ? 1U : 0U;
            ++end;
        }
        const auto tied = static_cast<double>(end - seen);
        const auto positive = static_cast<double>(here);
        above += (tied - positive) * (static_cast<double>(found) + positive / 2.0);
        if (seen < first_k) {
            in_first += positive * static_cast<double>(std::min(end, first_k) - seen) / tied;
        }
        found += here;
        seen = end;
        average += positive * static_cast<double>(found) / static_cast<double>(seen);
    }
    const auto positives = static_cast<double>(result.positives);
    const auto negatives = static_cast<double>(result.items - result.positives);
    if (positives > 0 && negatives > 0) {
        result.roc_auc = above / (positives * negatives);
    }
    if (positives > 0) {
        result.pr_auc = average / positives;
    }
    if (first_k > 0) {
        result.precision_at_k = in_first / static_cast<double>(first_k);
    }
    return result;
}

} // namespace sandhan::algorithms
