#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Ugly input: each gets a message on standard error and the documented exit status."""
import gzip
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
GOOD = b'{"id":"A-1","journey":[{"place":"Howrah, West Bengal"},{"place":"Rajkot, Gujarat"}]}\n'


def check_identities(put, expect, failures):
    """Who is the same: of nobody, of the nameless, of children, of tables and verdicts that are wrong."""
    def told(what, status, arguments, *parts, absent=()):
        run = expect(what, status, arguments)
        text = (run.stdout + run.stderr).decode("utf-8")
        failures.extend(f"{what}: {part!r} is not told: {text[:300]!r}"
                        for part in parts if part not in text)
        failures.extend(f"{what}: {part!r} is shown" for part in absent if part in text)
        return run

    def lines(*incidents):
        return "".join(json.dumps(one) + "\n" for one in incidents).encode()

    def suspects(count, **fields):
        return lines(*({"id": f"S-{n}", "people": [{"ref": "s1", "role": "suspect", **fields}]}
                       for n in range(count)))

    good = put("g.jsonl", GOOD)
    told("no suspects", 0, ["identities", good], "0 pairs", "--include")
    told("no incidents", 0, ["identities", put("e.json", b"[]")], "0 pairs")
    told("nobody has a name", 0, ["identities", put("n.jsonl", suspects(30))], "0 pairs")
    told("all have one name", 0, ["identities", put("n.jsonl", suspects(1600, name="Raju"))],
         "0 pairs of the same person")
    told("names that can't be read", 0, ["identities", put("n.jsonl", suspects(3, name="????"))],
         "can't be read")
    garbage = [{"type": "phone", "value": "---"}, {"type": "email", "value": "@@"},
               {"type": "vehicle", "value": "\u0000\u2028"}, {"type": "national_id", "value": "0"}]
    told("identifiers of garbage", 0,
         ["identities", put("n.jsonl", suspects(3, name="Raju Sk", identifiers=garbage))], "among 3")
    told("an identifier that is no text", 0,
         ["identities", put("n.jsonl", suspects(2, identifiers=[{"type": "phone", "value": 5}]) + GOOD)])
    # A child among the suspects is found to be one person, and not named.
    children = put("c.jsonl", suspects(2, name="Zorvane Quillimba", age=15, father="Ombrizel",
                                       identifiers=[{"type": "phone", "value": "+919000012345"}]))
    for form in ("table", "json", "csv"):
        told(f"children as {form}", 0, ["identities", children, "--review-from", "0", "--format", form],
             "child suspect", absent=("Zorvane", "Quillimba", "Ombrizel", "9000012345"))
    # One man of thirty and a boy of fifteen whom an analyst calls one: neither is named.
    mixed = put("m.jsonl", lines(
        {"id": "A-1", "reported": "2020", "people": [{"ref": "s1", "name": "Zorvane Quillimba", "age": 15}]},
        {"id": "A-2", "reported": "2023", "people": [{"ref": "s1", "name": "Bixoluna Quillimba", "age": 18},
                                                     {"ref": "s2", "name": "Tarak Naskar"}]}))
    verdict = put("v.jsonl", b'{"a":"A-1/s1","b":"A-2/s1","verdict":"same"}\n')
    for command in (["suspects"], ["hubs", "--of", "people"], ["export", "--view", "association", "-o", "-"]):
        told(f"who was a child, by {command[0]}", 0,
             [command[0], mixed, *command[1:], "--decisions", verdict, "--quiet"],
             absent=("Zorvane", "Bixoluna", "Quillimba"))

    cast = put("n.jsonl", suspects(3, name="Raju Sk"))
    for what, status, text, part in (
            ("a verdict on someone unknown", 0, '{"a":"S-0/s1","b":"S-9/s1","verdict":"same"}', "not in the input"),
            ("no verdicts", 0, "", ""),
            ("a verdict that is none", 1, '{"a":"S-0/s1","b":"S-1/s1","verdict":"maybe"}', ":1: /verdict: "),
            ("a verdict on one", 1, '{"a":"S-0/s1","verdict":"same"}', ":1: /b: "),
            ("a verdict without end", 1, '{"a":"S-0/s1"', ":1: not_a_decision"),
            ("a verdict of no day", 1,
             '{"a":"S-0/s1","b":"S-1/s1","verdict":"same","when":"yesterday"}', "YYYY-MM-DD"),
            ("verdicts against each other", 1,
             "\n".join('{"a":"S-%d/s1","b":"S-%d/s1","verdict":"%s"}' % one
                       for one in ((0, 1, "same"), (1, 2, "same"), (0, 2, "different"))),
             "contradicting_decisions")):
        for command in ("identities", "suspects"):
            told(f"{what}, {command}", status, [command, cast, "--decisions",
                                               put("v.jsonl", text.encode())], part)
    for command in ("routes", "trends", "summary"):
        expect(f"verdicts for {command}, which joins nobody by them", 2,
               [command, cast, "--decisions", verdict])
    expect("verdicts that are not there", 3, ["identities", cast, "--decisions", cast + ".none"])
    expect("verdicts in another encoding", 3,
           ["identities", cast, "--decisions", put("v.jsonl", '{"a"}'.encode("utf-16"))])

    table = put("people.csv", b"No,Name\n1,Raju Sk\n2,Rajoo Sk\n")
    other = put("others.csv", b"No,Name\n7,Raju Sk\n")
    fields = {"record": "person", "fields": {"/ref": "{No}", "/name": "{Nmae}"}}
    told("a mapping of a column that is not there", 3,
         ["identities", table, "--map", put("map.json", json.dumps(fields).encode())], "Nmae", "Name")
    fields["fields"]["/name"] = "{Name}"
    mapping = put("map.json", json.dumps(fields).encode())
    told("two lists", 0, ["identities", table, other, "--map", mapping, "--link"], "among 3 people")
    for what, options in (("one list linked", ["--link"]), ("one to one within a list", ["--one-to-one"]),
                          ("no chance", ["--same-from", "1.5"]), ("a chance below that of review",
                          ["--same-from", "0.2", "--review-from", "0.5"]),
                          ("labels that are none", ["--labels", put("no.json", b'{"format":"sandhan-truth",'
                                                    b'"version":1,"identities":[]}')]),
                          ("nobody to include", ["--include", "strangers"])):
        expect(what, 2, ["identities", table, "--map", mapping, *options])
    expect("labels that are not there", 3, ["identities", cast, "--labels", cast + ".none"])


