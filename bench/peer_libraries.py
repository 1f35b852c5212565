# SPDX-License-Identifier: Apache-2.0
"""The Python libraries that graph_peer.py times: their graphs of ours, and their hub measures.

A graph is given as arrays, so that no library pays for a loop in Python. A measure is a pair: what
is timed, and how its result is told as numbers, which is not.
"""
import array
import math
import os

import file_peers

DAMPING = 0.85
# As bench/hub_walk_kernels.cpp asks: all changes of the last round, added.
LAST_STEP = 1e-10
# As algorithms/hubs/approximate_betweenness.hpp is asked.
EPSILON, DELTA = 0.01, 0.1
# Measures over all pairs of vertices, which take NetworkX minutes where the others take a second.
ALL_PAIRS = ("betweenness", "closeness", "harmonic")
# What takes the best libraries half a minute: by default once, with all threads.
SLOW = ("hubs/betweenness/association", "hubs/harmonic/association",
        "hubs/betweenness-weighted/movement")


def numpy_or_none():
    try:
        import numpy
        return numpy
    except ImportError:
        return None


def cost_of(strength):
    """As bench/subject.cpp has it."""
    return max(1.0, math.floor(60.0 / strength + 0.5))


class Edges:
    """A graph's ends and strengths as arrays: numpy's where it is there, else Python's own."""

    def __init__(self, folder, kernel):
        numpy = numpy_or_none()
        self.vertices, self.directed = kernel["vertices"], kernel["directed"]
        ends = os.path.join(folder, kernel["edges"])
        strength = os.path.join(folder, kernel["strength"])
        if numpy is not None:
            self.ends = numpy.fromfile(ends, dtype=numpy.uint32).reshape(-1, 2)
            self.strength = numpy.fromfile(strength, dtype=numpy.float64)
            self.cost = numpy.maximum(1.0, numpy.floor(60.0 / self.strength + 0.5))
        else:
            flat = read_array(ends, "I")
            self.ends = list(zip(flat[::2], flat[1::2]))
            self.strength = read_array(strength, "d")
            self.cost = [cost_of(strength) for strength in self.strength]

    def columns(self):
        numpy = numpy_or_none()
        return (numpy.ascontiguousarray(self.ends[:, 0]), numpy.ascontiguousarray(self.ends[:, 1]))

    def pairs(self):
        return self.ends if isinstance(self.ends, list) else self.ends.tolist()


def read_array(path, kind):
    values = array.array(kind)
    with open(path, "rb") as file:
        values.frombytes(file.read())
    return values


def fingerprint(n, directed, degree, edges):
    """As bench/building_kernels.cpp has it: out-degrees, to which those of neighbours are added."""
    numbers = [float(d) for d in degree]
    for s, t in edges:
        numbers[s] += float(degree[t]) ** 2
        if not directed:
            numbers[t] += float(degree[s]) ** 2
    return numbers


def as_found(result):
    return result


class NetworkX:
    threaded = ()  # measures that it has threads for
    never = tuple(f"hubs/{measure}/rmat" for measure in  # no more than on the other graphs
                  ("pagerank", "core", "components", "articulation"))

    def __init__(self, threads):
        import networkx
        self.lib = networkx
        self.version = networkx.__version__

    def graph(self, edges):
        g = self.lib.DiGraph() if edges.directed else self.lib.Graph()
        g.add_nodes_from(range(edges.vertices))
        g.add_weighted_edges_from(((s, t, float(w)) for (s, t), w in
                                   zip(edges.pairs(), edges.strength)), weight="strength")
        return g

    def work(self, g, measure, weighted, directed):
        nx = self.lib
        n = g.number_of_nodes()
        by_vertex = lambda scores: [scores[v] for v in range(n)]  # noqa: E731
        return {
            # Its bound is on the sum of all changes divided by n.
            "pagerank": (lambda: nx.pagerank(g, DAMPING, tol=LAST_STEP / n, max_iter=1000,
                                             weight="strength" if weighted else None), by_vertex),
            "core": (lambda: nx.core_number(g), by_vertex),
            "components": (lambda: [len(c) for c in nx.connected_components(g)], as_found),
            "articulation": (lambda: list(nx.articulation_points(g)), as_found),
            "clustering": (lambda: nx.clustering(g), by_vertex),
        }.get(measure)

    def building(self, edges):
        return None  # from pairs of Python's own it takes seconds

    def of_files(self, measure, edges):
        return file_peers.networkx_on_gexf(self.lib, measure, edges) \
            if measure in ("gexf-read", "gexf-write") else None


