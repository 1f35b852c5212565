// SPDX-License-Identifier: Apache-2.0
// Places an analyst adds: Gazetteer::with_additions().
#include "graph/gazetteer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"

#include <stdexcept>
#include <string>

namespace {

using namespace sandhan;
using graph::Gazetteer;
using graph::MatchStatus;

const std::string header =
    "name,type,district,state,country,latitude,longitude,alt_names,pincode\n";

std::string refusal(const std::string& csv) {
    return tests::message_of<std::invalid_argument>(
        [&] { static_cast<void>(Gazetteer::with_additions(csv)); });
}

} // namespace

TEST_CASE("added places are found by name, other name, pin code and id",
          "[graph][gazetteer][additions]") {
    const Gazetteer g = Gazetteer::with_additions(
        header +
        "Zzzgram,village,South 24 Parganas,West Bengal,,22.1,88.6,Zedgram|জেডগ্রাম,799999\n");
    const auto r = g.resolve("Zzzgram, South 24 Parganas, West Bengal");
    CHECK(r.status == MatchStatus::exact);
    CHECK(r.place.id == "place:IN-WB/south-24-parganas/zzzgram");
    CHECK(r.place.code == "304");
    CHECK(r.place.latitude == 22.1);
    CHECK(r.place.longitude == 88.6);
    CHECK(g.resolve("Zedgram").place.id == r.place.id);
    CHECK(g.resolve("জেডগ্রাম").place.id == r.place.id);
    CHECK(g.resolve("799999").place.id == "place:IN-WB/south-24-parganas");
    CHECK(g.find(r.place.id)->name == "Zzzgram");
    // Everything else stays, and the built-in data are untouched.
    CHECK(g.resolve("Jibontala PS, South 24 Parganas").place.id ==
          "place:IN-WB/south-24-parganas/jibantala");
    CHECK(g.resolve("Asansol, Burdwan").place.id == "place:IN-WB/paschim-bardhaman/asansol");
    CHECK(Gazetteer::builtin().resolve("Zedgram").status == MatchStatus::unknown);
}

TEST_CASE("an added alias names a place that exists", "[graph][gazetteer][additions]") {
    const Gazetteer g = Gazetteer::with_additions(
        header + "South 24 Parganas,alias,,West Bengal,India,,,Zed Parganas,\n" +
        "Canning,alias,South 24 Parganas,West Bengal,India,,,Zedcanning,\n" +
        "Nepal,alias,,,Nepal,,,Zedland,\n");
    CHECK(g.resolve("Zed Parganas").place.id == "place:IN-WB/south-24-parganas");
    CHECK(g.resolve("Zedcanning").place.id == "place:IN-WB/south-24-parganas/canning");
    CHECK(g.resolve("Zedland").place.id == "place:NP");
}

TEST_CASE("an added row of a known place replaces its point", "[graph][gazetteer][additions]") {
    const Gazetteer g = Gazetteer::with_additions(
        header + "Canning,town,South 24 Parganas,West Bengal,India,22.3000,88.7000,,\n");
    const auto r = g.resolve("Canning, South 24 Parganas");
    CHECK(r.place.id == "place:IN-WB/south-24-parganas/canning");
    CHECK(r.place.latitude == 22.3);
}

TEST_CASE("districts and places abroad can be added", "[graph][gazetteer][additions]") {
    const Gazetteer g =
        Gazetteer::with_additions(header + "Zed District,district,,Bihar,India,25.1,85.1,,\n" +
                                  "Zedville,city,,Kayin,Myanmar,16.5,98.4,,\n");
    CHECK(g.resolve("Zed District, Bihar").place.id == "place:IN-BR/zed-district");
    CHECK(g.resolve("Zedville").place.id == "place:MM-13/zedville");
}

TEST_CASE("quotes, a byte-order mark, CRLF and blank lines are read",
          "[graph][gazetteer][additions]") {
    const Gazetteer g =
        Gazetteer::with_additions("\xEF\xBB\xBFname,type,district,state\r\n\r\n\"Zzz \"\"Old\"\", "
                                  "Town\",town,Pune,Maharashtra\r\n");
    CHECK(g.resolve("Zzz Old Town, Pune").place.id == "place:IN-MH/pune/zzz-old-town");
}

TEST_CASE("a row that cannot be used is refused by line, column, value and remedy",
          "[graph][gazetteer][additions]") {
    CHECK(refusal(header + ",town,Pune,Maharashtra,,,,,\n") ==
          "line 2: name: \"\" holds no letter; write the place's name");
    CHECK(refusal(header + "Zed,hamlet,Pune,Maharashtra,,,,,\n") ==
          "line 2: type: \"hamlet\" is not a type; write city, town, village, subdistrict, area, "
          "district or alias");
    CHECK(refusal(header + "\nZed,town,Pune,Maharastr,,,,,\n") ==
          "line 3: state: \"Maharastr\" is not known; write the name as `analyse gazetteer` prints "
          "it");
    CHECK(refusal(header + "Zed,town,Punee,Maharashtra,,,,,\n") ==
          "line 2: district: \"Punee\" is not known; write the name as `analyse gazetteer` prints "
          "it");
    CHECK(refusal(header + "Zed,town,Pune,,,,,,\n") ==
          "line 2: district: \"Pune\" has no state beside it; fill the column state");
    CHECK(refusal(header + "Zed,town,,,,,,,\n") ==
          "line 2: state: \"\" is empty; name the state that holds the place");
    CHECK(refusal(header + "Zed,town,Pune,Maharashtra,,91,73,,\n") ==
          "line 2: latitude: \"91\" is not a latitude; write decimal degrees between -90 and 90");
    CHECK(refusal(header + "Zed,town,Pune,Maharashtra,,18,east,,\n") ==
          "line 2: longitude: \"east\" is not a longitude; write decimal degrees between -180 and "
          "180");
    CHECK(refusal(header + "Zed,town,Pune,Maharashtra,,18,,,\n") ==
          "line 2: longitude: \"\" is missing; give both or neither");
    CHECK(refusal(header + "Zed,town,Pune,Maharashtra,,,,,41101\n") ==
          "line 2: pincode: \"41101\" is not a pin code; write six digits");
    CHECK(refusal(header + "Zed,alias,Pune,Maharashtra,,,,Zee,\n") ==
          "line 2: name: \"Zed\" is not known; write the name as `analyse gazetteer` prints it");
    CHECK(refusal(header + "Zed,town,Pune,Maharashtra,Nowhere,,,,\n") ==
          "line 2: country: \"Nowhere\" is not known; write the name as `analyse gazetteer` prints "
          "it");
    CHECK(refusal("") != "(nothing thrown)");
    CHECK(refusal(header + "\"Zed,town\n") != "(nothing thrown)");
    CHECK(refusal(header + "a,b,c,d,e,f,g,h,i,j\n") != "(nothing thrown)");
}

TEST_CASE("a file with a header alone adds nothing", "[graph][gazetteer][additions]") {
    CHECK(Gazetteer::with_additions(header).resolve("Pune").place.id == "place:IN-MH/pune");
}
