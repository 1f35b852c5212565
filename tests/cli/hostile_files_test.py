#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Files made to break a reader: each is refused with a clear message, or read right.

Every run has 2 GiB of addresses and ten seconds; whatever ends otherwise than with an answer or a
message of ours is a failure.

Usage: hostile_files_test.py ANALYSE
"""
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
MOST_MEMORY = 2 << 30
MOST_SECONDS = 10
NAME = "Zorvane Quillimba"  # must not be quoted by a message

FAILURES = []
SLOWEST = (0.0, "")


def check(condition, *what):
    if not condition:
        FAILURES.append(": ".join(str(w)[:300] for w in what))


def run(arguments):
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))

    return subprocess.run([PROGRAM, *map(str, arguments)], check=False, capture_output=True,
                          preexec_fn=limit, timeout=MOST_SECONDS, stdin=subprocess.DEVNULL)


class Drawer:
    """Writes a hostile file, lets the program read it and holds the answer against what is right."""

    def __init__(self, folder):
        self.folder = folder
        self.ran = 0

    def read(self, what, name, content):
        global SLOWEST
        path = self.folder / name
        if callable(content):
            with open(path, "wb") as out:
                content(out)
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        begun = time.monotonic()
        try:
            is_graph = not name.endswith((".json", ".jsonl"))
            target = self.folder / "out.graphml"
            target.unlink(missing_ok=True)
            done = run(["export", path, "--threads", "1", "--layout", "none", "-o", target] if is_graph
                       else ["check", path, "--format", "json"])
        except subprocess.TimeoutExpired:
            check(False, what, f"still running after {MOST_SECONDS} s")
            return None
        finally:
            path.unlink()
        self.ran += 1
        SLOWEST = max(SLOWEST, (time.monotonic() - begun, what))
        check(done.returncode in (0, 1, 3), what, "status", done.returncode, done.stderr[-300:])
        text = done.stderr.decode("utf-8", "replace")
        check(NAME not in text, what, "a message quotes a name", text)
        if done.returncode == 3:
            check(text.startswith("analyse: "), what, "no message of ours", text)
        return done

    def refused(self, what, name, content, words):
        done = self.read(what, name, content)
        if done is not None:
            check(done.returncode == 3, what, "was read, status", done.returncode)
            check(words in done.stderr.decode("utf-8", "replace"), what, "does not say", words,
                  done.stderr[-300:])

    def taken(self, what, name, content, vertices, edges):
        done = self.read(what, name, content)
        if done is None:
            return
        check(done.returncode == 0, what, "was refused", done.stderr[-300:])
        said = re.search(r"(\d+) nodes?, (\d+) edges?", done.stderr.decode("utf-8", "replace"))
        check(said and (int(said[1]), int(said[2])) == (vertices, edges), what, said and said[0])


def graphml(body, head='<?xml version="1.0"?>'):
    return (head + '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">'
            '<key id="l" for="node" attr.name="label" attr.type="string"/>'
            '<key id="w" for="edge" attr.name="weight" attr.type="double"/>' + body + "</graphml>")


TWO = ('<graph edgedefault="undirected"><node id="a"/><node id="b"/>'
       '<edge source="a" target="b">{}</edge></graph>')


def bomb(root, body):
    levels = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE {root} [<!ENTITY e0 "x">{levels}]>{body}'


def xml_files(drawer):
    drawer.refused("entity bomb", "bomb.graphml", bomb(
        "graphml", graphml('<graph edgedefault="directed"><node id="&e11;"/></graph>', "")),
        "entities")
    drawer.refused("entity bomb", "bomb.gexf", bomb(
        "gexf", '<gexf><graph><nodes><node id="&e11;"/></nodes></graph></gexf>'), "entities")
    for system in ("file:///etc/passwd", "http://192.0.2.1/never"):
        drawer.refused("external entity", "external.graphml", '<?xml version="1.0"?><!DOCTYPE graphml'
                       f' [<!ENTITY x SYSTEM "{system}">]>' + graphml(
                           '<graph edgedefault="directed"><node id="&x;"/></graph>', ""),
                       "entities")
    plain = graphml(TWO.format(""), '<?xml version="1.0" encoding="UTF-16"?>')
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        mark = b"" if encoding == "utf-16" else {"utf-16-le": b"\xff\xfe",
                                                  "utf-16-be": b"\xfe\xff"}[encoding]
        drawer.taken(encoding, "utf16.graphml", mark + plain.encode(encoding), 2, 1)
    drawer.taken("Latin-1", "latin.graphml", graphml(TWO.format(""),
                 '<?xml version="1.0" encoding="ISO-8859-1"?>').replace("b\"", "\u00e9\"")
                 .encode("latin-1"), 2, 1)
    drawer.taken("byte order mark", "bom.graphml", b"\xef\xbb\xbf" + graphml(
        TWO.format("")).encode(), 2, 1)
    drawer.refused("NUL bytes", "nul.graphml", graphml(TWO.format("\0")), "not well-formed")
    drawer.refused("all NUL", "nuls.graphml", b"\0" * 100_000, "not well-formed")
    for what in (b"", b" ", b"\n<", b"<graphml", b"PK\x03\x04", b"\x1f\x8b", b"\x1f\x8b\x08\x00"):
        done = drawer.read(f"{what!r}", "begin.graphml", what)
        check(done and done.returncode == 3, f"{what!r}", done and done.returncode)

    nested = ('<graph edgedefault="directed"><node id="n{0}">' * 20_000).replace("{0}", "{}")
    nested = nested.format(*range(20_000)) + "</node></graph>" * 20_000
    drawer.taken("20,000 nested graphs", "nested.graphml", graphml(nested), 20_000, 0)
    drawer.refused("elements nested without end", "deep.graphml", lambda out: out.write(
        b"<graphml>" + b"<graph>" * 300_000), "nested deeper")
    path = "".join(f'<edge source="{i}" target="{i + 1}"/>' for i in range(100_000))
    drawer.taken("a path of 100,000 vertices", "path.graphml", graphml(
        f'<graph edgedefault="directed">{path}</graph>'), 100_001, 100_000)
    drawer.taken("an attribute of 100 MB", "long.graphml", lambda out: out.write(graphml(
        '<graph edgedefault="directed"><node id="' + "x" * 100_000_000 + '"/></graph>').encode()),
        1, 0)
    drawer.taken("a text of 100 MB", "text.graphml", lambda out: out.write(graphml(
        '<graph edgedefault="directed"><node id="a"><data key="l">' + "x" * 100_000_000 +
        "</data></node></graph>").encode()), 1, 0)

    def keys(out):
        out.write(b"<graphml>")
        for part in range(100):
            out.write(b"".join(b'<key id="k%d" for="node" attr.name="k%d" attr.type="int"/>'
                               % (i, i) for i in range(part * 100_000, (part + 1) * 100_000)))
        out.write(b'<graph edgedefault="directed"><node id="a"/></graph></graphml>')

    drawer.refused("ten million keys", "keys.graphml", keys, "keys")
    for number in ("NaN", "INF", "-INF", "1e999", "-1", "0", "1e-999", "0x10", "1,5"):
        done = drawer.read(f"weight {number}", "number.graphml", graphml(TWO.format(
            f'<data key="w">{number}</data>')))
        check(done is not None and done.returncode in (0, 3), f"weight {number}")
    drawer.taken("ids that differ only by normalisation", "forms.graphml", graphml(
        '<graph edgedefault="directed"><node id="e\u0301"/><node id="\u00e9"/>'
        '<edge source="e\u0301" target="\u00e9"/></graph>'), 2, 1)
    drawer.refused("a name in broken XML", "name.graphml", graphml(
        f'<graph edgedefault="directed"><node id="{NAME}"><data key="l">{NAME}</graph>'),
        "not well-formed")
    small = graphml(TWO.format('<data key="w">1.5</data>')).encode()
    for end in range(0, len(small), 7):  # every byte: tests/io/graph_mutation_test.cpp
        done = drawer.read(f"cut at {end}", "cut.graphml", small[:end])
        check(done and done.returncode == 3, f"cut at {end}", done and done.returncode)


def tables(drawer):
    drawer.refused("an edge list of one long line", "long.csv", lambda out: out.write(
        b"source,target\n" + b"x" * 50_000_000 + b",b\n"), "longer than")
    drawer.taken("a path of 100,000 vertices", "path.csv", "source,target\n" + "".join(
        f"{i},{i + 1}\n" for i in range(100_000)), 100_001, 100_000)
    drawer.taken("ids that differ only by normalisation", "forms.csv",
                 "source,target\ne\u0301,\u00e9\n", 2, 1)
    wide = ",".join(f"c{i}" for i in range(100_000))
    drawer.read("100,000 columns", "wide.csv", f"source,target,{wide}\na,b{',1' * 100_000}\n")
    done = drawer.read("an open quote", "quote.csv", f'source,target\n"{NAME},b\n' + "x,y\n" * 1000)
    check(done and done.returncode == 3, "an open quote", done and done.returncode)
    done = drawer.read("NUL bytes", "nul.csv", b"source,target\na\0,b\n")
    check(done and done.returncode == 3, "NUL bytes in CSV", done and done.returncode)


def other_graph_files(drawer):
    """By format: nested without end, a path of 100,000, a text of 100 MB, cut everywhere."""
    path = [(i, i + 1) for i in range(100_000)]
    nodes = "".join(f"node [ id {i} ]\n" for i in range(100_001))
    drawer.taken("GML: a path", "path.gml", "graph [\n" + nodes + "".join(
        f"edge [ source {s} target {t} ]\n" for s, t in path) + "]\n", 100_001, 100_000)
    drawer.taken("Pajek: a path", "path.net", "*Vertices 100001\n*Edges\n" + "".join(
        f"{s + 1} {t + 1}\n" for s, t in path), 100_001, 100_000)
    drawer.taken("DOT: a path", "path.dot", "graph {" + " -- ".join(
        str(i) for i in range(100_001)) + "}", 100_001, 100_000)
    drawer.taken("DL: a path", "path.dl", "dl n=100001 format=edgelist1\ndata:\n" + "".join(
        f"{s + 1} {t + 1}\n" for s, t in path), 100_001, 100_000)
    drawer.taken("Matrix Market: a path", "path.mtx",
                 "%%MatrixMarket matrix coordinate pattern symmetric\n100001 100001 100000\n" +
                 "".join(f"{t + 1} {s + 1}\n" for s, t in path), 100_001, 100_000)
    drawer.taken("GEXF: a path", "path.gexf", "<gexf><graph><nodes>" + "".join(
        f'<node id="{i}"/>' for i in range(100_001)) + "</nodes><edges>" + "".join(
        f'<edge source="{s}" target="{t}"/>' for s, t in path) + "</edges></graph></gexf>",
        100_001, 100_000)
    long = "x" * 100_000_000
    drawer.taken("GML: a text of 100 MB", "long.gml",
                 f'graph [ node [ id 1 label "{long}" ] ]', 1, 0)
    drawer.taken("DOT: a text of 100 MB", "long.dot", f'graph {{ a [label="{long}"] }}', 1, 0)
    drawer.taken("Pajek: a text of 100 MB", "long.net", f'*Vertices 1\n1 "{long}"\n', 1, 0)
    drawer.taken("GEXF: a text of 100 MB", "long.gexf",
                 f'<gexf><graph><nodes><node id="a" label="{long}"/></nodes></graph></gexf>', 1, 0)
    for what, name, content in (
            ("GML: lists without end", "deep.gml", "graph [ " + "a [ " * 1_000_000),
            ("DOT: subgraphs without end", "deep.dot", "graph { " + "{ " * 1_000_000),
            ("DOT: HTML without end", "html.dot", "graph { a [label=" + "<" * 1_000_000),
            ("GEXF: nodes without end", "deep.gexf", "<gexf><graph>" + "<nodes><node id='a'>"
             * 200_000),
            ("Pajek: more vertices than bytes", "many.net", "*Vertices 4000000000\n"),
            ("DL: more vertices than bytes", "many.dl", "dl n=4000000000 format=edgelist1\ndata:\n"),
            ("Matrix Market: more rows than bytes", "many.mtx", "%%MatrixMarket matrix coordinate "
             "real general\n4000000000 4000000000 1\n1 1 1\n"),
            ("Matrix Market: a full matrix that is not there", "full.mtx",
             "%%MatrixMarket matrix array real general\n1000000 1000000\n1\n")):
        done = drawer.read(what, name, content)
        check(done is not None and done.returncode in (0, 3), what)
    deep = "graph { " + "subgraph { a -- b; " * 20_000 + "}" * 20_001
    drawer.taken("DOT: 20,000 nested subgraphs", "nested.dot", deep, 2, 20_000)
    small = {
        "cut.gml": 'graph [ node [ id 1 label "a" ] node [ id 2 ] edge [ source 1 target 2 ] ]',
        "cut.dot": 'graph { "a" -- b [weight=1]; subgraph { c } }',
        "cut.gexf": "<gexf><graph><nodes><node id='a'/></nodes></graph></gexf>",
    }
    for name, content in small.items():
        for end in range(0, len(content), 5):
            drawer.read(f"{name} at {end}", name, content[:end])


def incidents(drawer):
    deep = "[" * 1_000_000
    for what, content in (
            ("lists nested without end", '{"id":"A","x_a":' + deep),
            ("objects nested without end", '{"a":' * 1_000_000),
            ("a text of 100 MB", '{"id":"A","title":"' + "x" * 100_000_000 + '"}'),
            ("ten million elements", '{"id":"A","sections":[' + '"a",' * 10_000_000 + '"b"]}'),
            ("a number beyond all", '{"id":"A","people":[{"count":1e999}]}'),
            ("NaN", '{"id":"A","people":[{"count":NaN}]}'),
            ("a lone surrogate", '{"id":"\\ud800","title":"x"}'),
            ("UTF-16", '{"id":"A"}'.encode("utf-16")),
            ("NUL bytes", b'{"id":"A\0B"}'),
            ("a name in broken JSON", '{"id":"A","people":[{"name":"' + NAME)):
        for name in ("x.json", "x.jsonl"):
            done = drawer.read(f"{what} in {name}", name, content)
            check(done is not None and done.returncode in (1, 3), what, name,
                  done and done.returncode)
            check(done is None or NAME.encode() not in done.stdout, what, name, "quotes a name")
    many = '{"id":"A","' + '":1,"'.join(f"k{i}" for i in range(300_000)) + '":1}'
    drawer.read("300,000 unknown fields", "fields.jsonl", many)


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        drawer = Drawer(folder)
        xml_files(drawer)
        tables(drawer)
        other_graph_files(drawer)
        incidents(drawer)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{drawer.ran} files; the slowest took {SLOWEST[0]:.1f} s: {SLOWEST[1]}")
    print("\n".join(FAILURES[:40]) or "all were refused or read right")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
