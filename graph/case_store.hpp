// SPDX-License-Identifier: Apache-2.0
// All records of a run in columns: incidents, the people and organisations they mention, their
// journeys, places and ties, with strings interned and places resolved. Graphs are made from it.
#pragma once

#include "graph/case_fragment.hpp"
#include "graph/gazetteer.hpp"
#include "graph/incident.hpp"
#include "graph/string_pool.hpp"
#include "graph/table.hpp"

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

/// A value or none, in plain bytes: what std::optional leaves open when it holds nothing, this has
/// set.
template <class T>
struct Maybe {
    T value{};
    bool known = false;

    Maybe() = default;
    Maybe(const T& v) : value(v), known(true) {} // NOLINT(google-explicit-constructor)
    Maybe(const std::optional<T>& v)             // NOLINT(google-explicit-constructor)
        : value(v.value_or(T{})), known(v.has_value()) {}

    explicit operator bool() const { return known; }
    const T& operator*() const { return value; }
    const T* operator->() const { return &value; }
    [[nodiscard]] T value_or(const T& other) const { return known ? value : other; }
    operator std::optional<T>() const { // NOLINT(google-explicit-constructor)
        return known ? std::optional<T>(value) : std::nullopt;
    }
};

// Rows are plain and have no gaps between their members, so that a store can be written to a file
// as it stands and the same records give the same bytes.

/// A place that some record names, or the parent of one.
struct PlaceRow {
    double latitude = std::numeric_limits<double>::quiet_NaN();
    double longitude = std::numeric_limits<double>::quiet_NaN();
    /// `place:…`; of an unresolved one `place:unresolved/`, its folded text and coordinates.
    StringId id = 0;
    StringId label = 0;
    StringId name = 0;
    StringId code = 0;
    std::array<PlaceIndex, 4> parent{}; ///< by PlaceLevel; itself at its own level; 0 unknown
    PlaceLevel level = PlaceLevel::country;
    /// Ambiguous or unknown; exact of every place that was found, however it was written: how well
    /// a text matched stands with the mention.
    MatchStatus status = MatchStatus::exact;
    std::array<std::uint8_t, 6> unused{};
};

struct IncidentRow {
    double confidence = ungraded_confidence;
    StringId id = 0;
    StringId title = 0;
    FuzzyDate reported;
    FuzzyDate time; ///< hull of its dates
    Range people, organisations, stops, places, ties;
    Range exploitation, recruitment, control; ///< into CaseStore::words
    IncidentStatus status = IncidentStatus::unknown;
    bool graded = false;
    std::array<std::uint8_t, 6> unused{};
};

/// How many people a mention stands for; no upper limit is 0.
struct CountRow {
    std::uint32_t least = 1;
    std::uint32_t most = 1;
};

/// One person as one record mentions them.
struct PersonRow {
    IncidentIndex incident = no_index; ///< no_index: from a person list
    PersonIndex person = no_index;
    StringId list = 0; ///< stem of the person list's file
    StringId ref = 0, id = 0, name = 0, father = 0, spouse = 0, nationality = 0;
    Range aliases;     ///< into CaseStore::texts
    Range identifiers; ///< into CaseStore::identifier_rows
    PlaceIndex home = no_place;
    CountRow count;
    FuzzyDate birth;
    PersonRole role = PersonRole::suspect;
    PersonStatus status = PersonStatus::unknown;
    Sex sex = Sex::unknown;
    MatchStatus home_match = MatchStatus::exact; ///< how well the text told the place
    Maybe<AgeRange> age;
    Maybe<bool> minor;
    std::array<std::uint8_t, 3> unused{};
};

struct IdentifierRow {
    StringId value = 0;
    IdentifierIndex identifier = no_index;
    IdentifierType type = IdentifierType::phone;
    std::array<std::uint8_t, 3> unused{};
};

struct OrganisationRow {
    IncidentIndex incident = no_index;
    OrganisationIndex organisation = no_index;
    StringId ref = 0, name = 0;
    Range aliases;
    PlaceIndex place = no_place;
    OrganisationType type = OrganisationType::other;
    OrganisationRole role = OrganisationRole::unknown;
    MatchStatus match = MatchStatus::exact; ///< of the text with the place
    std::uint8_t unused = 0;
};

struct StopRow {
    PlaceIndex place = no_place;
    StopRole role = StopRole::unknown;
    TransportMode mode = TransportMode::unknown;
    MatchStatus match = MatchStatus::exact; ///< of the text with the place
    std::uint8_t unused = 0;
    FuzzyDate arrived, departed;
    Range people; ///< into CaseStore::stop_people; empty: every victim of the incident
};

struct IncidentPlaceRow {
    PlaceIndex place = no_place;
    PlaceRole role = PlaceRole::exploited_at;
    MatchStatus match = MatchStatus::exact;
    std::array<std::uint8_t, 2> unused{};
    FuzzyDate date;
};

/// An end of a tie: a person or organisation row.
struct Party {
    Party() = default;
    Party(bool person, std::uint32_t at) : row(at), is_person(person) {}

    std::uint32_t row = no_index;
    bool is_person = true;
    std::array<std::uint8_t, 3> unused{};
};

