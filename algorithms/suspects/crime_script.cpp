// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/crime_script.hpp"

#include "algorithms/internal/script_acts.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace sandhan::algorithms {

using graph::CaseStore;
using graph::FuzzyDate;
using graph::IncidentIndex;
using graph::IncidentRow;

std::string_view name_of(ScriptRole role) {
    switch (role) {
    case ScriptRole::recruiter:
        return "recruiter";
    case ScriptRole::transporter:
        return "transporter";
    case ScriptRole::harbourer:
        return "harbourer";
    case ScriptRole::exploiter:
        return "exploiter";
    }
    return {};
}

namespace {

// Reports near the groups' places -------------------------------------------------------------

template <class T>
void keep_each_once(std::vector<T>& values) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

struct Report {
    ScriptPlace place = 0;
    FuzzyDate::Days day = 0;
    IncidentIndex incident = graph::no_index;
    Offender who;

    friend auto operator<=>(const Report&, const Report&) = default;
};

/// Reports of one role at the wanted places.
struct Reports {
    std::vector<ScriptPlace> wanted; ///< ascending
    std::vector<Report> sorted;      ///< by place, then day
};

using ReportTables = std::array<Reports, script_roles.size()>; ///< by role

/// What a group is asked: by role, the incidents in which nobody plays it; none where somebody
/// plays it in another.
struct Gaps {
    CrimeScript script;
    std::array<std::vector<IncidentIndex>, script_roles.size()> incidents;
};

Gaps gaps_of(const CaseStore& store, const ScriptGroup& group) {
    Gaps gaps;
    std::array<std::map<Offender, std::vector<IncidentIndex>>, script_roles.size()> players;
    const std::set<Offender> members(group.members.begin(), group.members.end());
    std::vector<Played> played;
    for (const IncidentIndex i : group.incidents) {
        const IncidentRow& incident = store.incidents[i];
        played_in(store, incident, played);
        for (const ScriptRole role : script_roles) {
            bool is_played = false;
            for (const Played& one : played) {
                if (!one.roles.has(role)) {
                    continue;
                }
                is_played = true;
                if (members.count(one.who) > 0) {
                    auto& evidence = players[index_of(role)][one.who];
                    if (evidence.empty() || evidence.back() != i) {
                        evidence.push_back(i);
                    }
                }
            }
            if (is_told(store, incident, role)) {
                gaps.script[index_of(role)].told_by.push_back(i);
                if (!is_played) {
                    gaps.incidents[index_of(role)].push_back(i);
                }
            }
        }
    }
    for (const ScriptRole role : script_roles) {
        ScriptStep& step = gaps.script[index_of(role)];
        step.role = role;
        for (auto& [who, evidence] : players[index_of(role)]) {
            step.players.push_back({who, std::move(evidence)});
        }
        std::stable_sort(step.players.begin(), step.players.end(),
                         [](const RolePlayer& a, const RolePlayer& b) {
                             return a.evidence.size() > b.evidence.size();
                         });
        if (!step.is_missing()) {
            gaps.incidents[index_of(role)].clear();
        }
    }
    return gaps;
}

/// The places of all incidents that lack a role.
void want_places(const CaseStore& store, std::span<const Gaps> groups, ReportTables& tables) {
    std::vector<ScriptPlace> places;
    for (const Gaps& gaps : groups) {
        for (const ScriptRole role : script_roles) {
            auto& wanted = tables[index_of(role)].wanted;
            for (const IncidentIndex i : gaps.incidents[index_of(role)]) {
                script_places(store, store.incidents[i], role, places);
                wanted.insert(wanted.end(), places.begin(), places.end());
            }
        }
    }
    for (Reports& reports : tables) {
        keep_each_once(reports.wanted);
    }
}

/// Whom no lead may name: dead, or acquitted by some record.
bool is_out_of_question(const CaseStore& store, Offender who) {
    if (who.is_organisation) {
        return false;
    }
    const auto mentions =
        CaseStore::rows(store.person_mentions, store.person_entities[who.entity].mentions);
    return std::any_of(mentions.begin(), mentions.end(), [&](std::uint32_t row) {
        return store.people[row].status == graph::PersonStatus::acquitted ||
               store.people[row].status == graph::PersonStatus::deceased;
    });
}

using FoundReports = std::array<std::vector<Report>, script_roles.size()>;

void find_in(const CaseStore& store,
             IncidentIndex i,
             std::uint32_t window_days,
             const ReportTables& tables,
             FoundReports& found) {
    const IncidentRow& incident = store.incidents[i];
    const std::optional<FuzzyDate::Days> day = middle_day(incident, window_days);
    if (!day) {
        return;
    }
    std::vector<ScriptPlace> places;
    std::vector<Played> played;
    bool is_read = false;
    for (const ScriptRole role : script_roles) {
        const auto& wanted = tables[index_of(role)].wanted;
        if (wanted.empty()) {
            continue;
        }
        script_places(store, incident, role, places);
        for (const ScriptPlace place : places) {
            if (!std::binary_search(wanted.begin(), wanted.end(), place)) {
                continue;
            }
            if (!is_read) {
                played_in(store, incident, played);
                is_read = true;
            }
            for (const Played& one : played) {
                if (one.roles.has(role) && !is_out_of_question(store, one.who)) {
                    found[index_of(role)].push_back({place, *day, i, one.who});
                }
            }
        }
    }
}

void find_reports(const graph::CaseSelection& selection,
                  std::uint32_t window_days,
                  ReportTables& tables,
                  const graph::RunControl& control) {
    const auto incidents = selection.incidents();
    constexpr std::size_t at_once = 8192;
    const std::size_t pieces = (incidents.size() + at_once - 1) / at_once;
    std::vector<FoundReports> found(pieces);
    tbb::parallel_for(std::size_t{0}, pieces, [&](std::size_t piece) {
        control.checkpoint();
        const std::size_t end = std::min(incidents.size(), (piece + 1) * at_once);
        for (std::size_t k = piece * at_once; k < end; ++k) {
            find_in(selection.store(), incidents[k], window_days, tables, found[piece]);
        }
    });
    for (const ScriptRole role : script_roles) {
        auto& sorted = tables[index_of(role)].sorted;
        for (FoundReports& piece : found) {
            auto& some = piece[index_of(role)];
            sorted.insert(sorted.end(), some.begin(), some.end());
            some = {};
        }
        keep_each_once(sorted);
    }
}

// Leads ---------------------------------------------------------------------------------------

/// What fits one incident as closely as anything does.
struct Fitting {
    bool in_the_same_manner = false;
    std::vector<Report> reports;
    std::size_t offenders = 0;
};

class LeadSearch {
  public:
    LeadSearch(const CaseStore& store, const ReportTables& tables, const ScriptOptions& options)
        : m_store(store), m_tables(tables), m_options(options) {}

