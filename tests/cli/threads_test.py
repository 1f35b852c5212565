#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""--threads changes how long an answer takes, never a byte of it."""
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
ENVIRONMENT = dict(os.environ, XDG_DATA_HOME=os.devnull)


def write_graph(path, n, m):
    rng = random.Random(7)
    with open(path, "w", encoding="utf-8") as file:
        file.write("source,target,weight\n")
        for _ in range(m):
            # Later vertices have more edges, as hubs do; real weights, whose sums depend on order.
            s, t = rng.randrange(n), max(rng.randrange(n), rng.randrange(n))
            file.write(f"v{s},v{t},{rng.uniform(0.1, 9.0)!r}\n")


def most_tasks(process):
    """The largest number of threads seen in a process until it ends."""
    most = 0
    while process.poll() is None:
        try:
            most = max(most, len(os.listdir(f"/proc/{process.pid}/task")))
        except FileNotFoundError:
            break
        time.sleep(0.005)
    return most


def main():
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        path = str(pathlib.Path(folder) / "g.csv")
        write_graph(path, 2000, 8000)
        for options in ([], ["--weighted"], ["--directed"], ["--directed", "--weighted"]):
            command = [PROGRAM, "hubs", path, "--by", "betweenness,closeness,harmonic,pagerank",
                       "--format", "json", *options]
            outputs = {}
            for threads in ("1", "2", "8"):
                run = subprocess.run([*command, "--threads", threads], check=False,
                                     capture_output=True, env=ENVIRONMENT, timeout=250)
                outputs[threads] = run.stdout
                if run.returncode != 0 or run.stdout.count(b'"rank"') < 1900:
                    failures.append(f"{options}, {threads} threads: no answer: {run.stderr!r}")
            if len(set(outputs.values())) != 1:
                failures.append(f"{options}: the bytes differ between 1, 2 and 8 threads")

        incidents = str(pathlib.Path(folder) / "i.jsonl")
        subprocess.run([PROGRAM, "generate", "--incidents", "600", "--seed", "4", "-o", incidents,
                        "--quiet"], check=True, env=ENVIRONMENT)
        key = pathlib.Path(folder) / "key"  # of the pseudonyms of places that are not resolved
        key.write_text("5" * 64 + "\n", encoding="ascii")
        key.chmod(0o600)
        for options in ([], ["--scan"]):
            outputs = {subprocess.run([PROGRAM, "trends", incidents, *options, "--format", "json",
                                       "--quiet", "--threads", threads, "--key-file", str(key)],
                                      check=True,
                                      capture_output=True, env=ENVIRONMENT).stdout
                       for threads in ("1", "2", "8")}
            if len(outputs) != 1:
                failures.append(f"trends {options}: the bytes differ between 1, 2 and 8 threads")

        transit = {subprocess.run([PROGRAM, "routes", incidents, "--infer-transit", "--format", "json",
                                   "--quiet", "--threads", threads, "--key-file", str(key)],
                                  check=True, capture_output=True, env=ENVIRONMENT).stdout
                   for threads in ("1", "2", "8")}
        if len(transit) != 1:
            failures.append("routes --infer-transit: the bytes differ between 1, 2 and 8 threads")

        people = {subprocess.run([PROGRAM, "identities", incidents, "--format", "json", "--quiet",
                                  "--threads", threads, "--key-file", str(key)],
                                 check=True, capture_output=True, env=ENVIRONMENT).stdout
                  for threads in ("1", "2", "8")}
        if len(people) != 1 or b'"rank":9' not in next(iter(people)):
            failures.append("identities: the bytes differ between 1, 2 and 8 threads, or are none")
        for graph, options in ((path, ["--stability", "12"]), (incidents, ["--key-file", str(key)])):
            outputs = {subprocess.run([PROGRAM, "cells", graph, *options, "--format", "json", "--quiet",
                                       "--threads", threads], check=True, capture_output=True,
                                      env=ENVIRONMENT).stdout for threads in ("1", "2", "8")}
            if len(outputs) != 1:
                failures.append(f"cells {options}: the bytes differ between 1, 2 and 8 threads")

        # The option is heard: work long enough to be watched.
        for threads, least, most in (("1", 1, 1), ("3", 2, 3)):
            watched = subprocess.Popen([*command, "--threads", threads], env=ENVIRONMENT,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            seen = most_tasks(watched)
            if not least <= seen <= most:
                failures.append(f"--threads {threads}: {seen} threads were seen")

    for wrong in ("-1", "two", "1000000"):
        run = subprocess.run([PROGRAM, "hubs", "x.csv", "--threads", wrong], check=False,
                             capture_output=True, env=ENVIRONMENT, timeout=60)
        if run.returncode != 2 or b"--threads" not in run.stderr:
            failures.append(f"--threads {wrong}: status {run.returncode}: {run.stderr!r}")
    print("\n".join(failures) or "all the same")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
