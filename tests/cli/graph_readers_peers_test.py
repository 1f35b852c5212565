#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""GEXF, GML, Pajek, DOT, DL, Matrix Market and edge lists: what NetworkX and igraph write, we read
alike; and what both can read of one file agrees.

What we read is what `export` writes of it as GraphML, by Python's own XML parser.
"""
import collections
import csv
import math
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import igraph
import networkx as nx

PROGRAM = sys.argv[1]
NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
FAILURES = []

LABELS = ["শেখ পাড়া, পশ্চিমবঙ্গ", "मोहम्मद", "محمد \u202e", "漢字 かな", "<script>&amp; &", "]]>",
          "a,b;c", "Ελλάδα", "emoji \U0001F469\u200d\U0001F467", "e\u0301 and \u00e9", "100%",
          "it's", "x" * 150, "[a] {b} #c", "-1", "012", "// no /* comment */"]


def check(condition, *what):
    if not condition:
        FAILURES.append(": ".join(str(w) for w in what))


class Read:
    """What `export` makes of a file."""

    def __init__(self, path, *options):
        target = path.with_suffix(".read.graphml")
        done = subprocess.run([PROGRAM, "export", str(path), *options, "--quiet", "-o", str(target)],
                              check=False, capture_output=True, encoding="utf-8")
        self.error = done.stderr
        self.status = done.returncode
        if done.returncode != 0:
            return
        root = ElementTree.parse(target).getroot()
        graph = root.find(NAMESPACE + "graph")
        self.directed = graph.get("edgedefault") == "directed"
        names = {k.get("id"): k.get("attr.name") for k in root.findall(NAMESPACE + "key")}
        self.nodes = {n.get("id"): self.values(n, names) for n in graph.findall(NAMESPACE + "node")}
        self.edges = [(e.get("source"), e.get("target"), self.values(e, names))
                      for e in graph.findall(NAMESPACE + "edge")]

    @staticmethod
    def values(element, names):
        return {names[d.get("key")]: d.text or "" for d in element.findall(NAMESPACE + "data")}


def tally(edges, directed):
    """How often each edge stands there, by what its ends are called and its weight."""
    return collections.Counter(
        ((s, t) if directed else tuple(sorted((s, t)))) + (round(float(w), 9),)
        for s, t, w in edges)


def compare(name, path, labels, edges, directed, *options, column="label"):
    """`labels` of all vertices; `edges` as labels of both ends and a weight."""
    read = Read(path, *options)
    if read.status != 0:
        check(False, name, f"status {read.status}", read.error[:300])
        return
    called = {v: values.get(column) or v for v, values in read.nodes.items()}
    check(sorted(called.values()) == sorted(labels), name, "labels",
          set(called.values()) ^ set(labels))
    check(read.directed == directed or not edges, name, "direction")
    ours = tally([(called[s], called[t], v.get("weight") or 1) for s, t, v in read.edges], directed)
    check(ours == tally(edges, directed), name, "edges", ours - tally(edges, directed),
          tally(edges, directed) - ours)


def graphs(labels):
    chance = random.Random(11)
    for seed in range(12):
        kind = [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph][seed % 4]
        g = kind()
        g.add_nodes_from(labels)
        for _ in range(seed * 9):
            g.add_edge(chance.choice(labels), chance.choice(labels),
                       weight=chance.randint(1, 9) / (1 if seed % 3 else 4))
        yield f"{kind.__name__} {seed}", g


def edges_of(g):
    return [(s, t, w) for s, t, w in g.edges(data="weight", default=1)]


def networkx_writes(folder):
    for name, g in graphs(LABELS):
        given = (list(g.nodes), edges_of(g), g.is_directed())
        nx.write_gexf(g, folder / "g.gexf")
        compare("NetworkX GEXF " + name, folder / "g.gexf", *given)
        nx.write_gexf(g, folder / "g.xml", version="1.1draft")
        compare("NetworkX GEXF 1.1 " + name, folder / "g.xml", *given)
        nx.write_gml(g, folder / "g.gml")
        compare("NetworkX GML " + name, folder / "g.gml", *given)
        nx.write_pajek(g, folder / "g.net")
        compare("NetworkX Pajek " + name, folder / "g.net", *given)
        with open(folder / "g.csv", "w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file, delimiter=";")
            rows.writerow(["calls", "Caller", "note", "Called"])
            rows.writerows([w, s, "", t] for s, t, w in edges_of(g))
            rows.writerows(["", v, "", ""] for v in nx.isolates(g))
        compare("edge list " + name, folder / "g.csv", *given, "--source", "caller", "--target",
                "Called", "--weight", "calls", "--directed" if g.is_directed() else "--undirected",
                column="none")


def igraph_writes(folder):
    for name, g in graphs(LABELS + ['say "hi"', "back\\slash"]):
        names = list(g.nodes)
        at = {v: i for i, v in enumerate(names)}
        theirs = igraph.Graph(n=len(names), directed=g.is_directed(),
                              edges=[(at[s], at[t]) for s, t, _ in edges_of(g)])
        theirs.es["weight"] = [float(w) for *_, w in edges_of(g)]
        given = (names, edges_of(g), g.is_directed())
        theirs.vs["label"] = theirs.vs["name"] = names
        theirs.write_gml(str(folder / "i.gml"))
        compare("igraph GML " + name, folder / "i.gml", *given)
        theirs.write_dot(str(folder / "i.dot"))
        # igraph writes entities as they stand, Graphviz and we read them in what is a label; and two
        # backslashes for one, which in DOT are for who draws the label.
        both = {v: v.replace("\\", "\\\\") for v in names}
        compare("igraph DOT " + name, folder / "i.dot", list(both.values()),
                [(both[s], both[t], w) for s, t, w in edges_of(g)], g.is_directed(), column="name")
        theirs.vs["id"] = names
        theirs.write_pajek(str(folder / "i.net"))
        compare("igraph Pajek " + name, folder / "i.net", *given)


def both_read(folder):
    """Files as by hand: theirs is what NetworkX or igraph makes of them."""
    chance = random.Random(5)

    def numbers(g, weighted=True):
        weights = g.es["weight"] if weighted and "weight" in g.es.attributes() else [1] * g.ecount()
        return ([str(v + 1) for v in range(g.vcount())],
                [(str(s + 1), str(t + 1), w) for (s, t), w in zip(g.get_edgelist(), weights)],
                g.is_directed())

    for turn in range(20):
        n = chance.randint(1, 9)
        pairs = [(chance.randint(1, n), chance.randint(1, n)) for _ in range(chance.randint(0, 20))]
        data = "data:\n" + "".join(f" {s} {t} {1 + s * t / 2}\n" for s, t in pairs)
        (folder / "theirs.dl").write_text(f"DL n={n}\nformat = edgelist1\n" + data)
        (folder / "e.dl").write_text(f"dl n = {n}{', ' if turn % 2 else ' '}format=el1 " + data)
        if pairs:
            theirs = igraph.Graph.Read_DL(str(folder / "theirs.dl"))
            compare(f"DL edge list {turn}", folder / "e.dl", *numbers(theirs), column="none")
        # igraph makes an edge of every entry that is not 0, but keeps no weight of a matrix.
        matrix = [[chance.choice([0, 0, 1]) for _ in range(n)] for _ in range(n)]
        matrix[0][n - 1] = 1
        matrix[n - 1][0] = 0 if n > 1 else 1
        text = f"DL n={n}\nformat = fullmatrix\ndata:\n"
        (folder / "m.dl").write_text(text + "".join(" ".join(map(str, r)) + "\n" for r in matrix))
        if n > 1:
            compare(f"DL matrix {turn}", folder / "m.dl",
                    *numbers(igraph.Graph.Read_DL(str(folder / "m.dl")), False), column="none")

        kind = ["*Arcs", "*Edges"][turn % 2]
        text = f"*Vertices {n}\n" + "".join(f'{v} "v {v}"\n' for v in range(1, n + 1) if v % 3)
        text += kind + "\n" + "".join(f"{s} {t} {s + t}\n" for s, t in pairs)
        (folder / "p.net").write_text(text)
        theirs = igraph.Graph.Read_Pajek(str(folder / "p.net"))
        compare(f"Pajek {turn}", folder / "p.net", *numbers(theirs), column="none")

        for symmetry in ("general", "symmetric"):
            entries = sorted({(max(s, t), min(s, t)) if symmetry == "symmetric" else (s, t)
                              for s, t in pairs})
            text = f"%%MatrixMarket matrix coordinate real {symmetry}\n%\n{n} {n} {len(entries)}\n"
            (folder / "g.mtx").write_text(
                text + "".join(f"{s} {t} {s * t + 0.5}\n" for s, t in entries))
            wanted = [(str(s), str(t), s * t + 0.5) for s, t in entries]
            compare(f"Matrix Market {symmetry} {turn}", folder / "g.mtx",
                    [str(v + 1) for v in range(n)], wanted, symmetry == "general", column="none")
            try:
                from scipy.io import mmread  # not a dependency: only where it is there
            except ImportError:
                continue
            theirs = mmread(str(folder / "g.mtx")).tocoo()
            theirs = collections.Counter((int(s) + 1, int(t) + 1) for s, t in zip(theirs.row, theirs.col)
                                         if symmetry == "general" or s >= t)
            check(theirs == collections.Counter(entries), "SciPy", turn)


def through_us(folder):
    """What we wrote after reading is what NetworkX reads of the same file."""
    for name, g in graphs([label for label in LABELS if label != "-1"]):
        for ending, write, read in (("gexf", nx.write_gexf, nx.read_gexf),
                                    ("gml", nx.write_gml, nx.read_gml)):
            path = folder / ("t." + ending)
            write(g, path)
            again = read(path)
            Read(path)
            ours = nx.read_graphml(path.with_suffix(".read.graphml"), force_multigraph=True)
            check(again.number_of_nodes() == ours.number_of_nodes(), name, ending, "vertices")
            check(again.number_of_edges() == ours.number_of_edges(), name, ending, "edges")
            check(math.isclose(sum(w for *_, w in again.edges(data="weight", default=1)),
                               sum(w or 1 for *_, w in ours.edges(data="weight", default=1))),
                  name, ending, "weights")


def random_dot(chance):
    """Chains, subgraphs as ends, named ones opened again, defaults, ports."""
    arrow = chance.choice(["->", "--"])

    def body(depth):
        def inner():
            return chance.choice([f"subgraph {chance.choice('XYZ')} ", ""]) + "{" + body(depth - 1) + "}"

        def end():
            if depth > 0 and chance.random() < 0.3:
                return inner()
            return chance.choice("abcdefgh") + chance.choice(["", "", ":p", ":p:n"])

        statements = []
        for _ in range(chance.randint(1, 5)):
            kind, value = chance.randint(0, 8), chance.randint(1, 3)
            if kind <= 2:
                statements.append(chance.choice("abcdefgh") + chance.choice(["", f" [c={value}]"]))
            elif kind <= 5:
                statements.append(f" {arrow} ".join(end() for _ in range(chance.randint(2, 3)))
                                  + chance.choice(["", f" [w={value}]"]))
            elif kind <= 7:
                statements.append(f"node [c={value}]" if kind == 6 else f"edge [w={value}]")
            elif depth > 0:
                statements.append(inner())
        return "; ".join(statements)

    return (chance.choice(["", "", "strict "]) + ("digraph" if arrow == "->" else "graph")
            + " { node [c=9]; edge [w=9]; " + body(2) + " }"), arrow == "->"


def graphviz_reads(folder):
    if shutil.which("gvpr") is None:
        print("gvpr is not there: DOT is not compared with Graphviz")
        return
    for seed in range(60):
        text, directed = random_dot(random.Random(seed))
        path = folder / "g.gv"
        path.write_text(text)
        told = subprocess.run(["gvpr", 'N{print("n ",$.name," ",aget($,"c"))}'
                               'E{print("e ",$.tail.name," ",$.head.name," ",aget($,"w"))}',
                               str(path)], check=True, capture_output=True, encoding="utf-8").stdout
        lines = [line.split() for line in told.splitlines()]
        theirs = [tuple(w) for w in lines if w[0] == "n"] + [
            ("e", *(w[1:3] if directed else sorted(w[1:3])), w[3]) for w in lines if w[0] == "e"]
        read = Read(path)
        ours = [("n", v, values["c"]) for v, values in read.nodes.items()] + [
            ("e", *((s, t) if directed else sorted((s, t))), values["w"]) for s, t, values in read.edges]
        check(sorted(ours) == sorted(theirs), "Graphviz", seed, text)


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    networkx_writes(folder)
    igraph_writes(folder)
    both_read(folder)
    through_us(folder)
    graphviz_reads(folder)
    print("\n".join(FAILURES[:40]) or "the peers agree")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
