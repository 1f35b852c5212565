// SPDX-License-Identifier: Apache-2.0
#include "io/bulk_record.hpp"

#include "io/identifiers.hpp"
#include "io/incident_record.hpp"
#include "io/json_parse.hpp"
#include "io/record_fields.hpp"
#include "io/text_input.hpp"
#include "io/word_index.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <initializer_list>
#include <limits>
#include <utility>
#include <vector>

// The headers of simdjson convert as they please.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wconversion"
#pragma GCC diagnostic ignored "-Wsign-conversion"
#pragma GCC diagnostic ignored "-Wold-style-cast"
#pragma GCC diagnostic ignored "-Wshadow"
#include <simdjson.h>
#pragma GCC diagnostic pop

namespace sandhan::io {
namespace {

namespace dom = simdjson::dom;
using dom::element_type;

/// The fields of one object of the format. Their positions are those of an enum below.
class Keys {
  public:
    Keys(std::initializer_list<std::string_view> names) : m_index(names.size()) {
        int position = 0;
        for (const std::string_view name : names) {
            m_index.add(name, position++);
        }
    }
    [[nodiscard]] int find(std::string_view name) const { return m_index.find(name); }

  private:
    WordIndex m_index;
};

namespace key {

// A field that stands here and not in record_shape.cpp would be read where the other way complains;
// one that stands only there makes its records slow.
enum Incident {
    id,
    title,
    reported,
    status,
    source,
    sources,
    references,
    sections,
    exploitation,
    recruitment,
    control,
    people,
    organisations,
    journey,
    places,
    ties,
};
const Keys incident{"id",      "title",      "reported",      "status",       "source",
                    "sources", "references", "sections",      "exploitation", "recruitment",
                    "control", "people",     "organisations", "journey",      "places",
                    "ties"};

enum Source { source_name, source_date, grade, url };
const Keys of_source{"name", "date", "grade", "url"};

enum Reference { reference_type, number, station, reference_date };
const Keys reference{"type", "number", "station", "date"};

enum Identifier { identifier_type, value };
const Keys identifier{"type", "value"};

enum Person {
    person_ref,
    person_id,
    person_role,
    count,
    name,
    aliases,
    father,
    spouse,
    sex,
    age,
    minor,
    birth,
    nationality,
    home,
    person_status,
    identifiers,
};
const Keys person{"ref",         "id",     "role",   "count",      "name",  "aliases",
                  "father",      "spouse", "sex",    "age",        "minor", "birth",
                  "nationality", "home",   "status", "identifiers"};

enum Organisation {
    organisation_ref,
    organisation_name,
    organisation_aliases,
    organisation_type,
    organisation_role,
    organisation_place,
};
const Keys organisation{"ref", "name", "aliases", "type", "role", "place"};

enum Stop { stop_place, stop_role, arrived, departed, mode, travellers };
const Keys stop{"place", "role", "arrived", "departed", "mode", "people"};

enum IncidentPlace { incident_place, place_role, place_date };
const Keys of_incident_place{"place", "role", "date"};

enum Tie { from, to, tie_type, tie_date, confidence };
const Keys tie{"from", "to", "type", "date", "confidence"};

enum Place { text, locality, district, state, country, latitude, longitude };
const Keys place{"text", "locality", "district", "state", "country", "lat", "lon"};

} // namespace key

/// The members of one object, each at the position of its name.
class Members {
  public:
    /// nullptr when it is not given, or null.
    [[nodiscard]] const dom::element* find(int field) const {
        return (m_given & bit(field)) != 0 ? &m_values[static_cast<std::size_t>(field)] : nullptr;
    }
    [[nodiscard]] bool is_null(int field) const { return (m_null & bit(field)) != 0; }

    /// False when a field stands here twice.
    bool put(int field, const dom::element& value) {
        if (((m_given | m_null) & bit(field)) != 0) {
            return false;
        }
        if (value.is_null()) {
            m_null |= bit(field);
        } else {
            m_given |= bit(field);
            m_values[static_cast<std::size_t>(field)] = value;
        }
        return true;
    }

  private:
    static std::uint32_t bit(int field) { return std::uint32_t{1} << static_cast<unsigned>(field); }

