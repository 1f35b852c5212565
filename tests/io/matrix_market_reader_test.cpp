// SPDX-License-Identifier: Apache-2.0
#include "io/graph_file.hpp"
#include "io/matrix_market_reader.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"
#include "tests/support/graph_reading.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

namespace sandhan::tests {
namespace {

io::GraphDocument matrix_of(std::string_view text, std::optional<bool> directed = std::nullopt) {
    io::GraphReadOptions options;
    options.directed = directed;
    return io::read_matrix_market(text, "g.mtx", options);
}

std::string matrix_refusal_of(std::string_view text) {
    return message_of<io::ParseError>([&] { (void)matrix_of(text); });
}

constexpr std::string_view coordinates =
    "%%MatrixMarket matrix coordinate real general\n% made by hand\n\n3 3 5\n"
    "1 2 2.5\n2 1 1\n\n3 3 -1e-3\n1 2 4\n2 3 0\n";

} // namespace

TEST_CASE("a Matrix Market file of coordinates is a graph", "[io][matrix_market]") {
    CHECK(shown(matrix_of(coordinates)) ==
          "1\n2\n3\n1 -> 2 weight=2.5\n2 -> 1 weight=1.0\n3 -> 3 weight=-0.001\n1 -> 2 weight=4.0\n"
          "graph_zero_entry 1 line 10\n");
    CHECK(shown(matrix_of("%%MatrixMarket matrix coordinate pattern symmetric\r\n%\r\n2 2 2\r\n"
                          "2 1\r\n2 2\r\n")) == "1\n2\n2 -- 1\n2 -- 2\n");
    CHECK(shown(matrix_of("%%matrixmarket MATRIX Coordinate Integer SKEW-symmetric\n3 3 2\n2 1 5\n"
                          "3 1 -4\n")) == "1\n2\n3\n2 -> 1 weight=5\n1 -> 3 weight=4\n");
    CHECK(shown(matrix_of("%%MatrixMarket matrix coordinate real general\n0 0 0\n")) == "");
    CHECK_FALSE(matrix_of(coordinates, false).directed);
}

TEST_CASE("a Matrix Market array is a graph, column by column", "[io][matrix_market]") {
    CHECK(shown(matrix_of("%%MatrixMarket matrix array integer general\n2 2\n0\n3\n7\n0\n")) ==
          "1\n2\n2 -> 1 weight=3\n1 -> 2 weight=7\n");
    CHECK(shown(matrix_of("%%MatrixMarket matrix array real symmetric\n2 2\n1 2 0\n")) ==
          "1\n2\n1 -- 1 weight=1\n2 -- 1 weight=2\n");
    CHECK(shown(matrix_of("%%MatrixMarket matrix array real skew-symmetric\n3 3\n1\n-2\n0\n")) ==
          "1\n2\n3\n2 -> 1 weight=1\n1 -> 3 weight=2\n");
    // Rows and columns are different things.
    CHECK(shown(matrix_of("%%MatrixMarket matrix array real general\n2 1\n1\n0\n")) ==
          "r1 mode=1\nr2 mode=1\nc1 mode=2\nr1 -- c1 weight=1\n");
    CHECK(shown(matrix_of("%%MatrixMarket matrix coordinate pattern general\n1 2 1\n1 2\n")) ==
          "r1 mode=1\nc1 mode=2\nc2 mode=2\nr1 -- c2\n");
    CHECK(shown(matrix_of("%%MatrixMarket matrix array real general\n0 2\n")) ==
          "c1 mode=2\nc2 mode=2\n");
}

TEST_CASE("what is no such matrix is refused with its place", "[io][matrix_market]") {
    const std::string general = "%%MatrixMarket matrix coordinate real general\n";
    const std::pair<std::string, const char*> cases[] = {
        {"", "line 1: the file does not begin with %%MatrixMarket matrix; give a file that does"},
        {"%%MatrixMarket vector coordinate real general\n",
         "line 1: the file does not begin with %%MatrixMarket matrix; give a file that does"},
        {"%%MatrixMarket matrix coordinate\n",
         "line 1: the first line is too short; it ends as in coordinate real general"},
        {"%%MatrixMarket matrix dense real general\n",
         "line 1, column 23: the matrix is neither coordinate nor array; convert it to one"},
        {"%%MatrixMarket matrix coordinate complex general\n",
         "line 1, column 34: the entries are neither real, integer nor pattern; convert them"},
        {"%%MatrixMarket matrix array pattern general\n",
         "line 1, column 29: an array cannot be a pattern; give it entries"},
        {"%%MatrixMarket matrix coordinate real hermitian\n",
         "line 1, column 39: the matrix is neither general, symmetric nor skew-symmetric; convert "
         "it"},
        {"%%MatrixMarket matrix coordinate real symmetric\n2 3 0\n",
         "line 2, column 3: a matrix that is not square cannot be symmetric; correct its size"},
        {general, "line 2: the file ends before the size of the matrix; it was cut short: save it "
                  "again"},
        {general + "2 2 x\n", "line 2, column 5: this is no whole number, 0 or more; correct it"},
        {general + "2 2 1\n1 2\n",
         "line 4: the file ends before all entries; it was cut short: save "
         "it again"},
        {general + "2 2 1\n1 2 3\n% no\n2 1 3\n",
         "line 5, column 1: there are more entries than the file says; correct their number"},
        {general + "2 2 1\n1 3 3\n",
         "line 3, column 3: the entry lies outside the matrix, which has "
         "2 rows or columns; correct it"},
        {general + "2 2 1\n0 1 3\n",
         "line 3, column 1: the entry lies outside the matrix, which has "
         "2 rows or columns; correct it"},
        {general + "2 2 1\n1 1 Zorvane\n", "line 3, column 5: the entry is no number; correct it"},
        {general + "5000000000 5000000000 0\n",
         "line 2: the file declares more than 2^32 - 2 vertices; split it"},
    };
    for (const auto& [text, message] : cases) {
        CAPTURE(text);
        CHECK(matrix_refusal_of(text) == "g.mtx: " + std::string(message));
    }
    CHECK(matrix_refusal_of(general + "4000000000 4000000000 1\n1 4000000000 1\n")
              .find("too short to tell anything") != std::string::npos);
}

TEST_CASE("a damaged matrix is a graph or a ParseError, nothing else",
          "[io][matrix_market][fuzz]") {
    constexpr std::string_view words[] = {"array", "pattern", "symmetric", "3 3 5", "\n",    " ",
                                          "-1",    "%",       "0",         "skew-", "1e999", "NaN",
                                          "\xFF",  "integer", "9999999",   ""};
    require_stands_damage(std::string(coordinates), words, 3000,
                          [](const std::string& text) { return matrix_of(text); });
    const TemporaryFolder folder;
    write_file(folder / "g.mtx", coordinates);
    CHECK(shown(io::read_graph_file(folder / "g.mtx")) == shown(matrix_of(coordinates)));
}

} // namespace sandhan::tests
