// SPDX-License-Identifier: Apache-2.0
#include "io/graphml_reader.hpp"
#include "io/graphml_writer.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"
#include "tests/support/threads.hpp"
#include "tests/support/thrown.hpp"

#include <random>
#include <sstream>
#include <stdexcept>

namespace sandhan::tests {
namespace {

using io::Column;
using io::GraphDocument;

std::string written(const GraphDocument& document, const std::string& comment = {}) {
    std::ostringstream out;
    (void)io::write_graphml(out, document, {comment});
    return out.str();
}

GraphDocument read_back(const GraphDocument& document) {
    return io::read_graphml(written(document), "g");
}

std::string refusal_of(const GraphDocument& document) {
    return message_of<std::invalid_argument>([&] { (void)written(document); });
}

/// Column by column; one whose every value is absent need not come back.
void check_equal(const std::vector<Column>& read, const std::vector<Column>& written) {
    REQUIRE(read.size() == written.size());
    for (std::size_t c = 0; c < read.size(); ++c) {
        CAPTURE(written[c].name);
        CHECK(equal(read[c], written[c]));
    }
}

GraphDocument one_vertex(Column column) {
    GraphDocument document;
    document.vertex_ids = {"a"};
    document.vertex_columns = {std::move(column)};
    return document;
}

/// A text out of pieces that a writer or a reader could trip over.
std::string random_text(std::mt19937& random) {
    static const Texts labels = hostile_labels();
    static constexpr std::string_view alphabet = "<>&\"'-]!? \t\n\r;#x0=/ab";
    std::string text;
    for (auto pieces = random() % 4; pieces > 0; --pieces) {
        if (random() % 3 == 0) {
            text += labels[random() % (labels.size() - 1)]; // not the longest
        } else {
            text += alphabet[random() % alphabet.size()];
        }
    }
    return text;
}

Column random_column(const std::string& name, std::size_t rows, std::mt19937& random) {
    const auto kind = random() % 4;
    Texts texts;
    Reals reals;
    Integers integers;
    Booleans booleans;
    for (std::size_t row = 0; row < rows; ++row) {
        const bool absent = random() % 4 == 0;
        texts.push_back(absent ? std::string() : random_text(random));
        const double real = std::ldexp(static_cast<double>(random()) - 2147483648.0,
                                       static_cast<int>(random() % 200) - 100);
        reals.push_back(absent ? std::numeric_limits<double>::quiet_NaN() : real);
        integers.push_back(
            absent ? std::nullopt
                   : std::optional<std::int64_t>(static_cast<std::int64_t>(random()) - 2147483648));
        booleans.emplace_back(random() % 2 == 0); // those with gaps come back as text
    }
    // One value at least, as a column without any is not written.
    if (rows > 0) {
        texts[0] = "x";
        reals[0] = 0.1;
        integers[0] = -1;
    }
    switch (kind) {
    case 0:
        return {name, texts};
    case 1:
        return {name, reals};
    case 2:
        return {name, integers};
    default:
        return {name, booleans};
    }
}

GraphDocument random_document(unsigned seed) {
    std::mt19937 random(seed);
    GraphDocument document;
    document.directed = random() % 2 == 0;
    const std::size_t n = 1 + random() % 12;
    for (std::size_t v = 0; v < n; ++v) {
        document.vertex_ids.push_back(random_text(random) + std::to_string(v));
    }
    const std::size_t m = 1 + random() % 20;
    for (std::size_t e = 0; e < m; ++e) {
        document.edges.push_back(
            {static_cast<graph::Vertex>(random() % n), static_cast<graph::Vertex>(random() % n)});
    }
    for (std::size_t c = 0; c < random() % 6; ++c) {
        const std::string name = "c" + std::to_string(c) + random_text(random);
        document.vertex_columns.push_back(random_column(name, n, random));
        document.edge_columns.push_back(random_column(name, m, random));
    }
    return document;
}

} // namespace

TEST_CASE("a graph is written key by key, by hand", "[io][graphml]") {
    GraphDocument g;
    g.directed = true;
    g.vertex_ids = {"place:IN-GJ", "b&\"<"};
    g.vertex_columns = {{"label", Texts{"Gujarat", "<html>]]>"}},
                        {"count", Integers{3, std::nullopt}},
                        {"first", Texts{"", "2020"}}};
    g.edges = {{0, 1}};
    g.edge_columns = {{"weight", Reals{0.5}}, {"first", Texts{""}}, {"sure", Booleans{true}}};
    CHECK(written(g, "made -- by hand") ==
          R"(<?xml version="1.0" encoding="UTF-8"?>
<!-- made - - by hand -->
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
<key id="label" for="node" attr.name="label" attr.type="string"/>
<key id="count" for="node" attr.name="count" attr.type="int"/>
<key id="first" for="node" attr.name="first" attr.type="string"/>
<key id="weight" for="edge" attr.name="weight" attr.type="double"/>
<key id="edge-first" for="edge" attr.name="first" attr.type="string"/>
<key id="sure" for="edge" attr.name="sure" attr.type="boolean"/>
<graph id="G" edgedefault="directed">
<node id="place:IN-GJ"><data key="label">Gujarat</data><data key="count">3</data><data key="first"></data></node>
<node id="b&amp;&quot;&lt;"><data key="label">&lt;html&gt;]]&gt;</data><data key="first">2020</data></node>
<edge id="e0" source="place:IN-GJ" target="b&amp;&quot;&lt;"><data key="weight">0.5</data><data key="edge-first"></data><data key="sure">true</data></edge>
</graph>
</graphml>
)");
}

