// SPDX-License-Identifier: Apache-2.0
// The bytes of an input, plain or gzipped.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace sandhan::io {

/// Fills a buffer and returns how much of it; 0 at the end.
using ByteReader = std::function<std::size_t(char* to, std::size_t size)>;

/// A file, or standard input for `-`. Gzip is known by its first bytes, not by the name.
/// Throws FileError with path, reason and remedy: missing, a folder, no permission, a gzip stream
/// that is damaged or ends early.
class InputBytes {
  public:
    explicit InputBytes(const std::string& path);
    ~InputBytes();
    InputBytes(InputBytes&&) noexcept;
    InputBytes& operator=(InputBytes&&) noexcept;

    /// What messages call it.
    [[nodiscard]] const std::string& name() const { return m_name; }

    /// How many bytes it holds, where that is known before they are read: of a plain file.
    [[nodiscard]] std::optional<std::uint64_t> size() const;

    /// Up to `size` bytes; 0 only at the end.
    std::size_t read(char* to, std::size_t size);

    /// All that is left; FileError when it is more than `limit` bytes.
    std::string read_all(std::uint64_t limit = std::uint64_t{1} << 32U);

  private:
    struct Handle;
    std::unique_ptr<Handle> m_handle;
    std::string m_name;
};

} // namespace sandhan::io
