// SPDX-License-Identifier: Apache-2.0
#include "io/follow_the_money_reader.hpp"

#include "graph/vocabulary.hpp"
#include "io/follow_the_money_parties.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <iterator>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

namespace sandhan::io {
namespace {

using nlohmann::json;

/// A link between two entities, and the tie it is.
struct LinkKind {
    std::string_view schema;
    std::string_view from, to; ///< properties
    std::string_view tie;
};
constexpr LinkKind link_kinds[] = {
    {"Family", "person", "relative", "relative"},
    {"Associate", "person", "associate", "associate"},
    {"Employment", "employer", "employee", "employs"},
    {"Membership", "member", "organization", "member_of"},
    {"Directorship", "director", "organization", "member_of"},
    {"Representation", "agent", "client", "associate"},
    {"Call", "caller", "receiver", "contacted"},
    {"Payment", "payer", "beneficiary", "paid"},
    {"UnknownLink", "subject", "object", "associate"},
};

const LinkKind* link_kind(const FtmEntity& entity) {
    const auto found =
        std::find_if(std::begin(link_kinds), std::end(link_kinds),
                     [&](const LinkKind& kind) { return kind.schema == entity.schema; });
    return found == std::end(link_kinds) ? nullptr : found;
}

/// "ID/2": leg 2 of the incident ID.
std::pair<std::string, unsigned> numbered(const std::string& record_id) {
    const std::size_t slash = record_id.rfind('/');
    unsigned number = 0;
    if (slash != std::string::npos) {
        const char* begin = record_id.data() + slash + 1;
        const char* end = record_id.data() + record_id.size();
        const auto [stop, error] = std::from_chars(begin, end, number);
        if (error == std::errc() && stop == end) {
            return {record_id.substr(0, slash), number};
        }
    }
    return {record_id, 0};
}

std::string date_of(const FtmEntity& entity) {
    // Prefixes of ISO 8601; a time of day says more than we hold.
    const auto day = [](const std::string& text) { return text.substr(0, 10); };
    if (const std::string date = day(entity.first("date")); !date.empty()) {
        return date;
    }
    const std::string start = day(entity.first("startDate"));
    const std::string end = day(entity.first("endDate"));
    if (start.empty() && end.empty()) {
        return {};
    }
    return (start.empty() ? ".." : start) + "/" + (end.empty() ? ".." : end);
}

class FtmCases {
  public:
    FtmCases(FtmEntities& entities, const graph::RunControl& control)
        : m_entities(entities), m_control(control), m_parties(entities) {}

    FtmRecords make() {
        for (FtmEntity& entity : m_entities.all()) {
            if (entity.schema == "Event") {
                begin_incident(entity, entity.first("recordId"), "incident:");
            }
        }
        for (FtmEntity& entity : m_entities.all()) {
            if (entity.schema == "Trip") {
                take_trip(entity);
            }
        }
        for (Case& one : m_cases) {
            m_control.checkpoint();
            take_parties(one);
            take_trips(one);
            take_places(one);
        }
        for (FtmEntity& entity : m_entities.all()) {
            m_control.checkpoint();
            if (const LinkKind* kind = link_kind(entity)) {
                take_link(entity, *kind);
            } else if (entity.schema == "Documentation") {
                take_source(entity);
            }
        }
        finish();
        return std::move(m_made);
    }

  private:
    struct Case {
        json value = json::object();
        const FtmEntity* event = nullptr;
        std::uint64_t line = 0;
        std::vector<std::pair<unsigned, const FtmEntity*>> trips;
        std::vector<FtmEntity*> people, organisations; ///< p1, p2, …; o1, o2, …
        std::map<std::string, std::string> refs;       ///< by id of entity
        std::set<std::string> stops;                   ///< addresses that the journey tells
    };

    // --- incidents ---

