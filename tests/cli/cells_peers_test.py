#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`analyse cells` on graphs of many kinds against igraph: cells_peers_test.py PROGRAM.

The cells found are a partition whose modularity is what igraph counts of it, to 1e-9, and no lower than
the best of igraph's Leiden over ten seeds, less 0.001; each hangs together; and their CPM quality is no
lower either.
"""
import csv
import itertools
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import igraph
import networkx as nx

PROGRAM = sys.argv[1]
LESS = 0.001
SEEDS = 10
failures = []


def unit(g):
    nx.set_edge_attributes(g, 1.0, "weight")
    return g


def weighted(g, rng):
    for *_, data in g.edges(data=True):
        data["weight"] = rng.uniform(0.05, 20.0)
    return g


def star_forest(rng, trees):
    g, last = nx.Graph(), 0
    for _ in range(trees):
        hub = last
        for leaf in range(hub + 1, hub + 2 + rng.randrange(12)):
            g.add_edge(hub, leaf)
            last = leaf + 1
    return g


def cases():
    rng = random.Random(5233)
    yield "Zachary's karate club", unit(nx.karate_club_graph())
    yield "the same, weighted", weighted(nx.karate_club_graph(), rng)
    yield "Les Miserables, weighted", nx.les_miserables_graph()
    yield "Florentine families", unit(nx.florentine_families_graph())
    yield "Davis's southern women", unit(nx.davis_southern_women_graph())
    yield "a ring of 30 cliques of 5", unit(nx.ring_of_cliques(30, 5))
    yield "LFR", unit(nx.Graph(nx.LFR_benchmark_graph(250, 3, 1.5, 0.1, average_degree=5,
                                                      min_community=20, seed=10)))
    yield "planted partition", unit(nx.planted_partition_graph(12, 50, 0.25, 0.01, seed=3))
    yield "stochastic blocks of unlike size", unit(nx.stochastic_block_model(
        [200, 80, 40, 20], [[0.08, 0.01, 0.01, 0.02], [0.01, 0.15, 0.02, 0.01],
                            [0.01, 0.02, 0.3, 0.02], [0.02, 0.01, 0.02, 0.5]], seed=4))
    yield "Barabasi-Albert", unit(nx.barabasi_albert_graph(1500, 3, seed=5))
    yield "Erdos-Renyi", unit(nx.gnm_random_graph(800, 2400, seed=6))
    yield "grid", unit(nx.convert_node_labels_to_integers(nx.grid_2d_graph(30, 30)))
    yield "random geometric", unit(nx.random_geometric_graph(1200, 0.06, seed=7))
    yield "random geometric, weighted", weighted(nx.random_geometric_graph(600, 0.08, seed=8), rng)
    yield "small world", unit(nx.watts_strogatz_graph(1000, 6, 0.1, seed=9))
    yield "disconnected, with lone vertices", unit(nx.disjoint_union_all(
        [nx.gnm_random_graph(n, 2 * n, seed=n) for n in (5, 12, 30, 60, 90)] + [nx.empty_graph(7)]))
    yield "forest of stars", unit(star_forest(rng, 60))
    yield "tree", unit(nx.random_tree(500, seed=2))
    yield "larger, with overlapping circles", unit(nx.relaxed_caveman_graph(150, 20, 0.25, seed=1))


def write(g, path):
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["source", "target", "weight"])
        rows.writerows([f"v{v}", "", ""] for v in g if g.degree(v) == 0)
        rows.writerows([f"v{s}", f"v{t}", repr(w)] for s, t, w in g.edges(data="weight"))


def ours(path, n, *options):
    run = subprocess.run([PROGRAM, "cells", str(path), "--format", "json", "--stability", "0", *options],
                         check=True, capture_output=True)
    document = json.loads(run.stdout)
    membership = [None] * n
    for row in document["rows"]:
        for name in row["people"]:
            membership[int(name[1:])] = row["rank"]
    alone = itertools.count(len(document["rows"]) + 1)
    return document, [next(alone) if c is None else c for c in membership]


def cpm(g, membership, resolution):
    size = {}
    for c in membership:
        size[c] = size.get(c, 0) + 1
    within = sum(w for s, t, w in g.edges(data="weight") if membership[s] == membership[t])
    return within - resolution * sum(n * (n - 1) / 2 for n in size.values())


def compare(name, g, path):
    g = nx.convert_node_labels_to_integers(g)
    g.remove_edges_from(list(nx.selfloop_edges(g)))  # as we leave them out
    write(g, path)
    peer = igraph.Graph(g.number_of_nodes(), list(g.edges()))
    weights = [w for *_, w in g.edges(data="weight")]

    document, membership = ours(path, g.number_of_nodes())
    told = document["graph"]["modularity"]
    counted = peer.modularity(membership, weights=weights)
    if abs(told - counted) > 1e-9:
        failures.append(f"{name}: modularity {told} of a partition that has {counted}")
    best = -1.0
    for seed in range(SEEDS):
        random.seed(seed)  # which igraph draws from
        found = peer.community_leiden("modularity", weights=weights, n_iterations=-1)
        best = max(best, peer.modularity(found.membership, weights=weights))
    if counted < best - LESS:
        failures.append(f"{name}: modularity {counted}, igraph's best of {SEEDS} has {best}")
    for row in document["rows"]:
        if not nx.is_connected(g.subgraph(int(v[1:]) for v in row["people"])):
            failures.append(f"{name}: cell {row['rank']} falls apart")

    resolution = 0.1 * sum(weights) / len(weights)
    document, membership = ours(path, g.number_of_nodes(), "--quality", "cpm", "--resolution",
                                repr(resolution))
    quality = cpm(g, membership, resolution)
    if abs(document["graph"]["cpm_quality"] - quality) > 1e-9 * max(1.0, abs(quality)):
        failures.append(f"{name}: CPM {document['graph']['cpm_quality']}, of a partition with {quality}")
    theirs = max(cpm(g, peer.community_leiden("CPM", weights=weights, resolution_parameter=resolution,
                                              n_iterations=-1).membership, resolution)
                 for _ in range(SEEDS))
    if quality < theirs - LESS * sum(weights):
        failures.append(f"{name}: CPM {quality}, igraph's best of {SEEDS} has {theirs}")
    return counted - best, (quality - theirs) / sum(weights)


def main():
    compared = 0
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "g.csv"
        for name, g in cases():
            by_modularity, by_cpm = compare(name, g, path)
            compared += 1
            if "--verbose" in sys.argv:
                print(f"{name}: {by_modularity:+.5f} {by_cpm:+.5f}")
    print("\n".join(failures) or f"{compared} graphs: no lower than igraph's best of {SEEDS} seeds")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
