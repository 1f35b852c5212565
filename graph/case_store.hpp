// SPDX-License-Identifier: Apache-2.0
// All records of a run in columns: incidents, the people and organisations they mention, their
// journeys, places and ties, with strings interned and places resolved. Graphs are made from it.
#pragma once

#include "graph/gazetteer.hpp"
#include "graph/incident.hpp"
#include "graph/string_pool.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace sandhan::graph {

using IncidentIndex = std::uint32_t;
using PersonIndex = std::uint32_t;       ///< a person: all mentions that are one and the same
using OrganisationIndex = std::uint32_t; ///< an organisation likewise
using IdentifierIndex = std::uint32_t;
using PlaceIndex = std::uint32_t; ///< 0: no place

inline constexpr std::uint32_t no_index = std::numeric_limits<std::uint32_t>::max();
inline constexpr PlaceIndex no_place = 0;

/// A run of rows in another table.
struct Range {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

/// A place that some record names, or the parent of one.
struct PlaceRow {
    /// `place:…`; of an unresolved one `place:unresolved/`, its folded text and coordinates.
    StringId id = 0;
    StringId label = 0;
    StringId name = 0;
    StringId code = 0;
    PlaceLevel level = PlaceLevel::country;
    /// Ambiguous or unknown; exact of every place that was found, however it was written: how well
    /// a text matched stands with the mention.
    MatchStatus status = MatchStatus::exact;
    double latitude = std::numeric_limits<double>::quiet_NaN();
    double longitude = std::numeric_limits<double>::quiet_NaN();
    std::array<PlaceIndex, 4> parent{}; ///< by PlaceLevel; itself at its own level; 0 unknown
};

struct IncidentRow {
    StringId id = 0;
    StringId title = 0;
    FuzzyDate reported;
    FuzzyDate time; ///< hull of its dates
    IncidentStatus status = IncidentStatus::unknown;
    bool graded = false;
    double confidence = ungraded_confidence;
    Range people, organisations, stops, places, ties;
    Range exploitation, recruitment, control; ///< into CaseStore::words
};

/// One person as one record mentions them.
struct PersonRow {
    IncidentIndex incident = no_index; ///< no_index: from a person list
    PersonIndex person = no_index;
    StringId list = 0; ///< stem of the person list's file
    StringId ref = 0, id = 0, name = 0, father = 0, spouse = 0, nationality = 0;
    Range aliases;     ///< into CaseStore::texts
    Range identifiers; ///< into CaseStore::identifier_rows
    PersonRole role = PersonRole::suspect;
    PersonStatus status = PersonStatus::unknown;
    Sex sex = Sex::unknown;
    std::optional<AgeRange> age;
    std::optional<bool> minor;
    CountRange count;
    FuzzyDate birth;
    PlaceIndex home = no_place;
    MatchStatus home_match = MatchStatus::exact; ///< how well the text told the place
};

struct IdentifierRow {
    IdentifierType type = IdentifierType::phone;
    StringId value = 0;
    IdentifierIndex identifier = no_index;
};

struct OrganisationRow {
    IncidentIndex incident = no_index;
    OrganisationIndex organisation = no_index;
    StringId ref = 0, name = 0;
    Range aliases;
    OrganisationType type = OrganisationType::other;
    OrganisationRole role = OrganisationRole::unknown;
    PlaceIndex place = no_place;
    MatchStatus match = MatchStatus::exact; ///< of the text with the place
};

struct StopRow {
    PlaceIndex place = no_place;
    StopRole role = StopRole::unknown;
    TransportMode mode = TransportMode::unknown;
    MatchStatus match = MatchStatus::exact; ///< of the text with the place
    FuzzyDate arrived, departed;
    Range people; ///< into CaseStore::stop_people; empty: every victim of the incident
};

struct IncidentPlaceRow {
    PlaceIndex place = no_place;
    PlaceRole role = PlaceRole::exploited_at;
    MatchStatus match = MatchStatus::exact;
    FuzzyDate date;
};

/// An end of a tie: a person or organisation row.
struct Party {
    bool is_person = true;
    std::uint32_t row = no_index;
};

struct TieRow {
    Party from, to;
    TieType type = TieType::associate;
    FuzzyDate date;
    double confidence = 1.0; ///< as stated; the incident's own comes on top
};

/// Why a person is shown by a pseudonym, strongest first.
enum class Shield : std::uint8_t { victim, child, family, none };

/// All mentions of one person.
struct PersonEntity {
    StringId id = 0; ///< `person:WB-2020-0147/s1`, or `person:` and the agency's number
    Range mentions;  ///< into CaseStore::person_mentions
    Shield shield = Shield::none;
};

struct OrganisationEntity {
    StringId id = 0; ///< `organisation:cid-ahtu-west-bengal`
    StringId name = 0;
    OrganisationType type = OrganisationType::other;
    PlaceIndex place = no_place;
    bool shielded = false; ///< a police station: it tells where a victim lives or was found
    Range mentions;        ///< into CaseStore::organisation_mentions
};

struct IdentifierEntity {
    StringId id = 0; ///< `identifier:phone/+91…`
    IdentifierType type = IdentifierType::phone;
    StringId value = 0;
    bool shielded = false; ///< a protected person has it
    Range holders;         ///< into CaseStore::identifier_holders: person rows
};

/// Immutable once built. Incidents and entities are sorted by id, so that nothing depends on the
/// order in which records were read.
class CaseStore {
  public:
    StringPool strings;
    std::vector<PlaceRow> places; ///< [0] is "no place"
    std::vector<IncidentRow> incidents;
    std::vector<PersonRow> people;
    std::vector<OrganisationRow> organisations;
    std::vector<IdentifierRow> identifier_rows;
    std::vector<StopRow> stops;
    std::vector<IncidentPlaceRow> incident_places;
    std::vector<TieRow> ties;
    std::vector<std::uint8_t> words;        ///< vocabulary values of incidents
    std::vector<StringId> texts;            ///< aliases
    std::vector<std::uint32_t> stop_people; ///< person rows

