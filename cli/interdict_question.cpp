// SPDX-License-Identifier: Apache-2.0
#include "cli/interdict_question.hpp"

#include "cli/entities.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace sandhan::cli {
namespace {

using algorithms::Passing;
using graph::Edge;
using graph::Vertex;

} // namespace

double InterdictOptions::carried(const Passing& passing) const {
    return capacity == "victims"    ? static_cast<double>(passing.carried())
           : capacity == "expected" ? passing.expected
                                    : static_cast<double>(passing.evidence.size());
}

io::Value InterdictOptions::amount(double number) const {
    return capacity == "expected" ? io::Value(number) : io::Value(std::llround(number));
}

std::string InterdictOptions::amount_text(double number) const {
    return capacity == "expected" ? fmt::format("{:.2f}", number)
                                  : fmt::format("{}", std::llround(number));
}

std::string InterdictOptions::measure() const {
    return capacity == "victims"    ? "victims"
           : capacity == "expected" ? "expected victims"
           : asks_budget            ? "incidents"
                                    : cut;
}

std::string InterdictCases::id(Vertex v) const {
    return id_of(cases, graph::EntityKind::place, g.place(v));
}

std::string InterdictCases::label(Vertex v) const {
    return label_of(cases, graph::EntityKind::place, g.place(v));
}

std::string InterdictCases::item_label(std::uint32_t item) const {
    return asked.cuts_corridors() ? label(g.ends(item).source) + " → " + label(g.ends(item).target)
                                  : label(item);
}

std::string InterdictCases::route_label(const std::vector<Vertex>& stops) const {
    std::string text;
    for (const Vertex v : stops) {
        text += (text.empty() ? "" : " → ") + label(v);
    }
    return text;
}

Vertex InterdictCases::vertex(graph::PlaceIndex place) const {
    return static_cast<Vertex>(std::lower_bound(places.begin(), places.end(), place) -
                               places.begin());
}

Edge InterdictCases::edge(Vertex a, Vertex b) const {
    const auto row = g.out_neighbours(a);
    const auto at = std::lower_bound(row.begin(), row.end(), b);
    return g.out_edges(a)[static_cast<std::size_t>(at - row.begin())];
}

std::size_t InterdictCases::item_count() const {
    return asked.cuts_corridors() ? g.edge_count() : g.vertex_count();
}

std::vector<std::uint32_t> InterdictCases::items_of(const std::vector<Vertex>& stops) const {
    std::vector<std::uint32_t> items;
    for (std::size_t i = 1; i < stops.size(); ++i) {
        if (asked.cuts_corridors()) {
            items.push_back(edge(stops[i - 1], stops[i]));
        } else if (is_from[stops[i]] == 0) {
            items.push_back(stops[i]);
        }
    }
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    return items;
}

} // namespace sandhan::cli
