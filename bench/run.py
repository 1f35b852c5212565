# SPDX-License-Identifier: Apache-2.0
"""./run bench: what the program and its kernels cost, beside their peers, in one run.

Makes incidents with `analyse generate`, times whole processes on them, runs the kernels' benchmarks
and the peers' scripts, compares answers, prints a table and writes out/bench.json. A command or a
peer that is not there is named as absent.
"""
import json
import os
import pathlib
import shutil
import sys
import time

import identity_lists
import kernels
import machine
import person_list_quality
import process
import results
import scale
import side_by_side
from options import FULL_SIZE, parse

COMMANDS = ("routes", "trends", "suspects", "summary")
NAMES = {"ingest": ("ingest", "ingest/per_thread"), "places": ("gazetteer/places",),
         "commands": COMMANDS, "cache": ("build", *(f"{command}/cache" for command in COMMANDS))}
BUSY = 1.25  # a parser that reads a file from the page cache waits for less than this
IN_FULL_S = 120  # what the ratio of ingest rests on is run as often as the small sizes
BYTES_AN_INCIDENT = 2500  # generously: to ask whether the disk will hold them


def of_bytes(count):
    return f"{count / 1e9:.3g} GB" if count >= 1e9 else f"{count / 1e6:.3g} MB"


class Bench:
    def __init__(self, options):
        self.options = options
        self.analyse = options.build / "analyse"
        self.data = options.out / "bench-data"
        self.threads = machine.cores()
        self.runs = 1 if options.quick else 3
        sizes = [10 ** k for k in range(3, 10) if 10 ** k < options.incidents]
        self.sizes = sizes + [options.incidents]
        self.size = options.incidents
        self.lines = []
        self.faults = []  # what is wrong with us, not with a peer
        self.records = {}  # by size: how many records the file has
        self.growth = {}  # by series, by size: seconds
        self.helps = {}
        self.busy = 1.0  # wall clock by processor time of what runs on one thread alone
        # Pseudonyms need a key: not the user's own, and not a new one in their home.
        self.environment = {"XDG_DATA_HOME": str(self.data.resolve() / "home")}

    # What there is

    def say(self, text):
        print(f"bench: {text}", file=sys.stderr, flush=True)

    def has_command(self, command):
        if command not in self.helps:
            # Of a command that it does not know it prints the help of all.
            done = process.run_once([self.analyse, command, "--help"], limit_s=60)
            self.helps[command] = done.status == 0 and \
                f"analyse {command}".encode() in done.output
        return self.helps[command]

    def file(self, size):
        return self.data / f"incidents-{size}.jsonl"

    def input(self, size):
        path = self.file(size)
        if not path.exists():
            return f"{size} incidents"
        if size not in self.records:
            with open(path, "rb") as lines:
                self.records[size] = sum(chunk.count(b"\n")
                                         for chunk in iter(lambda: lines.read(1 << 22), b""))
        return f"{self.records[size]} incidents, {of_bytes(path.stat().st_size)} JSON Lines"

    def cache(self):
        return self.data / f"case-{self.size}.sandhan"

    # Taking a measure

    def measure(self, name, command, **options):
        self.say(name)
        command = [str(part) for part in command]
        options.setdefault("runs", self.runs)
        timing = process.run_best(command, environment=self.environment, **options)
        if timing.failure:
            self.say(f"{name}: {timing.failure}")
        return timing

    def add(self, name, timing, *, input, threads=None, fault_is_ours=True, **more):
        """A line of a timing, or of its failure."""
        threads = threads or self.threads
        if timing.failure:
            note = f"failed: {timing.failure}"
            self.lines.append(results.line(name, None, threads=threads, input=input, note=note))
            if fault_is_ours:
                self.faults.append(f"{name} {note}")
            return
        self.lines.append(results.line(name, timing.wall_s, threads=threads, input=input,
                                       peak_mib=round(timing.peak_mib, 1), cpu_s=timing.cpu_s,
                                       **more))

    def grown(self, series, size, timing):
        """A point of a chart."""
        if timing.failure:
            return
        self.growth.setdefault(series, {})[size] = timing
        self.lines.append(results.line(f"growth/{series}/{size}", timing.wall_s,
                                       threads=self.threads, input=self.input(size), incidents=size,
                                       peak_mib=round(timing.peak_mib, 1)))

    def at_full_size(self, condition):
        """Whether a target for a million incidents is met; nothing where there are fewer."""
        return condition if self.size >= FULL_SIZE else None

    def step(self, step, size, threads=None, **options):
        """One step of sandhan_bench_ingest: its timing, and what it printed."""
        told = "" if threads is None else f", {threads} thread{'' if threads == 1 else 's'}"
        timing = self.measure(f"{step}, {size} incidents{told}",
                              [self.options.build / "sandhan_bench_ingest", step, self.file(size)]
                              + ([threads] if threads else []), **options)
        return timing, {} if timing.failure else json.loads(timing.output)

    # The parts

    def make_incidents(self):
        """The files of incidents: made anew, which is what `generate` is timed at, or kept."""
        self.data.mkdir(parents=True, exist_ok=True)
        (self.data / "home").mkdir(exist_ok=True)
        if not self.has_command("generate"):
            self.lines.append(results.absent("generate", "this program has no command generate",
                                             threads=self.threads, input=f"{self.size} incidents"))
            return
        if self.options.reuse_data and all(self.file(size).exists() for size in self.sizes):
            self.say("the incidents of an earlier run are kept, so their generation is not timed")
            return
        free = shutil.disk_usage(self.data).free
        needed = sum(self.sizes) * BYTES_AN_INCIDENT
        if free < needed:
            raise SystemExit(f"bench: {self.data} has {free / 1e9:.1f} GB free and the incidents may "
                             f"take {needed / 1e9:.1f}; --incidents N makes fewer")
        for size in self.sizes:
            timing = self.measure(f"generate, {size} incidents",
                                  [self.analyse, "generate", "--incidents", size, "--seed", 1,
                                   "-o", self.file(size)], runs=1)
            self.records.pop(size, None)
            self.grown("generate", size, timing)
            if size == self.size:
                self.add("generate", timing, input=self.input(size),
                         target="< 60 s, constant memory at 1000000",
                         met=self.at_full_size(timing.wall_s < 60 and self.is_constant("generate")),
                         note=self.memory_note("generate"))

    def is_constant(self, series):
        points = self.growth.get(series, {})
        middle = points.get(10_000)
        last = points.get(self.size)
        # A tenth more, and the megabytes that an allocator may keep.
        return middle is None or last is None or last.peak_mib < 1.1 * middle.peak_mib + 32

    def memory_note(self, series):
        points = self.growth.get(series, {})
        told = [f"{timing.peak_mib:.0f} MiB at {size}" for size, timing in sorted(points.items())]
        return "peak " + ", ".join(told) if told else None

    def ingest(self):
        """From the file to the case graph, beside merely parsing it."""
        for size in self.sizes[:-1]:
            self.grown("ingest", size, self.step("ingest", size)[0])
        whole, answer = self.step("ingest", self.size, self.threads, budget_s=IN_FULL_S)
        self.grown("ingest", self.size, whole)
        single, _ = (whole, answer) if self.threads == 1 else self.step("ingest", self.size, 1)
        for peer in ("nlohmann", "simdjson"):
            timing, theirs = self.step(peer, self.size, budget_s=IN_FULL_S)
            if peer == "nlohmann" and not timing.failure and timing.cpu_s > 0:
                self.busy = timing.wall_s / timing.cpu_s
            self.compare_ingest(peer, timing, theirs, whole, single, answer)

    def compare_ingest(self, peer, timing, theirs, whole, single, answer):
        suffix = "" if peer == "nlohmann" else f"/{peer}"
        steps = ", ".join(f"{name} {seconds:.2f} s" for name, seconds in
                          answer.get("steps", {}).items())
        same = theirs.get("records") == answer.get("records") and \
            theirs.get("ids") == answer.get("ids")
        peer_s = timing.wall_s if same and not timing.failure else None
        note = f"{peer} merely parses each line, on one thread"
        if timing.failure:
            note += f"; failed: {timing.failure}"
        elif not same and not whole.failure:
            note += (f"; differs: it read {theirs.get('records')} records and we used "
                     f"{answer.get('used')} of {answer.get('records')}, ids "
                     f"{'equal' if theirs.get('ids') == answer.get('ids') else 'not equal'}")
            self.faults.append(f"ingest: {note}")
        for name, ours, threads, more in (
                ("ingest", whole, self.threads, {"target": "≥ 3 × nlohmann (aim 5)"}),
                ("ingest/per_thread", single, 1, {})):
            if suffix:
                more = {}
            elif more and peer_s and not ours.failure:
                more["met"] = peer_s >= 3 * ours.wall_s
            self.add(name + suffix, ours, input=self.input(self.size), threads=threads, peer=peer,
                     peer_s=peer_s, note="; ".join(filter(None, (
                         note, steps if threads == self.threads and not suffix else None))), **more)

    def places(self):
        for name, threads in (("gazetteer/places", self.threads), ("gazetteer/places/per_thread", 1)):
            timing, answer = self.step("places", self.size, threads)
            if timing.failure:
                self.add(name, timing, input=self.input(self.size), threads=threads)
                continue
            rate = answer["texts"] / answer["seconds"] if answer["seconds"] else 0.0
            statuses = ", ".join(f"{status} {count}" for status, count in answer["statuses"].items()
                                 if count)
            more = {"target": "≥ 500000 a second", "met": rate >= 500_000} if name.endswith("s") else {}
            self.lines.append(results.line(
                name, answer["seconds"], threads=threads,
                input=f"{answer['texts']} place texts of {self.size} incidents, "
                      f"{answer['different']} different, {answer['misspelt']} misspelt",
                note=f"{rate:.0f} a second; {statuses}", **more))

    def commands(self):
        """Commands end to end, as their user runs them: a table."""
        alone = self.growth.get("ingest", {}).get(self.size)
        for command in COMMANDS:
            for size in self.sizes:
                timing = self.measure(f"{command}, {size} incidents",
                                      [self.analyse, command, self.file(size)])
                self.grown(command, size, timing)
            told, met = None, None
            if alone and not timing.failure:
                told = f"{timing.wall_s / alone.wall_s:.2f} times ingest alone"
                met = self.at_full_size(timing.wall_s < 2 * alone.wall_s and
                                        timing.peak_mib < 6 * 1024)
            self.add(command, timing, input=self.input(self.size), note=told,
                     target="< 2 × ingest, < 6 GiB at 1000000", met=met)

    def proportions(self):
        """How far growth from 10,000 incidents on is from proportional."""
        for series in ("ingest", *COMMANDS):
            points = self.growth.get(series, {})
            if 10_000 not in points or self.size < 100_000 or self.size not in points:
                continue
            self.input(10_000)
            expected = points[10_000].wall_s * self.records[self.size] / self.records[10_000]
            times = points[self.size].wall_s / expected
            self.lines.append(results.line(
                f"linear/{series}", points[self.size].wall_s, threads=self.threads,
                input=self.input(self.size), target="0.8 to 1.2 times proportional",
                met=self.at_full_size(0.8 <= times <= 1.2),
                note=f"{times:.2f} times what 10000 incidents ({points[10_000].wall_s:.3g} s) would "
                     "make it in proportion"))

    def cached(self):
        if not self.has_command("build"):
            self.lines += [results.absent(name, "this program has no command build",
                                          threads=self.threads, input=self.input(self.size))
                           for name in NAMES["cache"]]
            return
        timing = self.measure(f"build, {self.size} incidents",
                              [self.analyse, "build", self.file(self.size), "-o", self.cache()])
        written = of_bytes(self.cache().stat().st_size) if self.cache().exists() else "nothing"
        self.add("build", timing, input=self.input(self.size), note=f"{written} written")
        if timing.failure:
            return
        for command in COMMANDS:
            timing = self.measure(f"{command}, from {self.cache().name}",
                                  [self.analyse, command, self.cache()])
            first = timing.first_byte_s or timing.wall_s
            self.add(f"{command}/cache", timing, note=f"first row after {first:.2f} s",
                     input=f"{self.cache().name} of {self.input(self.size)}",
                     target="first row < 1 s at 1000000", met=self.at_full_size(first < 1.0))

    def run(self):
        wanted = self.options.only
        if "generate" in wanted:
            self.make_incidents()
        missing = [size for size in self.sizes if not self.file(size).exists()]
        parts = [("ingest", self.ingest), ("places", self.places), ("commands", self.commands),
                 ("cache", self.cached)]
        if missing:
            names = [name for part, _ in parts if part in wanted for name in NAMES[part]]
            if names:
                self.say(f"no incidents to read, so these are left out: {', '.join(names)}")
                self.lines += [results.absent(name, "there are no incidents to read",
                                              input=f"{self.size} incidents", threads=self.threads)
                               for name in names]
            parts = []
        for part, measure in parts:
            if part in wanted:
                measure()
        self.proportions()
        beside = side_by_side.SideBySide(self)
        if "kernels" in wanted:
            beside.kernels()
        if "peers" in wanted:
            beside.peers()
        self.lines += kernels.best_lines(self.lines, judged=not self.options.quick)
        if "scale" in wanted:
            scale.Scale(self).growth()
        if self.options.large:
            scale.Scale(self).large()
        if "lists" in wanted:
            identity_lists.IdentityLists(self).run()
        if "quality" in wanted:
            identity_lists.IdentityLists(self).quality()