    Case& begin_incident(FtmEntity& entity, std::string id, std::string_view prefix) {
        entity.is_used = true;
        if (id.empty() || m_at.contains(id)) {
            id = without_prefix(prefix, entity.id);
        }
        m_at.emplace(id, m_cases.size());
        m_at_event.emplace(entity.id, m_cases.size());
        m_cases.emplace_back();
        Case& made = m_cases.back();
        made.event = &entity;
        made.line = entity.line;
        made.value["id"] = id;
        if (const std::string title = entity.first("name"); !title.empty() && title != id) {
            made.value["title"] = title;
        }
        for (const char* text : {"summary", "description", "notes"}) {
            if (const std::string value = entity.first(text); !value.empty()) {
                made.value[std::string("x_") + text] = value;
            }
        }
        if (const std::string date = date_of(entity); !date.empty() && entity.schema == "Event") {
            made.value["reported"] = date;
        }
        for (const std::string& word : entity.all("keywords")) {
            take_keyword(made, word);
        }
        if (const std::string url = entity.first("sourceUrl"); !url.empty()) {
            made.value["sources"].push_back({{"url", url}});
        }
        return made;
    }

    void take_keyword(Case& made, const std::string& word) {
        if (word == "other" || word == "unknown" || is_ftm_word<graph::TransportMode>(word)) {
            return; // of which list nobody knows; of how a trip was made
        }
        if (is_ftm_word<graph::Exploitation>(word)) {
            made.value["exploitation"].push_back(word);
        } else if (is_ftm_word<graph::Recruitment>(word)) {
            made.value["recruitment"].push_back(word);
        } else if (is_ftm_word<graph::Control>(word)) {
            made.value["control"].push_back(word);
        } else {
            m_parties.note("keyword of an Event that is no word of ours");
        }
    }

    // --- journeys and places ---

    void take_trip(FtmEntity& trip) {
        const auto [id, number] = numbered(trip.first("recordId"));
        const auto found = m_at.find(id);
        if (found != m_at.end() && m_cases[found->second].event->schema == "Event") {
            trip.is_used = true;
            m_cases[found->second].trips.emplace_back(number, &trip);
            return;
        }
        Case& alone = begin_incident(trip, trip.first("recordId"), "trip:");
        alone.trips.emplace_back(1U, &trip);
    }

