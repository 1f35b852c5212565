// SPDX-License-Identifier: Apache-2.0
#include "algorithms/evaluation/retrieval.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"

#include <random>
#include <stdexcept>
#include <vector>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using List = std::vector<std::uint8_t>;

TEST_CASE("precision at k and average precision, worked by hand", "[algorithms][evaluation]") {
    const List list{1, 0, 1, 0, 0, 1};
    CHECK(precision_at(list, 1) == 1.0);
    CHECK(precision_at(list, 4) == tests::Approx(0.5));
    CHECK(precision_at(list, 12) == tests::Approx(0.25)); // of twelve, not of the six there are
    CHECK(*average_precision(list, 3) == tests::Approx((1.0 + 2.0 / 3 + 3.0 / 6) / 3));
    CHECK(*average_precision(list, 5) == tests::Approx((1.0 + 2.0 / 3 + 3.0 / 6) / 5));
}

TEST_CASE("an empty list, and nothing to find", "[algorithms][evaluation]") {
    CHECK(precision_at({}, 3) == 0.0);
    CHECK(average_precision({}, 4) == 0.0);
    CHECK_FALSE(average_precision(List{0, 0}, 0));
}

TEST_CASE("average precision is the mean of precision at the ranks of what is relevant",
          "[algorithms][evaluation][property]") {
    const auto seed = GENERATE(range(0U, 300U));
    CAPTURE(seed);
    std::mt19937 random(seed);
    List list(random() % 12);
    std::uint64_t relevant = 1 + random() % 3;
    double sum = 0.0;
    for (auto& r : list) {
        r = random() % 2 == 0 ? 0 : 1;
    }
    for (std::size_t i = 0; i < list.size(); ++i) {
        double hits = 0.0;
        for (std::size_t j = 0; j <= i; ++j) {
            hits += list[j];
        }
        CHECK(precision_at(list, i + 1) ==
              tests::Approx(hits / static_cast<double>(i + 1)).margin(1e-12));
        sum += list[i] != 0 ? hits / static_cast<double>(i + 1) : 0.0;
        relevant += list[i];
    }
    CHECK(*average_precision(list, relevant) ==
          tests::Approx(sum / static_cast<double>(relevant)).margin(1e-12));
}

TEST_CASE("a cutoff of 0, and more found than there is, are refused", "[algorithms][evaluation]") {
    CHECK(message_of<std::invalid_argument>([] { (void)precision_at({}, 0); }).find("k is 0") !=
          std::string::npos);
    CHECK(message_of<std::invalid_argument>([] {
              (void)average_precision(List{1, 1}, 1);
          }).find("only 1 in all") != std::string::npos);
}
