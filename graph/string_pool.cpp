// SPDX-License-Identifier: Apache-2.0
#include "graph/string_pool.hpp"

#include "graph/building/text_hash.hpp"

#include <algorithm>
#include <stdexcept>

namespace sandhan::graph {
namespace {

constexpr std::uint64_t upper_half = 0xFFFFFFFF00000000U;

} // namespace

StringId StringPool::add(std::string_view text) {
    if (m_offset.size() >= UINT32_MAX) {
        throw std::length_error("string pool: more than 4294967295 different texts");
    }
    m_bytes.insert(m_bytes.end(), text.begin(), text.end());
    m_offset.push_back(m_bytes.size());
    return static_cast<StringId>(m_offset.size() - 1);
}

StringId StringPool::append(std::string_view text) { return text.empty() ? 0 : add(text); }

StringId StringPool::intern(std::string_view text) {
    if (text.empty()) {
        return 0;
    }
    if (2 * (m_interned + 1) > m_slots.size()) {
        grow();
    }
    const std::uint64_t hash = building::hash_of(text);
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = hash & mask;; at = (at + 1) & mask) {
        const std::uint64_t slot = m_slots[at];
        if (slot == 0) {
            const StringId id = add(text);
            m_slots[at] = (hash & upper_half) | id;
            ++m_interned;
            return id;
        }
        if ((slot & upper_half) == (hash & upper_half) &&
            (*this)[static_cast<StringId>(slot)] == text) {
            return static_cast<StringId>(slot);
        }
    }
}

void StringPool::clear() {
    m_bytes.clear();
    m_offset.assign(1, 0);
    std::fill(m_slots.begin(), m_slots.end(), 0);
    m_interned = 0;
}

void StringPool::grow() {
    constexpr std::size_t first_size = 64;
    const std::vector<std::uint64_t> old = std::move(m_slots);
    m_slots.assign(old.empty() ? first_size : 2 * old.size(), 0);
    const std::size_t mask = m_slots.size() - 1;
    for (const std::uint64_t slot : old) {
        if (slot != 0) {
            std::size_t at = building::hash_of((*this)[static_cast<StringId>(slot)]) & mask;
            while (m_slots[at] != 0) {
                at = (at + 1) & mask;
            }
            m_slots[at] = slot;
        }
    }
}

StringTable::StringTable(std::span<const std::string_view> texts) {
    std::vector<std::uint64_t> offset{0, 0};
    std::vector<char> bytes;
    for (const std::string_view text : texts) {
        bytes.insert(bytes.end(), text.begin(), text.end());
        offset.push_back(bytes.size());
    }
    m_offset = std::move(offset);
    m_bytes = std::move(bytes);
}

} // namespace sandhan::graph
