// SPDX-License-Identifier: Apache-2.0
#include "io/fault_codes.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

using namespace sandhan;
using namespace sandhan::graph;
using tests::read_record;

TEST_CASE("every field of the format reaches the incident", "[reader]") {
    const auto reading = read_record(R"({
        "id": "WB-1", "title": " Lured ", "reported": "2020-10-20", "status": "rescued",
        "source": {"name": "Press", "date": "2020-11-13", "grade": "B2", "url": "https://example"},
        "sources": [{"name": "FIR", "grade": "A1"}],
        "references": [{"type": "fir", "number": 147, "station": "S", "date": "2020-10"}],
        "sections": ["IPC 370", 366], "exploitation": ["labour:domestic_work"],
        "recruitment": ["marriage_proposition"], "control": ["threats", "MethodsOfControlDebtBondage"],
        "people": [
          {"ref": "v1", "id": "P-1", "role": "victim", "count": "5-10", "name": "N", "aliases": ["A"],
           "father": "F", "sex": "female", "age": "14-17", "minor": true, "birth": "2005?",
           "nationality": "BD", "home": {"district": "Nadia", "lat": 23.4, "lon": 88.5},
           "status": "rescued", "x_note": {"a": 1}, "identifiers": [
             {"type": "phone", "value": "098300 12345"}, {"type": "email", "value": "A@B.IN"},
             {"type": "vehicle", "value": "wb-20 a 1234"}, {"type": "passport", "value": " Z12 "}]},
          {"ref": "s1", "role": "accused", "count": null, "spouse": "W"},
          {"role": "recruiter", "count": "5+"}],
        "organisations": [{"ref": "o1", "name": "PS", "aliases": ["Thana"], "type": "law_enforcement",
                           "role": "reported_to", "place": "Nadia"}],
        "journey": [{"place": "A", "role": "origin", "departed": "2020-10-01"},
                    {"place": "B", "role": "destination", "arrived": "2020-10-03", "mode": "rail",
                     "people": ["v1", "s1"]}],
        "places": [{"place": "B", "role": "rescued_at", "date": "2020-11-12"}],
        "ties": [{"from": "s1", "to": "o1", "type": "member_of", "date": "2019", "confidence": 0.5}],
        "x_case": "kept"})");
    REQUIRE(reading.faults.empty());
    REQUIRE(reading.incidents.size() == 1);
    const Incident& incident = reading.incidents[0];
    CHECK(incident.id == "WB-1");
    CHECK(incident.title == "Lured");
    CHECK(incident.reported.to_edtf() == "2020-10-20");
    CHECK(incident.status == IncidentStatus::rescued);
    REQUIRE(incident.sources.size() == 2);
    CHECK(incident.sources[0].grade == Grade{'B', '2'});
    CHECK(incident.references.at(0).number == "147");
    CHECK(incident.sections == std::vector<std::string>{"IPC 370", "366"});
    CHECK(incident.exploitation.at(0) == Exploitation::labour_domestic_work);
    CHECK(incident.control == std::vector{Control::threats, Control::debt_bondage});
    const Person& victim = incident.people.at(0);
    CHECK(victim.count == CountRange{5, 10});
    CHECK(victim.age == AgeRange{14, 17});
    CHECK(victim.minor == true);
    CHECK(victim.birth.is_uncertain());
    CHECK(victim.home.district == "Nadia");
    CHECK(victim.home.longitude == 88.5);
    REQUIRE(victim.identifiers.size() == 4);
    CHECK(victim.identifiers[0].value == "+919830012345");
    CHECK(victim.identifiers[1].value == "a@b.in");
    CHECK(victim.identifiers[2].value == "WB20A1234");
    CHECK(victim.identifiers[3].value == "z12");
    CHECK(incident.people.at(1).role == PersonRole::suspect);
    CHECK(incident.people.at(1).count == CountRange{1, std::nullopt});
    CHECK(incident.people.at(2).ref == "p3");
    CHECK(incident.people.at(2).count == CountRange{5, std::nullopt});
    CHECK(incident.organisations.at(0).role == OrganisationRole::reported_to);
    CHECK(incident.journey.at(1).mode == TransportMode::rail);
    CHECK(incident.journey.at(1).people == std::vector<std::string>{"v1", "s1"});
    CHECK(incident.places.at(0).role == PlaceRole::rescued_at);
    CHECK(incident.ties.at(0).confidence == 0.5);
    CHECK(incident.extra == std::vector<std::pair<std::string, std::string>>{
                                {"/x_case", "\"kept\""}, {"/people/0/x_note", "{\"a\":1}"}});
}