def check_graph_files(put, expect, failures):
    """A file that is not what its ending says, and columns that are not there."""
    def told(name, data, words, *options, status=3):
        run = expect(name + " " + " ".join(options), status, ["hubs", put(name, data), *options])
        if words not in run.stderr:
            failures.append(f"{name}: does not say {words}: {run.stderr[:300]!r}")

    told("a.gexf", b"<graphml/>", b"line 1, column 1: the outermost element is not gexf")
    told("a.gml", b"graph [ node [ id 1 ]", b"line 1, column 22: the file ends within a list")
    told("a.paj", b"hello", b"line 1: this line belongs to no section")
    told("a.net", b"*Vertices 2\n*Arcs\n1 3\n", b"line 3, column 3: there is no vertex 3")
    told("a.dot", b"graph { a -> b }", b"line 1, column 11: -> stands in a graph")
    told("a.gv", b"\xff\xfeg\0", b"UTF-16")
    told("a.dl", b"dl n=2 data: 1 2 3", b"the file ends before all entries")
    told("a.mtx", b"1 2\n", b"does not begin with %%MatrixMarket")
    told("w.gml", b'graph [ edge [ source 1 target 2 value -1 ] ]', b"from 1 to 2: weight -1 is not")
    table = b"Caller,Called,Calls\na,b,2\n"
    told("c.csv", table, b"--source Callr: the header has no such column; it has Caller, Called, Calls",
         "--source", "Callr", "--target", "Called")
    told("c.csv", table, b"name it by --target", "--source", "Caller")
    told("c.csv", table, b"named for two", "--source", "Caller", "--target", "Caller")
    told("c.csv", table, b"weight (text, not shown)", "--source", "Caller", "--target", "Calls",
         "--weight", "Called")
    told("d.gml", b"graph [ ]", b"are for edge lists", "--source", "a", status=2)
    told("g.jsonl", GOOD, b"are for edge lists", "--weight", "a", status=2)


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    failures = []

    def put(name, data):
        (folder / name).write_bytes(data)
        return str(folder / name)

    def expect(what, status, arguments, stdin=None):
        run = subprocess.run([PROGRAM, *arguments], check=False, input=stdin, capture_output=True,
                             env=dict(os.environ, XDG_DATA_HOME=str(folder / "data")), timeout=60)
        if run.returncode != status:
            failures.append(f"{what}: status {run.returncode}, expected {status}: {run.stderr[:200]!r}")
        if status in (2, 3) and not run.stderr.startswith(b"analyse:") :
            failures.append(f"{what}: no message: {run.stderr[:200]!r}")
        return run

    check_graph_files(put, expect, failures)
    expect("no input", 2, ["routes"])
    expect("no command", 2, [])
    expect("unknown option", 2, ["routes", "--colour"])
    expect("bad level", 2, ["routes", put("g.jsonl", GOOD), "--level", "street"])
    expect("bad date", 2, ["routes", put("g.jsonl", GOOD), "--since", "yesterday"])
    likely = ["routes", put("g.jsonl", GOOD), "--from", "Howrah", "--to"]
    expect("one place as both ends of a route", 2, [*likely, "Howrah"])
    expect("a route to nowhere", 2, likely[:-1])
    expect("a route to an unknown place", 2, [*likely, "Zorbpur"])
    told = expect("a route to a name of several places", 2, [*likely, "Bilaspur"]).stderr
    if told.count(b"place:IN-") < 2:
        failures.append(f"a route to a name of several places: no candidates: {told!r}")
    expect("no routes asked for", 2, [*likely, "Rajkot", "-k", "0"])
    expect("a third order", 2, [*likely, "Rajkot", "--order", "3"])
    expect("an order of nothing", 2, ["routes", put("g.jsonl", GOOD), "--order", "2"])
    expect("likely routes of legs", 2, [*likely, "Rajkot", "--legs"])
    expect("more routes than there are", 0, [*likely, "Rajkot", "-k", "1000000000"])
    expect("a route against all legs", 0, ["routes", put("g.jsonl", GOOD), "--from", "Rajkot",
                                           "--to", "Howrah"])
    expect("a route to where nobody went", 0, [*likely, "Pune", "--order", "2"])
    expect("bad measure", 2, ["hubs", put("g.jsonl", GOOD), "--by", "betweeness"])
    for told in ("0.01", "0.01,", "0,0.1", "-1,0.1", "nan,0.1", "0.01,0", "0.01,1", "a,b", "1,1,1"):
        expect(f"estimates within {told}", 2,
               ["hubs", put("g.jsonl", GOOD), f"--approximate={told}"])
    expect("weighted estimates", 2,
           ["hubs", put("g.jsonl", GOOD), "--weighted", "--approximate", "0.1,0.1"])
    expect("the first by a measure of everyone", 2,
           ["hubs", put("g.jsonl", GOOD), "--first", "3", "--by", "core"])
    expect("the first none", 2,
           ["hubs", put("g.jsonl", GOOD), "--first", "0", "--by", "closeness"])
    expect("more firsts than there are", 0,
           ["hubs", put("g.jsonl", GOOD), "--first", "999", "--by", "closeness"])
    expect("ties by a measure of places", 2, ["hubs", put("g.jsonl", GOOD), "--edges", "--by", "core"])
    expect("no ties to rank", 0, ["hubs", put("e.json", b"[]"), "--edges"])
    expect("restarts of no walk", 2,
           ["hubs", put("g.jsonl", GOOD), "--by", "core", "--restart-at", "Rajkot"])
    expect("restarts at nobody", 2, ["hubs", put("g.jsonl", GOOD), "--restart-at", ";"])
    expect("restarts at a place that is not there", 2,
           ["hubs", put("g.jsonl", GOOD), "--restart-at", "Zorbpur"])
    expect("nobody to explain", 2, ["hubs", put("g.jsonl", GOOD), "--explain", "Nowherepur"])
    players = ["hubs", put("g.jsonl", GOOD), "--key-players"]
    expect("key players", 0, [*players, "2"])
    expect("more key players than there are", 0, [*players, "1000000000000"])
    for told in ("0", "-1", "x", "1.5"):
        expect(f"{told} key players", 2, [*players[:-1], f"--key-players={told}"])
    for option in (["--aim", "both"], ["--reach-steps", "2"], ["--limit", "-1"], ["--by", "degree"],
                   ["--aim", "reach", "--reach-steps", "0"], ["--limit", "5", "--exact"],
                   ["--aim", "reach", "--distance", "--reach-steps", "2"], ["--dismantle"]):
        expect(f"key players {option}", 2, [*players, "2", *option])
    for option in (["--aim", "reach"], ["--distance"], ["--reach-steps", "2"], ["--limit", "5"],
                   ["--exact"], ["--dismantle=0"], ["--dismantle=-1"], ["--dismantle=x"],
                   ["--dismantle", "--by", "strength"], ["--dismantle", "--by", "degree,betweenness"],
                   ["--dismantle", "--weighted"]):
        expect(f"hubs {option}", 2, ["hubs", put("g.jsonl", GOOD), *option])
    lone = put("lone.csv", b"source,target\na,\nb,\n")
    for option in (["--key-players", "1"], ["--key-players", "3", "--aim", "reach"], ["--dismantle"],
                   ["--key-players", "2", "--distance"], ["--dismantle", "1", "--by", "degree"]):
        expect(f"no incidents {option}", 0, ["hubs", put("e.json", b"[]"), *option])
        expect(f"no edges {option}", 0, ["hubs", lone, *option])
    expect("two questions", 2, ["hubs", put("g.jsonl", GOOD), "--explain", "a", "--summary"])
    for option in (["--bootstrap", "0"], ["--bootstrap", "-3"], ["--bootstrap", "x"],
                   ["--bootstrap", "1000000"], ["--bootstrap", "9", "--top-k", "0"],
                   ["--top-k", "3"], ["--missing", "1"], ["--missing", "-0.1"], ["--missing", "nan"],
                   ["--missing", "0.1", "--replications", "0"], ["--missing-kind", "ties"],
                   ["--missing", "0.1", "--missing-kind", "places"], ["--replications", "9"],
                   ["--missing", "0.1", "--bootstrap", "9"], ["--by-period", "5m"],
                   ["--by-period", "week"], ["--by-period", "0y"], ["--by-period", "1y", "--summary"],
                   ["--by-period", "1y", "--top-k", "3"]):
        expect(f"hubs {option}", 2, ["hubs", put("g.jsonl", GOOD), *option])
    edges = put("e.csv", b"source,target\nA,B\nB,C\n")
    told = expect("resampling a graph without incidents", 2, ["hubs", edges, "--bootstrap", "9"])
    if b"evidence" not in told.stderr:
        failures.append(f"resampling a graph without incidents: no remedy: {told.stderr!r}")
    expect("periods of a graph file", 2, ["hubs", edges, "--by-period", "1y"])
    expect("missing ties of a graph file", 0, ["hubs", edges, "--missing", "0.5"])
    expect("resampling a graph of incidents", 0,
           ["hubs", put("f.csv", b"source,target,evidence\nA,B,X;Y\nB,C,\n"), "--bootstrap", "9"])
    expect("resampling nobody", 0, ["hubs", put("g.jsonl", GOOD), "--of", "organisations",
                                    "--bootstrap", "9"])
    expect("periods without a date", 0, ["hubs", put("g.jsonl", GOOD), "--by-period", "1y"])
    ages = b'{"id":"A","reported":"0999","people":[{"ref":"s"}]}\n{"id":"B","reported":"2020","people":[{"ref":"s"}]}\n'
    told = expect("more months than a page holds", 2, ["hubs", put("a.jsonl", ages), "--by-period",
                                                       "1m"])
    if b"--since" not in told.stderr:
        failures.append(f"more months than a page holds: no remedy: {told.stderr!r}")
    check_identities(put, expect, failures)
    roles = ["hubs", put("g.jsonl", GOOD), "--roles"]
    expect("groups without roles", 2, ["hubs", put("g.jsonl", GOOD), "--group-by", "state"])
    expect("groups by a word that is none", 2, [*roles, "--group-by", "colour"])
    expect("districts of states", 2, [*roles, "--group-by", "district", "--level", "state"])
    expect("roles and figures", 2, [*roles, "--summary"])
    expect("rewirings of a ranking", 2, ["hubs", put("g.jsonl", GOOD), "--rewirings", "9"])
    expect("fewer than no rewirings", 2, ["hubs", put("g.jsonl", GOOD), "--summary", "--rewirings",
                                          "-1"])
    expect("roles by a measure", 2, [*roles, "--by", "degree"])
    expect("roles of nothing", 0, ["hubs", put("e.json", b"[]"), "--roles"])
    lonely = put("lonely.csv", b"source,target\na,b\nb,c\n")
    expect("roles by a column that is not there", 2, ["hubs", lonely, "--roles"])
    expect("roles of a graph of one kind", 0, ["hubs", lonely, "--roles", "--group-by", "kind"])
    for option in (["--quality", "louvain"], ["--resolution", "-1"], ["--resolution", "nan"],
                   ["--resolution", "inf"], ["--resolution", "high"], ["--stability", "-1"],
                   ["--stability", "many"], ["--min-size", "1"], ["--of", "people"],
                   ["--directed"]):
        expect(f"cells {option}", 2, ["cells", lonely, *option])
    expect("cells of nothing", 2, ["cells"])
    expect("cells with everybody", 2, ["cells", put("g.jsonl", GOOD), "--include", "everybody"])
    expect("cells of two graphs", 2, ["cells", lonely, lonely])
    for name, data in (("no.json", b"[]"), ("one.csv", b"source,target\na,\n"),
                       ("self.csv", b"source,target\na,a\n")):
        told = expect(f"no cell in {name}", 0, ["cells", put(name, data)]).stdout
        if b"there is no cell" not in told:
            failures.append(f"no cell in {name}: {told!r}")
    expect("cells of ties without strength", 3, ["cells", put("w.csv",
                                                              b"source,target,weight\na,b,-1\n")])
    nobody = b'{"id":"A-2","people":[{"ref":"v","role":"victim"},{"ref":"o","role":"official"}]}\n'
    expect("cells without suspects", 0, ["cells", put("victims.jsonl", nobody)])
    alike = b"".join(b'{"id":"S-%d","people":[{"ref":"a","role":"suspect","name":"Raju"},'
                     b'{"ref":"b","role":"recruiter","name":"Raju"}]}\n' % i for i in range(300))
    expect("cells where all have one name", 0, ["cells", put("raju.jsonl", alike)])
    for option in (["--min-incidents", "0"], ["--max-gap", "-1"], ["--max-gap", "x"], ["--legs"]):
        expect(f"--patterns {option}", 2, ["routes", put("g.jsonl", GOOD), "--patterns", *option])
    for option in (["--min-incidents", "0"], ["--max-stops", "1"], ["--max-stops", "-2"], ["--patterns"]):
        expect(f"--circuits {option}", 2, ["routes", put("g.jsonl", GOOD), "--circuits", *option])
    for option in (["--legs"], ["--include-inferred"], ["--level", "state"], ["-k", "3"]):
        expect(f"--infer-transit {option}", 2, ["routes", put("g.jsonl", GOOD), "--infer-transit",
                                                *option])
    expect("guesses by state", 2, ["routes", put("g.jsonl", GOOD), "--include-inferred", "--level",
                                   "state"])
    expect("guesses among circuits", 2, ["routes", put("g.jsonl", GOOD), "--circuits",
                                         "--include-inferred"])
    expect("no gap", 0, ["routes", put("e.json", b"[]"), "--infer-transit"])
    for option in (["--max-degree", "1"], ["--max-group", "0"], ["--supporting-only", "phone"],
                   ["--steps", "3"], ["--paths", "2"], ["--window", "-1"], ["--exposure", ","],
                   ["--predict", "--max-group", "3"], ["--of", "a", "--predict"],
                   ["--exposure", "nobody at all"], ["--exposure", "a", "--min-incidents", "2"]):
        expect(f"suspects {option}", 2, ["suspects", put("g.jsonl", GOOD), *option])
    expect("seeds of a file that is not there", 3, ["suspects", put("g.jsonl", GOOD), "--exposure",
                                                    "@/nowhere/seeds"])
    expect("a forecast from nothing", 0, ["suspects", put("e.json", b"[]"), "--predict"])
    expect("groups of nothing, bounded", 0, ["suspects", put("e.json", b"[]"), "--max-group", "2"])
    expect("guesses of groups", 2, ["evaluate", "suspects", put("g.jsonl", GOOD),
                                    "--infer-transit"])
    expect("legs without a truth", 2, ["evaluate", "routes", put("g.jsonl", GOOD),
                                       "--infer-transit", "--legs"])
    expect("guesses in the case graph", 2, ["export", put("g.jsonl", GOOD), "--infer-transit", "-o",
                                            "/dev/null"])
    for option in (["--publish", "0"], ["--publish", "abc"], ["--publish=-3"], ["--publish", "1e3"],
                   ["--publish", "99999999999999999999"], ["--publish", "--view", "case"],
                   ["--publish", "--view", "association"], ["--publish", "--reveal-victims"],
                   ["--publish", "--include", "victims"], ["--publish", "--to", "ftm"],
                   ["--publish", "--to", "incidents"],
                   ["--publish", "--view", "movement", "--infer-transit"]):
        expect(f"export {option}", 2, ["export", put("g.jsonl", GOOD), "-o", "/dev/null", "--to",
                                       "graphml", *option] if "--to" not in option else
               ["export", put("g.jsonl", GOOD), "-o", "/dev/null", *option])
    expect("a graph file to publish", 2, ["export", put("g.csv", b"source,target\na,b\n"),
                                          "--publish", "-o", "-"])
    expect("nothing to publish", 0, ["export", put("e.json", b"[]"), "--publish", "-o", "-"])
    expect("--max-gap alone", 2, ["routes", put("g.jsonl", GOOD), "--max-gap", "1"])
    timed = ["routes", put("g.jsonl", GOOD), "--timed", "--from", "Howrah", "--to"]
    expect("an itinerary", 0, [*timed, "Rajkot"])
    expect("an itinerary to where it begins", 2, [*timed, "Howrah"])
    expect("an itinerary to nowhere", 2, timed[:-1])
    expect("an itinerary to an unknown place", 2, [*timed, "Zorbpur"])
    expect("an itinerary that nobody can take", 0, ["routes", put("g.jsonl", GOOD), "--timed",
                                                     "--from", "Rajkot", "--to", "Howrah"])
    for option in (["--min-dwell", "3", "--max-dwell", "2d"], ["--min-dwell", "-1"],
                   ["--max-dwell=-2w"], ["--max-dwell", "1m"], ["--min-dwell", "soon"],
                   ["--max-dwell", "99999999999"], ["--joined-by", "police"], ["--joined-by", ","],
                   ["--legs"], ["--patterns"], ["--reach"], ["-k", "3"]):
        expect(f"--timed {option}", 2, [*timed, "Rajkot", *option])
    expect("--reach of nothing", 2, ["routes", put("g.jsonl", GOOD), "--reach"])
    profile = ["routes", put("g.jsonl", GOOD), "--profile"]
    expect("--profile of nothing", 2, profile)
    expect("--profile", 0, [*profile, "--from", "Howrah"])
    expect("--profile that leads nowhere", 0, [*profile, "--from", "Rajkot", "--to", "Howrah"])
    expect("--profile to where it begins", 2, [*profile, "--from", "Howrah", "--to", "Howrah"])
    expect("--profile of an unknown place", 2, [*profile, "--from", "Zorbpur"])
    for option in (["--reach"], ["--timed"], ["--min-dwell", "soon"], ["--patterns"], ["-k", "3"]):
        expect(f"--profile {option}", 2, [*profile, "--from", "Howrah", *option])
    expect("--max-dwell alone", 2, ["routes", put("g.jsonl", GOOD), "--max-dwell", "3"])
    expect("--reach", 0, ["routes", put("g.jsonl", GOOD), "--reach", "--from", "Howrah"])
    expect("missing file", 3, ["routes", str(folder / "none.json")])
    expect("folder without files", 3, ["routes", str((folder / "empty")).rstrip("/")]
           if (folder / "empty").mkdir() is None else [])
    expect("binary file", 3, ["routes", put("b.json", bytes(range(256)) * 20)])
    expect("truncated gzip", 3, ["routes", put("t.jsonl.gz", gzip.compress(GOOD * 2000)[:-20])])
    expect("empty file", 3, ["routes", put("n.json", b"")])
    expect("empty file among others", 1, ["routes", put("n.csv", b"\n"), put("g.jsonl", GOOD)])
    expect("empty file checked", 1, ["check", put("n.jsonl", b"")])
    expect("UTF-16", 3, ["routes", put("u.json", "[]".encode("utf-16"))])
    latin = expect("Latin-1", 1, ["check", put("l.jsonl", GOOD + '{"id":"café"}\n'.encode("latin-1"))])
    if b"byte" not in latin.stdout:
        failures.append("Latin-1: the message does not name the byte")
    expect("line of 100 MB", 1, ["routes", put("m.jsonl", GOOD + b'{"id":"' + b"x" * 100_000_000
                                               + b'"}\n' + GOOD.replace(b"A-1", b"A-2"))])
    (folder / "m.jsonl").unlink()
    expect("empty array", 0, ["routes", put("e.json", b"[]")])
    expect("half bad", 1, ["routes", put("h.jsonl", GOOD + b'{"id": 5}\n')])
    expect("all bad", 3, ["routes", put("x.jsonl", b'{"id": 5}\n')])
    expect("check finds", 1, ["check", put("x.jsonl", b'{"id": 5}\n')])
    expect("strict", 3, ["routes", "--strict", put("h.jsonl", GOOD + b'{"id": 5}\n')])
    expect("standard input", 0, ["routes", "-"], GOOD)
    expect("deep nesting", 3, ["routes", put("d.json", b"[" * 200000)])
    expect("unwritable output", 3, ["routes", put("g.jsonl", GOOD), "-o", "/proc/none/x.json"])
    expect("full disk", 3, ["routes", put("g.jsonl", GOOD), "-o", "/dev/full"])

    # Dates that trends cannot compare: an answer or a message that says what to give instead.
    def dated(name, *days):
        lines = [json.dumps({"id": f"T-{i}", "people": [{"ref": "v1", "role": "victim"}],
                             "journey": [{"place": "Howrah, West Bengal",
                                          **({"departed": day} if day else {})},
                                         {"place": "Rajkot, Gujarat"}]})
                 for i, day in enumerate(days)]
        return put(name, "\n".join(lines).encode())

    def says(what, status, words, arguments, command=("trends",)):
        run = expect(what, status, [*command, *arguments])
        text = run.stdout + run.stderr
        if words not in text:
            failures.append(f"{what}: does not say {words}: {text[:300]}")

    undated, one_day = dated("t0.jsonl", None, None), dated("t1.jsonl", "2020-03-05", "2020-03-05")
    years = dated("t2.jsonl", "2019-03-05", "2020-05-05", "2021-09-09", "2021-10-09")
    vague = dated("t3.jsonl", "2019", "2020", "2018/2021")
    for more in ([], ["--split", "2020-01-01"], ["--window", "6m"], ["--relative"]):
        says(f"trends without dates {more}", 0, b"No journey here has a date", [undated, *more])
        says(f"trends of one day {more}", 0, b"All dates mean one day, 2020-03-05", [one_day, *more])
    says("trends of nothing", 0, b"No journey here has a date", [put("e.json", b"[]")])
    says("scan without dates", 0, b"No journey here has a date", [undated, "--scan"])
    says("scan of one day", 0, b"too few days", [one_day, "--scan"])
    says("scan of little", 0, b"Nowhere did the last days", [years, "--scan"])
    says("trends of vague dates", 0, b"In no count", [vague, "--split", "2019-06"])
    says("scan of vague dates", 0, b"has a date that a scan can use", [vague, "--scan"])
    says("by report, none told", 0, b"day of report", [years, "--by-report"])
    says("split after the data", 2, b"2019-03-05 to 2021-10-09", [years, "--split", "2022"])
    says("split before the data", 2, b"2019-03-05 to 2021-10-09", [years, "--split", "2019-03-05"])
    says("split with all on one side", 0, b"0.00", [years, "--split", "2021-10-09"])
    says("split that is no date", 2, b"not a date", [years, "--split", "spring"])
    says("open split", 2, b"not a date", [years, "--split", "../2020"])
    says("window of no length", 2, b"not a length", [years, "--window", "0m"])
    says("window without a unit", 2, b"not a length", [years, "--window", "6"])
    says("negative window", 2, b"not a length", [years, "--window", "-6m"])
    says("window longer than the data", 2, b"shorten it", [years, "--window", "20y"])
    says("scan window longer than the data", 2, b"shorten it", [years, "--scan", "--window", "20y"])
    says("too many windows", 2, b"lengthen it", [years, "--window", "1d"])
    says("split and window", 2, b"excludes", [years, "--split", "2020", "--window", "6m"])
    says("scan and split", 2, b"excludes", [years, "--scan", "--split", "2020"])
    says("replications without a scan", 2, b"requires", [years, "--replications", "99"])
    target = folder / "out.graphml"
    expect("export", 0, ["export", put("g.jsonl", GOOD), "-o", str(target)])
    if not target.read_bytes().rstrip().endswith(b"</graphml>"):
        failures.append("export: the file is not whole")
    expect("export without a name", 2, ["export", put("g.jsonl", GOOD)])
    exported = ["export", put("g.jsonl", GOOD)]
    says("export to an unknown ending", 2, b"tells no format", ["-o", str(folder / "x.docx")], exported)
    says("export to an unknown format", 2, b"not a format", ["--to", "gephi", "-o", "-"], exported)
    says("export in a dialect of another format", 2, b"no such dialect",
         ["--dialect", "yed", "-o", str(folder / "refused.gexf")], exported)
    says("several files to standard output", 2, b"several files", ["--to", "neo4j", "-o", "-"],
         exported)
    says("a view of records", 2, b"holds the records",
         ["--view", "case", "-o", str(folder / "refused.jsonl")], exported)
    says("a layout that is none", 2, b"--layout", ["--layout", "circle", "-o", str(target)], exported)
    says("records of a graph file", 2, b"holds no incidents",
         [str(target), "-o", str(folder / "refused.jsonl")], ["export"])
    says("records that cannot be read twice", 2, b"not standard input",
         ["-", "--to", "incidents", "-o", "-"], ["export"])
    says("a folder that cannot be made", 3, b"cannot make this folder",
         ["--to", "i2", "-o", str(target / "below")], exported)
    if (folder / "refused.gexf").exists() or (folder / "refused.jsonl").exists():
        failures.append("export: what was refused left a file")
    run = expect("several of one name", 2, ["path", "Nobody", "Rajkot", put("g.jsonl", GOOD)])
    if b"Nobody" not in run.stderr:
        failures.append("path: the message does not name what was not found")

    good = put("g.jsonl", GOOD)
    cut = ["interdict", good, "--from", "Howrah", "--to", "Rajkot"]

    def interdict(what, status, word, arguments):
        run = expect("interdict: " + what, status, arguments)
        if word not in run.stdout + run.stderr:
            failures.append(f"interdict: {what}: no word of {word}: {run.stdout} {run.stderr}")

    interdict("victims all unknown", 0, b"count as one victim each", cut)
    interdict("no sides", 2, b"--from", ["interdict", good])
    interdict("no route back", 0, b"No route",
              ["interdict", good, "--from", "Rajkot", "--to", "Howrah"])
    interdict("no journey through", 0, b"No journey here touches --from",
              ["interdict", good, "--from", "Kerala", "--to", "Rajkot"])
    interdict("no whole journey", 0, b"No journey leads",
              ["interdict", good, "--from", "Rajkot", "--to", "Howrah", "--budget", "2"])
    interdict("neighbours", 0, b"No set of places separates", [*cut, "--cut", "places"])
    interdict("same sides", 2, b"--from and --to both hold place:IN-WB/howrah",
              ["interdict", good, "--from", "Howrah;Rajkot", "--to", "West Bengal"])
    interdict("unknown place", 2, b"Zzyzxq", [*cut, "--from", "Zzyzxq"])
    interdict("ambiguous place", 2, b"place:IN-CG/bilaspur", [*cut, "--from", "Bilaspur"])
    interdict("nothing named", 2, b"give places", ["interdict", good, "--from", ";", "--to", "Pune"])
    interdict("budget above the graph", 0, b"intercepts no more", [*cut, "--budget", "1000000"])
    for budget in ("0", "-1", "nan", "inf"):
        interdict(f"budget {budget}", 2, b"give a number above 0", [*cut, "--budget", budget])
    for detection in ("0", "-0.5", "1.5", "nan"):
        interdict(f"detection {detection}", 2, b"above 0 and at most 1",
                  [*cut, "--budget", "1", "--detection", detection])
    interdict("detection without budget", 2, b"--budget K", [*cut, "--detection", "0.5"])
    costs = put("costs.csv", b"origin,destination,cost\nHowrah,Rajkot,2\n")
    interdict("costs without budget", 2, b"--budget K", [*cut, "--costs", costs])
    interdict("costs of corridors for places", 2, b"give costs of what is cut",
              [*cut, "--cut", "places", "--budget", "1", "--costs", costs])
    interdict("too dear", 0, b"0.000", [*cut, "--budget", "1", "--costs", costs])
    interdict("no costs file", 3, b"none.csv", [*cut, "--budget", "1", "--costs",
                                                str(folder / "none.csv")])
    for text, status, word in (
            (b"origin,destination,cost\nHowrah,Rajkot,-2\n", 3, b"line 2: column cost: -2"),
            (b"what,price\nHowrah,2\n", 3, b"origin,destination,cost"),
            (b"origin,destination,cost\nHowrah,Zzyzxq,2\n", 2, b"line 2: destination \"Zzyzxq\""),
            (b"origin,destination,cost\nHowrah,Rajkot,2\nHowrah,Rajkot,3\n", 2,
             b"has a cost from line 2"),
            (b"origin,destination,cost\nRajkot,Howrah,2\n", 0, b"1 row of")):
        interdict(f"costs {text}", status, word,
                  [*cut, "--budget", "1", "--costs", put("costs.csv", text)])

    # A log of runs that can't be one: nothing is done.
    for name, log, word in (("a folder", str(folder), b"cannot be written"),
                            ("no folder", str(folder / "none" / "a.log"), b"make the folder|choose"),
                            ("records", good, b"this is no audit log"),
                            ("a device", "/dev/full", b"must be a file on a disk")):
        run = expect(f"--audit {name}", 3, ["routes", good, "--audit", log])
        if run.stdout or not any(part in run.stderr for part in word.split(b"|")):
            failures.append(f"--audit {name}: {run.stderr[:200]!r}")
    expect("no log to verify", 3, ["audit", good])
    expect("an empty log", 0, ["audit", put("empty.log", b"")])
    expect("half a log", 1, ["audit", put("half.log", b'{"sandhan_audit":1,"n":1,"prev')])
    expect("no hash", 2, ["audit", put("empty.log", b""), "--expect", "xyz"])
    expect("a certificate of nothing", 2, ["export", good, "-o", "-", "--certificate"])
    for name, start in (("x.xlsx", b"PK\x03\x04"), ("x.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")):
        run = expect(f"a workbook {name}", 3, ["summary", put(name, start + bytes(range(256)) * 9)])
        if b"CSV (UTF-8)" not in run.stderr or b"soffice" not in run.stderr:
            failures.append(f"{name}: no way out is told: {run.stderr[:200]!r}")
    expect("no such mapping", 3, ["check", put("a.csv", b"id\n1\n"), "--map", "ctdcc"])
    expect("another table than CTDC's", 3, ["check", put("a.csv", b"id\n1\n"), "--map", "ctdc"])

    # Ctrl-C while standard input is awaited: nothing is written and the status says so.
    waiting = subprocess.Popen([PROGRAM, "routes", "-", "-o", str(folder / "never.json")],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(1.0)
    waiting.send_signal(signal.SIGINT)
    try:
        waiting.wait(timeout=10)
    except subprocess.TimeoutExpired:
        waiting.kill()
    if waiting.returncode != 130 or (folder / "never.json").exists():
        failures.append(f"Ctrl-C: status {waiting.returncode}, expected 130 and no file")

    print("\n".join(failures) or "all clear")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
