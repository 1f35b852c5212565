// SPDX-License-Identifier: Apache-2.0
#include "io/xml_tape.hpp"

#include <oneapi/tbb/task_group.h>

#include <array>
#include <functional>
#include <thread>
#include <utility>

namespace sandhan::io {

namespace {

class TapePlace : public XmlPlace {
  public:
    TapePlace(const std::string& file, const XmlBlock& block)
        : m_file(file), m_block(block), m_position(block.begin) {}
    void is_at(std::size_t at) { m_at = at; }

    [[nodiscard]] std::uint64_t line() const override { return position().line(); }
    [[nodiscard]] std::string text() const override { return position().text(m_file); }

  private:
    [[nodiscard]] const XmlPosition& position() const {
        m_position.go_to(m_block.bytes.data(), m_at);
        return m_position;
    }

    const std::string& m_file;
    const XmlBlock& m_block;
    std::size_t m_at = 0;
    mutable XmlPosition m_position;
};

} // namespace

// --- writing -------------------------------------------------------------------------------------

bool XmlTape::read(PlainXml& plain, const ByteReader& source) {
    m_events.clear();
    m_attributes.clear();
    m_plain = &plain;
    const bool more = plain.read_block(source, m_block, *this);
    add_text();
    return more;
}

XmlTape::Piece XmlTape::piece_of(std::string_view view) const {
    const char* const begin = m_block.bytes.data();
    const char* const end = begin + m_block.bytes.size();
    // Not by <, which means nothing between two arrays.
    const bool in_bytes = !std::less<>()(view.data(), begin) && std::less<>()(view.data(), end);
    const auto at = in_bytes ? static_cast<std::size_t>(view.data() - begin)
                             : m_block.bytes.size() +
                                   static_cast<std::size_t>(view.data() - m_block.decoded.data());
    return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(view.size())};
}

void XmlTape::start_element(std::string_view name,
                            const XmlAttributes& attributes,
                            const XmlPlace& /*place*/) {
    for (const XmlAttribute& attribute : attributes) {
        m_attributes.push_back(
            {piece_of(attribute.name), piece_of(attribute.value),
             static_cast<std::uint32_t>(attribute.name.size() - attribute.local.size())});
    }
    add_event(What::start, piece_of(name));
}

void XmlTape::end_element(const XmlPlace& /*place*/) { add_event(What::end, {0, 0}); }

void XmlTape::text(std::string_view piece) {
    add_text(); // a comment may stand between two
    m_text = piece_of(piece);
}

void XmlTape::add_event(What what, Piece piece) {
    const auto at = static_cast<std::uint32_t>(m_plain->event());
    if (m_text.begin + m_text.size != at) {
        add_text();
    }
    m_events.push_back({what, at, std::exchange(m_text.size, 0), piece,
                        static_cast<std::uint32_t>(m_attributes.size())});
}

void XmlTape::add_text() {
    if (m_text.size > 0) {
        m_events.push_back({What::text, 0, 0, std::exchange(m_text, {0, 0}),
                            static_cast<std::uint32_t>(m_attributes.size())});
    }
}

// --- reading -------------------------------------------------------------------------------------

std::string_view XmlTape::view_of(Piece piece) const {
    const std::size_t bytes = m_block.bytes.size();
    return piece.begin < bytes
               ? std::string_view(m_block.bytes.data() + piece.begin, piece.size)
               : std::string_view(m_block.decoded.data() + (piece.begin - bytes), piece.size);
}

void XmlTape::give_to(XmlHandler& handler, const std::string& file) {
    TapePlace place(file, m_block);
    std::vector<XmlAttribute> attributes;
    std::size_t next = 0;
    handler.has_read(m_bytes);
    for (const Event& event : m_events) {
        if (event.text_before > 0) {
            handler.text(view_of({event.at - event.text_before, event.text_before}));
        }
        place.is_at(event.at);
        switch (event.what) {
        case What::start:
            attributes.clear();
            for (; next < event.attributes; ++next) {
                const Attribute& a = m_attributes[next];
                const std::string_view name = view_of(a.name);
                attributes.push_back({name, view_of(a.value), name.substr(a.prefix)});
            }
            handler.start_element(view_of(event.piece), XmlAttributes(attributes), place);
            break;
        case What::end:
            handler.end_element(place);
            break;
        case What::text:
            handler.text(view_of(event.piece));
            break;
        }
    }
}

// --- both at once --------------------------------------------------------------------------------

void read_ahead(PlainXml& plain,
                const ByteReader& source,
                XmlHandler& handler,
                const std::string& file,
                const graph::RunControl& control,
                ReadAhead when) {
    constexpr unsigned blocks_alone = 8;
    const auto me = std::this_thread::get_id();
    std::array<XmlTape, 2> tapes;
    control.checkpoint();
    bool more = tapes[0].read(plain, source);
    for (std::size_t i = 0;; i = 1 - i) {
        const bool last = !more;
        bool was_alone = false;
        tbb::task_group ahead;
        try {
            if (!last) {
                ahead.run([&, i] {
                    was_alone = std::this_thread::get_id() == me;
                    more = tapes[1 - i].read(plain, source);
                });
            }
            tapes[i].give_to(handler, file);
            control.checkpoint();
        } catch (...) {
            // What the reading ahead may have met comes later in the file.
            ahead.cancel();
            try {
                ahead.wait();
            } catch (...) {
            }
            throw;
        }
        if (last) {
            break;
        }
        ahead.wait();
        if (was_alone && when == ReadAhead::if_it_pays) {
            // The other threads are busy: a tape that nobody else writes is work for nothing.
            tapes[1 - i].give_to(handler, file);
            for (unsigned block = 0; more && block < blocks_alone; ++block) {
                control.checkpoint();
                more = plain.read_block(source, handler);
            }
            if (!more) {
                break;
            }
            more = tapes[1 - i].read(plain, source);
        }
    }
    plain.leave_block();
}

} // namespace sandhan::io
