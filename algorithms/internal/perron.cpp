// SPDX-License-Identifier: Apache-2.0
#include "algorithms/internal/perron.hpp"

#include "algorithms/internal/block_sum.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace sandhan::algorithms::internal {

using graph::Vertex;

namespace {

using Vector = std::vector<double>;

constexpr std::size_t krylov_size = 16;
using SmallMatrix = std::array<std::array<double, krylov_size>, krylov_size>;
using SmallVector = std::array<double, krylov_size>;

/// What is left of a vector after it is made orthogonal, relative to its length before, below which
/// it lies in the space already: rounding alone leaves about 1e-16.
constexpr double in_the_space = 1e-14;

[[nodiscard]] double dot(const Vector& a, const Vector& b) {
    return sum_in_blocks(a.size(), [&](std::size_t first, std::size_t last) {
        double sum = 0.0;
        for (std::size_t i = first; i < last; ++i) {
            sum += a[i] * b[i];
        }
        return sum;
    });
}

/// a += factor * b
void add(Vector& a, double factor, const Vector& b) {
    for_blocks(a.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            a[i] += factor * b[i];
        }
    });
}

void scale(Vector& a, double factor) {
    for_blocks(a.size(), [&](std::size_t first, std::size_t last) {
        for (std::size_t i = first; i < last; ++i) {
            a[i] *= factor;
        }
    });
}

void make_unit(Vector& a) {
    const double length = std::sqrt(dot(a, a));
    if (length > 0.0) {
        scale(a, 1.0 / length);
    }
}

/// The vector that the powers of h + shift tend to, by squaring it again and again: 2^60 steps of
/// the power iteration. Its error is that of one step.
[[nodiscard]] SmallVector dominant(SmallMatrix h, std::size_t size, double shift) {
    constexpr int squarings = 60;
    for (std::size_t i = 0; i < size; ++i) {
        h[i][i] += shift;
    }
    for (int step = 0; step <= squarings; ++step) {
        double largest = 0.0;
        for (std::size_t i = 0; i < size; ++i) {
            for (std::size_t j = 0; j < size; ++j) {
                largest = std::max(largest, std::abs(h[i][j]));
            }
        }
        if (!(largest > 0.0)) {
            break;
        }
        SmallMatrix square{};
        for (std::size_t i = 0; i < size; ++i) {
            for (std::size_t k = 0; k < size; ++k) {
                const double factor = h[i][k] / largest;
                for (std::size_t j = 0; j < size; ++j) {
                    square[i][j] += factor * (h[k][j] / largest);
                }
            }
        }
        h = square;
    }
    std::size_t best = 0;
    double most = -1.0;
    for (std::size_t j = 0; j < size; ++j) {
        double length = 0.0;
        for (std::size_t i = 0; i < size; ++i) {
            length += h[i][j] * h[i][j];
        }
        if (length > most) {
            most = length;
            best = j;
        }
    }
    SmallVector y{};
    for (std::size_t i = 0; i < size; ++i) {
        y[i] = h[i][best];
    }
    return y;
}

class PerronSearch {
  public:
    PerronSearch(const WeightedRows& rows,
                 Vertex first,
                 Vertex last,
                 const PerronOptions& options,
                 const graph::RunControl& control)
        : m_rows(rows), m_first(first), m_options(options), m_control(control), m_n(last - first) {}

    [[nodiscard]] Perron run() {
        Vector x(m_n, 1.0 / std::sqrt(static_cast<double>(m_n)));
        measure(x);
        while (m_best.residual > m_options.tolerance && m_best.rounds < m_options.max_rounds) {
            x = best_in_krylov_space();
            const double before = m_best.residual;
            if (m_options.symmetric) {
                m_best.vector.clear(); // the value grows in every space, the residual may too
            }
            measure(x);
            // Of all eigenvectors only the one sought has no negative number.
            if ((!m_options.symmetric && !(m_best.residual < before)) ||
                (m_best.residual <= m_options.tolerance && !is_positive())) {
                power_steps();
            }
        }
        m_best.converged = m_best.residual <= m_options.tolerance;
        for (double& value : m_best.vector) {
            value = std::max(value, 0.0); // -1e-17 for 0
        }
        make_unit(m_best.vector);
        return std::move(m_best);
    }

