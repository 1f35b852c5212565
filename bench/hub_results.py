# SPDX-License-Identifier: Apache-2.0
"""Tables of the hub kernels: beside the fastest peer, by size, under the memory's roof, large."""
from units import duration, factor, memory


def threads_told(count):
    return f"{count} thread{'' if count == 1 else 's'}"


def met_told(found):
    met = found.get("met")
    return "–" if met is None else "yes" if met else "no"


def lines_of(lines, prefix):
    return [found for found in lines if found["name"].startswith(prefix)]


def best_table(lines):
    """One row a kernel: each side with the threads that serve it best."""
    head = ["kernel", "input", "ours", "fastest peer", "its time", "peer ÷ ours", "target", "met"]
    rows = [[found["name"].removeprefix("best/"), found["input"],
             f"{duration(found['ours_s'])}, {threads_told(found['threads'])}", found["peer"],
             f"{duration(found['peer_s'])}, {threads_told(found['peer_threads'])}",
             factor(found["ratio"]), found.get("target", "–"), met_told(found)]
            for found in lines_of(lines, "best/")]
    return head, rows


def growth_table(lines):
    """A row a size, a column a kernel."""
    points, columns = {}, []
    for found in lines_of(lines, "hub-growth/"):
        if "edges" not in found:
            continue
        kernel = found["name"].split("/")[1]
        columns += [kernel] if kernel not in columns else []
        points.setdefault(found["edges"], {})[kernel] = found
    rows = []
    for edges in sorted(points):
        of_size = [points[edges].get(kernel) for kernel in columns]
        rows.append([f"{edges:,}"] + ["–" if found is None else
                                      f"{duration(found['ours_s'])}, {memory(found['peak_mib'])}"
                                      for found in of_size])
    return ["edges"] + columns, rows


def memory_table(lines):
    head = ["what", "on", "threads", "rate"]
    rows = []
    for found in lines_of(lines, "memory/"):
        rate = f"{found['gb_s']:.1f} GB/s" if "gb_s" in found else \
            f"{found['gathers_s'] / 1e6:.0f} million a second" if "gathers_s" in found else "–"
        rows.append([found["name"].removeprefix("memory/"), found["input"], str(found["threads"]),
                     rate])
    return head, rows


def roofline_table(lines):
    head = ["kernel", "input", "threads", "time", "bytes in order", "reads at random", "at least",
            "of the time"]
    rows = []
    for found in lines_of(lines, "roofline/"):
        known = "floor_s" in found
        rows.append([found["name"].removeprefix("roofline/"), found["input"], str(found["threads"]),
                     duration(found["ours_s"]),
                     f"{found['bytes'] / 1e6:.0f} MB, {found['gb_s']:.2f} GB/s" if known else "–",
                     f"{found['gathers'] / 1e6:.1f} million, "
                     f"{found['gathers_s'] / 1e6:.0f} million a second" if known else "–",
                     duration(found.get("floor_s")),
                     f"{100 * found['share']:.0f} %" if known else "–"])
    return head, rows


def large_table(lines):
    head = ["kernel", "input", "threads", "time", "peak", "bytes an edge", "target", "met"]
    rows = [[found["name"].removeprefix("large/"), found["input"], str(found["threads"]),
             duration(found["ours_s"]), memory(found.get("peak_mib")),
             str(found.get("bytes_per_edge", "–")), found.get("target", "–"), met_told(found)] for found in lines_of(lines, "large/")]
    return head, rows
