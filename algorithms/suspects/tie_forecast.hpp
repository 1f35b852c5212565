// SPDX-License-Identifier: Apache-2.0
// Pairs of suspects likely tied though no record says so, and how well that was foretold before.
#pragma once

#include "algorithms/evaluation/scored_ranking.hpp"
#include "algorithms/suspects/link_prediction.hpp"
#include "algorithms/suspects/logistic_regression.hpp"
#include "graph/association_graph.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace sandhan::algorithms {

inline constexpr std::array<std::string_view, 6> link_measures{
    "common_neighbours", "jaccard", "adamic_adar", "resource_allocation", "katz", "pagerank"};

/// A measure of a pair, in the order of link_measures.
[[nodiscard]] double link_measure(const PredictedLink& link, std::size_t measure);

struct TieForecastOptions {
    LinkPredictionOptions links;
    double train_share = 0.6;    ///< of the dated incidents, the first: their graph is learnt from
    double test_share = 0.8;     ///< the ties after these are never learnt from
    std::size_t least_ties = 10; ///< new ties that learning, and testing, take at least
    std::size_t k = 20;          ///< of precision at k
};

struct ForecastTest {
    std::size_t train_pairs = 0, train_ties = 0; ///< candidates of the first part; tied in the next
    ScoredRanking combined;                      ///< on the held-out last part
    std::array<ScoredRanking, 6> by_measure;
    double brier = 0.0; ///< mean of (score - outcome)², of the combined score
};

struct TieForecast {
    std::vector<PredictedLink> links; ///< the likeliest first, then by a, then b
    std::vector<double> score;        ///< the chance of a tie in a period as long as those learnt
    ForecastTest test;
    std::string refused; ///< why there is no forecast: what the data are too thin for
};

/// Learns from the past which untied pairs of people become tied, and says it of the present.
///
/// Dated incidents are cut by time in three parts. Candidates are the pairs of people without a tie
/// and with a common neighbour in the graph of the first part; which of them became tied in the
/// second part trains a logistic regression on the six measures. It is tested on the candidates of
/// the first two parts, of which the last part tells who became tied, and trained again on both
/// for the forecast. Only people already seen count: nobody can foretell a stranger.
///
/// Returns     `refused` and nothing else where fewer than least_ties became tied in the second or
///             the last part.
/// Throws      std::invalid_argument for shares that are not 0 < train < test < 1;
/// graph::Cancelled. Cost        three graphs and predicted_links() of each. Convention  an
/// incident is dated by the latest day it may mean; undated ones are only in the
///             graph of the forecast itself.
/// Source      D. Liben-Nowell and J. Kleinberg, JASIST 58(7), 2007. doi:10.1002/asi.20591
[[nodiscard]] TieForecast tie_forecast(const graph::AssociationGraph& whole,
                                       const graph::CaseSelection& selection,
                                       const graph::AssociationOptions& association,
                                       const TieForecastOptions& options = {},
                                       const graph::RunControl& control = {});

} // namespace sandhan::algorithms
