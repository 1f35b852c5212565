// SPDX-License-Identifier: Apache-2.0
#include "io/errors.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

#include <fstream>
#include <iterator>
#include <string>

using namespace sandhan;
using namespace sandhan::graph;
using tests::message_of;
using tests::read_text;
using Ids = std::vector<std::string>;
using Codes = std::vector<std::string>;

TEST_CASE("rows of one id are one incident, a row a person", "[reader][csv]") {
    const auto reading = read_text(
        "id,title,origin,departed,transit,destination,arrived,mode,rescued_at,rescued_on,ref,role,"
        "name,age,minor,phone,aliases,ties,fir_number,source_grade,exploitation,x_box\r\n"
        "A,\"Lured, and sold\",\"Canning, WB\",2020-10-01,\"X, Bihar; "
        "Y\",Pune,2020-10-03,Rail,Pune,"
        "2020-11-12,v1,Victim,N,14,yes,,,,12/20,B2,sexual; Forced Marriage,7\r\n"
        "A,,,,,,,,,,s1,Accused,\"Line one\nline two\",30-35,no,\"9830012345; +91 98300 12346\",a; "
        "b,"
        "s1 > v1 : recruited; s1 > v1,,,,\r\n"
        "\r\n"
        "B,,P,,,,,,,,,,,,,,,,,,,\r\n");
    REQUIRE(reading.faults.empty());
    CHECK(reading.ids() == Ids{"A", "B"});
    CHECK(reading.summary.records == 2);
    const Incident& a = reading.incidents[0];
    CHECK(a.title == "Lured, and sold");
    CHECK(a.where.line == 2);
    REQUIRE(a.journey.size() == 4);
    CHECK(a.journey[0].place.text == "Canning, WB");
    CHECK(a.journey[0].role == StopRole::origin);
    CHECK(a.journey[0].departed.to_edtf() == "2020-10-01");
    CHECK(a.journey[0].mode == TransportMode::unknown);
    CHECK(a.journey[1].place.text == "X, Bihar");
    CHECK(a.journey[2].role == StopRole::transit);
    CHECK(a.journey[3].arrived.to_edtf() == "2020-10-03");
    CHECK(a.journey[3].mode == TransportMode::rail);
    REQUIRE(a.places.size() == 1);
    CHECK(a.places[0].date.to_edtf() == "2020-11-12");
    CHECK(a.exploitation == std::vector{Exploitation::sexual, Exploitation::forced_marriage});
    CHECK(a.references.at(0).type == ReferenceType::fir);
    CHECK(a.references.at(0).number == "12/20");
    CHECK(a.sources.at(0).grade == Grade{'B', '2'});
    REQUIRE(a.people.size() == 2);
    CHECK(a.people[0].minor == true);
    CHECK(a.people[0].role == PersonRole::victim);
    CHECK(a.people[1].role == PersonRole::suspect);
    CHECK(a.people[1].name == "Line one\nline two");
    CHECK(a.people[1].age == AgeRange{30, 35});
    CHECK(a.people[1].aliases == std::vector<std::string>{"a", "b"});
    REQUIRE(a.people[1].identifiers.size() == 2);
    CHECK(a.people[1].identifiers[1].value == "+919830012346");
    REQUIRE(a.ties.size() == 2);
    CHECK(a.ties[0].type == TieType::recruited);
    CHECK(a.ties[1].type == TieType::associate);
    CHECK(a.extra.at(0) == std::pair<std::string, std::string>{"/x_box", "\"7\""});
    CHECK(reading.incidents[1].people.empty());
}

TEST_CASE("a row an incident has short columns for its people", "[reader][csv]") {
    const auto reading =
        read_text("id,victims,victim_sex,victim_age,suspects,organisations,ties\n"
                  "A,2,female,14-17,Jatosh; Bapi,PS | police | reported_to | Pune; "
                  "Club,s1 > o2 : member_of\n"
                  "B,unknown,,,,,\n");
    REQUIRE(reading.faults.empty());
    const Incident& a = reading.incidents.at(0);
    REQUIRE(a.people.size() == 3);
    CHECK(a.people[0].ref == "v1");
    CHECK(a.people[0].count == CountRange{2, 2});
    CHECK(a.people[0].age == AgeRange{14, 17});
    CHECK(a.people[2].ref == "s2");
    CHECK(a.people[2].name == "Bapi");
    REQUIRE(a.organisations.size() == 2);
    CHECK(a.organisations[0].type == OrganisationType::law_enforcement);
    CHECK(a.organisations[0].place.text == "Pune");
    CHECK(a.ties.at(0).to == "o2");
    CHECK(reading.incidents.at(1).people.at(0).count == CountRange{1, std::nullopt});
}

TEST_CASE("semicolons, tabs and bars separate cells as well", "[reader][csv]") {
    CHECK(
        read_text("id;Origin;Role\nA;\"P; Q\";victim\n").incidents.at(0).journey.at(0).place.text ==
        "P; Q");
    CHECK(read_text("ID\torigin\nA\tP, Q\n").incidents.at(0).journey.at(0).place.text == "P, Q");
    CHECK(read_text("sep=|\r\nid|origin\r\nA|P\r\n").ids() == Ids{"A"});
    CHECK(read_text("\xEF\xBB\xBFid,origin\nA,P").ids() == Ids{"A"});
}

