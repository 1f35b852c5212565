// SPDX-License-Identifier: Apache-2.0
// The fields of a record and what each takes: one table for the reader, for the mapping of columns
// and for the names that a message may propose.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

enum class FieldKind {
    text,
    number,
    flag, ///< true or false
    date,
    count,
    age,
    word,
    place, ///< text or a place object
    text_list,
    word_list,
    object,
    object_list,
};

struct Shape;

/// The word of a vocabulary that was meant, letter case and blanks forgiven; else the text itself.
using WordFinder = std::string (*)(std::string_view);

struct FieldShape {
    std::string_view name;
    FieldKind kind = FieldKind::text;
    const Shape* object = nullptr; ///< of kind place, object and object_list
    WordFinder word = nullptr;     ///< of kind word and word_list
    std::span<const std::string_view> synonyms{};
};

struct Shape {
    std::string_view name; ///< for messages: "a person"
    std::span<const FieldShape> fields;

    /// By name or synonym; nullptr when not known.
    [[nodiscard]] const FieldShape* find(std::string_view field) const;
};

[[nodiscard]] const Shape& incident_shape();
[[nodiscard]] const Shape& person_shape();
[[nodiscard]] const Shape& source_shape();
[[nodiscard]] const Shape& reference_shape();
[[nodiscard]] const Shape& identifier_shape();
[[nodiscard]] const Shape& organisation_shape();
[[nodiscard]] const Shape& stop_shape();
[[nodiscard]] const Shape& incident_place_shape();
[[nodiscard]] const Shape& tie_shape();
[[nodiscard]] const Shape& place_shape();

/// What a JSON Pointer into a record of that shape leads to.
struct Target {
    FieldKind kind = FieldKind::text; ///< a list's item has the kind of one value
    WordFinder word = nullptr;
};
/// Nothing when it leads nowhere or to an object; `problem` then says why, for a message.
[[nodiscard]] std::optional<Target>
resolve_pointer(std::string_view pointer, const Shape& shape, std::string& problem);

/// The keys of a pointer, `~0` and `~1` undone. Requires a pointer that begins with `/`.
[[nodiscard]] std::vector<std::string> pointer_keys(std::string_view pointer);

} // namespace sandhan::io
