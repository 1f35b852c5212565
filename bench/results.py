# SPDX-License-Identifier: Apache-2.0
"""What was measured: the lines of out/bench.json, and the same as tables."""
import json
import os
import pathlib
import re

import hub_results
from units import duration, factor, memory

KEYS = ("name", "ours_s", "peer", "peer_s", "ratio", "threads", "input")


def rounded(seconds):
    """Four digits: what a run of seconds repeats at best."""
    return None if seconds is None else float(f"{seconds:.4g}")


def line(name, ours_s, *, threads, input, peer=None, peer_s=None, **more):
    """One line of bench.json. A ratio above 1 says that we are faster. `more`: peak_mib, cpu_s,
    note, target, met and what docs/performance.md names; what is None is left out."""
    ratio = peer_s / ours_s if peer_s is not None and ours_s else None
    found = {"name": name, "ours_s": rounded(ours_s), "peer": peer, "peer_s": rounded(peer_s),
             "ratio": rounded(ratio), "threads": threads, "input": input}
    for key, value in more.items():
        if value is not None:
            found[key] = rounded(value) if isinstance(value, float) else value
    return found


def absent(name, why, *, threads, input, peer=None, ours_s=None, **more):
    """A peer, or a command of ours, that is not there."""
    return line(name, ours_s, threads=threads, input=input, peer=peer, note=f"absent: {why}",
                **more)


