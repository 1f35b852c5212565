#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs one golden case: tests/golden/COMMAND/CASE/ holds `args` (one a line) and `expected`.

The run must print `expected` exactly, leave standard error empty and exit with the status in
`status` (0 when there is no such file). With --accept the output becomes the expectation.
"""
import difflib
import itertools
import os
import pathlib
import subprocess
import sys


def main():
    program, root, case = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    args = (case / "args").read_text(encoding="utf-8").split("\n")[:-1]
    wanted_status = int((case / "status").read_text()) if (case / "status").exists() else 0
    environment = dict(os.environ, NO_COLOR="1", LC_ALL="C.UTF-8", TZ="UTC")
    run = subprocess.run([program, *args], cwd=root, env=environment, stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if "--accept" in sys.argv:
        (case / "expected").write_bytes(run.stdout)
        return 0
    expected = (case / "expected").read_bytes()
    failures = []
    if run.stdout != expected:
        differing = difflib.unified_diff(
            expected.decode("utf-8", "replace").splitlines(),
            run.stdout.decode("utf-8", "replace").splitlines(),
            str(case / "expected"), "standard output", lineterm="", n=1)
        failures.append("\n".join(itertools.islice(differing, 60)))
    if run.stderr:
        failures.append("standard error: " + run.stderr.decode("utf-8", "replace")[:2000])
    if run.returncode != wanted_status:
        failures.append(f"exit status {run.returncode}, expected {wanted_status}")
    print("\n".join(failures) or "same")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
