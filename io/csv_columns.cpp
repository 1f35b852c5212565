// SPDX-License-Identifier: Apache-2.0
#include "io/csv_columns.hpp"

#include "io/errors.hpp"
#include "io/nearest_word.hpp"
#include "io/text_input.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace sandhan::io {
namespace {

using nlohmann::json;
using Names = std::pair<std::string_view, std::string_view>;

/// Columns that fill one field of the incident, and which.
constexpr Names incident_columns[] = {
    {"id", "/id"},
    {"title", "/title"},
    {"reported", "/reported"},
    {"status", "/status"},
    {"source_name", "/source/name"},
    {"source_date", "/source/date"},
    {"source_grade", "/source/grade"},
    {"source_url", "/source/url"},
    {"fir_number", "/references/0/number"},
    {"fir_station", "/references/0/station"},
    {"exploitation", "/exploitation"},
    {"recruitment", "/recruitment"},
    {"control", "/control"},
    {"sections", "/sections"},
};

constexpr std::string_view whole_incident_columns[] = {
    "origin",     "departed",      "transit",      "destination", "arrived",
    "mode",       "recruited_at",  "exploited_at", "reported_at", "rescued_at",
    "rescued_on", "organisations", "ties"};
constexpr std::string_view short_columns[] = {"victims", "victim_sex", "victim_age", "suspects"};

constexpr Names person_columns[] = {
    {"ref", "/ref"},
    {"person_id", "/id"},
    {"role", "/role"},
    {"count", "/count"},
    {"name", "/name"},
    {"aliases", "/aliases"},
    {"father", "/father"},
    {"spouse", "/spouse"},
    {"sex", "/sex"},
    {"age", "/age"},
    {"minor", "/minor"},
    {"birth", "/birth"},
    {"home", "/home"},
    {"person_status", "/status"},
    {"nationality", "/nationality"},
};
constexpr std::string_view identifier_columns[] = {"phone",         "email",       "vehicle",
                                                   "bank_account",  "national_id", "passport",
                                                   "online_handle", "address"};

std::vector<std::string_view> all_columns() {
    std::vector<std::string_view> all;
    for (const auto& [name, pointer] : incident_columns) {
        all.push_back(name);
    }
    all.insert(all.end(), std::begin(whole_incident_columns), std::end(whole_incident_columns));
    for (const auto& [name, pointer] : person_columns) {
        all.push_back(name);
    }
    all.insert(all.end(), std::begin(identifier_columns), std::end(identifier_columns));
    all.insert(all.end(), std::begin(short_columns), std::end(short_columns));
    return all;
}

} // namespace

std::string column_key(std::string_view name) {
    std::string key(trimmed(name));
    for (char& c : key) {
        if (c == ' ' || c == '-' || c == '\n') {
            c = '_';
        } else if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return key;
}

std::string_view cell_text(std::string_view cell) {
    if (cell.size() > 1 && cell[0] == '\'' &&
        std::string_view("=+-@").find(cell[1]) != std::string_view::npos) {
        cell.remove_prefix(1);
    }
    return cell;
}

std::string listed_columns(const std::vector<std::string>& names) {
    constexpr std::size_t most = 40;
    std::string text;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) {
        text += (i > 0 ? ", " : "") + cut_text(names[i], 40);
    }
    return text + (names.size() > most ? ", ..." : "");
}

