// SPDX-License-Identifier: Apache-2.0
// XML read as a stream of events, safe with files from strangers. Hides expat.
#pragma once

#include "graph/run_control.hpp"
#include "io/input_bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace sandhan::io {

/// Names are short: a comparison by the library, of any length, would cost more than comparing.
[[nodiscard]] inline bool same_xml_name(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) {
        return false;
    }
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i] != b[i]) {
            return false;
        }
    }
    return true;
}

/// Whether a name is a word that we know: a comparison of some machine words.
template <std::size_t size>
[[nodiscard]] inline bool is_xml_name(std::string_view name, const char (&word)[size]) {
    return name.size() == size - 1 && std::memcmp(name.data(), word, size - 1) == 0;
}

/// The same holds for a search.
[[nodiscard]] inline std::string_view without_xml_prefix(std::string_view name) {
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (name[i] == ':') {
            return name.substr(i + 1);
        }
    }
    return name;
}

struct XmlAttribute {
    std::string_view name; ///< with its prefix
    std::string_view value;
    std::string_view local = without_xml_prefix(name);
};

/// The attributes of one element. Valid during the call that gets it.
class XmlAttributes {
  public:
    explicit XmlAttributes(std::span<const XmlAttribute> all) : m_all(all) {}
    /// The value, by the name without its prefix.
    [[nodiscard]] std::optional<std::string_view> find(std::string_view name) const {
        for (const XmlAttribute& attribute : m_all) {
            if (same_xml_name(attribute.local, name)) {
                return attribute.value;
            }
        }
        return std::nullopt;
    }
    template <std::size_t size>
    [[nodiscard]] std::optional<std::string_view> find(const char (&name)[size]) const {
        for (const XmlAttribute& attribute : m_all) {
            if (is_xml_name(attribute.local, name)) {
                return attribute.value;
            }
        }
        return std::nullopt;
    }
    [[nodiscard]] auto begin() const { return m_all.begin(); }
    [[nodiscard]] auto end() const { return m_all.end(); }

    /// Calls `visit` with the name, without its prefix, and the value of each.
    template <class Visit>
    void each(Visit visit) const {
        for (const XmlAttribute& attribute : m_all) {
            visit(attribute.local, attribute.value);
        }
    }

  private:
    std::span<const XmlAttribute> m_all;
};

/// Where the parser stands.
class XmlPlace {
  public:
    virtual ~XmlPlace() = default;
    [[nodiscard]] virtual std::uint64_t line() const = 0;
    /// The file's name, line and column, as messages begin.
    [[nodiscard]] virtual std::string text() const = 0;
    /// Throws ParseError: text(), then `message`.
    [[noreturn]] void fail(const std::string& message) const;
};

/// Gets the events. Names come without their prefix; text comes in UTF-8, in pieces. What a
/// handler throws ends the parsing and reaches the caller of parse_xml().
class XmlHandler {
  public:
    virtual ~XmlHandler() = default;
    virtual void start_element(std::string_view name,
                               const XmlAttributes& attributes,
                               const XmlPlace& place) = 0;
    virtual void end_element(const XmlPlace& place) = 0;
    virtual void text(std::string_view piece) = 0;
    /// Before the events of a block of the file: where the block ends. For limits that grow with
    /// the file.
    virtual void has_read(std::uint64_t /*bytes*/) {}
};

/// Who reads a file. All but the first are for tests, which compare what they tell.
enum class XmlParsing : std::uint8_t {
    best,
    here,  ///< the quick parser, on the caller's thread
    ahead, ///< the quick parser, from the first byte on a block ahead of the handler
    expat,
};

/// Elements within elements, beyond which a file is refused.
inline constexpr std::uint32_t max_xml_depth = 200'000;

/// Reads to the end of the source. UTF-8, UTF-16 and every single-byte encoding that ICU knows, as
/// the file's first bytes and its prolog say.
///
/// How      what programs write is read by a quick parser of our own, which hands over to expat,
/// for
///          good, at anything it does not know; events and errors are expat's. Where there is a
///          second thread, the quick parser runs on it, a block ahead of the handler.
/// Refused  entities that the file declares (they can swell without end or read other files),
///          whatever is not well-formed, too deep nesting. The stack does not grow with the depth.
/// Throws   ParseError with line and column, never with text of the file; graph::Cancelled; what
///          the source and the handler throw.
/// Cost     O(size) time; memory for the open elements and the longest tag.
void parse_xml(const ByteReader& source,
               const std::string& name,
               XmlHandler& handler,
               const graph::RunControl& control = {},
               XmlParsing parsing = XmlParsing::best);

} // namespace sandhan::io
