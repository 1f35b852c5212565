# SPDX-License-Identifier: Apache-2.0
"""Times a Python library on the hub kernels: graph_peer.py LIBRARY FOLDER [QUICK].

FOLDER is what `sandhan_bench --write-kernels` wrote. Runs in the interpreter that has the library,
which need not be the driver's. Prints one line of JSON a kernel as it is done: name, seconds, the
largest difference from our numbers. One thread.
"""
import json
import math
import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

DAMPING = 0.85
# A stricter bound than the libraries' own, which are too loose for agreement to 1e-9.
PAGERANK_TOLERANCE = 1e-12
# Measures over all pairs of vertices, which take NetworkX minutes where the others take a second.
ALL_PAIRS = ("betweenness", "closeness", "harmonic")


def cost_of(strength):
    """As bench/subject.cpp has it."""
    return max(1.0, math.floor(60.0 / strength + 0.5))


class NetworkX:
    def __init__(self):
        import networkx
        self.lib = networkx
        self.version = networkx.__version__

    def graph(self, kernel, edges):
        g = self.lib.DiGraph() if kernel["directed"] else self.lib.Graph()
        g.add_nodes_from(range(kernel["vertices"]))
        g.add_weighted_edges_from(edges, weight="strength")
        return g

    def work(self, g, measure, weighted, directed):
        nx = self.lib
        n = g.number_of_nodes()
        if measure in ALL_PAIRS:
            return None
        return {
            # Its bound is on the sum of all changes divided by n.
            "pagerank": lambda: by_vertex(nx.pagerank(
                g, DAMPING, tol=PAGERANK_TOLERANCE / n, max_iter=1000,
                weight="strength" if weighted else None)),
            "core": lambda: by_vertex(nx.core_number(g)),
            "components": lambda: [len(c) for c in nx.connected_components(g)],
            "articulation": lambda: list(nx.articulation_points(g)),
            "clustering": lambda: by_vertex(nx.clustering(g)),
        }.get(measure)


class Igraph:
    def __init__(self):
        import igraph
        self.lib = igraph
        self.version = igraph.__version__

    def graph(self, kernel, edges):
        g = self.lib.Graph(kernel["vertices"], [(s, t) for s, t, _ in edges],
                           directed=kernel["directed"])
        g.es["strength"] = [w for _, _, w in edges]
        g.es["cost"] = [cost_of(w) for _, _, w in edges]
        return g

    def work(self, g, measure, weighted, directed):
        cost = "cost" if weighted else None
        strength = "strength" if weighted else None
        return {
            "betweenness": lambda: g.betweenness(directed=directed, weights=cost),
            "closeness": lambda: g.closeness(mode="in", weights=cost, normalized=True),
            "harmonic": lambda: g.harmonic_centrality(mode="in", weights=cost, normalized=True),
            "pagerank": lambda: g.pagerank(damping=DAMPING, weights=strength,
                                           implementation="prpack"),
            "core": lambda: g.coreness(mode="all"),
            "components": lambda: g.connected_components(mode="weak").sizes(),
            "articulation": lambda: g.articulation_points(),
            "clustering": lambda: g.transitivity_local_undirected(mode="zero"),
        }.get(measure)


class GraphTool:
    def __init__(self):
        import graph_tool
        import graph_tool.centrality
        import graph_tool.clustering
        import graph_tool.topology
        self.lib = graph_tool
        graph_tool.openmp_set_num_threads(1)
        self.version = graph_tool.__version__.split()[0]

    def graph(self, kernel, edges):
        g = self.lib.Graph(directed=kernel["directed"])
        g.add_vertex(kernel["vertices"])
        strength = g.new_edge_property("double")
        cost = g.new_edge_property("double")
        g.add_edge_list(((s, t, w, cost_of(w)) for s, t, w in edges), eprops=[strength, cost])
        return g, strength, cost

    def work(self, parts, measure, weighted, directed):
        g, strength, cost = parts
        gt = self.lib
        # Its distances are outgoing.
        against = gt.GraphView(g, reversed=True) if directed else g
        by_cost = cost if weighted else None
        return {
            "betweenness": lambda: gt.centrality.betweenness(g, weight=by_cost, norm=False)[0].a,
            "closeness": lambda: gt.centrality.closeness(against, weight=by_cost, norm=True).a,
            "harmonic": lambda: gt.centrality.closeness(against, weight=by_cost, norm=True,
                                                        harmonic=True).a,
            "pagerank": lambda: gt.centrality.pagerank(g, damping=DAMPING,
                                                       weight=strength if weighted else None,
                                                       epsilon=PAGERANK_TOLERANCE).a,
            "core": lambda: gt.topology.kcore_decomposition(g).a,
            "components": lambda: gt.topology.label_components(g, directed=False)[1],
            "articulation": lambda: gt.topology.label_biconnected_components(g)[1].a.nonzero()[0],
            "clustering": lambda: gt.clustering.local_clustering(g).a,
        }.get(measure)


