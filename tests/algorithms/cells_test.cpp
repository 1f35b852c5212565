// SPDX-License-Identifier: Apache-2.0
#include "algorithms/simple_graph.hpp"
#include "algorithms/suspects/cells.hpp"
#include "algorithms/suspects/partition_quality.hpp"
#include "graph/case_selection.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
#include "tests/support/named_graphs.hpp"
#include "tests/support/random_graphs.hpp"
#include "tests/support/thrown.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>
#include <stdexcept>

using namespace sandhan;
using namespace sandhan::algorithms;
using namespace sandhan::tests;
using Partition = std::vector<std::uint32_t>;
using Scores = std::vector<double>;

TEST_CASE("cells of two triangles and a bridge, worked by hand", "[algorithms][cells]") {
    const graph::CompressedGraph g(Directedness::undirected, 8,
                                   {{0, 1}, {1, 2}, {0, 2}, {2, 3}, {3, 4}, {4, 5}, {3, 5}});
    const auto found = cells(g, Scores{1, 1, 3, 0.5, 1, 1, 1}, Partition{0, 0, 0, 1, 1, 1, 2, 3});
    REQUIRE(found.size() == 2); // 6 and 7 are alone
    CHECK(found[0].community == 0);
    CHECK(found[0].within == 5.0);
    CHECK(found[0].across == 0.5);
    REQUIRE(found[0].members.size() == 3);
    CHECK(found[0].members[1].vertex == 1);
    CHECK(found[0].members[1].within == 2.0); // of 4, 2, 4: mean 10/3, deviation sqrt(8)/3
    CHECK(found[0].members[1].within_score == Approx(-4.0 / std::sqrt(8.0)));
    CHECK(found[0].members[0].within_score == Approx(2.0 / std::sqrt(8.0)));
    CHECK(found[0].members[0].core);
    CHECK_FALSE(found[0].members[1].core);
    CHECK(found[0].members[2].across == 0.5);
    REQUIRE(found[0].links.size() == 1);
    CHECK(found[0].links[0].member == 2);
    CHECK(found[0].links[0].other == 3);
    CHECK(found[0].links[0].community == 1);
    CHECK(found[0].links[0].tie == 3);
    CHECK(found[1].links[0].member == 3);
    CHECK_FALSE(found[1].members[0].core); // all alike
    CHECK(found[1].members[0].within_score == 0.0);
    CHECK(cells(g, {}, Partition{0, 0, 0, 1, 1, 1, 2, 3}, 4).empty());
}

TEST_CASE("cells of nothing are none", "[algorithms][cells]") {
    CHECK(cells(graph::UndirectedGraph(), {}, {}).empty());
    CHECK(cells({Directedness::undirected, 3, {}}, {}, Partition{0, 1, 2}, 0).empty());
    const auto star = cells(star_graph(Directedness::undirected, 6), {}, Partition(6, 0));
    REQUIRE(star.size() == 1);
    CHECK(star[0].members[0].core);
    CHECK(star[0].links.empty());
}

