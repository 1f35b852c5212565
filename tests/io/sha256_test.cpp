// SPDX-License-Identifier: Apache-2.0
#include "io/sha256.hpp"
#include "tests/support/catch.hpp"

using namespace sandhan;
using namespace sandhan::io;

TEST_CASE("SHA-256 of the examples of FIPS 180-4", "[io][sha256]") {
    CHECK(sha256_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_of("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    CHECK(sha256_of("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
    CHECK(sha256_of(std::string(1000000, 'a')) ==
          "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("SHA-256 in pieces is that of the whole, however often it is asked for", "[io][sha256]") {
    const std::string text = "the quick brown fox jumps over the lazy dog, again and again; and so "
                             "on until more than one block of sixty-four bytes is full of it";
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        CAPTURE(cut);
        Sha256 sum;
        sum.add(std::string_view(text).substr(0, cut));
        CHECK(sum.value() == sha256_of(text.substr(0, cut)));
        sum.add(std::string_view(text).substr(cut));
        REQUIRE(sum.value() == sha256_of(text));
    }
}

TEST_CASE("a sum is 64 digits of lower-case hexadecimal", "[io][sha256]") {
    CHECK(is_sha256(sha256_of("x")));
    CHECK_FALSE(is_sha256(""));
    CHECK_FALSE(is_sha256(sha256_of("x").substr(1)));
    CHECK_FALSE(is_sha256(sha256_of("x") + "0"));
    CHECK_FALSE(is_sha256(std::string(64, 'A')));
    CHECK_FALSE(is_sha256(std::string(64, 'g')));
}

TEST_CASE("a keyed digest is the same for one key, and another for another", "[io][sha256]") {
    graph::PseudonymKey one{}, other{};
    other[0] = 1;
    CHECK(keyed_digest("a name", one) == keyed_digest("a name", one));
    CHECK(keyed_digest("a name", one) != keyed_digest("a name", other));
    CHECK(keyed_digest("a name", one) != keyed_digest("a Name", one));
    CHECK(keyed_digest("a name", one).size() == 16);
    CHECK(keyed_digest("a name", one) != sha256_of("a name").substr(0, 16));
}
