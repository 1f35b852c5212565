#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `export` writes, NetworkX and igraph read as the file has it; what they write, we read.

The file itself is read with a third XML parser, that of Python's library.
"""
import collections
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import igraph
import networkx as nx

PROGRAM = sys.argv[1]
SAMPLES = pathlib.Path(sys.argv[2]) / "samples"
NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"
PLACES_ONLY = {"lat", "lon"}  # a number that is not known is left out, never 0

FAILURES = []


def check(condition, *what):
    if not condition:
        FAILURES.append(": ".join(str(w) for w in what))


def run(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], check=False, capture_output=True,
                          encoding="utf-8")
    if done.returncode != 0:
        raise SystemExit(f"{arguments}: status {done.returncode}: {done.stderr[:500]}")
    return done.stdout


class File:
    """A GraphML file by its elements, with the values typed as their keys say."""

    def __init__(self, path):
        self.root = ElementTree.parse(path).getroot()
        graph = self.root.find(NAMESPACE + "graph")
        self.directed = graph.get("edgedefault") == "directed"
        self.keys = {k.get("id"): k for k in self.root.findall(NAMESPACE + "key")}
        self.nodes = [(n.get("id"), self.values(n)) for n in graph.findall(NAMESPACE + "node")]
        self.edges = [(e.get("source"), e.get("target"), self.values(e))
                      for e in graph.findall(NAMESPACE + "edge")]

    def values(self, element):
        values = {}
        for data in element.findall(NAMESPACE + "data"):
            key = self.keys[data.get("key")]
            kind = {"string": str, "int": int, "double": float}[key.get("attr.type")]
            values[key.get("attr.name")] = kind(data.text or "")
        return values


def check_safe_subset(name, file, text):
    parts = [child.tag for child in file.root]
    check(parts == [NAMESPACE + "key"] * len(file.keys) + [NAMESPACE + "graph"], name,
          "keys first, then one graph")
    graph = file.root[-1]
    parts = [child.tag for child in graph]
    check(parts == [NAMESPACE + "node"] * len(file.nodes) + [NAMESPACE + "edge"] * len(file.edges),
          name, "nodes first, then edges")
    check(not any(ord(c) < 32 and c != "\n" or 127 <= ord(c) < 160 for c in text), name,
          "control characters")
    check("<default" not in text and "directed=" not in text, name, "defaults, mixed direction")

    keys = list(file.root.findall(NAMESPACE + "key"))
    check(len({k.get("id") for k in keys}) == len(keys), name, "a key's id stands twice")
    of_nodes = {k.get("attr.name") for k in keys if k.get("for") == "node"}
    for key in keys:
        wanted = key.get("attr.name")
        if key.get("for") == "edge" and wanted in of_nodes:
            wanted = "edge-" + wanted
        check(key.get("id") == wanted, name, key.attrib, "the id is not the name")
        check(key.get("for") in ("node", "edge"), name, key.attrib)
        check(key.get("attr.type") in ("boolean", "int", "double", "string"), name, key.attrib)

    for element in graph:
        domain = element.tag.removeprefix(NAMESPACE)
        given = [data.get("key") for data in element]
        check(len(set(given)) == len(given), name, element.attrib, "a value twice")
        for key in keys:
            if key.get("for") != domain:
                continue
            missing = key.get("id") not in given
            check(not missing or key.get("id") in PLACES_ONLY, name, element.attrib,
                  "no value for", key.get("id"))
        for data in element:
            kind = file.keys[data.get("key")].get("attr.type")
            check(kind == "string" or (data.text or "").strip(), name, element.attrib,
                  "an empty number")
    ids = [e.get("id") for e in graph.findall(NAMESPACE + "edge")]
    check(None not in ids and len(set(ids)) == len(ids), name, "edge ids are not unique")


def check_meaning(name, file):
    """What DESIGN.md promises of an edge, and that a viewer can draw the nodes."""
    spots = collections.Counter()
    for node, values in file.nodes:
        check(values["label"] and values["kind"], name, node, "no label or kind")
        check(("lat" in values) == ("lon" in values), name, node, "half a point")
        check(values["kind"] == "place" or "lat" not in values, name, node, "a point")
        check(all(math.isfinite(values[k]) for k in ("x", "y", "size")), name, node, "no position")
        check(values["size"] > 0 and all(0 <= values[k] <= 255 for k in "rgb"), name, node, "looks")
        spots[values["x"], values["y"]] += 1
        if "lat" in values:  # Web Mercator, north up; room for places that share one point
            north = math.degrees(math.asinh(math.tan(math.radians(values["lat"]))) - 0.4054651081)
            apart = math.dist((values["x"], values["y"]), ((values["lon"] - 80) * 100, north * 100))
            check(apart < 50, name, node, "lies off its point by", apart)
        if values["kind"] in ("incident", "person"):
            # Somewhere between Arabia, the Himalaya and the Straits, not in rows below the map.
            check(abs(values["x"]) < 4000 and abs(values["y"]) < 1700, name, node, "off the map")
    check(max(spots.values(), default=1) == 1, name, "nodes lie upon one another")
    strength = collections.Counter()
    for source, target, values in file.edges:
        evidence = values["evidence"].split("; ") if values["evidence"] else []
        check(values["incidents"] == len(evidence), name, source, target, "evidence and incidents")
        check(evidence == sorted(set(evidence)), name, source, target, "evidence is not sorted")
        check(values["weight"] > 0, name, source, target, "weight")
        check(not values["last"] or values["first"] <= values["last"], name, source, target,
              "first and last")  # an interval may be open
        strength[source] += values["weight"]
        strength[target] += values["weight"]
    for node, values in file.nodes:
        check(math.isclose(values["strength"], strength[node], abs_tol=1e-9), name, node,
              "strength")


def numbers_of(values):
    return {k: v for k, v in values.items() if not isinstance(v, str)}


def texts_of(values):
    """The texts that are not empty: NetworkX has no attribute where the element is empty."""
    return {k: v for k, v in values.items() if isinstance(v, str) and v}


def check_networkx(name, file, path):
    g = nx.read_graphml(path, force_multigraph=True)
    check(g.is_directed() == file.directed, name, "NetworkX: direction")
    check(list(g.nodes) == [node for node, _ in file.nodes], name, "NetworkX: nodes")
    for node, values in file.nodes:
        read = g.nodes[node]
        check(read == numbers_of(values) | texts_of(values), name, node, "NetworkX", read, values)
        check({k: type(v) for k, v in read.items()} == {k: type(values[k]) for k in read}, name,
              node, "NetworkX: types")
    read = sorted((sorted([s, t]) if not file.directed else [s, t], sorted(d.items()))
                  for s, t, d in g.edges(data=True))
    for _, values in read:
        values[:] = [(k, v) for k, v in values if k != "id"]
    wanted = sorted((sorted([s, t]) if not file.directed else [s, t],
                     sorted((numbers_of(d) | texts_of(d)).items())) for s, t, d in file.edges)
    check(read == wanted, name, "NetworkX: edges")


def check_igraph(name, file, path):
    g = igraph.Graph.Read_GraphML(str(path))
    check(g.is_directed() == file.directed, name, "igraph: direction")
    check(g.vcount() == len(file.nodes), name, "igraph: n", g.vcount())
    check(g.ecount() == len(file.edges), name, "igraph: m", g.ecount())
    ids = g.vs["id"] if g.vcount() else []
    check(ids == [node for node, _ in file.nodes], name, "igraph: ids")

    def same(read, values, where):
        for key, value in read.items():
            if key in values:
                check(value == values[key], name, where, "igraph", key, value, values[key])
            elif key != "id":
                check(isinstance(value, float) and math.isnan(value), name, where, "igraph", key,
                      value, "where the file has none")
        check(values.keys() <= read.keys(), name, where, "igraph lacks attributes")

    for vertex, (node, values) in zip(g.vs, file.nodes):
        same(vertex.attributes(), values, node)
    for edge, (source, target, values) in zip(g.es, file.edges):
        ends = (ids[edge.source], ids[edge.target])
        check(ends == (source, target) or (not file.directed and ends == (target, source)), name,
              "igraph: ends", ends)
        same(edge.attributes(), values, ends)


def exports(folder):
    for sample in ("incidents.jsonl", "rajkot-2020.json"):
        for view in ("case", "movement", "association"):
            for level in ("locality", "district", "state", "country"):
                name = f"{sample} {view} {level}"
                path = folder / f"{sample}-{view}-{level}.graphml"
                run("export", SAMPLES / sample, "--view", view, "--level", level, "--key-file",
                    folder / "key", "-o", path)
                text = path.read_text(encoding="utf-8")
                file = File(path)
                check_safe_subset(name, file, text)
                check_meaning(name, file)
                check_networkx(name, file, path)
                check_igraph(name, file, path)
                check(file.directed == (view != "association"), name, "direction")
                if level == "district":
                    check_read_back(name, file, path, folder)
    sizes = {f.name: len(File(f).nodes) for f in folder.glob("incidents*.graphml")}
    check(all(n > 0 for n in sizes.values()), "an export without a node", sizes)
    file = File(folder / "incidents.jsonl-association-district.graphml")
    check({n for n, _ in file.nodes} > {v for s, t, _ in file.edges for v in (s, t)},
          "people without a tie are not written")
    # The journey of the model case is within one country, and so no movement: a lone vertex.
    lone = File(folder / "rajkot-2020.json-movement-country.graphml")
    check([n for n, _ in lone.nodes] == ["place:IN"] and not lone.edges, "lone vertex", lone.nodes)


def check_read_back(name, file, path, folder):
    again = folder / "again.graphml"
    run("export", path, "-o", again)
    same = File(again)
    check((same.directed, same.nodes, same.edges) == (file.directed, file.nodes, file.edges), name,
          "exported again, the graph differs")
    used = {data.get("key") for data in file.root.iter(NAMESPACE + "data")}
    if used == file.keys.keys():  # a column without any value does not come back
        check(again.read_bytes() == path.read_bytes(), name, "exported again, the file differs")
    stdout = run("export", path, "--quiet", "-o", "-")
    check(stdout == again.read_text(encoding="utf-8"), name, "-o - differs")
    measures = "degree,in_degree,out_degree" if file.directed else "degree"
    result = json.loads(run("hubs", path, "--by", measures, "--format", "json"))
    check(result["graph"]["vertices"] == len(file.nodes), name, "hubs: vertices")
    check(result["graph"]["edges"] == len(file.edges), name, "hubs: edges")
    into, out = collections.defaultdict(set), collections.defaultdict(set)
    for source, target, _ in file.edges:
        if source != target:
            out[source].add(target)
            into[target].add(source)
    values = dict(file.nodes)
    for row in result["rows"]:
        node = row["id"]
        check(row["label"] == values[node]["label"], name, node, "hubs: label")
        check(row["kind"] == values[node]["kind"], name, node, "hubs: kind")
        if file.directed:
            check((row["in_degree"], row["out_degree"]) == (len(into[node]), len(out[node])), name,
                  node, "hubs: direction")
        else:
            check(row["degree"] == len(into[node] | out[node]), name, node, "hubs: degree")
    if file.edges:
        source, target, _ = file.edges[0]
        way = json.loads(run("path", source, target, path, "--format", "json"))["rows"][0]
        steps = way["steps"]
        check((steps[0]["from"], steps[-1]["to"]) == (source, target), name, "path", steps)


def check_degrees(name, g, path, *options, label=str):
    """Degrees as `hubs` counts them: parallel edges once, self-loops not at all."""
    simple = (nx.DiGraph if g.is_directed() else nx.Graph)(g)
    simple.remove_edges_from(list(nx.selfloop_edges(simple)))
    result = json.loads(run("hubs", path, "--by", "degree,strength", "--format", "json", *options))
    check(result["graph"] == result["graph"] | {"vertices": g.number_of_nodes(),
                                                "edges": g.number_of_edges()}, name,
          result["graph"], g)
    read = {row["label"]: row["degree"] for row in result["rows"]}
    check(read == {label(v): d for v, d in simple.degree}, name, "degrees")
    strength = collections.Counter()
    for s, t, weight in g.edges(data="weight", default=1):
        if s != t:
            strength[label(s)] += weight
            strength[label(t)] += weight
    for row in result["rows"]:
        check(math.isclose(row["strength"], strength[row["label"]], rel_tol=1e-9, abs_tol=1e-9),
              name, row, strength[row["label"]])


def graphs():
    yield "karate", nx.karate_club_graph()
    chance = random.Random(7)
    for seed in range(8):
        kind = [nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph][seed % 4]
        g = kind()
        names = [f"শেখ {n} <&\"'>" if n % 3 else f"n{n}" for n in range(12)]
        g.add_nodes_from(names)
        for _ in range(seed * 7):
            g.add_edge(chance.choice(names), chance.choice(names), weight=chance.randint(1, 9) / 4)
        yield f"random {seed}", g


def foreign(folder):
    path = folder / "foreign.graphml"
    for name, g in graphs():
        nx.write_graphml(g, path)
        check_degrees("NetworkX " + name, g, path)
        nx.write_graphml(g, path, infer_numeric_types=True, named_key_ids=True)
        check_degrees("NetworkX, named keys " + name, g, path)
        # igraph gives the vertices numbers of its own and keeps what they are called in `name`.
        names = [str(v) for v in g.nodes]
        at = {v: i for i, v in enumerate(g.nodes)}
        ig = igraph.Graph(n=len(names), directed=g.is_directed(),
                          edges=[(at[s], at[t]) for s, t in g.edges()])
        ig.vs["name"] = names
        ig.es["weight"] = [w for *_, w in g.edges(data="weight", default=1)]
        ig.write_graphml(str(path))
        check_degrees("igraph " + name, g, path)
        # Boost names neither vertices nor keys, and types by C++.
        path.write_text(
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
            'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation='
            '"http://graphml.graphdrawing.org/xmlns '
            'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
            '  <key id="key0" for="edge" attr.name="weight" attr.type="double" />\n'
            f'  <graph id="G" edgedefault="{"directed" if g.is_directed() else "undirected"}" '
            'parse.nodeids="free" parse.edgeids="canonical" parse.order="nodesfirst">\n'
            + "".join(f'    <node id="n{i}">\n    </node>\n' for i in range(len(names)))
            + "".join(f'    <edge id="e{i}" source="n{at[s]}" target="n{at[t]}">\n'
                      f'      <data key="key0">{w}</data>\n    </edge>\n'
                      for i, (s, t, w) in enumerate(g.edges(data="weight", default=1)))
            + "  </graph>\n</graphml>\n", encoding="utf-8")
        check_degrees("Boost " + name, g, path, label=lambda v, at=at: f"n{at[v]}")
        path_csv = folder / "foreign.tsv"
        if g.number_of_edges():
            rows = [f"{at[s]}\t{at[t]}\t{w}" for s, t, w in g.edges(data="weight", default=1)]
            rows += [f"{at[v]}\t\t" for v in nx.isolates(g)]
            path_csv.write_text("source\ttarget\tweight\n" + "\n".join(rows) + "\n")
            check_degrees("edge list " + name, g, path_csv,
                          "--directed" if g.is_directed() else "--undirected",
                          label=lambda v, at=at: str(at[v]))


def through_igraph(folder):
    """Our file, written again by igraph and NetworkX, exported again: the looks survive."""
    ours = folder / "incidents.jsonl-movement-state.graphml"
    igraph.Graph.Read_GraphML(str(ours)).write_graphml(str(folder / "theirs.graphml"))
    nx.write_graphml(nx.read_graphml(ours), folder / "theirs2.graphml")
    for theirs in ("theirs.graphml", "theirs2.graphml"):
        run("export", folder / theirs, "--quiet", "-o", folder / "back.graphml")
        before, after = File(ours), File(folder / "back.graphml")
        names = {k.get("attr.name"): k.get("attr.type") for k in after.keys.values()}
        check(names["r"] == "int" and names["x"] == "double", theirs, names)
        for (_, a), (_, b) in zip(before.nodes, after.nodes):
            for key in ("label", "x", "y", "size", "r", "g", "b", "lat", "lon"):
                check(a.get(key) == b.get(key), theirs, key, a.get(key), b.get(key))


def ugly(folder):
    """What other files hold, and what a user gets wrong: a message and the documented status."""

    def put(name, text):
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name

    def refused(status, words, *arguments):
        done = subprocess.run([PROGRAM, *map(str, arguments)], check=False, capture_output=True,
                              encoding="utf-8")
        check(done.returncode == status and words in done.stderr and not done.stdout, arguments,
              done.returncode, done.stderr)

    def edges(*weights, declared="string"):
        return ("<graphml><key id='w' for='edge' attr.name='weight' "
                f"attr.type='{declared}'/><graph edgedefault='directed'>"
                + "".join(f"<edge source='a' target='b{i}'><data key='w'>{w}</data></edge>"
                          for i, w in enumerate(weights)) + "</graph></graphml>")

    weighted = put("text.graphml", edges(" 2.5 ", "", "4"))
    rows = json.loads(run("hubs", weighted, "--by", "strength", "--format", "json"))["rows"]
    check({r["id"]: r["strength"] for r in rows} == {"a": 7.5, "b0": 2.5, "b1": 1.0, "b2": 4.0},
          "weights written as text", rows)
    for weight in ("0", "-1", "NaN", "inf", "many"):
        words = "edge 2, from a to b1: weight " + (weight if weight != "many" else "(text")
        refused(3, words, "hubs", put("w.graphml", edges("1", weight)))
    refused(3, "weight (text", "hubs", put("w.graphml", edges("true", declared="boolean")))
    refused(3, "line 2: column weight: weight -2 is not", "hubs",
            put("w.csv", "source,target,weight\na,b,-2\n"))

    named = put("named.graphml", "<graphml><key id='l' for='node' attr.name='label' attr.type='int'"
                "/><graph edgedefault='directed'><node id='a'><data key='l'>7</data></node>"
                "<node id='b'/></graph></graphml>")
    rows = json.loads(run("hubs", named, "--by", "degree", "--format", "json"))["rows"]
    check(sorted(r["label"] for r in rows) == ["7", "b"], "labels that are numbers", rows)

    target = folder / "never.graphml"
    refused(2, "--view", "export", named, "--view", "movement", "-o", target)
    refused(2, ".graphml", "export", named, "-o", folder / "never.docx")
    refused(2, "one graph file at a time", "export", named, weighted, "-o", target)
    refused(3, "no XML", "export", put("empty.graphml", ""), "-o", target)
    refused(3, "GEXF", "export", put("g.gexf", "<graphml/>"), "-o", target)
    refused(3, "cannot be read", "export", folder / "missing.graphml", "-o", target)
    with open("/dev/full", "wb") as full:
        done = subprocess.run([PROGRAM, "export", str(named), "-o", "-"], check=False, stdout=full,
                              stderr=subprocess.PIPE)
        check(done.returncode == 3 and done.stderr, "full disk", done)
    check(not target.exists(), "a refused export leaves a file")

    table = put("t.csv", "source,target,x,note\nb,a,left,=1+1\nb,b,,\nlone,,,\n")
    for option, directed in (("--directed", True), ("--undirected", False)):
        run("export", table, option, "--quiet", "-o", target)
        file = File(target)
        check(file.directed == directed and [n for n, _ in file.nodes] == ["b", "a", "lone"]
              and file.edges[0] == ("b", "a", {"x": "left", "note": "=1+1"}), option, file.edges)
    # A header without rows, and nothing that lies in the period: whole files without a vertex.
    for arguments in ([put("h.csv", "source,target\n")],
                      [SAMPLES / "rajkot-2020.json", "--until", "1999", "--view", "movement",
                       "--key-file", folder / "key"]):
        run("export", *arguments, "--quiet", "-o", target)
        check(not File(target).nodes, arguments)


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    (folder / "key").write_text("5" * 64 + "\n", encoding="ascii")
    (folder / "key").chmod(0o600)
    exports(folder)
    foreign(folder)
    through_igraph(folder)
    ugly(folder)
    print("\n".join(FAILURES[:40]) or "the peers agree")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
