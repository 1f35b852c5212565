#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `export` writes, the programs that open such files read as it was meant.

A graph with labels in many scripts, with what XML, quotes, spreadsheets and terminals stumble over,
parallel edges, loops, lone nodes and days is exported to every format; each consumer then tells what
it read: how many nodes and edges, labels, weights and days. A consumer that is not installed is left
out, and that is said; where the variable CI is set it is a failure.

Usage: export_consumers_test.py ANALYSE REPOSITORY SCRATCH
"""
import collections
import contextlib
import csv
import functools
import json
import math
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
import xml.etree.ElementTree as ElementTree

import postgres_copy

PROGRAM = sys.argv[1]
REPOSITORY = pathlib.Path(sys.argv[2])
SCRATCH = pathlib.Path(sys.argv[3])
CONSUMERS = REPOSITORY / "tests" / "consumers"

FAILURES = []
LEFT_OUT = []
AT_THE_END = contextlib.ExitStack()


@functools.cache
def postgres():
    """One server for all that is asked of it."""
    return AT_THE_END.enter_context(postgres_copy.Postgres())


LABELS = [
    "plain", "শেখ রফিকুল", "मोहम्मद", "محمد", "ਸਿੰਘ", "தமிழ்", "မြန်မာ", "中文名", "Ångström é",
    "\U0001F600 astral", "<b>&amp;</b> & \"quoted\" 'single'", "]]><!-- x -->", "<html>bold",
    "a\\b", "ends with \\", "=1+1", "@at", "-dash", "comma, semicolon; tab", "line\nbreak",
    "#hash % percent", "{brace} [bracket]", "same", "same", "e\u0301 combined", "nbsp\u00a0here",
]


def check(condition, *what):
    if not condition:
        FAILURES.append(": ".join(str(w)[:300] for w in what))


def run(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], check=False, capture_output=True,
                          encoding="utf-8")
    if done.returncode != 0:
        raise SystemExit(f"{arguments}: status {done.returncode}: {done.stderr[:500]}")
    return done


def tool(*command):
    done = subprocess.run(list(map(str, command)), check=False, capture_output=True,
                          encoding="utf-8")
    if done.returncode != 0:
        raise RuntimeError(f"{command[0]}: status {done.returncode}: {done.stderr[:300]}")
    return done.stdout


class Graph:
    """What every consumer is to find."""

    def __init__(self, directed):
        self.directed = directed
        self.vertices = []  # id, label, first, last
        self.edges = []  # source, target, weight, first, last
        for i, label in enumerate(LABELS):
            self.vertices.append((f"v:{i}/<&>\"'", label, f"2020-01-{i + 1:02}",
                                  f"2021-02-{i % 28 + 1:02}"))
        ids = [v[0] for v in self.vertices]
        for i in range(len(ids) - 1):  # the last one is lone
            target = ids[(i * 7 + 3) % (len(ids) - 1)]
            self.edges.append((ids[i], target, 0.5 + i * 0.25, f"2020-03-{i + 1:02}",
                               "2020-04-01"))
        self.edges.append((ids[0], ids[3], 4.0, "2020-05-01", "2020-05-02"))  # a second one
        self.edges.append((ids[2], ids[2], 1e-7, "2020-05-01", ""))  # a loop

    def write(self, path):
        """As GraphML, by Python's XML writer."""
        root = ElementTree.Element("graphml", xmlns="http://graphml.graphdrawing.org/xmlns")
        for domain, name, kind in (("node", "label", "string"), ("node", "first", "string"),
                                   ("node", "last", "string"), ("node", "lat", "double"),
                                   ("node", "lon", "double"), ("node", "x", "double"),
                                   ("node", "y", "double"), ("node", "age", "int"),
                                   ("edge", "weight", "double"), ("edge", "first", "string"),
                                   ("edge", "last", "string"), ("edge", "type", "string")):
            ElementTree.SubElement(root, "key", {"id": f"{domain}-{name}", "for": domain,
                                                 "attr.name": name, "attr.type": kind})
        graph = ElementTree.SubElement(root, "graph", edgedefault="directed" if self.directed
                                       else "undirected")

        def data(element, domain, name, value):
            ElementTree.SubElement(element, "data", key=f"{domain}-{name}").text = str(value)

        for i, (vertex, label, first, last) in enumerate(self.vertices):
            node = ElementTree.SubElement(graph, "node", id=vertex)
            for name, value in (("label", label), ("first", first), ("last", last),
                                ("lat", 10 + i * 0.5), ("lon", -179 + i * 14.25),
                                ("x", i * 50), ("y", (i % 5) * 50), ("age", i)):
                data(node, "node", name, value)
        for source, target, weight, first, last in self.edges:
            edge = ElementTree.SubElement(graph, "edge", source=source, target=target)
            for name, value in (("weight", weight), ("first", first), ("last", last),
                                ("type", "leg")):
                data(edge, "edge", name, value)
        ElementTree.ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


