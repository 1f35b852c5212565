// SPDX-License-Identifier: Apache-2.0
// From records to columns: strings interned, places decided once a text, refs made row numbers.
#include "graph/case_fragment.hpp"

#include "graph/building/fragment_rows.hpp"
#include "graph/entities.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace sandhan::graph {

using building::Extent;
using building::FragmentRows;
using building::OrganisationName;
using building::Part;
using building::PlaceDecision;

namespace {

template <class T>
std::uint32_t size32(const std::vector<T>& table) {
    if (table.size() >= no_index) {
        throw std::length_error("case store: more than 4294967294 rows in one table");
    }
    return static_cast<std::uint32_t>(table.size());
}

/// Where in its record a place stands; made into a pointer only for a fault.
struct Mention {
    const Incident& incident;
    std::string_view list;
    std::size_t item = 0;
    std::string_view field;

    [[nodiscard]] std::string pointer() const {
        std::string pointer = incident.where.pointer;
        if (!list.empty()) {
            pointer += "/" + std::string(list) + "/" + std::to_string(item);
        }
        return pointer + "/" + std::string(field);
    }
};

Diagnostic unresolved(const PlaceDecision& decision, const PlaceText& text, const Mention& at) {
    const bool ambiguous = decision.match == MatchStatus::ambiguous;
    Diagnostic d;
    d.where = at.incident.where;
    d.where.pointer = at.pointer();
    d.incident = at.incident.id;
    d.code = ambiguous ? "place_ambiguous" : "place_unknown";
    d.severity = Severity::warning;
    d.value = building::written_text(text);
    const bool only_a_point = d.value.empty();
    if (ambiguous) {
        d.message = only_a_point ? "the coordinates lie near the border of several districts"
                                 : "several places have this name";
        constexpr std::size_t shown = 4;
        for (std::size_t i = 0; i < std::min(shown, decision.candidates.size()); ++i) {
            d.message += (i == 0 ? ": " : "; ") + decision.candidates[i];
        }
        if (decision.candidates.size() > shown) {
            d.message += "; and " + std::to_string(decision.candidates.size() - shown) + " more";
        }
        d.message += ". Write the district and state beside it";
    } else {
        d.message = std::string(only_a_point ? "no known place lies near these coordinates"
                                             : "no place of this name is known") +
                    ". Write the district and state beside it, "
                    "or add the place with --gazetteer";
    }
    return d;
}

/// Fills the rows of a fragment.
class Filler {
  public:
    explicit Filler(FragmentRows& rows)
        : m_rows(rows), m_recent_places(rows.shared->recent_places.local()) {}

    struct Placed {
        PlaceIndex place = no_place; ///< number of its decision plus 1
        MatchStatus match = MatchStatus::exact;
    };

    Placed place(const PlaceText& text, const Mention& at) {
        if (text.empty()) {
            return {};
        }
        const auto known = m_rows.shared->places.of(text, m_recent_places);
        if (known.entry != nullptr && m_rows.keep_faults) {
            m_rows.faults.push_back(unresolved(known.entry->value, text, at));
        }
        return {known.number + 1, known.match};
    }

    Range texts(const std::vector<std::string>& values) {
        const Range range{size32(m_rows.texts), static_cast<std::uint32_t>(values.size())};
        for (const std::string& value : values) {
            m_rows.texts.push_back(m_rows.keep(value));
        }
        return range;
    }

    template <class E>
    Range words(const std::vector<E>& values) {
        const Range range{size32(m_rows.words), static_cast<std::uint32_t>(values.size())};
        for (const E value : values) {
            m_rows.words.push_back(static_cast<std::uint8_t>(value));
        }
        return range;
    }

