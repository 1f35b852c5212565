// SPDX-License-Identifier: Apache-2.0
#include "io/builtin_mappings.hpp"
#include "io/errors.hpp"
#include "io/mapping.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <vector>

using namespace sandhan;
using namespace sandhan::graph;
using tests::mentions;
using tests::message_of;
using Codes = std::vector<std::string>;

namespace {

tests::Reading read_with(const std::string& mapping, const std::string& csv) {
    tests::TempFolder folder;
    io::ReadOptions options;
    options.mapping_file = mapping;
    return tests::read_files({folder.write("data.csv", csv)}, options);
}

// Invented rows under the columns of CTDC's k-anonymous dataset, and of its synthetic one.
const std::string k_anonymous =
    "yearOfRegistration,Datasource,gender,ageBroad,majorityStatus,majorityStatusAtExploit,"
    "majorityEntry,citizenship,meansOfControlDebtBondage,meansOfControlThreats,"
    "meansOfControlNotSpecified,isForcedLabour,isSexualExploit,isOtherExploit,"
    "typeOfLabourAgriculture,typeOfLabourOther,typeOfSexProstitution,isAbduction,"
    "CountryOfExploitation,recruiterRelationFamily\n"
    "2016,Case Management,Female,9--17,Minor,-99,-99,NP,1,0,0,1,0,0,1,0,0,0,IN,1\n"
    "2017,Hotline,Male,-99,Adult,-99,-99,BD,-99,1,0,1,0,0,0,0,0,-99,AR,0\n"
    "2018,Hotline,Female,48+,-99,-99,-99,-99,0,0,1,0,1,0,0,0,1,1,00,-99\n";
const std::string synthetic =
    "yearOfRegistration,gender,ageBroad,citizenship,CountryOfExploitation,traffickMonths,"
    "meansDebtBondageEarnings,meansThreats,meansAbusePsyPhySex,isForcedLabour,isSexualExploit,"
    "isOtherExploit,typeOfLabourDomesticWork\n"
    "2021,Woman,0--8,NPL,IND,0--12 (0-1 yr),1,,1,1,0,,1\n";

} // namespace

TEST_CASE("CTDC's columns are read by name of the mapping alone", "[reader][mapping]") {
    const auto reading = read_with("ctdc", k_anonymous);
    CHECK(reading.codes() == Codes{});
    REQUIRE(reading.ids() == std::vector<std::string>{"CTDC-1", "CTDC-2", "CTDC-3"});
    const Incident& a = reading.incidents[0];
    CHECK(a.reported.to_edtf() == "2016");
    REQUIRE(a.people.size() == 1);
    CHECK(a.people[0].role == PersonRole::victim);
    CHECK(a.people[0].sex == Sex::female);
    CHECK(a.people[0].age == AgeRange{9, 17});
    CHECK(a.people[0].minor == true);
    CHECK(a.people[0].nationality == "NP");
    CHECK(a.control == std::vector{Control::debt_bondage});
    CHECK(a.exploitation == std::vector{Exploitation::labour_agriculture}); // not also `labour`
    CHECK(a.recruitment == std::vector{Recruitment::familial});
    REQUIRE(a.places.size() == 1);
    CHECK(a.places[0].role == PlaceRole::exploited_at);
    CHECK(a.places[0].place.country == "IN");
    CHECK(a.journey.empty()); // nobody says where it began
    const Incident& b = reading.incidents[1];
    CHECK_FALSE(b.people[0].age);
    CHECK(b.people[0].minor == false);
    CHECK(b.exploitation == std::vector{Exploitation::labour_unspecified});
    CHECK(b.places.at(0).place.country == "ARG"); // AR alone is Arunachal Pradesh
    const Incident& c = reading.incidents[2];
    CHECK(c.people[0].nationality.empty());
    CHECK(c.places.empty());
    CHECK(c.control.empty());
    CHECK(c.exploitation == std::vector{Exploitation::sexual});
    CHECK(c.recruitment == std::vector{Recruitment::abduction});
}

