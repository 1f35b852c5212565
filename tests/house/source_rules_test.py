#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Rules of the house that the sources can be asked about: source_rules_test.py ROOT RULE.

  includes          dependencies run one way, and public headers show no library
  headers_tested    every public header has a test file of its name that includes it
  tests_registered  every test file below tests/ is run by some CMakeLists.txt
  parallel_tested   what runs on many threads is listed with tests that do so (preset tsan)
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(sys.argv[1])

# Folder: the folders it may include.
MAY_INCLUDE = {
    "graph": {"graph"},
    "algorithms": {"algorithms", "graph"},
    "io": {"io", "graph"},
    "cli": {"cli", "io", "algorithms", "graph"},
    "tools": {"cli", "io", "graph"},
    "tests": {"tests", "graph", "algorithms", "io"},
    "bench": {"bench", "tests", "graph", "algorithms", "io"},
}
# Libraries that the sources of a folder may use. They are linked privately, so a public header
# that shows one would break every consumer.
LIBRARIES = {
    "graph": {"unicode", "sodium", "oneapi", "xxhash"},
    "algorithms": {"oneapi", "boost", "Eigen", "Spectra"},
    "io": {"nlohmann", "simdjson", "fmt", "expat", "zlib", "unicode", "sodium", "phonenumbers",
           "oneapi", "xxhash"},
    "cli": {"CLI", "fmt", "oneapi"},
    "tools": {"CLI"},
    "tests": {"catch2", "boost", "oneapi", "nlohmann", "unicode", "zlib", "sodium", "phonenumbers"},
    "bench": {"benchmark", "boost", "fmt", "igraph", "lemon", "nlohmann", "oneapi", "simdjson"},
}
# What public headers show beside the standard library and each other.
SHOWN = {"graph/boost_graph.hpp": {"boost"}}

# Public headers without a test file of their name, and why that is enough.
NO_TEST_OF_ITS_NAME = {
    "graph/diagnostic.hpp": "plain structs; every reader's test compares what it puts in them",
    "graph/run_control.hpp": "two callbacks; tests/algorithms/measures_test.cpp stops with one",
    "graph/truth.hpp": "plain structs; tests/io/truth_writer_test.cpp reads back what they hold",
    "algorithms/hubs/groups.hpp": "one number; the tests of brokerage and participation use it",
    "algorithms/hubs/normalisation.hpp": "an enum; the tests of the measures that take it use both",
    "io/errors.hpp": "exception types; every reader's test catches them",
    "io/graph_document.hpp": "plain structs; the tests of graph readers and writers compare them",
    "io/graph_read_options.hpp": "plain fields; the tests of the readers set each",
    "io/graph_file.hpp": "chooses a reader by name; tests/io/graphml_*_test.cpp calls it",
}

INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)
POSIX = {"dlfcn.h", "fcntl.h", "poll.h", "pwd.h", "termios.h", "unistd.h", "sys"}


def text_of(path):
    return path.read_text(encoding="utf-8")


def sources(folder):
    for ending in ("*.hpp", "*.cpp", "*.hpp.in"):
        for path in sorted((ROOT / folder).rglob(ending)):
            # The consumer of the package test includes installed headers by their own rule.
            if "tests/package" not in path.as_posix():
                yield path


def public_headers():
    found = []
    for folder in ("graph", "algorithms", "io"):
        listed = re.search(r"FILE_SET HEADERS.*?FILES(.*?)\)", text_of(ROOT / folder /
                           "CMakeLists.txt"), re.DOTALL)
        found += [folder + "/" + name for name in listed.group(1).split()]
    return found


def includes():
    public = set(public_headers())
    for folder, allowed in MAY_INCLUDE.items():
        for path in sources(folder):
            name = path.relative_to(ROOT).as_posix()
            for bracket, target in INCLUDE.findall(text_of(path)):
                first = target.split("/")[0]
                if bracket == '"':
                    if first not in allowed:
                        yield f"{name} includes \"{target}\": {folder}/ may include " + \
                            ", ".join(sorted(allowed))
                    elif name in public and target not in public:
                        yield f"{name} is installed and includes \"{target}\", which is not"
                elif "/" in target or target.endswith(".h"):
                    library = first.removesuffix(".h")
                    if first in POSIX and name not in public:
                        continue
                    may_show = SHOWN.get(name, set()) if name in public else LIBRARIES[folder]
                    if library not in may_show:
                        yield f"{name} includes <{target}>: " + \
                            ("public headers show no library" if name in public
                             else f"{folder}/ uses " + ", ".join(sorted(LIBRARIES[folder])))


def headers_tested():
    public = public_headers()
    for header in public:
        folder, stem = header.split("/")[0], pathlib.Path(header).stem
        test = ROOT / "tests" / folder / (stem + "_test.cpp")
        if test.exists():
            if f'#include "{header}"' not in text_of(test):
                yield f"{test.relative_to(ROOT)} does not include {header}"
            if header in NO_TEST_OF_ITS_NAME:
                yield f"{header} has a test file now: take it out of NO_TEST_OF_ITS_NAME"
        elif header not in NO_TEST_OF_ITS_NAME:
            yield f"{header} has no tests/{folder}/{stem}_test.cpp"
    for header in NO_TEST_OF_ITS_NAME:
        if header not in public:
            yield f"{header} of NO_TEST_OF_ITS_NAME is no public header"


def tests_registered():
    for pattern in ("*_test.cpp", "*_test.py", "*_test.cmake"):
        for path in sorted((ROOT / "tests").rglob(pattern)):
            named = any(re.search(r"(?<![\w-])" + re.escape(path.name) + r"(?![\w-])", text_of(lists))
                        for lists in (path.parent / "CMakeLists.txt",
                                      path.parent.parent / "CMakeLists.txt") if lists.exists())
            if not named:
                yield f"{path.relative_to(ROOT)} is in no CMakeLists.txt: nothing runs it"


PARALLEL = re.compile(r"tbb::(parallel_|task_group\b(?!_))|std::(j?thread|async|mutex|once_flag|"
                      r"atomic(_ref)?)\b")


def parallel_tested():
    list_ = "tests/trust/parallel_code.txt"
    listed = {}
    for line in text_of(ROOT / list_).splitlines():
        if line and not line.startswith("#"):
            file, _, tests = line.partition(":")
            listed[file] = tests.split()
    existing = {path.stem for pattern in ("*_test.cpp", "*_test.py")
                for path in (ROOT / "tests").rglob(pattern)}
    for folder in ("graph", "algorithms", "io", "cli"):
        for path in sources(folder):
            name = path.relative_to(ROOT).as_posix()
            if PARALLEL.search(text_of(path)) and name not in listed:
                yield f"{name} runs on many threads: {list_} must name the tests that do so"
    for file, tests in listed.items():
        if not (ROOT / file).exists() or not PARALLEL.search(text_of(ROOT / file)):
            yield f"{file} of {list_} is nothing that runs on many threads"
        if not tests:
            yield f"{file} of {list_} has no test"
        for test in tests:
            if test not in existing:
                yield f"{test} of {list_} is no test"


RULES = {"includes": includes, "headers_tested": headers_tested,
         "tests_registered": tests_registered, "parallel_tested": parallel_tested}


def main():
    faults = list(RULES[sys.argv[2]]())
    print("\n".join(faults) or "kept")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
