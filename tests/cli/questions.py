# SPDX-License-Identifier: Apache-2.0
"""Questions to every command, in words of a command line; determinism_test.py asks them.

{cases} and its like are the inputs that determinism_test.py lays out. An option that a command has
of its own must be asked somewhere here or stand in NOT_ASKED: the test sees to it.
"""

# Of records whose order is shuffled, in every form; what takes long goes to one file, and is asked in
# that form only.
OF_RECORDS = """
summary {cases}
summary {cases} --reveal-victims --level state --identities likely
routes {cases}
routes {cases} --ends --min-incidents 2 --as-of 2019-01-01
routes {cases} --legs --level state
routes {cases} --level locality --since 2020 --min-confidence 0.6
routes {cases} --state "Gujarat, IN-MH" --until 2022 --certain --since 2018
routes {cases} --bootstrap 50 -k 4 --seed 5
routes {cases} --infer-transit
routes {cases} --include-inferred --legs -o out/x.csv
routes {cases} --from "West Bengal" --to Delhi --level state --order 2
routes {cases} --from Howrah --to Pune -k 9
routes {cases} --patterns --mixed --max-gap 1
routes {ring} --circuits --max-stops 5
routes {cases} --timed --from "West Bengal" --to Maharashtra --min-dwell 1 --max-dwell 2w
routes {chain} --timed --from Howrah --to Mumbai --min-dwell 1
routes {cases} --profile --from Murshidabad
routes {cases} --reach --to Delhi --joined-by person,organisation
trends {cases} --window 1y
trends {cases} --split 2021-01-01 --relative --legs --by-report
trends {cases} --ends --scan --replications 99
hubs {cases} --by all
hubs {cases} --of people --by all --weighted
hubs {cases} --of organisations --include responders,victims
hubs {cases} --of all --by strength,betweenness --normalised
hubs {cases} --view association --by degree,pagerank
hubs {cases} --bootstrap 60 --top-k 5
hubs {cases} --of people --by betweenness --weighted --bootstrap 30
hubs {cases} --of organisations --missing 0.2 --missing-kind ties --replications 40
hubs {cases} --by-period 6m
hubs {cases} --of people --by strength,core --by-period 1y
hubs {cases} --summary --rewirings 20
hubs {cases} --approximate 0.05,0.1
hubs {cases} --key-players 4 --exact
hubs {cases} --of people --key-players 5 --aim reach --reach-steps 2
hubs {cases} --of people --key-players 3 --distance --limit 50
hubs {cases} --of people --dismantle
hubs {cases} --of all --dismantle 12 --by collective_influence
hubs {cases} --explain place:IN-WB/howrah --by all
hubs {cases} --of people --explain person:AHTU-0101 --by all --weighted
hubs {cases} --of all --explain place:IN-WB/howrah --by all
hubs {cases} --edges --by strength,betweenness,bridge
hubs {cases} --of people --by harmonic --first 9
hubs {cases} --of all --by closeness --first 9
hubs {cases} --by pagerank --restart-at "place:IN-WB/howrah; place:IN-BR/patna"
hubs {cases} --of all --roles --group-by district --weighted
hubs {cases} --of people --roles --group-by cell
identities {cases} --all --review-from 0.01
identities {cases} --include victims,responders --same-from 0.9 -o out/x.csv
identities {spellings}
identities {lists} --link --one-to-one
identities {cast} --decisions {decisions}
identities {cases} --labels {truth} --review-from 0.01
suspects {cases}
suspects {cases} --include victims,responders --min-incidents 2 --max-degree 20 --window 90
suspects {cases} --of person:AHTU-0101 --paths 3 --steps 3
suspects {cases} --exposure person:AHTU-0101,person:AHTU-0104
suspects {cases} --max-group 3 --supporting-only organisation
suspects {cases} --predict
cells {cases}
cells {cases} --include victims,responders --quality cpm --resolution 0.2 --stability 30 --min-size 3
path person:AHTU-0101 Mumbai {cases} -k 5
path person:AHTU-0101 Mumbai {cases} --include victims
interdict {cases} --from "West Bengal" --to Maharashtra
interdict {cases} --from "Bihar;Jharkhand" --to Delhi --cut places --capacity expected --budget 4 --detection 0.6 --react
interdict {cases} --from "West Bengal" --to Maharashtra --cut places --budget 2 --costs {root}/tests/golden/interdict/costs/costs.csv
evaluate routes {cases} --truth {truth} --worst 9 --min-incidents 2 --ends
evaluate routes {cases} --truth {truth} --infer-transit --legs -o out/x.json
evaluate identities {cases} --truth {truth} --include victims
evaluate suspects {cases} --truth {truth}
evaluate predict {cases} --truth {truth}
"""

