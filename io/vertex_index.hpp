// SPDX-License-Identifier: Apache-2.0
// Finds a vertex by the id that a file gives it.
#pragma once

#include "graph/compressed_graph.hpp"

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::io {

/// A hash table over ids that live elsewhere: 8 bytes a slot instead of a second copy of every id.
/// Ids are bytes: two that look alike but are written in other Unicode forms are two.
class VertexIndex {
  public:
    explicit VertexIndex(std::vector<std::string>& ids) : m_ids(ids), m_slots(1024) {}

    /// The vertex of that id, appended to the ids if it is new.
    /// Throws std::length_error beyond 2^32 - 2 vertices.
    graph::Vertex find_or_add(std::string_view id) { return find_or_add(id, hash_of(id)); }

    // For many ids at once, as each needs three places that are not near one another: first ask
    // for the slots of all, then for their ids, then for the bytes of these, then find.

    [[nodiscard]] static std::uint32_t hash_of(std::string_view id) {
        return static_cast<std::uint32_t>(std::hash<std::string_view>()(id));
    }
    static void prefetch([[maybe_unused]] const void* address) {
#if defined(__GNUC__)
        __builtin_prefetch(address);
#endif
    }
    void prefetch_slot(std::uint32_t hash) const {
        prefetch(&m_slots[hash & (m_slots.size() - 1)]);
    }
    void prefetch_id(std::uint32_t hash) const {
        if (const auto v = likely(hash); v != graph::no_vertex) {
            prefetch(&m_ids[v]);
        }
    }
    void prefetch_bytes(std::uint32_t hash) const {
        if (const auto v = likely(hash); v != graph::no_vertex) {
            prefetch(m_ids[v].data());
        }
    }

    /// The same, of an id whose hash_of() is known.
    graph::Vertex find_or_add(std::string_view id, std::uint32_t hash) {
        Slot& slot = m_slots[position(
            hash, [&](const Slot& s) { return s.hash == hash && m_ids[s.vertex] == id; })];
        if (slot.vertex != graph::no_vertex) {
            return slot.vertex;
        }
        if (m_ids.size() >= graph::no_vertex) {
            throw std::length_error("more vertices than 32 bits can number");
        }
        const auto vertex = static_cast<graph::Vertex>(m_ids.size());
        slot = {hash, vertex};
        m_ids.emplace_back(id);
        if (2 * m_ids.size() > m_slots.size()) {
            grow();
        }
        return vertex;
    }

  private:
    struct Slot {
        std::uint32_t hash = 0;
        graph::Vertex vertex = graph::no_vertex;
    };

    /// The vertex of the first slot with that hash, or no_vertex.
    [[nodiscard]] graph::Vertex likely(std::uint32_t hash) const {
        return m_slots[position(hash, [&](const Slot& s) { return s.hash == hash; })].vertex;
    }

    /// Where linear probing finds a match or an empty slot.
    template <class Match>
    [[nodiscard]] std::size_t position(std::uint32_t hash, Match match) const {
        const std::size_t mask = m_slots.size() - 1;
        std::size_t i = hash & mask;
        while (m_slots[i].vertex != graph::no_vertex && !match(m_slots[i])) {
            i = (i + 1) & mask;
        }
        return i;
    }

    void grow() {
        std::vector<Slot> old(2 * m_slots.size());
        old.swap(m_slots);
        for (const Slot& slot : old) {
            if (slot.vertex != graph::no_vertex) {
                m_slots[position(slot.hash, [](const Slot&) { return false; })] = slot;
            }
        }
    }

    std::vector<std::string>& m_ids;
    std::vector<Slot> m_slots; // a power of two, at most half full
};

} // namespace sandhan::io
