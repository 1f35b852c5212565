#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""analyse generate: files, forms, refusals; that data and truth agree; generate_test.py PROGRAM."""
import collections
import gzip
import json
import os
import pathlib
import resource
import signal
import stat
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
FAILURES = []


def fail_unless(condition, what):
    if not condition:
        FAILURES.append(what)


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        environment = dict(os.environ, XDG_DATA_HOME=str(folder / "data"))

        def run(*arguments, status=0):
            done = subprocess.run([PROGRAM, *arguments], check=False, capture_output=True,
                                  cwd=folder, env=environment, timeout=200)
            fail_unless(done.returncode == status,
                        f"{arguments}: status {done.returncode}, expected {status}: {done.stderr!r}")
            return done

        def generate(*arguments, status=0):
            return run("generate", *arguments, status=status)

        forms(folder, generate)
        data_and_truth(folder, generate, run)
        refusals(folder, generate)
        interrupted(folder, environment)
    for failure in FAILURES:
        print(failure, file=sys.stderr)
    return 1 if FAILURES else 0


def forms(folder, generate):
    """Every form holds the same incidents; threads change no byte."""
    plain = {}
    for threads in ("1", "2", "7"):
        generate("--incidents", "700", "--seed", "5", "--threads", threads, "--truth", "t.json",
                 "-o", "a.jsonl")
        plain[threads] = (folder / "a.jsonl").read_bytes(), (folder / "t.json").read_bytes()
    fail_unless(len(set(plain.values())) == 1, "the bytes differ between 1, 2 and 7 threads")
    lines, truth = plain["1"]
    incidents = [json.loads(line) for line in lines.splitlines()]
    for target in ("b.jsonl.gz", "b.ndjson", "b.ndjson.gz", "b.json", "b.json.gz"):
        generate("--incidents", "700", "--seed", "5", "-o", target)
        read = (folder / target).read_bytes()
        read = gzip.decompress(read) if target.endswith(".gz") else read
        if ".json." in target + ".":
            fail_unless(json.loads(read) == {"incidents": incidents}, f"{target}: other incidents")
        else:
            fail_unless(read == lines, f"{target}: other bytes")
    generate("--incidents", "700", "--seed", "5", "-o", "c.jsonl", "--truth", "t.json.gz")
    fail_unless(gzip.decompress((folder / "t.json.gz").read_bytes()) == truth,
                "t.json.gz: another truth")
    fail_unless((folder / "c.jsonl").read_bytes() == lines, "the truth changes the incidents")
    fail_unless(stat.S_IMODE((folder / "t.json").stat().st_mode) == 0o600,
                "others may read the truth")
    generate("--incidents", "700", "--seed", "5", "-o", "c.jsonl", "--truth", "/dev/null")
    fail_unless((folder / "c.jsonl").read_bytes() == lines, "a truth for nobody changes the incidents")
    done = generate("--incidents", "700", "--seed", "5", "-o", "-", "--quiet")
    fail_unless(done.stdout == lines and done.stderr == b"", "standard output: other bytes")
    generate("--incidents", "700", "--seed", "6", "-o", "d.jsonl")
    fail_unless((folder / "d.jsonl").read_bytes() != lines, "another seed gives the same incidents")
    sizes = [len(line) for line in lines.splitlines()]
    fail_unless(1200 < sum(sizes) / len(sizes) < 2000, f"{sum(sizes) / len(sizes)} bytes a record")


def value_at(record, pointer):
    for key in pointer.split("/")[1:]:
        try:
            record = record[int(key)] if isinstance(record, list) else record[key]
        except (KeyError, IndexError):
            return ""
    return str(record)