class Igraph:
    never = ()
    threaded = ()

    def __init__(self, threads):
        import igraph
        self.lib = igraph
        self.version = igraph.__version__

    def graph(self, edges):
        g = self.lib.Graph(edges.vertices, edges.ends, directed=edges.directed)
        g.es["strength"] = [float(w) for w in edges.strength]
        g.es["cost"] = [float(w) for w in edges.cost]
        return g

    def work(self, g, measure, weighted, directed):
        cost = "cost" if weighted else None
        strength = "strength" if weighted else None
        run = {
            "betweenness": lambda: g.betweenness(directed=directed, weights=cost),
            "closeness": lambda: g.closeness(mode="in", weights=cost, normalized=True),
            "harmonic": lambda: g.harmonic_centrality(mode="in", weights=cost, normalized=True),
            "pagerank": lambda: g.pagerank(damping=DAMPING, weights=strength,
                                           implementation="prpack"),
            "core": lambda: g.coreness(mode="all"),
            "components": lambda: g.connected_components(mode="weak").sizes(),
            "articulation": lambda: g.articulation_points(),
            "clustering": lambda: g.transitivity_local_undirected(mode="zero"),
            "leiden": lambda: g.community_leiden("modularity"),
        }.get(measure)
        if run is None:
            return None
        return run, (lambda found: [found.modularity]) if measure == "leiden" else as_found

    def building(self, edges):
        pairs = edges.ends  # its fastest way in: an array, or pairs of Python's own

        def told(g):
            return fingerprint(edges.vertices, edges.directed, g.degree(mode="out"),
                               g.get_edgelist())
        return (lambda: self.lib.Graph(edges.vertices, pairs, directed=edges.directed)), told


class GraphTool:
    never = ()
    threaded = ("betweenness", "closeness", "harmonic", "pagerank", "clustering")

    def __init__(self, threads):
        import graph_tool
        import graph_tool.centrality
        import graph_tool.clustering
        import graph_tool.topology
        self.lib = graph_tool
        graph_tool.openmp_set_num_threads(threads)
        self.version = graph_tool.__version__.split()[0]

    def made(self, edges):
        g = self.lib.Graph(directed=edges.directed)
        g.add_vertex(edges.vertices)
        g.add_edge_list(edges.ends)
        return g

    def graph(self, edges):
        g = self.made(edges)
        return (g, g.new_edge_property("double", vals=edges.strength),
                g.new_edge_property("double", vals=edges.cost))

    def work(self, parts, measure, weighted, directed):
        g, strength, cost = parts
        gt = self.lib
        # Its distances are outgoing.
        against = gt.GraphView(g, reversed=True) if directed else g
        by_cost = cost if weighted else None
        run = {
            "betweenness": lambda: gt.centrality.betweenness(g, weight=by_cost, norm=False)[0].a,
            "closeness": lambda: gt.centrality.closeness(against, weight=by_cost, norm=True).a,
            "harmonic": lambda: gt.centrality.closeness(against, weight=by_cost, norm=True,
                                                        harmonic=True).a,
            "pagerank": lambda: gt.centrality.pagerank(g, damping=DAMPING,
                                                       weight=strength if weighted else None,
                                                       epsilon=LAST_STEP).a,
            "core": lambda: gt.topology.kcore_decomposition(g).a,
            "components": lambda: gt.topology.label_components(g, directed=False)[1],
            "articulation": lambda: gt.topology.label_biconnected_components(g)[1].a,
            "clustering": lambda: gt.clustering.local_clustering(g).a,
        }.get(measure)
        if run is None:
            return None
        return run, (lambda marks: marks.nonzero()[0]) if measure == "articulation" else as_found

    def building(self, edges):
        def told(g):
            return fingerprint(edges.vertices, edges.directed,
                               g.get_out_degrees(list(range(edges.vertices))).tolist(),
                               g.get_edges().tolist())
        return (lambda: self.made(edges)), told


