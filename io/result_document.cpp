// SPDX-License-Identifier: Apache-2.0
// The JSON and CSV forms of a result.
#include "io/result_document.hpp"

#include "io/csv_text.hpp"
#include "io/value_text.hpp"
#include "io/version.hpp"

#include <nlohmann/json.hpp>

#include <cmath>

namespace sandhan::io {
namespace {

using Json = nlohmann::ordered_json;

Json to_json(const Value& value);

Json to_json(const Record& record) {
    Json object = Json::object();
    for (const auto& [name, field] : record) {
        object[name] = to_json(field);
    }
    return object;
}

Json to_json(const Value& value) {
    if (const auto* b = value.get<bool>()) {
        return *b;
    }
    if (const auto* i = value.get<std::int64_t>()) {
        return *i;
    }
    if (const auto* d = value.get<double>()) {
        return std::isfinite(*d) ? Json(*d) : Json(nullptr);
    }
    if (const auto* s = value.get<std::string>()) {
        return *s;
    }
    if (const auto* l = value.get<List>()) {
        Json array = Json::array();
        for (const Value& item : *l) {
            array.push_back(to_json(item));
        }
        return array;
    }
    if (const auto* r = value.get<Record>()) {
        return to_json(*r);
    }
    return nullptr;
}

std::string dumped(const Json& document, int indent = -1) {
    return document.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::string csv_cell(const Value& value) {
    const bool is_number = value.get<double>() != nullptr || value.get<std::int64_t>() != nullptr;
    std::string cell;
    append_csv_text(cell, plain_text(value),
                    is_number ? CsvReader::program : CsvReader::spreadsheet);
    return cell;
}

} // namespace

void write_json(std::ostream& out, const ResultDocument& result) {
    Json graph = {{"vertices", result.vertices}, {"edges", result.edges}};
    graph.update(to_json(result.graph_extra));
    Json document = {
        {"tool", "analyse"},
        {"version", version},
        {"command", result.command},
        {"parameters", to_json(result.parameters)},
        {"input",
         {{"files", result.files}, {"incidents", result.incidents}, {"unusable", result.unusable}}},
        {"graph", graph},
    };
    if (result.revealed) {
        document["victims_revealed"] = true;
    }
    // A row a line: large answers stay readable and are written as they come.
    std::string head = dumped(document, 2);
    head.resize(head.rfind('\n'));
    out << head << ",\n  \"rows\": [";
    const char* separator = "\n    ";
    for (const Value& row : result.rows) {
        out << separator << dumped(to_json(row));
        separator = ",\n    ";
    }
    out << (result.rows.empty() ? "]" : "\n  ]");
    for (const auto& [name, value] : result.extra) {
        out << ",\n  " << dumped(name) << ": " << dumped(to_json(value));
    }
    out << "\n}\n";
}

void write_csv(std::ostream& out, const ResultDocument& result) {
    const char* separator = "";
    for (const CsvColumn& column : result.csv) {
        out << separator << column.header;
        separator = ",";
    }
    out << (result.revealed ? ",victims_revealed\r\n" : "\r\n");
    for (const Value& row : result.rows) {
        separator = "";
        for (const CsvColumn& column : result.csv) {
            out << separator << csv_cell(row.at_path(column.path));
            separator = ",";
        }
        out << (result.revealed ? ",true\r\n" : "\r\n");
    }
}

} // namespace sandhan::io
