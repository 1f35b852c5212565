// SPDX-License-Identifier: Apache-2.0
// The questions of `analyse hubs`, one file each: a ranking by measures unless options ask another.
#pragma once

#include "algorithms/hubs/measures.hpp"
#include "cli/hub_graph.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace sandhan::cli {

/// Options that several questions of `analyse hubs` read.
struct HubsOptions {
    HubGraphOptions graph;
    std::string by = "strength,betweenness,pagerank"; ///< as typed
    std::string approximate;                          ///< as typed
    std::string restart_at;                           ///< as typed: entities, ; between them
    algorithms::HubOptions measure;
    std::uint64_t top_k = 10; ///< --top-k: how many first places a probability is of

    /// What the measures are computed with. Throws UsageError where --approximate is no pair of
    /// numbers, or stands beside --weighted.
    [[nodiscard]] algorithms::HubOptions measure_options() const;
    /// What --by names. Throws UsageError.
    [[nodiscard]] std::vector<algorithms::Measure> measures() const;
};

/// "degree, strength, ...": what --by knows.
[[nodiscard]] std::string known_measures();

class HubsQuestion {
  public:
    HubsQuestion() = default;
    HubsQuestion(const HubsQuestion&) = delete;
    HubsQuestion& operator=(const HubsQuestion&) = delete;
    virtual ~HubsQuestion() = default;

    /// Whether the options ask this. The ranking is asked where no other question is.
    [[nodiscard]] virtual bool asked() const = 0;
    /// The option that asks it, "--summary", for the message where two are asked.
    [[nodiscard]] virtual std::string asked_by() const = 0;
    /// The shared options it reads beside those that choose the graph, as typed: any other that was
    /// given is a mistake.
    [[nodiscard]] virtual std::vector<std::string> reads() const = 0;
    /// Whether a table shows every row where --top says nothing.
    [[nodiscard]] virtual bool is_read_whole() const { return false; }
    /// Options of its own that say nothing unless it is asked.
    [[nodiscard]] virtual std::vector<const CLI::Option*> own() const { return {}; }
    /// Throws UsageError for options that don't fit together; called before anything is read.
    virtual void check() const {}
    /// Adds rows, columns, parameters and notes to an answer that has its input.
    virtual void answer(const HubGraph& g, io::ResultDocument& result) const = 0;
};

/// Each adds its own options to `app`; `options` outlives it.
[[nodiscard]] std::unique_ptr<HubsQuestion> make_hub_ranking_question(CLI::App& app,
                                                                      const HubsOptions& options);
[[nodiscard]] std::unique_ptr<HubsQuestion> make_whole_graph_question(CLI::App& app,
                                                                      const HubsOptions& options);
[[nodiscard]] std::unique_ptr<HubsQuestion> make_hub_bootstrap_question(CLI::App& app,
                                                                        const HubsOptions& options);
[[nodiscard]] std::unique_ptr<HubsQuestion> make_hubs_missing_question(CLI::App& app,
                                                                       const HubsOptions& options);
[[nodiscard]] std::unique_ptr<HubsQuestion>
make_hubs_by_period_question(CLI::App& app, const HubsOptions& options);
[[nodiscard]] std::unique_ptr<HubsQuestion> make_hub_roles_question(CLI::App& app,
                                                                    const HubsOptions& options);

[[nodiscard]] std::unique_ptr<HubsQuestion>
make_hub_explanation_question(CLI::App& app, const HubsOptions& options);

[[nodiscard]] std::unique_ptr<HubsQuestion> make_key_player_question(CLI::App& app,
                                                                     const HubsOptions& options);
[[nodiscard]] std::unique_ptr<HubsQuestion> make_dismantling_question(CLI::App& app,
                                                                      const HubsOptions& options);

[[nodiscard]] std::unique_ptr<HubsQuestion> make_ranked_edges_question(CLI::App& app,
                                                                       const HubsOptions& options);

[[nodiscard]] std::unique_ptr<HubsQuestion> make_first_hubs_question(CLI::App& app,
                                                                     const HubsOptions& options);

/// `by`, `weighted` and `normalised`; where betweenness is estimated also `approximate` and `seed`.
void add_measure_parameters(const HubsOptions& options, io::ResultDocument& result);

/// Throws UsageError where --restart-at stands without a PageRank to move.
void require_pagerank(const HubsOptions& options);
/// Where the walker of PageRank begins anew: by vertex 1 for those that --restart-at names, and 0;
/// empty without it. Adds the parameter. Throws UsageError for a name that means nobody or several.
[[nodiscard]] std::vector<double>
restarts(const HubGraph& g, const HubsOptions& options, io::ResultDocument& result);

/// A number as its kind is written: true, 3, 0.25.
[[nodiscard]] io::Value figure(double value, algorithms::ColumnKind kind);

/// What a ranking compares: sums of floating-point numbers may differ in the last bits between
/// equal positions, so that ten digits are looked at.
[[nodiscard]] double ranking_key(double value);

/// The places of `entries` in the order of a ranking by `values` of their vertices, the largest
/// first; ties go by id.
[[nodiscard]] std::vector<std::size_t> ranking_order(const std::vector<HubEntry>& entries,
                                                     const std::vector<double>& values);

/// The table's columns of rank and label, and the CSV's of what names an entry.
void describe_hub_entries(const HubGraph& g, io::ResultDocument& result);
/// The last ones of the table: the id.
void describe_hub_ids(io::ResultDocument& result);
/// "on 12 vertices and 40 edges (directed)".
[[nodiscard]] std::string on_graph(const HubGraph& g, const io::ResultDocument& result);

} // namespace sandhan::cli
