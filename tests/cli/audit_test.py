#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""--audit tells what was run on what, whatever happens; analyse audit sees what is done to a log;
export --certificate writes a page of hashes: audit_test.py PROGRAM ROOT.
"""
import gzip
import hashlib
import html.parser
import json
import os
import pathlib
import random
import signal
import stat
import subprocess
import sys
import tempfile
import time

PROGRAM, ROOT = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
FOLDER = pathlib.Path(tempfile.mkdtemp())
SAMPLES = str(ROOT / "samples/incidents.jsonl")
KEY = ["--key-file", str(FOLDER / "key")]
SECRET = "Zorvane Quillimba"
ZEROS = "0" * 64
failures = []


def check(condition, message):
    if not condition:
        failures.append(message)


def run(*arguments, status=0, **more):
    more.setdefault("stdin", subprocess.DEVNULL if "input" not in more else None)
    done = subprocess.run([PROGRAM, *arguments], check=False, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, **more)
    check(done.returncode == status, f"{arguments}: status {done.returncode}, not {status}: "
          f"{done.stderr.decode('utf-8', 'replace')[:300]}")
    return done


def sum_of(data):
    return hashlib.sha256(data).hexdigest()


def entries_of(log):
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()]


def last_of(log):
    return entries_of(log)[-1]


def by_path(files):
    return {file["path"]: file for file in files}


def check_chain_by_hand(log):
    """The rule of docs/audit.md, without our reader."""
    previous = ZEROS
    for number, line in enumerate(log.read_text("utf-8").splitlines(), 1):
        entry = json.loads(line)
        end = line.rindex(',"hash":"')
        check(sum_of((line[:end] + "}").encode()) == entry["hash"], f"{log}:{number}: hash")
        check(entry["previous"] == previous and entry["n"] == number, f"{log}:{number}: chain")
        previous = entry["hash"]
    return previous


def check_entries():
    """Each command's entry names what it read and wrote, with sums as hashlib has them."""
    log = FOLDER / "entries.log"
    audit = ["--audit", str(log), *KEY]
    samples = pathlib.Path(SAMPLES).read_bytes()

    answer = run("routes", SAMPLES, "--format", "json", "--top", "3", *audit)
    entry = last_of(log)
    check(stat.S_IMODE(log.stat().st_mode) == 0o600, "the log is not private")
    check(entry["command"] == "routes" and entry["status"] == 0, f"{entry}")
    check(entry["inputs"] == [{"path": SAMPLES, "bytes": len(samples), "sha256": sum_of(samples)}],
          f"inputs {entry['inputs']}")
    check(entry["outputs"] == [{"path": "-", "bytes": len(answer.stdout),
                                "sha256": sum_of(answer.stdout)}], f"outputs {entry['outputs']}")
    check(entry["arguments"] == [SAMPLES, *KEY, "--format", "json", "--top", "3", *audit[:2]],
          f"arguments {entry['arguments']}")
    check(entry["uid"] == os.getuid() and entry["host"] == os.uname().nodename, "who")
    check(entry["victims_revealed"] is False and entry["folder"] == os.getcwd(), "revealed")
    now = time.strftime("%Y-%m-%d", time.gmtime())
    check(entry["started"][:10] <= now and entry["started"] <= entry["ended"], "times")

    # The answer is the same with and without a log.
    check(run("routes", SAMPLES, "--format", "json", "--top", "3", *KEY).stdout == answer.stdout,
          "--audit changes the answer")

    # Standard input, packed, a pipe, folders, mappings, places, decisions, options.
    run("summary", "-", *audit, input=samples)
    check(by_path(last_of(log)["inputs"])["-"]["sha256"] == sum_of(samples), "standard input")
    packed = gzip.compress(samples)
    run("summary", "-", *audit, input=packed)
    check(by_path(last_of(log)["inputs"])["-"]["sha256"] == sum_of(packed), "packed input")
    with open(SAMPLES, "rb") as file:
        run("summary", "/dev/stdin", *audit, stdin=file)
    check(by_path(last_of(log)["inputs"])["/dev/stdin"]["sha256"] == sum_of(samples), "/dev/stdin")
    below = FOLDER / "records"
    below.mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        (below / name).write_bytes(samples.splitlines(True)[ord(name[0]) - 97])
    places, options = FOLDER / "places.csv", FOLDER / "options"
    places.write_text("name,type,district,state\nZorbpur,village,Pune,Maharashtra\n")
    options.write_text(f'gazetteer = "{places}"\naudit = "{log}"\n')
    run("summary", str(below), "--config", str(options), *KEY)
    files = by_path(last_of(log)["inputs"])
    for path in (below / "a.jsonl", below / "b.jsonl", places, options):
        check(files.get(str(path), {}).get("sha256") == sum_of(path.read_bytes()), f"{path} {files}")
    check(not any("key" in path for path in files), "a key is among the inputs")

    # Files that are written, case files, graph files.
    case, graph = FOLDER / "case.sandhan", FOLDER / "g.graphml"
    run("build", SAMPLES, "-o", str(case), *audit, "--quiet")
    check(by_path(last_of(log)["outputs"])[str(case)]["sha256"] == sum_of(case.read_bytes()), "build")
    run("export", str(case), "-o", str(graph), *audit, "--quiet")
    entry = last_of(log)
    check(by_path(entry["inputs"])[str(case)]["sha256"] == sum_of(case.read_bytes()), "case file")
    check(by_path(entry["outputs"])[str(graph)]["sha256"] == sum_of(graph.read_bytes()), "export")
    run("hubs", str(graph), "--audit", str(log))
    check(by_path(last_of(log)["inputs"])[str(graph)]["bytes"] == graph.stat().st_size, "graph file")
    made, truth = FOLDER / "made.jsonl", FOLDER / "truth.json"
    run("generate", "--incidents", "50", "-o", str(made), "--truth", str(truth), "--audit", str(log))
    files = by_path(last_of(log)["outputs"])
    for path in (made, truth):
        check(files[str(path)]["sha256"] == sum_of(path.read_bytes()), f"generate: {path}")

    # However it ends.
    bad = FOLDER / "bad.jsonl"
    bad.write_text('{"id":"A-1","journey":[{"place":"Howrah"}]}\n{"id":\n', encoding="utf-8")
    run("check", str(bad), *audit, status=1)
    check(last_of(log)["status"] == 1, "status 1")
    run("path", SECRET, "place:IN-GJ/rajkot", SAMPLES, *audit, status=2)
    entry = last_of(log)
    check(entry["status"] == 2 and entry["outputs"] == [], f"status 2: {entry}")
    run("routes", str(FOLDER / "none.jsonl"), *audit, status=3)
    check(last_of(log)["status"] == 3, "status 3")
    run("summary", SAMPLES, "--reveal-victims", *audit)
    check(last_of(log)["victims_revealed"] is True, "revealed")

    # Names that were asked for are not in the log; ids that name nobody are.
    for arguments in (["path", SECRET, SECRET, SAMPLES], ["suspects", SAMPLES, "--of", SECRET],
                      ["routes", SAMPLES, "--from", SECRET, "--to", "Rajkot"],
                      ["suspects", SAMPLES, "--exposure", f"{SECRET},person:A-1/s1"],
                      ["hubs", SAMPLES, "--of", "people", "--explain", SECRET],
                      ["hubs", SAMPLES, "--by", SECRET], ["summary", SECRET],
                      ["summary", SAMPLES, "--state", SECRET]):
        run(*arguments, *audit, status=3 if arguments[0] == "summary" and len(arguments) == 2 else 2)
    run("gazetteer", SECRET, "place:IN-GJ/rajkot", "--audit", str(log),
        env=dict(os.environ, XDG_DATA_HOME=str(FOLDER / "data")))
    check(last_of(log)["arguments"][1] == "place:IN-GJ/rajkot", "an id is withheld")
    text = log.read_text("utf-8").lower()
    check("zorvane" not in text and "quillimba" not in text, "a name is in the log")
    told = [e["arguments"] for e in entries_of(log) if e["command"] == "path"]
    check(told[0][0] == told[1][0] == told[1][1], f"one name under one key came to {told}")
    check(told[0][0].startswith("withheld:") and told[0][1] == "place:IN-GJ/rajkot", f"{told}")
    check(last_of(log)["arguments"][0] not in (told[0][0], SECRET), "another key, the same digest")
    check_chain_by_hand(log)
    judged = json.loads(run("audit", str(log), "--check-files", "--format", "json").stdout)
    check(judged["chain"]["intact"] and judged["chain"]["entries"] == len(entries_of(log)), "verify")
    states = {f["now"] for row in judged["rows"] for f in (row["inputs"] or []) + (row["outputs"] or [])}
    check(states == {"same", "unknown"}, f"files now: {states}")
    made.write_text("changed", encoding="utf-8")
    truth.unlink()
    judged = json.loads(run("audit", str(log), "--check-files", "--format", "json").stdout)
    states = {f["now"] for row in judged["rows"] for f in (row["inputs"] or []) + (row["outputs"] or [])}
    check(states == {"same", "unknown", "changed", "missing"}, f"files now: {states}")


