// SPDX-License-Identifier: Apache-2.0
#include "io/case_sealing.hpp"

#include "io/case_layout.hpp"
#include "io/checksum.hpp"
#include "io/errors.hpp"

#include <sodium.h>
#include <sys/mman.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>
#include <type_traits>
#include <vector>

namespace sandhan::io {
namespace {

using namespace case_layout;

/// The file begins with it, in the clear but sealed with the first chunk: changing it is noticed.
struct SealedHeader {
    std::array<char, magic_size> magic = sealed_magic;
    std::uint32_t byte_order = byte_order_mark;
    std::uint32_t format = format_version;
    std::uint64_t plain_bytes = 0;
    std::uint64_t operations = 0;
    std::uint64_t memory_bytes = 0;
    std::array<unsigned char, crypto_pwhash_SALTBYTES> salt{};
    std::array<unsigned char, crypto_secretstream_xchacha20poly1305_HEADERBYTES> stream{};
    std::array<unsigned char, crypto_kdf_BYTES_MIN> check{}; ///< tells a wrong passphrase at once
    std::uint64_t sum =
        0; ///< of this header with 0 in its place: tells damage from a wrong passphrase
};
static_assert(std::has_unique_object_representations_v<SealedHeader>);

constexpr std::size_t chunk_bytes = std::size_t{1} << 20U;
constexpr std::size_t chunk_more = crypto_secretstream_xchacha20poly1305_ABYTES;

// A header that asks for more was not written by us, and is not let eat the machine.
constexpr std::uint64_t most_operations = 64;
constexpr std::uint64_t most_memory = std::uint64_t{4} << 30U;

std::span<const unsigned char> bytes_of(const SealedHeader& header) {
    return {reinterpret_cast<const unsigned char*>(&header), sizeof header};
}

std::uint64_t sum_of(SealedHeader header) {
    header.sum = 0;
    return checksum(std::as_bytes(std::span(&header, 1)));
}

void start_sodium() {
    if (sodium_init() < 0) {
        throw std::runtime_error("libsodium could not be started; nothing can be encrypted");
    }
}

template <std::size_t n>
struct Secret {
    std::array<unsigned char, n> bytes{};
    Secret() = default;
    Secret(const Secret&) = delete;
    Secret& operator=(const Secret&) = delete;
    ~Secret() { sodium_memzero(bytes.data(), bytes.size()); }
};
using StreamKey = Secret<crypto_secretstream_xchacha20poly1305_KEYBYTES>;

/// Fills the key of the stream; returns what the header may show of the passphrase, from which
/// neither the key nor (without the cost of a guess) the passphrase follows.
std::array<unsigned char, crypto_kdf_BYTES_MIN>
derive(const SealedHeader& header, const Passphrase& passphrase, StreamKey& key) {
    Secret<crypto_kdf_KEYBYTES> master;
    const std::string_view text = passphrase.text();
    if (crypto_pwhash(master.bytes.data(), master.bytes.size(), text.data(), text.size(),
                      header.salt.data(), header.operations,
                      static_cast<std::size_t>(header.memory_bytes),
                      crypto_pwhash_ALG_ARGON2ID13) != 0) {
        throw FileError("not enough memory to make a key of the passphrase: it takes " +
                        std::to_string(header.memory_bytes >> 20U) +
                        " MiB, on purpose; end other programs");
    }
    std::array<unsigned char, crypto_kdf_BYTES_MIN> check{};
    constexpr const char* context = "sandhanC"; // 8 bytes, crypto_kdf_CONTEXTBYTES
    crypto_kdf_derive_from_key(key.bytes.data(), key.bytes.size(), 1, context, master.bytes.data());
    crypto_kdf_derive_from_key(check.data(), check.size(), 2, context, master.bytes.data());
    return check;
}

/// Memory of its own pages: out of core dumps, and overwritten when it goes.
class SecretPages {
  public:
    explicit SecretPages(std::size_t size) : m_size(std::max<std::size_t>(size, 1)) {
        m_at = ::mmap(nullptr, m_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (m_at == MAP_FAILED) {
            throw std::bad_alloc();
        }
        ::madvise(m_at, m_size, MADV_DONTDUMP);
    }
    ~SecretPages() {
        sodium_memzero(m_at, m_size);
        ::munmap(m_at, m_size);
    }
    SecretPages(const SecretPages&) = delete;
    SecretPages& operator=(const SecretPages&) = delete;

    [[nodiscard]] std::byte* at() const { return static_cast<std::byte*>(m_at); }

  private:
    void* m_at = nullptr;
    std::size_t m_size;
};

} // namespace

struct Sealer::State {
    explicit State(OutputFile& file) : out(file) { plain.reserve(chunk_bytes); }
    ~State() {
        sodium_memzero(plain.data(), plain.size());
        sodium_memzero(&stream, sizeof stream);
    }
    State(const State&) = delete;
    State& operator=(const State&) = delete;

    void write_chunk(unsigned char tag) {
        // The header goes with the first chunk as additional data; the stream chains the rest.
        const auto sealed_too = first ? bytes_of(header) : std::span<const unsigned char>();
        crypto_secretstream_xchacha20poly1305_push(
            &stream, sealed.data(), nullptr, reinterpret_cast<const unsigned char*>(plain.data()),
            plain.size(), sealed_too.data(), sealed_too.size(), tag);
        first = false;
        out.stream().write(reinterpret_cast<const char*>(sealed.data()),
                           static_cast<std::streamsize>(plain.size() + chunk_more));
        sodium_memzero(plain.data(), plain.size());
        plain.clear();
    }

