// SPDX-License-Identifier: Apache-2.0
#include "io/htcds_columns.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

#include <string>
#include <vector>

using namespace sandhan;
using namespace sandhan::graph;
using tests::mentions;
using tests::read_text;
using Codes = std::vector<std::string>;

TEST_CASE("a table with HTCDS's names gives what ours would", "[reader][htcds]") {
    const auto reading = read_text(
        "cas_CaseNumber,prs_FirstName,prs_MiddleName,prs_SecondName,prs_Birthdate,prs_Gender,"
        "prs_Nationality,prs_MobilePhone,prs_HomePhone,prs_MailingCity,prs_MailingState,"
        "prs_MailingCountry,vic_MethodOfRecruitment,vic_MethodsOfControl,vic_TypeOfExploitation,"
        "vic_TypeOfLabourExploitation,vic_TypeOfSexExploitation,vic_LocationOfRecruitment,"
        "vic_LocationOfExploitation,per_RoleInProcess,cas_Status,cas_IncomingReferralDate,"
        "cas_ReferringOrganisation,prs_Deceased\n"
        "C-1,Zorvane,K,Quillimba,2006-01-02,Female,IN,+919000012345,033 2345 6789,Canning,"
        "West Bengal,IN,Job offer/advertisement;Familial,Debt Bondage;TakesEarnings,,"
        "DomesticWork,Prostitution,\"Sealdah, Kolkata\",\"Pune, Maharashtra\",,Active,2021-03-04,"
        "Helping Hands,no\n"
        "C-1,Bapi,,Naskar,,Male,,,,,,,,,,,,,,RecruiterOrIntermediary,,,,yes\n"
        "C-2,,,,,Transgender/NonConforming,,,,,,,\"Smuggling, ransom\",,,,,,,,FollowUp,,,\n");
    CHECK(reading.codes() == Codes{});
    REQUIRE(reading.incidents.size() == 2);
    const Incident& a = reading.incidents[0];
    CHECK(a.id == "C-1");
    CHECK(a.status == IncidentStatus::under_investigation);
    CHECK(a.reported.to_edtf() == "2021-03-04");
    CHECK(a.recruitment == std::vector{Recruitment::job_offer, Recruitment::familial});
    CHECK(a.control == std::vector{Control::debt_bondage, Control::takes_earnings});
    CHECK(a.exploitation == std::vector{Exploitation::labour_domestic_work, Exploitation::sexual});
    REQUIRE(a.places.size() == 2);
    CHECK(a.places[0].place.text == "Sealdah, Kolkata");
    CHECK(a.places[0].role == PlaceRole::recruited_at);
    CHECK(a.places[1].role == PlaceRole::exploited_at);
    REQUIRE(a.organisations.size() == 1);
    CHECK(a.organisations[0].name == "Helping Hands");
    REQUIRE(a.people.size() == 2);
    CHECK(a.people[0].role == PersonRole::victim);
    CHECK(a.people[0].name == "Zorvane K Quillimba");
    CHECK(a.people[0].sex == Sex::female);
    CHECK(a.people[0].home.text == "Canning, West Bengal, IN");
    REQUIRE(a.people[0].identifiers.size() == 2);
    CHECK(a.people[0].identifiers[0].value == "+919000012345");
    CHECK(a.people[1].role == PersonRole::recruiter);
    CHECK(a.people[1].name == "Bapi Naskar");
    CHECK(a.people[1].status == PersonStatus::deceased);
    const Incident& b = reading.incidents[1];
    CHECK(b.recruitment == std::vector{Recruitment::smuggling});
    REQUIRE(b.people.size() == 1);
    CHECK(b.people[0].role == PersonRole::victim);
    CHECK(b.people[0].sex == Sex::other);
}

TEST_CASE("names without a prefix, with blanks, and a column a method", "[reader][htcds]") {
    const auto reading = read_text(
        "Case Number;First Name;Second Name;Methods Of Control Debt Bondage;"
        "MethodsOfControlThreats;MethodsOfControlWithholdsDocuments;Method of Recruitment\n"
        "7;A;B;1;no;Yes;Offer of Accommodation\n");
    REQUIRE(reading.incidents.size() == 1);
    const Incident& a = reading.incidents[0];
    CHECK(reading.codes() == Codes{});
    CHECK(a.control == std::vector{Control::debt_bondage, Control::withholds_documents});
    CHECK(a.recruitment == std::vector{Recruitment::accommodation_offer});
    CHECK(a.people.at(0).role == PersonRole::victim);
}

TEST_CASE("events of HTCDS are stops of the journey, and nobody", "[reader][htcds]") {
    const auto reading =
        read_text("CaseNumber,prs_FirstName,hte_Type,hte_City,hte_State,hte_Country,hte_Date\n"
                  "9,Asha,,,,,\n"
                  "9,,Recruitment,Canning,West Bengal,IN,2021-03-01\n"
                  "9,,Transit,Howrah,West Bengal,IN,2021-03-02\n"
                  "9,,Exploitation,Pune,Maharashtra,IN,2021-03-05\n");
    CHECK(reading.codes() == Codes{});
    REQUIRE(reading.incidents.size() == 1);
    const Incident& a = reading.incidents[0];
    CHECK(a.people.size() == 1);
    REQUIRE(a.journey.size() == 3);
    CHECK(a.journey[0].place.text == "Canning, West Bengal, IN");
    CHECK(a.journey[0].departed.to_edtf() == "2021-03-01");
    CHECK(a.journey[1].role == StopRole::transit);
    CHECK(a.journey[2].role == StopRole::destination);
    CHECK(a.journey[2].arrived.to_edtf() == "2021-03-05");
}

TEST_CASE("our own columns win, and what nobody knows is told by its place", "[reader][htcds]") {
    const auto reading = read_text("id,name,prs_FirstName,vic_Vulnerabilities,x_note,role\n"
                                   "1,Ours,Theirs,Poverty,kept,suspect\n");
    REQUIRE(reading.incidents.size() == 1);
    CHECK(reading.incidents[0].people.at(0).name == "Ours");
    CHECK(reading.incidents[0].people.at(0).role == PersonRole::suspect);
    CHECK(reading.codes() == Codes{"unknown_field", "unknown_field"});
    CHECK(mentions(reading.faults[0].message, "column 3"));
    CHECK(mentions(reading.faults[1].message, "column 4"));
}

TEST_CASE("a column of a person's does not make suspects victims", "[reader][htcds]") {
    // No prefix, nothing that was done to a victim: a list of accused with one of HTCDS's words.
    const auto reading = read_text("id,name,Gender\n1,Raju,Male\n");
    REQUIRE(reading.incidents.size() == 1);
    CHECK(reading.incidents[0].people.at(0).role == PersonRole::suspect);
    CHECK(reading.incidents[0].people.at(0).sex == Sex::male);
}

TEST_CASE("tables of our own columns are left as they are", "[htcds]") {
    io::CsvRow header;
    header.cells = {"id", "role", "name", "nationality", "email", "status", "control", "x_a", "?"};
    CHECK_FALSE(io::HtcdsColumns::of(header, {}));
}
