// SPDX-License-Identifier: Apache-2.0
// Text as XML 1.0 holds it. What every XML writer of ours shares.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// Each appends UTF-8 text and returns how many characters it had to replace by U+FFFD: control
/// characters other than tab, line feed and carriage return (C1 too: terminals obey them), U+FFFE,
/// U+FFFF, and bytes that are no UTF-8. All else comes back from a conforming parser unchanged.
std::uint64_t append_xml_text(std::string& out, std::string_view text);

/// For a value between double quotes: blanks other than a space are written as references.
std::uint64_t append_xml_attribute(std::string& out, std::string_view text);

/// Not "inf": Java's parser, behind Gephi and Cytoscape, knows the long word only.
void append_xml_double(std::string& out, double value);

/// Each text as append_xml_attribute() writes it. Two that differ only in characters which XML
/// cannot hold stay two. Adds what was replaced to `replaced`.
[[nodiscard]] std::vector<std::string> xml_ids(const std::vector<std::string>& ids,
                                               std::uint64_t& replaced);

/// For the inside of a comment, where a double hyphen is not allowed: a space parts it.
std::uint64_t append_xml_comment(std::string& out, std::string_view text);

} // namespace sandhan::io
