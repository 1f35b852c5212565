#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Options from a file do what they do on the command line, which wins over them."""
import json
import pathlib
import subprocess
import sys
import tempfile

PROGRAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
FOLDER = pathlib.Path(tempfile.mkdtemp())
COMMON = [str(ROOT / "samples/incidents.jsonl"), "--key-file", str(ROOT / "tests/golden/test.key")]


def run(*arguments, status=0):
    done = subprocess.run([PROGRAM, *arguments], check=False, capture_output=True, text=True)
    assert done.returncode == status, (arguments, done.returncode, done.stderr)
    return done


def config(text):
    path = FOLDER / "options"
    path.write_text(text, encoding="utf-8")
    return ["--config", str(path)]


def answer(command, *arguments):
    return json.loads(run(command, *COMMON, *arguments, "--format", "json").stdout)


def main():
    by_state = answer("routes", "--level", "state", "--since", "2020")
    assert by_state != answer("routes")
    assert answer("routes", *config('level = "state"\nsince = 2020\n')) == by_state
    assert answer("routes", *config("# a remark\nlevel=state\n\nsince=2020\n")) == by_state
    assert answer("routes", "--level", "state", *config("level=country\nsince=2020\n")) == by_state
    # Flags, and sections of this and of another command.
    legs = answer("routes", "--legs")
    assert answer("routes", *config("legs = true\n")) == legs
    assert answer("routes", *config("[routes]\nlegs = true\n[hubs]\nlevel = country\n")) == legs
    assert answer("routes", *config("legs = false\n")) == answer("routes")
    # One that another command has is passed over; one that none has is a mistake.
    assert answer("routes", *config("weighted = true\n")) == answer("routes")
    refused = run("routes", *COMMON, *config("levle = state\n"), status=2)
    assert "levle" in refused.stderr, refused.stderr
    refused = run("routes", *COMMON, *config("level = street\n"), status=2)
    assert "street" in refused.stderr, refused.stderr
    run("routes", *COMMON, "--config", str(FOLDER / "none"), status=3)
    print("options from a file do what they should")
    return 0


if __name__ == "__main__":
    sys.exit(main())
