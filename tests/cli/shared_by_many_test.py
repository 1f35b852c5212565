# SPDX-License-Identifier: Apache-2.0
"""suspects names what links nobody because too many share it: twenty of them, or all for who asks."""
import json
import pathlib
import subprocess
import sys
import tempfile

PHONES = 23
HOLDERS = 60  # of each: more than may share one and be linked by it


def incidents():
    for holder in range(HOLDERS):
        phones = [{"type": "phone", "value": f"+91140{phone:07d}"} for phone in range(PHONES)]
        yield {"id": f"SM-{holder:03d}", "journey": [{"place": "Howrah, West Bengal"}],
               "people": [{"ref": "s1", "role": "suspect", "name": f"Invented {holder}",
                           "identifiers": phones}]}


def notes(analyse, file, *options):
    run = subprocess.run([analyse, "suspects", file, *options], capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    return [line for line in run.stderr.splitlines() if "note: " in line]


def main():
    analyse = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "many.jsonl"
        file.write_text("".join(json.dumps(incident) + "\n" for incident in incidents()))
        told = notes(analyse, file)
        assert len(told) == 21, told
        assert all("is shared by too many to link any two of them" in line for line in told[:20])
        assert told[20] == f"analyse: note: {PHONES - 20} others of the kind; --top 0 names all", told
        every = notes(analyse, file, "--top", "0")
        assert len(every) == PHONES and every[:20] == told[:20], every
        assert len(notes(analyse, file, "--top", "5")) == 6
        assert notes(analyse, file, "--quiet") == []


main()
