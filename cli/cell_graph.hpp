// SPDX-License-Identifier: Apache-2.0
// The graph that `analyse cells` divides, of cases or of a graph file, and what it knows of its
// vertices.
#pragma once

#include "algorithms/hubs/graph_evidence.hpp"
#include "algorithms/simple_graph.hpp"
#include "algorithms/suspects/cells.hpp"
#include "cli/entities.hpp"
#include "cli/graph_input.hpp"
#include "cli/session.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace sandhan::cli {

class CellGraph {
  public:
    CellGraph() = default;
    CellGraph(const CellGraph&) = delete;
    CellGraph& operator=(const CellGraph&) = delete;
    virtual ~CellGraph() = default;

    [[nodiscard]] const algorithms::SimpleGraph& simple() const { return m_simple; }
    [[nodiscard]] ExitStatus status() const { return m_status; }

    /// "people and organisations", "vertices of the file".
    [[nodiscard]] virtual std::string what() const = 0;
    [[nodiscard]] virtual bool has_incidents() const = 0;
    [[nodiscard]] virtual std::string id(graph::Vertex v) const = 0;
    [[nodiscard]] virtual std::string label(graph::Vertex v) const = 0;
    [[nodiscard]] virtual std::string kind(graph::Vertex v) const = 0;
    /// Whether it goes by `organisations`, not by `people`.
    [[nodiscard]] virtual bool is_organisation(graph::Vertex v) const = 0;
    /// What it does in the incidents, each role once, by name.
    [[nodiscard]] virtual std::vector<std::string> roles(graph::Vertex v) const = 0;
    /// Ids of its incidents.
    [[nodiscard]] virtual io::List evidence(graph::Vertex v) const = 0;
    /// Why two are tied: records of `kind`, `detail` and `evidence`.
    [[nodiscard]] virtual io::List reasons(const algorithms::CellLink& link) const = 0;
    /// Ids of the incidents behind the reasons.
    [[nodiscard]] virtual io::List tie_evidence(const algorithms::CellLink& link) const = 0;
    /// What a bootstrap resamples, and the noun for it.
    struct Resampled {
        algorithms::GraphEvidence evidence;
        std::string noun;
    };
    [[nodiscard]] virtual Resampled resampled() const = 0;
    /// How many incidents each cell has: what ranks them before their size.
    [[nodiscard]] virtual std::vector<algorithms::CellFootprint>
    footprints(const std::vector<algorithms::Cell>& cells) const = 0;
    /// `id` and `label` of a place of a footprint; ids of its incidents; and its first and last
    /// day.
    [[nodiscard]] virtual io::Record place(graph::PlaceIndex place) const = 0;
    [[nodiscard]] virtual io::List ids(std::span<const graph::IncidentIndex> incidents) const = 0;

  protected:
    algorithms::SimpleGraph m_simple;
    ExitStatus m_status = done;
};

/// Reads the input, and begins the answer: files, counts and the parameters that chose the graph.
[[nodiscard]] std::unique_ptr<CellGraph> load_cell_graph(const InputOptions& input,
                                                         const GraphFileOptions& file,
                                                         const OutputOptions& output,
                                                         const std::string& include,
                                                         io::ResultDocument& result);

} // namespace sandhan::cli
