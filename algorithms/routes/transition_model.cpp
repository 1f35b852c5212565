// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/transition_model.hpp"

#include "algorithms/generator/random.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>

namespace sandhan::algorithms {
namespace {

using graph::Edge;
using graph::Vertex;

void require_usable(std::span<const TravelledStop> stops,
                    std::span<const double> weight,
                    const TransitionSmoothing& smoothing) {
    const auto require_positive = [](double value, const std::string& what) {
        // Written as !(> 0) so that NaN is refused too.
        if (!(value > 0.0) || std::isinf(value)) {
            throw std::invalid_argument("TransitionModel: " + what + " is " +
                                        std::to_string(value) + "; it must be finite and > 0");
        }
    };
    require_positive(smoothing.added, "smoothing.added");
    require_positive(smoothing.backing, "smoothing.backing");
    for (std::size_t j = 0; j < weight.size(); ++j) {
        require_positive(weight[j], "the weight of journey " + std::to_string(j));
    }
    for (std::size_t i = 0; i < stops.size(); ++i) {
        if (stops[i].journey >= weight.size()) {
            throw std::invalid_argument("TransitionModel: journey " +
                                        std::to_string(stops[i].journey) + " has no weight");
        }
        if (i > 0 && stops[i].journey < stops[i - 1].journey) {
            throw std::invalid_argument("TransitionModel: stops of journey " +
                                        std::to_string(stops[i].journey) + " follow those of " +
                                        std::to_string(stops[i - 1].journey) +
                                        "; journeys must come in ascending order");
        }
    }
}

} // namespace

TransitionModel::TransitionModel(std::span<const TravelledStop> stops,
                                 std::span<const double> weight,
                                 TransitionSmoothing smoothing)
    : m_smoothing(smoothing) {
    require_usable(stops, weight, smoothing);
    const auto moves = [&](std::size_t i) { // from stop i to the next
        return i + 1 < stops.size() && stops[i].journey == stops[i + 1].journey &&
               stops[i].place != stops[i + 1].place;
    };
    for (std::size_t i = 0; i < stops.size(); ++i) {
        if (moves(i)) {
            m_place.push_back(stops[i].place);
            m_place.push_back(stops[i + 1].place);
        }
    }
    std::sort(m_place.begin(), m_place.end());
    m_place.erase(std::unique(m_place.begin(), m_place.end()), m_place.end());

    std::vector<graph::VertexPair> taken;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        if (moves(i)) {
            taken.push_back({vertex(stops[i].place), vertex(stops[i + 1].place)});
            m_passages.push_back({stops[i].journey, 0});
        }
    }
    std::vector<graph::VertexPair> legs = taken;
    const auto by_ends = [](const graph::VertexPair& a, const graph::VertexPair& b) {
        return std::tie(a.source, a.target) < std::tie(b.source, b.target);
    };
    std::sort(legs.begin(), legs.end(), by_ends);
    legs.erase(std::unique(legs.begin(), legs.end()), legs.end());
    for (std::size_t i = 0; i < taken.size(); ++i) {
        m_passages[i].leg = static_cast<Edge>(
            std::lower_bound(legs.begin(), legs.end(), taken[i], by_ends) - legs.begin());
    }
    m_legs = graph::CompressedGraph(graph::Directedness::directed,
                                    static_cast<Vertex>(m_place.size()), std::move(legs));
    count(weight);
}

/// Sums are made in the order of the journeys, so that they are the same on every machine.
void TransitionModel::count(std::span<const double> weight) {
    m_leg_weight.assign(m_legs.edge_count(), 0.0);
    m_end_weight.assign(m_legs.vertex_count(), 0.0);
    m_all_weight.assign(m_legs.vertex_count(), 0.0);
    std::vector<std::pair<Edge, Following>> seen;
    std::vector<std::pair<Edge, std::uint32_t>> taken;
    for (std::size_t i = 0; i < m_passages.size(); ++i) {
        const auto [journey, leg] = m_passages[i];
        const auto [source, target] = m_legs.ends(leg);
        m_leg_weight[leg] += weight[journey];
        m_all_weight[source] += weight[journey];
        const bool ends = i + 1 == m_passages.size() || m_passages[i + 1].journey != journey;
        if (ends) {
            m_end_weight[target] += weight[journey];
            m_all_weight[target] += weight[journey];
        }
        seen.push_back({leg, {ends ? no_edge : m_passages[i + 1].leg, 1, weight[journey]}});
        taken.emplace_back(leg, journey);
    }
    std::sort(taken.begin(), taken.end());
    taken.erase(std::unique(taken.begin(), taken.end()), taken.end());
    m_leg_first.assign(m_legs.edge_count() + std::size_t{1}, 0);
    for (const auto& [leg, journey] : taken) {
        ++m_leg_first[leg + std::size_t{1}];
        m_leg_journeys.push_back(journey);
    }
    std::stable_sort(seen.begin(), seen.end(), [](const auto& a, const auto& b) {
        return std::tie(a.first, a.second.leg) < std::tie(b.first, b.second.leg);
    });
    m_following_first.assign(m_legs.edge_count() + std::size_t{1}, 0);
    for (std::size_t i = 0; i < seen.size(); ++i) {
        const auto& [leg, next] = seen[i];
        if (i > 0 && seen[i - 1].first == leg && seen[i - 1].second.leg == next.leg) {
            ++m_following.back().count;
            m_following.back().weight += next.weight;
        } else {
            ++m_following_first[leg + std::size_t{1}];
            m_following.push_back(next);
        }
    }
    for (std::size_t leg = 0; leg < m_legs.edge_count(); ++leg) {
        m_leg_first[leg + 1] += m_leg_first[leg];
        m_following_first[leg + 1] += m_following_first[leg];
    }
}

