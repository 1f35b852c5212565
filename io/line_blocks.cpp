// SPDX-License-Identifier: Apache-2.0
#include "io/line_blocks.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

namespace sandhan::io {

LineBlocks::LineBlocks(TextInput& input, std::size_t block_bytes, std::uint64_t most)
    : m_input(input), m_block_bytes(std::max<std::size_t>(1, block_bytes)),
      // A quarter of what can be addressed is beyond any memory, and twice as much is still a size.
      m_most(static_cast<std::size_t>(
          std::min<std::uint64_t>(most, std::numeric_limits<std::size_t>::max() / 4))),
      m_line(input.line()), m_column(input.column()), m_offset(input.offset()) {}

void LineBlocks::reserve(LineBlock& block, std::size_t bytes) {
    if (block.capacity < bytes + padding) {
        auto larger = std::make_unique_for_overwrite<char[]>(bytes + padding);
        if (block.size > 0) {
            std::memcpy(larger.get(), block.bytes.get(), block.size);
        }
        block.bytes = std::move(larger);
        block.capacity = bytes + padding;
    }
}

void LineBlocks::fill(LineBlock& block, std::size_t target) {
    try {
        while (!m_ended && block.size < target) {
            const std::size_t got =
                m_input.read_rest(block.bytes.get() + block.size, target - block.size);
            m_ended = got == 0;
            block.size += got;
        }
    } catch (...) {
        m_failure = std::current_exception();
    }
}

/// The rest of a line of which enough is held.
void LineBlocks::pass_over_line() {
    constexpr std::size_t piece = std::size_t{1} << 16U;
    while (!m_ended) {
        m_carry.resize(piece);
        const std::size_t got = m_input.read_rest(m_carry.data(), piece);
        m_carry.resize(got);
        m_ended = got == 0;
        const auto newline = m_carry.find('\n');
        if (newline != std::string::npos) {
            m_carry.erase(0, newline + 1);
            m_offset += newline + 1;
            return;
        }
        m_offset += got;
    }
}

bool LineBlocks::next(LineBlock& block) {
    block.size = 0; // what it held is read
    if (m_failure) {
        std::rethrow_exception(m_failure);
    }
    std::size_t target = m_block_bytes;
    while (target <= m_carry.size()) {
        target *= 2;
    }
    reserve(block, target);
    std::memcpy(block.bytes.get(), m_carry.data(), m_carry.size());
    block.size = m_carry.size();
    m_carry.clear();
    block.line = m_line;
    block.column = m_column;
    block.offset = m_offset;

    std::size_t searched = 0;
    for (;;) {
        fill(block, target);
        if (m_ended) {
            break;
        }
        const std::string_view found = block.text().substr(searched);
        if (const auto newline = found.rfind('\n'); newline != std::string_view::npos) {
            const std::size_t cut = searched + newline + 1;
            m_carry.assign(block.text().substr(cut));
            block.size = cut;
            break;
        }
        if (m_failure) {
            block.size = 0;
            std::rethrow_exception(m_failure);
        }
        searched = block.size;
        if (block.size > m_most) {
            m_offset += block.size;
            block.size = 0; // should the rest of it not be readable
            pass_over_line();
            block.size = m_most + 1;
            block.lines = 1;
            ++m_line;
            m_column = 1;
            return true;
        }
        target = std::min(2 * target, m_most + 2);
        reserve(block, target);
    }
    const std::string_view text = block.text();
    block.lines = 0;
    for (auto at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
        ++block.lines; // from end to end of lines, which are long: faster than byte by byte
    }
    m_line += block.lines;
    m_offset += block.size;
    m_column = 1;
    block.lines += m_ended && !text.ends_with('\n') ? 1U : 0U;
    return block.size > 0;
}

} // namespace sandhan::io