def data_and_truth(folder, generate, run):
    """Nothing is in the data that the truth does not know, and the other way round."""
    for noise in ("none", "default", "double"):
        generate("--incidents", "1500", "--seed", "8", "--noise", noise, "-o", "e.jsonl", "--truth",
                 "e.json")
        records = {}
        for line in (folder / "e.jsonl").read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            records[record["id"]] = record
        truth = json.loads((folder / "e.json").read_text(encoding="utf-8"))
        fail_unless(list(truth) == ["format", "version", "generator", "corridors", "emerging",
                                    "cells", "identities", "journeys", "duplicates", "corruptions"],
                    f"the truth's keys: {list(truth)}")
        refs = [ref for identity in truth["identities"] for ref in identity["records"]]
        known = {f"{number}/{person['ref']}" for number, record in records.items()
                 for person in record["people"]}
        fail_unless(len(refs) == len(set(refs)) and set(refs) == known,
                    f"{noise}: identities and the people of the records differ")
        ids = [identity["id"] for identity in truth["identities"]]
        fail_unless(len(ids) == len(set(ids)), f"{noise}: an identity is listed twice")
        members = {member["identity"] for cell in truth["cells"] for member in cell["members"]}
        fail_unless(all(identity["id"] in members for identity in truth["identities"]
                        if len(identity["records"]) > 2), f"{noise}: a stranger comes back")
        journeys = {journey["incident"]: journey for journey in truth["journeys"]}
        fail_unless(set(journeys) == set(records), f"{noise}: journeys of other incidents")
        second = {duplicate["incident"]: duplicate["of"] for duplicate in truth["duplicates"]}
        fail_unless(set(second) == {number for number in records if number.endswith("b")},
                    f"{noise}: duplicates that are not there")
        fail_unless(len(records) - len(second) == 1500 and len(second) <= 300,
                    f"{noise}: {len(records)} records, {len(second)} of them second reports")
        for corridor in truth["corridors"]:
            actual = sum(journey["corridor"] == corridor["id"] and journey["incident"] not in second
                         for journey in journeys.values())
            fail_unless(actual == corridor["actual"], f"{noise}: {corridor}: {actual} events")
        events = collections.Counter(journey["cell"] for journey in journeys.values()
                                     if journey["incident"] not in second)
        fail_unless(all(events[cell["id"]] == cell["events"] for cell in truth["cells"]),
                    f"{noise}: cells of other counts")
        last = {}
        for corruption in truth["corruptions"]:
            if corruption["kind"] != "stop_missing":
                last[corruption["incident"], corruption["field"]] = corruption["after"]
        for (number, field), after in last.items():
            value = value_at(records[number], field)
            fail_unless(value == after, f"{noise}: {number}{field}: {value!r} is not {after!r}")
        fail_unless((noise == "none") == (not last), f"{noise}: {len(last)} corruptions")
        # Our own reader takes every record; a misspelt place may stay unknown.
        checked = json.loads(run("check", "e.jsonl", "--format", "json").stdout)
        fail_unless(checked["input"]["unusable"] == 0 and
                    all(row["severity"] == "warning" and row["code"] in
                        ("place_unknown", "place_ambiguous") for row in checked["rows"]),
                    f"{noise}: check: {checked['rows'][:3]}")
        fail_unless(len(checked["rows"]) < len(records) * 0.05, f"{noise}: too many warnings")
        if noise == "none":
            routes_match(truth, journeys, run)


def routes_match(truth, journeys, run):
    """Clean data: `routes` counts exactly what the truth has."""
    found = {(row["origin"]["id"], row["destination"]["id"]): row["incidents"]
             for row in json.loads(run("routes", "e.jsonl", "--format", "json").stdout)["rows"]}
    actual = collections.Counter((journey["stops"][0]["place"], journey["stops"][-1]["place"])
                                 for journey in journeys.values()
                                 if journey["stops"][0]["place"] != journey["stops"][-1]["place"])
    fail_unless(found == dict(actual), "routes differ from the truth of clean data")
    fail_unless(len(truth["corridors"]) == 241, "corridors are missing")


