// SPDX-License-Identifier: Apache-2.0
#include "io/mapping.hpp"

#include "graph/fuzzy_date.hpp"
#include "io/csv_columns.hpp"
#include "io/errors.hpp"
#include "io/json_parse.hpp"
#include "io/nearest_word.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>

namespace sandhan::io {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const std::string& name, const std::string& what) {
    throw ParseError(name + ": " + what);
}

std::string read_whole(const std::string& file) {
    // No table has so many columns; a larger file is something else.
    constexpr std::uint64_t largest = 16 << 20;
    TextInput input(unpacked(open_file(file), file), file);
    std::string text;
    for (int c = input.get(); c != TextInput::end; c = input.get()) {
        if (text.size() >= largest) {
            refuse(file, "too large for a mapping; give the JSON that names the columns");
        }
        text.push_back(static_cast<char>(c));
    }
    return text;
}

/// "{Village}, {District}" in pieces.
void parse_template(std::string_view text, const std::string& where, MappingRule& rule) {
    std::string literal;
    while (!text.empty()) {
        if (text[0] == '{') {
            const auto close = text.find('}');
            if (close == std::string_view::npos) {
                refuse(where, "a { is not closed; columns stand in braces, as {Village}");
            }
            rule.pieces.push_back({literal, std::string(text.substr(1, close - 1)), 0});
            literal.clear();
            text.remove_prefix(close + 1);
        } else {
            literal.push_back(text[0]);
            text.remove_prefix(1);
        }
    }
    rule.after = literal;
    if (rule.pieces.empty()) {
        refuse(where,
               "the text names no column; write {Column}, or {\"constant\": ...} for what is "
               "the same in every row");
    }
}

MappingRule parse_rule(const std::string& pointer,
                       const json& value,
                       const Shape& shape,
                       const std::string& name) {
    MappingRule rule;
    rule.pointer = pointer;
    const std::string where = name + ": fields: " + pointer;
    std::string problem;
    const auto target = resolve_pointer(pointer, shape, problem);
    if (!target) {
        refuse(where, "this pointer fills no field: " + problem);
    }
    rule.target = *target;
    rule.keys = pointer_keys(pointer);
    if (value.is_string()) {
        parse_template(value.get_ref<const std::string&>(), where, rule);
    } else if (value.is_object() && value.size() == 1 && value.contains("constant")) {
        rule.is_constant = true;
        rule.constant = value.at("constant");
    } else {
        refuse(where, "give a text with columns in braces, or {\"constant\": ...}");
    }
    return rule;
}

/// A field is filled as a whole or in parts.
void refuse_nested(const std::vector<MappingRule>& rules, const std::string& name) {
    for (const MappingRule& whole : rules) {
        for (const MappingRule& part : rules) {
            if (part.pointer.starts_with(whole.pointer + "/")) {
                refuse(name, "fields: " + whole.pointer + " is filled as a whole and in part, by " +
                                 part.pointer + "; keep one of them");
            }
        }
    }
}

void parse_values(const json& values, const std::string& name, std::vector<MappingRule>& rules) {
    if (!values.is_object()) {
        refuse(name, "`values` must be an object: {\"/people/0/sex\": {\"F\": \"female\"}}");
    }
    for (const auto& [pointer, words] : values.items()) {
        const auto rule = std::find_if(rules.begin(), rules.end(),
                                       [&, &p = pointer](const auto& r) { return r.pointer == p; });
        if (rule == rules.end()) {
            refuse(name, "`values` has " + pointer + ", which `fields` does not fill");
        }
        if (!words.is_object()) {
            refuse(name, "values: " + pointer + " must be an object: {\"F\": \"female\"}");
        }
        for (const auto& [theirs, ours] : words.items()) {
            if (!ours.is_string()) {
                refuse(name, "values: " + pointer + ": every word is given a word, as a string");
            }
            rule->values[theirs] = ours.get<std::string>();
        }
    }
}

std::string text_of(const json& mapping, std::string_view key, const std::string& name) {
    const auto found = mapping.find(key);
    if (found == mapping.end()) {
        return {};
    }
    if (!found->is_string() || found->get_ref<const std::string&>().empty()) {
        refuse(name, "`" + std::string(key) + "` must be a string that is not empty");
    }
    return found->get<std::string>();
}

void check_keys(const json& mapping, const std::string& name) {
    constexpr std::string_view known[] = {"record", "fields", "values", "dates", "separator"};
    for (const auto& [key, value] : mapping.items()) {
        if (std::find(std::begin(known), std::end(known), key) == std::end(known) &&
            !key.starts_with("x_")) {
            const auto near = nearest_word(key, known);
            refuse(name, "a mapping has no field `" + key + "`" +
                             (near ? "; the nearest is `" + std::string(*near) + "`"
                                   : "; it has record, fields, values, dates, separator"));
        }
    }
}

} // namespace

