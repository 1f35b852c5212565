#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The driver of ./run bench: shape of bench.json, agreement with peers, tables, plots, processes.

bench_test.py BENCH-FOLDER. All numbers are made up, and no time is looked at.
"""
import contextlib
import io
import json
import math
import pathlib
import sys
import tempfile
import unittest
import xml.etree.ElementTree

sys.path.insert(0, sys.argv.pop(1))

import graph_peer  # noqa: E402
import hub_results  # noqa: E402
import kernels  # noqa: E402
import peer_libraries  # noqa: E402
import person_list_quality  # noqa: E402
import plots  # noqa: E402
import process  # noqa: E402
import results  # noqa: E402
import run  # noqa: E402
import scale  # noqa: E402

SVG = "{http://www.w3.org/2000/svg}"


def growth(series, size, seconds, mib):
    return results.line(f"growth/{series}/{size}", seconds, threads=2, input=f"{size} incidents",
                        incidents=size, peak_mib=mib)


MADE_UP = [
    results.line("ingest", 2.0, peer="nlohmann", peer_s=9.0, threads=2, input="1000 incidents",
                 peak_mib=300.0, target="≥ 3 × nlohmann", met=True, note="a | b"),
    results.line("routes", 3.0, threads=2, input="1000 incidents", target="< 2 × ingest", met=False),
    results.absent("build", "this program has no command build", threads=2, input="none"),
    growth("ingest", 1000, 0.05, 60.0), growth("ingest", 10_000, 0.5, 90.0),
    growth("routes", 1000, 0.07, 70.0), growth("routes", 10_000, 0.9, 95.0),
    results.line("hubs/core/undirected", 0.5, threads=1, input="a graph"),
    results.line("hubs/core/undirected", 0.5, peer="Boost", peer_s=1.0, threads=1, input="a graph"),
    results.line("hubs/core/undirected", 0.5, peer="LEMON", threads=1, input="a graph",
                 note="differs: the peer's numbers are not ours"),
    results.absent("hubs/peers", "not installed", peer="networkit", threads=1, input="graphs"),
]


def hub_growth(kernel, edges, seconds, kind="hub-growth"):
    return results.line(f"{kind}/{kernel}" + ("" if kind == "large" else f"/{edges}"), seconds,
                        threads=2, edges=edges, peak_mib=30.0, input=f"{edges} edges",
                        bytes_per_edge=64.5, target="< 60 s", met=True)


def of_kernel(seconds, threads, peer=None, peer_s=None, name="hubs/core/association"):
    return results.line(name, seconds, peer=peer, peer_s=peer_s, threads=threads, input="a graph")


HUBS = [
    of_kernel(0.5, 1), of_kernel(0.3, 2), of_kernel(0.5, 1, "Boost", 0.9),
    of_kernel(0.3, 2, "networkit", 0.6), of_kernel(0.5, 1, "networkit", 1.1),
    hub_growth("core", 1000, 0.01), hub_growth("core", 10_000, 0.1), hub_growth("build", 1000, 0.02),
    hub_growth("build", 10_000, 0.2), hub_growth("core", 100_000, 1.0, "large"),
    results.absent("large/new", "this version has no such kernel", threads=2, input="a graph"),
    results.line("memory/read", 0.1, threads=1, input="arrays", gb_s=12.5),
    results.line("memory/gather", 0.1, threads=1, input="a table", gathers_s=77e6),
    results.line("roofline/core", 0.1, threads=1, input="a graph", bytes=2_000_000, gathers=10_000_000,
                 gb_s=0.02, gathers_s=1e8, floor_s=0.04, share=0.4),
    results.line("roofline/build", None, threads=1, input="a graph", note="failed: why"),
]


def benchmark_run(name, milliseconds, **more):
    return {"name": name + "/real_time", "run_type": "iteration", "real_time": milliseconds,
            "time_unit": "ms", "label": "a graph", **more}


class Lines(unittest.TestCase):
    def test_begin_with_the_promised_keys_in_their_order(self):
        for line in MADE_UP:
            self.assertEqual(tuple(line)[:len(results.KEYS)], results.KEYS)

    def test_tell_how_many_times_slower_the_peer_is(self):
        self.assertEqual(MADE_UP[0]["ratio"], 4.5)

    def test_have_no_ratio_without_a_peer_and_its_time(self):
        for line in MADE_UP:
            if line["peer"] is None or line["peer_s"] is None:
                self.assertIsNone(line["ratio"])

    def test_name_an_absent_command_and_an_absent_peer(self):
        self.assertIsNone(MADE_UP[2]["ours_s"])
        self.assertEqual(MADE_UP[2]["note"], "absent: this program has no command build")
        self.assertEqual((MADE_UP[-1]["peer"], MADE_UP[-1]["peer_s"]), ("networkit", None))

    def test_are_a_json_list_one_a_line(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "out" / "bench.json"
            results.write_json(path, MADE_UP)
            text = path.read_text(encoding="utf-8")
            self.assertEqual(json.loads(text), MADE_UP)
            self.assertEqual(len(text.splitlines()), len(MADE_UP) + 2)
            self.assertEqual([p.name for p in path.parent.iterdir()], ["bench.json"])
            results.write_json(path, [])
            self.assertEqual(json.loads(path.read_text(encoding="utf-8")), [])


class GoogleBenchmark(unittest.TestCase):
    def lines(self, runs, threads="2"):
        return kernels.benchmark_lines({"context": {"sandhan_all_threads": threads},
                                        "benchmarks": runs})

    def test_gives_a_line_for_each_thread_count_and_each_peer(self):
        found = self.lines([benchmark_run("hubs/core/undirected/sandhan, 1 thread", 20.0),
                            benchmark_run("hubs/core/undirected/sandhan, all threads", 11.0),
                            benchmark_run("hubs/core/undirected/igraph", 60.0)])
        self.assertEqual([(line["name"], line["threads"], line["ours_s"], line["peer"],
                           line["ratio"], line["input"]) for line in found],
                         [("hubs/core/undirected", 1, 0.02, None, None, "a graph"),
                          ("hubs/core/undirected", 2, 0.011, None, None, "a graph"),
                          ("hubs/core/undirected", 1, 0.02, "igraph C", 3.0, "a graph")])

    def test_gives_no_ratio_where_the_answers_differ(self):
        found = self.lines([benchmark_run("hubs/core/undirected/sandhan, 1 thread", 20.0),
                            benchmark_run("hubs/core/undirected/boost", 60.0, error_occurred=True,
                                          error_message="the peer's numbers are not ours")])
        self.assertEqual(found[-1]["peer"], "Boost")
        self.assertIsNone(found[-1]["ratio"])
        self.assertIn("not ours", found[-1]["note"])

    def test_takes_the_fastest_of_repetitions_and_leaves_aggregates_out(self):
        name = "graph/case/1000/sandhan, 1 thread"
        mean = dict(benchmark_run(name, 1.0), run_type="aggregate")
        found = self.lines([benchmark_run(name, 30.0), benchmark_run(name, 20.0), mean])
        self.assertEqual([line["ours_s"] for line in found], [0.02])


class PythonPeers(unittest.TestCase):
    OURS = {"hubs/core/undirected": (0.5, "a graph"), "hubs/closeness/directed": (2.0, "another")}

    def lines(self, *answers, whole=True):
        text = "chatter\n" + "\n".join(json.dumps(answer) for answer in answers) + '\n{"cut sho'
        return kernels.peer_lines("graph-tool", text, self.OURS, whole)

    def test_count_where_they_agree(self):
        found = self.lines({"version": "9.9"}, {"name": "hubs/core/undirected", "seconds": 1.5,
                                                "difference": 1e-12})
        self.assertEqual((found[0]["peer"], found[0]["ratio"], found[0]["note"]),
                         ("graph-tool", 3.0, "graph-tool 9.9"))

    def test_do_not_count_where_they_differ(self):
        found = self.lines({"version": "9.9"}, {"name": "hubs/core/undirected", "seconds": 1.5,
                                                "difference": 1e-3})
        self.assertIsNone(found[0]["peer_s"])
        self.assertIsNone(found[0]["ratio"])
        self.assertIn("differs", found[0]["note"])

    def test_keep_what_was_done_before_they_were_stopped(self):
        found = self.lines({"version": "9.9"}, {"name": "hubs/closeness/directed", "seconds": 4.0,
                                                "difference": 0.0}, whole=False)
        self.assertEqual(found[0]["ratio"], 2.0)
        self.assertIn("did not come to its end", found[0]["note"])

    def test_have_the_threads_that_they_were_given(self):
        found = kernels.peer_lines("graph-tool", json.dumps(
            {"name": "hubs/core/undirected", "seconds": 1.5, "difference": 0.0}), self.OURS, True, 2)
        self.assertEqual((found[0]["threads"], found[0]["ratio"]), (2, 3.0))

    def test_may_differ_by_what_the_kernel_says(self):
        for within, counts in ((0.01, True), (1e-9, False)):
            found = self.lines({"name": "hubs/core/undirected", "seconds": 1.5, "within": within,
                                "difference": 0.005})
            self.assertEqual(found[0]["peer_s"] is not None, counts)

    def test_are_compared_number_by_number(self):
        for ours, theirs, apart in (([1.0, 2000.0], [1.0, 2001.0], 1 / 2000),
                                    ([0.0, 1.0], [math.nan, 1.0], 0.0),
                                    ([1.0], [math.nan], math.inf), ([1.0], [1.0, 1.0], math.inf)):
            self.assertEqual(graph_peer.difference(ours, theirs, "numbers"), apart)
        self.assertEqual(graph_peer.difference([3.0, 1.0], [1, 3], "numbers"), 2.0)
        self.assertEqual(graph_peer.difference([3.0, 1.0], [1, 3], "sorted"), 0.0)

    def test_are_compared_as_shares_where_they_are_a_distribution(self):
        apart = graph_peer.difference([0.25, 0.75], [1.0, 3.0], "distribution")
        self.assertEqual(apart, 0.0)
        self.assertAlmostEqual(graph_peer.difference([0.5, 0.5], [1.0, 3.0], "distribution"), 0.5)
        self.assertEqual(graph_peer.difference([0.5, 0.5], [0.0, 0.0], "distribution"), math.inf)

    def test_run_on_more_threads_only_what_has_them(self):
        tool = peer_libraries.GraphTool
        self.assertTrue(graph_peer.is_wanted(tool, "hubs/pagerank-weighted/rmat", 2, "usual"))
        self.assertFalse(graph_peer.is_wanted(tool, "hubs/core/rmat", 2, "usual"))
        self.assertTrue(graph_peer.is_wanted(tool, "hubs/core/rmat", 1, "usual"))

    def test_are_asked_for_what_is_slow_with_all_threads_unless_in_full(self):
        tool = peer_libraries.GraphTool
        for threads, policy, asked in ((2, "usual", True), (1, "usual", False), (1, "full", True)):
            self.assertEqual(graph_peer.is_wanted(tool, "hubs/betweenness/association", threads,
                                                  policy), asked)

    def test_are_told_from_wrong_graphs_by_their_fingerprint(self):
        degree = [1, 2, 1]
        self.assertEqual(peer_libraries.fingerprint(3, False, degree, [(0, 1), (1, 2)]), [5, 4, 5])
        self.assertEqual(peer_libraries.fingerprint(3, True, [1, 1, 0], [(0, 1), (1, 2)]), [2, 1, 0])


class FastestPeer(unittest.TestCase):
    def test_is_set_beside_our_fastest_whatever_the_threads(self):
        best = kernels.best_lines(HUBS, judged=True)
        self.assertEqual(len(best), 1)
        self.assertEqual([best[0][key] for key in ("name", "ours_s", "threads", "peer", "peer_s",
                                                   "peer_threads", "ratio", "met")],
                         ["best/hubs/core/association", 0.3, 2, "networkit", 0.6, 2, 2.0, True])

    def test_is_judged_only_at_the_size_that_the_aim_is_for(self):
        self.assertNotIn("met", kernels.best_lines(HUBS, judged=False)[0])
        slower = [of_kernel(0.5, 1), of_kernel(0.5, 1, "Boost", 0.6)]
        self.assertFalse(kernels.best_lines(slower, judged=True)[0]["met"])

    def test_may_be_one_that_is_named(self):
        name = "hubs/components/association"
        lines = [of_kernel(0.1, 1, name=name), of_kernel(0.1, 1, "Boost", 0.01, name),
                 of_kernel(0.1, 1, "networkit", 0.4, name)]
        best = kernels.best_lines(lines, judged=True)[0]
        self.assertEqual((best["peer"], best["met"]), ("networkit", True))
        self.assertIn("GAPBS", best["note"])

    def test_is_none_where_no_answer_agreed(self):
        self.assertEqual(kernels.best_lines([of_kernel(0.5, 1), of_kernel(0.5, 1, "Boost")], True), [])


class Roof(unittest.TestCase):
    RATES = {"read": 1e9, "gathers": [{"table_bytes": 4_000, "a_second": 1e8},
                                      {"table_bytes": 8_000, "a_second": 1e7}]}

    def test_is_the_slower_of_stream_and_gathers(self):
        self.assertEqual(scale.Model(1, 1, 1e9, 1, 4_000).floor(self.RATES), 1.0)
        self.assertEqual(scale.Model(1, 1, 1, 1e8, 4_000).floor(self.RATES), 1.0)

    def test_takes_the_rate_of_a_table_as_large(self):
        self.assertEqual(scale.Model(1, 1, 1, 1e7, 7_900).floor(self.RATES), 1.0)

    def test_grows_with_rounds_and_edges(self):
        one, two = (scale.model_of("pagerank", 10, 50, rounds) for rounds in (1, 2))
        self.assertEqual((2 * one.streamed, 2 * one.gathers), (two.streamed, two.gathers))
        self.assertEqual(scale.model_of("build", 10, 50, 1).streamed, 800)
        self.assertIsNone(scale.model_of("betweenness", 10, 50, 1))


class Tables(unittest.TestCase):
    def test_show_every_line_somewhere(self):
        text = results.text_report(MADE_UP)
        for word in ("ingest", "4.50 ×", "routes", "< 2 × ingest", "no command build", "10,000",
                     "hubs/core/undirected", "Boost", "2.00 ×", "differs", "networkit"):
            self.assertIn(word, text)

    def test_show_the_hub_kernels(self):
        text = results.text_report(HUBS + kernels.best_lines(HUBS, judged=True))
        for word in ("networkit, 2 threads", "600 ms, 2 threads", "≥ 1.3 × the best peer", "10,000",
                     "64.5", "12.5 GB/s", "77 million a second", "40 ms", "40 %",
                     "this version has no such kernel", "failed: why"):
            self.assertIn(word, text)
        self.assertNotIn("From records", text)

    def test_are_markdown_whose_rows_have_equally_many_cells(self):
        for head, rows in (results.programs_table(MADE_UP), results.growth_table(MADE_UP),
                           results.kernels_table(MADE_UP), hub_results.large_table(HUBS),
                           hub_results.growth_table(HUBS), hub_results.memory_table(HUBS),
                           hub_results.roofline_table(HUBS), results.kernels_table(HUBS),
                           hub_results.best_table(kernels.best_lines(HUBS, True))):
            table = results.as_markdown(head, rows).splitlines()
            self.assertEqual({line.count(" | ") for line in table if "---" not in line},
                             {len(head) - 1})

    def test_replace_only_what_stands_between_the_marks(self):
        page = f"before\n{results.BEGIN}\nold\n{results.END}\nafter\n"
        new = results.with_section(page, "new")
        self.assertEqual(new, f"before\n{results.BEGIN}\n\nnew\n\n{results.END}\nafter\n")
        self.assertEqual(results.with_section(new, "new"), new)
        with self.assertRaises(ValueError):
            results.with_section("no marks", "new")

    def test_of_quality_are_apart_from_times_and_show_what_is_not_known_as_a_dash(self):
        lines = [results.line(f"quality/{kind}/300", None, threads=None, input=f"{kind}, 300", figures=figures)
                 for kind, figures in (("english", {"ours": [1.0, 0.5, 0.6667], "documented": [0.9] * 3,
                                                    "best": [0.95] * 3}), ("german", {"ours": [1.0] * 3}))]
        self.assertEqual(person_list_quality.table(lines)[1], [
            ["english, 300", "1.000", "0.500", "0.667"] + ["0.900"] * 3 + ["0.950"] * 3,
            ["german, 300"] + ["1.000"] * 3 + ["–"] * 6])
        self.assertEqual(results.markdown_report(lines + MADE_UP, {}), results.markdown_report(MADE_UP, {}))

    def test_of_quality_cover_every_kind_of_list(self):
        self.assertEqual({kind for kind, _, _ in person_list_quality.LISTS}, set(person_list_quality.KINDS))
        names = [f"{kind}-{records}-{seed}" for kind, records, seed in person_list_quality.LISTS]
        self.assertEqual(len(set(names)), len(names))

    def test_fit_the_page_of_the_documentation(self):
        page = pathlib.Path(run.__file__).parent.parent / "docs" / "performance.md"
        self.assertIn("Machine: ", results.with_section(
            page.read_text(encoding="utf-8"),
            results.markdown_report(MADE_UP, {"processor": "made up"})))


class Plots(unittest.TestCase):
    def test_are_svg_with_a_line_a_command_and_a_mark_a_size(self):
        for draw in (plots.growth_chart, plots.memory_chart):
            root = xml.etree.ElementTree.fromstring(draw(MADE_UP))
            lines = root.findall(f"{SVG}polyline")
            self.assertEqual(len(lines), 2)
            self.assertEqual([len(line.get("points").split()) for line in lines], [2, 2])
            texts = [text.text for text in root.findall(f"{SVG}text")]
            for word in ("ingest", "routes", "incidents", "1,000", "10,000", "in proportion"):
                self.assertIn(word, texts)

    def test_have_the_hub_kernels_by_edges_as_far_as_they_were_measured(self):
        root = xml.etree.ElementTree.fromstring(plots.hubs_chart(HUBS))
        self.assertEqual([len(line.get("points").split()) for line in
                          root.findall(f"{SVG}polyline")], [3, 2])
        texts = [text.text for text in root.findall(f"{SVG}text")]
        for word in ("core", "build", "edges", "100,000"):
            self.assertIn(word, texts)

    def test_put_larger_values_further_up_and_larger_sizes_further_right(self):
        root = xml.etree.ElementTree.fromstring(plots.growth_chart(MADE_UP))
        points = [[float(part) for part in point.split(",")] for point in
                  root.find(f"{SVG}polyline").get("points").split()]
        self.assertLess(points[0][0], points[1][0])
        self.assertGreater(points[0][1], points[1][1])

    def test_stay_within_the_picture_for_any_numbers(self):
        for low, high in ((1e-4, 2e-4), (1.0, 1.0), (0.05, 5000.0)):
            lines = [growth(f"s{i}", size, value, 1.0) for i in range(6)
                     for size, value in ((1000, low), (2000, high))]
            for text in xml.etree.ElementTree.fromstring(plots.growth_chart(lines)).iter():
                for axis, most in (("x", plots.WIDTH), ("y", plots.HEIGHT)):
                    if text.get(axis) is not None:
                        self.assertTrue(0 <= float(text.get(axis)) <= most)

    def test_are_not_drawn_from_one_size_alone(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "bench.json"
            results.write_json(path, [growth("ingest", 1000, 0.1, 10.0)])
            sys.argv[1:] = ["--results", str(path), "--to", folder]
            with contextlib.redirect_stderr(io.StringIO()) as errors:
                self.assertEqual(plots.main(), 3)
            self.assertIn("two sizes", errors.getvalue())
            self.assertEqual([p.name for p in pathlib.Path(folder).iterdir()], ["bench.json"])


class Processes(unittest.TestCase):
    def python(self, code, **options):
        return process.run_once([sys.executable, "-c", code], **options)

    def test_give_output_status_and_use(self):
        timing = self.python("import sys; print('x' * 100000); sys.exit(1)")
        self.assertEqual((timing.status, len(timing.output)), (1, 100001))
        self.assertIsNone(timing.failure)
        self.assertGreater(timing.peak_mib, 1)
        self.assertIsNotNone(timing.first_byte_s)

    def test_that_fail_tell_their_last_message(self):
        timing = self.python("import sys; print('why', file=sys.stderr); sys.exit(3)")
        self.assertEqual(timing.failure, "exit status 3: why")

    def test_that_do_not_end_are_stopped(self):
        timing = self.python("import time; time.sleep(600)", limit_s=0.5)
        self.assertTrue(timing.timed_out)
        self.assertIn("stopped", timing.failure)


class CommandLine(unittest.TestCase):
    def test_refuses_what_it_does_not_know(self):
        for arguments in (["--incidents", "0"], ["--only", "everything"], ["--incidents", "many"],
                          ["--filter", "("]):
            with contextlib.redirect_stderr(io.StringIO()), self.assertRaises(SystemExit) as stop:
                run.parse(arguments)
            self.assertEqual(stop.exception.code, 2)

    def test_tries_out_or_takes_its_time_but_not_both(self):
        with contextlib.redirect_stderr(io.StringIO()), self.assertRaises(SystemExit):
            run.parse(["--quick", "--full"])

    def test_takes_a_million_incidents_unless_it_is_quick(self):
        self.assertEqual(run.parse([]).incidents, 1_000_000)
        self.assertEqual(run.parse(["--quick"]).incidents, 20_000)
        self.assertEqual(run.parse(["--quick", "--incidents", "5"]).incidents, 5)


if __name__ == "__main__":
    unittest.main()
