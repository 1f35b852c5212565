// SPDX-License-Identifier: Apache-2.0
#include "io/htcds_columns.hpp"

#include "io/csv_columns.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace sandhan::io {
namespace {

/// "vic_Methods of Control" as "methodsofcontrol"; the prefix of the table is told apart.
std::string plain_name(std::string_view name, std::string& prefix) {
    std::string key = column_key(name);
    prefix.clear();
    for (const std::string_view table : {"prs_", "vic_", "per_", "cas_", "hte_", "org_"}) {
        if (key.starts_with(table)) {
            prefix = table;
            key.erase(0, table.size());
            break;
        }
    }
    std::erase_if(key, [](char c) { return (c < 'a' || c > 'z') && (c < '0' || c > '9'); });
    return key;
}

bool is_yes(std::string_view cell) {
    const std::string word = column_key(cell);
    return word == "yes" || word == "true" || word == "y" || word == "1" || word == "1.0";
}

constexpr std::array<std::string_view, 5> event_columns = {"origin", "departed", "transit",
                                                           "destination", "arrived"};

} // namespace

const HtcdsColumns::Known HtcdsColumns::known_columns[] = {
    // The case. HTCDS names no number of it; these are what case management systems call it.
    {"casenumber", "id", Way::as_is, 0, false},
    {"caseid", "id", Way::as_is, 0, false},
    {"cas_status", "status", Way::as_is, 0, false},
    {"incomingreferraldate", "reported", Way::as_is, 0, false},
    {"referringorganisation", "organisations", Way::list, 0, false},
    // The person.
    {"firstname", "name", Way::name_part, 1, true},
    {"middlename", "name", Way::name_part, 2, true},
    {"secondname", "name", Way::name_part, 3, true},
    {"lastname", "name", Way::name_part, 3, true},
    {"birthdate", "birth", Way::as_is, 0, true},
    {"gender", "sex", Way::as_is, 0, true},
    {"deceased", "person_status", Way::deceased, 0, true},
    {"prs_nationality", "nationality", Way::as_is, 0, true},
    {"prs_email", "email", Way::as_is, 0, true},
    {"homephone", "phone", Way::list, 2, true},
    {"mobilephone", "phone", Way::list, 1, true},
    {"identitynumber", "national_id", Way::list, 0, true},
    {"mailingstreet", "home", Way::place_part, 1, true},
    {"mailingcity", "home", Way::place_part, 2, true},
    {"mailingstate", "home", Way::place_part, 3, true},
    {"mailingcountry", "home", Way::place_part, 4, true},
    {"roleinprocess", "role", Way::as_is, 0, true},
    // What was done to the victim.
    {"methodofrecruitment", "recruitment", Way::list, 0, true},
    {"methodsofrecruitment", "recruitment", Way::list, 0, true},
    {"locationofrecruitment", "recruited_at", Way::as_is, 0, true},
    {"methodsofcontrol", "control", Way::list, 0, true},
    {"methodofcontrol", "control", Way::list, 0, true},
    {"typeofexploitation", "exploitation", Way::list, 1, true},
    {"typeoflabourexploitation", "exploitation", Way::list, 2, true},
    {"forcedlabourindustry", "exploitation", Way::list, 3, true},
    {"labourindustry", "exploitation", Way::list, 3, true},
    {"typeofsexexploitation", "exploitation", Way::list, 4, true},
    {"locationofexploitation", "exploited_at", Way::as_is, 0, true},
    // An event: a row of its own, or in a victim's.
    {"hte_type", "", Way::event_kind, 0, false},
    {"hte_street", "", Way::event_place, 1, false},
    {"hte_city", "", Way::event_place, 2, false},
    {"hte_state", "", Way::event_place, 3, false},
    {"hte_country", "", Way::event_place, 4, false},
    {"hte_date", "", Way::event_date, 0, false},
};

std::size_t HtcdsColumns::column(std::string_view name) {
    const auto found = std::find(m_header.cells.begin(), m_header.cells.end(), name);
    if (found != m_header.cells.end()) {
        return static_cast<std::size_t>(found - m_header.cells.begin());
    }
    m_header.cells.emplace_back(name);
    return m_header.cells.size() - 1;
}

