// SPDX-License-Identifier: Apache-2.0
#include "io/gzip.hpp"
#include "io/input_bytes.hpp"
#include "tests/io/reading.hpp"
#include "tests/support/catch.hpp"

#include <random>
#include <string>

using namespace sandhan;
using namespace sandhan::tests;

TEST_CASE("members one after the other unpack to their bytes joined", "[io][gzip]") {
    std::mt19937 random(5);
    std::string noise(200'000, ' ');
    for (char& c : noise) {
        c = static_cast<char>(random() % 256);
    }
    const std::string plain = "{\"id\":\"A-1\"}\n", zeros(1'000'000, '\0');
    const TempFolder folder;
    const std::string path =
        folder.write("a.gz", io::gzip_member(plain) + io::gzip_member("") + io::gzip_member(noise) +
                                 io::gzip_member(zeros));
    CHECK((io::InputBytes(path).read_all() == plain + noise + zeros));
    CHECK(io::gzip_member(zeros).size() < 10'000);
    CHECK(io::gzip_member(plain) == io::gzip_member(plain));
}
