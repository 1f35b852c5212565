#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the fuzz targets from a corpus of real shapes, and tells how often each ran.

run.py BUILD ANALYSE SECONDS [TARGET...]: BUILD is the folder of the preset fuzz, ANALYSE the program,
which makes graph files of the samples. As many targets run at once as there are processors. The corpus
grows in BUILD/corpus, from shapes below and from what was found before (regression/TARGET-NAME); a
finding is kept in BUILD/findings and makes the exit status 1.
"""
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
ENDINGS = {"dot": "dot", "gexf": "gexf", "gml": "gml", "graphml": "graphml", "pajek": "net"}
LONGEST = 8192

SHAPES = {
    "decisions": ['{"a":"person:A/s1","b":"person:B/s1","decision":"same"}\n',
                  '{"a":"x","b":"y","decision":"different","by":"me","date":"2020-01-01"}\n'],
    "dot": ['digraph { a -> b -> {c d} [weight=2]; subgraph x { e:n } }',
            'strict graph "g" { node [shape=box]; a -- b [label=<b>]; "a" + "b" }'],
    "edtf": ["2020-10-12", "2020-10/2020-11", "../2020", "2020-1X", "2020-21", "2020-10-12~",
             "/2019", "20XX", "2020-10-12T10:00"],
    "gazetteer": ["Jibontala PS, South 24 Parganas, West Bengal", "Rajkot", "743329", "কলকাতা",
                  "near Canning rly stn, WB"],
    "gexf": ['<gexf version="1.1"><graph mode="dynamic"><attributes class="node"><attribute id="0" '
             'title="t" type="integer"><default>1</default></attribute></attributes><nodes><node '
             'id="a" start="2020-01-01"><attvalues><attvalue for="0" value="2"/></attvalues>'
             '<nodes><node id="b"/></nodes></node></nodes><edges><edge source="a" target="b" '
             'type="mutual"><spells><spell start="1" end="2"/></spells></edge></edges></graph>'
             '</gexf>'],
    "gml": ['graph [ directed 1 node [ id 1 label "a &amp; b" graphics [ x 1 y 2 fill "#ffffff" ] ]'
            ' node [ id 2 ] edge [ source 1 target 2 value 1e3 ] ]'],
    "graphml": ['<?xml version="1.0"?><graphml xmlns:y="u"><key id="d" for="node" yfiles.type='
                '"nodegraphics"/><graph edgedefault="directed"><node id="a"><data key="d">'
                '<y:ShapeNode><y:NodeLabel>l</y:NodeLabel></y:ShapeNode></data><graph><node id="b"/>'
                '</graph></node><edge source="a" target="c" directed="false"/></graph></graphml>'],
    "mapping": ['{"record":"incident","fields":{"/id":"{Case}","/journey/0/place":"{V}, {D}",'
                '"/people/0/role":{"constant":"victim"}},"values":{"/people/0/sex":{"F":"female"}},'
                '"dates":"DD/MM/YYYY","separator":";"}'],
    "matrix_market": ["%%MatrixMarket matrix coordinate real general\n% c\n2 2 2\n1 2 1.5\n2 1 2\n",
                      "%%MatrixMarket matrix array integer symmetric\n2 2\n0\n1\n0\n"],
    "names": ["Md. Rafikul Sheikh\nRafiqul Sk", "শেখ রফিকুল\nSk. Rafikul", "R. K. Sharma\nRakesh"],
    "pajek": ['*Vertices 3 2\n1 "a b" 0.1 0.2 0.5 ellipse ic Red\n2 b [1-3,5]\n*Arcs :1 "r"\n1 2 3\n'
              '*Edgeslist\n1 2 3\n*Matrix\n0 1 0\n1 0 0\n0 0 0\n', '*Network n\n*Vertices 1\n'
              '*Partition p\n*Vertices 1\n2\n*Vector v\n*Vertices 1\n0.5\n'],
    "ucinet_dl": ["dl n=3 format=fullmatrix\nlabels:\na,b,c\ndata:\n0 1 0\n1 0 1\n0 1 0\n",
                  "dl n = 2, format = edgelist1\nlabels embedded\ndata:\na b 2\n",
                  "dl n=3 format=nodelist1\ndata:\n1 2 3\n2 3\n"],
}


def seed(target, folder, analyse):
    folder.mkdir(parents=True, exist_ok=True)
    for number, shape in enumerate(SHAPES.get(target, [])):
        (folder / f"shape-{number}").write_text(shape, encoding="utf-8")
    for found in sorted((ROOT / "tests/fuzz/regression").glob(f"{target}-*")):
        (folder / found.name).write_bytes(found.read_bytes())
    if target in ENDINGS:
        whole = folder.parent / f"samples.{ENDINGS[target]}"
        subprocess.run([str(analyse), "export", str(ROOT / "samples/rajkot-2020.json"), "-o",
                        str(whole), "--quiet"], check=True)
        (folder / "sample").write_bytes(whole.read_bytes()[:LONGEST])
    if target == "incidents":
        lines = (ROOT / "samples/incidents.jsonl").read_bytes().splitlines(keepends=True)
        for number, line in enumerate(lines[::20]):
            (folder / f"line-{number}").write_bytes(line)
        (folder / "sample.json").write_bytes((ROOT / "samples/rajkot-2020.json").read_bytes())
        rows = (ROOT / "samples/incidents.csv").read_bytes().splitlines(keepends=True)
        (folder / "sample.csv").write_bytes(b"".join(rows[:6]))


def fuzz(target, build, analyse, seconds):
    """Executions, CPU seconds, files of the corpus, and what it said if it found something."""
    corpus = build / "corpus" / target
    seed(target, corpus, analyse)
    errors = build / "findings" / f"{target}.log"
    with open(errors, "wb") as log:
        started = subprocess.Popen(
            [str(build / "fuzz" / f"fuzz_{target}"), str(corpus), f"-max_total_time={seconds}",
             f"-max_len={LONGEST}", "-timeout=10", "-rss_limit_mb=2048", "-print_final_stats=1",
             f"-artifact_prefix={build}/findings/{target}-"], stdout=log, stderr=log)
        _, status, used = os.wait4(started.pid, 0)
        started.returncode = os.waitstatus_to_exitcode(status)
    told = errors.read_text(encoding="utf-8", errors="replace")
    errors.unlink()
    ran = re.search(r"number_of_executed_units:\s*(\d+)", told)
    return (int(ran[1]) if ran else 0, used.ru_utime + used.ru_stime, len(list(corpus.iterdir())),
            told.splitlines()[-40:] if started.returncode != 0 else [])


def main():
    build, analyse, seconds = pathlib.Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    targets = sys.argv[4:] or sorted(p.name.removeprefix("fuzz_")
                                     for p in (build / "fuzz").glob("fuzz_*"))
    (build / "findings").mkdir(exist_ok=True)
    found = 0
    print(f"{'target':14} {'executions':>12} {'CPU s':>7} {'corpus':>7}  findings", flush=True)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        runs = [pool.submit(fuzz, target, build, analyse, seconds) for target in targets]
        for target, run in zip(targets, runs):
            executions, cpu, corpus, told = run.result()
            print(f"{target:14} {executions:12,} {cpu:7.0f} {corpus:7}  {'YES' if told else 'none'}",
                  flush=True)
            print("".join(line + "\n" for line in told), end="")
            found += bool(told)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