std::string MappingRule::render(const CsvRow& row) const {
    std::string text;
    bool last_is_empty = true;
    for (const Piece& piece : pieces) {
        const std::string_view cell = cell_text(row.cells[piece.at]);
        last_is_empty = cell.empty();
        if (!cell.empty()) {
            // What stands before a column goes with it, but not behind nothing.
            const bool is_first_piece = &piece == pieces.data();
            text += text.empty() && !is_first_piece ? std::string() : piece.before;
            text += cell;
        }
    }
    return last_is_empty ? text : text + after;
}

Mapping Mapping::read(const std::string& file) { return parse(read_whole(file), file); }

Mapping Mapping::parse(std::string_view text, const std::string& name) {
    RecordFaults faults({name, 1, ""});
    constexpr unsigned max_depth = 16;
    const auto parsed = parse_json(text, {}, max_depth, faults);
    if (!parsed) {
        refuse(name, faults.take().front().message);
    }
    if (!parsed->is_object()) {
        refuse(name, "a mapping is an object: {\"record\": \"incident\", \"fields\": {...}}");
    }
    check_keys(*parsed, name);
    Mapping mapping;
    mapping.m_name = name;
    const std::string record = text_of(*parsed, "record", name);
    if (!record.empty() && record != "incident" && record != "person") {
        refuse(name, "`record` must be \"incident\" or \"person\"");
    }
    mapping.m_is_person = record == "person";
    const Shape& shape = mapping.m_is_person ? person_shape() : incident_shape();
    if (const auto fields = parsed->find("fields"); fields != parsed->end()) {
        if (!fields->is_object() || fields->empty()) {
            refuse(name, "`fields` must be an object that fills a field at least: "
                         "{\"/id\": \"{Case No}\"}");
        }
        for (const auto& [pointer, value] : fields->items()) {
            mapping.m_rules.push_back(parse_rule(pointer, value, shape, name));
        }
        refuse_nested(mapping.m_rules, name);
        if (!mapping.m_is_person && !fields->contains("/id")) {
            refuse(name, "nothing fills /id; name the column of the case number");
        }
    } else if (mapping.m_is_person) {
        refuse(name, "a mapping of persons needs `fields`, such as {\"/name\": \"{Name}\"}");
    }
    if (const auto values = parsed->find("values"); values != parsed->end()) {
        parse_values(*values, name, mapping.m_rules);
    }
    mapping.m_style.dates = text_of(*parsed, "dates", name);
    if (!mapping.m_style.dates.empty() && !is_date_style(mapping.m_style.dates)) {
        refuse(name, "`dates` must name year, month and day once each, such as DD/MM/YYYY, "
                     "DD.MM.YY or DD-MMM-YYYY");
    }
    if (const std::string separator = text_of(*parsed, "separator", name); !separator.empty()) {
        mapping.m_style.separator = separator;
    }
    return mapping;
}

void Mapping::bind(const CsvRow& header, const std::string& file) {
    for (MappingRule& rule : m_rules) {
        for (MappingRule::Piece& piece : rule.pieces) {
            auto found = std::find(header.cells.begin(), header.cells.end(), piece.column);
            if (found == header.cells.end()) {
                found = std::find_if(header.cells.begin(), header.cells.end(),
                                     [&](const std::string& name) {
                                         return column_key(name) == column_key(piece.column);
                                     });
            }
            if (found == header.cells.end()) {
                refuse(m_name, "fields: " + rule.pointer + ": " + file + " has no column `" +
                                   piece.column + "`; it has: " + listed_columns(header.cells));
            }
            piece.at = static_cast<std::size_t>(found - header.cells.begin());
        }
    }
}

