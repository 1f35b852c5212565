// SPDX-License-Identifier: Apache-2.0
// Who is told of every file that this process reads and writes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sandhan::io {

/// Told at the places where files are opened, so that no command has to say what it reads, and none
/// can forget to. May be told from any thread; must not throw what the reader should not.
///
/// Told of     incidents, graph files, mappings, gazetteers, decisions, case files, whatever is
///             written. Not of keys and passphrases, nor of files that are only compared with what
///             they were.
class FileWitness {
  public:
    FileWitness() = default;
    FileWitness(const FileWitness&) = delete;
    FileWitness& operator=(const FileWitness&) = delete;
    virtual ~FileWitness() = default;

    /// A file is opened to be read; `-` is standard input. Perhaps not for the first time.
    virtual void reads(const std::string& path) = 0;
    /// Bytes as they were taken from something that can be read once only: standard input, a pipe.
    virtual void took(const std::string& path, std::string_view bytes) = 0;
    /// A file was written; `-` is standard output. `whole`: as far as the writer meant to.
    virtual void
    wrote(const std::string& path, std::uint64_t bytes, const std::string& sha256, bool whole) = 0;
};

/// The witness of this process, or null. One for all: readers are called from everywhere, and the
/// question "what did this process read" has one answer.
[[nodiscard]] FileWitness* file_witness() noexcept;

/// A witness as long as this lives. Nothing may be read or written while it begins or ends.
class Witnessed {
  public:
    explicit Witnessed(FileWitness& witness);
    ~Witnessed();
    Witnessed(const Witnessed&) = delete;
    Witnessed& operator=(const Witnessed&) = delete;
};

/// Tells the witness, if there is one.
void tell_reading(const std::string& path);

/// Whether a path names what can be read again: a file on a disk.
[[nodiscard]] bool can_be_read_again(int descriptor) noexcept;

} // namespace sandhan::io
