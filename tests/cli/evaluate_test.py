#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `evaluate` prints is what its definitions give, counted pair by pair from what the evaluated
command prints; broken truths are refused; nothing leaks: evaluate_test.py PROGRAM ROOT.
"""
import itertools
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

PROGRAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
SAMPLE = ROOT / "samples/incidents.jsonl"
FOLDER = pathlib.Path(tempfile.mkdtemp())
KEY = ["--key-file", str(ROOT / "tests/golden/test.key"), "--quiet"]
OFFENDING = {"suspect", "recruiter", "transporter", "harbourer", "broker", "exploiter", "buyer",
             "facilitator"}
INCIDENTS = [json.loads(line) for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
failures = []


def check(condition, *what):
    if not condition:
        failures.append(" ".join(str(w) for w in what)[:600])


def run(*arguments):
    return subprocess.run([PROGRAM, *map(str, arguments)], check=False, capture_output=True,
                          encoding="utf-8")


def answer(*arguments):
    done = run(*arguments, *KEY, "--format", "json")
    assert done.returncode == 0, (arguments, done.stderr)
    return json.loads(done.stdout)


def figures(command, truth, *options, data=(SAMPLE,)):
    document = answer("evaluate", command, *data, "--truth", put(truth), *options)
    return {row["name"]: row["value"] for row in document["rows"]}, document


def put(truth, name="truth.json"):
    path = FOLDER / name
    head = {"format": "sandhan-truth", "version": 1}
    path.write_text(json.dumps({**head, **truth}, indent=0), encoding="utf-8")
    return path


def same(seen, expected, where):
    for name, value in expected.items():
        if value is None or seen.get(name) is None:
            check(name in seen and seen[name] is value, where, name, seen.get(name), value)
        else:
            check(math.isclose(seen[name], value, rel_tol=1e-9, abs_tol=1e-9), where, name,
                  seen[name], value)


# ------------------------------------------------------------------ the definitions, one by one

def rates(prefix, found, true, both):
    return {prefix + ":found": found, prefix + ":true": true, prefix + ":right": both,
            prefix + ":precision": both / found if found else None,
            prefix + ":recall": both / true if true else None,
            prefix + ":f1": 2 * both / (found + true) if found + true else None}


def tau_b(a, b):
    sign = lambda x, y: (x > y) - (x < y)  # noqa: E731
    pairs = list(itertools.combinations(range(len(a)), 2))
    top = sum(sign(a[i], a[j]) * sign(b[i], b[j]) for i, j in pairs)
    of_a = sum(a[i] != a[j] for i, j in pairs)
    of_b = sum(b[i] != b[j] for i, j in pairs)
    return top / math.sqrt(of_a * of_b) if of_a and of_b else None


def rho(a, b):
    def ranks(values):
        return [sum(w < v for w in values) + (sum(w == v for w in values) + 1) / 2 for v in values]
    x, y = ranks(a), ranks(b)
    if not x:
        return None
    mean = sum(x) / len(x)
    top = sum((p - mean) * (q - mean) for p, q in zip(x, y))
    below = sum((p - mean) ** 2 for p in x) * sum((q - mean) ** 2 for q in y)
    return top / math.sqrt(below) if below else None


def counts(prefix, found, true):
    return {prefix + ":kendall_tau_b": tau_b(found, true), prefix + ":spearman_rho": rho(found, true),
            prefix + ":mean_absolute_error":
                sum(abs(f - t) for f, t in zip(found, true)) / len(found) if found else None}


def grouping(items, found, true):
    """found and true give the set of clusters of an item."""
    def together(of, a, b):
        return a == b or bool(of(a) & of(b))
    pairs = list(itertools.combinations(items, 2))
    is_found = sum(together(found, *p) for p in pairs)
    is_true = sum(together(true, *p) for p in pairs)
    both = sum(together(found, *p) and together(true, *p) for p in pairs)
    expected = rates("pairs", is_found, is_true, both)
    if items:
        precision = recall = 0.0
        for a in items:
            near = sum(together(found, a, b) for b in items)
            own = sum(together(true, a, b) for b in items)
            right = sum(together(found, a, b) and together(true, a, b) for b in items)
            precision += right / near / len(items)
            recall += right / own / len(items)
        expected |= {"b_cubed:precision": precision, "b_cubed:recall": recall,
                     "b_cubed:f1": 2 * precision * recall / (precision + recall)}
    chance = is_found * is_true / len(pairs) if pairs else 0
    most = (is_found + is_true) / 2
    rand = (both - chance) / (most - chance) if most != chance else 1.0
    return expected, rand


# ------------------------------------------------------------------ routes

PLACES = ["place:IN-WB/south-24-parganas", "place:IN-MH/mumbai", "place:IN-MH/pune",
          "place:IN-WB/howrah", "place:IN-JH/gumla", "place:IN-DL/north-west-delhi", "place:IN-BR/gaya",
          "place:IN-RJ/jaipur", "place:IN-WB/south-24-parganas/gosaba"]


def raised(place, level):
    parts = place.split("/")
    return parts[0] if level == "state" else "/".join(parts[:2])


def ways(stops, level, legs):
    stops = [raised(s, level) for s in stops]
    if legs:
        return {(a, b) for a, b in zip(stops, stops[1:]) if a != b}
    return {(stops[0], stops[-1])} if stops and stops[0] != stops[-1] else set()


def random_route_truth(rng, level):
    """Mostly what the records tell, so that there is something to be right about."""
    recorded = {}
    for row in answer("routes", SAMPLE, "--level", "district")["rows"]:
        for incident in row["evidence"]:
            recorded[incident] = [row["origin"]["id"], row["destination"]["id"]]
    journeys = []
    for incident in rng.sample(INCIDENTS, 80):
        stops = recorded.get(incident["id"], [])
        if rng.random() < 0.4 or len(stops) != 2 or \
                any(len(s.split("/")) != 2 or "unresolved" in s for s in stops):
            stops = [rng.choice(PLACES) for _ in range(rng.randrange(0, 4))]
        elif rng.random() < 0.5:
            stops = [stops[0], rng.choice(PLACES), stops[1]]
        journey = {"incident": incident["id"], "stops": [{"place": s} for s in stops]}
        if rng.random() < 0.7:
            journey["event"] = rng.randrange(60)
        journeys.append(journey)
    journeys.append({"incident": "NOT-THERE", "event": 1, "stops": []})
    corridors = [{"id": f"R-{i}", "origin": a, "destination": b, "stops": [a, rng.choice(PLACES), b]}
                 for i, (a, b) in enumerate(rng.sample(list(itertools.permutations(PLACES, 2)), 8))]
    ids = [j["incident"] for j in journeys if j["incident"] != "NOT-THERE"]
    duplicates = [{"incident": a, "of": b} for a, b in [rng.sample(ids, 2) for _ in range(3)]]
    rng.shuffle(journeys)
    return {"corridors": corridors, "journeys": journeys, "duplicates": duplicates}


def expected_routes(truth, level, legs, least):
    rows = answer("routes", SAMPLE, "--level", level, *(["--legs"] if legs else []))["rows"]
    known = {i["id"] for i in INCIDENTS}
    true = {j["incident"]: ways([s["place"] for s in j["stops"]], level, legs)
            for j in truth["journeys"] if j["incident"] in known}
    found = {i: set() for i in true}
    for row in rows:
        for i in set(row["evidence"]) & set(true):
            found[i].add((row["origin"]["id"], row["destination"]["id"]))
    same_event = [{i} for i in true]
    by_number = {}
    for j in truth["journeys"]:
        if "event" in j and j["incident"] in true:
            by_number.setdefault(j["event"], []).append(j["incident"])
    links = list(by_number.values()) + [[d["incident"], d["of"]] for d in truth["duplicates"]]
    for link in links:
        hit = [e for e in same_event if e & set(link)]
        same_event = [e for e in same_event if not e & set(link)] + [set().union(*hit)]
    event = {i: n for n, e in enumerate(same_event) for i in e}

    expected = {"incidents:compared": len(true), "incidents:without_truth": len(known) - len(true),
                "truth:journeys_not_in_input": 1}
    expected |= rates("incidents", sum(map(len, found.values())), sum(map(len, true.values())),
                      sum(len(found[i] & true[i]) for i in true))
    n_found, n_true, n_events = {}, {}, {}
    for i in true:
        for w in found[i]:
            n_found[w] = n_found.get(w, 0) + 1
        for w in true[i]:
            n_true[w] = n_true.get(w, 0) + 1
            n_events.setdefault(w, set()).add(event[i])
    told = {w for w, n in n_found.items() if n >= least}
    real = sorted(w for w, n in n_true.items() if n >= least)
    expected |= rates("corridors", len(told), len(real), len(told & set(real)))
    as_found = [n_found.get(w, 0) for w in real]
    as_reports = [n_true[w] for w in real]
    as_events = [len(n_events[w]) for w in real]
    expected |= counts("counts", as_found, as_reports)
    expected |= counts("event_counts", as_found, as_events)
    expected |= counts("duplicates", as_reports, as_events)
    expected["duplicates:reports"] = sum(n_true.values()) - sum(map(len, n_events.values()))
    planted = set()
    for c in truth["corridors"]:
        planted |= ways(c["stops"] if legs else [c["origin"], c["destination"]], level, legs)
    planted = sorted(w for w in planted if n_true.get(w, 0) >= least)
    expected["planted:corridors"] = len(truth["corridors"])
    expected |= rates("planted", len(told), len(planted), len(told & set(planted)))
    expected |= counts("planted", [n_found.get(w, 0) for w in planted], [n_true[w] for w in planted])
    order = [(r["origin"]["id"], r["destination"]["id"]) for r in rows]
    ranked = sorted(told, key=lambda w: (-n_found[w], order.index(w)))
    hits = [w in planted for w in ranked]
    expected["planted:precision_at_10"] = sum(hits[:10]) / 10
    expected["planted:average_precision"] = sum(
        sum(hits[:k + 1]) / (k + 1) for k, hit in enumerate(hits) if hit) / len(planted) \
        if planted else None
    return expected, {i: (found[i], true[i]) for i in true}


def test_routes(rng):
    for level, legs, least in (("district", False, 1), ("district", False, 2), ("state", False, 1),
                               ("district", True, 1), ("state", True, 3)):
        truth = random_route_truth(rng, level)
        options = ["--level", level, "--min-incidents", least] + (["--legs"] if legs else [])
        seen, document = figures("routes", truth, *options, "--worst", "1000")
        expected, by_incident = expected_routes(truth, level, legs, least)
        same(seen, expected, f"routes {options}")
        told = {"added": set(), "missed": set()}
        for mistake in document["mistakes"]:
            check(mistake["incidents"] == len(mistake["evidence"]), mistake)
            for i in mistake["evidence"]:
                told[mistake["kind"]].add((i, mistake["origin"], mistake["destination"]))
        wrong = {(i, *w) for i, (f, t) in by_incident.items() for w in f - t}
        missed = {(i, *w) for i, (f, t) in by_incident.items() for w in t - f}
        check(told == {"added": wrong, "missed": missed}, f"routes {options}: mistakes")
        for part in ("journeys", "corridors", "duplicates"):
            rng.shuffle(truth[part])
        check(figures("routes", truth, *options, "--worst", "1000")[1]["rows"] == document["rows"],
              f"routes {options}: the order of the truth changes the answer")


# ------------------------------------------------------------------ people

def mentions():
    for incident in INCIDENTS:
        for person in incident.get("people", []):
            yield f"{incident['id']}/{person['ref']}", person


def person_of(record, person):
    """Equal agency ids are one person, all others are themselves."""
    return person.get("id", record)


def random_people(rng):
    """Mostly the persons the records have, some torn apart, some joined, some unlabelled."""
    people = {}
    for record, person in mentions():
        if rng.random() < 0.9:
            who = person_of(record, person)
            if rng.random() < 0.15:
                who = rng.choice(["torn", "apart", "joined"]) + str(rng.randrange(12))
            side = "victim" if person["role"] not in OFFENDING else "offending"
            people.setdefault((who, side), []).append(record)
    identities = [{"id": f"T-{who}-{side[:1]}", "side": side, "records": records, "name": "Zorvane"}
                  for (who, side), records in people.items()]
    rng.shuffle(identities)
    identities[0]["records"].append("NOT-THERE/s1")
    return identities


def test_identities(rng):
    known = dict(mentions())
    for include in (False, True):
        identities = random_people(rng)
        label = {r: (i["id"], i["side"]) for i in identities for r in i["records"] if r in known}
        items = [r for r in sorted(label) if include or label[r][1] == "offending"]
        expected, rand = grouping(items, lambda r: {person_of(r, known[r])},
                                  lambda r: {label[r][0]})
        everyone = [r for r, p in known.items() if p["role"] in OFFENDING or
                    (include and p["role"] != "official")]
        expected |= {"mentions:compared": len(items), "adjusted_rand": rand,
                     "people:found": len({person_of(r, known[r]) for r in items}),
                     "people:true": len({label[r][0] for r in items}),
                     "mentions:without_truth": len(set(everyone) - set(label)),
                     "truth:records_not_in_input": 1}
        options = ["--include", "victims"] if include else []
        seen, document = figures("identities", {"identities": identities}, *options, "--identities",
                                 "off", "--worst", "1000")
        same(seen, expected, f"identities {options}")
        merges = [m for m in document["mistakes"] if m["kind"] == "merge"]
        check(sum(m["pairs"] for m in merges) == seen["pairs:found"] - seen["pairs:right"] and
              len(merges) == seen["people:merged"], "identities: merges", merges)
        splits = [m for m in document["mistakes"] if m["kind"] == "split"]
        check(sum(m["pairs"] for m in splits) == seen["pairs:true"] - seen["pairs:right"] and
              len(splits) == seen["people:split"], "identities: splits", splits)
        shuffled = random.Random(5).sample(identities, len(identities))
        again = figures("identities", {"identities": shuffled}, *options, "--identities", "off",
                        "--worst", "1000")[1]
        check(again["rows"] == document["rows"] and again["mistakes"] == document["mistakes"],
              "identities: the order of the truth changes the answer")


def test_compared():
    """What was compared, and the errors expected, are those that `identities` itself tells."""
    data = FOLDER / "compared.jsonl"
    truth = FOLDER / "compared-truth.json"
    made = run("generate", "--incidents", "1500", "--seed", "5", "-o", data, "--truth", truth)
    check(made.returncode == 0, "compared: generate", made.stderr)
    model = answer("identities", data)["model"]
    document = answer("evaluate", "identities", data, "--truth", truth)
    seen = {row["name"]: row["value"] for row in document["rows"]}
    people = model["people"]
    same(seen, {"compared:people": people, "compared:pairs": model["compared"],
                "compared:pairs_possible": people * (people - 1) // 2,
                "compared:pairs_spared": 1 - model["compared"] / (people * (people - 1) // 2),
                "errors:wrong_expected": model["expected_wrong"],
                "errors:missed_expected": model["expected_missed"]}, "compared")
    check(not model["all_pairs"], "compared: every pair was compared")
    check(0.9 < seen["compared:true_pairs_met_by_key"] < seen["compared:true_pairs_met"] < 1,
          "compared: true pairs met", seen)
    check(0 < seen["errors:wrong"] < 0.02 and 0 < seen["errors:missed"] < 0.05, "compared: errors", seen)
    check(any(line.startswith("Compared: ") for line in document["notes"])
          if "notes" in document else True, "compared: notes", document.get("notes"))
    off = answer("evaluate", "identities", data, "--truth", truth, "--identities", "off")
    check(not any(row["name"].startswith(("compared:", "errors:")) for row in off["rows"]),
          "compared: told though nothing was")
    all_pairs = figures("identities", {"identities": random_people(random.Random(1))})[0]
    check(all_pairs["compared:true_pairs_met_by_key"] is None, "compared: keys of all pairs", all_pairs)


def test_suspects(rng):
    known = dict(mentions())
    record_of_id = {}
    for record, person in known.items():
        record_of_id.setdefault(person_of(record, person), []).append(record)
    for least in (1, 2):
        identities = random_people(rng)
        offenders = sorted(i["id"] for i in identities if i["side"] == "offending"
                           and set(i["records"]) & set(known))
        label = {r: i["id"] for i in identities if i["side"] == "offending" for r in i["records"]}
        cells = [{"id": f"C-{n}", "events": rng.randrange(1, 9),
                  "members": [{"identity": i} for i in rng.sample(offenders, rng.randrange(2, 9))]}
                 for n in range(7)]
        cells[0]["members"].append({"identity": "NOBODY"})
        # Revealed, as the ids of children are pseudonyms otherwise.
        groups = [g for g in answer("suspects", SAMPLE, "--identities", "off", "--reveal-victims")
                  ["rows"] if g["incidents"] >= least]
        in_group = {}
        for n, group in enumerate(groups):
            for member in group["members"]:
                if member["kind"] != "person":
                    continue
                for record in record_of_id[member["id"].removeprefix("person:")]:
                    if record in label:
                        in_group.setdefault(label[record], set()).add(n)
        in_cell = {}
        for cell in cells:
            for member in cell["members"]:
                in_cell.setdefault(member["identity"], set()).add(cell["id"])
        expected, _ = grouping(offenders, lambda i: in_group.get(i, set()),
                               lambda i: in_cell.get(i, set()))
        events, incidents, sizes, group_sizes, recovered = [], [], [], [], 0
        for cell in cells:
            members = {m["identity"] for m in cell["members"]} & set(offenders)
            held = {n: sum(n in in_group.get(i, set()) for i in members) for n in range(len(groups))}
            best = max(held, key=lambda n: (held[n], -n), default=None)
            if best is None or held[best] == 0:
                size, count, most = 0, 0, 0
            else:
                size = sum(best in g for g in in_group.values())
                count, most = groups[best]["incidents"], held[best]
            recovered += 2 * most > len(members) and 2 * most > size
            sizes.append(len(members))
            group_sizes.append(size)
            events.append(cell["events"])
            incidents.append(count)
        expected |= {"offenders:compared": len(offenders), "groups:found": len(groups),
                     "offenders:in_cells": len(set(in_cell) & set(offenders)),
                     "truth:members_without_identity": 1, "cells:compared": len(cells),
                     "cells:recovered": recovered,
                     "cells:size:kendall_tau_b": tau_b(group_sizes, sizes),
                     "cells:size:spearman_rho": rho(group_sizes, sizes),
                     "cells:events:kendall_tau_b": tau_b(incidents, events),
                     "cells:events:spearman_rho": rho(incidents, events)}
        truth = {"identities": identities, "cells": cells}
        options = ["--identities", "off", "--min-incidents", least, "--worst", "1000"]
        seen, document = figures("suspects", truth, *options)
        same(seen, expected, f"suspects {options}")
        rng.shuffle(identities)
        rng.shuffle(cells)
        again = figures("suspects", truth, *options)[1]
        check(again["rows"] == document["rows"] and again["mistakes"] == document["mistakes"],
              "suspects: the order of the truth changes the answer")


# ------------------------------------------------------------------ refusals and protection

def test_refusals():
    def refused(status, words, command, truth, *options, data=(SAMPLE,)):
        path = truth if isinstance(truth, pathlib.Path) else put(truth)
        done = run("evaluate", command, *data, "--truth", path, *options, *KEY)
        check(done.returncode == status and words in done.stderr and not done.stdout and
              done.stderr.startswith("analyse: "), command, words, done.returncode, done.stderr)

    foreign = FOLDER / "foreign.json"
    foreign.write_text('{"incidents": []}', encoding="utf-8")
    for command in ("routes", "identities", "suspects"):
        refused(3, "foreign.json: this is no truth file", command, foreign)
        refused(3, "cannot be opened", command, FOLDER / "none.json")
        refused(3, "/version: this program reads version 1", command, {"version": 2})
    refused(3, 'there is no "identities"', "identities", {"cells": []})
    refused(3, 'there is no "cells"', "suspects", {"identities": []})
    refused(3, 'neither "journeys" nor "corridors"', "routes", {"identities": []})
    twice = [{"id": "a", "records": ["JH-2018-0013/s1"]}, {"id": "b", "records": ["JH-2018-0013/s1"]}]
    for command in ("identities", "suspects"):
        refused(3, "/identities/1/records/0: an earlier identity has this record", command,
                {"identities": twice, "cells": []})
        refused(3, "/identities/1/id: an earlier identity has the same id", command,
                {"identities": [twice[0], twice[0]], "cells": []})
        refused(3, '/identities/0/side: must be "offending", "victim" or "family"', command,
                {"identities": [{"id": "a", "side": "police", "records": []}], "cells": []})
    cell = {"id": "C", "members": []}
    refused(3, "/cells/1/id: an earlier cell", "suspects", {"cells": [cell, cell], "identities": []})
    journey = {"incident": "JH-2018-0013", "stops": []}
    refused(3, "/journeys/1/incident: an earlier journey", "routes", {"journeys": [journey] * 2})
    refused(3, "/journeys/0/stops/0/place: is no id of a place", "routes",
            {"journeys": [{"incident": "x", "stops": [{"place": "Rajkot"}]}]})
    refused(2, "--legs and --ends are for", "identities", {}, "--legs")
    refused(2, "--min-incidents is for", "identities", {}, "--min-incidents", "3")
    refused(2, "--include is for", "routes", {}, "--include", "victims")
    refused(2, "no input", "routes", {}, data=())
    refused(2, "hubs", "hubs", {})
    done = run("evaluate", "routes", SAMPLE, *KEY)
    check(done.returncode == 2 and "--truth" in done.stderr, "without --truth", done.stderr)

    # Labels of only part of the data, or of none of it, are an answer, and said.
    done = run("evaluate", "identities", SAMPLE, "--truth",
               put({"identities": [{"id": "a", "records": ["X/s1"]}]}), *KEY[:2])
    check(done.returncode == 0 and "none of the truth's records" in done.stderr, done.stderr)
    seen, _ = figures("routes", {"corridors": []})
    check(seen["planted:recall"] is None and "incidents:found" not in seen, "no journeys", seen)
    seen, _ = figures("routes", {"journeys": []})
    check(seen["incidents:precision"] is None and "planted:found" not in seen, "no corridors", seen)
    done = run("evaluate", "routes", SAMPLE, "--level", "locality", "--truth",
               put({"journeys": [{"incident": "x", "stops": [{"place": PLACES[0]}]}]}), *KEY[:2])
    check("--level district compares like with like" in done.stderr, "locality", done.stderr)


def test_protection():
    """Names, refs and places of victims reach neither the answer nor a message."""
    data = FOLDER / "victims.jsonl"
    south = "South 24 Parganas, West Bengal"
    data.write_text("".join(json.dumps(
        {"id": f"A-{n}", "people": [{"ref": "Zorvane", "role": "victim", "name": "Zorvane Quillimba",
                                     "age": 14}, {"ref": "s1", "role": "suspect"}],
         "journey": [{"place": "Gosaba, " + south, "role": "origin"}, {"place": "Pune"}]}) + "\n"
        for n in range(3)), encoding="utf-8")
    truth = {"identities": [{"id": "Zorvane", "side": "victim", "name": "Zorvane Quillimba",
                             "records": ["A-0/Zorvane", "A-1/Zorvane", "GONE/Zorvane"]},
                            {"id": "Quillimba", "records": ["A-2/Zorvane", "A-0/s1", "A-1/s1"]}],
             "cells": [{"id": "Zorvane", "members": [{"identity": "Zorvane"}, {"identity": "Quillimba"},
                                                     {"identity": "Quillimba's"}]}],
             "journeys": [{"incident": "A-0", "stops": [
                 {"place": "place:IN-WB/south-24-parganas/gosaba"}, {"place": "place:IN-MH/mumbai"}]}]}
    broken = json.loads(json.dumps(truth))
    broken["identities"].append({"id": "Zorvane", "records": ["A-0/Zorvane"]})
    ran = 0
    for command, options in itertools.product(("routes", "identities", "suspects"),
                                              ([], ["--level", "locality"])):
        for form, given in itertools.product(("table", "json", "csv"), (truth, broken)):
            more = ["--include", "victims"] if command == "identities" else []
            done = run("evaluate", command, data, "--truth", put(given), "--worst", "9", *KEY[:2],
                       "--format", form, *options, *more)
            text = (done.stdout + done.stderr).lower()
            check(not any(w in text for w in ("zorvane", "quillimba", "gosaba")), command, text)
            ran += done.returncode == 0
    check(ran == 24, "evaluations that ran:", ran)
    shown = run("evaluate", "routes", data, "--truth", put(truth), "--worst", "9", "--level",
                "locality", "--reveal-victims", *KEY)
    check("gosaba" in shown.stdout, "--reveal-victims does not show the place", shown.stdout)


def main():
    for seed in range(2):
        test_routes(random.Random(seed))
        test_identities(random.Random(seed))
        test_suspects(random.Random(seed))
    test_compared()
    test_refusals()
    test_protection()
    print("\n".join(failures[:20]) or "the figures are what their definitions give")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
