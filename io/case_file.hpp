// SPDX-License-Identifier: Apache-2.0
// The resolved cases of a run in one file, mapped into memory when it is read (docs/case-file.md).
#pragma once

#include "graph/case_store.hpp"
#include "graph/diagnostic.hpp"
#include "graph/run_control.hpp"
#include "io/case_inputs.hpp"
#include "io/output_file.hpp"
#include "io/passphrase.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace sandhan::io {

enum class CaseFileKind {
    none, ///< something else
    plain,
    encrypted,
    damaged, ///< named .sandhan, or nearly a case file by its first bytes
};

/// By the first bytes; a file that can't be opened is none.
[[nodiscard]] CaseFileKind case_file_kind(const std::string& path);
/// Whether a text begins as a case file does: for readers that met one where they can't use it.
[[nodiscard]] bool is_case_file_opening(std::string_view text);

/// What a run knows of its records beside the store.
struct CaseNotes {
    std::vector<std::string> files; ///< as read, in order
    std::uint64_t incidents = 0;
    std::uint64_t people = 0; ///< of person lists
    std::uint64_t unusable = 0;
    // The options that the reading obeyed, as they were given.
    std::string as_of, mapping_file, gazetteer_file;
    std::string gazetteer_places; ///< the content of gazetteer_file
    bool strict = false;
    CaseInputs inputs;
};

/// The faults of a case file: a million of them cost nothing until they are looked at.
class FaultList {
  public:
    FaultList();
    ~FaultList();
    FaultList(FaultList&&) noexcept;
    FaultList& operator=(FaultList&&) noexcept;

    [[nodiscard]] std::size_t size() const;
    [[nodiscard]] graph::Severity severity(std::size_t i) const;
    [[nodiscard]] graph::Diagnostic operator[](std::size_t i) const;

  private:
    friend class CaseFileReader;
    struct Rows;
    std::unique_ptr<Rows> m_rows;
};

struct CaseFile {
    graph::CaseStore store;
    CaseNotes notes;
    FaultList faults;
};

/// What turning a passphrase into a key costs (Argon2id): libsodium's `MODERATE`.
struct KeyCost {
    std::uint64_t operations = 3;
    std::uint64_t memory_bytes = std::uint64_t{256} << 20U;
};

struct CaseWriting {
    const Passphrase* passphrase = nullptr; ///< encrypts
    KeyCost cost;
    graph::RunControl control;
};

/// Writes the file; the caller commits `out`. Equal stores and notes give equal bytes, unless they
/// are encrypted.
/// Throws  FileError; graph::Cancelled
void write_case_file(OutputFile& out,
                     const graph::CaseStore& store,
                     const CaseNotes& notes,
                     std::span<const graph::Diagnostic> faults,
                     const CaseWriting& writing = {});

struct CaseReading {
    /// Asked once, and only for an encrypted file.
    std::function<Passphrase()> passphrase;
    graph::RunControl control;
};

/// Maps the file, compares its sums, and looks at every number in it that names a row elsewhere, so
/// that no file, however made, leads out of its tables. The store and what is moved out of it keep
/// the mapping. Decrypted content lies in memory of this process, is left out of core dumps and
/// overwritten when it is released; it may be swapped to the disk like all memory.
///
/// A file that is overwritten in place while it is mapped ends the program (SIGBUS); `analyse`
/// itself always replaces the file instead.
///
/// Throws  ParseError  damaged, truncated, not a case file, made by another version, with another
///                     gazetteer or on another kind of machine
///         FileError   can't be read; a wrong passphrase
///         graph::Cancelled
/// Cost    O(bytes), on all threads
[[nodiscard]] CaseFile read_case_file(const std::string& path, const CaseReading& reading);

} // namespace sandhan::io
