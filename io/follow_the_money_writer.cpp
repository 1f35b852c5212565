// SPDX-License-Identifier: Apache-2.0
#include "io/follow_the_money_writer.hpp"

#include "io/block_writer.hpp"
#include "io/incident_writer.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace sandhan::io {
namespace {

using graph::CaseStore;
using graph::FuzzyDate;
using graph::IdentifierType;
using graph::IncidentIndex;
using graph::OrganisationIndex;
using graph::OrganisationType;
using graph::PersonIndex;
using graph::PlaceIndex;
using graph::PlaceLevel;

/// One entity in the making: values in the order of their properties, each once.
class FtmEntity {
  public:
    FtmEntity(std::string id, std::string_view schema) : m_id(std::move(id)), m_schema(schema) {}

    /// Nothing where the value is empty.
    FtmEntity& with(const char* property, std::string_view value) {
        if (!value.empty()) {
            auto& values = m_properties[property];
            if (std::find(values.begin(), values.end(), value) == values.end()) {
                values.emplace_back(value);
            }
        }
        return *this;
    }

    FtmEntity& with(const FuzzyDate& date) {
        const std::string text = date.to_edtf();
        const auto digits =
            static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
                return std::isdigit(static_cast<unsigned char>(c)) != 0;
            }));
        const auto hyphens = static_cast<std::size_t>(std::count(text.begin(), text.end(), '-'));
        if (!text.empty() && digits + hyphens == text.size() && text.size() <= 10) {
            return with("date", text); // a year, a month or a day
        }
        if (date.earliest() != FuzzyDate::open_start) {
            with("startDate", graph::iso_day(date.earliest()));
        }
        if (date.latest() != FuzzyDate::open_end) {
            with("endDate", graph::iso_day(date.latest()));
        }
        return *this;
    }

    void append(std::string& out) const {
        out += "{\"id\":";
        append_json_string(out, m_id);
        out += ",\"schema\":";
        append_json_string(out, m_schema);
        out += ",\"properties\":{";
        const char* separator = "";
        for (const auto& [property, values] : m_properties) {
            out += separator;
            append_json_string(out, property);
            out += ":[";
            for (std::size_t i = 0; i < values.size(); ++i) {
                out += i == 0 ? "" : ",";
                append_json_string(out, values[i]);
            }
            out += ']';
            separator = ",";
        }
        out += "}}\n";
    }

  private:
    std::string m_id;
    std::string_view m_schema;
    std::map<std::string, std::vector<std::string>> m_properties;
};

class FtmWriter {
  public:
    FtmWriter(std::ostream& out,
              const FollowTheMoneyInput& input,
              bool trips,
              const graph::RunControl& control)
        : m_store(input.store), m_input(input), m_protection(input.protection), m_trips(trips),
          m_blocks(out, control) {}

    FollowTheMoneyWritten write() {
        look_around();
        for (const PlaceIndex place : m_places) {
            write_place(place);
        }
        for (const OrganisationIndex organisation : m_organisations) {
            write_organisation(organisation);
        }
        for (const PersonIndex person : m_people) {
            write_person(person);
        }
        for (const IncidentIndex incident : m_input.incidents) {
            write_event(incident);
            if (m_trips) {
                write_trips(incident);
            }
            write_ties(incident);
        }
        write_sources();
        write_similar();
        m_blocks.finish();
        return m_written;
    }

  private:
    [[nodiscard]] bool may_show(PersonIndex person) const {
        return m_protection.disclosure() == graph::Disclosure::reveal ||
               m_store.person_entities[person].shield == graph::Shield::none;
    }

    [[nodiscard]] PlaceIndex shown(PlaceIndex place) const {
        return graph::shown_place(m_store, m_shielded, place, m_protection.disclosure());
    }

