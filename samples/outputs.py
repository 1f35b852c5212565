# SPDX-License-Identifier: Apache-2.0
"""The incidents as a spreadsheet (docs/incident-csv.md), and the page that says what is in them."""
import csv
import io

from invented import (HOWRAH, N24, ONE_PERSON_TWO_SPELLINGS, PATNA, PEOPLE, RANCHI, RAXAUL,
                      UNDECIDED, UNKNOWN_VILLAGE_TEXT)

OFFENDING = {"suspect", "recruiter", "transporter", "harbourer", "broker", "exploiter", "buyer",
             "facilitator"}
OFFENDING_ORGANISATION = {"recruiting_front", "exploiting", "transporting"}

# ---------------------------------------------------------------- the spreadsheet

INCIDENT_COLUMNS = """id title reported status source_name source_date source_grade source_url
fir_number fir_station exploitation recruitment control sections origin departed transit destination
arrived mode recruited_at exploited_at reported_at rescued_at rescued_on organisations""".split()
PERSON_COLUMNS = """ref person_id role count name aliases father spouse sex age minor birth
nationality home person_status phone email vehicle bank_account national_id passport online_handle
address""".split()


def joined(values):
    return "; ".join(values)


def place_text(place):
    if isinstance(place, dict):
        return ", ".join(place[k] for k in ("locality", "district", "state", "country")
                         if k in place)
    return place


def incident_cells(record):
    sources = record.get("sources") or [record.get("source", {})]
    best = min(sources, key=lambda s: s.get("grade", "F6"))
    fir = next((r for r in record.get("references", []) if r["type"] == "fir"), {})
    journey = record.get("journey", [])
    where = {p["role"]: p for p in record.get("places", [])}
    cells = {k: record.get(k, "") for k in ("id", "title", "reported", "status")}
    cells |= {"source_name": best.get("name", ""), "source_date": best.get("date", ""),
              "source_grade": best.get("grade", ""), "source_url": best.get("url", ""),
              "fir_number": fir.get("number", ""), "fir_station": fir.get("station", "")}
    cells |= {k: joined(record.get(k, []))
              for k in ("exploitation", "recruitment", "control", "sections")}
    if journey:
        cells |= {"origin": place_text(journey[0]["place"]),
                  "departed": journey[0].get("departed", ""),
                  "transit": joined(place_text(s["place"]) for s in journey[1:-1]),
                  "destination": place_text(journey[-1]["place"]),
                  "arrived": journey[-1].get("arrived", ""), "mode": journey[-1].get("mode", "")}
    for role in ("recruited_at", "exploited_at", "reported_at", "rescued_at"):
        cells[role] = place_text(where[role]["place"]) if role in where else ""
    cells["rescued_on"] = where.get("rescued_at", {}).get("date", "")
    cells["organisations"] = joined(
        " | ".join(filter(None, [o["name"], o["type"], o["role"], o.get("place", "")]))
        for o in record.get("organisations", []))
    cells["ties"] = joined(f'{t["from"]} > {t["to"]} : {t["type"]}'
                           for t in record.get("ties", []))
    return cells


def person_cells(person):
    cells = {k: str(person.get(k, "")) for k in ("ref", "role", "name", "father", "spouse", "sex",
                                                 "age", "birth", "nationality")}
    cells["person_id"] = person.get("id", "")
    cells["count"] = "unknown" if person.get("count", 1) is None else str(person.get("count", ""))
    cells["aliases"] = joined(person.get("aliases", []))
    cells["minor"] = {True: "yes", False: "no", None: ""}[person.get("minor")]
    cells["home"] = place_text(person.get("home", ""))
    cells["person_status"] = person.get("status", "")
    for kind in PERSON_COLUMNS[PERSON_COLUMNS.index("phone"):]:
        cells[kind] = joined(i["value"] for i in person.get("identifiers", []) if i["type"] == kind)
    return cells


