#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every answer in JSON fits docs/output.schema.json, its evidence is sorted, bare and complete, and
the CSV has the same rows: output_schema_test.py PROGRAM ROOT.
"""
import csv
import io
import json
import pathlib
import subprocess
import sys
import tempfile

import fastjsonschema
import jsonschema

PROGRAM, ROOT = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2])
SCHEMA = json.loads((ROOT / "docs/output.schema.json").read_text(encoding="utf-8"))
SAMPLES = ["samples/incidents.jsonl", "samples/rajkot-2020.json"]
RING = "tests/golden/routes/circuits/ring.jsonl"
TRUTH = "tests/golden/evaluate/truth.json"
CAST = "tests/golden/identities/cases.jsonl"
VERDICTS = "tests/golden/identities/decisions.jsonl"
LISTS = ["tests/golden/identities/wanted.csv", "tests/golden/identities/arrested.csv", "--map",
         "tests/golden/identities/lists.json"]
LOG, TAMPERED = "tests/golden/audit/audit.log", "tests/golden/audit/tampered.log"
KEY = ["--key-file", "tests/golden/test.key", "--quiet"]
failures = []
tried = set()
compiled = {}  # by kind of document; far faster than a validator that reads the schema anew

# The fields of a row that are promised to whoever reads the output; a version may add, never drop.
PROMISED = {
    "check": "rank file line pointer code severity value message",
    "summary": "rank name value",
    "routes": "rank origin destination incidents victims expected_incidents share first last modes "
              "evidence",
    "routes_likely": "rank stops probability observed observed_by legs evidence",
    "routes_patterns": "rank stops route incidents expected_incidents victims first last evidence",
    "routes_circuits": "rank stops route kind incidents shared evidence",
    "trends": "rank origin destination before after rate_before rate_after rate_ratio interval "
              "q_value verdict evidence",
    "trends_scan": "rank corridors since observed expected p_value evidence",
    "routes_transit": "rank origin destination incidents no_stop similarity transit evidence",
    "routes_timed": "rank verdict best_of route stops departs arrives duration_days legs evidence",
    "routes_reach": "rank place certain leg_count route stops reliance evidence",
    "routes_profile": "rank place verdict best_of route stops departs arrives duration_days legs "
                      "reliance evidence",
    "hubs": "rank id label kind",
    "hubs_summary": "rank name value",
    "hubs_edges": "rank from from_label to to_label evidence",
    "hubs_explain": "rank measure reason from to amount share detail evidence",
    "hubs_roles": "rank id label kind group coordinator itinerant gatekeeper representative liaison "
                  "total participation within_module role sentence",
    "hubs_key_players": "rank id label kind value largest_component reachable_pairs components "
                        "strength_left",
    "hubs_dismantle": "rank id label kind largest_component reachable_pairs components "
                      "strength_left largest_share pairs_share strength_share",
    "identities": "rank a b a_label b_label probability weight comparisons decision decided_by "
                  "cluster why evidence",
    "suspects": "rank people incidents states reasons evidence",
    "suspects_of": "rank id label score reasons evidence",
    "suspects_exposure": "rank id label score paths remaining evidence",
    "suspects_predict": "rank a b score common_neighbours jaccard adamic_adar resource_allocation "
                        "katz pagerank evidence",
    "cells": "rank people size states",
    "path": "rank steps cost evidence",
    "interdict": "rank cut flow_before flow_after flow cut_capacity proved evidence",
    "interdict_budget": "rank budget cost cut flow_before flow_after intercepted share optimal gap "
                        "evidence",
    "gazetteer": "rank text id label level code lat lon status candidates",
    "evaluate": "rank name value",
    "audit": "rank line number verdict why time user host version command arguments folder inputs "
             "outputs victims_revealed status hash",
}
FIGURES = {"vertices", "edges", "directed", "density", "reciprocity", "components",
           "largest_component", "degree_centralisation", "betweenness_centralisation", "max_core",
           "articulation_points", "bridges", "diameter", "mean_distance", "clustering"}


def check(condition, message):
    if not condition:
        failures.append(message)


def run(arguments, form, status):
    more = [] if arguments[0] in ("gazetteer", "audit") else KEY
    done = subprocess.run([PROGRAM, *arguments, "--format", form, *more], cwd=ROOT, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    check(done.returncode in status, f"{arguments} --format {form}: status {done.returncode}: "
          f"{done.stderr.decode('utf-8', 'replace')[:300]}")
    return done.stdout.decode("utf-8")


def branch_of(document):
    command, parameters = document["command"], document["parameters"]
    if command == "routes" and "order" in parameters:
        return "routes_likely"
    if command == "hubs" and "summary" in parameters:
        return "hubs_summary"
    if command == "hubs" and "edges" in parameters:
        return "hubs_edges"
    if command == "hubs" and "explain" in parameters:
        return "hubs_explain"
    if command == "hubs" and "roles" in parameters:
        return "hubs_roles"
    if command == "hubs" and "key_players" in parameters:
        return "hubs_key_players"
    if command == "hubs" and "dismantle" in parameters:
        return "hubs_dismantle"
    if command == "routes" and "patterns" in parameters:
        return "routes_patterns"
    if command == "routes" and "circuits" in parameters:
        return "routes_circuits"
    if command == "routes" and "infer_transit" in parameters:
        return "routes_transit"
    if command == "routes" and "timed" in parameters:
        return "routes_timed"
    if command == "routes" and "reach" in parameters:
        return "routes_reach"
    if command == "routes" and "profile" in parameters:
        return "routes_profile"
    if command == "suspects" and "of" in parameters:
        return "suspects_of"
    if command == "suspects" and "exposure" in parameters:
        return "suspects_exposure"
    if command == "suspects" and "predict" in parameters:
        return "suspects_predict"
    if command == "trends" and "scan" in parameters:
        return "trends_scan"
    if command == "interdict" and "budget" in parameters:
        return "interdict_budget"
    return command


def evidences(value):
    """Every list called evidence, at any depth."""
    if isinstance(value, dict):
        for name, part in value.items():
            if name == "evidence":
                yield part
            else:
                yield from evidences(part)
    elif isinstance(value, list):
        for part in value:
            yield from evidences(part)


def check_row(row, branch, known, where):
    check(set(PROMISED[branch].split()) <= set(row), f"{where}: fields {sorted(row)}")
    for evidence in evidences(row):
        check(evidence == sorted(set(evidence), key=lambda s: s.encode()),
              f"{where}: evidence is not sorted: {evidence}")
        check(set(evidence) <= known, f"{where}: no incident: {set(evidence) - known}")
    own = set(row.get("evidence", []))
    if branch == "routes":
        check(len(own) == row["incidents"], f"{where}: {len(own)} of {row['incidents']} incidents")
        check(sum(row["modes"].values()) >= row["incidents"], f"{where}: modes {row['modes']}")
        check(row["expected_incidents"] <= row["incidents"], f"{where}: expects too much")
        check(abs(row["times_predicted_shrunk"] - 1) <= abs(row["times_predicted"] - 1) + 1e-9,
              f"{where}: not drawn to 1")
        if "share_interval" in row:
            check(row["tied_ranks"][0] <= row["rank"] <= row["tied_ranks"][1], f"{where}: ties")
        check(row.get("inferred", False) == (row.get("inferred_incidents", 0) == row["incidents"]),
              f"{where}: inferred")
    elif branch == "routes_transit":
        check(len(own) == row["incidents"], f"{where}: {len(own)} of {row['incidents']} incidents")
        for guess in row["transit"]:
            check(guess["seen"] == len(guess["evidence"]) and
                  guess["probability"] <= 1 - row["no_stop"] + 1e-5, f"{where}: {guess['id']}")
    elif branch == "routes_likely":
        ids = [stop["id"] for stop in row["stops"]]
        check([(leg["from"], leg["to"]) for leg in row["legs"]] == list(zip(ids, ids[1:])),
              f"{where}: legs do not join the stops")
        check(len(set(ids)) == len(ids), f"{where}: a place twice")
        inner = {i for leg in row["legs"] for i in leg["evidence"]}
        check(own == inner, f"{where}: evidence {own} of the row, {inner} of its legs")
        check(row["observed"] == bool(row["observed_by"]), f"{where}: observed by whom?")
        check(all(set(row["observed_by"]) <= set(leg["evidence"]) for leg in row["legs"]),
              f"{where}: observed by who did not take a leg")
        product = 1.0
        for leg in row["legs"]:
            product *= leg["probability"]
            check(len(leg["evidence"]) == leg["incidents"], f"{where}: incidents of a leg")
        check(abs(product - row["probability"]) < 1e-12, f"{where}: probability")
    elif branch == "routes_patterns":
        check(len(own) == row["incidents"], f"{where}: {len(own)} of {row['incidents']} incidents")
        check(row["route"] == " → ".join(stop["label"] for stop in row["stops"]), f"{where}: route")
        check(row["expected_incidents"] <= row["incidents"], f"{where}: expects too much")
    elif branch == "routes_circuits":
        check(len(own) == row["incidents"], f"{where}: {len(own)} of {row['incidents']} incidents")
        check(row["shared"] == sorted(row["shared"]) and (row["shared"] or row["kind"] == "journey"),
              f"{where}: shared {row['shared']}")
    elif branch == "trends":
        check(len(own) == row["before"] + row["after"], f"{where}: {len(own)} incidents behind it")
        check((row["q_value"] is None) == (row["verdict"] == "too_little"), f"{where}: verdict")
    elif branch == "trends_scan":
        check(len(own) == row["observed"] == sum(c["observed"] for c in row["corridors"]),
              f"{where}: {len(own)} incidents behind it")
    elif branch in ("routes_timed", "routes_profile"):
        ids = [stop["id"] for stop in row["stops"]]
        check([(leg["from"], leg["to"]) for leg in row["legs"]] == list(zip(ids, ids[1:])),
              f"{where}: legs do not join the stops")
        check(len(set(ids)) == len(ids), f"{where}: a place twice")
        check(own == {i for leg in row["legs"] for i in leg["evidence"]}, f"{where}: evidence")
        check(row["verdict"] == "certain" or row["best_of"] == ["possible"], f"{where}: best of")
        days = [leg[end]["earliest"] for leg in row["legs"] for end in ("departs", "arrives")]
        known_days = [day for day in days if day is not None]
        check(known_days == sorted(known_days), f"{where}: back in time")
        if branch == "routes_profile":
            check(row["place"] in (row["stops"][0], row["stops"][-1]), f"{where}: place")
    elif branch == "routes_reach":
        check(row["leg_count"] == len(row["stops"]) - 1, f"{where}: legs")
        check(row["certain"] == bool(row["certain_evidence"]), f"{where}: certain")
        check(set(row["certain_evidence"]) <= known, f"{where}: no incident")
        if row.get("arrives_certainly"):
            check(row["arrives"] <= row["arrives_certainly"], f"{where}: sure before possible")
        if row.get("departs_certainly"):
            check(row["departs"] >= row["departs_certainly"], f"{where}: sure after possible")
    elif branch in ("suspects_of", "path"):
        parts = row["reasons"] if branch == "suspects_of" else row["steps"]
        inner = {i for part in parts for i in part["evidence"]}
        check(own == inner, f"{where}: evidence {own} of the row, {inner} of its parts")
    elif branch in ("interdict", "interdict_budget"):
        inner = {i for member in row["cut"] for i in member["evidence"]}
        check(own == inner, f"{where}: evidence {own} of the row, {inner} of its members")
        for member in row["cut"]:
            check(len(member["evidence"]) == member["incidents"], f"{where}: {member}")
        if branch == "interdict":
            check(row["proved"] and row["flow"] == row["cut_capacity"] and
                  abs(row["flow_before"] - row["flow"] - row["flow_after"]) < 1e-9 and
                  (not row["separates"] or row["flow_after"] == 0), f"{where}: no proof")
        else:
            check(row["cost"] <= row["budget"] and
                  row["intercepted"] <= row["bound"] <= row["flow_before"] + 1e-9,
                  f"{where}: figures")
    elif branch == "identities":
        told = row["comparisons"]
        check(told[0]["field"] == "prior" and len({c["field"] for c in told}) == len(told),
              f"{where}: fields {told}")
        check(abs(sum(c["weight"] for c in told) - row["weight"]) < 1e-9, f"{where}: weight")
        check(abs(row["probability"] - 1 / (1 + 2 ** -row["weight"])) < 1e-9, f"{where}: chance")
        check((row["decision"] == "same") == (row["cluster"] is not None), f"{where}: cluster")
    elif branch == "cells":
        check(row["size"] == len(row["members"]) == len(row["people"]) + len(row["organisations"]),
              f"{where}: size")
        check([m["id"] for m in row["members"] if m["core"] and m["id"] in row["people"]] ==
              sorted(m["id"] for m in row["core"]), f"{where}: core")
        inner = {i for member in row["members"] for i in member.get("evidence", [])}
        check("incidents" not in row or own == inner and len(own) == row["incidents"],
              f"{where}: evidence {own} of the row, {inner} of its members")
        for link in row["links"]:
            check({i for r in link["reasons"] for i in r["evidence"]} == set(link["evidence"]),
                  f"{where}: evidence of a link")
        check(abs(sum(m["across"] for m in row["members"]) - row["across"]) < 1e-9 and
              abs(sum(m["within"] for m in row["members"]) - 2 * row["within"]) < 1e-9,
              f"{where}: strengths do not add up")
        for corridor in row.get("corridors", []):
            check(len(corridor["evidence"]) == corridor["incidents"] and
                  set(corridor["evidence"]) <= own, f"{where}: {corridor}")
    elif branch == "suspects":
        check(len(own) == row["incidents"], f"{where}: {len(own)} of {row['incidents']} incidents")
        inner = {i for member in row["members"] for i in member["evidence"]}
        check(own == inner, f"{where}: evidence {own} of the row, {inner} of its members")
        check({i for r in row["reasons"] for i in r["evidence"]} <= own,
              f"{where}: a reason rests on an incident of nobody in the group")
        members = {m["id"] for m in row["members"]}
        for step in row["script"]:
            told = set(step["told_by"])
            players = {p["id"] for p in step["players"]}
            check(step["missing"] == (step["role"] in row["missing_roles"]) and
                  step["missing"] == (not players) and told <= own and players <= members and
                  {i for p in step["players"] for i in p["evidence"]} <= own, f"{where}: {step}")
            for lead in step["leads"]:
                check(step["missing"] and lead["id"] not in members and lead["fits"] and
                      set(lead["fits"]) <= told and lead["evidence"] and
                      not own & set(lead["evidence"]), f"{where}: {lead}")
        people = [m["id"] for m in row["members"] if m["kind"] == "person"]
        check(people == row["people"] and len(people) == row["size"], f"{where}: people")


def reference(branch):
    return {"$ref": f"#/$defs/{branch}"}


def as_draft_7(schema):
    """The same for a library of draft 7, which overlooks what stands beside a reference. Nothing
    else of a later draft is used within a kind of document."""
    if isinstance(schema, list):
        return [as_draft_7(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    made = {name: as_draft_7(part) for name, part in schema.items() if name != "$ref"}
    if "$ref" in schema:
        made["allOf"] = [{"$ref": schema["$ref"]}]
    return made


def check_answer(arguments, known, validators, status):
    where = " ".join(arguments)
    text = run(arguments, "json", status)
    if not text:
        return None
    document = json.loads(text)
    branch = branch_of(document)
    if branch not in tried:  # slow: every kind of document is tried
        tried.add(branch)
        check(validators["any"].is_valid(document), f"{where}: fits none or several documents")
    try:
        compiled[branch](document)
    except fastjsonschema.JsonSchemaException as error:
        failures.append(f"{where}: {str(error)[:300]}")
    check(("--reveal-victims" in arguments) == document.get("victims_revealed", False) or
          branch == "gazetteer", f"{where}: victims_revealed is wrong")
    rows = document["rows"]
    check([row["rank"] for row in rows] == list(range(1, len(rows) + 1)), f"{where}: ranks")
    for row in rows:
        check_row(row, branch, known, f"{where}: row {row['rank']}")
    for place in document.get("places", []):
        check_row_of_place(place, known, where)
    if branch == "hubs":
        check(all(set(document["parameters"]["by"]) <= set(row) for row in rows),
              f"{where}: a measure is missing")
    if branch == "hubs_summary":
        check(FIGURES <= {row["name"] for row in rows}, f"{where}: figures are missing")

    table = list(csv.DictReader(io.StringIO(run(arguments, "csv", status), newline="")))
    check(len(table) == len(rows), f"{where}: {len(table)} rows of CSV, {len(rows)} of JSON")
    for row, cells in zip(rows, table):
        check(None not in cells and None not in cells.values(), f"{where}: ragged CSV")
        for name, cell in cells.items():
            if name == "evidence" and "evidence" in row:
                check(cell.split("; ") == row["evidence"] or (not cell and not row["evidence"]),
                      f"{where}: evidence {cell} in CSV")
            elif isinstance(row.get(name), str):
                check(cell.lstrip("'") == row[name].lstrip("'"), f"{where}: {name} is {cell} in CSV")
            elif isinstance(row.get(name), int) and not isinstance(row[name], bool):
                check(cell == str(row[name]), f"{where}: {name} is {cell} in CSV")
            elif isinstance(row.get(name), float):
                check(float(cell) == row[name], f"{where}: {name} is {cell} in CSV")
    return document


def check_row_of_place(place, known, where):
    check(place["evidence"] == sorted(place["evidence"]) and set(place["evidence"]) <= known and
          max(place["source"], place["transit"], place["destination"]) <= len(place["evidence"]),
          f"{where}: place {place['id']}")


def main():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    validators = {"any": jsonschema.Draft202012Validator(SCHEMA)}
    defined = {"$schema": "http://json-schema.org/draft-07/schema#",
               "$defs": as_draft_7(SCHEMA["$defs"])}
    for branch in PROMISED:
        compiled[branch] = fastjsonschema.compile({**defined, "allOf": [reference(branch)]})
    known = {json.loads((ROOT / SAMPLES[1]).read_text(encoding="utf-8"))["id"]}
    for line in (ROOT / SAMPLES[0]).read_text(encoding="utf-8").splitlines():
        known.add(json.loads(line)["id"])

    for path in (RING, CAST):
        for line in (ROOT / path).read_text(encoding="utf-8").splitlines():
            known.add(json.loads(line)["id"])

    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "empty.json").write_text("[]", encoding="utf-8")
        (folder / "no-truth.json").write_text(json.dumps(
            {"format": "sandhan-truth", "version": 1, "corridors": [], "cells": [],
             "identities": [], "journeys": []}), encoding="utf-8")
        (folder / "calls.csv").write_text("Calls;Who;Whom\n2;a;b\n1;b;c\n", encoding="utf-8")
        (folder / "edges.csv").write_text("source,target,weight\na,b,2\nb,c,1\nlone,,\n",
                                          encoding="utf-8")
        (folder / "bad.jsonl").write_text('{"id": "A", "people": [{"ref": "x", "age": "old"}]}\n{\n',
                                          encoding="utf-8")
        (folder / "places.csv").write_text("name,type,district,state\nZorbpur,village,Pune,"
                                           "Maharashtra\n", encoding="utf-8")
        export = subprocess.run([PROGRAM, "export", *SAMPLES, "-o", str(folder / "all.graphml"),
                                 *KEY], cwd=ROOT, check=False, capture_output=True)
        check(export.returncode == 0, f"export: {export.stderr!r}")
        files = [str(folder / "edges.csv")]
        of = "person:AHTU-0101"
        commands = [["check"], ["summary"], ["routes"], ["routes", "--legs"],
                    ["routes", "--min-incidents", "3"],
                    ["routes", "--bootstrap", "50", "-k", "3"], ["routes", "--patterns"],
                    ["routes", "--patterns", "--mixed", "--max-gap", "1"],
                    ["routes", "--circuits", RING], ["trends"],
                    ["trends", "--relative", "--by-report"], ["trends", "--scan"],
                    ["hubs"], ["hubs", "--by", "all"],
                    ["hubs", "--of", "people", "--weighted"], ["hubs", "--of", "organisations"],
                    ["hubs", "--of", "all", "--normalised", "--by", "all"],
                    ["hubs", "--of", "all", "--include", "responders,victims"],
                    ["hubs", "--bootstrap", "40", "--top-k", "3"],
                    ["hubs", "--of", "people", "--by", "articulation,strength", "--bootstrap", "30"],
                    ["hubs", "--of", "all", "--by", "core,strength", "--bootstrap", "20"],
                    ["hubs", "--missing", "0.2", "--replications", "30"],
                    ["hubs", "--of", "organisations", "--missing", "0", "--missing-kind", "people"],
                    ["hubs", "--by-period", "1y"],
                    ["hubs", "--of", "people", "--by", "pagerank,articulation,strength",
                     "--by-period", "6m"],
                    ["hubs", "--of", "all", "--by-period", "3m"],
                    ["hubs", "--summary"], ["hubs", "--of", "people", "--summary", "--rewirings", "5"],
                    ["hubs", "--roles"], ["hubs", "--of", "people", "--roles", "--weighted"],
                    ["hubs", "--of", "all", "--roles", "--group-by", "kind"], ["suspects"],
                    ["hubs", "--key-players", "2"], ["hubs", "--dismantle"],
                    ["hubs", "--of", "people", "--key-players", "3", "--aim", "reach",
                     "--reach-steps", "2"],
                    ["hubs", "--of", "people", "--dismantle", "4", "--by", "degree"],
                    ["suspects", "--include", "responders"], ["suspects", "--min-incidents", "2"],
                    ["identities"], ["identities", "--include", "victims,responders"],
                    ["suspects", "--max-group", "4", "--max-degree", "9", "--window", "30"],
                    ["suspects", "--supporting-only", "incident,tie"], ["suspects", "--predict"],
                    ["cells"], ["cells", "--include", "responders", "--quality", "cpm"],
                    ["cells", "--min-size", "3", "--resolution", "0.5", "--stability", "0"],
                    ["interdict", "--from", "West Bengal;Jharkhand", "--to", "Maharashtra"],
                    ["interdict", "--from", "all sources", "--to", "all destinations",
                     "--capacity", "expected", "--react"],
                    ["interdict", "--from", "Jharkhand", "--to", "Delhi", "--cut", "places",
                     "--budget", "3", "--detection", "0.5", "--react"]]
        options = [[], ["--since", "2020-06"], ["--level", "state"], ["--level", "locality"],
                   ["--until", "2021", "--certain"], ["--min-confidence", "0.6"],
                   ["--state", "Gujarat,IN-WB"],
                   ["--reveal-victims"], ["--top", "2"]]
        runs = []
        for command in commands:
            for option in options:
                if command[0] == "check" and option not in ([], ["--reveal-victims"]) or \
                        "--summary" in command and "--top" in option:
                    continue
                runs.append((command[:1] + SAMPLES + command[1:] + option, (0,)))
            runs.append((command[:1] + [str(folder / "empty.json")] + command[1:], (0,)))
        likely = ["--from", "South 24 Parganas", "--to", "Pune", "-k", "3"]
        for option in ([], ["--order", "2"], ["--since", "2020-06"], ["--level", "state"],
                       ["--min-confidence", "0.6", "--order", "2"], ["--seed", "7"],
                       ["--include-inferred"], ["--include-inferred", "--order", "2"]):
            runs.append((["routes", *SAMPLES, *likely, *option], (0,)))
        runs.append((["routes", str(folder / "empty.json"), *likely], (0,)))
        timed = ["--timed", "--from", "South 24 Parganas", "--to", "Mumbai"]
        for option in ([], ["--max-dwell", "3"], ["--joined-by", "person,organisation"],
                       ["--level", "state"], ["--since", "2020"]):
            runs.append((["routes", *SAMPLES, *timed, *option], (0,)))
        for end in (["--from", "Howrah"], ["--to", "Delhi"], ["--from", "Bihar", "--max-dwell", "2w"]):
            runs.append((["routes", *SAMPLES, "--reach", *end], (0,)))
        for ends in (["--from", "Howrah"], ["--to", "Delhi", "--joined-by", "person"],
                     ["--from", "Bihar", "--to", "Maharashtra"],
                     ["--from", "Bihar", "--min-dwell", "1", "--max-dwell", "2w"]):
            runs.append((["routes", *SAMPLES, "--profile", *ends], (0,)))
        runs.append((["routes", str(folder / "empty.json"), *timed], (0,)))
        runs.append((["routes", str(folder / "empty.json"), "--profile", "--from", "Pune"], (0,)))
        runs.append((["routes", str(folder / "empty.json"), "--reach", "--to", "Pune"], (0,)))
        runs += [(["trends", *SAMPLES, *more], (0,))
                 for more in (["--window", "1y"], ["--split", "2021-03"], ["--window", "90d"],
                              ["--legs", "--window", "1y", "--relative", "--level", "country"],
                              ["--scan", "--window", "6m", "--replications", "99"])]
        runs += [(["interdict", *SAMPLES, "--from", "Jharkhand", "--to", "Delhi", "--cut", "places"],
                  (0,)),
                 (["check", str(folder / "bad.jsonl")], (1,)),
                 (["suspects", *SAMPLES, "--of", of], (0,)),
                 (["suspects", *SAMPLES, "--of", of, "--steps", "2", "--paths", "3"], (0,)),
                 (["suspects", *SAMPLES, "--exposure", f"{of},person:AHTU-0104"], (0,)),
                 (["hubs", *SAMPLES, "--explain", "Howrah", "--by", "all"], (0,)),
                 (["hubs", *SAMPLES, "--explain", "Patna", "--restart-at", "Howrah"], (0,)),
                 (["hubs", *SAMPLES, "--restart-at", "Howrah;Patna"], (0,)),
                 (["hubs", *SAMPLES, "--of", "people", "--by", "harmonic", "--first", "5"], (0,)),
                 (["hubs", *SAMPLES, "--edges"], (0,)),
                 (["hubs", *SAMPLES, "--edges", "--of", "people", "--by", "bridge,strength"], (0,)),
                 (["hubs", *files, "--edges", "--weighted", "--normalised"], (0,)),
                 (["hubs", str(folder / "empty.json"), "--edges"], (0,)),
                 (["hubs", *SAMPLES, "--approximate", "0.05,0.1"], (0,)),
                 (["hubs", str(folder / "empty.json"), "--approximate", "0.05,0.1"], (0,)),
                 (["hubs", *SAMPLES, "--explain", "Gujarat", "--level", "state", "--of", "all"], (0,)),
                 (["hubs", *SAMPLES, "--of", "people", "--explain", of, "--weighted"], (0,)),
                 (["hubs", *SAMPLES, "--of", "all", "--explain", of, "--by", "all", "--normalised",
                   "--until", "2020"], (0,)),
                 (["suspects", *SAMPLES, "--of", of, "--until", "2020"], (0,)),
                 (["path", of, "place:IN-MH/mumbai", *SAMPLES, "-k", "4"], (0,)),
                 (["path", of, "person:AHTU-0104", *SAMPLES], (0,)),
                 (["path", of, of, *SAMPLES], (0,)),
                 (["path", of, "person:AHTU-0104", *SAMPLES, "--include", "victims"], (0,)),
                 (["cells", *files], (0,)), (["cells", str(folder / "all.graphml")], (0,)),
                 (["path", "a", "c", *files], (0,)), (["path", "a", "lone", *files], (0,)),
                 (["path", "a", "c", *files, "--directed"], (0,)),
                 *(([*question, str(folder / "calls.csv"), "--source", "Who", "--target", "Whom",
                     "--weight", "Calls"], (0,))
                   for question in (["hubs"], ["cells"], ["path", "a", "c"], ["hubs", "--edges"],
                                    ["hubs", "--summary"], ["hubs", "--explain", "b"],
                                    ["hubs", "--roles", "--group-by", "cell"], ["hubs", "--dismantle", "2"],
                                    ["hubs", "--key-players", "1"])),
                 (["hubs", *files, "--by", "all"], (0,)),
                 (["hubs", *files, "--explain", "b", "--by", "all"], (0,)),
                 (["hubs", *files, "--explain", "lone", "--by", "all"], (0,)), (["hubs", *files, "--undirected"], (0,)),
                 (["hubs", *files, "--summary", "--directed"], (0,)),
                 (["hubs", *files, "--missing", "0.3", "--replications", "20"], (0,)),
                 (["hubs", str(folder / "all.graphml"), "--bootstrap", "20"], (0,)),
                 (["hubs", *files, "--roles", "--group-by", "kind"], (0,)),
                 (["hubs", *files, "--roles", "--group-by", "cell"], (0,)),
                 (["hubs", *SAMPLES, "--of", "people", "--roles", "--group-by", "cell"], (0,)),
                 (["hubs", str(folder / "all.graphml"), "--top", "5"], (0,)),
                 (["audit", LOG], (0,)), (["audit", LOG, "--check-files", "--top", "2"], (0,)),
                 (["audit", LOG, "--expect", "0" * 64], (0,)), (["audit", TAMPERED, "--quiet"], (1,)),
                 (["gazetteer", "Jibontala PS, South 24 Parganas, West Bengal", "Bilaspur",
                   "Nowhere at all", "743502", "Rajkote, Gujarat", "=1+1", "", "Nepal"], (0,)),
                 (["identities", CAST, "--decisions", VERDICTS], (0,)),
                 (["identities", CAST, "--all", "--seed", "4"], (0,)),
                 (["identities", CAST, "--review-from", "0.2", "--same-from", "0.9"], (0,)),
                 (["hubs", CAST, "--of", "people", "--decisions", VERDICTS], (0,)),
                 (["identities", *LISTS, "--link"], (0,)),
                 (["identities", *LISTS, "--link", "--one-to-one"], (0,)),
                 (["identities", SAMPLES[0], "--labels", TRUTH], (0,)),
                 (["routes", *SAMPLES, "--infer-transit"], (0,)),
                 (["routes", *SAMPLES, "--infer-transit", "--min-incidents", "2"], (0,)),
                 (["routes", *SAMPLES, "--infer-transit", "--until", "2019-06", "--certain"], (0,)),
                 (["routes", *SAMPLES, "--infer-transit", "--reveal-victims"], (0,)),
                 (["routes", str(folder / "empty.json"), "--infer-transit"], (0,)),
                 (["routes", *SAMPLES, "--include-inferred"], (0,)),
                 (["routes", *SAMPLES, "--include-inferred", "--legs"], (0,)),
                 (["routes", *SAMPLES, "--include-inferred", "--patterns"], (0,)),
                 (["evaluate", "routes", *SAMPLES, "--infer-transit"], (0,)),
                 *((["evaluate", command, *SAMPLES, "--truth", truth, *more], (0,))
                   for command, truth, more in (
                       ("routes", TRUTH, []), ("identities", TRUTH, []), ("suspects", TRUTH, []),
                       ("routes", TRUTH, ["--infer-transit"]),
                       ("routes", TRUTH, ["--legs", "--worst", "5", "--level", "state"]),
                       ("routes", str(folder / "no-truth.json"), ["--worst", "5"]),
                       ("identities", TRUTH, ["--worst", "5", "--include", "victims,responders"]),
                       ("identities", str(folder / "no-truth.json"), []),
                       ("suspects", TRUTH, ["--worst", "5", "--min-incidents", "3"]),
                       ("suspects", TRUTH, ["--reveal-victims", "--until", "2019"]),
                       ("suspects", str(folder / "no-truth.json"), []))),
                 (["gazetteer", "Zorbpur", "--gazetteer", str(folder / "places.csv")], (0,))]
        # Samples are too few to learn a forecast from.
        many = folder / "many.jsonl"
        made = subprocess.run([PROGRAM, "generate", "--incidents", "3000", "--seed", "4", "-o",
                               str(many), "--quiet"], check=False, capture_output=True)
        check(made.returncode == 0, f"generate: {made.stderr!r}")
        known |= {json.loads(line)["id"] for line in many.read_text("utf-8").splitlines()}
        runs.append((["suspects", str(many), "--predict", "--top", "40"], (0,)))
        seen, filled = set(), set()
        for arguments, status in runs:
            document = check_answer(arguments, known, validators, status)
            if document is None:
                continue
            seen.add(branch_of(document))
            if document["rows"]:
                filled.add(branch_of(document))
        check(seen == filled == set(PROMISED), f"not seen with rows: {set(PROMISED) - filled}")

    print("\n".join(failures[:40]) or f"{len(runs)} answers fit")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
