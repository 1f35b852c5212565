// SPDX-License-Identifier: Apache-2.0
#include "io/errors.hpp"
#include "io/input_bytes.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"
#include "tests/support/thrown.hpp"

#include <random>

using namespace sandhan::io;
using namespace sandhan::tests;

namespace {

std::string bytes_of(const std::string& content, std::size_t at_once = 4096) {
    const TemporaryFolder folder;
    write_file(folder / "in", content);
    InputBytes input(folder / "in");
    std::string all, part(at_once, '\0');
    while (const std::size_t n = input.read(part.data(), part.size())) {
        all.append(part, 0, n);
    }
    CHECK(input.read(part.data(), part.size()) == 0); // the end stays the end
    return all;
}

std::string reading_refusal(const std::string& content) {
    return message_of<FileError>([&] { bytes_of(content); });
}

} // namespace

TEST_CASE("the bytes of a file come as they are, gzipped or not, in pieces of any size",
          "[io][bytes]") {
    std::mt19937 random(1);
    std::string text(200'000, '\0');
    for (char& c : text) {
        c = static_cast<char>(random() % 7);
    }
    for (const std::size_t at_once : {std::size_t{1'000}, std::size_t{65'536}, text.size() + 1}) {
        CHECK(bytes_of(text, at_once) == text);
        CHECK(bytes_of(gzipped(text), at_once) == text);
    }
    CHECK(bytes_of("abc", 1) == "abc");
    CHECK(bytes_of("").empty());
    CHECK(bytes_of(gzipped("")).empty());
    CHECK(bytes_of("\x1f") == "\x1f"); // half of gzip's mark is none
}

TEST_CASE("several gzip members are one text", "[io][bytes]") {
    CHECK(bytes_of(gzipped("one ") + gzipped("two")) == "one two");
}

TEST_CASE("a gzip file that is cut short or damaged is refused", "[io][bytes]") {
    const std::string whole = gzipped(std::string(10'000, 'x'));
    for (const std::size_t keep : {std::size_t{5}, whole.size() / 2, whole.size() - 1}) {
        CAPTURE(keep);
        CHECK(reading_refusal(whole.substr(0, keep)) != "(nothing thrown)");
    }
    std::string damaged = whole;
    damaged[damaged.size() - 6] = static_cast<char>(damaged[damaged.size() - 6] ^ 1); // checksum
    CHECK(reading_refusal(damaged) != "(nothing thrown)");
}

TEST_CASE("what is no readable file is refused by its name", "[io][bytes]") {
    const TemporaryFolder folder;
    const auto message = [](const std::string& path) {
        return message_of<FileError>([&] {
            InputBytes input(path);
            (void)input.read_all();
        });
    };
    CHECK(message(folder / "missing").starts_with(folder / "missing"));
    CHECK(message(folder.path().string()).starts_with(folder.path().string()));
}

TEST_CASE("reading all stops at a limit", "[io][bytes]") {
    const TemporaryFolder folder;
    write_file(folder / "in", "12345");
    CHECK(InputBytes(folder / "in").read_all() == "12345");
    CHECK(InputBytes(folder / "in").read_all(5) == "12345");
    CHECK_THROWS_AS(InputBytes(folder / "in").read_all(4), FileError);
    CHECK(InputBytes(folder / "in").name() == folder / "in");
}
