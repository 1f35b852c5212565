#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What a page of docs/ shows is what the program prints: page_test.py PROGRAM ROOT PAGE.

A block of the page that begins with `analyse` is one command; the block after it, where only a blank
line lies between, is its output, or the beginning of it where its last line is a lone `…`. Several
commands in one block make files of their own and are not run. With --accept the page gets what is
printed.
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys

BLOCK = re.compile(r"^    [^\n]*\n(?:    [^\n]*\n|\n(?=    ))*", re.MULTILINE)
CUT = "…"


def printed(program, root, command):
    arguments = shlex.split(command.replace("\\\n", " "))[1:]
    environment = dict(os.environ, NO_COLOR="1", LC_ALL="C.UTF-8", TZ="UTC")
    run = subprocess.run([program, *arguments, "--quiet", "--key-file", "tests/golden/test.key"],
                         cwd=root, env=environment, stdin=subprocess.DEVNULL, check=False,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if run.returncode not in (0, 1):
        return None, f"{command}: status {run.returncode}: {run.stderr.decode()[:300]}"
    return run.stdout.decode("utf-8").rstrip("\n").split("\n"), None


def main():
    program, root = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    page = root / sys.argv[3]
    text = page.read_text(encoding="utf-8")
    failures, compared = [], 0

    def checked(match):
        nonlocal compared
        block = match.group(0)
        lines = [line[4:] for line in block.rstrip("\n").split("\n")]
        if not lines[0].startswith("analyse ") or "" not in lines:
            return block
        blank = lines.index("")
        if sum(line.startswith("analyse ") for line in lines[:blank]) > 1:
            return block  # several commands, which make files of their own
        command, shown = "\n".join(lines[:blank]), lines[blank + 1:]
        output, failure = printed(program, root, command)
        if failure:
            failures.append(failure)
            return block
        cut = shown[-1] == CUT
        if cut:
            shown = shown[:-1]
            output = output[:len(shown)]
        compared += 1
        if output != shown and "--accept" not in sys.argv:
            at = next((i for i, (a, b) in enumerate(zip(output, shown)) if a != b),
                      min(len(output), len(shown)))
            failures.append(f"{command}: line {at + 1} of the output is\n"
                            f"{(output[at:at + 1] or ['(nothing)'])[0]}\nand on the page\n"
                            f"{(shown[at:at + 1] or ['(nothing)'])[0]}")
        new = lines[:blank + 1] + output + ([CUT] if cut else [])
        tail = block[len(block.rstrip("\n")):]
        return "\n".join("    " + line if line else "" for line in new) + tail

    accepted = BLOCK.sub(checked, text)
    if "--accept" in sys.argv:
        page.write_text(accepted, encoding="utf-8")
    if not compared:
        failures.append(f"{page}: no command with its output")
    print("\n".join(failures) or f"{page}: {compared} commands print what the page shows")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
