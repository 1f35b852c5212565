// SPDX-License-Identifier: Apache-2.0
#include "cli/published_view.hpp"

#include "algorithms/disclosure/movement_cells.hpp"
#include "algorithms/disclosure/published_flows.hpp"
#include "cli/map_layout.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <limits>
#include <optional>
#include <utility>

namespace sandhan::cli {
namespace {

using algorithms::DisclosureShare;
using algorithms::PublishedFlow;
using algorithms::PublishedFlows;
using graph::PlaceIndex;
using graph::PlaceLevel;

/// The columns of the published movement view. Nothing comes into them but published flows and the
/// gazetteer's names and points.
class PublishedDocument {
  public:
    PublishedDocument(const LoadedCases& cases, const std::vector<PublishedFlow>& flows)
        : m_cases(cases) {
        for (const PublishedFlow& flow : flows) {
            m_places.push_back(flow.origin);
            m_places.push_back(flow.destination);
        }
        std::sort(m_places.begin(), m_places.end()); // in the order of ids
        m_places.erase(std::unique(m_places.begin(), m_places.end()), m_places.end());
        m_strength.assign(m_places.size(), 0.0);
        m_from.assign(m_places.size(), 0);
        m_to.assign(m_places.size(), 0);
        m_document.directed = true;
        for (const PublishedFlow& flow : flows) {
            add(flow);
        }
    }

    io::GraphDocument finish() {
        m_document.edge_columns = {
            {"type", io::Texts(m_weight.size(), "leg")},
            {"weight", std::move(m_weight)},
            {"people", std::move(m_people)},
            {"incidents", std::move(m_incidents)},
            {"expected_incidents", std::move(m_expected)},
            {"confidence", std::move(m_confidence)},
            {"first", std::move(m_first)},
            {"last", std::move(m_last)},
            {"generalised", std::move(m_generalised)},
        };
        add_places();
        return std::move(m_document);
    }

  private:
    graph::Vertex vertex(PlaceIndex place) const {
        return static_cast<graph::Vertex>(
            std::lower_bound(m_places.begin(), m_places.end(), place) - m_places.begin());
    }

    void add(const PublishedFlow& flow) {
        const graph::Vertex s = vertex(flow.origin);
        const graph::Vertex t = vertex(flow.destination);
        const auto whole = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
        const auto weight = static_cast<double>(flow.incidents);
        m_document.edges.push_back({s, t});
        m_weight.push_back(weight);
        m_people.emplace_back(whole(flow.people));
        m_incidents.emplace_back(whole(flow.incidents));
        m_expected.push_back(static_cast<double>(flow.expected_incidents));
        m_confidence.push_back(flow.confidence);
        // Whole years, as the days that viewers ask for.
        const auto day = [](const std::optional<std::int32_t>& year, unsigned month, unsigned at) {
            return year ? graph::iso_day(graph::days_from_civil(*year, month, at)) : std::string();
        };
        m_first.push_back(day(flow.first_year, 1, 1));
        m_last.push_back(day(flow.last_year, 12, 31));
        m_generalised.emplace_back(flow.generalised);
        m_strength[s] += weight;
        m_strength[t] += weight;
        m_from[s] += whole(flow.people);
        m_to[t] += whole(flow.people);
    }

    void add_places() {
        const graph::CaseStore& store = m_cases.store;
        const double most =
            m_strength.empty() ? 1.0 : *std::max_element(m_strength.begin(), m_strength.end());
        constexpr double none = std::numeric_limits<double>::quiet_NaN();
        constexpr double smallest = 6.0;
        constexpr double largest = 40.0; // as in every file of ours
        io::Texts label, level, state, district;
        io::Reals lat, lon, x, y, size;
        std::vector<Wish> wishes;
        for (std::size_t v = 0; v < m_places.size(); ++v) {
            const graph::PlaceRow& place = store.places[m_places[v]];
            m_document.vertex_ids.push_back(id_of(m_cases, graph::EntityKind::place, m_places[v]));
            label.push_back(label_of(m_cases, graph::EntityKind::place, m_places[v]));
            level.emplace_back(name_of(place.level));
            const auto parent = [&](PlaceLevel at) {
                const PlaceIndex p = place.parent[static_cast<std::size_t>(at)];
                return p == graph::no_place ? std::string()
                                            : std::string(store.text(store.places[p].name));
            };
            state.push_back(parent(PlaceLevel::state));
            district.push_back(parent(PlaceLevel::district));
            // A locality's point may be one that a record gave, of a house even.
            const graph::PlaceRow& shown =
                store.places[store.raised(m_places[v], PlaceLevel::district)];
            const bool known = shown.level >= PlaceLevel::district &&
                               std::isfinite(shown.latitude) && std::isfinite(shown.longitude);
            lat.push_back(known ? shown.latitude : none);
            lon.push_back(known ? shown.longitude : none);
            Wish wish;
            if (known) {
                wish.position = projected(shown.latitude, shown.longitude);
                wish.fixed = true;
            }
            wishes.push_back(wish);
            size.push_back(
                rounded(smallest + (largest - smallest) * std::sqrt(m_strength[v] / most)));
        }
        for (const Position& position : spread_out(wishes, size)) {
            x.push_back(position.x);
            y.push_back(position.y);
        }
        const std::size_t n = m_places.size();
        // The blue of places, as in every file of ours.
        m_document.vertex_columns = {{"label", std::move(label)},
                                     {"kind", io::Texts(n, "place")},
                                     {"level", std::move(level)},
                                     {"state", std::move(state)},
                                     {"district", std::move(district)},
                                     {"lat", std::move(lat)},
                                     {"lon", std::move(lon)},
                                     {"x", std::move(x)},
                                     {"y", std::move(y)},
                                     {"size", std::move(size)},
                                     {"r", io::Integers(n, 0)},
                                     {"g", io::Integers(n, 114)},
                                     {"b", io::Integers(n, 178)},
                                     {"strength", std::move(m_strength)},
                                     {"people_from", whole_numbers(m_from)},
                                     {"people_to", whole_numbers(m_to)}};
    }

