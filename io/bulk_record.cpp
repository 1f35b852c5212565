// SPDX-License-Identifier: Apache-2.0
#include "io/bulk_record.hpp"

#include "io/identifiers.hpp"
#include "io/incident_record.hpp"
#include "io/json_parse.hpp"
#include "io/record_fields.hpp"
#include "io/short_text.hpp"
#include "io/text_input.hpp"
#include "io/word_index.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
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

/// Where a value stands on simdjson's tape, which its manual describes word by word: a tag in the
/// highest byte, and below it where the text is or where the list or object ends; behind the word
/// of a number the number itself. A position is all that a field needs to be kept by; the library's
/// own elements are four times as large and are read through calls that are not inlined.
using Value = std::uint32_t;
constexpr Value no_value = 0; ///< the first word is the document's own

class Tape {
  public:
    explicit Tape(const simdjson::dom::document& document)
        : m_words(document.tape.get()), m_texts(document.string_buf.get()) {}

    enum Tag : char {
        text = '"',
        integer = 'l',
        large = 'u', ///< beyond the signed integers
        real = 'd',
        yes = 't',
        no = 'f',
        null = 'n',
        list = '[',
        object = '{',
    };
    [[nodiscard]] Tag tag(Value value) const { return static_cast<Tag>(m_words[value] >> 56U); }
    [[nodiscard]] bool is(Value value, Tag wanted) const { return tag(value) == wanted; }

    [[nodiscard]] std::string_view text_of(Value value) const {
        const std::uint8_t* at = m_texts + (m_words[value] & 0x00FF'FFFF'FFFF'FFFFU);
        std::uint32_t size = 0;
        std::memcpy(&size, at, sizeof size);
        return {reinterpret_cast<const char*>(at) + sizeof size, size};
    }
    [[nodiscard]] std::int64_t integer_of(Value value) const {
        return static_cast<std::int64_t>(m_words[value + 1]);
    }
    [[nodiscard]] std::uint64_t large_of(Value value) const { return m_words[value + 1]; }
    [[nodiscard]] double real_of(Value value) const {
        return std::bit_cast<double>(m_words[value + 1]);
    }

    /// What a list or an object holds, from its first value or key to end().
    [[nodiscard]] static Value begin(Value value) { return value + 1; }
    [[nodiscard]] Value end(Value value) const { return static_cast<Value>(m_words[value]) - 1; }
    [[nodiscard]] std::size_t size(Value value) const {
        return (m_words[value] >> 32U) & 0xFF'FFFFU;
    }
    [[nodiscard]] Value after(Value value) const {
        switch (tag(value)) {
        case list:
        case object:
            return static_cast<Value>(m_words[value]);
        case integer:
        case large:
        case real:
            return value + 2;
        default:
            return value + 1;
        }
    }

  private:
    const std::uint64_t* m_words;
    const std::uint8_t* m_texts;
};

/// The fields of one object of the format. Their positions are those of an enum below.
class Keys {
  public:
    Keys(std::initializer_list<std::string_view> names) : m_index(names.size()) {
        int position = 0;
        for (const std::string_view name : names) {
            m_index.add(name, position++);
            m_in_order.emplace_back(name);
        }
    }
    /// `next`: the field behind the one before. Most programs write fields in the order of the
    /// format, and leave some out.
    [[nodiscard]] int find(std::string_view name, int next) const {
        constexpr int tries = 2;
        const ShortText key(name);
        const int last = std::min(next + tries, static_cast<int>(m_in_order.size()));
        for (int field = next; field < last; ++field) {
            if (m_in_order[static_cast<std::size_t>(field)] == key && key.is_whole()) {
                return field;
            }
        }
        return m_index.find(key, name);
    }

  private:
    WordIndex m_index;
    std::vector<ShortText> m_in_order;
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
    /// no_value when it is not given, or null.
    [[nodiscard]] Value find(int field) const {
        return (m_given & bit(field)) != 0 ? m_values[static_cast<std::size_t>(field)] : no_value;
    }
    [[nodiscard]] bool is_null(int field) const { return (m_null & bit(field)) != 0; }

    /// False when the field stands here already.
    bool put(int field, Value value, bool null) {
        const std::uint32_t known = m_given | m_null;
        (null ? m_null : m_given) |= bit(field);
        m_values[static_cast<std::size_t>(field)] = value;
        return (known & bit(field)) == 0;
    }

