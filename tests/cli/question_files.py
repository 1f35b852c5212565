# SPDX-License-Identifier: Apache-2.0
"""The files that questions.py asks about, in three orders: first as they stand, then shuffled."""
import random
import shlex
import subprocess

# Where the records of an input are dealt out to.
INPUTS = {
    "cases": ("samples/incidents.jsonl", "cases-a.jsonl cases-b.jsonl"),
    "ring": ("tests/golden/routes/circuits/ring.jsonl", "ring-a.jsonl ring-b.jsonl"),
    "chain": ("tests/golden/routes/timed-chain/chain.jsonl", "chain-a.jsonl chain-b.jsonl"),
    "cast": ("tests/golden/identities/cases.jsonl", "cast-a.jsonl cast-b.jsonl"),
    "spellings": ("samples/five-spellings.jsonl", "spell-a.jsonl spell-b.jsonl"),
    "decisions": ("tests/golden/identities/decisions.jsonl", "decisions.jsonl"),
    "corridors": ("tests/golden/routes/ctdc.csv", "ctdc.csv"),
    "wanted": ("tests/golden/identities/wanted.csv", "wanted.csv"),
    "arrested": ("tests/golden/identities/arrested.csv", "arrested.csv"),
    "many": (None, "many-a.jsonl many-b.jsonl"),
}
ORDERS = ("first", "second", "third")  # folders, each with files of the same names


def deal(lines, header, files, order, folder):
    """Writes the lines to the files: as they stand, or shuffled and cut elsewhere."""
    lines = list(lines)
    cut = len(lines) // 2
    if order:
        random.Random(order).shuffle(lines)
        cut = len(lines) // 3 if order == 1 else 1
    parts = [lines] if len(files) == 1 else [lines[:cut], lines[cut:]]
    for name, part in zip(files, parts):
        (folder / name).write_text("".join(line + "\n" for line in [*header, *part]),
                                   encoding="utf-8")


def edges(n, m):
    """Later vertices have more edges, as hubs do; real weights, whose sums depend on the order."""
    draw = random.Random(7)
    for _ in range(m):
        s, t = draw.randrange(n), max(draw.randrange(n), draw.randrange(n))
        yield f"v{s},v{t},{draw.uniform(0.1, 9.0)!r}"


class QuestionFiles:
    """Folders ORDERS in `folder`, and what stands for the words in braces of a question."""

    def __init__(self, program, root, folder):
        golden = root / "tests/golden"
        self.words = {name: files for name, (_, files) in INPUTS.items()}
        self.words |= {
            "root": str(root), "truth": str(golden / "evaluate/truth.json"), "graph": "graph.csv",
            "lists": f"wanted.csv arrested.csv --map {golden / 'identities/lists.json'}",
            "csv": str(root / "samples/incidents.csv"), "case_file": "many.sandhan"}
        key = folder / "key"  # of pseudonyms
        key.write_text((golden / "test.key").read_text(encoding="ascii"), encoding="ascii")
        key.chmod(0o600)
        many = folder / "many.jsonl"
        subprocess.run([program, "generate", "--incidents", "2000", "--seed", "4", "-o", many,
                        "--quiet"], check=True)
        drawn = list(edges(2000, 8000))
        for order, name in enumerate(ORDERS):
            (folder / name).mkdir()
            self._lay_out(root, folder / name, order, many, drawn)

    @staticmethod
    def _lay_out(root, folder, order, many, drawn):
        for source, files in INPUTS.values():
            path = root / source if source else many
            lines = path.read_text(encoding="utf-8").splitlines()
            header = lines[:1] if path.suffix == ".csv" else []
            deal(lines[len(header):], header, files.split(), order, folder)
        deal(drawn, ["source,target,weight"], ["graph.csv"], order, folder)
        (folder / "places.csv").write_text(
            "name,type,district,state,country,latitude,longitude,alt_names\n"
            "Imlipara,village,Kachchh,Gujarat,India,23.25,69.67,İmli|IMLI GAON\n", encoding="utf-8")
        (folder / "scenario.json").write_text('{"corridors": 9, "distance_exponent": 0.75}\n',
                                              encoding="utf-8")

    def arguments(self, question):
        """The words of a command line, to be run in one of the folders."""
        words = []
        for given in shlex.split(question):
            filled = given.format(**self.words)
            words += filled.split() if given.startswith("{") else [filled]
        return words + ([] if words[0] in ("generate", "audit", "gazetteer") else
                        ["--key-file", "../key"])


def lines_of(text):
    """The questions of a list in questions.py."""
    return [line for line in text.splitlines() if line]
