#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""export --publish K: an attack on what it writes, at all levels and in all formats.

Everything that can be added up is added up and subtracted from everything that holds it; and the
same is done to what would be published without disclosure control, to see that it finds anything.
"""
import collections
import csv
import gzip
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]
LEVELS = ("locality", "district", "state", "country")
failures = []


def run(arguments):
    done = subprocess.run([PROGRAM, *map(str, arguments)], check=False, capture_output=True)
    if done.returncode not in (0, 1):
        failures.append(f"{arguments}: exit status {done.returncode}: {done.stderr[:300]!r}")
    return done


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def raised(place, level):
    """By ids alone: place:COUNTRY-STATE/district/locality."""
    parts = place.removeprefix("place:").split("/")
    country, _, state = parts[0].partition("-")
    chain = [f"place:{country}"]
    chain += [f"place:{parts[0]}"] if state else []
    chain += ["place:" + "/".join(parts[:n]) for n in range(2, len(parts) + 1)]
    return chain[min(len(chain), 4 - level) - 1]


def published(folder, cases, k, level, *more):
    target = folder / f"{level}.csv"
    run(["export", cases, "--publish", k, "--level", level, "-o", target, *more])
    for row in rows_of(folder / f"{level}.nodes.csv"):
        if any(row[name] == "0" or 0 < int(row[name] or 0) < k
               for name in ("people_from", "people_to")):
            failures.append(f"K {k}, {level}: a place with {row}")
    return rows_of(target)


def totals(rows, level, figure):
    """Every sum over edges that a reader may form from their ids: legs, rows, columns, all."""
    sums = collections.Counter()
    for row in rows:
        s, t = raised(row["source"], level), raised(row["target"], level)
        if s == t and row["source"] != row["target"]:
            continue  # within a place at this level: no leg there
        for key in ((s, t), (s, None), (None, t), (None, None)):
            sums[key] += int(row[figure])
    return sums


def subtract(tables, k, figure):
    """What is left when the sums of a finer table are taken from those of a coarser one."""
    found = []
    for fine, coarse in itertools.combinations(range(4), 2):
        whole = totals(tables[coarse], coarse, figure)
        parts = totals([row for row in tables[fine]
                        if raised(row["source"], coarse) != raised(row["target"], coarse)
                        or row["source"] == row["target"]], coarse, figure)
        for key in whole.keys() | parts.keys():
            left = whole[key] - parts[key]
            if 0 < abs(left) < k:
                found.append((fine, coarse, key, left))
    return found


def truth(cases, level):
    done = run(["routes", cases, "--legs", "--level", level, "--format", "json", "--quiet"])
    return [{"source": row["origin"]["id"], "target": row["destination"]["id"],
             "people": row["victims"], "weight": row["incidents"]}
            for row in json.loads(done.stdout)["rows"]]


def check_attack(folder, cases, k):
    tables = [published(folder, cases, k, level, "--quiet") for level in LEVELS]
    least = min(3, k)
    for level, rows in zip(LEVELS, tables):
        if not rows:
            failures.append(f"K {k}, {level}: nothing is published")
        ends = [(row["source"], row["target"]) for row in rows]
        if len(set(ends)) != len(ends):
            failures.append(f"K {k}, {level}: a pair of places stands twice")
        for row in rows:
            if int(row["people"]) < k or int(row["incidents"]) < least:
                failures.append(f"K {k}, {level}: {row}")
            if row["first"] and not (row["first"].endswith("-01-01") and
                                     row["last"].endswith("-12-31")):
                failures.append(f"K {k}, {level}: a date finer than a year: {row}")
    for figure, bound in (("people", k), ("incidents", least)):
        found = subtract(tables, bound, figure)
        if found:
            failures.append(f"K {k}: {figure} found by subtraction: {found[:3]}")
    # Not more is published than there is: where both ends are told as finely as asked.
    told = {(row["source"], row["target"]): row["people"] for row in truth(cases, "district")}
    for row in tables[1]:
        if row["generalised"] == "false" and int(row["people"]) > told.get(
                (row["source"], row["target"]), 0):
            failures.append(f"K {k}: more than the truth: {row}")
    return tables


def check_attacker(cases, k):
    """The same subtraction must find small figures where tables are only rid of small cells."""
    naive = [[row for row in truth(cases, level) if row["people"] >= k] for level in LEVELS]
    if len(subtract(naive, k, "people")) < 10:
        failures.append("the attack finds nothing in tables without complementary suppression")


def check_formats(folder, cases, ids):
    names = [f"x.{ending}" for ending in ("graphml", "gexf", "gml", "net", "dot", "cx2", "geojson",
                                          "kml", "csv", "graphml.gz")]
    asked = [(name, []) for name in names]
    asked += [("y.csv", ["--to", "matrix"])] + [
        (f"{to}/", ["--to", to]) for to in ("neo4j", "graphframes", "i2")]
    for name, more in asked:
        target = folder / "formats" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if name.endswith("/"):
            target.mkdir()
        run(["export", cases, "--publish", 11, "-o", str(target) + "/" * name.endswith("/"), *more,
             "--quiet"])
    written = [path for path in (folder / "formats").rglob("*") if path.is_file()]
    if len(written) < len(asked):
        failures.append(f"only {len(written)} files of {len(asked)} formats")
    for path in written:
        content = path.read_bytes()
        if path.suffix == ".gz":
            content = gzip.decompress(content)
        text = content.decode("utf-8", errors="replace")
        shown = [i for i in ids if i in text]
        if shown or "evidence" in text or "person:" in text or "V-" in text:
            failures.append(f"{path.name} names incidents or people: {shown[:3]}")


def check_same_bytes(folder, cases):
    lines = cases.read_text(encoding="utf-8").splitlines()
    random.Random(7).shuffle(lines)
    shuffled = folder / "shuffled.jsonl"
    shuffled.write_text("\n".join(lines) + "\n", encoding="utf-8")
    contents = set()
    for number, (source, threads) in enumerate(((cases, 1), (cases, 2), (cases, 8), (shuffled, 2))):
        target = folder / f"same-{number}.graphml"
        run(["export", source, "--publish", 11, "-o", target, "--threads", threads, "--quiet"])
        contents.add(target.read_bytes())
    if len(contents) != 1:
        failures.append("the bytes depend on the order of the records, or on the threads")


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    for seed in (1, 2):
        cases = folder / f"cases-{seed}.jsonl"
        run(["generate", "--incidents", 900, "--seed", seed, "-o", cases, "--quiet"])
        for k in (2, 11):
            check_attack(folder, cases, k)
        check_attacker(cases, 11)
    whole = published(folder, cases, 1, "district", "--quiet")
    legs = {(row["source"], row["target"]) for row in truth(cases, "district") if row["people"] > 0
            and "unresolved" not in row["source"] + row["target"]}
    if not legs <= {(row["source"], row["target"]) for row in whole}:
        failures.append("K of 1 loses legs")
    ids = [json.loads(line)["id"] for line in cases.read_text(encoding="utf-8").splitlines()]
    check_formats(folder, cases, ids)
    check_same_bytes(folder, cases)
    notes = run(["export", cases, "--publish", "--since", "2020", "-o", folder / "n.csv"]).stderr
    if b"subtract" not in notes or b"withheld as too few" not in notes:
        failures.append(f"what is withheld, or what filters do, is not said: {notes!r}")
    print("\n".join(failures[:20]) or "no figure below K, and none by subtraction")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
