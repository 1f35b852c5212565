#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How well people are found in person lists, beside Splink: the table of docs/identities.md.

    person_list_quality.py PROGRAM FOLDER [--python PYTHON] [--records N] [--seeds 1,2,3] [--kinds ...]

makes the lists of person_lists.py and person_list_kinds.py in FOLDER (every kind, or those named), asks PROGRAM (`analyse`) by their mapping alone, and
PYTHON (that has splink and pyarrow, as ./run bench installs them) by splink_peer.py. Prints a row a
list as soon as it is known.
"""
import argparse
import json
import pathlib
import subprocess
import sys

import person_list_kinds
import person_lists
import splink_peer


def ours(program, folder, one_to_one=False):
    """Precision, recall and F1 of pairs, with the thresholds that the program proposes."""
    lists = sorted(folder.glob("[ab].csv"))
    common = ["--map", folder / "map.json", "--format", "json", "--quiet", "--no-progress"]
    if len(lists) == 1:
        answer = run(program, "evaluate", "identities", *lists, "--truth", folder / "truth.json", *common)
        value = {row["name"]: row["value"] for row in answer["rows"]}
        return [value[f"pairs:{name}"] for name in ("precision", "recall", "f1")]
    who, true = splink_peer.truth_of(folder, link=True)
    one = ["--one-to-one"] if one_to_one else []
    found = [row for row in run(program, "identities", *lists, "--link", *one, *common)["rows"]
             if row["decision"] == "same"]
    right = sum(who[row["a"].split(":", 1)[1]] == who[row["b"].split(":", 1)[1]] for row in found)
    figures = splink_peer.figures(None, right, len(found), true)
    return [figures[name] for name in ("precision", "recall", "f1")]


def run(*command):
    # 1 is an answer too: some records were unusable.
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return json.loads(done.stdout)


def main():
    parser = argparse.ArgumentParser(description="People found in person lists, beside Splink.")
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--python", help="an interpreter that has splink; without it ours alone")
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--kinds", default=",".join(
        ["english", "german", "link", *person_list_kinds.KINDS]))
    options = parser.parse_args()
    print("| list | seed | ours P | R | F1 | Splink at 0.95 P | R | F1 | at its best P | R | F1 |")
    print("| --- | --- |" + " --- |" * 9)
    for kind in options.kinds.split(","):
        for seed in map(int, options.seeds.split(",")):
            folder = options.folder / f"{kind}-{options.records}-{seed}"
            person_lists.make(kind, options.records, folder, seed)
            known = person_list_kinds.KINDS.get(kind)
            cells = ours(options.program, folder, one_to_one=known is not None and known.link != "")
            if options.python:
                peer = pathlib.Path(__file__).with_name("splink_peer.py")
                answer = run(options.python, peer, folder)
                cells += [answer[at][name] for at in ("documented", "best")
                          for name in ("precision", "recall", "f1")]
            cells = [f"{cell:.3f}" for cell in cells] + ["—"] * (9 - len(cells))
            print(f"| {kind}, {options.records:,} | {seed} | " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
