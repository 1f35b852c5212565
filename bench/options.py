# SPDX-License-Identifier: Apache-2.0
"""The command line of ./run bench."""
import argparse
import pathlib
import re

PARTS = ("generate", "ingest", "places", "commands", "cache", "kernels", "peers", "scale",
         "lists")
# Times nothing, and takes ten minutes: only where it is named.
NAMED_ONLY = ("quality",)
FULL_SIZE = 1_000_000


def positive(text):
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{value}: give 1 or more")
    return value


def pattern(text):
    try:
        re.compile(text)
    except re.error as error:
        raise argparse.ArgumentTypeError(f"{text}: {error}") from None
    return text


def parts_of(text):
    parts = [part.strip() for part in text.split(",") if part.strip()]
    for part in parts:
        if part not in PARTS + NAMED_ONLY:
            raise argparse.ArgumentTypeError(f"no part \"{part}\": {', '.join(PARTS + NAMED_ONLY)}")
    return parts


def parse(arguments):
    parser = argparse.ArgumentParser(
        prog="run bench", description="Times the program and its kernels beside their peers; prints "
        "a table and writes out/bench.json. About twenty minutes on two cores.")
    parser.add_argument("--incidents", type=positive, metavar="N",
                        help="the largest size (default 1000000; with --quick 20000)")
    parser.add_argument("--quick", action="store_true",
                        help="few runs at small sizes: to try it, not for figures to publish")
    parser.add_argument("--full", action="store_true",
                        help="also what takes peers minutes: on one thread, where they have more, "
                        "and betweenness by costs of the movement graph (an hour)")
    parser.add_argument("--large", action="store_true",
                        help="also hub kernels on 2 million vertices and 20 million edges")
    parser.add_argument("--filter", type=pattern, metavar="REGEX",
                        help="only the kernels with a name like this: ^hubs/core/")
    parser.add_argument("--only", type=parts_of, default=list(PARTS), metavar="PARTS",
                        help=f"some of {','.join(PARTS)}; or quality, which is not among them if "
                        "you do not name it: how well people are found in lists, beside Splink")
    parser.add_argument("--reuse-data", action="store_true",
                        help="keep the incidents of an earlier run; `generate` is then not timed")
    parser.add_argument("--no-pypi", action="store_true", help="no peers from PyPI")
    parser.add_argument("--write-docs", action="store_true",
                        help="put the tables into docs/performance.md (that of quality into "
                        "docs/identities.md)")
    parser.add_argument("--docs-only", action="store_true",
                        help="the same with the results of the last run, measuring nothing")
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"),
                        metavar="FOLDER", help=argparse.SUPPRESS)
    parser.add_argument("--out", type=pathlib.Path, default=pathlib.Path("out"), metavar="FOLDER",
                        help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.full and options.quick:
        parser.error("--full and --quick exclude each other")
    if options.incidents is None:
        options.incidents = 20_000 if options.quick else FULL_SIZE
    return options
