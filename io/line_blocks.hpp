// SPDX-License-Identifier: Apache-2.0
// Cuts text into blocks of whole lines, for threads to read side by side.
#pragma once

#include "io/text_input.hpp"

#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <string>
#include <string_view>

namespace sandhan::io {

struct LineBlock {
    std::unique_ptr<char[]> bytes; ///< kept for the next block that is read into this one
    std::size_t capacity = 0;
    std::size_t size = 0;
    std::uint64_t line = 1, column = 1, offset = 0; ///< of the first byte
    std::uint64_t lines = 0;

    [[nodiscard]] std::string_view text() const { return {bytes.get(), size}; }
};

/// The rest of a text in blocks of about `block_bytes`, which alone decide where they are cut: not
/// the number of threads, not how the bytes arrive. A line that is longer than a block is a block.
///
/// Of a line longer than `most` bytes the first `most + 1` are handed over, as the last line of
/// their block; the rest is passed over, never held.
///
/// The bytes are read, not mapped: a file that shrinks while it is mapped kills the program.
class LineBlocks {
  public:
    /// Bytes that may be read behind those of a block.
    static constexpr std::size_t padding = 64;

    LineBlocks(TextInput& input, std::size_t block_bytes, std::uint64_t most);

    /// False at the end of the text. What the input throws comes after the block of the whole lines
    /// that stand before.
    bool next(LineBlock& block);

  private:
    static void reserve(LineBlock& block, std::size_t bytes);
    void fill(LineBlock& block, std::size_t target);
    void pass_over_line();

    TextInput& m_input;
    std::size_t m_block_bytes;
    std::size_t m_most;
    std::string m_carry; ///< what was read behind the last cut
    std::uint64_t m_line, m_column, m_offset;
    bool m_ended = false;
    std::exception_ptr m_failure;
};

} // namespace sandhan::io
