// SPDX-License-Identifier: Apache-2.0
#include "io/record_shape.hpp"

#include "graph/vocabulary.hpp"
#include "io/nearest_word.hpp"

#include <algorithm>

namespace sandhan::io {
namespace {

using Kind = FieldKind;

std::string plain(std::string_view text) {
    std::string word(text);
    for (char& c : word) {
        if (c == ' ' || c == '-') {
            c = '_';
        } else if (c >= 'A' && c <= 'Z') {
            c = static_cast<char>(c - 'A' + 'a');
        }
    }
    return word;
}

std::string letters_of(std::string_view text) {
    std::string letters = plain(text);
    std::erase_if(letters, [](char c) { return c < 'a' || c > 'z'; });
    return letters;
}

template <class E>
std::string find_word(std::string_view text) {
    if (graph::parse_word<E>(text)) {
        return std::string(text);
    }
    const std::string wanted = plain(text);
    for (const auto& word : graph::words<E>()) {
        if (plain(word.text) == wanted) {
            return std::string(word.text);
        }
    }
    // "Job offer/advertisement" for JobOfferAdvertisement: labels of forms, with signs of their
    // own.
    const std::string letters = letters_of(text);
    for (const auto& word : graph::words<E>()) {
        if (!letters.empty() && letters_of(word.text) == letters) {
            return std::string(word.text);
        }
    }
    return std::string(text);
}

// HTCDS's names, with and without the prefix of its tables, where a field of ours means the same.
using Names = std::string_view[];
constexpr Names recruitment_names = {"MethodOfRecruitment", "vic_MethodOfRecruitment"};
constexpr Names control_names = {"MethodsOfControl", "vic_MethodsOfControl"};
constexpr Names exploitation_names = {"TypeOfExploitation", "vic_TypeOfExploitation"};
constexpr Names organisations_names = {"organizations"};
constexpr Names incident_status_names = {"cas_Status"};
constexpr Names sex_names = {"gender", "Gender", "prs_Gender"};
constexpr Names birth_names = {"birth_date", "Birthdate", "prs_Birthdate"};
constexpr Names nationality_names = {"Nationality", "prs_Nationality"};
constexpr Names person_role_names = {"RoleInProcess", "per_RoleInProcess"};
constexpr Names organisation_name_names = {"org_Name"};
constexpr Names organisation_type_names = {"org_Type"};
constexpr Names locality_names = {"City", "hte_City"};
constexpr Names state_names = {"State", "hte_State"};
constexpr Names country_names = {"Country", "hte_Country"};
constexpr Names latitude_names = {"latitude", "Latitude", "hte_Latitude"};
constexpr Names longitude_names = {"longitude", "Longitude", "hte_Longitude"};

constexpr FieldShape place_fields[] = {
    {"locality", Kind::text, nullptr, nullptr, locality_names},
    {"district"},
    {"state", Kind::text, nullptr, nullptr, state_names},
    {"country", Kind::text, nullptr, nullptr, country_names},
    {"lat", Kind::number, nullptr, nullptr, latitude_names},
    {"lon", Kind::number, nullptr, nullptr, longitude_names},
    {"text"},
};
constexpr Shape place{"a place", place_fields};

constexpr FieldShape source_fields[] = {{"name"}, {"date", Kind::date}, {"grade"}, {"url"}};
constexpr Shape source{"a source", source_fields};

constexpr FieldShape reference_fields[] = {
    {"type", Kind::word, nullptr, find_word<graph::ReferenceType>},
    {"number"},
    {"station"},
    {"date", Kind::date},
};
constexpr Shape reference{"a reference", reference_fields};

constexpr FieldShape identifier_fields[] = {
    {"type", Kind::word, nullptr, find_word<graph::IdentifierType>},
    {"value"},
};
constexpr Shape identifier{"an identifier", identifier_fields};

constexpr FieldShape person_fields[] = {
    {"ref"},
    {"id"},
    {"role", Kind::word, nullptr, find_word<graph::PersonRole>, person_role_names},
    {"count", Kind::count},
    {"name"},
    {"aliases", Kind::text_list},
    {"father"},
    {"spouse"},
    {"sex", Kind::word, nullptr, find_word<graph::Sex>, sex_names},
    {"age", Kind::age},
    {"minor", Kind::flag},
    {"birth", Kind::date, nullptr, nullptr, birth_names},
    {"nationality", Kind::text, nullptr, nullptr, nationality_names},
    {"home", Kind::place, &place},
    {"status", Kind::word, nullptr, find_word<graph::PersonStatus>},
    {"identifiers", Kind::object_list, &identifier},
};
constexpr Shape person{"a person", person_fields};

constexpr FieldShape organisation_fields[] = {
    {"ref"},
    {"name", Kind::text, nullptr, nullptr, organisation_name_names},
    {"aliases", Kind::text_list},
    {"type", Kind::word, nullptr, find_word<graph::OrganisationType>, organisation_type_names},
    {"role", Kind::word, nullptr, find_word<graph::OrganisationRole>},
    {"place", Kind::place, &place},
};
constexpr Shape organisation{"an organisation", organisation_fields};

constexpr FieldShape stop_fields[] = {
    {"place", Kind::place, &place},
    {"role", Kind::word, nullptr, find_word<graph::StopRole>},
    {"arrived", Kind::date},
    {"departed", Kind::date},
    {"mode", Kind::word, nullptr, find_word<graph::TransportMode>},
    {"people", Kind::text_list},
};
constexpr Shape stop{"a stop of the journey", stop_fields};

constexpr FieldShape incident_place_fields[] = {
    {"place", Kind::place, &place},
    {"role", Kind::word, nullptr, find_word<graph::PlaceRole>},
    {"date", Kind::date},
};
constexpr Shape incident_place{"a place of the incident", incident_place_fields};

constexpr FieldShape tie_fields[] = {
    {"from"},
    {"to"},
    {"type", Kind::word, nullptr, find_word<graph::TieType>},
    {"date", Kind::date},
    {"confidence", Kind::number},
};
constexpr Shape tie{"a tie", tie_fields};

constexpr FieldShape incident_fields[] = {
    {"id"},
    {"title"},
    {"reported", Kind::date},
    {"status", Kind::word, nullptr, find_word<graph::IncidentStatus>, incident_status_names},
    {"source", Kind::object, &source},
    {"sources", Kind::object_list, &source},
    {"references", Kind::object_list, &reference},
    {"sections", Kind::text_list},
    {"exploitation", Kind::word_list, nullptr, find_word<graph::Exploitation>, exploitation_names},
    {"recruitment", Kind::word_list, nullptr, find_word<graph::Recruitment>, recruitment_names},
    {"control", Kind::word_list, nullptr, find_word<graph::Control>, control_names},
    {"people", Kind::object_list, &person},
    {"organisations", Kind::object_list, &organisation, nullptr, organisations_names},
    {"journey", Kind::object_list, &stop},
    {"places", Kind::object_list, &incident_place},
    {"ties", Kind::object_list, &tie},
};
constexpr Shape incident{"an incident", incident_fields};

std::string nearest_field(std::string_view key, const Shape& shape) {
    std::vector<std::string_view> names;
    for (const FieldShape& field : shape.fields) {
        names.push_back(field.name);
    }
    const auto near = nearest_word(key, names);
    return near ? "; the nearest is `" + std::string(*near) + "`" : std::string();
}

bool is_position(std::string_view key) {
    return !key.empty() && key.size() <= 3 &&
           std::all_of(key.begin(), key.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
           (key.size() == 1 || key.front() != '0');
}

} // namespace

const FieldShape* Shape::find(std::string_view field) const {
    for (const FieldShape& candidate : fields) {
        if (candidate.name == field) {
            return &candidate;
        }
    }
    for (const FieldShape& candidate : fields) {
        if (std::find(candidate.synonyms.begin(), candidate.synonyms.end(), field) !=
            candidate.synonyms.end()) {
            return &candidate;
        }
    }
    return nullptr;
}

const Shape& incident_shape() { return incident; }
const Shape& person_shape() { return person; }
const Shape& source_shape() { return source; }
const Shape& reference_shape() { return reference; }
const Shape& identifier_shape() { return identifier; }
const Shape& organisation_shape() { return organisation; }
const Shape& stop_shape() { return stop; }
const Shape& incident_place_shape() { return incident_place; }
const Shape& tie_shape() { return tie; }
const Shape& place_shape() { return place; }

std::vector<std::string> pointer_keys(std::string_view pointer) {
    std::vector<std::string> keys;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            keys.emplace_back();
        } else if (pointer[i] == '~' && i + 1 < pointer.size()) {
            keys.back() += pointer[++i] == '0' ? '~' : '/';
        } else {
            keys.back() += pointer[i];
        }
    }
    return keys;
}

