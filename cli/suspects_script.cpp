// SPDX-License-Identifier: Apache-2.0
// The crime script of a group: who does what in it, what nobody is known for, and who may be looked
// at for that.
#include "cli/suspects_questions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace sandhan::cli {

using algorithms::CrimeScript;
using algorithms::Offender;
using algorithms::ScriptLead;
using algorithms::ScriptRole;
using algorithms::ScriptStep;

namespace {

graph::EntityKind kind_of(Offender who) {
    return who.is_organisation ? graph::EntityKind::organisation : graph::EntityKind::person;
}

io::Record named(const LoadedCases& cases, Offender who) {
    return {{"id", id_of(cases, kind_of(who), who.entity)},
            {"label", label_of(cases, kind_of(who), who.entity)}};
}

std::string place_words(const LoadedCases& cases, const ScriptLead& lead) {
    const std::string origin = short_place_label(cases, lead.origin);
    return lead.destination == graph::no_place
               ? "in " + origin
               : "from " + origin + " to " + short_place_label(cases, lead.destination);
}

/// "recruiter in Gumla by the same manner, near in time to 2 of 3 incidents; 1 other fits as well"
std::string lead_words(const LoadedCases& cases,
                       ScriptRole role,
                       const ScriptLead& lead,
                       std::size_t incidents) {
    std::string words =
        fmt::format("{} {}{}, near in time to {} of {}", algorithms::name_of(role),
                    place_words(cases, lead), lead.in_the_same_manner ? " in the same manner" : "",
                    lead.fits.size(), counted(incidents, "incident"));
    if (lead.others > 0) {
        words += fmt::format("; {} as well", lead.others == 1
                                                 ? "1 other fits"
                                                 : std::to_string(lead.others) + " others fit");
    }
    return words;
}

io::Record lead_record(const LoadedCases& cases,
                       ScriptRole role,
                       const ScriptLead& lead,
                       std::size_t incidents) {
    io::Record record = named(cases, lead.who);
    record.emplace_back("fit", lead.fit);
    record.emplace_back("same_manner", lead.in_the_same_manner);
    record.emplace_back("others", lead.others);
    record.emplace_back("fits", evidence_list(cases.store, lead.fits));
    record.emplace_back("told", lead_words(cases, role, lead, incidents));
    record.emplace_back("evidence", evidence_list(cases.store, lead.evidence));
    return record;
}

/// Of the group's incidents: where it is missing, all of them lack it.
std::string missing_words(std::size_t told_by, std::size_t incidents) {
    return told_by == 0 ? "no record tells that anybody did this"
                        : fmt::format("{} of {} tell that it was done, none by whom", told_by,
                                      counted(incidents, "incident"));
}

std::string text(const io::Value& value) { return *value.get<std::string>(); }

void add_known(const io::Value& step, std::vector<io::Value>& rows) {
    constexpr std::size_t most = 4;
    const auto& players = *step["players"].get<io::List>();
    std::string who;
    std::set<std::string> incidents;
    for (std::size_t p = 0; p < players.size(); ++p) {
        if (p < most) {
            who += (p > 0 ? "; " : "") + text(players[p]["label"]);
        }
        for (const io::Value& id : *players[p]["evidence"].get<io::List>()) {
            incidents.insert(text(id));
        }
    }
    if (players.size() > most) {
        who += fmt::format("; +{}", players.size() - most);
    }
    rows.emplace_back(io::Record{{"role", step["role"]},
                                 {"who", who},
                                 {"why", "named so in " + counted(incidents.size(), "incident")},
                                 {"evidence", io::texts(incidents)}});
}

} // namespace

io::List script_list(const LoadedCases& cases, const CrimeScript& script, std::size_t incidents) {
    io::List steps;
    for (const ScriptStep& step : script) {
        io::List players, leads;
        for (const auto& player : step.players) {
            io::Record record = named(cases, player.who);
            record.emplace_back("evidence", evidence_list(cases.store, player.evidence));
            players.emplace_back(std::move(record));
        }
        for (const ScriptLead& lead : step.leads) {
            leads.emplace_back(lead_record(cases, step.role, lead, incidents));
        }
        steps.emplace_back(io::Record{{"role", algorithms::name_of(step.role)},
                                      {"missing", step.is_missing()},
                                      {"players", players},
                                      {"told_by", evidence_list(cases.store, step.told_by)},
                                      {"leads", leads}});
    }
    return steps;
}

io::TableSection script_section(const io::Value& row, std::size_t number) {
    io::TableSection section;
    section.heading =
        fmt::format("Who does what in group {}, and what nobody is known for", number);
    section.columns = {{"role", "role"},
                       {.header = "who", .path = "who", .widest = 44, .wraps = true},
                       {.header = "why", .path = "why", .widest = 60, .wraps = true},
                       {.header = "incidents", .path = "evidence", .widest = 50, .wraps = true}};
    bool any_lead = false;
    for (const io::Value& step : *row["script"].get<io::List>()) {
        if (!*step["missing"].get<bool>()) {
            add_known(step, section.rows);
            continue;
        }
        const auto& told_by = *step["told_by"].get<io::List>();
        section.rows.emplace_back(io::Record{
            {"role", step["role"]},
            {"who", "not known"},
            {"why", missing_words(told_by.size(),
                                  static_cast<std::size_t>(*row["incidents"].get<std::int64_t>()))},
            {"evidence", step["told_by"]}});
        for (const io::Value& lead : *step["leads"].get<io::List>()) {
            any_lead = true;
            section.rows.emplace_back(io::Record{{"role", ""},
                                                 {"who", "lead: " + text(lead["label"])},
                                                 {"why", lead["told"]},
                                                 {"evidence", lead["evidence"]}});
        }
    }
    if (any_lead) {
        section.notes.emplace_back(
            "lead: known for that role elsewhere, near in place and time. No record ties them");
        section.notes.emplace_back(
            "to this group: where to look next, not a finding. On invented cases one such lead");
        section.notes.emplace_back("in thirteen was right, of harbourers one in sixty.");
    }
    return section;
}

} // namespace sandhan::cli
