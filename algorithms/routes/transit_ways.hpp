// SPDX-License-Identifier: Apache-2.0
// The likely ways from one place to another by train and road, and where one changes on them.
#pragma once

#include "graph/vocabulary.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms {

/// One ride between two places, one way: a train taken without a change, or a drive.
struct TransitLeg {
    std::uint32_t from = 0, to = 0; ///< vertices of the network
    double hours = 0.0;             ///< all that the ride costs: waiting, changing, riding
    graph::TransportMode mode = graph::TransportMode::rail;
};

/// A way, by the places where one changes. Ways that change at the same places are one, whatever
/// they ride on.
struct TransitWay {
    std::vector<std::uint32_t> changes; ///< from the origin on; empty: without a change
    double probability = 0.0;
};

/// How one may ride, ready to be asked.
class TransitNetwork {
  public:
    /// Requires  ends below `vertices`, `hours` finite and > 0, `per_hour` finite and > 0; the mode
    ///           rail or road. Of parallel legs of one mode each is a choice of its own.
    /// Throws    std::invalid_argument naming what breaks that.
    /// `per_hour` is how decided travellers are: an hour more makes a way exp(-per_hour) times as
    /// likely.
    TransitNetwork(std::uint32_t vertices, std::vector<TransitLeg> legs, double per_hour);

    [[nodiscard]] std::uint32_t vertex_count() const { return m_vertices; }

    /// The likely ways, likeliest first, of equal ones the lexicographically lesser: until `most`
    /// are found or what is left has less than `rest` of all probability; ways of less than 0.0005
    /// are not looked for. Empty where no way is,
    /// and where both are one vertex.
    ///
    /// A way is a chain of legs of which each ends nearer the destination than it began, in the
    /// hours of the quickest chain from there; so none comes back. Two drives never follow one
    /// another, as they would be one. Its probability is
    /// exp(-per_hour * hours), as a share of that of all such ways: a logit over them, summed
    /// without listing them.
    ///
    /// Throws  std::invalid_argument for an end that is no vertex.
    /// Cost    O((n + m) log n) a destination, once for all `origins`; then the ways themselves.
    /// Source  R. B. Dial, "A probabilistic multipath traffic assignment model which obviates path
    ///         enumeration", Transportation Research 5(2), 1971, doi:10.1016/0041-1647(71)90012-8,
    ///         with his rule "each link ends nearer the destination". Dial's links are streets and
    ///         his vertices passed; here a leg is a whole ride, so a vertex on a way is a change.
    [[nodiscard]] std::vector<std::vector<TransitWay>>
    likely_ways(std::span<const std::uint32_t> origins,
                std::uint32_t destination,
                std::size_t most,
                double rest) const;

    /// Of each vertex the probability that a way changes there: all ways, not the likely ones only.
    [[nodiscard]] std::vector<double> through(std::uint32_t origin,
                                              std::uint32_t destination) const;

    /// The chance that a ride from one straight to the other is by rail; nothing between them: -1.
    [[nodiscard]] double rail_share(std::uint32_t from, std::uint32_t to) const;

  private:
    struct Choices;
    [[nodiscard]] Choices choices_to(std::uint32_t destination) const;

    std::uint32_t m_vertices;
    double m_per_hour;
    std::vector<TransitLeg> m_out, m_in; ///< sorted by origin; by destination
    std::vector<std::uint32_t> m_first_out, m_first_in;
};

/// Districts of India by their LGD codes, and the rides between them.
struct DistrictNetwork {
    std::vector<std::uint32_t> codes; ///< of each vertex, ascending
    TransitNetwork network;
    std::vector<std::uint64_t> neighbours; ///< a << 32 | b of vertices that share a border, sorted

    /// The vertex of a code, or vertex_count().
    [[nodiscard]] std::uint32_t vertex_of(std::uint32_t code) const;
    [[nodiscard]] bool are_neighbours(std::uint32_t a, std::uint32_t b) const;
};

/// From the tables of graph/transport.hpp: direct trains, and drives of up to 400 km along
/// neighbouring districts. A train costs its minutes, two hours to change and wait, and a fortieth
/// of the time between two trains; a drive half an hour and 35 km/h over a road a third longer than
/// the straight line. These are our own choices.
/// Cost  some 30 ms, so once a run.
[[nodiscard]] DistrictNetwork district_network(double per_hour);

} // namespace sandhan::algorithms