namespace {

std::string our_word(const MappingRule& rule, const std::string& theirs) {
    if (const auto exact = rule.values.find(theirs); exact != rule.values.end()) {
        return exact->second;
    }
    for (const auto& [word, ours] : rule.values) {
        if (column_key(word) == column_key(theirs)) {
            return ours;
        }
    }
    return theirs;
}

json rule_value(const MappingRule& rule, const std::string& text, const CellStyle& style) {
    if (rule.values.empty()) {
        return cell_value(text, rule.target, style);
    }
    if (rule.target.kind != FieldKind::text_list && rule.target.kind != FieldKind::word_list) {
        return cell_value(our_word(rule, text), rule.target, style);
    }
    json list = json::array();
    const FieldKind item =
        rule.target.kind == FieldKind::word_list ? FieldKind::word : FieldKind::text;
    for (const std::string& theirs : split_list(text, style.separator)) {
        list.push_back(cell_value(our_word(rule, theirs), {item, rule.target.word}, style));
    }
    return list;
}

bool is_date(const json& value) {
    graph::FuzzyDate::Problem problem{};
    return !value.is_string() ||
           graph::FuzzyDate::parse(value.get_ref<const std::string&>(), &problem) ||
           problem == graph::FuzzyDate::Problem::impossible;
}

bool is_position(const std::string& key) {
    return !key.empty() && key.find_first_not_of("0123456789") == std::string::npos;
}

/// "/people/0" and "/people/0/identifiers/0" of "/people/0/identifiers/0/value": the parts of lists
/// that the pointer leads through.
std::vector<std::string> list_parts(const std::vector<std::string>& keys) {
    std::vector<std::string> parts;
    std::string at;
    for (std::size_t i = 0; i + 1 < keys.size(); ++i) {
        at += '/';
        at += pointer_token(keys[i]);
        if (is_position(keys[i])) {
            parts.push_back(at);
        }
    }
    return parts;
}

struct Filled {
    const MappingRule* rule;
    json value;
};

/// Positions as they are when parts that were left out make room: 0, 1, 2, ... in each list.
std::map<std::string, std::string> closed_up(const std::vector<Filled>& fields) {
    std::map<std::string, std::set<unsigned long>> positions;
    for (const Filled& field : fields) {
        std::string at;
        for (const std::string& key : field.rule->keys) {
            if (is_position(key)) {
                positions[at].insert(std::stoul(key));
            }
            at += '/';
            at += pointer_token(key);
        }
    }
    std::map<std::string, std::string> moved;
    for (const auto& [list, taken] : positions) {
        std::size_t next = 0;
        for (const unsigned long position : taken) {
            moved[list + "/" + std::to_string(position)] = std::to_string(next++);
        }
    }
    return moved;
}

} // namespace

CellRecord Mapping::record(const CsvRow& row, std::uint64_t row_number) const {
    CellRecord record;
    record.line = row.line;
    std::map<std::string, std::string> texts;
    std::map<std::string, bool> is_filled; ///< of the parts of lists that have columns
    for (const MappingRule& rule : m_rules) {
        if (!rule.is_constant) {
            std::string text = rule.render(row);
            for (const std::string& part : list_parts(rule.keys)) {
                is_filled[part] = is_filled[part] || !text.empty();
            }
            texts[rule.pointer] = std::move(text);
        }
    }
    for (const MappingRule& rule : m_rules) {
        // A row is about its victim, of whom nothing else may be known.
        if (rule.pointer == "/people/0/role" && rule.is_constant &&
            (rule.constant == "victim" || rule.constant == "possible_victim")) {
            is_filled["/people/0"] = true;
        }
    }
    const auto is_left_out = [&](const std::string& part) {
        const auto known = is_filled.find(part);
        return known != is_filled.end() && !known->second;
    };
    std::vector<Filled> fields;
    for (const MappingRule& rule : m_rules) {
        const auto parts = list_parts(rule.keys);
        if (std::any_of(parts.begin(), parts.end(), is_left_out)) {
            continue;
        }
        if (rule.is_constant) {
            fields.push_back({&rule, rule.constant});
        } else if (const std::string& text = texts[rule.pointer]; !text.empty()) {
            fields.push_back({&rule, rule_value(rule, text, m_style)});
            if (m_is_person && rule.pointer == "/birth" && !m_style.dates.empty() &&
                !is_date(fields.back().value)) {
                // A slip of the pen: the person is kept without it. Of a mapping that does not say
                // how dates are written all of them may be unreadable, which is its fault.
                fields.back().value = json{{unreadable_cell, text}};
            }
        }
    }
    const auto moved = closed_up(fields);
    for (Filled& field : fields) {
        std::string pointer, written;
        for (const std::string& key : field.rule->keys) {
            written += '/';
            written += pointer_token(key);
            const auto place = moved.find(written);
            pointer += '/';
            pointer +=
                is_position(key) && place != moved.end() ? place->second : pointer_token(key);
        }
        record.value[json::json_pointer(pointer)] = std::move(field.value);
        if (!field.rule->pieces.empty()) {
            record.origin[pointer] = {row.line, field.rule->pieces.front().column};
        }
    }
    if (m_is_person && !record.value.contains("ref")) {
        record.value["ref"] = std::to_string(row_number);
    }
    if (m_is_person && !record.value.contains("role")) {
        record.value["role"] = "suspect";
    }
    return record;
}

} // namespace sandhan::io