TEST_CASE("an empty graph and lone vertices are whole files", "[io][graphml]") {
    GraphDocument none;
    CHECK(read_back(none).vertex_ids.empty());
    none.directed = true;
    CHECK(read_back(none).directed);
    GraphDocument lone;
    lone.vertex_ids = {"", "b"};
    CHECK(read_back(lone).vertex_ids == lone.vertex_ids);
    CHECK_FALSE(read_back(lone).directed);
}

TEST_CASE("every label that XML can hold comes back", "[io][graphml]") {
    const GraphDocument document = hostile_document();
    const GraphDocument read = read_back(document);
    CHECK(read.directed == document.directed);
    CHECK(read.vertex_ids == document.vertex_ids);
    CHECK(read.edges == document.edges);
    CHECK(read.notes.empty());
    REQUIRE(read.vertex_columns.size() == document.vertex_columns.size());
    for (std::size_t c = 0; c < read.vertex_columns.size(); ++c) {
        if (document.vertex_columns[c].name != "large") { // a real: no GraphML int holds it
            CAPTURE(document.vertex_columns[c].name);
            CHECK(equal(read.vertex_columns[c], document.vertex_columns[c]));
        }
    }
    check_equal(read.edge_columns, document.edge_columns);
}

TEST_CASE("what is written is read back the same", "[io][graphml][property]") {
    const auto seed = GENERATE(range(0u, 300u));
    CAPTURE(seed);
    const GraphDocument document = random_document(seed);
    const GraphDocument read = read_back(document);
    CHECK(read.directed == document.directed);
    CHECK(read.vertex_ids == document.vertex_ids);
    CHECK(read.edges == document.edges);
    CHECK(read.notes.empty());
    check_equal(read.vertex_columns, document.vertex_columns);
    check_equal(read.edge_columns, document.edge_columns);
    CHECK(written(read) == written(document));
}

TEST_CASE("characters that XML cannot hold become U+FFFD, are counted, and keep ids apart",
          "[io][graphml]") {
    GraphDocument g;
    g.vertex_ids = {std::string("a\0", 2), "a\x01", "a\uFFFD", "ok"};
    g.vertex_columns = {{"label", Texts{"bell\a", "\xC2\x85", "\xFF\xEF\xBF\xBF", "fine"}}};
    std::ostringstream out;
    const auto notes = io::write_graphml(out, g);
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].code == "graph_text_replaced");
    CHECK(notes[0].message == "6 characters that the format cannot hold were written as U+FFFD; "
                              "remove them from the input");
    const auto read = io::read_graphml(out.str(), "g");
    CHECK(read.vertex_ids == Texts{"a\uFFFD", "a\uFFFD~2", "a\uFFFD~3", "ok"});
    CHECK(equal(read.vertex_columns[0],
                {"label", Texts{"bell\uFFFD", "\uFFFD", "\uFFFD\uFFFD", "fine"}}));
}

