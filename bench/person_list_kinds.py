# SPDX-License-Identifier: Apache-2.0
"""The kinds of person list beyond those of person_lists.py, of the shapes that lists are kept in and
that studies of record linkage use: without families or with, one copy of some records or many copies
badly damaged, two lists with a partner for everybody or for one in ten, dates in other forms or an age
in their place, one column of names or several, addresses in parts, names of many countries."""
import dataclasses
import itertools

import person_damage
import person_lists
import person_names

NUMBER = "soc_sec_id"
ADDRESS = "{street_number} {address_1} {address_2}, {suburb} {postcode} {state}"
SUBURB = "{suburb}, {state}"
USUAL = {"given": "given_name", "family": "surname", "birth": "date_of_birth", "number": "street_number",
         "street": "address_1", "address2": "address_2", "town": "suburb", "postcode": "postcode",
         "state": "state", "document": NUMBER}
NUMBERLESS = {field: column for field, column in USUAL.items() if field != "document"}
NAME = {"/name": "{given_name} {surname}"}
BORN = {"/birth": "{date_of_birth}"}


def identifiers(**templates):
    fields = {}
    for i, (kind, template) in enumerate(templates.items()):
        fields[f"/identifiers/{i}/type"] = {"constant": kind}
        fields[f"/identifiers/{i}/value"] = template
    return fields


LIVES = {"/home": SUBURB, **identifiers(address=ADDRESS)}
LIVES_NUMBERED = {"/home": SUBURB, **identifiers(address=ADDRESS, national_id="{" + NUMBER + "}")}


@dataclasses.dataclass(frozen=True)
class Kind:
    columns: dict       # of the list, by what they hold
    fields: dict        # of the mapping
    copies: tuple       # how many further records a person has: (number, weight) each
    errors: tuple = (1, 4)  # of a copy, from and to
    most_a_field: int = 2
    families: float = 0.0   # how many live with who came before
    dates: str = "YYYYMMDD"
    customs: tuple = ("english",)
    link: str = ""          # "all": everybody has a partner in b; "few": one in ten
    values: dict = dataclasses.field(default_factory=dict)


SOME = ((0, 6), (1, 4))
MANY = ((0, 3), (1, 2), (2, 1.5), (3, 1), (5, 1), (7, 0.7), (10, 0.5))
COPIES_OF_EACH = ((1, 1),)
KINDS = {
    "copies": Kind(USUAL, {**NAME, **BORN, **LIVES_NUMBERED}, COPIES_OF_EACH),
    "few": Kind(USUAL, {**NAME, **BORN, **LIVES_NUMBERED}, ((0, 98), (1, 2))),
    "most": Kind(USUAL, {**NAME, **BORN, **LIVES_NUMBERED}, ((3, 1), (4, 1), (5, 1)), (1, 3)),
    "damaged": Kind(USUAL, {**NAME, **BORN, **LIVES_NUMBERED}, MANY, (1, 10), 3),
    "numberless": Kind(NUMBERLESS, {**NAME, **BORN, **LIVES}, SOME),
    "damaged-numberless": Kind(NUMBERLESS, {**NAME, **BORN, **LIVES}, MANY, (1, 10), 3),
    "pairs": Kind(USUAL, {**NAME, **BORN, **LIVES_NUMBERED}, COPIES_OF_EACH, link="all"),
    "sparse": Kind(USUAL, {**NAME, **BORN, **LIVES_NUMBERED}, COPIES_OF_EACH, link="few"),
    "pairs-numberless": Kind(NUMBERLESS, {**NAME, **BORN, **LIVES}, COPIES_OF_EACH, (1, 6), link="all"),
    "slashes": Kind({**NUMBERLESS, "phone": "phone", "sex": "sex"},
                    {**NAME, **BORN, "/sex": "{sex}", "/home": "{address_1}, {suburb}, {state} {postcode}",
                     **identifiers(phone="{phone}")}, SOME, dates="DD/MM/YYYY", families=0.2,
                    values={"/sex": {"F": "female", "M": "male"}}),
    "home-alone": Kind(NUMBERLESS, {**NAME, **BORN, "/home": "{street_number} {address_1}, {suburb}, {postcode}, "
                                                            "{state}"}, SOME),
    "years": Kind({**NUMBERLESS, "birth": "birth_year"}, {**NAME, "/birth": "{birth_year}", **LIVES}, SOME,
                  dates="YYYY"),
    "ages": Kind({**{f: c for f, c in NUMBERLESS.items() if f != "birth"}, "age": "age"},
                 {**NAME, "/age": "{age}", **LIVES}, SOME),
    "middle": Kind({**NUMBERLESS, "middle": "middle_name", "phone": "phone"},
                   {"/name": "{given_name} {middle_name} {surname}", **BORN, "/home": SUBURB,
                    **identifiers(address=ADDRESS, phone="{phone}")}, SOME, families=0.2),
    "full": Kind({"name": "full_name", "birth": "dob", "town": "birth_place", "postcode": "postcode",
                  "occupation": "occupation"},
                 {"/name": "{full_name}", "/birth": "{dob}", "/home": "{birth_place}",
                  **identifiers(address="{postcode}")}, MANY, (0, 5), dates="YYYY-MM-DD"),
    "historical": Kind({"name": "full_name", "birth": "birth_year", "town": "town", "postcode": "postcode",
                        "occupation": "occupation"},
                       {"/name": "{full_name}", "/birth": "{birth_year}", "/home": "{town}, {postcode}"},
                       MANY, (0, 3), dates="YYYY"),
    "name-city": Kind({"given": "given_name", "family": "surname", "town": "city"},
                      {**NAME, "/home": "{city}"}, SOME, (0, 2)),
    "countries": Kind({**USUAL, "sex": "sex"}, {**NAME, **BORN, "/sex": "{sex}", **LIVES_NUMBERED}, MANY, (0, 5),
                      customs=("english", "german", *person_names.CUSTOMS), families=0.15,
                      values={"/sex": {"F": "female", "M": "male"}}),
    "countries-numberless": Kind(NUMBERLESS, {**NAME, **BORN, **LIVES}, SOME, (0, 5), families=0.15,
                                 customs=("english", "german", *person_names.CUSTOMS)),
}
TRADES = "politician writer footballer painter actor lawyer priest engineer physician soldier judge teacher".split()
FLATS = ("unit", "flat", "villa", "lot", "rear of")


