// SPDX-License-Identifier: Apache-2.0
#include "graph/gazetteer/additions.hpp"

#include "graph/gazetteer/fold.hpp"
#include "graph/gazetteer/standing.hpp"

#include <array>
#include <cmath>
#include <optional>
#include <stdexcept>

namespace sandhan::graph::gazetteer {
namespace {

struct Type {
    std::string_view word;
    Kind kind;
    std::uint8_t standing;
};

// `area` is a quarter or a police station's area that an analyst names on purpose: it outranks a
// village of the same name elsewhere.
constexpr std::array<Type, 7> types{{{"", Kind::village, standing::locality},
                                     {"village", Kind::village, standing::locality},
                                     {"town", Kind::town, standing::locality},
                                     {"city", Kind::city, standing::city},
                                     {"subdistrict", Kind::subdistrict, standing::locality},
                                     {"area", Kind::curated, standing::city},
                                     {"district", Kind::district, standing::district}}};

[[noreturn]] void fail(const CsvRows& row, std::string_view column, const std::string& problem) {
    throw std::invalid_argument("line " + std::to_string(row.line()) + ": " + std::string(column) +
                                ": \"" + std::string(row.cell(column)) + "\" " + problem);
}

std::optional<double> degrees(const CsvRows& row, std::string_view column, double most) {
    const std::string_view cell = row.cell(column);
    if (cell.empty()) {
        return std::nullopt;
    }
    const auto value = number(cell);
    if (!value || !(std::abs(*value) <= most)) {
        fail(row, column,
             "is not a " + std::string(column) + "; write decimal degrees between -" +
                 std::to_string(static_cast<int>(most)) + " and " +
                 std::to_string(static_cast<int>(most)));
    }
    return value;
}

std::uint32_t pincode(const CsvRows& row) {
    const std::string_view cell = row.cell("pincode");
    if (cell.empty()) {
        return 0;
    }
    const auto value = number(cell);
    if (cell.size() != 6 || !value || *value < 100000 || *value > 999999) {
        fail(row, "pincode", "is not a pin code; write six digits");
    }
    return static_cast<std::uint32_t>(*value);
}

} // namespace

Additions::Additions(ImageBuilder& builder) : m_builder(builder) {
    for (std::uint32_t p = 0; p < builder.size(); ++p) {
        if (builder.place(p).level != PlaceLevel::locality) {
            index(p);
        }
    }
}

void Additions::index(std::uint32_t place) {
    const NewPlace& p = m_builder.place(place);
    for (const auto& [key, quality] : m_builder.keys(place)) {
        const auto [at, inserted] = m_named.emplace(Holder(p.parent, key), place);
        if (inserted || at->second == place || at->second == none) {
            continue;
        }
        // Khulna is a division and a district of it; the larger is meant. Exact beats variant.
        const Kind other = m_builder.place(at->second).kind;
        const Quality others = m_builder.keys(at->second).at(key);
        if (std::pair(quality, p.kind) < std::pair(others, other)) {
            at->second = place;
        } else if (std::pair(quality, p.kind) == std::pair(others, other)) {
            at->second = none;
        }
    }
}

std::uint32_t
Additions::named(const CsvRows& row, std::string_view column, std::uint32_t holder) const {
    const auto at = m_named.find(Holder(holder, index_key(row.cell(column))));
    if (at == m_named.end()) {
        fail(row, column, "is not known; write the name as `analyse gazetteer` prints it");
    }
    if (at->second == none) {
        fail(row, column, "is the name of several; write the full name of one");
    }
    return at->second;
}

Additions::Place Additions::holders(const CsvRows& row) const {
    Place place{none, none, none};
    if (row.cell("country").empty()) {
        place.country = m_named.at(Holder(none, "india"));
    } else {
        place.country = named(row, "country", none);
    }
    if (!row.cell("state").empty()) {
        place.state = named(row, "state", place.country);
    }
    if (!row.cell("district").empty()) {
        if (place.state == none) {
            fail(row, "district", "has no state beside it; fill the column state");
        }
        place.district = named(row, "district", place.state);
    }
    return place;
}

void Additions::add_names(const CsvRows& row, std::uint32_t place) {
    for (const std::string_view name : listed(row.cell("alt_names"))) {
        m_builder.add_name(place, name, Quality::variant);
    }
    if (m_builder.place(place).level != PlaceLevel::locality) {
        index(place);
    }
}

void Additions::add(const CsvRows& row) {
    const std::string_view name = row.cell("name");
    if (index_key(name).empty()) {
        fail(row, "name", "holds no letter; write the place's name");
    }
    const Place in = holders(row);
    std::uint32_t parent = in.district != none ? in.district
                           : in.state != none  ? in.state
                                               : in.country;
    if (row.cell("type") == "alias") {
        std::uint32_t place = none;
        if (const auto found = m_builder.find(parent, slug(name))) {
            place = *found;
        } else if (index_key(name) == index_key(row.cell("country"))) {
            place = in.country;
        } else {
            place = named(row, "name", parent);
        }
        add_names(row, place);
        return;
    }
    const Type* type = nullptr;
    for (const Type& one : types) {
        type = one.word == row.cell("type") ? &one : type;
    }
    if (type == nullptr) {
        fail(row, "type",
             "is not a type; write city, town, village, subdistrict, area, district or alias");
    }
    const bool is_district = type->kind == Kind::district;
    if (is_district) {
        parent = in.state;
    }
    if (in.state == none) {
        fail(row, "state", "is empty; name the state that holds the place");
    }
    const auto latitude = degrees(row, "latitude", 90);
    const auto longitude = degrees(row, "longitude", 180);
    if (latitude.has_value() != longitude.has_value()) {
        fail(row, latitude ? "longitude" : "latitude", "is missing; give both or neither");
    }

    const std::uint32_t pin = pincode(row);
    auto place = m_builder.find(parent, slug(name));
    if (place) {
        NewPlace& known = m_builder.place(*place);
        if (latitude) {
            known.latitude = latitude;
            known.longitude = longitude;
        }
        known.kind = std::min(known.kind, type->kind);
        known.standing = std::max(known.standing, type->standing);
        if (pin != 0) {
            m_builder.add_pin(*place, pin);
        }
    } else {
        NewPlace added;
        added.name = std::string(name);
        added.slug = slug(name);
        added.code = m_builder.place(parent).code;
        added.parent = parent;
        added.level = is_district ? PlaceLevel::district : PlaceLevel::locality;
        added.kind = type->kind;
        added.standing = type->standing;
        added.latitude = latitude;
        added.longitude = longitude;
        added.pincode = pin;
        place = m_builder.add(std::move(added));
    }
    add_names(row, *place);
}

} // namespace sandhan::graph::gazetteer
