// SPDX-License-Identifier: Apache-2.0
// From a file of incidents to the graphs and to what is asked of them, step by step and by size.
#include "algorithms/routes/corridors.hpp"
#include "algorithms/summary.hpp"
#include "algorithms/suspects/connections.hpp"
#include "algorithms/suspects/link_prediction.hpp"
#include "algorithms/suspects/linked_suspects.hpp"
#include "algorithms/suspects/weighed_ties.hpp"
#include "bench/cases.hpp"
#include "bench/side_by_side.hpp"
#include "graph/association_graph.hpp"
#include "graph/case_graph.hpp"
#include "graph/link_view.hpp"
#include "graph/movement_graph.hpp"
#include "io/graphml_writer.hpp"

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <streambuf>
#include <vector>

namespace sandhan::bench {
namespace {

/// A file of incidents and what is made of it, each when it is first asked for.
class Cases {
  public:
    explicit Cases(std::string path) : m_path(std::move(path)) {}

    [[nodiscard]] const std::string& path() const { return m_path; }
    [[nodiscard]] const std::vector<graph::Incident>& incidents() {
        if (m_incidents.empty()) {
            m_incidents = read(m_path);
        }
        return m_incidents;
    }
    [[nodiscard]] const graph::CaseStore& store() {
        if (!m_store) {
            m_store.emplace(store_of(incidents()));
        }
        return *m_store;
    }
    [[nodiscard]] const graph::CaseGraph& graph() {
        if (!m_graph) {
            m_graph.emplace(store(), graph::CaseGraphOptions{});
        }
        return *m_graph;
    }
    [[nodiscard]] const graph::AssociationGraph& association() {
        if (!m_association) {
            m_association.emplace(graph());
        }
        return *m_association;
    }

  private:
    std::string m_path;
    std::vector<graph::Incident> m_incidents;
    std::optional<graph::CaseStore> m_store;
    std::optional<graph::CaseGraph> m_graph;
    std::optional<graph::AssociationGraph> m_association;
};

/// The newer half of the incidents by their reports.
graph::IncidentFilter newer_half(const graph::CaseStore& store) {
    std::vector<graph::FuzzyDate::Days> days;
    for (const graph::IncidentRow& incident : store.incidents) {
        if (incident.time.is_known()) {
            days.push_back(incident.time.earliest());
        }
    }
    graph::IncidentFilter filter;
    if (!days.empty()) {
        const auto middle = days.begin() + static_cast<std::ptrdiff_t>(days.size() / 2);
        std::nth_element(days.begin(), middle, days.end());
        filter.since = *middle;
    }
    return filter;
}

io::GraphDocument case_document(const graph::CaseGraph& g) {
    io::GraphDocument document;
    document.directed = true;
    std::vector<std::string> kind;
    for (graph::Vertex v = 0; v < g.vertex_count(); ++v) {
        kind.emplace_back(graph::name_of(g.kind(v)));
        document.vertex_ids.push_back(kind.back() + ":" + std::to_string(v));
    }
    std::vector<std::string> type;
    std::vector<double> confidence;
    for (graph::Edge e = 0; e < g.edge_count(); ++e) {
        type.emplace_back(graph::name_of(g.type(e)));
        confidence.push_back(g.confidence(e));
    }
    document.edges.assign(g.edges().begin(), g.edges().end());
    document.vertex_columns.push_back({"label", document.vertex_ids});
    document.vertex_columns.push_back({"kind", std::move(kind)});
    document.edge_columns.push_back({"type", std::move(type)});
    document.edge_columns.push_back({"weight", std::move(confidence)});
    return document;
}

/// Counts bytes and keeps none: what is measured is the writer, not a disk.
class Discard : public std::streambuf {
  public:
    std::int64_t bytes = 0;

