// SPDX-License-Identifier: Apache-2.0
// Disclosure control: which figures of movement may leave the unit, so that each rests on K people
// and no sum or difference of them tells of fewer.
#pragma once

#include "graph/case_store.hpp"
#include "graph/run_control.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace sandhan::algorithms {

inline constexpr std::size_t place_levels = 4; ///< locality, district, state, country

/// A place, and what holds it at each level; itself at its own level and the finer ones, what is
/// next coarser where a level is not known.
using PlaceChain = std::array<graph::PlaceIndex, place_levels>;

struct CellPerson {
    std::uint32_t person = 0;
    std::uint64_t count = 1; ///< "twelve girls" is one entry
    /// Of the journey; none where it has no date.
    std::optional<std::int32_t> first_year, last_year;
};

struct CellIncident {
    std::uint32_t incident = 0;
    double confidence = 1.0;
};

/// All that moved from one place to another, as finely as it is told.
struct MovementCell {
    PlaceChain origin{}, destination{};
    std::vector<CellPerson> people; ///< a person may stand there for several incidents
    std::vector<CellIncident> incidents;
};

struct DisclosureRules {
    std::uint64_t people = 11; ///< K, 1 or more
    /// Off for tests alone: then only what is small itself is withheld.
    bool complementary = true;

    /// A figure rests on so many incidents too, or one raid that everybody read of would be told.
    [[nodiscard]] std::uint64_t incidents() const { return people < 3 ? people : 3; }
    /// How wide the interval at least is, to which a reader who knows this method can narrow what
    /// was withheld.
    [[nodiscard]] std::uint64_t protection() const { return people == 1 ? 0 : (people + 1) / 2; }
};

/// A figure that may be published.
struct PublishedFlow {
    graph::PlaceIndex origin = graph::no_place;
    graph::PlaceIndex destination = graph::no_place; ///< may be, hold or lie in the origin
    std::uint64_t people = 0;
    std::uint64_t incidents = 0;
    std::uint64_t expected_incidents = 0; ///< sum of the incidents' confidences, rounded
    double confidence = 0.0;              ///< 1 - Π(1 - c), to tenths
    /// Years by whose end (since whose beginning) K people had moved; none where fewer than
    /// 2K - 1 people have dates.
    std::optional<std::int32_t> first_year, last_year;
    bool generalised = false; ///< an end is coarser than what was asked for
};

/// People disjoint by their moves: whoever took a leg stands behind one block of those it lies in.
struct PublishedBlock {
    PlaceChain origin{}, destination{}; ///< the label itself below its level
    std::uint8_t origin_level = 0, destination_level = 0;
    PublishedFlow figures;
};

/// Numbers of cells, and of the people in them, each cell's counted apart. They tell how much is
/// withheld, and are therefore not for publication.
struct DisclosureShare {
    std::uint64_t cells = 0;
    std::uint64_t people = 0;
};

struct PublishedFlows {
    std::vector<PublishedBlock> blocks;
    DisclosureShare as_told, generalised;
    DisclosureShare suppressed;    ///< too small at every level, or at no known place
    DisclosureShare complementary; ///< withheld so that the others stay so
    static constexpr std::uint32_t no_block = std::numeric_limits<std::uint32_t>::max();
    std::vector<std::uint32_t> block_of_cell; ///< not for publication either
};

/// The finest figures that can be published together, by generalising small ones and suppressing
/// what stays small.
///
/// The cells are parted into blocks, each named by an origin and a destination at some level. A
/// block has at least K different people from `rules.incidents()` incidents, or it is none.
/// Cells that are large enough are blocks by themselves; of the rest, those that agree when one end
/// is raised by a level make blocks, then when two steps are taken, and so on, the largest first
/// (ties: the origin raised further, then the numbers of the places); what is left when both ends
/// are countries is suppressed. All that is published, at every level, is a sum of blocks, so no
/// addition or subtraction of published figures reaches into one, and a cell that is empty looks
/// like one that was withheld: a total is at least what it says. Two things remain that a reader
/// could use, and what prevents them is the complementary part. First, whoever knows this method
/// knows that parts of a block were too small to be published: a block is therefore not made where
/// its people fill its parts so nearly that a part could be told to within `rules.protection()`.
/// Second, whoever knows the number of all from elsewhere: when fewer than K people are suppressed
/// in all, the smallest block is suppressed with them.
///
/// Requires   `rules.people` >= 1; of a place, the same chain wherever it stands.
/// Returns    blocks sorted by origin, destination, then levels; the same for any order of the
///            cells. With K = 1 every cell with a person and both places is a block of its own.
/// Throws     std::invalid_argument; graph::Cancelled.
/// Cost       O(p log p) for p people in all cells, a level; more where many large blocks overlap.
/// Convention larger K may publish a coarse figure that smaller K does not, since what smaller K
///            tells finer is missing there; cells published by themselves only get fewer.
/// Source     threshold rule, interval protection and secondary suppression: L. Willenborg and
///            T. de Waal, "Elements of Statistical Disclosure Control", Springer, 2001,
///            doi:10.1007/978-1-4613-0121-9; the attacker's linear program: M. Fischetti and
///            J. J. Salazar, Management Science 47(7), 2001, doi:10.1287/mnsc.47.7.1008.9805;
///            hierarchies from the top down, which this turns round: P.-P. de Wolf, "HiTaS", LNCS
///            2316, 2002. What knowledge of the method tells: R. C.-W. Wong et al., "Minimality
///            attack in privacy preserving data publishing", VLDB 2007. K = 11: the cell size
///            suppression policy of the US Centers for Medicare and Medicaid Services, which
///            withholds 1 to 10. Unlike all of these, true totals are never published.
[[nodiscard]] PublishedFlows published_flows(std::span<const MovementCell> cells,
                                             const DisclosureRules& rules,
                                             const graph::RunControl& control = {});

/// The blocks as one table of a level (0 locality … 3 country), made of nothing but them: finer
/// ones are added up, coarser ones stand as they are; what stays within a place of that level is
/// left out. Whoever moved twice counts twice where two blocks are added. Returns  flows sorted by
/// origin and destination, each pair once. Throws   std::invalid_argument for a level beyond the
/// last. Cost     O(b log b) for b blocks.
[[nodiscard]] std::vector<PublishedFlow> flows_at_level(std::span<const PublishedBlock> blocks,
                                                        std::size_t level);

} // namespace sandhan::algorithms
