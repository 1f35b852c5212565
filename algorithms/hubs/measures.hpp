// SPDX-License-Identifier: Apache-2.0
// Every measure by its name: what `hubs --by` offers and computes.
#pragma once

#include "algorithms/hubs/approximate_betweenness.hpp"
#include "algorithms/simple_graph.hpp"
#include "graph/run_control.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::algorithms {

enum class Measure {
    degree,
    in_degree,
    out_degree,
    strength,
    in_strength,
    out_strength,
    betweenness,
    closeness,
    closeness_classic,
    harmonic,
    pagerank,
    eigenvector,
    katz,
    hub,
    authority,
    clustering,
    triangles,
    core,
    k_component,
    onion,
    articulation,
    eccentricity,
    bridges,
    constraint,
    effective_size,
};

/// How a column's numbers are to be printed. A boolean column holds 0 and 1.
enum class ColumnKind { real, integer, boolean };

struct MeasureInfo {
    Measure measure;
    std::string_view name;
    std::string_view meaning; ///< one line for --help and a table's legend
};

/// All measures, in the order in which they are listed.
[[nodiscard]] std::span<const MeasureInfo> measure_catalogue();
[[nodiscard]] std::string_view name_of(Measure measure);

/// Reads "degree,betweenness" or "all"; blanks around a name are trimmed, a repeated name counts
/// once, where it stands first.
/// Throws std::invalid_argument that names the word and the nearest known measure.
[[nodiscard]] std::vector<Measure> parse_measures(std::string_view list);

struct HubOptions {
    bool weighted = false;   ///< walks by strength; distances with cost 1 / strength an edge
    bool normalised = false; ///< divide as each measure's own header says
    /// Betweenness by samples, within these limits; not with `weighted`.
    std::optional<ApproximateOptions> approximate = std::nullopt;
    std::vector<double> restart = {}; ///< PageRankOptions::teleport
};

struct MeasureColumn {
    std::string name;
    std::vector<double> values; ///< by vertex; NaN where the measure has no value
    ColumnKind kind = ColumnKind::real;
    std::string warning; ///< empty, or what the reader of the numbers has to know
    /// Of an estimate: bounds of each value; empty where values are exact.
    std::vector<double> lower = {}, upper = {};
};

/// The measures asked for, in that order. Work that several share (the distances of closeness and
/// harmonic, the iteration of hub and authority) is done once.
///
/// Returns     one column a measure; counts, core numbers and the like are integers, degrees become
///             real when normalised.
/// Throws      std::invalid_argument naming the first edge of unusable strength, or where weighted
///             betweenness is asked for approximately; graph::Cancelled.
/// Cost        the sum of the measures' own.
/// Convention  each measure's own; strengths are always sums of edge strengths, --weighted or not;
///             strength, closeness, pagerank, eigenvector, katz, hub, authority, clustering,
///             triangles, core, k_component, onion, articulation, eccentricity, bridges,
///             constraint and effective_size have nothing to divide by.
[[nodiscard]] std::vector<MeasureColumn> compute_measures(const SimpleGraph& g,
                                                          std::span<const Measure> measures,
                                                          const HubOptions& options = {},
                                                          const graph::RunControl& control = {});

} // namespace sandhan::algorithms