  protected:
    int_type overflow(int_type c) override {
        ++bytes;
        return traits_type::not_eof(c);
    }
    std::streamsize xsputn(const char*, std::streamsize n) override {
        bytes += n;
        return n;
    }
};

void write_graphml(benchmark::State& state, const graph::CaseGraph& g) {
    const io::GraphDocument document = case_document(g);
    std::int64_t bytes = 0;
    for (auto _ : state) {
        Discard discard;
        std::ostream out(&discard);
        io::write_graphml(out, document);
        bytes += discard.bytes;
    }
    state.SetBytesProcessed(bytes);
}

/// An offender in the middle of the records who has an identifier that somebody else has too.
graph::AssociationSeed linked_offender(const graph::CaseStore& store) {
    const std::size_t n = store.person_entities.size();
    for (std::size_t k = 0; k < n; ++k) {
        const auto person = static_cast<graph::PersonIndex>((n / 2 + k) % n);
        for (const std::uint32_t r : graph::CaseStore::rows(
                 store.person_mentions, store.person_entities[person].mentions)) {
            const graph::PersonRow& row = store.people[r];
            for (const graph::IdentifierRow& held :
                 graph::CaseStore::rows(store.identifier_rows, row.identifiers)) {
                if (graph::side_of(row.role) == graph::Side::offending &&
                    store.identifier_entities[held.identifier].holders.count > 1) {
                    return {true, person};
                }
            }
        }
    }
    return {true, 0};
}

/// All that `suspects --of` asks of a store, from the selection on.
std::vector<algorithms::Connection> linked_with(const graph::CaseStore& store,
                                                const graph::AssociationSeed& seed) {
    constexpr unsigned steps = 4;
    const graph::CaseSelection selection(store, {}, graph::Disclosure::protect);
    const graph::AssociationOptions options;
    const auto g = graph::AssociationGraph::around(selection, options, std::span(&seed, 1), steps);
    const graph::Vertex of = g.find(true, seed.entity);
    return of == graph::no_vertex
               ? std::vector<algorithms::Connection>{}
               : algorithms::connections(
                     g, algorithms::TieWeights(g, selection, options).probabilities(), of, steps);
}

template <class Make>
void repeat(benchmark::State& state, Make make) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(make());
    }
}

} // namespace

void register_pipeline(const std::string& size, const std::string& path) {
    const auto cases = std::make_shared<Cases>(path);
    const auto add = [&](const std::string& step, auto run) {
        // What a step starts from is made before its clock runs.
        register_on_threads(step + "/" + size, size + " incidents",
                            [cases, run](benchmark::State& state) { run(state, *cases); });
    };
    add("io/read", [](benchmark::State& state, Cases& c) {
        repeat(state, [&] { return read(c.path()); });
        state.SetBytesProcessed(state.iterations() *
                                static_cast<std::int64_t>(std::filesystem::file_size(c.path())));
    });
    add("graph/store", [](benchmark::State& state, Cases& c) {
        repeat(state, [&incidents = c.incidents()] { return store_of(incidents); });
    });
    add("graph/case", [](benchmark::State& state, Cases& c) {
        repeat(state, [&store = c.store()] { return graph::CaseGraph(store, {}); });
    });
    add("graph/select", [](benchmark::State& state, Cases& c) {
        const graph::IncidentFilter half = newer_half(c.store());
        repeat(state, [&] { return graph::select(c.store(), half); });
    });
    add("graph/movement", [](benchmark::State& state, Cases& c) {
        repeat(state,
               [&g = c.graph()] { return graph::MovementGraph(g, graph::PlaceLevel::district); });
    });
    add("graph/association", [](benchmark::State& state, Cases& c) {
        repeat(state, [&g = c.graph()] { return graph::AssociationGraph(g); });
    });
    add("graph/links", [](benchmark::State& state, Cases& c) {
        repeat(state, [&g = c.graph()] { return graph::LinkView(g, graph::LinkViewOptions{}); });
    });
    add("routes/corridors", [](benchmark::State& state, Cases& c) {
        repeat(state, [&g = c.graph()] {
            return algorithms::corridors(g, graph::PlaceLevel::district, graph::FlowKind::ends);
        });
    });
    add("suspects/groups", [](benchmark::State& state, Cases& c) {
        repeat(state, [&g = c.association()] { return algorithms::suspect_groups(g); });
    });
    add("suspects/of", [](benchmark::State& state, Cases& c) {
        const graph::AssociationSeed seed = linked_offender(c.store());
        repeat(state, [&] { return linked_with(c.store(), seed); });
    });
    add("suspects/predict", [](benchmark::State& state, Cases& c) {
        repeat(state, [&g = c.association()] {
            return algorithms::predicted_links(g, std::vector<bool>(g.vertex_count(), true));
        });
    });
    add("summary/figures", [](benchmark::State& state, Cases& c) {
        repeat(state, [&g = c.graph()] { return algorithms::summarise(g); });
    });
    add("io/graphml", [](benchmark::State& state, Cases& c) { write_graphml(state, c.graph()); });
}

} // namespace sandhan::bench
