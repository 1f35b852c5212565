#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Who is first in the samples by each measure stands in docs/hubs.md: hubs_page_test.py PROGRAM ROOT.

The last column of the page's first table is compared with what the program ranks first; every
measure must have a row. With --accept the column is written.
"""
import json
import pathlib
import re
import subprocess
import sys

MEASURE = re.compile(r"`([a-z_]+)`")


def first_places(program, root, measure):
    run = subprocess.run([program, "hubs", "samples/incidents.jsonl", "--by", measure, "--format",
                          "json", "--quiet", "--key-file", "tests/golden/test.key"],
                         cwd=root, check=True, capture_output=True)
    rows = json.loads(run.stdout)["rows"]
    values = [row[measure] for row in rows]
    first = values[0]
    ties = sum(value == first for value in values)
    if isinstance(first, bool):
        return f"{sum(values)} of {len(values)} places"
    if ties > 3:
        return f"{ties} places tie at {first:.4g}"
    return "; ".join(f"{row['label'].split(',')[0]} {row[measure]:.4g}" for row in rows[:3])


def main():
    program, root = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
    page = root / "docs/hubs.md"
    lines = page.read_text(encoding="utf-8").split("\n")
    known = json.loads((root / "docs/output.schema.json").read_text(encoding="utf-8"))
    missing = set(known["$defs"]["measure"]["enum"])
    failures = []
    start = next(i for i, line in enumerate(lines) if line.startswith("| measure |"))
    for i in range(start + 2, len(lines)):
        if not lines[i].startswith("|"):
            break
        cells = lines[i].strip("|").split("|")
        names = MEASURE.findall(cells[0])
        if "(`in_`" in cells[0]:
            names = [names[0]] + [name + names[0] for name in names[1:]]
        missing -= set(names)
        shown = first_places(program, root, names[0])
        if "--accept" in sys.argv:
            lines[i] = "|" + "|".join(cells[:3]) + f"| {shown} |"
        elif len(cells) < 4 or cells[3].strip() != shown:
            failures.append(f"{names[0]}: the samples have {shown!r}, the page {cells[3:]}")
    failures.extend(f"{name}: has no row" for name in sorted(missing))
    if "--accept" in sys.argv:
        page.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(failures) or "the page and the program agree")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
