#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A case file answers as its records do, and is refused when it can't: case_file_test.py PROGRAM ROOT"""
import gzip
import os
import pathlib
import pty
import resource
import select
import shutil
import stat
import subprocess
import sys
import tempfile
import time

PROGRAM = os.path.abspath(sys.argv[1])
SAMPLES = pathlib.Path(sys.argv[2]).absolute() / "samples"
KEY = pathlib.Path(sys.argv[2]).absolute() / "tests" / "golden" / "test.key"
FAILURES = []

# Records with everything that must survive: a fault, warnings, a person list, unresolved places.
RECORDS = (
    b'{"id":"A-1","people":[{"ref":"v1","role":"victim","age":15,"name":"Child Name"},'
    b'{"ref":"s1","id":"P-1","name":"Some Suspect"}],"journey":[{"place":"Howrah, West Bengal"},'
    b'{"place":"Nowhere At All"},{"place":"Rajkot, Gujarat"}]}\n'
    b'{"id":"A-2","people":[{"ref":"s1","id":"P-1"},{"ref":"s2","name":"Other Suspect"}],'
    b'"journey":[{"place":"New Town Beyond, Kolkata, West Bengal"},{"place":"Pune, Maharashtra"}]}\n'
    b'{"id": 5}\n'
    b'{"id":"A-3","people":[{"ref":"v1","role":"victim","birth":"2004-05-06"}],'
    b'"places":[{"place":"Howrah","role":"exploited_at"}]}\n')
PLACES = (b"name,type,district,state,country,latitude,longitude,alt_names,pincode\n"
          b"Nowhere At All,village,Howrah,West Bengal,India,22.6,88.3,,\n")

MAPPING = (b'{"record":"person","fields":{"/ref":"{No}","/name":"{Name}",'
           b'"/role":{"constant":"suspect"}}}')

COMMANDS = [
    ["check"], ["check", "--reveal-victims", "--format", "csv"], ["check", "--format", "table"],
    ["summary", "--since", "2021"], ["routes"], ["routes", "--legs", "--level", "state"],
    ["routes", "--format", "table"], ["trends"], ["trends", "--scan"], ["hubs"], ["hubs", "--of", "people"],
    ["hubs", "--of", "all", "--summary"], ["hubs", "--of", "organisations", "--weighted"],
    ["suspects"], ["suspects", "--reveal-victims"], ["cells"], ["path", "Howrah", "Rajkot"],
    ["interdict", "--from", "all sources", "--to", "all destinations", "--cut", "places"],
    ["export", "--view", "case", "-o", "-"], ["export", "--view", "movement", "-o", "-"],
    ["export", "--view", "association", "-o", "-"],
]


def run(arguments, stdin=None, cwd=None, **options):
    return subprocess.run([PROGRAM, *map(str, arguments)], check=False, capture_output=True,
                          input=stdin, cwd=cwd, timeout=120, **options)


def check(holds, what):
    if not holds:
        FAILURES.append(what)


def refused(what, status, words, arguments, **options):
    done = run(arguments, **options)
    text = done.stderr.decode()
    check(done.returncode == status, f"{what}: status {done.returncode}, not {status}: {text}")
    for word in words:
        check(word in text, f"{what}: no word of \"{word}\": {text}")


def same_answers(folder, name, inputs, options=(), commands=COMMANDS):
    """Every command from the records and from the case file: equal to the last byte."""
    built = run(["build", *inputs, "-o", name, *options], cwd=folder)
    check(built.returncode in (0, 1), f"build {name}: {built.stderr}")
    for command in commands:
        rest = ["--key-file", KEY, *([] if "--format" in command else ["--format", "json"])]
        a = run([*command, *inputs, *options, *rest], cwd=folder)
        b = run([*command, name, *rest], cwd=folder)
        check((a.returncode, a.stdout, a.stderr) == (b.returncode, b.stdout, b.stderr),
              f"{name}: {command} differs: {a.returncode} {b.returncode} {a.stderr} {b.stderr}")
    return built


