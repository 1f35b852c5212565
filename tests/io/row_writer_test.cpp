// SPDX-License-Identifier: Apache-2.0
// Rows made on all threads: their order, their failures; and ids packed for them.
#include "io/packed_ids.hpp"
#include "io/row_writer.hpp"
#include "tests/support/catch.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <sstream>
#include <stdexcept>
#include <streambuf>

namespace sandhan::tests {
namespace {

/// Takes so many bytes and then none.
class FullDevice : public std::streambuf {
  public:
    explicit FullDevice(std::size_t room) : m_room(room) {}

  protected:
    std::streamsize xsputn(const char*, std::streamsize size) override {
        if (static_cast<std::size_t>(size) > m_room) {
            throw std::runtime_error("the device is full");
        }
        m_room -= static_cast<std::size_t>(size);
        return size;
    }

  private:
    std::size_t m_room;
};

void make_row(io::RowPart& part, std::size_t row) {
    part.text += std::to_string(row) + (row % 1000 == 0 ? std::string(3000, '.') : "") + "\n";
    part.replaced += row % 3 == 0 ? 1U : 0U;
}

} // namespace

TEST_CASE("rows are written in their order by any number of threads", "[io][row_writer]") {
    const tbb::global_control limit(tbb::global_control::max_allowed_parallelism, 8);
    for (const std::size_t rows : {0U, 1U, 1023U, 1024U, 1025U, 16'384U, 16'385U, 100'000U}) {
        io::RowPart expected;
        for (std::size_t row = 0; row < rows; ++row) {
            make_row(expected, row);
        }
        for (const int threads : {1, 2, 8}) {
            CAPTURE(rows, threads);
            std::ostringstream out;
            const auto replaced = tbb::task_arena(threads).execute(
                [&] { return io::write_rows(out, rows, {}, make_row); });
            CHECK((out.str() == expected.text));
            CHECK(replaced == expected.replaced);
        }
    }
}

TEST_CASE("a row, a stream or a control that fails ends the writing", "[io][row_writer]") {
    std::ostringstream out;
    CHECK_THROWS_AS(io::write_rows(out, 50'000, {},
                                   [](io::RowPart& part, std::size_t row) {
                                       make_row(part, row);
                                       if (row == 33'333) {
                                           throw std::length_error("no such row");
                                       }
                                   }),
                    std::length_error);
    FullDevice device(30'000);
    std::ostream full(&device);
    full.exceptions(std::ios::badbit); // passes on what the buffer throws
    CHECK_THROWS_WITH(io::write_rows(full, 100'000, {}, make_row), "the device is full");
    graph::RunControl control;
    control.stop_requested = [] { return true; };
    CHECK_THROWS_AS(io::write_rows(out, 5, control, make_row), graph::Cancelled);
}

TEST_CASE("packed ids are what they were", "[io][row_writer]") {
    for (const std::size_t longest : {0U, 6U, 7U, 8U, 15U, 16U, 31U, 32U, 300U}) {
        std::vector<std::string> ids{"", "a", std::string(longest, 'x'), "b"};
        const io::PackedIds packed(ids);
        CAPTURE(longest);
        for (std::size_t i = 0; i < ids.size(); ++i) {
            packed.prefetch(i);
            CHECK(packed[i] == ids[i]);
        }
        std::string text = "<";
        packed.append_to(text, 2);
        CHECK(text == "<" + ids[2]);
    }
}

} // namespace sandhan::tests