class Seen:
    """What a consumer found: vertices by id, edges by the ids of their ends."""

    def __init__(self, directed, vertices, edges):
        self.directed = directed
        self.vertices = vertices  # id -> (label, first); first is None where it is not carried
        self.edges = edges  # (source, target, weight, first)


def same_edges(directed, expected, seen, with_first):
    """As multisets, weights to the last digit."""
    def key(edge):
        s, t, weight, first = edge
        ends = (s, t) if directed else tuple(sorted((s, t)))
        return (*ends, float(weight), first if with_first else None)
    return (collections.Counter(map(key, expected)), collections.Counter(map(key, seen)))


def compare(name, graph, seen, label_of=lambda label, vertex: label, with_first=True,
            merges_parallel=False):
    check(seen.directed is None or seen.directed == graph.directed, name, "direction")
    check(len(seen.vertices) == len(graph.vertices), name, "nodes", len(seen.vertices))
    for vertex, label, first, _ in graph.vertices:
        found = seen.vertices.get(vertex)
        if found is None:
            check(False, name, "no node", vertex)
            continue
        check(found[0] == label_of(label, vertex), name, "label", repr(found[0]), repr(label))
        check(not with_first or found[1] == first, name, "first day", found[1], first)
    check(len(seen.edges) == len(graph.edges), name, "edges", len(seen.edges), len(graph.edges))
    expected, found = same_edges(graph.directed,
                                 [(s, t, w, f) for s, t, w, f, _ in graph.edges], seen.edges,
                                 with_first)
    check(expected == found, name, "edges differ", list((expected - found).elements())[:2],
          list((found - expected).elements())[:2])


def made_unique(label, vertex):
    return f"{label} [{vertex}]" if LABELS.count(label) > 1 else label


def of_pajek(label, vertex):
    return (made_unique(label, vertex).replace('"', "'").replace("\\", "/").replace("\n", " "))


# --- consumers -----------------------------------------------------------------------------------

def networkx_consumer(graph, folder, source):
    import networkx as nx

    def edges(g, name=lambda v: v, weight="weight", first="first"):
        return [(name(s), name(t), data[weight], data.get(first))
                for s, t, data in g.edges(data=True)]

    target = folder / "nx.gexf"
    run("export", source, "--dialect", "gexf12", "-o", target)
    g = nx.read_gexf(target)
    check(isinstance(g, nx.MultiDiGraph if graph.directed else nx.MultiGraph), "NetworkX: GEXF",
          type(g))
    compare("NetworkX: GEXF", graph,
            Seen(g.is_directed(), {v: (d["label"], d["start"]) for v, d in g.nodes(data=True)},
                 edges(g)))
    for v, data in g.nodes(data=True):
        check(data["age"] == int(v.split(":")[1].split("/")[0]), "NetworkX: GEXF: numbers", data)

    target = folder / "nx.gml"
    run("export", source, "-o", target)
    g = nx.read_gml(target)
    compare("NetworkX: GML", graph,
            Seen(g.is_directed(), {d["name"]: (v, d["first"]) for v, d in g.nodes(data=True)},
                 edges(g, lambda v: g.nodes[v]["name"])), made_unique)

    target = folder / "nx.net"
    run("export", source, "-o", target)
    g = nx.read_pajek(target)
    ids = [v[0] for v in graph.vertices]
    names = {v: ids[int(d["id"]) - 1] for v, d in g.nodes(data=True)}
    compare("NetworkX: Pajek", graph,
            Seen(g.is_directed(), {names[v]: (v, None) for v in g.nodes},
                 edges(g, names.get)), of_pajek, with_first=False)

    target = folder / "nx.graphml"
    for dialect in ([], ["--dialect", "yed"]):
        run("export", source, *dialect, "-o", target)
        g = nx.read_graphml(target, force_multigraph=True)
        compare(f"NetworkX: GraphML {dialect}", graph,
                Seen(g.is_directed(), {v: (d["label"].strip() if dialect else d["label"],
                                           d["first"]) for v, d in g.nodes(data=True)},
                     edges(g)))


