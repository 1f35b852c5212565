// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/katz.hpp"

#include "algorithms/hubs/degree.hpp"
#include "algorithms/hubs/eigenvector.hpp"
#include "algorithms/internal/block_sum.hpp"
#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/weighted_rows.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

/// The default attenuation is too much unless its product with the eigenvalue stays below this:
/// scores are then all but those of eigenvector centrality, and would take for ever.
constexpr double most_attenuation = 0.999;

/// The attenuation where the default one is too much, times the eigenvalue.
constexpr double usual_attenuation = 0.9;

/// No eigenvalue is larger than the largest row sum or the largest column sum.
[[nodiscard]] double eigenvalue_bound(const graph::CompressedGraph& g,
                                      std::span<const double> edge_strength) {
    double bound = 0.0;
    bool first = true;
    for (const Direction direction : {Direction::in, Direction::out}) {
        const auto sums = strength(g, edge_strength, direction);
        const double largest = sums.empty() ? 0.0 : *std::max_element(sums.begin(), sums.end());
        bound = first ? largest : std::min(bound, largest);
        first = false;
    }
    return bound;
}

[[nodiscard]] double usable_attenuation(const graph::CompressedGraph& g,
                                        std::span<const double> edge_strength,
                                        const std::optional<double>& asked,
                                        const graph::RunControl& control) {
    const double wanted = asked.value_or(katz_attenuation);
    if (wanted * eigenvalue_bound(g, edge_strength) < most_attenuation) {
        return wanted;
    }
    graph::RunControl quiet; // its rounds are not those that are counted
    quiet.stop_requested = control.stop_requested;
    const double value = eigenvector(g, edge_strength, {}, quiet).eigenvalue;
    if (!asked) {
        return wanted * value < most_attenuation ? wanted : usual_attenuation / value;
    }
    if (!(wanted * value < 1.0)) {
        throw std::invalid_argument("katz: attenuation " + std::to_string(wanted) +
                                    "; it must be below " + std::to_string(1.0 / value) +
                                    ", one over the largest eigenvalue");
    }
    return wanted;
}

template <class Pull>
void iterate_walks(Vertex n,
                   const KatzOptions& options,
                   const graph::RunControl& control,
                   Katz& result,
                   Pull pull) {
    std::vector<double> next(n);
    result.score.assign(n, 1.0);
    result.converged = false;
    while (!result.converged && result.rounds < options.max_rounds) {
        control.checkpoint();
        internal::for_blocks(n, [&](std::size_t first, std::size_t last) {
            for (std::size_t v = first; v < last; ++v) {
                next[v] = 1.0 + result.attenuation * pull(static_cast<Vertex>(v), result.score);
            }
        });
        const double change = internal::sum_in_blocks(n, [&](std::size_t first, std::size_t last) {
            double sum = 0.0;
            for (std::size_t v = first; v < last; ++v) {
                sum += std::abs(next[v] - result.score[v]);
            }
            return sum;
        });
        const double total = internal::sum_in_blocks(n, [&](std::size_t first, std::size_t last) {
            double sum = 0.0;
            for (std::size_t v = first; v < last; ++v) {
                sum += next[v];
            }
            return sum;
        });
        result.score.swap(next);
        result.residual = change / total;
        result.converged = result.residual <= options.tolerance;
        ++result.rounds;
        control.report(result.rounds, options.max_rounds);
    }
}

/// Returns what 1 has become.
double make_unit_length(std::vector<double>& score) {
    // The largest is taken out first: squares of what grew for thousands of rounds may overflow.
    const double largest = *std::max_element(score.begin(), score.end());
    double squares = 0.0;
    for (double& s : score) {
        s /= largest;
        squares += s * s;
    }
    for (double& s : score) {
        s /= std::sqrt(squares);
    }
    return 1.0 / largest / std::sqrt(squares);
}

} // namespace

Katz katz(const graph::CompressedGraph& g,
          std::span<const double> edge_strength,
          const KatzOptions& options,
          const graph::RunControl& control) {
    // Written so that NaN is refused too.
    if (options.attenuation && !(*options.attenuation > 0.0 && *options.attenuation < 1e300)) {
        throw std::invalid_argument("katz: attenuation " + std::to_string(*options.attenuation) +
                                    "; it must be finite and > 0");
    }
    if (!(options.tolerance > 0.0)) {
        throw std::invalid_argument("katz: tolerance " + std::to_string(options.tolerance) +
                                    "; it must be > 0");
    }
    internal::require_simple(g, "katz");
    internal::require_positive(g, edge_strength, "katz", "strength");

    Katz result;
    result.attenuation = usable_attenuation(g, edge_strength, options.attenuation, control);
    const Vertex n = g.vertex_count();
    if (n == 0) {
        return result;
    }
    if (edge_strength.empty()) {
        iterate_walks(n, options, control, result,
                      [&g](Vertex v, const std::vector<double>& score) {
                          double sum = 0.0;
                          for (const Vertex u : g.in_neighbours(v)) {
                              sum += score[u];
                          }
                          return sum;
                      });
    } else {
        const auto in = internal::weighted_rows(g, edge_strength, internal::Walk::in);
        iterate_walks(n, options, control, result,
                      [&in](Vertex v, const std::vector<double>& score) {
                          double sum = 0.0;
                          for (const auto [u, weight] : in.row(v)) {
                              sum += weight * score[u];
                          }
                          return sum;
                      });
    }
    result.constant = make_unit_length(result.score);
    return result;
}

} // namespace sandhan::algorithms
