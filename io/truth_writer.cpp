// SPDX-License-Identifier: Apache-2.0
#include "io/truth_writer.hpp"

#include "io/incident_writer.hpp"

#include <array>
#include <charconv>
#include <ostream>

namespace sandhan::io {
namespace {

void append_number(std::string& to, double value) {
    std::array<char, 32> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    to.append(digits.data(), end);
}

/// `"name":` after a comma, or after `{`.
void name(std::string& to, std::string_view field) {
    to += to.ends_with('{') ? "\"" : ",\"";
    to += field;
    to += "\":";
}

void text(std::string& to, std::string_view field, std::string_view value) {
    name(to, field);
    append_json_string(to, value);
}

void text_or_null(std::string& to, std::string_view field, std::string_view value) {
    if (value.empty()) {
        name(to, field);
        to += "null";
    } else {
        text(to, field, value);
    }
}

void whole(std::string& to, std::string_view field, std::uint64_t value) {
    name(to, field);
    to += std::to_string(value);
}

void texts(std::string& to, std::string_view field, const std::vector<std::string>& values) {
    name(to, field);
    to += '[';
    for (const std::string& value : values) {
        if (!to.ends_with('[')) {
            to += ',';
        }
        append_json_string(to, value);
    }
    to += ']';
}

std::string_view word_of_side(graph::Side side) {
    switch (side) {
    case graph::Side::offending:
        return "offending";
    case graph::Side::victim:
        return "victim";
    case graph::Side::family:
        return "family";
    default:
        return "responder";
    }
}

} // namespace

void append_truth(std::string& to, const graph::TrueCorridor& corridor) {
    to += '{';
    text(to, "id", corridor.id);
    text(to, "origin", corridor.origin);
    text(to, "destination", corridor.destination);
    texts(to, "stops", corridor.stops);
    name(to, "planned_share");
    append_number(to, corridor.planned_share);
    whole(to, "planned", corridor.planned);
    whole(to, "actual", corridor.actual);
    name(to, "emerging");
    to += corridor.emerging ? "true}" : "false}";
}

void append_truth(std::string& to, const graph::TrueCell& cell) {
    to += '{';
    text(to, "id", cell.id);
    name(to, "members");
    to += '[';
    for (const graph::TrueMember& member : cell.members) {
        to += to.ends_with('[') ? "{" : ",{";
        text(to, "identity", member.identity);
        text(to, "role", graph::word_of(member.role));
        text(to, "rank", member.rank == graph::CellRank::core ? "core" : "periphery");
        to += '}';
    }
    to += ']';
    texts(to, "corridors", cell.corridors);
    whole(to, "events", cell.events);
    to += '}';
}

void append_truth(std::string& to, const graph::TrueIdentity& identity) {
    to += '{';
    text(to, "id", identity.id);
    text(to, "side", word_of_side(identity.side));
    text(to, "name", identity.name);
    texts(to, "records", identity.records);
    to += '}';
}

void append_truth(std::string& to, const graph::TrueJourney& journey) {
    to += '{';
    text(to, "incident", journey.incident);
    whole(to, "event", journey.event);
    text_or_null(to, "corridor", journey.corridor);
    text_or_null(to, "cell", journey.cell);
    whole(to, "victims", journey.victims);
    name(to, "stops");
    to += '[';
    for (const graph::TrueStop& stop : journey.stops) {
        to += to.ends_with('[') ? "{" : ",{";
        text(to, "place", stop.place);
        text(to, "role",
             stop.role == graph::StopRole::origin        ? "origin"
             : stop.role == graph::StopRole::destination ? "destination"
                                                         : "transit");
        text(to, "arrived", graph::iso_day(stop.arrived));
        text(to, "departed", graph::iso_day(stop.departed));
        text(to, "mode",
             stop.mode == graph::TransportMode::unknown ? "unknown" : graph::word_of(stop.mode));
        to += '}';
    }
    to += "]}";
}

void append_truth(std::string& to, const graph::TrueDuplicate& duplicate) {
    to += '{';
    text(to, "incident", duplicate.incident);
    text(to, "of", duplicate.of);
    to += '}';
}

void append_truth(std::string& to, const graph::TrueCorruption& corruption) {
    to += '{';
    text(to, "incident", corruption.incident);
    text(to, "field", corruption.field);
    text(to, "kind", corruption.kind);
    text(to, "before", corruption.before);
    text(to, "after", corruption.after);
    to += '}';
}

void TruthWriter::begin(const TruthHeader& header) {
    std::string to = "{\n\"format\":\"sandhan-truth\",\"version\":1,\n\"generator\":{";
    text(to, "tool_version", header.tool_version);
    whole(to, "seed", header.seed);
    whole(to, "incidents", header.incidents);
    text(to, "noise", header.noise);
    name(to, "scenario");
    to += '{';
    for (const auto& [parameter, value] : header.scenario) {
        name(to, parameter);
        append_number(to, value);
    }
    to += "}}";
    m_stream << to;
}

void TruthWriter::begin_list(std::string_view list) {
    m_stream << ",\n\"" << list << "\":[\n";
    m_first = true;
}

void TruthWriter::elements(std::string_view text) {
    if (text.empty()) {
        return;
    }
    if (!m_first) {
        m_stream << separator();
    }
    m_first = false;
    m_stream << text;
}

void TruthWriter::end_list() { m_stream << "\n]"; }

void TruthWriter::emerging(const std::string& corridor,
                           graph::FuzzyDate::Days start,
                           std::uint64_t events) {
    std::string to = ",\n\"emerging\":{";
    text(to, "corridor", corridor);
    text(to, "start", graph::iso_day(start));
    whole(to, "events", events);
    to += '}';
    m_stream << to;
}

void TruthWriter::end() { m_stream << "\n}\n"; }

} // namespace sandhan::io