TEST_CASE("numbers are written as Java, Python and C all read them", "[io][graphml]") {
    const auto type_and_value = [](Column column) {
        const std::string text = written(one_vertex(std::move(column)));
        const auto after = [&](const std::string& mark, char end) {
            const auto at = text.find(mark) + mark.size();
            return text.substr(at, text.find(end, at) - at);
        };
        return after("attr.type=\"", '"') + " " +
               (text.find("<data") == std::string::npos ? "-" : after("<data key=\"c\">", '<'));
    };
    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK(type_and_value({"c", Reals{infinity}}) == "double Infinity");
    CHECK(type_and_value({"c", Reals{-infinity}}) == "double -Infinity");
    CHECK(type_and_value({"c", Reals{1e300}}) == "double 1e+300");
    CHECK(type_and_value({"c", Reals{-0.1}}) == "double -0.1");
    CHECK(type_and_value({"c", Reals{std::nan("")}}) == "double -");
    CHECK(type_and_value({"c", Integers{2147483647}}) == "int 2147483647");
    CHECK(type_and_value({"c", Integers{2147483648}}) == "double 2147483648");
    CHECK(type_and_value({"c", Integers{std::int64_t{1} << 60}}) == "string 1152921504606846976");
    CHECK(type_and_value({"c", Integers{std::nullopt}}) == "int -");
    CHECK(type_and_value({"c", Booleans{false}}) == "boolean false");
    CHECK(type_and_value({"c", Booleans{std::nullopt}}) == "string ");
    CHECK(written(one_vertex({"label", Integers{7}})).find("attr.type=\"string\"") !=
          std::string::npos);
}

TEST_CASE("a document that breaks what the writer requires is refused before it writes",
          "[io][graphml]") {
    GraphDocument dangling;
    dangling.vertex_ids = {"a"};
    dangling.edges = {{0, 1}};
    CHECK(refusal_of(dangling) == "GraphML: an edge ends at a vertex that does not exist");
    CHECK(refusal_of(one_vertex({"", Texts{"x"}})) ==
          "GraphML: a column has no name, or that of another");
    CHECK(refusal_of(one_vertex({"c", Texts{}})) ==
          "GraphML: the column c is not as long as what it describes");
    CHECK(refusal_of(one_vertex({"x", Texts{"left"}})) ==
          "GraphML: the column x is read as a number by viewers; rename it");
    CHECK(refusal_of(one_vertex({"r", Reals{0.5}})) ==
          "GraphML: the column r is read as a whole number by viewers; rename it");
    CHECK(refusal_of(one_vertex({"color", Integers{1}})) ==
          "GraphML: the column color is read as text by viewers; rename it");

    GraphDocument twice = one_vertex({"c", Texts{"x"}});
    twice.vertex_columns.push_back({"c", Texts{"y"}});
    std::ostringstream out;
    CHECK_THROWS_AS(io::write_graphml(out, twice), std::invalid_argument);
    CHECK(out.str().empty());
}

TEST_CASE("a graph of many edges is written and read alike by one thread and by several",
          "[io][graphml]") {
    const GraphDocument document = large_document(20'000, 50'000);
    const auto there_and_back = [&] { return written(read_back(document)); };
    const std::string by_one = with_threads(1, there_and_back);
    CHECK(by_one == written(document));
    CHECK(with_threads(4, there_and_back) == by_one);
}

TEST_CASE("writing is cancelled between blocks", "[io][graphml]") {
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    std::ostringstream out;
    CHECK_THROWS_AS(io::write_graphml(out, large_document(2000, 2000), {}, control),
                    graph::Cancelled);
}

} // namespace sandhan::tests