Vertex TransitionModel::vertex(std::uint32_t place) const {
    const auto at = std::lower_bound(m_place.begin(), m_place.end(), place);
    return at == m_place.end() || *at != place ? graph::no_vertex
                                               : static_cast<Vertex>(at - m_place.begin());
}

double TransitionModel::probability(Edge leg) const {
    const Vertex from = m_legs.ends(leg).source;
    return (m_leg_weight[leg] + m_smoothing.added) /
           (m_all_weight[from] + m_smoothing.added * (m_legs.out_degree(from) + 1.0));
}

double TransitionModel::end_probability(Vertex v) const {
    return (m_end_weight[v] + m_smoothing.added) /
           (m_all_weight[v] + m_smoothing.added * (m_legs.out_degree(v) + 1.0));
}

double TransitionModel::probability(Edge before, Edge leg) const {
    const auto seen = following(before);
    const auto at =
        std::lower_bound(seen.begin(), seen.end(), leg,
                         [](const Following& next, Edge wanted) { return next.leg < wanted; });
    const double weight = at != seen.end() && at->leg == leg ? at->weight : 0.0;
    return (weight + m_smoothing.backing * probability(leg)) /
           (m_leg_weight[before] + m_smoothing.backing);
}

std::vector<std::uint32_t> TransitionModel::travelled(std::span<const Edge> legs) const {
    std::vector<std::uint32_t> found;
    if (legs.empty()) {
        return found;
    }
    // Of the leg that fewest took, those whose journey has all the legs in a row.
    const Edge rarest = *std::min_element(legs.begin(), legs.end(), [&](Edge a, Edge b) {
        return journeys(a).size() < journeys(b).size();
    });
    for (const std::uint32_t journey : journeys(rarest)) {
        const auto [first, last] = std::equal_range(
            m_passages.begin(), m_passages.end(), Passage{journey, 0},
            [](const Passage& a, const Passage& b) { return a.journey < b.journey; });
        if (std::search(first, last, legs.begin(), legs.end(),
                        [](const Passage& passage, Edge leg) { return passage.leg == leg; }) !=
            last) {
            found.push_back(journey);
        }
    }
    return found;
}

TravelledJourneys travelled_journeys(const graph::Journeys& journeys) {
    TravelledJourneys travelled;
    for (std::size_t i = 0; i < journeys.incidents().size(); ++i) {
        travelled.weight.push_back(journeys.store().incidents[journeys.incidents()[i]].confidence);
        for (const graph::Visit& visit : journeys.visits(i)) {
            travelled.stops.push_back({static_cast<std::uint32_t>(i), visit.place});
        }
    }
    return travelled;
}

namespace {

/// The chance that chi-square of so many degrees of freedom is `x` or more: the upper incomplete
/// gamma function Q(a, y), regularised, by its series below a + 1 and its continued fraction above.
/// M. Abramowitz, I. A. Stegun, Handbook of Mathematical Functions, 1964, 6.5.29 and 6.5.31.
double chi_square_above(double x, std::uint64_t degrees_of_freedom) {
    const double a = static_cast<double>(degrees_of_freedom) / 2.0;
    const double y = x / 2.0;
    if (degrees_of_freedom == 0 || !(y > 0.0)) {
        return 1.0;
    }
    const double scale = std::exp(a * std::log(y) - y - std::lgamma(a));
    constexpr double precise = 1e-15;
    constexpr int most_terms = 1'000'000; // it takes some multiples of the root of a
    if (y < a + 1.0) {
        double term = 1.0 / a;
        double sum = term;
        for (int n = 1; n < most_terms && term > sum * precise; ++n) {
            term *= y / (a + n);
            sum += term;
        }
        return std::clamp(1.0 - scale * sum, 0.0, 1.0);
    }
    // Convergents by recurrence (W. J. Lentz, Applied Optics 15(3), 1976. doi:10.1364/AO.15.000668)
    double b = y + 1.0 - a;
    double c = std::numeric_limits<double>::max();
    double d = 1.0 / b;
    double fraction = d;
    for (int n = 1; n < most_terms; ++n) {
        const double factor = -n * (n - a);
        b += 2.0;
        d = 1.0 / (factor * d + b);
        c = b + factor / c;
        fraction *= d * c;
        if (std::abs(d * c - 1.0) < precise) {
            break;
        }
    }
    return std::clamp(scale * fraction, 0.0, 1.0);
}

double n_log_n(double n) { return n > 0.0 ? n * std::log(n) : 0.0; }

/// What followed at one place: the columns that were seen, row after row.
struct Contingency {
    std::vector<std::uint32_t> seen;    ///< column of each sighting
    std::vector<std::size_t> row_ends;  ///< positions in `seen`
    std::vector<std::uint32_t> columns; ///< how often each was seen

