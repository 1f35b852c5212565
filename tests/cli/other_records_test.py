#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Records of other standards: what we write as FollowTheMoney reads back, in any order of its lines;
a table with HTCDS's names and one with ours are one: other_records_test.py PROGRAM ROOT.
"""
import json
import pathlib
import random
import subprocess
import sys
import tempfile

PROGRAM, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
FOLDER = pathlib.Path(tempfile.mkdtemp())
SAMPLES = str(ROOT / "samples/incidents.jsonl")
KEY = ["--key-file", str(ROOT / "tests/golden/test.key"), "--quiet"]
failures = []


def check(condition, message):
    if not condition:
        failures.append(message)


def run(*arguments):
    done = subprocess.run([PROGRAM, *arguments, *KEY], check=False, capture_output=True)
    check(done.returncode == 0, f"{arguments}: status {done.returncode}: {done.stderr[:300]!r}")
    return done.stdout.decode("utf-8")


def rows(*arguments):
    return json.loads(run(*arguments, "--format", "json"))["rows"]


def corridors(path):
    """Between places that are known: what nobody knows is told by its label, which differs."""
    found = {(row["origin"]["id"], row["destination"]["id"]): row["evidence"]
             for row in rows("routes", path, "--legs")}
    return {ends: evidence for ends, evidence in found.items()
            if not any(end.startswith("place:unresolved/") for end in ends)}


def offenders(path):
    return {row["name"]: row["value"] for row in rows("summary", path)
            if row["name"] in ("role:recruiter", "role:official", "role:broker", "role:exploiter",
                               "role:harbourer", "role:transporter", "role:facilitator")}


def main():
    written = FOLDER / "all.ftm.json"
    run("export", SAMPLES, "-o", str(written), "--dialect", "trips", "--reveal-victims")
    check(corridors(SAMPLES) == corridors(str(written)), "other corridors after FollowTheMoney")
    check(offenders(SAMPLES) == offenders(str(written)), "other roles after FollowTheMoney")
    faults = rows("check", str(written))
    check(all(fault["severity"] == "warning" for fault in faults), f"errors: {faults[:3]}")

    lines = written.read_text("utf-8").splitlines(True)
    random.Random(7).shuffle(lines)
    shuffled = FOLDER / "shuffled.ftm.json"
    shuffled.write_text("".join(lines), encoding="utf-8")
    for question in (["routes", "--legs"], ["suspects"], ["summary"],
                     ["hubs", "--of", "people", "--include", "victims"]):
        check(rows(question[0], str(written), *question[1:]) ==
              rows(question[0], str(shuffled), *question[1:]),
              f"{question}: the order of the entities changes the answer")

    # Protected, no victim is in the file: the corridors stay.
    run("export", SAMPLES, "-o", str(FOLDER / "safe.ftm.json"), "--dialect", "trips")
    safe = rows("summary", str(FOLDER / "safe.ftm.json"))
    check({"name": "victims", "value": 0} in [{k: row[k] for k in ("name", "value")} for row in safe],
          "victims in a protected file")

    ours, theirs = FOLDER / "ours.csv", FOLDER / "theirs.csv"
    ours.write_text("id,role,name,sex,birth,home,recruitment,exploitation,exploited_at\n"
                    'C-1,victim,Asha Invented,female,2006-01-02,"Canning, West Bengal",job_offer,'
                    'labour:begging,"Pune, Maharashtra"\nC-1,recruiter,Bapi Invented,male,,,,,\n',
                    encoding="utf-8")
    theirs.write_text(
        "CaseNumber,RoleInProcess,FirstName,SecondName,Gender,Birthdate,MailingCity,MailingState,"
        "MethodOfRecruitment,TypeOfLabourExploitation,LocationOfExploitation\n"
        "C-1,,Asha,Invented,Female,2006-01-02,Canning,West Bengal,Job offer/advertisement,Begging,"
        '"Pune, Maharashtra"\nC-1,RecruiterOrIntermediary,Bapi,Invented,Male,,,,,,\n', encoding="utf-8")
    for question in (["summary"], ["suspects", "--include", "victims"],
                     ["hubs", "--of", "all", "--include", "victims"]):
        check(rows(question[0], str(ours), *question[1:]) == rows(question[0], str(theirs), *question[1:]),
              f"{question}: HTCDS's names give another answer")
    print("\n".join(failures) or "records of other standards read as they should")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
