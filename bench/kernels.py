# SPDX-License-Identifier: Apache-2.0
"""The kernels: Google Benchmark's answers, and Python peers on the same graphs, as lines."""
import json
import os
import pathlib
import subprocess
import sys

import file_peers
import peer_libraries
import results

HERE = pathlib.Path(__file__).resolve().parent
AGREEMENT = 1e-9
# bench/side_by_side.hpp has these names.
ONE_THREAD, ALL_THREADS = "sandhan, 1 thread", "sandhan, all threads"
PEERS = {"igraph": "igraph C", "boost": "Boost", "boost-csr": "Boost CSR", "lemon": "LEMON"}
UNITS = {"ns": 1e-9, "us": 1e-6, "ms": 1e-3, "s": 1.0}
# How many times faster than a peer a kernel must be.
FASTER = {("routes/k-shortest-paths/directed", "igraph"): 150.0}
# The aims for the hub kernels: how many times faster than the best peer, each side with the
# threads that serve it best; or than the one named.
AIMS = {
    "hubs/betweenness/association": (8.0, None),
    "hubs/harmonic/association": (75.0, None),
    "hubs/pagerank/association": (5.0, None),
    "hubs/components/association": (3.0, "networkit"),
    "hubs/core/association": (1.3, None),
    "hubs/articulation/association": (1.8, None),
    "hubs/approximate-betweenness/association": (2.0, None),
    "hubs/leiden/association": (1.3, "networkit"),
    "graph/build/association": (4.0, None),
    "io/graphml-read/association": (8.0, "igraph C"),
    "io/graphml-write/association": (4.0, "igraph C"),
    "io/gexf-read/association": (20.0, "networkx"),
    "io/gexf-write/association": (20.0, "networkx"),
}
# Who else would be compared, and why they are not.
MISSED = {"hubs/components/association":
          "GAPBS is in neither Debian nor PyPI, so parity with it is not judged"}
# Kernels that peers in other processes may have, or that are judged.
WITH_PEERS = ("hubs/", "graph/build/", "io/graphml-", "io/gexf-", "layout/")
GRAPHML_MEMORY = 2.0  # at most so many times the graph
FROM_PYPI = ("networkit", "igraph", "networkx")
# What bench/splink_peer.py needs; pinned, as the comparison names the version.
FOR_LISTS = ("splink==5.0.0", "pyarrow")


def benchmark_lines(document):
    """The lines of Google Benchmark's JSON document. What ran ours on all threads but is the same
    number as one thread (a machine of one core) is left out."""
    threads = int(document["context"].get("sandhan_all_threads", "1"))
    kernels = {}
    for run in document["benchmarks"]:
        if run.get("run_type", "iteration") != "iteration":
            continue
        what, who = run["name"].removesuffix("/real_time").rsplit("/", 1)
        kernel = kernels.setdefault(what, {"input": "", "by": {}})
        kernel["input"] = run.get("label") or kernel["input"]
        failure = run.get("error_message") if run.get("error_occurred") else None
        seconds = None if failure else run["real_time"] * UNITS[run["time_unit"]]
        before, _ = kernel["by"].get(who, (None, None))
        if seconds is not None and before is not None:
            seconds = min(seconds, before)  # of repetitions the fastest
        kernel["by"][who] = (seconds, failure)
    lines = []
    for what, kernel in kernels.items():
        ours, failure = kernel["by"].get(ONE_THREAD, (None, None))
        lines.append(results.line(what, ours, threads=1, input=kernel["input"], note=failure))
        all_s, failure = kernel["by"].get(ALL_THREADS, (None, None))
        if threads > 1 and all_s is not None:
            lines.append(results.line(what, all_s, threads=threads, input=kernel["input"],
                                      note=failure))
        for who, (peer_s, failure) in kernel["by"].items():
            if who in (ONE_THREAD, ALL_THREADS):
                continue
            wanted = FASTER.get((what, who))
            met = peer_s >= wanted * ours if wanted and peer_s and ours else None
            lines.append(results.line(what, ours, peer=PEERS.get(who, who), peer_s=peer_s, threads=1,
                                      input=kernel["input"], met=met,
                                      target=f"≥ {wanted:g} × {PEERS.get(who, who)}" if wanted else None,
                                      note=f"differs: {failure}" if failure else None))
    return lines