# Of a graph file, whose rows are shuffled.
OF_A_GRAPH = """
hubs {graph} --by betweenness,closeness,harmonic,pagerank
hubs {graph} --directed --by betweenness,closeness,pagerank --weighted
hubs {graph} --undirected --source target --target source --weight weight --by strength,core
cells {graph} --stability 6 --source source --target target --weight weight
path v3 v1999 {graph} -k 3 --undirected
path v3 v1999 {graph} --directed --source source --target target --weight weight
"""

# Files, of shuffled records; OUTPUTS of one question are compared byte by byte.
OF_EXPORTS = """
export {cases} -o out/x.graphml
export {cases} -o out/x.graphml --dialect yed --view association --include responders,victims
export {cases} -o out/x.graphml --view movement --infer-transit
export {cases} -o out/x.graphml --view movement --publish 3
export {cases} -o out/x.csv --publish 11
export {cases} -o out/x.geojson --publish 3
export {cases} -o out/x.gexf --layout force
export {cases} -o out/x.gexf --dialect gexf12 --layout none
export {cases} -o out/x.gml --dialect utf8 --layout map
export {cases} -o out/x.net
export {cases} -o out/x.dot
export {cases} -o out/x.cx2 --view association
export {cases} -o out/x.geojson
export {cases} -o out/x.kml
export {cases} -o out/x.csv.gz
export {cases} -o out/x.jsonl
export {cases} -o out/x.json --reveal-victims
export {cases} -o out/x.ftm.json --dialect trips
export {cases} -o out/x.csv --to matrix
export {cases} -o out/n --to neo4j
export {cases} -o out/s --to graphframes
export {cases} -o out/i --to i2
"""

# Where the order of the input is part of the answer (lines of a file, also as the names of records
# that have none, digests, the vertices of a graph file that is written as another), or there is none.
AS_RECORDED = """
check {cases}
check {csv}
check {corridors} --map ctdc-corridors
routes {csv}
routes {corridors} --map ctdc-corridors --level country
gazetteer "Jibontala PS, South 24 Parganas, West Bengal" INDORE Dindigul মুর্শিদাবাদ इंदौर "SIRसा, Haryana" ISTANBUL
gazetteer "Kachchh IMLI GAON" "imli gaon, Kachchh" --gazetteer places.csv -o out/x.json
audit {root}/tests/golden/audit/audit.log
audit {root}/tests/golden/audit/tampered.log --check-files
audit {root}/tests/golden/audit/audit.log --expect 0000000000000000000000000000000000000000000000000000000000000000
generate --incidents 40 --seed 4 -o out/g.jsonl --truth out/t.json
generate --incidents 40 --seed 4 -o out/g.json.gz --noise double --scenario scenario.json
export {cases} -o out/x.graphml --certificate
export {cases} -o out/x.gpkg
export {graph} -o out/graph.gexf --directed
export {graph} -o out/graph.net --undirected --source target --target source --weight weight
build {cases} -o out/case.sandhan --identities off
"""

# Of 2,000 incidents and more, where several threads share the work.
OF_MANY = """
routes {many} --infer-transit
routes {case_file} --bootstrap 2000
trends {case_file} --scan --replications 9999
summary {case_file}
hubs {case_file} --of all --by all --bootstrap 20
hubs {case_file} --of people --by betweenness --weighted --missing 0.1 --replications 50
hubs {case_file} --missing 0.2 --replications 300
hubs {case_file} --summary --rewirings 30
hubs {case_file} --of people --key-players 3 --limit 20
suspects {case_file}
suspects {case_file} --predict
cells {case_file} --stability 40
interdict {case_file} --from "West Bengal" --to Maharashtra --cut places --budget 3
export {case_file} -o out/x.graphml
export {case_file} -o out/x.gexf --view association --layout force
"""

# What changes no answer, or asks, or is of another test.
NOT_ASKED = {
    "--help", "--format", "--output", "--top", "--quiet", "--no-progress", "--threads", "--audit",
    "--config",  # config_test.py
    "--strict", "--passphrase-file", "--stale-ok", "--key-file", "--encrypt",  # case_file_test.py
}
