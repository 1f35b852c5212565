# SPDX-License-Identifier: Apache-2.0
"""How a record of a person is damaged when it is copied: what person_list_kinds.py does to a second
record of one person. Each error is one of those that copying by hand, by ear or by a scanner makes."""

OCR = (("m", "rn"), ("l", "1"), ("o", "0"), ("b", "6"), ("s", "5"), ("cl", "d"), ("h", "li"), ("g", "9"),
       ("z", "2"), ("u", "v"), ("e", "c"), ("w", "vv"), ("i", "j"), ("t", "f"), ("8", "3"), ("5", "s"))
BY_EAR = (("ph", "f"), ("f", "ph"), ("c", "k"), ("k", "c"), ("ck", "k"), ("ie", "y"), ("y", "ie"), ("i", "y"),
          ("z", "s"), ("s", "z"), ("ee", "ea"), ("ai", "ay"), ("oo", "u"), ("v", "w"), ("qu", "kw"), ("x", "ks"),
          ("th", "t"), ("gh", ""), ("wh", "w"), ("j", "g"), ("mb", "m"), ("tt", "t"), ("ll", "l"), ("nn", "n"),
          ("n", "nn"), ("er", "a"), ("ou", "ow"), ("sch", "sh"), ("cz", "ch"), ("e", "a"), ("o", "u"))
LETTERS, FIGURES = "abcdefghijklmnopqrstuvwxyz", "0123456789"
# How often an error strikes a field, and how likely it then empties it.
STRUCK = {"given": 9, "middle": 3, "family": 9, "birth": 8, "number": 5, "street": 9, "address2": 3, "town": 7,
          "postcode": 6, "state": 2, "phone": 6, "email": 5, "document": 6, "age": 4}
EMPTIED, REPLACED = 0.13, 0.07


def damaged(told, dice, errors, another, most_a_field=2):
    """A copy of `told` (texts by field) with so many errors. `another(field)` is what else could stand
    in the field: a value that belongs to somebody else."""
    told, struck = dict(told), {}
    fields = [field for field in told if field in STRUCK]
    for _ in range(errors):
        kind = dice.random()
        if kind < 0.02 and told.get("family"):
            told["given"], told["family"] = told["family"], told["given"]
        elif kind < 0.04 and len(told.get("birth") or "") == 8:
            told["birth"] = told["birth"][:4] + told["birth"][6:] + told["birth"][4:6]
        elif kind < 0.07 and told.get("street"):
            move_words(told, dice)
        else:
            field = dice.choices(fields, [STRUCK[field] for field in fields])[0]
            if told[field] and struck.get(field, 0) < most_a_field:
                struck[field] = struck.get(field, 0) + 1
                told[field] = one_error(told[field], field, dice, another)
    return told


def move_words(told, dice):
    """A word of one part of the address stands in another."""
    source, target = dice.sample([field for field in ("street", "address2", "town") if field in told], 2)
    words = told[source].split()
    if words:
        word = words.pop(dice.randrange(len(words)))
        told[source] = " ".join(words)
        told[target] = f"{told[target]} {word}".strip()


def one_error(text, field, dice, another):
    kind = dice.random()
    if kind < EMPTIED:
        return ""
    if kind < EMPTIED + REPLACED:
        return another(field)
    if field in ("given", "middle") and kind < EMPTIED + REPLACED + 0.04:
        return text[0]
    if not text.isdigit() and kind > 0.75:
        pairs = [pair for pair in (OCR if kind > 0.88 else BY_EAR) if pair[0] in text]
        if pairs:
            old, new = dice.choice(pairs)
            return text.replace(old, new, 1)
    return edited(text, dice)


def edited(text, dice):
    """A letter more, less, other, or two swapped."""
    alphabet = FIGURES if text.isdigit() else LETTERS
    at, kind = dice.randrange(len(text)), dice.randrange(4)
    if text.isdigit() and len(text) in (8, 7) and kind < 2:
        kind += 2  # a form with boxes takes neither more figures nor fewer
    if kind == 0:
        return text[:at] + dice.choice(alphabet) + text[at:]
    if kind == 1 and len(text) > 1:
        return text[:at] + text[at + 1:]
    if kind == 2 and at + 1 < len(text):
        return text[:at] + text[at + 1] + text[at] + text[at + 2:]
    return text[:at] + dice.choice(alphabet) + text[at + 1:]
