// SPDX-License-Identifier: Apache-2.0
#include "io/graph_file.hpp"
#include "io/ucinet_dl_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"
#include "tests/support/graph_reading.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

namespace sandhan::tests {
namespace {

io::GraphDocument dl_of(std::string_view text, std::optional<bool> directed = std::nullopt) {
    io::GraphReadOptions options;
    options.directed = directed;
    return io::read_ucinet_dl(text, "g.dl", options);
}

std::string dl_refusal_of(std::string_view text) {
    return message_of<io::ParseError>([&] { (void)dl_of(text); });
}

constexpr std::string_view two_matrices =
    "DL N=3 NM=2\r\nFORMAT = FULLMATRIX DIAGONAL PRESENT\r\nROW LABELS:\r\n\"South 24\"\r\nশেখ\r\nc"
    "\r\nMATRIX LABELS:\r\ncalls\r\nmoney\r\nDATA:\r\n 0 2 0\r\n 0 0 1\r\n 0 0 1.5\r\n"
    " 0 0 0 0 0 0 7 0 0\r\n";

} // namespace

TEST_CASE("a full matrix of DL is a graph, several are its relations", "[io][dl]") {
    CHECK(shown(dl_of(two_matrices)) ==
          "1 label='South 24'\n2 label='শেখ'\n3 label='c'\n"
          "1 -> 2 weight=2.0 relation='calls'\n2 -> 3 weight=1.0 relation='calls'\n"
          "3 -> 3 weight=1.5 relation='calls'\n3 -> 1 weight=7.0 relation='money'\n");
    // One that equals its transpose has no directions.
    CHECK(shown(dl_of("dl n=3, format=fm\nlabels:\na,b,c\ndata:\n1 2 0\n2 0 1\n0 1 0")) ==
          "1 label='a'\n2 label='b'\n3 label='c'\n"
          "1 -- 1 weight=1\n1 -- 2 weight=2\n2 -- 3 weight=1\n");
    CHECK(dl_of("dl n=2 data: 0 1 2 0").directed);
    CHECK_FALSE(dl_of("dl n=2 data: 0 1 2 0", false).directed);
    CHECK(shown(dl_of("dl n=0 data:\n")) == "");
}

TEST_CASE("half a matrix, no diagonal and embedded labels are read", "[io][dl]") {
    CHECK(shown(dl_of("dl n = 3 format = lowerhalf diagonal = absent\ndata:\n1\n0 2.5\n")) ==
          "1\n2\n3\n2 -- 1 weight=1.0\n3 -- 2 weight=2.5\n");
    CHECK(shown(dl_of("dl n=3 format=uh\ndata:\n1 0 3\n0 4\n5")) ==
          "1\n2\n3\n1 -- 1 weight=1\n1 -- 3 weight=3\n2 -- 3 weight=4\n3 -- 3 weight=5\n");
    CHECK(shown(dl_of("DL n=3\nformat=fullmatrix\ndiagonal=absent\nlabels embedded:\ndata:\n"
                      "a \"b b\" c\na 1 0\n\"b b\" 0 2\nc 3 0\n")) ==
          "1 label='a'\n2 label='b b'\n3 label='c'\n"
          "1 -> 2 weight=1\n2 -> 3 weight=2\n3 -> 1 weight=3\n");
    CHECK(shown(dl_of("dl n=2 row labels embedded data:\nx 0 1\ny 1 0")) ==
          "1 label='x'\n2 label='y'\n1 -- 2 weight=1\n");
}

TEST_CASE("edge lists and node lists of DL are read", "[io][dl]") {
    CHECK(
        shown(dl_of("dl n=4 format=edgelist1\nlabels:a,b,\nc d\ndata:\n1 2\n2 1 0.5\n\n3 3,2\n")) ==
        "1 label='a'\n2 label='b'\n3 label='c'\n4 label='d'\n"
        "1 -> 2\n2 -> 1 weight=0.5\n3 -> 3 weight=2.0\n");
    CHECK(shown(dl_of(
              "dl n=3\nformat=edgelist1\nlabels embedded\ndata:\nann bob 2\n\"c d\" ann\n")) ==
          "1 label='ann'\n2 label='bob'\n3 label='c d'\n1 -> 2 weight=2\n3 -> 1\n");
    CHECK(shown(dl_of("dl n=4 format = nodelist1 data:\n1 2 3\n4\n2 1")) ==
          "1\n2\n3\n4\n1 -> 2\n1 -> 3\n2 -> 1\n");
    CHECK(shown(dl_of("dl nm=2 n=2 format=el1 matrix labels: p q\ndata:\n1 2\n!\n2 1\n")) ==
          "1\n2\n1 -> 2 relation='p'\n2 -> 1 relation='q'\n");
}

TEST_CASE("rows and columns of DL may be different things", "[io][dl]") {
    CHECK(shown(dl_of(
              "dl nr=2, nc=3\nrow labels:\np q\ncol labels:\nx,y,z\ndata:\n1 0 0\n0 0 2\n")) ==
          "r1 label='p' mode=1\nr2 label='q' mode=1\nc1 label='x' mode=2\nc2 label='y' mode=2\n"
          "c3 label='z' mode=2\nr1 -- c1 weight=1\nr2 -- c3 weight=2\n");
    CHECK(shown(dl_of("dl nr=2 nc=2 format=edgelist2 labels embedded data:\np x 1\nq x\n")) ==
          "r1 label='p' mode=1\nr2 label='q' mode=1\nc1 label='x' mode=2\nc2 mode=2\n"
          "r1 -- c1 weight=1\nr2 -- c1\n");
    CHECK(shown(dl_of("dl nr=1 nc=2 format=nodelist2 data:\n1 2 1\n")) ==
          "r1 mode=1\nc1 mode=2\nc2 mode=2\nr1 -- c2\nr1 -- c1\n");
    // The same number of each, with one set of labels, is one set of things.
    CHECK(shown(dl_of("dl nr=1 nc=1 labels: a data: 3")) == "1 label='a'\n1 -- 1 weight=3\n");
}

TEST_CASE("what is no DL file is refused with its place", "[io][dl]") {
    const std::pair<const char*, const char*> cases[] = {
        {"", "line 1: the file does not begin with DL; give a file that does"},
        {"graph {", "line 1: the file does not begin with DL; give a file that does"},
        {"dl n=3\n", "line 2: the header does not end; write data: before the data"},
        {"dl data:\n1", "line 1: the header does not say how many vertices there are; write n=…"},
        {"dl n=x data:", "line 1, column 6: this is no number of rows, columns or matrices; write "
                         "one"},
        {"dl n=-1 data:", "line 1, column 6: this is no number of rows, columns or matrices; write "
                          "one"},
        {"dl nm=99999999 n=1 data:", "line 1: there are more than 65536 matrices; split the file"},
        {"dl n=", "line 1: nothing stands behind n; write its value"},
        {"dl n=1 format=blockmatrix data:", "line 1, column 15: this format is not read; save as "
                                            "fullmatrix, edgelist1, edgelist2, nodelist1 or "
                                            "nodelist2"},
        {"dl n=1 colour=2 data:",
         "line 1, column 8: this word has no meaning before data:; a header "
         "has n, nr, nc, nm, format, labels"},
        {"dl n=1 row 2 data:", "line 1, column 12: the word labels is missing here; write it"},
        {"dl nr=1 nc=2 format=uh data:", "line 1: half a matrix must be square; correct nr and nc, "
                                         "or save it whole"},
        {"dl n=2 data:\n0 1\n0", "line 3: the file ends before all entries; it was cut short: save "
                                 "it again"},
        {"dl n=1 data:\n0\n5", "line 3, column 1: there are more entries than the matrix has; "
                               "correct n or nm"},
        {"dl n=1 data:\nx", "line 2, column 1: the entry is no number; correct it"},
        {"dl n=2 format=el1 data:\n1", "line 2: an edge has only one end; write the other behind "
                                       "it"},
        {"dl n=2 format=el1 data:\n1 3",
         "line 2, column 3: there is no vertex 3; they are numbered "
         "from 1 to 2"},
        {"dl n=2 format=el1 data:\n1 b", "line 2, column 3: this is no number of a vertex; write "
                                         "one, or say labels embedded in the header"},
        {"dl n=2 format=el1 data:\n1 2 x", "line 2, column 5: the weight is no number; correct it"},
        {"dl n=2 format=el1 data:\n1 2 1 1", "line 2, column 5: an edge has more than two ends and "
                                             "a weight; write one a line"},
        {"dl n=1 format=el1 labels embedded data:\na b", "line 2, column 3: this label is one more "
                                                         "than there are vertices; correct n"},
        {"dl n=1 format=el1 data:\n!\n", "line 2, column 1: there are more matrices than nm says; "
                                         "correct it"},
    };
    for (const auto& [text, message] : cases) {
        CAPTURE(text);
        CHECK(dl_refusal_of(text) == "g.dl: " + std::string(message));
    }
    CHECK(dl_refusal_of("dl n=2000000000 format=el1 data:\n1 2\n").find("too short to tell") !=
          std::string::npos);
    CHECK(dl_refusal_of("dl n=2000000000 data:\n1 2\n").find("cut short") != std::string::npos);
    CHECK(dl_refusal_of("dl nr=2000000000 nc=0 nm=65536 data:\n").find("too short to tell") !=
          std::string::npos);
}

TEST_CASE("a damaged DL file is a graph or a ParseError, nothing else", "[io][dl][fuzz]") {
    constexpr std::string_view words[] = {"labels embedded",
                                          "data:",
                                          "n=3",
                                          "format=edgelist1",
                                          "\n",
                                          "!",
                                          "\"",
                                          ",",
                                          "=",
                                          "diagonal=absent",
                                          "nm=3",
                                          "labels:",
                                          "1",
                                          "-",
                                          "\xFF",
                                          ":",
                                          "nr=2 nc=3",
                                          "999999999999999999999",
                                          ""};
    require_stands_damage(std::string(two_matrices), words, 3000,
                          [](const std::string& text) { return dl_of(text); });
    const TemporaryFolder folder;
    write_file(folder / "g.dl", two_matrices);
    CHECK(shown(io::read_graph_file(folder / "g.dl")) == shown(dl_of(two_matrices)));
}

} // namespace sandhan::tests
