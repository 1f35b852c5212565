// SPDX-License-Identifier: Apache-2.0
// The quick XML parser against expat: whatever the file, nobody can tell which of them read it.
#include "io/errors.hpp"
#include "io/graphml_reader.hpp"
#include "io/graphml_writer.hpp"
#include "io/plain_xml.hpp"
#include "io/writable_document.hpp"
#include "io/xml_parser.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"

#include <algorithm>
#include <cstring>
#include <random>
#include <sstream>
#include <stdexcept>

namespace sandhan::tests {
namespace {

using io::XmlParsing;

/// Writes down what it gets, and where.
class EventLog : public io::XmlHandler {
  public:
    void start_element(std::string_view name,
                       const io::XmlAttributes& attributes,
                       const io::XmlPlace& place) override {
        end_text();
        log += "<" + std::string(name) + " at " + place.text() + " " + std::to_string(place.line());
        for (const auto& attribute : attributes) {
            log += " [" + std::string(attribute.name) + "|" + std::string(attribute.local) + "=" +
                   std::string(attribute.value) + "]";
        }
        log += "\n";
        if (name == "refused") {
            place.fail("refused by the handler");
        }
    }
    void end_element(const io::XmlPlace& place) override {
        end_text();
        log += "/ at " + place.text() + "\n";
    }
    void text(std::string_view piece) override { m_text += piece; }

    void end_text() {
        if (!m_text.empty()) {
            log += "{" + m_text + "}\n";
            m_text.clear();
        }
    }

    std::string log;

