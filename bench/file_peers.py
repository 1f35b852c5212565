# SPDX-License-Identifier: Apache-2.0
"""Peers at work on files of our graphs: NetworkX on GEXF, Graphviz's sfdp on a layout.

A work is a pair, as in peer_libraries: what is timed, and how its result is told.
"""
import os
import shutil
import subprocess
import tempfile


def weight_of(edge):
    """As bench/graph_file_kernels.cpp has it."""
    return (1 + edge % 7) / 2


class Scratch:
    """A file that is gone when the process is."""

    def __init__(self, name):
        self.folder = tempfile.TemporaryDirectory(prefix="sandhan-bench-")
        self.path = os.path.join(self.folder.name, name)


def write_gexf(edges, path):
    """What our writer writes of the same graph for older readers, which NetworkX is one of."""
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n'
                  '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">\n'
                  '<graph defaultedgetype="undirected" idtype="string" mode="static">\n<nodes>\n')
        for v in range(edges.vertices):
            out.write(f'<node id="n{v}" label="Place {v}"></node>\n')
        out.write("</nodes>\n<edges>\n")
        for e, (s, t) in enumerate(edges.pairs()):
            out.write(f'<edge id="e{e}" source="n{s}" target="n{t}" weight="{weight_of(e)}">'
                      '</edge>\n')
        out.write("</edges>\n</graph>\n</gexf>\n")


def strengths_of(g, n):
    """By vertex, the weights of its edges; a self-loop counts twice."""
    strengths = dict(g.degree(weight="weight"))
    return [strengths[f"n{v}"] for v in range(n)]


def networkx_on_gexf(nx, measure, edges):
    """The work of gexf-read or gexf-write."""
    scratch = Scratch("graph.gexf")
    if measure == "gexf-read":
        write_gexf(edges, scratch.path)
        return (lambda: nx.read_gexf(scratch.path)), lambda g: strengths_of(g, edges.vertices)
    g = nx.Graph()
    g.add_nodes_from((f"n{v}", {"label": f"Place {v}"}) for v in range(edges.vertices))
    g.add_weighted_edges_from((f"n{s}", f"n{t}", weight_of(e))
                              for e, (s, t) in enumerate(edges.pairs()))
    return (lambda: nx.write_gexf(g, scratch.path)), \
        lambda _: strengths_of(nx.read_gexf(scratch.path), edges.vertices)


class Sfdp:
    """Graphviz's layout of the kind that ours is of: a process for each, which reads DOT."""
    threaded = ()
    never = ()
    MOST_VERTICES = 20_000  # beyond which it takes more than a minute

    def __init__(self, threads):
        told = subprocess.run(["sfdp", "-V"], capture_output=True, text=True, check=True).stderr
        self.version = told.split("version")[-1].strip()

    def graph(self, edges):
        return edges

    def work(self, edges, measure, weighted, directed):
        return None

    def building(self, edges):
        return None

    def of_files(self, measure, edges):
        """Told is how many points it found; ours tells the same."""
        if measure != "force" or edges.vertices > self.MOST_VERTICES:
            return None
        scratch = Scratch("graph.dot")
        with open(scratch.path, "w", encoding="ascii") as out:
            out.write("graph g {\nnode [shape=point];\n")
            out.writelines(f"{v};\n" for v in range(edges.vertices))
            out.writelines(f"{s} -- {t};\n" for s, t in edges.pairs())
            out.write("}\n")
        return (lambda: subprocess.run(["sfdp", "-Tplain", scratch.path], check=True,
                                       capture_output=True).stdout), \
            lambda found: [found.count(b"\nnode ")]


def has_sfdp():
    return shutil.which("sfdp") is not None
