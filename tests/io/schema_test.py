# SPDX-License-Identifier: Apache-2.0
"""Reader and JSON Schema agree: on the drawers of records, and on thousands of records made from
the valid ones by changing, removing and adding values.

Usage: schema_test.py SOURCE_FOLDER READER_VERDICTS
"""
import copy
import json
import pathlib
import random
import subprocess
import sys

import jsonschema

# What only the reader can see: parts that do not go together, days that are in no calendar.
READER_ONLY = {
    "age_contradicts_minor", "duplicate_incident", "duplicate_key", "duplicate_ref",
    "impossible_date", "journey_back_in_time", "unknown_ref",
}
# A range that runs backwards has the code of its field.
BACKWARDS = {"17-14", "2-1"}

VALUES = [
    None, True, False, 0, 1, 2, 14, 14.0, 17.5, -3, 121, 1000001, "", " ", "x", "14", "14-17", "17-14",
    "2-1", "18+", "0", "014", "14 - 17", "5+", "2020", "2020-10-12", "2020-10-12~", "2020-13-01",
    "2020-10-12T10:00", "2020-10/..", "/", "..", "12.10.2020", "2020-10-1X", "victim", "suspect",
    "rescued", "female", "road", "origin", "fir", "phone", "ngo", "rescued_at", "paid", "sexual",
    "labour:begging", "A1", "G7", [], {}, ["x"], [1], [None], ["sexual"], [{}], {"lat": 1, "lon": 2},
    {"lat": 1}, {"district": "x"}, {"district": ""}, {"lat": None, "lon": 2}, {"text": 5},
]


def places(value, at=()):
    """Every place in a value where another value may stand, as a tuple of keys."""
    if at:
        yield at
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], at + (key,))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from places(item, at + (index,))


def changed(record, draw, fields):
    record = copy.deepcopy(record)
    for _ in range(draw.choice([1, 1, 1, 2])):
        where = draw.choice(list(places(record)))
        parent = record
        for key in where[:-1]:
            parent = parent[key]
        kind = draw.random()
        if kind < 0.2:
            del parent[where[-1]]
        elif kind < 0.3 and isinstance(parent, dict):
            parent[draw.choice(fields)] = copy.deepcopy(draw.choice(VALUES))
        else:
            parent[where[-1]] = copy.deepcopy(draw.choice(VALUES))
        if not record:
            break
    return record


def has_backwards(value):
    if isinstance(value, dict):
        return any(has_backwards(item) for item in value.values())
    if isinstance(value, list):
        return any(has_backwards(item) for item in value)
    return isinstance(value, str) and value in BACKWARDS


def main():
    source, reader = pathlib.Path(sys.argv[1]), sys.argv[2]
    schema = json.loads((source / "docs/incident.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    whole = jsonschema.Draft202012Validator(schema)
    # A line of JSON Lines is one incident, so the drawers are checked as whole files and the
    # changed records as incidents.
    incident = jsonschema.Draft202012Validator({"$defs": schema["$defs"],
                                                "$ref": "#/$defs/incident"})
    failures = []
    drawers = {}
    for drawer in ("valid", "invalid"):
        files = sorted((source / "tests/io/records" / drawer).glob("*.json"))
        assert files, drawer
        drawers[drawer] = [json.loads(f.read_text(encoding="utf-8")) for f in files]
        for file, record in zip(files, drawers[drawer]):
            expected = drawer == "valid" or file.name.startswith("reader-")
            if whole.is_valid(record) != expected:
                failures.append(f"{file.name}: the schema says {not expected}")
    for name in ("rajkot-2020.json", "incidents.jsonl"):
        text = (source / "samples" / name).read_text(encoding="utf-8")
        records = [json.loads(text)] if name.endswith(".json") else map(json.loads, text.splitlines())
        for record in records:
            if not whole.is_valid(record):
                failures.append(f"{name}: {record.get('id')} is refused by the schema")

    draw = random.Random(20201112)
    fields = sorted({key for definition in schema["$defs"].values()
                     for key in definition.get("properties", {})})
    records = []
    for number in range(6000):
        record = changed(draw.choice(drawers["valid"]), draw, fields)
        if record.get("id") == "A-1":
            record["id"] = f"A-{number}"
        records.append(record)
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    answer = subprocess.run([reader], input=lines.encode(), stdout=subprocess.PIPE, check=True)
    codes = {}
    for line in answer.stdout.decode().splitlines():
        number, *found = line.split()
        codes[int(number) - 1] = set(found)
    refused = 0
    for number, record in enumerate(records):
        found = codes.get(number, set())
        accepted = incident.is_valid(record)
        if not found and not accepted:
            failures.append(f"only the schema refuses {json.dumps(record)}")
        if found - READER_ONLY and accepted and not (
                has_backwards(record) and found - READER_ONLY <= {"invalid_age", "invalid_count"}):
            failures.append(f"only the reader refuses ({found}) {json.dumps(record)}")
        refused += not accepted
    assert 1000 < refused < 5500, refused
    for failure in failures[:20]:
        print(failure)
    print(f"{len(records)} changed records, {refused} refused, {len(failures)} disagreements")
    sys.exit(1 if failures else 0)


main()
