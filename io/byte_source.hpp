// SPDX-License-Identifier: Apache-2.0
// Bytes from a file, a stream or standard input, gzip unpacked on the way.
#pragma once

#include <cstdint>
#include <functional>
#include <iosfwd>
#include <memory>
#include <string>

namespace sandhan::io {

class ByteSource {
  public:
    ByteSource() = default;
    ByteSource(const ByteSource&) = delete;
    ByteSource& operator=(const ByteSource&) = delete;
    virtual ~ByteSource() = default;

    /// Fills up to `size` bytes; 0 means the end. Throws FileError or ParseError.
    virtual std::size_t read(char* to, std::size_t size) = 0;
    /// Bytes taken from the file so far, before unpacking.
    [[nodiscard]] virtual std::uint64_t taken() const = 0;
};

/// Throws FileError that names the file and the system's reason.
[[nodiscard]] std::unique_ptr<ByteSource> open_file(const std::string& path);
/// `while_waiting` is called again and again while there is nothing to read; what it throws ends
/// the waiting.
[[nodiscard]] std::unique_ptr<ByteSource>
open_standard_input(std::function<void()> while_waiting = {});
/// `stream` must outlive the source.
[[nodiscard]] std::unique_ptr<ByteSource> open_stream(std::istream& stream);

/// The same bytes, unpacked when they begin as gzip does. Several members are one text. Throws
/// ParseError when the packed data is cut short or damaged; `name` is what it calls the file.
[[nodiscard]] std::unique_ptr<ByteSource> unpacked(std::unique_ptr<ByteSource> source,
                                                   std::string name);

} // namespace sandhan::io