def check_refusals():
    """A log that can't be written stops the command before it does anything."""
    target = FOLDER / "never.graphml"
    locked = FOLDER / "locked.log"
    locked.write_text("", encoding="utf-8")
    locked.chmod(0o400)
    logs = [FOLDER, FOLDER / "none" / "a.log", "/dev/full", "/dev/null", SAMPLES, ""]
    if os.getuid() != 0:
        logs.append(locked)
    before = pathlib.Path(SAMPLES).read_bytes()
    for log in logs:
        done = run("export", SAMPLES, "-o", str(target), "--audit", str(log), *KEY, status=3)
        check(b"audit" in done.stderr and not target.exists(), f"{log}: {done.stderr!r}")
    check(pathlib.Path(SAMPLES).read_bytes() == before, "a log was written into the records")
    log = str(FOLDER / "same.log")
    run("routes", SAMPLES, "--audit", log, *KEY)
    run("routes", SAMPLES, "--audit", log, "-o", log, *KEY, status=2)
    check(len(entries_of(pathlib.Path(log))) == 2, "the log was written over")
    run("audit", log, "--audit", log)
    check(last_of(pathlib.Path(log))["command"] == "audit", "the log's own reading is not in it")
    run("audit", SAMPLES, status=3)
    run("audit", str(FOLDER / "none.log"), status=3)
    run("audit", log, "--expect", "12ab", status=2)
    # Wrong usage is no run.
    size = os.path.getsize(log)
    run("routes", SAMPLES, "--level", "street", "--audit", log, status=2)
    check(os.path.getsize(log) == size, "a command line that can't be read was logged")


