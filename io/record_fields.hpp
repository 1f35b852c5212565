// SPDX-License-Identifier: Apache-2.0
// Reads the fields of one JSON object of a record, each with its own faults.
#pragma once

#include "graph/incident.hpp"
#include "io/nearest_word.hpp"
#include "io/record_faults.hpp"
#include "io/record_shape.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandhan::io {

using Extras = std::vector<std::pair<std::string, std::string>>;

/// "a string", "a list", ... for messages.
[[nodiscard]] std::string_view type_name(const nlohmann::json& value);
/// The value as a fault shows it: text as it stands, anything else as JSON.
[[nodiscard]] std::string shown(const nlohmann::json& value);
void wrong_type(const nlohmann::json& value,
                const Path& path,
                std::string_view wanted,
                RecordFaults& faults);

/// What a count or an age says; `most` absent: no upper end.
struct NumberRange {
    std::uint64_t least = 0;
    std::optional<std::uint64_t> most;
};
/// `12`, `5-10`, `5–10` or `5+`, blanks around a number forgiven.
[[nodiscard]] std::optional<NumberRange> parse_range(std::string_view written);
/// Nothing when nobody is as old, or so many people are none.
[[nodiscard]] std::optional<graph::CountRange> count_of(const NumberRange& range);
[[nodiscard]] std::optional<graph::AgeRange> age_of(const NumberRange& range);

/// Text, or a whole number (numbers serve as ids in many registers); without blanks at its ends.
[[nodiscard]] std::string
read_text(const nlohmann::json& value, const Path& path, RecordFaults& faults);
[[nodiscard]] graph::FuzzyDate
read_date(const nlohmann::json& value, const Path& path, RecordFaults& faults);
[[nodiscard]] graph::CountRange
read_count(const nlohmann::json& value, const Path& path, RecordFaults& faults);
[[nodiscard]] std::optional<graph::AgeRange>
read_age(const nlohmann::json& value, const Path& path, RecordFaults& faults);
[[nodiscard]] graph::PlaceText
read_place(const nlohmann::json& value, const Path& path, RecordFaults& faults, Extras& extras);
void unknown_word(std::string_view text,
                  const Path& path,
                  const std::vector<std::string_view>& all,
                  const std::vector<std::string_view>& canonical,
                  RecordFaults& faults);

template <class E>
[[nodiscard]] std::optional<E>
read_word(const nlohmann::json& value, const Path& path, RecordFaults& faults) {
    if (!value.is_string()) {
        wrong_type(value, path, "a string", faults);
        return std::nullopt;
    }
    const auto& text = value.get_ref<const std::string&>();
    const auto word = graph::parse_word<E>(text);
    if (!word) {
        std::vector<std::string_view> all, canonical;
        for (const auto& known : graph::words<E>()) {
            all.push_back(known.text);
            if (known.canonical) {
                canonical.push_back(known.text);
            }
        }
        unknown_word(text, path, all, canonical, faults);
    }
    return word;
}

/// One object and where it stands. A field that is null counts as not given.
class ObjectReader {
  public:
    /// Complains of a value that is no object, of unknown fields and of fields given under two
    /// names; keeps those that begin with x_.
    ObjectReader(const nlohmann::json& value,
                 const Path& path,
                 const Shape& shape,
                 RecordFaults& faults,
                 Extras& extras);

    [[nodiscard]] bool is_object() const { return m_object != nullptr; }
    [[nodiscard]] const Path& path() const { return m_path; }
    /// nullptr when not given.
    [[nodiscard]] const nlohmann::json* find(std::string_view name) const;
    /// Given as null, which for a count means something.
    [[nodiscard]] bool is_null(std::string_view name) const;

    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] graph::FuzzyDate date(std::string_view name) const;
    [[nodiscard]] graph::PlaceText place(std::string_view name) const;
    [[nodiscard]] std::optional<bool> flag(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const;

    template <class E>
    [[nodiscard]] std::optional<E> word(std::string_view name) const {
        const auto* value = find(name);
        return value != nullptr ? read_word<E>(*value, m_path.field(name), m_faults) : std::nullopt;
    }

    template <class E>
    [[nodiscard]] std::vector<E> words(std::string_view name) const {
        std::vector<E> all;
        for_each(name, [&](const nlohmann::json& item, const Path& path) {
            if (const auto word = read_word<E>(item, path, m_faults)) {
                all.push_back(*word);
            }
        });
        return all;
    }

    /// Calls `use(item, path)` for each item of a list; anything else there is a fault.
    template <class Use>
    void for_each(std::string_view name, const Use& use) const {
        const auto* list = find(name);
        if (list == nullptr) {
            return;
        }
        const Path path = m_path.field(name);
        if (!list->is_array()) {
            wrong_type(*list, path, "a list", m_faults);
            return;
        }
        for (std::size_t i = 0; i < list->size(); ++i) {
            use((*list)[i], path.item(i));
        }
    }

    /// A fault where the field should stand.
    void missing(std::string_view name, std::string_view remedy) const;

  private:
    const nlohmann::json* m_object = nullptr;
    Path m_path;
    const Shape& m_shape;
    RecordFaults& m_faults;
    Extras& m_extras;
};

} // namespace sandhan::io
