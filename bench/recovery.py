#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What the questions of routes, trends and interdict find again of what was planted: incidents are
generated at three levels of noise, each question is asked, and its answer is held against the truth.
./run recovery; --write-docs puts the table into docs/routes.md.

The truth is read here with nothing but json: recurring journeys, the best places and the ways are
counted anew from the true journeys.
"""
import argparse
import collections
import itertools
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile

import results

NOISE = ("none", "default", "double")
BEGIN, END = "<!-- recovery: ./run recovery --write-docs -->", "<!-- end of recovery -->"
SUPPORT = 5       # incidents that make a recurring journey
WAYS_ASKED = 30   # corridors whose likely routes are compared
BUDGET = 5        # places that may be watched


class Case:
    """Generated incidents with their truth, and the program to ask about them."""

    def __init__(self, program, folder, incidents, seed, noise):
        self.program, self.seed, self.noise = program, seed, noise
        self.file = folder / f"{noise}-{seed}.jsonl"
        truth = folder / f"{noise}-{seed}.truth.json"
        self.run("generate", "--incidents", str(incidents), "--seed", str(seed), "--noise", noise,
                 "-o", str(self.file), "--truth", str(truth))
        self.truth_file = truth
        self.truth = json.loads(truth.read_text(encoding="utf-8"))
        self.journeys = [tuple(stop["place"] for stop in j["stops"])
                         for j in self.truth["journeys"]]

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments, "--quiet"], check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode not in (0, 1):
            raise RuntimeError(f"analyse {' '.join(arguments)}: status {done.returncode}: "
                               f"{done.stderr.decode(errors='replace')[:500]}")
        return done.stdout

    def ask(self, command, *options):
        return json.loads(self.run(command, str(self.file), *options, "--format", "json"))

    def figures(self, command, *options):
        answer = json.loads(self.run("evaluate", command, str(self.file), "--truth",
                                     str(self.truth_file), *options, "--format", "json"))
        return {row["name"]: row["value"] for row in answer["rows"]}


def without_repeats(journey):
    """Consecutive stops at one place are one visit."""
    return tuple(place for place, _ in itertools.groupby(journey))


def shares(found, true):
    right = len(found & true)
    return {"precision": right / len(found) if found else None,
            "recall": right / len(true) if true else None}


def ranks(values):
    """Ranks from 1, ties at their mean."""
    order = sorted(range(len(values)), key=lambda i: values[i])
    result = [0.0] * len(values)
    for _, group in itertools.groupby(order, key=lambda i: values[i]):
        group = list(group)
        first = sum(1 for v in values if v < values[group[0]])
        for i in group:
            result[i] = first + (len(group) + 1) / 2
    return result


def spearman(pairs):
    if len({a for a, _ in pairs}) < 2 or len({b for _, b in pairs}) < 2:
        return None
    return statistics.correlation(ranks([a for a, _ in pairs]), ranks([b for _, b in pairs]))


def corridors(case):
    found = case.figures("routes", "--min-incidents", str(SUPPORT))
    return {"planted corridors": {"precision": found["planted:precision"],
                                  "recall": found["planted:recall"],
                                  "rank correlation": found["planted:spearman_rho"]}}


def closed_ways(journeys):
    """Sub-journeys of three stops and more in a row, that SUPPORT incidents made and that no longer
    one has the same incidents of."""
    support = collections.Counter()
    for journey in map(without_repeats, journeys):
        ways = {journey[a:b] for a in range(len(journey)) for b in range(a + 3, len(journey) + 1)}
        support.update(ways)
    frequent = {way: n for way, n in support.items() if n >= SUPPORT}
    hidden = set()
    for way, n in frequent.items():
        for part in (way[1:], way[:-1]):
            if len(part) >= 3 and frequent.get(part) == n:
                hidden.add(part)
    return {way: n for way, n in frequent.items() if way not in hidden}


def patterns(case):
    true = closed_ways(case.journeys)
    result = {}
    for name, options in (("", []), (", guesses counted", ["--include-inferred"])):
        rows = case.ask("routes", "--patterns", "--min-incidents", str(SUPPORT), *options)["rows"]
        found = {tuple(stop["id"] for stop in row["stops"]): row["incidents"] for row in rows}
        both = found.keys() & true.keys()
        result[f"recurring journeys{name}"] = {
            **shares(set(found), set(true)),
            "rank correlation": spearman([(found[way], true[way]) for way in both])}
    return result


def likely_routes(case):
    """Whether the usual way of a planted corridor is the likeliest, or among three."""
    planted = sorted((c for c in case.truth["corridors"] if len(c["stops"]) >= 3),
                     key=lambda c: (-c["actual"], c["id"]))[:WAYS_ASKED]
    result = {}
    for name, options in (("", []), (", guesses counted", ["--include-inferred"])):
        first = among = 0
        for corridor in planted:
            rows = case.ask("routes", "--from", corridor["origin"], "--to",
                            corridor["destination"], "-k", "3", *options)["rows"]
            ways = [[stop["id"] for stop in row["stops"]] for row in rows]
            first += ways[:1] == [corridor["stops"]]
            among += corridor["stops"] in ways
        result[f"usual way, likeliest route{name}"] = {"recall": first / len(planted)}
        result[f"usual way, among 3 likely routes{name}"] = {"recall": among / len(planted)}
    return result


def trends(case):
    planted = {(c["origin"], c["destination"]) for c in case.truth["corridors"] if c["emerging"]}
    # From the first day of the emerging corridor, as an analyst who suspects a change then.
    rows = case.ask("trends", "--split", case.truth["emerging"]["start"])["rows"]
    found = {(row["origin"]["id"], row["destination"]["id"]) for row in rows
             if row["verdict"] == "emerging"}
    return {"emerging corridor, trends": shares(found, planted)}


def scan(case):
    planted = {(c["origin"], c["destination"]) for c in case.truth["corridors"] if c["emerging"]}
    rows = case.ask("trends", "--scan", "--seed", "1")["rows"]
    found = set()
    for row in rows:
        if row["p_value"] <= 0.05:
            found |= {(c["origin"]["id"], c["destination"]["id"]) for c in row["corridors"]}
    return {"emerging corridor, scan": shares(found, planted)}


def intercepted(journeys, places):
    """True victims whose way passes one of the places before or at its end, not at its origin."""
    return sum(victims for stops, victims in journeys if places & set(stops[1:]))


def interdiction(case):
    """The places chosen from the records against the best from the true journeys: how many victims
    they meet of what the best set, chosen greedily and improved by swaps, meets."""
    answer = case.ask("interdict", "--from", "all sources", "--to", "all destinations", "--cut",
                      "places", "--budget", str(BUDGET))
    rows = answer["rows"]
    # What is asked about are journeys between these; the places of --from are never watched.
    origins = set(answer["origins"])
    destinations = set(answer["destinations"])
    journeys = [(without_repeats(stops), j["victims"])
                for stops, j in zip(case.journeys, case.truth["journeys"])]
    journeys = [(stops, victims) for stops, victims in journeys
                if len(stops) >= 2 and stops[0] in origins and stops[-1] in destinations]
    chosen = {place["id"] for place in rows[-1]["cut"]}
    candidates = collections.Counter()
    for stops, victims in journeys:
        for place in set(stops[1:]) - origins:
            candidates[place] += victims
    places = [place for place, _ in candidates.most_common(40)]
    best = set()
    for _ in range(BUDGET):
        best.add(max(sorted(set(places) - best),
                     key=lambda p: intercepted(journeys, best | {p})))
    improved = True
    while improved:
        improved = False
        for out, new in itertools.product(sorted(best), places):
            if new not in best and (intercepted(journeys, best - {out} | {new}) >
                                    intercepted(journeys, best)):
                best = best - {out} | {new}
                improved = True
                break
    return {"best 5 places to watch": {**shares(chosen, best), "victims met / best":
                                       intercepted(journeys, chosen) / intercepted(journeys, best)}}


def transit(case):
    """Transit stops that the records leave out, guessed, against the most frequent ones."""
    found = case.figures("routes", "--infer-transit")
    rows = {}
    for hidden, name in (("left_out", "transit stop left out"), ("hidden", "transit stop hidden")):
        rows[name] = {
            "hit at 1": found[f"transit_{hidden}:hit_at_1"],
            "hit at 3": found[f"transit_{hidden}:hit_at_3"],
            "hit at 1, most frequent": found[f"transit_{hidden}:frequent:hit_at_1"],
            "hit at 3, most frequent": found[f"transit_{hidden}:frequent:hit_at_3"],
            "hit at 1, most frequent on the corridor": found[f"transit_{hidden}:corridor:hit_at_1"],
            "hit at 3, most frequent on the corridor": found[f"transit_{hidden}:corridor:hit_at_3"],
            "calibration error": found[f"transit_{hidden}:calibration_error"]}
    return rows


QUESTIONS = (corridors, patterns, likely_routes, trends, scan, interdiction, transit)


def measure(options, folder):
    table = {}  # (finding, measure) -> noise -> values by seed
    for noise in NOISE:
        for seed in range(options.first_seed, options.first_seed + options.seeds):
            case = Case(options.program, folder, options.incidents, seed, noise)
            for question in QUESTIONS:
                for finding, figures in question(case).items():
                    for name, value in figures.items():
                        table.setdefault((finding, name), {}).setdefault(noise, []).append(value)
            case.file.unlink()
            case.truth_file.unlink()
            print(f"recovery: {noise}, seed {seed} done", file=sys.stderr)
    return table


def cell(values):
    known = [v for v in values if v is not None]
    if not known:
        return "–"
    mean = f"{statistics.mean(known):.2f}"
    return mean if len(known) == len(values) else f"{mean} ({len(known)} of {len(values)})"


def markdown(table, options):
    lines = [f"Generated: {options.incidents:,} events, seeds {options.first_seed} to "
             f"{options.first_seed + options.seeds - 1}; means.", "",
             "| found again | measure | " + " | ".join(f"noise {n}" for n in NOISE) + " |",
             "| --- | --- | " + " | ".join("---:" for _ in NOISE) + " |"]
    for (finding, name), by_noise in table.items():
        cells = " | ".join(cell(by_noise[n]) for n in NOISE)
        lines.append(f"| {finding} | {name} | {cells} |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(prog="./run recovery", description=__doc__.split("\n\n")[0])
    parser.add_argument("--incidents", type=int, default=10_000, metavar="N")
    parser.add_argument("--seeds", type=int, default=5, metavar="N")
    parser.add_argument("--first-seed", type=int, default=101, metavar="N")
    parser.add_argument("--write-docs", action="store_true", help="into docs/routes.md")
    parser.add_argument("--program", default="build/release/analyse", help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.program = os.path.abspath(options.program)
    with tempfile.TemporaryDirectory() as name:
        text = markdown(measure(options, pathlib.Path(name)), options)
    print(text, end="")
    if options.write_docs:
        page = pathlib.Path("docs/routes.md")
        before, rest = page.read_text(encoding="utf-8").split(BEGIN)
        after = rest.split(END)[1]
        results.write_whole(page, f"{before}{BEGIN}\n\n{text}\n{END}{after}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