    /// Which people, organisations and places the incidents are about.
    void look_around() {
        std::set<PersonIndex> withheld;
        for (const IncidentIndex i : m_input.incidents) {
            const graph::IncidentRow& row = m_store.incidents[i];
            graph::shielded_places(m_store, row, m_shielded);
            const auto place = [&](PlaceIndex p) {
                if (p != graph::no_place) {
                    m_places.insert(shown(p));
                }
            };
            for (const graph::PersonRow& person : m_store.people_of(row)) {
                if (may_show(person.person)) {
                    m_people.insert(person.person);
                    if (person.home != graph::no_place) {
                        place(person.home);
                        m_homes[person.person].insert(shown(person.home));
                    }
                } else {
                    withheld.insert(person.person);
                }
            }
            for (const graph::OrganisationRow& organisation : m_store.organisations_of(row)) {
                m_organisations.insert(organisation.organisation);
                place(organisation.place);
                if (organisation.place != graph::no_place) {
                    m_seats[organisation.organisation].insert(shown(organisation.place));
                }
            }
            for (const graph::StopRow& stop : m_store.stops_of(row)) {
                place(stop.place);
            }
            for (const graph::IncidentPlaceRow& scene : m_store.places_of(row)) {
                place(scene.place);
            }
        }
        m_written.withheld = withheld.size();
    }

    // --- entities ---

    [[nodiscard]] std::string country_of(PlaceIndex place) const {
        if (place == graph::no_place || m_store.is_unresolved(place)) {
            return {};
        }
        constexpr std::string_view begin = "place:";
        const std::string id = m_protection.place_id(place);
        std::string country;
        for (const char c : id.substr(begin.size(), 2)) { // ISO 3166-1
            country += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
        }
        return country;
    }

    void write_place(PlaceIndex place) {
        const graph::PlaceRow& row = m_store.places[place];
        FtmEntity entity(m_protection.place_id(place), "Address");
        const std::string label = m_protection.place_label(place);
        entity.with("name", label).with("full", label).with("country", country_of(place));
        if (!m_store.is_unresolved(place) ||
            m_protection.disclosure() == graph::Disclosure::reveal) {
            const auto parent = [&](const char* property, PlaceLevel level) {
                const PlaceIndex p = row.parent[static_cast<std::size_t>(level)];
                if (p != graph::no_place) {
                    entity.with(property, m_store.text(m_store.places[p].name));
                }
            };
            parent("city", PlaceLevel::locality);
            parent("region", PlaceLevel::district);
            parent("state", PlaceLevel::state);
            if (std::isfinite(row.latitude)) {
                entity.with("latitude", number(row.latitude))
                    .with("longitude", number(row.longitude));
            }
        }
        put(entity);
    }

    void write_organisation(OrganisationIndex organisation) {
        const graph::OrganisationEntity& row = m_store.organisation_entities[organisation];
        const bool is_public = row.type == OrganisationType::law_enforcement ||
                               row.type == OrganisationType::government ||
                               row.type == OrganisationType::court;
        FtmEntity entity(m_protection.organisation_id(organisation),
                         is_public ? "PublicBody" : "Organization");
        entity.with("name", m_protection.organisation_label(organisation));
        if (row.type != OrganisationType::other) {
            entity.with("classification", graph::word_of(row.type));
        }
        add_places(entity, m_seats, organisation);
        for (const std::uint32_t m : CaseStore::rows(m_store.organisation_mentions, row.mentions)) {
            if (graph::side_of(row.type, m_store.organisations[m].role) == graph::Side::offending) {
                entity.with("topics", "crime.traffick.human");
            }
        }
        put(entity);
    }

    template <class Index>
    void add_places(FtmEntity& entity,
                    const std::map<Index, std::set<PlaceIndex>>& of,
                    Index index) const {
        if (const auto found = of.find(index); found != of.end()) {
            for (const PlaceIndex place : found->second) {
                entity.with("addressEntity", m_protection.place_id(place))
                    .with("country", country_of(place));
            }
        }
    }

