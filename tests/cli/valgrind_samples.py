#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every command and every form of export on the samples, watched by valgrind.

Usage: valgrind_samples.py PROGRAM ROOT [PART...]; with PARTs only questions that hold one of them.

Reads of what was never written, of what is gone or beyond an end, and blocks that nothing points to
any more are findings. What is suppressed is other people's and documented in valgrind.supp. Prints
what was run, with the processor time of each; status 1 when there is a finding.
"""
import os
import pathlib
import resource
import subprocess
import sys
import tempfile

import question_files
import questions

PROGRAM, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
FOUND = 99
WATCHED = ["valgrind", "--quiet", f"--error-exitcode={FOUND}", "--leak-check=full",
           "--num-callers=24", "--fair-sched=yes",
           "--soname-synonyms=somalloc=*jemalloc*",  # watch it as malloc is watched
           f"--suppressions={ROOT / 'tests/cli/valgrind.supp'}"]


def commands():
    """Questions with the form to ask each in: every form, but not of every question."""
    forms = ("json", "table", "csv")
    asked = question_files.lines_of(questions.OF_RECORDS + questions.AS_RECORDED)
    for i, question in enumerate(asked):
        yield question, None if " -o " in question else forms[i % len(forms)]
    for question in question_files.lines_of(questions.OF_EXPORTS):
        yield question, None
    for question in ("build {cases} -o case.sandhan", "routes case.sandhan",
                     "suspects case.sandhan --predict", "export case.sandhan -o out/x.graphml",
                     "check {root}/samples/rajkot-2020.json {root}/samples/five-spellings.jsonl"):
        yield question, None


def main():
    wanted, findings, ran = sys.argv[3:], 0, 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        files = question_files.QuestionFiles(PROGRAM, ROOT, folder)
        here = folder / question_files.ORDERS[0]
        (here / "out").mkdir()
        for question, form in commands():
            if wanted and not any(part in question for part in wanted):
                continue
            before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
            arguments = [*files.arguments(question), *(["--format", form] if form else []),
                         "--threads", "2"]
            done = subprocess.run([*WATCHED, PROGRAM, *arguments], check=False, cwd=here,
                                  stdin=subprocess.DEVNULL, capture_output=True,
                                  env=dict(os.environ, HOME=str(folder), LC_ALL="C.UTF-8"))
            ran += 1
            seconds = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before
            found = done.returncode not in (0, 1)
            findings += found
            print(f"{'FOUND' if found else 'clean'} {seconds:5.1f} s  {question} {form or ''}",
                  flush=True)
            if found:
                print(done.stderr.decode("utf-8", "replace")[:4000], flush=True)
    print(f"{ran} runs under valgrind, {findings} with findings")
    return 1 if findings or not ran else 0


if __name__ == "__main__":
    sys.exit(main())
