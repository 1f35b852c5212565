// SPDX-License-Identifier: Apache-2.0
#include "io/truth_reader.hpp"

#include "io/byte_source.hpp"
#include "io/errors.hpp"
#include "io/text_input.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <iterator>
#include <system_error>
#include <utility>

namespace sandhan::io {
namespace {

using nlohmann::json;

constexpr std::string_view format_name = "sandhan-truth";
constexpr std::uint64_t known_version = 1;
constexpr std::string_view remedy = "; docs/evaluation.md tells how the file is written";

/// What nlohmann's parser reads a text through, a character at a time.
class Characters {
  public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = char;

    Characters() = default; ///< the end of any text
    explicit Characters(TextInput& text) : m_text(&text) {}

    char operator*() const { return static_cast<char>(m_text->peek()); }
    Characters& operator++() {
        m_text->get();
        return *this;
    }
    Characters operator++(int) {
        Characters before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const Characters& a, const Characters& b) {
        return a.at_end() == b.at_end();
    }
    friend bool operator!=(const Characters& a, const Characters& b) { return !(a == b); }

  private:
    [[nodiscard]] bool at_end() const {
        return m_text == nullptr || m_text->peek() == TextInput::end;
    }
    TextInput* m_text = nullptr;
};

struct Part {
    TruthPart part;
    std::string_view key;
    std::array<std::string_view, 4> fields; ///< what is read of an element; "" is none
    std::string_view inner;                 ///< and of an object in one of its lists
};

constexpr std::array<Part, 5> all_parts{{
    {TruthPart::corridors, "corridors", {"id", "origin", "destination", "stops"}, ""},
    {TruthPart::cells, "cells", {"id", "members", "events"}, "identity"},
    {TruthPart::identities, "identities", {"id", "side", "records"}, ""},
    {TruthPart::journeys, "journeys", {"incident", "event", "stops"}, "place"},
    {TruthPart::duplicates, "duplicates", {"incident", "of"}, ""},
}};

/// One element of an array, and how its fields are taken out.
class Element {
  public:
    Element(const json& value, const TruthPlace& place) : m_value(value), m_place(place) {}

    [[noreturn]] void fail(const std::string& below, const std::string& what) const {
        throw ParseError(m_place.text() + below + ": " + what + std::string(remedy));
    }

    [[nodiscard]] std::string text(const char* field) const {
        return text_of(m_value.contains(field) ? m_value[field] : json(), std::string("/") + field);
    }
    [[nodiscard]] std::string optional_text(const char* field) const {
        const auto at = m_value.find(field);
        return at == m_value.end() || at->is_null() ? std::string()
                                                    : text_of(*at, std::string("/") + field);
    }
    [[nodiscard]] std::optional<std::uint64_t> optional_count(const char* field) const {
        const auto at = m_value.find(field);
        if (at == m_value.end() || at->is_null()) {
            return std::nullopt;
        }
        if (!at->is_number_unsigned()) {
            fail(std::string("/") + field, "must be a whole number, 0 or more");
        }
        return at->get<std::uint64_t>();
    }
    /// Texts, or of objects the text they have under `inner`.
    [[nodiscard]] std::vector<std::string>
    texts(const char* field, const char* inner, bool required) const {
        std::vector<std::string> result;
        const std::string below = std::string("/") + field;
        const auto at = m_value.find(field);
        if (at == m_value.end()) {
            if (required) {
                fail(below, "is missing");
            }
            return result;
        }
        if (!at->is_array()) {
            fail(below, "must be a list");
        }
        for (std::size_t i = 0; i < at->size(); ++i) {
            const json& item = (*at)[i];
            const std::string here = below + "/" + std::to_string(i);
            if (inner == nullptr) {
                result.push_back(text_of(item, here));
            } else if (!item.is_object()) {
                fail(here, std::string("must be an object with \"") + inner + "\"");
            } else {
                result.push_back(
                    text_of(item.contains(inner) ? item[inner] : json(), here + "/" + inner));
            }
        }
        return result;
    }

  private:
    [[nodiscard]] std::string text_of(const json& value, const std::string& below) const {
        if (value.is_null()) {
            fail(below, "is missing");
        }
        if (!value.is_string()) {
            fail(below, "must be text");
        }
        auto text = value.get<std::string>();
        if (text.empty()) {
            fail(below, "is empty");
        }
        return text;
    }

    const json& m_value;
    const TruthPlace& m_place;
};

/// Follows the parser: passes over what nobody wants, builds one element at a time of the rest.
class Reader final : public nlohmann::json_sax<json> {
  public:
    Reader(TextInput& text,
           TruthParts wanted,
           TruthSink& sink,
           const graph::RunControl& control,
           std::uint64_t size)
        : m_text(text), m_wanted(wanted), m_sink(sink), m_control(control), m_size(size) {}

