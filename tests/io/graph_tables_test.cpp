// SPDX-License-Identifier: Apache-2.0
#include "io/graph_tables.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/graph_documents.hpp"

#include <cmath>
#include <optional>
#include <sstream>
#include <string>

namespace sandhan::tests {
namespace {

std::string table(const io::GraphDocument& g, io::TableDialect dialect, bool of_vertices) {
    std::ostringstream out;
    if (of_vertices) {
        (void)io::write_vertex_table(out, g, dialect);
    } else {
        (void)io::write_edge_table(out, g, dialect);
    }
    return out.str();
}

io::GraphDocument tabled() {
    io::GraphDocument g = small_document();
    g.vertex_columns = {{"label", Texts{"=1+1", "a \"b\", c", "two\nlines"}},
                        {"kind", Texts{"place", "", "group of people"}},
                        {"lat", Reals{-22.5, 1, std::nan("")}},
                        {"ID", Integers{1, std::nullopt, 3}}};
    return g;
}

} // namespace

TEST_CASE("plain tables are safe to open in a spreadsheet and hold every vertex",
          "[io][graph_tables]") {
    CHECK(table(tabled(), io::TableDialect::plain, true) ==
          "id,label,kind,lat,ID\r\n"
          "place:A,'=1+1,place,-22.5,1\r\n"
          "place:B,\"a \"\"b\"\", c\",,1,\r\n"
          "person:C,\"two\nlines\",group of people,,3\r\n");
    CHECK(table(tabled(), io::TableDialect::plain, false) ==
          "source,target,type,weight,first,last,incidents,evidence\r\n"
          "place:A,place:B,leg,4,2020-10-01,2020-10-07,2,WB-1; WB-2\r\n"
          "place:B,place:B,stay,1,,,,\r\n"
          "person:C,,,,,,,\r\n");
}

TEST_CASE("Neo4j's tables have labels, types and typed columns", "[io][graph_tables]") {
    CHECK(table(tabled(), io::TableDialect::neo4j, true) ==
          "id:ID,:LABEL,label,kind,lat:double,ID:long\r\n"
          "place:A,Place,=1+1,place,-22.5,1\r\n"
          "place:B,Vertex,\"a \"\"b\"\", c\",,1,\r\n"
          "person:C,GroupOfPeople,\"two\nlines\",group of people,,3\r\n");
    io::GraphDocument g = tabled();
    g.edge_columns[0] = {"type", Texts{"shared_incident, stated tie", ""}};
    CHECK(table(g, io::TableDialect::neo4j, false) ==
          ":START_ID,:END_ID,:TYPE,type,weight:double,first,last,incidents:long,"
          "evidence:string[]\r\n"
          "place:A,place:B,SHARED_INCIDENT_STATED_TIE,\"shared_incident, stated tie\",4,"
          "2020-10-01,2020-10-07,2,WB-1;WB-2\r\n"
          "place:B,place:B,EDGE,,1,,,,\r\n");
}

TEST_CASE("Spark does not tell two columns apart by capitals, so their names differ",
          "[io][graph_tables]") {
    std::ostringstream out;
    const auto notes = io::write_vertex_table(out, tabled(), io::TableDialect::graphframes);
    CHECK(out.str().starts_with("id,label,kind,lat,idX\r\n"));
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].code == "graph_column_renamed");
    CHECK(table(tabled(), io::TableDialect::graphframes, false)
              .starts_with("src,dst,type,weight,first,last,incidents,evidence\r\n"));
}

TEST_CASE("Analyst's Notebook gets one record a line, both ends with their labels",
          "[io][graph_tables]") {
    CHECK(table(tabled(), io::TableDialect::i2, true) ==
          "Entity ID,Entity Type,Entity Label,lat,ID\r\n"
          "place:A,place,'=1+1,-22.5,1\r\n"
          "place:B,node,\"a \"\"b\"\", c\",1,\r\n"
          "person:C,group of people,two lines,,3\r\n");
    CHECK(table(tabled(), io::TableDialect::i2, false)
              .starts_with(
                  "Link ID,End 1 ID,End 1 Type,End 1 Label,End 2 ID,End 2 Type,End 2 "
                  "Label,Link Type,Direction,weight,first,last,incidents,evidence\r\n"
                  "e0,place:A,place,'=1+1,place:B,node,\"a \"\"b\"\", c\",leg,End 1 to End 2,4,"));
}

TEST_CASE("the matrix sums what goes from each origin to each destination", "[io][graph_tables]") {
    io::GraphDocument g;
    g.directed = true;
    g.vertex_ids = {"a", "b", "lone", "c"};
    g.edges = {{0, 1}, {1, 0}, {0, 1}, {3, 3}};
    g.edge_columns = {{"weight", Reals{1, 2, 0.5, 4}}};
    std::ostringstream out;
    CHECK(io::write_matrix(out, g).empty());
    CHECK(out.str() == "origin,a,b,c,total\r\n"
                       "a,0,1.5,0,1.5\r\n"
                       "b,2,0,0,2\r\n"
                       "c,0,0,4,4\r\n"
                       "total,2,1.5,4,7.5\r\n");
    CHECK(io::matrix_size(g) == 3);
    g.directed = false;
    std::ostringstream both;
    (void)io::write_matrix(both, g);
    CHECK(both.str() == "origin,a,b,c,total\r\n"
                        "a,0,3.5,0,3.5\r\n"
                        "b,3.5,0,0,3.5\r\n"
                        "c,0,0,4,4\r\n"
                        "total,3.5,3.5,4,11\r\n");
}

} // namespace sandhan::tests