DefaultColumns::DefaultColumns(const CsvRow& header,
                               const std::string& file,
                               CellStyle style,
                               std::vector<CellFault>& faults)
    : m_style(std::move(style)), m_names(header.cells) {
    const std::vector<std::string_view> known = all_columns();
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        const std::string key = column_key(m_names[i]);
        if (key.empty()) {
            continue;
        }
        const bool is_known = std::find(known.begin(), known.end(), key) != known.end();
        if ((is_known || key.starts_with("x_")) && !m_at.emplace(key, i).second) {
            throw ParseError(file + ": line " + std::to_string(header.line) +
                             ": two columns are "
                             "named " +
                             key + "; rename or remove one of them");
        }
        if (!is_known && !key.starts_with("x_")) {
            const auto near = nearest_word(key, known);
            faults.push_back({"unknown_field",
                              {header.line, std::to_string(i + 1)},
                              m_names[i],
                              "not a known column, so it was not read; " +
                                  (near ? "the nearest is `" + std::string(*near) + "`, and a name "
                                        : std::string("a name ")) +
                                  "that begins with x_ is carried along"});
        }
    }
    if (!m_at.contains("id")) {
        throw ParseError(file + ": line " + std::to_string(header.line) +
                         ": there is no column `id`; the first row must name the columns as "
                         "docs/incident-csv.md does, or give a mapping with --map FILE");
    }
    const auto has = [&](std::string_view name) { return m_at.contains(name); };
    m_has_people = std::any_of(std::begin(person_columns), std::end(person_columns),
                               [&](const Names& column) { return has(column.first); }) ||
                   std::any_of(std::begin(identifier_columns), std::end(identifier_columns), has);
}

std::string_view DefaultColumns::cell(const CsvRow& row, std::string_view column) const {
    const auto at = m_at.find(column);
    return at == m_at.end() || at->second >= row.cells.size() ? std::string_view()
                                                              : cell_text(row.cells[at->second]);
}

std::string_view DefaultColumns::id_of(const CsvRow& row) const { return cell(row, "id"); }

bool DefaultColumns::is_person(const CsvRow& row) const {
    const auto filled = [&](std::string_view name) { return !cell(row, name).empty(); };
    return std::any_of(std::begin(person_columns), std::end(person_columns),
                       [&](const Names& column) { return filled(column.first); }) ||
           std::any_of(std::begin(identifier_columns), std::end(identifier_columns), filled);
}

/// Puts one incident together from its rows.
class DefaultColumns::Assembly {
  public:
    Assembly(const DefaultColumns& columns, std::span<const CsvRow> rows)
        : m_columns(columns), m_rows(rows) {
        m_record.line = rows.front().line;
        m_record.origin["/id"] = {rows.front().line, "id"};
    }

    CellRecord make() {
        for (const auto& [column, pointer] : incident_columns) {
            put_cell(common(column), pointer, column, incident_shape(), pointer);
        }
        if (m_record.value.contains("references")) {
            m_record.value["references"][0]["type"] = "fir";
        }
        for (const auto& [key, at] : m_columns.m_at) {
            if (key.starts_with("x_")) {
                const Cell text = common(key);
                put_text(text, "/" + key, key);
            }
        }
        put_journey();
        put_places();
        put_organisations();
        for (const CsvRow& row : m_rows) {
            m_columns.is_person(row) ? put_person(row) : put_short_columns(row);
        }
        put_ties();
        return std::move(m_record);
    }

  private:
    struct Cell {
        std::string_view text;
        std::uint64_t line = 0;
    };

    /// A column of the whole incident: the first row's that has it. Later rows may repeat it.
    Cell common(std::string_view column) {
        Cell first;
        for (const CsvRow& row : m_rows) {
            const std::string_view text = m_columns.cell(row, column);
            if (text.empty() || text == first.text) {
                continue;
            }
            if (first.text.empty()) {
                first = {text, row.line};
                continue;
            }
            fault("contradicting_rows", row.line, column, text,
                  "an earlier row of this incident says otherwise and stands; leave the column "
                  "empty in all but the first row");
        }
        return first;
    }

    void fault(std::string code,
               std::uint64_t line,
               std::string_view column,
               std::string_view value,
               std::string message) {
        m_record.faults.push_back(
            {std::move(code), {line, std::string(column)}, std::string(value), std::move(message)});
    }

    void put(const Cell& cell, const std::string& pointer, std::string_view column, json value) {
        if (!cell.text.empty()) {
            m_record.value[json::json_pointer(pointer)] = std::move(value);
            m_record.origin[pointer] = {cell.line, std::string(column)};
        }
    }

    /// The value as the field at `field` of `shape` takes it.
    void put_cell(const Cell& cell,
                  std::string_view pointer,
                  std::string_view column,
                  const Shape& shape,
                  std::string_view field) {
        if (cell.text.empty()) {
            return;
        }
        std::string problem;
        const auto target = resolve_pointer(field, shape, problem);
        put(cell, std::string(pointer), column,
            cell_value(cell.text, target.value_or(Target{}), m_columns.m_style));
    }

