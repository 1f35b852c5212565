// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/eccentricity.hpp"

#include "algorithms/internal/breadth_search.hpp"
#include "algorithms/internal/renumbered_rows.hpp"
#include "algorithms/internal/strong_components.hpp"

#include <algorithm>

namespace sandhan::algorithms {

using graph::Vertex;

namespace {

/// Between which numbers the eccentricity of every vertex lies, in the numbers of RenumberedRows.
class EccentricityBounds {
  public:
    explicit EccentricityBounds(const internal::RenumberedRows& rows)
        : m_rows(rows), m_search(size()), m_lower(size(), 0), m_upper(size()),
          m_strong(rows.directed
                       ? internal::strong_components(static_cast<Vertex>(rows.original.size()),
                                                     [&rows](Vertex v) { return rows.out.row(v); })
                       : internal::StrongComponents{}) {
        for (Vertex v = 0; v < size(); ++v) {
            const auto [first, end] = rows.component[v];
            m_upper[v] = rows.in().row(v).empty() ? 0 : end - first - 1;
            m_lower[v] = rows.in().row(v).empty() ? 0 : 1;
        }
        if (rows.directed) {
            m_by_component.resize(size());
            for (Vertex v = 0; v < size(); ++v) {
                m_by_component[v] = v;
            }
            // An edge leads to a lower number: those that reach a vertex come before it.
            std::stable_sort(m_by_component.begin(), m_by_component.end(), [&](Vertex a, Vertex b) {
                return m_strong.number[a] > m_strong.number[b];
            });
            begin_components();
            follow_edges();
        }
    }

    [[nodiscard]] std::uint32_t lower(Vertex v) const { return m_lower[v]; }
    [[nodiscard]] std::uint32_t upper(Vertex v) const { return m_upper[v]; }
    [[nodiscard]] bool known(Vertex v) const { return m_lower[v] == m_upper[v]; }
    [[nodiscard]] std::uint64_t searches() const { return m_searches; }

    /// Finds the eccentricity of v, and returns a vertex that far away, and what that tells of
    /// others.
    Vertex resolve(Vertex v) {
        const std::uint32_t e = m_search.run(m_rows.in(), v);
        ++m_searches;
        Vertex farthest = m_search.order().back();
        for (std::size_t i = m_search.order().size(); i-- > 0;) {
            const Vertex u = m_search.order()[i];
            if (m_search.level(u) != e) {
                break;
            }
            if (m_rows.original[u] < m_rows.original[farthest]) {
                farthest = u;
            }
        }
        if (!m_rows.directed) {
            for (const Vertex u : m_search.order()) {
                const std::uint32_t d = m_search.level(u);
                narrow(u, std::max(d, e - d), e + d);
            }
            narrow(v, e, e);
            return farthest;
        }
        narrow(v, e, e);
        // Whatever reaches u reaches v if u does; so it holds within the strong component.
        const Vertex own = m_strong.number[v];
        (void)m_search.run(m_rows.out, v, [&](Vertex u) { return m_strong.number[u] == own; });
        ++m_searches;
        for (const Vertex u : m_search.order()) {
            narrow(u, 0, e + m_search.level(u));
        }
        follow_edges();
        return farthest;
    }

    /// The neighbour of v whose search would tell most of v's surroundings, or v.
    [[nodiscard]] Vertex beside(Vertex v) const {
        Vertex best = v;
        for (const Vertex u : m_rows.in().row(v)) {
            const bool tells = !m_rows.directed || m_strong.number[u] == m_strong.number[v];
            if (tells && !known(u) && m_upper[u] < m_upper[best]) {
                best = u;
            }
        }
        return best;
    }

    /// Every vertex that v reaches is at least so far from it. (Undirected: resolve() says so.)
    void raise_from(Vertex v) {
        (void)m_search.run(m_rows.out, v);
        ++m_searches;
        for (const Vertex u : m_search.order()) {
            narrow(u, m_search.level(u), m_upper[u]);
        }
    }

  private:
    [[nodiscard]] Vertex size() const { return static_cast<Vertex>(m_rows.original.size()); }

    void narrow(Vertex u, std::uint32_t lower, std::uint32_t upper) {
        m_lower[u] = std::max(m_lower[u], lower);
        m_upper[u] = std::min(m_upper[u], upper);
    }

    /// First upper bounds from one vertex a strong component: the farthest that reaches it does so
    /// from within, or over an edge that enters.
    void begin_components() {
        for (Vertex i = 0; i < size();) {
            const Vertex component = m_strong.number[m_by_component[i]];
            const Vertex pivot = m_by_component[i]; // of most neighbours, as numbers go
            const auto inside = [&](Vertex u) { return m_strong.number[u] == component; };
            const Vertex end = i + m_strong.size[component];
            if (end - i == 1) {
                follow_into(pivot);
                i = end;
                continue;
            }
            std::uint32_t e = m_search.run(m_rows.in(), pivot, inside);
            for (const Vertex u : m_search.order()) {
                for (const Vertex w : m_rows.in().row(u)) {
                    if (!inside(w)) {
                        e = std::max(e, m_upper[w] + 1 + m_search.level(u));
                    }
                }
            }
            (void)m_search.run(m_rows.out, pivot, inside);
            m_searches += 2;
            for (const Vertex u : m_search.order()) {
                narrow(u, 0, e + m_search.level(u));
            }
            i = end;
        }
    }

