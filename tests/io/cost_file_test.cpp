// SPDX-License-Identifier: Apache-2.0
#include "io/cost_file.hpp"
#include "io/errors.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

using namespace sandhan;
using namespace sandhan::tests;

TEST_CASE("costs of places and of corridors are read", "[io][cost_file]") {
    const TempFolder folder;
    const auto places = io::read_cost_file(
        folder.write("p.csv", "Cost,id,remark\n2.5,place:IN-WB/howrah,big\n\n1,Patna,\n"));
    CHECK_FALSE(places.of_corridors);
    REQUIRE(places.rows.size() == 2);
    CHECK(places.rows[0].place == "place:IN-WB/howrah");
    CHECK(places.rows[0].cost == 2.5);
    CHECK(places.rows[0].line == 2);
    CHECK(places.rows[1].place == "Patna");
    CHECK(places.rows[1].line == 4);
    const auto corridors = io::read_cost_file(
        folder.write("c.tsv", "origin\tdestination\tcost\nHowrah, West Bengal\tPatna\t3\n"));
    CHECK(corridors.of_corridors);
    REQUIRE(corridors.rows.size() == 1);
    CHECK(corridors.rows[0].place == "Howrah, West Bengal");
    CHECK(corridors.rows[0].destination == "Patna");
    CHECK(io::read_cost_file(folder.write("e.csv", "id,cost\n")).rows.empty());
}

TEST_CASE("a file that tells no costs is refused with line, column and remedy", "[io][cost_file]") {
    const TempFolder folder;
    const auto refused = [&](std::string_view text) {
        const auto path = folder.write("x.csv", text);
        return message_of<io::ParseError>([&] { (void)io::read_cost_file(path); })
            .substr(path.size());
    };
    const std::string number = " is not a finite number above 0; write one such as 2.5";
    CHECK(refused("id,cost\nHowrah,-2\n") == ": line 2: column cost: -2" + number);
    CHECK(refused("id,cost\nHowrah,0\n") == ": line 2: column cost: 0" + number);
    CHECK(refused("id,cost\nHowrah,inf\n") == ": line 2: column cost: inf" + number);
    CHECK(refused("id,cost\nHowrah,\n") == ": line 2: column cost: nothing" + number);
    CHECK(refused("id,cost\nHowrah,dear\n") == ": line 2: column cost: (text, not shown)" + number);
    CHECK(refused("id,cost\n,2\n") ==
          ": line 2: column id is empty; give the id or name of a place");
    CHECK(refused("origin,destination,cost\nHowrah,,2\n") ==
          ": line 2: column destination is empty; give the id or name of a place");
    CHECK(refused("id,cost\nHowrah,West Bengal,2\n") ==
          ": line 2: 3 cells where the header has 2; put quotes around a cell that holds a comma");
    const std::string header = ": line 1: the header does not fit; costs have the columns id,cost "
                               "or origin,destination,cost";
    CHECK(refused("place,price\n") == header);
    CHECK(refused("origin,cost\n") == header);
    CHECK(refused("id,origin,destination,cost\n") == header);
    CHECK(refused("") == ": the file is empty; costs have the columns id,cost or "
                         "origin,destination,cost");
    CHECK(message_of<io::FileError>([] {
              (void)io::read_cost_file("/nowhere/x.csv");
          }).starts_with("/nowhere/x.csv"));
}