    std::array<dom::element, 16> m_values; ///< those that m_given names
    std::uint32_t m_given = 0, m_null = 0;
};

std::string_view text_of(const dom::element& value) { return value.get_string().value_unsafe(); }

std::string_view without_blanks(std::string_view text) {
    // No blank and no control character is greater, and few texts have one at an end.
    if (text.empty() || (text.front() > ' ' && text.back() > ' ')) {
        return text;
    }
    return trimmed(text);
}

/// Reads one record. Each function is true when the value was as it should be in every respect;
/// the order of what it reads is that of read_incident(), for the order of `extra`.
class Reading {
  public:
    Reading(graph::Incident& incident, unsigned max_depth)
        : m_incident(incident), m_max_depth(max_depth) {}

    bool incident(const dom::element& value) {
        Members fields;
        const Path root;
        graph::Incident& to = m_incident;
        return members(value, key::incident, root, fields) && text(fields, key::id, to.id) &&
               !to.id.empty() && has_content(fields) && text(fields, key::title, to.title) &&
               date(fields, key::reported, to.reported) && word(fields, key::status, to.status) &&
               sources(fields, root) &&
               list(fields, key::references, root.field("references"), to.references,
                    &Reading::reference) &&
               texts(fields, key::sections, to.sections) &&
               words(fields, key::exploitation, to.exploitation) &&
               words(fields, key::recruitment, to.recruitment) &&
               words(fields, key::control, to.control) &&
               list(fields, key::people, root.field("people"), to.people, &Reading::person) &&
               list(fields, key::organisations, root.field("organisations"), to.organisations,
                    &Reading::organisation) &&
               list(fields, key::journey, root.field("journey"), to.journey, &Reading::stop) &&
               list(fields, key::places, root.field("places"), to.places,
                    &Reading::incident_place) &&
               list(fields, key::ties, root.field("ties"), to.ties, &Reading::tie);
    }

  private:
    bool sources(const Members& fields, const Path& root) {
        if (const dom::element* one = fields.find(key::source)) {
            m_incident.sources.emplace_back();
            if (!source(*one, root.field("source"), m_incident.sources.back())) {
                return false;
            }
        }
        return list(fields, key::sources, root.field("sources"), m_incident.sources,
                    &Reading::source);
    }

    bool source(const dom::element& value, const Path& path, graph::Source& to) {
        Members fields;
        if (!members(value, key::of_source, path, fields) ||
            !text(fields, key::source_name, to.name) || !date(fields, key::source_date, to.date) ||
            !text(fields, key::url, to.url)) {
            return false;
        }
        const dom::element* grade = fields.find(key::grade);
        if (grade == nullptr) {
            return true;
        }
        if (!grade->is_string()) {
            return false;
        }
        to.grade = graph::parse_grade(text_of(*grade));
        return to.grade.has_value();
    }

    bool reference(const dom::element& value, const Path& path, graph::Reference& to) {
        Members fields;
        return members(value, key::reference, path, fields) &&
               word(fields, key::reference_type, to.type) && text(fields, key::number, to.number) &&
               text(fields, key::station, to.station) && date(fields, key::reference_date, to.date);
    }

    bool person(const dom::element& value, const Path& path, graph::Person& to) {
        Members fields;
        // A person without a role is a warning.
        return members(value, key::person, path, fields) &&
               fields.find(key::person_role) != nullptr && text(fields, key::person_ref, to.ref) &&
               text(fields, key::person_id, to.id) && word(fields, key::person_role, to.role) &&
               count(fields, to.count) && text(fields, key::name, to.name) &&
               texts(fields, key::aliases, to.aliases) && text(fields, key::father, to.father) &&
               text(fields, key::spouse, to.spouse) && word(fields, key::sex, to.sex) &&
               age(fields, to.age) && flag(fields, key::minor, to.minor) &&
               date(fields, key::birth, to.birth) &&
               text(fields, key::nationality, to.nationality) &&
               place(fields, key::home, path, "home", to.home) &&
               word(fields, key::person_status, to.status) && identifiers(fields, path, to);
    }

