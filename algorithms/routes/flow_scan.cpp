// SPDX-License-Identifier: Apache-2.0
#include "algorithms/routes/flow_scan.hpp"

#include "algorithms/internal/split_mix.hpp"
#include "graph/transport.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>

namespace sandhan::algorithms {

using graph::PlaceIndex;
using Days = graph::FuzzyDate::Days;

namespace {

/// The LGD code of the district a place lies in; 0 where there is none.
std::uint16_t district_code(const graph::CaseStore& store, PlaceIndex place) {
    const auto level = static_cast<std::size_t>(graph::PlaceLevel::district);
    const PlaceIndex district = store.places[place].parent[level];
    const std::string_view code = store.text(store.places[district].code);
    std::uint16_t number = 0;
    const auto [end, error] = std::from_chars(code.data(), code.data() + code.size(), number);
    return error == std::errc() && end == code.data() + code.size() ? number : std::uint16_t{0};
}

void sort_each(std::vector<std::vector<std::uint32_t>>& lists) {
    for (std::vector<std::uint32_t>& list : lists) {
        std::sort(list.begin(), list.end());
        list.erase(std::unique(list.begin(), list.end()), list.end());
    }
}

/// Corridors by their ends.
class CorridorIndex {
  public:
    CorridorIndex(std::span<const std::pair<std::uint32_t, std::uint32_t>> corridors,
                  std::size_t places)
        : m_from(places) {
        for (std::uint32_t c = 0; c < corridors.size(); ++c) {
            const auto [origin, destination] = corridors[c];
            if (origin >= places || destination >= places) {
                throw std::invalid_argument("flow_zones: corridor " + std::to_string(c) +
                                            " has an end at place " +
                                            std::to_string(std::max(origin, destination)) +
                                            "; there are " + std::to_string(places));
            }
            if (!m_from[origin].emplace(destination, c).second) {
                throw std::invalid_argument("flow_zones: corridor " + std::to_string(c) +
                                            " was given before; each may be given once");
            }
        }
    }

    /// All from one of `origins` to one of `destinations`, ascending.
    [[nodiscard]] std::vector<std::uint32_t>
    between(const std::vector<std::uint32_t>& origins,
            const std::vector<std::uint32_t>& destinations) const {
        std::vector<std::uint32_t> found;
        for (const std::uint32_t origin : origins) {
            const auto& from = m_from[origin];
            if (from.empty()) {
                continue;
            }
            for (const std::uint32_t destination : destinations) {
                if (const auto at = from.find(destination); at != from.end()) {
                    found.push_back(at->second);
                }
            }
        }
        std::sort(found.begin(), found.end());
        return found;
    }

  private:
    std::vector<std::map<std::uint32_t, std::uint32_t>> m_from;
};

/// Fewer are no cluster: two may be one event that two agencies reported.
constexpr std::uint32_t least_events = 3;

/// SplitMix64 from a point of its own for each replication: G. L. Steele, D. Lea, C. H. Flood,
/// OOPSLA 2014, doi:10.1145/2660193.2660195.
class Stream {
  public:
    Stream(std::uint64_t seed, std::uint64_t replication)
        : m_state(internal::mixed(internal::mixed(seed ^ 0x7363616E20666C6FULL) + replication)) {}
    /// 0 to limit - 1, biased by less than limit / 2^32.
    std::size_t below(std::size_t limit) {
        m_state += internal::golden;
        return static_cast<std::size_t>((internal::mixed(m_state) >> 32U) * limit >> 32U);
    }

  private:
    std::uint64_t m_state;
};

/// What a replication writes to, kept by its thread for the next one.
struct Scratch {
    std::vector<std::uint32_t> dealt;       ///< corridors, those of the last days in front
    std::vector<std::uint32_t> by_corridor; ///< events of the newest days
    std::vector<std::uint32_t> by_zone;
    std::vector<std::uint32_t> corridors, zones; ///< those that are not zero
};

class Scan {
  public:
    Scan(std::span<const ScanEvent> events,
         std::span<const FlowZone> zones,
         const ScanOptions& options)
        : m_zones(zones), m_windows(options.windows) {
        std::sort(m_windows.begin(), m_windows.end());
        m_windows.erase(std::unique(m_windows.begin(), m_windows.end()), m_windows.end());
        // The newest first; within a window the order means nothing, but it must be one.
        std::vector<ScanEvent> sorted(events.begin(), events.end());
        std::sort(sorted.begin(), sorted.end(), [](const ScanEvent& a, const ScanEvent& b) {
            return std::tie(b.day, a.corridor) < std::tie(a.day, b.corridor);
        });
        for (const ScanEvent& event : sorted) {
            m_corridors.push_back(event.corridor);
        }
        for (const Days window : m_windows) {
            const auto end =
                std::partition_point(sorted.begin(), sorted.end(), [&](const ScanEvent& event) {
                    return std::int64_t{event.day} > std::int64_t{options.last_day} - window;
                });
            m_recent.push_back(static_cast<std::size_t>(end - sorted.begin()));
        }
        list_zones();
        prepare_logarithms();
    }