    /// The farthest that reaches v comes by one of its edges.
    void follow_into(Vertex v) {
        std::uint32_t most = 0;
        for (const Vertex u : m_rows.in().row(v)) {
            most = std::max(most, m_upper[u] + 1);
        }
        m_upper[v] = std::min(m_upper[v], most);
    }
    void follow_edges() {
        for (const Vertex v : m_by_component) {
            follow_into(v);
        }
    }

    const internal::RenumberedRows& m_rows;
    internal::BreadthSearch m_search;
    std::vector<std::uint32_t> m_lower;
    std::vector<std::uint32_t> m_upper;
    internal::StrongComponents m_strong;
    std::vector<Vertex> m_by_component;
    std::uint64_t m_searches = 0;
};

/// Which vertex to search from next, and whether none is left to ask.
struct OpenQuestions {
    std::uint32_t diameter = 0; ///< largest eccentricity that is known
    std::uint32_t radius = std::numeric_limits<std::uint32_t>::max();
    Vertex to = graph::no_vertex;
    Vertex center = graph::no_vertex;
    Vertex widest = graph::no_vertex;  ///< the one that may be farthest beyond the diameter
    Vertex nearest = graph::no_vertex; ///< the one that may be farthest below the radius

    OpenQuestions(const EccentricityBounds& bounds, Vertex n) {
        for (Vertex v = 0; v < n; ++v) {
            if (!bounds.known(v)) {
                continue;
            }
            if (to == graph::no_vertex || bounds.upper(v) > diameter) {
                diameter = bounds.upper(v);
                to = v;
            }
            if (bounds.upper(v) < radius) {
                radius = bounds.upper(v);
                center = v;
            }
        }
        for (Vertex v = 0; v < n; ++v) {
            if (bounds.known(v)) {
                continue;
            }
            if ((to == graph::no_vertex || bounds.upper(v) > diameter) &&
                (widest == graph::no_vertex || bounds.upper(v) > bounds.upper(widest) ||
                 (bounds.upper(v) == bounds.upper(widest) &&
                  bounds.lower(v) > bounds.lower(widest)))) {
                widest = v;
            }
            if (bounds.lower(v) < radius &&
                (nearest == graph::no_vertex || bounds.lower(v) < bounds.lower(nearest) ||
                 (bounds.lower(v) == bounds.lower(nearest) &&
                  bounds.upper(v) < bounds.upper(nearest)))) {
                nearest = v;
            }
        }
    }
    [[nodiscard]] bool none() const {
        return widest == graph::no_vertex && nearest == graph::no_vertex;
    }
};

/// All distances take as long as about so many searches with what is done after each: measured,
/// with 20000 vertices, 150.
std::uint64_t most_searches(Vertex n) { return 32 + n / 128; }

} // namespace

std::vector<double> eccentricity(const DistanceSums& distances) { return distances.farthest; }

std::vector<double> eccentricity(const graph::CompressedGraph& g,
                                 std::span<const double> cost,
                                 const graph::RunControl& control) {
    return incoming_distances(g, cost, control).farthest;
}

GraphExtent graph_extent(const graph::CompressedGraph& g, const graph::RunControl& control) {
    control.checkpoint();
    const Vertex n = g.vertex_count();
    GraphExtent result;
    if (n == 0) {
        return result;
    }
    const auto rows = internal::renumbered(g);
    EccentricityBounds bounds(rows);
    OpenQuestions open(bounds, n);
    // By turns from the edge, which finds long paths, and from the middle, which shows that there
    // are none: of all, and of where they would have to end.
    enum class Turn { middle, edge, beside_edge };
    Turn turn = Turn::middle;
    while (!open.none() && bounds.searches() <= most_searches(n)) {
        control.checkpoint();
        if (turn == Turn::middle && open.nearest != graph::no_vertex) {
            const Vertex farthest = bounds.resolve(open.nearest);
            if (rows.directed) {
                bounds.raise_from(farthest);
            } else {
                (void)bounds.resolve(farthest);
            }
        } else if (open.widest != graph::no_vertex) {
            (void)bounds.resolve(turn == Turn::edge ? open.widest : bounds.beside(open.widest));
        }
        turn = turn == Turn::middle ? Turn::edge
               : turn == Turn::edge ? Turn::beside_edge
                                    : Turn::middle;
        open = OpenQuestions(bounds, n);
    }
    result.searches = bounds.searches();
    if (open.none()) {
        result.radius = open.radius;
        result.diameter = open.diameter;
        result.to = rows.original[open.to];
        result.center = rows.original[open.center];
    } else {
        const std::vector<double> all = eccentricity(g, {}, control);
        const auto largest = std::max_element(all.begin(), all.end());
        const auto least = std::min_element(all.begin(), all.end());
        result.radius = *least;
        result.diameter = *largest;
        result.to = static_cast<Vertex>(largest - all.begin());
        result.center = static_cast<Vertex>(least - all.begin());
    }
    if (*result.diameter == 0.0) {
        result.diameter = std::nullopt;
        result.to = graph::no_vertex;
        return result;
    }
    const auto to = static_cast<Vertex>(
        std::find(rows.original.begin(), rows.original.end(), result.to) - rows.original.begin());
    result.from = rows.original[bounds.resolve(to)];
    return result;
}

} // namespace sandhan::algorithms
