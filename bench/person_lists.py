#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes person lists whose truth is known: person_lists.py KIND RECORDS FOLDER [--seed N].

KIND is `english` (one list, people in it once to four times), `german` (the same, with letters that
others write otherwise), `link` (two lists, each of which has a person once at most) or `heavy`
(RECORDS / 6 people, six records each). Writes into FOLDER the lists as somebody's office would have
them, `map.json` as a user would write it for them, and `truth.json`.

Nobody in them exists: frequent names are used as in everyday life (the k-th about 1/k as often), rare
ones are composed of syllables, and streets, towns and numbers are invented. A second record of a
person differs as records do: a slip of the pen, a short form of a name, a name by marriage, day and
month swapped, a move, another telephone, an empty cell. Families share a home, a name and at times a
telephone, so that not all that is alike is one person. The same arguments give the same bytes.
"""
import argparse
import csv
import itertools
import json
import pathlib
import random

WOMEN = {
    "english": "Olivia Charlotte Emily Grace Sophie Jessica Chloe Hannah Ella Lucy Sarah Emma Amelia "
               "Isabella Mia Ruby Georgia Lily Matilda Zoe Elizabeth Catherine Margaret Rebecca "
               "Victoria Samantha Alexandra Jennifer Kimberley Abigail Madeleine Rachel Bridget Imogen "
               "Tahlia Jasmine Phoebe Eliza Harriet Claire Alice Rose Anna Laura Holly Nicole Molly",
    "german": "Anna Maria Sabine Petra Monika Ursula Claudia Susanne Andrea Julia Katharina Christina "
              "Gabriele Renate Karin Birgit Martina Stefanie Heike Jürgen-Marie Käthe Bärbel Brigitte "
              "Elisabeth Marlene Theresa Franziska Lena Laura Hannah Sophie Leonie Jördis Antje Silke "
              "Margarete Johanna Charlotte Frauke Ingeborg Hildegard Edeltraud Rosemarie Ulrike Anja",
}
MEN = {
    "english": "Jack William Joshua Thomas James Daniel Benjamin Samuel Oliver Liam Matthew Michael "
               "Nicholas Alexander Ryan Luke Lachlan Ethan Jacob Harry Christopher Andrew Robert "
               "Anthony Jonathan Patrick Timothy Edward Joseph Nathan Cameron Mitchell Callum Dylan "
               "Adam Aaron Charlie Finn Hugh Angus David Peter Stephen Mark Paul John Ian Kyle",
    "german": "Peter Michael Thomas Andreas Wolfgang Klaus Jürgen Günter Stefan Christian Uwe Werner "
              "Horst Frank Dieter Manfred Gerhard Hans Bernd Thorsten Mathias Helmut Walter Heinz "
              "Martin Jörg Rolf Jens Sven Alexander Björn Lukas Jonas Felix Maximilian Götz Sören "
              "Rüdiger Eckhard Friedrich Johannes Sebastian Benedikt Florian Tobias Rainer Karl Otto",
}
FAMILIES = {
    "english": "Smith Jones Williams Brown Wilson Taylor Nguyen Johnson Martin White Anderson Walker "
               "Thompson Thomas Lee Harris Ryan Robinson Kelly King Davis Wright Evans Roberts Green "
               "Hall Wood Jackson Clarke Patel Khan Lewis James Phillips Mason Mitchell Rose Baker "
               "Campbell Bell Edwards Turner Parker Cooper Murphy Morris Chen Singh Webb Hughes",
    "german": "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch "
              "Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann "
              "Hartmann Lange Schmitt Werner Krause Lehmann Köhler Maier König Walter Huber Kaiser "
              "Fuchs Peters Lang Scholz Möller Weiß Jung Hahn Schubert Vogel Keller Günther Böhm Groß",
}
# Rare family names, and streets and towns: one of each of these lists, joined.
PARTS = {
    "english": (["Ash", "Bex", "Cald", "Dun", "Elm", "Fair", "Gar", "Hath", "Kirk", "Lang", "Mar", "Nor",
                 "Oak", "Pem", "Rad", "Stan", "Thorn", "Wal", "Whit", "Win", "Bram", "Hol", "Ald"],
                ["", "er", "en", "ing", "el", "ins"],
                ["ton", "ford", "ley", "by", "worth", "wood", "field", "combe", "man", "well", "ham",
                 "shaw", "more", "stead", "gate", "bridge"]),
    "german": (["Acker", "Birk", "Dorn", "Eich", "Feld", "Grün", "Hasel", "Kirch", "Lind", "Mühl", "Nieder",
                "Ober", "Quell", "Rött", "Stein", "Tann", "Über", "Wald", "Weid", "Zieg", "Hof", "Büch"],
               ["", "en", "er", "el"],
               ["bauer", "mann", "meier", "hausen", "berg", "stetter", "bach", "hofer", "müller", "dorf",
                "wald", "brück", "inger", "höfer"]),
}
STREETS = {"english": ("Street", "Road", "Avenue", "Place", "Crescent", "Close", "Drive", "Circuit"),
           "german": ("straße", "weg", "allee", "gasse", "ring", "platz")}
SHORT = {  # of a given name: how else it is told
    "english": dict(pair.split("=") for pair in (
        "Charlotte=Charlie Elizabeth=Liz Catherine=Kate Margaret=Maggie Rebecca=Bec Victoria=Vicky "
        "Samantha=Sam Alexandra=Alex Jennifer=Jenny Kimberley=Kim Abigail=Abby Madeleine=Maddie Emily=Em "
        "Jessica=Jess Matilda=Tilly William=Bill Joshua=Josh Thomas=Tom James=Jim Daniel=Dan Benjamin=Ben "
        "Samuel=Sam Matthew=Matt Michael=Mick Nicholas=Nick Alexander=Alex Christopher=Chris Andrew=Andy "
        "Robert=Bob Anthony=Tony Jonathan=Jon Patrick=Pat Timothy=Tim Edward=Ted Joseph=Joe Nathan=Nate "
        "David=Dave Peter=Pete Stephen=Steve").split()),
    "german": dict(pair.split("=") for pair in (
        "Katharina=Kathrin Christina=Tina Gabriele=Gabi Elisabeth=Lisa Margarete=Grete Johanna=Hanna "
        "Stefanie=Steffi Susanne=Susi Franziska=Franzi Alexander=Alex Maximilian=Max Friedrich=Fritz "
        "Johannes=Hannes Sebastian=Basti Benedikt=Bene Tobias=Tobi Andreas=Andi Michael=Michi "
        "Christian=Chris Ulrike=Uli Matthias=Matze Jürgen=Jürg Wolfgang=Wolf Rosemarie=Rosi").split()),
}
STATES = {"english": ("nsw", "vic", "qld", "wa", "sa", "tas"), "german": ("",)}
PLAIN = {"ä": ("ae", "a"), "ö": ("oe", "o"), "ü": ("ue", "u"), "ß": ("ss", "s"),
         "Ä": ("Ae", "A"), "Ö": ("Oe", "O"), "Ü": ("Ue", "U")}
KEYS = {letter: row[max(0, i - 1):i] + row[i + 1:i + 2]
        for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890") for i, letter in enumerate(row)}
FIELDS = ("given", "family", "birth", "number", "street", "town", "postcode", "state", "phone", "email",
          "document")


class Zipf:
    """Draws one of a list, the k-th about 1/k as often as the first."""

    def __init__(self, choices):
        self.choices = choices
        self.weights = list(itertools.accumulate(1.0 / (k + 2.0) for k in range(len(choices))))

    def draw(self, dice):
        return dice.choices(self.choices, cum_weights=self.weights)[0]


class People:
    """The people of one country."""

    def __init__(self, country, dice):
        self.country, self.dice = country, dice
        self.women, self.men = Zipf(WOMEN[country].split()), Zipf(MEN[country].split())
        self.families = Zipf(FAMILIES[country].split())
        self.towns = Zipf(sorted({self.composed() for _ in range(400)}, key=lambda t: (t[-1], t)))
        self.place = {town: (f"{dice.randrange(10000 if country == 'german' else 2000, 99999 if country == 'german' else 7999)}",
                             dice.choice(STATES[country])) for town in self.towns.choices}

    def composed(self):
        first, middle, last = PARTS[self.country]
        return self.dice.choice(first) + self.dice.choice(middle) + self.dice.choice(last)

    def given(self, woman):
        name = (self.women if woman else self.men).draw(self.dice)
        if self.dice.random() < 0.06:  # a rare one
            name = self.dice.choice(PARTS[self.country][0]) + self.dice.choice(("a", "ina", "elle") if woman
                                                                             else ("o", "an", "ric"))
        return name

    def family(self):
        return self.families.draw(self.dice) if self.dice.random() < 0.45 else self.composed()

    def home(self):
        town = self.towns.draw(self.dice)
        kind = self.dice.choice(STREETS[self.country])
        street = self.composed() + ("" if self.country == "german" else " ") + kind
        postcode, state = self.place[town]
        return {"number": str(1 + int(self.dice.expovariate(0.02))), "street": street, "town": town,
                "postcode": postcode, "state": state}

    def phone(self):
        if self.country == "german":
            return f"01{self.dice.choice('567')}{self.dice.randrange(10 ** 8, 10 ** 9)}"
        return f"04{self.dice.randrange(10 ** 7, 10 ** 8)}"

    def email(self, person):
        host = self.dice.choice(("example.com", "example.org", "example.net"))
        given, family = plain(person["given"]).lower(), plain(person["family"]).lower()
        return self.dice.choice((f"{given}.{family}@{host}", f"{given[0]}{family}@{host}",
                                 f"{given}{self.dice.randrange(100)}@{host}",
                                 f"{family}{self.dice.randrange(1000)}@{host}"))

    def born(self):
        return (int(self.dice.triangular(1930, 2008, 1980)), self.dice.randint(1, 12),
                self.dice.randint(1, 28))

    def person(self, relative):
        """Someone, at times of the family of whom came before."""
        dice = self.dice
        woman = dice.random() < 0.5
        person = {"woman": woman, "given": self.given(woman)}
        if relative and dice.random() < 0.3:
            person.update({key: relative[key] for key in ("number", "street", "town", "postcode", "state")})
            person["family"] = relative["family"] if dice.random() < 0.9 else self.family()
            person["phone"] = relative["phone"] if dice.random() < 0.2 else self.phone()
        else:
            person.update(self.home(), family=self.family(), phone=self.phone())
        person["birth"] = "%04d%02d%02d" % (relative["born"] if relative and dice.random() < 0.002
                                            else self.born())
        person["born"] = tuple(int(part) for part in (person["birth"][:4], person["birth"][4:6],
                                                      person["birth"][6:]))
        person["email"] = self.email(person)
        person["document"] = str(dice.randrange(10 ** 6, 10 ** 7))
        return person

    def record(self, person, times):
        """What an office writes down of a person; slips `times` as often as usual."""
        dice, told = self.dice, {field: person[field] for field in FIELDS}

        def by(chance):
            return dice.random() < chance * times

        if by(0.05):
            told["given"] = SHORT[self.country].get(told["given"], told["given"])
        elif by(0.05):
            told["given"] = slip(told["given"], dice)
        elif by(0.01):
            told["given"] = told["given"][0]
        if person["woman"] and by(0.03):
            told["family"] = self.family()
        elif by(0.05):
            told["family"] = slip(told["family"], dice)
        if by(0.01):
            told["given"], told["family"] = told["family"], told["given"]
        if by(0.03):
            told["birth"] = figure(told["birth"], dice)
        elif by(0.01):
            told["birth"] = told["birth"][:4] + told["birth"][6:] + told["birth"][4:6]
        if by(0.12):
            told.update(self.home())
        for field in ("street", "town"):
            if by(0.06):
                told[field] = slip(told[field], dice)
        if by(0.03):
            told["postcode"] = figure(told["postcode"], dice)
        if by(0.03):
            told["number"] = str(1 + int(dice.expovariate(0.02)))
        if by(0.2):
            told["phone"] = self.phone()
        elif by(0.02):
            told["phone"] = figure(told["phone"], dice)
        if by(0.15):
            told["email"] = self.email(person)
        elif by(0.03):
            told["email"] = slip(told["email"], dice)
        if by(0.04):
            told["document"] = figure(told["document"], dice)
        if self.country == "german":
            for field in ("given", "family", "street", "town"):
                if by(0.12):
                    told[field] = plain(told[field], dice)
        for field, chance in (("given", 0.015), ("family", 0.01), ("birth", 0.06), ("number", 0.04),
                              ("street", 0.04), ("town", 0.02), ("postcode", 0.03), ("state", 0.04),
                              ("phone", 0.3), ("email", 0.4), ("document", 0.15)):
            if by(chance):
                told[field] = ""
        return told


def plain(text, dice=None):
    """Without the letters of one country: ü as ue, or as u."""
    way = dice.randrange(2) if dice else 0
    return "".join(PLAIN[letter][way] if letter in PLAIN else letter for letter in text)


def slip(text, dice):
    """A slip of the pen: a letter left out, doubled, swapped with the next, or its neighbour's."""
    if len(text) < 3:
        return text
    at, kind = dice.randrange(len(text) - 1), dice.randrange(4)
    letter = text[at]
    if kind == 0:
        return text[:at] + text[at + 1:]
    if kind == 1:
        return text[:at] + letter + text[at:]
    if kind == 2:
        return text[:at] + text[at + 1] + letter + text[at + 2:]
    return text[:at] + dice.choice(KEYS.get(letter.lower()) or "e") + text[at + 1:]