TEST_CASE("a field that is null counts as not given", "[reader]") {
    const auto reading = read_record(
        R"({"id": 7, "title": null, "reported": null, "source": null, "journey": null, "people":
           [{"role": "victim", "age": null, "home": null, "aliases": null, "sex": null}]})");
    CHECK(reading.faults.empty());
    CHECK(reading.ids() == std::vector<std::string>{"7"});
}

namespace {

struct Case {
    const char* json; ///< members of an incident with an id and a person
    const char* code;
    const char* pointer;
    const char* value;
    const char* in_message;
};

} // namespace

TEST_CASE("each fault of a value has its code, place, value and remedy", "[reader][faults]") {
    const auto c = GENERATE(values<Case>({
        {R"("reported": "13.11.20")", "not_a_date", "/reported", "13.11.20", "YYYY-MM-DD"},
        {R"("reported": "2020-02-30")", "impossible_date", "/reported", "2020-02-30", "correct"},
        {R"("reported": 1999)", "wrong_type", "/reported", "1999", "a date as a string"},
        {R"("status": "resuced")", "unknown_word", "/status", "resuced", "`rescued`"},
        {R"("status": "qqqqqqqq")", "unknown_word", "/status", "qqqqqqqq", "convicted"},
        {R"("recruitment": "job_offer")", "wrong_type", "/recruitment", "job_offer", "a list"},
        {R"("recruitment": ["job_offer", 3])", "wrong_type", "/recruitment/1", "3", "a string"},
        {R"("sections": "IPC 370")", "wrong_type", "/sections", "IPC 370", "a list"},
        {R"("source": "Times")", "wrong_type", "/source", "Times", "an object"},
        {R"("source": {"grade": "B7"})", "invalid_grade", "/source/grade", "B7", "A to F"},
        {R"("sources": [{"grade": 2}])", "wrong_type", "/sources/0/grade", "2", "B2"},
        {R"("organisations": [7])", "wrong_type", "/organisations/0", "7", "an object"},
        {R"("journey": [{"role": "origin"}])", "missing_field", "/journey/0/place", "", "`place`"},
        {R"("journey": [{"place": " "}])", "missing_field", "/journey/0/place", "", "`place`"},
        {R"("places": [{"place": "A"}])", "missing_field", "/places/0/role", "", "rescued_at"},
        {R"("ties": [{"to": "p1"}])", "missing_field", "/ties/0/from", "", "ref"},
        {R"("ties": [{"from": "p1", "to": "x9"}])", "unknown_ref", "/ties/0/to", "x9", "ref"},
        {R"("journey": [{"place": "A", "people": ["zz"]}])", "unknown_ref", "/journey/0/people/0",
         "zz", "no person"},
        {R"("ties": [{"from": "p1", "to": "p1", "confidence": 1.5}])", "invalid_confidence",
         "/ties/0/confidence", "1.5", "0.8"},
        {R"("journey": [{"place": {"lat": 91, "lon": 1}}])", "invalid_coordinate",
         "/journey/0/place/lat", "91", "90"},
        {R"("journey": [{"place": {"lat": 9}}])", "invalid_coordinate", "/journey/0/place", "",
         "both or neither"},
        {R"("organisations": [{"ref": "p1"}])", "duplicate_ref", "/organisations/0/ref", "p1",
         "own"},
    }));
    CAPTURE(c.json);
    const auto reading = read_record(
        std::string(R"({"id": "A", "people": [{"ref": "p1", "role": "victim"}], )") + c.json + "}");
    CHECK(reading.incidents.empty());
    CHECK(reading.summary.unusable == 1);
    const auto& fault = reading.fault(c.code);
    CHECK(reading.faults.size() == 1);
    CHECK(fault.where.pointer == c.pointer);
    CHECK(fault.where.file == "-");
    CHECK(fault.incident == "A");
    CHECK(fault.value == c.value);
    CHECK(fault.severity == Severity::error);
    CHECK(fault.message.find(c.in_message) != std::string::npos);
    if (fault.value.size() > 3) {
        CHECK(fault.message.find(fault.value) == std::string::npos);
    }
}

