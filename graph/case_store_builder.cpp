// SPDX-License-Identifier: Apache-2.0
// From records to columns: strings interned, places resolved once a text, refs made row numbers.
#include "graph/case_store.hpp"
#include "graph/entities.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <numeric>
#include <stdexcept>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace sandhan::graph {

struct CaseStoreBuilder::State {
    State(const Gazetteer& g, FaultSink f) : gazetteer(g), faults(std::move(f)) {
        store.places.emplace_back();
    }

    struct Decision {
        PlaceIndex place = no_place;
        MatchStatus match = MatchStatus::exact;
        std::vector<std::string> candidates; // labels at district level, for the fault
    };

    const Decision&
    place(const PlaceText& text, const Incident& incident, const std::string& pointer);
    PlaceIndex intern(const Place& place, MatchStatus match);
    void keep_point(PlaceIndex place, double latitude, double longitude);
    PlaceIndex parent(const std::string& id);
    PersonRow person(const Person& person, const Incident& incident, const std::string& pointer);
    OrganisationRow organisation(const Organisation& organisation,
                                 const Incident& incident,
                                 const std::string& pointer);
    void add_stations(const Incident& incident, IncidentRow& row);
    Range texts(const std::vector<std::string>& values);
    template <class E>
    Range words(const std::vector<E>& values);

    const Gazetteer& gazetteer;
    FaultSink faults;
    CaseStore store;

    std::unordered_map<std::string, Decision> decisions; // by the text as written
    const Decision nowhere;
    std::unordered_map<StringId, PlaceIndex> place_of_id;
    std::unordered_set<PlaceIndex> placed_by_record;
    std::unordered_set<StringId> incident_ids;
};

namespace {

template <class T>
std::uint32_t size32(const std::vector<T>& table) {
    if (table.size() >= no_index) {
        throw std::length_error("case store: more than 4294967294 rows in one table");
    }
    return static_cast<std::uint32_t>(table.size());
}

std::string cache_key(const PlaceText& t) {
    std::string key = t.text;
    for (const std::string* part : {&t.locality, &t.district, &t.state, &t.country}) {
        key += '\x1f';
        key += *part;
    }
    if (t.latitude && t.longitude) {
        key += '\x1f' + std::to_string(*t.latitude) + ',' + std::to_string(*t.longitude);
    }
    return key;
}

/// Tells unresolved places apart: texts that fold alike are one, but not points that differ, nor
/// texts of which folding leaves nothing.
std::string unresolved_key(const PlaceText& t, const std::string& written) {
    std::string key = folded(written);
    if (key.empty()) {
        key = written;
    }
    if (t.latitude && t.longitude) {
        std::array<char, 64> point{};
        std::snprintf(point.data(), point.size(), "%s%.5f,%.5f", key.empty() ? "" : " ",
                      *t.latitude, *t.longitude);
        key += point.data();
    }
    return key;
}

std::string written_text(const PlaceText& t) {
    if (!t.text.empty()) {
        return t.text;
    }
    std::string joined;
    for (const std::string* part : {&t.locality, &t.district, &t.state, &t.country}) {
        if (!part->empty()) {
            joined += joined.empty() ? *part : ", " + *part;
        }
    }
    return joined;
}

} // namespace

PlaceIndex CaseStoreBuilder::State::parent(const std::string& id) {
    if (id.empty()) {
        return no_place;
    }
    const StringId key = store.strings.intern(id);
    if (const auto known = place_of_id.find(key); known != place_of_id.end()) {
        return known->second;
    }
    const auto place = gazetteer.find(id);
    return place ? intern(*place, MatchStatus::exact) : no_place;
}

