// SPDX-License-Identifier: Apache-2.0
// Is there a set of fewer than k vertices without which a graph falls apart? Not installed.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace sandhan::algorithms::internal {

/// Counts steps along edges, the unit of work that is the same on every machine.
struct WorkMeter {
    std::uint64_t done = 0;
    std::uint64_t limit = 0;
    [[nodiscard]] bool exceeded() const { return done > limit; }
};

/// Paths from one vertex to several others that share nothing but that vertex: a fan.
class FanSearch {
  public:
    FanSearch(const graph::CompressedGraph& g, WorkMeter& work);

    /// Takes v out of the graph, until clear().
    void remove(graph::Vertex v) { m_removed[v] = 1; }
    [[nodiscard]] bool removed(graph::Vertex v) const { return m_removed[v] != 0; }
    /// Makes v an end of fans, until clear_ends().
    void add_end(graph::Vertex v);
    [[nodiscard]] bool is_end(graph::Vertex v) const { return m_end[v] != 0; }
    void clear_ends();

    /// True if there is a fan from w, no end itself, to `size` ends. Else cut() holds fewer than
    /// `size` vertices that part w from all other ends.
    [[nodiscard]] bool reaches(graph::Vertex w, std::uint32_t size);
    [[nodiscard]] const std::vector<graph::Vertex>& cut() const { return m_cut; }

  private:
    /// A vertex as it is entered, or as it is left.
    struct State {
        graph::Vertex vertex;
        bool leaving;
    };
    [[nodiscard]] static std::size_t index(State s) {
        return std::size_t{2} * s.vertex + (s.leaving ? 1 : 0);
    }

    [[nodiscard]] bool augment(graph::Vertex w);
    bool visit(State to, State from);
    void follow_back(graph::Vertex end, graph::Vertex w);
    void collect_cut();
    void clear_paths();

    const graph::CompressedGraph& m_g;
    WorkMeter& m_work;
    std::vector<unsigned char> m_removed;
    std::vector<unsigned char> m_end;
    std::vector<graph::Vertex> m_ends;
    std::vector<unsigned char> m_used;     // by a path
    std::vector<graph::Vertex> m_previous; // on its path
    std::vector<graph::Vertex> m_touched;  // used at some time
    std::vector<std::uint32_t> m_visited;  // by state: the number of the last search that came by
    std::vector<State> m_parent;           // by state
    std::vector<State> m_queue;
    std::vector<graph::Vertex> m_cut;
    std::uint32_t m_search = 0;
};

/// Fewer than k vertices without which the graph falls apart, or none: then it is k-connected.
///
/// A set of vertices none of which so small a cut parts from a vertex v, itself not cut, grows from
/// v and its neighbours: another one belongs to it when it has a fan to k of them, as a cut misses
/// one path of the fan and its end. Fans are short, most of them are neighbours, and the first
/// vertex without one yields the cut. Cuts through v part v's neighbours: those that leave the
/// first of them in place are found the same way in the graph without v, those through it too in
/// the graph without both, and so on.
///
/// Requires  an undirected connected simple graph, all degrees at least k, k >= 1.
/// Returns   nothing too when the work is used up, which the caller has to ask.
/// Cost      O(n + k^2) fans of O(k (n + m)) steps each at worst; mostly of a few steps.
/// Source    S. Even, "An algorithm for determining whether the connectivity of a graph is at least
///           k", SIAM J. Comput. 4(3), 1975. doi:10.1137/0204034
[[nodiscard]] std::optional<std::vector<graph::Vertex>>
small_vertex_cut(const graph::CompressedGraph& g,
                 std::uint32_t k,
                 WorkMeter& work,
                 const graph::RunControl& control);

} // namespace sandhan::algorithms::internal
