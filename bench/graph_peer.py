# SPDX-License-Identifier: Apache-2.0
"""Times a Python library on the hub kernels.

graph_peer.py LIBRARY FOLDER [THREADS [POLICY [REGEX]]]: FOLDER is what `sandhan_bench
--write-kernels` wrote. Runs in the interpreter that has the library, which need not be the driver's.
With more than one thread it runs what the library has threads for. POLICY is `usual`, `quick` (each
kernel once) or `full` (also on one thread what takes half a minute). With REGEX only kernels with
such a name. Prints one line of JSON a kernel as it is done: name, seconds, the largest difference
from our numbers, and how large it may be.
"""
import json
import math
import os
import re
import sys
import time

THREADS = int(sys.argv[3]) if len(sys.argv) > 3 and sys.argv[3].isdigit() else 1
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = str(THREADS)

import peer_libraries  # noqa: E402


def difference(ours, theirs, compare):
    """The largest, relative to ours where ours is above 1; infinite where the counts differ. Of
    distributions the sum of all differences, each side divided by its own sum."""
    theirs = [float(x) for x in theirs]
    if len(ours) != len(theirs):
        return math.inf
    if compare == "distribution":
        all_ours, all_theirs = math.fsum(ours), math.fsum(theirs)
        if not all_theirs > 0.0:
            return math.inf
        return math.fsum(abs(a / all_ours - b / all_theirs) for a, b in zip(ours, theirs))
    if compare == "sorted":
        ours, theirs = sorted(ours), sorted(theirs)
    largest = 0.0
    for a, b in zip(ours, theirs):
        if math.isnan(b) and a == 0.0:
            continue  # a vertex that reaches nothing
        if math.isnan(b):
            return math.inf
        largest = max(largest, abs(a - b) / max(1.0, abs(a)))
    return largest


def timed(work, runs):
    """The fastest, and the answer. What took longer than a second is not run again."""
    best, answer = math.inf, None
    for _ in range(runs):
        start = time.perf_counter()
        found = work()
        seconds = time.perf_counter() - start
        answer = found  # here, not above: the answer before it is freed now
        best = min(best, seconds)
        if seconds > 1.0:
            break
    return best, answer


def parts_of(name):
    """(measure, whether weighted) of hubs/betweenness-weighted/undirected."""
    measure = name.split("/")[1]
    return measure.removesuffix("-weighted"), measure.endswith("-weighted")


def is_wanted(library, name, threads, policy):
    measure, _ = parts_of(name)
    if threads > 1:
        return measure in library.threaded
    if name.startswith(library.never):
        return False
    return name not in peer_libraries.SLOW or policy != "usual"


def main():
    name, folder = sys.argv[1], sys.argv[2]
    policy = sys.argv[4] if len(sys.argv) > 4 else "usual"
    named = re.compile(sys.argv[5] if len(sys.argv) > 5 else "")
    library = peer_libraries.LIBRARIES[name](THREADS)
    print(json.dumps({"version": library.version}), flush=True)
    with open(os.path.join(folder, "kernels.json"), encoding="utf-8") as index:
        kernels = json.load(index)
    # What takes longest comes last, so that a limit of time takes no more than that.
    kernels.sort(key=lambda kernel: (kernel["name"] in peer_libraries.SLOW, kernel["edges"]))
    graph_of = None
    for kernel in kernels:
        if not named.search(kernel["name"]) or \
                not is_wanted(library, kernel["name"], THREADS, policy):
            continue
        measure, weighted = parts_of(kernel["name"])
        if measure == "build":
            work = library.building(peer_libraries.Edges(folder, kernel))
        elif kernel["name"].startswith(("io/", "layout/")):
            of_files = getattr(library, "of_files", None)
            work = of_files and of_files(measure, peer_libraries.Edges(folder, kernel))
        else:
            if graph_of != kernel["edges"]:
                graph_of = kernel["edges"]
                g = library.graph(peer_libraries.Edges(folder, kernel))
            work = library.work(g, measure, weighted, kernel["directed"])
        if work is None:
            continue
        run, told = work
        seconds, answer = timed(run, 1 if policy == "quick" else 3)
        ours = peer_libraries.read_array(os.path.join(folder, kernel["values"]), "d")
        print(json.dumps({"name": kernel["name"], "seconds": seconds, "within": kernel["within"],
                          "difference": difference(ours, told(answer), kernel["compare"])}),
              flush=True)
        answer = None


if __name__ == "__main__":
    main()
