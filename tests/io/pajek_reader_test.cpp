// SPDX-License-Identifier: Apache-2.0
#include "io/graph_file.hpp"
#include "io/pajek_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"
#include "tests/support/graph_reading.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

namespace sandhan::tests {
namespace {

io::GraphDocument pajek_of(std::string_view text, std::optional<bool> directed = std::nullopt) {
    io::GraphReadOptions options;
    options.directed = directed;
    return io::read_pajek(text, "g.net", options);
}

std::string pajek_refusal_of(std::string_view text) {
    return message_of<io::ParseError>([&] { (void)pajek_of(text); });
}

// In the manner of Pajek itself: CRLF, comments, shapes, periods, vertices without a line.
constexpr std::string_view pajek_net =
    "% a comment\r\n*Vertices 5\r\n"
    "1 \"South 24 Parganas\"  0.1000 0.2000 0.5000 ellipse x_fact 2 ic \"Light Green\" [1-3,5]\r\n"
    "   3 শেখ 0.5 0.75\r\n/* another */\r\n4 \"\" box [4-*]\r\n5 \"say \\\"hi\\\" C:\\\\x\"\r\n"
    "*Arcs :1 \"lured by\"\r\n1 2 2 [1-2]\r\n2 1 2 c Blue l \"first leg\"\r\n\r\n"
    "*Arcs :2\r\n1 3\r\n*Edges :1\r\n 1 5 0.5\r\n5 5 1\r\n"
    "*Arcslist\r\n4 1 2 3\r\n*Edgeslist\r\n3 4\r\n";

} // namespace

TEST_CASE("a Pajek network is read line by line", "[io][pajek]") {
    CHECK(shown(pajek_of(pajek_net)) ==
          "1 label='South 24 Parganas' x=0.1 y=0.2 z=0.5 shape='ellipse' x_fact=2 ic='Light Green' "
          "time='[1-3,5]'\n"
          "2\n"
          "3 label='শেখ' x=0.5 y=0.75\n"
          "4 shape='box' time='[4-*]'\n"
          "5 label='say \"hi\" C:\\x'\n"
          "1 -> 2 relation='lured by' weight=2.0 time='[1-2]'\n"
          "2 -> 1 relation='lured by' weight=2.0 c='Blue' label='first leg'\n"
          "1 -> 3 relation='2'\n"
          "1 -> 5 relation='lured by' weight=0.5\n"
          "5 -> 5 relation='lured by' weight=1.0\n"
          "4 -> 1\n4 -> 2\n4 -> 3\n"
          "3 -> 4\n"
          "5 -> 1 relation='lured by' weight=0.5\n"
          "4 -> 3\n"
          "graph_mixed_direction 2 line 0\n");
}

TEST_CASE("Pajek networks as NetworkX and igraph write them are read", "[io][pajek]") {
    CHECK(shown(pajek_of("*vertices 2\n1 a 0.0 0.0 ellipse size 3 note \"two words\"\n"
                         "2 \"b c\" 0.0 0.0 ellipse\n*edges\n1 2 3.0 kind road\n2 1 1\n")) ==
          "1 label='a' x=0.0 y=0.0 shape='ellipse' size=3 note='two words'\n"
          "2 label='b c' x=0.0 y=0.0 shape='ellipse'\n"
          "1 -- 2 weight=3.0 kind='road'\n2 -- 1 weight=1.0\n");
    CHECK(shown(pajek_of("*Vertices 3\n*Edges\n1 2\n3 3\n")) == "1\n2\n3\n1 -- 2\n3 -- 3\n");
    CHECK(shown(pajek_of("*Vertices 0")) == "");
    CHECK(pajek_of("*Vertices 1\n*Arcs\n").directed);
    CHECK_FALSE(pajek_of("*Vertices 1\n*Edges\n").directed);
    CHECK_FALSE(pajek_of("*Vertices 2\n*Arcs\n1 2\n", false).directed);
}

TEST_CASE("matrices and networks of two kinds are read", "[io][pajek]") {
    CHECK(shown(pajek_of("*Vertices 3\n1 \"a\"\n*Matrix :1 \"calls\"\n0 2 0\n0 0 1.5\n-1 0 1\n")) ==
          "1 label='a'\n2\n3\n"
          "1 -> 2 relation='calls' weight=2.0\n2 -> 3 relation='calls' weight=1.5\n"
          "3 -> 1 relation='calls' weight=-1.0\n3 -> 3 relation='calls' weight=1.0\n");
    CHECK(shown(pajek_of("*Vertices 3 1\n2 \"x\"\n*Matrix\n 2 0\n")) ==
          "1 mode=1\n2 label='x' mode=2\n3 mode=2\n1 -- 2 weight=2\n");
    CHECK(shown(pajek_of("*Vertices 3 2\n*Edges\n1 3\n")) ==
          "1 mode=1\n2 mode=1\n3 mode=2\n1 -- 3\n");
    CHECK(pajek_refusal_of("*Vertices 2\n*Matrix\n0 1 1\n*Edges\n") ==
          "g.net: line 4: the matrix before this line ends after 3 entries; one is missing");
    CHECK(pajek_refusal_of("*Vertices 1\n*Matrix\n0\n1 2\n") ==
          "g.net: line 4, column 1: there are more entries than vertices to have them; remove what "
          "is too much");
}

TEST_CASE("a Pajek project's partitions and vectors are columns", "[io][pajek]") {
    CHECK(shown(pajek_of("*Network first net.net\n*Vertices 2\n1 \"a\"\n*Arcs\n1 2\n\n"
                         "*Partition Gender.clu\n*Vertices 2\n 1\n 2\n*Vector size\n*Vertices 2\n"
                         "0.5 7\n*Partition\n*Vertices 3\n1\n2\n3\n"
                         "*Partition Gender.clu\n*Vertices 2\n3 4\n"
                         "*Network second\n*Vertices 1\n1 \"z\"\n*Edges\n1 1\n"
                         "*Permutation p\n*Vertices 2\n2\n1\n*Cluster c\n1\n")) ==
          "1 label='a' Gender.clu=1 size=0.5 Gender.clu_=3\n"
          "2 Gender.clu=2 size=7.0 Gender.clu_=4\n1 -> 2\n"
          "graph_section 3 line 15\ngraph_further_network 1 line 23\n");
    CHECK(pajek_refusal_of("*Vertices 2\n*Vector v\n*Vertices 2\n1\n") ==
          "g.net: line 5: the partition or vector before this line ends after 1 entries; one is "
          "missing");
}

TEST_CASE("Pajek relations may be told edge by edge, Latin-1 and a byte order mark are read",
          "[io][pajek]") {
    CHECK(shown(pajek_of("\xEF\xBB\xBF*Vertices 2\n1 \"M\xFCnchen\"\n1 \"again\"\n"
                         "*Arcs :1 \"r\"\n*Arcs :7\n1: 1 2 3\n9: 2 1\n2 2 x\n")) ==
          "1 label='again'\n2\n1 -> 2 relation='r' weight=3\n2 -> 1 relation='9'\n"
          "2 -> 2 relation='7'\n"
          "graph_repeated_vertex 1 line 3\ngraph_unknown_element 1 line 8\n"
          "graph_latin1 1 line 8\n");
}

TEST_CASE("what is no Pajek network is refused with its place", "[io][pajek]") {
    const std::pair<const char*, const char*> cases[] = {
        {"", "line 1: there is no network in the file; it begins with *Vertices and their number"},
        {"% nothing\n",
         "line 2: there is no network in the file; it begins with *Vertices and their "
         "number"},
        {"hello\n", "line 1: this line belongs to no section; Pajek's begin with an asterisk, as "
                    "*Vertices does"},
        {"*Vertices\n", "line 1: *Vertices does not say how many; write their number behind it"},
        {"*Vertices many\n", "line 1, column 11: this is no number; write one"},
        {"*Vertices -1\n", "line 1, column 11: this is no number; write one"},
        {"*Vertices 2 3\n",
         "line 1, column 13: more vertices are of the first kind than there are; "
         "correct it"},
        {"*Vertices 2\n3 \"x\"\n",
         "line 2, column 1: there is no vertex 3; they are numbered from 1 "
         "to 2"},
        {"*Vertices 2\nx\n", "line 2, column 1: this is no number; write one"},
        {"*Vertices 2\n1 \"x\n",
         "line 2, column 3: a quote is not closed; write a second one behind "
         "the text"},
        {"*Arcs\n1 2\n",
         "line 1, column 1: edges stand before *Vertices and their number; move them "
         "behind"},
        {"*Vertices 2\n*Arcs\n1\n",
         "line 3: an edge has only one end; write the number of the other "
         "behind it"},
        {"*Vertices 2\n*Arcs\n1 0\n", "line 3, column 3: there is no vertex 0; they are numbered "
                                      "from 1 to 2"},
        {"*Vertices 2\n*Arcs\n1:\n", "line 3: an edge has no ends; write the numbers of its "
                                     "vertices"},
        {"*Vertices 2\n*Edgeslist\n1 2.5\n", "line 3, column 3: this is no number; write one"},
        {"*Vertices 5000000000\n", "line 1: the file declares more than 2^32 - 2 vertices; split "
                                   "it"},
        {"*Vertices 4000000000\n4000000000 x\n", "line 2: the number 4000000000 is too high for a "
                                                 "file of this size; correct it"},
    };
    for (const auto& [text, message] : cases) {
        CAPTURE(text);
        CHECK(pajek_refusal_of(text) == "g.net: " + std::string(message));
    }
    CHECK(pajek_refusal_of("*Vertices 4000000000\n*Arcs\n1 4000000000\n") ==
          "g.net: it declares 4000000000 vertices, and is too short to tell anything of most; "
          "correct the number");
    std::string relation = "*Vertices 2\n*Arcs :1 \"" + std::string(1'000'000, 'r') + "\"\n";
    for (int i = 0; i < 2000; ++i) {
        relation += "1 2\n";
    }
    CHECK(pajek_refusal_of(relation).find("long values") != std::string::npos);
}

TEST_CASE("a Pajek path of 100,000 vertices and long lines are read", "[io][pajek]") {
    std::string path = "*Vertices 100001\n*Arcs\n";
    std::string star = "*Vertices 100001\n*Arcslist\n1";
    for (int i = 1; i <= 100'000; ++i) {
        path += std::to_string(i) + " " + std::to_string(i + 1) + "\n";
        star += " " + std::to_string(i + 1);
    }
    CHECK(pajek_of(path).edges.size() == 100'000);
    CHECK(pajek_of(star).edges.size() == 100'000);
}

TEST_CASE("a damaged Pajek network is a graph or a ParseError, nothing else", "[io][pajek][fuzz]") {
    constexpr std::string_view words[] = {"*Vertices 3",
                                          "*Arcs",
                                          "*Edges :3 \"x\"",
                                          "*Matrix",
                                          "\n",
                                          "*Partition p\n*Vertices 5\n1 2 3 4 5\n",
                                          "\"",
                                          "1",
                                          "*Network",
                                          "\xFF",
                                          "[1-",
                                          " ",
                                          "-",
                                          "999999999999999999999",
                                          "*Vertices 5 2",
                                          "5",
                                          "%",
                                          "NaN",
                                          "\\\"",
                                          "*Arcslist\n1 2 3",
                                          ""};
    require_stands_damage(std::string(pajek_net), words, 3000,
                          [](const std::string& text) { return pajek_of(text); });
}

TEST_CASE("a .net is a graph file only if it begins as Pajek's do", "[io][pajek][graph_file]") {
    const TemporaryFolder folder;
    write_file(folder / "g.net", pajek_net);
    write_file(folder / "other.net", "{\"incidents\": []}");
    CHECK(io::graph_file_kind(folder / "g.net") == io::GraphFileKind::pajek);
    CHECK_FALSE(io::is_graph_file(folder / "other.net"));
    CHECK(io::is_graph_file("any.paj"));
    CHECK(shown(io::read_graph_file(folder / "g.net")).starts_with("1 label='South"));
}

} // namespace sandhan::tests