def peer_lines(peer, output, ours, whole, threads=1):
    """The lines of what graph_peer.py printed. `ours`: seconds on as many threads by kernel;
    `whole`: whether it came to its end."""
    lines = []
    version = None
    for text in output.splitlines():
        try:
            found = json.loads(text)
        except ValueError:
            continue  # a library's own chatter, or a line cut short
        if "version" in found:
            version = found["version"]
        elif "name" in found and found["name"] in ours:
            seconds, input = ours[found["name"]]
            agrees = found["difference"] <= found.get("within", AGREEMENT)
            lines.append(results.line(
                found["name"], seconds, peer=peer, threads=threads, input=input,
                peer_s=found["seconds"] if agrees else None,
                note=None if agrees else
                f"differs: by up to {found['difference']:.1g}; its time does not count"))
    if lines:
        lines[0]["note"] = "; ".join(filter(None, (f"{peer} {version}", lines[0].get("note"),
                                                   None if whole else "did not come to its end")))
    return lines


def best_lines(lines, judged):
    """Of each kernel with peers: our fastest beside the fastest peer's, whatever the threads of
    either. `judged`: whether the graphs are of the size that the aims are for."""
    kernels = {}
    for found in lines:
        if found["name"].startswith(WITH_PEERS):
            kernels.setdefault(found["name"], []).append(found)
    best = []
    for name, of_kernel in kernels.items():
        ours = [found for found in of_kernel if found["peer"] is None and found["ours_s"]]
        wanted, only = AIMS.get(name, (None, None))
        peers = [found for found in of_kernel if found["peer_s"] and only in (None, found["peer"])]
        if not ours or not peers:
            continue
        fastest = min(ours, key=lambda found: found["ours_s"])
        peer = min(peers, key=lambda found: found["peer_s"])
        aim = None if wanted is None else f"≥ {wanted:g} × {only or 'the best peer'}"
        met = peer["peer_s"] >= wanted * fastest["ours_s"] if wanted and judged else None
        best.append(results.line(
            f"best/{name}", fastest["ours_s"], peer=peer["peer"], peer_s=peer["peer_s"],
            threads=fastest["threads"], input=fastest["input"], peer_threads=peer["threads"],
            target=aim, met=met, note=MISSED.get(name)))
    return best


def interpreters():
    """The driver's own, then the system's: Debian's modules belong to that one."""
    found = [sys.executable]
    if os.path.exists("/usr/bin/python3") and not os.path.samefile(sys.executable,
                                                                  "/usr/bin/python3"):
        found.append("/usr/bin/python3")
    return found


def has_module(python, module):
    return subprocess.run([python, "-c", f"import {module}"], stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def virtual_environment(folder, say, wanted=FROM_PYPI):
    """The interpreter of an environment with what PyPI has for us, as far as PyPI is reached."""
    python = folder / "bin" / "python"
    try:
        if not python.exists():
            # The system's, so that a wheel for it fits whatever comes first in PATH.
            subprocess.run([interpreters()[-1], "-m", "venv", folder], check=True,
                           stdin=subprocess.DEVNULL, capture_output=True, timeout=120)
        missing = [name for name in wanted
                   if not has_module(str(python), name.split("==")[0])]
        if missing:
            say(f"asking PyPI for {', '.join(missing)}")
            subprocess.run([python, "-m", "pip", "install", "--quiet", "--only-binary", ":all:",
                            "--retries", "1", "--timeout", "20", *missing], check=True,
                           stdin=subprocess.DEVNULL, capture_output=True, timeout=300)
    except (OSError, subprocess.SubprocessError):
        say("PyPI's libraries could not be installed: they are named as absent")
    return str(python) if python.exists() else None


def python_peers(venv):
    """(peer's name, library of graph_peer.py, interpreter, why it is absent)."""
    peers = []
    for peer, library, module in (("graph-tool", "graph-tool", "graph_tool"),):
        python = next((python for python in interpreters() if has_module(python, module)), None)
        peers.append((peer, library, python, f"python3-{library} is not installed"))
    for library in FROM_PYPI:
        python = venv if venv and has_module(venv, library) else None
        peers.append((f"{library} (PyPI)" if library == "igraph" else library, library, python,
                      "not installed, and PyPI did not give it"))
    peers.append(("sfdp", "sfdp", sys.executable if file_peers.has_sfdp() else None,
                  "graphviz is not installed"))
    # Debian's stands in for PyPI's.
    at = next(i for i, peer in enumerate(peers) if peer[1] == "networkx")
    if peers[at][2] is None:
        python = next((python for python in interpreters() if has_module(python, "networkx")), None)
        peers[at] = ("networkx", "networkx", python, peers[at][3])
    return peers


def peer_command(python, library, folder, threads, policy, name_filter):
    return [python, str(HERE / "graph_peer.py"), library, str(folder), str(threads), policy,
            name_filter or ""]


def has_threads(library):
    return bool(peer_libraries.LIBRARIES[library].threaded)
