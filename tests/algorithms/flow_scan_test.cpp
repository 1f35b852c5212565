// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/flow_scan.hpp"
#include "graph/transport.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"
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
using Members = std::vector<std::uint32_t>;
using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

namespace {

struct Below {
    std::mt19937 random;
    explicit Below(unsigned seed) : random(seed) {}
    unsigned operator()(unsigned limit) { return static_cast<unsigned>(random() % limit); }
};

/// Some corridors between some places, and who neighbours whom.
struct Landscape {
    Pairs corridors;
    PlaceNeighbours neighbours;
};
Landscape landscape(unsigned places, unsigned percent, Below& below) {
    Landscape result;
    for (auto* lists : {&result.neighbours.by_border, &result.neighbours.by_rail}) {
        lists->resize(places);
        for (unsigned a = 0; a < places; ++a) {
            for (unsigned b = a + 1; b < places; ++b) {
                if (below(100) < 25) {
                    (*lists)[a].push_back(b);
                    (*lists)[b].push_back(a);
                }
            }
        }
        for (auto& list : *lists) {
            std::sort(list.begin(), list.end());
        }
    }
    for (unsigned a = 0; a < places; ++a) {
        for (unsigned b = 0; b < places; ++b) {
            if (a != b && below(100) < percent) {
                result.corridors.emplace_back(a, b);
            }
        }
    }
    return result;
}

/// Every set of corridors that is a zone, by asking each corridor whether it belongs.
std::set<Members> zones_by_definition(const Landscape& l) {
    std::set<Members> zones;
    const auto collect = [&](const auto& belongs) {
        Members members;
        for (std::uint32_t c = 0; c < l.corridors.size(); ++c) {
            if (belongs(l.corridors[c].first, l.corridors[c].second)) {
                members.push_back(c);
            }
        }
        zones.insert(members);
    };
    for (const auto& centre : l.corridors) {
        const std::uint32_t o = centre.first, d = centre.second;
        collect([&](auto a, auto b) { return a == o && b == d; });
        collect([&](auto a, auto) { return a == o; });
        collect([&](auto, auto b) { return b == d; });
        for (const auto* lists : {&l.neighbours.by_border, &l.neighbours.by_rail}) {
            const auto near = [&](std::uint32_t a, std::uint32_t b) {
                return a == b || std::count((*lists)[a].begin(), (*lists)[a].end(), b) > 0;
            };
            collect([&](auto a, auto b) { return near(a, o) && b == d; });
            collect([&](auto a, auto b) { return a == o && near(b, d); });
            collect([&](auto a, auto b) { return near(a, o) && near(b, d); });
        }
    }
    return zones;
}

/// The likelihood ratio of a zone and a window by its formula, 0 where nothing is in excess.
double
log_ratio(const std::vector<ScanEvent>& events, const Members& zone, int window, int last_day) {
    double in_zone = 0, in_window = 0, both = 0;
    for (const ScanEvent& event : events) {
        const bool z = std::count(zone.begin(), zone.end(), event.corridor) > 0;
        const bool t = event.day > last_day - window;
        in_zone += z ? 1 : 0;
        in_window += t ? 1 : 0;
        both += z && t ? 1 : 0;
    }
    const auto all = static_cast<double>(events.size());
    const double mean = in_zone * in_window / all;
    if (both < 3 || both <= mean) {
        return 0;
    }
    return both * std::log(both / mean) +
           (both == all ? 0 : (all - both) * std::log((all - both) / (all - mean)));
}

std::vector<FlowZone> single_zones(std::uint32_t corridors) {
    std::vector<FlowZone> zones;
    for (std::uint32_t c = 0; c < corridors; ++c) {
        zones.push_back({ZoneKind::corridor, c, {c}});
    }
    return zones;
}

} // namespace

TEST_CASE("zones are the sets of corridors that their definition collects, each once",
          "[flow_scan][property]") {
    for (unsigned seed = 0; seed < 200; ++seed) {
        Below below(seed);
        const Landscape l = landscape(2 + below(6), 40, below);
        const auto zones = flow_zones(l.corridors, l.neighbours);
        std::set<Members> found;
        for (const FlowZone& zone : zones) {
            CHECK(found.insert(zone.corridors).second);
            CHECK(std::count(zone.corridors.begin(), zone.corridors.end(), zone.centre) == 1);
        }
        CHECK(found == zones_by_definition(l));
        CHECK(std::is_sorted(zones.begin(), zones.end(),
                             [](const auto& a, const auto& b) { return a.kind < b.kind; }));
    }
    CHECK(name_of(ZoneKind::by_rail) == "by_rail");
}

