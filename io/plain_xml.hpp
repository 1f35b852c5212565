// SPDX-License-Identifier: Apache-2.0
// The XML that programs write, read quickly. Whatever is not plain is left to the full parser.
#pragma once

#include "io/xml_parser.hpp"
#include "io/xml_position.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// Bytes of a file that are read at once, and what stands for others of them.
struct XmlBlock {
    std::vector<char> bytes; ///< a zero byte behind those that are to be read
    std::string decoded;     ///< texts and values with references; does not move while it is read
    XmlPosition begin;
};

/// Reads UTF-8 with elements, attributes, text, comments, the five entities of XML and references
/// to characters, and line ends of one byte. At anything else, be it right or wrong (a document
/// type, CDATA, instructions, another encoding, names beyond ASCII, carriage returns, tags that do
/// not match, a token beyond 1 MiB, the end of the outermost element, the end of the file), it
/// stops before it: whoever goes on there gives the events and the errors that one parser would
/// have given from the beginning.
///
/// Cost  O(size) time; memory for the open elements and the longest token.
class PlainXml : public XmlPlace {
  public:
    PlainXml(const std::string& name, XmlHandler& handler) : m_name(name), m_handler(&handler) {}

    /// Reads until something is not plain. Throws what source, handler and control throw.
    void read(const ByteReader& source, const graph::RunControl& control);
    /// Reads one block from the source, into `block`, and gives its events to `handler`, whose
    /// views point into it. Returns whether there is more to read. Another block may be given each
    /// time; the last one must stay as it is.
    bool read_block(const ByteReader& source, XmlBlock& block, XmlHandler& handler);
    bool read_block(const ByteReader& source) { return read_block(source, *m_handler); }
    bool read_block(const ByteReader& source, XmlHandler& handler) {
        return read_block(source, m_own_block, handler);
    }
    /// Copies what it still needs of the last block, which may go.
    void leave_block() { move_to(m_own_block); }
    /// Of the element whose event is given: where it begins in the block.
    [[nodiscard]] std::size_t event() const { return m_event; }

    [[nodiscard]] std::uint64_t line() const override;
    [[nodiscard]] std::string text() const override;

    /// Where it stopped: nothing was read yet (then rest() is all that was taken), or elements are
    /// open, or the outermost one was closed.
    [[nodiscard]] bool has_begun() const { return m_begun; }
    [[nodiscard]] std::size_t depth() const { return m_open.size(); }
    /// Start tags of the open elements, outermost first, or of one that is closed at once.
    [[nodiscard]] std::string open_tags() const;
    [[nodiscard]] std::uint64_t rest_line() const;
    /// Characters before rest() in its line.
    [[nodiscard]] std::uint64_t column() const;
    /// How many bytes were taken from the source.
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }
    /// What was taken from the source but not read.
    [[nodiscard]] std::string_view rest() const { return {here(), m_end - m_at}; }

  private:
    /// What became of a token: read; cut by the end of the buffer; not plain.
    enum class Step { done, more, other };

    struct Open {
        std::size_t begin; ///< of its name in m_names
    };

    void move_to(XmlBlock& block);
    bool fill(const ByteReader& source, XmlBlock& block);
    Step prolog();
    Step declaration();
    Step token();
    Step comment();
    Step text_token();
    Step start_tag();
    Step attribute(const char*& p);
    Step end_tag();
    void close();
    Step value(const char*& p, char quote, std::string_view& value);
    Step reference(const char*& p);
    Step wide_character(const char*& p) const;
    [[nodiscard]] const char* base() const { return m_block->bytes.data(); }
    [[nodiscard]] const char* here() const { return base() + m_at; }
    [[nodiscard]] const char* stop() const { return base() + m_end; }
    /// At a byte that does not go on: is it the end of what there is, or another character?
    [[nodiscard]] Step at_odds(const char* p) const {
        return p == stop() ? Step::more : Step::other;
    }

    const std::string& m_name;
    XmlHandler* m_handler;
    bool m_begun = false; ///< the outermost element is open, or was

    // The block holds [m_at, m_end) still to be read.
    XmlBlock m_own_block;
    XmlBlock* m_block = &m_own_block;
    std::size_t m_size = std::size_t{1} << 14U; ///< to read at once; doubles, as files are long
    std::size_t m_at = 0;
    std::size_t m_end = 0;
    std::uint64_t m_bytes = 0; // of the source
    std::size_t m_event = 0;   ///< where the element of the event begins
    mutable XmlPosition m_position;

    std::vector<Open> m_open;
    std::string m_names; ///< of the open elements
    std::string m_root;
    std::vector<XmlAttribute> m_attributes;
};

} // namespace sandhan::io