PlaceIndex CaseStoreBuilder::State::intern(const Place& place, MatchStatus match) {
    const bool resolved = match != MatchStatus::ambiguous && match != MatchStatus::unknown;
    PlaceRow row;
    row.id = store.strings.intern(place.id);
    row.label = store.strings.intern(place.label);
    row.name = store.strings.intern(place.name);
    row.code = store.strings.intern(place.code);
    row.level = place.level;
    row.status = resolved ? MatchStatus::exact : match;
    if (place.latitude && place.longitude) {
        row.latitude = *place.latitude;
        row.longitude = *place.longitude;
    }
    const auto [known, is_new] =
        place_of_id.try_emplace(row.id, static_cast<PlaceIndex>(size32(store.places)));
    const PlaceIndex index = known->second;
    if (is_new) {
        store.places.emplace_back();
    } else {
        // Two texts may mean one place and differ in case ("WEXOBLUTZ", "Wexoblutz"). The least of
        // them stands, so that the order of records decides nothing.
        const PlaceRow& other = store.places[index];
        const auto key = [&](const PlaceRow& r) {
            const bool no_point = !(r.latitude == r.latitude);
            return std::tuple(store.text(r.label), r.status, no_point, no_point ? 0.0 : r.latitude,
                              no_point ? 0.0 : r.longitude);
        };
        if (!(key(row) < key(other))) {
            return index;
        }
        if (placed_by_record.contains(index)) {
            row.latitude = other.latitude;
            row.longitude = other.longitude;
        }
    }
    const std::array<const std::string*, 3> parents{&place.district_id, &place.state_id,
                                                    &place.country_id};
    for (std::size_t l = 1; l < row.parent.size(); ++l) {
        if (*parents[l - 1] != place.id) {
            row.parent[l] = parent(*parents[l - 1]);
        }
    }
    if (resolved) {
        row.parent[static_cast<std::size_t>(row.level)] = index;
    }
    store.places[index] = row;
    return index;
}

// Records may place an unknown village at different points: the least is kept, whatever their
// order.
void CaseStoreBuilder::State::keep_point(PlaceIndex place, double latitude, double longitude) {
    PlaceRow& row = store.places[place];
    if (placed_by_record.insert(place).second ||
        std::pair(latitude, longitude) < std::pair(row.latitude, row.longitude)) {
        row.latitude = latitude;
        row.longitude = longitude;
    }
}

const CaseStoreBuilder::State::Decision& CaseStoreBuilder::State::place(
    const PlaceText& text, const Incident& incident, const std::string& pointer) {
    if (text.empty()) {
        return nowhere;
    }
    auto [at, is_new] = decisions.try_emplace(cache_key(text));
    Decision& decision = at->second;
    if (is_new) {
        Resolution resolution = gazetteer.resolve(text);
        decision.match = resolution.status;
        Place place = std::move(resolution.place);
        if (decision.match == MatchStatus::ambiguous || decision.match == MatchStatus::unknown) {
            const std::string written = written_text(text);
            place.id = "place:unresolved/" + unresolved_key(text, written);
            place.label = written;
            place.name = written;
            place.level = PlaceLevel::locality;
            place.code.clear();
            place.latitude = text.latitude;
            place.longitude = text.longitude;
            for (const Place& candidate : resolution.candidates) {
                // A candidate is named by its district: the locality itself may be a victim's home.
                const auto district = candidate.level == PlaceLevel::locality
                                          ? gazetteer.find(candidate.district_id)
                                          : std::optional<Place>(candidate);
                decision.candidates.push_back(district ? district->label : candidate.state_id);
            }
            std::sort(decision.candidates.begin(), decision.candidates.end());
            decision.candidates.erase(
                std::unique(decision.candidates.begin(), decision.candidates.end()),
                decision.candidates.end());
        }
        decision.place = intern(place, decision.match);
        if (decision.match == MatchStatus::district_only && text.latitude &&
            place.latitude == text.latitude && place.longitude == text.longitude) {
            keep_point(decision.place, *text.latitude, *text.longitude);
        }
    }
    if (store.is_unresolved(decision.place) && faults) {
        const bool ambiguous = decision.match == MatchStatus::ambiguous;
        Diagnostic d;
        d.where = incident.where;
        d.where.pointer += pointer;
        d.incident = incident.id;
        d.code = ambiguous ? "place_ambiguous" : "place_unknown";
        d.severity = Severity::warning;
        d.value = written_text(text);
        const bool only_a_point = d.value.empty();
        if (ambiguous) {
            d.message = only_a_point ? "the coordinates lie near the border of several districts"
                                     : "several places have this name";
            constexpr std::size_t shown = 4;
            for (std::size_t i = 0; i < std::min(shown, decision.candidates.size()); ++i) {
                d.message += (i == 0 ? ": " : "; ") + decision.candidates[i];
            }
            if (decision.candidates.size() > shown) {
                d.message +=
                    "; and " + std::to_string(decision.candidates.size() - shown) + " more";
            }
            d.message += ". Write the district and state beside it";
        } else {
            d.message = std::string(only_a_point ? "no known place lies near these coordinates"
                                                 : "no place of this name is known") +
                        ". Write the district and state beside it, "
                        "or add the place with --gazetteer";
        }
        faults(std::move(d));
    }
    return decision;
}

Range CaseStoreBuilder::State::texts(const std::vector<std::string>& values) {
    const Range range{size32(store.texts), static_cast<std::uint32_t>(values.size())};
    for (const std::string& value : values) {
        store.texts.push_back(store.strings.intern(value));
    }
    return range;
}

