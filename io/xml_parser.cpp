// SPDX-License-Identifier: Apache-2.0
#include "io/xml_parser.hpp"

#include "io/errors.hpp"
#include "io/plain_xml.hpp"
#include "io/xml_tape.hpp"

#include <expat.h>
#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <new>
#include <vector>

namespace sandhan::io {

namespace {

/// Teaches expat a single-byte encoding that it does not know itself.
int describe_encoding(void*, const XML_Char* name, XML_Encoding* info) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UConverter, decltype(&ucnv_close)> converter(ucnv_open(name, &status),
                                                                       &ucnv_close);
    if (U_FAILURE(status) || ucnv_getMaxCharSize(converter.get()) != 1) {
        return XML_STATUS_ERROR;
    }
    for (int byte = 0; byte < 256; ++byte) {
        const char bytes[1] = {static_cast<char>(byte)};
        UChar unicode[4] = {0xFFFD};
        status = U_ZERO_ERROR;
        const auto length = ucnv_toUChars(converter.get(), unicode, 4, bytes, 1, &status);
        const bool known = U_SUCCESS(status) && length == 1 && unicode[0] != 0xFFFD;
        info->map[byte] = known ? unicode[0] : -1;
    }
    info->data = nullptr;
    info->convert = nullptr;
    info->release = nullptr;
    return XML_STATUS_OK;
}

/// Whether the raw text of a tag refers to an entity that XML does not itself define. Zero bytes
/// are passed over: the text may be UTF-16.
bool has_foreign_entity(std::string_view raw) {
    for (auto at = raw.find('&'); at != std::string_view::npos; at = raw.find('&', at + 1)) {
        std::string name;
        constexpr std::size_t longest = 5; // quot;
        for (auto i = at + 1; i < raw.size() && name.size() < longest; ++i) {
            if (raw[i] != '\0') {
                name += raw[i];
            }
            if (raw[i] == ';') {
                break;
            }
        }
        const bool known = name.starts_with('#') || name == "amp;" || name == "lt;" ||
                           name == "gt;" || name == "quot;" || name == "apos;";
        if (!known) {
            return true;
        }
    }
    return false;
}

bool has_another_thread() {
    using Control = tbb::global_control;
    return std::min<std::size_t>(
               Control::active_value(Control::max_allowed_parallelism),
               static_cast<std::size_t>(tbb::this_task_arena::max_concurrency())) > 1;
}

class Parser : public XmlPlace {
  public:
    Parser(const std::string& name, XmlHandler& handler)
        : m_name(name), m_handler(handler), m_parser(XML_ParserCreate(nullptr), &XML_ParserFree) {
        if (!m_parser) {
            throw std::bad_alloc();
        }
        XML_SetUserData(m_parser.get(), this);
        XML_SetElementHandler(m_parser.get(), &on_start, &on_end);
        XML_SetCharacterDataHandler(m_parser.get(), &on_text);
        XML_SetEntityDeclHandler(m_parser.get(), &on_entity);
        XML_SetStartDoctypeDeclHandler(m_parser.get(), &on_doctype);
        XML_SetSkippedEntityHandler(m_parser.get(), &on_skipped_entity);
        XML_SetUnknownEncodingHandler(m_parser.get(), &describe_encoding, nullptr);
    }

    [[nodiscard]] std::uint64_t line() const override {
        return m_lines_before + XML_GetCurrentLineNumber(m_parser.get());
    }

    [[nodiscard]] std::string text() const override {
        std::uint64_t column = XML_GetCurrentColumnNumber(m_parser.get()) + 1;
        if (XML_GetCurrentLineNumber(m_parser.get()) == 1) {
            column += m_columns_before - m_made_up;
        }
        return m_name + ": line " + std::to_string(line()) + ", column " + std::to_string(column);
    }

    /// Goes on where the plain reader stopped: expat first gets the tags that are open there.
    void take_over(const PlainXml& plain) {
        m_bytes = plain.bytes();
        if (plain.has_begun()) {
            const std::string tags = plain.open_tags();
            m_lines_before = plain.rest_line() - 1;
            m_columns_before = plain.column();
            m_made_up = tags.size();
            m_known_starts = std::max<std::size_t>(plain.depth(), 1);
            m_known_ends = plain.depth() == 0 ? 1 : 0;
            m_depth = static_cast<std::uint32_t>(plain.depth());
            m_events = 1;
            give(tags.data(), tags.size(), false);
        }
        give(plain.rest().data(), plain.rest().size(), false);
    }

    void parse(const ByteReader& source, const graph::RunControl& control) {
        // Expat reads a tag that a block cuts once more from its start. Blocks that double as long
        // as nothing comes of them keep a huge tag linear.
        std::vector<char> block(std::size_t{1} << 16U);
        for (;;) {
            control.checkpoint();
            const std::size_t got = source(block.data(), block.size());
            m_bytes += got;
            m_handler.has_read(m_bytes);
            const std::uint64_t events = m_events;
            give(block.data(), got, got == 0);
            if (got == 0) {
                return;
            }
            if (m_events == events && got == block.size() &&
                block.size() < (std::size_t{1} << 27U)) {
                block.resize(2 * block.size());
            }
        }
    }

  private:
    void give(const char* bytes, std::size_t size, bool last) {
        const auto status = XML_Parse(m_parser.get(), bytes, static_cast<int>(size), last ? 1 : 0);
        if (m_thrown) {
            std::rethrow_exception(m_thrown);
        }
        if (status != XML_STATUS_OK) {
            fail_with(XML_GetErrorCode(m_parser.get()));
        }
    }

