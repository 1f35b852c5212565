// SPDX-License-Identifier: Apache-2.0
#include "algorithms/evaluation/clusterings.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/near.hpp"
#include "tests/support/thrown.hpp"

#include <random>
#include <set>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;

namespace {

using Sets = std::vector<std::set<std::uint32_t>>; // the clusters of each item

Clustering clustering_of(const Sets& sets) {
    std::vector<Clustering::Membership> memberships;
    for (std::uint32_t i = 0; i < sets.size(); ++i) {
        for (const std::uint32_t c : sets[i]) {
            memberships.emplace_back(i, c);
        }
    }
    return {sets.size(), memberships};
}

bool together(const Sets& sets, std::size_t i, std::size_t j) {
    for (const std::uint32_t c : sets[i]) {
        if (sets[j].count(c) > 0) {
            return true;
        }
    }
    return i == j;
}

/// Every figure as its definition says, from all pairs.
struct Oracle {
    Matches pairs;
    double precision = 0.0, recall = 0.0, all_pairs = 0.0;

    Oracle(const Sets& found, const Sets& truth) {
        const std::size_t n = found.size();
        for (std::size_t i = 0; i < n; ++i) {
            double both = 0.0;
            double beside_found = 0.0;
            double beside_truth = 0.0;
            for (std::size_t j = 0; j < n; ++j) {
                const bool is_found = together(found, i, j);
                const bool is_true = together(truth, i, j);
                both += is_found && is_true ? 1.0 : 0.0;
                beside_found += is_found ? 1.0 : 0.0;
                beside_truth += is_true ? 1.0 : 0.0;
                if (i < j) {
                    pairs.both += is_found && is_true ? 1U : 0U;
                    pairs.found += is_found ? 1U : 0U;
                    pairs.truth += is_true ? 1U : 0U;
                    all_pairs += 1.0;
                }
            }
            precision += both / beside_found / static_cast<double>(n);
            recall += both / beside_truth / static_cast<double>(n);
        }
    }

    /// The Rand index less what chance gives, over the most it can be less that: not the form that
    /// the kernel computes.
    [[nodiscard]] double adjusted_rand() const {
        const auto f = static_cast<double>(pairs.found);
        const auto t = static_cast<double>(pairs.truth);
        const auto b = static_cast<double>(pairs.both);
        const double rand = (b + (all_pairs - f - t + b)) / all_pairs;
        const double chance =
            (f / all_pairs) * (t / all_pairs) + (1 - f / all_pairs) * (1 - t / all_pairs);
        // The most that marginals allow is not 1: Hubert and Arabie take the mean of both numbers
        // of pairs for the agreement within clusters.
        const double most = (f + t) / 2.0;
        const double most_rand = (most + (all_pairs - f - t + most)) / all_pairs;
        return (rand - chance) / (most_rand - chance);
    }
};

unsigned below(std::mt19937& random, unsigned n) { return static_cast<unsigned>(random() % n); }

Sets random_sets(std::mt19937& random, std::size_t n, unsigned clusters, unsigned most) {
    Sets sets(n);
    for (auto& own : sets) {
        const unsigned count = most == 1 ? 1 : below(random, most + 1);
        for (unsigned k = 0; k < count; ++k) {
            own.insert(static_cast<std::uint32_t>(random() % clusters) * 1000);
        }
    }
    return sets;
}

void check_against_oracle(const Sets& found, const Sets& truth) {
    const auto agreement = compare_clusterings(clustering_of(found), clustering_of(truth));
    const Oracle oracle(found, truth);
    CHECK(agreement.pairs.both == oracle.pairs.both);
    CHECK(agreement.pairs.found == oracle.pairs.found);
    CHECK(agreement.pairs.truth == oracle.pairs.truth);
    CHECK(near({*agreement.b_cubed_precision, *agreement.b_cubed_recall},
               {oracle.precision, oracle.recall}));
}

} // namespace

TEST_CASE("B-cubed of Bagga and Baldwin's two answers", "[algorithms][evaluation]") {
    const Clustering truth({0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 2, 2});
    // Joining the pair to the second five is less wrong than joining both fives.
    const auto first = compare_clusterings(Clustering({0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1}), truth);
    CHECK(*first.b_cubed_precision == tests::Approx((5.0 + 2 * 2.0 / 7 + 5 * 5.0 / 7) / 12));
    CHECK(*first.b_cubed_recall == 1.0);
    const auto second =
        compare_clusterings(Clustering({0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0}), truth);
    CHECK(*second.b_cubed_precision == tests::Approx((10 * 0.5 + 2) / 12));
    CHECK(*second.b_cubed_recall == 1.0);
    CHECK(*second.b_cubed_f1 == tests::Approx(2 * (7.0 / 12) / (1 + 7.0 / 12)));
}

TEST_CASE("the adjusted Rand index, worked by hand", "[algorithms][evaluation]") {
    // One of two true pairs is found, among six: (1 - 1/3) / (3/2 - 1/3).
    const auto agreement = compare_clusterings(Clustering({0, 0, 1, 2}), Clustering({0, 0, 1, 1}));
    CHECK(agreement.pairs.both == 1);
    CHECK(agreement.pairs.found == 1);
    CHECK(agreement.pairs.truth == 2);
    CHECK(*agreement.adjusted_rand == tests::Approx(4.0 / 7));
    // Worse than chance: each found pair is torn from its own.
    CHECK(*compare_clusterings(Clustering({0, 0, 1, 1}), Clustering({0, 1, 0, 1})).adjusted_rand ==
          tests::Approx(-0.5));
}

