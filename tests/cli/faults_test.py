#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A run that is killed, or whose disk, pipe or memory fails, leaves the old file or the new one.

Usage: faults_test.py ANALYSE REPOSITORY
"""
import os
import pathlib
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = str(pathlib.Path(sys.argv[1]).resolve())
SAMPLES = pathlib.Path(sys.argv[2]).resolve() / "samples"
KILLS = 200

FAILURES = []


def check(condition, *what):
    if not condition:
        FAILURES.append(": ".join(str(w)[:300] for w in what))


def run(*arguments, limits=None, **options):
    def limit():
        for which, most in (limits or {}).items():
            resource.setrlimit(which, (most, most))

    return subprocess.run([PROGRAM, *map(str, arguments)], check=False, capture_output=True,
                          preexec_fn=limit, timeout=120, **options)


def large_graph(path):
    """A tenth of a second to read and to write."""
    draw = random.Random(3)
    with open(path, "w", encoding="utf-8") as out:
        out.write("source,target,weight\n")
        for _ in range(15_000):
            out.write(f"v{draw.randrange(6_000)},v{draw.randrange(6_000)},{draw.randint(1, 9)}\n")


def unfinished(folder):
    return [p for p in folder.iterdir() if p.name.endswith(".unfinished")]


def check_kills(folder, graph, how, moments):
    """Killed at any moment, the target is what it was or what it was to be."""
    target = folder / "target.graphml"
    command = ["export", graph, "--layout", "none", "-o", target]
    begun = time.monotonic()
    done = run(*command)
    lasts = time.monotonic() - begun
    check(done.returncode == 0, "export", done.stderr)
    new = target.read_bytes()
    old = b"what stood here before\n"
    draw = random.Random(11)
    seen = {"old": 0, "new": 0}
    for moment in range(moments):
        target.write_bytes(old)
        child = subprocess.Popen([PROGRAM, *map(str, command)], stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        time.sleep(draw.uniform(0.0, 1.2 * lasts))
        child.send_signal(how)
        status = child.wait(timeout=60)
        left = target.read_bytes()
        if left not in (old, new):
            check(False, how.name, f"moment {moment}", "a torn file of", len(left), "bytes")
        seen["new" if left == new else "old"] += 1
        if how == signal.SIGINT:
            check(status in (0, 130, -signal.SIGINT), "Ctrl-C", "status", status)
            check(status == 0 or left == old or left == new, "Ctrl-C", status)
            check(not unfinished(folder), "Ctrl-C leaves", unfinished(folder))
        for rest in unfinished(folder):
            rest.unlink()
    check(min(seen.values()) > 0, how.name, "moments all of one kind", seen)
    print(f"{how.name}: {moments} moments, {seen}")


def check_disk(folder, graph):
    target = folder / "disk.graphml"
    target.write_bytes(b"old")
    # A file size limit fails the write as a full disk does, on every machine and for every user.
    done = run("export", graph, "--layout", "none", "-o", target,
               limits={resource.RLIMIT_FSIZE: 100_000})
    check(done.returncode == 3 and done.stderr.startswith(b"analyse:"), "file size", done)
    check(target.read_bytes() == b"old" and not unfinished(folder), "file size: the old file")
    done = run("export", graph, "--layout", "none", "-o", "/dev/full", "--to", "graphml")
    check(done.returncode == 3 and b"space" in done.stderr, "/dev/full", done)
    done = run("routes", SAMPLES / "incidents.jsonl", "-o", "/dev/full", "--format", "json")
    check(done.returncode == 3 and b"space" in done.stderr, "/dev/full: a table", done)
    for name in ("nowhere/x.graphml", "disk.graphml/x.graphml"):
        done = run("export", graph, "-o", folder / name)
        check(done.returncode == 3 and done.stderr.startswith(b"analyse:"), name, done)
    small = folder / "small"
    small.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(small)],
                             check=False, capture_output=True).returncode == 0
    if not mounted:
        print("left out: a small file system cannot be mounted here")
        return
    try:
        (small / "x.graphml").write_bytes(b"old")
        done = run("export", graph, "--layout", "none", "-o", small / "x.graphml")
        check(done.returncode == 3 and b"space" in done.stderr, "full disk", done)
        check((small / "x.graphml").read_bytes() == b"old", "full disk: the old file")
        check(not unfinished(small), "full disk: leaves", unfinished(small))
        done = run("export", SAMPLES / "incidents.jsonl", "--to", "neo4j", "-o", small / "neo4j")
        made = sorted(p.name for p in (small / "neo4j").iterdir())
        check(done.returncode == 3 and not made, "full disk: several files", done, made)
    finally:
        subprocess.run(["umount", str(small)], check=False)


def check_unwritable(folder, graph):
    if os.geteuid() == 0:
        return  # root may write everywhere
    shut = folder / "shut"
    shut.mkdir(mode=0o500)
    done = run("export", graph, "-o", shut / "x.graphml")
    check(done.returncode == 3 and b"ermission" in done.stderr, "unwritable folder", done)


def check_pipes(graph):
    for command in (["export", str(graph), "--layout", "none", "--to", "graphml", "-o", "-"],
                    ["hubs", str(graph), "--format", "csv"]):
        shown = " ".join(command[:1])
        child = subprocess.Popen([PROGRAM, *command], stdout=subprocess.PIPE,
                                 stderr=subprocess.PIPE)
        child.stdout.read(100)
        child.stdout.close()  # as head does
        message = child.stderr.read()
        status = child.wait(timeout=60)
        check(status == 3 and message.startswith(b"analyse:"), "closed pipe", shown, status, message)

        whole = run(*command).stdout
        child = subprocess.Popen([PROGRAM, *command], stdout=subprocess.PIPE,
                                 stderr=subprocess.DEVNULL)
        told = b""
        while chunk := os.read(child.stdout.fileno(), 1 << 16):
            told += chunk
            time.sleep(0.001)
        check(child.wait(timeout=60) == 0 and told == whole, "slow pipe", shown, len(told))


def check_memory(folder):
    """Whatever is too little for it, it says so and leaves nothing."""
    target = folder / "memory.graphml"
    graph = folder / "wide.csv"
    with open(graph, "w", encoding="utf-8") as out:
        out.write("source,target\n")
        for i in range(100_000):
            out.write(f"a vertex with quite a long name {i},a vertex with quite a long name {i + 1}\n")
    refused = 0
    for megabytes in (100, 120, 140, 170, 200, 300):
        done = run("export", graph, "--layout", "none", "-o", target,
                   limits={resource.RLIMIT_AS: megabytes << 20})
        if done.returncode == 0:
            check(target.read_bytes().rstrip().endswith(b"</graphml>"), megabytes, "MB")
            target.unlink()
            continue
        refused += 1
        check(done.returncode == 3 and b"memory" in done.stderr, f"{megabytes} MB",
              done.returncode, done.stderr)
        check(not target.exists() and not unfinished(folder), f"{megabytes} MB: leaves a file")
    check(refused > 0, "no limit was too small: lower them")


def main():
    folder = pathlib.Path(tempfile.mkdtemp())
    try:
        graph = folder / "graph.csv"
        large_graph(graph)
        check_kills(folder, graph, signal.SIGKILL, KILLS)
        check_kills(folder, graph, signal.SIGINT, KILLS // 5)
        check_disk(folder, graph)
        check_unwritable(folder, graph)
        check_pipes(graph)
        check_memory(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print("\n".join(FAILURES[:30]) or "no fault tears a file")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
