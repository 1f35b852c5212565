// SPDX-License-Identifier: Apache-2.0
#include "cli/places.hpp"

#include "cli/entities.hpp"

#include <algorithm>
#include <utility>

namespace sandhan::cli {
namespace {

using graph::PlaceIndex;

constexpr std::size_t places_listed = 10;

template <class Line>
std::string listed(std::string message, std::size_t count, Line line) {
    for (std::size_t i = 0; i < std::min(places_listed, count); ++i) {
        message += "\n  " + line(i);
    }
    if (count > places_listed) {
        message += "\n  and " + std::to_string(count - places_listed) + " more";
    }
    return message;
}

std::string listed_places(const LoadedCases& cases,
                          const std::string& message,
                          const std::vector<PlaceIndex>& places) {
    return listed(message, places.size(), [&](std::size_t i) {
        return id_of(cases, graph::EntityKind::place, places[i]) + "  (" +
               label_of(cases, graph::EntityKind::place, places[i]) + ")";
    });
}

template <class Test>
std::vector<PlaceIndex> places_that(const std::vector<PlaceIndex>& known, Test test) {
    std::vector<PlaceIndex> found;
    std::copy_if(known.begin(), known.end(), std::back_inserter(found), test);
    return found;
}

} // namespace

std::vector<PlaceIndex> places_on(const graph::Journeys& journeys) {
    std::vector<unsigned char> visited(journeys.store().places.size(), 0);
    for (std::size_t k = 0; k < journeys.incidents().size(); ++k) {
        for (const graph::Visit& visit : journeys.visits(k)) {
            visited[visit.place] = 1;
        }
    }
    std::vector<PlaceIndex> places;
    for (PlaceIndex place = 0; place < visited.size(); ++place) {
        if (visited[place] != 0) {
            places.push_back(place);
        }
    }
    return places;
}

std::vector<PlaceIndex> find_places(const LoadedCases& cases,
                                    const std::vector<PlaceIndex>& known,
                                    const std::string& text,
                                    const std::string& option) {
    const graph::CaseStore& store = cases.store;
    const std::string said = option + " \"" + text + "\"";
    const std::string wanted = graph::folded(text);
    if (wanted.empty()) {
        throw UsageError(said + ": give an id or a name, such as place:IN-GJ/rajkot or Rajkot");
    }
    auto by_id = places_that(
        known, [&](PlaceIndex p) { return id_of(cases, graph::EntityKind::place, p) == text; });
    if (!by_id.empty()) {
        return by_id;
    }

    // A name that the gazetteer decides on means that place, or what of it is here.
    const graph::Gazetteer& gazetteer = gazetteer_of(cases);
    const auto place_of_id = gazetteer.find(text);
    const graph::Resolution resolution =
        place_of_id ? graph::Resolution() : gazetteer.resolve(text);
    const bool decided = place_of_id || (resolution.status != graph::MatchStatus::unknown &&
                                         resolution.status != graph::MatchStatus::ambiguous &&
                                         resolution.status != graph::MatchStatus::fuzzy);
    if (decided) {
        const graph::Place& place = place_of_id ? *place_of_id : resolution.place;
        const auto with_id = [&](const std::string& id) {
            return places_that(known, [&](PlaceIndex p) {
                return !id.empty() && store.text(store.places[p].id) == id;
            });
        };
        auto found = with_id(place.id);
        if (found.empty()) {
            found = places_that(known, [&](PlaceIndex p) {
                const auto& holders = store.places[p].parent;
                return std::any_of(holders.begin(), holders.end(), [&](PlaceIndex holder) {
                    return holder != graph::no_place &&
                           store.text(store.places[holder].id) == place.id;
                });
            });
        }
        // Finer than any place here: at their level it is what holds it.
        const bool finest = std::all_of(known.begin(), known.end(), [&](PlaceIndex p) {
            return store.is_unresolved(p) || store.places[p].level > place.level;
        });
        for (const std::string* holder : {&place.district_id, &place.state_id, &place.country_id}) {
            if (finest && found.empty()) {
                found = with_id(*holder);
            }
        }
        return found;
    }

    // A name that several places of the world have may be that of one here.
    auto by_name = places_that(known, [&](PlaceIndex p) {
        return graph::folded(label_of(cases, graph::EntityKind::place, p)) == wanted ||
               (!store.is_unresolved(p) &&
                graph::folded(std::string(store.text(store.places[p].name))) == wanted);
    });
    if (by_name.size() == 1) {
        return by_name;
    }
    if (by_name.size() > 1) {
        throw UsageError(listed_places(cases,
                                       said + " may be " + std::to_string(by_name.size()) +
                                           " places; give the id of one:",
                                       by_name));
    }
    if (!resolution.candidates.empty()) {
        const auto& candidates = resolution.candidates;
        throw UsageError(listed(
            said + " may be " + std::to_string(candidates.size()) + " places; give the id of one:",
            candidates.size(),
            [&](std::size_t i) { return candidates[i].id + "  (" + candidates[i].label + ")"; }));
    }
    if (resolution.status == graph::MatchStatus::fuzzy) {
        throw UsageError(said + ": no place is called so; did you mean " + resolution.place.label +
                         " (" + resolution.place.id + ")?");
    }
    const auto by_part = places_that(known, [&](PlaceIndex p) {
        return graph::folded(label_of(cases, graph::EntityKind::place, p)).find(wanted) !=
               std::string::npos;
    });
    throw UsageError(
        by_part.empty()
            ? said + ": no place is called so; give an id as the other commands print "
                     "it, such as place:IN-GJ/rajkot"
            : listed_places(cases, said + ": no place is called so; these are nearest:", by_part));
}

std::optional<PlaceIndex> find_place(const LoadedCases& cases,
                                     const std::vector<PlaceIndex>& known,
                                     const std::string& text,
                                     const std::string& option) {
    const auto places = find_places(cases, known, text, option);
    if (places.size() > 1) {
        throw UsageError(listed_places(cases,
                                       option + " \"" + text + "\" holds " +
                                           std::to_string(places.size()) +
                                           " places of journeys; give one, or a coarser --level:",
                                       places));
    }
    return places.empty() ? std::nullopt : std::optional(places.front());
}

io::TableColumn
place_column(const std::string& header, const std::string& path, std::size_t widest) {
    constexpr std::size_t least = 18;
    return {.header = header,
            .path = path,
            .widest = widest,
            .least = std::min(least, widest),
            .wraps = true};
}

std::vector<io::CsvColumn> corridor_csv_columns() {
    std::vector<io::CsvColumn> columns{{"rank", "rank"}};
    for (const std::string end : {"origin", "destination"}) {
        for (const std::string field : {"id", "label", "lat", "lon"}) {
            columns.push_back({end + "_" + field, end + "." + field});
        }
    }
    return columns;
}

} // namespace sandhan::cli
