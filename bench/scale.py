# SPDX-License-Identifier: Apache-2.0
"""Hub kernels by size, beside what the memory gives (the roofline), and on a large graph.

A kernel is a process of sandhan_bench_scale on an association graph (bench/generated.hpp), so that
its peak of memory is its own.
"""
import json

import results

LINEAR = ("build", "pagerank", "components", "core")
GROWTH = LINEAR + ("approximate-betweenness",)
# What is worked out for all pairs of vertices is tried as far as it takes seconds.
PAIRS = ("harmonic", "betweenness")
MOST_EDGES_OF_PAIRS = 200_000
SIZES = (20_000, 200_000, 2_000_000)
QUICK_SIZES = (2_000, 20_000)
EDGES_A_VERTEX = 5
# 2M vertices, 20M edges.
LARGE_VERTICES, LARGE_EDGES = 2_000_000, 20_000_000
LARGE_S = 60.0
# Several times the last cache of what this runs on, and not too much for a small machine.
ARRAY_BYTES, QUICK_ARRAY_BYTES = 1 << 28, 1 << 24


class Model:
    """What a kernel on an undirected graph of n vertices and m edges must at least move.

    streamed: bytes read or written in order; gathers: reads or writes at random positions of a
    table of so many bytes. Caches make some of it cheaper, never the stream.
    """

    def __init__(self, n, m, streamed, gathers, table_bytes):
        self.n, self.m = n, m
        self.streamed, self.gathers, self.table_bytes = streamed, gathers, table_bytes

    def floor(self, rates):
        """Seconds that cannot be undercut: the stream at the rate of reading, or the gathers at
        theirs, whichever is longer; both may overlap."""
        by_table = {found["table_bytes"]: found["a_second"] for found in rates["gathers"]}
        at = min(by_table, key=lambda table: abs(table - self.table_bytes))
        return max(self.streamed / rates["read"], self.gathers / by_table[at])


def model_of(kernel, n, m, rounds):
    """None for a kernel whose traffic depends on the graph's shape. docs/performance.md tells it."""
    rows = 4 * (n + 2 * m)  # where a row begins, and every neighbour, from both ends of an edge
    if kernel == "pagerank":  # a round: the rows, and the ranks of neighbours; three columns of n
        return Model(n, m, rounds * (rows + 3 * 8 * n), rounds * 2 * m, 8 * n)
    if kernel == "components":  # the rows once, and the component of each neighbour
        return Model(n, m, rows + 4 * n, 2 * m, 4 * n)
    if kernel == "core":  # the rows once, and the degree of each neighbour counted down
        return Model(n, m, rows + 2 * 4 * n, 2 * m, 4 * n)
    if kernel == "build":  # the pairs twice (counted, placed); a neighbour and an edge placed twice
        return Model(n, m, 2 * 8 * m, 2 * m, 2 * 8 * m)
    return None


def tables_of(n, m):
    return sorted({model_of(kernel, n, m, 1).table_bytes
                   for kernel in LINEAR})


def text_of(vertices, edges):
    return f"association graph, {vertices} vertices, {edges} edges"


