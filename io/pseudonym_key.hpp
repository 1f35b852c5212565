// SPDX-License-Identifier: Apache-2.0
// The secret that pseudonyms are made with.
#pragma once

#include "graph/protection.hpp"

#include <string>

namespace sandhan::io {

struct LoadedKey {
    graph::PseudonymKey key{};
    std::string path;    ///< "" when it could not be kept
    std::string warning; ///< what the user should know; "" when all is well
};

/// Reads a key file: 64 hexadecimal digits. An empty `path` means the user's own key,
/// `$XDG_DATA_HOME/sandhan/pseudonym.key` (by default below `~/.local/share`), which is made on
/// first use with mode 0600. Where that folder can't be written, the key holds for this run only
/// and `warning` says so.
/// Throws FileError if a named file can't be read or is no key.
[[nodiscard]] LoadedKey load_pseudonym_key(const std::string& path);

/// A key that nobody keeps.
[[nodiscard]] graph::PseudonymKey throwaway_pseudonym_key();

} // namespace sandhan::io
