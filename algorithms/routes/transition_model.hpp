// SPDX-License-Identifier: Apache-2.0
// Where those who are at a place go next, as journeys tell it: by the place alone, or also by the
// place they came from; and a test of whether the latter is warranted.
#pragma once

#include "graph/compressed_graph.hpp"
#include "graph/journeys.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// A place on a journey. The stops of a journey stand together in their order, journeys ascending.
struct TravelledStop {
    std::uint32_t journey;
    std::uint32_t place;
};

/// How far what was seen is trusted.
struct TransitionSmoothing {
    /// Added to the weight of each outcome seen at a place. One half is the estimator of
    /// R. E. Krichevsky, V. K. Trofimov, IEEE Trans. Inf. Theory 27(2), 1981,
    /// doi:10.1109/TIT.1981.1056331: a single sighting makes nothing certain.
    double added = 0.5;
    /// How many sightings after the same leg weigh as much as what is known of the place alone. One
    /// weight for all, as in D. J. C. MacKay, L. C. Bauman Peto, Natural Language Engineering 1(3),
    /// 1995. doi:10.1017/S1351324900000218
    double backing = 1.0;
};

/// The legs that journeys took, and the probability of each as the next step.
///
/// A journey that is at a place u goes on to some v by a leg that at least one journey took, or
/// ends there: the end is an outcome like the legs, at every place, also where no journey ended. So
/// the probabilities of the legs that leave a place and of ending there add up to 1.
///
///   order 1   p(v | u) = (w(u,v) + a) / (w(u) + a (d + 1)), where w(u,v) is the weight of the
///             journeys that took the leg (one that took it twice counts twice), w(u) that of all
///             that left u or ended there, d the number of legs that leave u, a `added`.
///   order 2   p(w | u,v) = (c(u,v,w) + b p(w | v)) / (c(u,v) + b), where c is the weight of the
///             journeys that took the leg u,v, and of those that went on to w, b `backing`: what
///             was seen after the leg, backed by order 1 where little was seen.
///
/// A journey that visits one place moves nowhere and counts for nothing. Stops at the same place
/// one after the other are one.
class TransitionModel {
  public:
    /// Requires  `weight` > 0 and finite, one a journey; both parts of smoothing likewise.
    /// Throws    std::invalid_argument naming what breaks that.
    /// Cost      O(stops log stops).
    TransitionModel(std::span<const TravelledStop> stops,
                    std::span<const double> weight,
                    TransitionSmoothing smoothing = {});

    /// Vertices are places in ascending order, edges are legs in the order of their ends.
    [[nodiscard]] const graph::CompressedGraph& legs() const { return m_legs; }
    [[nodiscard]] std::uint32_t place(graph::Vertex v) const { return m_place[v]; }
    /// no_vertex: no journey moves to or from there.
    [[nodiscard]] graph::Vertex vertex(std::uint32_t place) const;

    /// Of order 1.
    [[nodiscard]] double probability(graph::Edge leg) const;
    [[nodiscard]] double end_probability(graph::Vertex v) const;
    /// Of order 2, after `before`. Requires that the leg leaves where `before` arrives.
    [[nodiscard]] double probability(graph::Edge before, graph::Edge leg) const;

    /// Who took the leg, ascending, each once.
    [[nodiscard]] std::span<const std::uint32_t> journeys(graph::Edge leg) const {
        return std::span(m_leg_journeys)
            .subspan(m_leg_first[leg], m_leg_first[leg + 1] - m_leg_first[leg]);
    }
    /// Who took these legs one directly after the other, ascending, each once.
    [[nodiscard]] std::vector<std::uint32_t> travelled(std::span<const graph::Edge> legs) const;

    /// What followed a leg: another, or no_edge where the journey ended.
    struct Following {
        graph::Edge leg;
        std::uint32_t count; ///< how often
        double weight;
    };
    static constexpr graph::Edge no_edge = graph::no_vertex;
    /// By leg, the end last. Their counts add up to how often the leg was taken.
    [[nodiscard]] std::span<const Following> following(graph::Edge leg) const {
        return std::span(m_following)
            .subspan(m_following_first[leg], m_following_first[leg + 1] - m_following_first[leg]);
    }

  private:
    struct Passage {
        std::uint32_t journey;
        graph::Edge leg;
    };

    void count(std::span<const double> weight);

    TransitionSmoothing m_smoothing;
    std::vector<std::uint32_t> m_place;
    graph::CompressedGraph m_legs;
    std::vector<Passage> m_passages;  ///< legs in the order in which journeys took them
    std::vector<double> m_leg_weight; ///< of order 1
    std::vector<double> m_end_weight; ///< by vertex
    std::vector<double> m_all_weight; ///< by vertex: of all that left or ended there
    std::vector<std::uint32_t> m_leg_journeys;
    std::vector<std::size_t> m_leg_first;
    std::vector<Following> m_following;
    std::vector<std::size_t> m_following_first;
};

/// The stops and weights that a model of the incidents' journeys is made of: journey i is the i-th
/// incident at hand, weighing its confidence.
struct TravelledJourneys {
    std::vector<TravelledStop> stops;
    std::vector<double> weight;
};
[[nodiscard]] TravelledJourneys travelled_journeys(const graph::Journeys& journeys);

/// Whether where a journey goes next depends on where it came from.
struct OrderTest {
    double statistic = 0.0; ///< G, twice the logarithm of the likelihood ratio
    std::uint64_t degrees_of_freedom = 0;
    double p_value = 1.0; ///< of the statistic under chi-square
    /// Sightings of an outcome after a leg, and the cells of the tables that they are counted in;
    /// only of places where something can be told.
    std::uint64_t sightings = 0, cells = 0;
    /// Of shuffles, where there are fewer than five sightings a cell and chi-square can't be
    /// trusted: which share of them (and of the data itself) has a statistic no smaller.
    std::optional<double> p_shuffled;
    bool warranted = false; ///< p_shuffled, or else p_value, is below 0.05
};

/// The likelihood-ratio test of order 2 against order 1, by counts (every journey weighs 1, nothing
/// is smoothed). At each place there is a table: a row for each leg that leads there, a column for
/// each thing that was seen to follow (a leg, or the end), the counts in the cells. Order 1 holds
/// if rows and columns are independent. The statistic sums 2 n ln(n / expected) over all cells of
/// all tables; the degrees of freedom sum (rows - 1)(columns - 1): only rows and columns that have
/// counts are counted. First legs, which follow nothing, are left out.
///
/// Where tables are sparse the statistic does not follow chi-square; then what followed is shuffled
/// among the sightings at each place, which keeps rows and columns as they are: 999 times, and less
/// often, though never less than 99 times, where there are more than 200,000 sightings.
///
/// Cost    O(legs + sightings); where sparse, times the shuffles.
/// Source  T. W. Anderson, L. A. Goodman, "Statistical inference about Markov chains", Annals of
///         Mathematical Statistics 28(1), 1957. doi:10.1214/aoms/1177707039
[[nodiscard]] OrderTest order_test(const TransitionModel& model,
                                   std::uint64_t seed = 1,
                                   const graph::RunControl& control = {});

} // namespace sandhan::algorithms