    OutputFile& out;
    SealedHeader header;
    crypto_secretstream_xchacha20poly1305_state stream{};
    bool first = true;
    std::vector<std::byte> plain;
    std::vector<unsigned char> sealed = std::vector<unsigned char>(chunk_bytes + chunk_more);
};

Sealer::Sealer(OutputFile& out,
               const Passphrase& passphrase,
               const KeyCost& cost,
               std::uint64_t plain_bytes)
    : m_state(std::make_unique<State>(out)) {
    start_sodium();
    SealedHeader& header = m_state->header;
    header.plain_bytes = plain_bytes;
    header.operations = cost.operations;
    header.memory_bytes = cost.memory_bytes;
    randombytes_buf(header.salt.data(), header.salt.size());
    StreamKey key;
    header.check = derive(header, passphrase, key);
    crypto_secretstream_xchacha20poly1305_init_push(&m_state->stream, header.stream.data(),
                                                    key.bytes.data());
    header.sum = sum_of(header);
    const auto bytes = bytes_of(header);
    out.stream().write(reinterpret_cast<const char*>(bytes.data()),
                       static_cast<std::streamsize>(bytes.size()));
}

Sealer::~Sealer() = default;

void Sealer::write(std::span<const std::byte> bytes) {
    std::vector<std::byte>& plain = m_state->plain;
    while (!bytes.empty()) {
        // Only when more comes: the last chunk is sealed as the last one.
        if (plain.size() == chunk_bytes) {
            m_state->write_chunk(0);
        }
        const std::size_t n = std::min(bytes.size(), chunk_bytes - plain.size());
        plain.insert(plain.end(), bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(n));
        bytes = bytes.subspan(n);
    }
}

void Sealer::finish() { m_state->write_chunk(crypto_secretstream_xchacha20poly1305_TAG_FINAL); }

SharedBytes
unsealed(std::span<const std::byte> sealed, const std::string& path, const CaseReading& reading) {
    start_sodium();
    const auto damaged = [&](const std::string& what) {
        return ParseError(path + ": " + what +
                          "; copy it again from where it was made, or build it again with "
                          "`analyse build INPUT… --encrypt -o " +
                          path + "`");
    };
    SealedHeader header;
    if (sealed.size() < sizeof header) {
        throw damaged("the encrypted case file is cut short within its header");
    }
    std::memcpy(&header, sealed.data(), sizeof header);
    if (header.byte_order == foreign_byte_order) {
        throw ParseError(path + ": made on a machine that orders bytes the other way round; build "
                                "it on this kind of machine");
    }
    if (sum_of(header) != header.sum || header.magic != sealed_magic ||
        header.byte_order != byte_order_mark || header.operations > most_operations ||
        header.memory_bytes > most_memory) {
        throw damaged("the header of the encrypted case file is damaged");
    }
    if (header.format != format_version) {
        throw ParseError(path + ": written in format " + std::to_string(header.format) +
                         ", and this version of analyse reads format " +
                         std::to_string(format_version) +
                         "; build it again with `analyse build INPUT… --encrypt -o " + path + "`");
    }
    const std::uint64_t cipher_bytes = sealed.size() - sizeof header;
    const std::uint64_t chunks = std::max<std::uint64_t>(
        1, header.plain_bytes / chunk_bytes + (header.plain_bytes % chunk_bytes != 0 ? 1 : 0));
    // Compared chunk by chunk, so that no size in a header can overflow a sum.
    const std::uint64_t held =
        cipher_bytes / chunk_more < chunks ? 0 : cipher_bytes - chunks * chunk_more;
    if (held != header.plain_bytes) {
        throw damaged(held < header.plain_bytes
                          ? "the encrypted case file is cut short"
                          : "something stands behind the end of the encrypted "
                            "case file");
    }
    StreamKey key;
    {
        const Passphrase passphrase = reading.passphrase();
        if (sodium_memcmp(derive(header, passphrase, key).data(), header.check.data(),
                          header.check.size()) != 0) {
            throw FileError(path + ": the passphrase is not the one it was encrypted with; try "
                                   "again (nothing can be read without it)");
        }
    }
    crypto_secretstream_xchacha20poly1305_state stream;
    if (crypto_secretstream_xchacha20poly1305_init_pull(&stream, header.stream.data(),
                                                        key.bytes.data()) != 0) {
        throw damaged("the header of the encrypted case file is damaged");
    }
    const auto pages = std::make_shared<const SecretPages>(header.plain_bytes);
    const std::byte* from = sealed.data() + sizeof header;
    std::uint64_t done = 0;
    for (std::uint64_t chunk = 0; chunk < chunks; ++chunk) {
        reading.control.checkpoint();
        reading.control.report(done, header.plain_bytes);
        const std::uint64_t size = std::min<std::uint64_t>(chunk_bytes, header.plain_bytes - done);
        const auto sealed_too = chunk == 0 ? bytes_of(header) : std::span<const unsigned char>();
        unsigned char tag = 0;
        const bool last = chunk + 1 == chunks;
        if (crypto_secretstream_xchacha20poly1305_pull(
                &stream, reinterpret_cast<unsigned char*>(pages->at() + done), nullptr, &tag,
                reinterpret_cast<const unsigned char*>(from), size + chunk_more, sealed_too.data(),
                sealed_too.size()) != 0 ||
            (tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL) != last) {
            sodium_memzero(&stream, sizeof stream);
            throw damaged("the encrypted case file is damaged or was changed at bytes " +
                          std::to_string(from - sealed.data()) + " to " +
                          std::to_string(from - sealed.data() +
                                         static_cast<std::ptrdiff_t>(size + chunk_more) - 1));
        }
        from += size + chunk_more;
        done += size;
    }
    sodium_memzero(&stream, sizeof stream);
    return {{pages->at(), header.plain_bytes}, pages};
}

} // namespace sandhan::io