TEST_CASE("a fault of a cell names its line and column", "[reader][csv]") {
    const auto reading = read_text("id,reported,role,age,name\n"
                                   "A,2020-01-01,victim,14,\"x\ny\"\n"
                                   "A,,victim,old,\n"
                                   "B,12.11.2020,victim,,\n");
    const auto& age = reading.fault("invalid_age");
    CHECK(age.where.line == 4);
    CHECK(age.where.pointer == "/people/1/age");
    CHECK(age.value == "old");
    CHECK(age.incident == "A");
    CHECK(age.message.starts_with("column age: not an age"));
    CHECK(reading.fault("not_a_date").where.line == 5);
    CHECK(reading.fault("not_a_date").message.starts_with("column reported: "));
    CHECK(reading.incidents.empty());
}

TEST_CASE("columns that are not known or not there are told", "[reader][csv]") {
    const auto reading = read_text("id,vicitms,Exploitation\nA,3,\nB,,\n");
    const auto& unknown = reading.fault("unknown_field");
    CHECK(unknown.where.line == 1);
    CHECK(unknown.message.starts_with("column 2: "));
    CHECK(unknown.message.find("`victims`") != std::string::npos);
    CHECK(message_of<io::ParseError>([&] {
              (void)read_text("case,victims\nA,3\n");
          }).find("no column `id`") != std::string::npos);
    CHECK(message_of<io::ParseError>([&] {
              (void)read_text("id,age,Age\nA,3,4\n");
          }).find("two columns are named age") != std::string::npos);
}

TEST_CASE("rows that are no rows are faults and the rest goes on", "[reader][csv]") {
    const auto reading = read_text("id,origin\n"
                                   "A,P\n"
                                   "B,P,Q\n"
                                   "C\n"
                                   "D,\"P\" Q\n"
                                   "E,caf\xE9\n"
                                   "F,P,,\n"
                                   "G,\"open\nA,P\n");
    CHECK(reading.ids() == Ids{"A", "F"});
    CHECK(reading.codes() ==
          Codes{"wrong_cell_count", "wrong_cell_count", "bad_quotes", "not_utf8", "bad_quotes"});
    CHECK(reading.faults[0].where.line == 3);
    CHECK(reading.faults[3].message.find("byte 35 ") != std::string::npos);
    CHECK(reading.faults[4].where.line == 8);
    CHECK(reading.summary.records == 7);
    CHECK(reading.summary.unusable == 5);
}

TEST_CASE("what contradicts or belongs nowhere is a warning", "[reader][csv]") {
    const auto rows = read_text("id,title,role\nA,T,victim\nA,U,suspect\nA,T,witness\n");
    CHECK(rows.codes() == Codes{"contradicting_rows"});
    CHECK(rows.faults[0].where.line == 3);
    CHECK(rows.incidents.at(0).title == "T");
    CHECK(rows.incidents.at(0).people.size() == 3);

    const auto lost = read_text("id,origin,arrived,rescued_on,mode\nA,P,2020,2020,rail\n");
    CHECK(lost.codes() ==
          Codes{"value_without_place", "value_without_place", "value_without_place"});
    CHECK(read_text("id,role,victims\nA,victim,3\n").codes() == Codes{"contradicting_rows"});
}

TEST_CASE("an id that comes back behind another one is a duplicate", "[reader][csv]") {
    const auto reading = read_text("id,role\nA,victim\nB,victim\nA,suspect\n");
    CHECK(reading.ids() == Ids{"A", "B"});
    CHECK(reading.fault("duplicate_incident").where.line == 4);
    CHECK(read_text("id,origin\nA,P\nA,Q\n").codes() == Codes{"duplicate_incident"});
    CHECK(read_text("id,role\n,victim\n,victim\n").codes() == Codes{"missing_id", "missing_id"});
}

TEST_CASE("list items that lack a part are faults", "[reader][csv]") {
    CHECK(read_text("id,origin,ties\nA,P,s1 - v1\n").codes() == Codes{"bad_list_item"});
    CHECK(read_text("id,origin,organisations\nA,P,a | ngo | supporting | P | more\n").codes() ==
          Codes{"bad_list_item"});
    CHECK(read_text("id,origin,organisations\nA,P,a | gno\n")
              .fault("unknown_word")
              .message.starts_with("column organisations: "));
}

TEST_CASE("an apostrophe that guards a formula sign is no part of the cell", "[reader][csv]") {
    const auto reading = read_text("id,role,phone,name\nA,victim,'+919830012345,'quoted'\n");
    CHECK(reading.incidents.at(0).people.at(0).identifiers.at(0).value == "+919830012345");
    CHECK(reading.incidents.at(0).people.at(0).name == "'quoted'");
}

TEST_CASE("the samples are read without a fault", "[reader][samples]") {
    const std::string folder = SANDHAN_SOURCE_DIR "/samples/";
    for (const char* name : {"rajkot-2020.json", "incidents.jsonl", "incidents.csv"}) {
        CAPTURE(name);
        const auto reading = tests::read_files({folder + name});
        CHECK(reading.faults.empty());
        CHECK(reading.summary.used == reading.summary.records);
    }
}