    [[nodiscard]] std::vector<FlowCluster> observed() const {
        std::vector<FlowCluster> all;
        Scratch scratch;
        scratch.dealt = m_corridors;
        visit(scratch, [&](std::uint32_t zone, std::size_t window, std::uint64_t c, double ratio) {
            all.push_back({zone, m_windows[window], c, expected(zone, window), ratio, 1.0});
        });
        return all;
    }

    /// The largest ratio anywhere once the days are dealt anew; 0 if there is none.
    [[nodiscard]] double largest(Stream random, Scratch& scratch) const {
        scratch.dealt = m_corridors;
        const std::size_t events = m_corridors.size();
        for (std::size_t i = 0; i < m_recent.back(); ++i) { // who comes behind is no matter
            std::swap(scratch.dealt[i], scratch.dealt[i + random.below(events - i)]);
        }
        double most = 0.0;
        visit(scratch, [&](std::uint32_t, std::size_t, std::uint64_t, double ratio) {
            most = std::max(most, ratio);
        });
        return most;
    }

  private:
    void list_zones() {
        std::size_t corridors = 0;
        for (const FlowZone& zone : m_zones) {
            for (const std::uint32_t c : zone.corridors) {
                corridors = std::max(corridors, std::size_t{c} + 1);
            }
        }
        m_total.assign(corridors, 0);
        for (const std::uint32_t c : m_corridors) {
            if (c >= corridors) {
                throw std::invalid_argument("flow_scan: an event is on corridor " +
                                            std::to_string(c) +
                                            ", which is in no zone; each must be in one");
            }
            ++m_total[c];
        }
        m_first_zone.assign(corridors + 1, 0);
        for (const FlowZone& zone : m_zones) {
            for (const std::uint32_t c : zone.corridors) {
                ++m_first_zone[c + 1];
            }
        }
        std::partial_sum(m_first_zone.begin(), m_first_zone.end(), m_first_zone.begin());
        m_zones_of.resize(m_first_zone.back());
        std::vector<std::size_t> next(m_first_zone.begin(), m_first_zone.end() - 1);
        for (std::uint32_t z = 0; z < m_zones.size(); ++z) {
            m_zone_total.push_back(0);
            for (const std::uint32_t c : m_zones[z].corridors) {
                m_zones_of[next[c]++] = z;
                m_zone_total[z] += m_total[c];
            }
        }
    }

    [[nodiscard]] double expected(std::size_t zone, std::size_t window) const {
        return static_cast<double>(m_zone_total[zone]) * static_cast<double>(m_recent[window]) /
               static_cast<double>(m_corridors.size());
    }

    /// Logarithms once, so that replications take none.
    void prepare_logarithms() {
        const auto events = static_cast<double>(m_corridors.size());
        for (std::size_t i = 0; i <= m_corridors.size(); ++i) {
            m_log.push_back(i == 0 ? 0.0 : std::log(static_cast<double>(i)));
        }
        for (std::size_t zone = 0; zone < m_zones.size(); ++zone) {
            for (std::size_t window = 0; window < m_windows.size(); ++window) {
                const double mean = expected(zone, window);
                m_expected.push_back({mean, std::log(mean), std::log(events - mean)});
            }
        }
    }

