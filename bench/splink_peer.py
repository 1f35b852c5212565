#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Splink on a person list of person_lists.py: splink_peer.py FOLDER [--seed N] [--threads N].

Two models that Splink's documentation has for lists of people, carried over to the columns at hand:

- `persons`, of its deduplication of 50,000 historical persons: both names in one comparison (their
  joint frequency counts too), day of birth, postcode, town by its frequency; here also the street, the
  house number, e-mail and telephone where a list has them;
- `register`, of its link between two lists with a social security number (febrl4, the detailed model):
  each name for itself by frequency, day of birth, numbers by edits, house number and postcode by
  frequency, and no further place, as that goes with the postcode; rules for prediction as wide as there.

u by random sampling, m by expectation maximisation under two blocking rules or more. Prints one JSON
object: seconds, and pairwise precision, recall and F1 at its documented threshold (clusters at 0.95;
of a link the best links of one to one at 0.95) and at what turns out best when the truth is known, both
of the model that does better with this list.
"""
import argparse
import csv
import json
import pathlib
import sys
import time

THRESHOLDS = (0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.995,
              0.999, 0.9995, 0.9999, 0.99999, 0.999999)
DOCUMENTED = 0.95
# Ours to what Splink's examples call the columns.
NAMES = {"rec_id": "unique_id", "Nr": "unique_id", "given_name": "first_name", "Vorname": "first_name",
         "Nachname": "surname", "date_of_birth": "dob", "Geburtsdatum": "dob", "Hausnummer":
         "street_number", "Straße": "address_1", "suburb": "town", "Ort": "town", "city": "town",
         "birth_place": "town", "PLZ": "postcode", "phone_number": "phone", "Telefon": "phone",
         "E-Mail": "email", "birth_year": "year"}


def tables_of(folder):
    """By list, its records, with lower-case cells and None for an empty one."""
    tables = {}
    for path in sorted(folder.glob("[ab].csv")):
        with path.open(encoding="utf-8", newline="") as file:
            first = file.readline()
            file.seek(0)
            rows = []
            for row in csv.DictReader(file, delimiter=";" if ";" in first else ","):
                told = {NAMES.get(key, key): value.lower() or None for key, value in row.items()}
                if told.get("dob"):
                    told["dob"] = iso_day(told["dob"])
                if "full_name" in told:
                    words = (told.pop("full_name") or "").split()
                    told["first_name"] = words[0] if words else None
                    told["surname"] = words[-1] if len(words) > 1 else None
                rows.append(told)
            tables[path.stem] = rows
    return tables


def iso_day(text):
    for separator in "./":
        if separator in text:
            return "-".join(reversed(text.split(separator)))
    return text if "-" in text else f"{text[:4]}-{text[4:6]}-{text[6:]}"


def settings_of(columns, link, model):
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    def by_frequency(comparison):
        return comparison.configure(term_frequency_adjustments=True)

    of = {
        "dob": lambda: cl.DateOfBirthComparison("dob", input_is_string=True, datetime_format="%Y-%m-%d"),
        "postcode": lambda: cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        "street_number": lambda: by_frequency(cl.ExactMatch("street_number")),
        "email": lambda: cl.EmailComparison("email"),
        "phone": lambda: cl.DamerauLevenshteinAtThresholds("phone", [1, 2]),
        "soc_sec_id": lambda: cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        "occupation": lambda: by_frequency(cl.ExactMatch("occupation")),
        "sex": lambda: cl.ExactMatch("sex"),
        "middle_name": lambda: cl.NameComparison("middle_name"),
    }
    for number, spans in (("age", (1, 5)), ("year", (1, 10))):
        of[number] = lambda number=number, spans=spans: cl.CustomComparison(
            [cll.NullLevel(number), cll.ExactMatchLevel(number)]
            + [cll.AbsoluteDifferenceLevel(f"cast({number} as int)", span) for span in spans]
            + [cll.ElseLevel()], output_column_name=number)
    if model == "persons":
        names = [cl.ForenameSurnameComparison("first_name", "surname",
                                              forename_surname_concat_col_name="first_and_surname")]
        of["town"] = lambda: by_frequency(cl.ExactMatch("town"))
        of["address_1"] = lambda: by_frequency(cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]))
        wanted = [("first_name", "surname"), ("first_name", "dob"), ("surname", "dob"),
                  ("first_name", "postcode"), ("surname", "postcode"), ("dob", "postcode"), ("dob", "town"),
                  ("address_1", "street_number"), ("email",), ("phone",), ("soc_sec_id",),
                  ("first_name", "town"), ("surname", "town"),
                  ("substr(first_name,1,3)", "substr(surname,1,4)")]
    else:
        names = [by_frequency(cl.NameComparison(name)) for name in ("first_name", "surname")]
        of["postcode"] = lambda: by_frequency(cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]))
        if "postcode" not in columns:
            of["town"] = lambda: by_frequency(cl.ExactMatch("town"))
        wanted = [("first_name", "surname"), ("dob",), ("soc_sec_id",), ("state", "address_1"),
                  ("street_number", "address_1"), ("postcode",), ("email",), ("phone",),
                  ("first_name", "town"), ("surname", "town"), ("first_name", "age"), ("surname", "year")]
    rules = [block_on(*rule) for rule in wanted if all(
        part in columns or part.startswith("substr") for part in rule)]
    if model == "register":
        rules.append("l.first_name = r.surname and l.surname = r.first_name")
    comparisons = names + [make() for column, make in of.items() if column in columns]
    return SettingsCreator(link_type="link_only" if link else "dedupe_only", comparisons=comparisons,
                           blocking_rules_to_generate_predictions=rules)


def predicted(tables, seed, threads, model):
    """Pairs with their probability."""
    import duckdb
    import pyarrow
    from splink import DuckDBAPI, Linker, block_on
    connection = duckdb.connect()
    if threads:
        connection.execute(f"set threads to {threads}")
    api = DuckDBAPI(connection)
    frames = []
    for name, rows in tables.items():
        for row in rows:
            both = row["first_name"] and row["surname"]
            row["first_and_surname"] = f"{row['first_name']} {row['surname']}" if both else None
        frames.append(api.register(pyarrow.Table.from_pylist(rows), dataset_display_name=name))
    columns = set(next(iter(tables.values()))[0])
    linker = Linker(frames if len(frames) > 1 else frames[0], settings_of(columns, len(frames) > 1, model),
                    log_level="ERROR")

    def there_are(*rules):
        return [rule for rule in rules if all(column in columns for column in rule)]

    exact = there_are(("first_name", "surname", "dob"), ("first_name", "dob", "postcode"),
                      ("surname", "dob", "postcode"), ("email",), ("soc_sec_id",),
                      ("first_name", "surname", "year"))
    if not any({"dob", "year", "soc_sec_id", "email"} & set(rule) for rule in exact):
        exact = there_are(("first_name", "surname", "postcode"), ("first_name", "surname", "town"))[:1]
    linker.training.estimate_probability_two_random_records_match([block_on(*rule) for rule in exact],
                                                                  recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=seed)
    taught = there_are(("dob",), ("first_name", "surname"), ("postcode", "first_name"))
    if model == "register":
        taught = there_are(("dob",), ("postcode",), ("first_name", "surname"))
    for rule in taught + there_are(("year", "first_name"), ("town",), ("age", "first_name")):
        linker.training.estimate_parameters_using_expectation_maximisation(block_on(*rule))
    return linker, linker.inference.predict(threshold_match_probability=THRESHOLDS[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--models", default="persons,register")
    parser.add_argument("--no-truth", action="store_true", help="clusters at 0.95 only")
    options = parser.parse_args()
    answers = []
    for model in options.models.split(",")[:1 if options.no_truth else None]:
        answers.append({"model": model})
        answers[-1].update(answer_of(options, model))
    answer = answers[0]
    for at in () if options.no_truth else ("documented", "best"):
        better = max(answers, key=lambda one: one[at]["f1"])
        answer[at] = {**better[at], "model": better["model"]}
    json.dump(answer, sys.stdout)
    print()


def answer_of(options, model):
    tables = tables_of(options.folder)
    link = len(tables) > 1
    began = time.perf_counter()
    linker, found = predicted(tables, options.seed, options.threads, model)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(found, DOCUMENTED)
    count = len(clusters.as_record_list())
    answer = {"seconds": time.perf_counter() - began, "records": count}
    if not options.no_truth:
        pairs = sorted(((row["match_probability"], key_of(row, "l", link), key_of(row, "r", link))
                        for row in found.as_record_list()), reverse=True)
        answer.update(judged(pairs, truth_of(options.folder, link), link))
    return answer


def key_of(row, side, link):
    return (row[f"source_dataset_{side}"] if link else "a") + "/" + row[f"unique_id_{side}"]


def truth_of(folder, link):
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    who = {record: one["id"] for one in truth["identities"] for record in one["records"]}
    groups = {}
    for record, one in who.items():
        groups.setdefault(one, []).append(record)
    return who, count_pairs(groups.values(), link)


def count_pairs(groups, link):
    total = 0
    for group in groups:
        if link:
            first = sum(record[0] == "a" for record in group)
            total += first * (len(group) - first)
        else:
            total += len(group) * (len(group) - 1) // 2
    return total


def judged(pairs, truth, link):
    """Clusters at each threshold, as connected components, and of links the pairs themselves too."""
    who, true = truth
    parent, results, at = {}, [], 0

    def root(x):
        while parent.setdefault(x, x) != x:
            parent[x] = parent[parent[x]]
            x = parent[x]
        return x

    right_links, right_best, taken = 0, 0, set()
    for threshold in reversed(THRESHOLDS):
        while at < len(pairs) and pairs[at][0] >= threshold:
            _, a, b = pairs[at]
            parent[root(a)] = root(b)
            right_links += who[a] == who[b]
            if a not in taken and b not in taken:
                taken.update((a, b))
                right_best += who[a] == who[b]
            at += 1
        groups = {}
        for record in list(parent):
            groups.setdefault(root(record), []).append(record)
        right = 0
        for group in groups.values():
            split = {}
            for record in group:
                split.setdefault(who[record], []).append(record)
            right += count_pairs(split.values(), link)
        found = count_pairs(groups.values(), link)
        results.append(figures(threshold, right, found, true))
        if link:
            results.append({**figures(threshold, right_links, at, true), "links": True})
            results.append({**figures(threshold, right_best, len(taken) // 2, true), "one_to_one": True})
    best = max(results, key=lambda one: one["f1"])
    documented = max((one for one in results if one["threshold"] == DOCUMENTED), key=lambda one: one["f1"])
    return {"documented": documented, "best": best}


def figures(threshold, right, found, true):
    precision, recall = right / max(1, found), right / max(1, true)
    return {"threshold": threshold, "precision": precision, "recall": recall,
            "f1": 2 * precision * recall / max(1e-12, precision + recall)}


if __name__ == "__main__":
    main()
