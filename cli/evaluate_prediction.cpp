// SPDX-License-Identifier: Apache-2.0
// analyse evaluate predict: pairs likely linked, against who works together in truth.
#include "algorithms/suspects/tie_forecast.hpp"
#include "cli/evaluated_people.hpp"

namespace sandhan::cli {

using graph::AssociationGraph;
using graph::Vertex;

Evaluation evaluate_prediction(const LoadedCases& cases,
                               const InputOptions& input,
                               const OutputOptions& output,
                               const EvaluationOptions& options) {
    const graph::CaseGraph g(cases.store,
                             {input.filter(), input.place_level(), input.disclosure()});
    graph::AssociationOptions association;
    association.similar = cases.similar;
    const AssociationGraph links(g, association);
    People truth(cases.store);
    read_truth_of(options, output, {io::TruthPart::identities, io::TruthPart::cells},
                  {io::TruthPart::identities, io::TruthPart::cells}, "predict", truth);
    tell_unknown(truth, output);
    const Offenders all = offenders_in(g, links, truth);
    std::vector<algorithms::Clustering::Membership> in_cells;
    for (std::size_t c = 0; c < truth.cells.size(); ++c) {
        for (const std::uint32_t member : truth.cells[c].members) {
            if (const std::uint32_t item = all.item_of[member]; item != graph::no_index) {
                in_cells.emplace_back(item, static_cast<std::uint32_t>(c));
            }
        }
    }
    const algorithms::Clustering cells(all.identity.size(), in_cells);

    algorithms::TieForecastOptions forecasting;
    forecasting.links.max_degree = association.max_sharers;
    const graph::RunControl control = run_control(output, "forecasting");
    algorithms::TieForecast forecast =
        algorithms::tie_forecast(links, g, association, forecasting, control);
    const bool is_scored = forecast.refused.empty();
    if (!is_scored) {
        std::vector<bool> people(links.vertex_count());
        for (Vertex v = 0; v < links.vertex_count(); ++v) {
            people[v] = links.is_person(v);
        }
        forecast.links = algorithms::predicted_links(links, people, forecasting.links, control);
    }
    std::vector<unsigned char> label;
    std::vector<std::vector<double>> score(algorithms::link_measures.size() + 1);
    std::uint64_t without_truth = 0;
    for (std::size_t i = 0; i < forecast.links.size(); ++i) {
        const algorithms::PredictedLink& link = forecast.links[i];
        const auto of_a = items_of(all, link.a);
        const auto of_b = items_of(all, link.b);
        if (of_a.empty() || of_b.empty()) {
            ++without_truth;
            continue;
        }
        bool together = false;
        for (const auto& [va, a] : of_a) {
            for (const auto& [vb, b] : of_b) {
                together = together || a == b || share_a_cluster(cells, a, b);
            }
        }
        label.push_back(together ? 1 : 0);
        for (std::size_t m = 0; m < algorithms::link_measures.size(); ++m) {
            score[m + 1].push_back(algorithms::link_measure(link, m));
        }
        if (is_scored) {
            score[0].push_back(forecast.score[i]);
        }
    }
    Evaluation result;
    result.vertices = links.vertex_count();
    result.edges = links.edge_count();
    result.figure("pairs:compared", io::Value(label.size()));
    result.figure("pairs:without_truth", io::Value(without_truth));
    result.figure("truth:records_not_in_input", io::Value(truth.records_not_in_input));
    std::uint64_t together = 0;
    for (const unsigned char one : label) {
        together += one;
    }
    result.figure("pairs:together", io::Value(together));
    for (std::size_t m = 0; m < score.size(); ++m) {
        const std::string name =
            m == 0 ? "score" : std::string(algorithms::link_measures.at(m - 1));
        algorithms::ScoredRanking ranking;
        if (m > 0 || is_scored) {
            ranking = algorithms::scored_ranking(score[m], label, forecasting.k);
        }
        result.figure(name + ":roc_auc", ranking.roc_auc);
        result.figure(name + ":pr_auc", ranking.pr_auc);
        result.figure(name + ":precision_at_20", ranking.precision_at_k);
    }
    if (!is_scored) {
        result.notes.push_back("No combined score: " + forecast.refused + ".");
    }
    return result;
}

} // namespace sandhan::cli
