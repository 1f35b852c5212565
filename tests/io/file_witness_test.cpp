// SPDX-License-Identifier: Apache-2.0
#include "io/byte_source.hpp"
#include "io/errors.hpp"
#include "io/file_witness.hpp"
#include "io/input_bytes.hpp"
#include "io/output_file.hpp"
#include "io/sha256.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <sys/stat.h>

#include <thread>
#include <vector>

using namespace sandhan::io;
using namespace sandhan::tests;

namespace {

struct Told final : FileWitness {
    void reads(const std::string& path) override { read.push_back(path); }
    void took(const std::string& path, std::string_view bytes) override {
        passed += path.empty() ? "" : std::string(bytes);
    }
    void wrote(const std::string& path,
               std::uint64_t bytes,
               const std::string& sha256,
               bool whole) override {
        written.push_back(path + " " + std::to_string(bytes) + " " + sha256 +
                          (whole ? "" : " in part"));
    }
    std::vector<std::string> read, written;
    std::string passed;
};

std::string text_of(ByteSource& source) {
    std::string text(100, '\0');
    std::size_t have = 0;
    for (std::size_t got = 1; got > 0; have += got) {
        got = source.read(text.data() + have, text.size() - have);
    }
    return text.substr(0, have);
}

} // namespace

TEST_CASE("nobody is told where there is no witness", "[io][witness]") {
    CHECK(file_witness() == nullptr);
    tell_reading("nothing");
    Told told;
    {
        const Witnessed witnessed(told);
        CHECK(file_witness() == &told);
    }
    CHECK(file_witness() == nullptr);
    CHECK(told.read.empty());
}

TEST_CASE("a witness is told of every file that is opened to be read", "[io][witness]") {
    const TemporaryFolder folder;
    write_file(folder / "a", "one");
    write_file(folder / "b", "two");
    Told told;
    const Witnessed witnessed(told);
    CHECK(text_of(*open_file(folder / "a")) == "one");
    CHECK(InputBytes(folder / "b").read_all() == "two");
    CHECK_THROWS_AS(open_file(folder / "none"), FileError);
    CHECK_THROWS_AS(InputBytes(folder / "none"), FileError);
    CHECK(told.read == std::vector<std::string>{folder / "a", folder / "b"});
    CHECK(told.passed.empty()); // files can be read again
}

TEST_CASE("the bytes of a pipe are told as they pass", "[io][witness]") {
    const TemporaryFolder folder;
    const std::string pipe = folder / "pipe";
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    Told told;
    const Witnessed witnessed(told);
    std::thread writer([&] { write_file(pipe, "once only"); });
    CHECK(text_of(*open_file(pipe)) == "once only");
    writer.join();
    CHECK(told.passed == "once only");
}

TEST_CASE("a witness is told of what was written, not of what was given up", "[io][witness]") {
    const TemporaryFolder folder;
    Told told;
    const Witnessed witnessed(told);
    const std::string big(1000000, 'x'); // more than the buffer
    {
        OutputFile file(folder / "out");
        file.stream() << "small " << big;
        CHECK(told.written.empty());
        file.commit();
    }
    CHECK(told.written ==
          std::vector<std::string>{(folder / "out") + " 1000006 " + sha256_of("small " + big)});
    {
        OutputFile file(folder / "given-up");
        file.stream() << big;
    }
    CHECK(told.written.size() == 1);
    // What a device took can't be called back.
    {
        OutputFile file("/dev/null");
        file.stream() << big;
    }
    REQUIRE(told.written.size() == 2);
    CHECK(told.written[1] == "/dev/null 1000000 " + sha256_of(big) + " in part");
}