def figure(text, dice):
    """Another figure, or two swapped; so that a day may be in no calendar."""
    at = dice.randrange(len(text) - 1)
    if dice.random() < 0.3:
        return text[:at] + text[at + 1] + text[at] + text[at + 2:]
    at = dice.randrange(2, len(text)) if len(text) == 8 else at
    return text[:at] + dice.choice("0123456789") + text[at + 1:]


COLUMNS = {
    "english": dict(zip(FIELDS, ("given_name", "surname", "date_of_birth", "street_number", "address_1",
                                 "suburb", "postcode", "state", "phone_number", "email", "soc_sec_id"))),
    "german": dict(zip(FIELDS, ("Vorname", "Nachname", "Geburtsdatum", "Hausnummer", "Straße", "Ort",
                                "PLZ", "", "Telefon", "E-Mail", ""))),
    "link": dict(zip(FIELDS, ("given_name", "surname", "date_of_birth", "street_number", "address_1",
                              "suburb", "postcode", "state", "", "", "soc_sec_id"))),
}
COLUMNS["heavy"] = COLUMNS["english"]
KEY = {"english": "rec_id", "german": "Nr", "link": "rec_id", "heavy": "rec_id"}
SEPARATOR = {"german": ";"}
DATES = {"english": "YYYYMMDD", "german": "DD.MM.YYYY", "link": "YYYYMMDD", "heavy": "YYYYMMDD"}