    void write_person(PersonIndex person) {
        const graph::PersonEntity& row = m_store.person_entities[person];
        FtmEntity entity(m_protection.person_id(person), "Person");
        const std::string label = m_protection.person_label(person);
        entity.with("name", label);
        bool is_offending = false;
        bool is_named = false;
        bool at_large = false;
        std::set<graph::IdentifierIndex> identifiers;
        for (const std::uint32_t m : CaseStore::rows(m_store.person_mentions, row.mentions)) {
            const graph::PersonRow& mention = m_store.people[m];
            const auto text = [&](const char* property, graph::StringId id) {
                entity.with(property,
                            m_protection.struck(std::string(m_store.text(id)), mention.incident));
            };
            if (m_store.text(mention.name) != label) {
                text("alias", mention.name);
            }
            for (const graph::StringId alias : CaseStore::rows(m_store.texts, mention.aliases)) {
                text("alias", alias);
            }
            text("fatherName", mention.father);
            if (mention.sex != graph::Sex::unknown) {
                entity.with("gender", graph::word_of(mention.sex));
            }
            if (const std::string birth = mention.birth.to_edtf();
                birth.find_first_not_of("0123456789-") == birth.npos) {
                entity.with("birthDate", birth);
            }
            text("notes", mention.nationality);
            entity.with("position", graph::word_of(mention.role));
            is_offending = is_offending || graph::side_of(mention.role) == graph::Side::offending;
            is_named = is_named || mention.name != 0;
            at_large = at_large || mention.status == graph::PersonStatus::at_large;
            for (const graph::IdentifierRow& identifier :
                 CaseStore::rows(m_store.identifier_rows, mention.identifiers)) {
                identifiers.insert(identifier.identifier);
            }
        }
        if (is_offending) {
            entity.with("topics", "crime.traffick.human");
            if (is_named) {
                entity.with("topics", "poi");
                entity.with("topics", at_large ? "wanted" : "");
            }
        }
        add_places(entity, m_homes, person);
        std::vector<FtmEntity> things;
        for (const graph::IdentifierIndex identifier : identifiers) {
            add_identifier(entity, things, identifier, m_protection.person_id(person));
        }
        put(entity);
        for (const FtmEntity& thing : things) {
            put(thing);
        }
    }

    void add_identifier(FtmEntity& person,
                        std::vector<FtmEntity>& things,
                        graph::IdentifierIndex identifier,
                        const std::string& holder) {
        const graph::IdentifierEntity& row = m_store.identifier_entities[identifier];
        if (row.shielded && m_protection.disclosure() == graph::Disclosure::protect) {
            return; // a victim's, whoever else uses it
        }
        const std::string_view value = m_store.text(row.value);
        const std::string id = m_protection.identifier_id(identifier);
        switch (row.type) {
        case IdentifierType::phone:
            person.with("phone", value);
            return;
        case IdentifierType::email:
            person.with("email", value);
            return;
        case IdentifierType::national_id:
            person.with("idNumber", value);
            return;
        case IdentifierType::passport:
            person.with("passportNumber", value);
            return;
        case IdentifierType::address:
            person.with("address", value);
            return;
        case IdentifierType::vehicle:
            things.emplace_back(id + "/" + holder, "Vehicle");
            things.back()
                .with("name", value)
                .with("registrationNumber", value)
                .with("owner", holder);
            return;
        case IdentifierType::online_handle:
            things.emplace_back(id + "/" + holder, "UserAccount");
            things.back().with("name", value).with("username", value).with("owner", holder);
            return;
        case IdentifierType::bank_account:
            things.emplace_back(id + "/" + holder, "BankAccount");
            things.back().with("name", value).with("accountNumber", value);
            things.emplace_back(id + "/" + holder + "/owner", "Ownership");
            things.back().with("owner", holder).with("asset", id + "/" + holder);
            return;
        }
    }

    // --- incidents ---

