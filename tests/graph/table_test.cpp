// SPDX-License-Identifier: Apache-2.0
#include "graph/table.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/thrown.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
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
    // Some that fill large pages, and do not fill the last.
    for (const std::size_t size : {524'287U, 524'288U, 1'300'000U}) {
        auto large = Table<int>::unset(size);
        CHECK(reinterpret_cast<std::uintptr_t>(large.data()) % 64 == 0);
        std::iota(large.writable().begin(), large.writable().end(), 0);
        CHECK(large.back() == static_cast<int>(size) - 1);
    }
}

TEST_CASE("a table made too long is cut to what was filled", "[graph][table]") {
    auto table = Table<int>::unset(1000);
    std::iota(table.writable().begin(), table.writable().begin() + 3, 1);
    table.truncate(3);
    CHECK(std::vector<int>(table.begin(), table.end()) == std::vector<int>{1, 2, 3});
    CHECK(table.writable().size() == 3);
    table.truncate(5); // never longer
    CHECK(table.size() == 3);
}

TEST_CASE("copies of shared rows are the same rows, alive as long as one copy", "[graph][table]") {
    auto first = std::make_unique<SharedRows<int>>(Table<int>(std::vector<int>{7, 8}));
    const SharedRows<int> copy = *first;
    CHECK(copy.data() == first->data());
    first.reset();
    CHECK(std::vector<int>(copy.begin(), copy.end()) == std::vector<int>{7, 8});
    CHECK(SharedRows<int>().size() == 0);
}