  private:
    std::string m_text;
};

io::ByteReader source_of(const std::string& text, std::size_t most) {
    return [&text, most, at = std::size_t{0}](char* to, std::size_t size) mutable {
        const std::size_t got = std::min({size, most, text.size() - at});
        std::memcpy(to, text.data() + at, got);
        at += got;
        return got;
    };
}

std::string events_of(const std::string& text, std::size_t most, XmlParsing parsing) {
    EventLog handler;
    try {
        io::parse_xml(source_of(text, most), "file.xml", handler, {}, parsing);
        handler.end_text();
        handler.log += "end";
    } catch (const io::ParseError& error) {
        // How much text came before it depends on how expat cuts its pieces.
        handler.log += std::string("error: ") + error.what();
    }
    return handler.log;
}

struct Outcomes {
    unsigned whole = 0;
    unsigned refused = 0;
};

void require_same(const std::string& text, Outcomes& outcomes) {
    const std::string expected = events_of(text, text.size() + 1, XmlParsing::expat);
    ++(expected.ends_with("\nend") ? outcomes.whole : outcomes.refused);
    for (const std::size_t most : {text.size() + 1, std::size_t{1}, std::size_t{7}}) {
        // Behind the outermost element, what expat says of a character depends on whether it gets
        // all of its bytes at once.
        const std::string found = events_of(text, most, XmlParsing::here);
        if (found != expected && found != events_of(text, most, XmlParsing::expat)) {
            CAPTURE(text, most);
            REQUIRE(found == expected);
        }
        // As many blocks as the source makes: they end everywhere.
        if (events_of(text, most, XmlParsing::ahead) != found) {
            CAPTURE(text, most);
            REQUIRE(events_of(text, most, XmlParsing::ahead) == found);
        }
    }
}

std::string read_and_written(const std::string& text, XmlParsing parsing) {
    try {
        io::GraphmlReadOptions options;
        options.parsing = parsing;
        io::GraphDocument document = io::read_graphml(text, "file.graphml", options);
        std::ostringstream out;
        for (const auto& note : document.notes) {
            out << note.code << " " << note.message << "\n";
        }
        for (const auto& id : document.vertex_ids) {
            out << id << "\n";
        }
        (void)io::fit_for_viewers(document);
        (void)io::write_graphml(out, document);
        return out.str();
    } catch (const io::ParseError& error) {
        return error.what();
    }
}

const std::vector<std::string>& corpus() {
    static const std::vector<std::string> texts = [] {
        std::ostringstream ours;
        (void)io::write_graphml(ours, hostile_document());
        std::vector<std::string> all{
            "",
            " \n",
            "<a/>",
            "<a></a>",
            "<?xml version=\"1.0\"?><a/>\n<!-- after -->\n",
            "<?xml version='1.0' encoding='utf-8' standalone='no' ?>\n<!-- - b -->\n<a b='c'/>",
            "<?xml version=\"1.1\"?><a/>",
            "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xE9</a>",
            "\xEF\xBB\xBF<a>x</a>",
            "<!DOCTYPE a><a>&amp;</a>",
            "<!DOCTYPE a SYSTEM 'x'><a b='&x;'/>",
            "<a><![CDATA[x]]>y</a>",
            "<a>x]]>y</a>",
            "<a>x]] >y]z</a>",
            "<a><?php x?>y</a>",
            "<a>\r\nx\ry</a>",
            "<a b='x\ny\tz' c=\"it's &quot;q&quot;\" x:d = '&lt;&#65;&#x42;&#9;&#x10FFFF;'/>",
            "<a b='1' b='2'/>",
            "<a x:b='1' y:b='2'/>",
            "<x:a>\n  <b.c-d_1/>\n  <y:e></y:e >\n</x:a >",
            "<a>&amp;&lt;&gt;&apos;&quot;&#2453;&#x1F469;</a>",
            "<a>&other;</a>",
            "<a>&#0;</a>",
            "<a>&#xD800;</a>",
            "<a>&#x85;</a>",
            "<a>\x01</a>",
            std::string("<a>x\0y</a>", 10),
            "<a>শেখ é 漢 \U0001F469</a>",
            "<a>শেখ<refused/></a>",
            "<a>\n\n শেখ <b>\n</c></a>",
            "<a>\xED\xA0\x80</a>",
            "<a>\xEF\xBF\xBE</a>",
            "<a>\xC0\xAF</a>",
            "<a>\xF4\x90\x80\x80</a>",
            "<a>\xE0\xA6</a>",
            "<শেখ/>",
            "<a শেখ='1'/>",
            "<a b='<'/>",
            "<a b=c/>",
            "<a b/>",
            "<a b='1'c='2'/>",
            "<a / >",
            "<a><!-- x -- y --></a>",
            "<a><!-- x ---></a>",
            "<a><!--শেখ-->x<!----></a>",
            "<a/><b/>",
            "<a/>x",
            "</a>",
            "x<a/>",
            "<a><b></a></b>",
            "<a><b></bb></a>",
            "<a><bb></b></a>",
            "< a/>",
            "<a",
            "<a><b",
            "<a><refused/></a>",
            "<graphml><graph edgedefault='directed'><node id='শ'/><edge source='শ' target='n'/>\n"
            "<node/></graph></graphml>",
            ours.str().substr(0, 20'000),
        };
        return all;
    }();
    return texts;
}

constexpr std::string_view words[] = {
    "<a>", "</a>", "<b/>", "<![CDATA[", "]]>", "<!--", "-->",   "&#0;",  "&amp;",
    "&x;", "\r",   "\n",   "'",         "\"",  "\xC3", "শেখ",   "<?x?>", "=",
    "/>",  ">",    "<",    "&",         " ",   "\t",   "x='y'", "&#65;", "<!---->"};

std::string edited(std::string text, std::mt19937& random) {
    for (auto edits = 1 + random() % 3; edits > 0; --edits) {
        const auto at = random() % (text.size() + 1);
        switch (random() % 4) {
        case 0:
            text.insert(at, words[random() % std::size(words)]);
            break;
        case 1:
            text.erase(at, 1 + random() % 4);
            break;
        case 2:
            if (at < text.size()) {
                text[at] = static_cast<char>(random() % 256);
            }
            break;
        default:
            text.insert(random() % (text.size() + 1), text.substr(at, 1 + random() % 20));
            break;
        }
    }
    return text;
}

} // namespace

TEST_CASE("the quick XML parser gives the events and errors of expat", "[io][plain_xml]") {
    Outcomes outcomes;
    std::mt19937 random(1);
    for (const std::string& text : corpus()) {
        require_same(text, outcomes);
        const std::size_t cuts = std::min<std::size_t>(text.size(), 1000);
        for (std::size_t length = 0; length < cuts; ++length) {
            require_same(text.substr(0, length), outcomes);
        }
        for (unsigned i = 0; text.size() < 1000 && i < 100; ++i) {
            require_same(edited(text, random), outcomes);
        }
    }
    CHECK(outcomes.whole > 200);
    CHECK(outcomes.refused > 500);
}

TEST_CASE("GraphML is the same graph, notes and errors by either XML parser", "[io][plain_xml]") {
    std::vector<std::string> texts = corpus();
    texts.push_back(
        "<?xml version='1.0'?>\n<graphml xmlns:y='y'>\n"
        "<key id='d0' for='all' attr.name='label' attr.type='string'><default>?</default></key>"
        "<key id='d1' for='edge' attr.name='weight' attr.type='double'/>"
        "<graph edgedefault='undirected'><node id='n0'><data key='d0'> x </data>\n"
        "<graph edgedefault='directed'><node id='n0::n0'/><node id='n1'/></graph></node>"
        "<edge id='q' source='n0' target='n1' directed='true'><data key='d1'>1.5</data></edge>"
        "<edge source='late' target='n1'><data key='d9'><y:L><y:EdgeLabel>l</y:EdgeLabel></y:L>"
        "</data></edge><port/>\n<hyperedge/><node id='late'/></graph></graphml>");
    std::mt19937 random(2);
    for (const std::string& text : texts) {
        for (unsigned i = 0; i < 100; ++i) {
            const std::string damaged = i == 0 ? text : edited(text, random);
            const std::string expected = read_and_written(damaged, XmlParsing::expat);
            for (const auto parsing : {XmlParsing::here, XmlParsing::ahead}) {
                if (read_and_written(damaged, parsing) != expected) {
                    CAPTURE(damaged);
                    REQUIRE(read_and_written(damaged, parsing) == expected);
                }
            }
        }
    }
}

TEST_CASE("the quick XML parser reads on where a block ends, and leaves huge tokens to expat",
          "[io][plain_xml]") {
    // Tags, text and references at every place of the first blocks' ends.
    std::string many = "<a>\n";
    while (many.size() < 600'000) {
        many += "<b c='" + std::to_string(many.size()) + "'>শেখ &amp; x</b>\n";
    }
    Outcomes outcomes;
    for (const std::string& text :
         {many + "</a>", many + "<b x='" + std::string(3'000'000, 'y') + "'/>শ<b></a>",
          many + std::string(3'000'000, 'y') + "&amp;</a>", many + "</b>"}) {
        for (const std::size_t most : {std::size_t{1} << 30U, std::size_t{99'999}}) {
            const std::string expected = events_of(text, most, XmlParsing::expat);
            CHECK((events_of(text, most, XmlParsing::here) == expected));
            CHECK((events_of(text, most, XmlParsing::ahead) == expected));
            CHECK((events_of(text, most, XmlParsing::best) == expected));
        }
    }
    std::string deep;
    for (std::uint32_t i = 0; i <= io::max_xml_depth; ++i) {
        deep += "<a>";
    }
    EventLog handler;
    CHECK_THROWS_WITH(
        io::parse_xml(source_of(deep, deep.size()), "deep", handler),
        "deep: line 1, column 600001: elements are nested deeper than 200000; export the file "
        "again without nesting");
}

TEST_CASE("plain XML is read to its end without expat", "[io][plain_xml]") {
    const std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- by a program -->\n"
                             "<a>\n  <b c=\"&lt;শেখ\nx&#10;\">&amp;</b><!-- - -->\n  <b/>]\n</a>\n";
    EventLog handler;
    const std::string name = "file";
    io::PlainXml plain(name, handler);
    plain.read(source_of(text, 5), {});
    CHECK(plain.has_begun());
    CHECK(plain.depth() == 0);
    CHECK(plain.open_tags() == "<a></a>");
    CHECK(plain.rest_line() == 7);
    CHECK(plain.column() == 4);

    const std::string other = "<a>\n<b> শ<![CDATA[x]]></b></a>";
    io::PlainXml stops(name, handler);
    stops.read(source_of(other, 100), {});
    CHECK(stops.open_tags() == "<a><b>");
    CHECK(stops.rest() == "<![CDATA[x]]></b></a>");
    CHECK(stops.rest_line() == 2);
    CHECK(stops.column() == 5);

    graph::RunControl control;
    control.stop_requested = [] { return true; };
    io::PlainXml stopped(name, handler);
    CHECK_THROWS_AS(stopped.read(source_of(text, 5), control), graph::Cancelled);
}

} // namespace sandhan::tests
