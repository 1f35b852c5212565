// SPDX-License-Identifier: Apache-2.0
#include "graph/shown_incident.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace sandhan::graph {
namespace {

class ShownIncident {
  public:
    ShownIncident(const Incident& told,
                  const CaseStore& store,
                  IncidentIndex index,
                  const Protection& protection)
        : m_told(told), m_store(store), m_row(store.incidents[index]), m_index(index),
          m_protection(protection), m_shielded(shielded_places(store, m_row)) {}

    Incident make() {
        name_anew();
        Incident shown;
        shown.id = m_told.id;
        shown.reported = m_told.reported;
        shown.status = m_told.status;
        for (const Source& source : m_told.sources) {
            shown.sources.push_back({{}, source.date, source.grade, {}});
        }
        for (const Reference& reference : m_told.references) {
            shown.references.push_back({reference.type, struck(reference.number),
                                        station(reference.station), reference.date});
        }
        shown.sections = m_told.sections;
        shown.exploitation = m_told.exploitation;
        shown.recruitment = m_told.recruitment;
        shown.control = m_told.control;
        people(shown);
        organisations(shown);
        journey(shown);
        const auto places = m_store.places_of(m_row);
        for (std::size_t i = 0; i < m_told.places.size(); ++i) {
            shown.places.push_back(
                {place(places[i].place), m_told.places[i].role, m_told.places[i].date});
        }
        for (const Tie& tie : m_told.ties) {
            shown.ties.push_back({ref(tie.from), ref(tie.to), tie.type, tie.date, tie.confidence});
        }
        shown.where = m_told.where;
        return shown;
    }

  private:
    [[nodiscard]] bool is_shielded(const PersonRow& row) const {
        return m_store.person_entities[row.person].shield != Shield::none;
    }

    /// `p1`, `p2`, ... for the refs of the shielded, other than any ref of the record.
    void name_anew() {
        std::unordered_set<std::string_view> taken;
        for (const Person& person : m_told.people) {
            taken.insert(person.ref);
        }
        for (const Organisation& organisation : m_told.organisations) {
            taken.insert(organisation.ref);
        }
        const auto rows = m_store.people_of(m_row);
        std::size_t number = 0;
        for (std::size_t i = 0; i < m_told.people.size(); ++i) {
            if (m_told.people[i].ref.empty() || !is_shielded(rows[i])) {
                continue;
            }
            std::string ref;
            do {
                ref = "p" + std::to_string(++number);
            } while (taken.contains(ref));
            m_refs.emplace(m_told.people[i].ref, std::move(ref));
        }
    }

    [[nodiscard]] std::string ref(const std::string& told) const {
        const auto found = m_refs.find(told);
        return found == m_refs.end() ? told : found->second;
    }

    [[nodiscard]] std::string struck(const std::string& text) const {
        return m_protection.struck(text, m_index);
    }

    /// A station where a report was filed tells where the family lives: by its pseudonym.
    [[nodiscard]] std::string station(const std::string& told) const {
        if (told.empty()) {
            return {};
        }
        for (const OrganisationRow& row : m_store.organisations_of(m_row)) {
            if (m_store.text(row.name) == told) {
                return m_store.organisation_entities[row.organisation].shielded
                           ? m_protection.organisation_label(row.organisation)
                           : struck(told);
            }
        }
        return {}; // under another spelling among the organisations
    }

    void people(Incident& shown) const {
        const auto rows = m_store.people_of(m_row);
        for (std::size_t i = 0; i < m_told.people.size(); ++i) {
            shown.people.push_back(is_shielded(rows[i]) ? without_name(m_told.people[i], rows[i])
                                                        : with_name(m_told.people[i], rows[i]));
        }
    }

    [[nodiscard]] Person without_name(const Person& told, const PersonRow& row) const {
        Person shown;
        shown.ref = ref(told.ref);
        shown.id = m_protection.person_id(row.person).substr(std::string_view("person:").size());
        shown.role = told.role;
        shown.count = told.count;
        shown.sex = told.sex;
        if (told.age) {
            shown.age = widened_to_band(*told.age);
        }
        shown.minor = told.minor;
        if (!told.age && told.birth.is_known() && !told.minor) {
            // Without the birth nothing else would tell a child.
            shown.minor = may_be_child(row, &m_row, {});
        }
        shown.nationality = told.nationality;
        shown.home = of_place(row.home == no_place ? no_place : raised_to_district(row.home));
        shown.status = told.status;
        return shown;
    }

