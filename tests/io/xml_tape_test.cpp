// SPDX-License-Identifier: Apache-2.0
// The quick XML parser a block ahead of its handler: nobody can tell that it ran on another thread,
// wherever blocks end and however many threads there are.
#include "io/errors.hpp"
#include "io/gexf_reader.hpp"
#include "io/graphml_reader.hpp"
#include "io/xml_parser.hpp"
#include "io/xml_tape.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_reading.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <cstring>
#include <random>
#include <stdexcept>

namespace sandhan::tests {
namespace {

using io::XmlParsing;

/// Every event with all that a handler may ask at it, and how much was read before it.
class TapeWitness : public io::XmlHandler {
  public:
    void start_element(std::string_view name,
                       const io::XmlAttributes& attributes,
                       const io::XmlPlace& place) override {
        end_text();
        told += "<" + std::string(name);
        for (const auto& attribute : attributes) {
            told += " " + std::string(attribute.name) + "|" + std::string(attribute.local) + "='" +
                    std::string(attribute.value) + "'";
        }
        // Not always: what was not counted must not be missed later.
        told += ++m_events % 3 == 0 ? " " + place.text() + "\n" : "\n";
        if (name == "refused") {
            place.fail("refused");
        }
    }
    void end_element(const io::XmlPlace& place) override {
        end_text();
        told += ++m_events % 5 == 0 ? "/ line " + std::to_string(place.line()) + "\n" : "/\n";
    }
    void text(std::string_view piece) override { m_text += piece; }
    void has_read(std::uint64_t bytes) override { read = bytes; }
    void end_text() {
        if (!m_text.empty()) {
            told += "{" + m_text + "} at most " + std::to_string(read) + "\n";
            m_text.clear();
        }
    }

    std::string told;
    std::uint64_t read = 0;