    PersonRow person(const Person& p, const Mention& home_at) {
        PersonRow row;
        row.ref = m_rows.common.intern(p.ref);
        row.id = m_rows.keep(p.id);
        row.name = m_rows.keep(p.name);
        row.father = m_rows.keep(p.father);
        row.spouse = m_rows.keep(p.spouse);
        row.nationality = m_rows.common.intern(p.nationality);
        row.aliases = texts(p.aliases);
        row.identifiers = {size32(m_rows.identifiers),
                           static_cast<std::uint32_t>(p.identifiers.size())};
        for (const Identifier& identifier : p.identifiers) {
            m_rows.identifiers.push_back(
                {m_rows.keep(identifier.value), no_index, identifier.type, {}});
        }
        row.role = p.role;
        row.status = p.status;
        row.sex = p.sex;
        row.age = p.age;
        if (!p.age && !p.birth.is_known() && p.count == CountRange{}) {
            // Not for comparison alone: who is a child by it is to be protected.
            row.age = age_in_name(p.name);
        }
        row.minor = p.minor;
        row.count = {p.count.least, p.count.most.value_or(0)};
        row.birth = p.birth;
        const Placed home = place(p.home, home_at);
        row.home = home.place;
        row.home_match = home.match;
        return row;
    }

    const FragmentRows::Name& name(StringId common) {
        if (m_rows.names.size() <= common) {
            m_rows.names.resize(m_rows.common.size(), nullptr);
        }
        const FragmentRows::Name*& known = m_rows.names[common];
        if (known == nullptr) {
            const std::string_view text = m_rows.common[common];
            known = &m_rows.shared->names.get(text, [&] { return organisation_name(text); });
        }
        return *known;
    }

    OrganisationRow organisation(const Organisation& o, const Mention& seat_at) {
        OrganisationRow row;
        row.ref = m_rows.common.intern(o.ref);
        row.name = m_rows.common.intern(o.name);
        row.aliases = texts(o.aliases);
        row.type = o.type;
        row.role = o.role;
        const Placed seat = place(o.place, seat_at);
        row.place = seat.place;
        row.match = seat.match;
        const auto& known = name(row.name);
        row.organisation = known.number;
        if (row.place == no_place && known.value.is_station) {
            // A station stands at the place it is named after, where that is beyond doubt.
            if (const auto* entry = m_rows.shared->places.of_station(o.name, m_recent_places)) {
                row.place = entry->number + 1;
                row.match = entry->value.match;
            }
        }
        return row;
    }

    /// The station of a reference is an organisation of the case, also where `organisations` omits
    /// it.
    void add_stations(const Incident& incident, IncidentRow& row) {
        for (const Reference& reference : incident.references) {
            if (reference.station.empty()) {
                continue;
            }
            const std::string& key = name(m_rows.common.intern(reference.station)).value.key;
            bool known = false;
            for (std::uint32_t o = 0; o < row.organisations.count && !known; ++o) {
                known =
                    name(m_rows.organisations[row.organisations.first + o].name).value.key == key;
            }
            if (known) {
                continue;
            }
            const bool is_court = reference.type == ReferenceType::court;
            Organisation station;
            station.name = reference.station;
            station.type = is_court ? OrganisationType::court : OrganisationType::law_enforcement;
            station.role = is_court ? OrganisationRole::unknown : OrganisationRole::reported_to;
            m_rows.organisations.push_back(organisation(station, {incident, {}, 0, "place"}));
            ++row.organisations.count;
        }
    }

    void add(const Incident& incident);

  private:
    /// The texts of a record are looked at far apart in memory: better all at once.
    void fetch_places(const Incident& incident) const {
        const auto fetch = [&](const PlaceText& text) {
            building::PlaceDecisions::fetch(text, m_recent_places);
        };
        for (const Person& person : incident.people) {
            fetch(person.home);
        }
        for (const Organisation& organisation : incident.organisations) {
            fetch(organisation.place);
        }
        for (const JourneyStop& stop : incident.journey) {
            fetch(stop.place);
        }
        for (const IncidentPlace& scene : incident.places) {
            fetch(scene.place);
        }
    }

    static OrganisationName organisation_name(std::string_view text) {
        return {organisation_key(text), is_police_station(text), begins_as_police_station(text)};
    }

