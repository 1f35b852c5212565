// SPDX-License-Identifier: Apache-2.0
#include "io/csv_records.hpp"
#include "io/errors.hpp"
#include "io/mapping.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>
#include <string>
#include <vector>

using namespace sandhan;
using namespace sandhan::graph;
using tests::mentions;
using tests::message_of;
using Codes = std::vector<std::string>;

namespace {

tests::Reading read_mapped(const std::string& mapping, const std::string& csv) {
    tests::TempFolder folder;
    io::ReadOptions options;
    options.mapping_file = folder.write("map.json", mapping);
    return tests::read_files({folder.write("list 7.csv", csv)}, options);
}

std::string refusal(const std::string& mapping, const std::string& csv = "Case,Age\n1,2\n") {
    return message_of<io::ParseError>([&] { (void)read_mapped(mapping, csv); });
}

} // namespace

TEST_CASE("a mapping fills the record from other people's columns", "[reader][mapping]") {
    const auto reading = read_mapped(
        R"({"record": "incident", "fields": {
              "/id": "{Case No}/{Year}",
              "/reported": "{Reported}",
              "/journey/0/place": "{Village}, {District}, {State}",
              "/journey/0/role": {"constant": "origin"},
              "/journey/1/place": "{To}", "/journey/1/role": {"constant": "destination"},
              "/people/0/age": "{Age}", "/people/0/role": {"constant": "victim"},
              "/people/0/sex": "{Sex}",
              "/people/1/name": "{Accused 1}", "/people/1/role": {"constant": "suspect"},
              "/people/2/name": "{Accused 2}", "/people/2/role": {"constant": "suspect"},
              "/exploitation": "{Purpose}", "/sections": "{Law}",
              "/people/0/identifiers/0/value": "{Phone}",
              "/people/0/identifiers/0/type": {"constant": "phone"}},
            "values": {"/people/0/sex": {"F": "female", "M": "male"},
                       "/exploitation": {"Begging": "labour:begging"}},
            "dates": "DD/MM/YYYY", "separator": "/"})",
        "Case No,Year,Reported,Village,District,State,To,Age,Sex,Accused 1,Accused "
        "2,Purpose,Law,Phone\n"
        "12,2021,05/11/2021,,Nadia,West Bengal,Pune,14,f,,Raju,begging / sexual,IPC 370/IPC 366,\n"
        "13,2021,31/02/2021,Village,,WB,,,,Bapi,,,,98300 12345\n");
    REQUIRE(reading.incidents.size() == 1);
    const Incident& a = reading.incidents[0];
    CHECK(a.id == "12/2021");
    CHECK(a.reported.to_edtf() == "2021-11-05");
    REQUIRE(a.journey.size() == 2);
    CHECK(a.journey[0].place.text == "Nadia, West Bengal");
    CHECK(a.journey[1].role == StopRole::destination);
    REQUIRE(a.people.size() == 2);
    CHECK(a.people[0].sex == Sex::female);
    CHECK(a.people[1].name == "Raju");
    CHECK(a.exploitation == std::vector{Exploitation::labour_begging, Exploitation::sexual});
    CHECK(a.sections == std::vector<std::string>{"IPC 370", "IPC 366"});
    CHECK(a.people[0].identifiers.empty());

    const auto& fault = reading.fault("impossible_date");
    CHECK(fault.where.line == 3);
    CHECK(fault.incident == "13/2021");
    CHECK(fault.message.starts_with("column Reported: "));
}