def refusals(folder, generate):
    def refused(what, status, *arguments, says=b""):
        done = generate(*arguments, status=status)
        fail_unless(done.stderr.startswith(b"analyse:") and says in done.stderr,
                    f"{what}: {done.stderr!r}")

    before = sorted(path.name for path in folder.iterdir())
    some = ("--incidents", "50")
    refused("no number", 2, "-o", "x.jsonl", says=b"--incidents")
    refused("zero", 2, "--incidents", "0", "-o", "x.jsonl")
    refused("too many", 2, "--incidents", "100000001", "-o", "x.jsonl")
    refused("no file", 2, *some, says=b"-o FILE")
    refused("unknown ending", 2, *some, "-o", "x.csv", says=b".jsonl")
    refused("ending of the truth", 2, *some, "-o", "x.jsonl", "--truth", "t.csv", says=b".json")
    refused("one file for both", 2, *some, "-o", "x.json", "--truth", "./x.json", says=b"same")
    refused("unknown noise", 2, *some, "-o", "x.jsonl", "--noise", "loud")
    refused("missing scenario", 3, *some, "-o", "x.jsonl", "--scenario", "none.json",
            says=b"none.json")
    for text, says in (('{"corridor": 5}', b"the nearest is `corridors`"),
                       ('{"corridors": 0}', b"give 1 to 5000"),
                       ('{"corridors": 2.5}', b"no whole number"),
                       ('{"years": "many"}', b"/years: this is a string"),
                       ('[]', b"give an object"), ('{"years": 5', b"s.json")):
        (folder / "s.json").write_text(text, encoding="utf-8")
        refused(text, 3, *some, "-o", "x.jsonl", "--scenario", "s.json", says=says)
    (folder / "s.json").unlink()
    refused("no folder", 3, *some, "-o", "none/x.jsonl", says=b"none/x.jsonl")
    refused("full disk", 3, "--incidents", "2000", "-o", "/dev/full", says=b"/dev/full")
    limited = subprocess.run([PROGRAM, "generate", *some, "-o", "/dev/null", "--truth", "x.json"],
                             check=False, capture_output=True, cwd=folder, timeout=200,
                             preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE,
                                                                   (2000, 2000)))
    fail_unless(limited.returncode == 3 and b"x.json: cannot be written: File too large" in
                limited.stderr, f"limit on file sizes: {limited.stderr!r}")
    refused("full disk for the truth", 3, *some, "-o", "x.jsonl", "--truth", "/dev/full",
            says=b"/dev/full")
    fail_unless(before == sorted(path.name for path in folder.iterdir()),
                "a refused run left something behind")
    (folder / "s.json").write_text('{"duplicate": 0, "corridors": 3, "first_year": 2001, "years": 1}',
                                   encoding="utf-8")
    generate(*some, "-o", "x.jsonl", "--scenario", "s.json", "--truth", "x.json")
    truth = json.loads((folder / "x.json").read_text(encoding="utf-8"))
    fail_unless(len(truth["corridors"]) == 4 and not truth["duplicates"] and
                truth["generator"]["scenario"]["corridors"] == 3 and
                all(stop["arrived"] < "2002-03" for journey in truth["journeys"]
                    for stop in journey["stops"]), "the scenario was not heard")
    # No cells: the identities begin with people of one event.
    (folder / "s.json").write_text('{"cell_share": 0}', encoding="utf-8")
    for target in ("x.json", "x.json.gz"):
        generate("--incidents", "600", "--noise", "none", "-o", "x.jsonl", "--scenario", "s.json",
                 "--truth", target)
        read = (folder / target).read_bytes()
        truth = json.loads(gzip.decompress(read) if target.endswith(".gz") else read)
        fail_unless(not truth["cells"] and len(truth["journeys"]) == 600 and
                    len({identity["id"] for identity in truth["identities"]}) ==
                    len(truth["identities"]) > 600 and
                    not truth["corruptions"], f"{target}: not the truth of events without cells")


def interrupted(folder, environment):
    """Ctrl-C in the middle leaves neither file nor a part of one."""
    before = sorted(path.name for path in folder.iterdir())
    running = subprocess.Popen([PROGRAM, "generate", "--incidents", "5000000", "-o", "y.jsonl",
                                "--truth", "y.json"], cwd=folder, env=environment,
                               stderr=subprocess.PIPE)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not any(
            path.stat().st_size > 0 for path in folder.glob(".y.jsonl.*.unfinished")):
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    message = running.communicate(timeout=60)[1]
    fail_unless(running.returncode == 130 and b"interrupted" in message,
                f"Ctrl-C: status {running.returncode}: {message!r}")
    fail_unless(before == sorted(path.name for path in folder.iterdir()),
                "Ctrl-C left something behind")


if __name__ == "__main__":
    sys.exit(main())
