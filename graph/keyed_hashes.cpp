// SPDX-License-Identifier: Apache-2.0
#include "graph/keyed_hashes.hpp"

#include <sodium.h>

#include <bit>
#include <cstring>
#include <utility>

namespace sandhan::graph {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t hash_bytes = 32;
constexpr std::size_t words = KeyedHashes::block_bytes / 8;

/// One number of each of the texts hashed side by side.
using Lanes [[gnu::vector_size(KeyedHashes::lanes * 8)]] = std::uint64_t;

constexpr std::array<std::uint64_t, 8> start{
    0x6a09e667f3bcc908U, 0xbb67ae8584caa73bU, 0x3c6ef372fe94f82bU, 0xa54ff53a5f1d36f1U,
    0x510e527fade682d1U, 0x9b05688c2b3e6c1fU, 0x1f83d9abfb41bd6bU, 0x5be0cd19137e2179U};

/// Which word of the block each step takes; the last two rounds are the first two again.
constexpr std::array<std::array<std::uint8_t, 16>, 10> order{
    {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
     {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
     {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
     {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
     {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
     {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
     {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
     {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
     {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
     {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0}}};

template <class Word>
[[gnu::always_inline]] inline void
mix(Word& a, Word& b, Word& c, Word& d, const Word& x, const Word& y) {
    constexpr int all = 64;
    a += b + x;
    d ^= a;
    d = d >> 32 | d << (all - 32);
    c += d;
    b ^= c;
    b = b >> 24 | b << (all - 24);
    a += b + y;
    d ^= a;
    d = d >> 16 | d << (all - 16);
    c += d;
    b ^= c;
    b = b >> 63 | b << (all - 63);
}

/// The compression of RFC 7693, section 3.2, of one text or of several side by side.
template <class Word>
[[gnu::always_inline]] inline void
compress(Word* state, const Word* block, const Word& bytes_so_far, bool is_last) {
    constexpr std::size_t rounds = 12;
    Word v[16];
    for (std::size_t i = 0; i < 8; ++i) {
        v[i] = state[i];
        v[i + 8] = Word{} + start[i];
    }
    v[12] ^= bytes_so_far;
    if (is_last) {
        v[14] = ~v[14];
    }
    for (std::size_t r = 0; r < rounds; ++r) {
        const auto& at = order[r % order.size()];
        mix(v[0], v[4], v[8], v[12], block[at[0]], block[at[1]]);
        mix(v[1], v[5], v[9], v[13], block[at[2]], block[at[3]]);
        mix(v[2], v[6], v[10], v[14], block[at[4]], block[at[5]]);
        mix(v[3], v[7], v[11], v[15], block[at[6]], block[at[7]]);
        mix(v[0], v[5], v[10], v[15], block[at[8]], block[at[9]]);
        mix(v[1], v[6], v[11], v[12], block[at[10]], block[at[11]]);
        mix(v[2], v[7], v[8], v[13], block[at[12]], block[at[13]]);
        mix(v[3], v[4], v[9], v[14], block[at[14]], block[at[15]]);
    }
    for (std::size_t i = 0; i < 8; ++i) {
        state[i] ^= v[i] ^ v[i + 8];
    }
}

using Blocks = std::array<std::array<std::uint64_t, words>, KeyedHashes::lanes>;
using Numbers = std::array<std::uint64_t, KeyedHashes::lanes>;

/// The first word of the state of each lane after its last block.
[[gnu::always_inline]] inline void finish(const std::array<std::uint64_t, 8>& after_key,
                                          const Blocks& blocks,
                                          const Numbers& bytes,
                                          Numbers& first) {
    Lanes state[8];
    Lanes block[words];
    for (std::size_t i = 0; i < 8; ++i) {
        state[i] = Lanes{} + after_key[i];
    }
    for (std::size_t w = 0; w < words; ++w) {
        block[w] = Lanes{blocks[0][w], blocks[1][w], blocks[2][w], blocks[3][w]};
    }
    const Lanes so_far = Lanes{bytes[0], bytes[1], bytes[2], bytes[3]} + KeyedHashes::block_bytes;
    compress(state, block, so_far, true);
    for (std::size_t lane = 0; lane < KeyedHashes::lanes; ++lane) {
        first[lane] = state[0][lane];
    }
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] void finish_wide(const std::array<std::uint64_t, 8>& after_key,
                                         const Blocks& blocks,
                                         const Numbers& bytes,
                                         Numbers& first) {
    finish(after_key, blocks, bytes, first);
}
#endif

void finish_plain(const std::array<std::uint64_t, 8>& after_key,
                  const Blocks& blocks,
                  const Numbers& bytes,
                  Numbers& first) {
    finish(after_key, blocks, bytes, first);
}

auto* best_finish() {
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") != 0) {
        return &finish_wide;
    }
#endif
    return &finish_plain;
}

/// By value, not by memory: the same on every machine.
std::uint32_t first_byte_first(std::uint64_t little_endian) {
    return __builtin_bswap32(static_cast<std::uint32_t>(little_endian));
}

std::uint32_t by_libsodium(std::string_view text, const std::array<std::uint8_t, key_bytes>& key) {
    std::array<std::uint8_t, hash_bytes> hash{};
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

KeyedHashes::KeyedHashes(const std::array<std::uint8_t, key_bytes>& key)
    : m_key(key), m_after_key(start) {
    constexpr std::uint64_t sequential = 0x01010000; // depth and fanout 1: no tree
    m_after_key[0] ^= sequential ^ key_bytes << 8 ^ hash_bytes;
    std::array<std::uint64_t, words> block{};
    std::memcpy(block.data(), key.data(), key.size());
    compress<std::uint64_t>(m_after_key.data(), block.data(), block_bytes, false);
}

KeyedHashes::~KeyedHashes() {
    sodium_memzero(m_key.data(), sizeof m_key);
    sodium_memzero(m_after_key.data(), sizeof m_after_key);
    sodium_memzero(m_blocks.data(), sizeof m_blocks);
}

void KeyedHashes::add(std::string_view text) {
    // An empty text's last block is the key's; a long one has several. Words are little-endian.
    if (text.empty() || text.size() > block_bytes || std::endian::native != std::endian::little) {
        m_hashes.push_back(by_libsodium(text, m_key));
        return;
    }
    auto& block = m_blocks[m_waiting];
    block.fill(0);
    std::memcpy(block.data(), text.data(), text.size());
    m_bytes[m_waiting] = text.size();
    if (++m_waiting == lanes) {
        hash_waiting();
    }
}

void KeyedHashes::hash_waiting() {
    static auto* const finish_best = best_finish();
    Numbers first{};
    finish_best(m_after_key, m_blocks, m_bytes, first);
    for (std::size_t lane = 0; lane < m_waiting; ++lane) {
        m_hashes.push_back(first_byte_first(first[lane]));
    }
    m_waiting = 0;
}

std::vector<std::uint32_t> KeyedHashes::take() {
    if (m_waiting > 0) {
        hash_waiting();
    }
    return std::exchange(m_hashes, {});
}

} // namespace sandhan::graph
