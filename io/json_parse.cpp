// SPDX-License-Identifier: Apache-2.0
#include "io/json_parse.hpp"

#include "io/text_input.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace sandhan::io {
namespace {

using nlohmann::json;

/// Builds the value as nlohmann's own builder does, and refuses depth, repeated keys and more
/// values than any record has: what takes down a value of many millions asks for memory, and cannot
/// be told that there is none.
class Builder final : public nlohmann::json_sax<json> {
  public:
    Builder(unsigned max_depth, RecordFaults& faults) : m_max_depth(max_depth), m_faults(faults) {}

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
        m_key = std::move(key);
        if (m_open.back()->contains(m_key)) {
            m_faults.add("duplicate_key", pointer() + "/" + pointer_token(m_key), "",
                         "the field is given twice in one object; keep one of them");
            m_repeated = true;
        }
        return true;
    }

    bool parse_error(std::size_t position,
                     const std::string&,
                     const nlohmann::detail::exception& what) override {
        m_error_at = position;
        // 406: a number beyond what a double holds.
        m_error = what.id == 406 ? "a number is too large" : "this is not JSON";
        return false;
    }

    json value;
    [[nodiscard]] bool repeated() const { return m_repeated; }
    [[nodiscard]] bool too_deep() const { return m_too_deep; }
    [[nodiscard]] bool too_many() const { return m_too_many; }
    [[nodiscard]] std::size_t error_at() const { return m_error_at; }
    [[nodiscard]] const std::string& error() const { return m_error; }
    /// Of the value that is being read.
    [[nodiscard]] std::string pointer() const {
        std::string text;
        for (std::size_t i = 1; i < m_open.size(); ++i) {
            text += "/" + m_tokens[i];
        }
        return text;
    }

  private:
    json* place(json&& item) {
        if (m_open.empty()) {
            value = std::move(item);
            return &value;
        }
        if (m_open.back()->is_array()) {
            m_open.back()->push_back(std::move(item));
            return &m_open.back()->back();
        }
        return &((*m_open.back())[m_key] = std::move(item));
    }

    /// One more value; false where that is one too many.
    bool count() {
        m_too_many = m_too_many || ++m_values > most_json_values;
        return !m_too_many;
    }

    template <class T>
    bool put(T&& item) {
        if (!count()) {
            return false;
        }
        place(json(std::forward<T>(item)));
        return true;
    }

    bool open(json&& container) {
        if (!count()) {
            return false;
        }
        if (m_open.size() >= m_max_depth) {
            m_too_deep = true;
            return false;
        }
        if (m_open.empty()) {
            m_tokens.emplace_back();
        } else if (m_open.back()->is_array()) {
            m_tokens.push_back(std::to_string(m_open.back()->size()));
        } else {
            m_tokens.push_back(pointer_token(m_key));
        }
        m_open.push_back(place(std::move(container)));
        return true;
    }

    bool close() {
        m_open.pop_back();
        m_tokens.pop_back();
        return true;
    }

    unsigned m_max_depth;
    RecordFaults& m_faults;
    std::vector<json*> m_open;
    std::vector<std::string> m_tokens;
    std::string m_key;
    std::size_t m_values = 0;
    bool m_repeated = false, m_too_deep = false, m_too_many = false;
    std::size_t m_error_at = 0;
    std::string m_error;
};

std::string position_text(std::string_view text, std::size_t at, const TextPosition& start) {
    const std::string_view before = text.substr(0, std::min(at, text.size()));
    const auto lines = static_cast<std::uint64_t>(std::count(before.begin(), before.end(), '\n'));
    const auto last = before.rfind('\n');
    const std::uint64_t column =
        last == std::string_view::npos ? start.column + before.size() : before.size() - last;
    return "line " + std::to_string(start.line + lines) + ", column " + std::to_string(column);
}

} // namespace

std::optional<json>
parse_json(std::string_view text, TextPosition start, unsigned max_depth, RecordFaults& faults) {
    if (const auto bad = first_invalid_utf8(text)) {
        faults.add("not_utf8", "", "",
                   "byte " + std::to_string(start.offset + *bad) + " (" +
                       position_text(text, *bad, start) +
                       ") is not UTF-8; save the file as UTF-8, or convert it with iconv");
        return std::nullopt;
    }
    Builder builder(max_depth, faults);
    if (!json::sax_parse(text.begin(), text.end(), &builder)) {
        if (builder.too_deep()) {
            faults.add("too_deep", "", "",
                       "lists and objects are nested more than " + std::to_string(max_depth) +
                           " deep; write the record as docs/incident-format.md describes it");
            return std::nullopt;
        }
        if (builder.too_many()) {
            faults.add("record_too_long", "", "",
                       "the record has more than " + std::to_string(most_json_values) +
                           " values; split it, or remove what is no part of it");
            return std::nullopt;
        }
        // The parser counts the byte that it could not use; the position is that byte's.
        const std::size_t at = builder.error_at() > 0 ? builder.error_at() - 1 : 0;
        faults.add("not_json", "", "",
                   builder.error() + " at " + position_text(text, at, start) +
                       "; look for a missing or extra comma, quote or bracket there");
        return std::nullopt;
    }
    if (builder.repeated()) {
        return std::nullopt;
    }
    return std::move(builder.value);
}

} // namespace sandhan::io