def cells(kind, key, told):
    row = {KEY[kind]: key}
    for field, column in COLUMNS[kind].items():
        if column:
            text = told[field]
            if field == "birth" and kind == "german" and text:
                text = f"{text[6:]}.{text[4:6]}.{text[:4]}"
            elif kind != "german":
                text = text.lower()
            row[column] = text
    return row


def mapping(kind):
    """As a user would write it by docs/incident-format.md."""
    column = {field: "{" + name + "}" for field, name in COLUMNS[kind].items() if name}
    street = f"{column['number']} {column['street']}"
    if kind == "german":
        street = f"{column['street']} {column['number']}"
    town = f"{column['postcode']} {column['town']}"
    home = ", ".join([column["town"]] + ([column["state"]] if "state" in column else []))
    fields = {"/ref": "{" + KEY[kind] + "}", "/name": f"{column['given']} {column['family']}",
              "/birth": column["birth"], "/home": home}
    identifiers = [("address", f"{street}, {town}")]
    identifiers += [(name, column[field]) for field, name in (("phone", "phone"), ("email", "email"),
                                                              ("document", "national_id"))
                    if field in column]
    for i, (name, text) in enumerate(identifiers):
        fields[f"/identifiers/{i}/type"] = {"constant": name}
        fields[f"/identifiers/{i}/value"] = text
    separator = {"separator": SEPARATOR[kind]} if kind in SEPARATOR else {}
    return {"record": "person", **separator, "dates": DATES[kind], "fields": fields}