    bool identifiers(const Members& fields, const Path& person, graph::Person& to) {
        const dom::element* given = fields.find(key::identifiers);
        if (given == nullptr) {
            return true;
        }
        dom::array items;
        if (given->get_array().get(items) != simdjson::SUCCESS) {
            return false;
        }
        const Path path = person.field("identifiers");
        std::size_t i = 0;
        for (const dom::element item : items) {
            Members members_of_item;
            graph::Identifier identifier;
            std::string written;
            if (!members(item, key::identifier, path.item(i++), members_of_item) ||
                members_of_item.find(key::identifier_type) == nullptr ||
                !word(members_of_item, key::identifier_type, identifier.type) ||
                !text(members_of_item, key::value, written) || written.empty()) {
                return false;
            }
            NormalisedIdentifier known = normalised_for(identifier.type, written, to.nationality);
            if (!known.valid) {
                return false;
            }
            if (!known.value.empty()) {
                identifier.value = std::move(known.value);
                to.identifiers.push_back(std::move(identifier));
            }
        }
        return true;
    }

    bool organisation(const dom::element& value, const Path& path, graph::Organisation& to) {
        Members fields;
        return members(value, key::organisation, path, fields) &&
               text(fields, key::organisation_ref, to.ref) &&
               text(fields, key::organisation_name, to.name) &&
               texts(fields, key::organisation_aliases, to.aliases) &&
               word(fields, key::organisation_type, to.type) &&
               word(fields, key::organisation_role, to.role) &&
               place(fields, key::organisation_place, path, "place", to.place);
    }

    bool stop(const dom::element& value, const Path& path, graph::JourneyStop& to) {
        Members fields;
        return members(value, key::stop, path, fields) &&
               place(fields, key::stop_place, path, "place", to.place) && !to.place.empty() &&
               word(fields, key::stop_role, to.role) && date(fields, key::arrived, to.arrived) &&
               date(fields, key::departed, to.departed) && word(fields, key::mode, to.mode) &&
               texts(fields, key::travellers, to.people);
    }

    bool incident_place(const dom::element& value, const Path& path, graph::IncidentPlace& to) {
        Members fields;
        return members(value, key::of_incident_place, path, fields) &&
               place(fields, key::incident_place, path, "place", to.place) && !to.place.empty() &&
               fields.find(key::place_role) != nullptr && word(fields, key::place_role, to.role) &&
               date(fields, key::place_date, to.date);
    }

    bool tie(const dom::element& value, const Path& path, graph::Tie& to) {
        Members fields;
        if (!members(value, key::tie, path, fields) || !text(fields, key::from, to.from) ||
            to.from.empty() || !text(fields, key::to, to.to) || to.to.empty() ||
            !word(fields, key::tie_type, to.type) || !date(fields, key::tie_date, to.date)) {
            return false;
        }
        return number(fields, key::confidence, 0, 1, to.confidence);
    }

    bool place(const Members& fields,
               int field,
               const Path& path,
               std::string_view name,
               graph::PlaceText& to) {
        const dom::element* value = fields.find(field);
        if (value == nullptr) {
            return true;
        }
        if (value->is_string()) {
            to.text = without_blanks(text_of(*value));
            return true;
        }
        Members parts;
        return members(*value, key::place, path.field(name), parts) &&
               text(parts, key::text, to.text) && text(parts, key::locality, to.locality) &&
               text(parts, key::district, to.district) && text(parts, key::state, to.state) &&
               text(parts, key::country, to.country) &&
               number(parts, key::latitude, -90, 90, to.latitude) &&
               number(parts, key::longitude, -180, 180, to.longitude) &&
               to.latitude.has_value() == to.longitude.has_value();
    }

    bool members(const dom::element& value, const Keys& keys, const Path& path, Members& fields) {
        dom::object object;
        if (value.get_object().get(object) != simdjson::SUCCESS) {
            return false;
        }
        std::vector<std::pair<std::string_view, dom::element>> others;
        for (const dom::key_value_pair member : object) {
            const int field = keys.find(member.key);
            if (field == WordIndex::none) {
                if (!member.key.starts_with("x_")) {
                    return false;
                }
                others.emplace_back(member.key, member.value);
            } else if (!fields.put(field, member.value)) {
                return false;
            }
        }
        return others.empty() || keep(others, path);
    }

