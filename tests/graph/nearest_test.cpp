// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer.hpp"
#include "graph/gazetteer/embedded.hpp"
#include "graph/gazetteer/nearest.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>

using namespace sandhan::graph;
using gazetteer::Image;
using gazetteer::PointGrid;

namespace {

PlaceText at(double latitude, double longitude, const std::string& locality = "") {
    PlaceText text;
    text.locality = locality;
    text.latitude = latitude;
    text.longitude = longitude;
    return text;
}

/// Every place scanned, the definition word by word.
std::vector<std::uint32_t>
districts_by_scan(const Image& image, double latitude, double longitude) {
    std::vector<std::pair<double, std::uint32_t>> near;
    for (std::uint32_t p = 0; p < image.size(); ++p) {
        const auto point = image.point(p);
        const bool approximate = image.place(p).kind == gazetteer::Kind::post_locality_approx ||
                                 image.place(p).kind == gazetteer::Kind::post_name;
        if (image.place(p).level > PlaceLevel::district || approximate || !point || !point->own ||
            image.holder(p, PlaceLevel::district) == gazetteer::none) {
            continue;
        }
        const double distance = gazetteer::distance_km({latitude, longitude, true}, *point);
        if (distance <= PointGrid::reach_km) {
            near.emplace_back(distance, p);
        }
    }
    std::sort(near.begin(), near.end());
    near.resize(std::min(near.size(), PointGrid::voters));
    std::vector<std::uint32_t> districts;
    for (const auto& [distance, p] : near) {
        const std::uint32_t district = image.holder(p, PlaceLevel::district);
        if (std::find(districts.begin(), districts.end(), district) == districts.end()) {
            districts.push_back(district);
        }
    }
    return districts;
}

} // namespace

TEST_CASE("coordinates alone tell the district around them", "[gazetteer][point]") {
    const Gazetteer& g = Gazetteer::builtin();
    const Resolution rajkot = g.resolve(at(22.3, 70.8));
    CHECK(rajkot.status == MatchStatus::district_only);
    CHECK(rajkot.place.district_id == "place:IN-GJ/rajkot");
    CHECK(rajkot.place.level == PlaceLevel::locality);
    CHECK(rajkot.place.latitude == 22.3);
    CHECK(rajkot.place.longitude == 70.8);
    // Two points are two places.
    CHECK(rajkot.place.id != g.resolve(at(22.31, 70.8)).place.id);
}

TEST_CASE("coordinates far from every known place tell nothing", "[gazetteer][point]") {
    const auto [latitude, longitude] =
        GENERATE(table<double, double>({{0, 0}, {90, 0}, {-90, 180}, {15, 90}, {22.3, -180}}));
    const Resolution r = Gazetteer::builtin().resolve(at(latitude, longitude));
    CHECK(r.status == MatchStatus::unknown);
    CHECK(r.place.id.empty());
}

TEST_CASE("coordinates near a border leave the district open", "[gazetteer][point]") {
    const Resolution r = Gazetteer::builtin().resolve(at(28.6, 77.2)); // amid the city of Delhi
    CHECK(r.status == MatchStatus::ambiguous);
    CHECK(r.candidates.size() >= 2);
}

TEST_CASE("coordinates decide between places of one name", "[gazetteer][point]") {
    const Gazetteer& g = Gazetteer::builtin();
    CHECK(g.resolve(at(22.08, 82.15, "Bilaspur")).place.district_id == "place:IN-CG/bilaspur");
    CHECK(g.resolve(at(31.34, 76.76, "Bilaspur")).place.district_id == "place:IN-HP/bilaspur");
    CHECK(g.resolve(at(10.0, 76.3, "Bilaspur")).status == MatchStatus::ambiguous);
}

TEST_CASE("coordinates never move a known place nor contradict the text", "[gazetteer][point]") {
    const Gazetteer& g = Gazetteer::builtin();
    PlaceText rajkot = at(10.0, 76.3);
    rajkot.text = "Rajkot, Gujarat";
    CHECK(g.resolve(rajkot).place.latitude == g.resolve("Rajkot, Gujarat").place.latitude);

    PlaceText elsewhere = at(22.3, 70.8, "Zqvillage"); // a point in Gujarat
    elsewhere.state = "Bihar";
    CHECK(g.resolve(elsewhere).status == MatchStatus::unknown);
    elsewhere.state = "Gujarat";
    CHECK(g.resolve(elsewhere).place.id == "place:IN-GJ/rajkot/zqvillage");

    PlaceText far = at(22.3, 70.8, "Zqvillage");
    far.district = "Howrah";
    CHECK(g.resolve(far).place.latitude == g.resolve("Zqvillage, Howrah").place.latitude);
    PlaceText near = at(22.6, 88.2, "Zqvillage");
    near.district = "Howrah";
    CHECK(g.resolve(near).place.latitude == 22.6);
}

TEST_CASE("the grid finds what a scan of all places finds", "[gazetteer][point][property]") {
    const Image image(gazetteer::embedded_image());
    const PointGrid grid(image);
    std::mt19937 random(7);
    std::uniform_real_distribution<double> latitude(8.0, 34.0);
    std::uniform_real_distribution<double> longitude(69.0, 96.0);
    std::size_t answers = 0;
    for (int i = 0; i < 200; ++i) {
        const double lat = latitude(random);
        const double lon = longitude(random);
        CAPTURE(lat, lon);
        const auto found = grid.districts_near(lat, lon);
        CHECK(found == districts_by_scan(image, lat, lon));
        answers += found.empty() ? 0U : 1U;
    }
    CHECK(answers > 50);
}

TEST_CASE("a point beside a known place is seldom given another district",
          "[gazetteer][point][property]") {
    const Image image(gazetteer::embedded_image());
    const PointGrid grid(image);
    std::mt19937 random(11);
    std::uniform_int_distribution<std::uint32_t> any(0, image.size() - 1);
    std::uniform_real_distribution<double> off(-0.03, 0.03); // up to 3 km north and east
    std::size_t right = 0, wrong = 0, open = 0;
    while (right + wrong + open < 4000) {
        const std::uint32_t p = any(random);
        const auto point = image.point(p);
        const std::uint32_t district = image.holder(p, PlaceLevel::district);
        if (!point || !point->own || district == gazetteer::none ||
            image.place(p).kind == gazetteer::Kind::post_locality_approx) {
            continue;
        }
        const auto found =
            grid.districts_near(point->latitude + off(random), point->longitude + off(random));
        if (found.size() != 1) {
            ++open;
        } else {
            ++(found.front() == district ? right : wrong);
        }
    }
    CAPTURE(right, wrong, open); // 3324, 0, 676 when this was written
    CHECK(wrong * 100 < right);
    CHECK(right > 3 * open);
}