def written(kind, count, dice, times):
    """(list, key, person's number, what is told) of all records, in no order."""
    people = People("german" if kind == "german" else "english", dice)
    rows, relative, number = [], None, 0
    while len(rows) < count:
        person = relative = people.person(relative)
        number += 1
        lists = ["a"] * 6
        if kind == "link":
            lists = dice.choices((["a"], ["b"], ["a", "b"]), weights=(3, 3, 4))[0]
        elif kind != "heavy":
            lists = ["a"] * dice.choices((1, 2, 3, 4), weights=(60, 25, 10, 5))[0]
        rows += [(where, number, people.record(person, times)) for where in lists[:count - len(rows)]]
    dice.shuffle(rows)
    return [(where, f"r{at + 1:07}", number, told) for at, (where, number, told) in enumerate(rows)]


def main():
    parser = argparse.ArgumentParser(description="Makes person lists whose truth is known.")
    import person_list_kinds
    parser.add_argument("kind", choices=sorted(COLUMNS) + sorted(person_list_kinds.KINDS))
    parser.add_argument("records", type=int)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--slips", type=float, default=1.0, metavar="X",
                        help="slips and empty cells X times as often as usual")
    options = parser.parse_args()
    make(options.kind, options.records, options.folder, options.seed, options.slips)


