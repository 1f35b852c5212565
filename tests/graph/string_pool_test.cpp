// SPDX-License-Identifier: Apache-2.0
#include "graph/string_pool.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

using namespace sandhan::graph;

TEST_CASE("the empty text is number 0 and a text keeps its first number", "[graph][strings]") {
    StringPool pool;
    CHECK(pool.size() == 1);
    CHECK(pool.intern("") == 0);
    const StringId a = pool.intern("Rajkot");
    CHECK(pool.intern("rajkot") != a);
    CHECK(pool.intern(std::string("Raj") + "kot") == a);
    CHECK(pool[a] == "Rajkot");
    CHECK(pool.intern(std::string_view("Raj\0kot", 7)) != a); // a NUL is a byte like any other
}

TEST_CASE("texts keep their numbers while the pool grows and when it moves", "[graph][strings]") {
    StringPool pool;
    std::mt19937 random(1);
    std::map<std::string, StringId> numbers;
    for (int i = 0; i < 3000; ++i) {
        const std::string text = std::string(random() % 40, 'a') + std::to_string(random() % 2000);
        const StringId id = pool.intern(text);
        CHECK(numbers.emplace(text, id).first->second == id);
    }
    CHECK(pool.size() == numbers.size() + 1);
    StringPool moved = std::move(pool);
    for (const auto& [text, id] : numbers) {
        CHECK(moved[id] == text);
        CHECK(moved.intern(text) == id);
    }
}

TEST_CASE("an appended text has a number of its own", "[graph][strings]") {
    StringPool pool;
    const StringId first = pool.append("Rajkot");
    const StringId second = pool.append("Rajkot");
    CHECK(first != second);
    CHECK(pool[first] == pool[second]);
    CHECK(pool.append("") == 0);
    CHECK(pool.intern("Rajkot") != first); // what was appended is not looked up
    CHECK(pool.bytes(first, second + 1) == "RajkotRajkot");
    CHECK(pool.bytes(0, 1).empty());
}

TEST_CASE("a table of strings numbers them from 1", "[graph][strings]") {
    const std::vector<std::string_view> texts{"Pune", "", "Rajkot"};
    const StringTable table(texts);
    CHECK(table.size() == 4);
    CHECK(table[0].empty());
    CHECK(table[1] == "Pune");
    CHECK(table[2].empty());
    CHECK(table[3] == "Rajkot");
    CHECK(StringTable().size() == 1);
}
