// SPDX-License-Identifier: Apache-2.0
#include "io/errors.hpp"
#include "io/number_file.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

using namespace sandhan;
using namespace sandhan::tests;

TEST_CASE("a file of numbers gives names and values", "[io][number_file]") {
    const TempFolder folder;
    const auto path = folder.write("s.json", "{\"years\": 3,\n \"duplicate\": 0.1}\n");
    const std::vector<std::pair<std::string, double>> expected{{"duplicate", 0.1}, {"years", 3}};
    CHECK(io::read_number_file(path) == expected);
    CHECK(io::parse_numbers("{}", "s.json").empty());
}

TEST_CASE("what is no object of numbers is refused with file and field", "[io][number_file]") {
    const auto refused = [](std::string_view text) {
        return message_of<io::ParseError>([&] { (void)io::parse_numbers(text, "s.json"); });
    };
    CHECK(refused("[1]") == "s.json: this is a list; give an object of names and numbers: "
                            "{\"corridors\": 100}");
    CHECK(refused("{\"years\": \"3\"}") == "s.json: /years: this is a string; give a number");
    CHECK(refused("{\"years\": [3]}") == "s.json: /years: this is a list; give a number");
    CHECK(refused("{\"years\": 3").starts_with("s.json: "));
    CHECK(refused("{\"years\": 3, \"years\": 4}").starts_with("s.json: "));
    CHECK(refused("").starts_with("s.json: "));
    CHECK(message_of<io::FileError>([] {
              (void)io::read_number_file("/nowhere/s.json");
          }).starts_with("/nowhere/s.json: "));
}