def make(kind, records, folder, seed=1, times=1.0):
    import person_list_kinds as kinds  # that needs the names here
    dice = random.Random(f"{kind} {seed}")
    if kind in kinds.KINDS:
        rows = kinds.written(kind, records, dice)
        row_of, mapped = kinds.cells, kinds.mapping(kind)
        columns = ["rec_id"] + list(kinds.KINDS[kind].columns.values())
    else:
        rows = written(kind, records, dice, times)
        row_of, mapped = cells, mapping(kind)
        columns = [KEY[kind]] + [name for name in COLUMNS[kind].values() if name]
    folder.mkdir(parents=True, exist_ok=True)
    for where in sorted({row[0] for row in rows}):
        with (folder / f"{where}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, delimiter=SEPARATOR.get(kind, ","), lineterminator="\n")
            writer.writeheader()
            writer.writerows(row_of(kind, key, told) for w, key, _, told in rows if w == where)
    (folder / "map.json").write_text(json.dumps(mapped, indent=1, ensure_ascii=False) + "\n",
                                     encoding="utf-8")
    records_of = {}
    for where, key, number, _ in rows:
        records_of.setdefault(number, []).append(f"{where}/{key}")
    with (folder / "truth.json").open("w", encoding="utf-8") as file:
        file.write('{"format": "sandhan-truth", "version": 1, "identities": [\n')
        file.write(",\n".join(json.dumps({"id": f"T-{number:07}", "side": "offending",
                                          "records": sorted(records_of[number])})
                              for number in sorted(records_of)))
        file.write("\n]}\n")


if __name__ == "__main__":
    main()
