#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes incidents.jsonl, incidents.csv and README.md beside itself.

Every person, number, organisation that offends and event is invented; places and the kinds of
public agency are real. The patterns (a few heavy corridors and a long tail, transit hubs, one cell
that spans states) are put in on purpose, so that a person can check by eye what the program finds.
The same bytes come out of every run: the only source of chance is the small generator `Dice`.
The tables are in invented.py, the spreadsheet and the page in outputs.py.
rajkot-2020.json is written by hand and not touched here.
"""
import datetime
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE))

from invented import (CORRIDORS, FOUND, GRADES, HAMLETS, MINOR_SUSPECT, NGOS,
                      ONE_PERSON_TWO_SPELLINGS, PEOPLE, PLANTED, PROFILES, SHARED_VEHICLE, SOURCES,
                      STATUSES, UNITS, UNKNOWN_VILLAGE_CASE, UNKNOWN_VILLAGE_TEXT)
from outputs import as_csv, page


class Dice:
    """A 64-bit linear congruential generator (Knuth's MMIX constants), so that no Python release
    can change the samples, as it could with random.choice."""

    def __init__(self, seed):
        self.state = seed

    def roll(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def pick(self, items):
        return items[self.roll(len(items))]


dice = Dice(20201113)

# ---------------------------------------------------------------- names and numbers, all invented

GIVEN = {"female": (["Ta", "Ri", "Su", "Mo", "Be", "Na", "Ka", "Lo", "Pa", "Di"],
                    ["nila", "tumi", "shari", "linu", "rvika", "mesha", "jori", "vani"]),
         "male": (["An", "Ho", "Bi", "Ra", "Ja", "Ke", "Du", "Sha", "Mi", "Go"],
                  ["drul", "meshu", "lbir", "tosh", "nvat", "khil", "rojan", "madeo"])}
FAMILY = (["Bor", "Kan", "Mal", "Hes", "Tir", "Pun", "Gor", "Sel", "Dal", "Nok", "Vel", "Jum"],
          ["tari", "khol", "wadia", "jhora", "ondi", "purel", "eshta", "magri"])
used_names = set()


def name(sex):
    while True:
        given, family = GIVEN[sex], FAMILY
        text = (dice.pick(given[0]) + dice.pick(given[1]) + " " +
                dice.pick(family[0]) + dice.pick(family[1]))
        if text not in used_names:
            used_names.add(text)
            return text


def child_of(full_name, sex):
    """A relative's name: another given name before the same family name."""
    return name(sex).split()[0] + " " + full_name.split()[1]


next_phone = 9000000100


def phone():
    """The next of a block of numbers nobody chose, in one of the ways stations write them."""
    global next_phone
    next_phone += 1
    digits = str(next_phone)
    form = dice.pick(["+91{d}", "+91{d}", "+91 {a} {b}", "0{d}", "{d}", "{a}-{b}"])
    return form.format(d=digits, a=digits[:5], b=digits[5:])


# ---------------------------------------------------------------- dates

def day(d):
    return d.isoformat()


def fuzzy(d, form):
    """The day `d` as uncertainly as `form` says: EDTF level 1, always an interval that holds d."""
    month = d.isoformat()[:7]
    later = d + datetime.timedelta(days=3 + d.day % 4)
    return {"day": day(d), "month": month, "year": month[:4], "about_day": day(d) + "~",
            "about_month": month + "~", "unsure_day": day(d) + "?", "unsure_month": month + "?",
            "both": month + "%", "some_day": month + "-XX", "some_month": month[:4] + "-XX",
            "span": day(d) + "/" + day(later), "months": month + "/" + day(later)[:7],
            "season": f"{d.year}-{21 + ((d.month - 3) // 3)}" if d.month >= 3 else month,
            "unknown_start": "/" + day(later),
            "until": "../" + day(later)}[form]


DEPARTED = ["day", "month", "day", "span", "about_month", "day", "unsure_day", "some_day", "year",
            "about_day", "day", "months", "season", "both", None, "some_month"]
ARRIVED = ["day", "span", "day", "month", "day", "about_day", None, "day", "unsure_month", "day"]

# ---------------------------------------------------------------- one incident


def victims_of(profile, number, unusual, found):
    """One to three entries; now and then a counted group instead of single people."""
    if unusual:
        return [{"ref": "v1", "role": "victim", "count": unusual, "sex": profile["sex"],
                 "age": "10-13" if profile is PROFILES["workshop"] else "18-45"} |
                ({"status": "rescued"} if found else {})]
    people = []
    for i in range([1, 1, 2, 1, 3, 1][number % 6]):
        age = dice.pick(profile["ages"])
        full = name(profile["sex"])
        person = {"ref": f"v{i + 1}", "role": "victim", "name": full, "sex": profile["sex"],
                  "age": age}
        if found or number % 3:
            person["status"] = "rescued" if found else "missing"
        if dice.roll(4) == 0:
            person["father"] = child_of(full, "male")
        if dice.roll(3) == 0:
            person["identifiers"] = [{"type": "phone", "value": phone()}]
        people.append(person)
    return people


def others_of(state, number, victim):
    """Family, witnesses and officials: in every second case, and never a finding."""
    people = []
    if number % 2 == 0:
        relative = {"ref": "r1", "role": ["complainant", "relative"][number // 2 % 2]}
        if "name" in victim and number % 6:
            relative["name"] = child_of(victim["name"], ["female", "male"][number % 4 // 2])
            relative["identifiers"] = [{"type": "phone", "value": phone()}]
        else:
            relative["count"] = None
        people.append(relative)
    if number % 7 == 3:
        people.append({"ref": "w1", "role": "witness", "name": name("male"), "sex": "male"})
    if number % 3 == 0:
        people.append({"ref": "f1", "id": f"OFF-{state}-01", "role": "official",
                       "name": OFFICIALS.setdefault(state, name("female")), "sex": "female"})
    return people


OFFICIALS = {}


def offenders_of(profile, number, key, index):
    """One suspect as a rule, sometimes two or nobody known, and those who were planted."""
    planted = PLANTED.get((key, index))
    if planted:
        return [({} if i == "phone only" else {"id": i}) | PEOPLE[i] for i in planted[0]]
    if (key, index) == MINOR_SUSPECT:
        return [{"role": "recruiter", "name": name("male"), "sex": "male", "age": 34,
                 "status": "arrested"},
                {"role": "suspect", "name": name("male"), "father": name("male"), "sex": "male",
                 "age": 16, "minor": True, "status": "arrested",
                 "home": "Doltala Basti, Barachatti, Gaya, Bihar",
                 "identifiers": [{"type": "phone", "value": phone()}]}]
    if number % 11 == 5:
        return [{"role": "suspect", "count": None}]
    people = [{"role": profile["offender"], "name": name("male" if number % 4 else "female"),
               "sex": "male" if number % 4 else "female", "age": 23 + dice.roll(30),
               "status": ["arrested", "at_large", "charged"][number % 3]}]
    if number % 5 == 0:
        people[0]["identifiers"] = [{"type": "phone", "value": phone()}]
    if (key, index) in SHARED_VEHICLE:
        people[0]["identifiers"] = [{"type": "vehicle", "value": "OD 03 ZZ 0417"}]
    if (key, index) in ONE_PERSON_TWO_SPELLINGS:
        people[0] |= {"name": ONE_PERSON_TWO_SPELLINGS[key, index], "sex": "male",
                      "age": 38 + index}
    if number % 9 == 4 and (key, index) not in SHARED_VEHICLE:
        people.append({"role": ["buyer", "exploiter", "harbourer"][number // 9 % 3],
                       "name": name("male"), "sex": "male", "status": "at_large"})
    return people


def responders_of(state, number, station, destination):
    """The station, the unit and an NGO in every case; a shelter or a committee in some."""
    town = station.split(",")[0].removesuffix(" PS")
    found = [{"name": f"{town} PS", "type": "law_enforcement", "role": "reported_to",
              "place": station},
             {"name": UNITS[state], "type": "law_enforcement",
              "role": "rescuing" if number % 2 else "investigating"},
             {"name": NGOS[number % 3], "type": "ngo", "role": "supporting"}]
    if number % 4 == 1:
        found.append({"name": f"Short Stay Home {destination[0].split(' (')[0]}", "type": "shelter",
                      "role": "sheltering", "place": destination[1][-1]})
    if number % 6 == 2:
        found.append({"name": f"Child Welfare Committee {town}", "type": "government",
                      "role": "supporting"})
    return found


counters = {}


def number_id(state, year):
    counters[state, year] = counters.get((state, year), 0) + 3 + dice.roll(25)
    return f"{state}-{year}-{counters[state, year]:04d}"


UNUSUAL_COUNTS = {("gaya-jaipur", 3): 12, ("balangir-hyderabad", 1): "5-10",
                  ("sitamarhi-jaipur", 2): "5+", ("balangir-thiruvallur", 1): 9,
                  ("mandla-nagpur", 0): 6, ("visakhapatnam-kayin", 1): "4-6"}


def incident(corridor, index, number):
    key, state, kind, years, station, origin, ways, destination = corridor
    profile = PROFILES[kind]
    year = years[index]
    start = datetime.date(year, 1 + dice.roll(8), 1 + dice.roll(28))
    arrival = start + datetime.timedelta(days=1 + dice.roll(4))
    reported = arrival + datetime.timedelta(days=6 + dice.roll(25))
    rescued = reported + datetime.timedelta(days=5 + dice.roll(50))
    status = STATUSES[number % len(STATUSES)]
    from_text = origin[1][index % len(origin[1])]
    to_text = destination[1][(index + number) % len(destination[1])]
    if (key, index) == UNKNOWN_VILLAGE_CASE:
        from_text = UNKNOWN_VILLAGE_TEXT

    victims = victims_of(profile, number, UNUSUAL_COUNTS.get((key, index)),
                         found=status in FOUND)
    if "name" in victims[0] and number % 4 == 0 and from_text != UNKNOWN_VILLAGE_TEXT:
        victims[0]["home"] = HAMLETS[number // 4 % len(HAMLETS)] + ", " + from_text
    if origin[0].endswith(("(Bangladesh)", "(Nepal)")):
        for v in victims:
            v["nationality"] = "BD" if "Bangladesh" in origin[0] else "NP"
    if number % 10 == 7:
        victims.append({"ref": f"v{len(victims) + 1}", "role": "possible_victim",
                        "sex": profile["sex"]})
        if kind != "domestic":
            victims[-1]["minor"] = kind in ("workshop", "sexual")
    offenders = offenders_of(profile, number, key, index)
    for i, person in enumerate(offenders):
        offenders[i] = {"ref": f"s{i + 1}"} | person
    people = victims + offenders + others_of(state, number, victims[0])

    organisations = responders_of(state, number, station, destination)
    planted = PLANTED.get((key, index), ([], None, []))
    if planted[1]:
        organisations.append(planted[1])
    organisations = [{"ref": f"o{i + 1}"} | o for i, o in enumerate(organisations)]
    refs = {"o": f"o{len(organisations)}", "v": "v1"}
    ties = [{"from": f"s{a + 1}", "to": refs.get(b, None) or f"s{b + 1}", "type": t}
            for a, b, t in planted[2]]
    if not planted[2] and number % 6 == 1 and "name" in offenders[0]:
        ties = [{"from": "s1", "to": "v1", "type": ["recruited", "transported"][number % 2]}]

    mode = "air" if kind in ("scam", "abroad") else ["rail", "rail", "road", "unknown"][number % 4]
    if key == "satkhira-kolkata":
        mode = ["water", "foot"][index]
    departed = DEPARTED[number % len(DEPARTED)]
    arrived = ARRIVED[number % len(ARRIVED)]
    journey = [{"place": from_text, "role": "origin"}]
    if departed:
        journey[0]["departed"] = fuzzy(start, departed)
    for spellings in ways[index % len(ways)]:
        journey.append({"place": spellings[number % len(spellings)], "role": "transit",
                        "mode": mode})
    journey.append({"place": to_text, "role": "destination", "mode": mode})
    if arrived:
        journey[-1]["arrived"] = fuzzy(arrival, arrived)

    places = [{"place": station, "role": "reported_at"}]
    if status in FOUND:
        places.append({"place": to_text, "role": "rescued_at", "date": day(rescued)})
    if number % 5 == 2:
        places.append({"place": from_text, "role": "recruited_at"})
    if number % 5 == 4:
        places.append({"place": to_text, "role": "exploited_at"})

    sections = list(profile["sections"])
    if any(int(str(v["age"]).split("-")[0]) < 18 for v in victims if "age" in v):
        sections += profile.get("child_sections", [])
    source = {"name": SOURCES[number % len(SOURCES)], "date": day(reported)}
    if GRADES[number % len(GRADES)]:
        source["grade"] = GRADES[number % len(GRADES)]
    if number % 13 == 4:
        source["url"] = f"https://example.org/reports/{number:03d}"
    record = {"id": number_id(state, reported.year),
              "title": f"{TITLES[kind]}, {origin[0]} to {destination[0]}",
              "reported": fuzzy(reported, "unknown_start") if number == 40 else
              fuzzy(reported, "until") if number == 77 else day(reported), "status": status}
    if number % 17 == 8:
        record["sources"] = [source, {"name": "Newspaper report", "grade": "F6"}]
    else:
        record["source"] = source
    record["references"] = [{"type": "missing_report" if number % 8 == 6 else "fir",
                             "number": f"{number * 37 % 400 + 11}/{reported.year % 100}",
                             "station": organisations[0]["name"], "date": day(reported)}]
    if status == "convicted":
        record["references"].append({"type": "court", "number": f"SC {number}/{reported.year + 1}"})
    if number == 58:
        record["references"].append({"type": "other", "number": "Helpline 1098 call"})
    record |= {"sections": sections, "exploitation": profile["exploitation"],
               "recruitment": [profile["recruitment"][index % len(profile["recruitment"])]],
               "control": profile["control"][number % len(profile["control"])], "people": people,
               "organisations": organisations, "journey": journey, "places": places}
    if ties:
        record["ties"] = ties
    return record, (origin[0], destination[0])


TITLES = {"sexual": "Lured and sold", "domestic": "Domestic work without pay",
          "workshop": "Children in a workshop", "kiln": "Held at a brick kiln for an advance",
          "marriage": "Sold as a bride", "scam": "Held in a call-fraud compound",
          "abroad": "Passport taken by an employer"}

# ---------------------------------------------------------------- cases that fit no corridor


def single_cases():
    """Places without a journey, kinds of exploitation that are rare, an incident without people."""
    unit = {"ref": "o1", "name": "AHTU Jharkhand", "type": "law_enforcement",
            "role": "investigating"}
    adult = {"ref": "s1", "role": "suspect", "sex": "male", "status": "arrested"}
    return [
        ({"id": "JH-2019-0501", "title": "Newborn offered for money", "reported": "2019-07-19",
          "status": "charged", "source": {"name": "FIR", "date": "2019-07-19", "grade": "A2"},
          "references": [{"type": "fir", "number": "88/19", "station": "Ranchi PS",
                          "date": "2019-07-19"}],
          "sections": ["IPC 370", "JJ Act 81"], "exploitation": ["illegal_adoption"],
          "recruitment": ["posing_as_benefactor"],
          "people": [{"ref": "v1", "role": "victim", "sex": "unknown", "age": 0,
                      "birth": "2019-07", "status": "rescued"},
                     {"ref": "v2", "role": "possible_victim", "name": name("female"),
                      "sex": "female", "age": 19, "home": "Mohulbona Tand, Ranchi, Jharkhand"},
                     adult | {"role": "facilitator", "name": name("male"),
                              "identifiers": [{"type": "bank_account", "value": "00000000417733"},
                                              {"type": "email", "value": "desk@example.org"}]},
                     {"ref": "b1", "role": "buyer", "count": 2}],
          "organisations": [unit, {"ref": "o2", "name": "Kesarbagh Maternity Rooms",
                                   "type": "venue", "role": "exploiting",
                                   "place": "Ranchi, Jharkhand"}],
          "places": [{"place": "Ranchi, Jharkhand", "role": "exploited_at", "date": "2019-07"},
                     {"place": "Ranchi, Jharkhand", "role": "rescued_at", "date": "2019-07-21"}],
          "ties": [{"from": "b1", "to": "s1", "type": "paid", "date": "2019-07-1X",
                    "confidence": 0.6},
                   {"from": "v1", "to": "v2", "type": "relative"}]}, None),
        ({"id": "WB-2020-0611", "title": "Kidney taken for a debt", "reported": "2020-12-02",
          "status": "under_investigation",
          "source": {"name": "Hospital complaint", "date": "2020-12-02", "grade": "C3"},
          "sections": ["IPC 370", "THOA 19"], "exploitation": ["organ_removal"],
          "recruitment": ["job_offer"], "control": ["debt_bondage", "false_promises"],
          "people": [{"ref": "v1", "role": "victim", "name": name("male"), "sex": "male",
                      "age": 34, "birth": "1986~", "father": name("male"), "spouse": name("female"),
                      "home": {"locality": "Betpukuria", "district": "Purba Medinipur",
                               "state": "West Bengal", "country": "India"},
                      "identifiers": [{"type": "national_id", "value": "0000 1111 2222"},
                                      {"type": "passport", "value": "Z0000417"}]},
                     adult | {"role": "broker", "name": name("male"), "status": "at_large",
                              "identifiers": [{"type": "online_handle",
                                               "value": "@kidney_help_00"}]}],
          "organisations": [{"ref": "o1", "name": "CID AHTU West Bengal",
                             "type": "law_enforcement", "role": "investigating"}],
          "journey": [{"place": {"district": "Purba Medinipur", "state": "West Bengal",
                                 "country": "India"}, "role": "origin", "departed": "2020-03"},
                      {"place": "Howrah, West Bengal", "role": "transit", "mode": "rail"},
                      {"place": "Chennai, Tamil Nadu", "role": "destination",
                       "arrived": "2020-03-04/2020-03-09", "mode": "rail"}]},
         ("Purba Medinipur", "Chennai")),
        ({"id": "CG-2018-0702", "title": "Children made to carry for an armed group",
          "reported": "2018-11", "status": "reported",
          "source": {"name": "NGO field report", "date": "2018-12", "grade": "D4"},
          "exploitation": ["child_soldier"], "recruitment": ["abduction"],
          "control": ["threats", "restricts_movement"],
          "people": [{"ref": "v1", "role": "victim", "count": "5-10", "sex": "male",
                      "age": "12-15", "status": "missing"}],
          "organisations": [{"ref": "o1", "name": "AHTU Chhattisgarh",
                             "type": "law_enforcement", "role": "reported_to"},
                            {"ref": "o2", "name": "Armed group of Bastar case 0702",
                             "type": "criminal_group", "role": "exploiting"}],
          "journey": [{"place": "Bastar, Chhattisgarh", "role": "origin", "departed": "2018"},
                      {"place": "Gadchiroli, Maharashtra", "role": "destination",
                       "arrived": "2018-10~", "mode": "foot"}]}, ("Bastar", "Gadchiroli")),
        ({"id": "DL-2021-0803", "title": "Begging at a crossing", "reported": "2021-03",
          "status": "rescued", "source": {"name": "Helpline record", "date": "2021-03-15"},
          "sections": ["JJ Act 76"], "exploitation": ["labour:begging"],
          "recruitment": ["unknown"], "control": ["psychoactive_substances", "takes_earnings"],
          "people": [{"ref": "v1", "role": "victim", "count": 3, "sex": "other", "minor": True,
                      "status": "rescued"},
                     {"ref": "v2", "role": "victim", "sex": "male", "age": 8,
                      "status": "deceased"}],
          "organisations": [{"ref": "o1", "name": "AHTU Delhi", "type": "law_enforcement",
                             "role": "rescuing"}],
          "places": [{"place": "Delhi", "role": "exploited_at"},
                     {"place": "Karol Bagh, Central Delhi", "role": "rescued_at",
                      "date": "2021-03-14"}]}, None),
        ({"id": "MH-2022-0904", "title": "Dance bar without wages", "reported": "2022-05-30",
          "status": "closed", "source": {"name": "Unit case file", "grade": "B2"},
          "exploitation": ["labour:entertainment", "labour:hospitality"],
          "recruitment": ["other"], "control": ["withholds_documents", "takes_earnings"],
          "people": [{"ref": "v1", "role": "victim", "count": 4, "sex": "female",
                      "age": "19-26", "status": "rescued"},
                     adult | {"role": "exploiter", "name": name("male"),
                              "identifiers": [{"type": "address",
                                               "value": "Unit 0, Plot 00, Thane"}]}],
          "organisations": [{"ref": "o1", "name": "AHTU Maharashtra", "type": "law_enforcement",
                             "role": "rescuing"},
                            {"ref": "o2", "name": "Neelam Pari Lounge", "type": "venue",
                             "role": "exploiting", "place": "भिवंडी, Thane, Maharashtra"},
                            {"ref": "o3", "name": "Sessions Court Thane", "type": "court",
                             "role": "supporting"}],
          "places": [{"place": "भिवंडी, Thane, Maharashtra", "role": "exploited_at",
                      "date": "2022-01/.."}]}, None),
        ({"id": "PB-2023-1005", "title": "Farm work against an advance", "reported": "2023-10-04",
          "status": "reported", "source": {"name": "Newspaper report", "date": "2023-10-04",
                                           "grade": "E5"},
          "exploitation": ["labour:agriculture", "unknown"], "recruitment": ["unknown"],
          "organisations": [{"ref": "o1", "name": "Sutlej Pahli Farm", "type": "employer",
                             "role": "exploiting", "place": "Jagraon, Ludhiana, Punjab"},
                            {"ref": "o2", "name": "Labour Department Ludhiana",
                             "type": "government", "role": "reported_to"}],
          "journey": [{"place": "Purnea, Bihar", "role": "origin", "departed": "2023-06~"},
                      {"place": "Jagraon, Ludhiana, Punjab", "role": "destination",
                       "mode": "unknown"}],
          "x_note": "Reported by neighbours; the number of workers is not known."},
         ("Purnia", "Ludhiana")),
        ({"id": "NP-2020-1106", "title": "Stopped at the border", "reported": "2020-02-11",
          "status": "closed", "source": {"name": "NGO field report", "date": "2020-02-11",
                                         "grade": "B1"},
          "exploitation": ["other"], "recruitment": ["internet"],
          "people": [{"ref": "v1", "role": "possible_victim", "name": name("female"),
                      "sex": "female", "age": 17, "nationality": "NP"},
                     {"ref": "f1", "id": "OFF-BR-01", "role": "official",
                      "name": OFFICIALS["BR"], "sex": "female"}],
          "organisations": [{"ref": "o1", "name": "Border Watch Desk Raxaul", "type": "other",
                             "role": "supporting"}],
          "journey": [{"place": "Makwanpur, Nepal", "role": "origin", "departed": "2020-02-10",
                       "people": ["v1"]},
                      {"place": {"locality": "Raxaul", "district": "Purba Champaran",
                                 "state": "Bihar", "country": "India", "lat": 26.9798,
                                 "lon": 84.8507}, "role": "destination",
                       "arrived": "2020-02-11", "mode": "road", "people": ["v1"]}]},
         ("Makwanpur (Nepal)", "Purbi Champaran")),
    ]


def all_cases():
    cases, number = [], 0
    for corridor in CORRIDORS:
        for index in range(len(corridor[3])):
            cases.append(incident(corridor, index, number))
            number += 1
    cases += single_cases()
    # In the order in which an agency's register would hold them.
    return sorted(cases, key=lambda c: (c[0]["id"].split("-")[1], c[0]["id"]))


def main():
    cases = all_cases()
    records = [c[0] for c in cases]
    assert len({r["id"] for r in records}) == len(records)
    lines = "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
    for file, text in (("incidents.jsonl", lines), ("incidents.csv", as_csv(records)),
                       ("README.md", page(cases))):
        (HERE / file).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