  private:
    static std::uint32_t bit(int field) { return std::uint32_t{1} << static_cast<unsigned>(field); }

    std::array<Value, 16> m_values; ///< those that m_given names
    std::uint32_t m_given = 0, m_null = 0;
};

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
    Reading(const Tape& tape, graph::Incident& incident, unsigned max_depth)
        : m_tape(tape), m_incident(incident), m_max_depth(max_depth) {}

    bool incident(Value value) {
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
        if (const Value one = fields.find(key::source); one != no_value) {
            m_incident.sources.emplace_back();
            if (!source(one, root.field("source"), m_incident.sources.back())) {
                return false;
            }
        }
        return list(fields, key::sources, root.field("sources"), m_incident.sources,
                    &Reading::source);
    }

    bool source(Value value, const Path& path, graph::Source& to) {
        Members fields;
        if (!members(value, key::of_source, path, fields) ||
            !text(fields, key::source_name, to.name) || !date(fields, key::source_date, to.date) ||
            !text(fields, key::url, to.url)) {
            return false;
        }
        const Value grade = fields.find(key::grade);
        if (grade == no_value) {
            return true;
        }
        if (!m_tape.is(grade, Tape::text)) {
            return false;
        }
        to.grade = graph::parse_grade(m_tape.text_of(grade));
        return to.grade.has_value();
    }

    bool reference(Value value, const Path& path, graph::Reference& to) {
        Members fields;
        return members(value, key::reference, path, fields) &&
               word(fields, key::reference_type, to.type) && text(fields, key::number, to.number) &&
               text(fields, key::station, to.station) && date(fields, key::reference_date, to.date);
    }

