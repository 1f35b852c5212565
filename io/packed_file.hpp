// SPDX-License-Identifier: Apache-2.0
// An output file that is packed where its name says so.
#pragma once

#include "io/gzip.hpp"
#include "io/output_file.hpp"

#include <memory>
#include <ostream>
#include <string>

namespace sandhan::io {

/// An OutputFile whose bytes are gzipped if its name ends in `.gz`. Throws what OutputFile throws.
class PackedFile {
  public:
    explicit PackedFile(const std::string& path, FileReaders readers = FileReaders::by_umask);

    [[nodiscard]] std::ostream& stream() { return m_packed ? *m_packed : m_file.stream(); }
    /// Nothing may be written afterwards; commit() puts it in its place.
    void finish();
    void commit() { m_file.commit(); }

  private:
    OutputFile m_file;
    std::unique_ptr<GzipBuffer> m_packing;
    std::unique_ptr<std::ostream> m_packed;
};

} // namespace sandhan::io
