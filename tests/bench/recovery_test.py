#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""bench/recovery.py measures every question, and without noise finds what can't be missed:
recovery_test.py PROGRAM ROOT.
"""
import pathlib
import re
import subprocess
import sys


def main():
    program, root = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    run = subprocess.run([sys.executable, "-B", "bench/recovery.py", "--incidents", "400",
                          "--seeds", "1", "--program", program], cwd=root, check=False,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    failures = [] if run.returncode == 0 else [f"status {run.returncode}: {run.stderr[-1000:]}"]
    cells = {}
    for line in run.stdout.splitlines():
        row = [cell.strip() for cell in line.strip("|").split("|")]
        if len(row) == 5 and re.fullmatch(r"[0-9.]+|–", row[2]):
            cells[row[0], row[1]] = row[2:]
    for finding, measure in [("planted corridors", "recall"),
                             ("recurring journeys", "precision"),
                             ("recurring journeys", "recall"),
                             ("usual way, among 3 likely routes", "recall"),
                             ("emerging corridor, trends", "recall"),
                             ("emerging corridor, scan", "recall"),
                             ("best 5 places to watch", "victims met / best")]:
        if (finding, measure) not in cells:
            failures.append(f"no {measure} of {finding}")
    for key in [("planted corridors", "recall"), ("planted corridors", "precision"),
                ("recurring journeys", "precision"), ("recurring journeys", "recall")]:
        if cells.get(key, ["-"])[0] != "1.00":
            failures.append(f"{key} without noise: {cells.get(key)}")
    print("\n".join(failures) or f"{len(cells)} figures at three levels of noise")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