def write_docs(lines, about):
    """What was timed into docs/performance.md; how well people are found into docs/identities.md."""
    told = [found for found in lines if not results.is_quality(found)]
    pages = [(pathlib.Path("docs/performance.md"), results.markdown_report(told, about))] if told else []
    if len(told) < len(lines):
        pages.append((person_list_quality.PAGE, results.as_markdown(*person_list_quality.table(lines))))
    for page, section in pages:
        results.write_whole(page, results.with_section(page.read_text(encoding="utf-8"), section))
        print(f"\n{page} has these tables now.")


def main():
    options = parse(sys.argv[1:])
    answer = options.out / "bench.json"
    about_file = options.out / "bench-machine.json"
    if options.docs_only:
        try:
            lines, about = (json.loads(path.read_text(encoding="utf-8"))
                            for path in (answer, about_file))
        except (OSError, ValueError):
            print(f"bench: there are no results of an earlier run in {options.out}; run it without "
                  "--docs-only", file=sys.stderr)
            return 3
        write_docs(lines, about)
        return 0
    for program in ("analyse", "sandhan_bench", "sandhan_bench_scale", "sandhan_bench_ingest"):
        if not os.access(options.build / program, os.X_OK):
            print(f"bench: {options.build / program} is not there; ./run bench builds it",
                  file=sys.stderr)
            return 3
    start = time.monotonic()
    bench = Bench(options)
    try:
        bench.run()
    except KeyboardInterrupt:
        print("\nbench: interrupted; the results of earlier runs are as they were", file=sys.stderr)
        return 130
    about = machine.describe(bench.analyse, options.build)
    results.write_json(answer, bench.lines)
    results.write_whole(about_file, json.dumps(about, indent=1, ensure_ascii=False) + "\n")
    print("\n" + "; ".join(about.values()) + "\n")
    print(results.text_report(bench.lines))
    head, rows = person_list_quality.table(bench.lines)
    if rows:
        print("People found in person lists\n" + results.as_text(head, rows) + "\n")
    print(f"{answer}: {len(bench.lines)} lines, made in {time.monotonic() - start:.0f} s")
    if bench.busy > BUSY:
        print(f"The machine was busy: what runs alone on one thread took {bench.busy:.1f} times the "
              "time that it worked. These figures are not for publishing.")
    if options.quick:
        print("A quick run: try-outs, not figures.")
    if options.write_docs:
        write_docs(bench.lines, about)
    for fault in bench.faults:
        print(f"bench: {fault}", file=sys.stderr)
    return 1 if bench.faults else 0


if __name__ == "__main__":
    sys.exit(main())
