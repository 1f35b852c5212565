// SPDX-License-Identifier: Apache-2.0
// Text that goes to a stream a block at a time. What every writer of graph files shares.
#pragma once

#include "graph/run_control.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <ostream>
#include <string>

namespace sandhan::io {

/// The shortest digits that read back as the same number.
template <class Number>
void append_number(std::string& out, Number value) {
    std::array<char, 32> digits; // the longest shortest double has 24 characters
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    out.append(digits.data(), end);
}

/// `text` is what was appended and not yet handed on. What is left when it is destroyed is lost:
/// call finish().
class BlockWriter {
  public:
    BlockWriter(std::ostream& out, const graph::RunControl& control)
        : m_out(out), m_control(control) {
        text.reserve(block + 4096);
    }

    std::string text;

    /// Once a vertex, an edge or a row. Throws graph::Cancelled, and what the stream throws.
    void flush_if_full() {
        if (text.size() >= block) {
            m_control.checkpoint();
            finish();
        }
    }
    void finish() {
        m_out.write(text.data(), static_cast<std::streamsize>(text.size()));
        text.clear();
    }

  private:
    static constexpr std::size_t block = std::size_t{1} << 16U;
    std::ostream& m_out;
    const graph::RunControl& m_control;
};

} // namespace sandhan::io
