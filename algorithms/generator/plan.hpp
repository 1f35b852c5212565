// SPDX-License-Identifier: Apache-2.0
// What is planted before any event is made: corridors with their ways and shares, the cells that
// work them, the days of departure. Members of cells are made when they are asked for.
#pragma once

#include "algorithms/generator/kinds.hpp"
#include "algorithms/generator/names.hpp"
#include "algorithms/generator/places.hpp"
#include "algorithms/generator/random.hpp"
#include "algorithms/generator/scenario.hpp"
#include "algorithms/generator/ways.hpp"
#include "graph/fuzzy_date.hpp"
#include "graph/truth.hpp"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace sandhan::algorithms::generator {

inline constexpr std::uint32_t no_index = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::uint32_t most_members = 12;

struct Corridor {
    PlaceIndex origin = 0, destination = 0;
    Kind kind = Kind::brothel;
    Way usual, other;   ///< other may be empty
    double share = 0.0; ///< of all events, expected
};

/// Of a cell: what a member is, the same in every case.
struct Member {
    std::uint64_t identity = 0;
    graph::PersonRole role = graph::PersonRole::suspect;
    graph::CellRank rank = graph::CellRank::periphery;
    graph::Sex sex = graph::Sex::male;
    Name name;
    Name father;
    std::string alias; ///< "" for most
    int birth_year = 1980;
    std::uint64_t phone = 0; ///< serial number, see phone_number()
    std::string agency_number;
    PlaceIndex home = 0;
    std::string home_locality;
};

struct CellPlan {
    std::uint32_t corridor = 0;
    std::uint32_t second = no_index;
};

class Plan {
  public:
    Plan(std::uint64_t seed, std::uint64_t events, const Scenario& scenario);

    [[nodiscard]] std::uint64_t seed() const { return m_seed; }
    [[nodiscard]] std::uint64_t events() const { return m_events; }
    [[nodiscard]] const Scenario& scenario() const { return m_scenario; }
    [[nodiscard]] const Places& places() const { return m_places; }
    [[nodiscard]] const Ways& ways() const { return m_ways; }
    /// By share, the greatest first; the emerging one last.
    [[nodiscard]] const std::vector<Corridor>& corridors() const { return m_corridors; }
    [[nodiscard]] std::uint32_t emerging() const {
        return static_cast<std::uint32_t>(m_corridors.size() - 1);
    }
    [[nodiscard]] graph::FuzzyDate::Days emerging_start() const { return m_emerging_start; }
    [[nodiscard]] const std::vector<CellPlan>& cells() const { return m_cells; }

    /// Days rise with the number of the event, as case numbers do.
    [[nodiscard]] graph::FuzzyDate::Days departure(std::uint64_t event, Random& random) const;
    /// Index of a corridor, or no_index.
    [[nodiscard]] std::uint32_t pick_corridor(graph::FuzzyDate::Days day, Random& random) const;
    /// A cell that works the corridor, or no_index where none does.
    [[nodiscard]] std::uint32_t pick_cell(std::uint32_t corridor, Random& random) const;
    /// Ends of an event of no planted corridor.
    struct Ends {
        PlaceIndex origin, destination;
        Kind kind;
    };
    [[nodiscard]] Ends pick_ends(Random& random) const;

    [[nodiscard]] std::uint32_t size_of(std::uint32_t cell) const;
    [[nodiscard]] Member member(std::uint32_t cell, std::uint32_t k) const;
    /// Identities below are of cell members; those of people seen in one event only follow.
    [[nodiscard]] std::uint64_t first_single_identity() const {
        return static_cast<std::uint64_t>(m_cells.size()) * most_members;
    }
    [[nodiscard]] Custom custom_of(PlaceIndex place, Random& random) const;
    [[nodiscard]] std::string locality_of(PlaceIndex place, Random& random) const;

  private:
    void plan_days();
    void plan_corridors();
    void plan_cells();

    std::uint64_t m_seed;
    std::uint64_t m_events;
    Scenario m_scenario;
    Places m_places;
    Ways m_ways;
    std::vector<Corridor> m_corridors;
    std::vector<std::uint64_t> m_corridor_sums;
    graph::FuzzyDate::Days m_first_day = 0;
    graph::FuzzyDate::Days m_emerging_start = 0;
    std::vector<std::uint64_t> m_day_sums;
    std::vector<CellPlan> m_cells;
    struct Workers { ///< the cells of a corridor
        std::vector<std::uint32_t> cells;
        std::vector<std::uint64_t> sums;
    };
    std::vector<Workers> m_workers;
    std::vector<PlaceIndex> m_sources, m_destinations;
    std::vector<std::uint64_t> m_source_sums, m_destination_sums;
};

/// Weights of n ranks whose values follow a power law of this exponent: the quantiles of a Pareto
/// distribution, the greatest first, in thousandths of the least.
/// Source  the rank-size form of A. Clauset, C. R. Shalizi, M. E. J. Newman, "Power-law
///         distributions in empirical data", SIAM Review 51, 2009. doi:10.1137/070710111
[[nodiscard]] std::vector<std::uint64_t> power_law_weights(std::size_t n, double exponent);

/// "+911400000000" and on. Numbers that begin with 140 are kept for telemarketing firms, so
/// none of them is a private person's; ten million, then they repeat.
[[nodiscard]] std::string phone_number(std::uint64_t serial);

} // namespace sandhan::algorithms::generator
