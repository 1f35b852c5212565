#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How often the leads of `suspects` name the right one: script_leads.py PROGRAM.

In generated incidents (default noise, people joined by an agency's number alone, so that cells lie
in pieces) a lead is right where the truth has that person in that role in a cell of one of the
group's members. Beside it stands what naming anybody known for the role would give. Prints the
table of docs/suspects.md. A minute; needs nothing but Python.
"""
import collections
import json
import pathlib
import sys
import tempfile

from suspect_weights import identities_of, run

SEEDS = (7, 301, 302)
EVENTS = 10000
ROLES = ("recruiter", "transporter", "harbourer", "exploiter")


def truth_of(path):
    truth = json.loads(path.read_text(encoding="utf-8"))
    identity = {record: one["id"] for one in truth["identities"] for record in one["records"]}
    cells, players = collections.defaultdict(set), collections.defaultdict(set)
    for cell in truth["cells"]:
        for member in cell["members"]:
            role = "exploiter" if member["role"] == "buyer" else member["role"]
            cells[member["identity"]].add(cell["id"])
            players[cell["id"], role].add(member["identity"])
    return identity, cells, players


def count(rows, people, cells, players, counts):
    known = {role: set().union(*(who for (_, r), who in players.items() if r == role))
             for role in ROLES}
    for row in rows:
        of_group = set()
        for member in row["members"]:
            for who in people.get(member["id"], ()):
                of_group |= cells[who]
        for step in row["script"]:
            role = step["role"]
            if not step["missing"] or not step["told_by"]:
                continue
            right = set().union(*(players[cell, role] for cell in of_group))
            counts[role]["missing"] += 1
            counts[role]["chance"] += len(right) / max(len(known[role]), 1)
            if step["leads"]:
                hits = [bool(people.get(lead["id"], set()) & right) for lead in step["leads"]]
                counts[role]["led"] += 1
                counts[role]["first"] += hits[0]
                counts[role]["any"] += any(hits)


def main():
    program = sys.argv[1]
    counts = {role: collections.Counter() for role in ROLES}
    with tempfile.TemporaryDirectory() as folder:
        data, truth = (pathlib.Path(folder) / name for name in ("data.jsonl", "truth.json"))
        for seed in SEEDS:
            run(program, "generate", "--incidents", str(EVENTS), "--seed", str(seed), "-o",
                str(data), "--truth", str(truth), "--quiet")
            identity, cells, players = truth_of(truth)
            rows = json.loads(run(program, "suspects", str(data), "--identities", "off",
                                  "--format", "json", "--quiet"))["rows"]
            count(rows, identities_of(data, identity), cells, players, counts)
    print("| missing | groups | with a lead | first lead right | one of three right | "
          "anybody of the role right |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for role in ROLES:
        c = counts[role]
        share = {what: f"{100.0 * c[what] / c['led']:.1f} %" if c["led"] else "-"
                 for what in ("first", "any")}
        chance = f"{100.0 * c['chance'] / c['missing']:.2f} %" if c["missing"] else "-"
        print(f"| {role} | {c['missing']} | {c['led']} | {share['first']} | {share['any']} | "
              f"{chance} |")


if __name__ == "__main__":
    main()
