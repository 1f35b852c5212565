# SPDX-License-Identifier: Apache-2.0
"""The kernels beside their peers: those of sandhan_bench's process, then the Python libraries."""
import json
import re

import kernels
import results

LARGEST_KERNEL_SIZE = 100_000  # incidents
# A peer's whole process: the usual ones take a minute or two; with --full, what takes NetworKit
# minutes on one thread, too.
PEER_S = {"quick": 120, "usual": 480, "full": 1800}


class SideBySide:
    """Two parts of the driver, which `bench` is."""

    def __init__(self, bench):
        self.bench, self.options = bench, bench.options

    def policy(self):
        return "quick" if self.options.quick else "full" if self.options.full else "usual"

    def kernels(self):
        self.options.out.mkdir(parents=True, exist_ok=True)
        answer = self.options.out / "bench-kernels.json"
        files = [f"{size}={self.bench.file(size)}" for size in self.bench.sizes
                 if size <= LARGEST_KERNEL_SIZE and self.bench.file(size).exists()]
        timing = self.bench.measure("kernels", self.bench_command(
            f"--benchmark_out={answer}", "--benchmark_out_format=json",
            f"--benchmark_min_time={0.01 if self.options.quick else 0.2}",
            *([f"--benchmark_filter={self.options.filter}"] if self.options.filter else []),
            *files), runs=1, limit_s=3600 if self.options.full else 1800)
        if timing.failure:
            self.bench.add("hubs/kernels", timing, input="kernels")
            return
        text = answer.read_text(encoding="utf-8")
        if not text:  # what Google Benchmark writes where a filter leaves nothing
            self.bench.say(f"no kernel has a name like {self.options.filter}")
            return
        found = kernels.benchmark_lines(json.loads(text))
        self.bench.faults += [f"{line['name']} ({line['peer']}): {line['note']}" for line in found
                              if line.get("note")]
        self.bench.lines += found
        self.graphml_memory()

    def graphml_memory(self):
        """What reading takes beyond the file, beside the graph that comes of it."""
        name = "memory-of/graphml-read/association"
        if self.options.filter and not re.search(self.options.filter, name):
            return
        file = self.options.out / "bench-large.graphml"
        made = self.bench.measure("a GraphML file", self.bench_command("--write-graphml", file),
                                  runs=1)
        timing = made if made.failure else self.bench.measure(
            name, self.bench_command("--graphml-memory", file))
        file.unlink(missing_ok=True)
        told = {} if timing.failure else json.loads(timing.output)
        times = told["peak_bytes"] / told["graph_bytes"] if told else None
        judged = times is not None and not self.options.quick
        self.bench.add(name, timing, input="GraphML" if not told else
                       f"{told['vertices']} vertices, {told['edges']} edges",
                       times_the_graph=times,
                       note=times and f"at its peak {times:.2f} × the graph", target=f"≤ {kernels.GRAPHML_MEMORY:g} × the graph",
                       met=times <= kernels.GRAPHML_MEMORY if judged else None)

    def bench_command(self, *arguments):
        size = {"quick": ["--quick"], "full": ["--full"]}.get(self.policy(), [])
        return [self.options.build / "sandhan_bench", *size, *arguments]

    def peers(self):
        ours = {}  # by threads, by kernel
        for line in self.bench.lines:
            if line["name"].startswith(kernels.WITH_PEERS) and line["peer"] is None and \
                    line["ours_s"]:
                ours.setdefault(line["threads"], {})[line["name"]] = (line["ours_s"], line["input"])
        if not ours:
            self.bench.say("no kernel was timed, so no peer is")
            return
        folder = self.options.out / "bench-graphs"
        written = self.bench.measure("graphs for the peers",
                                     self.bench_command("--write-kernels", folder), runs=1)
        if written.failure:
            self.bench.add("hubs/peers", written, input="kernels")
            return
        venv = None
        if not self.options.no_pypi:
            venv = kernels.virtual_environment(self.options.out / "bench-venv", self.bench.say)
        for peer, library, python, why in kernels.python_peers(venv):
            if python is None:
                self.bench.lines.append(results.absent("hubs/peers", why, threads=1, peer=peer,
                                                       input="the graphs of the kernels"))
                continue
            counts = {1, self.bench.threads} if kernels.has_threads(library) else {1}
            for threads in sorted(counts):
                self.peer(peer, library, python, threads, folder, ours.get(threads, {}))

    def peer(self, peer, library, python, threads, folder, ours):
        told = f"{peer}, {threads} thread{'' if threads == 1 else 's'}"
        policy = self.policy()
        if policy == "usual" and self.bench.threads == 1 and kernels.has_threads(library):
            policy = "full"  # one thread is all that there is
        command = kernels.peer_command(python, library, folder, threads, policy, self.options.filter)
        timing = self.bench.measure(told, command, runs=1, limit_s=PEER_S[policy])
        found = kernels.peer_lines(peer, timing.output.decode(errors="replace"), ours,
                                   not timing.failure, threads)
        if not found and timing.failure:
            found = [results.absent("hubs/peers", f"it did not run ({timing.failure})",
                                    threads=threads, peer=peer, input="the graphs of the kernels")]
        self.bench.lines += found