def igraph_consumer(graph, folder, source):
    import igraph
    warnings.simplefilter("ignore")  # of drawings, which it has no place for

    def seen(g, name, label, first):
        # In an attribute it reads an ampersand as its number, twice written.
        v = [i.replace("&#38;", "&") for i in g.vs[name]]
        return Seen(g.is_directed(),
                    dict(zip(v, zip(g.vs[label], g.vs[first] if first else v))),
                    [(v[e.source], v[e.target], e["weight"], e["first"] if first else None)
                     for e in g.es])

    target = folder / "ig.gml"
    run("export", source, "--dialect", "utf8", "-o", target)
    compare("igraph: GML", graph, seen(igraph.Graph.Read_GML(str(target)), "name", "label",
                                       "first"), made_unique)
    target = folder / "ig.graphml"
    run("export", source, "-o", target)
    compare("igraph: GraphML", graph, seen(igraph.Graph.Read_GraphML(str(target)), "id", "label",
                                           "first"))
    target = folder / "ig.net"
    run("export", source, "-o", target)
    g = igraph.Graph.Read_Pajek(str(target))
    g.vs["place"] = [v[0] for v in graph.vertices]
    compare("igraph: Pajek", graph, seen(g, "place", "name", None), of_pajek, with_first=False)


def dot_text(text):
    """As Graphviz draws it."""
    return re.sub(r"&amp;(?=[#A-Za-z0-9]+;)", "&", text.replace("\\\\", "\\"))


def graph_tool_consumer(graph, folder, source):
    warnings.simplefilter("ignore")
    from graph_tool import load_graph

    # Not its GML reader: that knows no entities, takes a backslash for an escape, and stops there.
    for ending, name in (("graphml", "_graphml_vertex_id"), ("dot", "vertex_name")):
        target = folder / f"gt.{ending}"
        run("export", source, "-o", target)
        g = load_graph(str(target))
        ids = [g.vp[name][v] for v in g.vertices()]
        of_text = dot_text if ending == "dot" else (lambda t: t)
        compare(f"graph-tool: {ending}", graph,
                Seen(g.is_directed(),
                     {ids[int(v)]: (of_text(g.vp["label"][v]), g.vp["first"][v])
                      for v in g.vertices()},
                     [(ids[int(e.source())], ids[int(e.target())], float(g.ep["weight"][e]),
                       g.ep["first"][e]) for e in g.edges()]))


def graphviz_consumer(graph, folder, source):
    target = folder / "gv.dot"
    run("export", source, "-o", target)
    read = json.loads(tool("dot", "-Tdot_json", target), strict=False)
    objects = read["objects"]

    compare("Graphviz", graph,
            Seen(read["directed"], {o["name"]: (dot_text(o["label"]), o["first"]) for o in objects},
                 [(objects[e["tail"]]["name"], objects[e["head"]]["name"], e["weight"], e["first"])
                  for e in read["edges"]]))
    # And it draws them where they are, without a warning.
    drawn = subprocess.run(["dot", "-Tplain", str(target)], check=False, capture_output=True,
                           encoding="utf-8")
    check(drawn.returncode == 0 and not drawn.stderr, "Graphviz: drawing", drawn.stderr)


def graphology_consumer(graph, folder, source):
    modules = SCRATCH / "node_modules"
    for ending, first in (("gexf", "first"), ("graphml", "first")):
        target = folder / f"js.{ending}"
        run("export", source, "-o", target)
        read = json.loads(tool("node", CONSUMERS / "read.cjs", modules, ending, target))
        compare(f"graphology: {ending}", graph,
                Seen(read["directed"], {v: (a["label"], a[first]) for v, a in read["vertices"]},
                     [(s, t, a["weight"], a["first"]) for s, t, a in read["edges"]]))
    target = folder / "js.geojson"
    run("export", source, "-o", target)
    read = json.loads(tool("node", CONSUMERS / "read.cjs", modules, "geojson", target))
    loops = sum(s == t for s, t, *_ in graph.edges)
    check(len(read["features"]) == len(graph.vertices) + len(graph.edges) - loops,
          "check-geojson: features")


