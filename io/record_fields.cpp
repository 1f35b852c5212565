// SPDX-License-Identifier: Apache-2.0
#include "io/record_fields.hpp"

#include "io/text_input.hpp"

#include <algorithm>
#include <cmath>

namespace sandhan::io {
namespace {

using nlohmann::json;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A name that a field may have. Anything else may be a person's name that slipped into a key, and
/// a pointer is printed where a value is not.
bool looks_like_a_field(std::string_view key) {
    return !key.empty() && key.size() <= 40 && is_letter(key.front()) &&
           std::all_of(key.begin(), key.end(),
                       [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '-'; });
}

void complain_of_unknown(const std::string& key,
                         const Path& path,
                         const Shape& shape,
                         RecordFaults& faults) {
    std::vector<std::string_view> names;
    for (const FieldShape& field : shape.fields) {
        names.push_back(field.name);
    }
    const auto near = nearest_word(key, names);
    std::string message = std::string(shape.name) + " has no such field, so it was not read; ";
    message += near ? "the nearest known field is `" + std::string(*near) +
                          "`, and a name that "
                          "begins with x_ is carried along"
                    : "a name that begins with x_ is carried along";
    faults.add("unknown_field", looks_like_a_field(key) ? path.field(key) : path, key,
               std::move(message));
}

} // namespace

std::string_view type_name(const json& value) {
    switch (value.type()) {
    case json::value_t::null:
        return "null";
    case json::value_t::object:
        return "an object";
    case json::value_t::array:
        return "a list";
    case json::value_t::string:
        return "a string";
    case json::value_t::boolean:
        return "true or false";
    default:
        return "a number";
    }
}

std::string shown(const json& value) {
    return value.is_string() ? value.get_ref<const std::string&>()
                             : value.dump(-1, ' ', false, json::error_handler_t::replace);
}

void wrong_type(const json& value,
                const Path& path,
                std::string_view wanted,
                RecordFaults& faults) {
    faults.add("wrong_type", path, shown(value),
               "this is " + std::string(type_name(value)) + "; give " + std::string(wanted));
}

void unknown_word(std::string_view text,
                  const Path& path,
                  const std::vector<std::string_view>& all,
                  const std::vector<std::string_view>& canonical,
                  RecordFaults& faults) {
    std::string message = "not a word of this field's vocabulary; ";
    if (const auto near = nearest_word(text, all)) {
        message += "the nearest is `" + std::string(*near) + "`";
    } else {
        message += "use one of:";
        for (const std::string_view word : canonical) {
            message += (message.ends_with(':') ? " " : ", ") + std::string(word);
        }
    }
    faults.add("unknown_word", path, text, std::move(message));
}

ObjectReader::ObjectReader(
    const json& value, const Path& path, const Shape& shape, RecordFaults& faults, Extras& extras)
    : m_path(path), m_shape(shape), m_faults(faults), m_extras(extras) {
    if (!value.is_object()) {
        wrong_type(value, path, "an object, {...}", faults);
        return;
    }
    m_object = &value;
    std::vector<std::string_view> by_synonym;
    for (const auto& [key, member] : value.items()) {
        if (key.starts_with("x_")) {
            extras.emplace_back(path.field(key).pointer(), member.dump());
            continue;
        }
        const FieldShape* field = shape.find(key);
        if (field == nullptr) {
            complain_of_unknown(key, path, shape, faults);
            continue;
        }
        if (field->name != key) {
            const bool again =
                value.contains(field->name) ||
                std::find(by_synonym.begin(), by_synonym.end(), field->name) != by_synonym.end();
            by_synonym.push_back(field->name);
            if (again) {
                faults.add("duplicate_key", path.field(key), shown(member),
                           "this is another name of `" + std::string(field->name) +
                               "`, which is given too; keep one of them");
            }
        }
    }
}

const json* ObjectReader::find(std::string_view name) const {
    if (m_object == nullptr) {
        return nullptr;
    }
    auto found = m_object->find(name);
    if (found == m_object->end()) {
        const FieldShape* field = m_shape.find(name);
        for (const std::string_view synonym : field->synonyms) {
            found = m_object->find(synonym);
            if (found != m_object->end()) {
                break;
            }
        }
    }
    return found == m_object->end() || found->is_null() ? nullptr : &*found;
}

bool ObjectReader::is_null(std::string_view name) const {
    if (m_object == nullptr) {
        return false;
    }
    const auto found = m_object->find(name);
    return found != m_object->end() && found->is_null();
}

std::string ObjectReader::text(std::string_view name) const {
    const auto* value = find(name);
    return value != nullptr ? read_text(*value, m_path.field(name), m_faults) : std::string();
}

graph::FuzzyDate ObjectReader::date(std::string_view name) const {
    const auto* value = find(name);
    return value != nullptr ? read_date(*value, m_path.field(name), m_faults) : graph::FuzzyDate();
}

graph::PlaceText ObjectReader::place(std::string_view name) const {
    const auto* value = find(name);
    return value != nullptr ? read_place(*value, m_path.field(name), m_faults, m_extras)
                            : graph::PlaceText();
}

std::optional<bool> ObjectReader::flag(std::string_view name) const {
    const auto* value = find(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    if (!value->is_boolean()) {
        wrong_type(*value, m_path.field(name), "true or false, without quotes", m_faults);
        return std::nullopt;
    }
    return value->get<bool>();
}

std::vector<std::string> ObjectReader::texts(std::string_view name) const {
    std::vector<std::string> all;
    for_each(name, [&](const json& item, const Path& path) {
        if (auto text = read_text(item, path, m_faults); !text.empty()) {
            all.push_back(std::move(text));
        }
    });
    return all;
}

void ObjectReader::missing(std::string_view name, std::string_view remedy) const {
    m_faults.add("missing_field", m_path.field(name), "",
                 std::string(m_shape.name) + " needs `" + std::string(name) + "`; " +
                     std::string(remedy));
}

} // namespace sandhan::io
