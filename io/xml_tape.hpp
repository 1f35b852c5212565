// SPDX-License-Identifier: Apache-2.0
// The quick XML parser on a thread of its own, a block ahead of whoever takes its events.
#pragma once

#include "io/plain_xml.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// The events of one block, written down to be given later.
class XmlTape : public XmlHandler {
  public:
    /// Reads the next block, over what it held. Returns whether there is more to read.
    bool read(PlainXml& plain, const ByteReader& source);
    /// Gives the events to the handler, as the parser would have.
    void give_to(XmlHandler& handler, const std::string& file);

    void start_element(std::string_view name,
                       const XmlAttributes& attributes,
                       const XmlPlace& place) override;
    void end_element(const XmlPlace& place) override;
    void text(std::string_view piece) override;
    void has_read(std::uint64_t bytes) override { m_bytes = bytes; }

  private:
    /// Bytes of the block, or of what was decoded: those count on from the block's last one.
    struct Piece {
        std::uint32_t begin;
        std::uint32_t size;
    };
    enum class What : std::uint32_t { start, end, text };
    /// Most text stands right before the next tag: no event of its own.
    struct Event {
        What what;
        std::uint32_t at;          ///< where the tag begins in the block
        std::uint32_t text_before; ///< how long the text is that ends there
        Piece piece;               ///< the name, or the text
        std::uint32_t attributes;  ///< the end of its own
    };
    struct Attribute {
        Piece name;
        Piece value;
        std::uint32_t prefix; ///< its length, with the colon
    };

    [[nodiscard]] Piece piece_of(std::string_view view) const;
    [[nodiscard]] std::string_view view_of(Piece piece) const;
    void add_event(What what, Piece piece);
    void add_text();

    XmlBlock m_block;
    std::uint64_t m_bytes = 0;
    std::vector<Event> m_events;
    std::vector<Attribute> m_attributes;
    const PlainXml* m_plain = nullptr; // while it reads
    Piece m_text{0, 0};                // of which no event tells yet
};

enum class ReadAhead : std::uint8_t {
    always,
    if_it_pays, ///< not all the time while no other thread takes the work
};

/// What plain.read() does, on another thread where there is one, with the handler's work on this
/// one: the same events, and the same errors at the same events.
void read_ahead(PlainXml& plain,
                const ByteReader& source,
                XmlHandler& handler,
                const std::string& file,
                const graph::RunControl& control,
                ReadAhead when);

} // namespace sandhan::io
