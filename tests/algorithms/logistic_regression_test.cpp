// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/logistic_regression.hpp"
#include "tests/support/catch.hpp"

#include <cmath>
#include <random>
#include <vector>

using namespace sandhan::algorithms;

namespace {

/// What is to be greatest, of a model's own weights, written out.
double penalised(const LogisticModel& model,
                 const std::vector<double>& rows,
                 std::size_t columns,
                 const std::vector<unsigned char>& label,
                 double ridge) {
    double sum = 0.0;
    for (std::size_t r = 0; r < label.size(); ++r) {
        double x = model.intercept;
        for (std::size_t c = 0; c < columns; ++c) {
            if (model.scale[c] > 0.0) {
                x += model.weight[c] * (rows[r * columns + c] - model.mean[c]) / model.scale[c];
            }
        }
        const double p = 1.0 / (1.0 + std::exp(-x));
        sum += label[r] != 0 ? std::log(p) : std::log(1.0 - p);
    }
    for (const double w : model.weight) {
        sum -= 0.5 * ridge * w * w;
    }
    return sum;
}

} // namespace

TEST_CASE("of one yes-or-no column the probabilities are the shares", "[suspects][logistic]") {
    // 3 of 4 where the column is 1, 1 of 4 where it is 0.
    const std::vector<double> rows{1, 1, 1, 1, 0, 0, 0, 0};
    const std::vector<unsigned char> label{1, 1, 1, 0, 1, 0, 0, 0};
    const LogisticModel model = logistic_regression(rows, 1, label, {0.0});
    CHECK(model.converged);
    const std::vector<double> one{1.0}, zero{0.0};
    CHECK(model.probability(one) == Approx(0.75));
    CHECK(model.probability(zero) == Approx(0.25));
    // A ridge pulls both towards the share of all.
    const LogisticModel held = logistic_regression(rows, 1, label, {5.0});
    CHECK(held.probability(one) < 0.75);
    CHECK(held.probability(one) > 0.5);
}

TEST_CASE("no weight near by is better than the fitted ones", "[suspects][logistic][property]") {
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const std::size_t columns = 1 + seed % 4;
        const std::size_t n = 6 + seed % 20;
        std::vector<double> rows;
        std::vector<unsigned char> label;
        for (std::size_t i = 0; i < n * columns; ++i) {
            // One column may never vary, or be another's double: the ridge decides.
            const bool constant = seed % 5 == 0 && i % columns == 0;
            rows.push_back(constant ? 3.0 : static_cast<double>(random() % 7) - 2.0);
        }
        for (std::size_t i = 0; i < n; ++i) {
            label.push_back(random() % 3 == 0 ? 1 : 0);
        }
        label[0] = 1;
        label[1] = 0;
        const double ridge = 0.25 + static_cast<double>(seed % 3);
        const LogisticModel model = logistic_regression(rows, columns, label, {ridge});
        CHECK(model.converged);
        const double best = penalised(model, rows, columns, label, ridge);
        for (std::size_t c = 0; c <= columns; ++c) {
            for (const double off : {-0.01, 0.01}) {
                LogisticModel other = model;
                (c == columns ? other.intercept : other.weight[c]) += off;
                CHECK(penalised(other, rows, columns, label, ridge) < best + 1e-12);
            }
        }
    }
}

TEST_CASE("separable rows settle by the ridge", "[suspects][logistic]") {
    const std::vector<double> rows{-1e6, -1, 1, 1e6};
    const std::vector<unsigned char> label{0, 0, 1, 1};
    const LogisticModel model = logistic_regression(rows, 1, label);
    CHECK(model.converged);
    CHECK(std::isfinite(model.weight[0]));
}

TEST_CASE("what cannot be learnt from is refused", "[suspects][logistic]") {
    const std::vector<double> rows{1, 2}, wrong{1, std::nan("")};
    const std::vector<unsigned char> both{0, 1}, same{1, 1};
    CHECK_THROWS_WITH(logistic_regression(rows, 1, same),
                      "logistic_regression: all labels are equal; both are needed");
    CHECK_THROWS_WITH(logistic_regression(rows, 2, both),
                      "logistic_regression: 2 numbers are not 2 rows of 2");
    CHECK_THROWS_WITH(logistic_regression(wrong, 1, both),
                      "logistic_regression: a number is not finite");
    CHECK_THROWS_WITH(logistic_regression(rows, 1, both, {-1.0}),
                      "logistic_regression: the ridge must be 0 or above");
    sandhan::graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    CHECK_THROWS_AS(logistic_regression(rows, 1, both, {}, stop), sandhan::graph::Cancelled);
}
