// SPDX-License-Identifier: Apache-2.0
// Who does what in a group, what nobody is known for, and who may be looked at for that.
#pragma once

#include "graph/case_selection.hpp"
#include "graph/run_control.hpp"

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sandhan::algorithms {

/// What it takes to traffic a person, in the order of the deed.
enum class ScriptRole : std::uint8_t { recruiter, transporter, harbourer, exploiter };
inline constexpr std::array script_roles{ScriptRole::recruiter, ScriptRole::transporter,
                                         ScriptRole::harbourer, ScriptRole::exploiter};
[[nodiscard]] std::string_view name_of(ScriptRole role);

/// A person or organisation; people come first.
struct Offender {
    bool is_organisation = false;
    std::uint32_t entity = graph::no_index; ///< PersonIndex or OrganisationIndex

    friend auto operator<=>(const Offender&, const Offender&) = default;
};

/// Whose script is asked for: the members of a group and the incidents they stand in.
struct ScriptGroup {
    std::vector<Offender> members;
    std::vector<graph::IncidentIndex> incidents; ///< ascending
};

struct ScriptOptions {
    /// Incidents whose middles lie no farther apart than this are near in time.
    std::uint32_t window_days = 365;
    /// Where more reports than this fit an incident, none of them is a lead.
    std::size_t most_fitting = 50;
    double least_fit = 0.1; ///< below that no lead was ever right on generated cases
    std::size_t leads = 3;  ///< told of each missing role
};

/// A member that records name in a role.
struct RolePlayer {
    Offender who;
    std::vector<graph::IncidentIndex> evidence; ///< ascending
};

/// Somebody outside the group who is known for the role, near in place and time.
struct ScriptLead {
    Offender who;
    /// Mean over the incidents without the role of n / (1 + N), where N reports fit that one and n
    /// of them are of this offender: (0, 1). A rank, no probability.
    double fit = 0.0;
    bool in_the_same_manner = false;            ///< somewhere
    std::size_t others = 0;                     ///< who fit that incident, or the first, as well
    graph::PlaceIndex origin = graph::no_place; ///< and where
    graph::PlaceIndex destination = graph::no_place; ///< of a transporter only
    std::vector<graph::IncidentIndex> fits;          ///< incidents of the group, ascending
    std::vector<graph::IncidentIndex> evidence;      ///< incidents of the other, ascending
};

struct ScriptStep {
    ScriptRole role = ScriptRole::recruiter;
    std::vector<RolePlayer> players; ///< most incidents first, then in their order
    /// Incidents which tell that this was done, whoever did it; ascending.
    std::vector<graph::IncidentIndex> told_by;
    std::vector<ScriptLead> leads; ///< only where there are no players; the best fit first

    [[nodiscard]] bool is_missing() const { return players.empty(); }
};

using CrimeScript = std::array<ScriptStep, script_roles.size()>;

/// The crime script of each group, in their order: which of its members are known to recruit, to
/// transport, to harbour and to exploit, and, where nobody is, which known offender outside the
/// group fits the gap best. A lead says where to look next. It is no finding: it rests on nothing
/// that names both.
///
/// Who plays a role: by the role a record gives; a buyer counts as an exploiter, an organisation by
/// `recruiting_front`, `transporting` or `exploiting`, and who is said to have recruited or
/// transported a victim, or to control or employ one, by that. Suspects, brokers and facilitators
/// play none.
///
/// Told by: a method of recruitment or a place of it; a journey to another district; a transit
/// stop, or a night at a stop after the first; a kind or place of exploitation.
///
/// Fit: every incident of the group that tells of the role and names nobody in it is compared with
/// the reports of that role in the same district (where the victim was recruited, or the journey
/// began; both ends of the journey; the stops on the way, or its end; where the victim was
/// exploited, or the journey ended), within the window. Those count that share its manner (method
/// of recruitment, mode of transport, kind of exploitation), or where none does, those that have
/// none told on either side. Where more than most_fitting reports lie there, the place says nothing
/// and nobody is named. Who is dead or was acquitted in any record is never a lead. An incident
/// without a date, or of dates more than two windows apart, has no middle and fits nobody. The
/// state instead of the district was tried: on generated cases 4 in 260 such leads were right.
///
/// Memory      24 bytes for each report near the groups' places.
/// Cost        O(selected incidents) on all threads to find those, and sorting them; then
///             O(most_fitting) a place of each incident without the role.
/// Throws      graph::Cancelled.
/// Source      D. Cornish, "The procedural analysis of offending and its relevance for situational
///             prevention", Crime Prevention Studies 3, 1994, 151-196; for trafficking H. Brayley,
///             E. Cockbain, G. Laycock, Policing 5(2), 2011. doi:10.1093/police/par024. The roles
///             are theirs in short; how leads are found is ours.
[[nodiscard]] std::vector<CrimeScript> crime_scripts(const graph::CaseSelection& selection,
                                                     std::span<const ScriptGroup> groups,
                                                     const ScriptOptions& options = {},
                                                     const graph::RunControl& control = {});

} // namespace sandhan::algorithms
