// SPDX-License-Identifier: Apache-2.0
// Reads files with the JavaScript libraries that web pages draw graphs and maps with, and prints
// what they hold. Usage: node read.cjs MODULES KIND FILE
"use strict";
const fs = require("fs");
const { createRequire } = require("module");

const [modules, kind, file] = process.argv.slice(2);
const load = createRequire(modules + "/");
const text = fs.readFileSync(file, "utf8");

function graph(parse) {
  const { MultiDirectedGraph, MultiUndirectedGraph } = load("graphology");
  const directed = /edge(default|type)[a-z]*="directed"|edgedefault="directed"/.test(text);
  const g = parse(directed ? MultiDirectedGraph : MultiUndirectedGraph, text);
  return {
    directed,
    vertices: g.mapNodes((id, a) => [id, a]),
    edges: g.mapEdges((id, a, s, t) => [s, t, a]),
  };
}

const readers = {
  gexf: () => graph(load("graphology-gexf").parse),
  graphml: () => graph(load("graphology-graphml").parse),
  geojson: () => load("@placemarkio/check-geojson").check(text),
};
process.stdout.write(JSON.stringify(readers[kind]()));