std::optional<HtcdsColumns> HtcdsColumns::of(const CsvRow& header, const CellStyle& style) {
    HtcdsColumns columns;
    columns.m_separator = style.separator + " ";
    columns.m_header.line = header.line;
    std::vector<std::string> own;
    for (const std::string& name : header.cells) {
        own.push_back(column_key(name));
    }
    std::vector<std::size_t> unknown;
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
        std::string prefix;
        const std::string name = plain_name(header.cells[i], prefix);
        const auto known =
            std::find_if(std::begin(known_columns), std::end(known_columns),
                         [&](const Known& k) { return k.name == name || k.name == prefix + name; });
        constexpr std::string_view of_control = "methodsofcontrol";
        const bool is_control = name.starts_with(of_control) && name.size() > of_control.size();
        const std::string_view ours = is_control                         ? "control"
                                      : known != std::end(known_columns) ? known->ours
                                                                         : std::string_view();
        const bool is_known = is_control || known != std::end(known_columns);
        const bool we_have_it = std::find(own.begin(), own.end(), ours) != own.end();
        if (!is_known || (we_have_it && !ours.empty())) {
            unknown.push_back(i);
            continue;
        }
        Source source;
        source.from = i;
        if (is_control) {
            source.way = Way::control;
            source.order = 1;
            source.tells_person = true;
            // "methodsofcontroldebtbondage": the vocabulary has the name of the column as a word.
            source.word = prefix.empty() ? header.cells[i] : header.cells[i].substr(prefix.size());
        } else {
            source.way = known->way;
            source.order = known->order;
            source.tells_person = known->tells_person;
        }
        columns.m_sources.push_back(std::move(source));
        columns.m_sources.back().to = ours.empty() ? 0 : columns.column(ours);
        columns.m_has_events = columns.m_has_events || ours.empty();
        constexpr std::array<std::string_view, 6> done_to_victims = {
            "control", "recruitment", "exploitation", "recruited_at", "exploited_at", ""};
        columns.m_is_about_victims = columns.m_is_about_victims || !prefix.empty() ||
                                     std::find(done_to_victims.begin(), done_to_victims.end(),
                                               ours) != done_to_victims.end();
    }
    if (columns.m_sources.empty()) {
        return std::nullopt;
    }
    std::stable_sort(columns.m_sources.begin(), columns.m_sources.end(),
                     [](const Source& a, const Source& b) { return a.order < b.order; });
    for (const std::size_t i : unknown) {
        Source source;
        source.from = i;
        source.to = columns.m_header.cells.size();
        columns.m_header.cells.push_back(header.cells[i]);
        columns.m_sources.push_back(std::move(source));
    }
    const auto role = std::find(own.begin(), own.end(), "role");
    columns.m_role = columns.column(
        role == own.end() ? "role" : header.cells[static_cast<std::size_t>(role - own.begin())]);
    if (columns.m_has_events) {
        for (const std::string_view name : event_columns) {
            if (std::find(own.begin(), own.end(), name) == own.end()) {
                columns.column(name);
            }
        }
    }
    return columns;
}

std::size_t HtcdsColumns::their_column(std::size_t ours) const {
    std::size_t first = ours;
    for (const Source& source : m_sources) {
        if (source.to == ours && source.way == Way::as_is) {
            first = source.from;
        }
    }
    return first;
}

void HtcdsColumns::put(const Source& source, const std::string& cell, std::string& to) const {
    std::string text(cell_text(cell));
    std::string_view between;
    switch (source.way) {
    case Way::name_part:
        between = " ";
        break;
    case Way::place_part:
    case Way::event_place:
        between = ", ";
        break;
    case Way::list:
        between = m_separator;
        break;
    case Way::control:
        if (!is_yes(text)) {
            return;
        }
        between = m_separator;
        text = source.word;
        break;
    case Way::deceased:
        if (is_yes(text)) {
            to = "deceased";
        }
        return;
    default:
        break;
    }
    if (!to.empty()) {
        to += between;
    }
    to += text;
}

/// The place of an event is a stop of the journey.
void HtcdsColumns::put_event(const CsvRow& theirs, CsvRow& ours) const {
    std::string kind, place, date;
    for (const Source& source : m_sources) {
        const std::string& cell = theirs.cells[source.from];
        if (cell.empty()) {
            continue;
        }
        if (source.way == Way::event_kind) {
            kind = column_key(cell);
        } else if (source.way == Way::event_place) {
            put(source, cell, place);
        } else if (source.way == Way::event_date) {
            date = cell;
        }
    }
    const auto to = [&](std::string_view name, const std::string& text) {
        const auto at = std::find(m_header.cells.begin(), m_header.cells.end(), name);
        if (at != m_header.cells.end() && !text.empty()) {
            ours.cells[static_cast<std::size_t>(at - m_header.cells.begin())] = text;
        }
    };
    if (kind == "recruitment") {
        to("origin", place);
        to("departed", date);
    } else if (kind == "exploitation") {
        to("destination", place);
        to("arrived", date);
    } else { // the standard has these three; a place without a kind was at least passed
        to("transit", place);
    }
}

CsvRow HtcdsColumns::row(const CsvRow& theirs) const {
    CsvRow ours;
    ours.line = theirs.line;
    ours.code = theirs.code;
    ours.problem = theirs.problem;
    ours.cells.assign(m_header.cells.size(), "");
    bool tells_person = false;
    bool tells_event = false;
    for (const Source& source : m_sources) {
        const std::string& cell = theirs.cells[source.from];
        if (cell.empty()) {
            continue;
        }
        if (source.way == Way::event_kind || source.way == Way::event_place ||
            source.way == Way::event_date) {
            tells_event = true;
            continue;
        }
        tells_person = tells_person || source.tells_person;
        put(source, cell, ours.cells[source.to]);
    }
    if (tells_event) {
        put_event(theirs, ours);
    }
    if (m_is_about_victims && ours.cells[m_role].empty() && (tells_person || !tells_event)) {
        ours.cells[m_role] = "victim";
    }
    return ours;
}

} // namespace sandhan::io
