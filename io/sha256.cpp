// SPDX-License-Identifier: Apache-2.0
#include "io/sha256.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace sandhan::io {
namespace {

const unsigned char* unsigned_bytes(std::string_view bytes) {
    return reinterpret_cast<const unsigned char*>(bytes.data());
}

template <std::size_t size>
std::string hexadecimal(const std::array<unsigned char, size>& bytes) {
    std::array<char, 2 * size + 1> text{};
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    return {text.data(), 2 * size};
}

} // namespace

struct Sha256::State {
    crypto_hash_sha256_state sum{};
};

Sha256::Sha256() : m_state(std::make_unique<State>()) { crypto_hash_sha256_init(&m_state->sum); }

Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) {
    crypto_hash_sha256_update(&m_state->sum, unsigned_bytes(bytes), bytes.size());
}

std::string Sha256::value() const {
    crypto_hash_sha256_state copy = m_state->sum;
    std::array<unsigned char, crypto_hash_sha256_BYTES> sum{};
    crypto_hash_sha256_final(&copy, sum.data());
    return hexadecimal(sum);
}

std::string sha256_of(std::string_view bytes) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> sum{};
    crypto_hash_sha256(sum.data(), unsigned_bytes(bytes), bytes.size());
    return hexadecimal(sum);
}

bool is_sha256(std::string_view text) {
    return text.size() == sha256_digits && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

std::string keyed_digest(std::string_view text, const graph::PseudonymKey& key) {
    // Another purpose than the pseudonyms', so that no digest here is one of theirs.
    const std::string message = std::string("sandhan audit argument\n").append(text);
    std::array<unsigned char, crypto_generichash_BYTES_MIN> sum{};
    static_assert(std::tuple_size_v<graph::PseudonymKey> >= crypto_generichash_KEYBYTES_MIN &&
                  std::tuple_size_v<graph::PseudonymKey> <= crypto_generichash_KEYBYTES_MAX);
    crypto_generichash(sum.data(), sum.size(), unsigned_bytes(message), message.size(), key.data(),
                       key.size());
    constexpr std::size_t shown = 16;
    return hexadecimal(sum).substr(0, shown);
}

} // namespace sandhan::io
