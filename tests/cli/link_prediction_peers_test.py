#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`suspects --predict` and `evaluate predict` counted anew: link_prediction_peers_test.py PROGRAM.

The measures of pairs are NetworkX's, on the association graph that `export` writes; the figures of
`evaluate predict` are counted from the answer of `suspects --predict` and the truth.
"""
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

import networkx as nx

PROGRAM = sys.argv[1]
SCENARIO = {"agency_number": 0.9}  # most offenders are known by a number: they meet again
failures = []


def check(holds, *what):
    if not holds:
        failures.append(" ".join(map(str, what)))


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments), "--quiet"], check=True,
                          stdout=subprocess.PIPE).stdout


def roc_auc(scored):
    positives = [s for s, label in scored if label]
    negatives = [s for s, label in scored if not label]
    above = sum((p > n) + 0.5 * (p == n) for p, n in itertools.product(positives, negatives))
    return above / (len(positives) * len(negatives))


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    (folder / "scenario.json").write_text(json.dumps(SCENARIO))
    data, truth_file = folder / "cases.jsonl", folder / "truth.json"
    run("generate", "--incidents", 3000, "--seed", 4, "--scenario", folder / "scenario.json", "-o",
        data, "--truth", truth_file)
    options = [data, "--identities", "off", "--reveal-victims"]
    answer = json.loads(run("suspects", *options, "--predict", "--format", "json"))
    rows = answer["rows"]
    check(len(rows) > 100, "too few pairs:", len(rows), answer["refused"])
    run("export", *options, "--view", "association", "-o", folder / "graph.graphml")
    g = nx.Graph(nx.read_graphml(folder / "graph.graphml"))
    asked = [(row["a"], row["b"]) for row in rows]
    for measure, peer in (("jaccard", nx.jaccard_coefficient), ("adamic_adar", nx.adamic_adar_index),
                          ("resource_allocation", nx.resource_allocation_index)):
        for row, (_, _, value) in zip(rows, peer(g, asked)):
            check(abs(row[measure] - value) < 1e-9, row["a"], row["b"], measure, row[measure], value)
    for row in rows:
        common = len(list(nx.common_neighbors(g, row["a"], row["b"])))
        check(row["common_neighbours"] == common == len(row["through"]), row["a"], row["b"], common)
        check(not g.has_edge(row["a"], row["b"]), row["a"], row["b"], "are tied")
    check([row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True),
          "not by score")

    truth = json.loads(truth_file.read_text(encoding="utf-8"))
    identity = {record: one["id"] for one in truth["identities"] for record in one["records"]}
    cells = {}
    for cell in truth["cells"]:
        for member in cell["members"]:
            cells.setdefault(member["identity"], set()).add(cell["id"])
    who = {}
    for line in data.read_text(encoding="utf-8").splitlines():
        incident = json.loads(line)
        for person in incident.get("people", []):
            record = f"{incident['id']}/{person['ref']}"
            if record in identity:
                who.setdefault("person:" + person.get("id", record), set()).add(identity[record])
    scored = []
    for row in rows:
        a, b = who.get(row["a"], set()), who.get(row["b"], set())
        if a and b:
            scored.append((row, any(x == y or cells.get(x, set()) & cells.get(y, set())
                                    for x in a for y in b)))
    document = json.loads(run("evaluate", "predict", data, "--identities", "off", "--truth",
                              truth_file, "--format", "json"))
    figures = {row["name"]: row["value"] for row in document["rows"]}
    check(figures["pairs:compared"] == len(scored), figures["pairs:compared"], len(scored))
    together = sum(label for _, label in scored)
    check(figures["pairs:together"] == together, figures["pairs:together"], together)
    for measure in ("score", "jaccard", "katz", "pagerank"):
        wanted = roc_auc([(row[measure], label) for row, label in scored])
        check(abs(figures[f"{measure}:roc_auc"] - wanted) < 1e-9, measure,
              figures[f"{measure}:roc_auc"], wanted)

print("\n".join(failures[:20]) or f"{len(rows)} pairs agree")
sys.exit(1 if failures else 0)
