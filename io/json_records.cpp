// SPDX-License-Identifier: Apache-2.0
#include "io/json_records.hpp"

#include "io/errors.hpp"

#include <vector>

namespace sandhan::io {
namespace {

/// Brackets open at once before the text is taken for an attack: far beyond any depth that the
/// parser lets pass, far below what memory holds.
constexpr std::size_t most_open_brackets = 1 << 20;

bool is_blank(int c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

} // namespace

JsonRecords::JsonRecords(TextInput& input, std::uint64_t max_record_bytes)
    : m_input(input), m_most(max_record_bytes) {}

bool JsonRecords::next(RawRecord& record) {
    while (m_where != Where::done) {
        const bool found = m_where == Where::outside   ? next_document(record)
                           : m_where == Where::in_list ? next_in_list(record)
                                                       : read_envelope_tail(record);
        if (found) {
            return true;
        }
    }
    return false;
}

void JsonRecords::begin(RawRecord& record) {
    record.kind = RawRecord::Kind::record;
    record.text.clear();
    record.problem.clear();
    record.line = m_input.line();
    record.column = m_input.column();
    record.offset = m_input.offset();
    record.pointer.clear();
}

void JsonRecords::put(RawRecord& record, char c) {
    if (record.text.size() < m_most) {
        record.text.push_back(c);
    } else {
        record.kind = RawRecord::Kind::too_long;
    }
}

void JsonRecords::give_up(RawRecord& record, const std::string& problem) {
    record.kind = RawRecord::Kind::broken;
    record.problem = problem;
    record.text.clear();
    m_where = Where::done;
}

bool JsonRecords::next_document(RawRecord& record) {
    m_input.skip_blanks();
    const int c = m_input.peek();
    if (c == TextInput::end) {
        m_where = Where::done;
        return false;
    }
    begin(record);
    if (c == '[') {
        m_input.get();
        m_prefix.clear();
        m_index = 0;
        m_after_comma = m_indent_known = m_by_indent = false;
        m_where = Where::in_list;
        m_first_document = false;
        return false;
    }
    if (c != '{') {
        if (m_first_document) {
            throw ParseError(m_input.name() + ": line " + std::to_string(m_input.line()) +
                             ", column " + std::to_string(m_input.column()) +
                             ": not JSON; incidents begin with { or [");
        }
        give_up(record, "text stands behind the end of the document, and from here on nothing was "
                        "read; remove it, or put the records into one list");
        return true;
    }
    m_first_document = false;
    if (scan_value(record, true)) {
        m_envelope = record;
        m_envelope.kind = RawRecord::Kind::envelope;
        m_has_envelope = true;
        m_prefix = "/incidents";
        m_index = 0;
        m_after_comma = m_indent_known = m_by_indent = false;
        m_where = Where::in_list;
        return false;
    }
    return true;
}

bool JsonRecords::next_in_list(RawRecord& record) {
    m_input.skip_blanks();
    begin(record);
    const int c = m_input.peek();
    if (c == TextInput::end) {
        give_up(record, "the text ends before its list of records does; it was cut short, or a "
                        "closing ] is missing");
        return true;
    }
    if (c == ']') {
        m_input.get();
        m_where = m_has_envelope ? Where::after_list : Where::outside;
        if (m_after_comma) {
            record.kind = RawRecord::Kind::broken;
            record.problem = "a comma stands before the end of the list; remove it";
            m_after_comma = false;
            return true;
        }
        return false;
    }
    record.pointer = m_prefix + "/" + std::to_string(m_index++);
    if (!m_indent_known) {
        m_indent_known = true;
        m_indent = static_cast<std::size_t>(record.column) - 1;
    }
    if (c == ',' || c == '}' || c == ':') {
        give_up(record,
                "a record is missing here, and from here on nothing was read; the list must "
                "be [{...}, {...}]");
        return true;
    }
    if (c == '{' || c == '[') {
        scan_value(record, false);
    } else {
        scan_plain(record);
    }
    if (m_where != Where::in_list) {
        return true;
    }
    m_input.skip_blanks();
    m_after_comma = m_input.peek() == ',';
    if (m_after_comma) {
        m_input.get();
    } else if (m_input.peek() == '{' && record.kind == RawRecord::Kind::record && !m_by_indent) {
        record.kind = RawRecord::Kind::broken;
        record.problem = "a comma is missing behind this record; write {...}, {...}";
    }
    return true;
}

bool JsonRecords::read_envelope_tail(RawRecord& record) {
    // The members behind the list: what is left until the bracket closes.
    m_has_envelope = false;
    m_where = Where::outside;
    record = m_envelope;
    record.text += "]";
    int depth = 1;
    bool in_string = false;
    while (depth > 0) {
        const int c = m_input.get();
        if (c == TextInput::end) {
            give_up(record, "the text ends before its outermost { is closed; it was cut short");
            return true;
        }
        put(record, static_cast<char>(c));
        if (in_string) {
            if (c == '\\' && m_input.peek() != TextInput::end) {
                put(record, static_cast<char>(m_input.get()));
            } else if (c == '"' || c == '\n') {
                in_string = false;
            }
        } else if (c == '"') {
            in_string = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return true;
}

bool JsonRecords::next_line_begins_record() {
    std::size_t blanks = 0;
    while (m_input.ahead(blanks) == ' ' || m_input.ahead(blanks) == '\t') {
        ++blanks;
    }
    const int c = m_input.ahead(blanks);
    return (blanks == m_indent && c == '{') || ((blanks < m_indent || blanks == 0) && c == ']');
}

bool JsonRecords::scan_value(RawRecord& record, bool look_for_list) {
    std::vector<char> open;
    bool in_string = false, key_next = false, value_next = false;
    std::size_t key_start = 0;
    std::string key;
    for (;;) {
        const int next = m_input.get();
        if (next == TextInput::end) {
            recover(record, "the text ends before this record does; it was cut short, or a bracket "
                            "or quote is missing");
            return false;
        }
        const char c = static_cast<char>(next);
        put(record, c);
        if (c == '\n') {
            // No string goes over a line in JSON: a missing quote must not swallow what follows.
            in_string = false;
            if (m_by_indent && next_line_begins_record()) {
                return false;
            }
            continue;
        }
        if (in_string) {
            if (c == '\\' && m_input.peek() != TextInput::end && m_input.peek() != '\n') {
                put(record, static_cast<char>(m_input.get()));
            } else if (c == '"') {
                in_string = false;
                if (key_next && open.size() == 1) {
                    key = record.text.substr(key_start, record.text.size() - key_start - 1);
                    key_next = false;
                }
            }
            continue;
        }
        if (look_for_list && open.size() == 1) {
            if (value_next && !is_blank(c)) {
                if (c == '[' && key == "incidents") {
                    return true;
                }
                value_next = false;
            } else if (c == ':') {
                value_next = true;
            } else if (c == ',') {
                key_next = true;
            }
        }
        switch (c) {
        case '"':
            in_string = true;
            key_start = record.text.size();
            break;
        case '{':
        case '[':
            key_next = look_for_list && open.empty();
            open.push_back(c == '{' ? '}' : ']');
            if (open.size() > most_open_brackets) {
                give_up(record, "brackets are nested without end here, and from here on nothing "
                                "was read; this is no list of incidents");
                return false;
            }
            break;
        case '}':
        case ']':
            if (open.back() != c) {
                recover(record, "a bracket or quote is missing in this record");
                return false;
            }
            open.pop_back();
            if (open.empty()) {
                return false;
            }
            break;
        default:
            break;
        }
    }
}

void JsonRecords::scan_plain(RawRecord& record) {
    bool in_string = false;
    for (int c = m_input.peek(); c != TextInput::end; c = m_input.peek()) {
        if (!in_string && (c == ',' || c == ']' || c == '}' || is_blank(c))) {
            return;
        }
        if (in_string && c == '\n') {
            return;
        }
        put(record, static_cast<char>(m_input.get()));
        if (c == '"') {
            in_string = !in_string;
        } else if (c == '\\' && in_string && m_input.peek() != TextInput::end) {
            put(record, static_cast<char>(m_input.get()));
        }
    }
}

void JsonRecords::recover(RawRecord& record, const std::string& problem) {
    if (m_where == Where::in_list && record.kind == RawRecord::Kind::record &&
        record.column == m_indent + 1) {
        for (auto at = record.text.find('\n'); at != std::string::npos;
             at = record.text.find('\n', at + 1)) {
            const auto first = record.text.find_first_not_of(" \t", at + 1);
            if (first == std::string::npos) {
                break;
            }
            const std::size_t blanks = first - at - 1;
            const char c = record.text[first];
            if ((c == '{' && blanks == m_indent) ||
                (c == ']' && (blanks < m_indent || blanks == 0))) {
                m_input.unread(std::string_view(record.text).substr(at + 1));
                record.text.resize(at + 1);
                m_by_indent = true;
                record.kind = RawRecord::Kind::broken;
                record.problem = problem + "; look at its commas, quotes and brackets";
                return;
            }
        }
        m_by_indent = true;
        for (int c = m_input.get(); c != TextInput::end; c = m_input.get()) {
            if (c == '\n' && next_line_begins_record()) {
                record.kind = RawRecord::Kind::broken;
                record.problem = problem + "; look at its commas, quotes and brackets";
                return;
            }
        }
    }
    give_up(record, problem + ", and from here on nothing was read; look at the commas, quotes and "
                              "brackets of this record");
}

} // namespace sandhan::io