    void write_event(IncidentIndex i) {
        const graph::IncidentRow& row = m_store.incidents[i];
        graph::shielded_places(m_store, row, m_shielded);
        FtmEntity entity(m_protection.incident_id(i), "Event");
        entity.with("name", m_protection.incident_label(i)).with(row.time);
        entity.with("recordId", m_store.text(row.id));
        const auto words = [&]<class E>(graph::Range range, E) {
            for (const std::uint8_t value : CaseStore::rows(m_store.words, range)) {
                entity.with("keywords", graph::word_of(static_cast<E>(value)));
            }
        };
        words(row.exploitation, graph::Exploitation{});
        words(row.recruitment, graph::Recruitment{});
        words(row.control, graph::Control{});
        const auto place = [&](PlaceIndex p) {
            if (p != graph::no_place) {
                entity.with("location", m_protection.place_label(shown(p)));
                entity.with("addressEntity", m_protection.place_id(shown(p)));
                entity.with("country", country_of(shown(p)));
            }
        };
        for (const graph::StopRow& stop : m_store.stops_of(row)) {
            place(stop.place);
        }
        for (const graph::IncidentPlaceRow& scene : m_store.places_of(row)) {
            place(scene.place);
        }
        for (const graph::PersonRow& person : m_store.people_of(row)) {
            if (may_show(person.person)) {
                entity.with("involved", m_protection.person_id(person.person));
            }
        }
        for (const graph::OrganisationRow& organisation : m_store.organisations_of(row)) {
            entity.with("involved", m_protection.organisation_id(organisation.organisation));
        }
        put(entity);
    }

    /// Numbered, because nothing else tells which trip comes first.
    void write_trips(IncidentIndex i) {
        const graph::IncidentRow& row = m_store.incidents[i];
        const auto stops = m_store.stops_of(row);
        for (std::size_t k = 1; k < stops.size(); ++k) {
            const PlaceIndex from = shown(stops[k - 1].place);
            const PlaceIndex to = shown(stops[k].place);
            if (from == graph::no_place || to == graph::no_place || from == to) {
                continue;
            }
            const std::string number = std::string(m_store.text(row.id)) + "/" + std::to_string(k);
            FtmEntity entity("trip:" + number, "Trip");
            entity
                .with("name", m_protection.place_label(from) + " \xE2\x86\x92 " +
                                  m_protection.place_label(to))
                .with("startLocation", m_protection.place_id(from))
                .with("endLocation", m_protection.place_id(to))
                .with("recordId", number);
            if (stops[k - 1].departed.earliest() != FuzzyDate::open_start) {
                entity.with("startDate", graph::iso_day(stops[k - 1].departed.earliest()));
            }
            if (stops[k].arrived.latest() != FuzzyDate::open_end) {
                entity.with("endDate", graph::iso_day(stops[k].arrived.latest()));
            }
            if (stops[k].mode != graph::TransportMode::unknown) {
                entity.with("keywords", graph::word_of(stops[k].mode));
            }
            put(entity);
        }
    }

    struct Party {
        std::string id; ///< empty: one that is not shown
        bool is_person;
    };
    [[nodiscard]] Party party(const graph::Party& end) const {
        if (!end.is_person) {
            return {m_protection.organisation_id(m_store.organisations[end.row].organisation),
                    false};
        }
        const PersonIndex person = m_store.people[end.row].person;
        return {may_show(person) ? m_protection.person_id(person) : "", true};
    }

    void write_ties(IncidentIndex i) {
        const graph::IncidentRow& row = m_store.incidents[i];
        std::size_t number = 0;
        for (const graph::TieRow& tie : m_store.ties_of(row)) {
            ++number;
            const Party from = party(tie.from);
            const Party to = party(tie.to);
            if (from.id.empty() || to.id.empty()) {
                continue;
            }
            const auto [schema, first, second] = link_of(tie.type, from.is_person, to.is_person);
            FtmEntity entity(
                "tie:" + std::string(m_store.text(row.id)) + "/" + std::to_string(number), schema);
            entity.with(first, from.id).with(second, to.id).with(tie.date);
            entity.with("recordId", m_store.text(row.id));
            const std::string_view word = graph::word_of(tie.type);
            const bool tells_kinship = schema == "Family" || schema == "Associate";
            if (tells_kinship) {
                entity.with("relationship", word);
            } else if (schema != "Call") {
                entity.with("role", word);
            }
            put(entity);
        }
    }