    std::vector<PersonEntity> person_entities;
    std::vector<std::uint32_t> person_mentions; ///< person rows
    std::vector<OrganisationEntity> organisation_entities;
    std::vector<std::uint32_t> organisation_mentions;
    std::vector<IdentifierEntity> identifier_entities;
    std::vector<std::uint32_t> identifier_holders;

    [[nodiscard]] std::string_view text(StringId id) const { return strings[id]; }

    template <class T>
    [[nodiscard]] static std::span<const T> rows(const std::vector<T>& table, Range range) {
        return std::span<const T>(table).subspan(range.first, range.count);
    }
    [[nodiscard]] std::span<const PersonRow> people_of(const IncidentRow& i) const {
        return rows(people, i.people);
    }
    [[nodiscard]] std::span<const OrganisationRow> organisations_of(const IncidentRow& i) const {
        return rows(organisations, i.organisations);
    }
    [[nodiscard]] std::span<const StopRow> stops_of(const IncidentRow& i) const {
        return rows(stops, i.stops);
    }
    [[nodiscard]] std::span<const IncidentPlaceRow> places_of(const IncidentRow& i) const {
        return rows(incident_places, i.places);
    }
    [[nodiscard]] std::span<const TieRow> ties_of(const IncidentRow& i) const {
        return rows(ties, i.ties);
    }

    /// The place itself when it is at `level` or coarser, else what holds it at that level, else
    /// at the next coarser level known, else itself.
    [[nodiscard]] PlaceIndex raised(PlaceIndex place, PlaceLevel level) const;
    /// Whether the place is one the gazetteer could not decide on.
    [[nodiscard]] bool is_unresolved(PlaceIndex place) const;
    /// Whether `outer` is `inner` or holds it.
    [[nodiscard]] bool holds(PlaceIndex outer, PlaceIndex inner) const;
};

/// Whether a mention is of a child, as far as it and its incident's dates tell: an age or birth
/// date that allows less than 18 years counts as a child. `as_of` stands in for the date of an
/// incident without one.
[[nodiscard]] bool
may_be_child(const PersonRow& person, const IncidentRow* incident, const FuzzyDate& as_of);

class CaseStoreBuilder {
  public:
    using FaultSink = std::function<void(Diagnostic&&)>;

    /// Places are resolved against `gazetteer`, which must outlive the builder. Places that cannot
    /// be decided go to `faults` as warnings (`place_ambiguous`, `place_unknown`).
    CaseStoreBuilder(const Gazetteer& gazetteer, FaultSink faults);
    ~CaseStoreBuilder();

    void add(const Incident& incident);
    /// A person of a list, without an incident.
    void add(const Person& person, const RecordPlace& where, const std::string& list);

    /// Sorts, joins mentions with equal agency ids into people, equal names into organisations,
    /// and decides who is shielded. The builder is empty afterwards.
    [[nodiscard]] CaseStore finish(const FuzzyDate& as_of = {});

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace sandhan::graph
