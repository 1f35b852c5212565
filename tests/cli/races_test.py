#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every command that works on many threads, with four of them, and stopped by Ctrl-C at any moment.

Meant for the preset tsan: a race ends the program with status 66 and is told on standard error. The
answers themselves are compared by determinism_test.py.
"""
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
INCIDENTS = sys.argv[2] if len(sys.argv) > 2 else "3000"
PATIENCE_S = 1500  # a sanitizer on a busy machine

# A command and its options on incidents.
OF_INCIDENTS = [
    ["check"],
    ["summary"],
    ["summary", "--identities", "likely"],
    ["hubs", "--by", "all"],
    ["hubs", "--by", "all", "--weighted", "--of", "people"],
    ["hubs", "--by", "betweenness,pagerank,closeness,katz", "--of", "organisations", "--include",
     "victims,responders"],
    ["hubs", "--bootstrap", "25"],
    ["hubs", "--missing", "0.1", "--replications", "20"],
    ["hubs", "--approximate", "0.1,0.1", "--of", "people"],
    ["hubs", "--by", "harmonic", "--first", "5"],
    ["hubs", "--by", "closeness", "--first", "5", "--of", "people"],
    ["hubs", "--summary", "--rewirings", "4"],
    ["hubs", "--edges"],
    ["hubs", "--roles"],
    ["hubs", "--by-period", "1y", "--by", "pagerank,betweenness"],
    ["cells", "--stability", "6"],
    ["cells", "--quality", "cpm", "--stability", "4"],
    ["routes"],
    ["routes", "--legs", "--bootstrap", "50"],
    ["routes", "--patterns", "--top", "50"],
    ["routes", "--patterns", "--mixed", "--max-gap", "1"],
    ["routes", "--circuits"],
    ["routes", "--infer-transit"],
    ["routes", "--profile", "--from", "West Bengal", "--level", "state"],
    ["suspects"],
    ["suspects", "--predict"],
    ["suspects", "--include", "victims,responders"],
    ["identities"],
    ["identities", "--all", "--include", "victims,responders"],
    ["trends"],
    ["trends", "--scan", "--replications", "99", "--level", "state"],
    ["interdict", "--from", "West Bengal", "--to", "Maharashtra"],
    ["interdict", "--from", "West Bengal", "--to", "Maharashtra", "--cut", "places", "--budget", "3",
     "--react"],
]
# Work that is cut into larger pieces: of fewer incidents one thread would do it all.
OF_MANY = [["summary"], ["trends"], ["suspects"]]
OF_GRAPHS = [["hubs", "--by", "all"], ["cells", "--stability", "4"]]
READ = ("graphml", "gexf", "gml", "net", "dot")  # graph files that we read too
STOPPED = [["hubs", "--by", "betweenness,harmonic", "--of", "people"], ["identities"],
           ["cells", "--stability", "50"], ["routes", "--patterns"], ["hubs", "--bootstrap", "500"],
           ["trends", "--scan"], ["summary"]]


def main():
    failures = []

    def fail(what):
        failures.append(what)
        print(what, flush=True)  # at once: the rest takes long

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        key = folder / "key"  # of the pseudonyms of places that are not resolved
        key.write_text("5" * 64 + "\n", encoding="ascii")
        key.chmod(0o600)
        log = folder / "audit.log"
        environment = dict(os.environ, XDG_DATA_HOME=name)

        def start(command, files):
            arguments = [PROGRAM, command[0], *files, *command[1:], "--threads", "4"]
            if command[0] != "generate":
                arguments += ["--audit", str(log)]
            if command[0] not in ("generate", "check"):
                arguments += ["--key-file", str(key)]
            return subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                    env=environment)

        def judge(process, command, good):
            try:
                said = process.communicate(timeout=PATIENCE_S)[1].decode(errors="replace")
            except subprocess.TimeoutExpired:
                process.kill()
                fail(f"{' '.join(command)}: not done after {PATIENCE_S} s")
                return
            if process.returncode not in good or "ThreadSanitizer" in said:
                fail(f"{' '.join(command)}: status {process.returncode}\n{said[:6000]}")

        def ask(command, files, good=(0,)):
            judge(start(command, files), command, good)

        records = str(folder / "made.jsonl")
        ask(["generate", "--incidents", INCIDENTS, "--seed", "4", "-o", records], [])
        case = str(folder / "made.case")
        ask(["build", "-o", case], [records])
        for command in OF_INCIDENTS:
            ask(command, [records], good=(0, 1))
        for command in (["summary"], ["hubs"], ["suspects"], ["trends"]):
            ask(command, [case], good=(0, 1))
        many = str(folder / "many.jsonl")
        ask(["generate", "--incidents", str(7 * int(INCIDENTS)), "--seed", "5", "-o", many], [])
        for command in OF_MANY:
            ask([*command, "--top", "3"], [many], good=(0, 1))
        for ending in (*READ, "cx2"):
            ask(["export", "-o", str(folder / f"out.{ending}"), "--layout", "force"], [records])
        for target in ("out.geojson", "out.jsonl", "out.ftm.json", "out.graphml.gz"):
            ask(["export", "-o", str(folder / target)], [records])
        ask(["export", "-o", str(folder / "published.csv"), "--publish"], [records])
        for ending in (*READ, "graphml.gz"):
            for command in OF_GRAPHS:
                ask(command, [str(folder / f"out.{ending}")])

        # Ctrl-C at moments that differ: while reading, building, computing and writing.
        for command in STOPPED:
            for after in (0.1, 0.4, 1.0, 2.5):
                process = start(command, [records])
                time.sleep(after)
                process.send_signal(signal.SIGINT)
                judge(process, [*command, f"(Ctrl-C after {after} s)"],
                      good=(0, 1, 130, -signal.SIGINT))

        verified = subprocess.run([PROGRAM, "audit", str(log)], check=False, capture_output=True,
                                  env=environment)
        if verified.returncode != 0:
            fail(f"audit: status {verified.returncode}: {verified.stderr.decode()}")

    print(f"{len(failures)} failures" if failures else "no race was seen")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
