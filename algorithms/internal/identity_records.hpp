// SPDX-License-Identifier: Apache-2.0
// What is known of each person, in the forms that are compared. Not installed.
#pragma once

#include "algorithms/internal/name_glance.hpp"
#include "algorithms/internal/text_distance.hpp"
#include "algorithms/internal/weighed_words.hpp"
#include "algorithms/suspects/person_name.hpp"
#include "graph/case_selection.hpp"
#include "graph/case_store.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sandhan::algorithms::internal {

/// A name made comparable, and how rare its parts are.
struct ComparableName {
    PersonName name;
    /// By part: log2 of how many times rarer it is than a part drawn from a record at random; of
    /// the letters as they stand, and of all that sound like it. At most rarest_part.
    std::vector<float> rarity_as_written, rarity_as_heard;
};
/// What a part of a name may say by its rarity alone, in bits: in a file of any size a rare name
/// may be borne by two.
inline constexpr float rarest_part = 8.0F;

/// Days of birth that are possible.
struct BirthSpan {
    std::int32_t first = graph::FuzzyDate::open_start;
    std::int32_t last = graph::FuzzyDate::open_end;
    /// By an age in a list, which does not tell its own date: as if all lists were of one day, and
    /// to be compared with its like only.
    bool is_by_list = false;

    [[nodiscard]] bool is_known() const {
        return first != graph::FuzzyDate::open_start && last != graph::FuzzyDate::open_end;
    }
    [[nodiscard]] bool is_day() const { return first == last; }
};

/// The eight figures of YYYYMMDD, four bits each; 0 of a year that has not four.
[[nodiscard]] std::uint32_t figures_of_day(std::int32_t day);

/// The eight figures of a day, counted: how many there are of each, four bits apiece.
[[nodiscard]] std::uint64_t counts_of_figures(std::uint32_t figures);

/// An identifier as a record holds it: what is compared first stands together.
struct HeldIdentifier {
    graph::IdentifierIndex identifier = 0;
    std::uint32_t local = 0; ///< of an e-mail address: equal where what stands before the @ is
    graph::IdentifierType type{};
    TextSketch sketch;
};

/// One person, as agency numbers join the mentions. Ranges are into the lists of IdentityRecords.
struct IdentityRecord {
    graph::PersonIndex person = graph::no_index;
    graph::Range names, aliases; ///< into name_lists
    graph::Range relatives;      ///< into name_lists
    graph::Range homes;          ///< into places: as fine as recorded
    graph::Range identifiers;    ///< into identifiers, ascending
    graph::Range districts;      ///< into places: of the incidents, ascending
    graph::Range corridors;      ///< into corridors, ascending
    graph::Range incidents;      ///< into incidents, ascending
    BirthSpan birth;
    std::uint32_t birth_figures = 0; ///< of a birth that is a day
    std::uint64_t birth_counts = 0;  ///< counts_of_figures()
    graph::Sex sex = graph::Sex::unknown;
    std::uint16_t roles = 0; ///< bit by PersonRole; what only "suspect" tells is none
    bool first_list = false; ///< of the first input, where two are linked
};

/// A place as homes are compared.
struct ComparablePlace {
    double latitude = 0.0, longitude = 0.0; ///< NaN: not known
    graph::PlaceIndex district = graph::no_place, state = graph::no_place;
    bool is_locality = false;
    bool resolved = false;
    std::string text;    ///< folded, of a place the gazetteer can't tell
    WeighedWords words;  ///< of the text
    float rarity = 0.0F; ///< as of names, of records whose home it is
    float district_rarity = 0.0F;
};

struct IdentityRecords {
    std::vector<IdentityRecord> records; ///< ascending by person
    std::vector<ComparableName> names;
    std::vector<NameGlance> glances;       ///< by name
    std::vector<std::uint32_t> name_lists; ///< into names
    std::vector<graph::PlaceIndex> places;
    std::vector<graph::IdentifierIndex> identifiers;
    std::vector<HeldIdentifier> held;     ///< those of each record by type, then ascending
    std::vector<std::uint64_t> corridors; ///< origin and destination, at the level of districts
    std::vector<graph::IncidentIndex> incidents;
    std::vector<ComparablePlace> place; ///< by PlaceIndex
    /// By IdentifierIndex: as of names, how rarely it is held; its text as compared.
    std::vector<float> identifier_rarity;
    std::vector<std::string> identifier_text;
    std::vector<graph::IdentifierType> identifier_type;
    std::vector<WeighedWords> identifier_words; ///< of addresses
    /// Of e-mail addresses: how much of the text stands before the @.
    std::vector<std::uint32_t> identifier_local;
    float part_bits = 0.0F;       ///< log2 of how few records have a part of a name, of rarity 0
    std::uint64_t unreadable = 0; ///< names no alphabet of ours can read

    [[nodiscard]] std::size_t size() const { return records.size(); }
    template <class T>
    [[nodiscard]] static std::span<const T> part(const std::vector<T>& list, graph::Range range) {
        return std::span<const T>(list).subspan(range.first, range.count);
    }
};

/// Who is compared.
struct IdentityScope {
    bool victims = false;    ///< victims and their families too
    bool responders = false; ///< officials too
    /// Stems of the person lists, or ids of incidents, that are the first input; empty: no linking.
    std::span<const unsigned char> first_rows; ///< by person row: 1 where it is of the first input
};

/// Everyone in the selected incidents and in person lists who stands on a side that is asked for; a
/// group told by its number is nobody.
/// Cost  O(mentions); names are read on all threads.
[[nodiscard]] IdentityRecords identity_records(const graph::CaseSelection& selection,
                                               const IdentityScope& scope,
                                               const graph::RunControl& control);

} // namespace sandhan::algorithms::internal
