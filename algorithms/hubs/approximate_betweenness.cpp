// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/approximate_betweenness.hpp"

#include "algorithms/internal/path_sampler.hpp"
#include "algorithms/internal/renumbered_rows.hpp"
#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/vertex_diameter.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

// The paper's names: omega is the largest number of samples, tau the number so far, lambda how far
// its betweenness, a mean over all n (n - 1) ordered pairs, may be off.

/// What may go wrong beyond the promise: half of delta if all omega samples are taken, the other
/// half, over all vertices and both sides, if fewer are.
constexpr double share_of_stopping = 0.5;
/// Of the latter, the part that is spread evenly, so that no vertex is left without.
constexpr double even_share = 0.001;

void require_usable(const ApproximateOptions& options) {
    // Written so that NaN is refused too.
    if (!(options.epsilon > 0.0) || std::isinf(options.epsilon)) {
        throw std::invalid_argument("approximate betweenness: epsilon is " +
                                    std::to_string(options.epsilon) +
                                    "; it must be finite and > 0");
    }
    if (!(options.delta > 0.0 && options.delta < 1.0)) {
        throw std::invalid_argument("approximate betweenness: delta is " +
                                    std::to_string(options.delta) +
                                    "; it must lie between 0 and 1");
    }
}

double most_samples(Vertex n, Vertex inner, double lambda, double delta) {
    const double failing = delta * (1.0 - share_of_stopping);
    // By the dimension of the range space of shortest paths, and by Hoeffding's inequality for each
    // of n vertices and both sides.
    const double by_dimension = std::floor(std::log2(inner)) + 1.0 + std::log(1.0 / failing);
    const double by_vertices = std::log(2.0 * n / failing);
    return std::ceil(0.5 / (lambda * lambda) * std::min(by_dimension, by_vertices));
}

/// How far below (the paper's f) and above (g) its estimate a vertex's betweenness may be after tau
/// of omega samples, but for a chance whose inverse has this logarithm.
double below(double estimate, double log_inverse, double omega, double tau) {
    const double a = 1.0 / 3.0 - omega / tau;
    return log_inverse / tau * (a + std::sqrt(a * a + 2.0 * estimate * omega / log_inverse));
}
double above(double estimate, double log_inverse, double omega, double tau) {
    const double a = 1.0 / 3.0 + omega / tau;
    return log_inverse / tau * (a + std::sqrt(a * a + 2.0 * estimate * omega / log_inverse));
}

/// The chance of error that each vertex may use up on either side, as the logarithm of its inverse.
/// Vertices of high betweenness need more samples, so they get more of it: exp(-c lambda^2 / b) for
/// the least c with which all shares, of both sides, stay within the total.
std::vector<double>
allocated_chances(const std::vector<double>& estimate, double lambda, double delta) {
    const auto n = static_cast<double>(estimate.size());
    const double total = delta * share_of_stopping;
    const double uneven = total * (1.0 - even_share);
    // A vertex that no path met has a share of nothing.
    std::vector<double> scale;
    for (const double b : estimate) {
        if (b > 0.0) {
            scale.push_back(lambda * lambda / b);
        }
    }
    const auto spent = [&scale](double c) {
        double sum = 0.0;
        for (const double s : scale) {
            sum += 2.0 * std::exp(-c * s);
        }
        return sum;
    };
    // With b <= 1 all shares fit at the upper end.
    double least = 0.0;
    double most = std::log(2.0 * n / uneven) / (lambda * lambda);
    for (int round = 0; round < 60 && most - least > 1e-4 * most; ++round) {
        const double c = 0.5 * (least + most);
        (spent(c) > uneven ? least : most) = c;
    }
    std::vector<double> log_inverse;
    log_inverse.reserve(estimate.size());
    const double even = total * even_share / (2.0 * n);
    for (const double b : estimate) {
        const double own = b > 0.0 ? std::exp(-most * lambda * lambda / b) : 0.0;
        log_inverse.push_back(-std::log(own + even));
    }
    return log_inverse;
}

/// Draws samples by number, and counts how many paths go through each vertex.
class Sampling {
  public:
    Sampling(const internal::RenumberedRows& rows, std::uint64_t seed)
        : m_seed(seed), m_count(rows.original.size(), 0), m_thread([&rows] {
              return Thread{internal::PathSampler(rows), {}};
          }) {}

