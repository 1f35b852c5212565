// SPDX-License-Identifier: Apache-2.0
#include "io/builtin_mappings.hpp"

#include <filesystem>
#include <system_error>

namespace sandhan::io {
namespace {

// The columns of the Counter Trafficking Data Collaborative's global datasets: the k-anonymous one
// of 2017 to 2020 (its codebook, version 6) and the synthetic one since 2021, whose flags are
// fewer. A row is a victim; there is no number of a case, so a row's own number is its id. Country
// codes of two letters that are also those of Indian states are told by three. Two flags of the
// synthetic data hold several of our words and go to the one that claims least:
// meansDebtBondageEarnings, meansAbusePsyPhySex.
constexpr std::string_view ctdc = R"json({
  "record": "incident",
  "missing": ["-99", "-99.0", "00", "NULL", "null", "NA", "Unknown", "unknown", ""],
  "fields": {
    "/id": {"row": "CTDC-"},
    "/reported": "{yearOfRegistration}",
    "/source/name": "{Datasource?}",
    "/people/0/ref": {"constant": "v1"},
    "/people/0/role": {"constant": "victim"},
    "/people/0/sex": "{gender}",
    "/people/0/age": "{ageBroad}",
    "/people/0/minor": "{majorityStatus?}",
    "/people/0/nationality": "{citizenship}",
    "/recruitment": {"flags": {
      "isAbduction?": "abduction", "recruiterRelationFamily?": "familial"}},
    "/control": {"flags": {
      "meansOfControlDebtBondage": "debt_bondage",
      "meansOfControlTakesEarnings": "takes_earnings",
      "meansOfControlRestrictsFinancialAccess": "takes_earnings",
      "meansOfControlThreats": "threats", "meansOfControlThreatOfLawEnforcement": "threats",
      "meansOfControlPsychologicalAbuse": "psychological_abuse",
      "meansOfControlUsesChildren": "psychological_abuse",
      "meansOfControlPhysicalAbuse": "physical_abuse",
      "meansOfControlSexualAbuse": "sexual_abuse",
      "meansOfControlFalsePromises": "false_promises",
      "meansOfControlPsychoactiveSubstances": "psychoactive_substances",
      "meansOfControlRestrictsMovement": "restricts_movement",
      "meansOfControlRestrictsMedicalCare": "withholds_necessities",
      "meansOfControlExcessiveWorkingHours": "excessive_working_hours",
      "meansOfControlWithholdsNecessities": "withholds_necessities",
      "meansOfControlWithholdsDocuments": "withholds_documents",
      "meansOfControlOther": "other", "meansDebtBondageEarnings": "debt_bondage",
      "meansThreats": "threats", "meansAbusePsyPhySex": "psychological_abuse",
      "meansFalsePromises": "false_promises", "meansDrugsAlcohol": "psychoactive_substances",
      "meansDenyBasicNeeds": "withholds_necessities",
      "meansExcessiveWorkHours": "excessive_working_hours",
      "meansWithholdDocs": "withholds_documents"}},
    "/exploitation": {"flags": {
      "isForcedLabour": "labour", "typeOfLabourAgriculture": "labour:agriculture",
      "typeOfLabourAquafarming": "labour:fishing", "typeOfLabourBegging": "labour:begging",
      "typeOfLabourConstruction": "labour:construction",
      "typeOfLabourDomesticWork": "labour:domestic_work",
      "typeOfLabourHospitality": "labour:hospitality",
      "typeOfLabourIllicitActivities": "forced_criminality",
      "typeOfLabourManufacturing": "labour:manufacturing",
      "typeOfLabourMiningOrDrilling": "labour:mining", "typeOfLabourPeddling": "labour:trade",
      "typeOfLabourTransportation": "labour:transport", "typeOfLabourOther": "labour:other",
      "isSexualExploit": "sexual", "isForcedMarriage": "forced_marriage",
      "isForcedMilitary": "child_soldier", "isOrganRemoval": "organ_removal",
      "isSlaveryAndPractices": "other", "isOtherExploit": "other",
      "typeOfSexProstitution": "sexual", "typeOfSexPornography": "sexual",
      "typeOfSexRemoteInteractiveServices": "sexual", "typeOfSexPrivateSexualServices": "sexual"}},
    "/places/0/place/country": "{CountryOfExploitation}",
    "/places/0/role": {"constant": "exploited_at"}
  },
  "values": {
    "/people/0/sex": {
      "Woman": "female", "Man": "male", "Trans/Transgender/NonConforming": "other",
      "Transgender/NonConforming": "other", "Transgender-Non Conforming": "other",
      "Nonconforming": "other"},
    "/people/0/age": {
      "0--8": "0-8", "9--17": "9-17", "18--20": "18-20", "21--23": "21-23", "24--26": "24-26",
      "27--29": "27-29", "30--38": "30-38", "39--47": "39-47", "48+": "48-120", "0—8": "0-8",
      "9—17": "9-17", "18—20": "18-20", "21—23": "21-23", "24—26": "24-26", "27—29": "27-29",
      "30—38": "30-38", "39—47": "39-47"},
    "/people/0/minor": {"Minor": "yes", "Adult": "no"},
    "/places/0/place/country": {
      "AR": "ARG", "AS": "ASM", "BR": "BRA", "CH": "CHE", "CG": "COG", "GA": "GAB",
      "HR": "HRV", "LA": "LAO", "MH": "MHL", "ML": "MLI", "MN": "MNG", "MP": "MNP",
      "MZ": "MOZ", "NL": "NLD", "PY": "PRY", "SK": "SVK", "TG": "TGO", "TN": "TUN", "TR": "TUR"}
  }
})json";

