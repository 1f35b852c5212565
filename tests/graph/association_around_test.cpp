// SPDX-License-Identifier: Apache-2.0
// The part of an association graph around somebody, kinds that only support, people who may be one.
#include "graph/association_graph.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <map>
#include <set>
#include <tuple>

using namespace sandhan::graph;
using namespace sandhan::tests;

namespace {

using Entity = std::pair<bool, std::uint32_t>;
using ToldReason = std::tuple<ReasonKind, std::uint32_t, double, std::vector<IncidentIndex>>;
using ToldTies = std::map<std::pair<Entity, Entity>, std::vector<ToldReason>>;

Entity entity_of(const AssociationGraph& g, Vertex v) { return {g.is_person(v), g.entity(v)}; }

std::set<Entity> entities_of(const AssociationGraph& g) {
    std::set<Entity> all;
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        all.insert(entity_of(g, v));
    }
    return all;
}

/// The ties among some entities, as far as their reasons are of the kinds that `keeps` keeps.
template <class Keeps>
ToldTies told_ties(const AssociationGraph& g, const std::set<Entity>& among, const Keeps& keeps) {
    ToldTies ties;
    for (Edge e = 0; e < g.edge_count(); ++e) {
        const Entity a = entity_of(g, g.ends(e).source);
        const Entity b = entity_of(g, g.ends(e).target);
        if (among.count(a) == 0 || among.count(b) == 0) {
            continue;
        }
        auto& reasons = ties[std::minmax(a, b)];
        for (const Reason& r : g.reasons(e)) {
            reasons.emplace_back(r.kind, r.detail, r.weight,
                                 std::vector<IncidentIndex>(r.evidence.begin(), r.evidence.end()));
        }
        if (!keeps(reasons)) {
            ties.erase(std::minmax(a, b));
        }
    }
    return ties;
}

constexpr auto every = [](const std::vector<ToldReason>&) { return true; };

/// Within so many ties of a vertex, ring by ring over the whole graph.
std::set<Entity> ball(const AssociationGraph& g, Vertex of, unsigned steps) {
    std::set<Vertex> reached{of};
    for (unsigned step = 0; step < steps; ++step) {
        const std::set<Vertex> before = reached;
        for (Edge e = 0; e < g.edge_count(); ++e) {
            const auto [s, t] = g.ends(e);
            if (before.count(s) != 0) {
                reached.insert(t);
            }
            if (before.count(t) != 0) {
                reached.insert(s);
            }
        }
    }
    std::set<Entity> all;
    for (const Vertex v : reached) {
        all.insert(entity_of(g, v));
    }
    return all;
}

std::vector<SimilarPeople> invented_pairs(const CaseStore& store, unsigned seed) {
    std::mt19937 random(seed);
    std::vector<SimilarPeople> pairs;
    const auto n = static_cast<PersonIndex>(store.person_entities.size());
    for (PersonIndex a = 0; a < n; ++a) {
        for (PersonIndex b = a + 1; b < n; ++b) {
            if (random() % 12 == 0) {
                pairs.push_back({a, b, static_cast<double>(random() % 5) / 4.0, 1.0});
            }
        }
    }
    return pairs;
}

} // namespace

TEST_CASE("around somebody stands what lies within so many ties of the whole graph",
          "[association][around][property]") {
    for (unsigned seed = 0; seed < 600; ++seed) {
        CAPTURE(seed);
        const CaseStore store = store_of(invented_incidents(seed, 10));
        const CaseSelection selection(store, {}, Disclosure::protect);
        const std::vector<SimilarPeople> similar = invented_pairs(store, seed);
        AssociationOptions options;
        options.max_sharers = 2 + seed % 4;
        options.include_victims = seed % 3 == 0;
        if (seed % 2 == 0) {
            options.similar = similar;
        }
        const AssociationGraph whole(selection, options);
        if (whole.vertex_count() == 0) {
            continue;
        }
        const unsigned steps = seed % 4;
        const Vertex of = seed % whole.vertex_count();
        const AssociationSeed asked{whole.is_person(of), whole.entity(of)};
        const AssociationGraph part =
            AssociationGraph::around(selection, options, std::span(&asked, 1), steps);
        const std::set<Entity> near = ball(whole, of, steps);
        CHECK(entities_of(part) == near);
        CHECK(told_ties(part, near, every) == told_ties(whole, near, every));
        for (Vertex v = 0; v < part.vertex_count(); ++v) {
            const auto here = part.incidents(v);
            const auto there = whole.incidents(whole.find(part.is_person(v), part.entity(v)));
            CHECK(std::vector<IncidentIndex>(here.begin(), here.end()) ==
                  std::vector<IncidentIndex>(there.begin(), there.end()));
        }
    }
}

TEST_CASE("a kind that only supports makes no tie, and stays a reason of those that others make",
          "[association][supporting][property]") {
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        const CaseStore store = store_of(invented_incidents(seed, 10));
        const CaseSelection selection(store, {}, Disclosure::protect);
        AssociationOptions options;
        const AssociationGraph whole(selection, options);
        options.supporting.add(static_cast<ReasonKind>(seed % 4));
        options.supporting.add(static_cast<ReasonKind>(seed / 4 % 4));
        const AssociationGraph less(selection, options);
        const std::set<Entity> all = entities_of(whole);
        CHECK(entities_of(less) == all);
        CHECK(told_ties(less, all, every) ==
              told_ties(whole, all, [&](const std::vector<ToldReason>& reasons) {
                  return std::any_of(reasons.begin(), reasons.end(), [&](const ToldReason& r) {
                      return !options.supporting.has(std::get<0>(r));
                  });
              }));
        CHECK_THROWS_AS(AssociationGroups(selection, options), std::invalid_argument);
    }
}

