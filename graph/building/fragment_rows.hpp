// SPDX-License-Identifier: Apache-2.0
// What a CaseFragment holds until it is joined into a store.
#pragma once

#include "graph/building/common_strings.hpp"
#include "graph/building/place_decisions.hpp"
#include "graph/case_fragment.hpp"
#include "graph/case_store.hpp"
#include "graph/string_pool.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace sandhan::graph::building {

/// What the name of an organisation tells.
struct OrganisationName {
    std::string key;                  ///< organisation_key()
    bool is_station = false;          ///< is_police_station()
    bool begins_as_a_station = false; ///< "PS Jibontala": a station if it is the police's
};

/// Tables of which each incident has a run of rows.
enum class Part : std::uint8_t {
    people,
    organisations,
    identifiers,
    stops,
    places,
    ties,
    words,
    texts,
    stop_people,
    own_strings,
};
inline constexpr std::size_t parts = 10;
using Extent = std::array<std::uint32_t, parts>;

[[nodiscard]] inline std::uint32_t of(const Extent& extent, Part part) {
    return extent[static_cast<std::size_t>(part)];
}

/// What all fragments of a builder share.
struct Shared {
    explicit Shared(const Gazetteer& gazetteer) : places(gazetteer) {}
    PlaceDecisions places;
    oneapi::tbb::enumerable_thread_specific<PlaceDecisions::Recent> recent_places;
    ConcurrentTexts<OrganisationName> names;
    CommonStrings common;
};

/// Numbers of texts that come once stand apart from those that come again and again: they need no
/// look-up, and are copied as they are.
inline constexpr StringId own_text = StringId{1} << 31;

/// Rows whose ranges and row numbers count within the fragment. Their strings are numbers in
/// `common`, or in `own` with own_text set; their places are decision numbers plus 1; the
/// `organisation` of an organisation row is the number of its name. Used again for other records,
/// as memory touched for the first time costs more than filling it.
struct FragmentRows {
    FragmentRows(std::shared_ptr<Shared> s, bool keep) : shared(std::move(s)), keep_faults(keep) {}

    using Name = ConcurrentTexts<OrganisationName>::Entry;

    std::shared_ptr<Shared> shared;
    bool keep_faults;
    std::vector<Diagnostic> faults;

    StringPool common, own;
    std::vector<IncidentRow> incidents;
    std::vector<Extent> begin, end; ///< of each incident
    std::vector<PersonRow> people;
    std::vector<OrganisationRow> organisations;
    std::vector<IdentifierRow> identifiers;
    std::vector<StopRow> stops;
    std::vector<IncidentPlaceRow> places;
    std::vector<TieRow> ties;
    std::vector<std::uint8_t> words;
    std::vector<StringId> texts;
    std::vector<std::uint32_t> stop_people;
    /// People of lists; their identifiers and aliases stand in the tables above, between those of
    /// incidents.
    struct Listed {
        PersonRow row;
        Extent begin, end;
    };
    std::vector<Listed> listed;
    // By number in `common`.
    std::vector<const Name*> names; ///< what is known of it as the name of an organisation
    std::map<std::string, bool> names_a_village; ///< by what ends homes of lists
    std::vector<StringId> noted; ///< its number in Shared::common; as far as it was asked for

    /// Where the rows of a fragment begin among those of all.
    struct Base {
        Extent rows{};
        std::uint32_t incidents = 0;
        std::uint32_t listed = 0;
        std::uint64_t own_bytes = 0;
    };
    Base base;

    /// Makes it one for other records, which are likely to have many strings in common with these.
    void clear();

    /// How far the tables are filled.
    [[nodiscard]] Extent extent() const;
    [[nodiscard]] std::string_view text(StringId id) const {
        return (id & own_text) != 0 ? own[id & ~own_text] : common[id];
    }
    StringId keep(std::string_view text) { return text.empty() ? 0 : own.append(text) | own_text; }
};

} // namespace sandhan::graph::building
