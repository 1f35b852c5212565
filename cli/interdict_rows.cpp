// SPDX-License-Identifier: Apache-2.0
#include "cli/interdict_rows.hpp"

#include "cli/entities.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::Passing;
using graph::Edge;

/// A corridor or place of a set, as a row shows it.
io::Record interdict_member(const InterdictCases& all,
                            std::uint32_t item,
                            io::Value capacity,
                            const Passing& passing) {
    io::Record record;
    if (all.asked.cuts_corridors()) {
        const auto [from, to] = all.g.ends(item);
        record = {{"from", all.id(from)},
                  {"to", all.id(to)},
                  {"from_label", all.label(from)},
                  {"to_label", all.label(to)}};
    } else {
        record = entity_record(all.cases, graph::EntityKind::place, all.g.place(item));
    }
    record.emplace_back("capacity", std::move(capacity));
    record.emplace_back("incidents", passing.evidence.size());
    record.emplace_back("victims", passing.victims);
    record.emplace_back("evidence", evidence_list(all.cases.store, passing.evidence));
    return record;
}

} // namespace

void describe_interdict(const InterdictOptions& asked, io::ResultDocument& result) {
    constexpr auto right = io::Alignment::right;
    constexpr std::size_t names_width = 60;
    if (asked.asks_budget) {
        result.columns = {
            {"#", "rank", right},
            {.header = "budget", .path = "budget", .alignment = right, .digits = 1},
            {.header = "cost", .path = "cost", .alignment = right, .digits = 1},
            {.header = "set", .path = "names", .widest = names_width, .wraps = true},
            {.header = "intercepted", .path = "intercepted", .alignment = right, .digits = 1},
            {.header = "share", .path = "share", .alignment = right, .digits = 3},
            {"best", "optimal"},
            {.header = "gap", .path = "gap", .alignment = right, .digits = 3}};
    } else {
        result.columns = {{asked.cut, "size", right},
                          {"flow", "flow", right},
                          {"cut", "cut_capacity", right},
                          {"proved", "proved"},
                          {"after", "flow_after", right}};
    }
    std::vector<std::string> names;
    if (asked.asks_budget) {
        names = {"budget", "cost",    "flow_before", "flow_after", "intercepted",
                 "share",  "optimal", "bound",       "gap"};
    } else {
        names = {"size", "separates",    "flow_before", "flow_after",
                 "flow", "cut_capacity", "proved",      "observed"};
    }
    if (asked.react) {
        result.columns.push_back(
            {.header = "displaced", .path = "displaced", .alignment = right, .digits = 1});
        result.columns.push_back(
            {.header = "remaining", .path = "remaining", .alignment = right, .digits = 1});
        names.insert(names.end(),
                     {"intercepted_after", "displaced", "remaining", "mostly_displaced"});
    }
    result.csv = {{"rank", "rank"}, {"cut", "names"}};
    for (const std::string& name : names) {
        result.csv.push_back({name, name});
    }
    result.csv.push_back({"evidence", "evidence"});
}

void add_interdict_members(const InterdictCases& all,
                           const std::vector<std::uint32_t>& items,
                           const std::vector<Passing>& passing,
                           const std::vector<double>& capacity,
                           io::Record& row,
                           std::set<graph::IncidentIndex>& evidence) {
    io::List cut, names;
    for (const std::uint32_t item : items) {
        const Passing& behind = passing[item];
        evidence.insert(behind.evidence.begin(), behind.evidence.end());
        cut.emplace_back(interdict_member(all, item, all.asked.amount(capacity[item]), behind));
        names.emplace_back(all.item_label(item));
    }
    row.emplace_back("cut", std::move(cut));
    row.emplace_back("names", std::move(names));
}

io::Value interdict_leg(const InterdictCases& all, Edge e) {
    const auto [from, to] = all.g.ends(e);
    const graph::Flow& flow = all.g.flow(e);
    return io::Record{{"from", all.id(from)},
                      {"to", all.id(to)},
                      {"incidents", flow.evidence.size()},
                      {"evidence", evidence_list(all.cases.store, flow.evidence)}};
}

void tell_unrecorded(const InterdictOptions& asked,
                     const std::vector<Passing>& passing,
                     io::ResultDocument& result) {
    const bool any = std::any_of(passing.begin(), passing.end(),
                                 [](const Passing& one) { return one.unrecorded > 0; });
    if (any && asked.capacity != "unit") {
        result.notes.emplace_back(
            "Incidents that record no victim count as one victim each: someone was moved.");
    }
}

void finish_interdict(const InterdictOptions& asked,
                      io::Record row,
                      const std::string& heading,
                      io::ResultDocument& result) {
    constexpr auto right = io::Alignment::right;
    constexpr std::size_t place_width = 44;
    constexpr std::size_t evidence_width = 60;
    const io::Value whole(std::move(row));
    io::TableSection members;
    members.heading = heading;
    if (asked.cuts_corridors()) {
        members.columns = {
            {.header = "from", .path = "from_label", .widest = place_width, .wraps = true},
            {.header = "to", .path = "to_label", .widest = place_width, .wraps = true}};
    } else {
        members.columns = {
            {.header = "place", .path = "label", .widest = place_width, .wraps = true}};
    }
    members.columns.push_back(
        {.header = "capacity", .path = "capacity", .alignment = right, .digits = 1});
    members.columns.push_back({"incidents", "incidents", right});
    members.columns.push_back({"victims", "victims", right});
    members.columns.push_back(
        {.header = "evidence", .path = "evidence", .widest = evidence_width, .spare = 1});
    members.rows = *whole["cut"].get<io::List>();
    result.more_tables.push_back(std::move(members));
    if (asked.react) {
        io::TableSection next;
        next.heading = "Where they would go then";
        next.columns = {
            {.header = "route", .path = "label", .widest = 100, .wraps = true},
            {.header = "flow", .path = "flow", .alignment = right, .digits = 1},
            {.header = "probability", .path = "probability", .alignment = right, .digits = 3}};
        next.rows = *whole["displaced_to"].get<io::List>();
        if (!next.rows.empty()) {
            result.more_tables.push_back(std::move(next));
        }
    }
    result.rows.push_back(whole);
}

} // namespace sandhan::cli