TEST_CASE("a guess that two are one only supports a tie where it is likelier wrong",
          "[association][similar][property]") {
    std::size_t left_out = 0, supports = 0;
    for (unsigned seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        const CaseStore store = store_of(invented_incidents(seed, 10));
        const CaseSelection selection(store, {}, Disclosure::protect);
        const std::vector<SimilarPeople> similar = invented_pairs(store, seed); // in quarters
        AssociationOptions options;
        options.similar = similar;
        const AssociationGraph whole(selection, options);
        options.least_similar = 0.5;
        const AssociationGraph less(selection, options);
        const std::set<Entity> all = entities_of(whole);
        CHECK(entities_of(less) == all);
        for (Edge e = 0; e < whole.edge_count(); ++e) {
            const auto reasons = whole.reasons(e);
            const auto is_weak = [](const Reason& r) {
                return r.kind == ReasonKind::similar_identity && r.weight < 0.5;
            };
            const bool only_weak = std::all_of(reasons.begin(), reasons.end(), is_weak);
            left_out += only_weak ? 1U : 0U;
            supports += !only_weak && std::any_of(reasons.begin(), reasons.end(), is_weak);
            const auto [a, b] = whole.ends(e);
            std::size_t kept = 0; // vertices are the same in both
            for (std::size_t i = 0; i < less.out_degree(a); ++i) {
                if (less.out_neighbours(a)[i] == b) {
                    kept = less.reasons(less.out_edges(a)[i]).size();
                }
            }
            CHECK(kept == (only_weak ? 0 : reasons.size()));
        }
        const AssociationGroups groups(selection, options);
        std::size_t linked = 0;
        for (const auto& group : groups.groups()) {
            linked += ball(less, group.first, less.vertex_count()).size();
            const auto told = groups.graph_of(std::span(&group.first, 1));
            CHECK(told.vertex_count() == group.people + group.organisations);
        }
        std::size_t tied = 0;
        for (Vertex v = 0; v < less.vertex_count(); ++v) {
            tied += less.out_degree(v) > 0 ? 1U : 0U;
        }
        CHECK(linked == tied);
    }
    CHECK(left_out > 50); // the cases are no empty ones
    CHECK(supports > 15);
}

TEST_CASE("two who may be one person are tied by it, with the incidents of both",
          "[association][similar]") {
    Incident one, other;
    one.id = "A";
    one.people = {person("s1", PersonRole::suspect)};
    other.id = "B";
    other.people = {person("s1", PersonRole::suspect), person("v1", PersonRole::victim)};
    const CaseStore store = store_of({one, other});
    const CaseSelection selection(store, {}, Disclosure::protect);
    AssociationOptions options;
    CHECK(AssociationGraph(selection, options).edge_count() == 0);

    // A pair with a victim is no tie of the offending side; one of probability 0 is none at all.
    const std::vector<SimilarPeople> pairs{{1, 0, 0.6, 3.0}, {0, 2, 0.9, 5.0}};
    options.similar = pairs;
    const AssociationGraph g(selection, options);
    REQUIRE(g.edge_count() == 1);
    REQUIRE(g.reasons(0).size() == 1);
    const Reason& reason = g.reasons(0)[0];
    CHECK(reason.kind == ReasonKind::similar_identity);
    CHECK(name_of(reason.kind) == "similar_identity");
    CHECK(options.similar[reason.detail].bits == 3.0);
    CHECK(reason.weight == 0.6);
    CHECK(std::vector<IncidentIndex>(reason.evidence.begin(), reason.evidence.end()) ==
          std::vector<IncidentIndex>{0, 1});
    CHECK(AssociationGroups(selection, options).groups().size() == 1);

    const std::vector<SimilarPeople> never{{0, 1, 0.0, -9.0}};
    options.similar = never;
    CHECK(AssociationGraph(selection, options).edge_count() == 0);
    CHECK(AssociationGroups(selection, options).groups().empty());
}

TEST_CASE("groups with similar people are the components of the graph",
          "[association][similar][property]") {
    for (unsigned seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const CaseStore store = store_of(invented_incidents(seed, 10));
        const CaseSelection selection(store, {}, Disclosure::protect);
        const std::vector<SimilarPeople> similar = invented_pairs(store, seed + 1000);
        AssociationOptions options;
        options.similar = similar;
        const AssociationGraph g(selection, options);
        const AssociationGroups groups(selection, options);
        std::size_t linked = 0;
        for (const auto& group : groups.groups()) {
            const auto members = ball(g, group.first, g.vertex_count());
            CHECK(members.size() == group.people + group.organisations);
            linked += members.size();
        }
        std::size_t tied = 0;
        for (Vertex v = 0; v < g.vertex_count(); ++v) {
            tied += g.out_degree(v) > 0 ? 1U : 0U;
        }
        CHECK(linked == tied);
    }
}
