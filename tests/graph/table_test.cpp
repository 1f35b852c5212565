// SPDX-License-Identifier: Apache-2.0
#include "graph/table.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"

#include <array>
#include <memory>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

using namespace sandhan::graph;

TEST_CASE("a table takes the rows of a vector", "[graph][table]") {
    const Table<int> table(std::vector<int>{3, 1, 2});
    CHECK(table.size() == 3);
    CHECK(table.front() == 3);
    CHECK(table.back() == 2);
    CHECK(std::accumulate(table.begin(), table.end(), 0) == 6);
    CHECK(Table<int>().empty());
}

TEST_CASE("rows that another owns live as long as the table and are not changed",
          "[graph][table]") {
    auto owner = std::make_shared<std::array<int, 3>>(std::array<int, 3>{4, 5, 6});
    const std::weak_ptr<void> alive = owner;
    Table<int> table(std::span<const int>(*owner), owner);
    owner.reset();
    CHECK(table[1] == 5);
    CHECK(sandhan::tests::message_of<std::logic_error>([&] { (void)table.writable(); }) ==
          "table: the rows of a mapped file can't be changed");
    const Table<int> moved = std::move(table);
    CHECK(moved[2] == 6);
    CHECK_FALSE(alive.expired());
    table = {};
}

TEST_CASE("unset rows are set through writable()", "[graph][table]") {
    auto table = Table<int>::unset(1000);
    std::iota(table.writable().begin(), table.writable().end(), 0);
    CHECK(table[999] == 999);
    CHECK(Table<int>::unset(0).empty());
}
