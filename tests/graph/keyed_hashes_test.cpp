// SPDX-License-Identifier: Apache-2.0
#include "graph/keyed_hashes.hpp"
#include "tests/support/catch.hpp"

#include <sodium.h>

#include <algorithm>
#include <random>
#include <string>

using sandhan::graph::KeyedHashes;

namespace {

using HashKey = std::array<std::uint8_t, 32>;

HashKey key_of(unsigned seed) {
    std::mt19937 random(seed);
    HashKey key{};
    for (std::uint8_t& byte : key) {
        byte = static_cast<std::uint8_t>(random());
    }
    return key;
}

std::uint32_t by_libsodium(const std::string& text, const HashKey& key) {
    std::array<unsigned char, 32> hash{};
    crypto_generichash(hash.data(), hash.size(),
                       reinterpret_cast<const unsigned char*>(text.data()), text.size(), key.data(),
                       key.size());
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) {
        value = value << 8 | hash[i];
    }
    return value;
}

} // namespace

TEST_CASE("hashes are libsodium's, of texts of every length about a block", "[keyed_hashes]") {
    REQUIRE(sodium_init() >= 0);
    const auto seed = GENERATE(range(0u, 4u));
    CAPTURE(seed);
    const HashKey key = key_of(seed);
    std::mt19937 random(seed + 100);
    for (std::size_t size = 0; size <= 300; ++size) {
        std::string text(size, ' ');
        for (char& c : text) {
            c = static_cast<char>(random());
        }
        KeyedHashes hashes(key);
        hashes.add(text);
        CHECK(hashes.take() == std::vector{by_libsodium(text, key)});
    }
}

TEST_CASE("texts hashed side by side do not touch each other", "[keyed_hashes]") {
    REQUIRE(sodium_init() >= 0);
    const auto count = GENERATE(range(0u, 11u));
    CAPTURE(count);
    const HashKey key = key_of(7);
    KeyedHashes hashes(key);
    std::vector<std::uint32_t> wanted;
    for (unsigned i = 0; i < count; ++i) { // the fifth is too long for a lane
        const std::string text =
            i == 4 ? std::string(200, 'x') : "person:X-" + std::to_string(i * 7919 * i);
        hashes.add(text);
        wanted.push_back(by_libsodium(text, key));
    }
    std::vector<std::uint32_t> got = hashes.take();
    std::sort(got.begin(), got.end());
    std::sort(wanted.begin(), wanted.end());
    CHECK(got == wanted);
    CHECK(hashes.take().empty());
}
