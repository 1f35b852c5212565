// SPDX-License-Identifier: Apache-2.0
#include "algorithms/hubs/circle_parts.hpp"

#include "algorithms/internal/requirements.hpp"
#include "algorithms/internal/shares.hpp"
#include "algorithms/simple_graph.hpp"

#include <algorithm>

namespace sandhan::algorithms {

using graph::Edge;
using graph::Vertex;

namespace {

/// The undirected simple graph, seen from one vertex.
class Circle {
  public:
    Circle(SimpleGraph simple, Vertex v)
        : m_simple(std::move(simple)), m_v(v), m_edge(m_simple.graph.vertex_count(), none) {
        const auto row = neighbours();
        for (std::size_t i = 0; i < row.size(); ++i) {
            m_edge[row[i]] = m_simple.graph.out_edges(m_v)[i];
        }
    }

    [[nodiscard]] std::span<const Vertex> neighbours() const {
        return m_simple.graph.out_neighbours(m_v);
    }
    /// Of the tie between the centre and a neighbour.
    [[nodiscard]] double to(Vertex neighbour) const { return m_simple.strength[m_edge[neighbour]]; }
    [[nodiscard]] double total(Vertex u) const {
        double sum = 0.0;
        for (const Edge e : m_simple.graph.out_edges(u)) {
            sum += m_simple.strength[e];
        }
        return sum;
    }
    [[nodiscard]] double largest(Vertex u) const {
        double most = 0.0;
        for (const Edge e : m_simple.graph.out_edges(u)) {
            most = std::max(most, m_simple.strength[e]);
        }
        return most;
    }

    /// Calls visit(b, strength of a - b) for the common neighbours b of the centre and a,
    /// ascending.
    template <class Visit>
    void for_common(Vertex a, Visit visit) const {
        const auto row = m_simple.graph.out_neighbours(a);
        const auto edges = m_simple.graph.out_edges(a);
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (m_edge[row[i]] != none) {
                visit(row[i], m_simple.strength[edges[i]]);
            }
        }
    }

  private:
    static constexpr Edge none = graph::no_vertex;

    SimpleGraph m_simple;
    Vertex m_v;
    std::vector<Edge> m_edge; // from the centre, by vertex
};

Circle circle_around(const graph::CompressedGraph& g,
                     Vertex v,
                     std::span<const double> strength,
                     const char* kernel) {
    internal::require_positive(g, strength, kernel, "strength");
    internal::require_vertex(g, v, kernel);
    SimpleGraph simple = undirected_simplified(g, strength);
    if (strength.empty()) {
        std::fill(simple.strength.begin(), simple.strength.end(), 1.0);
    }
    return {std::move(simple), v};
}

/// Keeps the largest of what goes through common neighbours.
void trim(CirclePart& part, std::size_t most) {
    part.common = part.through.size();
    for (const NeighbourShare& share : part.through) {
        part.indirect += share.amount;
    }
    internal::sort_shares(part.through);
    if (part.through.size() > most) {
        part.through.resize(most);
        part.through.shrink_to_fit();
    }
}

void put_in_order(std::vector<CirclePart>& parts) {
    std::sort(parts.begin(), parts.end(), [](const CirclePart& a, const CirclePart& b) {
        const double x = ranking_key(a.amount);
        const double y = ranking_key(b.amount);
        return x != y ? x > y : a.neighbour < b.neighbour;
    });
}

} // namespace

ClusteringReasons explain_clustering(const graph::CompressedGraph& g,
                                     Vertex v,
                                     std::size_t most,
                                     const graph::RunControl& control) {
    internal::require_simple(g, "clustering");
    internal::require_vertex(g, v, "clustering");
    // Strength 2 where an edge runs both ways, else 1.
    const Circle circle(undirected_simplified(g), v);
    ClusteringReasons r;
    const auto row = circle.neighbours();
    const std::uint64_t degree = row.size();
    r.pairs = degree == 0 ? 0 : degree * (degree - 1) / 2;
    double all = 0.0;
    double squares = 0.0;
    for (std::size_t i = 0; i < row.size(); ++i) {
        control.checkpoint();
        const Vertex a = row[i];
        all += circle.to(a);
        squares += circle.to(a) * circle.to(a);
        // Neighbours between those joined with a are apart from it.
        std::size_t next = i + 1;
        const auto skip_to = [&](std::size_t end) {
            for (; next < end && r.first_apart.size() < most; ++next) {
                r.first_apart.push_back({a, row[next]});
            }
            next = end;
        };
        circle.for_common(a, [&](Vertex b, double tie) {
            if (b <= a) {
                return;
            }
            const double closed = circle.to(a) * circle.to(b) * tie;
            ++r.joined;
            r.closed += closed;
            if (r.first_joined.size() < most) {
                r.first_joined.push_back({a, b, closed});
            }
            if (r.first_apart.size() < most) {
                skip_to(static_cast<std::size_t>(std::lower_bound(row.begin(), row.end(), b) -
                                                 row.begin()));
                ++next;
            }
        });
        skip_to(row.size());
    }
    // Directed, each of two neighbours by each of its edges, and the two joined both ways.
    r.possible = g.is_directed() ? all * all - squares : static_cast<double>(r.pairs);
    return r;
}

std::vector<CirclePart> explain_constraint(const graph::CompressedGraph& g,
                                           Vertex v,
                                           std::size_t most,
                                           std::span<const double> strength,
                                           const graph::RunControl& control) {
    const Circle circle = circle_around(g, v, strength, "constraint");
    const double own = circle.total(v);
    std::vector<double> total(g.vertex_count(), 0.0);
    for (const Vertex w : circle.neighbours()) {
        total[w] = circle.total(w);
    }
    std::vector<CirclePart> parts;
    for (const Vertex a : circle.neighbours()) {
        control.checkpoint();
        CirclePart part;
        part.neighbour = a;
        part.direct = circle.to(a) / own;
        circle.for_common(a, [&](Vertex w, double tie) {
            part.through.push_back({w, circle.to(w) / own * (tie / total[w])});
        });
        trim(part, most);
        part.amount = (part.direct + part.indirect) * (part.direct + part.indirect);
        parts.push_back(std::move(part));
    }
    put_in_order(parts);
    return parts;
}

std::vector<CirclePart> explain_effective_size(const graph::CompressedGraph& g,
                                               Vertex v,
                                               std::size_t most,
                                               std::span<const double> strength,
                                               const graph::RunControl& control) {
    const Circle circle = circle_around(g, v, strength, "effective size");
    const double own = circle.total(v);
    std::vector<CirclePart> parts;
    for (const Vertex a : circle.neighbours()) {
        control.checkpoint();
        CirclePart part;
        part.neighbour = a;
        part.direct = 1.0;
        const double largest = circle.largest(a);
        circle.for_common(a, [&](Vertex w, double tie) {
            part.through.push_back({w, circle.to(w) / own * (tie / largest)});
        });
        trim(part, most);
        part.amount = part.direct - part.indirect;
        parts.push_back(std::move(part));
    }
    put_in_order(parts);
    return parts;
}

} // namespace sandhan::algorithms
