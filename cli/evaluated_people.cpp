// SPDX-License-Identifier: Apache-2.0
#include "cli/evaluated_people.hpp"

#include <algorithm>

namespace sandhan::cli {

using graph::AssociationGraph;
using graph::CaseStore;
using graph::no_index;
using graph::Side;
using graph::Vertex;

std::optional<Side> side_told(const io::TrueIdentity& identity, const io::TruthPlace& place) {
    if (identity.side.empty()) {
        return std::nullopt;
    }
    if (identity.side == "offending") {
        return Side::offending;
    }
    if (identity.side == "victim") {
        return Side::victim;
    }
    if (identity.side == "family") {
        return Side::family;
    }
    throw io::ParseError(place.text() + "/side: must be \"offending\", \"victim\" or \"family\"; "
                                        "leave it out where the roles in the records tell");
}

void tell_unknown(const People& people, const OutputOptions& output) {
    if (people.records_in_input == 0 && people.records_not_in_input > 0) {
        say(output, "warning: none of the truth's records is in the input; is it the truth of "
                    "these files?");
    } else if (people.records_not_in_input > 0) {
        say(output, "note: not in the input, and counted for nothing: " +
                        counted(people.records_not_in_input, "record") + " of the truth");
    }
}

Offenders
offenders_in(const graph::CaseGraph& g, const AssociationGraph& links, const People& truth) {
    const CaseStore& store = g.store();
    Offenders all;
    std::vector<std::uint32_t> rows;
    for (const std::uint32_t row : mentions_in(g)) {
        if (!truth.counts(row, {})) {
            continue;
        }
        if (truth.identity_of[row] == no_index) {
            ++all.unlabelled;
        } else {
            rows.push_back(row);
            all.identity.push_back(truth.identity_of[row]);
        }
    }
    std::sort(all.identity.begin(), all.identity.end(),
              [&](std::uint32_t a, std::uint32_t b) { return truth.id(a) < truth.id(b); });
    all.identity.erase(std::unique(all.identity.begin(), all.identity.end()), all.identity.end());
    all.item_of.assign(truth.size(), no_index);
    for (std::size_t i = 0; i < all.identity.size(); ++i) {
        all.item_of[all.identity[i]] = static_cast<std::uint32_t>(i);
    }
    all.incidents.resize(all.identity.size());
    for (const std::uint32_t row : rows) {
        const std::uint32_t item = all.item_of[truth.identity_of[row]];
        all.incidents[item].push_back(store.people[row].incident);
        const Vertex v = links.find(true, store.people[row].person);
        if (v != graph::no_vertex) {
            all.items_at.emplace_back(v, item);
        }
    }
    std::sort(all.items_at.begin(), all.items_at.end());
    all.items_at.erase(std::unique(all.items_at.begin(), all.items_at.end()), all.items_at.end());
    return all;
}

std::span<const std::pair<Vertex, std::uint32_t>> items_of(const Offenders& all, Vertex v) {
    const auto [first, end] =
        std::equal_range(all.items_at.begin(), all.items_at.end(), std::pair(v, std::uint32_t{0}),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
    return {first, end};
}

bool share_a_cluster(const algorithms::Clustering& clusters, std::size_t a, std::size_t b) {
    const auto of_a = clusters.clusters(a);
    const auto of_b = clusters.clusters(b);
    return std::find_first_of(of_a.begin(), of_a.end(), of_b.begin(), of_b.end()) != of_a.end();
}

} // namespace sandhan::cli