    bool person(Value value, const Path& path, graph::Person& to) {
        Members fields;
        // A person without a role is a warning.
        return members(value, key::person, path, fields) &&
               fields.find(key::person_role) != no_value && text(fields, key::person_ref, to.ref) &&
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
        const Value items = fields.find(key::identifiers);
        if (items == no_value) {
            return true;
        }
        if (!m_tape.is(items, Tape::list)) {
            return false;
        }
        const Path path = person.field("identifiers");
        std::size_t i = 0;
        for (Value item = Tape::begin(items); item != m_tape.end(items);
             item = m_tape.after(item)) {
            Members members_of_item;
            graph::Identifier identifier;
            std::string written;
            if (!members(item, key::identifier, path.item(i++), members_of_item) ||
                members_of_item.find(key::identifier_type) == no_value ||
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

    bool organisation(Value value, const Path& path, graph::Organisation& to) {
        Members fields;
        return members(value, key::organisation, path, fields) &&
               text(fields, key::organisation_ref, to.ref) &&
               text(fields, key::organisation_name, to.name) &&
               texts(fields, key::organisation_aliases, to.aliases) &&
               word(fields, key::organisation_type, to.type) &&
               word(fields, key::organisation_role, to.role) &&
               place(fields, key::organisation_place, path, "place", to.place);
    }

    bool stop(Value value, const Path& path, graph::JourneyStop& to) {
        Members fields;
        return members(value, key::stop, path, fields) &&
               place(fields, key::stop_place, path, "place", to.place) && !to.place.empty() &&
               word(fields, key::stop_role, to.role) && date(fields, key::arrived, to.arrived) &&
               date(fields, key::departed, to.departed) && word(fields, key::mode, to.mode) &&
               texts(fields, key::travellers, to.people);
    }

    bool incident_place(Value value, const Path& path, graph::IncidentPlace& to) {
        Members fields;
        return members(value, key::of_incident_place, path, fields) &&
               place(fields, key::incident_place, path, "place", to.place) && !to.place.empty() &&
               fields.find(key::place_role) != no_value && word(fields, key::place_role, to.role) &&
               date(fields, key::place_date, to.date);
    }

    bool tie(Value value, const Path& path, graph::Tie& to) {
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
        const Value value = fields.find(field);
        if (value == no_value) {
            return true;
        }
        if (m_tape.is(value, Tape::text)) {
            to.text = without_blanks(m_tape.text_of(value));
            return true;
        }
        Members parts;
        return members(value, key::place, path.field(name), parts) &&
               text(parts, key::text, to.text) && text(parts, key::locality, to.locality) &&
               text(parts, key::district, to.district) && text(parts, key::state, to.state) &&
               text(parts, key::country, to.country) &&
               number(parts, key::latitude, -90, 90, to.latitude) &&
               number(parts, key::longitude, -180, 180, to.longitude) &&
               to.latitude.has_value() == to.longitude.has_value();
    }

    bool members(Value value, const Keys& keys, const Path& path, Members& fields) {
        if (!m_tape.is(value, Tape::object)) {
            return false;
        }
        std::vector<std::pair<std::string_view, Value>> others;
        const Value end = m_tape.end(value);
        int next = 0;
        for (Value name = Tape::begin(value); name != end; name = m_tape.after(name + 1)) {
            const std::string_view text = m_tape.text_of(name);
            const Value member = name + 1;
            const int field = keys.find(text, next);
            next = field + 1; // of one that is none of ours: from the front
            if (field == WordIndex::none) {
                if (!text.starts_with("x_")) {
                    return false;
                }
                others.emplace_back(text, member);
            } else if (!fields.put(field, member, m_tape.is(member, Tape::null))) {
                return false;
            }
        }
        return others.empty() || keep(others, path);
    }

    /// The fields that begin with x_, in the order of their names.
    bool keep(std::vector<std::pair<std::string_view, Value>>& others, const Path& path) {
        unsigned open = 1; // the record itself
        for (const Path* at = &path; at->parent != nullptr; at = at->parent) {
            ++open;
        }
        std::sort(others.begin(), others.end(),
                  [](const auto& a, const auto& b) { return a.first < b.first; });
        for (std::size_t i = 0; i < others.size(); ++i) {
            nlohmann::json value;
            if ((i > 0 && others[i].first == others[i - 1].first) ||
                !copy(others[i].second, open, value)) {
                return false;
            }
            m_incident.extra.emplace_back(path.field(others[i].first).pointer(), value.dump());
        }
        return true;
    }

    /// The value as parse_json() builds it; false when that would complain. `open`: how many lists
    /// and objects stand around it.
    bool copy(Value value, unsigned open, nlohmann::json& to) const {
        switch (m_tape.tag(value)) {
        case Tape::text:
            to = m_tape.text_of(value);
            return true;
        case Tape::integer:
            to = m_tape.integer_of(value);
            return true;
        case Tape::large:
            to = m_tape.large_of(value);
            return true;
        case Tape::real:
            to = m_tape.real_of(value);
            return true;
        case Tape::yes:
        case Tape::no:
            to = m_tape.is(value, Tape::yes);
            return true;
        case Tape::null:
            to = nullptr;
            return true;
        case Tape::list:
        case Tape::object:
            break;
        }
        if (open >= m_max_depth) {
            return false;
        }
        const bool is_list = m_tape.is(value, Tape::list);
        to = is_list ? nlohmann::json::array() : nlohmann::json::object();
        for (Value at = Tape::begin(value); at != m_tape.end(value); at = m_tape.after(at)) {
            nlohmann::json member;
            if (is_list) {
                if (!copy(at, open + 1, member)) {
                    return false;
                }
                to.push_back(std::move(member));
            } else {
                const Value name = at++;
                if (!copy(at, open + 1, member) ||
                    !to.emplace(m_tape.text_of(name), std::move(member)).second) {
                    return false;
                }
            }
        }
        return true;
    }

    bool text(const Members& fields, int field, std::string& to) const {
        const Value value = fields.find(field);
        return value == no_value || text(value, to);
    }

    bool text(Value value, std::string& to) const {
        if (m_tape.is(value, Tape::text)) {
            to = without_blanks(m_tape.text_of(value));
            return true;
        }
        // What a double holds exactly: the other way reads numbers through one.
        constexpr std::int64_t largest =
            (std::int64_t{1} << std::numeric_limits<double>::digits) - 1;
        if (!m_tape.is(value, Tape::integer) || m_tape.integer_of(value) < 0 ||
            m_tape.integer_of(value) > largest) {
            return false;
        }
        to = std::to_string(m_tape.integer_of(value));
        return true;
    }

    bool date(const Members& fields, int field, graph::FuzzyDate& to) const {
        const Value value = fields.find(field);
        if (value == no_value) {
            return true;
        }
        if (!m_tape.is(value, Tape::text)) {
            return false;
        }
        const auto date = graph::FuzzyDate::parse(m_tape.text_of(value));
        to = date.value_or(to);
        return date.has_value();
    }

    template <class E>
    bool word(const Members& fields, int field, E& to) const {
        const Value value = fields.find(field);
        return value == no_value || word(value, to);
    }

    template <class E>
    bool word(Value value, E& to) const {
        if (!m_tape.is(value, Tape::text)) {
            return false;
        }
        const auto word = find_word<E>(m_tape.text_of(value));
        to = word.value_or(to);
        return word.has_value();
    }

    bool flag(const Members& fields, int field, std::optional<bool>& to) const {
        const Value value = fields.find(field);
        if (value == no_value) {
            return true;
        }
        to = m_tape.is(value, Tape::yes);
        return *to || m_tape.is(value, Tape::no);
    }

    bool number(const Members& fields,
                int field,
                double least,
                double most,
                std::optional<double>& to) const {
        const Value value = fields.find(field);
        if (value == no_value) {
            return true;
        }
        if (m_tape.is(value, Tape::real)) {
            to = m_tape.real_of(value);
        } else if (m_tape.is(value, Tape::integer)) {
            to = static_cast<double>(m_tape.integer_of(value));
        } else {
            return false;
        }
        return *to >= least && *to <= most;
    }

    [[nodiscard]] std::optional<NumberRange> range(Value value) const {
        if (m_tape.is(value, Tape::text)) {
            return parse_range(m_tape.text_of(value));
        }
        if (!m_tape.is(value, Tape::integer) || m_tape.integer_of(value) < 0) {
            return std::nullopt;
        }
        const auto number = static_cast<std::uint64_t>(m_tape.integer_of(value));
        return NumberRange{number, number};
    }

    bool count(const Members& fields, graph::CountRange& to) const {
        const Value value = fields.find(key::count);
        if (value == no_value) {
            if (fields.is_null(key::count)) {
                to.most.reset();
            }
            return true;
        }
        const auto written = range(value);
        const auto count = written ? count_of(*written) : std::nullopt;
        to = count.value_or(to);
        return count.has_value();
    }

    bool age(const Members& fields, std::optional<graph::AgeRange>& to) const {
        const Value value = fields.find(key::age);
        if (value == no_value) {
            return true;
        }
        const auto written = range(value);
        to = written ? age_of(*written) : std::nullopt;
        return to.has_value();
    }

    bool texts(const Members& fields, int field, std::vector<std::string>& to) const {
        return each(fields, field, to, [&](Value item) {
            std::string& one = to.emplace_back();
            if (!text(item, one)) {
                return false;
            }
            if (one.empty()) {
                to.pop_back();
            }
            return true;
        });
    }

    template <class E>
    bool words(const Members& fields, int field, std::vector<E>& to) const {
        return each(fields, field, to, [&](Value item) { return word(item, to.emplace_back()); });
    }

    template <class T>
    bool list(const Members& fields,
              int field,
              const Path& path,
              std::vector<T>& to,
              bool (Reading::*read)(Value, const Path&, T&)) {
        std::size_t i = 0;
        return each(fields, field, to, [&](Value item) {
            return (this->*read)(item, path.item(i++), to.emplace_back());
        });
    }

    /// True when there is no list, or one whose items are all taken.
    template <class T, class Take>
    bool each(const Members& fields, int field, std::vector<T>& to, const Take& take) const {
        const Value items = fields.find(field);
        if (items == no_value) {
            return true;
        }
        if (!m_tape.is(items, Tape::list)) {
            return false;
        }
        to.reserve(to.size() + m_tape.size(items));
        const Value end = m_tape.end(items);
        for (Value item = Tape::begin(items); item != end; item = m_tape.after(item)) {
            if (!take(item)) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] bool has_content(const Members& fields) const {
        for (const int field : {key::people, key::journey, key::places}) {
            const Value list = fields.find(field);
            if (list != no_value && m_tape.is(list, Tape::list) && m_tape.size(list) > 0) {
                return true;
            }
        }
        return false;
    }

    const Tape& m_tape;
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
    simdjson::dom::parser parser;
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
    // A longer one may hold more values than a record may: the other way counts them.
    constexpr std::size_t longest = 2 * most_json_values;
    simdjson::dom::element record;
    if (text.size() > longest || has_surrogate(text) ||
        m_parser->parser.parse(text.data(), text.size(), false).get(record) != simdjson::SUCCESS) {
        return false;
    }
    incident.where = where;
    const Tape tape(m_parser->parser.doc);
    if (!Reading(tape, incident, max_depth).incident(1)) {
        return false;
    }
    RecordFaults faults({}); // asked only whether there are any
    check_together(incident, faults);
    return faults.empty();
}

} // namespace sandhan::io