def answers(folder):
    shutil.copytree(SAMPLES, folder / "samples")
    same_answers(folder, "samples.sandhan", ["samples/incidents.jsonl"], commands=COMMANDS)
    same_answers(folder, "csv.case", ["samples/incidents.csv"], commands=[["routes"], ["check"]])
    same_answers(folder, "all.case", ["samples/rajkot-2020.json", "samples/incidents.jsonl"],
                 commands=[["routes"], ["summary"]])
    (folder / "more.csv").write_bytes(PLACES)
    (folder / "cases.jsonl").write_bytes(RECORDS)
    (folder / "known.csv").write_bytes(b"No,Name\nk1,Listed One\n")
    (folder / "map.json").write_bytes(MAPPING)
    built = same_answers(folder, "mixed.sandhan", ["cases.jsonl", "known.csv"],
                         ["--gazetteer", "more.csv", "--as-of", "2021-01", "--map", "map.json"],
                         [*COMMANDS, ["path", "Nowhere At All", "Pune, Maharashtra"]])
    check(b"1 unusable record left out" in built.stderr, f"build tells too little: {built.stderr}")
    check(stat.S_IMODE((folder / "mixed.sandhan").stat().st_mode) == 0o600, "mode is not 0600")
    for threads in ("1", "8"):
        run(["build", "cases.jsonl", "-o", f"t{threads}.sandhan", "--threads", threads], cwd=folder)
    check((folder / "t1.sandhan").read_bytes() == (folder / "t8.sandhan").read_bytes(),
          "the bytes depend on the threads")


def options(folder):
    """Options that only building can obey: equal values pass, others are wrong usage."""
    name = "mixed.sandhan"
    for given in (["--as-of", "2021-01"], ["--gazetteer", "more.csv"],
                  ["--gazetteer", str(folder / "more.csv")],
                  ["--map", "map.json"]):
        check(run(["routes", name, *given], cwd=folder).returncode == 1, f"refuses equal {given}")
    for given in (["--as-of", "2022"], ["--gazetteer", "known.csv"], ["--map", "known.csv"],
                  ["--strict"]):
        refused(f"other {given}", 2, [given[0], "build"], ["routes", name, *given], cwd=folder)
    refused("two inputs", 2, ["give it alone"], ["routes", "cases.jsonl", name], cwd=folder)
    refused("graph file", 2, [], ["hubs", name, "x.graphml"], cwd=folder)
    refused("standard input", 3, ["case file", "by its name"], ["routes", "-"], cwd=folder,
            stdin=(folder / name).read_bytes())
    (folder / "c.sandhan.gz").write_bytes(gzip.compress((folder / name).read_bytes()))
    refused("gzip", 3, ["case file", "unpack"], ["routes", "c.sandhan.gz"], cwd=folder)
    refused("no -o", 2, ["-o FILE"], ["build", "cases.jsonl"], cwd=folder)
    refused("-o is standard output", 2, ["-o FILE"], ["build", "cases.jsonl", "-o", "-"], cwd=folder)
    refused("-o is the input", 2, ["also read"], ["build", "cases.jsonl", "-o", "./cases.jsonl"],
            cwd=folder)
    refused("-o in the folder that is read", 2, ["also read"],
            ["build", "samples", "-o", "samples/incidents.csv"], cwd=folder)
    refused("no input", 2, ["no input"], ["build", "-o", "x.sandhan"], cwd=folder)
    check((folder / "cases.jsonl").read_bytes() == RECORDS, "an input was written")
    (folder / "other.sandhan").write_bytes(b'{"id":"A-1"}')
    refused("not a case file", 3, ["not a case file", "build"], ["routes", "other.sandhan"],
            cwd=folder)


def stale(folder):
    (folder / "s.jsonl").write_bytes(RECORDS)
    run(["build", "s.jsonl", "-o", "s.sandhan"], cwd=folder)
    os.utime(folder / "s.jsonl", (1, 1))
    check(run(["routes", "s.sandhan"], cwd=folder).returncode == 1, "a touched file is not changed")
    before = run(["routes", "s.sandhan"], cwd=folder).stdout
    (folder / "s.jsonl").write_bytes(RECORDS.replace(b"A-2", b"B-2"))
    refused("changed records", 3, ["s.jsonl changed since s.sandhan was built", "build",
                                   "--stale-ok"], ["routes", "s.sandhan"], cwd=folder)
    kept = run(["routes", "s.sandhan", "--stale-ok"], cwd=folder)
    check(kept.stdout == before and b"warning: s.jsonl changed" in kept.stderr, "--stale-ok fails")
    (folder / "s.jsonl").unlink()
    check(run(["routes", "s.sandhan"], cwd=folder).returncode == 1, "moved records are no change")
    copied = folder / "elsewhere"
    copied.mkdir()
    shutil.copy(folder / "s.sandhan", copied)
    check(run(["routes", "s.sandhan"], cwd=copied).stdout == before, "a copy answers otherwise")


