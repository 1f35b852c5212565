// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/weighed_ties.hpp"
#include "graph/confidence.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/threads.hpp"

#include <cmath>
#include <map>
#include <set>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using graph::AssociationGraph;
using graph::AssociationOptions;
using graph::CaseSelection;
using graph::CaseStore;
using graph::Incident;
using graph::IncidentIndex;
using graph::PersonRole;
using graph::ReasonKind;

namespace {

Incident seen(std::string id, int on, std::vector<std::string> people) {
    Incident i = journey(std::move(id), {"Howrah, West Bengal", "Rajkot, Gujarat"});
    i.people = {person("v1", PersonRole::victim)};
    i.reported = day(on);
    for (const std::string& one : people) {
        i.people.push_back(person("r" + one, PersonRole::suspect, one));
    }
    return i;
}

const WeighedReason* reason_of(const WeighedTie& tie, ReasonKind kind) {
    for (const WeighedReason& reason : tie.reasons) {
        if (reason.kind == kind) {
            return &reason;
        }
    }
    return nullptr;
}

} // namespace

TEST_CASE("different cases near in time on one corridor support a tie and make none",
          "[suspects][weighed]") {
    // P1 and P2 met in A; later each had a case of their own on the same corridor.
    const CaseStore store = store_of({seen("A", 0, {"P1", "P2"}), seen("B", 100, {"P1"}),
                                      seen("C", 150, {"P2"}), seen("D", 120, {"P9"})});
    const CaseSelection selection(store, {}, graph::Disclosure::protect);
    const AssociationOptions options;
    const AssociationGraph g(selection, options);
    REQUIRE(g.edge_count() == 1); // P9 was on the corridor too, and is linked with nobody
    const WeighedTie tie = TieWeights(g, selection, options).weigh(0);
    REQUIRE(tie.reasons.size() == 2);
    const WeighedReason* route = reason_of(tie, ReasonKind::same_route);
    REQUIRE(route != nullptr);
    CHECK(route->evidence == std::vector<IncidentIndex>{1, 2});
    CHECK(route->sharers == 4); // incidents on the corridor
    CHECK(store.text(store.places[route->origin].id) == "place:IN-WB/howrah");
    CHECK(store.text(store.places[route->destination].id) == "place:IN-GJ/rajkot");
    CHECK(route->confidence == Approx(0.75)); // two ungraded incidents
    const WeighedReason* together = reason_of(tie, ReasonKind::shared_incident);
    REQUIRE(together != nullptr);
    CHECK(together->confidence == Approx(0.5));
    CHECK(together->sharers == 2);
    CHECK(tie.bits == Approx(prior_bits() + route->bits + together->bits));
    CHECK(tie.probability == Approx(probability_of(tie.bits)));

    // With a window of 40 days they are too far apart: 50 days.
    const WeighedTie apart = TieWeights(g, selection, options, {40}).weigh(0);
    CHECK(reason_of(apart, ReasonKind::same_route) == nullptr);
    CHECK(reason_of(TieWeights(g, selection, options, {50}).weigh(0), ReasonKind::same_route) !=
          nullptr);
}

TEST_CASE("different cases at one scene of exploitation support a tie", "[suspects][weighed]") {
    std::vector<Incident> all{seen("A", 0, {"P1", "P2"}), seen("B", 10, {"P1"}),
                              seen("C", 20, {"P2"})};
    for (Incident& incident : all) {
        incident.journey.clear();
        graph::IncidentPlace place;
        place.place = at("Canning, South 24 Parganas, West Bengal");
        place.role = graph::PlaceRole::exploited_at;
        incident.places = {place};
    }
    const CaseStore store = store_of(all);
    const CaseSelection selection(store, {}, graph::Disclosure::protect);
    const AssociationOptions options;
    const AssociationGraph g(selection, options);
    const WeighedTie tie = TieWeights(g, selection, options).weigh(0);
    const WeighedReason* scene = reason_of(tie, ReasonKind::same_place);
    REQUIRE(scene != nullptr);
    CHECK(store.text(store.places[scene->place].id) == "place:IN-WB/south-24-parganas/canning");
    CHECK(scene->evidence == std::vector<IncidentIndex>{1, 2});
}

TEST_CASE("a scene where a victim lives is no place to name", "[suspects][weighed]") {
    std::vector<Incident> all{seen("A", 0, {"P1", "P2"}), seen("B", 10, {"P1"}),
                              seen("C", 20, {"P2"})};
    for (Incident& incident : all) {
        incident.journey.clear();
        graph::IncidentPlace place;
        place.place = at("Canning, South 24 Parganas, West Bengal");
        place.role = graph::PlaceRole::exploited_at;
        incident.places = {place};
        incident.people[0].home = place.place;
    }
    const CaseStore store = store_of(all);
    const AssociationOptions options;
    for (const auto disclosure : {graph::Disclosure::protect, graph::Disclosure::reveal}) {
        const CaseSelection selection(store, {}, disclosure);
        const AssociationGraph g(selection, options);
        const WeighedTie tie = TieWeights(g, selection, options).weigh(0);
        CHECK((reason_of(tie, ReasonKind::same_place) != nullptr) ==
              (disclosure == graph::Disclosure::reveal));
    }
}

