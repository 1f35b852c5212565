#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Splink on a person list of person_lists.py: splink_peer.py FOLDER [--seed N] [--threads N].

The model is the one of Splink's own examples for lists of people: names by Jaro-Winkler at its usual
thresholds with adjustment by frequency, day of birth, e-mail and postcode by its ready-made
comparisons, numbers by edits, town and street number exactly with adjustment by frequency; u by random
sampling, m by expectation maximisation under several blocking rules, and the union of a dozen rules for
prediction. Prints one JSON object: seconds, and pairwise precision, recall and F1 of the clusters at
0.95, which its tutorial uses, and at the threshold that turns out best when the truth is known.
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
         "street_number", "Straße": "address_1", "suburb": "town", "Ort": "town", "PLZ": "postcode",
         "phone_number": "phone", "Telefon": "phone", "E-Mail": "email"}


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
                if told["dob"] and "." in told["dob"]:
                    told["dob"] = "-".join(reversed(told["dob"].split(".")))
                elif told["dob"]:
                    told["dob"] = f"{told['dob'][:4]}-{told['dob'][4:6]}-{told['dob'][6:]}"
                rows.append(told)
            tables[path.stem] = rows
    return tables


def settings_of(columns, link):
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on
    comparisons = [
        cl.ForenameSurnameComparison("first_name", "surname",
                                     forename_surname_concat_col_name="first_and_surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True, datetime_format="%Y-%m-%d"),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]),
        cl.ExactMatch("town").configure(term_frequency_adjustments=True),
        cl.JaroWinklerAtThresholds("address_1", [0.9, 0.7]).configure(term_frequency_adjustments=True),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
    ]
    rules = [block_on("first_name", "surname"), block_on("first_name", "dob"),
             block_on("surname", "dob"), block_on("first_name", "postcode"),
             block_on("surname", "postcode"), block_on("dob", "postcode"),
             block_on("dob", "town"), block_on("address_1", "street_number"),
             block_on("substr(first_name,1,3)", "substr(surname,1,4)")]
    if "email" in columns:
        comparisons.append(cl.EmailComparison("email"))
        rules.append(block_on("email"))
    if "phone" in columns:
        comparisons.append(cl.DamerauLevenshteinAtThresholds("phone", [1, 2]))
        rules.append(block_on("phone"))
    if "soc_sec_id" in columns:
        comparisons.append(cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]))
        rules.append(block_on("soc_sec_id"))
    return SettingsCreator(link_type="link_only" if link else "dedupe_only", comparisons=comparisons,
                           blocking_rules_to_generate_predictions=rules)


def predicted(tables, seed, threads):
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
    linker = Linker(frames if len(frames) > 1 else frames[0], settings_of(columns, len(frames) > 1),
                    log_level="ERROR")
    exact = [block_on("first_name", "surname", "dob"), block_on("first_name", "dob", "postcode"),
             block_on("surname", "dob", "postcode")]
    if "email" in columns:
        exact.append(block_on("email"))
    if "soc_sec_id" in columns:
        exact.append(block_on("soc_sec_id"))
    linker.training.estimate_probability_two_random_records_match(exact, recall=0.8)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=seed)
    for rule in (block_on("dob"), block_on("first_name", "surname"), block_on("postcode", "first_name")):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    return linker, linker.inference.predict(threshold_match_probability=THRESHOLDS[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("--no-truth", action="store_true", help="clusters at 0.95 only")
    options = parser.parse_args()
    tables = tables_of(options.folder)
    link = len(tables) > 1
    began = time.perf_counter()
    linker, found = predicted(tables, options.seed, options.threads)
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(found, DOCUMENTED)
    count = len(clusters.as_record_list())
    answer = {"seconds": time.perf_counter() - began, "records": count}
    if not options.no_truth:
        pairs = sorted(((row["match_probability"], key_of(row, "l", link), key_of(row, "r", link))
                        for row in found.as_record_list()), reverse=True)
        answer.update(judged(pairs, truth_of(options.folder, link), link))
    json.dump(answer, sys.stdout)
    print()


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

    right_links = 0
    for threshold in reversed(THRESHOLDS):
        while at < len(pairs) and pairs[at][0] >= threshold:
            _, a, b = pairs[at]
            parent[root(a)] = root(b)
            right_links += who[a] == who[b]
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
    best = max(results, key=lambda one: one["f1"])
    return {"documented": next(one for one in results if one["threshold"] == DOCUMENTED), "best": best}


def figures(threshold, right, found, true):
    precision, recall = right / max(1, found), right / max(1, true)
    return {"threshold": threshold, "precision": precision, "recall": recall,
            "f1": 2 * precision * recall / max(1e-12, precision + recall)}


if __name__ == "__main__":
    main()