def as_csv(records):
    text = io.StringIO()
    writer = csv.DictWriter(text, INCIDENT_COLUMNS + PERSON_COLUMNS + ["ties"], restval="",
                            lineterminator="\n")
    writer.writeheader()
    for record in records:
        first = incident_cells(record)
        people = record.get("people", []) or [None]
        for person in people:
            writer.writerow(first | (person_cells(person) if person else {}))
            first = {"id": record["id"]}
    return text.getvalue()


# ---------------------------------------------------------------- what is to be found

def least(count):
    return count if isinstance(count, int) else int(count.rstrip("+").split("-")[0])


def victims(record):
    return sum(least(p.get("count", 1)) for p in record.get("people", []) if p["role"] == "victim")


def groups(records):
    """People of the offending side joined by a shared incident, number, identifier, organisation:
    sets of people (agency number, else INCIDENT/ref) with their incidents, largest first."""
    parent = {}

    def root(x):
        while parent.setdefault(x, x) != x:
            x = parent[x]
        return x

    where = {}
    for r in records:
        keys = [("organisation", o["name"]) for o in r.get("organisations", [])
                if o["role"] in OFFENDING_ORGANISATION]
        for p in r.get("people", []):
            if p["role"] not in OFFENDING:
                continue
            who = ("person", p.get("id") or f'{r["id"]}/{p["ref"]}')
            where.setdefault(who, set()).add(r["id"])
            keys.append(who)
            for i in p.get("identifiers", []):
                value = "".join(filter(str.isalnum, i["value"]))[-10:]
                parent[root((i["type"], value))] = root(who)
        for k in keys:
            parent[root(k)] = root(keys[0])
    found = {}
    for who, incidents in where.items():
        members, cases = found.setdefault(root(who), (set(), set()))
        members.add(who[1])
        cases.update(incidents)
    return sorted(((sorted(m), sorted(c)) for m, c in found.values() if len(m) > 1),
                  key=lambda g: (-len(g[1]), -len(g[0]), g))


def page(cases):
    records = [c[0] for c in cases]
    corridors, transit = {}, {}
    for record, ends in cases:
        if ends and ends[0] != ends[1] and ends[0] != UNDECIDED:
            count = corridors.setdefault(ends, [0, 0])
            count[0] += 1
            count[1] += victims(record)
        for stop in record.get("journey", [])[1:-1]:
            text = place_text(stop["place"])
            label = next((k for k, spellings in HUBS.items() if text in spellings), None)
            if label:
                transit[label] = transit.get(label, 0) + 1
    ranked = sorted(corridors.items(), key=lambda c: (-c[1][0], -c[1][1], c[0]))
    rows = "\n".join(f"| {a} | {b} | {n} | {v} |" for (a, b), (n, v) in ranked if n >= 3)
    hubs = ", ".join(f"{k} {n}" for k, n in sorted(transit.items(), key=lambda h: -h[1]))
    found = [g for g in groups(records) if len(g[1]) > 1]
    cell, others = found[0], found[1:]
    minor = next(r["id"] for r in records for p in r.get("people", [])
                 if p["role"] in OFFENDING and p.get("minor"))
    undecided = next(r["id"] for r in records for s in r.get("journey", [])
                     if s["place"] == "Aurangabad")
    unknown = next(r["id"] for r in records for s in r.get("journey", [])
                   if s["place"] == UNKNOWN_VILLAGE_TEXT)
    spelt = [r["id"] for r in records for p in r.get("people", [])
             if p.get("name") in ONE_PERSON_TWO_SPELLINGS.values()]
    bullet = "\n".join(f"- {', '.join(m)}: {', '.join(c)}" for m, c in others)
    return README.format(
        incidents=len(records), corridors=len(ranked), rows=rows, hubs=hubs,
        people=sum(len(r.get("people", [])) for r in records),
        states=len({r["id"].split("-")[0] for r in records} - {"NP"}),
        victims=sum(map(victims, records)),
        cell_people="\n".join(f"| {p} | {cell_role(p)} | {cell_cases(records, p)} |"
                              for p in cell[0]),
        cell_size=len(cell[0]), cell_cases=len(cell[1]), others=bullet, minor=minor,
        undecided=undecided, unknown=unknown, spelt=" and ".join(spelt))