  private:
    [[nodiscard]] Vector product(const Vector& x) {
        m_control.checkpoint();
        ++m_best.rounds;
        Vector y(m_n);
        for_blocks(m_n, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                double sum = 0.0;
                for (const auto [u, weight] : m_rows.row(m_first + static_cast<Vertex>(i))) {
                    sum += weight * x[u - m_first];
                }
                y[i] = sum;
            }
        });
        return y;
    }

    /// Keeps x, a unit vector, if its residual is the least so far.
    void measure(const Vector& x) {
        Vector image = product(x);
        const double value = dot(x, image);
        Vector rest = image;
        add(rest, -value, x);
        const double residual = std::sqrt(dot(rest, rest)) / value;
        if (!m_best.vector.empty() && !(residual < m_best.residual)) {
            return;
        }
        m_best.vector = x;
        m_best.value = value;
        m_best.residual = residual;
        m_image = std::move(image);
    }

    [[nodiscard]] bool is_positive() const {
        constexpr double rounding = 1e-8;
        const auto [least, most] = std::minmax_element(m_best.vector.begin(), m_best.vector.end());
        return *least >= -rounding * *most;
    }

    [[nodiscard]] Vector best_in_krylov_space() {
        std::vector<Vector> basis{m_best.vector};
        SmallMatrix h{};
        const std::size_t most = std::min(krylov_size - 1, m_n);
        std::size_t size = 0;
        Vector w;
        bool closed = false; // the space holds the products of all its vectors
        while (size < most && !closed) {
            w = size == 0 ? m_image : product(basis[size]);
            const double length = std::sqrt(dot(w, w));
            const SmallVector share = make_orthogonal(w, basis);
            for (std::size_t i = 0; i <= size; ++i) {
                h[i][size] = share[i];
            }
            ++size;
            const double left = std::sqrt(dot(w, w));
            closed = size == m_n || !(left > in_the_space * length);
            if (!closed && size < most) {
                h[size][size - 1] = left;
                scale(w, 1.0 / left);
                basis.push_back(w);
            }
        }
        if (!closed && !m_previous.empty()) {
            add_previous(h, size, basis, w);
        }
        m_previous = m_best.vector;
        // The shift makes the largest eigenvalue the only one of its size: -value is one too where
        // the graph is bipartite.
        const SmallVector y = dominant(h, size, m_best.value);
        Vector x(m_n, 0.0);
        for (std::size_t i = 0; i < size; ++i) {
            add(x, y[i], basis[i]);
        }
        const double sum = sum_in_blocks(m_n, [&](std::size_t first, std::size_t last) {
            double part = 0.0;
            for (std::size_t i = first; i < last; ++i) {
                part += x[i];
            }
            return part;
        });
        if (sum < 0.0) {
            scale(x, -1.0);
        }
        make_unit(x);
        return x;
    }

    /// Takes what lies in the space off w, and returns how much that was.
    static SmallVector make_orthogonal(Vector& w, const std::vector<Vector>& basis) {
        SmallVector share{};
        for (int pass = 0; pass < 2; ++pass) { // the second removes what rounding left
            for (std::size_t i = 0; i < basis.size(); ++i) {
                const double part = dot(basis[i], w);
                share[i] += part;
                add(w, -part, basis[i]);
            }
        }
        return share;
    }

    /// Widens the space by the vector before: with it, restarting costs hardly more rounds than
    /// one space that grows for ever. `outside` is what of the last product lies outside the space;
    /// all others lie within.
    void add_previous(SmallMatrix& h,
                      std::size_t& size,
                      std::vector<Vector>& basis,
                      const Vector& outside) {
        Vector q = std::move(m_previous);
        (void)make_orthogonal(q, basis);
        const double left = std::sqrt(dot(q, q));
        if (!(left > in_the_space)) {
            return;
        }
        scale(q, 1.0 / left);
        (void)make_orthogonal(q, basis); // what was small was rounded coarsely
        make_unit(q);
        h[size][size - 1] = dot(q, outside);
        const Vector image = product(q);
        basis.push_back(std::move(q));
        for (std::size_t i = 0; i <= size; ++i) {
            h[i][size] = dot(basis[i], image);
        }
        ++size;
    }

    void power_steps() {
        Vector x = m_best.vector;
        for_blocks(m_n, [&](std::size_t first, std::size_t last) {
            for (std::size_t i = first; i < last; ++i) {
                x[i] = std::abs(x[i]);
            }
        });
        const double shift = m_best.value;
        for (std::size_t step = 0; step < krylov_size; ++step) {
            Vector y = product(x);
            add(y, shift, x);
            make_unit(y);
            x = std::move(y);
        }
        // Taken even when no better: the residual of a power iteration need not fall in every step.
        m_best.vector.clear();
        measure(x);
    }

    const WeightedRows& m_rows;
    Vertex m_first;
    const PerronOptions& m_options;
    const graph::RunControl& m_control;
    std::size_t m_n;
    Perron m_best;
    Vector m_image;    // the matrix times the best vector
    Vector m_previous; // the best vector of the space before
};

} // namespace

Perron perron_vector(const WeightedRows& rows,
                     Vertex first,
                     Vertex last,
                     const PerronOptions& options,
                     const graph::RunControl& control) {
    return PerronSearch(rows, first, last, options, control).run();
}

} // namespace sandhan::algorithms::internal
