// SPDX-License-Identifier: Apache-2.0
#include "io/value.hpp"
#include "tests/support/catch.hpp"

using namespace sandhan::io;

TEST_CASE("a value holds what it was made of", "[io][value]") {
    CHECK(Value().is_null());
    CHECK(*Value(true).get<bool>());
    CHECK(Value(true).get<std::int64_t>() == nullptr); // a bool is no number
    CHECK(*Value(7U).get<std::int64_t>() == 7);
    CHECK(*Value(std::int64_t{-1}).get<std::int64_t>() == -1);
    CHECK(*Value(0.5).get<double>() == 0.5);
    CHECK(*Value("text").get<std::string>() == "text"); // a literal is no bool
    CHECK(*Value(std::string_view("a\0b", 3)).get<std::string>() == std::string("a\0b", 3));
    CHECK(Value(List{1, "two"}).get<List>()->size() == 2);
}

TEST_CASE("a field is found by name or dotted path, what is not there is null", "[io][value]") {
    const Value value(Record{{"origin", Record{{"label", "Rajkot"}, {"lat", 22.3}}}, {"n", 2}});
    CHECK(*value["n"].get<std::int64_t>() == 2);
    CHECK(*value.at_path("origin.label").get<std::string>() == "Rajkot");
    CHECK(value.at_path("origin").get<Record>()->size() == 2);
    CHECK(value["origin.label"].is_null());
    CHECK(value["nothing"].is_null());
    CHECK(value.at_path("origin.nothing.more").is_null());
    CHECK(value.at_path("n.label").is_null());
    CHECK(Value(3)["n"].is_null());
    CHECK(&value.at_path("") == &value);
}

TEST_CASE("texts of any range are a list", "[io][value]") {
    const std::vector<std::string_view> words{"a", "b"};
    const List list = texts(words);
    REQUIRE(list.size() == 2);
    CHECK(*list[1].get<std::string>() == "b");
}