TEST_CASE("equal groupings agree wholly, whatever their clusters are called",
          "[algorithms][evaluation]") {
    const auto labels = GENERATE(std::vector<std::uint32_t>{7, 7, 7}, // all in one
                                 std::vector<std::uint32_t>{1, 2, 3}, // each alone
                                 std::vector<std::uint32_t>{4, 9, 4});
    std::vector<std::uint32_t> renamed = labels;
    for (auto& label : renamed) {
        label = 100 - label;
    }
    const auto agreement = compare_clusterings(Clustering(labels), Clustering(renamed));
    CHECK(agreement.pairs.both == agreement.pairs.found);
    CHECK(agreement.pairs.both == agreement.pairs.truth);
    CHECK(agreement.b_cubed_f1 == 1.0);
    CHECK(agreement.adjusted_rand == 1.0);
}

TEST_CASE("too few items have no figure that they could not have", "[algorithms][evaluation]") {
    const auto none = compare_clusterings(Clustering({}), Clustering({}));
    CHECK(none.pairs.found == 0);
    CHECK_FALSE(none.b_cubed_precision);
    CHECK_FALSE(none.adjusted_rand);
    const auto one = compare_clusterings(Clustering({5}), Clustering({6}));
    CHECK(one.b_cubed_f1 == 1.0);
    CHECK_FALSE(one.adjusted_rand);
}

TEST_CASE("items in several clusters, worked by hand", "[algorithms][evaluation]") {
    // Cells {0 1 2} and {2 3}; found {0 1} and {2 3}: 2 belongs to both cells.
    const Clustering cells(4, {{0, 0}, {1, 0}, {2, 0}, {2, 1}, {3, 1}});
    const Clustering found(4, {{0, 8}, {1, 8}, {2, 9}, {3, 9}});
    CHECK(companions(cells) == std::vector<std::uint64_t>{3, 3, 4, 2});
    const auto agreement = compare_clusterings(found, cells);
    CHECK(agreement.pairs.both == 2);
    CHECK(agreement.pairs.found == 2);
    CHECK(agreement.pairs.truth == 4);
    CHECK(agreement.b_cubed_precision == 1.0);
    CHECK(*agreement.b_cubed_recall == tests::Approx((2.0 / 3 + 2.0 / 3 + 2.0 / 4 + 1.0) / 4));
    CHECK_FALSE(agreement.adjusted_rand);
    CHECK_FALSE(cells.is_partition());
}

TEST_CASE("an item in no cluster is alone", "[algorithms][evaluation]") {
    const Clustering found(3, {{0, 0}, {1, 0}});
    CHECK(companions(found) == std::vector<std::uint64_t>{2, 2, 1});
    CHECK(found.is_partition());
}

TEST_CASE("partitions agree as counting all pairs says", "[algorithms][evaluation][property]") {
    const auto seed = GENERATE(range(0U, 300U));
    CAPTURE(seed);
    std::mt19937 random(seed);
    const std::size_t n = 1 + random() % 14;
    const Sets found = random_sets(random, n, 1 + below(random, 6), 1);
    const Sets truth = random_sets(random, n, 1 + below(random, 6), 1);
    check_against_oracle(found, truth);
    const auto agreement = compare_clusterings(clustering_of(found), clustering_of(truth));
    const Oracle oracle(found, truth);
    const auto all = static_cast<std::uint64_t>(oracle.all_pairs);
    const bool degenerate = (oracle.pairs.found == 0 && oracle.pairs.truth == 0) ||
                            (oracle.pairs.found == all && oracle.pairs.truth == all);
    if (n > 1 && !degenerate) {
        CHECK(*agreement.adjusted_rand == tests::Approx(oracle.adjusted_rand()).margin(1e-9));
    }
}

TEST_CASE("covers agree as counting all pairs says", "[algorithms][evaluation][property]") {
    const auto seed = GENERATE(range(0U, 300U));
    CAPTURE(seed);
    std::mt19937 random(seed);
    const std::size_t n = 1 + random() % 14;
    check_against_oracle(random_sets(random, n, 1 + below(random, 6), 4),
                         random_sets(random, n, 1 + below(random, 8), 3));
}

TEST_CASE("a comparison stops when it is asked to", "[algorithms][evaluation]") {
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(compare_clusterings(Clustering({0, 0}), Clustering({0, 1}), control),
                    graph::Cancelled);
}

TEST_CASE("what cannot be compared is refused", "[algorithms][evaluation]") {
    CHECK(message_of<std::invalid_argument>([] {
              (void)compare_clusterings(Clustering({1, 2}), Clustering({1}));
          }).find("2 items were grouped, and 1") != std::string::npos);
    CHECK(message_of<std::invalid_argument>([] {
              (void)Clustering(2, {{2, 0}});
          }).find("item 2") != std::string::npos);
}
