// SPDX-License-Identifier: Apache-2.0
// How alike the names of two records are: part by part, and as a whole.
#pragma once

#include "algorithms/suspects/person_name.hpp"

#include <array>
#include <cstdint>
#include <string_view>

namespace sandhan::algorithms {

/// Best first.
enum class PartMatch : std::uint8_t {
    equal,        ///< the same letters
    sounds_alike, ///< Rafiqul, Rafikul; Rina, Reena
    misspelt,     ///< a slip of the pen apart: Rafikul, Rafkiul
    initial,      ///< R, Rakesh
    unlike,
};

struct PartComparison {
    PartMatch match = PartMatch::unlike;
    bool contradicts_sex = false; ///< unlike by an ending that tells women from men
};

/// Compares two words of names.
///
/// `misspelt` allows one edit (Damerau) between sounds of five letters or more, two from eight on,
/// in four letters two neighbours that changed places; with the first letter's class and no gain or
/// loss of a last vowel. Not where both are well-known names (Ramesh, Rakesh), nor where an ending
/// tells the sexes apart (Francisco, Francisca; Sunil, Sunila): then `contradicts_sex`.
/// Symmetric. Does not allocate.
/// Requires  parts as name_part() makes them.
/// Cost      some nanoseconds where the first letters differ, 100 at most.
[[nodiscard]] PartComparison compare_parts(const NamePart& a, const NamePart& b);

/// Best first, but for the last: how far two names agree.
enum class NameLevel : std::uint8_t {
    identical,   ///< all parts are equal, in whatever order, joined or split
    same_key,    ///< all parts match, some by sound: Rafiqul Sheikh, Rafikul Sk
    near,        ///< all parts match, some misspelt
    initials,    ///< what both have matches, some of it by an initial: R. K. Sharma
    part,        ///< what both have matches, one has more: Raju, Raju Mondal
    given_only,  ///< given names match, family names contradict: Rakesh Sharma, Rakesh Verma
    family_only, ///< the family names match, or another part in another place; the rest contradicts
    different,   ///< nothing matches but titles
    unreadable,  ///< one of them is missing or in no alphabet of ours: says nothing either way
};
[[nodiscard]] std::string_view name_of(NameLevel level);

/// Parts that were found to match: one of each, or two neighbours of one with one of the other.
struct MatchedParts {
    std::uint8_t a = 0, a_count = 1; ///< the first part of `a`, and how many from there on
    std::uint8_t b = 0, b_count = 1;
    PartMatch match = PartMatch::unlike;
    bool title = false; ///< title_only in both: little weight
};

struct NameMatch {
    NameLevel level = NameLevel::unreadable;
    std::uint8_t n_matched = 0;
    std::array<MatchedParts, most_name_parts> matched{}; ///< the first n_matched, in the order of a
    PartMatch worst = PartMatch::equal;                  ///< of the matched that are no titles
    bool contradicts_sex = false; ///< an ending, or what titles tell, says man of one, woman of the
                                  ///< other
    bool titles_contradict = false; ///< both have titles that the other has not: Kumar, Singh
};

/// Compares two names part by part, in the best assignment of parts to parts: most equal ones, then
/// most that sound alike, then misspelt, then initials. A title that one alone has is passed over;
/// titles that contradict each other leave `part` at best.
///
/// Returns     `unreadable` when either is not readable, even with itself.
/// Convention  symmetric but for the roles of a and b; blind to the order of parts, but where parts
///             contradict: there the first that is no title is the given name, the last the
///             family's.
/// Cost        O(parts of a * parts of b), no allocation; well under a microsecond where names
///             differ.
[[nodiscard]] NameMatch compare_names(const PersonName& a, const PersonName& b);

} // namespace sandhan::algorithms
