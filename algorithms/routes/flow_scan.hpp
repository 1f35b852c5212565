// SPDX-License-Identifier: Apache-2.0
// A watch over all corridors at once: where, among corridors that lie beside one another, have the
// last days brought more than the rest of the data foretells?
#pragma once

#include "algorithms/routes/trends.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace sandhan::algorithms {

/// Which of some places (by their position among them) lie beside which.
struct PlaceNeighbours {
    std::vector<std::vector<std::uint32_t>> by_border; ///< ascending; never itself
    std::vector<std::vector<std::uint32_t>> by_rail;
};

/// Neighbours among these places: by border where their districts share one (or are the same), by
/// rail where a direct train joins the districts daily within three hours. A state or a country as
/// a whole, an unresolved place or one outside India has none.
/// Cost  O(links of graph/transport.hpp + pairs found).
[[nodiscard]] PlaceNeighbours neighbours_among(const graph::CaseStore& store,
                                               std::span<const graph::PlaceIndex> places);

enum class ZoneKind {
    corridor,       ///< one alone
    from_origin,    ///< all corridors that begin at one place
    to_destination, ///< all that end at one
    by_border,      ///< from a place or its neighbours to a place or its neighbours
    by_rail,
};
[[nodiscard]] std::string_view name_of(ZoneKind kind);

/// A set of corridors that may change together.
struct FlowZone {
    ZoneKind kind = ZoneKind::corridor;
    std::uint32_t centre = 0;             ///< the corridor it lies around (of stars: its first)
    std::vector<std::uint32_t> corridors; ///< ascending
};

/// The zones of these corridors: each alone; all from each origin, all to each destination; around
/// each, its origin widened by its neighbours, its destination, and both, once by border and once
/// by rail. Of zones with the same corridors the first in this order stands for all.
///
/// Requires  corridors as pairs of positions within the neighbours' lists, each once.
/// Returns   zones in the order of their kinds, then of their centres.
/// Throws    std::invalid_argument for a position beyond the lists or a corridor given twice.
/// Cost      O(corridors that meet in zones, log of them each).
[[nodiscard]] std::vector<FlowZone>
flow_zones(std::span<const std::pair<std::uint32_t, std::uint32_t>> corridors,
           const PlaceNeighbours& neighbours);

struct ScanEvent {
    std::uint32_t corridor = 0;
    graph::FuzzyDate::Days day = 0;
};

struct ScanOptions {
    /// Lengths in days, counted back from the last day; each counts once.
    std::vector<graph::FuzzyDate::Days> windows{30, 61, 91, 182, 365, 730};
    graph::FuzzyDate::Days last_day = 0;
    unsigned replications = 999;
    std::uint64_t seed = 1;
    double level = 0.05; ///< clusters beyond the likeliest are told up to this p-value
    std::size_t most_clusters = 20;
};

struct FlowCluster {
    std::uint32_t zone = 0;
    graph::FuzzyDate::Days window = 0; ///< days, up to the last
    std::uint64_t observed = 0;
    double expected = 0.0;
    double log_likelihood_ratio = 0.0;
    double p_value = 1.0;
};

/// The prospective space-time permutation scan over zones of corridors. Of each zone and each
/// window that ends on the last day: c events seen, of C in all; C_Z of the zone at any time and
/// C_T in the window on any corridor make μ = C_Z C_T / C expected. Where c > μ the likelihood
/// ratio is (c/μ)^c ((C-c)/(C-μ))^(C-c). Each replication deals the days out to the events anew,
/// which keeps the total of every corridor and of every day: neither a busy corridor, nor a season,
/// nor more reports everywhere can raise an alarm. The p-value of a cluster is the rank of its
/// ratio among the largest of each replication, (1 + how many reach it) / (1 + replications): true
/// for all zones and windows looked at together.
///
/// Requires  events of corridors that some zone knows, none after the last day; windows > 0;
///           0 < level < 1.
/// Returns   the likeliest cluster, then those that share no corridor with one before, while their
///           p-value is within the level; none where nowhere three events are more than expected
///           (two may be one told twice).
/// Throws    std::invalid_argument naming what breaks that; graph::Cancelled.
/// Cost      replications (C + windows × (corridors lately active × zones of each)); each has a
///           stream of random numbers of its own, so that threads change nothing.
/// Source    M. Kulldorff, "A spatial scan statistic", Communications in Statistics 26(6), 1997,
///           doi:10.1080/03610929708831995; prospective: J. Royal Statistical Society A 164, 2001,
///           doi:10.1111/1467-985X.00186; permutation: Kulldorff et al., PLoS Medicine 2(3), 2005,
///           doi:10.1371/journal.pmed.0020059. We differ in the space scanned: pairs of places and
///           who neighbours them, not circles.
[[nodiscard]] std::vector<FlowCluster> flow_scan(std::span<const ScanEvent> events,
                                                 std::span<const FlowZone> zones,
                                                 const ScanOptions& options,
                                                 const graph::RunControl& control = {});

} // namespace sandhan::algorithms
