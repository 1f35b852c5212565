#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""How well people are found in person lists, beside Splink: the table of docs/identities.md.

    person_list_quality.py PROGRAM FOLDER [--python PYTHON] [--records N] [--seeds 1,2,3] [--kinds ...]

makes the lists of person_lists.py and person_list_kinds.py in FOLDER (every kind, or those named), asks
PROGRAM (`analyse`) by their mapping alone, and PYTHON (that has splink and pyarrow, as ./run bench
installs them) by splink_peer.py. Prints a row a list as soon as it is known. `./run bench --only quality
--write-docs` asks both about all of LISTS in one run and puts the table into the page.
"""
import argparse
import json
import pathlib
import subprocess
import sys

import person_list_kinds
import person_lists
import results
import splink_peer

KINDS = ("english", "german", "link", *person_list_kinds.KINDS)
# (kind, records, seed): every kind once, and some of the shapes that others measure at other sizes.
LISTS = (*((kind, 3000, 1) for kind in KINDS),
         *((kind, 1000, 7) for kind in ("copies", "damaged", "numberless", "full", "years")),
         *((kind, 12_000, 5) for kind in ("copies", "few", "numberless", "pairs", "sparse")))
QUICK_RECORDS = 1000
HEAD = ["list", "ours P", "R", "F1", "Splink at 0.95 P", "R", "F1", "at its best P", "R", "F1"]
SIDES = ("ours", "documented", "best")
PAGE = pathlib.Path("docs/identities.md")


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
    if done.returncode not in (0, 1) or not done.stdout:
        raise OSError(f"{pathlib.Path(command[0]).name}: exit status {done.returncode}")
    return json.loads(done.stdout)


def row_of(program, folder, kind, records, seed, python=None):
    """The line of one list: precision, recall and F1 of ours and, where an interpreter with Splink is
    named, of Splink's at its documented and at its best threshold."""
    folder = folder / f"{kind}-{records}-{seed}"
    person_lists.make(kind, records, folder, seed)
    known = person_list_kinds.KINDS.get(kind)
    found = {"ours": ours(program, folder, one_to_one=known is not None and known.link != "")}
    note = None
    try:
        if python:
            answer = run(python, pathlib.Path(__file__).with_name("splink_peer.py"), folder)
            for at in ("documented", "best"):
                found[at] = [answer[at][name] for name in ("precision", "recall", "f1")]
    except (OSError, ValueError) as failure:
        note = f"Splink did not run: {failure}"  # on the smallest lists it finds nothing to learn from
    return results.line(f"quality/{kind}/{records}", None, threads=None,
                        peer="Splink" if python else None, input=f"{kind}, {records:,}", seed=seed,
                        figures=found, note=note)


def cells(found):
    told = [f"{figure:.3f}" for side in SIDES for figure in found["figures"].get(side, ())]
    return [found["input"]] + told + ["–"] * (len(HEAD) - 1 - len(told))


def table(lines):
    return HEAD, [cells(found) for found in lines if found["name"].startswith("quality/")]


def main():
    parser = argparse.ArgumentParser(description="People found in person lists, beside Splink.")
    parser.add_argument("program")
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--python", help="an interpreter that has splink; without it ours alone")
    parser.add_argument("--records", type=int, default=5000)
    parser.add_argument("--seeds", default="1,2,3")
    parser.add_argument("--kinds", default=",".join(KINDS))
    options = parser.parse_args()
    print(results.as_markdown(HEAD, []))
    for kind in options.kinds.split(","):
        for seed in map(int, options.seeds.split(",")):
            found = row_of(options.program, options.folder, kind, options.records, seed, options.python)
            print(results.as_markdown(cells(found), []).splitlines()[0], flush=True)


if __name__ == "__main__":
    sys.exit(main())