class NetworKit:
    never = ()
    threaded = ("betweenness", "harmonic", "pagerank", "core", "components", "clustering",
                "approximate-betweenness", "leiden")

    def __init__(self, threads):
        import networkit
        self.lib = networkit
        self.threads = threads
        networkit.setNumberOfThreads(threads)
        networkit.engineering.setLogLevel("ERROR")
        networkit.setSeed(1, True)  # what its KADABRA asks for
        self.version = networkit.__version__

    def graph(self, edges):
        made = {}

        def form(weight):
            if weight not in made:
                data = edges.columns()
                if weight != "plain":
                    data = (getattr(edges, weight), data)
                made[weight] = self.lib.GraphFromCoo(data, n=edges.vertices,
                                                     weighted=weight != "plain",
                                                     directed=edges.directed)
            return made[weight]
        return form

    def work(self, form, measure, weighted, directed):
        nk = self.lib
        g = form(("strength" if measure == "pagerank" else "cost") if weighted else "plain")
        if directed and measure == "harmonic":
            g = nk.graphtools.transpose(g)  # its distances are outgoing
        # It counts ordered pairs also where the graph has no directions, and doubles estimates there
        # after sampling: a star's centre would have 2.
        pairs = 1.0 if directed else 0.5

        def pagerank():
            ranks = nk.centrality.PageRank(g, DAMPING, LAST_STEP)
            ranks.norm = nk.centrality.Norm.L1_NORM
            return ranks.run()

        def scores(algorithm):
            return algorithm.scores()

        def halved(algorithm):
            return [pairs * score for score in algorithm.scores()]

        parts = nk.components.ConnectedComponents if self.threads == 1 else \
            nk.components.ParallelConnectedComponents
        return {
            "betweenness": (lambda: nk.centrality.Betweenness(g, normalized=False).run(),
                            halved),
            "approximate-betweenness": (
                lambda: nk.centrality.KadabraBetweenness(g, EPSILON, DELTA).run(), halved),
            "harmonic": (lambda: nk.centrality.HarmonicCloseness(g, normalized=True).run(), scores),
            "pagerank": (pagerank, scores),
            "core": (lambda: nk.centrality.CoreDecomposition(g).run(), scores),
            "components": (lambda: parts(g).run(),
                           lambda done: list(done.getPartition().subsetSizes())),
            "articulation": (lambda: nk.components.BiconnectedComponents(g).run(),
                             lambda done: [v for v in range(g.numberOfNodes())
                                           if len(done.getComponentsOfNode(v)) > 1]),
            "clustering": (lambda: nk.centrality.LocalClusteringCoefficient(g, turbo=True).run(),
                           scores),
            # Its Louvain with refinement: better and faster than its ParallelLeiden.
            "leiden": (lambda: nk.community.PLM(g, refine=True).run(),
                       lambda done: [nk.community.Modularity().getQuality(done.getPartition(), g)]),
        }.get(measure)

    def building(self, edges):
        # The fastest of its ways in: GraphFromCoo and GraphFromCsr took longer.
        columns = edges.columns()

        def build():
            g = self.lib.Graph(edges.vertices, directed=edges.directed)
            g.addEdges(columns, checkMultiEdge=False)
            return g

        def told(g):
            return fingerprint(edges.vertices, edges.directed,
                               [g.degree(v) for v in range(edges.vertices)], g.iterEdges())
        return build, told


LIBRARIES = {"networkx": NetworkX, "igraph": Igraph, "graph-tool": GraphTool,
             "networkit": NetworKit, "sfdp": file_peers.Sfdp}
