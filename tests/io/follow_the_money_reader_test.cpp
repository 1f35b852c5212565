// SPDX-License-Identifier: Apache-2.0
#include "io/errors.hpp"
#include "io/follow_the_money_reader.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

#include <algorithm>
#include <random>
#include <sstream>
#include <string>
#include <vector>

using namespace sandhan;
using namespace sandhan::graph;
using tests::mentions;
using tests::read_text;
using Codes = std::vector<std::string>;

namespace {

std::string
entity(const std::string& id, const std::string& schema, const std::string& properties) {
    return R"({"id":")" + id + R"(","schema":")" + schema + R"(","properties":{)" + properties +
           "}}\n";
}

// Invented, in the manner of our own writer and of other programs that write entities.
const std::string invented_case =
    entity("place:IN-WB/howrah",
           "Address",
           R"("full":["Howrah, West Bengal"],"country":["in"],"state":["West Bengal"])") +
    entity("place:IN-MH/pune", "Address", R"("full":["Pune, Maharashtra"])") +
    entity("a-3", "Address", R"("city":["Rajkot"],"region":["Gujarat"],"country":["IN"])") +
    entity("organisation:x",
           "PublicBody",
           R"("name":["District unit"],"classification":["law_enforcement"])") +
    entity(
        "org-9",
        "Company",
        R"("name":["Bright Agency"],"topics":["crime.traffick.human"],"addressEntity":["a-3"])") +
    entity(
        "person:A-1/s1",
        "Person",
        R"("name":["Bapi Invented"],"alias":["Bapi"],"position":["recruiter"],"gender":["male"],)"
        R"("phone":["+919000012345"],"topics":["poi","wanted"],"birthDate":["1985-02"],)"
        R"("addressEntity":["place:IN-WB/howrah"],"height":["1.7"])") +
    entity(
        "p-2", "Person", R"("firstName":["Asha"],"lastName":["Invented"],"nationality":["in"])") +
    entity("p-3", "Person", R"("name":["Raju Invented"],"topics":["crime"])") +
    entity("incident:A-1",
           "Event",
           R"("name":["Lured and sold"],"recordId":["A-1"],"startDate":["2020-10-01"],)"
           R"("endDate":["2020-10-07"],"keywords":["sexual","job_offer","threats","rail","odd"],)"
           R"("involved":["person:A-1/s1","p-2","organisation:x","gone"],)"
           R"("addressEntity":["place:IN-MH/pune","a-3"],"location":["Pune, Maharashtra"])") +
    entity("trip:A-1/2",
           "Trip",
           R"("name":["t"],"recordId":["A-1/2"],"startLocation":["place:IN-MH/pune"],)"
           R"("endLocation":["a-3"],"keywords":["rail"],"endDate":["2020-10-07"])") +
    entity("trip:A-1/1",
           "Trip",
           R"("name":["t"],"recordId":["A-1/1"],"startLocation":["place:IN-WB/howrah"],)"
           R"("endLocation":["place:IN-MH/pune"],"startDate":["2020-10-01T10:00:00"])") +
    entity("tie:A-1/1",
           "UnknownLink",
           R"("subject":["person:A-1/s1"],"object":["p-2"],"role":["recruited"],)"
           R"("recordId":["A-1"],"date":["2020-09"])") +
    entity("f-1",
           "Family",
           R"("person":["person:A-1/s1"],"relative":["p-3"],"relationship":["brother"])") +
    entity("m-1", "Membership", R"("member":["person:A-1/s1"],"organization":["org-9"])") +
    entity("v-1",
           "Vehicle",
           R"("name":["v"],"registrationNumber":["WB 12 A 3456"],"owner":["person:A-1/s1"])") +
    entity("b-1", "BankAccount", R"("accountNumber":["0001112"])") +
    entity("b-2", "Ownership", R"("owner":["person:A-1/s1"],"asset":["b-1"])") +
    entity("d-1", "Document", R"("title":["Press note"],"date":["2020-11-13"])") +
    entity(
        "d-2", "Documentation", R"("document":["d-1"],"entity":["incident:A-1"],"role":["B2"])") +
    entity("s-1", "Similar", R"("candidate":["p-2"],"match":["p-3"])") +
    entity("ship", "Vessel", R"("name":["Nobody's"])");

bool notes_say(const tests::Reading& reading, const std::string& part) {
    return std::any_of(reading.faults.begin(), reading.faults.end(), [&](const Diagnostic& fault) {
        return fault.code == "not_kept" && mentions(fault.message, part);
    });
}

} // namespace

TEST_CASE("an Event, its parties, trips, links and sources are an incident", "[reader][ftm]") {
    const auto reading = read_text(invented_case);
    REQUIRE(reading.incidents.size() == 3);
    const Incident& a = reading.incidents[0];
    CHECK(a.id == "A-1");
    CHECK(a.title == "Lured and sold");
    CHECK(a.reported.to_edtf() == "2020-10-01/2020-10-07");
    CHECK(a.exploitation == std::vector{Exploitation::sexual});
    CHECK(a.recruitment == std::vector{Recruitment::job_offer});
    CHECK(a.control == std::vector{Control::threats});
    REQUIRE(a.journey.size() == 3);
    CHECK(a.journey[0].place.text == "Howrah, West Bengal");
    CHECK(a.journey[0].departed.to_edtf() == "2020-10-01");
    CHECK(a.journey[1].role == StopRole::transit);
    CHECK(a.journey[2].place.text == "Rajkot, Gujarat, IN");
    CHECK(a.journey[2].mode == TransportMode::rail);
    CHECK(a.journey[2].arrived.to_edtf() == "2020-10-07");
    CHECK(a.places.empty()); // the journey tells them
    REQUIRE(a.people.size() == 2);
    CHECK(a.people[0].name == "Asha Invented");
    CHECK(a.people[0].role == PersonRole::witness); // nobody says what she is
    CHECK(a.people[0].nationality == "in");
    CHECK(a.people[1].name == "Bapi Invented");
    CHECK(a.people[1].role == PersonRole::recruiter);
    CHECK(a.people[1].status == PersonStatus::at_large);
    CHECK(a.people[1].home.text == "Howrah, West Bengal");
    CHECK(a.people[1].birth.to_edtf() == "1985-02");
    CHECK(a.people[1].identifiers.size() == 3); // a phone, a vehicle, an account
    REQUIRE(a.organisations.size() == 1);
    CHECK(a.organisations[0].type == OrganisationType::law_enforcement);
    REQUIRE(a.ties.size() == 1);
    CHECK(a.ties[0].type == TieType::recruited);
    CHECK(a.ties[0].date.to_edtf() == "2020-09");
    REQUIRE(a.sources.size() == 1);
    CHECK(a.sources[0].name == "Press note");
    CHECK(a.sources[0].grade == Grade{'B', '2'});
    // Two links of one person and others who are in no event with him: incidents of their own.
    const Incident& family = reading.incidents[1];
    CHECK(family.id == "f-1");
    CHECK(family.ties.at(0).type == TieType::relative);
    CHECK(family.people.size() == 2);
}

TEST_CASE("what has no place, or was assumed, is counted", "[reader][ftm]") {
    const auto reading = read_text(invented_case);
    CHECK(notes_say(reading, "1 \xC3\x97 entity of schema Vessel"));
    CHECK(notes_say(reading, "1 \xC3\x97 entity of schema Similar"));
    CHECK(notes_say(reading, "1 \xC3\x97 property height of schema Person"));
    CHECK(notes_say(reading, "keyword of an Event"));
    CHECK(notes_say(reading, "party of an Event that the file does not hold"));
    CHECK(notes_say(reading, "person whose role nobody tells"));
    CHECK(notes_say(reading, "no common Event"));
    for (const Diagnostic& fault : reading.faults) {
        CHECK(fault.severity == Severity::warning);
        CHECK_FALSE(mentions(fault.message, "Invented"));
    }
}

TEST_CASE("the order of the entities changes nothing", "[reader][ftm][property]") {
    std::vector<std::string> lines;
    std::istringstream text(invented_case);
    for (std::string line; std::getline(text, line);) {
        lines.push_back(line + "\n");
    }
    const auto told = [](const tests::Reading& reading) {
        std::string all;
        for (const Incident& incident : reading.incidents) {
            all += incident.id + ":";
            for (const Person& person : incident.people) {
                all += person.ref + "=" + person.name + ",";
            }
            for (const Tie& tie : incident.ties) {
                all += tie.from + ">" + tie.to + ",";
            }
            all += std::to_string(incident.journey.size()) + ";";
        }
        for (const Diagnostic& fault : reading.faults) {
            all += fault.message + "\n";
        }
        return all;
    };
    const std::string first = told(read_text(invented_case));
    std::mt19937_64 random(3); // NOLINT: a test repeats itself
    for (int seed = 0; seed < 50; ++seed) {
        CAPTURE(seed);
        std::shuffle(lines.begin(), lines.end(), random);
        std::string shuffled;
        for (const std::string& line : lines) {
            shuffled += line;
        }
        REQUIRE(told(read_text(shuffled)) == first);
    }
}

TEST_CASE("people who take part in nothing are a list of persons", "[reader][ftm]") {
    const auto reading =
        read_text(entity("w-1", "Person", R"("name":["Wanted Invented"],"topics":["wanted"])") +
                  entity("w-2", "Person", R"("name":["Other Invented"])"));
    CHECK(reading.incidents.empty());
    REQUIRE(reading.people.size() == 2);
    CHECK(reading.people[0].second.role == PersonRole::suspect);
    CHECK(reading.people[0].second.id == "w-1");
    CHECK(reading.people[1].second.role == PersonRole::witness);
}

TEST_CASE("an entity in parts is one, and a link may be written out", "[reader][ftm]") {
    const auto reading = read_text(
        entity("e", "Event", R"("name":["E"],"location":["Pune"])") +
        entity("e", "Event", R"("involved":[{"id":"p","schema":"Person","properties":{}}])") +
        entity("p", "Person", R"("name":["Raju Invented"],"position":"suspect")"));
    REQUIRE(reading.incidents.size() == 1);
    CHECK(reading.incidents[0].id == "e");
    CHECK(reading.incidents[0].people.at(0).role == PersonRole::suspect);
    REQUIRE(reading.incidents[0].places.size() == 1);
    CHECK(notes_say(reading, "read as exploited_at"));
}

TEST_CASE("a trip without an Event is an incident of its own", "[reader][ftm]") {
    const auto reading =
        read_text(entity("t", "Trip",
                         R"("name":["T"],"startLocation":["a"],"endLocation":["b"],)"
                         R"("startDate":["2021-01-02"],"involved":["p"])") +
                  entity("a", "Address", R"("full":["Howrah"])") +
                  entity("b", "Address", R"("full":["Pune"])") +
                  entity("p", "Person", R"("name":["Raju Invented"],"position":["transporter"])"));
    REQUIRE(reading.incidents.size() == 1);
    CHECK(reading.incidents[0].journey.size() == 2);
    CHECK(reading.incidents[0].people.size() == 1);
}

TEST_CASE("a file is known by its name or its first line", "[ftm]") {
    CHECK(io::is_ftm_name("x/cases.ftm.json"));
    CHECK(io::is_ftm_name("CASES.FTM.JSONL.GZ"));
    CHECK_FALSE(io::is_ftm_name("ftm.json"));
    CHECK(io::begins_as_ftm(entity("a", "Person", "")));
    CHECK_FALSE(io::begins_as_ftm(R"({"id":"A-1","people":[]})"));
    CHECK_FALSE(io::begins_as_ftm(R"({"id":"A-1","schema":1,"properties":{}})"));
    CHECK_FALSE(io::begins_as_ftm(""));
    CHECK_FALSE(io::begins_as_ftm("[{\"schema\":\"properties\"}]"));
    tests::TempFolder folder;
    const auto indented = tests::read_files({folder.write(
        "a.ftm.json",
        "[\n {\"id\": \"e\",\n  \"schema\": \"Event\",\n  \"properties\": {\"name\": [\"E\"],\n"
        "   \"location\": [\"Pune\"]}}\n]\n")});
    CHECK(indented.ids() == std::vector<std::string>{"e"});
    const auto packed = tests::read_files({folder.write(
        "b.ftm.json.gz", tests::gzipped(entity("e", "Event", R"("location":["Pune"])")))});
    CHECK(packed.ids() == std::vector<std::string>{"e"});
}

TEST_CASE("what is no entity is told by its line, the rest is read", "[reader][ftm]") {
    const auto reading =
        read_text(entity("e", "Event", R"("location":["Pune"])") + "{\"id\":\"x\"}\n{\"id\":\n" +
                  entity("p", "Person", R"("name":["Raju Invented"])"));
    CHECK(reading.ids() == std::vector<std::string>{"e"});
    CHECK(reading.fault("wrong_type").where.line == 2);
    CHECK(reading.fault("not_json").where.line == 3);
}

TEST_CASE("cut at every byte, or with bytes changed, a file is read or refused",
          "[reader][ftm][property]") {
    for (std::size_t size = 0; size < invented_case.size(); size += 7) {
        CAPTURE(size);
        try {
            (void)read_text(invented_case.substr(0, size));
        } catch (const io::ParseError&) {
        } catch (const io::FileError&) {
        }
    }
    std::mt19937_64 random(5); // NOLINT: a test repeats itself
    for (int seed = 0; seed < 400; ++seed) {
        CAPTURE(seed);
        std::string text = invented_case;
        for (int k = 0; k < 4; ++k) {
            text[random() % text.size()] = static_cast<char>(random() % 256);
        }
        try {
            (void)read_text(text);
        } catch (const io::ParseError&) {
        } catch (const io::FileError&) {
        }
    }
    SUCCEED();
}

TEST_CASE("hostile entities take no more than they should", "[reader][ftm]") {
    std::string links; // each link's ends are in an incident of their own: no quadratic search
    for (int i = 0; i < 20000; ++i) {
        const std::string n = std::to_string(i);
        links += entity("p" + n, "Person", R"("name":["P"])");
        links += entity("l" + n, "Associate",
                        R"("person":["p)" + n + R"("],"associate":["p0","p)" + n + R"("])");
    }
    const auto reading = read_text(links);
    CHECK(reading.incidents.size() > 1);
    const std::string deep = entity("e", "Event", R"("location":)" + std::string(20000, '['));
    CHECK_FALSE(read_text(entity("f", "Event", R"("location":["Pune"])") + deep).faults.empty());
    // A schema can be anything: it is not shown.
    const auto odd =
        read_text(entity("f", "Event", R"("location":["Pune"])") + entity("g", "Zorvane", "") +
                  entity("p", "Person", R"("Zorvane":["x"])"));
    CHECK(notes_say(odd, "schema (none that the standard has)"));
    CHECK(notes_say(odd, "property (none that the standard has) of schema Person"));
    CHECK_FALSE(notes_say(odd, "Zorvane"));
}
