#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Plants a secret in every field that could name a victim and looks for it in every output."""
import json
import pathlib
import subprocess
import sys
import tempfile

PROGRAM = sys.argv[1]

SECRETS = {
    "name": "Zorvane Quillimba", "alias": "Bixoluna", "father": "Trundavo Quillimba",
    "spouse": "Ombrizel", "home": "Velqunagar", "phone": "9000012345", "email": "zq@xylo.example",
    "title": "Hullabrixen", "note": "Cravendixel", "id": "VICTIMID77", "origin": "Ostrivapur",
    "rescue": "Yemplowadi", "relative": "Drizzolana", "child_suspect": "Plonkavir", "child_by_name": "Quistorel",
    "unresolved": "Wexoblutz", "station": "Qorfezhal", "complainant": "Jandoblix",
    "bad_age": "Mandrixola", "birth": "2008-02-31", "latitude": "22.31717", "longitude": "88.61719",
    "investigating": "Grumpelthar", "helping": "Vostrinaam", "source": "Klemborix",
}


def incident(number):
    south = ", South 24 Parganas, West Bengal"
    return {
        "id": f"WB-2022-{number:04d}", "title": "Rescue of " + SECRETS["title"],
        "reported": "2022-03-01", "x_note": SECRETS["note"],
        "references": [{"type": "missing_report", "station": SECRETS["station"] + " PS" }],
        "people": [
            {"ref": SECRETS["name"].split()[0], "id": SECRETS["id"], "role": "victim",
             "name": SECRETS["name"], "aliases": [SECRETS["alias"]], "father": SECRETS["father"],
             "spouse": SECRETS["spouse"], "age": 14, "home": SECRETS["home"] + south,
             "x_story": SECRETS["note"],
             "identifiers": [{"type": "phone", "value": "+91" + SECRETS["phone"]},
                             {"type": "email", "value": SECRETS["email"]}]},
            {"ref": "s1", "role": "suspect", "name": "Adult Suspect", "age": 30,
             "aliases": ["uncle of " + SECRETS["name"], SECRETS["name"].split()[0] + "'s master"],
             "identifiers": [{"type": "phone", "value": "+919000099999"}]},
            {"ref": "s4", "role": "broker", "age": 50,
             "aliases": ["uncle of " + SECRETS["name"].split()[0]]},
            {"ref": "s2", "role": "suspect", "name": SECRETS["child_suspect"], "age": 16},
            {"ref": "s5", "role": "suspect", "name": SECRETS["child_by_name"] + " (১৫)"},
            {"ref": "s3", "role": "recruiter", "name": SECRETS["father"], "age": 45},
            {"ref": "v2", "role": "possible_victim", "minor": True,
             "home": {"locality": SECRETS["home"], "district": "South 24 Parganas",
                      "state": "West Bengal", "lat": float(SECRETS["latitude"]),
                      "lon": float(SECRETS["longitude"])}},
            {"ref": "r1", "role": "relative", "name": SECRETS["relative"]},
            {"ref": "c1", "role": "complainant", "name": SECRETS["complainant"]},
        ],
        "organisations": [{"ref": "o1", "name": SECRETS["station"] + " Police Station",
                           "type": "law_enforcement", "role": "reported_to",
                           "place": SECRETS["station"] + south},
                          {"ref": "o2", "name": "PS " + SECRETS["investigating"],
                           "type": "law_enforcement", "role": "investigating"},
                          {"ref": "o3", "name": "Police Station " + SECRETS["helping"],
                           "type": "law_enforcement", "role": "rescuing",
                           "place": SECRETS["helping"] + ", Rajkot, Gujarat"}],
        "source": {"name": "Told by " + SECRETS["source"], "grade": "B2"},
        "journey": [{"place": SECRETS["origin"] + south, "role": "origin"},
                    {"place": "Howrah, West Bengal", "role": "transit"},
                    {"place": "Rajkot, Gujarat", "role": "destination"}],
        "places": [{"place": SECRETS["rescue"] + ", Rajkot, Gujarat", "role": "rescued_at"},
                   {"place": SECRETS["unresolved"], "role": "recruited_at"}],
        "ties": [{"from": "s1", "to": SECRETS["name"].split()[0], "type": "recruited"}],
    }


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    good = folder / "good.jsonl"
    good.write_text("".join(json.dumps(incident(n)) + "\n" for n in range(3)), encoding="utf-8")
    bad = folder / "bad.jsonl"
    broken = incident(8)
    broken["people"][0]["age"] = SECRETS["bad_age"]
    broken["people"][0]["sex"] = SECRETS["name"]
    broken["people"][0]["birth"] = SECRETS["birth"]
    broken["people"][0]["home"] = {"locality": SECRETS["home"], "lat": 200, "lon": SECRETS["longitude"]}
    broken["people"][0]["identifiers"].append({"type": SECRETS["name"], "value": 5})
    broken["ties"][0]["to"] = SECRETS["relative"]
    cut = json.dumps(incident(9))[:-40]
    bad.write_text(json.dumps(broken) + "\n" + cut + "\n" + json.dumps(incident(10)) + "\n",
                   encoding="utf-8")
    sheet = folder / "sheet.csv"
    sheet.write_text(
        "id,origin,destination,rescued_at,role,name,age,birth,home,phone,status\n"
        f'S-1,"{SECRETS["origin"]}, South 24 Parganas, West Bengal",Pune,"{SECRETS["rescue"]}, Pune",'
        f'victim,{SECRETS["name"]},14,{SECRETS["birth"]},"{SECRETS["home"]}, South 24 Parganas",'
        f'{SECRETS["phone"]},rescued\n'
        f'S-2,"{SECRETS["origin"]}, South 24 Parganas, West Bengal",Pune,,victim,{SECRETS["name"]},14,,'
        f'"{SECRETS["home"]}, South 24 Parganas",{SECRETS["phone"]},rescued\n',
        encoding="utf-8")
    # The same as other standards write it.
    table = folder / "htcds.csv"
    table.write_text(
        "CaseNumber,prs_FirstName,prs_SecondName,prs_Birthdate,prs_MobilePhone,prs_Email,prs_MailingCity,"
        "prs_MailingState,vic_LocationOfExploitation,hte_Type,hte_City,vic_Vulnerabilities\n"
        f'H-1,Zorvane,Quillimba,2008-03-04,+91{SECRETS["phone"]},{SECRETS["email"]},'
        f'{SECRETS["home"]},West Bengal,"Kothrud, Pune",Recruitment,"{SECRETS["origin"]}, '
        f'South 24 Parganas",{SECRETS["note"]}\n', encoding="utf-8")
    entities = folder / "case.ftm.json"
    entities.write_text("".join(json.dumps({"id": i, "schema": s, "properties": p}) + "\n" for i, s, p in (
        ("a1", "Address", {"full": [SECRETS["home"] + ", South 24 Parganas, West Bengal"]}),
        ("a2", "Address", {"full": ["Rajkot, Gujarat"]}),
        ("person:" + SECRETS["id"], "Person", {
            "name": [SECRETS["name"]], "alias": [SECRETS["alias"]], "position": ["victim"],
            "fatherName": [SECRETS["father"]], "phone": ["+91" + SECRETS["phone"]],
            "addressEntity": ["a1"], "birthDate": ["2008-03-04"], SECRETS["note"]: ["1"]}),
        (SECRETS["relative"], "Person", {"name": [SECRETS["relative"]]}),
        ("s1", "Person", {"name": ["Adult Suspect"], "position": ["suspect"]}),
        ("e", "Event", {"name": [SECRETS["title"]], "recordId": ["E-1"], "summary": [SECRETS["note"]],
                        "keywords": [SECRETS["title"]],
                        "involved": ["person:" + SECRETS["id"], SECRETS["relative"], "s1"]}),
        ("t", "Trip", {"recordId": ["E-1/1"], "startLocation": ["a1"], "endLocation": ["a2"]}),
        ("l", "Family", {"person": ["person:" + SECRETS["id"]], "relative": [SECRETS["relative"]],
                         "relationship": [SECRETS["complainant"]]}),
        ("x", SECRETS["complainant"], {}))), encoding="utf-8")
    key = folder / "key"
    key.write_text("5" * 64 + "\n", encoding="ascii")
    key.chmod(0o600)

    log = folder / "audit.log"
    leaks = []
    ran = 0
    secrets = list(SECRETS.values()) + ["zorvane", "quillimba"]
    commands = [[c] for c in ("check", "summary", "routes", "suspects")]
    likely = ["routes", "--from", "South 24 Parganas", "--to", "Pune"]
    commands += [likely, [*likely, "--level", "locality", "--order", "2"]]
    commands += [["routes", "--legs", "--level", "locality"], ["routes", "--circuits"],
                 ["routes", "--infer-transit"], ["routes", "--include-inferred", "--legs"],
                 ["routes", "--reach", "--from", "South 24 Parganas", "--level", "locality"],
                 ["routes", "--timed", "--from", "South 24 Parganas", "--to", "Pune"],
                 ["routes", "--profile", "--from", "South 24 Parganas", "--level", "locality"],
                 ["routes", "--patterns", "--min-incidents", "1", "--level", "locality"],
                 ["trends"], ["trends", "--scan", "--level", "locality"],
                 ["identities", "--all"], ["identities", "--all", "--include", "victims,responders"],
                 ["suspects", "--include", "victims"], ["suspects", "--max-group", "2"],
                 ["suspects", "--include", "victims", "--predict"], ["cells"],
                 ["cells", "--include", "victims,responders", "--level", "locality"], ["hubs"], ["hubs", "--of", "people"],
                 ["hubs", "--of", "all"],
                 ["hubs", "--of", "all", "--include", "victims,responders", "--level", "locality"],
                 ["hubs", "--of", "organisations", "--include", "responders"],
                 ["hubs", "--of", "all", "--include", "victims", "--bootstrap", "9"],
                 ["hubs", "--of", "people", "--include", "victims", "--missing", "0.1",
                  "--replications", "9"],
                 ["hubs", "--of", "all", "--include", "victims", "--level", "locality",
                  "--by-period", "1y"]]
    commands += [["hubs", "--of", of, "--include", "victims,responders", "--level", "locality", *asked]
                 for of in ("places", "people", "all")
                 for asked in (["--key-players", "3"], ["--dismantle"])]
    commands += [["hubs", "--explain", "Rajkot", "--by", "all", "--level", level]
                 for level in ("district", "locality")]
    commands += [["hubs", "--roles", "--group-by", "district", "--level", "locality"],
                 ["hubs", "--of", "all", "--include", "victims", "--roles", "--group-by", "cell"],
                 ["hubs", "--of", "all", "--include", "victims,responders", "--roles",
                  "--group-by", "district"]]
    for cut in ("corridors", "places"):
        for more in ([], ["--budget", "2"]):
            commands.append(["interdict", "--from", "West Bengal", "--to", "Rajkot", "--cut", cut,
                             "--level", "locality", "--react", *more])
    runs = []
    for command in commands:
        for path in (good, bad, sheet):
            if "--explain" in command and path != good:
                continue  # it has nobody of that name
            for form in ("table", "json", "csv"):
                runs.append(command[:1] + [str(path), "--format", form] + command[1:])
    for path in (table, entities):
        for command in (["check"], ["summary"], ["routes", "--legs", "--level", "locality"],
                        ["suspects", "--include", "victims"], ["identities", "--all", "--include", "victims"],
                        ["hubs", "--of", "all", "--include", "victims,responders", "--level", "locality"]):
            for form in ("table", "json", "csv"):
                runs.append(command[:1] + [str(path), "--format", form] + command[1:])
        runs.append(["export", str(path), "--level", "locality", "--include", "victims", "-o", "-"])
    for view in ("case", "movement", "association"):
        for level in ("locality", "district"):
            runs.append(["export", str(good), "--view", view, "--level", level, "--include",
                         "victims", "-o", "-"])
    # Every format, of every view; what makes several files goes into a folder, read below.
    for to in ("graphml", "gexf", "gml", "pajek", "dot", "cx2", "geojson", "kml", "csv", "matrix"):
        for view in ("case", "association", "movement"):
            runs.append(["export", str(good), "--to", to, "--view", view, "--level", "locality",
                         "--include", "victims", "-o", "-"])
    for to in ("csv", "neo4j", "graphframes", "i2"):
        runs.append(["export", str(good), "--to", to, "--level", "locality", "-o",
                     str(folder / "tables" / to)])
    runs.append(["export", str(good), "--dialect", "yed", "-o", str(folder / "tables/yed.graphml")])
    for path in (good, sheet):
        runs.append(["export", str(path), "--to", "incidents", "-o", "-"])
        runs.append(["export", str(path), "--to", "ftm", "--dialect", "trips", "-o", "-"])
    for people in ("1", "3", "11"):
        for level in ("locality", "district"):
            for path in (good, bad, sheet):
                runs.append(["export", str(path), "--publish", people, "--level", level, "-o", "-"])
    runs.append(["suspects", str(good), "--of", "person:WB-2022-0001/s1", "--format", "json"])
    for form in ("table", "json", "csv"):
        runs.append(["suspects", str(good), "--of", "person:WB-2022-0001/s1", "--include",
                     "victims,responders", "--paths", "3", "--format", form])
        runs.append(["suspects", str(good), "--exposure", "person:WB-2022-0001/s1", "--include",
                     "victims,responders", "--format", form])
    runs.append(["path", "person:WB-2022-0001/s1", "Rajkot", str(good), "--include", "victims",
                 "--format", "json"])
    for arguments in runs:
        run = subprocess.run([PROGRAM, *arguments, "--key-file", str(key), "--audit", str(log)],
                             check=False, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        ran += 1
        if run.returncode not in (0, 1):
            leaks.append(f"{arguments}: exit status {run.returncode}: {run.stderr[:300]!r}")
        written = b""
        if "-o" in arguments and arguments[-1] != "-":
            target = pathlib.Path(arguments[-1])
            files = sorted(target.glob("*")) if target.is_dir() else [target]
            written = b"".join(f.read_bytes() for f in files)
            if not written:
                leaks.append(f"{arguments}: nothing was written")
        text = (run.stdout + run.stderr + written).decode("utf-8").lower()
        for secret in secrets:
            if secret.lower() in text:
                at = text.index(secret.lower())
                leaks.append(f"{arguments}: {secret}: …{text[max(0, at - 60):at + 40]}…")
    # Nor a log of runs that ask for the names themselves, nor a page of hashes.
    for arguments in [["suspects", str(good), "--of", SECRETS["name"]],
                      ["path", SECRETS["child_suspect"], SECRETS["home"], str(good)],
                      ["routes", str(good), "--from", SECRETS["origin"], "--to", SECRETS["rescue"]],
                      ["suspects", str(good), "--of", f"person:WB-2022-0001/{SECRETS['alias']}"],
                      ["suspects", str(good), "--exposure", f"{SECRETS['name']},{SECRETS['phone']}"],
                      ["summary", SECRETS["relative"]], ["summary", str(good), "--reveal-victims"],
                      ["export", str(good), "-o", str(folder / "g.graphml"), "--certificate"]]:
        subprocess.run([PROGRAM, *arguments, "--key-file", str(key), "--audit", str(log)],
                       check=False, capture_output=True)
        ran += 1
    for path in (log, folder / "g.graphml.certificate.html"):
        text = path.read_text("utf-8").lower()
        leaks += [f"{path.name}: {secret}" for secret in secrets if secret.lower() in text]
    verified = subprocess.run([PROGRAM, "audit", str(log)], check=False, capture_output=True)
    if verified.returncode != 0 or len(log.read_text("utf-8").splitlines()) < ran:
        leaks.append(f"the log does not hold every run: {verified.stdout[:300]!r}")
    shown = subprocess.run([PROGRAM, "export", str(good), "-o", "-", "--reveal-victims",
                            "--key-file", str(key)], check=False, capture_output=True)
    if SECRETS["name"].encode() not in shown.stdout or b"reveal" not in shown.stderr:
        leaks.append("--reveal-victims does not show the name, or does not say that it does")
    print("\n".join(leaks) or f"{ran} runs, no secret")
    return 1 if leaks else 0


if __name__ == "__main__":
    sys.exit(main())