TEST_CASE("cells add up what a look at all pairs adds up", "[algorithms][cells][property]") {
    for (unsigned seed = 0; seed < 800; ++seed) {
        CAPTURE(seed);
        const RandomGraph random = random_multigraph(seed);
        const Scores units(random.units.begin(), random.units.end());
        const SimpleGraph g = undirected_simplified(random.graph, units);
        const graph::Vertex n = g.graph.vertex_count();
        std::mt19937 draw(seed + 9);
        Partition p(n);
        for (auto& c : p) {
            c = static_cast<std::uint32_t>(draw() % std::min<graph::Vertex>(n, 3));
        }
        const auto found = cells(g.graph, g.strength, p);
        std::map<std::uint32_t, std::set<graph::Vertex>> groups;
        for (graph::Vertex v = 0; v < n; ++v) {
            groups[p[v]].insert(v);
        }
        std::erase_if(groups, [](const auto& group) { return group.second.size() < 2; });
        REQUIRE(found.size() == groups.size());
        std::size_t at = 0;
        for (const auto& [c, group] : groups) {
            const Cell& cell = found[at++];
            CHECK(cell.community == c);
            REQUIRE(cell.members.size() == group.size());
            double within = 0.0, across = 0.0, mean = 0.0, square = 0.0;
            std::size_t links = 0;
            std::size_t m = 0;
            for (const graph::Vertex v : group) {
                double in = 0.0, out = 0.0;
                for (graph::Edge e = 0; e < g.graph.edge_count(); ++e) {
                    const auto [s, t] = g.graph.ends(e);
                    if (s == v || t == v) {
                        const bool same = group.count(s == v ? t : s) > 0;
                        (same ? in : out) += g.strength[e];
                        links += same ? 0 : 1;
                    }
                }
                CHECK(cell.members[m].vertex == v);
                CHECK(cell.members[m].within == Approx(in));
                CHECK(cell.members[m].across == Approx(out));
                ++m;
                within += in / 2.0;
                across += out;
                mean += in / static_cast<double>(group.size());
                square += in * in / static_cast<double>(group.size());
            }
            CHECK(cell.within == Approx(within));
            CHECK(cell.across == Approx(across));
            CHECK(cell.links.size() == links);
            for (std::size_t i = 1; i < cell.links.size(); ++i) {
                CHECK(g.strength[cell.links[i - 1].tie] >= g.strength[cell.links[i].tie]);
            }
            const double deviation = std::sqrt(std::max(0.0, square - mean * mean));
            for (const CellMember& member : cell.members) {
                const double score = deviation < 1e-6 ? 0.0 : (member.within - mean) / deviation;
                CHECK(member.within_score == Approx(score).margin(1e-6));
            }
        }
    }
}

TEST_CASE("a cell is joined with its neighbour below the resolution told, and not above",
          "[algorithms][cells][property]") {
    unsigned told = 0;
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const RandomGraph random = random_multigraph(seed);
        const Scores units(random.units.begin(), random.units.end());
        const SimpleGraph g = undirected_simplified(random.graph, units);
        std::mt19937 draw(seed + 11);
        Partition p(g.graph.vertex_count());
        for (auto& c : p) {
            c = static_cast<std::uint32_t>(draw() %
                                           std::min<graph::Vertex>(g.graph.vertex_count(), 4));
        }
        const auto quality = seed % 2 == 0 ? PartitionQuality::modularity : PartitionQuality::cpm;
        const auto judged = [&](const Partition& q, double resolution) {
            return quality == PartitionQuality::modularity
                       ? modularity(g.graph, q, resolution, g.strength)
                       : cpm_quality(g.graph, q, resolution, g.strength);
        };
        const auto found = cells(g.graph, g.strength, p);
        const auto merges = next_merges(g.graph, g.strength, p, found, quality);
        REQUIRE(merges.size() == found.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            CHECK(merges[i].has_value() == !found[i].links.empty());
            if (!merges[i]) {
                continue;
            }
            ++told;
            const auto gain = [&](std::uint32_t with, double resolution) {
                Partition joined = p;
                for (auto& c : joined) {
                    c = c == with ? found[i].community : c;
                }
                return judged(joined, resolution) - judged(p, resolution);
            };
            CHECK(gain(merges[i]->community, 0.99 * merges[i]->resolution) > 0.0);
            for (const std::uint32_t other : {0U, 1U, 2U, 3U}) {
                if (other != found[i].community &&
                    std::find(p.begin(), p.end(), other) != p.end()) {
                    CHECK(gain(other, 1.01 * merges[i]->resolution) < 1e-12);
                }
            }
        }
    }
    CHECK(told > 300);
}

