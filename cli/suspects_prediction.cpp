// SPDX-License-Identifier: Apache-2.0
// analyse suspects --predict: pairs likely linked though no record says so.
#include "algorithms/suspects/tie_forecast.hpp"
#include "cli/suspects_questions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sandhan::cli {
namespace {

using algorithms::PredictedLink;
using algorithms::ScoredRanking;
using graph::AssociationGraph;
using graph::Vertex;

io::Value number(const std::optional<double>& value) {
    return value ? io::Value(*value) : io::Value();
}

io::Record figures(const std::string& name, const ScoredRanking& ranking) {
    return {{"name", name},
            {"roc_auc", number(ranking.roc_auc)},
            {"pr_auc", number(ranking.pr_auc)},
            {"precision_at_k", number(ranking.precision_at_k)}};
}

/// Whom both are tied with, and the incidents of those ties.
void add_common(const LoadedCases& cases,
                const AssociationGraph& g,
                const PredictedLink& link,
                io::Record& row) {
    io::List through;
    std::vector<graph::IncidentIndex> evidence;
    const auto of_a = g.out_neighbours(link.a);
    const auto of_b = g.out_neighbours(link.b);
    for (std::size_t i = 0; i < of_a.size(); ++i) {
        const auto at = std::lower_bound(of_b.begin(), of_b.end(), of_a[i]);
        if (at == of_b.end() || *at != of_a[i]) {
            continue;
        }
        through.emplace_back(suspect_label(cases, g, of_a[i]));
        for (const graph::Edge e :
             {g.out_edges(link.a)[i],
              g.out_edges(link.b)[static_cast<std::size_t>(at - of_b.begin())]}) {
            for (const graph::Reason& reason : g.reasons(e)) {
                evidence.insert(evidence.end(), reason.evidence.begin(), reason.evidence.end());
            }
        }
    }
    std::sort(evidence.begin(), evidence.end());
    evidence.erase(std::unique(evidence.begin(), evidence.end()), evidence.end());
    row.emplace_back("through", through);
    row.emplace_back("evidence", evidence_list(cases.store, evidence));
}

void add_pairs(io::ResultDocument& result,
               const LoadedCases& cases,
               const AssociationGraph& g,
               const algorithms::TieForecast& forecast,
               std::size_t shown) {
    result.found = forecast.links.size();
    for (std::size_t i = 0; i < std::min(shown, forecast.links.size()); ++i) {
        const PredictedLink& link = forecast.links[i];
        io::Record row{{"rank", i + 1},
                       {"a", suspect_id(cases, g, link.a)},
                       {"b", suspect_id(cases, g, link.b)},
                       {"a_label", suspect_label(cases, g, link.a)},
                       {"b_label", suspect_label(cases, g, link.b)},
                       {"score", forecast.score[i]}};
        for (std::size_t m = 0; m < algorithms::link_measures.size(); ++m) {
            row.emplace_back(std::string(algorithms::link_measures.at(m)),
                             algorithms::link_measure(link, m));
        }
        add_common(cases, g, link, row);
        result.rows.emplace_back(std::move(row));
    }
}

/// How well it was foretold before: below the table, and in JSON.
void add_test(io::ResultDocument& result, const algorithms::TieForecast& forecast, std::size_t k) {
    if (!forecast.refused.empty()) {
        result.extra.emplace_back("held_out", io::Value());
        result.extra.emplace_back("refused", forecast.refused);
        result.notes.push_back("No forecast: " + forecast.refused + ".");
        return;
    }
    const algorithms::ForecastTest& test = forecast.test;
    io::List by_measure;
    by_measure.emplace_back(figures("score", test.combined));
    for (std::size_t m = 0; m < algorithms::link_measures.size(); ++m) {
        by_measure.emplace_back(
            figures(std::string(algorithms::link_measures.at(m)), test.by_measure.at(m)));
    }
    io::TableSection section;
    section.heading = "How well the held-out last part was foretold";
    section.columns = {
        {"by", "name"},
        {"ROC-AUC", "roc_auc", io::Alignment::right, 3},
        {"PR-AUC", "pr_auc", io::Alignment::right, 3},
        {fmt::format("precision at {}", k), "precision_at_k", io::Alignment::right, 3}};
    section.rows.assign(by_measure.begin(), by_measure.end());
    section.notes.push_back(fmt::format(
        "Of {} pairs {} became tied: guessing has ROC-AUC 0.5, PR-AUC {:.3f}.", test.combined.items,
        test.combined.positives,
        static_cast<double>(test.combined.positives) / static_cast<double>(test.combined.items)));
    const auto best = std::max_element(
        test.by_measure.begin(), test.by_measure.end(),
        [](const auto& a, const auto& b) { return a.precision_at_k < b.precision_at_k; });
    if (best->precision_at_k > test.combined.precision_at_k) {
        const auto name =
            algorithms::link_measures.at(static_cast<std::size_t>(best - test.by_measure.begin()));
        section.notes.push_back(
            fmt::format("Among the first {} {} alone found more than the score.", k, name));
    }
    result.more_tables.push_back(std::move(section));
    result.extra.emplace_back("held_out", io::Record{{"pairs", test.combined.items},
                                                     {"ties", test.combined.positives},
                                                     {"train_pairs", test.train_pairs},
                                                     {"train_ties", test.train_ties},
                                                     {"k", k},
                                                     {"brier", test.brier},
                                                     {"measures", by_measure}});
    result.extra.emplace_back("refused", io::Value());
}

} // namespace

void answer_prediction(io::ResultDocument& result,
                       const LoadedCases& cases,
                       const graph::CaseSelection& selection,
                       const graph::AssociationOptions& options,
                       const SuspectQuestion& question) {
    result.parameters.emplace_back("predict", true);
    const AssociationGraph g(selection, options);
    result.vertices = g.vertex_count();
    result.edges = g.edge_count();
    tell_skipped(cases, g.skipped(), question.output);
    algorithms::TieForecastOptions forecasting;
    forecasting.links.max_degree = options.max_sharers;
    const algorithms::TieForecast forecast = algorithms::tie_forecast(
        g, selection, options, forecasting, run_control(question.output, "forecasting"));
    add_pairs(result, cases, g, forecast, rows_shown(question.output));
    result.heading = fmt::format("{} of suspects likely linked though no record says so",
                                 counted(result.found, "pair"));
    result.columns = {
        {"#", "rank", io::Alignment::right},
        {.header = "one", .path = "a_label", .wraps = true},
        {.header = "other", .path = "b_label", .wraps = true},
        {"chance", "score", io::Alignment::right, 3},
        {.header = "both linked with", .path = "through", .widest = 60, .wraps = true},
        {.header = "incidents", .path = "evidence", .widest = 50, .spare = 1, .wraps = true}};
    for (const char* field : {"rank", "a", "b", "score"}) {
        result.csv.push_back({field, field});
    }
    for (const std::string_view measure : algorithms::link_measures) {
        result.csv.push_back({std::string(measure), std::string(measure)});
    }
    result.csv.push_back({"evidence", "evidence"});
    if (!result.rows.empty()) {
        result.notes.emplace_back("chance: that a record will link the two, as it came of such "
                                  "pairs in these records before.");
        result.notes.emplace_back(lead_note);
    }
    add_test(result, forecast, forecasting.k);
}

} // namespace sandhan::cli
