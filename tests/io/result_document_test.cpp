// SPDX-License-Identifier: Apache-2.0
#include "io/result_document.hpp"
#include "tests/support/catch.hpp"

#include <nlohmann/json.hpp>

#include <cmath>
#include <random>
#include <sstream>

using namespace sandhan::io;
using Json = nlohmann::json;

namespace {

std::string json_of(const ResultDocument& result) {
    std::ostringstream out;
    write_json(out, result);
    return out.str();
}

std::string csv_of(const ResultDocument& result) {
    std::ostringstream out;
    write_csv(out, result);
    return out.str();
}

std::string table_of(const ResultDocument& result, const TableStyle& style = {}) {
    std::ostringstream out;
    write_table(out, result, style);
    return out.str();
}

ResultDocument two_rows() {
    ResultDocument result;
    result.command = "routes";
    result.parameters = {{"level", "district"}};
    result.files = {"a.json"};
    result.incidents = 3;
    result.unusable = 1;
    result.vertices = 2;
    result.edges = 1;
    result.rows = {Record{{"rank", 1}, {"place", Record{{"label", "Rajkot"}}}, {"share", 0.5}},
                   Record{{"rank", 2}, {"place", Record{{"label", "राजकोट"}}}, {"share", 2.0}}};
    result.columns = {{"#", "rank", Alignment::right},
                      {"place", "place.label"},
                      {"share", "share", Alignment::right, 1}};
    result.csv = {{"rank", "rank"}, {"place_label", "place.label"}, {"share", "share"}};
    return result;
}

/// RFC 4180, read back: rows of cells.
std::vector<std::vector<std::string>> cells_of(const std::string& csv) {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::string> row;
    std::string cell;
    bool quoted = false;
    for (std::size_t i = 0; i < csv.size(); ++i) {
        if (quoted) {
            if (csv[i] != '"') {
                cell += csv[i];
            } else if (i + 1 < csv.size() && csv[i + 1] == '"') {
                cell += csv[++i];
            } else {
                quoted = false;
            }
        } else if (csv[i] == '"') {
            quoted = true;
        } else if (csv[i] == ',') {
            row.push_back(std::exchange(cell, {}));
        } else if (csv[i] == '\r') {
            REQUIRE(csv[++i] == '\n');
            row.push_back(std::exchange(cell, {}));
            rows.push_back(std::exchange(row, {}));
        } else {
            cell += csv[i];
        }
    }
    CHECK(cell.empty());
    CHECK(row.empty());
    return rows;
}

} // namespace

TEST_CASE("the JSON of a result has its members in their order", "[io][result]") {
    ResultDocument result = two_rows();
    result.graph_extra = {{"modularity", 0.25}};
    result.extra = {{"places", List{}}};
    const std::string text = json_of(result);
    const auto written = nlohmann::ordered_json::parse(text);
    std::vector<std::string> members;
    for (const auto& [name, value] : written.items()) {
        members.push_back(name);
    }
    CHECK(members == std::vector<std::string>{"tool", "version", "command", "parameters", "input",
                                              "graph", "rows", "places"});
    CHECK(written["tool"] == "analyse");
    CHECK(written["input"]["incidents"] == 3);
    CHECK(written["input"]["unusable"] == 1);
    CHECK(written["input"]["files"].dump() == R"(["a.json"])");
    CHECK(written["graph"]["modularity"] == 0.25);
    CHECK(written["rows"][1]["place"]["label"] == "राजकोट");
    CHECK_FALSE(written.contains("victims_revealed"));
    result.revealed = true;
    CHECK(Json::parse(json_of(result))["victims_revealed"] == true);
}

TEST_CASE("an answer of no rows is valid in every form", "[io][result]") {
    ResultDocument result;
    CHECK(Json::parse(json_of(result))["rows"].empty());
    CHECK(csv_of(result) == "\r\n");
    CHECK(table_of(result).empty());
}

