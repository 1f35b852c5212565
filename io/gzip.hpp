// SPDX-License-Identifier: Apache-2.0
// Packing: one gzip member after the other is one gzip file (RFC 1952, 2.2).
#pragma once

#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>

namespace sandhan::io {

/// A gzip member of these bytes, without name or time, so that the same bytes pack alike (with the
/// same zlib). Throws std::bad_alloc.
[[nodiscard]] std::string gzip_member(std::string_view bytes);

/// What is put into it goes packed to another stream, which must outlive it. Call finish(): what is
/// left when it is destroyed is lost. Throws what that stream throws.
class GzipBuffer : public std::streambuf {
  public:
    explicit GzipBuffer(std::ostream& out);
    void finish();

  protected:
    int_type overflow(int_type c) override;

  private:
    void pack();

    std::ostream& m_out;
    std::string m_bytes;
};

} // namespace sandhan::io
