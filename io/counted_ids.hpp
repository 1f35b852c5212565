// SPDX-License-Identifier: Apache-2.0
// Finds vertices whose ids count, n0, n1, n2, as most programs write them: by the number, in one
// place of memory, where a hash table needs three.
#pragma once

#include "graph/compressed_graph.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// Remembers the vertices of ids that are one prefix and a number.
///
/// Cost  4 bytes a number, of which there are fewer than 4096 + 2 x the vertices.
class CountedIds {
  public:
    static constexpr std::uint32_t no_number = 0xFFFFFFFF;

    /// Takes the prefix of an id that ends in a number, if it has none yet. Returns whether it did.
    bool learn(std::string_view id) {
        std::size_t begin = id.size();
        while (begin > 0 && is_digit(id[begin - 1])) {
            --begin;
        }
        // Of "a007" the prefix is "a00", of "a0" it is "a": a number has one form.
        while (begin + 1 < id.size() && id[begin] == '0') {
            ++begin;
        }
        if (m_has_prefix || begin == id.size()) {
            return false;
        }
        m_prefix = id.substr(0, begin);
        m_has_prefix = true;
        return true;
    }

    /// The number in an id that is the prefix and a number without needless zeros, or no_number.
    [[nodiscard]] std::uint32_t number_in(std::string_view id) const {
        if (!m_has_prefix || id.size() <= m_prefix.size() ||
            id.size() > m_prefix.size() + most_digits) {
            return no_number;
        }
        for (std::size_t i = 0; i < m_prefix.size(); ++i) { // they are short
            if (id[i] != m_prefix[i]) {
                return no_number;
            }
        }
        const std::string_view digits = id.substr(m_prefix.size());
        if (digits[0] == '0' && digits.size() > 1) {
            return no_number;
        }
        std::uint32_t number = 0;
        for (const char c : digits) {
            if (!is_digit(c)) {
                return no_number;
            }
            number = 10 * number + static_cast<std::uint32_t>(c - '0');
        }
        return number;
    }
    [[nodiscard]] std::string id_of(std::uint32_t number) const {
        return m_prefix + std::to_string(number);
    }

    /// Numbers from this one on are not known.
    [[nodiscard]] std::size_t end() const { return m_vertices.size(); }
    /// The vertex of a number, or no_vertex.
    [[nodiscard]] graph::Vertex find(std::uint32_t number) const {
        return number < m_vertices.size() ? m_vertices[number] : graph::no_vertex;
    }
    /// Where find() looks for a number before end().
    [[nodiscard]] const graph::Vertex* place_of(std::uint32_t number) const {
        return &m_vertices[number];
    }
    /// Remembers a number's vertex, unless the number is too high. Returns whether.
    bool remember(std::uint32_t number, graph::Vertex vertex) {
        const std::size_t most = 4096 + 2 * static_cast<std::size_t>(vertex);
        if (number >= most) {
            return false;
        }
        if (number >= m_vertices.size()) {
            m_vertices.resize(std::min(most, std::size_t{2} * number + 1024), graph::no_vertex);
        }
        m_vertices[number] = vertex;
        return true;
    }

  private:
    static constexpr std::size_t most_digits = 9;

    static bool is_digit(char c) { return c >= '0' && c <= '9'; }

    bool m_has_prefix = false;
    std::string m_prefix;
    std::vector<graph::Vertex> m_vertices; // by number
};

} // namespace sandhan::io