class NetworKit:
    def __init__(self):
        import networkit
        self.lib = networkit
        networkit.setNumberOfThreads(1)
        networkit.engineering.setLogLevel("ERROR")
        self.version = networkit.__version__

    def graph(self, kernel, edges):
        nk = self.lib
        made = {}
        for name, weight in (("plain", None), ("cost", cost_of), ("strength", lambda w: w)):
            g = nk.Graph(kernel["vertices"], weighted=weight is not None,
                         directed=kernel["directed"])
            for s, t, w in edges:
                if weight is None:
                    g.addEdge(s, t)
                else:
                    g.addEdge(s, t, weight(w))
            made[name] = g
        return made

    def work(self, graphs, measure, weighted, directed):
        nk = self.lib
        by_cost = graphs["cost" if weighted else "plain"]
        by_strength = graphs["strength" if weighted else "plain"]

        def scores(algorithm):
            return algorithm.run().scores()

        # It counts ordered pairs also where the graph has no directions.
        pairs = 1.0 if directed else 0.5
        # Its distances are outgoing.
        against = nk.graphtools.transpose(by_cost) if directed and measure == "harmonic" else by_cost
        return {
            "betweenness": lambda: [pairs * score for score in
                                    scores(nk.centrality.Betweenness(by_cost, normalized=False))],
            "harmonic": lambda: scores(nk.centrality.HarmonicCloseness(against, normalized=True)),
            # Of an undirected graph it does not spread what lies on vertices without an edge.
            "pagerank": None if not directed else lambda: scores(nk.centrality.PageRank(
                by_strength, DAMPING, PAGERANK_TOLERANCE,
                distributeSinks=nk.centrality.SinkHandling.DistributeSinks)),
            "core": lambda: scores(nk.centrality.CoreDecomposition(by_cost)),
            "components": lambda: list(nk.components.ConnectedComponents(by_cost).run()
                                       .getComponentSizes().values()),
            "clustering": lambda: scores(nk.centrality.LocalClusteringCoefficient(by_cost)),
        }.get(measure)


LIBRARIES = {"networkx": NetworkX, "igraph": Igraph, "graph-tool": GraphTool,
             "networkit": NetworKit}


def by_vertex(scores):
    return [scores[v] for v in range(len(scores))]


def read_edges(path):
    with open(path, encoding="ascii") as lines:
        return [(int(s), int(t), float(w)) for s, t, w in map(str.split, lines)]


def read_numbers(path):
    with open(path, encoding="ascii") as lines:
        return [float(text) for text in lines]


def difference(ours, theirs, is_parts):
    """The largest, relative to ours where ours is above 1; infinite where the counts differ."""
    theirs = [float(x) for x in theirs]
    if len(ours) != len(theirs):
        return math.inf
    if is_parts:
        ours, theirs = sorted(ours), sorted(theirs)
    largest = 0.0
    for a, b in zip(ours, theirs):
        if math.isnan(b) and a == 0.0:
            continue  # a vertex that reaches nothing
        largest = max(largest, abs(a - b) / max(1.0, abs(a)))
        if math.isnan(b):
            return math.inf
    return largest


def timed(work, runs):
    best, answer = math.inf, None
    for _ in range(runs):
        start = time.perf_counter()
        answer = work()
        seconds = time.perf_counter() - start
        best = min(best, seconds)
        if seconds > 1.0:
            break
    return best, answer


def main():
    name, folder = sys.argv[1], sys.argv[2]
    quick = len(sys.argv) > 3
    library = LIBRARIES[name]()
    print(json.dumps({"version": library.version}), flush=True)
    with open(os.path.join(folder, "kernels.json"), encoding="utf-8") as index:
        kernels = json.load(index)
    kernels.sort(key=lambda kernel: kernel["edges"])
    graph_of = None
    for kernel in kernels:
        measure, _, direction = kernel["name"].removeprefix("hubs/").partition("/")
        measure, _, form = measure.partition("-")
        if quick and direction == "directed":
            continue
        if graph_of != kernel["edges"]:
            graph_of = kernel["edges"]
            g = library.graph(kernel, read_edges(os.path.join(folder, kernel["edges"])))
        work = library.work(g, measure, form == "weighted", kernel["directed"])
        if work is None:
            continue
        seconds, answer = timed(work, 1 if quick else 3)
        ours = read_numbers(os.path.join(folder, kernel["values"]))
        print(json.dumps({"name": kernel["name"], "seconds": seconds,
                          "difference": difference(ours, answer,
                                                   measure in ("components", "articulation"))}),
              flush=True)


if __name__ == "__main__":
    main()
