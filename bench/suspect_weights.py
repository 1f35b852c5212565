#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fits the weights of evidence between suspects on generated incidents: suspect_weights.py PROGRAM.

Pairs of people whom `suspects` ties in generated incidents are labelled by the truth: 1 where both
are of one cell or are one person, else 0. Most mentions are given the number of whom they truly
are, as a good identity model does: what a phone shared by two people says is to be learnt, not how
often one man is named. A logistic regression with a small ridge, by Newton's
method, gives each kind of reason its weight; it is measured on other seeds, at the default and at
twice the noise. Prints the table of algorithms/suspects/evidence_weights.cpp, the figures of
docs/suspects.md, and beside them those of the weights that the program has. Some minutes; needs
nothing but Python.
"""
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile

KINDS = ("stated_tie", "shared_identifier", "shared_incident", "shared_organisation",
         "similar_identity", "same_place", "same_route")
# What is fitted of each kind. By design, as no generated data can tell: what k others share says 1/k
# as much (RARITY bits less a doubling) and never less than nothing; a case of many speaks for a cell
# in generated data, and is believed up to CROWD doublings; no generated stranger has another's phone
# by a slip of the pen, so that what the fit wants of shared things is believed up to BELIEVED bits:
# what a thousand share, as a railway station, says nothing; and no corridor or scene says more than
# MOST bits.
FITTED = {"stated_tie": ("first",), "shared_identifier": ("first",),
          "shared_incident": ("first", "company", "repeated"),
          "shared_organisation": ("first",),
          "same_place": ("first",), "same_route": ("first",)}
BELIEVED = {"shared_identifier": 10.0, "shared_organisation": 10.0, "same_place": 10.0,
            "same_route": 10.0}
RARITY = {"shared_identifier": -1.0, "shared_organisation": -1.0, "same_place": -1.0,
          "same_route": -1.0}
MOST = {"same_place": 3.0, "same_route": 3.0}
FEATURES = [(kind, part) for kind, parts in FITTED.items() for part in parts if kind != "same_place"]
AT = {feature: i for i, feature in enumerate(FEATURES)}
AT["same_place", "first"] = AT["same_route", "first"]  # too few generated cases share a scene
LN2 = math.log(2.0)
CROWD = 2.0
PRIOR = -3.0  # bits: of a tie whose reasons weigh nothing, one chance in nine
UNGRADED = 0.5
TRAIN, TEST = (101, 102, 103), (201, 202)
EVENTS = 20000
RESOLVED = 0.95  # share of mentions known to be of whom they are


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


def truth_of(path):
    truth = json.loads(path.read_text(encoding="utf-8"))
    identity, cells = {}, {}
    for one in truth["identities"]:
        for record in one["records"]:
            identity[record] = one["id"]
    for cell in truth["cells"]:
        for member in cell["members"]:
            cells.setdefault(member["identity"], set()).add(cell["id"])
    return identity, cells


def identities_of(path, identity):
    """Whom each person of the answer truly is: they are named by a mention or an agency's number."""
    people = {"person:" + record: {who} for record, who in identity.items()}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            incident = json.loads(line)
            for person in incident.get("people", []):
                who = identity.get(f"{incident['id']}/{person['ref']}")
                if who and person.get("id"):
                    people.setdefault("person:" + person["id"], set()).add(who)
    return people


def told_of(reasons):
    """(kind, confidence, doublings of those who share, of incidents, near) of each reason."""
    told = []
    for reason in reasons:
        kind, grades = reason["kind"], reason["grades"]
        none = 1.0
        for grade in grades or [None]:
            none *= 1.0 - (UNGRADED if grade is None else grade)
        told.append((kind, round(1.0 - none, 3), math.log2(max(reason["sharers"] - 1, 1)),
                     math.log2(max(len(grades), 1)), float(reason["near"])))
    return tuple(told)


