// SPDX-License-Identifier: Apache-2.0
// What the vertices of a hub graph are grouped by: --group-by.
#pragma once

#include "cli/hub_graph.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sandhan::cli {

/// A group a vertex, algorithms::no_group where none is known.
struct HubGroups {
    std::string by;                   ///< "state", "kind", or a column of the file
    std::vector<std::uint32_t> group; ///< by vertex
    std::vector<std::string> id;      ///< by group; ascending
    std::vector<std::string> label;   ///< by group

    /// {id, label}, or null of no_group.
    [[nodiscard]] io::Value named(std::uint32_t group) const;
    /// What one is called in a sentence: "state"; "group" where the word may be anything.
    [[nodiscard]] std::string noun() const;
};

/// Throws UsageError for a word that groups nothing, as far as the options tell: called before
/// anything is read.
void check_group_by(const HubGraphOptions& options, const std::string& by);

/// What groups where nothing is said: states, or countries where states are ranked.
[[nodiscard]] std::string usual_group_by(const HubGraphOptions& options);

/// By `state`, `district` or `country` a place is what the gazetteer says. A person is of where the
/// home is that records give, an organisation of its seat; else, and an incident always, of where
/// most of the incidents went on (journeys and scenes, not where they were reported); of several
/// such, where they have most stops and scenes; of none where that still is several. By `kind`
/// entities are what they are; by `cell` they are of the community that `analyse cells` finds on
/// the same graph, and of none where they have no tie. Of a graph file `by` is a column of its
/// vertices. Throws UsageError listing the columns.
[[nodiscard]] HubGroups
hub_groups(const HubGraph& g, const HubGraphOptions& options, const std::string& by);

} // namespace sandhan::cli