    /// The person or organisation of a ref, the first that has it; row no_index: nobody.
    class Parties {
      public:
        explicit Parties(std::size_t expected) : m_hashed(expected > few) {}
        void add(StringId ref, Party party) {
            if (m_hashed) {
                m_by_ref.emplace(ref, party);
            } else {
                m_list.emplace_back(ref, party);
            }
        }
        [[nodiscard]] Party find(StringId ref) const {
            if (m_hashed) {
                const auto at = m_by_ref.find(ref);
                return at == m_by_ref.end() ? Party{} : at->second;
            }
            for (const auto& [known, party] : m_list) {
                if (known == ref) {
                    return party;
                }
            }
            return {};
        }

      private:
        static constexpr std::size_t few = 32;
        bool m_hashed;
        std::vector<std::pair<StringId, Party>> m_list;
        std::unordered_map<StringId, Party> m_by_ref;
    };

    FragmentRows& m_rows;
    building::PlaceDecisions::Recent& m_recent_places;
};

void Filler::add(const Incident& incident) {
    fetch_places(incident);
    const Extent begin = m_rows.extent();
    const auto index = static_cast<IncidentIndex>(m_rows.incidents.size());
    IncidentRow row;
    row.id = m_rows.keep(incident.id);
    row.title = m_rows.keep(incident.title);
    row.reported = incident.reported;
    row.time = time_of(incident);
    row.status = incident.status;
    row.graded = std::any_of(incident.sources.begin(), incident.sources.end(),
                             [](const Source& source) { return source.grade.has_value(); });
    row.confidence = confidence(incident);
    row.exploitation = words(incident.exploitation);
    row.recruitment = words(incident.recruitment);
    row.control = words(incident.control);

    Parties parties(incident.people.size() + incident.organisations.size());
    row.people = {size32(m_rows.people), static_cast<std::uint32_t>(incident.people.size())};
    for (std::size_t i = 0; i < incident.people.size(); ++i) {
        PersonRow one = person(incident.people[i], {incident, "people", i, "home"});
        one.incident = index;
        parties.add(one.ref, Party{true, size32(m_rows.people)});
        m_rows.people.push_back(one);
    }
    row.organisations = {size32(m_rows.organisations),
                         static_cast<std::uint32_t>(incident.organisations.size())};
    for (std::size_t i = 0; i < incident.organisations.size(); ++i) {
        const OrganisationRow one =
            organisation(incident.organisations[i], {incident, "organisations", i, "place"});
        if (one.ref != 0) {
            parties.add(one.ref, Party{false, size32(m_rows.organisations)});
        }
        m_rows.organisations.push_back(one);
    }
    add_stations(incident, row);
    for (std::uint32_t o = 0; o < row.organisations.count; ++o) {
        m_rows.organisations[row.organisations.first + o].incident = index;
    }

    row.stops = {size32(m_rows.stops), static_cast<std::uint32_t>(incident.journey.size())};
    for (std::size_t i = 0; i < incident.journey.size(); ++i) {
        const JourneyStop& stop = incident.journey[i];
        const Placed at = place(stop.place, {incident, "journey", i, "place"});
        StopRow stop_row;
        stop_row.place = at.place;
        stop_row.match = at.match;
        stop_row.role = stop.role;
        stop_row.mode = stop.mode;
        stop_row.arrived = stop.arrived;
        stop_row.departed = stop.departed;
        stop_row.people.first = size32(m_rows.stop_people);
        for (const std::string& ref : stop.people) {
            const Party party = parties.find(m_rows.common.intern(ref));
            if (party.row != no_index && party.is_person) {
                m_rows.stop_people.push_back(party.row);
                ++stop_row.people.count;
            }
        }
        m_rows.stops.push_back(stop_row);
    }

    row.places = {size32(m_rows.places), static_cast<std::uint32_t>(incident.places.size())};
    for (std::size_t i = 0; i < incident.places.size(); ++i) {
        const IncidentPlace& scene = incident.places[i];
        const Placed at = place(scene.place, {incident, "places", i, "place"});
        m_rows.places.push_back({at.place, scene.role, at.match, {}, scene.date});
    }

    row.ties.first = size32(m_rows.ties);
    for (const Tie& tie : incident.ties) {
        const Party from = parties.find(m_rows.common.intern(tie.from));
        const Party to = parties.find(m_rows.common.intern(tie.to));
        if (from.row != no_index && to.row != no_index) {
            TieRow tie_row;
            tie_row.from = from;
            tie_row.to = to;
            tie_row.type = tie.type;
            tie_row.date = tie.date;
            tie_row.confidence = tie.confidence.value_or(1.0);
            m_rows.ties.push_back(tie_row);
            ++row.ties.count;
        }
    }
    size32(m_rows.incidents);
    m_rows.incidents.push_back(row);
    m_rows.begin.push_back(begin);
    m_rows.end.push_back(m_rows.extent());
}

/// Whether the home of a list, "Ashford, TAS", ends in what is a state of some other country, cut
/// short, and by chance the name of a village here: everybody of that state would live in it. Of a
/// list nothing else tells which country it is from.
bool ends_in_abbreviation(const PlaceText& home, FragmentRows& rows) {
    constexpr std::size_t longest = 3;
    const std::size_t comma = home.text.rfind(',');
    if (comma == std::string::npos) {
        return false;
    }
    const std::size_t first = home.text.find_first_not_of(' ', comma + 1);
    if (first == std::string::npos || home.text.size() - first > longest) {
        return false;
    }
    const std::string last = home.text.substr(first);
    const auto [known, is_new] = rows.names_a_village.try_emplace(last, false);
    if (is_new) {
        const Resolution found = rows.shared->places.gazetteer().resolve(last);
        known->second = !building::is_unresolved(found.status) && !found.place.id.empty() &&
                        found.place.level == PlaceLevel::locality;
    }
    return known->second;
}

} // namespace

