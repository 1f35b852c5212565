// SPDX-License-Identifier: Apache-2.0
#include "io/edge_list_reader.hpp"
#include "io/errors.hpp"
#include "io/graph_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

#include <zlib.h>

namespace sandhan::tests {
namespace {

using io::GraphDocument;
using io::ParseError;
using Edges = std::vector<graph::VertexPair>;

class EdgeLists {
  public:
    /// The path of a file that holds the text.
    std::string file(std::string_view text, const std::string& name = "g.csv") {
        write_file(m_folder / name, text);
        return m_folder / name;
    }
    GraphDocument read(std::string_view text, std::optional<bool> directed = std::nullopt) {
        io::GraphReadOptions options;
        options.directed = directed;
        return io::read_edge_list(file(text), options);
    }
    /// The message, without the folder.
    std::string refusal_of(std::string_view text, const io::GraphReadOptions& options = {}) {
        const std::string path = file(text);
        std::string message =
            message_of<ParseError>([&] { (void)io::read_edge_list(path, options); });
        const auto at = message.find(path);
        return at == std::string::npos ? message
                                       : message.replace(at, path.size() - 5, std::string());
    }

  private:
    TemporaryFolder m_folder;
};

template <class Values>
Values edge_values(const GraphDocument& g, std::string_view name) {
    const io::Column* column = io::find_column(g.edge_columns, name);
    REQUIRE(column != nullptr);
    REQUIRE(std::holds_alternative<Values>(column->values));
    return std::get<Values>(column->values);
}

} // namespace

TEST_CASE("an edge list is read row by row", "[io][edge_list]") {
    EdgeLists lists;
    const auto g = lists.read("source,target,weight,first\n"
                              "b,a,2,2020-10\n"
                              "a,c,0.5,\n"
                              "a,a,,2020-11-12\n"
                              "b,a,1,2021\n"
                              "d,,,\n"
                              "e\n");
    CHECK_FALSE(g.directed);
    CHECK(g.vertex_ids == Texts{"b", "a", "c", "d", "e"});
    CHECK(g.edges == Edges{{0, 1}, {1, 2}, {1, 1}, {0, 1}});
    const auto weight = edge_values<Reals>(g, "weight");
    CHECK(weight[0] == 2.0);
    CHECK(weight[1] == 0.5);
    CHECK(std::isnan(weight[2]));
    CHECK(edge_values<Texts>(g, "first") == Texts{"2020-10", "", "2020-11-12", "2021"});
    CHECK(g.edge_columns.size() == 2);
    CHECK(g.vertex_columns.empty());
    CHECK(g.notes.empty());
    CHECK(lists.read("source,target\na,b\n", true).directed);
}

TEST_CASE("the columns of the ends have three pairs of names, in any case and place",
          "[io][edge_list]") {
    EdgeLists lists;
    const auto header = GENERATE("x,source,target", "x,From,To", "x,SRC,dst", "x,Source,TARGET");
    CAPTURE(header);
    const auto g = lists.read(std::string(header) + "\n1,a,b\n");
    CHECK(g.vertex_ids == Texts{"a", "b"});
    CHECK(edge_values<Integers>(g, "x") == Integers{1});
}

TEST_CASE("where a header has two pairs of names, source and target win", "[io][edge_list]") {
    EdgeLists lists;
    const auto g = lists.read("from,to,source,target\n2020,2021,a,b\n");
    CHECK(g.vertex_ids == Texts{"a", "b"});
    CHECK(edge_values<Integers>(g, "from") == Integers{2020});
}

TEST_CASE("blanks around a cell, a byte order mark, CRLF and blank rows are nothing",
          "[io][edge_list]") {
    EdgeLists lists;
    const auto g = lists.read("\xEF\xBB\xBF source , target ,weight\r\n"
                              "  a ,\tb , 3 \r\n\r\n ,,\r\n\"a\" , \" b \", \r\n");
    CHECK(g.vertex_ids == Texts{"a", "b"});
    CHECK(g.edges == Edges{{0, 1}, {0, 1}});
    CHECK(edge_values<Integers>(g, "weight") == Integers{3, std::nullopt});
}

TEST_CASE("quotes hold separators, quotes and lines", "[io][edge_list]") {
    EdgeLists lists;
    const auto g = lists.read("source,target,note\n"
                              "\"Rajkot, Gujarat\",\"the \"\"Golden\"\" Lodge\",\"two\nlines\"\n"
                              "শেখ পাড়া,Rajkot 5\",x\n");
    CHECK(g.vertex_ids ==
          Texts{"Rajkot, Gujarat", "the \"Golden\" Lodge", "শেখ পাড়া", "Rajkot 5\""});
    CHECK(edge_values<Texts>(g, "note") == Texts{"two\nlines", "x"});
}

TEST_CASE("tabs, semicolons and gzip are read too", "[io][edge_list]") {
    EdgeLists lists;
    CHECK(io::read_edge_list(lists.file("source\ttarget\na, b\tc\n", "g.tsv")).vertex_ids ==
          Texts{"a, b", "c"});
    CHECK(lists.read("source;target;weight\na;b;2\n").vertex_ids == Texts{"a", "b"});

    const std::string packed = lists.file("", "g.csv.gz");
    gzFile file = ::gzopen(packed.c_str(), "wb");
    REQUIRE(::gzputs(file, "source,target\na,b\n") > 0);
    REQUIRE(::gzclose(file) == Z_OK);
    CHECK(io::is_graph_file(packed));
    CHECK(io::read_graph_file(packed).vertex_ids == Texts{"a", "b"});
    const std::string bytes = read_file(packed);
    write_file(packed, bytes.substr(0, bytes.size() - 6));
    CHECK_THROWS_AS(io::read_graph_file(packed), ParseError);
}

TEST_CASE("a weight that is no finite number above 0 is refused with its place and value",
          "[io][edge_list]") {
    EdgeLists lists;
    for (const char* value :
         {"nan", "NaN", "inf", "-inf", "Infinity", "0", "-0", "-3.5", "1e999"}) {
        CAPTURE(value);
        CHECK(lists.refusal_of("source,target,Weight\na,b,1\na,c," + std::string(value) + "\n") ==
              "g.csv: line 3: column Weight: weight " + std::string(value) +
                  " is not a finite number above 0; correct it, or leave the cell empty for 1");
    }
    // A text may be a name in the wrong column.
    for (const char* value : {"Zorvane", "1.5x", "1 000", "\"1,5\"", "0x10", "--1", "1e", "."}) {
        CAPTURE(value);
        CHECK(lists.refusal_of("source,target,weight\na,b," + std::string(value) + "\n") ==
              "g.csv: line 2: column weight: weight (text, not shown) is not a finite number "
              "above 0; correct it, or leave the cell empty for 1");
    }
    CHECK(edge_values<Reals>(lists.read("source,target,weight\na,b,+1e-300\n"), "weight") ==
          Reals{1e-300});
}

TEST_CASE("further columns are numbers only where no code loses a digit", "[io][edge_list]") {
    EdgeLists lists;
    const auto g = lists.read("source,target,n,x,pin,phone,account,gap,nan\n"
                              "a,b,1,1.5,012345,+919000000000,12345678901234567890,,nan\n"
                              "a,c,-20,2,700001,+919000000001,1,,\n");
    CHECK(edge_values<Integers>(g, "n") == Integers{1, -20});
    CHECK(edge_values<Reals>(g, "x") == Reals{1.5, 2});
    CHECK(edge_values<Texts>(g, "pin") == Texts{"012345", "700001"});
    CHECK(edge_values<Texts>(g, "phone") == Texts{"+919000000000", "+919000000001"});
    CHECK(edge_values<Texts>(g, "account") == Texts{"12345678901234567890", "1"});
    CHECK(edge_values<Texts>(g, "gap") == Texts{"", ""});
    CHECK(edge_values<Texts>(g, "nan") == Texts{"nan", ""});
}

TEST_CASE("every further column has a name of its own", "[io][edge_list]") {
    EdgeLists lists;
    const auto g = lists.read("source,target,WEIGHT,weight,note,note,,source\n"
                              "a,b,2,3,p,q,r,s\n");
    Texts names;
    for (const auto& column : g.edge_columns) {
        names.push_back(column.name);
    }
    CHECK(names == Texts{"weight", "weight_", "note", "note_", "column 7", "source"});
    CHECK(edge_values<Integers>(g, "weight") == Integers{2});
}

TEST_CASE("the columns of the ends and of the weight may have any names", "[io][edge_list]") {
    EdgeLists lists;
    io::GraphReadOptions options{std::nullopt, "caller", "Called", "calls"};
    const auto read = [&](std::string_view text) {
        return io::read_edge_list(lists.file(text), options);
    };
    const auto g = read("Caller;weight;called;CALLS;calls;source\n01;9;02;5;3;x\n");
    CHECK(g.vertex_ids == Texts{"01", "02"});
    CHECK(edge_values<Integers>(g, "weight") == Integers{3}); // the one of that case
    CHECK(edge_values<Integers>(g, "weight_") == Integers{9});
    CHECK(edge_values<Texts>(g, "source") == Texts{"x"});
    // One name is enough where the other is known.
    options = {std::nullopt, "caller", "", ""};
    CHECK(read("caller\ttarget\na\tb\n").vertex_ids == Texts{"a", "b"});
    CHECK(read("caller,to\na,b\n").vertex_ids == Texts{"a", "b"});

    CHECK(lists.refusal_of("caller,other\na,b\n", options) ==
          "g.csv: line 1: no column is known to hold the target; name it by --target; the header "
          "has caller, other");
    options = {std::nullopt, "from whom", "to", ""};
    CHECK(lists.refusal_of("from,to,n\na,b,1\n", options) ==
          "g.csv: line 1: --source from whom: the header has no such column; it has from, to, n");
    options = {std::nullopt, "", "", "n"};
    CHECK(lists.refusal_of("from,to,weight\na,b,1\n", options) ==
          "g.csv: line 1: --weight n: the header has no such column; it has from, to, weight");
    options = {std::nullopt, "to", "to", ""};
    CHECK(lists.refusal_of("from,to\na,b\n", options)
              .ends_with("one column is named for two of source, target and weight; name another"));
    options = {std::nullopt, "q", "", ""};
    std::string wide = std::string(100, 'w');
    for (int i = 0; i < 30; ++i) {
        wide += ",c" + std::to_string(i);
    }
    CHECK(lists.refusal_of(wide + "\na\n", options)
              .ends_with("it has " + std::string(40, 'w') +
                         ", c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, "
                         "c16, c17, c18, …"));
}

TEST_CASE("values beside a lone vertex are left out, and said", "[io][edge_list]") {
    EdgeLists lists;
    const auto g = lists.read("source,target,note\na,b,x\nc,,lost\n");
    CHECK(g.vertex_ids == Texts{"a", "b", "c"});
    REQUIRE(g.notes.size() == 1);
    CHECK(g.notes[0].code == "graph_lone_vertex_value");
    CHECK(g.notes[0].where.line == 3);
}

TEST_CASE("a header alone is a graph without vertices", "[io][edge_list]") {
    EdgeLists lists;
    const auto g = lists.read("source,target,weight");
    CHECK(g.vertex_ids.empty());
    CHECK(g.edges.empty());
}

TEST_CASE("a file that is no edge list is refused with place and remedy", "[io][edge_list]") {
    EdgeLists lists;
    const std::pair<const char*, const char*> cases[] = {
        {"", "g.csv: the file is empty; an edge list begins with source,target"},
        {"\n \n", "g.csv: the file is empty; an edge list begins with source,target"},
        {"a,b\n1,2\n", "g.csv: line 1: no edge list; the header must name the columns source and "
                       "target"},
        {"source,to\n", "g.csv: line 1: no edge list; the header must name the columns source and "
                        "target"},
        {"source,target\na,b\n,c\n",
         "g.csv: line 3: column source is empty; name the vertex the edge begins at"},
        {"source,target,note\n,,x\n",
         "g.csv: line 2: column source is empty; name the vertex the edge begins at"},
        {"source,target\na,b,c\n", "g.csv: line 2: 3 cells where the header has 2; put quotes "
                                   "around a cell that holds the separator"},
        {"weight,source,target\n1\n", "g.csv: line 2: 1 cells where the header has 3; put quotes "
                                      "around a cell that holds the separator"},
        {"source,target\na,\"b\nc,d\n",
         "g.csv: line 2: the quote that opens in line 2 is never closed; close it, or double "
         "quotes within the cell"},
        {"source,target\na,\"b\"c\n", "g.csv: line 2: text follows a closing quote in line 2; "
                                      "double the quotes within the cell"},
        {"source,target\na,caf\xE9\n", "g.csv: line 2: byte 19 of the file is not UTF-8; save the "
                                       "file as UTF-8, or convert it with iconv"},
    };
    for (const auto& [text, message] : cases) {
        CAPTURE(text);
        CHECK(lists.refusal_of(text) == message);
    }
}

TEST_CASE("a refusal of a graph file tells what can be read", "[io][graph_file]") {
    EdgeLists lists;
    CHECK(message_of<ParseError>([&] { (void)io::read_graph_file(lists.file("x", "g.txt")); })
              .ends_with("not a graph file; give .graphml, .gexf, .gml, .net, .dot, .dl, .mtx, or "
                         ".csv with source and target"));
    CHECK_THROWS_AS(io::read_graph_file("no/such/file.graphml"), io::FileError);
}

TEST_CASE("a graph file is known by its name, a table by its header", "[io][graph_file]") {
    EdgeLists lists;
    CHECK(io::is_graph_file("a.graphml"));
    CHECK(io::is_graph_file("a.GraphML.GZ"));
    CHECK(io::is_graph_file("a.xml"));
    CHECK(io::is_graph_file("a.gexf"));
    CHECK_FALSE(io::is_graph_file("a.json"));
    CHECK_FALSE(io::is_graph_file("missing.csv"));
    CHECK(io::is_graph_file(lists.file("src\tdst\n", "e.tsv")));
    CHECK_FALSE(io::is_graph_file(lists.file("id,title,source_name\n", "incidents.csv")));
    CHECK(io::is_graph_file(lists.file("id,title,source_name\n", "incidents.csv"),
                            {std::nullopt, "id", "", ""}));
    CHECK_FALSE(io::is_graph_file("a.json", {std::nullopt, "id", "title", ""}));
    CHECK_FALSE(io::is_graph_file(lists.file("", "empty.csv")));
    CHECK_FALSE(io::is_graph_file(lists.file(std::string("\0\1\2", 3), "binary.csv")));
}

} // namespace sandhan::tests
