// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer.hpp"
#include "graph/transport.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <string>
#include <tuple>

using namespace sandhan::graph;

namespace {

std::uint16_t lgd_of(const std::string& id) {
    const auto place = Gazetteer::builtin().find(id);
    REQUIRE(place);
    return static_cast<std::uint16_t>(std::stoul(place->code));
}

} // namespace

TEST_CASE("transport holds every row of its tables, in order and one way", "[graph][transport]") {
    CHECK(rail_links().size() == 40'483);
    CHECK(road_links().size() == 2'210);
    const auto in_order = [](const auto& x, const auto& y) {
        return std::tie(x.a, x.b) < std::tie(y.a, y.b);
    };
    CHECK(std::is_sorted(rail_links().begin(), rail_links().end(), in_order));
    CHECK(std::is_sorted(road_links().begin(), road_links().end(), in_order));
    for (const RailLink& link : rail_links()) {
        REQUIRE(link.a < link.b);
        REQUIRE(link.minutes > 0);
        REQUIRE(link.weekly >= 2);
    }
    for (const RoadLink& link : road_links()) {
        REQUIRE(link.a < link.b);
    }
}

TEST_CASE("Kolkata has trains to Mumbai, South 24 Parganas only a road to Kolkata",
          "[graph][transport]") {
    const auto kolkata = lgd_of("place:IN-WB/kolkata");
    const auto parganas = lgd_of("place:IN-WB/south-24-parganas");
    const auto howrah = lgd_of("place:IN-WB/howrah");
    const auto mumbai = lgd_of("place:IN-MH/mumbai");
    const auto joined = [](const auto& links, std::uint16_t a, std::uint16_t b) {
        return std::any_of(links.begin(), links.end(), [&](const auto& link) {
            return std::tie(link.a, link.b) == std::tie(std::min(a, b), std::max(a, b));
        });
    };
    const bool from_city = joined(rail_links(), kolkata, mumbai);
    const bool from_howrah = joined(rail_links(), howrah, mumbai);
    CHECK((from_city || from_howrah));
    CHECK(joined(road_links(), parganas, kolkata));
    CHECK(std::none_of(rail_links().begin(), rail_links().end(), [&](const RailLink& link) {
        return link.a == parganas || link.b == parganas;
    }));
}