    /// Nothing for 0: that no figure is published does not tell that there was nobody.
    static io::Integers whole_numbers(const std::vector<std::int64_t>& values) {
        io::Integers numbers;
        for (const std::int64_t value : values) {
            numbers.push_back(value == 0 ? std::nullopt : std::optional(value));
        }
        return numbers;
    }

    const LoadedCases& m_cases;
    std::vector<PlaceIndex> m_places;
    io::GraphDocument m_document;
    io::Reals m_weight, m_expected, m_confidence, m_strength;
    io::Integers m_people, m_incidents;
    io::Texts m_first, m_last;
    io::Booleans m_generalised;
    std::vector<std::int64_t> m_from, m_to;
};

std::string percent(std::uint64_t part, std::uint64_t whole) {
    const double share =
        whole == 0 ? 0.0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
    char text[16];
    std::snprintf(text, sizeof text, "%.0f %%", share);
    return text;
}

std::string of_people(std::uint64_t n) {
    return n == 1 ? "1 person" : std::to_string(n) + " people";
}

std::vector<std::string> notes_of(const PublishedFlows& flows, std::uint64_t people) {
    std::uint64_t legs = 0;
    std::uint64_t moves = 0;
    for (const DisclosureShare* share :
         {&flows.as_told, &flows.generalised, &flows.suppressed, &flows.complementary}) {
        legs += share->cells;
        moves += share->people;
    }
    const auto row = [&](const char* what, const DisclosureShare& share) {
        return std::string(what) + counted(share.cells, "leg") + " (" +
               percent(share.people, moves) + " of the people on legs)";
    };
    std::vector<std::string> notes{"published so that every figure rests on " + of_people(people) +
                                   " or more, of " + counted(legs, "leg") + " told:"};
    notes.push_back(row("  as told: ", flows.as_told));
    notes.push_back(row("  added to wider places: ", flows.generalised));
    notes.push_back(row("  withheld as too few: ", flows.suppressed));
    notes.push_back(row("  withheld lest those be found by subtraction: ", flows.complementary));
    notes.emplace_back("these five lines tell what the file does not: keep them to yourself");
    return notes;
}

} // namespace

std::uint64_t published_people(const PublishedExport& asked) {
    constexpr std::uint64_t by_default = 11;
    constexpr std::uint64_t most = 1'000'000'000;
    std::uint64_t people = by_default;
    if (!asked.people.empty() && asked.people != "true") {
        const char* const end = asked.people.data() + asked.people.size();
        const auto [at, error] = std::from_chars(asked.people.data(), end, people);
        if (error != std::errc() || at != end || people == 0 || people > most) {
            throw UsageError("--publish " + asked.people +
                             ": not a number of people; give 1 or more, such as --publish 11, "
                             "behind the input files where you leave it to its default of 11");
        }
    }
    if (asked.reveals) {
        throw UsageError("--publish and --reveal-victims: a file that leaves the unit tells of no "
                         "victim; leave one of them out");
    }
    if (!asked.is_graph) {
        throw UsageError("--publish: records of people can't be published; ask for a graph format "
                         "such as .graphml or .csv, which then holds figures of movement");
    }
    if (!asked.view.empty() && asked.view != "movement") {
        throw UsageError("--publish and --view " + asked.view +
                         ": people and incidents can't be published, for each is one; "
                         "--view movement tells figures of many");
    }
    if (asked.includes) {
        throw UsageError("--publish and --include: people can't be published");
    }
    if (asked.infers_transit) {
        throw UsageError("--publish and --infer-transit: a guess rests on nobody; leave one out");
    }
    return people;
}

PublishedView published_view(const LoadedCases& cases,
                             const graph::CaseGraph& g,
                             PlaceLevel level,
                             std::uint64_t people,
                             const graph::RunControl& control) {
    // From the finest level whatever is asked for: files of several levels are sums of one another.
    const graph::Journeys journeys(g, PlaceLevel::locality);
    const auto cells = algorithms::movement_cells(journeys, control);
    const algorithms::DisclosureRules rules{people};
    const PublishedFlows flows = algorithms::published_flows(cells, rules, control);
    PublishedView view;
    view.document =
        PublishedDocument(cases,
                          algorithms::flows_at_level(flows.blocks, static_cast<std::size_t>(level)))
            .finish();
    view.comment =
        "Published: every figure rests on " + of_people(people) + " and " +
        counted(rules.incidents(), "incident") +
        " or more. Smaller ones were added to wider places or left out, so that a "
        "figure tells the least there was, and a leg that is missing may be a small one.";
    view.notes = notes_of(flows, people);
    return view;
}

std::string note_of_filters(const InputOptions& input) {
    const bool filtered = !input.since.empty() || !input.until.empty() || !input.state.empty() ||
                          input.min_confidence > 0.0 || input.certain;
    return filtered ? "a part of the data by --since, --until, --state, --certain or "
                      "--min-confidence: another part or the whole, published too, could be "
                      "subtracted from it; publish one of them"
                    : "";
}

} // namespace sandhan::cli