    [[nodiscard]] Person with_name(const Person& told, const PersonRow& row) const {
        Person shown = told;
        for (std::string* text : {&shown.name, &shown.father, &shown.spouse, &shown.nationality}) {
            *text = struck(*text);
        }
        for (std::string& alias : shown.aliases) {
            alias = struck(alias);
        }
        shown.home = place(row.home);
        // A victim's phone that a suspect uses is the victim's still.
        const auto identifiers = CaseStore::rows(m_store.identifier_rows, row.identifiers);
        shown.identifiers.clear();
        for (const Identifier& identifier : told.identifiers) {
            const auto same =
                std::find_if(identifiers.begin(), identifiers.end(), [&](const IdentifierRow& r) {
                    return r.type == identifier.type && m_store.text(r.value) == identifier.value;
                });
            if (same != identifiers.end() &&
                !m_store.identifier_entities[same->identifier].shielded) {
                shown.identifiers.push_back(identifier);
            }
        }
        return shown;
    }

    void organisations(Incident& shown) const {
        const auto rows = m_store.organisations_of(m_row);
        for (std::size_t i = 0; i < m_told.organisations.size(); ++i) {
            const Organisation& told = m_told.organisations[i];
            const bool shielded = m_store.organisation_entities[rows[i].organisation].shielded;
            Organisation organisation;
            organisation.ref = told.ref;
            organisation.type = told.type;
            organisation.role = told.role;
            organisation.place = place(rows[i].place);
            if (shielded) {
                organisation.name = m_protection.organisation_label(rows[i].organisation);
            } else {
                organisation.name = struck(told.name);
                for (const std::string& alias : told.aliases) {
                    organisation.aliases.push_back(struck(alias));
                }
            }
            shown.organisations.push_back(std::move(organisation));
        }
    }

    void journey(Incident& shown) const {
        const auto rows = m_store.stops_of(m_row);
        for (std::size_t i = 0; i < m_told.journey.size(); ++i) {
            const JourneyStop& told = m_told.journey[i];
            JourneyStop stop{place(rows[i].place), told.role, told.arrived,
                             told.departed,        told.mode, {}};
            for (const std::string& who : told.people) {
                stop.people.push_back(ref(who));
            }
            shown.journey.push_back(std::move(stop));
        }
    }

    [[nodiscard]] PlaceIndex raised_to_district(PlaceIndex place) const {
        return m_store.is_unresolved(place) ? place : m_store.raised(place, PlaceLevel::district);
    }

    [[nodiscard]] PlaceText place(PlaceIndex told) const {
        return of_place(shown_place(m_store, m_shielded, told, Disclosure::protect));
    }

    /// By the names of the gazetteer: a text may say whose house it is.
    [[nodiscard]] PlaceText of_place(PlaceIndex place) const {
        PlaceText text;
        if (place == no_place) {
            return text;
        }
        const PlaceRow& row = m_store.places[place];
        const auto name = [&](PlaceLevel level) {
            const PlaceIndex parent = row.parent[static_cast<std::size_t>(level)];
            return parent == no_place ? std::string()
                                      : std::string(m_store.text(m_store.places[parent].name));
        };
        if (m_store.is_unresolved(place)) {
            // Two districts of one state may have the name: then the state is told.
            text.state = name(PlaceLevel::state);
            text.country = name(PlaceLevel::country);
            if (text.state.empty() && text.country.empty()) {
                text.text = m_protection.place_label(place);
            }
            return text;
        }
        text.locality = name(PlaceLevel::locality);
        text.district = name(PlaceLevel::district);
        text.state = name(PlaceLevel::state);
        text.country = name(PlaceLevel::country);
        return text;
    }

    const Incident& m_told;
    const CaseStore& m_store;
    const IncidentRow& m_row;
    IncidentIndex m_index;
    const Protection& m_protection;
    std::vector<PlaceIndex> m_shielded;
    std::unordered_map<std::string, std::string> m_refs;
};

} // namespace

Incident shown_incident(const Incident& incident,
                        const CaseStore& store,
                        IncidentIndex row,
                        const Protection& protection) {
    if (protection.disclosure() == Disclosure::reveal) {
        return incident;
    }
    return ShownIncident(incident, store, row, protection).make();
}

} // namespace sandhan::graph