TEST_CASE("the synthetic dataset's fewer columns are read by the same mapping",
          "[reader][mapping]") {
    const auto reading = read_with("ctdc", synthetic);
    CHECK(reading.codes() == Codes{});
    REQUIRE(reading.incidents.size() == 1);
    const Incident& a = reading.incidents[0];
    CHECK(a.people[0].sex == Sex::female);
    CHECK(a.people[0].age == AgeRange{0, 8});
    CHECK(a.control == std::vector{Control::psychological_abuse, Control::debt_bondage});
    CHECK(a.exploitation == std::vector{Exploitation::labour_domestic_work});
}

TEST_CASE("a journey from the country of citizenship only where it is asked for",
          "[reader][mapping]") {
    const auto reading = read_with("ctdc-corridors", k_anonymous);
    CHECK(reading.codes() == Codes{});
    REQUIRE(reading.incidents.size() == 3);
    REQUIRE(reading.incidents[0].journey.size() == 2);
    CHECK(reading.incidents[0].journey[0].place.country == "NP");
    CHECK(reading.incidents[0].journey[1].place.country == "IN");
    CHECK(reading.incidents[2].journey.empty());
}

TEST_CASE("built-in mappings have names, and nothing else has", "[mapping]") {
    CHECK(io::is_builtin_mapping("ctdc"));
    CHECK(io::is_builtin_mapping("ctdc-corridors"));
    CHECK_FALSE(io::is_builtin_mapping(""));
    CHECK_FALSE(io::is_builtin_mapping("CTDC.json"));
    CHECK(io::builtin_mapping("none").empty());
    CHECK(mentions(message_of<io::FileError>([&] { (void)read_with("none", "a\n1\n"); }), "none"));
    // Another file has none of the columns, and is told what it lacks.
    CHECK(mentions(message_of<io::ParseError>([&] { (void)read_with("ctdc", "id,name\n1,x\n"); }),
                   "ctdc: fields: "));
}

TEST_CASE("flags, rows and missing cells serve mappings of anybody", "[reader][mapping]") {
    tests::TempFolder folder;
    const auto with = [&](const std::string& fields, const std::string& more, const char* csv) {
        return read_with(folder.write("m.json", "{\"fields\": {" + fields + "}" + more + "}"), csv);
    };
    const std::string id = R"("/id": {"row": "R-"})";
    const auto flagged = with(id + R"(, "/control": {"flags": {"T": "threats", "D": "debt_bondage",
                                                              "T2": "threats"}})",
                              "", "T,D,T2,x\nyes,0,TRUE,1\n,,,1\n1.0,y,,\n");
    REQUIRE(flagged.incidents.empty()); // an incident is somebody or somewhere
    CHECK(flagged.summary.records == 3);
    const auto placed =
        with(id + R"(, "/places/0/place": "{P}", "/places/0/role": {"constant": "rescued_at"},
                "/title": "{Absent?}{Note}", "/control": {"flags": {"T": "threats", "U?": "other"}})",
             R"(, "missing": ["-99", "n/a"])", "P,T,Note\nPune,1,-99\nn/a,1,x\nNashik,0,y\n");
    REQUIRE(placed.ids() == std::vector<std::string>{"R-1", "R-3"});
    CHECK(placed.incidents[0].title.empty());
    CHECK(placed.incidents[0].control == std::vector{Control::threats});
    CHECK(placed.incidents[1].control.empty());

    const auto refused = [&](const std::string& fields, const std::string& more = "") {
        return message_of<io::ParseError>([&] { (void)with(id + fields, more, "A\n1\n"); });
    };
    CHECK(mentions(refused(R"(, "/title": {"flags": {"A": "x"}})"), "flags fill a list"));
    CHECK(mentions(refused(R"(, "/control": {"flags": {}})"), "gives each column a word"));
    CHECK(mentions(refused(R"(, "/control": {"flags": {"A": 1}})"), "give a word, as a string"));
    CHECK(mentions(refused(R"(, "/control": {"flags": {"B": "x"}})"), "none of the columns"));
    CHECK(mentions(refused(R"(, "/title": {"row": 1})"), "text before its number"));
    CHECK(mentions(refused("", R"(, "missing": "-99")"), "must be a list"));
    CHECK(mentions(refused("", R"(, "missing": [-99])"), "must hold strings"));
    CHECK(mentions(refused(R"(, "/title": "{Absent}")"), "has no column `Absent`"));
}
