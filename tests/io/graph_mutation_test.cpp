// SPDX-License-Identifier: Apache-2.0
// Damaged graph files: a reader gives a graph that holds together, or says that it cannot.
#include "io/edge_list_reader.hpp"
#include "io/errors.hpp"
#include "io/graphml_reader.hpp"
#include "io/graphml_writer.hpp"
#include "io/writable_document.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"
#include "tests/support/graph_reading.hpp"
#include "tests/support/temporary_folder.hpp"

#include <random>
#include <sstream>

namespace sandhan::tests {
namespace {

constexpr std::string_view graphml_words[] = {"<node id=\"a\">",
                                              "</node>",
                                              "<edge source=\"a\" target=\"b\"/>",
                                              "<graph>",
                                              "</graph>",
                                              "<data key=\"",
                                              "</data>",
                                              "<![CDATA[",
                                              "]]>",
                                              "<!--",
                                              "-->",
                                              "&#0;",
                                              "&x;",
                                              "<!DOCTYPE g [",
                                              "<?xml version=\"1.0\" encoding=\"UTF-16\"?>",
                                              "\xFF\xFE",
                                              "\xED\xA0\x80",
                                              "&#xD800;",
                                              "directed=\"true\"",
                                              "NaN",
                                              "1e999",
                                              "-",
                                              "\"",
                                              "<hyperedge/>",
                                              "<key id=\"k\" for=\"all\"/>",
                                              "xml:space=\"preserve\"",
                                              ""};
constexpr std::string_view table_words[] = {"\"",     "\"\"",    ",",
                                            ";",      "\t",      "\r\n",
                                            "\n",     "\r",      "\xEF\xBB\xBF",
                                            "\xFF",   "nan",     "-1",
                                            "1e999",  "sep=;\n", "source,target\n",
                                            ",,,,,,", " ",       ""};

} // namespace

TEST_CASE("damaged GraphML is a graph or a ParseError, nothing else", "[io][graphml][fuzz]") {
    std::ostringstream out;
    io::GraphDocument document = hostile_document();
    document.vertex_columns[0] = {"label", Texts(document.vertex_ids.size(), "শেখ <html>")};
    document.edge_columns.erase(document.edge_columns.begin() + 1);
    document.edges.resize(12);
    for (auto& column : document.edge_columns) {
        std::visit([](auto& values) { values.resize(12); }, column.values);
    }
    document.vertex_ids.back() = "short";
    (void)io::write_graphml(out, document);
    const std::string ours = out.str();
    const std::string theirs =
        "<?xml version='1.0'?>\n<!DOCTYPE graphml SYSTEM 'x.dtd'>\n<graphml xmlns:y='y'>"
        "<key id='d0' for='all' attr.name='label' attr.type='string'><default>?</default></key>"
        "<key id='d1' for='edge' attr.name='weight' attr.type='double'/>"
        "<graph edgedefault='undirected'><node id='n0'><data key='d0'> x </data>"
        "<graph edgedefault='directed'><node id='n0::n0'/><node id='n1'/></graph></node>"
        "<edge id='q' source='n0' target='n1' directed='true'><data key='d1'>1.5</data></edge>"
        "<edge source='n1' target='n1'><data key='d9'><y:L><y:EdgeLabel>l</y:EdgeLabel></y:L>"
        "</data></edge></graph></graphml>";
    std::mt19937 random(1);
    Verdicts verdicts;
    for (unsigned i = 0; i < 3000; ++i) {
        CAPTURE(i);
        const std::string text = mutated(i % 3 == 0 ? ours : theirs, graphml_words, random);
        judge(verdicts, [&] { return io::read_graphml(text, "damaged"); });
    }
    // Both happen, or the damage is too small or too great to tell anything.
    CHECK(verdicts.graphs > 100);
    CHECK(verdicts.refused > 100);
}

TEST_CASE("a damaged edge list is a graph or a ParseError, nothing else", "[io][edge_list][fuzz]") {
    const std::string whole = "source,target,weight,note,pin\n"
                              "Rajkot,\"South 24 Parganas, West Bengal\",2.5,\"a \"\"b\"\"\",01\n"
                              "শেখ,Rajkot,1,x;y,700001\nlone,,,,\nRajkot,Rajkot,,\"two\nlines\",\n";
    const TemporaryFolder folder;
    const std::string path = folder / "damaged.csv";
    std::mt19937 random(2);
    Verdicts verdicts;
    for (unsigned i = 0; i < 2000; ++i) {
        CAPTURE(i);
        write_file(path, mutated(whole, table_words, random));
        judge(verdicts, [&] { return io::read_edge_list(path); });
    }
    CHECK(verdicts.graphs > 100);
    CHECK(verdicts.refused > 100);
}

} // namespace sandhan::tests