    /// Calls found(zone, window, events, log likelihood ratio) for each zone and window with
    /// `least_events` or more, and more than expected.
    template <class Found>
    void visit(Scratch& scratch, const Found& found) const {
        scratch.by_corridor.resize(m_total.size());
        scratch.by_zone.resize(m_zones.size());
        const std::size_t events = m_corridors.size();
        std::size_t from = 0;
        for (std::size_t window = 0; window < m_windows.size(); ++window) {
            for (; from < m_recent[window]; ++from) {
                const std::uint32_t c = scratch.dealt[from];
                if (scratch.by_corridor[c]++ == 0) {
                    scratch.corridors.push_back(c);
                }
            }
            for (const std::uint32_t c : scratch.corridors) {
                for (std::size_t i = m_first_zone[c]; i < m_first_zone[c + 1]; ++i) {
                    const std::uint32_t zone = m_zones_of[i];
                    if (scratch.by_zone[zone] == 0) {
                        scratch.zones.push_back(zone);
                    }
                    scratch.by_zone[zone] += scratch.by_corridor[c];
                }
                scratch.by_corridor[c] = 0;
            }
            scratch.corridors.clear();
            // A zone's count goes on from window to window; it is looked at in each.
            for (const std::uint32_t zone : scratch.zones) {
                const std::uint32_t c = scratch.by_zone[zone];
                const Expected& e = m_expected[zone * m_windows.size() + window];
                if (c >= least_events && static_cast<double>(c) > e.mean) {
                    const std::size_t rest = events - c;
                    const double ratio =
                        static_cast<double>(c) * (m_log[c] - e.log_mean) +
                        (rest == 0 ? 0.0 : static_cast<double>(rest) * (m_log[rest] - e.log_rest));
                    if (ratio > 0.0) {
                        found(zone, window, std::uint64_t{c}, ratio);
                    }
                }
            }
        }
        for (const std::uint32_t zone : scratch.zones) {
            scratch.by_zone[zone] = 0;
        }
        scratch.zones.clear();
    }

    struct Expected {
        double mean, log_mean, log_rest;
    };

