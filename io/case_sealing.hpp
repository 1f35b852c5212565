// SPDX-License-Identifier: Apache-2.0
// Encryption of a case file by a passphrase: libsodium's secretstream (XChaCha20-Poly1305) under a
// key made by Argon2id.
#pragma once

#include "io/case_file.hpp"

#include <cstddef>
#include <memory>
#include <span>
#include <string>

namespace sandhan::io {

/// Bytes in memory that are released, and overwritten first where they are secret, with the last
/// copy of the pointer.
struct SharedBytes {
    std::span<const std::byte> bytes;
    std::shared_ptr<const void> owner;
};

/// Encrypts what it is given and writes it to `out`.
class Sealer {
  public:
    /// `plain_bytes` is how many bytes will come.
    /// Throws FileError when there is not memory enough to make the key.
    Sealer(OutputFile& out,
           const Passphrase& passphrase,
           const KeyCost& cost,
           std::uint64_t plain_bytes);
    ~Sealer();
    Sealer(const Sealer&) = delete;
    Sealer& operator=(const Sealer&) = delete;

    void write(std::span<const std::byte> bytes);
    void finish();

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// What a Sealer was given. `sealed` is the whole file, `path` what messages call it.
/// Throws ParseError when it is damaged, FileError when the passphrase is another.
[[nodiscard]] SharedBytes
unsealed(std::span<const std::byte> sealed, const std::string& path, const CaseReading& reading);

} // namespace sandhan::io