    struct Link {
        std::string_view schema;
        const char* first;
        const char* second;
    };
    static Link link_of(graph::TieType type, bool from_person, bool to_person) {
        const bool people = from_person && to_person;
        switch (type) {
        case graph::TieType::relative:
        case graph::TieType::spouse:
            if (people) {
                return {"Family", "person", "relative"};
            }
            break;
        case graph::TieType::associate:
            if (people) {
                return {"Associate", "person", "associate"};
            }
            break;
        case graph::TieType::employs:
            if (!from_person && to_person) {
                return {"Employment", "employer", "employee"};
            }
            break;
        case graph::TieType::member_of:
            if (!to_person) {
                return {"Membership", "member", "organization"};
            }
            break;
        case graph::TieType::contacted:
            return {"Call", "caller", "receiver"};
        default:
            break;
        }
        return {"UnknownLink", "subject", "object"};
    }

    void write_sources() {
        std::size_t number = 0;
        for (std::size_t i = 0; i < m_input.sources.size(); ++i) {
            const auto& [incident, source] = m_input.sources[i];
            const bool same = i > 0 && m_input.sources[i - 1].incident == incident;
            number = same ? number + 1 : 1;
            const std::string id =
                "source:" + std::string(m_store.text(m_store.incidents[incident].id)) + "/" +
                std::to_string(number);
            FtmEntity document(id, "Document");
            const std::string name = source.name.empty() ? id : source.name;
            document.with("name", name).with("fileName", name).with("sourceUrl", source.url);
            if (const std::string date = source.date.to_edtf();
                date.find_first_not_of("0123456789-") == date.npos) {
                document.with("date", date);
            }
            put(document);
            FtmEntity link(id + "/link", "Documentation");
            link.with("document", id).with("entity", m_protection.incident_id(incident));
            if (source.grade) {
                link.with("role",
                          {std::string{source.grade->reliability, source.grade->credibility}});
            }
            put(link);
        }
    }

    void write_similar() {
        for (const graph::SimilarPeople& pair : m_input.similar) {
            if (m_people.contains(pair.a) && m_people.contains(pair.b)) {
                FtmEntity entity("similar:" + m_protection.person_id(pair.a) + "/" +
                                     m_protection.person_id(pair.b),
                                 "Similar");
                constexpr double grain = 1e6;
                entity.with("candidate", m_protection.person_id(pair.a))
                    .with("match", m_protection.person_id(pair.b))
                    .with("confidenceScore", number(std::round(pair.probability * grain) / grain))
                    .with("matcher", "sandhan");
                put(entity);
            }
        }
    }

    static std::string number(double value) {
        std::string digits;
        append_number(digits, value);
        return digits;
    }

    void put(const FtmEntity& entity) {
        entity.append(m_blocks.text);
        ++m_written.entities;
        m_blocks.flush_if_full();
    }

    const CaseStore& m_store;
    const FollowTheMoneyInput& m_input;
    const graph::Protection& m_protection;
    bool m_trips;
    BlockWriter m_blocks;
    FollowTheMoneyWritten m_written;
    std::set<PlaceIndex> m_places;
    std::set<OrganisationIndex> m_organisations;
    std::set<PersonIndex> m_people;
    std::map<PersonIndex, std::set<PlaceIndex>> m_homes;
    std::map<OrganisationIndex, std::set<PlaceIndex>> m_seats;
    std::vector<PlaceIndex> m_shielded; ///< of the incident at hand
};

} // namespace

FollowTheMoneyWritten write_follow_the_money(std::ostream& out,
                                             const FollowTheMoneyInput& input,
                                             bool trips,
                                             const graph::RunControl& control) {
    return FtmWriter(out, input, trips, control).write();
}

} // namespace sandhan::io
