// SPDX-License-Identifier: Apache-2.0
#include "io/mapped_rows.hpp"

#include "graph/fuzzy_date.hpp"
#include "io/csv_columns.hpp"
#include "io/record_faults.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace sandhan::io {
namespace {

using nlohmann::json;

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

/// Positions as they are when parts that were left out make room: 0, 1, 2, ... in each list.
std::map<std::string, std::string> closed_up(const std::vector<const MappingRule*>& rules) {
    std::map<std::string, std::set<unsigned long>> positions;
    for (const MappingRule* rule : rules) {
        std::string at;
        for (const std::string& key : rule->keys) {
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

/// The pointer of a rule in a record whose lists are closed up.
std::string pointer_of(const MappingRule& rule, const std::map<std::string, std::string>& moved) {
    std::string pointer, written;
    for (const std::string& key : rule.keys) {
        written += '/';
        written += pointer_token(key);
        const auto place = moved.find(written);
        pointer += '/';
        pointer += is_position(key) && place != moved.end() ? place->second : pointer_token(key);
    }
    return pointer;
}

/// The rules that give something where those of `filled` have a text.
std::vector<std::size_t> rules_that_count(const std::vector<MappingRule>& rules,
                                          const std::string& filled) {
    std::map<std::string, bool> is_filled; ///< of the parts of lists that have columns
    for (std::size_t r = 0; r < rules.size(); ++r) {
        if (!rules[r].is_constant) {
            for (const std::string& part : list_parts(rules[r].keys)) {
                is_filled[part] = is_filled[part] || filled[r] == '1';
            }
        }
    }
    for (const MappingRule& rule : rules) {
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
    std::vector<std::size_t> counting;
    for (std::size_t r = 0; r < rules.size(); ++r) {
        const auto parts = list_parts(rules[r].keys);
        const bool is_there = rules[r].is_constant || filled[r] == '1';
        if (is_there && std::none_of(parts.begin(), parts.end(), is_left_out)) {
            counting.push_back(r);
        }
    }
    return counting;
}

} // namespace

struct MappedRows::Plan {
    struct Field {
        std::size_t rule = 0; ///< into the mapping's
        json::json_pointer pointer;
    };
    std::vector<Field> fields;
    std::shared_ptr<const std::map<std::string, std::string>> columns;
};

MappedRows::MappedRows(std::shared_ptr<const Mapping> mapping)
    : m_mapping(std::move(mapping)), m_texts(m_mapping->rules().size()) {}
MappedRows::~MappedRows() = default;
MappedRows::MappedRows(MappedRows&&) noexcept = default;
MappedRows& MappedRows::operator=(MappedRows&&) noexcept = default;

const MappedRows::Plan& MappedRows::plan_of(const std::string& filled) {
    if (const auto known = m_plans.find(filled); known != m_plans.end()) {
        return known->second;
    }
    // Of a table of many columns every row may fill others.
    constexpr std::size_t most_plans = 4096;
    if (m_plans.size() >= most_plans) {
        m_plans.clear();
    }
    const std::vector<MappingRule>& rules = m_mapping->rules();
    const std::vector<std::size_t> counting = rules_that_count(rules, filled);
    std::vector<const MappingRule*> used;
    for (const std::size_t r : counting) {
        used.push_back(&rules[r]);
    }
    const auto moved = closed_up(used);
    Plan plan;
    std::map<std::string, std::string> columns;
    for (const std::size_t r : counting) {
        const std::string pointer = pointer_of(rules[r], moved);
        plan.fields.push_back({r, json::json_pointer(pointer)});
        if (!rules[r].pieces.empty()) {
            columns[pointer] = rules[r].pieces.front().column;
        } else if (!rules[r].flags.empty()) {
            columns[pointer] = rules[r].flags.front().column;
        }
    }
    plan.columns = std::make_shared<const std::map<std::string, std::string>>(std::move(columns));
    return m_plans.emplace(filled, std::move(plan)).first->second;
}

CellRecord MappedRows::record(const CsvRow& row, std::uint64_t row_number) {
    const std::vector<MappingRule>& rules = m_mapping->rules();
    const bool is_person = m_mapping->is_person_list();
    m_filled.assign(rules.size(), '0');
    for (std::size_t r = 0; r < rules.size(); ++r) {
        if (!rules[r].is_constant) {
            m_texts[r] = rules[r].render(row, row_number, m_mapping->style(), m_mapping->missing());
            m_filled[r] = m_texts[r].empty() ? '0' : '1';
        }
    }
    const Plan& plan = plan_of(m_filled);
    CellRecord record;
    record.line = row.line;
    record.columns = plan.columns;
    for (const Plan::Field& field : plan.fields) {
        const MappingRule& rule = rules[field.rule];
        const std::string& text = m_texts[field.rule];
        json value = rule.is_constant ? rule.constant : rule_value(rule, text, m_mapping->style());
        if (is_person && !rule.is_constant && rule.pointer == "/birth" &&
            !m_mapping->style().dates.empty() && !is_date(value)) {
            // A slip of the pen: the person is kept without it. Of a mapping that does not say how
            // dates are written all of them may be unreadable, which is its fault.
            value = json{{unreadable_cell, text}};
        }
        record.value[field.pointer] = std::move(value);
    }
    if (is_person && !record.value.contains("ref")) {
        record.value["ref"] = std::to_string(row_number);
    }
    if (is_person && !record.value.contains("role")) {
        record.value["role"] = "suspect";
    }
    return record;
}

} // namespace sandhan::io