TEST_CASE("the likeliest cluster has the largest ratio of all zones and windows",
          "[flow_scan][property]") {
    for (unsigned seed = 0; seed < 150; ++seed) {
        Below below(seed);
        const Landscape l = landscape(3 + below(4), 50, below);
        if (l.corridors.empty()) {
            continue;
        }
        std::vector<ScanEvent> events(3 + below(40));
        for (ScanEvent& event : events) {
            event = {below(static_cast<unsigned>(l.corridors.size())),
                     static_cast<int>(below(100))};
        }
        ScanOptions options;
        options.windows = {40, 7, 15, 7};
        options.last_day = 99 + static_cast<int>(below(3));
        options.replications = 19;
        options.level = 0.9;
        const auto zones = flow_zones(l.corridors, l.neighbours);
        const auto found = flow_scan(events, zones, options);
        double most = 0;
        for (const Members& zone : zones_by_definition(l)) {
            for (const int window : {7, 15, 40}) {
                most = std::max(most, log_ratio(events, zone, window, options.last_day));
            }
        }
        CAPTURE(seed);
        if (most < 1e-12) {
            CHECK((found.empty() || found[0].log_likelihood_ratio < 1e-12));
            continue;
        }
        REQUIRE(!found.empty());
        CHECK(found[0].log_likelihood_ratio == Approx(most));
        std::set<std::uint32_t> taken;
        for (const FlowCluster& cluster : found) {
            CHECK(cluster.log_likelihood_ratio ==
                  Approx(log_ratio(events, zones[cluster.zone].corridors, cluster.window,
                                   options.last_day)));
            CHECK(static_cast<double>(cluster.observed) > cluster.expected);
            for (const std::uint32_t c : zones[cluster.zone].corridors) {
                CHECK(taken.insert(c).second);
            }
        }
    }
}

TEST_CASE("the Monte Carlo p-value is the share of all ways to deal the days out", "[flow_scan]") {
    // Four events on one corridor and four on another; three of the last four on the first.
    const std::vector<ScanEvent> events{{0, 99}, {0, 98}, {0, 97}, {1, 96},
                                        {0, 10}, {1, 20}, {1, 30}, {1, 40}};
    // Which four of eight are the last: 70 ways; 3 or 4 of either corridor in 2 (16 + 1).
    ScanOptions options;
    options.windows = {10};
    options.last_day = 99;
    options.replications = 20'000;
    const auto found = flow_scan(events, single_zones(2), options);
    REQUIRE(found.size() == 1);
    CHECK(found[0].zone == 0);
    CHECK(found[0].observed == 3);
    CHECK(found[0].expected == 2.0);
    CHECK(found[0].p_value == Approx(34.0 / 70).margin(0.018)); // five standard deviations
}

TEST_CASE("where nothing changes, one scan in twenty raises an alarm at 0.05",
          "[flow_scan][property]") {
    // 1,000 data sets: corridors of very unequal use, whose use doubles for all at once in the last
    // tenth. An exact test of 99 replications calls at most 5 in 100; five deviations of 1,000 are
    // 34. The lower bound would catch a test that is true but useless.
    int alarms = 0;
    for (unsigned seed = 0; seed < 1000; ++seed) {
        Below below(seed);
        const Landscape l = landscape(6, 45, below);
        if (l.corridors.empty()) {
            continue;
        }
        std::vector<ScanEvent> events(80);
        for (ScanEvent& event : events) {
            const auto corridors = static_cast<unsigned>(l.corridors.size());
            const unsigned day = below(1100);
            event = {below(1 + below(corridors)), static_cast<int>(day < 1000 ? day : day - 100)};
        }
        ScanOptions options;
        options.windows = {50, 100, 200};
        options.last_day = 999;
        options.replications = 99;
        options.seed = seed;
        const auto found = flow_scan(events, flow_zones(l.corridors, l.neighbours), options);
        alarms += !found.empty() && found[0].p_value <= 0.05 ? 1 : 0;
    }
    CAPTURE(alarms);
    CHECK(alarms > 50 - 34);
    CHECK(alarms < 50 + 34);
}

TEST_CASE("a corridor that begins to be used is found, since when, and nothing beside it",
          "[flow_scan]") {
    Below below(3);
    std::vector<ScanEvent> events;
    for (int i = 0; i < 400; ++i) {
        events.push_back({below(10), static_cast<int>(below(1000))});
    }
    for (int i = 0; i < 20; ++i) {
        events.push_back({10, 920 + static_cast<int>(below(80))});
    }
    ScanOptions options;
    options.last_day = 999;
    options.windows = {30, 60, 90, 180};
    const auto found = flow_scan(events, single_zones(11), options);
    REQUIRE(found.size() == 1);
    CHECK(found[0].zone == 10);
    CHECK(found[0].window == 90);
    CHECK(found[0].observed == 20);
    CHECK(found[0].p_value == Approx(0.001));
}

