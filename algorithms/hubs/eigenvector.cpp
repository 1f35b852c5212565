// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/eigenvector.hpp"

#include "algorithms/internal/perron.hpp"
#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/strong_parts.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

/// Eigenvalues of two parts that differ by less, relatively, are the same, rounded differently.
constexpr double eigenvalue_tie = 1e-10;

/// A part whose own eigenvalue is the largest, and its vector.
struct Leader {
    std::uint32_t part;
    internal::Perron vector;
};

/// Works by position in the order of the parts.
class EigenvectorSearch {
  public:
    EigenvectorSearch(const graph::CompressedGraph& g,
                      std::span<const double> strength,
                      const EigenvectorOptions& options,
                      const graph::RunControl& control)
        : m_g(g),
          m_strength(strength), m_options{options.tolerance, options.max_rounds, !g.is_directed()},
          m_control(control), m_parts(internal::strong_parts(g)),
          m_in(internal::part_rows(g, strength, m_parts, internal::Walk::in)) {}

    [[nodiscard]] Eigenvector run() {
        find_leaders();
        std::vector<double> x(m_g.vertex_count(), 0.0);
        if (!m_leaders.empty()) {
            combine(x);
        }
        m_result.score.resize(x.size());
        double squares = 0.0;
        for (const double value : x) {
            squares += value * value;
        }
        for (std::size_t i = 0; i < x.size(); ++i) {
            m_result.score[m_parts.order[i]] = squares > 0.0 ? x[i] / std::sqrt(squares) : 0.0;
        }
        return std::move(m_result);
    }

  private:
    static constexpr std::uint32_t none = graph::no_vertex;

    /// No eigenvalue of a part is larger than its largest row sum or than its largest column sum.
    [[nodiscard]] std::vector<double> upper_bounds() const {
        std::vector<double> in(m_parts.count(), 0.0);
        std::vector<double> out(m_parts.count(), 0.0);
        std::vector<double> leaving(m_g.vertex_count(), 0.0);
        for (Vertex i = 0; i < m_g.vertex_count(); ++i) {
            const std::uint32_t part = part_at(i);
            double sum = 0.0;
            for (const auto [u, weight] : m_in.inside.row(i)) {
                sum += weight;
                leaving[u] += weight;
            }
            in[part] = std::max(in[part], sum);
        }
        for (Vertex i = 0; i < m_g.vertex_count(); ++i) {
            const std::uint32_t part = part_at(i);
            out[part] = std::max(out[part], leaving[i]);
        }
        for (std::uint32_t part = 0; part < m_parts.count(); ++part) {
            in[part] = std::min(in[part], out[part]);
        }
        return in;
    }

    void find_leaders() {
        const std::vector<double> bound = upper_bounds();
        std::vector<std::uint32_t> candidates;
        for (std::uint32_t part = 0; part < m_parts.count(); ++part) {
            if (m_parts.size(part) > 1) {
                candidates.push_back(part);
            }
        }
        std::sort(candidates.begin(), candidates.end(), [&](std::uint32_t a, std::uint32_t b) {
            return bound[a] != bound[b] ? bound[a] > bound[b] : a < b;
        });
        for (const std::uint32_t part : candidates) {
            if (bound[part] < m_result.eigenvalue * (1.0 - eigenvalue_tie)) {
                break;
            }
            Leader leader{part,
                          internal::perron_vector(m_in.inside, m_parts.begin[part],
                                                  m_parts.begin[part + 1], m_options, m_control)};
            m_result.eigenvalue = std::max(m_result.eigenvalue, leader.vector.value);
            if (leads(leader)) {
                m_leaders.push_back(std::move(leader));
            }
        }
        std::erase_if(m_leaders, [this](const Leader& leader) { return !leads(leader); });
        m_leader_of.assign(m_parts.count(), none);
        for (std::size_t i = 0; i < m_leaders.size(); ++i) {
            m_leader_of[m_leaders[i].part] = static_cast<std::uint32_t>(i);
        }
    }

    [[nodiscard]] bool leads(const Leader& leader) const {
        return leader.vector.value >= m_result.eigenvalue * (1.0 - eigenvalue_tie);
    }

    /// By part, how many leaders follow each other up to it at most. In the power iteration a
    /// leader behind another grows faster by a factor of the round, so that only what stands at the
    /// end of the longest succession has a score in the end, and only what comes from the longest
    /// succession before it matters there.
    [[nodiscard]] std::vector<std::uint32_t> successions() const {
        std::vector<std::uint32_t> succession(m_parts.count(), 0);
        for (std::uint32_t part = m_parts.count(); part-- > 0;) {
            std::uint32_t before = 0;
            for (Vertex i = m_parts.begin[part]; i < m_parts.begin[part + 1]; ++i) {
                for (const auto& entry : m_in.across.row(i)) {
                    before = std::max(before, succession[part_at(entry.neighbour)]);
                }
            }
            succession[part] = before + (m_leader_of[part] != none ? 1 : 0);
        }
        return succession;
    }

