// SPDX-License-Identifier: Apache-2.0
#include "algorithms/evaluation/rank_correlation.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace sandhan::algorithms {
namespace {

void require_pairs(std::span<const double> a, std::span<const double> b, const std::string& who) {
    if (a.size() != b.size()) {
        throw std::invalid_argument(who + ": " + std::to_string(a.size()) + " values beside " +
                                    std::to_string(b.size()) + "; give as many on both sides");
    }
    const auto is_nan = [](double value) { return std::isnan(value); };
    if (std::any_of(a.begin(), a.end(), is_nan) || std::any_of(b.begin(), b.end(), is_nan)) {
        throw std::invalid_argument(who +
                                    ": a value is NaN, which has no rank; leave the pair out");
    }
}

std::uint64_t pairs_among(std::uint64_t n) { return n < 2 ? 0 : n * (n - 1) / 2; }

/// Pairs within the runs of equal values of a sorted range.
template <class Iterator, class Equal>
std::uint64_t tied_pairs(Iterator first, Iterator last, Equal equal) {
    std::uint64_t pairs = 0;
    while (first != last) {
        auto end = first;
        while (end != last && equal(*first, *end)) {
            ++end;
        }
        pairs += pairs_among(static_cast<std::uint64_t>(end - first));
        first = end;
    }
    return pairs;
}

/// Sorts and returns how many pairs stood the wrong way round; equal values do not.
std::uint64_t sort_counting_swaps(std::vector<double>& values, std::vector<double>& room) {
    std::uint64_t swaps = 0;
    const std::size_t n = values.size();
    for (std::size_t width = 1; width < n; width *= 2) {
        for (std::size_t left = 0; left < n; left += 2 * width) {
            const std::size_t middle = std::min(left + width, n);
            const std::size_t right = std::min(left + 2 * width, n);
            std::size_t i = left;
            std::size_t j = middle;
            for (std::size_t to = left; to < right; ++to) {
                if (i < middle && (j == right || values[i] <= values[j])) {
                    room[to] = values[i++];
                } else {
                    swaps += middle - i;
                    room[to] = values[j++];
                }
            }
        }
        values.swap(room);
    }
    return swaps;
}

/// One root of the product, so that a ranking agrees with itself by exactly 1; rounding of two
/// different sides must not lead beyond.
double correlation(double both, double one, double other) {
    return std::clamp(both / std::sqrt(one * other), -1.0, 1.0);
}

/// Twice the rank, from 1, so that the mean of ranks stays a whole number.
std::vector<double> doubled_ranks(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t i, std::size_t j) { return values[i] < values[j]; });
    std::vector<double> rank(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first;
        while (end < order.size() && values[order[end]] == values[order[first]]) {
            ++end;
        }
        for (std::size_t k = first; k < end; ++k) {
            rank[order[k]] = static_cast<double>(first + 1 + end);
        }
        first = end;
    }
    return rank;
}

} // namespace

std::optional<double> kendall_tau_b(std::span<const double> a, std::span<const double> b) {
    require_pairs(a, b, "kendall_tau_b");
    std::vector<std::pair<double, double>> pairs;
    pairs.reserve(a.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        pairs.emplace_back(a[i], b[i]);
    }
    std::sort(pairs.begin(), pairs.end());
    const std::uint64_t tied_a =
        tied_pairs(pairs.begin(), pairs.end(),
                   [](const auto& p, const auto& q) { return p.first == q.first; });
    const std::uint64_t tied_both =
        tied_pairs(pairs.begin(), pairs.end(), [](const auto& p, const auto& q) { return p == q; });
    std::vector<double> second;
    second.reserve(pairs.size());
    for (const auto& pair : pairs) {
        second.push_back(pair.second);
    }
    std::vector<double> room(second.size());
    const std::uint64_t discordant = sort_counting_swaps(second, room);
    const std::uint64_t tied_b =
        tied_pairs(second.begin(), second.end(), [](double x, double y) { return x == y; });

    const std::uint64_t all = pairs_among(a.size());
    if (tied_a == all || tied_b == all) { // also where there are no pairs at all
        return std::nullopt;
    }
    const auto ordered = static_cast<std::int64_t>(all - tied_a - tied_b + tied_both);
    const auto agreed = ordered - 2 * static_cast<std::int64_t>(discordant);
    return correlation(static_cast<double>(agreed), static_cast<double>(all - tied_a),
                       static_cast<double>(all - tied_b));
}

std::optional<double> spearman_rho(std::span<const double> a, std::span<const double> b) {
    require_pairs(a, b, "spearman_rho");
    const std::vector<double> x = doubled_ranks(a);
    const std::vector<double> y = doubled_ranks(b);
    const double mean = static_cast<double>(a.size()) + 1.0; // of doubled ranks, with ties or not
    double xx = 0.0;
    double yy = 0.0;
    double xy = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - mean) * (x[i] - mean);
        yy += (y[i] - mean) * (y[i] - mean);
        xy += (x[i] - mean) * (y[i] - mean);
    }
    if (xx == 0.0 || yy == 0.0) {
        return std::nullopt;
    }
    return correlation(xy, xx, yy);
}

} // namespace sandhan::algorithms