template <class E>
Range CaseStoreBuilder::State::words(const std::vector<E>& values) {
    const Range range{size32(store.words), static_cast<std::uint32_t>(values.size())};
    for (const E value : values) {
        store.words.push_back(static_cast<std::uint8_t>(value));
    }
    return range;
}

PersonRow CaseStoreBuilder::State::person(const Person& p,
                                          const Incident& incident,
                                          const std::string& pointer) {
    PersonRow row;
    row.ref = store.strings.intern(p.ref);
    row.id = store.strings.intern(p.id);
    row.name = store.strings.intern(p.name);
    row.father = store.strings.intern(p.father);
    row.spouse = store.strings.intern(p.spouse);
    row.nationality = store.strings.intern(p.nationality);
    row.aliases = texts(p.aliases);
    row.identifiers = {size32(store.identifier_rows),
                       static_cast<std::uint32_t>(p.identifiers.size())};
    for (const Identifier& identifier : p.identifiers) {
        store.identifier_rows.push_back(
            {identifier.type, store.strings.intern(identifier.value), no_index});
    }
    row.role = p.role;
    row.status = p.status;
    row.sex = p.sex;
    row.age = p.age;
    row.minor = p.minor;
    row.count = p.count;
    row.birth = p.birth;
    const Decision& home = place(p.home, incident, pointer + "/home");
    row.home = home.place;
    row.home_match = home.match;
    return row;
}

OrganisationRow CaseStoreBuilder::State::organisation(const Organisation& o,
                                                      const Incident& incident,
                                                      const std::string& pointer) {
    OrganisationRow row;
    row.ref = store.strings.intern(o.ref);
    row.name = store.strings.intern(o.name);
    row.aliases = texts(o.aliases);
    row.type = o.type;
    row.role = o.role;
    const Decision& seat = place(o.place, incident, pointer + "/place");
    row.place = seat.place;
    row.match = seat.match;
    if (row.place == no_place && is_police_station(o.name)) {
        // A station stands at the place it is named after, where that is beyond doubt.
        const Resolution resolution = gazetteer.resolve(o.name);
        if (resolution.status == MatchStatus::exact || resolution.status == MatchStatus::variant) {
            row.place = intern(resolution.place, resolution.status);
            row.match = resolution.status;
        }
    }
    return row;
}

// The station of a reference is an organisation of the case, also where `organisations` omits it.
void CaseStoreBuilder::State::add_stations(const Incident& incident, IncidentRow& row) {
    for (std::size_t i = 0; i < incident.references.size(); ++i) {
        const Reference& reference = incident.references[i];
        if (reference.station.empty()) {
            continue;
        }
        const std::string key = organisation_key(reference.station);
        const auto listed = CaseStore::rows(store.organisations, row.organisations);
        const bool known = std::any_of(listed.begin(), listed.end(), [&](const auto& o) {
            return organisation_key(store.text(o.name)) == key;
        });
        if (known) {
            continue;
        }
        Organisation station;
        station.name = reference.station;
        station.type = reference.type == ReferenceType::court ? OrganisationType::court
                                                              : OrganisationType::law_enforcement;
        station.role = reference.type == ReferenceType::court ? OrganisationRole::unknown
                                                              : OrganisationRole::reported_to;
        OrganisationRow station_row = organisation(station, incident, "");
        store.organisations.push_back(station_row);
        ++row.organisations.count;
    }
}

CaseStoreBuilder::CaseStoreBuilder(const Gazetteer& gazetteer, FaultSink faults)
    : m_state(std::make_unique<State>(gazetteer, std::move(faults))) {}
CaseStoreBuilder::~CaseStoreBuilder() = default;

