#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every answer, byte for byte, however it is asked for: determinism_test.py PROGRAM ROOT.

Each question of questions.py is asked once with one thread, in the C locale, in UTC and of the
records as they stand, and again with two and eight threads, in locales with other decimals, another
alphabet and a dotless i, at both ends of the time zones, and of the records shuffled and cut into
two files otherwise. What is printed, noted and written must be the same. Where it is not, each of
these changes is tried alone and those that make the difference are named.

The locales are made with localedef (Debian: package locales) in a folder of the test. Without it
this test tries all else and then says that it was skipped (status 77); where the variable CI is set
it fails.
"""
import locale
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import question_files
import questions

PROGRAM, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
SKIPPED = 77

# What differs from the first run: threads, locale, time zone (14 hours ahead of UTC, 9½ behind).
FIRST = {"threads": "1", "locale": "C", "zone": "UTC0", "records": "first"}
SECOND = {"threads": "2", "locale": "de_DE.UTF-8", "zone": "EAST-14", "records": "second"}
THIRD = {"threads": "8", "locale": "tr_TR.UTF-8", "zone": "WEST9:30WST", "records": "third"}


def make_locales(folder):
    """True when there are the locales of SECOND and THIRD, with commas and with a dotless i."""
    if shutil.which("localedef") is None:
        return False
    os.environ["LOCPATH"] = str(folder)
    for name in ("de_DE", "tr_TR"):
        subprocess.run(["localedef", "-i", name, "-f", "UTF-8", str(folder / f"{name}.UTF-8")],
                       check=False, capture_output=True)
        try:
            locale.setlocale(locale.LC_ALL, f"{name}.UTF-8")
            if locale.localeconv()["decimal_point"] != ",":
                return False
        except locale.Error:
            return False
        finally:
            locale.setlocale(locale.LC_ALL, "C")
    return True


class Asker:
    def __init__(self, folder):
        self.folder = folder
        self.failures = []
        self.asked = {}  # command: options
        self.files = question_files.QuestionFiles(PROGRAM, ROOT, folder)

    def run(self, arguments, way, form):
        """Status, what was printed, what was noted and every file written, by name."""
        folder = self.folder / way["records"]
        out = folder / "out"
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir()
        environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(self.folder),
                       "LC_ALL": way["locale"], "LANG": way["locale"], "TZ": way["zone"],
                       "SOURCE_DATE_EPOCH": "1700000000",
                       # The C library keeps what it took LOCPATH apart into; other tests look
                       # for leaks of ours.
                       "ASAN_OPTIONS": "detect_leaks=0"}
        for kept in ("LOCPATH", "LD_LIBRARY_PATH", "TMPDIR"):
            if kept in os.environ:
                environment[kept] = os.environ[kept]
        formed = ["--format", form] if form else []
        # The page of a certificate quotes the command.
        threads = "1" if "--certificate" in arguments else way["threads"]
        done = subprocess.run([PROGRAM, *arguments, *formed, "--threads", threads], check=False,
                              capture_output=True, cwd=folder, env=environment, timeout=250)
        if done.returncode not in (0, 1):
            self.failures.append(f"{arguments}: status {done.returncode}: {done.stderr[:300]!r}")
        files = {str(path.relative_to(out)): path.read_bytes()
                 for path in sorted(out.rglob("*")) if path.is_file()}
        return done.returncode, done.stdout, done.stderr, files

    def ask(self, question, ways, form=None):
        """Compares the answers of the first way and the others; tells what makes a difference."""
        arguments = self.files.arguments(question)
        self.asked.setdefault(arguments[0], set()).update(
            word for word in arguments if re.fullmatch(r"--?[a-z][a-z-]*", word))
        first, *others = ways
        answer = self.run(arguments, first, form)
        for other in others:
            if self.run(arguments, other, form) == answer:
                continue
            guilty = [what for what in other if other[what] != first[what] and
                      self.run(arguments, dict(first, **{what: other[what]}), form) != answer]
            self.failures.append(f"{' '.join(arguments)} {form or ''}: another answer with " +
                                 (", ".join(f"{what} {other[what]}" for what in guilty) or
                                  f"all of {other}, though with none of them alone"))

    def help_of(self, *command):
        return subprocess.run([PROGRAM, *command, "--help"], check=True, capture_output=True,
                              encoding="utf-8").stdout

    def check_that_all_is_asked(self):
        """Every command, and every option of it that may change an answer."""
        somewhere = set().union(*self.asked.values())
        listed = self.help_of().split("Subcommands:")[1].split("\n\n")[0]
        for command in re.findall(r"^  ([a-z]+) ", listed, re.MULTILINE):
            asked = self.asked.get(command)
            if asked is None:
                self.failures.append(f"{command}: is not asked anything here")
                continue
            for group in re.split(r"\n\n\n?(?=[A-Z][^\n]*:\n)", self.help_of(command)):
                shared = group.lstrip().startswith(("Selection:", "Input:", "Output:", "Protection:"))
                for option in re.findall(r"^  (?:-\w,)?(--?[a-z][a-z-]*)", group, re.MULTILINE):
                    if option not in questions.NOT_ASKED and option not in (
                            somewhere if shared else asked):
                        self.failures.append(f"{command} {option}: is not asked here")


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "locales").mkdir()
        has_locales = make_locales(folder / "locales")
        asker = Asker(folder)
        for question in question_files.lines_of(questions.OF_RECORDS):
            if " -o " in question:
                asker.ask(question, (FIRST, SECOND, THIRD))
                continue
            asker.ask(question, (FIRST, SECOND, THIRD), "json")
            asker.ask(question, (FIRST, THIRD), "table")
            asker.ask(question, (FIRST, SECOND), "csv")
        for question in question_files.lines_of(questions.OF_EXPORTS):
            asker.ask(question, (FIRST, SECOND, THIRD))
        standing = [dict(way, records="first") for way in (FIRST, SECOND, THIRD)]
        for question in question_files.lines_of(questions.AS_RECORDED):
            if " -o " in question:
                asker.ask(question, standing)
                continue
            for form in ("json", "table", "csv"):
                asker.ask(question, standing[::2] if form == "csv" else standing[:2], form)
        for question in question_files.lines_of(questions.OF_A_GRAPH):
            asker.ask(question, (FIRST, SECOND, THIRD), None if " -o " in question else "json")
        for way in (FIRST, SECOND, THIRD):
            asker.run(asker.files.arguments("build {many} -o {case_file} --quiet"), way, None)
        for question in question_files.lines_of(questions.OF_MANY):
            asker.ask(question, (FIRST, SECOND, THIRD), None if " -o " in question else "json")
        asker.check_that_all_is_asked()
    failures = asker.failures
    if not has_locales:
        left_out = "NOT TRIED: other locales, for localedef or its sources (Debian: locales) are missing"
        print(left_out)
        if os.environ.get("CI"):
            failures.append(left_out)
    print("\n".join(failures) or "the same bytes, however asked")
    return 1 if failures else 0 if has_locales else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
