// SPDX-License-Identifier: Apache-2.0
// Texts named by 32-bit numbers: a pool that grows while records are read, and the table of a
// finished store.
#pragma once

#include "graph/table.hpp"

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace sandhan::graph {

using StringId = std::uint32_t; ///< 0 is the empty string

class StringPool {
  public:
    StringPool() { m_offset.push_back(0); }

    /// The number of a text, given on first sight. Cost O(length).
    StringId intern(std::string_view text);
    /// A number of its own for a text that is not expected to come again. The empty text is 0.
    StringId append(std::string_view text);

    /// Valid until the next text comes.
    [[nodiscard]] std::string_view operator[](StringId id) const {
        return id == 0 ? std::string_view()
                       : std::string_view(m_bytes.data() + m_offset[id - 1],
                                          m_offset[id] - m_offset[id - 1]);
    }
    [[nodiscard]] std::size_t size() const { return m_offset.size(); }
    /// Forgets all texts and keeps the memory for others.
    void clear();
    /// The bytes of texts first..last-1, one after the other.
    [[nodiscard]] std::string_view bytes(StringId first, StringId last) const {
        return {m_bytes.data() + begin_of(first), begin_of(last) - begin_of(first)};
    }

  private:
    [[nodiscard]] std::size_t begin_of(StringId id) const { return id == 0 ? 0 : m_offset[id - 1]; }
    StringId add(std::string_view text);
    void grow();

    std::vector<char> m_bytes;
    std::vector<std::uint64_t> m_offset; ///< where the text of a number ends
    /// Open addressing: the upper half of a text's hash, and its number; 0 is free.
    std::vector<std::uint64_t> m_slots;
    std::size_t m_interned = 0;
};

/// Texts that no longer change, in one block of bytes.
class StringTable {
  public:
    StringTable() : StringTable(std::span<const std::string_view>{}) {}
    /// Numbers 1, 2, ... for these texts, in their order.
    explicit StringTable(std::span<const std::string_view> texts);
    /// `offset[id]` to `offset[id + 1]` are the bytes of a text; text 0 is empty.
    StringTable(Table<std::uint64_t> offset, Table<char> bytes)
        : m_offset(std::move(offset)), m_bytes(std::move(bytes)) {}

    [[nodiscard]] std::string_view operator[](StringId id) const {
        return {m_bytes.data() + m_offset[id], m_offset[id + 1] - m_offset[id]};
    }
    [[nodiscard]] std::size_t size() const { return m_offset.size() - 1; }
    [[nodiscard]] const Table<std::uint64_t>& offsets() const { return m_offset; }
    [[nodiscard]] const Table<char>& bytes() const { return m_bytes; }

  private:
    Table<std::uint64_t> m_offset;
    Table<char> m_bytes;
};

} // namespace sandhan::graph
