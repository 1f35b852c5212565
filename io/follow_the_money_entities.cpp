// SPDX-License-Identifier: Apache-2.0
#include "io/follow_the_money_entities.hpp"

#include "io/errors.hpp"
#include "io/json_parse.hpp"
#include "io/json_records.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::io {
namespace {

using nlohmann::json;

constexpr unsigned deepest_entity = 8; ///< three are needed

bool is_entity(const json& value) {
    return value.is_object() && value.contains("id") && value["id"].is_string() &&
           value.contains("schema") && value["schema"].is_string() &&
           value.contains("properties") && value["properties"].is_object();
}

void add_value(std::vector<std::string>& values, const json& value) {
    std::string text;
    if (value.is_string()) {
        text = value.get<std::string>();
    } else if (value.is_number() || value.is_boolean()) {
        text = value.dump();
    } else if (value.is_object() && value.contains("id") && value["id"].is_string()) {
        text = value["id"].get<std::string>(); // a link written out, as OpenSanctions nests them
    }
    if (!text.empty() && std::find(values.begin(), values.end(), text) == values.end()) {
        values.push_back(std::move(text));
    }
}

} // namespace

const std::vector<std::string>& FtmEntity::all(std::string_view property) const {
    static const std::vector<std::string> none;
    const auto found = properties.find(property);
    return found == properties.end() ? none : found->second;
}

std::string FtmEntity::first(std::string_view property) const {
    const auto& values = all(property);
    return values.empty() ? std::string() : values.front();
}

bool is_ftm_name(std::string_view name) {
    std::string lower(name);
    for (char& c : lower) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (lower.ends_with(".gz")) {
        lower.resize(lower.size() - 3);
    }
    return lower.ends_with(".ftm.json") || lower.ends_with(".ftm.jsonl") ||
           lower.ends_with(".ftm.ndjson");
}

bool begins_as_ftm(std::string_view opening) {
    const std::string_view text = trimmed(opening);
    const std::string_view line = trimmed(text.substr(0, text.find('\n')));
    if (!line.starts_with('{') || !line.ends_with('}') ||
        line.find("\"schema\"") == std::string_view::npos ||
        line.find("\"properties\"") == std::string_view::npos) {
        return false;
    }
    RecordFaults ignored({"", 1, ""});
    const auto value = parse_json(line, {}, deepest_entity, ignored);
    return value && is_entity(*value);
}

FtmEntities::FtmEntities(TextInput& input,
                         std::uint64_t most_record_bytes,
                         const graph::RunControl& control,
                         std::vector<RecordFaults>& faults) {
    JsonRecords records(input, most_record_bytes);
    std::uint64_t bytes = 0;
    for (RawRecord raw; records.next(raw); raw = RawRecord()) {
        control.checkpoint();
        RecordFaults of_record({input.name(), raw.line, raw.pointer});
        bytes += raw.text.size();
        if (bytes > most_bytes) {
            throw ParseError(input.name() + ": holds more than " +
                             std::to_string(most_bytes >> 20U) +
                             " MiB of FollowTheMoney entities, which are put together in memory; "
                             "split the file by case");
        }
        if (raw.kind == RawRecord::Kind::record) {
            take(raw.text, raw.line, of_record);
        } else if (raw.kind == RawRecord::Kind::too_long) {
            of_record.add("record_too_long", "", "",
                          "the entity is longer than a record may be, and was not read");
        } else if (raw.kind == RawRecord::Kind::broken) {
            of_record.add("not_json", "", "", raw.problem);
        }
        if (!of_record.empty()) {
            faults.push_back(std::move(of_record));
        }
    }
    sort();
}

void FtmEntities::take(std::string_view text, std::uint64_t line, RecordFaults& faults) {
    const auto value = parse_json(text, {line, 1, 0}, deepest_entity, faults);
    if (!value) {
        return;
    }
    if (!is_entity(*value)) {
        faults.add(
            "wrong_type", "", "",
            "not a FollowTheMoney entity: it needs id, schema and properties; correct it, or "
            "keep records of ours in a file of their own");
        return;
    }
    const auto id = (*value)["id"].get<std::string>();
    const auto [at, is_new] = m_by_id.try_emplace(id, m_entities.size());
    if (is_new) {
        m_entities.emplace_back();
        m_entities.back().id = id;
        m_entities.back().schema = (*value)["schema"].get<std::string>();
        m_entities.back().line = line;
    }
    FtmEntity& entity = m_entities[at->second];
    for (const auto& [name, values] : (*value)["properties"].items()) {
        auto& held = entity.properties[name];
        if (values.is_array()) {
            for (const json& one : values) {
                add_value(held, one);
            }
        } else {
            add_value(held, values);
        }
    }
}

void FtmEntities::sort() {
    std::sort(m_entities.begin(), m_entities.end(),
              [](const FtmEntity& a, const FtmEntity& b) { return a.id < b.id; });
    for (std::size_t i = 0; i < m_entities.size(); ++i) {
        m_by_id[m_entities[i].id] = i;
        for (auto& [name, values] : m_entities[i].properties) {
            std::sort(values.begin(), values.end()); // their order says nothing
        }
    }
}

FtmEntity* FtmEntities::find(const std::string& id) {
    const auto found = m_by_id.find(id);
    return found == m_by_id.end() ? nullptr : &m_entities[found->second];
}

} // namespace sandhan::io
