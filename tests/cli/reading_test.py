#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A long reading shows on a terminal how far it is; Ctrl-C ends it and leaves nothing half done."""
import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import sys
import tempfile
import time

PROGRAM = sys.argv[1]
PATIENCE_S = 60  # far beyond what it takes: it ends a test that hangs

RECORD = '{"id": "R-%d", "people": [{"role": "victim", "ref": "v1"}], "x_note": "%s"}\n'


def records(first, count):
    return "".join(RECORD % (i, "x" * 900) for i in range(first, first + count)).encode()


class Reading:
    """The program with a terminal as standard error and an input that we may draw out."""

    def __init__(self, arguments, environment):
        self.terminal, its_end = pty.openpty()
        self.process = subprocess.Popen(
            [PROGRAM, *arguments], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=its_end,
            env=environment)
        os.close(its_end)
        self.said = b""
        self.given = 0

    def listen(self, seconds):
        ready, _, _ = select.select([self.terminal], [], [], seconds)
        if ready:
            try:
                self.said += os.read(self.terminal, 65536)
            except OSError:  # the other end is closed
                return False
        return True

    def feed_until(self, pattern):
        """More records until the terminal shows the pattern; whether it did."""
        end = time.monotonic() + PATIENCE_S
        while not re.search(pattern, self.said) and time.monotonic() < end:
            self.process.stdin.write(records(self.given, 2000))
            self.process.stdin.flush()
            self.given += 2000
            self.listen(0.05)
        return re.search(pattern, self.said) is not None

    def finish(self, close=True):
        if close:
            self.process.stdin.close()
        end = time.monotonic() + PATIENCE_S
        while self.process.poll() is None and time.monotonic() < end:
            self.listen(0.05)
        while self.listen(0.2) and self.process.poll() is None:
            pass
        os.close(self.terminal)
        return self.process.poll()


def main():
    failures = []

    def check(truth, what):
        if not truth:
            failures.append(what)

    with tempfile.TemporaryDirectory() as folder:
        environment = dict(os.environ, XDG_DATA_HOME=folder, NO_COLOR="1")
        target = pathlib.Path(folder) / "answer.json"

        reading = Reading(["summary", "-", "-o", str(target)], environment)
        shown = reading.feed_until(rb"reading: [0-9,]+ records \xc2\xb7 [0-9]+ MB/s")
        check(shown, f"no progress was shown, but {reading.said[-300:]!r}")
        status = reading.finish()
        check(status == 0, f"the reading ended with {status}: {reading.said[-300:]!r}")
        check(target.exists(), "the answer was not written")
        check(reading.said.rstrip().endswith(b"\x1b[K"), "the progress line was left standing")
        target.unlink(missing_ok=True)

        reading = Reading(["summary", "-", "-o", str(target)], environment)
        check(reading.feed_until(rb"reading: "), "no progress was shown before Ctrl-C")
        time.sleep(0.3)  # now it waits for more, which never comes
        reading.process.send_signal(signal.SIGINT)
        status = reading.finish(close=False)
        check(status == 130, f"Ctrl-C gave status {status}")
        check(b"interrupted; nothing was written" in reading.said,
              f"Ctrl-C was answered by {reading.said[-300:]!r}")
        check(os.listdir(folder) in ([], ["sandhan"]), f"Ctrl-C left {os.listdir(folder)}")

        # A file's size is known, so the share and the time that is left are too.
        file = pathlib.Path(folder) / "many.jsonl"
        with open(file, "wb") as out:
            for first in range(0, 60_000, 2000):
                out.write(records(first, 2000))
        reading = Reading(["check", str(file), "--threads", "1"], environment)
        check(reading.finish() == 0, f"check ended with {reading.process.poll()}")
        # A fast machine is done before the first line is due.
        if b"reading: " in reading.said:
            check(re.search(rb"reading: [0-9]+ % \xc2\xb7 [0-9,]+ records \xc2\xb7 [0-9]+ MB/s \xc2\xb7 "
                            rb"[0-9]+ s left", reading.said) is not None,
                  f"the progress of a file was {reading.said[:300]!r}")

        quiet = Reading(["check", str(file), "--no-progress"], environment)
        check(quiet.finish() == 0 and b"reading" not in quiet.said, "--no-progress showed progress")

    for failure in failures:
        print(failure, file=sys.stderr)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
