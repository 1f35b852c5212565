// SPDX-License-Identifier: Apache-2.0
// Finds the vertices at the ends of edges, many at a time, beside the reading of the file.
#pragma once

#include "graph/compressed_graph.hpp"
#include "io/counted_ids.hpp"
#include "io/vertex_index.hpp"

#include <oneapi/tbb/task_group.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sandhan::io {

/// Vertices by their ids, numbered in the order of their first mention. Looking up an id mostly
/// waits for memory; of the ends of edges thousands are looked up at once, on another thread where
/// there is one. Ids that count (n0, n1, n2) are found by their numbers, others by a hash table.
class EdgeEnds {
  public:
    /// Appends to both; nobody else may, and either may be read only when settled.
    EdgeEnds(std::vector<std::string>& ids, std::vector<graph::VertexPair>& edges)
        : m_ids(ids), m_index(ids), m_edges(edges) {}
    ~EdgeEnds() noexcept {
        m_task.cancel();
        try {
            m_task.wait();
        } catch (...) { // whoever destroys this has a failure of its own already
        }
    }
    EdgeEnds(const EdgeEnds&) = delete;
    EdgeEnds& operator=(const EdgeEnds&) = delete;

    void add_edge(std::string_view source, std::string_view target) {
        m_edges.push_back({graph::no_vertex, graph::no_vertex});
        add(source);
        add(target);
        if (m_filling.ends.size() == batch) {
            store();
            std::swap(m_filling, m_working);
            m_first = m_edges.size() - batch / 2;
            m_task.run([this] { find(); });
        }
    }

    /// The vertex of that id, after all that edges mentioned before.
    graph::Vertex find_or_add(std::string_view id) {
        settle();
        learn(id);
        const std::uint32_t number = m_counted.number_in(id);
        const graph::Vertex v = number != CountedIds::no_number
                                    ? look_up(number)
                                    : m_index.find_or_add(id, VertexIndex::hash_of(id));
        m_known_numbers = m_counted.end();
        return v;
    }

    /// Gives all edges their ends. Throws std::length_error beyond 2^32 - 2 vertices.
    void settle() {
        store();
        if (!m_filling.ends.empty()) {
            std::swap(m_filling, m_working);
            m_first = m_edges.size() - m_working.ends.size() / 2;
            find();
            store();
        }
    }

  private:
    static constexpr std::size_t batch = 8192; ///< ends
    static constexpr std::size_t at_once = 64; ///< more would not stay in the cache

    struct End {
        std::uint32_t key;    ///< the number in the id, or the id's hash
        graph::Vertex vertex; ///< until it is found: `counted` or `hashed`
        std::size_t text_end; ///< of its id, which a number does without
    };
    static constexpr graph::Vertex counted = 0;
    static constexpr graph::Vertex hashed = graph::no_vertex;

    struct Batch {
        std::string ids;
        std::vector<End> ends;
    };

    void learn(std::string_view id) {
        if (m_counted.learn(id)) {
            m_strays = !m_ids.empty();
        }
    }

    void add(std::string_view id) {
        const std::uint32_t number = m_counted.number_in(id);
        if (number < m_known_numbers) {
            m_filling.ends.push_back({number, counted, m_filling.ids.size()});
        } else {
            m_filling.ids += id;
            m_filling.ends.push_back({VertexIndex::hash_of(id), hashed, m_filling.ids.size()});
        }
    }

    graph::Vertex look_up(std::uint32_t number) {
        const graph::Vertex known = m_counted.find(number);
        if (known != graph::no_vertex) {
            return known;
        }
        std::string id = m_counted.id_of(number);
        const auto next = static_cast<graph::Vertex>(m_ids.size());
        if (!m_strays && next < graph::no_vertex && m_counted.remember(number, next)) {
            m_ids.push_back(std::move(id)); // the index need not know it
            return next;
        }
        m_strays = true;
        const graph::Vertex v = m_index.find_or_add(id, VertexIndex::hash_of(id));
        m_counted.remember(number, v);
        return v;
    }

    void find() {
        auto& ends = m_working.ends;
        const auto each = [&](std::size_t first, auto visit) {
            const std::size_t last = std::min(ends.size(), first + at_once);
            for (std::size_t i = first; i < last; ++i) {
                visit(ends[i]);
            }
        };
        std::size_t begin = 0;
        for (std::size_t first = 0; first < ends.size(); first += at_once) {
            bool any_hashed = false;
            each(first, [&](const End& end) {
                any_hashed = any_hashed || end.vertex == hashed;
                if (end.vertex == counted) {
                    VertexIndex::prefetch(m_counted.place_of(end.key));
                } else {
                    m_index.prefetch_slot(end.key);
                }
            });
            if (any_hashed) {
                each(first, [&](const End& end) { m_index.prefetch_id(end.key); });
                each(first, [&](const End& end) { m_index.prefetch_bytes(end.key); });
            }
            each(first, [&](End& end) {
                const std::string_view id(m_working.ids.data() + begin, end.text_end - begin);
                begin = end.text_end;
                if (end.vertex == hashed) {
                    // Its number may have been too high only when it was added.
                    const std::uint32_t number = m_counted.number_in(id);
                    end.vertex = number != CountedIds::no_number ? look_up(number)
                                                                 : m_index.find_or_add(id, end.key);
                } else {
                    end.vertex = look_up(end.key);
                }
            });
        }
    }

    /// Waits for what is being found, and gives it to the edges.
    void store() {
        if (m_working.ends.empty()) {
            return;
        }
        // Not isolated: the task was begun outside, so where there is one thread nobody would take
        // it up.
        m_task.wait();
        const auto& ends = m_working.ends;
        for (std::size_t i = 0; i < ends.size(); i += 2) {
            m_edges[m_first + i / 2] = {ends[i].vertex, ends[i + 1].vertex};
        }
        learn(std::string_view(m_working.ids).substr(0, ends[0].text_end));
        m_known_numbers = m_counted.end();
        m_working.ids.clear();
        m_working.ends.clear();
    }

    // The task changes the ids, the index, what numbers are known, and the working batch; while
    // there is one, nobody else looks at them, but at the prefix of the ids that count.
    std::vector<std::string>& m_ids;
    VertexIndex m_index;
    bool m_strays = false; ///< the index may have ids that count: of high numbers, or early ones
    CountedIds m_counted;
    std::size_t m_known_numbers = 0; ///< those below this have a place
    std::vector<graph::VertexPair>& m_edges;
    Batch m_filling;
    Batch m_working;
    std::size_t m_first = 0; ///< the first edge of the working batch
    tbb::task_group m_task;
};

} // namespace sandhan::io
