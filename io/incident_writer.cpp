// SPDX-License-Identifier: Apache-2.0
#include "io/incident_writer.hpp"

#include "io/plain_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <vector>

namespace sandhan::io {
namespace {

using ExtraFields = std::vector<std::pair<std::string, std::string>>;

void append_code_unit(std::string& to, unsigned char c) {
    switch (c) {
    case '"':
        to += "\\\"";
        return;
    case '\\':
        to += "\\\\";
        return;
    case '\n':
        to += "\\n";
        return;
    case '\r':
        to += "\\r";
        return;
    case '\t':
        to += "\\t";
        return;
    default: {
        constexpr std::string_view hex = "0123456789abcdef";
        to += "\\u00";
        to += hex[c >> 4U];
        to += hex[c & 0xFU];
    }
    }
}

/// One object: commas, names, the `x_` fields at its pointer.
class Fields {
  public:
    /// `pointer` is read only when there are extras.
    Fields(std::string& to, const ExtraFields& extras, std::string pointer)
        : m_to(to), m_extras(extras), m_pointer(std::move(pointer)) {
        m_to += '{';
    }
    Fields(const Fields&) = delete;
    Fields& operator=(const Fields&) = delete;

    void close() {
        for (const auto& [pointer, json] : m_extras) {
            const std::size_t slash = pointer.rfind('/');
            if (slash == m_pointer.size() && pointer.compare(0, slash, m_pointer) == 0) {
                name(unescaped(pointer.substr(slash + 1)));
                m_to += json;
            }
        }
        m_to += '}';
    }

    void name(std::string_view field) {
        if (m_some) {
            m_to += ',';
        }
        m_some = true;
        append_json_string(m_to, field);
        m_to += ':';
    }
    void text(std::string_view field, std::string_view value) {
        if (!value.empty()) {
            name(field);
            append_json_string(m_to, value);
        }
    }
    void texts(std::string_view field, const std::vector<std::string>& values) {
        if (values.empty()) {
            return;
        }
        name(field);
        char before = '[';
        for (const std::string& value : values) {
            m_to += before;
            append_json_string(m_to, value);
            before = ',';
        }
        m_to += ']';
    }
    void date(std::string_view field, const graph::FuzzyDate& value) {
        if (!value.is_known()) {
            return;
        }
        // Most dates are days, and to_edtf() tries every form that a date may have.
        const bool day =
            value.earliest() == value.latest() && !value.is_approximate() && !value.is_uncertain();
        text(field, day ? graph::iso_day(value.earliest()) : value.to_edtf());
    }
    template <class E>
    void word(std::string_view field, E value) {
        text(field, graph::word_of(value));
    }
    template <class E>
    void words(std::string_view field, const std::vector<E>& values) {
        if (values.empty()) {
            return;
        }
        name(field);
        char before = '[';
        for (const E value : values) {
            m_to += before;
            append_json_string(m_to, graph::word_of(value));
            before = ',';
        }
        m_to += ']';
    }
    void number(std::string_view field, double value) {
        name(field);
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        m_to.append(digits.data(), end);
    }

    void place(std::string_view field, const graph::PlaceText& value) {
        const std::string pointer = m_extras.empty() ? std::string() : at(field);
        const bool carries = !m_extras.empty() && holds_extras(pointer);
        if (value.empty() && !carries) {
            return;
        }
        name(field);
        const bool parts = !value.locality.empty() || !value.district.empty() ||
                           !value.state.empty() || !value.country.empty() || value.latitude;
        if (!parts && !carries) {
            append_json_string(m_to, value.text);
            return;
        }
        Fields fields(m_to, m_extras, pointer);
        fields.text("text", value.text);
        fields.text("locality", value.locality);
        fields.text("district", value.district);
        fields.text("state", value.state);
        fields.text("country", value.country);
        if (value.latitude && value.longitude) {
            fields.number("lat", *value.latitude);
            fields.number("lon", *value.longitude);
        }
        fields.close();
    }

