// SPDX-License-Identifier: Apache-2.0
#include "io/mapping.hpp"

#include "io/builtin_mappings.hpp"
#include "io/csv_columns.hpp"
#include "io/errors.hpp"
#include "io/json_parse.hpp"
#include "io/nearest_word.hpp"

#include <algorithm>
#include <optional>

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

bool is_yes(std::string_view cell) {
    const std::string word = column_key(cell_text(cell));
    return word == "1" || word == "1.0" || word == "yes" || word == "true" || word == "y";
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
            MappingRule::Piece piece;
            piece.before = literal;
            piece.column = text.substr(1, close - 1);
            if (piece.column.size() > 1 && piece.column.ends_with('?')) {
                piece.column.pop_back();
                piece.may_be_absent = true;
            }
            rule.pieces.push_back(std::move(piece));
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

/// {"flags": {"isForcedLabour": "labour"}}
void parse_flags(const json& flags, const std::string& where, MappingRule& rule) {
    if (rule.target.kind != FieldKind::word_list && rule.target.kind != FieldKind::text_list) {
        refuse(where, "flags fill a list, such as /control or /exploitation");
    }
    if (!flags.is_object() || flags.empty()) {
        refuse(where,
               "`flags` must be an object that gives each column a word: {\"isForcedLabour\": "
               "\"labour\"}");
    }
    for (const auto& [column, word] : flags.items()) {
        if (!word.is_string() || word.get_ref<const std::string&>().empty()) {
            refuse(where, "flags: " + column + ": give a word, as a string");
        }
        const bool may_be_absent = column.size() > 1 && column.ends_with('?');
        rule.flags.push_back({column.substr(0, column.size() - (may_be_absent ? 1 : 0)),
                              word.get<std::string>(), 0, may_be_absent, false});
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
    } else if (value.is_object() && value.size() == 1 && value.contains("flags")) {
        parse_flags(value.at("flags"), where, rule);
    } else if (value.is_object() && value.size() == 1 && value.contains("row") &&
               value.at("row").is_string()) {
        rule.is_row_number = true;
        rule.after = value.at("row").get<std::string>();
    } else {
        refuse(where, "give a text with columns in braces, {\"constant\": ...}, {\"flags\": {...}} "
                      "or {\"row\": \"text before its number\"}");
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
    constexpr std::string_view known[] = {"record", "fields",    "values",
                                          "dates",  "separator", "missing"};
    for (const auto& [key, value] : mapping.items()) {
        if (std::find(std::begin(known), std::end(known), key) == std::end(known) &&
            !key.starts_with("x_")) {
            const auto near = nearest_word(key, known);
            refuse(name, "a mapping has no field `" + key + "`" +
                             (near ? "; the nearest is `" + std::string(*near) + "`"
                                   : "; it has record, fields, values, dates, separator, missing"));
        }
    }
}

} // namespace

std::string MappingRule::render(const CsvRow& row,
                                std::uint64_t row_number,
                                const CellStyle& style,
                                const std::vector<std::string>& missing) const {
    if (is_row_number) {
        return after + std::to_string(row_number);
    }
    std::string text;
    for (const Flag& flag : flags) {
        const bool says_yes = !flag.is_absent && is_yes(row.cells[flag.at]);
        // "labour" beside "labour:agriculture" says no more.
        const bool is_finer_told =
            says_yes && std::any_of(flags.begin(), flags.end(), [&](const Flag& other) {
                return other.word.starts_with(flag.word + ":") && !other.is_absent &&
                       is_yes(row.cells[other.at]);
            });
        const bool is_told =
            (style.separator + text + style.separator)
                .find(style.separator + flag.word + style.separator) != std::string::npos;
        if (says_yes && !is_finer_told && !is_told) {
            text += (text.empty() ? "" : style.separator) + flag.word;
        }
    }
    bool last_is_empty = true;
    for (const Piece& piece : pieces) {
        std::string_view cell = piece.is_absent ? "" : cell_text(row.cells[piece.at]);
        if (std::find(missing.begin(), missing.end(), cell) != missing.end()) {
            cell = {};
        }
        last_is_empty = cell.empty();
        if (!cell.empty()) {
            // What stands before a column goes with it, but not behind nothing.
            const bool is_first_piece = &piece == pieces.data();
            if (!text.empty() || is_first_piece) {
                text += piece.before;
            }
            text += cell;
        }
    }
    return last_is_empty ? text : text + after;
}

Mapping Mapping::read(const std::string& file) {
    return is_builtin_mapping(file) ? parse(builtin_mapping(file), file)
                                    : parse(read_whole(file), file);
}

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
    if (const auto missing = parsed->find("missing"); missing != parsed->end()) {
        if (!missing->is_array()) {
            refuse(name, "`missing` must be a list of the cells that say nothing: [\"-99\"]");
        }
        for (const json& cell : *missing) {
            if (!cell.is_string()) {
                refuse(name, "`missing` must hold strings, as the cells are written: [\"-99\"]");
            }
            mapping.m_missing.push_back(cell.get<std::string>());
        }
    }
    if (const std::string separator = text_of(*parsed, "separator", name); !separator.empty()) {
        mapping.m_style.separator = separator;
    }
    return mapping;
}

void Mapping::bind(const CsvRow& header, const std::string& file) {
    const auto find = [&](const std::string& column) {
        auto found = std::find(header.cells.begin(), header.cells.end(), column);
        if (found == header.cells.end()) {
            found = std::find_if(
                header.cells.begin(), header.cells.end(),
                [&](const std::string& name) { return column_key(name) == column_key(column); });
        }
        return found;
    };
    for (MappingRule& rule : m_rules) {
        std::size_t absent = 0;
        for (MappingRule::Flag& flag : rule.flags) {
            const auto found = find(flag.column);
            flag.is_absent = found == header.cells.end();
            absent += flag.is_absent && !flag.may_be_absent ? 1U : 0U;
            flag.at = static_cast<std::size_t>(found - header.cells.begin());
        }
        if (absent > 0 && absent == rule.flags.size()) {
            refuse(m_name, "fields: " + rule.pointer + ": " + file +
                               " has none of the columns of "
                               "its flags; it has: " +
                               listed_columns(header.cells));
        }
        for (MappingRule::Piece& piece : rule.pieces) {
            const auto found = find(piece.column);
            piece.is_absent = found == header.cells.end() && piece.may_be_absent;
            if (piece.is_absent) {
                continue;
            }
            if (found == header.cells.end()) {
                refuse(m_name, "fields: " + rule.pointer + ": " + file + " has no column `" +
                                   piece.column + "`; it has: " + listed_columns(header.cells));
            }
            piece.at = static_cast<std::size_t>(found - header.cells.begin());
        }
    }
}

} // namespace sandhan::io
