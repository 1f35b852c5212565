// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/tie_forecast.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <set>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::AssociationGraph;
using graph::CaseSelection;
using graph::CaseStore;
using graph::Incident;

namespace {

/// Cells of five whose cases name two or three of them each, over years.
std::vector<Incident> cells_at_work(unsigned seed, int cells, int cases) {
    std::mt19937 random(seed);
    std::vector<Incident> incidents;
    for (int n = 0; n < cases; ++n) {
        Incident one;
        one.id = "C-" + std::to_string(1000 + n);
        one.reported = day(n * 3);
        const int cell = static_cast<int>(random() % static_cast<unsigned>(cells));
        std::set<int> members;
        while (members.size() < 2 + random() % 2) {
            members.insert(static_cast<int>(random() % 5));
        }
        for (const int member : members) {
            const std::string id = "P" + std::to_string(100 + 5 * cell + member);
            one.people.push_back(person("r" + id, graph::PersonRole::suspect, id));
        }
        incidents.push_back(one);
    }
    return incidents;
}

} // namespace

TEST_CASE("what became tied is learnt, tested on what came later, and foretold",
          "[suspects][forecast]") {
    const CaseStore store = store_of(cells_at_work(1, 60, 400));
    const CaseSelection selection(store, {}, graph::Disclosure::protect);
    const graph::AssociationOptions association;
    const AssociationGraph g(selection, association);
    const TieForecast forecast = tie_forecast(g, selection, association);
    REQUIRE(forecast.refused.empty());
    CHECK(forecast.links.size() == forecast.score.size());
    CHECK_FALSE(forecast.links.empty());
    CHECK(forecast.test.train_ties >= 10);
    CHECK(forecast.test.combined.positives >= 10);
    CHECK(forecast.test.combined.roc_auc.has_value());
    CHECK(forecast.test.by_measure[0].items == forecast.test.combined.items);
    for (std::size_t i = 0; i < forecast.links.size(); ++i) {
        const auto& link = forecast.links[i];
        CHECK(forecast.score[i] > 0.0);
        CHECK(forecast.score[i] < 1.0);
        CHECK((i == 0 || forecast.score[i - 1] >= forecast.score[i]));
        const auto row = g.out_neighbours(link.a);
        CHECK_FALSE(std::binary_search(row.begin(), row.end(), link.b)); // no record says so yet
        CHECK(g.is_person(link.a));
        CHECK(g.is_person(link.b));
    }
}

TEST_CASE("the last part is never learnt from", "[suspects][forecast]") {
    // Other ties in the last part: what is learnt for the test is the same.
    std::vector<Incident> some = cells_at_work(1, 40, 160);
    std::vector<Incident> other = some;
    for (std::size_t i = 150; i < other.size(); ++i) {
        other[i].people.resize(1);
    }
    const graph::AssociationOptions association;
    const auto trained = [&](const std::vector<Incident>& incidents) {
        const CaseStore store = store_of(incidents);
        const CaseSelection selection(store, {}, graph::Disclosure::protect);
        const AssociationGraph g(selection, association);
        TieForecastOptions options;
        options.least_ties = 1;
        const ForecastTest test = tie_forecast(g, selection, association, options).test;
        return std::tuple(test.train_pairs, test.train_ties, test.combined.items);
    };
    CHECK(trained(some) == trained(other));
}

TEST_CASE("too little to learn from is no forecast, with the reason", "[suspects][forecast]") {
    const graph::AssociationOptions association;
    for (const int cases : {0, 5, 14}) {
        const CaseStore store = store_of(cells_at_work(2, 3, cases));
        const CaseSelection selection(store, {}, graph::Disclosure::protect);
        const AssociationGraph g(selection, association);
        const TieForecast forecast = tie_forecast(g, selection, association);
        CHECK(forecast.refused.find("too few") == 0);
        CHECK(forecast.links.empty());
    }
    const CaseStore store = store_of({});
    const CaseSelection selection(store, {}, graph::Disclosure::protect);
    const AssociationGraph g(selection, association);
    TieForecastOptions wrong;
    wrong.test_share = 0.5;
    CHECK_THROWS_AS(tie_forecast(g, selection, association, wrong), std::invalid_argument);
}
