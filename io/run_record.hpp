// SPDX-License-Identifier: Apache-2.0
// What one run read and wrote: paths, sizes and SHA-256.
#pragma once

#include "io/file_witness.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sandhan::io {

struct RecordedFile {
    std::string path; ///< as it was named; `-`: standard input or output
    std::optional<std::uint64_t> bytes;
    std::string sha256; ///< "": not known, and `note` says why
    std::string note;   ///< "changed while it was read", "not all of it was written", …
    friend bool operator==(const RecordedFile&, const RecordedFile&) = default;
};

struct RecordedRun {
    std::vector<RecordedFile> inputs;  ///< by path
    std::vector<RecordedFile> outputs; ///< as they were finished
};

/// A witness that sums what it is told of. Bytes that pass only once are summed as they pass; files
/// are read again, by a thread of its own beside the work, while they still lie in the system's
/// cache. A file whose size, time or inode at the end is not what it was when it was opened is
/// noted as changed: its sum may not be that of the bytes that the run saw.
class RunRecord final : public FileWitness {
  public:
    /// `stop_requested` ends the summing of files: they are then recorded without a sum.
    explicit RunRecord(std::function<bool()> stop_requested = {});
    ~RunRecord() override;

    void reads(const std::string& path) override;
    void took(const std::string& path, std::string_view bytes) override;
    void wrote(const std::string& path,
               std::uint64_t bytes,
               const std::string& sha256,
               bool whole) override;

    /// Waits until every file is summed. What is told meanwhile and afterwards is taken too.
    [[nodiscard]] RecordedRun so_far();

  private:
    class Implementation;
    std::unique_ptr<Implementation> m_implementation;
};

/// Bytes and sum of a file as it is now; without a sum and with a note where it can't be read or
/// `stop_requested`.
[[nodiscard]] RecordedFile sum_of(const std::string& path,
                                  const std::function<bool()>& stop_requested = {});

} // namespace sandhan::io
