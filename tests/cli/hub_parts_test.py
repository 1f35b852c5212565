#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `hubs --explain` says of a measure adds up to it: hub_parts_test.py PROGRAM ROOT.

Of the samples in each view, and of graphs drawn at random, directed and not, weighted and not, in
pieces, with lone vertices and rows told twice: the parts of each measure of each vertex are added up
as its definition has it, and give what the ranking gives.
"""
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

PROGRAM, ROOT = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
SAMPLES = ["samples/incidents.jsonl", "samples/rajkot-2020.json"]
KEY = ["--key-file", "tests/golden/test.key", "--quiet"]
# The value is the sum of the amounts.
SUMS = {"degree", "in_degree", "out_degree", "strength", "in_strength", "out_strength", "pagerank",
        "eigenvector", "katz", "hub", "authority", "clustering", "triangles", "eccentricity",
        "bridges", "constraint", "effective_size"}
# The shares of all parts make the whole.
WHOLES = SUMS | {"closeness", "closeness_classic", "harmonic"}
failures = []


def check(condition, message):
    if not condition:
        failures.append(message)


def near(a, b):
    return abs(a - b) <= 1e-9 * max(1.0, abs(b))


def ask(arguments):
    done = subprocess.run([PROGRAM, "hubs", *arguments, "--by", "all", "--format", "json", *KEY],
                          cwd=ROOT, check=True, capture_output=True)
    return json.loads(done.stdout)


def distance_of(row):
    """Of a shell: how far it is."""
    step = re.fullmatch(r"(\d+) steps? away", row["reason"])
    return float(step[1] if step else re.fullmatch(r"at distance (\S+)", row["reason"])[1])


def check_sums(measure, value, parts, normalised, where):
    if measure in SUMS and not (normalised and measure.endswith("degree")):
        total = sum(row["amount"] for row in parts)
        check(near(total, value or 0.0), f"{where}: the parts come to {total}, not {value}")
    shares = [row["share"] for row in parts]
    if measure in WHOLES and value:
        check(near(sum(shares), 1.0), f"{where}: the shares come to {sum(shares)}")
    elif measure == "betweenness" and value:
        for reason, whole in (("paths come by", 1), ("paths go by", 1), ("paths use", 2)):
            told = [row["share"] for row in parts if row["reason"] == reason]
            check(not told or near(sum(told), whole), f"{where}: {reason} {sum(told)}")
        pairs = [row["share"] for row in parts if row["reason"] == "pair"]
        check(len(pairs) == 100 or near(sum(pairs), 1.0), f"{where}: pairs {sum(pairs)}")


def check_counts(measure, value, parts, vertices, where):
    told = {}
    for row in parts:
        told.setdefault(row["reason"], []).append(row)
    if measure == "harmonic" and len(parts) < 100:
        for row in parts:  # each shell's own part
            part = row["amount"] / distance_of(row)
            check(abs(part - row["share"] * value) <= 1e-5 * part or "/ " in row["detail"],
                  f"{where}: {row}")
    if measure in ("closeness", "closeness_classic") and value and len(parts) < 100:
        reaching = sum(row["amount"] for row in parts)
        total = sum(row["amount"] * distance_of(row) for row in parts)
        closeness = reaching / total
        closeness *= reaching / (vertices - 1) if measure == "closeness" else 1.0
        check(abs(closeness - value) <= 1e-5 * value, f"{where}: {closeness} is not {value}")
    if measure == "core":
        check(len(parts) >= value, f"{where}: held by {len(parts)}")
        check(all(row["amount"] >= value for row in parts), f"{where}: held by lower cores")
        needed = [row for row in parts if "falls" in row["detail"]]
        if value and len(parts) == value:
            check(len(needed) == len(parts), f"{where}: {len(needed)} are needed")
    if measure == "onion":
        check(all(row["amount"] < value for row in told.get("falls before it", [])) and
              all(row["amount"] == value for row in told.get("falls with it", [])) and
              all(row["amount"] > value for row in told.get("outlasts it", [])),
              f"{where}: layers {[(row['reason'], row['amount']) for row in parts]}")
    if measure == "k_component":
        check(all(row["amount"] > value for row in told.get("closest group", [])),
              f"{where}: a group of no more than {value}")
        check(bool(value) == bool(parts), f"{where}: no group")
        check(len(told.get("in its closest group", [])) >= value, f"{where}: too few in its group")
    if measure == "articulation":
        check((len(parts) > 1) == value, f"{where}: {len(parts)} pieces")
    if measure == "bridges":
        check(all(row["detail"].startswith("parts it from ") for row in parts), f"{where}: {parts}")


def check_explained(document, ranking, vertices, evident, where):
    subject = document["explained"]["id"]
    of_measure = {}
    for row in document["rows"]:
        of_measure.setdefault(row["measure"], []).append(row)
    for said in document["measures"]:
        measure, value = said["measure"], said["value"]
        here = f"{where}, {subject}, {measure}"
        check(value == ranking[measure], f"{here}: {value} is ranked as {ranking[measure]}")
        parts = of_measure.get(measure, [])
        check_sums(measure, value, parts, document["parameters"]["normalised"], here)
        check_counts(measure, value, parts, vertices, here)
        for row in parts:
            of_a_tie = row["from"] and row["reason"] not in ("pair", "untied pair",
                                                             "the rest of the way")
            check(not (evident and of_a_tie) or row["evidence"], f"{here}: no evidence: {row}")
    return len(document["rows"])


def check_graph(arguments, ids, evident):
    ranking = ask(arguments)
    rows = {row["id"]: row for row in ranking["rows"]}
    vertices = ranking["graph"]["vertices"]
    return sum(check_explained(ask([*arguments, "--explain", key]), rows[key], vertices, evident,
                               " ".join(arguments)) for key in ids or rows)


def random_edges(draw):
    """A few parts, some denser than others, rows told twice, and vertices without an edge."""
    names = [f"v{i}" for i in range(9)]
    rows = []
    for first, last, count in ((0, 5, draw.randrange(3, 12)), (4, 9, draw.randrange(0, 6))):
        for _ in range(count):
            a, b = draw.sample(names[first:last], 2)
            rows.append(f"{a},{b},{draw.choice([1, 1, 2, 5])}")
    rows += [rows[0], "v8,,", f"{names[0]},{names[0]},1"]
    return "source,target,weight\n" + "\n".join(rows) + "\n"


def main():
    parts = 0
    for of, ids in (("places", ["place:IN-WB/howrah", "place:IN-BR/patna", "place:IN-MH/mumbai"]),
                    ("people", ["person:AHTU-0104", "person:AHTU-0101"]),
                    ("all", ["person:AHTU-0104", "place:IN-WB/howrah"])):
        for more in ([], ["--weighted"]):
            parts += check_graph([*SAMPLES, "--of", of, *more], ids, True)
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "edges.csv"
        for seed in range(12):
            path.write_text(random_edges(random.Random(seed)), encoding="utf-8")
            options = [["--directed"], ["--undirected"]][seed % 2]
            options += [[], ["--weighted"], ["--normalised"]][seed % 3]
            parts += check_graph([str(path), *options], None, False)
    check(parts > 8000, f"only {parts} parts were added up")
    print("\n".join(failures[:40]) or f"{parts} parts add up")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
