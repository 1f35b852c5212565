// SPDX-License-Identifier: Apache-2.0
// Files of graphs, read and written. Of GraphML both read one file, as igraph writes it: a label a
// vertex, a weight an edge. What was read is told by degrees and weights. GEXF's peer is in
// bench/file_peers.py, and what reading costs of memory is told by a process of its own.
#include "bench/hub_kernels.hpp"
#include "io/gexf_reader.hpp"
#include "io/gexf_writer.hpp"
#include "io/graphml_reader.hpp"
#include "io/graphml_writer.hpp"
#include "io/input_bytes.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace sandhan::bench {
namespace {

namespace fs = std::filesystem;

/// A file that is gone when the run is.
class ScratchPath {
  public:
    explicit ScratchPath(const char* name)
        : m_path(fs::temp_directory_path() /
                 ("sandhan-bench-" + std::to_string(::getpid()) + "-" + name)) {}
    ~ScratchPath() {
        std::error_code ignored;
        fs::remove(m_path, ignored);
    }
    ScratchPath(const ScratchPath&) = delete;
    ScratchPath& operator=(const ScratchPath&) = delete;
    [[nodiscard]] std::string path() const { return m_path.string(); }

  private:
    fs::path m_path;
};

/// igraph keeps attributes only while its handler of them is on.
class WithAttributes {
  public:
    WithAttributes() : m_before(igraph_set_attribute_table(&igraph_cattribute_table)) {}
    ~WithAttributes() { igraph_set_attribute_table(m_before); }
    WithAttributes(const WithAttributes&) = delete;
    WithAttributes& operator=(const WithAttributes&) = delete;

  private:
    const igraph_attribute_table_t* m_before;
};

class IgraphFile {
  public:
    IgraphFile(const std::string& path, const char* mode) : m_file(std::fopen(path.c_str(), mode)) {
        if (m_file == nullptr) {
            throw std::runtime_error("cannot open " + path);
        }
    }
    ~IgraphFile() { std::fclose(m_file); }
    IgraphFile(const IgraphFile&) = delete;
    IgraphFile& operator=(const IgraphFile&) = delete;
    [[nodiscard]] std::FILE* get() const { return m_file; }

  private:
    std::FILE* m_file;
};

struct IgraphMade {
    igraph_t graph{};
    IgraphMade() = default;
    ~IgraphMade() {
        const WithAttributes on;
        igraph_destroy(&graph);
    }
    IgraphMade(const IgraphMade&) = delete;
    IgraphMade& operator=(const IgraphMade&) = delete;
};

/// By vertex, the weights of its edges.
Numbers strengths_of(const io::GraphDocument& document) {
    Numbers strengths(document.vertex_ids.size(), 0.0);
    const io::Column* weight = io::find_column(document.edge_columns, "weight");
    for (std::size_t e = 0; e < document.edges.size(); ++e) {
        strengths[document.edges[e].source] += io::number_at(weight, e);
        strengths[document.edges[e].target] += io::number_at(weight, e);
    }
    return strengths;
}

Numbers strengths_of(const igraph_t& graph) {
    Numbers strengths(static_cast<std::size_t>(igraph_vcount(&graph)), 0.0);
    for (igraph_integer_t e = 0; e < igraph_ecount(&graph); ++e) {
        igraph_integer_t from = 0;
        igraph_integer_t to = 0;
        igraph_edge(&graph, e, &from, &to);
        const double weight = EAN(&graph, "weight", e);
        strengths[static_cast<std::size_t>(from)] += weight;
        strengths[static_cast<std::size_t>(to)] += weight;
    }
    return strengths;
}

struct GraphFiles {
    ScratchPath source{"source.graphml"}, ours{"ours.graphml"}, theirs{"theirs.graphml"};
    io::GraphDocument document;
    IgraphMade made;
    bool there = false;

    void make(const Subject& s) {
        if (there) {
            return;
        }
        there = true;
        const WithAttributes on;
        igraph_vector_int_t ends;
        igraph_vector_int_init(&ends, 0);
        for (const auto [u, v] : s.graph().edges()) {
            igraph_vector_int_push_back(&ends, u);
            igraph_vector_int_push_back(&ends, v);
        }
        igraph_create(&made.graph, &ends, s.graph().vertex_count(), s.is_directed());
        igraph_vector_int_destroy(&ends);
        for (igraph_integer_t v = 0; v < igraph_vcount(&made.graph); ++v) {
            SETVAS(&made.graph, "label", v, ("Place " + std::to_string(v)).c_str());
        }
        igraph_vector_t weights;
        igraph_vector_init(&weights, igraph_ecount(&made.graph));
        for (igraph_integer_t e = 0; e < igraph_ecount(&made.graph); ++e) {
            VECTOR(weights)[e] = static_cast<double>(1 + e % 7) / 2.0;
        }
        SETEANV(&made.graph, "weight", &weights);
        igraph_vector_destroy(&weights);
        igraph_write_graph_graphml(&made.graph, IgraphFile(source.path(), "w").get(), false);
        document = read();
    }

    [[nodiscard]] io::GraphDocument read() const {
        io::InputBytes input(source.path());
        return io::read_graphml(input);
    }
};

/// The document that the files of GraphML hold, without the way through igraph.
io::GraphDocument document_of(const Subject& s) {
    io::GraphDocument document;
    document.directed = s.is_directed();
    io::Texts labels;
    for (graph::Vertex v = 0; v < s.graph().vertex_count(); ++v) {
        document.vertex_ids.push_back("n" + std::to_string(v));
        labels.push_back("Place " + std::to_string(v));
    }
    const auto edges = s.graph().edges();
    document.edges.assign(edges.begin(), edges.end());
    io::Reals weights;
    for (std::size_t e = 0; e < document.edges.size(); ++e) {
        weights.push_back(static_cast<double>(1 + e % 7) / 2.0);
    }
    document.vertex_columns.push_back({"label", std::move(labels)});
    document.edge_columns.push_back({"weight", std::move(weights)});
    return document;
}

struct GexfFiles {
    ScratchPath source{"source.gexf"}, ours{"ours.gexf"};
    io::GraphDocument document;

