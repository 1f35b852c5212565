// SPDX-License-Identifier: Apache-2.0
// An incident as a record tells it: plain values, nothing resolved or joined.
#pragma once

#include "graph/confidence.hpp"
#include "graph/diagnostic.hpp"
#include "graph/fuzzy_date.hpp"
#include "graph/vocabulary.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace sandhan::graph {

/// A place as written: free text, or the parts of a place object. Nothing given: empty().
struct PlaceText {
    std::string text;
    std::string locality, district, state, country;
    std::optional<double> latitude, longitude; ///< degrees, WGS84; both or neither

    [[nodiscard]] bool empty() const {
        return text.empty() && locality.empty() && district.empty() && state.empty() &&
               country.empty() && !latitude;
    }
    friend bool operator==(const PlaceText&, const PlaceText&) = default;
};

struct Source {
    std::string name;
    FuzzyDate date;
    std::optional<Grade> grade;
    std::string url;
};

struct Reference {
    ReferenceType type = ReferenceType::other;
    std::string number;
    std::string station;
    FuzzyDate date;
};

struct Identifier {
    IdentifierType type = IdentifierType::phone;
    std::string value; ///< comparable form: phones in E.164, the rest trimmed and case-folded
};

/// Whole numbers from `least` to `most`; `most` absent when there is no upper limit.
struct CountRange {
    std::uint32_t least = 1;
    std::optional<std::uint32_t> most = 1;
    friend bool operator==(const CountRange&, const CountRange&) = default;
};

/// Age in completed years, both ends included.
struct AgeRange {
    std::uint8_t least = 0;
    std::uint8_t most = 0;
    friend bool operator==(const AgeRange&, const AgeRange&) = default;
};

struct Person {
    std::string ref; ///< unique within its incident
    std::string id;  ///< an agency's own number; equal ids are one person; may be empty
    PersonRole role = PersonRole::suspect;
    CountRange count;
    std::string name;
    std::vector<std::string> aliases;
    std::string father, spouse;
    Sex sex = Sex::unknown;
    std::optional<AgeRange> age;
    std::optional<bool> minor; ///< as stated; age and birth say more where they are known
    FuzzyDate birth;
    std::string nationality;
    PlaceText home;
    PersonStatus status = PersonStatus::unknown;
    std::vector<Identifier> identifiers;
};

struct Organisation {
    std::string ref;
    std::string name;
    std::vector<std::string> aliases;
    OrganisationType type = OrganisationType::other;
    OrganisationRole role = OrganisationRole::unknown;
    PlaceText place;
};

struct JourneyStop {
    PlaceText place;
    StopRole role = StopRole::unknown;
    FuzzyDate arrived, departed;
    TransportMode mode = TransportMode::unknown; ///< how the traveller came here
    std::vector<std::string> people;             ///< refs; empty: every victim
};

struct IncidentPlace {
    PlaceText place;
    PlaceRole role = PlaceRole::exploited_at;
    FuzzyDate date;
};

struct Tie {
    std::string from, to; ///< refs of people or organisations of the incident
    TieType type = TieType::associate;
    FuzzyDate date;
    std::optional<double> confidence; ///< in [0, 1]
};

struct Incident {
    std::string id;
    std::string title;
    FuzzyDate reported;
    IncidentStatus status = IncidentStatus::unknown;
    std::vector<Source> sources;
    std::vector<Reference> references;
    std::vector<std::string> sections;
    std::vector<Exploitation> exploitation;
    std::vector<Recruitment> recruitment;
    std::vector<Control> control;
    std::vector<Person> people;
    std::vector<Organisation> organisations;
    std::vector<JourneyStop> journey;
    std::vector<IncidentPlace> places;
    std::vector<Tie> ties;
    /// Fields that begin with `x_`, as (JSON Pointer within the record, JSON text).
    std::vector<std::pair<std::string, std::string>> extra;
    RecordPlace where; ///< where it was read
};

/// Best source's confidence; ungraded_confidence without a graded source.
[[nodiscard]] double confidence(const Incident& incident);
/// The hull of the incident's dates: report, stops, places, ties, and the dates of its FIRs and
/// missing reports. Sources and court papers are left out: they may come years later.
[[nodiscard]] FuzzyDate time_of(const Incident& incident);

} // namespace sandhan::graph