    /// The fields that begin with x_, in the order of their names.
    bool keep(std::vector<std::pair<std::string_view, dom::element>>& others, const Path& path) {
        std::sort(others.begin(), others.end(),
                  [](const auto& a, const auto& b) { return a.first < b.first; });
        for (std::size_t i = 0; i < others.size(); ++i) {
            std::string json;
            if ((i > 0 && others[i].first == others[i - 1].first) ||
                !json_text(others[i].second, path, json)) {
                return false;
            }
            m_incident.extra.emplace_back(path.field(others[i].first).pointer(), std::move(json));
        }
        return true;
    }

    /// The text that nlohmann::json gives of the value: members by name, numbers in its form.
    bool json_text(const dom::element& value, const Path& path, std::string& json) const {
        using nlohmann::json_pointer;
        switch (value.type()) {
        case element_type::STRING:
            json = nlohmann::json(text_of(value)).dump();
            return true;
        case element_type::INT64:
            json = std::to_string(value.get_int64().value_unsafe());
            return true;
        case element_type::UINT64:
            json = std::to_string(value.get_uint64().value_unsafe());
            return true;
        case element_type::BOOL:
            json = value.get_bool().value_unsafe() ? "true" : "false";
            return true;
        case element_type::NULL_VALUE:
            json = "null";
            return true;
        default:
            break;
        }
        unsigned open = 1; // the record itself
        for (const Path* at = &path; at->parent != nullptr; at = at->parent) {
            ++open;
        }
        RecordFaults faults(m_incident.where);
        const auto read = parse_json(simdjson::minify(value), {}, m_max_depth - open, faults);
        if (!read || faults.has_error()) {
            return false;
        }
        json = read->dump();
        return true;
    }

    static bool text(const Members& fields, int field, std::string& to) {
        const dom::element* value = fields.find(field);
        return value == nullptr || text(*value, to);
    }

    static bool text(const dom::element& value, std::string& to) {
        if (value.is_string()) {
            to = without_blanks(text_of(value));
            return true;
        }
        // What a double holds exactly: the other way reads numbers through one.
        constexpr std::int64_t largest =
            (std::int64_t{1} << std::numeric_limits<double>::digits) - 1;
        std::int64_t number = 0;
        if (value.type() != element_type::INT64 ||
            value.get_int64().get(number) != simdjson::SUCCESS || number < 0 || number > largest) {
            return false;
        }
        to = std::to_string(number);
        return true;
    }

    static bool date(const Members& fields, int field, graph::FuzzyDate& to) {
        const dom::element* value = fields.find(field);
        if (value == nullptr) {
            return true;
        }
        if (!value->is_string()) {
            return false;
        }
        const auto date = graph::FuzzyDate::parse(text_of(*value));
        to = date.value_or(to);
        return date.has_value();
    }

    template <class E>
    static bool word(const Members& fields, int field, E& to) {
        const dom::element* value = fields.find(field);
        return value == nullptr || word(*value, to);
    }

    template <class E>
    static bool word(const dom::element& value, E& to) {
        if (!value.is_string()) {
            return false;
        }
        const auto word = find_word<E>(text_of(value));
        to = word.value_or(to);
        return word.has_value();
    }

    static bool flag(const Members& fields, int field, std::optional<bool>& to) {
        const dom::element* value = fields.find(field);
        if (value == nullptr) {
            return true;
        }
        bool truth = false;
        if (value->get_bool().get(truth) != simdjson::SUCCESS) {
            return false;
        }
        to = truth;
        return true;
    }

    static bool
    number(const Members& fields, int field, double least, double most, std::optional<double>& to) {
        const dom::element* value = fields.find(field);
        if (value == nullptr) {
            return true;
        }
        double number = 0;
        if (!value->is_number() || value->get_double().get(number) != simdjson::SUCCESS ||
            !(number >= least && number <= most)) {
            return false;
        }
        to = number;
        return true;
    }

    static std::optional<NumberRange> range(const dom::element& value) {
        if (value.is_string()) {
            return parse_range(text_of(value));
        }
        std::int64_t number = 0;
        if (value.type() != element_type::INT64 ||
            value.get_int64().get(number) != simdjson::SUCCESS || number < 0) {
            return std::nullopt;
        }
        return NumberRange{static_cast<std::uint64_t>(number), static_cast<std::uint64_t>(number)};
    }