struct TieRow {
    double confidence = 1.0; ///< as stated; the incident's own comes on top
    Party from, to;
    FuzzyDate date;
    TieType type = TieType::associate;
    std::array<std::uint8_t, 3> unused{};
};

/// Why a person is shown by a pseudonym, strongest first.
enum class Shield : std::uint8_t { victim, child, family, none };

/// All mentions of one person.
struct PersonEntity {
    Range mentions;             ///< into CaseStore::person_mentions
    std::uint32_t resolved = 0; ///< N of `person:P-N`; 0: joined by the agency's own number alone
    Shield shield = Shield::none;
    std::array<std::uint8_t, 3> unused{};
};

/// Two people who may be one.
struct SimilarPeople {
    PersonIndex a = no_index, b = no_index;
    double probability = 0.0; ///< that they are one
    double bits = 0.0;        ///< weight of the evidence, log2 of the likelihood ratio
};

struct OrganisationEntity {
    StringId name = 0;
    PlaceIndex place = no_place;
    Range mentions; ///< into CaseStore::organisation_mentions
    OrganisationType type = OrganisationType::other;
    bool shielded = false; ///< a police station: it tells where a victim lives or was found
    std::array<std::uint8_t, 2> unused{};
};

struct IdentifierEntity {
    StringId value = 0;
    Range holders; ///< into CaseStore::identifier_holders: person rows
    IdentifierType type = IdentifierType::phone;
    bool shielded = false; ///< a protected person has it
    std::array<std::uint8_t, 2> unused{};
};

/// `person:P-000123`
[[nodiscard]] std::string resolved_person_id(std::uint32_t number);

/// Immutable once built. Places, incidents and entities are sorted by id and all tables follow the
/// order of incidents, people of lists behind them, so that nothing depends on the order in which
/// records were read: the same records give the same rows.
class CaseStore {
  public:
    StringTable strings;
    Table<PlaceRow> places; ///< [0] is "no place"
    Table<IncidentRow> incidents;
    Table<PersonRow> people;
    Table<OrganisationRow> organisations;
    Table<IdentifierRow> identifier_rows;
    Table<StopRow> stops;
    Table<IncidentPlaceRow> incident_places;
    Table<TieRow> ties;
    Table<std::uint8_t> words;        ///< vocabulary values of incidents
    Table<StringId> texts;            ///< aliases
    Table<std::uint32_t> stop_people; ///< person rows

    Table<PersonEntity> person_entities;
    Table<std::uint32_t> person_mentions; ///< person rows
    // What is known of people whom records name apart; all empty where nobody looked. Not of a
    // store in which they were joined (graph/resolved_people.hpp).
    Table<PersonIndex> strict_people;    ///< by person: the least of those who are the same
    Table<PersonIndex> likely_people;    ///< by person: likewise, of those who are likely the same
    Table<SimilarPeople> similar_people; ///< a < b, neither the same nor different; ascending
    Table<OrganisationEntity> organisation_entities;
    StringTable organisation_ids; ///< of each entity, by its index plus 1
    Table<std::uint32_t> organisation_mentions;
    Table<IdentifierEntity> identifier_entities;
    Table<std::uint32_t> identifier_holders;

    [[nodiscard]] std::string_view text(StringId id) const { return strings[id]; }
    /// `person:WB-2020-0147/s1`, or `person:` and the agency's number; `person:P-000123` of records
    /// that were found to be one person.
    [[nodiscard]] std::string person_id(PersonIndex person) const;
    /// `organisation:cid-ahtu-west-bengal`
    [[nodiscard]] std::string_view organisation_id(OrganisationIndex organisation) const {
        return organisation_ids[organisation + 1];
    }
    /// `identifier:phone/+91…`
    [[nodiscard]] std::string identifier_id(IdentifierIndex identifier) const;

    template <class T>
    [[nodiscard]] static std::span<const T> rows(const Table<T>& table, Range range) {
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
    CaseStoreBuilder(const CaseStoreBuilder&) = delete;
    CaseStoreBuilder& operator=(const CaseStoreBuilder&) = delete;
    ~CaseStoreBuilder();

    void add(const Incident& incident);
    /// A person of a list, without an incident.
    void add(const Person& person, const RecordPlace& where, const std::string& list);

    /// An empty fragment, for records that a thread of its own reads. Any thread may ask.
    [[nodiscard]] CaseFragment fragment() const;
    /// Takes the records of a fragment. Its faults are told if they were not taken before.
    void append(CaseFragment&& fragment);
    /// The same in two steps, for who fills fragments side by side: place() tells the faults and
    /// gives the records their place, one call at a time; settle() takes them, called by any
    /// thread, several at once, before finish(). None may be added in between.
    void place(CaseFragment& fragment);
    void settle(CaseFragment&& fragment);

    /// Sorts, joins mentions with equal agency ids into people, equal names into organisations,
    /// and decides who is shielded. The builder is empty afterwards.
    /// Throws  std::invalid_argument when two incidents have one id.
    /// Cost    O(rows), and O(n log n) for ids that come in no order; on all threads.
    [[nodiscard]] CaseStore finish(const FuzzyDate& as_of = {});

  private:
    struct State;
    template <class Add>
    void with_open_fragment(Add add);
    std::unique_ptr<State> m_state;
};

} // namespace sandhan::graph
