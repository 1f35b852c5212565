// SPDX-License-Identifier: Apache-2.0
// SHA-256 (FIPS 180-4) of bytes that come in pieces, and keyed digests of short texts.
#pragma once

#include "graph/protection.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace sandhan::io {

inline constexpr std::size_t sha256_digits = 64; ///< of a sum in hexadecimal

class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(Sha256&&) noexcept;
    Sha256& operator=(Sha256&&) noexcept;

    void add(std::string_view bytes);
    /// The sum of all bytes added, in lower-case hexadecimal; the same however often it is asked
    /// for, and bytes may be added afterwards.
    [[nodiscard]] std::string value() const;

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

[[nodiscard]] std::string sha256_of(std::string_view bytes);

/// 64 digits of `0-9a-f`.
[[nodiscard]] bool is_sha256(std::string_view text);

/// Sixteen hexadecimal digits that are the same for the same text and key, and without the key tell
/// nothing of the text: a plain sum of a name is found by trying names. BLAKE2b, keyed, apart from
/// the pseudonyms made with the same key.
[[nodiscard]] std::string keyed_digest(std::string_view text, const graph::PseudonymKey& key);

} // namespace sandhan::io
