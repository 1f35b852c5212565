// SPDX-License-Identifier: Apache-2.0
// How a case file lies on the disk (docs/case-file.md).
#pragma once

#include "graph/case_store.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace sandhan::io::case_layout {

/// Changed whenever a row of a table, the tables, or what a value in them means changes: also when
/// readers come to understand records otherwise, so that an old file never answers in a new way.
inline constexpr std::uint32_t format_version = 2;

inline constexpr std::size_t magic_size = 16;
/// As in PNG: a transfer that takes the file for text breaks the line ends, and it is noticed.
inline constexpr std::array<char, magic_size> plain_magic{
    'S', 'a', 'n', 'd', 'h', 'a', 'n', 'C', 'a', 's', 'e', '\r', '\n', '\x1a', '\n'};
inline constexpr std::array<char, magic_size> sealed_magic{
    'S', 'a', 'n', 'd', 'h', 'a', 'n', 'S', 'e', 'a', 'l', '\r', '\n', '\x1a', '\n'};

inline constexpr std::uint32_t byte_order_mark = 0x01020304;
inline constexpr std::uint32_t foreign_byte_order = 0x04030201;

/// Sections begin at multiples of it: what a row needs at most, and a line of the processor's
/// cache.
inline constexpr std::size_t alignment = 64;
/// Each block of the data has a sum of its own: threads check them side by side, and a message can
/// say where the file is damaged.
inline constexpr std::size_t block_bytes = std::size_t{1} << 20U;

/// Then come `sections` times Section, the data from the next multiple of `alignment`, the sums of
/// its blocks, and the sum of these sums. This part is the same in every version.
struct Header {
    std::array<char, magic_size> magic{};
    std::uint32_t byte_order = byte_order_mark;
    std::uint32_t format = format_version;
    std::uint64_t data_bytes = 0;        ///< a multiple of `alignment`
    std::uint64_t gazetteer = 0;         ///< Gazetteer::builtin_fingerprint()
    std::uint64_t vocabulary = 0;        ///< vocabulary_sum()
    std::array<char, 24> tool_version{}; ///< zeros behind it
    std::uint32_t sections = 0;
    std::uint32_t unused = 0;
    std::uint64_t sum = 0; ///< of all bytes before the data, this one taken as 0
};

struct Section {
    std::uint32_t number = 0; ///< 0, 1, 2, ...
    std::uint32_t row_bytes = 0;
    std::uint64_t rows = 0;
    std::uint64_t at = 0; ///< from the beginning of the data
};

struct FaultRow {
    std::uint64_t line = 0;
    graph::StringId file = 0, pointer = 0, incident = 0, code = 0, value = 0, message = 0;
    std::uint8_t is_warning = 0;
    std::array<std::uint8_t, 7> unused{};
};

struct InputRow {
    std::uint64_t bytes = 0;
    std::int64_t modified_ns = 0;
    std::uint64_t sum = 0;
    graph::StringId name = 0, path = 0;
};

/// The one row about the whole.
struct NotesRow {
    std::uint64_t incidents = 0, people = 0, unusable = 0;
    graph::StringId as_of = 0, mapping = 0, gazetteer = 0, places = 0;
    std::uint32_t strict = 0;
    std::uint32_t unused = 0;
};

/// What is kept beside the store.
struct Notes {
    graph::StringTable texts;
    graph::Table<NotesRow> about;
    graph::Table<graph::StringId> files;
    graph::Table<InputRow> inputs;
    graph::Table<graph::StringId> folders;
    graph::Table<FaultRow> faults;
};

/// All sections, in their order: `visit` takes a Table<T> or a StringTable, with its name.
template <class Store, class NotesOf, class Visit>
void each_section(Store& store, NotesOf& notes, Visit&& visit) {
    visit("texts", store.strings);
    visit("places", store.places);
    visit("incidents", store.incidents);
    visit("people", store.people);
    visit("organisations", store.organisations);
    visit("identifier rows", store.identifier_rows);
    visit("stops", store.stops);
    visit("places of incidents", store.incident_places);
    visit("ties", store.ties);
    visit("words", store.words);
    visit("aliases", store.texts);
    visit("people of stops", store.stop_people);
    visit("persons", store.person_entities);
    visit("mentions of persons", store.person_mentions);
    visit("who is the same", store.strict_people);
    visit("who is likely the same", store.likely_people);
    visit("who may be the same", store.similar_people);
    visit("entities of organisations", store.organisation_entities);
    visit("ids of organisations", store.organisation_ids);
    visit("mentions of organisations", store.organisation_mentions);
    visit("identifiers", store.identifier_entities);
    visit("holders of identifiers", store.identifier_holders);
    visit("notes", notes.texts);
    visit("about", notes.about);
    visit("files", notes.files);
    visit("inputs", notes.inputs);
    visit("folders", notes.folders);
    visit("faults", notes.faults);
}

// No row has bytes that no member sets: they would carry whatever lay in memory into the file.
template <class... Members>
inline constexpr std::size_t sum_of_sizes = (sizeof(Members) + ...);
static_assert(std::has_unique_object_representations_v<graph::FuzzyDate>);
static_assert(std::has_unique_object_representations_v<graph::PersonRow>);
static_assert(std::has_unique_object_representations_v<graph::OrganisationRow>);
static_assert(std::has_unique_object_representations_v<graph::IdentifierRow>);
static_assert(std::has_unique_object_representations_v<graph::StopRow>);
static_assert(std::has_unique_object_representations_v<graph::IncidentPlaceRow>);
static_assert(std::has_unique_object_representations_v<graph::PersonEntity>);
static_assert(std::has_unique_object_representations_v<graph::OrganisationEntity>);
static_assert(std::has_unique_object_representations_v<graph::IdentifierEntity>);
static_assert(std::has_unique_object_representations_v<FaultRow>);
static_assert(std::has_unique_object_representations_v<InputRow>);
static_assert(std::has_unique_object_representations_v<NotesRow>);
static_assert(std::has_unique_object_representations_v<Header>);
static_assert(std::has_unique_object_representations_v<Section>);
// The trait is false of every row with a double.
static_assert(sizeof(graph::PlaceRow) == sum_of_sizes<double[2],
                                                      graph::StringId[4],
                                                      std::array<graph::PlaceIndex, 4>,
                                                      graph::PlaceLevel,
                                                      graph::MatchStatus,
                                                      std::array<std::uint8_t, 6>>);
static_assert(sizeof(graph::IncidentRow) == sum_of_sizes<double,
                                                         graph::StringId[2],
                                                         graph::FuzzyDate[2],
                                                         graph::Range[8],
                                                         graph::IncidentStatus,
                                                         bool,
                                                         std::array<std::uint8_t, 6>>);
static_assert(sizeof(graph::SimilarPeople) == sum_of_sizes<double[2], graph::PersonIndex[2]>);
static_assert(sizeof(graph::TieRow) == sum_of_sizes<double,
                                                    graph::Party[2],
                                                    graph::FuzzyDate,
                                                    graph::TieType,
                                                    std::array<std::uint8_t, 3>>);
static_assert(std::has_unique_object_representations_v<graph::Party>);

} // namespace sandhan::io::case_layout
