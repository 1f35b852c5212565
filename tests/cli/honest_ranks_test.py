#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""hubs --bootstrap, --missing and --by-period: laws that hold whatever the figures are."""
import json
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
KEY = ["--key-file", str(ROOT / "tests/golden/test.key"), "--quiet"]
SAMPLE = str(ROOT / "samples/incidents.jsonl")
failures = []


def check(condition, message):
    if not condition:
        failures.append(message)


def run(*arguments, form="json"):
    return subprocess.run([PROGRAM, "hubs", *arguments, "--format", form, *KEY], check=True,
                          capture_output=True).stdout


def ask(*arguments):
    return json.loads(run(*arguments))


def periods_are_what_dates_select(of, length):
    """A period's figures are those of --since and --until, ranks are by counting, changes follow."""
    answer = ask(SAMPLE, "--of", of, "--by", "strength,betweenness", "--by-period", length)
    check(len(answer["periods"]) > 1, f"{of} {length}: one period only")
    for at, period in enumerate(answer["periods"]):
        alone = ask(SAMPLE, "--of", of, "--by", "strength,betweenness", "--since", period["from"],
                    "--until", period["until"])
        where = f"{of} {period['from']}"
        check(alone["graph"] == {"vertices": period["vertices"], "edges": period["edges"]},
              f"{where}: another graph")
        wanted = {row["id"]: (row["strength"], row["betweenness"]) for row in alone["rows"]}
        found = {}
        for row in answer["rows"]:
            one = row["periods"][at]
            before = row["periods"][at - 1]["rank"] if at else None
            if one["rank"] is None:
                check(one["value"] is None and set(one["measures"].values()) == {None},
                      f"{where}: figures of what is not there")
                change = "gone" if before else None
            else:
                found[row["id"]] = tuple(one["measures"].values())
                check(one["value"] == one["measures"]["strength"], f"{where}: value")
                more = sum(value[0] > one["value"] + 1e-9 for value in wanted.values())
                check(one["rank"] == more + 1, f"{where}: rank of {row['id']}")
                change = None if at == 0 else "new" if not before else \
                    "up" if one["rank"] < before else "down" if one["rank"] > before else "same"
            check(one["change"] == change, f"{where}: change of {row['id']}")
        check(found == wanted, f"{where}: other figures than --since and --until give")


def answers_depend_on_the_seed_alone():
    for question in (["--bootstrap", "70", "--by", "betweenness"],
                     ["--missing", "0.2", "--replications", "70", "--of", "people"]):
        one = run(SAMPLE, *question, "--threads", "1")
        check(one == run(SAMPLE, *question, "--threads", "2"), f"{question}: threads change it")
        check(one != run(SAMPLE, *question, "--seed", "2"), f"{question}: the seed does not matter")


def intervals_hold_together():
    for answer in (ask(SAMPLE, "--bootstrap", "300", "--top-k", "7"),
                   ask(SAMPLE, "--of", "people", "--bootstrap", "300", "--top-k", "7")):
        rows = [row["bootstrap"] for row in answer["rows"]]
        check(abs(sum(row["top_probability"] for row in rows) - 7) < 1e-6,
              "seven first places are not seven")
        for row in rows:
            check(row["value_interval"][0] <= row["value_interval"][1], "value interval")
            check(1 <= row["rank_interval"][0] <= row["rank_interval"][1] <= len(rows),
                  "rank interval")
        inside = sum(row["bootstrap"]["value_interval"][0] <= row["strength"]
                     <= row["bootstrap"]["value_interval"][1] for row in answer["rows"])
        check(inside > 0.95 * len(rows), f"{inside} of {len(rows)} strengths in their interval")
    nothing = ask(SAMPLE, "--missing", "0", "--replications", "5")
    check(all(one["overlap"] == 1 and one["spearman"] > 1 - 1e-12
              for one in nothing["agreement"].values()), "nothing missing and yet other ranks")


def a_graph_file_tells_its_incidents(folder):
    file = str(folder / "movement.graphml")
    subprocess.run([PROGRAM, "export", SAMPLE, "--view", "movement", "-o", file, *KEY], check=True,
                   capture_output=True)
    from_file = ask(file, "--bootstrap", "2000", "--by", "strength")
    from_cases = ask(SAMPLE, "--bootstrap", "2000", "--by", "strength")
    cases = {row["id"]: row for row in from_cases["rows"]}
    for row in from_file["rows"][:10]:
        other = cases[row["id"]]
        check(row["strength"] == other["strength"], f"{row['id']}: strength in the file")
        for end in (0, 1):  # other draws of the same incidents
            a, b = (one["bootstrap"]["value_interval"][end] for one in (row, other))
            check(abs(a - b) <= 2 + 0.1 * b, f"{row['id']}: {a} in the file, {b} of the cases")


def resampling_stops_when_interrupted():
    with subprocess.Popen([PROGRAM, "hubs", SAMPLE, "--by", "betweenness", "--of", "all",
                           "--bootstrap", "100000", *KEY], stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=30)
        check(process.returncode == 130 and not out, f"interrupted: status {process.returncode}")


def main():
    for of, length in (("places", "1y"), ("people", "6m"), ("organisations", "3m"), ("all", "2y")):
        periods_are_what_dates_select(of, length)
    answers_depend_on_the_seed_alone()
    intervals_hold_together()
    a_graph_file_tells_its_incidents(pathlib.Path(tempfile.mkdtemp()))
    resampling_stops_when_interrupted()
    print("\n".join(failures) or "ranks are honest")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