    void take_trips(Case& one) {
        std::stable_sort(one.trips.begin(), one.trips.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        json journey = json::array();
        std::string last;
        for (const auto& [number, trip] : one.trips) {
            const std::string from = trip->first("startLocation");
            const std::string to = trip->first("endLocation");
            if (const std::string text = m_parties.place_text(from);
                from != last && !text.empty()) {
                journey.push_back({{"place", text}});
            }
            if (const std::string day = trip->first("startDate");
                !day.empty() && !journey.empty()) {
                journey.back()["departed"] = day.substr(0, 10);
            }
            if (const std::string text = m_parties.place_text(to); !text.empty()) {
                journey.push_back({{"place", text}});
                for (const std::string& word : trip->all("keywords")) {
                    if (is_ftm_word<graph::TransportMode>(word)) {
                        journey.back()["mode"] = word;
                    }
                }
                if (const std::string day = trip->first("endDate"); !day.empty()) {
                    journey.back()["arrived"] = day.substr(0, 10);
                }
            }
            one.stops.insert({from, to});
            last = to;
        }
        for (std::size_t i = 0; i < journey.size(); ++i) {
            journey[i]["role"] = i == 0                    ? "origin"
                                 : i + 1 == journey.size() ? "destination"
                                                           : "transit";
        }
        if (!journey.empty()) {
            one.value["journey"] = std::move(journey);
        }
    }

    void take_places(Case& one) {
        std::set<std::string> told;
        std::vector<std::string> texts;
        for (const std::string& address : one.event->all("addressEntity")) {
            const std::string text = m_parties.place_text(address);
            told.insert(text);
            if (!one.stops.contains(address) && !text.empty()) {
                texts.push_back(text);
            }
        }
        for (const std::string& stop : one.stops) {
            told.insert(m_parties.place_text(stop));
        }
        for (const char* property : {"location", "address"}) {
            for (const std::string& text : one.event->all(property)) {
                if (told.insert(text).second) {
                    texts.push_back(text);
                }
            }
        }
        if (told.empty()) {
            for (const std::string& country : one.event->all("country")) {
                texts.push_back(country);
            }
        }
        for (const std::string& text : texts) {
            one.value["places"].push_back({{"place", text}, {"role", "exploited_at"}});
            m_parties.note("place of an Event, whose role nobody tells: read as exploited_at");
        }
    }

    // --- who takes part ---

    void take_parties(Case& one) {
        for (const char* property : {"involved", "organizer"}) {
            for (const std::string& id : one.event->all(property)) {
                if (ref_in(one, id).empty()) {
                    m_parties.note("party of an Event that the file does not hold");
                }
            }
        }
    }

    /// The ref of an entity in an incident, which it is added to; "" where it can be no party.
    std::string ref_in(Case& one, const std::string& id) {
        if (const auto known = one.refs.find(id); known != one.refs.end()) {
            return known->second;
        }
        FtmEntity* entity = m_entities.find(id);
        if (entity == nullptr || (!is_ftm_person(*entity) && !is_ftm_organisation(*entity))) {
            return {};
        }
        const bool person = is_ftm_person(*entity);
        entity->is_used = true;
        auto& list = person ? one.people : one.organisations;
        list.push_back(entity);
        const std::string ref = (person ? "p" : "o") + std::to_string(list.size());
        one.refs.emplace(id, ref);
        return ref;
    }

    // --- links ---

    void take_link(FtmEntity& link, const LinkKind& kind) {
        for (const std::string& from : link.all(kind.from)) {
            for (const std::string& to : link.all(kind.to)) {
                take_link(link, kind, from, to);
            }
        }
    }

    void take_link(FtmEntity& link,
                   const LinkKind& kind,
                   const std::string& from,
                   const std::string& to) {
        const std::string role = link.first("role");
        for (const auto& [event, party] : {std::pair(to, from), std::pair(from, to)}) {
            if (const auto at = m_at_event.find(event); at != m_at_event.end()) {
                link.is_used = link.is_used || !ref_in(m_cases[at->second], party).empty();
                return; // takes part in the event
            }
        }
        const FtmEntity* a = m_entities.find(from);
        const FtmEntity* b = m_entities.find(to);
        const auto is_party = [](const FtmEntity* entity) {
            return entity != nullptr && (is_ftm_person(*entity) || is_ftm_organisation(*entity));
        };
        if (!is_party(a) || !is_party(b) || from == to) {
            return; // counted with what is not used
        }
        Case& one = case_of_link(link, from, to);
        json tie = {{"from", ref_in(one, from)}, {"to", ref_in(one, to)}};
        const std::string relation = link.first("relationship");
        const std::string& word = relation.empty() ? role : relation;
        tie["type"] = is_ftm_word<graph::TieType>(word) ? word : std::string(kind.tie);
        if (const std::string date = date_of(link); !date.empty()) {
            tie["date"] = date;
        }
        one.value["ties"].push_back(std::move(tie));
        link.is_used = true;
    }

    Case& case_of_link(FtmEntity& link, const std::string& from, const std::string& to) {
        const std::string record = link.first("recordId");
        if (const auto at = m_at.find(record); at != m_at.end()) {
            return m_cases[at->second];
        }
        index_parties();
        const auto both = [&](const std::string& id) -> const std::set<std::size_t>& {
            static const std::set<std::size_t> none;
            const auto found = m_cases_of.find(id);
            return found == m_cases_of.end() ? none : found->second;
        };
        const auto& of_from = both(from);
        const auto& of_to = both(to);
        const auto& fewer = of_from.size() < of_to.size() ? of_from : of_to;
        const auto& more = of_from.size() < of_to.size() ? of_to : of_from;
        for (const std::size_t i : fewer) {
            if (more.contains(i)) {
                return m_cases[i];
            }
        }
        m_parties.note("link between parties of no common Event: read as an incident of its own");
        Case& alone = begin_incident(link, record, "tie:");
        alone.value.erase("title");
        return alone;
    }

    /// Once: links of which no event is told are few, or many and all of them so.
    void index_parties() {
        for (; m_indexed < m_cases.size(); ++m_indexed) {
            for (const auto& [id, ref] : m_cases[m_indexed].refs) {
                m_cases_of[id].insert(m_indexed);
            }
        }
    }

    void take_source(FtmEntity& link) {
        FtmEntity* document = m_entities.find(link.first("document"));
        const auto at = m_at_event.find(link.first("entity"));
        if (document == nullptr || at == m_at_event.end()) {
            return;
        }
        json source = json::object();
        for (const char* name : {"title", "name", "fileName"}) {
            if (!source.contains("name")) {
                put_text(source, "name", document->first(name));
            }
        }
        put_text(source, "url", document->first("sourceUrl"));
        put_text(source, "date", document->first("date").substr(0, 10));
        const std::string grade = link.first("role");
        if (grade.size() == 2 && grade[0] >= 'A' && grade[0] <= 'F' && grade[1] >= '1' &&
            grade[1] <= '6') {
            source["grade"] = grade;
        }
        m_cases[at->second].value["sources"].push_back(std::move(source));
        link.is_used = document->is_used = true;
    }

    // --- what is left ---

    /// The people and organisations of a case, not before all of it is known: in many cases one
    /// person may be told, and as JSON takes far more memory than its entity.
    void put_parties(Case& one) {
        for (std::size_t i = 0; i < one.people.size(); ++i) {
            json party = m_parties.person(*one.people[i]);
            party["ref"] = "p" + std::to_string(i + 1);
            one.value["people"].push_back(std::move(party));
        }
        for (std::size_t i = 0; i < one.organisations.size(); ++i) {
            json party = m_parties.organisation(*one.organisations[i]);
            party["ref"] = "o" + std::to_string(i + 1);
            one.value["organisations"].push_back(std::move(party));
        }
    }

    void finish() {
        for (Case& one : m_cases) {
            m_control.checkpoint();
            put_parties(one);
            m_made.incidents.push_back(
                {one.value.at("id").get<std::string>(),
                 one.value.dump(-1, ' ', false, json::error_handler_t::replace), one.line});
            one = Case();
        }
        std::sort(m_made.incidents.begin(), m_made.incidents.end(),
                  [](const auto& a, const auto& b) { return a.id < b.id; });
        for (FtmEntity& entity : m_entities.all()) {
            if (is_ftm_person(entity) || is_ftm_organisation(entity) || entity.schema == "Event" ||
                entity.schema == "Trip") {
                m_parties.note_unread_properties(entity);
            }
            if (entity.is_used) {
                continue;
            }
            if (is_ftm_person(entity)) {
                json person = m_parties.person(entity);
                person["ref"] = without_prefix("person:", entity.id);
                m_made.people.push_back({std::move(person), entity.line});
                continue;
            }
            m_parties.note("entity of schema " + shown_schema(entity) +
                           (is_ftm_organisation(entity) || entity.schema == "Address"
                                ? " that no Event names"
                                : ""));
        }
        constexpr std::size_t most_notes = 200; // of a file of strange words
        for (const auto& [what, count] : m_parties.notes()) {
            if (m_made.notes.size() == most_notes) {
                m_made.notes.push_back("and more of other kinds");
                break;
            }
            m_made.notes.push_back(std::to_string(count) + " \xC3\x97 " + what);
        }
    }

    FtmEntities& m_entities;
    const graph::RunControl& m_control;
    FtmParties m_parties;
    std::vector<Case> m_cases;
    std::map<std::string, std::size_t> m_at;                 ///< by id of the incident
    std::map<std::string, std::size_t> m_at_event;           ///< by id of the entity
    std::map<std::string, std::set<std::size_t>> m_cases_of; ///< of parties
    std::size_t m_indexed = 0;
    FtmRecords m_made;
};

} // namespace

FtmRecords make_ftm_records(FtmEntities& entities, const graph::RunControl& control) {
    return FtmCases(entities, control).make();
}

} // namespace sandhan::io
