// SPDX-License-Identifier: Apache-2.0
// Writes incidents as docs/incident-format.md has them: what our reader reads back equal.
#pragma once

#include "graph/incident.hpp"

#include <string>
#include <string_view>

namespace sandhan::io {

/// Appends the incident as one JSON object without blanks or line ends. Fields without a value are
/// left out.
///
/// Reads back  equal, except: `where`; an identifier's value, which the reader normalises; a text
///             with blanks at its ends, which it trims; an upper bound of an age above 120; an
///             empty word in a list. A place with both text and parts keeps both.
/// Requires    `extra` as the reader gives it: pointers of fields that begin with `x_`, within
///             objects that the record has, and JSON texts.
void append_incident(std::string& to, const graph::Incident& incident);

/// Appends a JSON string in quotes. Bytes that are not UTF-8 become U+FFFD.
void append_json_string(std::string& to, std::string_view text);

} // namespace sandhan::io
