# SPDX-License-Identifier: Apache-2.0
"""Who is one person in lists of a million records and of many duplicates, beside Splink."""
import json
import pathlib

import kernels
import person_list_quality
import person_lists
import results

HERE = pathlib.Path(__file__).resolve().parent
# (name, kind, records, seconds, MiB): the last two are targets of a full run.
LISTS = (("identities/list", "english", 1_000_000, 180.0, 8192.0),
         ("identities/duplicates", "heavy", 300_000, 20.0, None))
QUICK_SHARE = 50
# Splink takes minutes and gigabytes for the pairs of the largest.
BESIDE, PEER_RECORDS, PEER_S = "identities/beside-splink", 50_000, 1800


class IdentityLists:
    """A part of the driver, which `bench` is."""

    def __init__(self, bench):
        self.bench, self.options = bench, bench.options

    def run(self):
        for name, kind, records, most_s, most_mib in LISTS:
            timing, told = self.ours(name, kind, records)
            met = None
            if not self.options.quick and not timing.failure:
                met = timing.wall_s <= most_s and (most_mib is None or timing.peak_mib <= most_mib)
            target = f"at most {most_s:.0f} s" + (f", {most_mib / 1024:.0f} GiB" if most_mib else "")
            self.bench.add(name, timing, input=told, target=target, met=met)
        self.beside_splink()

    def folder(self, kind, records):
        return self.options.out / "bench-lists" / f"{kind}-{records}"

    def ours(self, name, kind, records):
        records //= QUICK_SHARE if self.options.quick else 1
        folder = self.folder(kind, records)
        if not (folder / "truth.json").exists():
            self.bench.say(f"{name}: making {records} records")
            person_lists.make(kind, records, folder)
        timing = self.bench.measure(f"{name}, {records} records", [
            self.bench.analyse, "identities", folder / "a.csv", "--map", folder / "map.json",
            "--top", "1", "--quiet", "--no-progress"], runs=1, limit_s=1800)
        return timing, f"{records} records of a person list"

    def peers_python(self):
        """An interpreter that has Splink, or nothing."""
        if self.options.no_pypi:
            return None
        python = kernels.virtual_environment(self.options.out / "bench-venv", self.bench.say,
                                             kernels.FOR_LISTS)
        return python if python and kernels.has_module(python, "splink") else None

    def quality(self):
        """Precision and recall of every kind of list, of ours and of Splink: the same on any machine."""
        python = self.peers_python()
        if python is None:
            self.bench.say("no Splink: its columns stay empty")
        for kind, records, seed in person_list_quality.LISTS:
            if self.options.quick:
                records = min(records, person_list_quality.QUICK_RECORDS)
            self.bench.say(f"quality of {kind}, {records} records")
            try:
                self.bench.lines.append(person_list_quality.row_of(
                    self.bench.analyse, self.options.out / "bench-lists", kind, records, seed, python))
            except (OSError, ValueError, KeyError) as failure:  # of ours
                self.bench.faults.append(f"quality of {kind}, {records} records: {failure}")

    def beside_splink(self):
        timing, told = self.ours(BESIDE, "english", PEER_RECORDS)
        if timing.failure:
            self.bench.add(BESIDE, timing, input=told)
            return
        python = self.peers_python()
        common = {"threads": self.bench.threads, "input": told, "peer": "Splink"}
        if python is None:
            self.bench.lines.append(results.absent(BESIDE, "not installed, and PyPI did not give it",
                                                   ours_s=timing.wall_s, **common))
            return
        records = PEER_RECORDS // (QUICK_SHARE if self.options.quick else 1)
        peer = self.bench.measure("Splink on the same list", [
            python, HERE / "splink_peer.py", self.folder("english", records), "--no-truth",
            "--threads", self.bench.threads], runs=1, limit_s=PEER_S)
        if peer.failure:
            self.bench.lines.append(results.absent(BESIDE, f"it did not run ({peer.failure})",
                                                   ours_s=timing.wall_s, **common))
            return
        # Without its start and the reading of the list: our seconds hold both.
        seconds = json.loads(peer.output)["seconds"]
        self.bench.lines.append(results.line(BESIDE, timing.wall_s, peer_s=seconds,
                                             peak_mib=round(timing.peak_mib, 1), **common))