def typed(folder, arguments, lines):
    """Runs with a terminal on which the lines are typed; what the terminal showed, and the status."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.chdir(folder)
        os.execv(PROGRAM, [PROGRAM, *arguments])
    shown = b""
    waiting = list(lines)
    end = time.time() + 60
    while time.time() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                piece = os.read(terminal, 4096)
            except OSError:
                break
            if not piece:
                break
            shown += piece
            if waiting and shown.endswith((b"Passphrase: ", b"again: ")):
                os.write(terminal, waiting.pop(0) + b"\n")
    os.close(terminal)
    return shown, os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def encrypted(folder):
    (folder / "pass").write_bytes(b"four invented words here\n")
    (folder / "pass").chmod(0o600)
    (folder / "other-pass").write_bytes(b"four other words here\n")
    secret = ["--passphrase-file", "pass"]
    built = run(["build", "cases.jsonl", "--encrypt", "-o", "e.sandhan", *secret], cwd=folder)
    check(built.returncode == 1 and b"encrypted" in built.stderr, f"--encrypt: {built.stderr}")
    check(b"Suspect" not in (folder / "e.sandhan").read_bytes(), "a name stands in the clear")
    check(stat.S_IMODE((folder / "e.sandhan").stat().st_mode) == 0o600, "encrypted: mode")
    plain = run(["routes", "cases.jsonl"], cwd=folder)
    check(run(["routes", "e.sandhan", *secret], cwd=folder).stdout == plain.stdout,
          "the encrypted file answers otherwise")
    refused("no passphrase", 2, ["--passphrase-file"], ["routes", "e.sandhan"], cwd=folder, stdin=b"")
    refused("wrong passphrase", 3, ["passphrase is not the one", "others can read"],
            ["routes", "e.sandhan", "--passphrase-file", "other-pass"], cwd=folder)
    refused("passphrase without --encrypt", 2, ["--encrypt"],
            ["build", "cases.jsonl", "-o", "f.sandhan", *secret], cwd=folder)
    check(not (folder / "f.sandhan").exists(), "a refused build left a file")
    # From a plain case file to an encrypted one and back, without the records.
    run(["build", "cases.jsonl", "-o", "p.sandhan"], cwd=folder)
    run(["build", "p.sandhan", "--encrypt", "-o", "q.sandhan", *secret], cwd=folder)
    run(["build", "q.sandhan", "-o", "r.sandhan", *secret], cwd=folder)
    check((folder / "p.sandhan").read_bytes() == (folder / "r.sandhan").read_bytes(),
          "encrypted and decrypted again, the file is another")

    words = b"words typed by hand"
    shown, status = typed(folder, ["build", "cases.jsonl", "--encrypt", "-o", "t.sandhan"],
                          [words, words])
    check(status == 1 and words not in shown, f"typed twice: {status} {shown}")
    shown, status = typed(folder, ["routes", "t.sandhan"], [words])
    check(status == 1 and b"Rajkot" in shown and words not in shown, f"typed: {status} {shown}")
    shown, status = typed(folder, ["build", "cases.jsonl", "--encrypt", "-o", "u.sandhan"],
                          [words, b"others"])
    check(status == 2 and not (folder / "u.sandhan").exists(), f"typed apart: {status} {shown}")


def full(folder):
    refused("full device", 3, ["/dev/full", "cannot be written"],
            ["build", "cases.jsonl", "-o", "/dev/full"], cwd=folder)
    before = sorted(path.name for path in folder.iterdir())
    limit = 4096
    refused("limit on file sizes", 3, ["cannot be written", "limit"],
            ["build", "cases.jsonl", "-o", "big.sandhan"], cwd=folder,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
    check(sorted(path.name for path in folder.iterdir()) == before, "a failed build left a file")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        os.environ["XDG_DATA_HOME"] = str(folder / "data")
        for part in (answers, options, stale, encrypted, full):
            part(folder)
    print("\n".join(FAILURES) or "all alike")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