HUBS = {"Howrah": HOWRAH, "Patna": PATNA, "Ranchi": RANCHI, "Purbi Champaran": RAXAUL,
        "North 24 Parganas": N24[1]}


def cell_role(person):
    return PEOPLE[person]["role"] if person in PEOPLE else PEOPLE["phone only"]["role"]


def cell_cases(records, person):
    return ", ".join(r["id"] for r in records for p in r.get("people", [])
                     if (p.get("id") or f'{r["id"]}/{p["ref"]}') == person)


README = """# The samples

<!-- Written by make_samples.py; change it there. -->

Four files for a first look, and the input of many golden tests.

| file | what it is |
| --- | --- |
| `rajkot-2020.json` | one real case as a press release of 13 November 2020 tells it; nobody is named |
| `incidents.jsonl` | {incidents} invented incidents registered in {states} states, 2018 to 2023 |
| `incidents.csv` | the same incidents as a spreadsheet, one row a person ([its columns](../docs/incident-csv.md)) |
| `five-spellings.jsonl` | ten invented incidents with one man under five spellings, and another who is like him ([what comes of it](../docs/identities.md#one-man-five-spellings)) |

Every name, number, village, private organisation and event in all but the first file is invented.
Districts, towns and the kinds of public agency are real. `make_samples.py` writes `incidents.jsonl`,
`incidents.csv` and this page; run again it gives the same bytes.

## What you should find in `incidents.jsonl`

{people} person entries; {victims} victims, where a group counts with its size and a range with its
least; {corridors} corridors between two districts (abroad: the district or country named).

### Corridors (`analyse routes`)

All with three incidents or more:

| from | to | incidents | victims |
| --- | --- | ---: | ---: |
{rows}

The records spell the places as stations do: `24 Pgs (S)`, `Murshidabd`, `Bangalore`, `Bombay`,
`Allahabad`, Bengali and Devanagari script. A corridor comes out whole only if all of them resolve.

### Hubs (`analyse hubs --of places`)

Places in the middle of a journey, with the journeys that pass:
{hubs}.
Routes from six districts of West Bengal and from Bangladesh meet at Howrah: it carries the most
(`strength`). Fewer pass Patna, but between more pairs of districts, which is what `betweenness`
counts. The units, the NGOs and the officials who stand in nearly every record must not lead any list.

### The cell (`analyse suspects`)

{cell_size} people over {cell_cases} incidents in five states, one group:

| person | role | incidents |
| --- | --- | --- |
{cell_people}

They hang together by shared incidents, by equal agency numbers from case to case, by *Tarasol
Placement Services* in four of the Jharkhand cases, and by stated ties. The last of them has no number
of their own: the telephone +91 90000 00777, written in two ways, is also that of AHTU-0104.

Smaller groups over more than one incident:

{others}

### Odd things, on purpose

- `{undecided}` starts in a bare `Aurangabad`: Bihar or Maharashtra? It must be listed, not guessed.
- `{unknown}` starts in a village no list has, in a district that is known: kept at the district.
- `{minor}` has a suspect of sixteen. Sandhan shows a pseudonym and an age band, as for a victim.
- {spelt} may speak of one man under two spellings (a vowel apart, two
  years older two years later). No number joins them; `identities` may.
- One journey begins and ends in the same district (Alwar) and is no corridor at that level.
- Counts such as `5-10`, `5+` and unknown; possible victims; ungraded sources; dates from a day to a
  year, `2018-05%`, `2019-04-XX`, the season `2018-21`, and intervals open at one end.
"""