std::optional<Target>
resolve_pointer(std::string_view pointer, const Shape& shape, std::string& problem) {
    if (!pointer.starts_with('/')) {
        problem = "a pointer begins with /";
        return std::nullopt;
    }
    const std::vector<std::string> keys = pointer_keys(pointer);
    const Shape* at = &shape;
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const bool last = i + 1 == keys.size();
        if (keys[i].starts_with("x_")) {
            if (last) {
                return Target{};
            }
            problem = "a field that begins with x_ takes a text, so nothing can stand below it";
            return std::nullopt;
        }
        const FieldShape* field = at->find(keys[i]);
        if (field == nullptr || field->name != keys[i]) {
            problem =
                std::string(at->name) + " has no field of that name" + nearest_field(keys[i], *at);
            return std::nullopt;
        }
        const bool is_list = field->kind == Kind::text_list || field->kind == Kind::word_list ||
                             field->kind == Kind::object_list;
        if (is_list && !last && !is_position(keys[i + 1])) {
            problem = "`" + keys[i] + "` is a list, so a number from 0 to 999 follows it";
            return std::nullopt;
        }
        if (field->kind == Kind::object_list || field->kind == Kind::object) {
            i += is_list ? 1 : 0;
            at = field->object;
            if (i + 1 >= keys.size()) {
                problem = "it leads to " + std::string(at->name) + " as a whole; name its field";
                return std::nullopt;
            }
            continue;
        }
        if (last) {
            return Target{field->kind, field->word};
        }
        if (is_list && i + 2 == keys.size()) {
            return Target{field->kind == Kind::word_list ? Kind::word : Kind::text, field->word};
        }
        if (field->kind != Kind::place) {
            problem = "nothing stands below `" + keys[i] + "`";
            return std::nullopt;
        }
        at = field->object;
    }
    problem = "it leads nowhere";
    return std::nullopt;
}

} // namespace sandhan::io
