// SPDX-License-Identifier: Apache-2.0
// How reading and writing fail.
#pragma once

#include <stdexcept>

namespace sandhan::io {

/// A file is not what it claims to be; nothing was read. The message has file, place and remedy
/// and never quotes the content.
class ParseError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Reading or writing failed: no such file, no permission, disk full.
class FileError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

} // namespace sandhan::io
