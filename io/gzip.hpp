// SPDX-License-Identifier: Apache-2.0
// Packing: one gzip member after the other is one gzip file (RFC 1952, 2.2).
#pragma once

#include <string>
#include <string_view>

namespace sandhan::io {

/// A gzip member of these bytes, without name or time, so that the same bytes pack alike (with the
/// same zlib). Throws std::bad_alloc.
[[nodiscard]] std::string gzip_member(std::string_view bytes);

} // namespace sandhan::io