def inner(kind, told, weights):
    """The bits of a reason at confidence 1, before its bounds."""
    _, _, sharers, incidents, near = told
    parts = {"first": 1.0, "company": min(sharers, CROWD), "repeated": incidents, "near": near}
    return RARITY.get(kind, 0.0) * sharers + sum(
        weights[AT[kind, part]] * parts[part] for part in FITTED[kind])


def bits_of(told, weights):
    total = PRIOR
    for reason in told:
        kind = reason[0]
        bits = min(inner(kind, reason, weights), MOST.get(kind, math.inf))
        total += reason[1] * (max(bits, 0.0) if kind in RARITY else bits)
    return total


def features_of(told, weights):
    """What the bits are linear in, where no bound holds, and what bounds fix."""
    x, fixed = [0.0] * len(FEATURES), PRIOR
    for reason in told:
        kind, confidence, sharers, incidents, near = reason
        bits = inner(kind, reason, weights)
        if kind in RARITY and bits <= 0.0:
            continue
        if bits > MOST.get(kind, math.inf):
            fixed += confidence * MOST[kind]
            continue
        fixed += confidence * RARITY.get(kind, 0.0) * sharers
        for part, value in (("first", 1.0), ("company", min(sharers, CROWD)),
                            ("repeated", incidents), ("near", near)):
            if (kind, part) in AT:
                x[AT[kind, part]] += confidence * value
    return x, fixed


def resolve(data, identity, seed):
    """Nearly every mention gets the number of whom it truly is, as a good identity model would give
    it; the rest none: each of those is a person of its own."""
    draw = random.Random(seed)
    lines = []
    for line in data.read_text(encoding="utf-8").splitlines():
        incident = json.loads(line)
        for person in incident.get("people", []):
            person.pop("id", None)
            who = identity.get(f"{incident['id']}/{person['ref']}")
            if who and draw.random() < RESOLVED:
                person["id"] = who
        lines.append(json.dumps(incident, ensure_ascii=False))
    data.write_text("\n".join(lines) + "\n", encoding="utf-8")


def pairs(program, seed, noise, folder, window, resolved=True):
    """(reasons, label, bits the program gives) of every tied pair of people."""
    name = f"{seed}-{noise}-{'resolved' if resolved else 'as-recorded'}"
    data, truth = folder / f"{name}.jsonl", folder / f"{name}.json"
    run(program, "generate", "--incidents", str(EVENTS), "--seed", str(seed), "--noise", noise,
        "-o", str(data), "--truth", str(truth), "--quiet")
    identity, cells = truth_of(truth)
    if resolved:
        resolve(data, identity, seed)
    people = identities_of(data, identity)
    answer = json.loads(run(program, "suspects", str(data), "--identities", "off", "--quiet",
                            "--reveal-victims", "--window", str(window), "--format", "json"))
    made = []
    for row in answer["rows"]:
        ties = {}
        for reason in row["reasons"]:
            ties.setdefault((reason["a"], reason["b"]), []).append(reason)
        for (a, b), reasons in ties.items():
            if a not in people or b not in people:
                continue
            label = any(x == y or cells.get(x, set()) & cells.get(y, set())
                        for x in people[a] for y in people[b])
            made.append((told_of(reasons), int(label), sum(r["weight"] for r in reasons)))
    return made


