// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/graph_evidence.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/random_evidence.hpp"
#include "tests/support/thrown.hpp"

#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using sandhan::tests::message_of;

namespace {

/// Two vertices of one edge that incident 0 counts for.
GraphEvidence one_edge() {
    GraphEvidence evidence;
    evidence.vertices = 3;
    evidence.edges = {{0, 1}};
    evidence.incidents = {7};
    evidence.counted.values = {{0, 0.5}};
    evidence.counted.close();
    return evidence;
}

std::string refused(const GraphEvidence& evidence) {
    return message_of<std::invalid_argument>([&] { require_consistent(evidence); });
}

} // namespace

TEST_CASE("an edge goes with its last incident and grows with copies", "[hubs][bootstrap]") {
    const GraphEvidence evidence = one_edge();
    const std::vector<std::uint32_t> none{0}, twice{2};
    CHECK(resampled(evidence, none).graph.edge_count() == 0);
    CHECK(resampled(evidence, none).graph.vertex_count() == 3);
    CHECK(resampled(evidence, twice).strength == std::vector<double>{1.0});
}

TEST_CASE("a statement counts once a kind, at its strongest", "[hubs][bootstrap]") {
    GraphEvidence evidence = one_edge();
    evidence.incidents = {7, 8};
    evidence.stated.values = {{1, 0, 0.75}, {1, 1, 0.25}, {4, 1, 0.5}};
    evidence.stated.close();
    const auto strength = [&](std::vector<std::uint32_t> copies) {
        return resampled(evidence, copies).strength;
    };
    CHECK(strength({1, 1}) == std::vector<double>{0.5 + 0.75 + 0.5});
    CHECK(strength({3, 0}) == std::vector<double>{1.5 + 0.75});
    CHECK(strength({0, 5}) == std::vector<double>{0.25 + 0.5});
}

TEST_CASE("what is shared weighs by how many hold it as far as is known", "[hubs][bootstrap]") {
    // 0, 1 and 2 hold one thing; that 2 does only incident 1 tells, that 0 does a list.
    GraphEvidence evidence;
    evidence.vertices = 3;
    evidence.edges = {{0, 1}, {0, 2}, {1, 2}};
    evidence.incidents = {4, 9};
    evidence.thing_of = {0, 0, 0};
    evidence.always_holds = {1, 0, 0};
    evidence.holder_incidents.close();
    evidence.holder_incidents.values = {0};
    evidence.holder_incidents.close();
    evidence.holder_incidents.values.push_back(1);
    evidence.holder_incidents.close();
    const std::vector<GraphEvidence::Shared> pairs{{0, 1, false}, {0, 2, false}, {1, 2, false}};
    for (const auto& pair : pairs) {
        evidence.counted.close();
        evidence.shared.values.push_back(pair);
        evidence.shared.close();
    }
    require_consistent(evidence);
    const auto strength = [&](std::vector<std::uint32_t> copies) {
        return resampled(evidence, copies).strength;
    };
    CHECK(strength({1, 2}) == std::vector<double>{0.5, 0.5, 0.5});
    CHECK(strength({2, 0}) == std::vector<double>{1.0});
    CHECK(strength({0, 0}).empty());
}

TEST_CASE("a graph made of resampled evidence is the graph of the records drawn",
          "[hubs][bootstrap][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        INFO("seed " << seed);
        const tests::EvidenceRecords records = tests::random_records(seed);
        const GraphEvidence evidence = tests::evidence_of_records(records);
        require_consistent(evidence);
        std::mt19937 random(seed);
        for (int resample = 0; resample < 4; ++resample) {
            std::vector<std::uint32_t> copies(evidence.incidents.size());
            for (auto& count : copies) {
                count = resample == 0 ? 1U : static_cast<std::uint32_t>(random() % 4);
            }
            const SimpleGraph found = resampled(evidence, copies);
            const SimpleGraph wanted = tests::graph_of_records(records, copies);
            REQUIRE(found.graph.vertex_count() == wanted.graph.vertex_count());
            REQUIRE(found.graph.is_directed() == wanted.graph.is_directed());
            REQUIRE(std::vector(found.graph.edges().begin(), found.graph.edges().end()) ==
                    std::vector(wanted.graph.edges().begin(), wanted.graph.edges().end()));
            CHECK(found.strength == wanted.strength); // of binary fractions: exact
        }
    }
}

TEST_CASE("evidence that does not fit its graph is refused, the edge named", "[hubs][bootstrap]") {
    CHECK(refused(one_edge()) == "(nothing thrown)");
    GraphEvidence bad = one_edge();
    bad.edges = {{1, 0}};
    CHECK(refused(bad) == "graph evidence: edge 0 from 1 to 0: no self-loops; undirected, the "
                          "smaller end first");
    bad = one_edge();
    bad.edges = {{0, 5}};
    CHECK(refused(bad) == "graph evidence: edge 0 from 0 to 5: only 3 vertices");
    bad = one_edge();
    bad.edges.push_back({0, 1});
    bad.counted.close();
    CHECK(refused(bad) == "graph evidence: edge 1 from 0 to 1: edges come sorted, each once");
    bad = one_edge();
    bad.counted.values[0].incident = 1;
    CHECK(refused(bad) == "graph evidence: edge 0 from 0 to 1 rests on incident 1 of 1");
    bad = one_edge();
    bad.counted.values[0].strength = 0.0;
    CHECK(refused(bad) == "graph evidence: edge 0 from 0 to 1 has strength 0.000000; strengths "
                          "must be finite and > 0");
    bad = one_edge();
    bad.counted.close();
    CHECK(refused(bad) == "graph evidence: 2 lists of what is counted for 1 edges");
    bad = one_edge();
    bad.always = {-1.0};
    CHECK(refused(bad) == "graph evidence: edge 0 from 0 to 1 always has strength -1.000000; it "
                          "must be finite and 0 or more");
    bad = one_edge();
    bad.shared.values = {{0, 1, false}};
    bad.shared.close();
    CHECK(refused(bad) == "graph evidence: edge 0 from 0 to 1: its ends hold nothing together");
}