// The same, and the country of citizenship taken for where the journey began, as CTDC's own
// corridors are drawn: a guess, which the data does not tell.
constexpr std::string_view ctdc_corridors = R"json({
  "record": "incident",
  "missing": ["-99", "-99.0", "00", "NULL", "null", "NA", "Unknown", "unknown", ""],
  "fields": {
    "/id": {"row": "CTDC-"},
    "/reported": "{yearOfRegistration}",
    "/source/name": "{Datasource?}",
    "/people/0/ref": {"constant": "v1"},
    "/people/0/role": {"constant": "victim"},
    "/people/0/sex": "{gender}",
    "/people/0/age": "{ageBroad}",
    "/people/0/minor": "{majorityStatus?}",
    "/people/0/nationality": "{citizenship}",
    "/recruitment": {"flags": {
      "isAbduction?": "abduction", "recruiterRelationFamily?": "familial"}},
    "/control": {"flags": {
      "meansOfControlDebtBondage": "debt_bondage",
      "meansOfControlTakesEarnings": "takes_earnings",
      "meansOfControlRestrictsFinancialAccess": "takes_earnings",
      "meansOfControlThreats": "threats", "meansOfControlThreatOfLawEnforcement": "threats",
      "meansOfControlPsychologicalAbuse": "psychological_abuse",
      "meansOfControlUsesChildren": "psychological_abuse",
      "meansOfControlPhysicalAbuse": "physical_abuse",
      "meansOfControlSexualAbuse": "sexual_abuse",
      "meansOfControlFalsePromises": "false_promises",
      "meansOfControlPsychoactiveSubstances": "psychoactive_substances",
      "meansOfControlRestrictsMovement": "restricts_movement",
      "meansOfControlRestrictsMedicalCare": "withholds_necessities",
      "meansOfControlExcessiveWorkingHours": "excessive_working_hours",
      "meansOfControlWithholdsNecessities": "withholds_necessities",
      "meansOfControlWithholdsDocuments": "withholds_documents",
      "meansOfControlOther": "other", "meansDebtBondageEarnings": "debt_bondage",
      "meansThreats": "threats", "meansAbusePsyPhySex": "psychological_abuse",
      "meansFalsePromises": "false_promises", "meansDrugsAlcohol": "psychoactive_substances",
      "meansDenyBasicNeeds": "withholds_necessities",
      "meansExcessiveWorkHours": "excessive_working_hours",
      "meansWithholdDocs": "withholds_documents"}},
    "/exploitation": {"flags": {
      "isForcedLabour": "labour", "typeOfLabourAgriculture": "labour:agriculture",
      "typeOfLabourAquafarming": "labour:fishing", "typeOfLabourBegging": "labour:begging",
      "typeOfLabourConstruction": "labour:construction",
      "typeOfLabourDomesticWork": "labour:domestic_work",
      "typeOfLabourHospitality": "labour:hospitality",
      "typeOfLabourIllicitActivities": "forced_criminality",
      "typeOfLabourManufacturing": "labour:manufacturing",
      "typeOfLabourMiningOrDrilling": "labour:mining", "typeOfLabourPeddling": "labour:trade",
      "typeOfLabourTransportation": "labour:transport", "typeOfLabourOther": "labour:other",
      "isSexualExploit": "sexual", "isForcedMarriage": "forced_marriage",
      "isForcedMilitary": "child_soldier", "isOrganRemoval": "organ_removal",
      "isSlaveryAndPractices": "other", "isOtherExploit": "other",
      "typeOfSexProstitution": "sexual", "typeOfSexPornography": "sexual",
      "typeOfSexRemoteInteractiveServices": "sexual", "typeOfSexPrivateSexualServices": "sexual"}},
    "/places/0/place/country": "{CountryOfExploitation}",
    "/places/0/role": {"constant": "exploited_at"},
    "/journey/0/place/country": "{citizenship}",
    "/journey/0/role": {"constant": "origin"},
    "/journey/1/place/country": "{CountryOfExploitation}",
    "/journey/1/role": {"constant": "destination"}
  },
  "values": {
    "/people/0/sex": {
      "Woman": "female", "Man": "male", "Trans/Transgender/NonConforming": "other",
      "Transgender/NonConforming": "other", "Transgender-Non Conforming": "other",
      "Nonconforming": "other"},
    "/people/0/age": {
      "0--8": "0-8", "9--17": "9-17", "18--20": "18-20", "21--23": "21-23", "24--26": "24-26",
      "27--29": "27-29", "30--38": "30-38", "39--47": "39-47", "48+": "48-120", "0—8": "0-8",
      "9—17": "9-17", "18—20": "18-20", "21—23": "21-23", "24—26": "24-26", "27—29": "27-29",
      "30—38": "30-38", "39—47": "39-47"},
    "/people/0/minor": {"Minor": "yes", "Adult": "no"},
    "/places/0/place/country": {
      "AR": "ARG", "AS": "ASM", "BR": "BRA", "CH": "CHE", "CG": "COG", "GA": "GAB",
      "HR": "HRV", "LA": "LAO", "MH": "MHL", "ML": "MLI", "MN": "MNG", "MP": "MNP",
      "MZ": "MOZ", "NL": "NLD", "PY": "PRY", "SK": "SVK", "TG": "TGO", "TN": "TUN", "TR": "TUR"},
    "/journey/0/place/country": {
      "AR": "ARG", "AS": "ASM", "BR": "BRA", "CH": "CHE", "CG": "COG", "GA": "GAB",
      "HR": "HRV", "LA": "LAO", "MH": "MHL", "ML": "MLI", "MN": "MNG", "MP": "MNP",
      "MZ": "MOZ", "NL": "NLD", "PY": "PRY", "SK": "SVK", "TG": "TGO", "TN": "TUN", "TR": "TUR"},
    "/journey/1/place/country": {
      "AR": "ARG", "AS": "ASM", "BR": "BRA", "CH": "CHE", "CG": "COG", "GA": "GAB",
      "HR": "HRV", "LA": "LAO", "MH": "MHL", "ML": "MLI", "MN": "MNG", "MP": "MNP",
      "MZ": "MOZ", "NL": "NLD", "PY": "PRY", "SK": "SVK", "TG": "TGO", "TN": "TUN", "TR": "TUR"}
  }
})json";

} // namespace

std::string_view builtin_mapping(std::string_view name) {
    if (name == "ctdc") {
        return ctdc;
    }
    return name == "ctdc-corridors" ? ctdc_corridors : std::string_view();
}

bool is_builtin_mapping(const std::string& name) {
    std::error_code error;
    return !builtin_mapping(name).empty() && !std::filesystem::exists(name, error);
}

} // namespace sandhan::io
