#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The same records in another order and cut into other files: the same answer."""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

PROGRAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
KEY = ["--key-file", str(ROOT / "tests/golden/test.key")]

QUESTIONS = [
    ["summary"],
    ["routes"],
    ["routes", "--legs", "--level", "state"],
    ["routes", "--level", "locality", "--since", "2020", "--min-confidence", "0.6"],
    ["routes", "--state", "Gujarat, IN-MH"],
    ["routes", "--infer-transit"],
    ["routes", "--include-inferred", "--legs"],
    ["routes", "--from", "West Bengal", "--to", "Delhi", "--level", "state", "--order", "2"],
    ["routes", "--from", "Howrah", "--to", "Pune", "-k", "9"],
    ["routes", "--patterns", "--mixed", "--max-gap", "1"],
    ["routes", "--circuits"],
    ["trends", "--window", "1y"],
    ["trends", "--scan", "--replications", "99"],
    ["routes", "--timed", "--from", "West Bengal", "--to", "Maharashtra", "--max-dwell", "2w"],
    ["routes", "--profile", "--from", "Murshidabad"],
    ["routes", "--reach", "--to", "Delhi", "--joined-by", "person,organisation"],
    ["hubs", "--by", "all"],
    ["hubs", "--of", "people", "--by", "all", "--weighted"],
    ["hubs", "--of", "organisations", "--include", "responders,victims"],
    ["hubs", "--of", "all", "--by", "strength,betweenness"],
    ["hubs", "--bootstrap", "60", "--top-k", "5"],
    ["hubs", "--of", "people", "--by", "betweenness", "--weighted", "--bootstrap", "30"],
    ["hubs", "--of", "all", "--by", "strength", "--bootstrap", "20", "--seed", "7"],
    ["hubs", "--of", "organisations", "--missing", "0.2", "--replications", "40"],
    ["hubs", "--by-period", "6m"],
    ["hubs", "--of", "people", "--by", "strength,core", "--by-period", "1y"],
    ["hubs", "--summary"],
    ["hubs", "--summary", "--rewirings", "20"],
    ["hubs", "--approximate", "0.05,0.1"],
    ["hubs", "--key-players", "4"],
    ["hubs", "--of", "people", "--key-players", "5", "--aim", "reach", "--reach-steps", "2"],
    ["hubs", "--of", "people", "--key-players", "3", "--distance", "--limit", "50"],
    ["hubs", "--of", "people", "--dismantle"],
    ["hubs", "--of", "all", "--dismantle", "12", "--by", "collective_influence"],
    ["hubs", "--explain", "place:IN-WB/howrah", "--by", "all"],
    ["hubs", "--of", "people", "--explain", "person:AHTU-0101", "--by", "all", "--weighted"],
    ["hubs", "--of", "all", "--explain", "place:IN-WB/howrah", "--by", "all"],
    ["hubs", "--roles"],
    ["hubs", "--edges"],
    ["hubs", "--of", "people", "--by", "harmonic", "--first", "9"],
    ["hubs", "--of", "all", "--by", "harmonic", "--first", "9"],
    ["hubs", "--of", "all", "--key-players", "3", "--limit", "50"],
    ["hubs", "--by", "pagerank", "--restart-at", "place:IN-WB/howrah; place:IN-BR/patna"],
    ["hubs", "--of", "all", "--roles", "--group-by", "district", "--weighted"],
    ["hubs", "--of", "people", "--roles", "--group-by", "cell"],
    ["identities", "--all", "--top", "300"],
    ["identities", "--include", "victims,responders"],
    ["suspects"],
    ["suspects", "--include", "victims,responders"],
    ["suspects", "--of", "person:AHTU-0101"],
    ["suspects", "--of", "person:AHTU-0101", "--paths", "3", "--steps", "3"],
    ["suspects", "--exposure", "person:AHTU-0101,person:AHTU-0104"],
    ["suspects", "--max-group", "3", "--supporting-only", "organisation"],
    ["suspects", "--predict"],
    ["cells"],
    ["cells", "--include", "victims,responders", "--quality", "cpm", "--seed", "7"],
    ["path", "person:AHTU-0101", "Mumbai", "-k", "5"],
    ["interdict", "--from", "West Bengal", "--to", "Maharashtra"],
    ["interdict", "--from", "Bihar;Jharkhand", "--to", "Delhi", "--cut", "places", "--capacity",
     "expected", "--budget", "4", "--detection", "0.6", "--react"],
    *(["evaluate", command, "--truth", str(ROOT / "tests/golden/evaluate/truth.json"), "--worst", "9"]
      for command in ("routes", "identities", "suspects")),
]


def ask(question, files):
    split = {"path": 3, "evaluate": 2}.get(question[0], 1)
    run = subprocess.run([PROGRAM, *question[:split], *files, *question[split:], *KEY, "--format",
                          "json"], check=True, capture_output=True)
    answer = json.loads(run.stdout)
    answer["input"].pop("files")
    return answer


