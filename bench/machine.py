# SPDX-License-Identifier: Apache-2.0
"""What machine and build the figures are from."""
import datetime
import os
import pathlib
import platform
import re
import subprocess


def first_line(command):
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=30)
    except (OSError, subprocess.SubprocessError):
        return ""
    return (done.stdout.splitlines() or [""])[0].strip() if done.returncode == 0 else ""


def processor():
    try:
        info = pathlib.Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace")
    except OSError:
        info = ""
    model = re.search(r"^model name\s*:\s*(.+)$", info, re.MULTILINE)
    return model.group(1).strip() if model else platform.processor() or platform.machine()


def cores():
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()


def compiler(build):
    try:
        cache = (build / "CMakeCache.txt").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    at = re.search(r"^CMAKE_CXX_COMPILER:\w+=(.+)$", cache, re.MULTILINE)
    return first_line([at.group(1), "--version"]) if at else ""


def describe(analyse, build):
    n = cores()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2 ** 30
    try:
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        system = platform.system()
    version = first_line([str(analyse), "--version"])
    commit = first_line(["git", "rev-parse", "--short=12", "HEAD"])
    return {"processor": f"{processor()}, {n} core{'' if n == 1 else 's'}",
            "memory": f"{memory:.0f} GiB of memory", "system": system, "compiler": compiler(build),
            "date": datetime.date.today().isoformat(),
            "version": version + (f" ({commit})" if commit else "")}
