#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""--threads is heard, and refused where it is no number of threads. That it changes no byte:
determinism_test.py."""
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import question_files

PROGRAM = sys.argv[1]
ENVIRONMENT = dict(os.environ, XDG_DATA_HOME=os.devnull)


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
        path = pathlib.Path(folder) / "g.csv"
        path.write_text("source,target,weight\n" + "".join(
            edge + "\n" for edge in question_files.edges(2000, 8000)), encoding="utf-8")
        command = [PROGRAM, "hubs", str(path), "--by", "betweenness,closeness", "--directed",
                   "--weighted", "--format", "json"]
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
    print("\n".join(failures) or "heard")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
