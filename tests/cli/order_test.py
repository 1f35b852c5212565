#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The rows of a graph file in another order or the other way round, the same incidents in another
form, the first few of a ranking: the same answer. Of records: determinism_test.py."""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

PROGRAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
KEY = ["--key-file", str(ROOT / "tests/golden/test.key")]


def ask(question, files):
    split = 3 if question[0] == "path" else 1
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


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    sample = ROOT / "samples/incidents.jsonl"
    failures = []
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
