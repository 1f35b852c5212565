// SPDX-License-Identifier: Apache-2.0
#include "io/follow_the_money_parties.hpp"

#include <algorithm>
#include <initializer_list>
#include <utility>

namespace sandhan::io {
namespace {

using nlohmann::json;

// What the standard calls its schemata, and the properties of those that become records.
constexpr std::string_view known_schemas =
    " Address Airplane Analyzable Article Assessment Asset Associate Audio BankAccount Call "
    "CallForTenders Company Contract ContractAward CourtCase CourtCaseParty CryptoWallet "
    "Debt Directorship Document Documentation EconomicActivity Email Employment Event "
    "Family Folder HyperText Identification Image Interest Interval LegalEntity License "
    "Membership Mention Message Note Occupancy Organization Ownership Package Page Pages "
    "Passport Payment Person PlainText Position PositionHeld Post Project "
    "ProjectParticipant PublicBody RealEstate Representation Sanction Security Similar "
    "Succession Table TaxRoll Thing Trip UnknownLink UserAccount Value Vehicle Vessel Video "
    "Workbook ";
constexpr std::string_view known_properties =
    " abbreviation address addressEntity alephUrl alias amount appearance birthCountry "
    "birthDate birthPlace bvdId citizenship classification companiesMentioned country "
    "createdAt date deathDate description detectedCountry detectedLanguage dissolutionDate "
    "dunsCode education email emailMentioned endDate endLocation ethnicity eyeColor "
    "fatherName firstName gender hairColor height ibanMentioned icijId idNumber important "
    "incorporationDate indexText innCode involved ipMentioned jurisdiction keywords "
    "lastName legalForm location locationMentioned mainCountry middleName modifiedAt "
    "motherName name nameSuffix namesMentioned nationality notes ogrnCode okpoCode "
    "opencorporatesUrl organizer parent passportNumber peopleMentioned phone phoneMentioned "
    "political position previousName program programId proof publisher publisherUrl "
    "recordId registrationNumber religion retrievedAt role secondName sector "
    "socialSecurityNumber sourceUrl spokenLanguage startDate startLocation status summary "
    "swiftBic taxNumber taxStatus title topics vatCode vehicle weakAlias website weight "
    "wikidataId wikipediaUrl ";

bool is_among(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

bool has_topic_of_crime(const FtmEntity& entity) {
    const auto& topics = entity.all("topics");
    return std::any_of(topics.begin(), topics.end(), [](const std::string& topic) {
        return topic.starts_with("crime") || topic.starts_with("sanction") ||
               is_among(topic, {"wanted", "poi"});
    });
}

/// Whether a text of words between blanks has this one.
bool has_word(std::string_view words, const std::string& word) {
    return word.find(' ') == std::string::npos &&
           words.find(" " + word + " ") != std::string_view::npos;
}

/// A word that a file gives, as it may be shown: one that the standard has. Any other could be a
/// name.
std::string shown(const std::string& word, std::string_view known) {
    return has_word(known, word) ? word : "(none that the standard has)";
}

} // namespace

bool is_ftm_person(const FtmEntity& entity) { return entity.schema == "Person"; }

bool is_ftm_organisation(const FtmEntity& entity) {
    return is_among(entity.schema, {"Organization", "Company", "PublicBody", "LegalEntity"});
}

void put_text(json& to, const char* field, const std::string& value) {
    if (!value.empty()) {
        to[field] = value;
    }
}

std::string without_prefix(std::string_view prefix, const std::string& id) {
    return id.starts_with(prefix) ? id.substr(prefix.size()) : id;
}

std::string shown_schema(const FtmEntity& entity) { return shown(entity.schema, known_schemas); }

/// The text of an address, or of the id itself where it is none.
std::string FtmParties::place_text(const std::string& id) {
    FtmEntity* address = m_entities.find(id);
    if (address == nullptr || address->schema != "Address") {
        return address == nullptr ? id : "";
    }
    address->is_used = true;
    if (const std::string full = address->first("full"); !full.empty()) {
        return full;
    }
    std::string text;
    for (const char* part : {"street", "street2", "city", "region", "state", "country"}) {
        const std::string value = address->first(part);
        if (!value.empty() && text != value) {
            text += (text.empty() ? "" : ", ") + value;
        }
    }
    return text.empty() ? address->first("name") : text;
}

nlohmann::json FtmParties::person(FtmEntity& entity) {
    entity.is_used = true;
    json person = {{"id", without_prefix("person:", entity.id)}};
    std::vector<std::string> names = entity.all("name");
    if (names.empty()) {
        std::string name;
        for (const char* part : {"firstName", "middleName", "secondName", "lastName"}) {
            const std::string value = entity.first(part);
            name += (name.empty() || value.empty() ? "" : " ") + value;
        }
        names.push_back(name);
    }
    put_text(person, "name", names.front());
    names.erase(names.begin());
    for (const char* more : {"alias", "weakAlias", "previousName"}) {
        names.insert(names.end(), entity.all(more).begin(), entity.all(more).end());
    }
    if (!names.empty()) {
        person["aliases"] = names;
    }
    person["role"] = role_of(entity);
    put_text(person, "father", entity.first("fatherName"));
    if (const std::string sex = entity.first("gender"); is_ftm_word<graph::Sex>(sex)) {
        person["sex"] = sex;
    }
    put_text(person, "birth", entity.first("birthDate").substr(0, 10));
    for (const char* country : {"nationality", "citizenship"}) {
        if (!person.contains("nationality")) {
            put_text(person, "nationality", entity.first(country));
        }
    }
    for (const std::string& address : entity.all("addressEntity")) {
        if (const std::string text = place_text(address); !text.empty()) {
            person["home"] = text;
            break;
        }
    }
    const auto& topics = entity.all("topics");
    if (!entity.all("deathDate").empty()) {
        person["status"] = "deceased";
    } else if (std::find(topics.begin(), topics.end(), "wanted") != topics.end()) {
        person["status"] = "at_large";
    }
    constexpr std::pair<const char*, const char*> identifiers[] = {{"phone", "phone"},
                                                                   {"email", "email"},
                                                                   {"idNumber", "national_id"},
                                                                   {"passportNumber", "passport"},
                                                                   {"address", "address"}};
    for (const auto& [property, type] : identifiers) {
        for (const std::string& value : entity.all(property)) {
            person["identifiers"].push_back({{"type", type}, {"value", value}});
        }
    }
    for (const auto& [type, value] : m_identifiers[entity.id]) {
        person["identifiers"].push_back({{"type", type}, {"value", value}});
    }
    return person;
}

std::string FtmParties::role_of(const FtmEntity& entity) {
    for (const std::string& word : entity.all("position")) {
        if (is_ftm_word<graph::PersonRole>(word)) {
            return word;
        }
    }
    if (has_topic_of_crime(entity)) {
        return "suspect";
    }
    note("person whose role nobody tells: read as a witness, who is protected");
    return "witness";
}

nlohmann::json FtmParties::organisation(FtmEntity& entity) {
    entity.is_used = true;
    json organisation = json::object();
    put_text(organisation, "name", entity.first("name").empty() ? entity.id : entity.first("name"));
    if (!entity.all("alias").empty()) {
        organisation["aliases"] = entity.all("alias");
    }
    const std::string type = entity.first("classification");
    organisation["type"] = is_ftm_word<graph::OrganisationType>(type) ? type
                           : entity.schema == "PublicBody"            ? "government"
                                                                      : "other";
    if (has_topic_of_crime(entity)) {
        organisation["role"] = "exploiting";
    }
    for (const std::string& address : entity.all("addressEntity")) {
        if (const std::string text = place_text(address); !text.empty()) {
            organisation["place"] = text;
            break;
        }
    }
    return organisation;
}

/// Things that a person owns: what we call identifiers.
void FtmParties::find_identifiers() {
    const auto add = [&](const std::string& owner, const char* type, const std::string& value) {
        if (!owner.empty() && !value.empty()) {
            m_identifiers[owner].emplace(type, value);
        }
    };
    for (FtmEntity& entity : m_entities.all()) {
        entity.is_used = true;
        const auto owner = entity.first("owner");
        if (entity.schema == "Vehicle") {
            add(owner, "vehicle", entity.first("registrationNumber"));
        } else if (entity.schema == "UserAccount") {
            add(owner, "online_handle", entity.first("username"));
        } else if (entity.schema == "Passport") {
            add(entity.first("holder"), "passport", entity.first("number"));
        } else if (entity.schema == "Identification") {
            add(entity.first("holder"), "national_id", entity.first("number"));
        } else if (const FtmEntity* asset = m_entities.find(entity.first("asset"));
                   entity.schema == "Ownership" && asset != nullptr &&
                   asset->schema == "BankAccount") {
            add(owner, "bank_account", asset->first("accountNumber"));
        } else if (entity.schema != "BankAccount") {
            entity.is_used = false;
        }
    }
}

void FtmParties::note_unread_properties(const FtmEntity& entity) {
    static constexpr std::string_view of_event =
        " address addressEntity country date description endDate endLocation involved "
        "keywords location name notes organizer recordId sourceUrl startDate "
        "startLocation summary ";
    static constexpr std::string_view of_person =
        " address addressEntity alias birthDate citizenship deathDate email fatherName "
        "firstName gender idNumber lastName middleName name nationality passportNumber "
        "phone position previousName secondName topics weakAlias ";
    static constexpr std::string_view of_organisation =
        " addressEntity alias classification name topics ";
    const std::string_view read = is_ftm_person(entity)         ? of_person
                                  : is_ftm_organisation(entity) ? of_organisation
                                                                : of_event;
    for (const auto& [name, values] : entity.properties) {
        // Of what has an address, the country is told by it.
        const bool is_told = name == "country" && !entity.all("addressEntity").empty();
        if (!is_told && !has_word(read, name)) {
            note("property " + shown(name, known_properties) + " of schema " +
                 shown_schema(entity));
        }
    }
}

} // namespace sandhan::io