TEST_CASE("two who may be one person have the odds of either", "[suspects][weighed]") {
    const CaseStore store = store_of({seen("A", 0, {"P1", "P2"}), seen("B", 2000, {"P3"})});
    const CaseSelection selection(store, {}, graph::Disclosure::protect);
    for (const double p : {0.05, 0.5, 0.9, 1.0}) {
        const std::vector<graph::SimilarPeople> similar{{2, 3, p, 2.0}, {2, 4, p, 2.0}};
        AssociationOptions options;
        options.similar = similar;
        const AssociationGraph g(selection, options);
        REQUIRE(g.edge_count() == 2);
        const TieWeights weights(g, selection, options);
        const AssociationGraph plain(selection, AssociationOptions{});
        const AssociationOptions none;
        const double other = TieWeights(plain, selection, none).weigh(0).probability;
        CHECK(weights.weigh(0).probability == Approx(p + (1 - p) * other));
        const double alone = probability_of(prior_bits());
        CHECK(weights.weigh(1).probability == Approx(p + (1 - p) * alone));
        CHECK(weights.weigh(0).bits > TieWeights(plain, selection, none).weigh(0).bits);
    }
}

TEST_CASE("a tie's log-odds are the sum of its reasons', told from the records",
          "[suspects][weighed][property]") {
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        const CaseStore store = store_of(invented_incidents(seed, 10));
        const CaseSelection selection(store, {}, graph::Disclosure::protect);
        AssociationOptions options;
        options.include_victims = seed % 2 == 0;
        const AssociationGraph g(selection, options);
        const TieWeights weights(g, selection, options);
        const auto every = weights.probabilities();
        REQUIRE(every.size() == g.edge_count());
        for (graph::Edge e = 0; e < g.edge_count(); ++e) {
            const WeighedTie tie = weights.weigh(e);
            CHECK(every[e] == tie.probability);
            double bits = prior_bits();
            std::map<ReasonKind, std::size_t> kinds;
            for (std::size_t i = 0; i < tie.reasons.size(); ++i) {
                const WeighedReason& reason = tie.reasons[i];
                bits += reason.bits;
                ++kinds[reason.kind];
                CHECK((i == 0 || tie.reasons[i - 1].bits >= reason.bits));
                CHECK(std::is_sorted(reason.evidence.begin(), reason.evidence.end()));
                double none = 1.0;
                for (const IncidentIndex incident : reason.evidence) {
                    none *= 1.0 - store.incidents[incident].confidence;
                }
                CHECK(reason.confidence == Approx(1.0 - none));
            }
            CHECK(tie.bits == Approx(bits).margin(1e-12));
            std::map<ReasonKind, std::size_t> made;
            for (const graph::Reason& reason : g.reasons(e)) {
                ++made[reason.kind];
            }
            kinds.erase(ReasonKind::same_place);
            kinds.erase(ReasonKind::same_route);
            CHECK(kinds == made);
        }
    }
}

TEST_CASE("the strongest ties are the first of all, and all their reasons are counted",
          "[suspects][weighed][property]") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        CAPTURE(seed);
        const CaseStore store = store_of(invented_incidents(seed, 10));
        const CaseSelection selection(store, {}, graph::Disclosure::protect);
        const AssociationOptions options;
        const AssociationGraph g(selection, options);
        const TieWeights weights(g, selection, options);
        std::vector<graph::Edge> asked;
        for (graph::Edge e = g.edge_count(); e-- > 0;) { // not in their own order
            if (e % 3 != 0) {
                asked.push_back(e);
            }
        }
        std::vector<WeighedTie> all;
        std::size_t reasons = 0;
        for (const graph::Edge e : asked) {
            all.push_back(weights.weigh(e));
            reasons += all.back().reasons.size();
        }
        std::stable_sort(all.begin(), all.end(),
                         [](const auto& x, const auto& y) { return x.bits > y.bits; });
        const StrongestTies found = weights.strongest(asked, seed % 5);
        CHECK(found.reasons == reasons);
        REQUIRE(found.ties.size() == std::min<std::size_t>(seed % 5, asked.size()));
        for (std::size_t i = 0; i < found.ties.size(); ++i) {
            CHECK(found.ties[i].edge == all[i].edge);
            CHECK(found.ties[i].bits == all[i].bits);
            CHECK(found.ties[i].reasons.size() == all[i].reasons.size());
        }
    }
}

TEST_CASE("weights are the same for any number of threads", "[suspects][weighed][threads]") {
    const CaseStore store = store_of(invented_incidents(7, 400));
    const CaseSelection selection(store, {}, graph::Disclosure::protect);
    const AssociationOptions options;
    const auto weigh = [&] {
        const AssociationGraph g(selection, options);
        return TieWeights(g, selection, options).probabilities();
    };
    const auto alone = with_threads(1, weigh);
    CHECK(with_threads(2, weigh) == alone);
    CHECK(with_threads(8, weigh) == alone);
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    const AssociationGraph g(selection, options);
    CHECK_THROWS_AS(TieWeights(g, selection, options).probabilities(stop), graph::Cancelled);
    const std::vector<graph::Edge> some{0};
    CHECK_THROWS_AS(TieWeights(g, selection, options).strongest(some, 1, stop), graph::Cancelled);
}