TEST_CASE("each fault of a person has its code and place", "[reader][faults]") {
    const auto c = GENERATE(values<Case>({
        {R"("age": 121)", "invalid_age", "/age", "121", "120"},
        {R"("age": -1)", "invalid_age", "/age", "-1", "14-17"},
        {R"("age": 14.5)", "invalid_age", "/age", "14.5", "years"},
        {R"("age": "17-14")", "invalid_age", "/age", "17-14", "14-17"},
        {R"("age": "about 14")", "invalid_age", "/age", "about 14", "14-17"},
        {R"("age": true)", "wrong_type", "/age", "true", "14"},
        {R"("count": 0)", "invalid_count", "/count", "0", "5+"},
        {R"("count": "many")", "invalid_count", "/count", "many", "null"},
        {R"("count": [])", "wrong_type", "/count", "[]", "5+"},
        {R"("minor": "yes")", "wrong_type", "/minor", "yes", "true or false"},
        {R"("age": 20, "minor": true)", "age_contradicts_minor", "/minor", "true", "`age`"},
        {R"("age": "14-17", "minor": false)", "age_contradicts_minor", "/minor", "false", "`age`"},
        {R"("birth": "1990", "minor": true)", "age_contradicts_minor", "/minor", "true", "birth"},
        {R"("sex": "F")", "unknown_word", "/sex", "F", "female"},
        {R"("aliases": "Munni")", "wrong_type", "/aliases", "Munni", "a list"},
        {R"("identifiers": [{"value": "1"}])", "missing_field", "/identifiers/0/type", "", "phone"},
        {R"("identifiers": [{"type": "phone"}])", "missing_field", "/identifiers/0/value", "",
         "leave"},
        {R"("home": 5)", "wrong_type", "/home", "5", "text"},
    }));
    CAPTURE(c.json);
    const auto reading = read_record(
        std::string(R"({"id": "A", "reported": "2020-01-01", "people": [{"role": "victim", )") +
        c.json + "}]}");
    CHECK(reading.incidents.empty());
    const auto& fault = reading.fault(c.code);
    CHECK(fault.where.pointer == std::string("/people/0") + c.pointer);
    CHECK(fault.value == c.value);
    CHECK(fault.message.find(c.in_message) != std::string::npos);
}

TEST_CASE("warnings leave the record in use", "[reader][faults]") {
    const auto c = GENERATE(values<Case>({
        {R"("exploitaton": [])", "unknown_field", "/exploitaton", "exploitaton", "`exploitation`"},
        {R"("people": [{"role": "victim", "identifiers": [{"type": "phone", "value": "12 345"}]}])",
         "phone_invalid", "/people/0/identifiers/0/value", "12 345", "+91"},
        {R"("people": [{"name": "N"}])", "role_assumed", "/people/0/role", "", "role"},
        {R"("people": [{"role": "suspect", "birth": "2020", "age": 3}], "reported": "2019-05-05")",
         "birth_after_incident", "/people/0/birth", "2020", "born"},
        {R"("people": [{"role": "suspect", "birth": "1990", "age": 20}], "reported": "2020-05-05")",
         "age_contradicts_birth", "/people/0/age", "20", "year"},
        {R"("journey": [{"place": "A", "departed": "2020-05"}],
            "places": [{"place": "B", "role": "rescued_at", "date": "2020-04-30"}])",
         "rescue_before_journey", "/places/0/date", "2020-04-30", "before"},
    }));
    CAPTURE(c.json);
    const std::string members = c.json;
    const std::string content = members.find("\"people\"") != std::string::npos
                                    ? ""
                                    : R"("people": [{"role": "victim"}], )";
    const auto reading = read_record(R"({"id": "A", )" + content + members + "}");
    REQUIRE(reading.incidents.size() == 1);
    const auto& fault = reading.fault(c.code);
    CHECK(fault.severity == Severity::warning);
    CHECK(fault.where.pointer == c.pointer);
    CHECK(fault.value == c.value);
    CHECK(fault.message.find(c.in_message) != std::string::npos);
}