def solve(matrix, right):
    n = len(right)
    rows = [row[:] + [value] for row, value in zip(matrix, right)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for r in range(i + 1, n):
            factor = rows[r][i] / rows[i][i]
            if factor:
                for c in range(i, n + 1):
                    rows[r][c] -= factor * rows[i][c]
    x = [0.0] * n
    for i in reversed(range(n)):
        x[i] = (rows[i][n] - sum(rows[i][c] * x[c] for c in range(i + 1, n))) / rows[i][i]
    return x


def fit(data, ridge=1.0):
    """Newton's method, again until the bounds hold for the same reasons. Equal pairs are one with a
    count: the pairs are many, what is told of them is little."""
    counted = {}
    for told, label, _ in data:
        count = counted.setdefault(told, [0, 0])
        count[0] += 1
        count[1] += label
    n = len(FEATURES)
    weights = [4.0] * n
    for _ in range(12):
        before = weights
        cases = []
        for told, (pairs_, ones) in counted.items():
            x, fixed = features_of(told, weights)
            cases.append(([(i, v) for i, v in enumerate(x) if v], fixed, pairs_, ones))
        for _ in range(4):
            gradient = [-ridge * LN2 * v for v in weights]
            hessian = [[ridge if i == j else 0.0 for j in range(n)] for i in range(n)]
            for x, fixed, pairs_, ones in cases:
                p = probability(fixed + sum(weights[i] * v for i, v in x))
                for i, v in x:
                    gradient[i] += v * (ones - pairs_ * p)
                    for j, u in x:
                        hessian[i][j] += v * u * pairs_ * p * (1.0 - p)
            step = solve(hessian, gradient)
            weights = [a + max(-2.0, min(2.0, b / LN2)) for a, b in zip(weights, step)]
            for kind, bits in BELIEVED.items():
                weights[AT[kind, "first"]] = min(bits, weights[AT[kind, "first"]])
        if max(abs(a - b) for a, b in zip(weights, before)) < 1e-4:
            break
    return weights


def probability(bits):
    return 1.0 / (1.0 + 2.0 ** -max(-40.0, min(40.0, bits)))


def measured(scored):
    """scored: (bits, label). What docs/suspects.md tells of them."""
    n = len(scored)
    ones = sum(label for _, label in scored)
    brier = sum((probability(b) - label) ** 2 for b, label in scored) / n
    base = ones / n
    loss = -sum(math.log2(probability(b) if label else 1.0 - probability(b)) for b, label in scored) / n
    bins = [[0, 0.0, 0] for _ in range(10)]
    for b, label in scored:
        here = bins[min(9, int(10 * probability(b)))]
        here[0] += 1
        here[1] += probability(b)
        here[2] += label
    error = sum(abs(told - true) for _, told, true in bins) / n
    order = sorted(scored)
    rank_sum, i = 0.0, 0
    while i < n:
        j = i
        while j < n and order[j][0] == order[i][0]:
            j += 1
        rank_sum += (i + 1 + j) / 2 * sum(label for _, label in order[i:j])
        i = j
    auc = (rank_sum - ones * (ones + 1) / 2) / (ones * (n - ones))
    return {"pairs": n, "linked": base, "auc": auc, "brier": brier, "brier_of_base": base * (1 - base),
            "log_loss_bits": loss, "calibration_error": error,
            "bins": [(k, round(told / k, 3), round(true / k, 3)) for k, told, true in bins if k]}


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    window = int(sys.argv[2]) if len(sys.argv) > 2 else 365
    if len(sys.argv) > 3:
        global PRIOR
        PRIOR = float(sys.argv[3])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        train = [pair for seed in TRAIN for pair in pairs(program, seed, "default", folder, window)]
        weights = [round(v, 2) for v in fit(train)]
        print(f"// of {len(train)} pairs; prior {PRIOR}")
        for kind in KINDS:
            parts = [weights[AT[kind, "first"]] if (kind, "first") in AT else 0.0,
                     RARITY.get(kind, 0.0)]
            parts += [weights[AT[kind, part]] if (kind, part) in AT else 0.0
                      for part in ("company", "repeated", "near")]
            parts.append(MOST.get(kind, 20.0))
            print("    {" + ", ".join(f"{part:.2f}" for part in parts) + f"}},  // {kind}")
        for noise, resolved in (("default", True), ("double", True), ("default", False)):
            test = [pair for seed in TEST
                    for pair in pairs(program, seed, noise, folder, window, resolved)]
            print("people resolved" if resolved else "as recorded")
            fitted = [(bits_of(told, weights), label) for told, label, _ in test]
            shipped = [(PRIOR + bits, label) for _, label, bits in test]
            print(noise, json.dumps(measured(fitted)))
            print(noise, "as the program has it:", json.dumps(measured(shipped)))


if __name__ == "__main__":
    main()
