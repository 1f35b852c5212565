#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The manual and the completions tell what the program's --help tells, and their readers take
them: descriptions_test.py PROGRAM FOLDER. Readers that are not installed are left out by name.
"""
import pathlib
import re
import shutil
import subprocess
import sys

PROGRAM, FOLDER = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
failures, left_out = [], []


def check(condition, message):
    if not condition:
        failures.append(message)


def out_of(*command, **more):
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def options_of(help_text):
    found = set()
    for line in help_text.splitlines():
        if line.startswith("  -"):
            found |= set(re.findall(r"(?:^|,)(--?[a-z][a-z-]*)", line.split()[0]))
    return found


def bash_words(line):
    """What bash offers for the last word of a line."""
    words = line.split(" ")
    script = f'source "{FOLDER}/analyse.bash"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); ' \
             '_analyse; printf "%s\\n" "${COMPREPLY[@]}"'
    run = out_of("bash", "-c", script, "bash", *words, cwd=FOLDER)
    check(not run.stderr, f"bash, {line}: {run.stderr}")
    return set(run.stdout.split())


def main():
    text = {name: (FOLDER / name).read_text(encoding="utf-8")
            for name in ("analyse.1", "analyse.bash", "_analyse", "analyse.fish")}
    manual = re.sub(r"\\f.", "", text["analyse.1"].replace("\\-", "-"))
    top = out_of(PROGRAM, "--help").stdout
    commands = re.findall(r"^  ([a-z]+) ", top.split("Subcommands:")[1], re.MULTILINE)
    check(len(commands) >= 8, f"--help lists {commands}")
    for command in commands:
        options = options_of(out_of(PROGRAM, command, "--help").stdout)
        # Of every command; generate writes no table, so it has no form of one to choose.
        wanted = {"--help", "-o"} if command == "generate" else {"--help", "--format", "-o"}
        check(wanted <= options, f"{command} --help shows {options}")
        section = re.search(rf"^\.SS {command}$.*?(?=^\.S[SH])", manual, re.MULTILINE | re.DOTALL)
        check(section, f"the manual has no section on {command}")
        shared = manual[manual.index(".SH OPTIONS OF SEVERAL COMMANDS"):]
        zsh = re.search(rf"^    {command}\)$.*? ;;$", text["_analyse"], re.MULTILINE | re.DOTALL)
        fish = [line for line in text["analyse.fish"].splitlines()
                if f"'__fish_seen_subcommand_from {command}'" in line]
        check(f" -a {command} " in text["analyse.fish"], f"fish does not know {command}")
        check(bash_words(f"analyse {command[:-1]}") >= {command}, f"bash does not know {command}")
        offered = bash_words(f"analyse {command} -")
        for option in options:
            told = re.compile(rf"(?<![\w-]){re.escape(option)}(?![\w-])")
            check(section and (told.search(section[0]) or told.search(shared)),
                  f"manual: {command} {option} is missing")
            check(option in offered, f"bash: {command} {option} is missing")
            check(zsh and f"'{option}[" in zsh[0], f"zsh: {command} {option} is missing")
            name = f" -l {option[2:]} " if option.startswith("--") else f" -s {option[1:]} "
            check(any(name in line for line in fish), f"fish: {command} {option} is missing")

    for line, wanted in (("analyse ro", {"routes"}), ("analyse --ver", {"--version"}),
                         ("analyse routes --le", {"--legs", "--level"}),
                         ("analyse routes x.json --format j", {"json"}),
                         ("analyse evaluate ", {"routes", "suspects", "predict", "identities"}),
                         ("analyse evaluate routes analyse.f", {"analyse.fish"}),
                         ("analyse hubs --of p", {"places", "people"}),
                         ("analyse routes --since ", set()), ("analyse gazetteer a", set()),
                         ("analyse routes -o analyse.f", {"analyse.fish"}),
                         ("analyse check _an", {"_analyse"})):
        check(bash_words(line) == wanted, f"bash: {line} gives {bash_words(line)}")

    for reader, arguments in (("bash", ["-n", "analyse.bash"]), ("zsh", ["-n", "_analyse"]),
                              ("fish", ["-n", "analyse.fish"]),
                              ("groff", ["-man", "-Tutf8", "-k", "-ww", "-z", "analyse.1"])):
        if not shutil.which(reader):
            left_out.append(reader)
            continue
        run = out_of(reader, *arguments, cwd=FOLDER)
        check(run.returncode == 0 and not run.stdout + run.stderr,
              f"{reader} {' '.join(arguments)}: {run.stdout}{run.stderr}")
    if shutil.which("fish"):
        run = out_of("fish", "--no-config", "-c", "source analyse.fish; complete -C 'analyse ro'",
                     cwd=FOLDER)
        check(run.stdout.startswith("routes\t"), f"fish: analyse ro gives {run.stdout}{run.stderr}")

    print("\n".join(failures) or f"{len(commands)} commands; not tried: {left_out or 'nothing'}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
