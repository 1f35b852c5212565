// SPDX-License-Identifier: Apache-2.0
// The words themselves. CamelCase words are HTCDS's value names (fields MethodOfRecruitment,
// MethodsOfControl, TypeOfExploitation, ForcedLabourIndustry, RoleInProcess and so on, versions 1
// and 2); its `MethodsOfControl...` column names are accepted as values too. Where HTCDS is finer
// than we are, its word goes to the nearest value of ours.
#include "graph/vocabulary.hpp"

namespace sandhan::graph {
namespace {

constexpr Word<IncidentStatus> incident_status_words[] = {
    {IncidentStatus::unknown, "unknown", true},
    {IncidentStatus::unknown, "Unknown", false},
    {IncidentStatus::reported, "reported", true},
    {IncidentStatus::under_investigation, "under_investigation", true},
    {IncidentStatus::under_investigation, "investigation", false},
    {IncidentStatus::under_investigation, "Active", false},
    {IncidentStatus::under_investigation, "FollowUp", false},
    {IncidentStatus::rescued, "rescued", true},
    {IncidentStatus::charged, "charged", true},
    {IncidentStatus::charged, "charge_sheeted", false},
    {IncidentStatus::convicted, "convicted", true},
    {IncidentStatus::closed, "closed", true},
    {IncidentStatus::closed, "Closed", false},
    {IncidentStatus::closed, "ClosedReferred", false},
};

constexpr Word<Recruitment> recruitment_words[] = {
    {Recruitment::unknown, "unknown", true},
    {Recruitment::unknown, "Unknown", false},
    {Recruitment::marriage_proposition, "marriage_proposition", true},
    {Recruitment::marriage_proposition, "marriage", false},
    {Recruitment::marriage_proposition, "IntimatePartnerMarriageProposition", false},
    {Recruitment::marriage_proposition, "InternationalMarriageBroker", false},
    {Recruitment::job_offer, "job_offer", true},
    {Recruitment::job_offer, "job", false},
    {Recruitment::job_offer, "JobOfferAdvertisement", false},
    {Recruitment::job_offer, "Work", false},
    {Recruitment::abduction, "abduction", true},
    {Recruitment::abduction, "kidnapping", false},
    {Recruitment::abduction, "Abduction", false},
    {Recruitment::familial, "familial", true},
    {Recruitment::familial, "family", false},
    {Recruitment::familial, "Familial", false},
    {Recruitment::internet, "internet", true},
    {Recruitment::internet, "online", false},
    {Recruitment::internet, "social_media", false},
    {Recruitment::internet, "Internet", false},
    {Recruitment::internet, "InternetSocialMediaOnlineAdvertisement", false},
    {Recruitment::posing_as_benefactor, "posing_as_benefactor", true},
    {Recruitment::posing_as_benefactor, "PosingAsBenefactor", false},
    {Recruitment::education, "education", true},
    {Recruitment::education, "EducationalFacility", false},
    {Recruitment::accommodation_offer, "accommodation_offer", true},
    {Recruitment::accommodation_offer, "OfferOfAccommodation", false},
    {Recruitment::smuggling, "smuggling", true},
    {Recruitment::smuggling, "SmugglingRansom", false},
    {Recruitment::smuggling, "Smuggling", false},
    {Recruitment::other, "other", true},
    {Recruitment::other, "Other", false},
    {Recruitment::other, "PublicArea", false},
    {Recruitment::other, "Shelter", false},
};

constexpr Word<Control> control_words[] = {
    {Control::debt_bondage, "debt_bondage", true},
    {Control::debt_bondage, "DebtBondage", false},
    {Control::debt_bondage, "MethodsOfControlDebtBondage", false},
    {Control::takes_earnings, "takes_earnings", true},
    {Control::takes_earnings, "TakesEarnings", false},
    {Control::takes_earnings, "MethodsOfControlTakesEarnings", false},
    {Control::takes_earnings, "RestrictsFinancialAccess", false},
    {Control::takes_earnings, "MethodsOfControlRestrictsFinancialAccess", false},
    {Control::threats, "threats", true},
    {Control::threats, "Threats", false},
    {Control::threats, "MethodsOfControlThreats", false},
    {Control::threats, "ThreatOfLawEnforcement", false},
    {Control::threats, "MethodsOfControlThreatOfLawEnforcement", false},
    {Control::threats, "PhysicalThreats", false},
    {Control::threats, "ThreatsLawEnforcement", false},
    {Control::threats, "ThreatensChildrenFamily", false},
    {Control::psychological_abuse, "psychological_abuse", true},
    {Control::psychological_abuse, "PsychologicalAbuse", false},
    {Control::psychological_abuse, "MethodsOfControlPsychologicalAbuse", false},
    {Control::psychological_abuse, "UsesChildren", false},
    {Control::psychological_abuse, "MethodsOfControlUsesChildren", false},
    {Control::physical_abuse, "physical_abuse", true},
    {Control::physical_abuse, "PhysicalAbuse", false},
    {Control::physical_abuse, "MethodsOfControlPhysicalAbuse", false},
    {Control::sexual_abuse, "sexual_abuse", true},
    {Control::sexual_abuse, "SexualAbuse", false},
    {Control::sexual_abuse, "MethodsOfControlSexualAbuse", false},
    {Control::false_promises, "false_promises", true},
    {Control::false_promises, "FalsePromises", false},
    {Control::false_promises, "MethodsOfControlFalsePromises", false},
    {Control::psychoactive_substances, "psychoactive_substances", true},
    {Control::psychoactive_substances, "PsychoactiveSubstances", false},
    {Control::psychoactive_substances, "MethodsOfControlPsychoactiveSubstances", false},
    {Control::psychoactive_substances, "PsychoactiveSubstance", false},
    {Control::restricts_movement, "restricts_movement", true},
    {Control::restricts_movement, "RestrictsMovement", false},
    {Control::restricts_movement, "MethodsOfControlRestrictsMovement", false},
    {Control::restricts_movement, "confinement", false},
    {Control::withholds_documents, "withholds_documents", true},
    {Control::withholds_documents, "WithholdsDocuments", false},
    {Control::withholds_documents, "MethodsOfControlWithholdsDocuments", false},
    {Control::withholds_necessities, "withholds_necessities", true},
    {Control::withholds_necessities, "WithholdsNecessities", false},
    {Control::withholds_necessities, "MethodsOfControlWithholdsNecessities", false},
    {Control::withholds_necessities, "RestrictsMedicalCare", false},
    {Control::withholds_necessities, "MethodsOfControlRestrictsMedicalCare", false},
    {Control::excessive_working_hours, "excessive_working_hours", true},
    {Control::excessive_working_hours, "ExcessiveWorkingHours", false},
    {Control::excessive_working_hours, "MethodsOfControlExcessiveWorkingHours", false},
    {Control::other, "other", true},
    {Control::other, "Other", false},
    {Control::other, "MethodsOfControlOther", false},
};

constexpr Word<Exploitation> exploitation_words[] = {
    {Exploitation::unknown, "unknown", true},
    {Exploitation::unknown, "Unknown", false},
    {Exploitation::sexual, "sexual", true},
    {Exploitation::sexual, "sexual_exploitation", false},
    {Exploitation::sexual, "SexualExploitation", false},
    {Exploitation::sexual, "Prostitution", false},
    {Exploitation::sexual, "Pornography", false},
    {Exploitation::sexual, "RemoteInteractiveServices", false},
    {Exploitation::sexual, "PrivateSexualServices", false},
    {Exploitation::labour_unspecified, "labour", true},
    {Exploitation::labour_unspecified, "labor", false},
    {Exploitation::labour_unspecified, "forced_labour", false},
    {Exploitation::labour_unspecified, "forced_labor", false},
    {Exploitation::labour_unspecified, "bonded_labour", false},
    {Exploitation::labour_unspecified, "ForcedLabour", false},
    {Exploitation::labour_agriculture, "labour:agriculture", true},
    {Exploitation::labour_agriculture, "labor:agriculture", false},
    {Exploitation::labour_agriculture, "Agriculture", false},
    {Exploitation::labour_agriculture, "A_AgricultureForestryAndFishing", false},
    {Exploitation::labour_begging, "labour:begging", true},
    {Exploitation::labour_begging, "labor:begging", false},
    {Exploitation::labour_begging, "forced_begging", false},
    {Exploitation::labour_begging, "begging", false},
    {Exploitation::labour_begging, "Begging", false},
    {Exploitation::labour_begging, "ForcedBegging", false},
    {Exploitation::labour_construction, "labour:construction", true},
    {Exploitation::labour_construction, "labor:construction", false},
    {Exploitation::labour_construction, "Construction", false},
    {Exploitation::labour_construction, "F_Construction", false},
    {Exploitation::labour_domestic_work, "labour:domestic_work", true},
    {Exploitation::labour_domestic_work, "labor:domestic_work", false},
    {Exploitation::labour_domestic_work, "domestic_work", false},
    {Exploitation::labour_domestic_work, "domestic_servitude", false},
    {Exploitation::labour_domestic_work, "DomesticWork", false},
    {Exploitation::labour_domestic_work, "T_ActivitiesOfHouseholdsAsEmployers", false},
    {Exploitation::labour_hospitality, "labour:hospitality", true},
    {Exploitation::labour_hospitality, "labor:hospitality", false},
    {Exploitation::labour_hospitality, "Hospitality", false},
    {Exploitation::labour_hospitality, "I_AccommodationAndFoodServiceActivities", false},
    {Exploitation::labour_manufacturing, "labour:manufacturing", true},
    {Exploitation::labour_manufacturing, "labor:manufacturing", false},
    {Exploitation::labour_manufacturing, "Manufacturing", false},
    {Exploitation::labour_manufacturing, "C_Manufacturing", false},
    {Exploitation::labour_entertainment, "labour:entertainment", true},
    {Exploitation::labour_entertainment, "labor:entertainment", false},
    {Exploitation::labour_entertainment, "R_ArtsEntertainmentAndRecreation", false},
    {Exploitation::labour_fishing, "labour:fishing", true},
    {Exploitation::labour_fishing, "labor:fishing", false},
    {Exploitation::labour_fishing, "Aquafarming", false},
    {Exploitation::labour_mining, "labour:mining", true},
    {Exploitation::labour_mining, "labor:mining", false},
    {Exploitation::labour_mining, "MiningOrDrilling", false},
    {Exploitation::labour_mining, "B_MiningAndQuarrying", false},
    {Exploitation::labour_transport, "labour:transport", true},
    {Exploitation::labour_transport, "labor:transport", false},
    {Exploitation::labour_transport, "Transportation", false},
    {Exploitation::labour_transport, "H_TransportationAndStorage", false},
    {Exploitation::labour_trade, "labour:trade", true},
    {Exploitation::labour_trade, "labor:trade", false},
    {Exploitation::labour_trade, "Peddling", false},
    {Exploitation::labour_trade, "G_WholesaleAndRetailTradeRepairOfMotorVehicles", false},
    {Exploitation::labour_other, "labour:other", true},
    {Exploitation::labour_other, "labor:other", false},
    {Exploitation::labour_other, "D_ElectricityGasSteamAndAirConditioningSupply", false},
    {Exploitation::labour_other, "E_WaterSupplySewerageWasteManagement", false},
    {Exploitation::labour_other, "J_InformationAndCommunication", false},
    {Exploitation::labour_other, "K_FinancialAndInsuranceActivities", false},
    {Exploitation::labour_other, "L_RealEstateActivities", false},
    {Exploitation::labour_other, "M_ProfessionalScientificAndTechnicalActivities", false},
    {Exploitation::labour_other, "N_AdministrativeAndSupportServiceActivities", false},
    {Exploitation::labour_other, "O_PublicAdministrationAndDefence", false},
    {Exploitation::labour_other, "P_Education", false},
    {Exploitation::labour_other, "Q_HumanHealthAndSocialWorkActivities", false},
    {Exploitation::labour_other, "S_OtherServiceActivities", false},
    {Exploitation::labour_other, "U_ActivitiesOfExtraterritorialOrganizations", false},
    {Exploitation::forced_marriage, "forced_marriage", true},
    {Exploitation::forced_marriage, "ForcedMarriage", false},
    {Exploitation::forced_criminality, "forced_criminality", true},
    {Exploitation::forced_criminality, "IllicitActivities", false},
    {Exploitation::organ_removal, "organ_removal", true},
    {Exploitation::organ_removal, "OrganRemoval", false},
    {Exploitation::child_soldier, "child_soldier", true},
    {Exploitation::child_soldier, "ForcedMilitaryService", false},
    {Exploitation::illegal_adoption, "illegal_adoption", true},
    {Exploitation::illegal_adoption, "IllegalAdoption", false},
    {Exploitation::other, "other", true},
    {Exploitation::other, "Other", false},
    {Exploitation::other, "Surrogacy", false},
};

constexpr Word<PersonRole> person_role_words[] = {
    {PersonRole::victim, "victim", true},
    {PersonRole::victim, "survivor", false},
    {PersonRole::victim, "Actual victim of trafficking", false},
    {PersonRole::possible_victim, "possible_victim", true},
    {PersonRole::possible_victim, "potential_victim", false},
    {PersonRole::possible_victim, "Possible victim of trafficking", false},
    {PersonRole::suspect, "suspect", true},
    {PersonRole::suspect, "accused", false},
    {PersonRole::suspect, "perpetrator", false},
    {PersonRole::suspect, "trafficker", false},
    {PersonRole::suspect, "Other", false},
    {PersonRole::recruiter, "recruiter", true},
    {PersonRole::recruiter, "RecruiterOrIntermediary", false},
    {PersonRole::recruiter, "Kidnapper", false},
    {PersonRole::transporter, "transporter", true},
    {PersonRole::transporter, "Transporter", false},
    {PersonRole::transporter, "TransferredIndividual", false},
    {PersonRole::transporter, "Smuggler", false},
    {PersonRole::harbourer, "harbourer", true},
    {PersonRole::harbourer, "harborer", false},
    {PersonRole::harbourer, "HarbouredIndividual", false},
    {PersonRole::harbourer, "ReceivedIndividual", false},
    {PersonRole::broker, "broker", true},
    {PersonRole::broker, "agent", false},
    {PersonRole::broker, "BrokerTravelAgent", false},
    {PersonRole::broker, "SoldIndividual", false},
    {PersonRole::exploiter, "exploiter", true},
    {PersonRole::exploiter, "Exploiter", false},
    {PersonRole::exploiter, "ControlledIndividual", false},
    {PersonRole::exploiter, "Abuser", false},
    {PersonRole::buyer, "buyer", true},
    {PersonRole::buyer, "BoughtIndividual", false},
    {PersonRole::facilitator, "facilitator", true},
    {PersonRole::facilitator, "TravellingPartner", false},
    {PersonRole::relative, "relative", true},
    {PersonRole::relative, "family", false},
    {PersonRole::complainant, "complainant", true},
    {PersonRole::complainant, "informant", false},
    {PersonRole::witness, "witness", true},
    {PersonRole::official, "official", true},
    {PersonRole::official, "officer", false},
};

constexpr Word<PersonStatus> person_status_words[] = {
    {PersonStatus::unknown, "unknown", true},         {PersonStatus::unknown, "Unknown", false},
    {PersonStatus::missing, "missing", true},         {PersonStatus::rescued, "rescued", true},
    {PersonStatus::at_large, "at_large", true},       {PersonStatus::at_large, "absconding", false},
    {PersonStatus::arrested, "arrested", true},       {PersonStatus::charged, "charged", true},
    {PersonStatus::charged, "charge_sheeted", false}, {PersonStatus::convicted, "convicted", true},
    {PersonStatus::acquitted, "acquitted", true},     {PersonStatus::deceased, "deceased", true},
    {PersonStatus::deceased, "dead", false},          {PersonStatus::deceased, "Deceased", false},
};

constexpr Word<Sex> sex_words[] = {
    {Sex::unknown, "unknown", true},
    {Sex::unknown, "Unknown", false},
    {Sex::female, "female", true},
    {Sex::female, "Female", false},
    {Sex::male, "male", true},
    {Sex::male, "Male", false},
    {Sex::other, "other", true},
    {Sex::other, "transgender", false},
    {Sex::other, "Transgender/NonConforming", false},
};

constexpr Word<IdentifierType> identifier_type_words[] = {
    {IdentifierType::phone, "phone", true},
    {IdentifierType::phone, "mobile", false},
    {IdentifierType::phone, "Phone", false},
    {IdentifierType::phone, "HomePhone", false},
    {IdentifierType::phone, "MobilePhone", false},
    {IdentifierType::email, "email", true},
    {IdentifierType::email, "Email", false},
    {IdentifierType::vehicle, "vehicle", true},
    {IdentifierType::vehicle, "vehicle_number", false},
    {IdentifierType::bank_account, "bank_account", true},
    {IdentifierType::national_id, "national_id", true},
    {IdentifierType::national_id, "aadhaar", false},
    {IdentifierType::passport, "passport", true},
    {IdentifierType::online_handle, "online_handle", true},
    {IdentifierType::online_handle, "social_media", false},
    {IdentifierType::address, "address", true},
};

constexpr Word<OrganisationType> organisation_type_words[] = {
    {OrganisationType::other, "other", true},
    {OrganisationType::other, "Other", false},
    {OrganisationType::other, "HealthServiceOrganisation", false},
    {OrganisationType::other, "LegalService", false},
    {OrganisationType::other, "CorporateBusiness", false},
    {OrganisationType::law_enforcement, "law_enforcement", true},
    {OrganisationType::law_enforcement, "police", false},
    {OrganisationType::law_enforcement, "LawEnforcement", false},
    {OrganisationType::ngo, "ngo", true},
    {OrganisationType::ngo, "NGO", false},
    {OrganisationType::government, "government", true},
    {OrganisationType::government, "CentralGovernmentOrganisation", false},
    {OrganisationType::government, "LocalGovernmentOrganisation", false},
    {OrganisationType::government, "ImmigrationService", false},
    {OrganisationType::placement_agency, "placement_agency", true},
    {OrganisationType::employer, "employer", true},
    {OrganisationType::venue, "venue", true},
    {OrganisationType::transport, "transport", true},
    {OrganisationType::shelter, "shelter", true},
    {OrganisationType::court, "court", true},
    {OrganisationType::criminal_group, "criminal_group", true},
    {OrganisationType::criminal_group, "gang", false},
};

constexpr Word<OrganisationRole> organisation_role_words[] = {
    {OrganisationRole::unknown, "unknown", true},
    {OrganisationRole::unknown, "Unknown", false},
    {OrganisationRole::reported_to, "reported_to", true},
    {OrganisationRole::investigating, "investigating", true},
    {OrganisationRole::rescuing, "rescuing", true},
    {OrganisationRole::supporting, "supporting", true},
    {OrganisationRole::sheltering, "sheltering", true},
    {OrganisationRole::recruiting_front, "recruiting_front", true},
    {OrganisationRole::recruiting_front, "recruiting", false},
    {OrganisationRole::exploiting, "exploiting", true},
    {OrganisationRole::transporting, "transporting", true},
};

constexpr Word<StopRole> stop_role_words[] = {
    {StopRole::unknown, "unknown", true},
    {StopRole::unknown, "Unknown", false},
    {StopRole::origin, "origin", true},
    {StopRole::origin, "source", false},
    {StopRole::origin, "Recruitment", false},
    {StopRole::transit, "transit", true},
    {StopRole::transit, "Transit", false},
    {StopRole::destination, "destination", true},
    {StopRole::destination, "Exploitation", false},
};

constexpr Word<TransportMode> transport_mode_words[] = {
    {TransportMode::unknown, "unknown", true}, {TransportMode::unknown, "Unknown", false},
    {TransportMode::road, "road", true},       {TransportMode::road, "bus", false},
    {TransportMode::road, "car", false},       {TransportMode::rail, "rail", true},
    {TransportMode::rail, "train", false},     {TransportMode::air, "air", true},
    {TransportMode::air, "plane", false},      {TransportMode::air, "flight", false},
    {TransportMode::water, "water", true},     {TransportMode::water, "sea", false},
    {TransportMode::water, "boat", false},     {TransportMode::water, "ship", false},
    {TransportMode::foot, "foot", true},       {TransportMode::foot, "on_foot", false},
};

constexpr Word<PlaceRole> place_role_words[] = {
    {PlaceRole::recruited_at, "recruited_at", true},
    {PlaceRole::recruited_at, "recruitment", false},
    {PlaceRole::recruited_at, "Recruitment", false},
    {PlaceRole::exploited_at, "exploited_at", true},
    {PlaceRole::exploited_at, "exploitation", false},
    {PlaceRole::exploited_at, "Exploitation", false},
    {PlaceRole::reported_at, "reported_at", true},
    {PlaceRole::rescued_at, "rescued_at", true},
};

constexpr Word<TieType> tie_type_words[] = {
    {TieType::relative, "relative", true},   {TieType::relative, "family", false},
    {TieType::spouse, "spouse", true},       {TieType::spouse, "married_to", false},
    {TieType::associate, "associate", true}, {TieType::associate, "friend", false},
    {TieType::recruited, "recruited", true}, {TieType::transported, "transported", true},
    {TieType::controls, "controls", true},   {TieType::employs, "employs", true},
    {TieType::member_of, "member_of", true}, {TieType::contacted, "contacted", true},
    {TieType::contacted, "called", false},   {TieType::paid, "paid", true},
};

constexpr Word<ReferenceType> reference_type_words[] = {
    {ReferenceType::fir, "fir", true},
    {ReferenceType::fir, "FIR", false},
    {ReferenceType::missing_report, "missing_report", true},
    {ReferenceType::court, "court", true},
    {ReferenceType::court, "court_case", false},
    {ReferenceType::other, "other", true},
    {ReferenceType::other, "Other", false},
};

} // namespace

template <>
std::span<const Word<IncidentStatus>> words<IncidentStatus>() {
    return incident_status_words;
}

template <>
std::span<const Word<Recruitment>> words<Recruitment>() {
    return recruitment_words;
}

template <>
std::span<const Word<Control>> words<Control>() {
    return control_words;
}

template <>
std::span<const Word<Exploitation>> words<Exploitation>() {
    return exploitation_words;
}

template <>
std::span<const Word<PersonRole>> words<PersonRole>() {
    return person_role_words;
}

template <>
std::span<const Word<PersonStatus>> words<PersonStatus>() {
    return person_status_words;
}

template <>
std::span<const Word<Sex>> words<Sex>() {
    return sex_words;
}

template <>
std::span<const Word<IdentifierType>> words<IdentifierType>() {
    return identifier_type_words;
}

template <>
std::span<const Word<OrganisationType>> words<OrganisationType>() {
    return organisation_type_words;
}

template <>
std::span<const Word<OrganisationRole>> words<OrganisationRole>() {
    return organisation_role_words;
}

template <>
std::span<const Word<StopRole>> words<StopRole>() {
    return stop_role_words;
}

template <>
std::span<const Word<TransportMode>> words<TransportMode>() {
    return transport_mode_words;
}

template <>
std::span<const Word<PlaceRole>> words<PlaceRole>() {
    return place_role_words;
}

template <>
std::span<const Word<TieType>> words<TieType>() {
    return tie_type_words;
}

template <>
std::span<const Word<ReferenceType>> words<ReferenceType>() {
    return reference_type_words;
}

} // namespace sandhan::graph