    /// Expat is C: an exception must not pass through it.
    template <class Work>
    static void guarded(void* self, Work work) {
        auto& parser = *static_cast<Parser*>(self);
        ++parser.m_events;
        if (parser.m_thrown) {
            return;
        }
        try {
            work(parser);
        } catch (...) {
            parser.m_thrown = std::current_exception();
            XML_StopParser(parser.m_parser.get(), XML_FALSE);
        }
    }

    static void on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
        guarded(self, [&](Parser& parser) {
            if (parser.m_known_starts > 0) {
                --parser.m_known_starts;
                return;
            }
            if (++parser.m_depth > max_xml_depth) {
                parser.fail("elements are nested deeper than " + std::to_string(max_xml_depth) +
                            "; export the file again without nesting");
            }
            parser.refuse_foreign_entities();
            parser.m_attributes.clear();
            for (; *attributes != nullptr; attributes += 2) {
                parser.m_attributes.push_back({.name = attributes[0], .value = attributes[1]});
            }
            parser.m_handler.start_element(without_xml_prefix(name),
                                           XmlAttributes(parser.m_attributes), parser);
        });
    }

    static void on_end(void* self, const XML_Char*) {
        guarded(self, [](Parser& parser) {
            if (parser.m_known_ends > 0) {
                --parser.m_known_ends;
                return;
            }
            --parser.m_depth;
            parser.m_handler.end_element(parser);
        });
    }

    static void on_text(void* self, const XML_Char* text, int length) {
        guarded(self, [&](Parser& parser) {
            parser.m_handler.text({text, static_cast<std::size_t>(length)});
        });
    }

    static void
    on_doctype(void* self, const XML_Char*, const XML_Char* system, const XML_Char*, int) {
        guarded(self, [&](Parser& parser) { parser.m_has_foreign_dtd = system != nullptr; });
    }

    /// Where a file names a document type elsewhere, an entity could be declared there, and expat
    /// drops it from attributes without a word: two ids could become one.
    void refuse_foreign_entities() const {
        if (!m_has_foreign_dtd) {
            return;
        }
        int offset = 0;
        int size = 0;
        const char* input = XML_GetInputContext(m_parser.get(), &offset, &size);
        const int length = XML_GetCurrentByteCount(m_parser.get());
        if (input != nullptr && offset + length <= size &&
            has_foreign_entity({input + offset, static_cast<std::size_t>(length)})) {
            fail_for_entities();
        }
    }

    static void on_entity(void* self,
                          const XML_Char*,
                          int,
                          const XML_Char*,
                          int,
                          const XML_Char*,
                          const XML_Char*,
                          const XML_Char*,
                          const XML_Char*) {
        guarded(self, [](Parser& parser) { parser.fail_for_entities(); });
    }

    static void on_skipped_entity(void* self, const XML_Char*, int) {
        guarded(self, [](Parser& parser) { parser.fail_for_entities(); });
    }

    [[noreturn]] void fail_for_entities() const {
        fail("the file uses entities of its own, which are not read for safety; write the text "
             "itself in their place");
    }

    [[noreturn]] void fail_with(XML_Error error) const {
        const bool any = m_events > 0;
        switch (error) {
        case XML_ERROR_NO_MEMORY:
            throw std::bad_alloc();
        case XML_ERROR_NO_ELEMENTS:
        case XML_ERROR_UNCLOSED_TOKEN:
        case XML_ERROR_PARTIAL_CHAR:
        case XML_ERROR_UNCLOSED_CDATA_SECTION:
            fail(any || XML_GetCurrentByteIndex(m_parser.get()) > 0
                     ? "the file ends early; copy or export it again"
                     : "the file holds no XML; export it again");
        case XML_ERROR_UNKNOWN_ENCODING:
        case XML_ERROR_INCORRECT_ENCODING:
            fail("the encoding that the file names is not known or not its own; save it as UTF-8");
        case XML_ERROR_UNDEFINED_ENTITY:
            fail_for_entities();
        default:
            fail(std::string("not well-formed XML (") + XML_ErrorString(error) +
                 "); export the file again");
        }
    }

    const std::string& m_name;
    XmlHandler& m_handler;
    std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> m_parser;
    std::exception_ptr m_thrown;
    std::vector<XmlAttribute> m_attributes;
    // What another has read before:
    std::uint64_t m_lines_before = 0;
    std::uint64_t m_columns_before = 0;
    std::uint64_t m_made_up = 0;    ///< characters that expat got in place of that
    std::size_t m_known_starts = 0; ///< events that these make
    std::size_t m_known_ends = 0;
    std::uint64_t m_events = 0;
    std::uint64_t m_bytes = 0;
    std::uint32_t m_depth = 0;
    bool m_has_foreign_dtd = false;
};

} // namespace

void XmlPlace::fail(const std::string& message) const { throw ParseError(text() + ": " + message); }

void parse_xml(const ByteReader& source,
               const std::string& name,
               XmlHandler& handler,
               const graph::RunControl& control,
               XmlParsing parsing) {
    PlainXml plain(name, handler);
    switch (parsing) {
    case XmlParsing::best:
        control.checkpoint();
        // The first block is here: for small files another thread is not worth its while.
        if (plain.read_block(source)) {
            if (has_another_thread()) {
                read_ahead(plain, source, handler, name, control, ReadAhead::if_it_pays);
            } else {
                plain.read(source, control);
            }
        }
        break;
    case XmlParsing::here:
        plain.read(source, control);
        break;
    case XmlParsing::ahead:
        read_ahead(plain, source, handler, name, control, ReadAhead::always);
        break;
    case XmlParsing::expat:
        break;
    }
    Parser parser(name, handler);
    parser.take_over(plain);
    parser.parse(source, control);
}

} // namespace sandhan::io