void CaseStoreBuilder::add(const Incident& incident) {
    State& s = *m_state;
    CaseStore& store = s.store;
    IncidentRow row;
    row.id = store.strings.intern(incident.id);
    if (!s.incident_ids.insert(row.id).second) {
        throw std::invalid_argument("case store: incident " + incident.id +
                                    " was added before; ids must be unique");
    }
    row.title = store.strings.intern(incident.title);
    row.reported = incident.reported;
    row.time = time_of(incident);
    row.status = incident.status;
    row.graded = std::any_of(incident.sources.begin(), incident.sources.end(),
                             [](const Source& source) { return source.grade.has_value(); });
    row.confidence = confidence(incident);
    row.exploitation = s.words(incident.exploitation);
    row.recruitment = s.words(incident.recruitment);
    row.control = s.words(incident.control);

    std::unordered_map<std::string_view, Party> party_of_ref;
    row.people = {size32(store.people), static_cast<std::uint32_t>(incident.people.size())};
    for (std::size_t i = 0; i < incident.people.size(); ++i) {
        const Person& p = incident.people[i];
        PersonRow person = s.person(p, incident, "/people/" + std::to_string(i));
        person.incident = static_cast<IncidentIndex>(store.incidents.size());
        party_of_ref.emplace(p.ref, Party{true, size32(store.people)});
        store.people.push_back(person);
    }
    row.organisations = {size32(store.organisations),
                         static_cast<std::uint32_t>(incident.organisations.size())};
    for (std::size_t i = 0; i < incident.organisations.size(); ++i) {
        const Organisation& o = incident.organisations[i];
        if (!o.ref.empty()) {
            party_of_ref.emplace(o.ref, Party{false, size32(store.organisations)});
        }
        OrganisationRow organisation =
            s.organisation(o, incident, "/organisations/" + std::to_string(i));
        store.organisations.push_back(organisation);
    }
    s.add_stations(incident, row);
    for (std::uint32_t o = 0; o < row.organisations.count; ++o) {
        store.organisations[row.organisations.first + o].incident =
            static_cast<IncidentIndex>(store.incidents.size());
    }

    row.stops = {size32(store.stops), static_cast<std::uint32_t>(incident.journey.size())};
    for (std::size_t i = 0; i < incident.journey.size(); ++i) {
        const JourneyStop& stop = incident.journey[i];
        StopRow stop_row;
        const auto& at = s.place(stop.place, incident, "/journey/" + std::to_string(i) + "/place");
        stop_row.place = at.place;
        stop_row.match = at.match;
        stop_row.role = stop.role;
        stop_row.mode = stop.mode;
        stop_row.arrived = stop.arrived;
        stop_row.departed = stop.departed;
        stop_row.people.first = size32(store.stop_people);
        for (const std::string& ref : stop.people) {
            if (const auto known = party_of_ref.find(ref);
                known != party_of_ref.end() && known->second.is_person) {
                store.stop_people.push_back(known->second.row);
                ++stop_row.people.count;
            }
        }
        store.stops.push_back(stop_row);
    }

    row.places = {size32(store.incident_places),
                  static_cast<std::uint32_t>(incident.places.size())};
    for (std::size_t i = 0; i < incident.places.size(); ++i) {
        const IncidentPlace& place = incident.places[i];
        const auto& at = s.place(place.place, incident, "/places/" + std::to_string(i) + "/place");
        store.incident_places.push_back({at.place, place.role, at.match, place.date});
    }

    row.ties.first = size32(store.ties);
    for (const Tie& tie : incident.ties) {
        const auto from = party_of_ref.find(tie.from);
        const auto to = party_of_ref.find(tie.to);
        if (from != party_of_ref.end() && to != party_of_ref.end()) {
            store.ties.push_back(
                {from->second, to->second, tie.type, tie.date, tie.confidence.value_or(1.0)});
            ++row.ties.count;
        }
    }
    size32(store.incidents);
    store.incidents.push_back(row);
}

void CaseStoreBuilder::add(const Person& person,
                           const RecordPlace& where,
                           const std::string& list) {
    State& s = *m_state;
    Incident nowhere;
    nowhere.where = where;
    PersonRow row = s.person(person, nowhere, "");
    row.list = s.store.strings.intern(list);
    size32(s.store.people);
    s.store.people.push_back(row);
}

CaseStore CaseStoreBuilder::finish(const FuzzyDate& as_of) {
    CaseStore store = std::move(m_state->store);
    m_state = std::make_unique<State>(m_state->gazetteer, m_state->faults);

    std::vector<IncidentIndex> order(store.incidents.size());
    std::iota(order.begin(), order.end(), 0);
    std::sort(order.begin(), order.end(), [&](IncidentIndex a, IncidentIndex b) {
        return store.text(store.incidents[a].id) < store.text(store.incidents[b].id);
    });
    std::vector<IncidentRow> sorted;
    sorted.reserve(order.size());
    for (const IncidentIndex i : order) {
        const auto now = static_cast<IncidentIndex>(sorted.size());
        const IncidentRow& row = store.incidents[i];
        for (std::uint32_t p = 0; p < row.people.count; ++p) {
            store.people[row.people.first + p].incident = now;
        }
        for (std::uint32_t o = 0; o < row.organisations.count; ++o) {
            store.organisations[row.organisations.first + o].incident = now;
        }
        sorted.push_back(row);
    }
    store.incidents = std::move(sorted);
    join_entities(store, as_of);
    return store;
}

} // namespace sandhan::graph