    bool null() override { return put(nullptr); }
    bool boolean(bool truth) override { return put(truth); }
    bool number_integer(number_integer_t number) override { return put(number); }
    bool number_unsigned(number_unsigned_t number) override { return put(number); }
    bool number_float(number_float_t number, const string_t&) override { return put(number); }
    bool string(string_t& text) override { return put(std::move(text)); }
    bool binary(binary_t&) override { return false; } // not in text

    bool start_object(std::size_t) override { return open(json::object()); }
    bool start_array(std::size_t) override { return open(json::array()); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }

    bool key(string_t& key) override {
        if (m_skipped > 0) {
            return true;
        }
        m_key = std::move(key);
        if (!m_open.empty() && m_open.back()->contains(m_key)) {
            fail_in_element("a field is given twice; keep one of them");
        }
        return true;
    }

    bool
    parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& what) override {
        // 406: a number beyond what a double holds. The parser has read the byte it could not use.
        throw ParseError(m_text.name() + ": line " + std::to_string(m_text.line()) + ", column " +
                         std::to_string(m_text.column() > 1 ? m_text.column() - 1 : 1) + ": " +
                         (what.id == 406 ? "a number is too large"
                                         : "this is not JSON; look for a missing or extra comma, "
                                           "quote or bracket there, or for a file cut short"));
    }

    [[nodiscard]] TruthParts present() const { return m_present; }
    void require_header() const {
        if (!m_format_seen) {
            throw ParseError(m_text.name() +
                             ": this is no truth file: \"format\": \"sandhan-truth\" must stand "
                             "before everything else" +
                             std::string(remedy));
        }
        if (!m_version_seen) {
            throw ParseError(m_text.name() + ": \"version\": 1 must stand before the arrays" +
                             std::string(remedy));
        }
    }

  private:
    [[noreturn]] void fail_here(const std::string& what) const {
        throw ParseError(m_text.name() + ": line " + std::to_string(m_text.line()) + ": " + what);
    }
    [[noreturn]] void fail_in_element(const std::string& what) const {
        throw ParseError(place().text() + ": " + what);
    }
    [[nodiscard]] TruthPlace place() const {
        return {m_text.name(), m_line,
                "/" + std::string(m_part->key) + "/" + std::to_string(m_index)};
    }

    template <class T>
    bool put(T&& item) {
        if (m_skipped > 0) {
            return true;
        }
        if (m_depth == 0) {
            require_header(); // a lone value: fails
        }
        if (m_part == nullptr) {
            header(json(std::forward<T>(item)));
        } else if (m_open.empty()) {
            m_line = m_text.line();
            fail_in_element("must be an object" + std::string(remedy));
        } else {
            add(json(std::forward<T>(item)));
        }
        return true;
    }

    /// A value beside a key of the whole.
    void header(const json& value) {
        if (m_key == "format") {
            if (m_format_seen) {
                fail_here("\"format\" is given twice; keep one of them");
            }
            m_format_seen = value == format_name;
            require_header_format();
        } else if (m_key == "version") {
            if (m_version_seen) {
                fail_here("\"version\" is given twice; keep one of them");
            }
            require_header_format();
            if (value != known_version) {
                fail_here("/version: this program reads version 1 of a truth file; write the file "
                          "in that version, or use a newer program");
            }
            m_version_seen = true;
        } else {
            refuse_value_of_a_part();
        }
    }
    void require_header_format() const {
        if (!m_format_seen) {
            throw ParseError(m_text.name() +
                             ": this is no truth file: \"format\" is not \"sandhan-truth\"" +
                             std::string(remedy));
        }
    }
    void refuse_value_of_a_part() const {
        if (part_called(m_key) != nullptr) {
            fail_here("/" + m_key + ": must be a list" + std::string(remedy));
        }
    }

    static const Part* part_called(std::string_view key) {
        for (const Part& part : all_parts) {
            if (part.key == key) {
                return &part;
            }
        }
        return nullptr;
    }

    bool open(json&& container) {
        constexpr std::size_t deepest = 16;
        if (m_skipped > 0) {
            ++m_skipped;
            tell();
            return true;
        }
        const std::size_t depth = m_depth++;
        if (depth == 0) {
            if (!container.is_object()) {
                require_header();
            }
        } else if (m_part == nullptr) {
            open_part(container);
        } else if (m_open.empty()) {
            m_line = m_text.line();
            if (!container.is_object()) {
                fail_in_element("must be an object" + std::string(remedy));
            }
            m_element = json::object();
            m_open.push_back(&m_element);
        } else if (!is_read()) {
            --m_depth;
            m_skipped = 1;
        } else if (depth > deepest) {
            fail_in_element("lists and objects are nested too deep" + std::string(remedy));
        } else {
            m_open.push_back(add(std::move(container)));
        }
        return true;
    }

