// SPDX-License-Identifier: Apache-2.0
#include "io/follow_the_money_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/invented_cases.hpp"

#include <sstream>
#include <string>

namespace sandhan::tests {
namespace {

using namespace graph;

CaseStore told() {
    Incident a = journey("A", {"Jibantala, South 24 Parganas, West Bengal", "Rajkot, Gujarat"});
    a.exploitation = {Exploitation::forced_marriage};
    Person girl = person("v1", PersonRole::victim);
    girl.name = "Zorvane Quillimba";
    Person man = person("s1", PersonRole::recruiter);
    man.name = "Grown Man";
    man.aliases = {"Bigman"};
    man.age = AgeRange{41, 41};
    man.sex = Sex::male;
    man.status = PersonStatus::at_large;
    man.identifiers = {{IdentifierType::phone, "+919000099999"},
                       {IdentifierType::vehicle, "GJ03ZZ0001"},
                       {IdentifierType::bank_account, "000123"}};
    a.people = {girl, man};
    a.organisations = {
        organisation("Helping Hands", OrganisationType::ngo, OrganisationRole::supporting)};
    a.organisations[0].ref = "o1";
    Tie tie;
    tie.from = "s1";
    tie.to = "v1";
    tie.type = TieType::recruited;
    Tie member = tie;
    member.to = "o1";
    member.type = TieType::member_of;
    a.ties = {tie, member};
    return store_of({a});
}

std::string written(const CaseStore& store, Disclosure disclosure, bool trips = true) {
    PseudonymKey key{};
    const Protection protection(store, key, disclosure);
    const std::vector<IncidentIndex> incidents{0};
    io::FollowTheMoneyInput input{store, incidents, protection, {}, {}};
    input.sources.push_back({0, {"Field notes", day(5), Grade{'B', '2'}, {}}});
    std::ostringstream out;
    const auto result = io::write_follow_the_money(out, input, trips);
    const std::string text = out.str();
    CHECK(result.entities ==
          static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')));
    CHECK(result.withheld == (disclosure == Disclosure::protect ? 1U : 0U));
    return text;
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != text.npos; }

} // namespace

TEST_CASE("who is accused, where and with whom becomes FollowTheMoney, and no victim",
          "[io][follow_the_money]") {
    const CaseStore store = told();
    const std::string text = written(store, Disclosure::protect);
    CHECK(has(text,
              R"({"id":"person:A/s1","schema":"Person","properties":{"alias":["Bigman"],)"
              R"("gender":["male"],"name":["Grown Man"],"phone":["+919000099999"],)"
              R"("position":["recruiter"],"topics":["crime.traffick.human","poi","wanted"]}})"));
    CHECK(has(text,
              R"("schema":"Vehicle","properties":{"name":["GJ03ZZ0001"],"owner":["person:A/s1"],)"
              R"("registrationNumber":["GJ03ZZ0001"]})"));
    CHECK(has(
        text,
        R"("schema":"Ownership","properties":{"asset":["identifier:bank_account/000123/person:A/s1"],"owner":["person:A/s1"]})"));
    CHECK(has(
        text,
        R"("schema":"Organization","properties":{"classification":["ngo"],"name":["Helping Hands"]})"));
    CHECK(has(
        text,
        R"({"id":"place:IN-WB/south-24-parganas","schema":"Address","properties":{"country":["in"])"));
    CHECK(!has(text, "jibantala"));
    CHECK(has(text, R"("keywords":["forced_marriage"])"));
    CHECK(has(
        text,
        R"({"id":"trip:A/1","schema":"Trip","properties":{"endLocation":["place:IN-GJ/rajkot"])"));
    CHECK(has(
        text,
        R"("schema":"Membership","properties":{"member":["person:A/s1"],"organization":["organisation:helping-hands"],"recordId":["A"],"role":["member_of"]})"));
    CHECK(has(
        text,
        R"({"id":"source:A/1","schema":"Document","properties":{"date":["2020-01-06"],"fileName":["Field notes"],"name":["Field notes"]}})"));
    CHECK(has(
        text,
        R"("schema":"Documentation","properties":{"document":["source:A/1"],"entity":["incident:A"],"role":["B2"]})"));
    CHECK(!has(text, "Zorvane"));
    CHECK(!has(text, "UnknownLink")); // it would tell of her
    CHECK(!has(written(store, Disclosure::protect, false), "Trip"));
}

TEST_CASE("revealed, the victim and her tie are there", "[io][follow_the_money]") {
    const std::string text = written(told(), Disclosure::reveal);
    CHECK(has(text, R"("name":["Zorvane Quillimba"],"position":["victim"]}})"));
    CHECK(has(
        text,
        R"("schema":"UnknownLink","properties":{"object":["person:A/v1"],"recordId":["A"],"role":["recruited"],"subject":["person:A/s1"]})"));
    CHECK(has(text, "jibantala"));
}

} // namespace sandhan::tests