    static bool count(const Members& fields, graph::CountRange& to) {
        const dom::element* value = fields.find(key::count);
        if (value == nullptr) {
            if (fields.is_null(key::count)) {
                to.most.reset();
            }
            return true;
        }
        const auto written = range(*value);
        const auto count = written ? count_of(*written) : std::nullopt;
        to = count.value_or(to);
        return count.has_value();
    }

    static bool age(const Members& fields, std::optional<graph::AgeRange>& to) {
        const dom::element* value = fields.find(key::age);
        if (value == nullptr) {
            return true;
        }
        const auto written = range(*value);
        to = written ? age_of(*written) : std::nullopt;
        return to.has_value();
    }

    static bool texts(const Members& fields, int field, std::vector<std::string>& to) {
        return each(fields, field, to, [&](const dom::element& item) {
            std::string one;
            if (!text(item, one)) {
                return false;
            }
            if (!one.empty()) {
                to.push_back(std::move(one));
            }
            return true;
        });
    }

    template <class E>
    static bool words(const Members& fields, int field, std::vector<E>& to) {
        return each(fields, field, to, [&](const dom::element& item) {
            E one{};
            if (!word(item, one)) {
                return false;
            }
            to.push_back(one);
            return true;
        });
    }

    template <class T>
    bool list(const Members& fields,
              int field,
              const Path& path,
              std::vector<T>& to,
              bool (Reading::*read)(const dom::element&, const Path&, T&)) {
        std::size_t i = 0;
        return each(fields, field, to, [&](const dom::element& item) {
            to.emplace_back();
            return (this->*read)(item, path.item(i++), to.back());
        });
    }

    /// True when there is no list, or one whose items are all taken.
    template <class T, class Take>
    static bool each(const Members& fields, int field, std::vector<T>& to, const Take& take) {
        const dom::element* value = fields.find(field);
        if (value == nullptr) {
            return true;
        }
        dom::array items;
        if (value->get_array().get(items) != simdjson::SUCCESS) {
            return false;
        }
        to.reserve(to.size() + items.size());
        for (const dom::element item : items) {
            if (!take(item)) {
                return false;
            }
        }
        return true;
    }

    static bool has_content(const Members& fields) {
        for (const int field : {key::people, key::journey, key::places}) {
            dom::array items;
            const dom::element* list = fields.find(field);
            if (list != nullptr && list->get_array().get(items) == simdjson::SUCCESS &&
                items.begin() != items.end()) {
                return true;
            }
        }
        return false;
    }

    graph::Incident& m_incident;
    unsigned m_max_depth;
};

/// \ud800 to \udfff: halves of a pair, which may stand alone. Parsers differ over those.
bool has_surrogate(std::string_view text) {
    const char* at = text.data();
    const char* const end = at + text.size();
    while ((at = static_cast<const char*>(
                std::memchr(at, '\\', static_cast<std::size_t>(end - at)))) != nullptr) {
        if (end - at > 2 && at[1] == 'u' && (at[2] == 'd' || at[2] == 'D')) {
            return true;
        }
        at += std::min<std::ptrdiff_t>(2, end - at);
    }
    return false;
}

} // namespace

struct BulkRecordReader::Parser {
    dom::parser parser;
};

BulkRecordReader::BulkRecordReader() : m_parser(std::make_unique<Parser>()) {}
BulkRecordReader::~BulkRecordReader() = default;
BulkRecordReader::BulkRecordReader(BulkRecordReader&&) noexcept = default;
BulkRecordReader& BulkRecordReader::operator=(BulkRecordReader&&) noexcept = default;

bool BulkRecordReader::read(std::string_view text,
                            const graph::RecordPlace& where,
                            unsigned max_depth,
                            graph::Incident& incident) {
    static_assert(padding >= simdjson::SIMDJSON_PADDING);
    dom::element record;
    if (has_surrogate(text) ||
        m_parser->parser.parse(text.data(), text.size(), false).get(record) != simdjson::SUCCESS) {
        return false;
    }
    incident.where = where;
    if (!Reading(incident, max_depth).incident(record)) {
        return false;
    }
    RecordFaults faults({}); // asked only whether there are any
    check_together(incident, faults);
    return faults.empty();
}

} // namespace sandhan::io