    void open_part(const json& container) {
        const Part* part = part_called(m_key);
        if (part != nullptr) {
            require_header();
            if (!container.is_array()) {
                refuse_value_of_a_part();
            }
            if (m_seen.has(part->part)) {
                fail_here("/" + m_key + ": is given twice; join the two lists");
            }
            m_seen.add(part->part);
        }
        if (part != nullptr && m_wanted.has(part->part)) {
            m_present.add(part->part);
            m_part = part;
            m_index = 0;
        } else {
            --m_depth;
            m_skipped = 1;
        }
    }

    bool close() {
        if (m_skipped > 0) {
            --m_skipped;
            return true;
        }
        --m_depth;
        if (m_open.size() > 1) {
            m_open.pop_back();
        } else if (m_open.size() == 1) {
            m_open.pop_back();
            hand_over();
            ++m_index;
            tell();
        } else {
            m_part = nullptr;
            // What follows, mostly the long list of what the generator spoilt, is not even parsed.
            m_finished = m_present.has_all_of(m_wanted);
        }
        return !m_finished;
    }

    /// Whether the field at hand is one that somebody asks for: of the element, or of an object in
    /// one of its lists.
    [[nodiscard]] bool is_read() const {
        constexpr std::size_t in_a_list = 3;
        if (m_open.size() == in_a_list) {
            return m_key == m_part->inner;
        }
        const auto& fields = m_part->fields;
        return m_open.size() != 1 || std::find(fields.begin(), fields.end(), m_key) != fields.end();
    }

    json* add(json&& item) {
        if (!is_read()) {
            return nullptr;
        }
        json& into = *m_open.back();
        if (into.is_array()) {
            into.push_back(std::move(item));
            return &into.back();
        }
        return &(into[m_key] = std::move(item));
    }

    void hand_over() {
        const TruthPlace at = place();
        const Element element(m_element, at);
        switch (m_part->part) {
        case TruthPart::corridors:
            m_sink.corridor({element.text("id"), element.text("origin"),
                             element.text("destination"), element.texts("stops", nullptr, false)},
                            at);
            break;
        case TruthPart::cells:
            m_sink.cell({element.text("id"), element.texts("members", "identity", true),
                         element.optional_count("events")},
                        at);
            break;
        case TruthPart::identities:
            m_sink.identity({element.text("id"), element.optional_text("side"),
                             element.texts("records", nullptr, true)},
                            at);
            break;
        case TruthPart::journeys:
            m_sink.journey({element.text("incident"), element.optional_count("event"),
                            element.texts("stops", "place", true)},
                           at);
            break;
        case TruthPart::duplicates:
            m_sink.duplicate({element.text("incident"), element.text("of")}, at);
            break;
        }
    }

    void tell() const {
        m_control.checkpoint();
        m_control.report(m_text.taken(), m_size);
    }

    TextInput& m_text;
    TruthParts m_wanted;
    TruthSink& m_sink;
    const graph::RunControl& m_control;
    std::uint64_t m_size;

    TruthParts m_seen, m_present;
    bool m_format_seen = false, m_version_seen = false, m_finished = false;
    std::size_t m_depth = 0;   ///< of what is not skipped
    std::size_t m_skipped = 0; ///< depth within a value that nobody wants
    const Part* m_part = nullptr;
    std::uint64_t m_index = 0;
    std::uint64_t m_line = 0; ///< at which the element begins
    json m_element;
    std::vector<json*> m_open; ///< the element and what is open within it
    std::string m_key;
};

} // namespace

std::string TruthPlace::text() const {
    return std::string(file) + ": line " + std::to_string(line) + ": " + pointer;
}

std::string_view name_of(TruthPart part) {
    for (const Part& known : all_parts) {
        if (known.part == part) {
            return known.key;
        }
    }
    return {};
}

TruthParts read_truth(const std::string& path,
                      TruthParts wanted,
                      TruthSink& sink,
                      const graph::RunControl& control) {
    TextInput text(unpacked(open_file(path), path), path);
    std::error_code none;
    const auto size = std::filesystem::is_regular_file(path, none)
                          ? std::filesystem::file_size(path, none)
                          : std::uintmax_t{0};
    Reader reader(text, wanted, sink, control, size);
    text.skip_blanks();
    if (text.peek() == TextInput::end) {
        reader.require_header(); // an empty file has none
    }
    json::sax_parse(Characters(text), Characters(), &reader);
    reader.require_header();
    return reader.present();
}

} // namespace sandhan::io
