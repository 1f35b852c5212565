// SPDX-License-Identifier: Apache-2.0
// Finds the vertices at the ends of edges, many at a time, beside the reading of the file.
#pragma once

#include "graph/compressed_graph.hpp"
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
/// there is one.
class EdgeEnds {
  public:
    /// Appends to both; nobody else may, and either may be read only when settled.
    EdgeEnds(std::vector<std::string>& ids, std::vector<graph::VertexPair>& edges)
        : m_index(ids), m_edges(edges) {}
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
        m_filling.add(source);
        m_filling.add(target);
        if (m_filling.ends.size() == batch) {
            store();
            std::swap(m_filling, m_working);
            m_first = m_edges.size() - batch / 2;
            m_task.run([this] { m_working.find(m_index); });
        }
    }

    /// The vertex of that id, after all that edges mentioned before.
    graph::Vertex find_or_add(std::string_view id) {
        settle();
        return m_index.find_or_add(id);
    }

    /// Gives all edges their ends. Throws std::length_error beyond 2^32 - 2 vertices.
    void settle() {
        store();
        if (!m_filling.ends.empty()) {
            std::swap(m_filling, m_working);
            m_first = m_edges.size() - m_working.ends.size() / 2;
            m_working.find(m_index);
            store();
        }
    }

  private:
    static constexpr std::size_t batch = 8192; ///< ends
    static constexpr std::size_t at_once = 64; ///< more would not stay in the cache

    struct End {
        std::uint32_t hash;
        graph::Vertex vertex;
        std::size_t text_end; ///< of its id
    };

    struct Batch {
        std::string ids;
        std::vector<End> ends;

        void add(std::string_view id) {
            ids += id;
            ends.push_back({VertexIndex::hash_of(id), graph::no_vertex, ids.size()});
        }

        void find(VertexIndex& index) {
            std::size_t begin = 0;
            for (std::size_t first = 0; first < ends.size(); first += at_once) {
                const std::size_t last = std::min(ends.size(), first + at_once);
                for (std::size_t i = first; i < last; ++i) {
                    index.prefetch_slot(ends[i].hash);
                }
                for (std::size_t i = first; i < last; ++i) {
                    index.prefetch_id(ends[i].hash);
                }
                for (std::size_t i = first; i < last; ++i) {
                    index.prefetch_bytes(ends[i].hash);
                }
                for (std::size_t i = first; i < last; ++i) {
                    const std::size_t end = ends[i].text_end;
                    ends[i].vertex = index.find_or_add(
                        std::string_view(ids).substr(begin, end - begin), ends[i].hash);
                    begin = end;
                }
            }
        }
    };

    /// Waits for what is being found, and gives it to the edges.
    void store() {
        if (m_working.ends.empty()) {
            return;
        }
        // Not isolated: the task was begun outside, so where there is one thread nobody would take
        // it up.
        m_task.wait();
        for (std::size_t i = 0; i < m_working.ends.size(); i += 2) {
            m_edges[m_first + i / 2] = {m_working.ends[i].vertex, m_working.ends[i + 1].vertex};
        }
        m_working.ids.clear();
        m_working.ends.clear();
    }

    VertexIndex m_index;
    std::vector<graph::VertexPair>& m_edges;
    Batch m_filling;
    Batch m_working;         ///< touched by the task only, while there is one
    std::size_t m_first = 0; ///< its first edge
    tbb::task_group m_task;
};

} // namespace sandhan::io