    template <class T, class Write>
    void list(std::string_view field, const std::vector<T>& items, const Write& write) {
        list_from(field, items, 0, write);
    }
    /// Items from `first` on; their pointers count from 0.
    template <class T, class Write>
    void list_from(std::string_view field,
                   const std::vector<T>& items,
                   std::size_t first,
                   const Write& write) {
        if (first >= items.size()) {
            return;
        }
        name(field);
        char before = '[';
        for (std::size_t i = first; i < items.size(); ++i) {
            m_to += before;
            before = ',';
            Fields fields(m_to, m_extras,
                          m_extras.empty() ? std::string()
                                           : at(field) + "/" + std::to_string(i - first));
            write(fields, items[i]);
            fields.close();
        }
        m_to += ']';
    }
    template <class T, class Write>
    void object(std::string_view field, const T& item, const Write& write) {
        name(field);
        Fields fields(m_to, m_extras, m_extras.empty() ? std::string() : at(field));
        write(fields, item);
        fields.close();
    }

  private:
    [[nodiscard]] std::string at(std::string_view field) const {
        return m_pointer + "/" + std::string(field);
    }
    [[nodiscard]] bool holds_extras(const std::string& pointer) const {
        for (const auto& [known, json] : m_extras) {
            const std::size_t slash = known.rfind('/');
            if (slash == pointer.size() && known.compare(0, slash, pointer) == 0) {
                return true;
            }
        }
        return false;
    }
    /// The key behind a token of a JSON Pointer (RFC 6901).
    static std::string unescaped(std::string_view token) {
        std::string key;
        for (std::size_t i = 0; i < token.size(); ++i) {
            if (token[i] == '~' && i + 1 < token.size()) {
                key += token[++i] == '1' ? '/' : '~';
            } else {
                key += token[i];
            }
        }
        return key;
    }

