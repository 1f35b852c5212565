#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What is generated is read, analysed, kept in a case file and measured against its truth, the whole
way: recovery_test.py PROGRAM ROOT. Without noise the truth is found again; with noise less is.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

PROGRAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
KEY = ["--key-file", str(ROOT / "tests/golden/test.key"), "--quiet"]
EVENTS = 3000
failures = []


def check(condition, *what):
    if not condition:
        failures.append(" ".join(str(w) for w in what)[:600])


def run(*arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], check=False, capture_output=True,
                          encoding="utf-8")
    check(done.returncode == 0, arguments, done.returncode, done.stderr)
    return done.stdout


def figures(command, data, truth):
    document = json.loads(run("evaluate", command, data, "--truth", truth, *KEY,
                              "--format", "json"))
    return {row["name"]: row["value"] for row in document["rows"]}


with tempfile.TemporaryDirectory() as name:
    folder = pathlib.Path(name)
    found = {}
    for noise in ["none", "default", "double"]:
        data, truth = folder / f"{noise}.jsonl", folder / f"{noise}.truth.json"
        run("generate", "--incidents", EVENTS, "--seed", 5, "--noise", noise, "-o", data,
            "--truth", truth, "--quiet")
        found[noise] = {command: figures(command, data, truth)
                        for command in ["routes", "identities", "suspects"]}
        case = folder / f"{noise}.sandhan"
        run("build", data, "-o", case, "--quiet")
        for command in ["routes", "suspects", "summary"]:
            check(run(command, data, *KEY, "--format", "json") ==
                  run(command, case, *KEY, "--format", "json"), noise, command, "from a case file")
        check(figures("routes", case, truth) == found[noise]["routes"], noise, "case file")

    # The corridor that begins late is found, whether an analyst suspects when or nobody does.
    for noise in ["none", "default"]:
        data, truth = folder / f"{noise}.jsonl", folder / f"{noise}.truth.json"
        planted = json.loads(truth.read_text(encoding="utf-8"))
        start = planted["emerging"]["start"]
        [late] = [(c["origin"], c["destination"]) for c in planted["corridors"] if c["emerging"]]

        def ends(row):
            return (row["origin"]["id"], row["destination"]["id"])

        rows = json.loads(run("trends", data, "--split", start, *KEY, "--format", "json"))["rows"]
        check(ends(rows[0]) == late and rows[0]["verdict"] == "emerging", noise, late, rows[0])
        check(sum(row["verdict"] not in ("steady", "too_little") for row in rows) < 4, noise,
              "changes where there is one", [row["verdict"] for row in rows[:6]])
        rows = json.loads(run("trends", data, "--scan", *KEY, "--format", "json"))["rows"]
        check(rows and rows[0]["alarm"] and late in map(ends, rows[0]["corridors"]) and
              abs(int(rows[0]["since"][:4]) - int(start[:4])) <= 1, noise, "scan", rows[:1])

    routes = {noise: all_figures["routes"] for noise, all_figures in found.items()}
    for figure in ["incidents:f1"]:
        check(routes["none"][figure] > 0.995, figure, "without noise", routes["none"][figure])
        check(routes["default"][figure] > 0.95, figure, "with noise", routes["default"][figure])
        check(routes["none"][figure] >= routes["default"][figure] >= routes["double"][figure],
              figure, "falls with noise", [r[figure] for r in routes.values()])
    # Two people are never made one by what joins them today; that few are joined is known.
    for noise, all_figures in found.items():
        people = all_figures["identities"]
        precision, recall = {"none": (0.99, 0.95), "default": (0.99, 0.95),
                             "double": (0.98, 0.85)}[noise]
        check(people["pairs:precision"] >= precision and people["pairs:recall"] >= recall, noise,
              people["pairs:precision"], people["pairs:recall"])
        check(0.0 < all_figures["suspects"]["pairs:f1"] <= 1.0, noise,
              all_figures["suspects"]["pairs:f1"])

for failure in failures:
    print(failure)
sys.exit(1 if failures else 0)
