# SPDX-License-Identifier: Apache-2.0
"""Answers are the same where a process may have few addresses (ulimit -v)."""
import pathlib
import resource
import subprocess
import sys

GIGABYTE = 1 << 30


def answer(analyse, file, limit=None):
    def limited():
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_AS, (limit, limit))

    run = subprocess.run([analyse, "routes", file, "--format", "json", "--quiet"],
                         capture_output=True, text=True, preexec_fn=limited)
    assert run.returncode in (0, 1), (limit, run.stderr)
    return run.stdout


def main():
    analyse, source = sys.argv[1], pathlib.Path(sys.argv[2])
    file = source / "samples/incidents.jsonl"
    wanted = answer(analyse, file)
    assert '"rows"' in wanted, wanted
    for limit in (2 * GIGABYTE, 4 * GIGABYTE, 64 * GIGABYTE):
        assert answer(analyse, file, limit) == wanted, limit


main()