TEST_CASE("a person list gives persons, by row when there is no ref", "[reader][mapping]") {
    const auto reading = read_mapped(
        R"({"record": "person", "fields": {"/name": "{First} {Last}", "/birth": "{DOB}",
            "/identifiers/0/value": "{Mobile}", "/identifiers/0/type": {"constant": "phone"},
            "/home/district": "{District}"}, "dates": "DD-MMM-YY"})",
        "First,Last,DOB,Mobile,District\nRaju,,12-Nov-84,9830012345,Nadia\n\nBapi,Das,03-jan-2001,,"
        "\n");
    REQUIRE(reading.people.size() == 2);
    CHECK(reading.people[0].first == "list 7");
    CHECK(reading.people[0].second.ref == "1");
    CHECK(reading.people[0].second.name == "Raju");
    CHECK(reading.people[0].second.birth.to_edtf() == "1984-11-12");
    CHECK(reading.people[0].second.home.district == "Nadia");
    CHECK(reading.people[0].second.role == PersonRole::suspect);
    // Written otherwise than the mapping says: the person is kept without it.
    CHECK(reading.fault("impossible_birth").where.line == 4);
    CHECK(reading.fault("impossible_birth").value == "03-jan-2001");
    CHECK(reading.people[1].second.birth.to_edtf().empty());
    CHECK(
        read_mapped(R"({"record": "person", "fields": {"/birth": "{DOB}"}})", "DOB\n03-jan-2001\n")
            .codes() == Codes{"not_a_date"}); // nor does the mapping say how they are written

    const auto slips = read_mapped(
        R"({"record": "person", "fields": {"/ref": "{No}", "/birth": "{DOB}"}, "dates": "YYYYMMDD"})",
        "No,DOB\n5,19641832\n6,00000000\n7,19640229\n8,19641905\n9,19640231\n");
    REQUIRE(slips.people.size() == 5); // nobody is lost by a slip of the pen
    CHECK(slips.people[3].second.birth.to_edtf() == "1964-05-19"); // day and month swapped
    CHECK(slips.people[4].second.birth.to_edtf() == "1964-02");
    CHECK(slips.people[0].second.birth.to_edtf() == "1964");
    CHECK(slips.people[2].second.birth.to_edtf() == "1964-02-29");
    CHECK(slips.codes() == Codes(4, "impossible_birth"));
    const auto ages =
        read_mapped(R"({"record": "person", "fields": {"/ref": "{No}", "/age": "{A}"}})",
                    "No,A\n5,34\n6,432\n");
    REQUIRE(ages.people.size() == 2);
    CHECK(ages.codes() == Codes{"impossible_age"});
    CHECK_FALSE(ages.people[1].second.age.has_value());
    CHECK(read_mapped(R"({"record": "person", "fields": {"/ref": "{No}", "/name": "{N}"}})",
                      "No,N\n5,A\n5,B\n")
              .codes() == Codes{"duplicate_ref"});
}

TEST_CASE("a mapping without fields says how our own columns are written", "[reader][mapping]") {
    const auto reading = read_mapped(R"({"dates": "DD.MM.YYYY", "separator": ","})",
                                     "id;reported;origin;sections\nA;05.11.2021 00:00;P;1, 2\n");
    REQUIRE(reading.faults.empty());
    CHECK(reading.incidents.at(0).reported.to_edtf() == "2021-11-05");
    CHECK(reading.incidents.at(0).sections.size() == 2);
}

