// SPDX-License-Identifier: Apache-2.0
#include "io/input_bytes.hpp"
#include "io/packed_file.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/temporary_folder.hpp"

#include <string>

namespace sandhan::tests {

TEST_CASE("a file is packed where its name says so, and comes back as it was", "[io][packed]") {
    const TemporaryFolder folder;
    std::string text;
    for (int i = 0; i < 300'000; ++i) {
        text += std::to_string(i) + "\n"; // more than one block
    }
    for (const char* name : {"plain.txt", "packed.txt.gz", "PACKED.TXT.GZ", "empty.gz"}) {
        CAPTURE(name);
        const std::string wanted = std::string(name) == "empty.gz" ? "" : text;
        io::PackedFile file(folder / name);
        file.stream() << wanted;
        file.finish();
        file.commit();
        io::InputBytes read(folder / name);
        CHECK(read.read_all() == wanted);
    }
    CHECK(read_file(folder / "plain.txt") == text);
    CHECK(read_file(folder / "packed.txt.gz").size() < text.size() / 2);
}

TEST_CASE("a packed file that is not committed leaves the old one", "[io][packed]") {
    const TemporaryFolder folder;
    write_file(folder / "x.gz", "old");
    {
        io::PackedFile file(folder / "x.gz");
        file.stream() << "new";
        file.finish();
    }
    CHECK(read_file(folder / "x.gz") == "old");
}

} // namespace sandhan::tests