def gdal_consumer(graph, folder, source):
    def features(path, layer=None):
        made = folder / "ogr.geojson"
        made.unlink(missing_ok=True)
        tool("ogr2ogr", "-f", "GeoJSON", made, path, *([layer] if layer else []))
        return [{"id": f.get("id")} | f["properties"] | {"type of geometry": f["geometry"]["type"]}
                for f in json.loads(made.read_text(encoding="utf-8"))["features"]]

    loopless = [e for e in graph.edges if e[0] != e[1]]
    target = folder / "ogr-in.geojson"
    run("export", source, "-o", target)
    read = features(target)
    labels = {f["id"]: f["label"] for f in read if f["feature"] == "vertex"}
    check(labels == {v[0]: v[1] for v in graph.vertices},
          "GDAL: GeoJSON: labels")
    check(all(f["age"] == int(f["id"].split(":")[1].split("/")[0]) for f in read
              if f["feature"] == "vertex"), "GDAL: GeoJSON: numbers")
    found = [(f["source"], f["target"], f["weight"], f["first"]) for f in read
             if f["feature"] == "edge"]
    expected, found = same_edges(True, [(s, t, w, f) for s, t, w, f, _ in loopless], found, False)
    check(expected == found, "GDAL: GeoJSON: edges")
    days = collections.Counter(str(f["first"]).replace("/", "-") for f in read
                               if f["feature"] == "edge")
    check(days == collections.Counter(e[3] for e in loopless), "GDAL: GeoJSON: days", days)
    check({f["type of geometry"] for f in read} == {"Point", "LineString", "MultiLineString"},
          "GDAL: GeoJSON: a line over the 180th meridian is cut")

    target = folder / "ogr-in.gpkg"
    run("export", source, "-o", target)
    read = features(target, "places")
    check({f["id"]: f["label"] for f in read} == {v[0]: v[1] for v in graph.vertices},
          "GDAL: GeoPackage: labels")
    check({f["age"] for f in read} == set(range(len(read))), "GDAL: GeoPackage: numbers")
    read = features(target, "lines")
    found = [(f["source"], f["target"], f["weight"], f["first"].replace("/", "-")) for f in read]
    expected, found = same_edges(True, [(s, t, w, f) for s, t, w, f, _ in loopless], found, True)
    check(expected == found, "GDAL: GeoPackage: edges", expected - found, found - expected)
    check("first: Date" in tool("ogrinfo", "-so", target, "lines"), "GDAL: GeoPackage: dates")
    whole = target.read_bytes()
    run("export", source, "-o", target)
    check(target.read_bytes() == whole, "GDAL: GeoPackage: other bytes a second time")

    target = folder / "ogr-in.kml"
    run("export", source, "-o", target)
    read = features(target, "Places")
    check({f["id"]: f["Name"] for f in read} == {v[0]: v[1] for v in graph.vertices},
          "GDAL: KML: labels")
    check({f["age"] for f in read} == set(range(len(read))), "GDAL: KML: numbers")
    read = features(target, "Lines")
    found = [(f["source"], f["target"], f["weight"], f["begin"][:10].replace("/", "-"))
             for f in read]
    expected, found = same_edges(True, [(s, t, w, f) for s, t, w, f, _ in loopless], found, True)
    check(expected == found, "GDAL: KML: edges", expected - found, found - expected)


def guarded(text):  # from spreadsheets, which would run it
    return "'" + text if text[0] in "=+-@" else text


