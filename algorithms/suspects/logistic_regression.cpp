// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/logistic_regression.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string>
#include <utility>

namespace sandhan::algorithms {

namespace {

double logistic(double x) {
    return x >= 0.0 ? 1.0 / (1.0 + std::exp(-x)) : std::exp(x) / (1.0 + std::exp(x));
}

/// Solves in place by Gauss with pivots; the matrix is positive definite but for columns that say
/// nothing, whose unknown is 0.
std::vector<double> solved(std::vector<std::vector<double>> matrix, std::vector<double> right) {
    const std::size_t n = right.size();
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t pivot = i;
        for (std::size_t r = i + 1; r < n; ++r) {
            pivot = std::abs(matrix[r][i]) > std::abs(matrix[pivot][i]) ? r : pivot;
        }
        std::swap(matrix[i], matrix[pivot]);
        std::swap(right[i], right[pivot]);
        if (matrix[i][i] == 0.0) {
            continue;
        }
        for (std::size_t r = i + 1; r < n; ++r) {
            const double factor = matrix[r][i] / matrix[i][i];
            for (std::size_t c = i; c < n; ++c) {
                matrix[r][c] -= factor * matrix[i][c];
            }
            right[r] -= factor * right[i];
        }
    }
    for (std::size_t i = n; i-- > 0;) {
        for (std::size_t c = i + 1; c < n; ++c) {
            right[i] -= matrix[i][c] * right[c];
        }
        right[i] = matrix[i][i] == 0.0 ? 0.0 : right[i] / matrix[i][i];
    }
    return right;
}

void require_trainable(std::span<const double> rows,
                       std::size_t columns,
                       std::span<const unsigned char> label,
                       const LogisticOptions& options) {
    if (columns == 0 || rows.size() != columns * label.size()) {
        throw std::invalid_argument("logistic_regression: " + std::to_string(rows.size()) +
                                    " numbers are not " + std::to_string(label.size()) +
                                    " rows of " + std::to_string(columns));
    }
    if (std::any_of(rows.begin(), rows.end(), [](double x) { return !std::isfinite(x); })) {
        throw std::invalid_argument("logistic_regression: a number is not finite");
    }
    const auto ones = std::count_if(label.begin(), label.end(), [](auto x) { return x != 0; });
    if (ones == 0 || static_cast<std::size_t>(ones) == label.size()) {
        throw std::invalid_argument("logistic_regression: all labels are equal; both are needed");
    }
    if (!(options.ridge >= 0.0)) {
        throw std::invalid_argument("logistic_regression: the ridge must be 0 or above");
    }
}

/// Standardised rows, a 1 in front of each.
class Training {
  public:
    Training(std::span<const double> rows,
             std::size_t columns,
             std::span<const unsigned char> label,
             double ridge,
             LogisticModel& model)
        : m_width(columns + 1), m_label(label), m_ridge(ridge) {
        const auto n = static_cast<double>(label.size());
        model.mean.assign(columns, 0.0);
        model.scale.assign(columns, 0.0);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            model.mean[i % columns] += rows[i] / n;
        }
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const double off = rows[i] - model.mean[i % columns];
            model.scale[i % columns] += off * off / n;
        }
        for (std::size_t c = 0; c < columns; ++c) {
            const double scale = std::sqrt(model.scale[c]);
            // What is left of rounding is no spread.
            model.scale[c] = scale > 1e-12 * (1.0 + std::abs(model.mean[c])) ? scale : 0.0;
        }
        m_rows.reserve(label.size() * m_width);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            const std::size_t c = i % columns;
            if (c == 0) {
                m_rows.push_back(1.0);
            }
            m_rows.push_back(model.scale[c] > 0.0 ? (rows[i] - model.mean[c]) / model.scale[c]
                                                  : 0.0);
        }
    }

    [[nodiscard]] double at(const std::vector<double>& weight, std::size_t row) const {
        double sum = 0.0;
        for (std::size_t c = 0; c < m_width; ++c) {
            sum += weight[c] * m_rows[row * m_width + c];
        }
        return sum;
    }

    /// What is to be greatest.
    [[nodiscard]] double gain(const std::vector<double>& weight) const {
        double sum = 0.0;
        for (std::size_t r = 0; r < m_label.size(); ++r) {
            const double x = at(weight, r);
            sum -= std::log1p(std::exp(-std::abs(x))) +
                   (m_label[r] != 0 ? std::max(-x, 0.0) : std::max(x, 0.0));
        }
        for (std::size_t c = 1; c < m_width; ++c) {
            sum -= 0.5 * m_ridge * weight[c] * weight[c];
        }
        return sum;
    }

    [[nodiscard]] std::vector<double> step(const std::vector<double>& weight) const {
        std::vector<double> slope(m_width, 0.0);
        std::vector<std::vector<double>> bend(m_width, std::vector<double>(m_width, 0.0));
        for (std::size_t c = 1; c < m_width; ++c) {
            slope[c] = -m_ridge * weight[c];
            bend[c][c] = m_ridge;
        }
        for (std::size_t r = 0; r < m_label.size(); ++r) {
            const double p = logistic(at(weight, r));
            const double* const x = m_rows.data() + r * m_width;
            const double off = (m_label[r] != 0 ? 1.0 : 0.0) - p;
            for (std::size_t c = 0; c < m_width; ++c) {
                slope[c] += off * x[c];
                for (std::size_t d = 0; d < m_width; ++d) {
                    bend[c][d] += p * (1.0 - p) * x[c] * x[d];
                }
            }
        }
        return solved(std::move(bend), std::move(slope));
    }

  private:
    std::size_t m_width;
    std::span<const unsigned char> m_label;
    double m_ridge;
    std::vector<double> m_rows;
};

} // namespace

double LogisticModel::probability(std::span<const double> row) const {
    double sum = intercept;
    for (std::size_t c = 0; c < weight.size(); ++c) {
        sum += scale[c] > 0.0 ? weight[c] * (row[c] - mean[c]) / scale[c] : 0.0;
    }
    return logistic(sum);
}

LogisticModel logistic_regression(std::span<const double> rows,
                                  std::size_t columns,
                                  std::span<const unsigned char> label,
                                  const LogisticOptions& options,
                                  const graph::RunControl& control) {
    require_trainable(rows, columns, label, options);
    LogisticModel model;
    const Training training(rows, columns, label, options.ridge, model);
    std::vector<double> weight(columns + 1, 0.0);
    double gain = training.gain(weight);
    model.converged = false;
    while (!model.converged && model.rounds < options.max_rounds) {
        control.checkpoint();
        ++model.rounds;
        std::vector<double> step = training.step(weight);
        double largest = 0.0;
        for (const double s : step) {
            largest = std::max(largest, std::abs(s));
        }
        constexpr int halvings = 40;
        for (int halving = 0; halving < halvings; ++halving) {
            std::vector<double> next = weight;
            for (std::size_t c = 0; c < next.size(); ++c) {
                next[c] += step[c];
            }
            const double then = training.gain(next);
            const double rounding = 1e-12 * (1.0 + std::abs(gain));
            if (then >= gain - rounding || halving + 1 == halvings) {
                weight = std::move(next);
                gain = then;
                break;
            }
            for (double& s : step) {
                s /= 2.0;
            }
        }
        model.converged = largest < options.tolerance;
    }
    model.intercept = weight[0];
    model.weight.assign(weight.begin() + 1, weight.end());
    return model;
}

} // namespace sandhan::algorithms
