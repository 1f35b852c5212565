// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/tie_forecast.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>
#include <stdexcept>
#include <tuple>

namespace sandhan::algorithms {

using graph::AssociationGraph;
using graph::AssociationOptions;
using graph::CaseSelection;
using graph::FuzzyDate;
using graph::Vertex;

namespace {

/// Candidates of one graph, and which of them became tied.
struct Outcome {
    std::vector<double> rows; ///< of link_measures, as the model takes them
    std::vector<PredictedLink> links;
    std::vector<unsigned char> tied;

    [[nodiscard]] std::size_t ties() const {
        return static_cast<std::size_t>(std::count(tied.begin(), tied.end(), 1));
    }
};

/// Counts and sums spread over orders of magnitude: their logarithms are what is linear.
void append_row(const PredictedLink& link, std::vector<double>& rows) {
    for (std::size_t measure = 0; measure < link_measures.size(); ++measure) {
        constexpr double least = 1e-12; // of what a walk may come to
        const double value = link_measure(link, measure);
        const bool is_walk = measure >= 4;
        rows.push_back(measure == 1 ? value
                       : is_walk    ? std::log(std::max(value, least))
                                    : std::log1p(value));
    }
}

std::vector<PredictedLink> candidates(const AssociationGraph& g,
                                      const TieForecastOptions& options,
                                      const graph::RunControl& control) {
    std::vector<bool> people(g.vertex_count());
    for (Vertex v = 0; v < g.vertex_count(); ++v) {
        people[v] = g.is_person(v);
    }
    return predicted_links(g, people, options.links, control);
}

bool have_tie(const AssociationGraph& g, Vertex a, Vertex b) {
    const auto row = g.out_neighbours(a);
    return std::binary_search(row.begin(), row.end(), b);
}

/// Until a day.
CaseSelection until(const CaseSelection& selection, FuzzyDate::Days last) {
    return selection.narrowed([&](const graph::IncidentRow& incident) {
        return incident.time.latest() != FuzzyDate::open_end && incident.time.latest() <= last;
    });
}

Outcome outcome(const CaseSelection& before,
                const CaseSelection& after,
                const AssociationOptions& association,
                const TieForecastOptions& options,
                const graph::RunControl& control) {
    const AssociationGraph then(before, association);
    const AssociationGraph later(after, association);
    Outcome made;
    made.links = candidates(then, options, control);
    for (const PredictedLink& link : made.links) {
        const Vertex a = later.find(true, then.entity(link.a));
        const Vertex b = later.find(true, then.entity(link.b));
        const bool tied = a != graph::no_vertex && b != graph::no_vertex && have_tie(later, a, b);
        made.tied.push_back(tied ? 1 : 0);
        append_row(link, made.rows);
    }
    return made;
}

std::vector<double> scores(const LogisticModel& model, const std::vector<double>& rows) {
    constexpr std::size_t columns = link_measures.size();
    std::vector<double> score(rows.size() / columns);
    for (std::size_t i = 0; i < score.size(); ++i) {
        score[i] = model.probability(std::span(rows).subspan(i * columns, columns));
    }
    return score;
}

} // namespace

double link_measure(const PredictedLink& link, std::size_t measure) {
    const std::array<double, link_measures.size()> all{
        link.common_neighbours,   link.jaccard, link.adamic_adar,
        link.resource_allocation, link.katz,    link.pagerank};
    return all.at(measure);
}

TieForecast tie_forecast(const AssociationGraph& whole,
                         const CaseSelection& selection,
                         const AssociationOptions& association,
                         const TieForecastOptions& options,
                         const graph::RunControl& control) {
    if (!(options.train_share > 0.0) || !(options.train_share < options.test_share) ||
        !(options.test_share < 1.0)) {
        throw std::invalid_argument("tie_forecast: shares must be 0 < train < test < 1");
    }
    TieForecast forecast;
    std::vector<FuzzyDate::Days> days;
    for (const graph::IncidentIndex i : selection.incidents()) {
        const FuzzyDate& time = selection.store().incidents[i].time;
        if (time.latest() != FuzzyDate::open_end) {
            days.push_back(time.latest());
        }
    }
    if (days.size() < options.least_ties) {
        forecast.refused = "too few dated incidents to learn from: " + std::to_string(days.size());
        return forecast;
    }
    std::sort(days.begin(), days.end());
    const auto day_at = [&](double share) {
        return days[static_cast<std::size_t>(share * static_cast<double>(days.size() - 1))];
    };
    const CaseSelection first = until(selection, day_at(options.train_share));
    const CaseSelection second = until(selection, day_at(options.test_share));
    const CaseSelection last = until(selection, days.back());
    const Outcome train = outcome(first, second, association, options, control);
    const Outcome held_out = outcome(second, last, association, options, control);
    const auto refuse = [&](const Outcome& part, const char* which) {
        forecast.refused = "too few new ties in " + std::string(which) + ": of " +
                           std::to_string(part.links.size()) + " pairs with a common neighbour " +
                           std::to_string(part.ties()) + " became tied, and " +
                           std::to_string(options.least_ties) + " are needed";
    };
    if (train.ties() < options.least_ties || train.ties() == train.links.size()) {
        refuse(train, "the part to learn from");
        return forecast;
    }
    if (held_out.ties() < options.least_ties || held_out.ties() == held_out.links.size()) {
        refuse(held_out, "the part to test on");
        return forecast;
    }
    constexpr std::size_t columns = link_measures.size();
    const LogisticModel tested = logistic_regression(train.rows, columns, train.tied, {}, control);
    const std::vector<double> foretold = scores(tested, held_out.rows);
    ForecastTest& test = forecast.test;
    test.train_pairs = train.links.size();
    test.train_ties = train.ties();
    test.combined = scored_ranking(foretold, held_out.tied, options.k);
    for (std::size_t measure = 0; measure < columns; ++measure) {
        std::vector<double> value;
        for (const PredictedLink& link : held_out.links) {
            value.push_back(link_measure(link, measure));
        }
        test.by_measure.at(measure) = scored_ranking(value, held_out.tied, options.k);
    }
    for (std::size_t i = 0; i < foretold.size(); ++i) {
        const double off = foretold[i] - static_cast<double>(held_out.tied[i]);
        test.brier += off * off / static_cast<double>(foretold.size());
    }

    std::vector<double> rows = train.rows;
    rows.insert(rows.end(), held_out.rows.begin(), held_out.rows.end());
    std::vector<unsigned char> tied = train.tied;
    tied.insert(tied.end(), held_out.tied.begin(), held_out.tied.end());
    const LogisticModel model = logistic_regression(rows, columns, tied, {}, control);
    const std::vector<PredictedLink> links = candidates(whole, options, control);
    std::vector<double> now;
    for (const PredictedLink& link : links) {
        append_row(link, now);
    }
    const std::vector<double> score = scores(model, now);
    std::vector<std::size_t> order(links.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
        return std::tuple(-score[x], x) < std::tuple(-score[y], y); // links come by a, then b
    });
    for (const std::size_t i : order) {
        forecast.links.push_back(links[i]);
        forecast.score.push_back(score[i]);
    }
    return forecast;
}

} // namespace sandhan::algorithms