TEST_CASE("the same seed gives the same answer, in whatever order the events come", "[flow_scan]") {
    Below below(11);
    const Landscape l = landscape(7, 40, below);
    const auto zones = flow_zones(l.corridors, l.neighbours);
    std::vector<ScanEvent> events(120);
    for (ScanEvent& event : events) {
        event = {below(static_cast<unsigned>(l.corridors.size())), static_cast<int>(below(300))};
    }
    ScanOptions options;
    options.last_day = 299;
    options.windows = {20, 70};
    options.replications = 200;
    const auto first = flow_scan(events, zones, options);
    std::shuffle(events.begin(), events.end(), below.random);
    const auto second = flow_scan(events, zones, options);
    REQUIRE(!first.empty());
    REQUIRE(first.size() == second.size());
    CHECK(first[0].zone == second[0].zone);
    CHECK(first[0].p_value == second[0].p_value);
}

TEST_CASE("neighbours are those whose districts touch, or a daily train joins within three hours",
          "[flow_scan]") {
    const graph::CaseStore store = store_of({
        journey("A", {"Canning, South 24 Parganas, West Bengal", "Howrah, West Bengal",
                      "Jibantala, South 24 Parganas, West Bengal", "Pune, Maharashtra",
                      "Thane, Maharashtra", "Bangladesh", "Gujarat"}),
    });
    std::vector<graph::PlaceIndex> places;
    std::vector<int> code; // LGD, of the place's district
    for (graph::PlaceIndex p = 1; p < store.places.size(); ++p) {
        places.push_back(p);
        const std::string id(store.text(store.places[p].id));
        const auto place = graph::Gazetteer::builtin().find(id);
        REQUIRE(place);
        code.push_back(place->level <= graph::PlaceLevel::district ? std::stoi(place->code) : 0);
    }
    const PlaceNeighbours found = neighbours_among(store, places);
    std::size_t borders = 0, trains = 0;
    for (std::uint32_t p = 0; p < places.size(); ++p) {
        Members border, rail;
        for (std::uint32_t q = 0; q < places.size(); ++q) {
            const auto joins = [&](const auto& link) {
                return (link.a == code[p] && link.b == code[q]) ||
                       (link.b == code[p] && link.a == code[q]);
            };
            if (p == q || code[p] == 0 || code[q] == 0) {
                continue;
            }
            if (code[p] == code[q] ||
                std::any_of(graph::road_links().begin(), graph::road_links().end(), joins)) {
                border.push_back(q);
            }
            for (const graph::RailLink& link : graph::rail_links()) {
                if (joins(link) && link.minutes <= 180 && link.weekly >= 7) {
                    rail.push_back(q);
                }
            }
        }
        CHECK(found.by_border[p] == border);
        CHECK(found.by_rail[p] == rail);
        borders += border.size();
        trains += rail.size();
    }
    CHECK(borders > 0);
    CHECK(trains > 0); // Pune and Thane
}

TEST_CASE("no event, no window and no excess are no cluster; nonsense is refused", "[flow_scan]") {
    const auto zones = single_zones(2);
    ScanOptions options;
    options.last_day = 100;
    CHECK(flow_scan({}, zones, options).empty());
    const std::vector<ScanEvent> same_day{{0, 100}, {0, 100}, {1, 100}};
    CHECK(flow_scan(same_day, zones, options).empty());
    options.windows.clear();
    CHECK(flow_scan(same_day, zones, options).empty());

    options.windows = {0};
    CHECK(message_of<std::invalid_argument>([&] { (void)flow_scan(same_day, zones, options); }) ==
          "flow_scan: a window has 0 days; it needs 1 at least");
    options.windows = {30};
    const std::vector<ScanEvent> late{{0, 101}}, nowhere{{2, 5}};
    CHECK(message_of<std::invalid_argument>([&] { (void)flow_scan(late, zones, options); }) ==
          "flow_scan: an event is on day 101, after the last day 100");
    CHECK(message_of<std::invalid_argument>([&] { (void)flow_scan(nowhere, zones, options); }) ==
          "flow_scan: an event is on corridor 2, which is in no zone; each must be in one");
    options.level = 1.0;
    CHECK_THROWS_AS(flow_scan(same_day, zones, options), std::invalid_argument);
    const Pairs beyond{{0, 3}}, twice{{0, 1}, {0, 1}};
    const PlaceNeighbours two{{{}, {}}, {{}, {}}};
    CHECK_THROWS_AS(flow_zones(beyond, two), std::invalid_argument);
    CHECK_THROWS_AS(flow_zones(twice, two), std::invalid_argument);

    graph::RunControl stop;
    stop.stop_requested = [] { return true; };
    options.level = 0.05;
    const std::vector<ScanEvent> some{{0, 100}, {0, 100}, {0, 99}, {1, 10}, {1, 11}};
    CHECK_THROWS_AS(flow_scan(some, zones, options, stop), graph::Cancelled);
}
