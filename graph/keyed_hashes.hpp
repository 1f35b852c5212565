// SPDX-License-Identifier: Apache-2.0
// Keyed hashes of very many short texts: what Protection compares to keep pseudonyms apart.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace sandhan::graph {

/// The first 4 bytes, as a number whose first byte counts most, of the keyed BLAKE2b-256 of each
/// text: what libsodium's crypto_generichash gives, to the bit. Four texts are hashed side by side,
/// and the key's own block once for all of them. sodium_init() must have been called.
///
/// Source  J.-P. Aumasson et al., "BLAKE2: simpler, smaller, fast as MD5", ACNS 2013; RFC 7693.
class KeyedHashes {
  public:
    explicit KeyedHashes(const std::array<std::uint8_t, 32>& key);
    ~KeyedHashes(); ///< overwrites what the key made
    KeyedHashes(const KeyedHashes&) = default;
    KeyedHashes& operator=(const KeyedHashes&) = delete;

    void add(std::string_view text);
    /// Of all texts since the last call, in no particular order.
    [[nodiscard]] std::vector<std::uint32_t> take();

    static constexpr std::size_t lanes = 4;
    static constexpr std::size_t block_bytes = 128;

  private:
    void hash_waiting();

    std::array<std::uint8_t, 32> m_key;
    std::array<std::uint64_t, 8> m_after_key{}; ///< the state when the key's block is done
    alignas(32) std::array<std::array<std::uint64_t, block_bytes / 8>, lanes> m_blocks{};
    std::array<std::uint64_t, lanes> m_bytes{};
    std::size_t m_waiting = 0;
    std::vector<std::uint32_t> m_hashes;
};

} // namespace sandhan::graph
