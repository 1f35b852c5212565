// SPDX-License-Identifier: Apache-2.0
#include "algorithms/evaluation/scored_ranking.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

using namespace sandhan::algorithms;

TEST_CASE("a ranking worked by hand", "[evaluation][scored]") {
    const std::vector<double> score{0.9, 0.8, 0.7, 0.6};
    const std::vector<unsigned char> label{1, 0, 1, 0};
    const ScoredRanking ranking = scored_ranking(score, label, 2);
    CHECK(ranking.positives == 2);
    CHECK(*ranking.roc_auc == Approx(0.75));
    CHECK(*ranking.pr_auc == Approx((1.0 + 2.0 / 3.0) / 2.0));
    CHECK(*ranking.precision_at_k == Approx(0.5));
    CHECK_FALSE(scored_ranking({}, {}, 5).precision_at_k);
    const std::vector<unsigned char> none{0, 0, 0, 0};
    CHECK_FALSE(scored_ranking(score, none, 5).roc_auc);
    CHECK_FALSE(scored_ranking(score, none, 5).pr_auc);
    CHECK(*scored_ranking(score, none, 5).precision_at_k == 0.0);
}

TEST_CASE("ranking figures are those of all pairs and all cuts", "[evaluation][scored][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        const std::size_t n = 1 + seed % 8;
        std::vector<double> score;
        std::vector<unsigned char> label;
        for (std::size_t i = 0; i < n; ++i) {
            score.push_back(static_cast<double>(random() % 4));
            label.push_back(random() % 2 == 0 ? 1 : 0);
        }
        const std::size_t k = 1 + seed % 5;
        const ScoredRanking ranking = scored_ranking(score, label, k);
        double above = 0.0, pairs = 0.0;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) {
                if (label[i] != 0 && label[j] == 0) {
                    pairs += 1.0;
                    above += score[i] > score[j] ? 1.0 : score[i] == score[j] ? 0.5 : 0.0;
                }
            }
        }
        CHECK(ranking.roc_auc.has_value() == (pairs > 0));
        if (pairs > 0) {
            CHECK(*ranking.roc_auc == Approx(above / pairs));
        }
        const auto positives = static_cast<double>(std::count(label.begin(), label.end(), 1));
        double average = 0.0, recall = 0.0;
        for (double cut = 3.0; cut >= 0.0; cut -= 1.0) {
            double found = 0.0, taken = 0.0;
            for (std::size_t i = 0; i < n; ++i) {
                taken += score[i] >= cut ? 1.0 : 0.0;
                found += score[i] >= cut && label[i] != 0 ? 1.0 : 0.0;
            }
            if (taken > 0 && positives > 0) {
                average += (found / positives - recall) * found / taken;
                recall = found / positives;
            }
        }
        if (positives > 0) {
            CHECK(*ranking.pr_auc == Approx(average));
        }
        // Over every order of equal scores: drawn by rotating them.
        std::vector<std::size_t> order(n);
        std::iota(order.begin(), order.end(), std::size_t{0});
        double share = 0.0, orders = 0.0;
        do {
            if (std::is_sorted(order.begin(), order.end(),
                               [&](std::size_t a, std::size_t b) { return score[a] > score[b]; })) {
                double found = 0.0;
                for (std::size_t i = 0; i < std::min(k, n); ++i) {
                    found += label[order[i]];
                }
                share += found / static_cast<double>(std::min(k, n));
                orders += 1.0;
            }
        } while (n <= 6 && std::next_permutation(order.begin(), order.end()));
        if (n <= 6) {
            CHECK(*ranking.precision_at_k == Approx(share / orders));
        }
    }
}

TEST_CASE("a ranking of no numbers is refused", "[evaluation][scored]") {
    const std::vector<double> score{std::nan("")};
    const std::vector<unsigned char> label{1};
    CHECK_THROWS_WITH(scored_ranking(score, label, 1), "scored_ranking: score 0 is not finite");
    CHECK_THROWS_WITH(scored_ranking(score, {}, 1),
                      "scored_ranking: 0 labels for 1 scores; give one a score");
}
