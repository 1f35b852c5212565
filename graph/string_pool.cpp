// SPDX-License-Identifier: Apache-2.0
#include "graph/string_pool.hpp"

#include <algorithm>
#include <stdexcept>

namespace sandhan::graph {
namespace {

constexpr std::size_t block_bytes = std::size_t{1} << 20;

} // namespace

StringId StringPool::intern(std::string_view text) {
    if (const auto found = m_numbers.find(text); found != m_numbers.end()) {
        return found->second;
    }
    if (m_texts.size() >= UINT32_MAX) {
        throw std::length_error("string pool: more than 4294967295 different texts");
    }
    if (m_blocks.empty() || m_blocks.back().capacity() - m_blocks.back().size() < text.size()) {
        m_blocks.emplace_back().reserve(std::max(block_bytes, text.size()));
    }
    std::string& block = m_blocks.back();
    const std::size_t at = block.size();
    block.append(text); // within the reserved capacity: no reallocation
    const std::string_view kept(block.data() + at, text.size());
    const auto id = static_cast<StringId>(m_texts.size());
    m_texts.push_back(kept);
    m_numbers.emplace(kept, id);
    return id;
}

} // namespace sandhan::graph