  private:
    std::string m_text;
    unsigned m_events = 0;
};

/// A source that gives so many bytes at once, the first time so many.
io::ByteReader pieces_of(const std::string& text, std::size_t first, std::size_t each) {
    return [&text, first, each, at = std::size_t{0}](char* to, std::size_t size) mutable {
        const std::size_t got = std::min({size, at == 0 ? first : each, text.size() - at});
        std::memcpy(to, text.data() + at, got);
        at += got;
        return got;
    };
}

std::string witnessed(const io::ByteReader& source, XmlParsing parsing) {
    TapeWitness witness;
    try {
        io::parse_xml(source, "f.xml", witness, {}, parsing);
        witness.end_text();
        witness.told += "end";
    } catch (const std::exception& error) {
        witness.told += std::string("error: ") + error.what();
    }
    return witness.told;
}

void require_tape_tells_the_same(const std::string& text, std::size_t first, std::size_t each) {
    const std::string expected = witnessed(pieces_of(text, first, each), XmlParsing::here);
    const std::string found = witnessed(pieces_of(text, first, each), XmlParsing::ahead);
    if (found != expected) {
        CAPTURE(text, first, each);
        REQUIRE(found == expected);
    }
}

const std::vector<std::string>& hostile_shapes() {
    static const std::vector<std::string> shapes{
        "<graphml><graph edgedefault='directed'><node id='a'><graph id='g'><node id='b'/><edge "
        "source='a' target='b'/></graph></node></graph></graphml>",
        "<a><!-- <edge source='x' target='y'> --><edge s='1'/>x<!--y-->z<!----></a>",
        "<a><b c='>' d=\">'/>\" e='\"<!---->\"'>></b></a>",
        "<a><b c='&lt;edge&gt;' d=\"&quot;&#x9;\" e=''>&amp;&#65;x<e/>&lt;</b>\n\n</a>",
        "<a>\r\n<b>x\r\n</b>\r\n</a>",
        "<a>\n<b><![CDATA[<edge/>]]></b>\n<edge s='1'>y</edge></a>",
        "<x:a xmlns:x='u'>\n <x:edge x:source='1' y:z:w='2'>\n t </x:edge >\n</x:a>",
        "<graphml><graph><edge source='a' target='b'><data key='k'>1</data></edge><node id='b'/>"
        "<key id='k' for='edge' attr.type='int'/></graph></graphml>",
        "<a>শেখ<b c='é\n漢'/>]]<d>]</d>\t</a >",
        "<a>\n<b>\n<refused>\n</refused></b></a>",
        "<a>\n<b>x</c></a>",
        "<a><b/></a>\n<!-- x -->\n",
        "<a><b/></a>\n<c/>",
        "<?xml version='1.0' encoding='UTF-8'?>\n<!-- c -->\n<a b='c'>d</a>",
    };
    return shapes;
}

constexpr std::string_view tape_words[] = {"<edge>", "</edge>", "<!--", "-->", "<![CDATA[", "]]>",
                                           "&amp;",  "&#66;",   "\r\n", ">",   "\"",        "শ",
                                           "'",      "<",       "/>",   "",    "<refused/>"};

/// A file of some dozen blocks.
std::string long_graphml() {
    std::string text = "<graphml>\n<key id='k' for='node' attr.name='label' attr.type='string'/>\n"
                       "<graph edgedefault='undirected'>\n<edge source='late' target='n1'/>\n";
    for (unsigned v = 0; v < 6000; ++v) {
        text += "<node id=\"n" + std::to_string(v) + "\"><data key=\"k\">" +
                (v % 7 == 0 ? "<![CDATA[x]]>" : "A &amp; B") + "</data></node>\n";
        text += v % 7 == 0 ? "<!-- <edge source='n0' target='n1'> -->" : "";
    }
    std::mt19937 random(1);
    for (unsigned e = 0; e < 30'000; ++e) {
        text += "<edge source=\"n" + std::to_string(random() % 6100) + "\" target='n" +
                std::to_string(random() % 6000) + "'>\n  <data key=\"w\">" +
                std::to_string(e % 100) + (e == 20'000 ? "x" : "") + "</data>\n</edge>\n";
    }
    return text + "<key id='w' for='edge' attr.name='weight' attr.type='int'/></graph></graphml>\n";
}

std::string long_gexf() {
    std::string text = "<gexf>\n<graph defaultedgetype='directed'><attributes class='edge'>"
                       "<attribute id='0' title='kind' type='integer'/></attributes>\n<nodes>";
    for (unsigned v = 0; v < 5000; ++v) {
        text += "<node id='" + std::to_string(v) + "' label='P&#" + std::to_string(65 + v % 26) +
                ";'/>\n";
    }
    std::mt19937 random(2);
    for (unsigned e = 0; e < 20'000; ++e) {
        text += "<edge source='" + std::to_string(random() % 5000) + "' target='x" +
                std::to_string(random() % 3000) + "' weight='" + std::to_string(e % 9) +
                "'><attvalues><attvalue for='0' value='" + (e % 5000 == 3 ? "many" : "7") +
                "'/></attvalues></edge>\n";
    }
    return text + "</nodes></graph></gexf>";
}

template <class Read>
std::string read_by(int threads, Read read) {
    return tbb::task_arena(threads).execute([&] {
        try {
            return shown(read());
        } catch (const io::ParseError& error) {
            return std::string(error.what());
        }
    });
}

} // namespace

TEST_CASE("XML read ahead gives the same events and errors, wherever a block ends",
          "[io][xml_tape]") {
    for (const std::string& text : hostile_shapes()) {
        for (std::size_t first = 1; first <= text.size(); ++first) {
            require_tape_tells_the_same(text, first, text.size());
            require_tape_tells_the_same(text.substr(0, first), text.size(), text.size());
        }
        for (std::size_t each = 1; each < 20; ++each) {
            require_tape_tells_the_same(text, each, each);
        }
    }
    // It must have seen both ends.
    CHECK(witnessed(pieces_of(hostile_shapes()[0], 9, 9), XmlParsing::ahead).ends_with("\nend"));
    CHECK(witnessed(pieces_of(hostile_shapes()[9], 9, 9), XmlParsing::ahead)
              .ends_with("error: f.xml: line 3, column 1: refused"));
}

TEST_CASE("damaged XML read ahead is refused at the same place", "[io][xml_tape][fuzz]") {
    std::mt19937 random(3);
    unsigned refused = 0;
    unsigned whole = 0;
    for (unsigned i = 0; i < 1500; ++i) {
        CAPTURE(i);
        const auto& shapes = hostile_shapes();
        const std::string text = mutated(shapes[i % shapes.size()], tape_words, random);
        const std::size_t each = 1 + random() % (text.size() + 1);
        require_tape_tells_the_same(text, 1 + random() % (text.size() + 1), each);
        ++(witnessed(pieces_of(text, each, each), XmlParsing::ahead).ends_with("\nend") ? whole
                                                                                        : refused);
    }
    CHECK(whole > 20);
    CHECK(refused > 500);
}

TEST_CASE("graph files are the same graph, notes and errors for any number of threads",
          "[io][xml_tape]") {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, 8);
    std::mt19937 random(4);
    const auto require_same = [&](const std::string& text, auto read) {
        const std::string expected = read_by(1, [&] { return read(text); });
        for (const int threads : {2, 3, 8}) {
            CAPTURE(threads);
            REQUIRE((read_by(threads, [&] { return read(text); }) == expected));
        }
        return expected;
    };
    const auto graphml = [](const std::string& text) { return io::read_graphml(text, "f"); };
    const auto gexf = [](const std::string& text) { return io::read_gexf(text, "f"); };
    const std::string whole_graphml = long_graphml();
    const std::string whole_gexf = long_gexf();
    const std::string graph = require_same(whole_graphml, graphml);
    CHECK(graph.find("graph_value_type 1 line ") != graph.npos);
    CHECK(graph.find("n7 label='x'") != graph.npos);
    CHECK(require_same(whole_gexf, gexf).find("label='PB'") != std::string::npos);
    unsigned refused = 0;
    for (unsigned i = 0; i < 24; ++i) {
        CAPTURE(i);
        const std::string told =
            i % 2 == 0 ? require_same(mutated(whole_graphml, tape_words, random), graphml)
                       : require_same(mutated(whole_gexf, tape_words, random), gexf);
        refused += told.starts_with("f: line ") ? 1U : 0U;
    }
    CHECK(refused > 4);
}

TEST_CASE("what fails first in the file is told, though the parser was ahead", "[io][xml_tape]") {
    const std::string text = "<a>\n<b/><refused/>\n<c/>\n<d/></a>";
    for (const std::size_t fails_at : {std::size_t{10}, std::size_t{30}}) {
        for (const auto parsing : {XmlParsing::here, XmlParsing::ahead}) {
            std::size_t at = 0;
            const auto source = [&](char* to, std::size_t) {
                if (at >= fails_at) {
                    throw std::runtime_error("the disk is gone");
                }
                *to = text[at++];
                return std::size_t{1};
            };
            CHECK(witnessed(source, parsing)
                      .ends_with(fails_at == 10 ? "error: the disk is gone"
                                                : "error: f.xml: line 2, column 5: refused"));
        }
    }
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    TapeWitness witness;
    CHECK_THROWS_AS(io::parse_xml(pieces_of(text, 5, 5), "f", witness, control, XmlParsing::ahead),
                    graph::Cancelled);
    CHECK_THROWS_AS(io::parse_xml(pieces_of(text, 5, 5), "f", witness, control), graph::Cancelled);
}

} // namespace sandhan::tests