TEST_CASE("numbers that JSON cannot say are null, bytes that are no text are repaired",
          "[io][result]") {
    ResultDocument result;
    result.rows = {Record{{"nan", std::nan("")},
                          {"large", std::int64_t{9007199254740993}},
                          {"bytes", "a\xff\xc3z"},
                          {"nul", std::string_view("a\0b", 3)},
                          {"third", 1.0 / 3.0}}};
    const Json row = Json::parse(json_of(result))["rows"][0];
    CHECK(row["nan"].is_null());
    CHECK(row["large"] == 9007199254740993);
    CHECK(row["bytes"] == "a\xEF\xBF\xBD\xEF\xBF\xBDz");
    CHECK(row["nul"] == std::string("a\0b", 3));
    CHECK(row["third"] == 1.0 / 3.0);
}

TEST_CASE("a CSV cell that a spreadsheet would run is made harmless", "[io][result]") {
    ResultDocument result;
    result.csv = {{"x", "x"}, {"n", "n"}};
    for (const char* text : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "plain", "1-1"}) {
        result.rows.emplace_back(Record{{"x", text}, {"n", -1}});
    }
    const auto cells = cells_of(csv_of(result));
    REQUIRE(cells.size() == 9);
    CHECK(cells[1][0] == "'=1+1");
    CHECK(cells[2][0] == "'+1");
    CHECK(cells[3][0] == "'-1");
    CHECK(cells[4][0] == "'@SUM(A1)");
    CHECK(cells[5][0] == "'\tx");
    CHECK(cells[6][0] == "'\rx");
    CHECK(cells[7][0] == "plain");
    CHECK(cells[8][0] == "1-1");
    CHECK(cells[1][1] == "-1"); // a number is a number
}

TEST_CASE("every text comes back from the CSV as it was", "[io][result][property]") {
    const auto seed = GENERATE(range(0u, 50u));
    CAPTURE(seed);
    std::mt19937 random(seed);
    const std::string letters = "ab,\"\n\r; '";
    ResultDocument result;
    result.revealed = seed % 2 == 0;
    result.csv = {{"x", "x"}, {"y", "y"}};
    std::vector<std::pair<std::string, std::string>> wanted;
    for (int r = 0; r < 6; ++r) {
        const auto text = [&] {
            std::string t = "t"; // nothing that a spreadsheet runs
            for (std::size_t n = random() % 8; n > 0; --n) {
                t += letters[random() % letters.size()];
            }
            return t;
        };
        wanted.emplace_back(text(), text());
        result.rows.emplace_back(Record{{"y", wanted.back().second}, {"x", wanted.back().first}});
    }
    const auto cells = cells_of(csv_of(result));
    REQUIRE(cells.size() == wanted.size() + 1);
    for (std::size_t r = 0; r < wanted.size(); ++r) {
        REQUIRE(cells[r + 1].size() == (result.revealed ? 3 : 2));
        CHECK(cells[r + 1][0] == wanted[r].first);
        CHECK(cells[r + 1][1] == wanted[r].second);
        CHECK(cells[r + 1].back() == (result.revealed ? "true" : wanted[r].second));
    }
}

TEST_CASE("a table is aligned by what the terminal shows", "[io][result]") {
    ResultDocument result = two_rows();
    result.heading = "Places";
    result.notes = {"A note."};
    CHECK(table_of(result) == "Places\n\n"
                              "#  place   share\n"
                              "─  ──────  ─────\n"
                              "1  Rajkot    0.5\n"
                              "2  राजकोट    2.0\n"
                              "A note.\n");
    CHECK(display_width("राजकोट") == 6); // vowel signs beside a letter take a cell
    CHECK(display_width("हिन्दी") == 5);  // a virama takes none
    CHECK(display_width("漢字") == 4);
    CHECK(display_width("e\u0301") == 1);
}

TEST_CASE("a table cut short says so", "[io][result]") {
    const std::string text = table_of(two_rows(), {0, false, 1});
    CHECK(text.find("Rajkot") != std::string::npos);
    CHECK(text.find("राज") == std::string::npos);
    CHECK(text.find("… 1 more rows; --top 0 shows all") != std::string::npos);
    CHECK(table_of(two_rows(), {0, false, 0}) == table_of(two_rows()));
}

