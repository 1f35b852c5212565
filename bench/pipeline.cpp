// SPDX-License-Identifier: Apache-2.0
// From a file of incidents to the graphs and a graph file, step by step.
#include "bench/generated.hpp"
#include "bench/side_by_side.hpp"
#include "graph/association_graph.hpp"
#include "graph/case_graph.hpp"
#include "graph/link_view.hpp"
#include "graph/movement_graph.hpp"
#include "io/graphml_writer.hpp"
#include "io/incident_reader.hpp"

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <random>
#include <sstream>
#include <stdexcept>

namespace sandhan::bench {
namespace {

constexpr int incident_count = 100'000;

/// A file of generated incidents, gone at the end.
class IncidentFile {
  public:
    IncidentFile()
        : m_path(std::filesystem::temp_directory_path() /
                 ("sandhan-bench-" + std::to_string(std::random_device{}()) + ".jsonl")) {
        std::ofstream out(m_path, std::ios::binary);
        IncidentSource source(1);
        for (int i = 0; i < incident_count; ++i) {
            out << json_line(source.next());
        }
        out.flush();
        if (!out) {
            throw std::runtime_error(m_path.string() + " could not be written");
        }
    }
    IncidentFile(const IncidentFile&) = delete;
    IncidentFile& operator=(const IncidentFile&) = delete;
    ~IncidentFile() {
        std::error_code ignored;
        std::filesystem::remove(m_path, ignored);
    }

    [[nodiscard]] std::string path() const { return m_path.string(); }
    [[nodiscard]] std::int64_t bytes() const {
        return static_cast<std::int64_t>(std::filesystem::file_size(m_path));
    }

  private:
    std::filesystem::path m_path;
};

const IncidentFile& incident_file() {
    static const IncidentFile file;
    return file;
}

class Counting : public io::RecordSink {
  public:
    void incident(graph::Incident&&) override { ++incidents; }
    void person(graph::Person&&, const graph::RecordPlace&, const std::string&) override {}
    void fault(graph::Diagnostic&& fault) override {
        if (first_fault.empty()) {
            first_fault = io::fault_text(fault);
        }
    }
    int incidents = 0;
    std::string first_fault;
};

void read_json_lines(benchmark::State& state) {
    const std::array<std::string, 1> inputs{incident_file().path()};
    for (auto _ : state) {
        Counting sink;
        io::read_incidents(inputs, {}, sink);
        if (sink.incidents != incident_count || !sink.first_fault.empty()) {
            state.SkipWithError(("not every incident was read: " + sink.first_fault).c_str());
            return;
        }
    }
    state.SetBytesProcessed(state.iterations() * incident_file().bytes());
    state.SetItemsProcessed(state.iterations() * incident_count);
}

graph::CaseStore build_store() {
    graph::CaseStoreBuilder builder(graph::Gazetteer::builtin(), nullptr);
    IncidentSource source(1);
    for (int i = 0; i < incident_count; ++i) {
        builder.add(source.next());
    }
    return builder.finish();
}

const graph::CaseStore& store() {
    static const graph::CaseStore built = build_store();
    return built;
}

const graph::CaseGraph& case_graph() {
    static const graph::CaseGraph built(store(), {});
    return built;
}

/// Measures make(), a graph, a rate of incidents.
template <class Make>
void build(benchmark::State& state, Make make) {
    for (auto _ : state) {
        benchmark::DoNotOptimize(make());
    }
    state.SetItemsProcessed(state.iterations() * incident_count);
}

io::GraphDocument case_document() {
    const graph::CaseGraph& g = case_graph();
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

void write_graphml(benchmark::State& state) {
    const io::GraphDocument document = case_document();
    std::int64_t bytes = 0;
    for (auto _ : state) {
        Discard discard;
        std::ostream out(&discard);
        io::write_graphml(out, document);
        bytes += discard.bytes;
    }
    state.SetBytesProcessed(bytes);
}

template <class Run>
void add(const char* name, Run run) {
    benchmark::RegisterBenchmark(name, run)->Unit(benchmark::kMillisecond)->UseRealTime();
}

} // namespace

void register_pipeline() {
    add("read JSON Lines, 100k incidents", read_json_lines);
    add("case store, 100k incidents",
        [](benchmark::State& state) { build(state, [] { return build_store(); }); });
    add("case graph, 100k incidents", [](benchmark::State& state) {
        build(state, [&cases = store()] { return graph::CaseGraph(cases, {}); });
    });
    add("movement graph, 100k incidents", [](benchmark::State& state) {
        build(state,
              [&g = case_graph()] { return graph::MovementGraph(g, graph::PlaceLevel::district); });
    });
    add("association graph, 100k incidents", [](benchmark::State& state) {
        build(state, [&g = case_graph()] { return graph::AssociationGraph(g); });
    });
    add("link view, 100k incidents", [](benchmark::State& state) {
        build(state, [&g = case_graph()] { return graph::LinkView(g, graph::LinkViewOptions{}); });
    });
    add("write GraphML, case graph of 100k incidents", write_graphml);
}

} // namespace sandhan::bench