class Scale:
    """The part of the driver, which `bench` is."""

    def __init__(self, bench):
        self.bench = bench
        self.program = bench.options.build / "sandhan_bench_scale"

    def ask(self, name, arguments, **options):
        """The timing of a call, and what it printed."""
        options.setdefault("runs", 1)
        timing = self.bench.measure(name, [self.program, *arguments], **options)
        return timing, None if timing.failure else json.loads(timing.output)

    def graph(self, vertices, edges):
        """The file of a graph, or nothing."""
        path = self.bench.data / f"association-{vertices}-{edges}.pairs"
        if self.bench.options.reuse_data and path.exists():
            return path
        self.bench.data.mkdir(parents=True, exist_ok=True)
        timing, _ = self.ask(f"graph of {edges} edges", ["write", path, vertices, edges])
        if timing.failure:
            self.bench.add("hub-growth/graph", timing, input=text_of(vertices, edges))
            return None
        return path

    def run(self, kernel, path, threads, *, runs=3, edges=0, **options):
        """The timing of the process, and what the kernel told."""
        return self.ask(f"{kernel}, {edges} edges, {threads} thread{'' if threads == 1 else 's'}",
                        ["run", path, kernel, threads, 1 if self.bench.options.quick else runs],
                        **options)

    def growth(self):
        threads = self.bench.threads
        sizes = QUICK_SIZES if self.bench.options.quick else SIZES
        for edges in sizes:
            vertices = edges // EDGES_A_VERTEX
            path = self.graph(vertices, edges)
            if path is None:
                return
            pairs = PAIRS if edges <= MOST_EDGES_OF_PAIRS else ()
            for kernel in GROWTH + pairs:
                timing, told = self.run(kernel, path, threads, edges=edges)
                name = f"hub-growth/{kernel}/{edges}"
                if told is None:
                    self.bench.add(name, timing, input=text_of(vertices, edges))
                    continue
                self.bench.lines.append(results.line(
                    name, told["seconds"], threads=threads, edges=edges,
                    input=text_of(vertices, told["edges"]), peak_mib=round(timing.peak_mib, 1)))
            if edges == sizes[-1]:
                self.roofline(path, vertices, edges)

    def roofline(self, path, vertices, edges):
        """The linear kernels against the memory's rates, on one thread and on all."""
        array = QUICK_ARRAY_BYTES if self.bench.options.quick else ARRAY_BYTES
        for threads in sorted({1, self.bench.threads}):
            timing, rates = self.ask(f"rates of the memory, {threads} thread"
                                     f"{'' if threads == 1 else 's'}",
                                     ["memory", threads, array, *tables_of(vertices, edges)])
            if rates is None:
                self.bench.add("memory/rates", timing, input="arrays", threads=threads)
                return
            self.rates(rates, array, threads)
            for kernel in LINEAR:
                timing, told = self.run(kernel, path, threads, edges=edges)
                if told is None:
                    self.bench.add(f"roofline/{kernel}", timing, threads=threads,
                                   input=text_of(vertices, edges))
                    continue
                self.under(kernel, told, rates, threads)

    def rates(self, rates, array, threads):
        known = {(found["name"], found["threads"]) for found in self.bench.lines}
        for name, passed in (("read", array), ("triad", 3 * array)):
            if (f"memory/{name}", threads) in known:
                continue  # of the smaller graph's roof
            self.bench.lines.append(results.line(
                f"memory/{name}", passed / rates[name], threads=threads, bytes=passed,
                gb_s=rates[name] / 1e9, input=f"arrays of {array / 2 ** 20:g} MiB"))
        for found in rates["gathers"]:
            gathers = 1 << 24
            self.bench.lines.append(results.line(
                "memory/gather", gathers / found["a_second"], threads=threads,
                gathers=gathers, gathers_s=found["a_second"],
                input=f"a table of {found['table_bytes'] / 2 ** 20:.3g} MiB"))

    def under(self, kernel, told, rates, threads):
        model = model_of(kernel, told["vertices"], told["edges"], told["rounds"])
        floor = model.floor(rates)
        seconds = told["seconds"]
        self.bench.lines.append(results.line(
            f"roofline/{kernel}", seconds, threads=threads, bytes=model.streamed,
            gathers=model.gathers, gb_s=model.streamed / seconds / 1e9,
            gathers_s=model.gathers / seconds, floor_s=floor, share=floor / seconds,
            input=text_of(told["vertices"], told["edges"]) +
            (f", {told['rounds']} rounds" if told["rounds"] > 1 else "")))

    def large(self):
        """2M vertices and 20M edges, with --large; a thousandth of that to try it."""
        threads = self.bench.threads
        quick = self.bench.options.quick
        vertices, edges = (count // 1000 if quick else count
                           for count in (LARGE_VERTICES, LARGE_EDGES))
        path = self.graph(vertices, edges)
        if path is None:
            return
        for kernel in GROWTH:
            name, about = f"large/{kernel}", text_of(vertices, edges)
            timing, told = self.run(kernel, path, threads, runs=1, edges=edges, limit_s=600)
            if told is None:
                self.bench.add(name, timing, input=about)
                continue
            peak = timing.peak_mib * 2 ** 20
            self.bench.lines.append(results.line(
                name, told["seconds"], threads=threads, edges=edges,
                input=text_of(vertices, told["edges"]), peak_mib=round(timing.peak_mib, 1),
                bytes_per_edge=round(peak / told["edges"], 1), target=f"< {LARGE_S:g} s",
                met=None if quick else told["seconds"] < LARGE_S))
        self.roofline(path, vertices, edges)
