// SPDX-License-Identifier: Apache-2.0
// The corridors of an incident file, from the installed package alone.
#include <algorithms/hubs/betweenness.hpp>
#include <algorithms/routes/corridors.hpp>
#include <graph/case_graph.hpp>
#include <graph/movement_graph.hpp>
#include <io/incident_reader.hpp>

#include <iostream>

using namespace sandhan;

struct Builder : io::RecordSink {
    graph::CaseStoreBuilder store{graph::Gazetteer::builtin(), {}};
    void incident(graph::Incident&& i) override { store.add(i); }
    void person(graph::Person&& p, const graph::RecordPlace& w, const std::string& l) override {
        store.add(p, w, l);
    }
    void fault(graph::Diagnostic&& d) override { std::cerr << io::fault_text(d) << '\n'; }
};

int main(int, char** argv) {
    Builder builder;
    io::read_incidents(std::vector<std::string>{argv[1]}, {}, builder);
    const graph::CaseStore store = builder.store.finish();
    const graph::CaseGraph cases(store, {{}, graph::PlaceLevel::district, {}});
    const graph::MovementGraph movement(cases, graph::PlaceLevel::district);
    const auto rows = algorithms::corridors(cases, movement.level(), graph::FlowKind::ends).rows;
    for (const graph::Flow& flow : rows) {
        std::cout << store.text(store.places[flow.origin].id) << " -> "
                  << store.text(store.places[flow.destination].id) << ": " << flow.evidence.size()
                  << '\n';
    }
    std::cout << algorithms::betweenness(movement).size() << " places\n";
}