    [[nodiscard]] std::vector<ScriptLead>
    leads(const ScriptGroup& group, ScriptRole role, std::span<const IncidentIndex> gaps) const {
        const std::set<Offender> members(group.members.begin(), group.members.end());
        std::map<Offender, ScriptLead> found;
        for (const IncidentIndex i : gaps) {
            const Fitting fitting = fitting_of(i, role, group, members);
            const double share = 1.0 / (1.0 + static_cast<double>(fitting.reports.size()));
            for (const Report& report : fitting.reports) {
                add(found[report.who], report, fitting, i, share);
            }
        }
        std::vector<ScriptLead> leads;
        for (auto& [who, lead] : found) {
            lead.fit /= static_cast<double>(gaps.size());
            if (lead.fit < m_options.least_fit) {
                continue;
            }
            keep_each_once(lead.evidence);
            leads.push_back(std::move(lead));
        }
        std::sort(leads.begin(), leads.end(), [](const ScriptLead& a, const ScriptLead& b) {
            return std::tuple(-a.fit, !a.in_the_same_manner, a.who) <
                   std::tuple(-b.fit, !b.in_the_same_manner, b.who);
        });
        leads.resize(std::min(leads.size(), m_options.leads));
        return leads;
    }

  private:
    static void add(ScriptLead& lead,
                    const Report& report,
                    const Fitting& fitting,
                    IncidentIndex gap,
                    double share) {
        const bool is_first = lead.fits.empty();
        if (is_first || lead.fits.back() != gap) {
            lead.fits.push_back(gap);
        }
        lead.fit += share;
        lead.evidence.push_back(report.incident);
        if (is_first || (fitting.in_the_same_manner && !lead.in_the_same_manner)) {
            lead.who = report.who;
            lead.in_the_same_manner = fitting.in_the_same_manner;
            lead.others = fitting.offenders - 1;
            lead.origin = origin_of(report.place);
            lead.destination = destination_of(report.place);
        }
    }