def sqlite_consumer(graph, folder, source):
    target = folder / "sql.csv"
    run("export", source, "-o", target)

    def query(question):
        printed = tool("sqlite3", ":memory:", "-json", "-cmd", f".import --csv {target} edges",
                       "-cmd", f".import --csv {folder / 'sql.nodes.csv'} nodes", question)
        return json.loads(printed)

    rows = query("select id, label, first from nodes")
    edges = query("select source, target, weight, first from edges where target <> ''")
    compare("SQLite", graph,
            Seen(None, {r["id"]: (r["label"], r["first"]) for r in rows},
                 [(r["source"], r["target"], r["weight"], r["first"]) for r in edges]),
            lambda label, vertex: guarded(label))
    lone = query("select source from edges where target = ''")
    check([r["source"] for r in lone] == [graph.vertices[-1][0]], "SQLite: lone nodes", lone)


def postgres_consumer(graph, folder, source):
    """COPY into typed tables: a weight or a day that is none is refused."""
    target = folder / "sql.csv"
    run("export", source, "-o", target)
    types = {"weight": "double precision", "lat": "double precision", "lon": "double precision",
             "x": "double precision", "y": "double precision", "size": "double precision",
             "age": "integer", "first": "date", "last": "date"}
    server = postgres()
    server.copy("edges", target, types)
    server.copy("nodes", folder / "sql.nodes.csv", dict(types, id="text primary key"))
    rows = server.rows("select id, label, first, age, lat from nodes order by age")
    edges = server.rows("select source, target, weight, first from edges where target is not null")
    compare("PostgreSQL", graph,
            Seen(None, {r["id"]: (r["label"], r["first"]) for r in rows},
                 [(r["source"], r["target"], r["weight"], r["first"] or "") for r in edges]),
            lambda label, vertex: guarded(label))
    check([(r["age"], r["lat"]) for r in rows] == [(i, 10 + i * 0.5) for i in range(len(rows))],
          "PostgreSQL: numbers")
    days = server.rows("select (last - first) as days from nodes where label = 'plain'")
    check(days == [{"days": 397}], "PostgreSQL: days", days)
    lone = server.rows("select source from edges where target is null")
    check([r["source"] for r in lone] == [graph.vertices[-1][0]], "PostgreSQL: lone nodes", lone)


