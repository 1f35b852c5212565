// SPDX-License-Identifier: Apache-2.0
#include "graph/building/growing_column.hpp"
#include "tests/support/catch.hpp"

#include <cstdint>
#include <numeric>
#include <stdexcept>

using sandhan::graph::Table;
using sandhan::graph::building::GrowingColumn;

TEST_CASE("a column grows to millions of rows and none of them moves", "[graph][column]") {
    GrowingColumn<std::uint64_t> column;
    CHECK(column.size() == 0);
    const std::uint64_t* first = nullptr;
    for (const std::size_t more : {1U, 0U, 100U, 3'000'000U, 7U}) {
        const std::size_t from = column.size();
        column.extend(more);
        REQUIRE(column.size() == from + more);
        first = first == nullptr ? column.data() : first;
        CHECK(column.data() == first);
        const auto rows = column.rows().subspan(from);
        std::iota(rows.begin(), rows.end(), from);
    }
    const std::size_t size = column.size();
    const Table<std::uint64_t> table = column.finish();
    REQUIRE(table.size() == size);
    CHECK(table.data() == first);
    CHECK(table[0] == 0);
    CHECK(table[101] == 101);
    CHECK(table.back() == size - 1);
    CHECK(column.size() == 0);
}

TEST_CASE("rows can be put before those of a column", "[graph][column]") {
    constexpr std::size_t room = 1'000'000;
    const std::size_t front = GENERATE(0U, 1U, 511U, 512U, 513U, 999'999U, 1'000'000U);
    CAPTURE(front);
    GrowingColumn<std::uint32_t> column(room);
    column.extend(2);
    column[0] = 7;
    column[1] = 8;
    Table<std::uint32_t> table = column.finish(front);
    REQUIRE(table.size() == front + 2);
    for (std::size_t i = 0; i < front; ++i) {
        table.writable()[i] = 1;
    }
    CHECK(table[front] == 7);
    CHECK(table[front + 1] == 8);
    CHECK(std::accumulate(table.begin(), table.end(), std::size_t{0}) == front + 15);
}

TEST_CASE("a column refuses more rows than it has numbers or room for", "[graph][column]") {
    GrowingColumn<std::uint32_t> column(3);
    column.extend(5);
    CHECK_THROWS_AS(column.extend(column.most_rows - 4), std::length_error);
    CHECK(column.size() == 5);
    CHECK_THROWS_AS(column.finish(4), std::length_error);
    CHECK(column.finish(3).size() == 8);
    CHECK(column.finish().size() == 0); // an empty one
}