def good_log(entries):
    log = FOLDER / "good.log"
    log.unlink(missing_ok=True)
    for number in range(entries):
        run("gazetteer", "place:IN-GJ/rajkot", "--audit", str(log), "--top", str(number + 1))
    return log, log.read_text("utf-8").splitlines(True)


def check_tampering():
    log, good = good_log(6)
    head = json.loads(good[-1])["hash"]
    run("audit", str(log), "--expect", head)
    run("audit", str(log), "--expect", head.upper())
    third = json.loads(good[2])["hash"]
    done = run("audit", str(log), "--expect", third)
    check(b"3 runs since" in done.stdout, f"since: {done.stdout!r}")
    run("audit", str(log), "--expect", "1" * 64, status=1)

    def forged(number, previous):
        entry = good[2][:good[2].rindex(',"hash"')].replace('"n":3', f'"n":{number}', 1)
        entry = entry.replace(json.loads(good[2])["previous"], previous, 1).replace(
            '"gazetteer"', '"summary"')
        return entry + ',"hash":"' + sum_of((entry + "}").encode()) + '"}\n'

    def verdict(name, lines, expected, *more):
        log.write_text("".join(lines), encoding="utf-8")
        status = 0 if expected is None else 1
        done = run("audit", str(log), "--format", "json", *more, status=status)
        first = json.loads(done.stdout)["chain"]["first_broken"]
        told = first and (first["line"], first["verdict"])
        check(told == expected, f"{name}: {told}, not {expected}")
        if expected:
            where = f"{log}:{expected[0]}: ".encode()
            check(where in done.stderr and expected[1].encode() in done.stderr,
                  f"{name}: {done.stderr!r}")

    for part in ("gazetteer", "place:", "\"status\":0", "2026", "user", "sha256", "hash", "previous"):
        if part in good[3]:
            at = good[3].rindex(part)
            edited = good[3][:at] + chr(ord(good[3][at]) ^ 1) + good[3][at + 1:]
            verdict(f"edit {part}", [*good[:3], edited, *good[4:]], (4, "changed"))
    verdict("delete", good[:2] + good[3:], (3, "missing"))
    verdict("delete the first", good[1:], (1, "missing"))
    verdict("swap", [good[0], good[2], good[1], *good[3:]], (2, "reordered"))
    verdict("copy", [*good, good[1]], (7, "reordered"))
    verdict("tear", [*good[:5], good[5][:-9]], (6, "torn"))
    verdict("insert", [*good[:5], "{}\n", good[5]], (6, "changed"))
    verdict("append, hanging on nothing", [*good, forged(7, ZEROS)], (7, "changed"))
    verdict("rewrite one line", [*good[:2], forged(3, json.loads(good[1])["hash"]), *good[3:]],
            (4, "changed"))
    # What a chain can't tell, and a hash noted elsewhere does.
    verdict("cut off", good[:4], None)
    run("audit", str(log), "--expect", head, status=1)
    verdict("rewrite from a line on", [*good[:2], forged(3, json.loads(good[1])["hash"])], None)
    run("audit", str(log), "--expect", third, status=1)
    # A log that was changed at its end is not written on.
    log.write_text("".join(good).replace('"n":6', '"n":7'), encoding="utf-8")
    done = run("gazetteer", "Rajkot", "--audit", str(log), status=3)
    check(done.stdout == b"" and b"changed after it was written" in done.stderr, f"{done.stderr!r}")
    # One that is torn is, and the next entry says so.
    log.write_text("".join(good)[:-30], encoding="utf-8")
    done = run("gazetteer", "place:IN-GJ/rajkot", "--audit", str(log))
    check(b"ended within an entry" in done.stderr, f"torn: {done.stderr!r}")
    torn = good[5][:-30]
    check(last_of_whole(log)["torn"] == {"bytes": len(torn), "sha256": sum_of(torn.encode())}, "torn")
    done = run("audit", str(log))
    check(b"a crash tore it" in done.stdout and b"intact" in done.stdout, f"torn: {done.stdout!r}")