    std::span<const FlowZone> m_zones;
    std::vector<Days> m_windows;            ///< ascending
    std::vector<std::uint32_t> m_corridors; ///< of each event, the newest first
    std::vector<std::size_t> m_recent;      ///< events in each window
    std::vector<std::uint64_t> m_total;     ///< events of each corridor
    std::vector<std::uint64_t> m_zone_total;
    std::vector<std::size_t> m_first_zone; ///< of each corridor, in m_zones_of
    std::vector<std::uint32_t> m_zones_of;
    std::vector<double> m_log;
    std::vector<Expected> m_expected; ///< by zone, then window
};

void require_usable(std::span<const ScanEvent> events, const ScanOptions& options) {
    for (const Days window : options.windows) {
        if (window <= 0) {
            throw std::invalid_argument("flow_scan: a window has " + std::to_string(window) +
                                        " days; it needs 1 at least");
        }
    }
    for (const ScanEvent& event : events) {
        if (event.day > options.last_day) {
            throw std::invalid_argument("flow_scan: an event is on day " +
                                        std::to_string(event.day) + ", after the last day " +
                                        std::to_string(options.last_day));
        }
    }
    if (!(options.level > 0.0 && options.level < 1.0)) {
        throw std::invalid_argument("flow_scan: the level is " + std::to_string(options.level) +
                                    "; it must lie between 0 and 1");
    }
}

} // namespace

PlaceNeighbours neighbours_among(const graph::CaseStore& store,
                                 std::span<const PlaceIndex> places) {
    constexpr unsigned at_most_minutes = 180;
    constexpr unsigned at_least_weekly = 7;
    std::map<std::uint16_t, std::vector<std::uint32_t>> within; // by district
    for (std::uint32_t p = 0; p < places.size(); ++p) {
        if (const std::uint16_t code = district_code(store, places[p]); code != 0) {
            within[code].push_back(p);
        }
    }
    PlaceNeighbours result;
    result.by_border.resize(places.size());
    result.by_rail.resize(places.size());
    const auto join = [&](std::uint16_t a, std::uint16_t b, auto& lists) {
        const auto first = within.find(a), second = within.find(b);
        if (first == within.end() || second == within.end()) {
            return;
        }
        for (const std::uint32_t p : first->second) {
            for (const std::uint32_t q : second->second) {
                if (p != q) {
                    lists[p].push_back(q);
                    lists[q].push_back(p);
                }
            }
        }
    };
    for (const auto& [code, inside] : within) {
        join(code, code, result.by_border);
    }
    for (const graph::RoadLink& link : graph::road_links()) {
        join(link.a, link.b, result.by_border);
    }
    for (const graph::RailLink& link : graph::rail_links()) {
        if (link.minutes <= at_most_minutes && link.weekly >= at_least_weekly) {
            join(link.a, link.b, result.by_rail);
        }
    }
    sort_each(result.by_border);
    sort_each(result.by_rail);
    return result;
}

std::string_view name_of(ZoneKind kind) {
    switch (kind) {
    case ZoneKind::corridor:
        return "corridor";
    case ZoneKind::from_origin:
        return "from_origin";
    case ZoneKind::to_destination:
        return "to_destination";
    case ZoneKind::by_border:
        return "by_border";
    case ZoneKind::by_rail:
        return "by_rail";
    }
    return {};
}

std::vector<FlowZone> flow_zones(std::span<const std::pair<std::uint32_t, std::uint32_t>> corridors,
                                 const PlaceNeighbours& neighbours) {
    const std::size_t places = neighbours.by_border.size();
    const CorridorIndex all(corridors, places);
    std::vector<FlowZone> zones;
    std::set<std::vector<std::uint32_t>> known;
    const auto add = [&](ZoneKind kind, std::uint32_t centre, std::vector<std::uint32_t> members) {
        if (!members.empty() && known.insert(members).second) {
            zones.push_back({kind, centre, std::move(members)});
        }
    };
    std::vector<std::vector<std::uint32_t>> from(places), to(places);
    for (std::uint32_t c = 0; c < corridors.size(); ++c) {
        add(ZoneKind::corridor, c, {c});
        from[corridors[c].first].push_back(c);
        to[corridors[c].second].push_back(c);
    }
    for (const auto* stars : {&from, &to}) {
        for (const std::vector<std::uint32_t>& star : *stars) {
            if (!star.empty()) {
                add(stars == &from ? ZoneKind::from_origin : ZoneKind::to_destination, star.front(),
                    star);
            }
        }
    }
    for (const ZoneKind kind : {ZoneKind::by_border, ZoneKind::by_rail}) {
        const auto& beside =
            kind == ZoneKind::by_border ? neighbours.by_border : neighbours.by_rail;
        const auto widened = [&](std::uint32_t place) {
            std::vector<std::uint32_t> result{place};
            if (place < beside.size()) {
                result.insert(result.end(), beside[place].begin(), beside[place].end());
            }
            return result;
        };
        for (std::uint32_t c = 0; c < corridors.size(); ++c) {
            const auto [origin, destination] = corridors[c];
            const auto origins = widened(origin), destinations = widened(destination);
            add(kind, c, all.between(origins, {destination}));
            add(kind, c, all.between({origin}, destinations));
            add(kind, c, all.between(origins, destinations));
        }
    }
    return zones;
}

std::vector<FlowCluster> flow_scan(std::span<const ScanEvent> events,
                                   std::span<const FlowZone> zones,
                                   const ScanOptions& options,
                                   const graph::RunControl& control) {
    require_usable(events, options);
    if (events.empty() || options.windows.empty()) {
        return {};
    }
    const Scan scan(events, zones, options);
    std::vector<FlowCluster> found = scan.observed();
    std::sort(found.begin(), found.end(), [&](const FlowCluster& a, const FlowCluster& b) {
        return std::tuple(-a.log_likelihood_ratio, zones[a.zone].corridors.size(), a.zone,
                          a.window) < std::tuple(-b.log_likelihood_ratio,
                                                 zones[b.zone].corridors.size(), b.zone, b.window);
    });
    if (found.empty()) {
        return {};
    }

    std::vector<double> largest(options.replications);
    std::atomic<std::uint64_t> ready{0};
    tbb::enumerable_thread_specific<Scratch> scratches;
    tbb::parallel_for(std::size_t{0}, largest.size(), [&](std::size_t r) {
        control.checkpoint();
        largest[r] = scan.largest(Stream(options.seed, r), scratches.local());
        control.report(++ready, largest.size());
    });
    std::sort(largest.begin(), largest.end());

    std::vector<FlowCluster> result;
    std::set<std::uint32_t> taken;
    for (FlowCluster& cluster : found) {
        const auto reach = largest.end() - std::lower_bound(largest.begin(), largest.end(),
                                                            cluster.log_likelihood_ratio);
        cluster.p_value =
            (1.0 + static_cast<double>(reach)) / (1.0 + static_cast<double>(largest.size()));
        if (!result.empty() &&
            (cluster.p_value > options.level || result.size() == options.most_clusters)) {
            break;
        }
        const auto& corridors = zones[cluster.zone].corridors;
        if (std::none_of(corridors.begin(), corridors.end(),
                         [&](std::uint32_t c) { return taken.count(c) > 0; })) {
            taken.insert(corridors.begin(), corridors.end());
            result.push_back(cluster);
        }
    }
    return result;
}

} // namespace sandhan::algorithms