TEST_CASE("all faults of a record are told, not only the first", "[reader][faults]") {
    const auto reading = read_record(
        R"({"reported": "x", "status": 1, "people": [{"age": "?", "minor": 2, "role": "boss"}]})");
    CHECK(reading.codes() == std::vector<std::string>{"missing_id", "not_a_date", "wrong_type",
                                                      "unknown_word", "invalid_age", "wrong_type"});
}

TEST_CASE("an incident needs an id and people, a journey or places", "[reader][faults]") {
    CHECK(read_record(R"({"people": [{"role": "victim"}]})").fault("missing_id").where.pointer ==
          "/id");
    CHECK(read_record(R"({"id": "", "people": [{"role": "victim"}]})").codes() ==
          std::vector<std::string>{"missing_id"});
    CHECK(read_record(R"({"id": "A", "people": []})").codes() ==
          std::vector<std::string>{"missing_content"});
    CHECK(read_record(R"({"id": "A", "places": [{"place": "P", "role": "rescued_at"}]})")
              .faults.empty());
}

TEST_CASE("a journey may not go back in time", "[reader][faults]") {
    const auto journey = [](const char* stops) {
        return read_record(R"({"id": "A", "people": [{"ref": "v1", "role": "victim"},
            {"ref": "v2", "role": "victim"}], "journey": [)" +
                           std::string(stops) + "]}");
    };
    const auto back = journey(R"({"place": "A", "departed": "2020-10-05"},
                                 {"place": "B", "arrived": "2020-10-04"})");
    CHECK(back.fault("journey_back_in_time").where.pointer == "/journey/1/arrived");
    CHECK(journey(R"({"place": "A", "arrived": "2020-10-05", "departed": "2020-10-04"})")
              .fault("journey_back_in_time")
              .where.pointer == "/journey/0/departed");
    // Over a stop without a date.
    CHECK(journey(R"({"place": "A", "departed": "2020-10-05"}, {"place": "B"},
                     {"place": "C", "arrived": "2020-09"})")
              .codes()
              .size() == 1);
    // What may be in order is no fault.
    CHECK(
        journey(
            R"({"place": "A", "departed": "2020-10-05~"}, {"place": "B", "arrived": "2020-10-04"})")
            .faults.empty());
    CHECK(
        journey(R"({"place": "A", "departed": "2020-10"}, {"place": "B", "arrived": "2020-10-04"})")
            .faults.empty());
    // Two people who travel apart.
    CHECK(journey(R"({"place": "A", "departed": "2020-10-05", "people": ["v1"]},
                     {"place": "B", "arrived": "2020-10-01", "people": ["v2"]})")
              .faults.empty());
    CHECK_FALSE(journey(R"({"place": "A", "departed": "2020-10-05", "people": ["v1"]},
                           {"place": "B", "arrived": "2020-10-01"})")
                    .faults.empty());
}

TEST_CASE("a key that may be a name is not shown in the pointer", "[reader][privacy]") {
    const auto reading =
        read_record(R"({"id": "A", "people": [{"role": "victim", "Asha Kumari Devi": "found"}]})");
    const auto& fault = reading.fault("unknown_field");
    CHECK(fault.where.pointer == "/people/0");
    CHECK(fault.message.find("Asha") == std::string::npos);
}

TEST_CASE("a field given under two of its names is a fault", "[reader][faults]") {
    CHECK(read_record(
              R"({"id": "A", "people": [{"role": "victim", "sex": "female", "Gender": "Male"}]})")
              .fault("duplicate_key")
              .where.pointer == "/people/0/Gender");
    CHECK(read_record(
              R"({"id": "A", "people": [{"RoleInProcess": "Transporter", "Gender": "Male"}]})")
              .faults.empty());
}

TEST_CASE("a record with millions of faults lists some hundreds", "[reader][faults]") {
    std::string people = "1";
    for (int i = 0; i < 5000; ++i) {
        people += ",1";
    }
    const auto reading = read_record("{\"id\": \"A\", \"people\": [" + people + "]}");
    CHECK(reading.faults.size() < 1000);
    CHECK(reading.faults.back().code == "more_faults");
}