    void draw(std::uint64_t samples, const graph::RunControl& control) {
        constexpr std::uint64_t block = 32;
        const std::uint64_t first = m_drawn;
        m_drawn += samples;
        tbb::parallel_for(std::uint64_t{0}, (samples + block - 1) / block, [&](std::uint64_t b) {
            control.checkpoint();
            Thread& own = m_thread.local();
            const std::uint64_t end = std::min(m_drawn, first + (b + 1) * block);
            for (std::uint64_t i = first + b * block; i < end; ++i) {
                own.sampler.sample(internal::SampleRandom(m_seed, i), own.inner);
            }
        });
        for (Thread& thread : m_thread) { // whole numbers: in any order
            for (const Vertex v : thread.inner) {
                ++m_count[v];
            }
            thread.inner.clear();
        }
        m_counted += samples;
    }
    /// Forgets what was counted; the numbers of the samples go on.
    void forget() {
        std::fill(m_count.begin(), m_count.end(), 0);
        m_counted = 0;
    }
    [[nodiscard]] std::uint64_t samples() const { return m_counted; }
    [[nodiscard]] double estimate(Vertex v) const {
        return static_cast<double>(m_count[v]) / static_cast<double>(m_counted);
    }

  private:
    struct Thread {
        internal::PathSampler sampler;
        std::vector<Vertex> inner;
    };
    std::uint64_t m_seed;
    std::uint64_t m_drawn = 0;
    std::uint64_t m_counted = 0;
    std::vector<std::uint64_t> m_count;
    tbb::enumerable_thread_specific<Thread> m_thread;
};

} // namespace

ApproximateBetweenness approximate_betweenness(const graph::CompressedGraph& g,
                                               const ApproximateOptions& options,
                                               Normalisation normalisation,
                                               const graph::RunControl& control) {
    internal::require_simple(g, "approximate betweenness");
    require_usable(options);
    control.checkpoint();
    const Vertex n = g.vertex_count();
    ApproximateBetweenness result{std::vector<double>(n),
                                  std::vector<double>(n),
                                  std::vector<double>(n),
                                  options.epsilon,
                                  options.delta,
                                  0,
                                  true};
    if (n < 3) {
        return result;
    }
    const auto rows = internal::renumbered(g);
    const Vertex longest = internal::vertex_diameter_bound(rows);
    if (longest < 3) {
        return result;
    }

    // The score of a pair-mean b is b n / (n - 2): a vertex is never asked about its own pairs.
    const double to_score = static_cast<double>(n) / static_cast<double>(n - 2);
    const double lambda = options.epsilon / to_score;
    const double omega = most_samples(n, longest - 2, lambda, options.delta);
    const double cap = options.max_samples == 0
                           ? omega
                           : std::min(omega, static_cast<double>(options.max_samples));
    if (cap > 1e15) {
        throw std::invalid_argument("approximate betweenness: epsilon " +
                                    std::to_string(options.epsilon) +
                                    " would take more than 1e15 samples; choose a larger one");
    }
    const auto last = static_cast<std::uint64_t>(cap);
    // Checks come at numbers of samples that the graph and the options alone decide.
    const std::uint64_t stride =
        std::max<std::uint64_t>(64, static_cast<std::uint64_t>(omega / 100));

    Sampling sampling(rows, options.seed);
    sampling.draw(std::min(stride, last), control);
    std::vector<double> estimate(n);
    for (Vertex v = 0; v < n; ++v) {
        estimate[v] = sampling.estimate(v);
    }
    // The bounds hold for chances that were fixed before the samples they are used on.
    const auto chance = allocated_chances(estimate, lambda, options.delta);
    sampling.forget();

    Vertex widest = 0; // the vertex that asked for more the last time will likely do so again
    const auto narrow = [&](Vertex v) {
        const auto tau = static_cast<double>(sampling.samples());
        return below(sampling.estimate(v), chance[v], omega, tau) <= lambda &&
               above(sampling.estimate(v), chance[v], omega, tau) <= lambda;
    };
    bool enough = false;
    while (!enough && sampling.samples() < last) {
        sampling.draw(std::min(stride, last - sampling.samples()), control);
        control.report(std::min(sampling.samples(), last - 1), last);
        enough = narrow(widest);
        for (Vertex v = 0; enough && v < n; ++v) {
            enough = narrow(v);
            widest = enough ? widest : v;
        }
    }

    const auto tau = static_cast<double>(sampling.samples());
    result.samples = sampling.samples();
    result.converged = enough || tau >= omega;
    double unit = to_score;
    if (normalisation == Normalisation::none) {
        unit *=
            static_cast<double>(n - 1) * static_cast<double>(n - 2) * (g.is_directed() ? 1.0 : 0.5);
    }
    const double known = tau >= omega ? lambda : std::numeric_limits<double>::infinity();
    for (Vertex v = 0; v < n; ++v) {
        const double b = sampling.estimate(v);
        const double lower = b - std::min(known, below(b, chance[v], omega, tau));
        const double upper = b + std::min(known, above(b, chance[v], omega, tau));
        // At most all pairs that do not end in it.
        const double most = 1.0 / to_score;
        result.score[rows.original[v]] = std::min(b, most) * unit;
        result.lower[rows.original[v]] = std::max(0.0, lower) * unit;
        result.upper[rows.original[v]] = std::min(most, upper) * unit;
    }
    control.report(last, last);
    return result;
}

} // namespace sandhan::algorithms