Extent FragmentRows::extent() const {
    return {size32(people),      size32(organisations),
            size32(identifiers), size32(stops),
            size32(places),      size32(ties),
            size32(words),       size32(texts),
            size32(stop_people), static_cast<std::uint32_t>(own.size())};
}

void FragmentRows::clear() {
    // More would no longer be found quickly.
    constexpr std::size_t most_in_common = std::size_t{1} << 12U;
    if (common.size() > most_in_common) {
        common.clear();
        names.clear();
        noted.clear();
    }
    faults.clear();
    own.clear();
    incidents.clear();
    begin.clear();
    end.clear();
    people.clear();
    organisations.clear();
    identifiers.clear();
    stops.clear();
    places.clear();
    ties.clear();
    words.clear();
    texts.clear();
    stop_people.clear();
    listed.clear();
}

CaseFragment::CaseFragment(std::unique_ptr<FragmentRows> rows) : m_rows(std::move(rows)) {}
CaseFragment::CaseFragment(CaseFragment&&) noexcept = default;
CaseFragment& CaseFragment::operator=(CaseFragment&&) noexcept = default;
CaseFragment::~CaseFragment() = default;

void CaseFragment::add(const Incident& incident) { Filler(*m_rows).add(incident); }

void CaseFragment::add(const Person& person, const RecordPlace& where, const std::string& list) {
    Incident nowhere;
    nowhere.where = where;
    FragmentRows::Listed listed;
    listed.begin = m_rows->extent();
    if (ends_in_abbreviation(person.home, *m_rows)) {
        Person plain = person;
        plain.home.text[person.home.text.rfind(',')] = ' ';
        listed.row = Filler(*m_rows).person(plain, {nowhere, {}, 0, "home"});
    } else {
        listed.row = Filler(*m_rows).person(person, {nowhere, {}, 0, "home"});
    }
    listed.row.list = m_rows->common.intern(list);
    listed.end = m_rows->extent();
    m_rows->listed.push_back(listed);
}

std::vector<Diagnostic> CaseFragment::take_faults() { return std::exchange(m_rows->faults, {}); }

std::size_t CaseFragment::incidents() const { return m_rows->incidents.size(); }

} // namespace sandhan::graph