    /// What the power iteration from all ones makes of the leaders' vectors and of what they lead
    /// to.
    void combine(std::vector<double>& x) {
        const std::vector<std::uint32_t> succession = successions();
        std::vector<std::uint32_t> sequence(m_parts.count());
        for (std::uint32_t part = 0; part < m_parts.count(); ++part) {
            sequence[part] = m_parts.count() - 1 - part;
        }
        std::stable_sort(sequence.begin(), sequence.end(), [&](std::uint32_t a, std::uint32_t b) {
            return succession[a] < succession[b];
        });
        const std::uint32_t longest = succession[sequence.back()];
        const bool shared = m_leaders.size() > 1;
        internal::PartRows out;
        if (shared && m_g.is_directed()) {
            out = internal::part_rows(m_g, m_strength, m_parts, internal::Walk::out);
        }
        std::uint32_t level = 0;
        double scale = 1.0; // divides what arrives, lest a long succession underflow
        double largest = 0.0;
        for (const std::uint32_t part : sequence) {
            if (succession[part] != level) {
                level = succession[part];
                scale = largest > 0.0 ? largest : 1.0;
                largest = 0.0;
            }
            const bool leads_here = m_leader_of[part] != none;
            const std::uint32_t before = level - (leads_here ? 1 : 0);
            if (!leads_here && !m_g.is_directed()) {
                continue;
            }
            const Vertex first = m_parts.begin[part];
            std::vector<double> given(m_parts.size(part), shared && before == 0 ? 1.0 : 0.0);
            bool any = shared && before == 0;
            for (std::size_t i = 0; i < given.size(); ++i) {
                for (const auto [u, weight] : m_in.across.row(first + static_cast<Vertex>(i))) {
                    if (succession[part_at(u)] == before) {
                        given[i] += weight * x[u];
                    }
                }
                any = any || given[i] > 0.0;
            }
            if (leads_here) {
                largest = std::max(largest, place(m_leaders[m_leader_of[part]], given, scale,
                                                  shared ? &out.inside : nullptr, x));
                count(m_leaders[m_leader_of[part]], level == longest);
            } else if (any) {
                settle(first, given, x);
            }
        }
        for (std::size_t i = 0; i < x.size(); ++i) {
            if (succession[part_at(static_cast<Vertex>(i))] < longest) {
                x[i] = 0.0;
            }
        }
    }

    /// The leader's vector times what it takes of `given`: the projection along its right
    /// eigenvector. Returns the factor.
    double place(const Leader& leader,
                 const std::vector<double>& given,
                 double scale,
                 const internal::WeightedRows* out,
                 std::vector<double>& x) const {
        const Vertex first = m_parts.begin[leader.part];
        const std::vector<double>& left = leader.vector.vector;
        double factor = 1.0;
        if (out != nullptr) {
            internal::Perron reversed;
            if (m_g.is_directed()) {
                reversed = internal::perron_vector(*out, first, m_parts.begin[leader.part + 1],
                                                   m_options, m_control);
            }
            const std::vector<double>& right = m_g.is_directed() ? reversed.vector : left;
            double taken = 0.0;
            double both = 0.0;
            for (std::size_t i = 0; i < left.size(); ++i) {
                taken += right[i] * given[i];
                both += right[i] * left[i];
            }
            factor = taken / both / scale;
        }
        for (std::size_t i = 0; i < left.size(); ++i) {
            x[first + i] = factor * left[i];
        }
        return factor;
    }

    void count(const Leader& leader, bool last) {
        m_result.parts += last ? 1 : 0;
        m_result.rounds = std::max(m_result.rounds, leader.vector.rounds);
        m_result.residual = std::max(m_result.residual, leader.vector.residual);
        m_result.converged = m_result.converged && leader.vector.converged;
    }

    [[nodiscard]] std::uint32_t part_at(Vertex position) const {
        return m_parts.of[m_parts.order[position]];
    }

    /// Solves value * x = given + what arrives from within the part, whose own eigenvalue is
    /// smaller, so that this settles.
    /// Gauss and Seidel's iteration; one round where the part is a single vertex.
    void settle(Vertex first, const std::vector<double>& given, std::vector<double>& x) {
        constexpr double settled = 4e-15;
        constexpr unsigned most_sweeps = 10000;
        double residual = 0.0;
        for (unsigned sweep = 0; sweep < most_sweeps; ++sweep) {
            m_control.checkpoint();
            double change = 0.0;
            double sum = 0.0;
            for (std::size_t i = 0; i < given.size(); ++i) {
                double value = given[i];
                for (const auto [u, weight] : m_in.inside.row(first + static_cast<Vertex>(i))) {
                    value += weight * x[u];
                }
                value /= m_result.eigenvalue;
                change += std::abs(value - x[first + i]);
                sum += value;
                x[first + i] = value;
            }
            if (given.size() == 1 || change <= settled * sum) {
                return;
            }
            residual = change / sum;
        }
        m_result.converged = false;
        m_result.residual = std::max(m_result.residual, residual);
    }

    const graph::CompressedGraph& m_g;
    std::span<const double> m_strength;
    internal::PerronOptions m_options;
    const graph::RunControl& m_control;
    internal::StrongParts m_parts;
    internal::PartRows m_in;
    std::vector<Leader> m_leaders;
    std::vector<std::uint32_t> m_leader_of; // by part: its place in m_leaders, or none
    Eigenvector m_result;
};

} // namespace

Eigenvector eigenvector(const graph::CompressedGraph& g,
                        std::span<const double> strength,
                        const EigenvectorOptions& options,
                        const graph::RunControl& control) {
    // Written so that NaN is refused too.
    if (!(options.tolerance > 0.0)) {
        throw std::invalid_argument("eigenvector: tolerance " + std::to_string(options.tolerance) +
                                    "; it must be > 0");
    }
    internal::require_simple(g, "eigenvector");
    internal::require_positive(g, strength, "eigenvector", "strength");
    if (g.edge_count() == 0) {
        Eigenvector even;
        even.score.assign(g.vertex_count(), 1.0 / std::sqrt(static_cast<double>(g.vertex_count())));
        even.parts = g.vertex_count();
        return even;
    }
    return EigenvectorSearch(g, strength, options, control).run();
}

} // namespace sandhan::algorithms
