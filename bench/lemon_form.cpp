// SPDX-License-Identifier: Apache-2.0
#include "bench/lemon_form.hpp"

#include <lemon/bfs.h>
#include <lemon/connectivity.h>
#include <lemon/dijkstra.h>
#include <lemon/preflow.h>
#include <lemon/smart_graph.h>

namespace sandhan::bench {

struct LemonForm::Graphs {
    lemon::SmartDigraph reversed; // a search runs against the arcs: distances are incoming
    lemon::SmartDigraph::ArcMap<double> cost{reversed};
    lemon::SmartGraph undirected;
};

LemonForm::LemonForm(bool directed, std::uint32_t vertices, const std::vector<Edge>& edges)
    : m_graphs(std::make_unique<Graphs>()) {
    auto& [reversed, cost, undirected] = *m_graphs;
    for (std::uint32_t v = 0; v < vertices; ++v) {
        reversed.addNode();
        undirected.addNode();
    }
    for (const Edge& edge : edges) {
        const auto s = static_cast<int>(edge.source);
        const auto t = static_cast<int>(edge.target);
        using Directed = lemon::SmartDigraph;
        cost[reversed.addArc(Directed::nodeFromId(t), Directed::nodeFromId(s))] = edge.cost;
        if (!directed) {
            cost[reversed.addArc(Directed::nodeFromId(s), Directed::nodeFromId(t))] = edge.cost;
        }
        undirected.addEdge(lemon::SmartGraph::nodeFromId(s), lemon::SmartGraph::nodeFromId(t));
    }
}

LemonForm::~LemonForm() = default;

namespace {

template <class Search>
std::vector<double> closeness_by(const lemon::SmartDigraph& g, Search& search) {
    std::vector<double> score;
    for (int v = 0; v < g.nodeNum(); ++v) {
        search.run(g.nodeFromId(v));
        double sum = 0.0;
        double others = -1.0;
        for (int u = 0; u < g.nodeNum(); ++u) {
            if (search.reached(g.nodeFromId(u))) {
                sum += search.dist(g.nodeFromId(u));
                others += 1.0;
            }
        }
        score.push_back(sum > 0.0 ? others / sum : 0.0);
    }
    return score;
}

} // namespace

std::vector<double> LemonForm::closeness(bool by_cost) const {
    if (by_cost) {
        lemon::Dijkstra<lemon::SmartDigraph, lemon::SmartDigraph::ArcMap<double>> search(
            m_graphs->reversed, m_graphs->cost);
        return closeness_by(m_graphs->reversed, search);
    }
    lemon::Bfs<lemon::SmartDigraph> search(m_graphs->reversed);
    return closeness_by(m_graphs->reversed, search);
}

std::vector<double> LemonForm::components() const {
    lemon::SmartGraph::NodeMap<int> component(m_graphs->undirected);
    const int count = lemon::connectedComponents(m_graphs->undirected, component);
    std::vector<double> size(static_cast<std::size_t>(count));
    for (lemon::SmartGraph::NodeIt v(m_graphs->undirected); v != lemon::INVALID; ++v) {
        size[static_cast<std::size_t>(component[v])] += 1.0;
    }
    return size;
}

std::vector<double> LemonForm::articulation_points() const {
    lemon::SmartGraph::NodeMap<bool> is_cut(m_graphs->undirected, false);
    lemon::biNodeConnectedCutNodes(m_graphs->undirected, is_cut);
    std::vector<double> points;
    for (int v = 0; v < m_graphs->undirected.nodeNum(); ++v) {
        if (is_cut[lemon::SmartGraph::nodeFromId(v)]) {
            points.push_back(v);
        }
    }
    return points;
}

std::vector<double> LemonForm::maximum_flows(const std::vector<Pair>& pairs,
                                             const std::vector<std::int64_t>& of_edge) const {
    using Graph = lemon::SmartDigraph;
    using Capacities = Graph::ArcMap<std::int64_t>;
    const Graph& reversed = m_graphs->reversed;
    Capacities capacity(reversed);
    for (std::size_t e = 0; e < of_edge.size(); ++e) {
        capacity[Graph::arcFromId(static_cast<int>(e))] = of_edge[e];
    }
    std::vector<double> flows;
    lemon::Preflow<Graph, Capacities> preflow(reversed, capacity, Graph::Node(), Graph::Node());
    for (const Pair& pair : pairs) {
        // Against the arcs: what can flow from a target back is what can flow to it.
        preflow.source(Graph::nodeFromId(static_cast<int>(pair.target)));
        preflow.target(Graph::nodeFromId(static_cast<int>(pair.source)));
        preflow.run();
        flows.push_back(static_cast<double>(preflow.flowValue()));
    }
    return flows;
}

} // namespace sandhan::bench
