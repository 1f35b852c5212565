#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ugly input: each gets a message on standard error and the documented exit status."""
import gzip
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
GOOD = b'{"id":"A-1","journey":[{"place":"Howrah, West Bengal"},{"place":"Rajkot, Gujarat"}]}\n'


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    failures = []

    def put(name, data):
        (folder / name).write_bytes(data)
        return str(folder / name)

    def expect(what, status, arguments, stdin=None):
        run = subprocess.run([PROGRAM, *arguments], check=False, input=stdin, capture_output=True,
                             env=dict(os.environ, XDG_DATA_HOME=str(folder / "data")), timeout=60)
        if run.returncode != status:
            failures.append(f"{what}: status {run.returncode}, expected {status}: {run.stderr[:200]!r}")
        if status in (2, 3) and not run.stderr.startswith(b"analyse:") :
            failures.append(f"{what}: no message: {run.stderr[:200]!r}")
        return run

    expect("no input", 2, ["routes"])
    expect("no command", 2, [])
    expect("unknown option", 2, ["routes", "--colour"])
    expect("bad level", 2, ["routes", put("g.jsonl", GOOD), "--level", "street"])
    expect("bad date", 2, ["routes", put("g.jsonl", GOOD), "--since", "yesterday"])
    likely = ["routes", put("g.jsonl", GOOD), "--from", "Howrah", "--to"]
    expect("one place as both ends of a route", 2, [*likely, "Howrah"])
    expect("a route to nowhere", 2, likely[:-1])
    expect("a route to an unknown place", 2, [*likely, "Zorbpur"])
    told = expect("a route to a name of several places", 2, [*likely, "Bilaspur"]).stderr
    if told.count(b"place:IN-") < 2:
        failures.append(f"a route to a name of several places: no candidates: {told!r}")
    expect("no routes asked for", 2, [*likely, "Rajkot", "-k", "0"])
    expect("a third order", 2, [*likely, "Rajkot", "--order", "3"])
    expect("an order of nothing", 2, ["routes", put("g.jsonl", GOOD), "--order", "2"])
    expect("likely routes of legs", 2, [*likely, "Rajkot", "--legs"])
    expect("more routes than there are", 0, [*likely, "Rajkot", "-k", "1000000000"])
    expect("a route against all legs", 0, ["routes", put("g.jsonl", GOOD), "--from", "Rajkot",
                                           "--to", "Howrah"])
    expect("a route to where nobody went", 0, [*likely, "Pune", "--order", "2"])
    expect("bad measure", 2, ["hubs", put("g.jsonl", GOOD), "--by", "betweeness"])
    for option in (["--min-incidents", "0"], ["--max-gap", "-1"], ["--max-gap", "x"], ["--legs"]):
        expect(f"--patterns {option}", 2, ["routes", put("g.jsonl", GOOD), "--patterns", *option])
    for option in (["--min-incidents", "0"], ["--max-stops", "1"], ["--max-stops", "-2"], ["--patterns"]):
        expect(f"--circuits {option}", 2, ["routes", put("g.jsonl", GOOD), "--circuits", *option])
    expect("--max-gap alone", 2, ["routes", put("g.jsonl", GOOD), "--max-gap", "1"])
    expect("missing file", 3, ["routes", str(folder / "none.json")])
    expect("folder without files", 3, ["routes", str((folder / "empty")).rstrip("/")]
           if (folder / "empty").mkdir() is None else [])
    expect("binary file", 3, ["routes", put("b.json", bytes(range(256)) * 20)])
    expect("truncated gzip", 3, ["routes", put("t.jsonl.gz", gzip.compress(GOOD * 2000)[:-20])])
    expect("empty file", 3, ["routes", put("n.json", b"")])
    expect("empty file among others", 1, ["routes", put("n.csv", b"\n"), put("g.jsonl", GOOD)])
    expect("empty file checked", 1, ["check", put("n.jsonl", b"")])
    expect("UTF-16", 3, ["routes", put("u.json", "[]".encode("utf-16"))])
    latin = expect("Latin-1", 1, ["check", put("l.jsonl", GOOD + '{"id":"café"}\n'.encode("latin-1"))])
    if b"byte" not in latin.stdout:
        failures.append("Latin-1: the message does not name the byte")
    expect("line of 100 MB", 1, ["routes", put("m.jsonl", GOOD + b'{"id":"' + b"x" * 100_000_000
                                               + b'"}\n' + GOOD.replace(b"A-1", b"A-2"))])
    (folder / "m.jsonl").unlink()
    expect("empty array", 0, ["routes", put("e.json", b"[]")])
    expect("half bad", 1, ["routes", put("h.jsonl", GOOD + b'{"id": 5}\n')])
    expect("all bad", 3, ["routes", put("x.jsonl", b'{"id": 5}\n')])
    expect("check finds", 1, ["check", put("x.jsonl", b'{"id": 5}\n')])
    expect("strict", 3, ["routes", "--strict", put("h.jsonl", GOOD + b'{"id": 5}\n')])
    expect("standard input", 0, ["routes", "-"], GOOD)
    expect("deep nesting", 3, ["routes", put("d.json", b"[" * 200000)])
    expect("unwritable output", 3, ["routes", put("g.jsonl", GOOD), "-o", "/proc/none/x.json"])
    expect("full disk", 3, ["routes", put("g.jsonl", GOOD), "-o", "/dev/full"])
    target = folder / "out.graphml"
    expect("export", 0, ["export", put("g.jsonl", GOOD), "-o", str(target)])
    if not target.read_bytes().rstrip().endswith(b"</graphml>"):
        failures.append("export: the file is not whole")
    expect("export without a name", 2, ["export", put("g.jsonl", GOOD)])
    run = expect("several of one name", 2, ["path", "Nobody", "Rajkot", put("g.jsonl", GOOD)])
    if b"Nobody" not in run.stderr:
        failures.append("path: the message does not name what was not found")

    # Ctrl-C while standard input is awaited: nothing is written and the status says so.
    waiting = subprocess.Popen([PROGRAM, "routes", "-", "-o", str(folder / "never.json")],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.0)
    waiting.send_signal(signal.SIGINT)
    try:
        waiting.wait(timeout=10)
    except subprocess.TimeoutExpired:
        waiting.kill()
    if waiting.returncode != 130 or (folder / "never.json").exists():
        failures.append(f"Ctrl-C: status {waiting.returncode}, expected 130 and no file")

    print("\n".join(failures) or "all clear")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