TEST_CASE("no control character of a record reaches the terminal", "[io][result]") {
    ResultDocument result = two_rows();
    result.rows[0] = Record{{"place", Record{{"label", "a\033[31mred\nline\x7f"}}}};
    const std::string text = table_of(result);
    CHECK(text.find('\033') == std::string::npos);
    CHECK(text.find("red line") != std::string::npos);
    CHECK(table_of(two_rows(), {0, true, 20}).find('\033') != std::string::npos);
}

TEST_CASE("a table fits the terminal as far as it can", "[io][result][property]") {
    const auto width = GENERATE(range(40u, 120u, 7u));
    ResultDocument result;
    result.columns = {{"left", "a"}, {"other", "b"}, {"n", "n", Alignment::right}};
    for (int r = 0; r < 5; ++r) {
        result.rows.emplace_back(Record{{"a", std::string(static_cast<std::size_t>(r) * 9, 'x')},
                                        {"b", "दक्षिण 24 परगना, पश्चिम बंगाल 漢字漢字漢字漢字"},
                                        {"n", 100 * r}});
    }
    std::istringstream lines(table_of(result, {width, false, 0}));
    for (std::string line; std::getline(lines, line);) {
        CHECK(display_width(line) <= width);
        CHECK((line.empty() || line.back() != ' '));
    }
}

TEST_CASE("where a terminal is narrow, texts wrap and columns that can be spared go",
          "[io][result]") {
    ResultDocument result;
    result.rows = {Record{{"place", "South 24 Parganas, West Bengal"},
                          {"n", 11},
                          {"first", "2018-06-22"},
                          {"more", "A-1; A-2"}}};
    result.columns = {{.header = "place", .path = "place", .least = 18, .wraps = true},
                      {"n", "n", Alignment::right},
                      {"first", "first"},
                      {.header = "more", .path = "more", .spare = 1}};
    CHECK(table_of(result) == "place                            n  first       more\n"
                              "──────────────────────────────  ──  ──────────  ────────\n"
                              "South 24 Parganas, West Bengal  11  2018-06-22  A-1; A-2\n");
    TableStyle style;
    style.width = 40;
    CHECK(table_of(result, style) == "place                      n  first\n"
                                     "────────────────────────  ──  ──────────\n"
                                     "South 24 Parganas, West   11  2018-06-22\n"
                                     "Bengal\n"
                                     "A wider terminal also shows: more\n");
}

TEST_CASE("more numbers than a terminal is wide go on below, with the names again",
          "[io][result]") {
    ResultDocument result;
    result.rows = {Record{{"rank", 1}, {"place", "Howrah"}, {"a", 11}, {"b", 22}, {"c", 33}},
                   Record{{"rank", 2}, {"place", "Patna"}, {"a", 4}, {"b", 5}, {"c", 6}}};
    result.columns = {{"#", "rank", Alignment::right},
                      {"place", "place"},
                      {"betweenness", "a", Alignment::right},
                      {"closeness", "b", Alignment::right},
                      {"pagerank", "c", Alignment::right}};
    TableStyle style;
    style.width = 34;
    CHECK(table_of(result, style) == "#  place   betweenness  closeness\n"
                                     "─  ──────  ───────────  ─────────\n"
                                     "1  Howrah           11         22\n"
                                     "2  Patna             4          5\n"
                                     "\n"
                                     "#  place   pagerank\n"
                                     "─  ──────  ────────\n"
                                     "1  Howrah        33\n"
                                     "2  Patna          6\n");
    style.width = 8; // one column at a time, however narrow
    const std::string narrow = table_of(result, style);
    CHECK(narrow.find("closeness\n") != std::string::npos);
    CHECK(std::count(narrow.begin(), narrow.end(), '#') == 3);
}

TEST_CASE("a result that shows victims says so first", "[io][result]") {
    ResultDocument result = two_rows();
    result.revealed = true;
    CHECK(table_of(result).starts_with("VICTIMS' DATA IS SHOWN"));
    CHECK(csv_of(result).starts_with("rank,place_label,share,victims_revealed\r\n"));
}