    std::string& m_to;
    const ExtraFields& m_extras;
    std::string m_pointer;
    bool m_some = false;
};

void write_source(Fields& fields, const graph::Source& source) {
    fields.text("name", source.name);
    fields.date("date", source.date);
    if (source.grade) {
        const std::array<char, 2> grade{source.grade->reliability, source.grade->credibility};
        fields.text("grade", {grade.data(), grade.size()});
    }
    fields.text("url", source.url);
}

void write_reference(Fields& fields, const graph::Reference& reference) {
    fields.word("type", reference.type);
    fields.text("number", reference.number);
    fields.text("station", reference.station);
    fields.date("date", reference.date);
}

void write_identifier(Fields& fields, const graph::Identifier& identifier) {
    fields.word("type", identifier.type);
    fields.text("value", identifier.value);
}

void write_count(std::string& to, Fields& fields, const graph::CountRange& count) {
    if (count == graph::CountRange()) {
        return;
    }
    fields.name("count");
    const std::string least = std::to_string(count.least);
    if (!count.most) {
        to += count.least == 1 ? "null" : "\"" + least + "+\"";
    } else if (*count.most == count.least) {
        to += least;
    } else {
        to += "\"" + least + "-" + std::to_string(*count.most) + "\"";
    }
}

void write_age(std::string& to, Fields& fields, const graph::AgeRange& age) {
    fields.name("age");
    const std::string least = std::to_string(age.least);
    to += age.least == age.most ? least : "\"" + least + "-" + std::to_string(age.most) + "\"";
}

void write_person(std::string& to, Fields& fields, const graph::Person& person) {
    fields.text("ref", person.ref);
    fields.text("id", person.id);
    fields.word("role", person.role);
    write_count(to, fields, person.count);
    fields.text("name", person.name);
    fields.texts("aliases", person.aliases);
    fields.text("father", person.father);
    fields.text("spouse", person.spouse);
    if (person.sex != graph::Sex::unknown) {
        fields.word("sex", person.sex);
    }
    if (person.age) {
        write_age(to, fields, *person.age);
    }
    if (person.minor) {
        fields.name("minor");
        to += *person.minor ? "true" : "false";
    }
    fields.date("birth", person.birth);
    fields.text("nationality", person.nationality);
    fields.place("home", person.home);
    if (person.status != graph::PersonStatus::unknown) {
        fields.word("status", person.status);
    }
    fields.list("identifiers", person.identifiers, write_identifier);
}

void write_organisation(Fields& fields, const graph::Organisation& organisation) {
    fields.text("ref", organisation.ref);
    fields.text("name", organisation.name);
    fields.texts("aliases", organisation.aliases);
    fields.word("type", organisation.type);
    if (organisation.role != graph::OrganisationRole::unknown) {
        fields.word("role", organisation.role);
    }
    fields.place("place", organisation.place);
}

void write_stop(Fields& fields, const graph::JourneyStop& stop) {
    fields.place("place", stop.place);
    if (stop.role != graph::StopRole::unknown) {
        fields.word("role", stop.role);
    }
    fields.date("arrived", stop.arrived);
    fields.date("departed", stop.departed);
    if (stop.mode != graph::TransportMode::unknown) {
        fields.word("mode", stop.mode);
    }
    fields.texts("people", stop.people);
}

void write_incident_place(Fields& fields, const graph::IncidentPlace& place) {
    fields.place("place", place.place);
    fields.word("role", place.role);
    fields.date("date", place.date);
}

void write_tie(Fields& fields, const graph::Tie& tie) {
    fields.text("from", tie.from);
    fields.text("to", tie.to);
    fields.word("type", tie.type);
    fields.date("date", tie.date);
    if (tie.confidence) {
        fields.number("confidence", *tie.confidence);
    }
}

/// A record has `source`, `sources` or both; its extras tell which where it matters.
void write_sources(Fields& fields, const graph::Incident& incident) {
    if (incident.sources.empty()) {
        return;
    }
    const auto mentions = [&](std::string_view prefix) {
        for (const auto& [pointer, json] : incident.extra) {
            if (pointer.compare(0, prefix.size(), prefix) == 0) {
                return true;
            }
        }
        return false;
    };
    const bool first_alone =
        mentions("/source/") || (incident.sources.size() == 1 && !mentions("/sources/"));
    if (first_alone) {
        fields.object("source", incident.sources.front(), write_source);
    }
    fields.list_from("sources", incident.sources, first_alone ? 1 : 0, write_source);
}

} // namespace

void append_json_string(std::string& to, std::string_view text) {
    to += '"';
    std::size_t plain = 0; // what is copied as it stands begins here
    std::size_t at = 0;
    while (at < text.size()) {
        const auto c = static_cast<unsigned char>(text[at]);
        if (c >= 0x20 && c < 0x80 && c != '"' && c != '\\') {
            ++at;
            continue;
        }
        to.append(text, plain, at - plain);
        if (c >= 0x80) {
            append_character(to, next_character(text, at));
        } else {
            append_code_unit(to, c);
            ++at;
        }
        plain = at;
    }
    to.append(text, plain, at - plain);
    to += '"';
}

void append_incident(std::string& to, const graph::Incident& incident) {
    Fields fields(to, incident.extra, "");
    fields.text("id", incident.id);
    fields.text("title", incident.title);
    fields.date("reported", incident.reported);
    if (incident.status != graph::IncidentStatus::unknown) {
        fields.word("status", incident.status);
    }
    write_sources(fields, incident);
    fields.list("references", incident.references, write_reference);
    fields.texts("sections", incident.sections);
    fields.words("exploitation", incident.exploitation);
    fields.words("recruitment", incident.recruitment);
    fields.words("control", incident.control);
    fields.list("people", incident.people,
                [&to](Fields& in, const graph::Person& person) { write_person(to, in, person); });
    fields.list("organisations", incident.organisations, write_organisation);
    fields.list("journey", incident.journey, write_stop);
    fields.list("places", incident.places, write_incident_place);
    fields.list("ties", incident.ties, write_tie);
    fields.close();
}

} // namespace sandhan::io
