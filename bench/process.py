# SPDX-License-Identifier: Apache-2.0
"""Whole processes timed: wall clock, processor time, peak of memory."""
import os
import signal
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass

MIB = 1 << 20


@dataclass
class Timing:
    """The fastest of several runs: what disturbs a run only ever makes it longer."""
    wall_s: float = 0.0
    cpu_s: float = 0.0
    peak_mib: float = 0.0
    status: int = 0
    first_byte_s: float | None = None  # until something stood on standard output
    output: bytes = b""
    errors: str = ""
    timed_out: bool = False

    @property
    def failure(self):
        """Why the run counts for nothing, or nothing. Status 1 is an answer with a reservation."""
        if self.timed_out:
            return f"stopped after {self.wall_s:.0f} s"
        if self.status not in (0, 1):
            last = self.errors.strip().splitlines()[-1:] or ["no message"]
            return f"exit status {self.status}: {last[0]}"
        return None


def run_once(command, *, environment=None, limit_s=900, keep=1 << 20):
    """Runs a command. Its output is read as it comes, so that a full pipe holds nothing up, and
    the first `keep` bytes of it are returned."""
    env = dict(os.environ, **(environment or {}))
    with tempfile.TemporaryFile() as errors:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=errors, env=env)
        timing = Timing()

        def stop():
            timing.timed_out = True
            process.send_signal(signal.SIGKILL)

        alarm = threading.Timer(limit_s, stop)
        alarm.start()
        try:
            while chunk := os.read(process.stdout.fileno(), MIB):
                if timing.first_byte_s is None:
                    timing.first_byte_s = time.perf_counter() - start
                if len(timing.output) < keep:
                    timing.output += chunk[:keep - len(timing.output)]
            # Not process.wait(): wait4 alone tells what this one child used. Its peak is at least
            # that of the interpreter that started it, some 15 MiB.
            _, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            process.kill()
            process.wait()
            raise
        finally:
            alarm.cancel()
            process.stdout.close()
        timing.wall_s = time.perf_counter() - start
        process.returncode = timing.status = os.waitstatus_to_exitcode(status)
        timing.cpu_s = usage.ru_utime + usage.ru_stime
        timing.peak_mib = usage.ru_maxrss / 1024
        errors.seek(0)
        timing.errors = errors.read(64 * 1024).decode(errors="replace")
        return timing


def run_best(command, *, runs=3, budget_s=10.0, **options):
    """The fastest of at most `runs` runs; no further one begins once budget_s are spent."""
    best = None
    spent = 0.0
    for _ in range(runs):
        timing = run_once(command, **options)
        if timing.failure:
            return timing
        spent += timing.wall_s
        if best is None or timing.wall_s < best.wall_s:
            best = timing
        if spent >= budget_s:
            break
    return best
