// SPDX-License-Identifier: Apache-2.0
#include "algorithms/evaluation/retrieval.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {

double precision_at(std::span<const std::uint8_t> relevant, std::size_t k) {
    if (k == 0) {
        throw std::invalid_argument("precision_at: k is 0; ask for the first one or more");
    }
    const auto first = relevant.first(std::min(k, relevant.size()));
    const auto hits = std::count_if(first.begin(), first.end(), [](auto r) { return r != 0; });
    return static_cast<double>(hits) / static_cast<double>(k);
}

std::optional<double> average_precision(std::span<const std::uint8_t> relevant,
                                        std::uint64_t relevant_in_all) {
    std::uint64_t hits = 0;
    double sum = 0.0;
    for (std::size_t i = 0; i < relevant.size(); ++i) {
        if (relevant[i] != 0) {
            ++hits;
            sum += static_cast<double>(hits) / static_cast<double>(i + 1);
        }
    }
    if (hits > relevant_in_all) {
        throw std::invalid_argument("average_precision: " + std::to_string(hits) +
                                    " of the list are relevant, but only " +
                                    std::to_string(relevant_in_all) + " in all; count them again");
    }
    if (relevant_in_all == 0) {
        return std::nullopt;
    }
    return sum / static_cast<double>(relevant_in_all);
}

} // namespace sandhan::algorithms