def last_of_whole(log):
    return json.loads(log.read_text("utf-8").splitlines()[-1])


def check_interruptions():
    log = FOLDER / "interrupted.log"
    # Ctrl-C while standard input has nothing yet.
    child = subprocess.Popen([PROGRAM, "summary", "-", "--audit", str(log), *KEY],
                             stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    child.stdin.write(b'{"id":')
    child.stdin.flush()
    for _ in range(500):
        time.sleep(0.02)
        if log.exists():
            break
    time.sleep(0.3)
    child.send_signal(signal.SIGINT)
    child.communicate()
    check(child.returncode == 130, f"Ctrl-C: status {child.returncode}")
    check(last_of(log)["status"] == 130, "an interrupted run is not in the log")

    # A reader that goes away.
    child = subprocess.Popen([PROGRAM, "suspects", SAMPLES, "--format", "json", "--audit", str(log),
                              *KEY], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    child.stdout.close()
    check(child.wait() == 3 and last_of(log)["status"] == 3, "a closed pipe")

    # Eight at once, several times.
    before = len(entries_of(log))
    for _ in range(3):
        children = [subprocess.Popen([PROGRAM, "gazetteer", "Rajkot", "--audit", str(log), *()],
                                     stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                    for _ in range(8)]
        check(all(child.wait() == 0 for child in children), "one of eight at once failed")
    check(len(entries_of(log)) == before + 24, "entries of runs at once are lost")
    check_chain_by_hand(log)

    # kill -9 at any moment: the log verifies, or says that it is torn, and goes on.
    dice = random.Random(7)
    for _ in range(30):
        child = subprocess.Popen([PROGRAM, "summary", SAMPLES, "--audit", str(log), *KEY],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(dice.random() * 0.15)
        child.kill()
        child.wait()
        done = subprocess.run([PROGRAM, "audit", str(log), "--format", "json"], check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        first = json.loads(done.stdout)["chain"]["first_broken"]
        check(first is None or first["verdict"] == "torn", f"kill -9: {first}")
    run("gazetteer", "Rajkot", "--audit", str(log))
    run("audit", str(log))


class Page(html.parser.HTMLParser):
    """Well-formed as far as it goes: every element that has an end is closed in its turn."""
    def __init__(self):
        super().__init__()
        self.open, self.text = [], ""

    def handle_starttag(self, tag, attrs):
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        check(self.open and self.open.pop() == tag, f"the page closes {tag} out of turn")

    def handle_data(self, data):
        self.text += data


def check_certificate():
    records = FOLDER / "<cases> & 'co'.jsonl"
    records.write_text(json.dumps({
        "id": "A-1", "people": [{"ref": "v1", "role": "victim", "name": SECRET, "age": 14},
                                {"ref": "s1", "role": "suspect", "name": "Tarak Naskar"}],
        "journey": [{"place": "Howrah, West Bengal"}, {"place": "Rajkot, Gujarat"}]}) + "\n",
        encoding="utf-8")
    target = FOLDER / "g.graphml"
    page_file = FOLDER / "g.graphml.certificate.html"
    environment = dict(os.environ, SOURCE_DATE_EPOCH="1605204309", TZ="America/New_York")
    pages = []
    for zone in ("UTC", "Asia/Kolkata"):
        run("export", str(records), "-o", str(target), "--certificate", *KEY,
            env=dict(environment, TZ=zone))
        pages.append(page_file.read_bytes())
    check(pages[0] == pages[1], "the page differs from run to run")
    page = Page()
    page.feed(pages[0].decode("utf-8"))
    page.close()
    check(page.open == [], f"left open: {page.open}")
    for part in (sum_of(target.read_bytes()), sum_of(records.read_bytes()), records.name, "g.graphml",
                 str(target.stat().st_size), "12/11/2020, 23:35:09 hours IST", "12/11/2020, 18:05:09 UTC",
                 "☑ SHA256", "section 63(4)(c)", "not legal advice", "Part A", "Part B", "Signature",
                 "Designation", "Place", "analyse export"):
        check(part in page.text, f"the page lacks {part!r}")
    check("Zorvane" not in page.text and "Quillimba" not in page.text, "the page names a victim")
    check("names victims" not in page.text, "the page warns of victims who are not named")
    run("export", str(records), "-o", str(target), "--certificate", "--reveal-victims", *KEY)
    text = page_file.read_text("utf-8")
    check("Zorvane" not in text and "names victims" in text, "revealed")
    # A format of several files, in a folder.
    log = FOLDER / "several.log"
    run("export", str(records), "--to", "neo4j", "-o", str(FOLDER / "several") + "/", "--certificate",
        "--audit", str(log), *KEY)
    text = (FOLDER / "several.certificate.html").read_text("utf-8")
    files = sorted((FOLDER / "several").iterdir())
    outputs = by_path(last_of(log)["outputs"])
    for path in files:
        check(sum_of(path.read_bytes()) in text, f"the page lacks {path.name}")
    check(len(files) > 1 and len(outputs) == len(files) + 1, f"outputs {sorted(outputs)}")
    # It needs a file, and a place to lie.
    run("export", str(records), "-o", "-", "--certificate", *KEY, status=2)
    run("export", str(records), "--certificate", *KEY, status=2)
    blocked = FOLDER / "b.graphml"
    (FOLDER / "b.graphml.certificate.html").mkdir()
    run("export", str(records), "-o", str(blocked), "--certificate", *KEY, status=3)
    check(not blocked.exists(), "an export without the page that was asked for")
    run("export", str(records), "-o", str(target), "--certificate", *KEY, status=2,
        env=dict(environment, SOURCE_DATE_EPOCH="yesterday"))


def main():
    (FOLDER / "key").write_text("5" * 64 + "\n", encoding="ascii")
    (FOLDER / "key").chmod(0o600)
    for part in (check_entries, check_refusals, check_tampering, check_interruptions,
                 check_certificate):
        part()
    print("\n".join(failures[:40]) or "logs tell what was run, and what was done to them")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
