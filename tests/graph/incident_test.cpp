// SPDX-License-Identifier: Apache-2.0
#include "graph/incident.hpp"
#include "tests/support/catch.hpp"

using namespace sandhan::graph;
using sandhan::tests::Approx;

TEST_CASE("an incident is as sure as its best graded source", "[incident]") {
    Incident incident;
    CHECK(confidence(incident) == Approx(ungraded_confidence));
    incident.sources.emplace_back();
    CHECK(confidence(incident) == Approx(ungraded_confidence));
    incident.sources.push_back({"", {}, Grade{'E', '5'}, ""});
    CHECK(confidence(incident) == Approx(0.40));
    incident.sources.push_back({"", {}, Grade{'B', '2'}, ""});
    CHECK(confidence(incident) == Approx(0.77));
}

TEST_CASE("an incident's time is the hull of what happened, not of papers about it", "[incident]") {
    Incident incident;
    CHECK_FALSE(time_of(incident).is_known());

    const auto date = [](const char* text) { return *FuzzyDate::parse(text); };
    incident.reported = date("2020-10-20");
    incident.journey.push_back({{}, StopRole::origin, {}, date("2020-10-01"), {}, {}});
    incident.places.push_back({{}, PlaceRole::rescued_at, date("2020-11-12")});
    incident.ties.push_back({"a", "b", TieType::paid, date("2020-09"), {}});
    incident.references.push_back({ReferenceType::fir, "", "", date("2020-11-13")});
    incident.references.push_back({ReferenceType::court, "", "", date("2023")});
    incident.sources.push_back({"", date("2024"), {}, ""});
    CHECK(time_of(incident).to_edtf() == "2020-09-01/2020-11-13");
}