TEST_CASE("a mapping that cannot be right is refused by name", "[reader][mapping]") {
    CHECK(mentions(refusal(R"({"fields": {"/id": "{Case}", "/people/0/age": "{Alter}"}})"),
                   "has no column `Alter`; it has: Case, Age"));
    CHECK(mentions(refusal(R"({"fields": {"/people/0/aeg": "{Age}"}})"),
                   "/people/0/aeg: this pointer fills no field: a person has no field of that "
                   "name; the nearest is `age`"));
    CHECK(mentions(refusal(R"({"fields": {"people/0/age": "{Age}"}})"), "begins with /"));
    CHECK(mentions(refusal(R"({"fields": {"/people/age": "{Age}"}})"), "is a list"));
    CHECK(mentions(refusal(R"({"fields": {"/people/0": "{Age}"}})"), "as a whole"));
    CHECK(mentions(refusal(R"({"fields": {"/title/0": "{Age}"}})"), "nothing stands below"));
    CHECK(mentions(refusal(R"({"fields": {"/id": "Case"}})"), "names no column"));
    CHECK(mentions(refusal(R"({"fields": {"/id": "{Case"}})"), "not closed"));
    CHECK(mentions(refusal(R"({"fields": {"/id": 5}})"), "constant"));
    CHECK(mentions(refusal(R"({"fields": {"/sections": "{Age}", "/sections/0": "{Age}"}})"),
                   "in part"));
    CHECK(mentions(refusal(R"({"feilds": {"/id": "{Case}"}})"), "`fields`"));
    CHECK(mentions(refusal(R"({"record": "people", "fields": {"/id": "{Case}"}})"), "\"person\""));
    CHECK(mentions(refusal(R"({"fields": {"/id": "{Case}"}, "dates": "MM/YYYY"})"), "DD/MM/YYYY"));
    CHECK(mentions(refusal(R"({"fields": {"/id": "{Case}"}, "values": {"/sex": {}}})"), "/sex"));
    CHECK(mentions(refusal(R"({"fields": {"/title": "{Case}"}})"), "nothing fills /id"));
    CHECK(mentions(refusal("[]"), "an object"));
    CHECK(mentions(refusal("{\"fields\": {\"/id\": Secret}}"), "line 1, column 20"));
    CHECK_FALSE(mentions(refusal("{\"fields\": {\"/id\": Secret}}"), "Secret"));
    CHECK(mentions(refusal(R"({"record": "person"})"), "fields"));
}

TEST_CASE("dates are read in the style that the mapping names", "[mapping]") {
    CHECK(io::iso_date("05/11/2021", "DD/MM/YYYY") == "2021-11-05");
    CHECK(io::iso_date("5/1/2021", "DD/MM/YYYY") == "2021-01-05");
    CHECK(io::iso_date("11/05/21", "MM/DD/YY") == "2021-11-05");
    CHECK(io::iso_date("05.11.85", "DD.MM.YY") == "1985-11-05");
    CHECK(io::iso_date("20211105", "YYYYMMDD") == "2021-11-05");
    CHECK(io::iso_date("5 November 2021", "D MMM YYYY") == "2021-11-05");
    CHECK(io::iso_date("05/11/2021 13:45:00", "DD/MM/YYYY") == "2021-11-05");
    for (const char* text :
         {"2021-11-05", "05-11-2021", "05/11", "aa/11/2021", "05/11/2021x", ""}) {
        CHECK(io::iso_date(text, "DD/MM/YYYY") == text);
    }
    CHECK(io::is_date_style("DD.MM.YYYY"));
    CHECK_FALSE(io::is_date_style("DD/MM"));
    CHECK_FALSE(io::is_date_style("DD/DD/YYYY"));
    CHECK_FALSE(io::is_date_style("DD/MMMM/YYYY"));
}

TEST_CASE("a victim of whom nothing is known is still there", "[reader][mapping]") {
    const auto reading = read_mapped(
        R"({"fields": {"/id": "{Case}", "/people/0/age": "{Age}",
            "/people/0/role": {"constant": "victim"}, "/people/1/name": "{By}",
            "/people/1/role": {"constant": "suspect"}}})",
        "Case,Age,By\n1,,\n");
    REQUIRE(reading.incidents.size() == 1);
    REQUIRE(reading.incidents[0].people.size() == 1);
    CHECK(reading.incidents[0].people[0].role == PersonRole::victim);
}

TEST_CASE("an empty column takes the text beside it along", "[mapping]") {
    const auto place = [](const std::string& cells) {
        const auto reading = read_mapped(
            R"json({"fields": {"/id": {"constant": "A"}, "/journey/0/place": "{A}, {B} ({C})"}})json",
            "A,B,C,D\n" + cells + ",x\n");
        return reading.incidents.empty() ? "" : reading.incidents[0].journey.at(0).place.text;
    };
    CHECK(place("1,2,3") == "1, 2 (3)");
    CHECK(place("1,,") == "1");
    CHECK(place(",2,") == "2");
    CHECK(place("1,2,") == "1, 2");
    CHECK(place("1,,3") == "1 (3)");
    CHECK(place(",,").empty());
}

