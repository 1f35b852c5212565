// SPDX-License-Identifier: Apache-2.0
#include "graph/string_pool.hpp"
#include "tests/support/catch.hpp"

#include <map>
#include <random>
#include <type_traits>

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

TEST_CASE("texts stay where they are while the pool grows and when it moves", "[graph][strings]") {
    StringPool pool;
    std::mt19937 random(1);
    std::map<std::string, StringId> numbers;
    std::vector<std::pair<std::string_view, const char*>> views;
    for (int i = 0; i < 300; ++i) {
        // Up to more than a block, so that blocks fill up and some texts need one of their own.
        const std::string text(random() % (i % 50 == 0 ? 3'000'000 : 30'000), 'a');
        const StringId id = pool.intern(text);
        numbers.emplace(text, id);
        views.emplace_back(pool[id], pool[id].data());
    }
    CHECK(pool.size() == numbers.size() + (numbers.contains("") ? 0 : 1));
    StringPool moved = std::move(pool);
    for (const auto& [text, id] : numbers) {
        CHECK(moved[id] == text);
        CHECK(moved.intern(text) == id);
    }
    for (const auto& [view, data] : views) {
        CHECK(moved[numbers.at(std::string(view))].data() == data);
    }
}

// A copy's views would point into the pool it was made from.
TEST_CASE("a pool is moved, never copied", "[graph][strings]") {
    STATIC_REQUIRE(!std::is_copy_constructible_v<StringPool>);
    STATIC_REQUIRE(!std::is_copy_assignable_v<StringPool>);
    STATIC_REQUIRE(std::is_move_assignable_v<StringPool>);
}