    void make(const Subject& s) {
        if (document.vertex_ids.empty()) {
            document = document_of(s);
            write(source);
        }
    }
    void write(const ScratchPath& to) const {
        std::ofstream out(to.path(), std::ios::binary);
        (void)io::write_gexf(out, document);
    }
    [[nodiscard]] static io::GraphDocument read(const ScratchPath& from) {
        io::InputBytes input(from.path());
        return io::read_gexf(input);
    }
};

/// Memory that the values fill, without what a vector or a text holds in reserve.
std::size_t bytes_of(const io::Texts& texts) {
    constexpr std::size_t within = 15; // GCC's and Clang's strings have no memory of their own
    std::size_t bytes = texts.size() * sizeof(std::string);
    for (const std::string& text : texts) {
        bytes += text.size() > within ? text.size() + 1 : 0;
    }
    return bytes;
}

std::size_t bytes_of(const io::Column& column) {
    return std::visit(
        [](const auto& values) {
            using Values = std::decay_t<decltype(values)>;
            if constexpr (std::is_same_v<Values, io::Texts>) {
                return bytes_of(values);
            } else {
                return values.size() * sizeof(typename Values::value_type);
            }
        },
        column.values);
}

std::size_t bytes_of(const io::GraphDocument& document) {
    std::size_t bytes =
        bytes_of(document.vertex_ids) + document.edges.size() * sizeof(graph::VertexPair);
    for (const auto* columns : {&document.vertex_columns, &document.edge_columns}) {
        for (const io::Column& column : *columns) {
            bytes += bytes_of(column);
        }
    }
    return bytes;
}

/// Of this process, so far.
std::size_t peak_bytes() {
    struct rusage used {};
    ::getrusage(RUSAGE_SELF, &used);
    return static_cast<std::size_t>(used.ru_maxrss) * 1024;
}

} // namespace

void write_graphml_of(const Subject& subject, const std::string& path) {
    std::ofstream out(path, std::ios::binary);
    out.exceptions(std::ios::failbit | std::ios::badbit);
    (void)io::write_graphml(out, document_of(subject));
    out.close();
}

void tell_graphml_memory(const std::string& path) {
    const std::size_t before = peak_bytes();
    io::InputBytes input(path);
    const io::GraphDocument document = io::read_graphml(input);
    fmt::print("{{\"peak_bytes\": {}, \"graph_bytes\": {}, \"vertices\": {}, \"edges\": {}}}\n",
               peak_bytes() - before, bytes_of(document), document.vertex_ids.size(),
               document.edges.size());
}

void add_gexf_files(std::vector<Kernel>& kernels, const SubjectPtr& subject) {
    const auto files = std::make_shared<GexfFiles>();
    const auto settle = [files](const Subject& s) { files->make(s); };
    const auto read = [files](const Subject&) -> Answer {
        const auto document =
            std::make_shared<const io::GraphDocument>(GexfFiles::read(files->source));
        return [document] { return strengths_of(*document); };
    };
    const auto write = [files](const Subject&) -> Answer {
        files->write(files->ours);
        return [files] { return strengths_of(GexfFiles::read(files->ours)); };
    };
    Kernel reading{"io/gexf-read/" + subject->name(), subject, read, {}};
    reading.settle = settle;
    kernels.push_back(std::move(reading));
    Kernel writing{"io/gexf-write/" + subject->name(), subject, write, {}};
    writing.settle = settle;
    kernels.push_back(std::move(writing));
}

void add_graph_files(std::vector<Kernel>& kernels, const SubjectPtr& subject) {
    const auto files = std::make_shared<GraphFiles>();
    const auto settle = [files](const Subject& s) { files->make(s); };

    const auto read = [files](const Subject&) -> Answer {
        const auto document = std::make_shared<const io::GraphDocument>(files->read());
        return [document] { return strengths_of(*document); };
    };
    const auto igraph_reads = [files](const Subject&) -> Answer {
        const WithAttributes on;
        const auto made = std::make_shared<IgraphMade>();
        igraph_read_graph_graphml(&made->graph, IgraphFile(files->source.path(), "r").get(), 0);
        return [made] {
            const WithAttributes on_again;
            return strengths_of(made->graph);
        };
    };
    Kernel reading{
        "io/graphml-read/" + subject->name(), subject, read, {{igraph_c, igraph_reads, settle}}};
    reading.settle = settle;
    kernels.push_back(std::move(reading));

    const auto written_by = [files](const ScratchPath& file) {
        return [files, path = file.path()] {
            io::InputBytes input(path);
            return strengths_of(io::read_graphml(input));
        };
    };
    const auto write = [files, written_by](const Subject&) -> Answer {
        std::ofstream out(files->ours.path(), std::ios::binary);
        (void)io::write_graphml(out, files->document);
        return written_by(files->ours);
    };
    const auto igraph_writes = [files, written_by](const Subject&) -> Answer {
        const WithAttributes on;
        igraph_write_graph_graphml(&files->made.graph, IgraphFile(files->theirs.path(), "w").get(),
                                   false);
        return written_by(files->theirs);
    };
    Kernel writing{
        "io/graphml-write/" + subject->name(), subject, write, {{igraph_c, igraph_writes, settle}}};
    writing.settle = settle;
    kernels.push_back(std::move(writing));
}

} // namespace sandhan::bench