    void put_text(const Cell& cell, const std::string& pointer, std::string_view column) {
        put(cell, pointer, column, json(std::string(cell.text)));
    }

    void without_place(const Cell& cell, std::string_view column, std::string_view place) {
        if (!cell.text.empty()) {
            fault("value_without_place", cell.line, column, cell.text,
                  "not read, since the column `" + std::string(place) +
                      "` is empty; give the place");
        }
    }

    /// The mode is how the traveller came to a stop, so the first stop has none.
    void
    put_stop(const Cell& place, std::string_view column, std::string_view role, const Cell& mode) {
        const std::string at = "/journey/" + std::to_string(m_stops++);
        put_text(place, at + "/place", column);
        m_record.value["journey"].back()["role"] = role;
        if (m_stops > 1) {
            put_cell(mode, at + "/mode", "mode", incident_shape(), "/journey/0/mode");
        }
    }

    void put_journey() {
        const Cell origin = common("origin"), departed = common("departed"),
                   transit = common("transit"), destination = common("destination"),
                   arrived = common("arrived"), mode = common("mode");
        if (!origin.text.empty()) {
            put_stop(origin, "origin", "origin", mode);
            put_cell(departed, "/journey/0/departed", "departed", incident_shape(),
                     "/journey/0/departed");
        } else {
            without_place(departed, "departed", "origin");
        }
        for (const std::string& place : split_list(transit.text, m_columns.m_style.separator)) {
            put_stop({place, transit.line}, "transit", "transit", mode);
        }
        if (!destination.text.empty()) {
            put_stop(destination, "destination", "destination", mode);
            put_cell(arrived, "/journey/" + std::to_string(m_stops - 1) + "/arrived", "arrived",
                     incident_shape(), "/journey/0/arrived");
        } else {
            without_place(arrived, "arrived", "destination");
        }
        if (m_stops < 2) {
            without_place(mode, "mode", m_stops == 0 ? "origin" : "destination");
        }
    }

    void put_places() {
        int count = 0;
        for (const std::string_view role :
             {"recruited_at", "exploited_at", "reported_at", "rescued_at"}) {
            const Cell place = common(role);
            const Cell date = role == "rescued_at" ? common("rescued_on") : Cell{};
            if (place.text.empty()) {
                without_place(date, "rescued_on", role);
                continue;
            }
            const std::string at = "/places/" + std::to_string(count++);
            put_text(place, at + "/place", role);
            m_record.value["places"].back()["role"] = role;
            put_cell(date, at + "/date", "rescued_on", incident_shape(), "/places/0/date");
        }
    }

    void put_organisations() {
        const Cell cell = common("organisations");
        constexpr std::array<std::string_view, 4> parts = {"name", "type", "role", "place"};
        int count = 0;
        for (const std::string& item : split_list(cell.text, m_columns.m_style.separator)) {
            const std::string at = "/organisations/" + std::to_string(count++);
            m_record.value["organisations"].push_back(json::object());
            m_record.origin[at] = {cell.line, "organisations"};
            std::string_view rest = item;
            for (std::size_t i = 0;; ++i) {
                const auto bar = rest.find('|');
                const std::string_view part = trimmed(rest.substr(0, bar));
                if (i == parts.size()) {
                    fault("bad_list_item", cell.line, "organisations", item,
                          "an organisation has at most four parts; write name | type | role | "
                          "place");
                    break;
                }
                const std::string field = "/organisations/0/" + std::string(parts[i]);
                put_cell({part, cell.line}, at + "/" + std::string(parts[i]), "organisations",
                         incident_shape(), field);
                if (bar == std::string_view::npos) {
                    break;
                }
                rest.remove_prefix(bar + 1);
            }
        }
    }

