// SPDX-License-Identifier: Apache-2.0
#include "cli/interdict_places.hpp"

#include "algorithms/routes/corridors.hpp"
#include "cli/places.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::cli {
namespace {

using graph::Vertex;

} // namespace

std::vector<std::string> interdict_texts(const std::vector<std::string>& texts) {
    std::vector<std::string> parts;
    for (const std::string& text : texts) {
        for (std::size_t first = 0; first <= text.size();) {
            const std::size_t end = std::min(text.find(';', first), text.size());
            std::string part = text.substr(first, end - first);
            part.erase(0, std::min(part.find_first_not_of(' '), part.size()));
            part.erase(part.find_last_not_of(' ') + 1);
            if (!part.empty()) {
                parts.push_back(std::move(part));
            }
            first = end + 1;
        }
    }
    return parts;
}

void find_interdict_sides(InterdictCases& all) {
    const auto functions = algorithms::place_flows(all.journeys);
    // Whether the words ask for every place of that function.
    const auto side = [&](const std::vector<std::string>& texts, const std::string& option,
                          const std::string& every, algorithms::PlaceFunction function,
                          std::uint32_t algorithms::PlaceFlows::*incidents, InterdictFlags& flags) {
        flags.assign(all.places.size(), 0);
        InterdictFlags has_end(all.places.size(), 0); // where some journey begins, or ends
        for (const auto& flows : functions) {
            has_end[all.vertex(flows.place)] = flows.*incidents > 0 ? 1 : 0;
        }
        const auto parts = interdict_texts(texts);
        if (parts.empty()) {
            throw UsageError(option + ": give places, or \"" + every + "\"");
        }
        bool asks_every = false;
        for (const std::string& part : parts) {
            if (graph::folded(part) == every) {
                asks_every = true;
                for (const auto& flows : functions) {
                    if (flows.function() == function) {
                        flags[all.vertex(flows.place)] = 1;
                    }
                }
                continue;
            }
            // Of a state those districts that are ends: a junction in it may well be cut.
            const auto found = find_places(all.cases, all.places, part, option);
            const bool any_end = std::any_of(found.begin(), found.end(), [&](auto place) {
                return has_end[all.vertex(place)] != 0;
            });
            for (const graph::PlaceIndex place : found) {
                if (!any_end || has_end[all.vertex(place)] != 0) {
                    flags[all.vertex(place)] = 1;
                }
            }
        }
        return asks_every;
    };
    const bool every_source =
        side(all.asked.from, "--from", "all sources", algorithms::PlaceFunction::source,
             &algorithms::PlaceFlows::as_source, all.is_from);
    const bool every_destination =
        side(all.asked.to, "--to", "all destinations", algorithms::PlaceFunction::destination,
             &algorithms::PlaceFlows::as_destination, all.is_to);
    for (Vertex v = 0; v < all.places.size(); ++v) {
        if (all.is_from[v] != 0 && all.is_to[v] != 0) {
            if (!every_source && !every_destination) {
                throw UsageError("--from and --to both hold " + all.id(v) + "  (" + all.label(v) +
                                 "); nothing separates a place from itself: leave it out of "
                                 "one of them");
            }
            (every_source ? all.is_from : all.is_to)[v] = 0; // all others are meant
        }
        if (all.is_from[v] != 0) {
            all.from.push_back(v);
        }
        if (all.is_to[v] != 0) {
            all.to.push_back(v);
        }
    }
}

std::vector<double> interdict_costs(const InterdictCases& all,
                                    const std::optional<io::CostFile>& file,
                                    io::ResultDocument& result) {
    const std::size_t count = all.item_count();
    std::vector<double> cost(count, 1.0);
    if (!file) {
        return cost;
    }
    std::vector<std::uint64_t> line(count, 0); // that named one place
    std::vector<unsigned char> from_one(count, 0);
    std::uint64_t unused = 0;
    for (const io::CostRow& row : file->rows) {
        const std::string where =
            all.asked.costs_file + ": line " + std::to_string(row.line) + ": ";
        const auto at = [&](const std::string& text, const char* column) {
            std::vector<Vertex> vertices;
            for (const graph::PlaceIndex place :
                 find_places(all.cases, all.places, text, where + column)) {
                vertices.push_back(all.vertex(place));
            }
            return vertices;
        };
        std::vector<std::uint32_t> items =
            at(row.place, all.asked.cuts_corridors() ? "origin" : "id");
        bool one = items.size() == 1;
        if (all.asked.cuts_corridors()) {
            const auto targets = at(row.destination, "destination");
            one = one && targets.size() == 1;
            std::vector<std::uint32_t> edges;
            for (const Vertex from : items) {
                for (const Vertex to : targets) {
                    const auto next = all.g.out_neighbours(from);
                    if (std::binary_search(next.begin(), next.end(), to)) {
                        edges.push_back(all.edge(from, to));
                    }
                }
            }
            items = std::move(edges);
        }
        unused += items.empty() ? 1U : 0U;
        for (const std::uint32_t item : items) {
            if (line[item] != 0 && (from_one[item] != 0) == one) {
                throw UsageError(where + all.item_label(item) + " has a cost from line " +
                                 std::to_string(line[item]) + "; keep one of them");
            }
            if (from_one[item] == 0 || one) {
                cost[item] = row.cost;
                line[item] = row.line;
                from_one[item] = one ? 1 : 0;
            }
        }
    }
    if (unused > 0) {
        result.notes.push_back(counted(unused, "row") + " of " + all.asked.costs_file +
                               (unused == 1 ? " is" : " are") +
                               " about what no journey here passes.");
    }
    return cost;
}

} // namespace sandhan::cli