def python_consumer(graph, folder, source):
    """Formats whose own programs are not to be had here: by what their headers promise."""
    import jsonschema

    target = folder / "py.cx2"
    run("export", source, "-o", target)
    cx2 = json.loads(target.read_text(encoding="utf-8"))
    schema = json.loads((CONSUMERS / "cx2.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(cx2, schema)
    for i, part in enumerate(cx2):
        reference = "#/definitions/" + ("aspects" if i else "descriptor")
        jsonschema.validate(part, schema | {"type": "object", "allOf": [{"$ref": reference}],
                                            "items": {}, "minItems": 0})
    check("status" in cx2[-1] and "status" not in cx2[-2], "CX2: status is last")
    aspects = {k: v for part in cx2[1:] for k, v in part.items()}
    declared = aspects["attributeDeclarations"][0]
    python_types = {"string": str, "double": (int, float), "integer": int, "long": int,
                    "boolean": bool}
    for kind in ("nodes", "edges"):
        for element in aspects[kind]:
            for name, value in element["v"].items():
                check(name in declared[kind] and
                      isinstance(value, python_types[declared[kind][name]["d"]]),
                      "CX2: a value that is not as declared", kind, name, value)
    for mapping in ("nodeMapping", "edgeMapping"):
        for rule in aspects["visualProperties"][0][mapping].values():
            check(rule["definition"]["attribute"] in declared[mapping[:4] + "s"],
                  "CX2: the style reads a column that is not declared", rule)
    for part in aspects["metaData"]:
        check(part["elementCount"] == len(aspects[part["name"]]), "CX2: metaData", part)
    ids = {n["id"]: n["v"]["node_id"] for n in aspects["nodes"]}
    compare("CX2", graph,
            Seen(None, {n["v"]["node_id"]: (n["v"]["name"], n["v"]["first"])
                        for n in aspects["nodes"]},
                 [(ids[e["s"]], ids[e["t"]], e["v"]["weight"], e["v"]["first"])
                  for e in aspects["edges"]]))

    def table(path):
        with open(path, encoding="utf-8", newline="") as lines:
            return list(csv.DictReader(lines, strict=True))

    for to, names, columns in (
            ("neo4j", ("nodes", "relationships"), ("id:ID", ":START_ID", ":END_ID", "weight:double")),
            ("graphframes", ("vertices", "edges"), ("id", "src", "dst", "weight"))):
        run("export", source, "--to", to, "-o", folder / to)
        rows = table(folder / to / f"{names[0]}.csv")
        edges = table(folder / to / f"{names[1]}.csv")
        compare(to, graph,
                Seen(None, {r[columns[0]]: (r["label"], r["first"]) for r in rows},
                     [(r[columns[1]], r[columns[2]], r[columns[3]], r["first"]) for r in edges]))
    rows = table(folder / "neo4j" / "nodes.csv")
    check({r[":LABEL"] for r in rows} == {"Vertex"} and "age:long" in rows[0], "neo4j: header")
    check({r[":TYPE"] for r in table(folder / "neo4j" / "relationships.csv")} == {"LEG"},
          "neo4j: types")
    tool("sh", "-n", folder / "neo4j" / "import.sh")

    run("export", source, "--to", "i2", "-o", folder / "i2")
    for name in ("entities", "links"):
        text = (folder / "i2" / f"{name}.csv").read_bytes().decode()
        rows = graph.vertices if name == "entities" else graph.edges
        check(text.count("\n") == text.count("\r\n") == len(rows) + 1, "i2: a record a line", name)
    links = table(folder / "i2" / "links.csv")
    expected, found = same_edges(True, [(s, t, w, f) for s, t, w, f, _ in graph.edges],
                                 [(r["End 1 ID"], r["End 2 ID"], r["weight"], r["first"])
                                  for r in links], True)
    check(expected == found, "i2: links")

    run("export", source, "--to", "matrix", "-o", folder / "matrix.csv")
    with open(folder / "matrix.csv", encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, strict=True))
    sums = collections.Counter()
    labels = {v[0]: made_unique(v[1], v[0]) for v in graph.vertices}
    for s, t, weight, *_ in graph.edges:
        sums[labels[s], labels[t]] += weight
        if not graph.directed and s != t:
            sums[labels[t], labels[s]] += weight
    names = [n.removeprefix("'") if n[1:2] and n[1] in "=+-@" else n for n in rows[0]]
    check(len(names) == len(graph.vertices) - 1 + 2, "matrix: a lone node has no row", len(names))
    for row in rows[1:-1]:
        origin = row[0].removeprefix("'") if row[0][1:2] and row[0][1] in "=+-@" else row[0]
        for name, cell in zip(names[1:-1], row[1:-1]):
            check(math.isclose(float(cell), sums[origin, name], rel_tol=1e-12), "matrix", origin,
                  name, cell)
        check(math.isclose(float(row[-1]), sum(map(float, row[1:-1])), rel_tol=1e-12),
              "matrix: total", origin)


class FollowTheMoney:
    """The model that Aleph and OpenSanctions check entities by."""

    def __init__(self):
        path = SCRATCH / "node_modules/@alephdata/followthemoney/dist/defaultModel.json"
        model = json.loads(path.read_text(encoding="utf-8"))
        self.schemata = model["schemata"]
        self.types = model["types"]

    def parents(self, name):
        found = [name]
        for parent in self.schemata[name].get("extends", []):
            found += self.parents(parent)
        return found

    def properties(self, name):
        return {k: v for schema in reversed(self.parents(name))
                for k, v in self.schemata[schema].get("properties", {}).items()}

    def required(self, name):
        return {r for schema in self.parents(name)
                for r in self.schemata[schema].get("required", [])}

    def check(self, entities):
        by_id = {e["id"]: e for e in entities}
        check(len(by_id) == len(entities), "FollowTheMoney: an id stands twice")
        for entity in entities:
            name = f"FollowTheMoney: {entity['id']}"
            schema = entity["schema"]
            check(schema in self.schemata and not self.schemata[schema].get("abstract"), name,
                  schema)
            known = self.properties(schema)
            missing = self.required(schema) - entity["properties"].keys()
            check(not missing, name, "missing", missing)
            for key, values in entity["properties"].items():
                declared = known.get(key)
                check(declared and not declared.get("stub"), name, schema, "has no", key)
                check(isinstance(values, list) and values, name, key, values)
                kind = (declared or {}).get("type", "string")
                for value in values:
                    check(isinstance(value, str) and value, name, key, value)
                    if kind == "entity":
                        other = by_id.get(value)
                        check(other and declared["range"] in self.parents(other["schema"]), name,
                              key, value, "is no", declared["range"])
                    elif kind == "date":
                        check(re.fullmatch(r"\d{4}(-\d\d){0,2}", value), name, key, value)
                    elif kind == "number":
                        float(value)
                    elif kind in ("country", "gender", "topic"):
                        check(value in self.types[kind]["values"], name, key, value)


def follow_the_money(folder):
    model = FollowTheMoney()
    samples = [REPOSITORY / "samples" / name for name in ("incidents.jsonl", "rajkot-2020.json")]
    for revealed in (False, True):
        target = folder / "samples.ftm.json"
        run("export", *samples, "--dialect", "trips", "-o", target,
            *(["--reveal-victims"] if revealed else []))
        entities = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
        model.check(entities)
        seen = collections.Counter(e["schema"] for e in entities)
        for schema in ("Event", "Person", "Address", "Organization", "PublicBody", "Trip",
                       "Document", "Documentation", "UnknownLink"):
            check(seen[schema], "FollowTheMoney: none of", schema)
        summary = {r["name"]: r["value"] for r in
                   json.loads(run("summary", *samples, "--format", "json").stdout)["rows"]}
        check(seen["Event"] == summary["incidents"], "FollowTheMoney: events", seen["Event"])
        people = [e for e in entities if e["schema"] == "Person"]
        victims = [p for p in people if "victim" in p["properties"]["position"]]
        check(bool(victims) == revealed, "FollowTheMoney: victims", len(victims))


def installed(module):
    return subprocess.run([sys.executable, "-W", "ignore", "-c", f"import {module}"], check=False,
                          capture_output=True).returncode == 0


def has_modules():
    """Fetches the JavaScript libraries that package-lock.json names, once a build folder."""
    if not shutil.which("node") or not shutil.which("npm"):
        return False
    wanted = (CONSUMERS / "package-lock.json").read_bytes()
    mark = SCRATCH / "fetched.json"
    if mark.exists() and mark.read_bytes() == wanted:
        return True
    SCRATCH.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(CONSUMERS / name, SCRATCH / name)
    done = subprocess.run(["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"],
                          cwd=SCRATCH, check=False, capture_output=True, encoding="utf-8")
    if done.returncode != 0:
        print("npm: " + done.stderr[:500])
        return False
    mark.write_bytes(wanted)
    return True


def main():
    consumers = [
        ("NetworkX", networkx_consumer, lambda: installed("networkx")),
        ("igraph", igraph_consumer, lambda: installed("igraph")),
        ("graph-tool", graph_tool_consumer, lambda: installed("graph_tool")),
        ("Graphviz", graphviz_consumer, lambda: shutil.which("dot")),
        ("graphology", graphology_consumer, has_modules),
        ("GDAL", gdal_consumer, lambda: shutil.which("ogr2ogr")),
        ("SQLite", sqlite_consumer, lambda: shutil.which("sqlite3")),
        ("PostgreSQL", postgres_consumer, postgres_copy.is_installed),
        ("jsonschema", python_consumer, lambda: installed("jsonschema")),
    ]
    for name, consume, is_there in consumers:
        if not is_there():
            LEFT_OUT.append(name)
            continue
        for directed in (True, False):
            graph = Graph(directed)
            with tempfile.TemporaryDirectory() as folder:
                folder = pathlib.Path(folder)
                graph.write(folder / "source.graphml")
                try:
                    consume(graph, folder, folder / "source.graphml")
                except Exception as error:  # what a consumer throws is its verdict
                    check(False, name, "directed" if directed else "undirected",
                          type(error).__name__, error)
    if "graphology" not in LEFT_OUT:  # its modules bring the model
        with tempfile.TemporaryDirectory() as folder:
            follow_the_money(pathlib.Path(folder))
    for name in LEFT_OUT:
        print(f"left out, as it is not installed: {name}")
    check(not LEFT_OUT or not os.environ.get("CI"), "not installed", LEFT_OUT)
    for failure in FAILURES[:40]:
        print(failure)
    if len(FAILURES) > 40:
        print(f"... and {len(FAILURES) - 40} more")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    with AT_THE_END:
        sys.exit(main())