def write_whole(path, text):
    """The file is there whole or as it was before."""
    path = pathlib.Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + ".unfinished")
    with open(unfinished, "w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    os.replace(unfinished, path)


def write_json(path, lines):
    rows = ",\n".join("  " + json.dumps(found, ensure_ascii=False) for found in lines)
    write_whole(path, f"[\n{rows}\n]\n" if rows else "[]\n")


def is_kernel(found):
    """Measured within one process by Google Benchmark: it tells no peak of memory."""
    return found["name"].startswith(("hubs/", "graph/", "io/", "layout/")) or not is_of_hubs(found) and \
        re.search(r"/(corridors|groups|figures|minimum_cut|time_(reach|profile)(_waits)?)(/|$)",
                  found["name"]) is not None


def is_growth(found):
    return found["name"].startswith("growth/")


def is_quality(found):
    """Of the table in bench/person_list_quality.py."""
    return found["name"].startswith("quality/")


def is_of_hubs(found):
    """Of the tables in bench/hub_results.py."""
    return found["name"].startswith(("best/", "hub-growth/", "memory/", "roofline/", "large/"))


def programs_table(lines):
    """From records to answers, one row a line."""
    head = ["what", "threads", "ours", "peak", "peer", "peer's", "peer ÷ ours", "target", "met"]
    rows = []
    for found in lines:
        if is_kernel(found) or is_growth(found) or is_of_hubs(found) or is_quality(found):
            continue
        met = found.get("met")
        rows.append([found["name"], str(found["threads"]), duration(found["ours_s"]),
                     memory(found.get("peak_mib")), found["peer"] or "–",
                     duration(found["peer_s"]), factor(found["ratio"]), found.get("target", "–"),
                     "–" if met is None else "yes" if met else "no"])
    return head, rows


def notes(lines):
    """What a table has no room for: (name, input, note) of each line with a note."""
    return [(found["name"] + (f" ({found['peer']})" if found["peer"] else ""), found["input"],
             found.get("note")) for found in lines
            if not is_growth(found) and not is_quality(found) and
            (found.get("note") or not (is_kernel(found) or is_of_hubs(found)))]


def growth_table(lines):
    """A row a size, a column a command."""
    points = {}
    columns = []
    for found in filter(is_growth, lines):
        what = found["name"].split("/")[1]
        columns += [what] if what not in columns else []
        points.setdefault(found["incidents"], {})[what] = found
    head = ["incidents"] + columns
    rows = []
    for size in sorted(points):
        row = [f"{size:,}"]
        for what in columns:
            found = points[size].get(what)
            row.append("–" if found is None or found["ours_s"] is None else
                       f"{duration(found['ours_s'])}, {memory(found.get('peak_mib'))}")
        rows.append(row)
    return head, rows


def kernels_table(lines):
    """A row a kernel, a column a peer: their time divided by ours on as many threads."""
    kernels = {}
    peers = []
    for found in filter(is_kernel, lines):
        if found["name"] == "hubs/peers":  # a peer that is absent: a note tells it
            continue
        row = kernels.setdefault(found["name"],
                                 {"input": found["input"], "threads": {}, "peers": {}})
        if found["peer"] is None:
            if found["ours_s"] is not None:
                row["threads"][found["threads"]] = found["ours_s"]
            continue
        peer = found["peer"] + (f", {found['threads']} threads" if found["threads"] > 1 else "")
        peers += [peer] if peer not in peers else []
        row["peers"][peer] = factor(found["ratio"]) if found["ratio"] is not None else \
            "differs" if "differs" in found.get("note", "") else "–"
    most = max((threads for row in kernels.values() for threads in row["threads"]), default=1)
    head = ["kernel", "input", "1 thread"] + ([f"{most} threads"] if most > 1 else []) + peers
    rows = []
    for name, row in kernels.items():
        cells = [name, row["input"], duration(row["threads"].get(1))]
        if most > 1:
            cells.append(duration(row["threads"].get(most)))
        rows.append(cells + [row["peers"].get(peer, "–") for peer in peers])
    return head, rows


def as_text(head, rows):
    widths = [max(len(row[i]) for row in [head, *rows]) for i in range(len(head))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip()
                     for row in [head, *rows])


def as_markdown(head, rows):
    def row_text(cells):
        return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
    return "\n".join([row_text(head), "|" + " --- |" * len(head), *map(row_text, rows)])


HUBS_BY_SIZE = "Hub kernels by number of edges"
HUBS_CHART = "\n\n![Seconds by number of edges, both axes logarithmic](hubs-growth.svg)"


def report(lines, table, heading, paragraph, picture=lambda title: ""):
    """All tables, in the terminal's form or the documentation's."""
    parts = []
    for title, (head, rows) in (("From records to answers", programs_table(lines)),
                                ("Growth: time and peak memory by size", growth_table(lines)),
                                ("Hub kernels beside the fastest peer", hub_results.best_table(lines)),
                                ("Kernels: a peer's time divided by ours, on as many threads",
                                 kernels_table(lines)),
                                (HUBS_BY_SIZE, hub_results.growth_table(lines)),
                                ("What the memory gives", hub_results.memory_table(lines)),
                                ("Linear hub kernels under that roof",
                                 hub_results.roofline_table(lines)),
                                ("Hub kernels on a large graph",
                                 hub_results.large_table(lines))):
        if rows:
            parts.append(heading(title) + "\n" + table(head, rows) + picture(title))
    told = notes(lines)
    if told:
        parts.append(heading("Inputs and notes") + "\n" + "\n".join(
            paragraph(name, "; ".join(filter(None, (input, note)))) for name, input, note in told))
    return "\n\n".join(parts) + "\n"


def text_report(lines):
    return report(lines, as_text, lambda title: title + "\n" + "-" * len(title),
                  lambda name, text: f"{name}: {text}")


def markdown_report(lines, machine):
    about = "; ".join(machine[key] for key in ("processor", "memory", "system", "compiler", "date",
                                               "version") if machine.get(key))
    return f"Machine: {about}.\n\n" + report(
        lines, as_markdown, lambda title: f"### {title}\n", lambda name, text: f"- `{name}`: {text}",
        lambda title: HUBS_CHART if title == HUBS_BY_SIZE else "")


BEGIN = "<!-- written by ./run bench --write-docs: begin -->"
END = "<!-- written by ./run bench --write-docs: end -->"


def with_section(page, section):
    """The page with what stands between its marks replaced."""
    begin, end = page.find(BEGIN), page.find(END)
    if begin < 0 or end < begin:
        raise ValueError(f"the page lacks the lines {BEGIN} and {END}")
    return page[:begin + len(BEGIN)] + "\n\n" + section.strip() + "\n\n" + page[end:]