class Crowd:
    """Who is in a list of a kind, and what is told of them."""

    def __init__(self, kind, dice):
        self.kind, self.dice = kind, dice
        self.places = person_lists.People("english", dice)
        self.customs = [person_names.Customs(custom, dice) for custom in kind.customs]
        self.trades = person_lists.Zipf(TRADES)

    def person(self, relative):
        dice, customs = self.dice, self.dice.choice(self.customs)
        woman = dice.random() < 0.5
        told = {"given": customs.given(woman), "family": customs.family(), **self.places.home(),
                "phone": self.places.phone(), "birth": "%04d%02d%02d" % self.places.born(),
                "document": str(dice.randrange(10 ** 6, 10 ** 7)), "sex": "FM"[not woman],
                "middle": customs.given(woman) if dice.random() < 0.6 else "",
                "occupation": self.trades.draw(dice),
                "address2": f"{dice.choice(FLATS)} {dice.randrange(1, 40)}" if dice.random() < 0.3 else ""}
        if customs.custom == "spanish":
            told["family"] += " " + customs.family()
        if relative and dice.random() < self.kind.families:
            customs = relative[0]
            told.update({field: relative[1][field] for field in ("family", "number", "street", "address2", "town",
                                                                 "postcode", "state")})
            told["given"] = customs.given(woman)
        told["age"] = str(2024 - int(told["birth"][:4]))
        return customs, told

    def another(self, field):
        return self.person(None)[1][field]

    def copy(self, customs, told):
        """A further record: written by another hand, then damaged."""
        dice, kind = self.dice, self.kind
        told = dict(told)
        if customs.custom != "english":
            for field in ("given", "middle", "family"):
                if dice.random() < 0.3:
                    told[field] = customs.spelled(told[field])
        if customs.custom == "spanish" and dice.random() < 0.25:
            told["family"] = told["family"].split()[0]
        if told["middle"] and dice.random() < 0.4:
            told["middle"] = dice.choice((told["middle"][0], ""))
        if dice.random() < 0.3:
            told["age"] = str(int(told["age"]) + dice.choice((-1, 1)))
        wanted = [field for field in told if field in kind.columns or
                  ("name" in kind.columns and field in ("given", "family"))]
        kept = person_damage.damaged({field: told[field].lower() for field in wanted}, dice,
                                     dice.randint(*kind.errors), lambda field: self.another(field).lower(),
                                     kind.most_a_field)
        told.update(kept)
        return told


def written(name, count, dice):
    """(list, key, person's number, what is told) of all records, in no order."""
    kind = KINDS[name]
    crowd = Crowd(kind, dice)
    rows, relative, number = [], None, 0
    numbers, weights = zip(*kind.copies)
    weights = list(itertools.accumulate(weights))
    while len(rows) < count:
        number += 1
        relative = customs, told = crowd.person(relative)
        if kind.link:
            both = kind.link == "all" or dice.random() < 0.1
            rows.append(("a", number, told))
            if not both:
                number += 1
                relative = customs, told = crowd.person(relative)
            rows.append(("b", number, crowd.copy(customs, told)))
            continue
        rows.append(("a", number, told))
        for _ in range(dice.choices(numbers, cum_weights=weights)[0]):
            rows.append(("a", number, crowd.copy(customs, told)))
    rows = rows[:count]
    dice.shuffle(rows)
    return [(where, f"r{at + 1:07}", number, told) for at, (where, number, told) in enumerate(rows)]


def cells(name, key, told):
    kind, row = KINDS[name], {"rec_id": key}
    for field, column in kind.columns.items():
        text = f"{told['given']} {told['family']}".strip() if field == "name" else told[field]
        if field == "birth" and text:
            text = shown_date(text, kind.dates)
        row[column] = text if field == "sex" else text.lower()
    return row


def shown_date(text, style):
    if style == "YYYY":
        return text[:4]
    for part, figures in (("YYYY", text[:4]), ("MM", text[4:6]), ("DD", text[6:])):
        style = style.replace(part, figures)
    return style


def mapping(name):
    """As a user would write it by docs/identities.md."""
    kind = KINDS[name]
    style = {} if kind.dates == "YYYY" else {"dates": kind.dates}
    values = {"values": kind.values} if kind.values else {}
    return {"record": "person", **style, **values, "fields": {"/ref": "{rec_id}", **kind.fields}}
