// SPDX-License-Identifier: Apache-2.0
// What `analyse evaluate` measures: each function reads the truth and compares one command with it.
#pragma once

#include "algorithms/evaluation/clusterings.hpp"
#include "cli/entities.hpp"
#include "cli/session.hpp"
#include "io/truth_reader.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::cli {

struct EvaluationOptions {
    std::string truth;
    std::uint64_t min_incidents = 1;
    bool legs = false;
    bool infer_transit = false;
    Included included;
    std::uint64_t worst = 0; ///< how many of the largest mistakes are listed
};

/// What an evaluation came to. Rows have `rank`, `name` and `value`.
struct Evaluation {
    std::uint64_t vertices = 0, edges = 0;
    io::List rows;
    io::List mistakes; ///< the largest first; evidence as everywhere
    std::vector<std::string> notes;

    void figure(const std::string& name, io::Value value);
    void figure(const std::string& name, const std::optional<double>& value);
    /// found, true and right; precision, recall and F1, each under the prefix.
    void figures(const std::string& prefix, const algorithms::Matches& matches);
    void b_cubed(const algorithms::ClusteringAgreement& agreement);
    void correlation(const std::string& prefix,
                     std::span<const double> found,
                     std::span<const double> truth);
};

[[nodiscard]] Evaluation evaluate_routes(const LoadedCases& cases,
                                         const InputOptions& input,
                                         const OutputOptions& output,
                                         const EvaluationOptions& options);
/// The stops that journeys truly made.
struct TransitTruth {
    std::vector<bool> has;                               ///< of each incident
    std::vector<std::vector<std::uint32_t>> stops;       ///< of each incident, as numbers of places
    std::function<std::uint32_t(graph::PlaceIndex)> key; ///< the number of a place
    std::function<std::uint32_t(const std::string& id)> key_of_id;
};

/// Adds the figures of guessed transit stops; without a truth only those of told stops hidden in
/// turn.
void evaluate_transit(const LoadedCases& cases,
                      const InputOptions& input,
                      const OutputOptions& output,
                      const TransitTruth* truth,
                      Evaluation& result);

[[nodiscard]] Evaluation evaluate_identities(const LoadedCases& cases,
                                             const InputOptions& input,
                                             const OutputOptions& output,
                                             const EvaluationOptions& options);
[[nodiscard]] Evaluation evaluate_suspects(const LoadedCases& cases,
                                           const InputOptions& input,
                                           const OutputOptions& output,
                                           const EvaluationOptions& options);

/// Also of pairs without a tie: which of them work together.
[[nodiscard]] Evaluation evaluate_prediction(const LoadedCases& cases,
                                             const InputOptions& input,
                                             const OutputOptions& output,
                                             const EvaluationOptions& options);

/// The incident of that id, or no_index. O(log n).
[[nodiscard]] graph::IncidentIndex find_incident(const graph::CaseStore& store,
                                                 std::string_view id);

/// Finds the row of a mention by what the truth calls it, "INCIDENT-ID/REF"; of a person list,
/// "FILE-STEM/REF".
class Mentions {
  public:
    explicit Mentions(const graph::CaseStore& store);
    [[nodiscard]] std::optional<std::uint32_t> find(std::string_view record) const;

  private:
    const graph::CaseStore& m_store;
    std::vector<std::pair<std::string, std::uint32_t>> m_listed; ///< of person lists, sorted
};

/// The mentions of the incidents in the graph, by incident id, then as the record has them; then
/// those of person lists.
[[nodiscard]] std::vector<std::uint32_t> mentions_in(const graph::CaseGraph& g);

/// Reads what is wanted of the truth. Throws io::ParseError naming the key where `needed` is
/// absent.
io::TruthParts read_truth_of(const EvaluationOptions& options,
                             const OutputOptions& output,
                             io::TruthParts wanted,
                             std::initializer_list<io::TruthPart> needed,
                             const std::string& command,
                             io::TruthSink& sink);

/// The incidents of these mentions, as evidence.
[[nodiscard]] io::List evidence_of(const graph::CaseStore& store,
                                   std::vector<graph::IncidentIndex> incidents);

/// The first `most` of `all`, the one with most `weight` first, then in the order they came.
template <class Mistake>
std::vector<Mistake> largest(std::vector<Mistake> all, std::uint64_t most) {
    std::stable_sort(all.begin(), all.end(),
                     [](const Mistake& a, const Mistake& b) { return a.weight > b.weight; });
    if (all.size() > most) {
        all.resize(most);
    }
    return all;
}

} // namespace sandhan::cli