TEST_CASE("a cell's footprint: where its incidents led, when, and by which corridors",
          "[algorithms][cells]") {
    using graph::PersonRole;
    const auto incident = [](std::string id, std::initializer_list<std::string_view> way,
                             std::initializer_list<const char*> people, int number) {
        graph::Incident i = journey(std::move(id), way);
        i.people.pop_back(); // a suspect of its own
        for (const char* one : people) {
            i.people.push_back(person(std::string("r") + one, PersonRole::suspect, one));
        }
        i.reported = day(number);
        return i;
    };
    graph::Incident reported = incident("C", {}, {"P1", "P2"}, 50);
    reported.places.push_back({at("Pune, Maharashtra"), graph::PlaceRole::reported_at, {}});
    reported.places.push_back({at("Rajkot, Gujarat"), graph::PlaceRole::rescued_at, {}});
    const graph::CaseStore store =
        store_of({incident("A", {"Howrah, West Bengal", "Rajkot, Gujarat"}, {"P1", "P2"}, 10),
                  incident("B", {"Howrah, West Bengal", "Rajkot, Gujarat"}, {"P2"}, 30),
                  incident("D", {"Rajkot, Gujarat", "Howrah, West Bengal"}, {"P1"}, 20), reported,
                  incident("E", {"Howrah, West Bengal", "Pune, Maharashtra"}, {"P8", "P9"}, 90)});
    const auto cases = graph_of(store);
    const graph::AssociationGraph g(cases);
    const auto found = cells(g, g.strengths(), Partition{0, 0, 1, 1});
    REQUIRE(found.size() == 2);
    const auto prints =
        cell_footprints(g, found, graph::Journeys(cases, graph::PlaceLevel::district));
    REQUIRE(prints.size() == 2);
    CHECK(prints[0].incidents == std::vector<graph::IncidentIndex>{0, 1, 2, 3});
    const auto labels = [&](const std::vector<graph::PlaceIndex>& places) {
        std::vector<std::string> texts;
        for (const graph::PlaceIndex place : places) {
            texts.emplace_back(store.text(store.places[place].id));
        }
        return texts;
    };
    // Pune is where it was reported.
    CHECK(labels(prints[0].states) == std::vector<std::string>{"place:IN-GJ", "place:IN-WB"});
    CHECK(labels(prints[0].districts) ==
          std::vector<std::string>{"place:IN-GJ/rajkot", "place:IN-WB/howrah"});
    CHECK(prints[0].time.to_edtf() == "2020-01-11/2020-02-20");
    REQUIRE(prints[0].corridors.size() == 2);
    CHECK(labels({prints[0].corridors[0].origin, prints[0].corridors[0].destination}) ==
          std::vector<std::string>{"place:IN-WB/howrah", "place:IN-GJ/rajkot"});
    CHECK(prints[0].corridors[0].evidence == std::vector<graph::IncidentIndex>{0, 1});
    CHECK(prints[0].corridors[1].evidence == std::vector<graph::IncidentIndex>{3});
    CHECK(prints[1].corridors.size() == 1);
    CHECK(prints[1].incidents == std::vector<graph::IncidentIndex>{4});
}

TEST_CASE("cells refuse what they cannot tell, and stop when asked", "[algorithms][cells]") {
    const auto g = path_graph(Directedness::undirected, 3);
    CHECK(message_of<std::invalid_argument>([&] {
              (void)cells(g, {}, Partition{0, 0});
          }) == "cells: 2 communities for 3 vertices; give one each");
    CHECK(message_of<std::invalid_argument>([&] {
              (void)cells(g, {}, Partition{0, 0, 7});
          }) == "cells: vertex 2 is of community 7; number them 0, 1, …");
    CHECK(message_of<std::invalid_argument>([] {
              (void)cells(path_graph(Directedness::directed, 2), {}, Partition{0, 0});
          }) == "cells: the graph is directed; drop its directions first");
    CHECK_THROWS_AS(cells(g, Scores{1.0, 0.0}, Partition{0, 0, 0}), std::invalid_argument);
    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    CHECK_THROWS_AS(cells(g, {}, Partition{0, 0, 0}, 2, stop), graph::Cancelled);
}