    /// Sum of n ln n over the cells; all else in the statistic depends on the margins alone.
    [[nodiscard]] double cells(const std::vector<double>& n_log_n_of) const {
        double sum = 0.0;
        std::vector<std::uint32_t> cell(columns.size(), 0);
        std::size_t first = 0;
        for (const std::size_t end : row_ends) {
            for (std::size_t i = first; i < end; ++i) {
                ++cell[seen[i]];
            }
            for (std::size_t i = first; i < end; ++i) {
                sum += n_log_n_of[cell[seen[i]]]; // 0 where it was added before
                cell[seen[i]] = 0;
            }
            first = end;
        }
        return sum;
    }
    /// The statistic is 2 (cells() - margins()).
    [[nodiscard]] double margins() const {
        double sum = -n_log_n(static_cast<double>(seen.size()));
        std::size_t first = 0;
        for (const std::size_t end : row_ends) {
            sum += n_log_n(static_cast<double>(end - first));
            first = end;
        }
        for (const std::uint32_t n : columns) {
            sum += n_log_n(n);
        }
        return sum;
    }
};

/// Of the places where more than one leg arrives and more than one thing follows.
std::vector<Contingency> contingencies(const TransitionModel& model) {
    std::vector<Contingency> tables;
    std::vector<Edge> outcomes;
    for (Vertex v = 0; v < model.legs().vertex_count(); ++v) {
        const auto before = model.legs().in_edges(v);
        outcomes.clear();
        for (const Edge leg : before) {
            for (const auto& next : model.following(leg)) {
                outcomes.push_back(next.leg);
            }
        }
        std::sort(outcomes.begin(), outcomes.end());
        outcomes.erase(std::unique(outcomes.begin(), outcomes.end()), outcomes.end());
        if (before.size() < 2 || outcomes.size() < 2) {
            continue;
        }
        Contingency table;
        table.columns.assign(outcomes.size(), 0);
        for (const Edge leg : before) {
            for (const auto& next : model.following(leg)) {
                const auto column = static_cast<std::uint32_t>(
                    std::lower_bound(outcomes.begin(), outcomes.end(), next.leg) -
                    outcomes.begin());
                table.columns[column] += next.count;
                table.seen.insert(table.seen.end(), next.count, column);
            }
            table.row_ends.push_back(table.seen.size());
        }
        tables.push_back(std::move(table));
    }
    return tables;
}

} // namespace

OrderTest
order_test(const TransitionModel& model, std::uint64_t seed, const graph::RunControl& control) {
    std::vector<Contingency> tables = contingencies(model);
    std::size_t largest = 0;
    for (const Contingency& table : tables) {
        largest = std::max(largest, table.seen.size());
    }
    std::vector<double> n_log_n_of; // each is asked for a thousand times
    for (std::size_t n = 0; n <= largest; ++n) {
        n_log_n_of.push_back(n_log_n(static_cast<double>(n)));
    }
    OrderTest test;
    double cells = 0.0;
    double margins = 0.0;
    for (const Contingency& table : tables) {
        cells += table.cells(n_log_n_of);
        margins += table.margins();
        test.degrees_of_freedom += (table.row_ends.size() - 1) * (table.columns.size() - 1);
        test.sightings += table.seen.size();
        test.cells += table.row_ends.size() * table.columns.size();
    }
    test.statistic = std::max(0.0, 2.0 * (cells - margins));
    test.p_value = chi_square_above(test.statistic, test.degrees_of_freedom);
    // A cell. W. G. Cochran, Biometrics 10(4), 1954. doi:10.2307/3001616
    constexpr std::uint64_t enough = 5;
    if (test.degrees_of_freedom > 0 && test.sightings < enough * test.cells) {
        constexpr std::uint64_t affordable = 200'000'000; // sightings shuffled: some seconds
        const auto shuffles = static_cast<std::uint32_t>(
            std::clamp<std::uint64_t>(affordable / test.sightings, 99, 999));
        const double as_large = cells - 1e-9 * std::max(1.0, std::abs(cells)); // sums of many logs
        std::uint32_t no_smaller = 1;                                          // the data itself
        for (std::uint32_t s = 0; s < shuffles; ++s) {
            control.checkpoint();
            generator::Random random(seed, generator::Purpose::second, s);
            double shuffled = 0.0;
            for (Contingency& table : tables) {
                for (std::size_t i = table.seen.size(); i > 1; --i) {
                    std::swap(table.seen[i - 1], table.seen[random.below(i)]);
                }
                shuffled += table.cells(n_log_n_of);
            }
            no_smaller += shuffled >= as_large;
        }
        test.p_shuffled = no_smaller / (shuffles + 1.0);
    }
    constexpr double level = 0.05;
    test.warranted = test.p_shuffled.value_or(test.p_value) < level;
    return test;
}

} // namespace sandhan::algorithms