namespace {

/// All that was read of people and incidents, in words.
std::string told(const tests::Reading& reading) {
    std::string text;
    const auto tell = [&](const Person& person) {
        text += "  " + person.ref + "|" + person.name + "|" + person.home.text + "|" +
                person.birth.to_edtf() + "|" + std::to_string(static_cast<int>(person.role));
        for (const Identifier& identifier : person.identifiers) {
            text += "|" + std::to_string(static_cast<int>(identifier.type)) + identifier.value;
        }
        text += "\n";
    };
    for (const Incident& incident : reading.incidents) {
        text += incident.id + "\n";
        for (const Person& person : incident.people) {
            tell(person);
        }
        for (const JourneyStop& stop : incident.journey) {
            text += "  stop " + stop.place.text + "\n";
        }
    }
    for (const auto& [list, person] : reading.people) {
        tell(person);
    }
    return text;
}

/// A cell of that column, in one of three empty.
std::string cell(const std::string& column, int row, std::mt19937& random) {
    if (random() % 3 == 0) {
        return "";
    }
    return column == "born"
               ? "19" + std::to_string(60 + row % 30) + "0" + std::to_string(1 + row % 9) + "11"
               : column + " " + std::to_string(row);
}

} // namespace

TEST_CASE("a row of a list gives what it gives alone, wherever its columns stand",
          "[reader][mapping][property]") {
    const bool of_incidents = GENERATE(false, true);
    const std::string mapping = of_incidents ? R"({"record": "incident", "fields": {
                  "/id": "{no}", "/people/0/name": "{a}", "/people/0/role": {"constant": "victim"},
                  "/people/1/name": "{b} {c}", "/people/1/birth": "{born}",
                  "/people/2/name": "{d}", "/people/2/identifiers/0/type": {"constant": "vehicle"},
                  "/people/2/identifiers/0/value": "{e}",
                  "/people/2/identifiers/1/type": {"constant": "bank_account"},
                  "/people/2/identifiers/1/value": "{f}",
                  "/journey/0/place": "{g}", "/journey/1/place": "{h}, {i}",
                  "/journey/2/place": "{j}"}, "dates": "YYYYMMDD"})"
                                             : R"({"record": "person", "fields": {
                  "/ref": "{no}", "/name": "{a} {b}", "/home": "{c}, {d}", "/birth": "{born}",
                  "/identifiers/0/type": {"constant": "vehicle"}, "/identifiers/0/value": "{e}",
                  "/identifiers/1/type": {"constant": "bank_account"},
                  "/identifiers/1/value": "{f} {g}",
                  "/identifiers/2/type": {"constant": "vehicle"},
                  "/identifiers/2/value": "{h}/{i}/{j}"}, "dates": "YYYYMMDD"})";
    std::mt19937 random(of_incidents ? 3 : 5);
    std::vector<std::string> columns{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "born"};
    tests::TempFolder folder;
    io::ReadOptions options;
    options.mapping_file = folder.write("map.json", mapping);
    std::vector<std::string> files;
    std::string alone;
    int number = 0;
    for (int file = 0; file < 3; ++file) {
        std::shuffle(columns.begin(), columns.end(), random);
        std::string header = "no";
        for (const std::string& column : columns) {
            header += "," + column;
        }
        std::string rows;
        // More than stand in a block, so that the files are under way together.
        for (int i = 0; i < 300; ++i) {
            std::string row = "n" + std::to_string(++number);
            for (const std::string& column : columns) {
                row += "," + cell(column, number, random);
            }
            rows += row + "\n";
            tests::TempFolder own;
            alone += told(
                tests::read_files({own.write("row.csv", header + "\n" + row + "\n")}, options));
        }
        files.push_back(
            folder.write("list " + std::to_string(file) + ".csv", header + "\n" + rows));
    }
    const std::string together = told(tests::read_files(files, options));
    CHECK(together.size() > 50'000);
    CHECK(together == alone);
}