    /// Reports of others at the places of an incident within the window; none where they are too
    /// many.
    [[nodiscard]] std::vector<Report> near(IncidentIndex i,
                                           ScriptRole role,
                                           const ScriptGroup& group,
                                           const std::set<Offender>& members) const {
        std::vector<Report> reports;
        const IncidentRow& incident = m_store.incidents[i];
        const std::optional<FuzzyDate::Days> day = middle_day(incident, m_options.window_days);
        if (!day) {
            return reports;
        }
        std::vector<ScriptPlace> places;
        script_places(m_store, incident, role, places);
        const auto& sorted = m_tables[index_of(role)].sorted;
        const std::int64_t window = m_options.window_days;
        std::size_t seen = 0;
        for (const ScriptPlace place : places) {
            auto report =
                std::lower_bound(sorted.begin(), sorted.end(), std::pair(place, *day - window),
                                 [](const Report& r, const auto& at) {
                                     return std::pair(r.place, std::int64_t{r.day}) < at;
                                 });
            for (; report != sorted.end() && report->place == place && report->day <= *day + window;
                 ++report) {
                if (++seen > m_options.most_fitting) {
                    return {};
                }
                if (members.count(report->who) == 0 &&
                    !std::binary_search(group.incidents.begin(), group.incidents.end(),
                                        report->incident)) {
                    reports.push_back(*report);
                }
            }
        }
        return reports;
    }

    [[nodiscard]] Fitting fitting_of(IncidentIndex i,
                                     ScriptRole role,
                                     const ScriptGroup& group,
                                     const std::set<Offender>& members) const {
        const std::uint64_t manner = manner_of(m_store, m_store.incidents[i], role);
        Fitting fitting;
        for (const Report& report : near(i, role, group, members)) {
            const std::uint64_t other =
                manner_of(m_store, m_store.incidents[report.incident], role);
            const bool is_alike = (manner & other) != 0;
            if (is_alike && !fitting.in_the_same_manner) {
                fitting.in_the_same_manner = true;
                fitting.reports.clear();
            }
            const bool may_be_alike = manner == 0 || other == 0;
            if (is_alike || (may_be_alike && !fitting.in_the_same_manner)) {
                fitting.reports.push_back(report);
            }
        }
        std::set<Offender> offenders;
        for (const Report& report : fitting.reports) {
            offenders.insert(report.who);
        }
        fitting.offenders = offenders.size();
        return fitting;
    }

    const CaseStore& m_store;
    const ReportTables& m_tables;
    const ScriptOptions& m_options;
};

} // namespace

std::vector<CrimeScript> crime_scripts(const graph::CaseSelection& selection,
                                       std::span<const ScriptGroup> groups,
                                       const ScriptOptions& options,
                                       const graph::RunControl& control) {
    const CaseStore& store = selection.store();
    std::vector<Gaps> gaps(groups.size());
    tbb::parallel_for(std::size_t{0}, groups.size(), [&](std::size_t g) {
        control.checkpoint();
        gaps[g] = gaps_of(store, groups[g]);
    });
    ReportTables tables;
    want_places(store, gaps, tables);
    find_reports(selection, options.window_days, tables, control);
    const LeadSearch search(store, tables, options);
    std::vector<CrimeScript> scripts(groups.size());
    tbb::parallel_for(std::size_t{0}, groups.size(), [&](std::size_t g) {
        control.checkpoint();
        scripts[g] = std::move(gaps[g].script);
        for (const ScriptRole role : script_roles) {
            if (scripts[g][index_of(role)].is_missing()) {
                scripts[g][index_of(role)].leads =
                    search.leads(groups[g], role, gaps[g].incidents[index_of(role)]);
            }
        }
    });
    return scripts;
}

} // namespace sandhan::algorithms