# Questions of a graph file: with --undirected its rows say the same whichever end stands first.
OF_A_FILE = [["hubs", "--by", "all", "--weighted"], ["hubs", "--by", "all", "--normalised"],
             *(["hubs", "--first", "3", "--by", measure] for measure in ("closeness", "harmonic")),
             ["hubs", "--key-players", "3"], ["hubs", "--key-players", "2", "--aim", "reach"],
             ["hubs", "--key-players", "3", "--distance"], ["hubs", "--dismantle"], ["hubs", "--edges"],
             ["hubs", "--explain", "v3", "--by", "all"], ["hubs", "--summary", "--rewirings", "5"],
             ["hubs", "--roles", "--group-by", "kind"], ["hubs", "--roles", "--group-by", "cell"], ["hubs", "--missing", "0.2", "--replications", "20"],
             ["hubs", "--approximate", "0.1,0.1"],
             ["path", "v3", "v4", "-k", "5"], ["cells"], ["cells", "--quality", "cpm", "--resolution", "0.2"]]


def check_graph_files(folder, failures):
    """Ties abound in graphs of a dozen vertices; strengths are tenths, whose sums round."""
    for seed in range(6):
        draw = random.Random(seed)
        names = [f"v{i}" for i in range(12)]
        rows = [(*draw.sample(names, 2), draw.choice(["0.1", "0.2", "0.7"])) for _ in range(15)]
        rows += [rows[0], (names[3], names[4], "0.3"), (names[5], "", "")]
        table = folder / "graph.csv"
        answers = {}
        for way in range(4):
            draw.shuffle(rows)
            turned = [(b, a, w) if b and way % 2 else (a, b, w) for a, b, w in rows]
            table.write_text("source,target,weight\n" + "".join(
                ",".join(row) + "\n" for row in turned), encoding="utf-8")
            for question in OF_A_FILE:
                way_of = [] if question[0] == "cells" else ["--undirected"]
                answer = json.dumps(ask([*question, *way_of], [str(table)]))
                answers.setdefault(" ".join(question), set()).add(answer)
            # The same graph in another format gives the same answers.
            other = folder / "graph.dot"
            other.write_text("graph {\n" + "".join(
                f"{a} -- {b} [weight={w}]\n" if b else f"{a}\n" for a, b, w in turned) + "}\n",
                encoding="utf-8")
            for question in (["hubs", "--by", "all", "--weighted"], ["path", "v3", "v4", "-k", "5"]):
                answers[" ".join(question)].add(json.dumps(ask([*question, "--undirected"],
                                                               [str(other)])))
        failures.extend(f"seed {seed}: {question} depends on the order of a file's rows"
                        for question, told in answers.items() if len(told) > 1)


def check_first(sample, failures):
    """The first K are those of the ranking, which breaks ties by id, in every view."""
    for of in ("places", "people", "all"):
        for measure in ("closeness", "harmonic"):
            asked = ["hubs", "--of", of, "--by", measure]
            ranked = [row["id"] for row in ask(asked, [sample])["rows"]]
            for k in (1, 2, 5, 9, 14, 23, 37, 60):
                first = [row["id"] for row in ask([*asked, "--first", str(k)], [sample])["rows"]]
                if first != ranked[:k]:
                    failures.append(f"--of {of} --by {measure} --first {k} are not the first {k}")


def export(view, files, target):
    asked = ["--publish", "3"] if view == "published" else ["--view", view]
    subprocess.run([PROGRAM, "export", *files, *asked, "-o", str(target), *KEY],
                   check=True, capture_output=True)
    return target.read_bytes()


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    sample = ROOT / "samples/incidents.jsonl"
    lines = sample.read_text(encoding="utf-8").splitlines()
    failures = []
    for seed in range(3):
        random.Random(seed).shuffle(lines)
        half = folder / f"{seed}-a.jsonl"
        rest = folder / f"{seed}-b.jsonl"
        half.write_text("\n".join(lines[:50]) + "\n", encoding="utf-8")
        rest.write_text("\n".join(lines[50:]) + "\n", encoding="utf-8")
        shuffled = [str(half), str(rest)]
        for question in QUESTIONS:
            if ask(question, [str(sample)]) != ask(question, shuffled):
                failures.append(f"seed {seed}: {question} depends on the order of the records")
        for view in ("case", "movement", "association", "published"):
            if export(view, [str(sample)], folder / "1.graphml") != export(
                    view, shuffled, folder / "2.graphml"):
                failures.append(f"seed {seed}: export --view {view} depends on the order")
        for ending in ("gexf", "gml", "net", "dot", "cx2", "geojson", "kml", "csv", "jsonl",
                       "ftm.json"):
            told = []
            for files, name in (([str(sample)], "1"), (shuffled, "2")):
                target = folder / f"{name}.{ending}"
                subprocess.run([PROGRAM, "export", *files, "-o", str(target), *KEY], check=True,
                               capture_output=True)
                told.append(target.read_bytes())
            if told[0] != told[1]:
                failures.append(f"seed {seed}: export to {ending} depends on the order")
    check_graph_files(folder, failures)
    check_first(str(sample), failures)
    # A spreadsheet of the same incidents tells the same corridors, hubs and groups.
    for question in (["routes"], ["routes", "--legs"], ["hubs"], ["suspects"]):
        from_json, from_csv = (
            ask(question, [str(ROOT / "samples" / name)])
            for name in ("incidents.jsonl", "incidents.csv"))
        keep = {"routes": ("origin", "destination", "incidents", "victims", "evidence"),
                "hubs": ("id", "strength", "evidence"),
                "suspects": ("people", "organisations", "incidents", "states")}[question[0]]
        told = [[{field: row[field] for field in keep} for row in answer["rows"]]
                for answer in (from_json, from_csv)]
        if told[0] != told[1]:
            failures.append(f"{question}: the spreadsheet tells another story than the JSON Lines")
    print("\n".join(failures) or "all orders agree")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