    void put_person(const CsvRow& row) {
        const std::size_t index = m_people++;
        const std::string at = "/people/" + std::to_string(index);
        m_record.value["people"].push_back(json::object());
        m_record.origin[at] = {row.line, "ref"};
        m_record.origin[at + "/role"] = {row.line, "role"};
        for (const auto& [column, field] : person_columns) {
            put_cell({m_columns.cell(row, column), row.line}, at + std::string(field), column,
                     person_shape(), field);
        }
        json& person = m_record.value["people"].back();
        std::size_t known = 0;
        for (const std::string_view type : identifier_columns) {
            for (std::string& value :
                 split_list(m_columns.cell(row, type), m_columns.m_style.separator)) {
                person["identifiers"].push_back(
                    {{"type", type}, {"value", std::string(cell_text(value))}});
                m_record.origin[at + "/identifiers/" + std::to_string(known++)] = {
                    row.line, std::string(type)};
            }
        }
        for (const std::string_view column : short_columns) {
            if (const auto text = m_columns.cell(row, column); !text.empty()) {
                fault("contradicting_rows", row.line, column, text,
                      "not read, since the row is one person's; empty the column, or give each "
                      "person a row");
            }
        }
    }

    void put_short_columns(const CsvRow& row) {
        const auto cell = [&](std::string_view column) {
            return Cell{m_columns.cell(row, column), row.line};
        };
        if (!cell("victims").text.empty() || !cell("victim_sex").text.empty() ||
            !cell("victim_age").text.empty()) {
            const std::string at = "/people/" + std::to_string(m_people++);
            m_record.value["people"].push_back(
                {{"ref", "v" + std::to_string(++m_victims)}, {"role", "victim"}});
            m_record.origin[at] = {row.line, "victims"};
            put_cell(cell("victims"), at + "/count", "victims", person_shape(), "/count");
            put_cell(cell("victim_sex"), at + "/sex", "victim_sex", person_shape(), "/sex");
            put_cell(cell("victim_age"), at + "/age", "victim_age", person_shape(), "/age");
        }
        for (std::string& name : split_list(cell("suspects").text, m_columns.m_style.separator)) {
            m_record.origin["/people/" + std::to_string(m_people++)] = {row.line, "suspects"};
            m_record.value["people"].push_back({{"ref", "s" + std::to_string(++m_suspects)},
                                                {"role", "suspect"},
                                                {"name", std::move(name)}});
        }
    }

    /// Ties may stand in any row of the incident; a list that is repeated is read once.
    void put_ties() {
        std::vector<std::string_view> seen;
        for (const CsvRow& row : m_rows) {
            const std::string_view list = m_columns.cell(row, "ties");
            if (std::find(seen.begin(), seen.end(), list) != seen.end()) {
                continue;
            }
            seen.push_back(list);
            for (const std::string& item : split_list(list, m_columns.m_style.separator)) {
                put_tie(item, row.line);
            }
        }
    }

    void put_tie(std::string_view item, std::uint64_t line) {
        const auto arrow = item.find('>');
        const auto colon = item.rfind(':');
        if (arrow == std::string_view::npos || (colon != std::string_view::npos && colon < arrow)) {
            fault("bad_list_item", line, "ties", item,
                  "not a tie; write from > to : type, such as s1 > v1 : recruited");
            return;
        }
        const bool has_type = colon != std::string_view::npos;
        json tie = {{"from", trimmed(item.substr(0, arrow))},
                    {"to", trimmed(item.substr(arrow + 1, has_type ? colon - arrow - 1
                                                                   : std::string_view::npos))}};
        m_record.origin["/ties/" + std::to_string(m_ties++)] = {line, "ties"};
        m_record.value["ties"].push_back(std::move(tie));
        if (has_type) {
            put_cell({trimmed(item.substr(colon + 1)), line},
                     "/ties/" + std::to_string(m_ties - 1) + "/type", "ties", incident_shape(),
                     "/ties/0/type");
        }
    }

    const DefaultColumns& m_columns;
    std::span<const CsvRow> m_rows;
    CellRecord m_record;
    std::size_t m_stops = 0, m_people = 0, m_victims = 0, m_suspects = 0, m_ties = 0;
};

CellRecord DefaultColumns::record(std::span<const CsvRow> rows) const {
    return Assembly(*this, rows).make();
}

} // namespace sandhan::io
