// SPDX-License-Identifier: Apache-2.0
#include "algorithms/suspects/weighed_ties.hpp"

#include "graph/confidence.hpp"

#include <oneapi/tbb/blocked_range.h>
#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <iterator>
#include <tuple>

namespace sandhan::algorithms {

using graph::CaseStore;
using graph::Edge;
using graph::FuzzyDate;
using graph::IncidentIndex;
using graph::PlaceIndex;
using graph::ReasonKind;
using graph::Vertex;

namespace {

constexpr std::uint64_t scene_bit = std::uint64_t{1} << 63U;
constexpr unsigned place_bits = 31;

bool is_personal(graph::TieType type) {
    return type == graph::TieType::relative || type == graph::TieType::spouse ||
           type == graph::TieType::associate || type == graph::TieType::employs;
}

constexpr std::size_t pairs_compared =
    4096; ///< of incidents of two; beyond, shared ones tell enough

} // namespace

TieWeights::TieWeights(const graph::AssociationGraph& g,
                       const graph::CaseSelection& selection,
                       const graph::AssociationOptions& options,
                       const TieWeightOptions& weight_options)
    : m_g(g), m_selection(selection), m_options(options), m_weight_options(weight_options) {
    count_contexts();
}

/// First and last district of the journey.
TieWeights::Key TieWeights::corridor(IncidentIndex i) const {
    const CaseStore& store = m_g.store();
    const auto stops = store.stops_of(store.incidents[i]);
    if (stops.size() < 2) {
        return 0;
    }
    const PlaceIndex from = store.raised(stops.front().place, graph::PlaceLevel::district);
    const PlaceIndex to = store.raised(stops.back().place, graph::PlaceLevel::district);
    const auto is_district = [&](PlaceIndex place) {
        return place != graph::no_place &&
               store.places[place].level == graph::PlaceLevel::district &&
               !store.is_unresolved(place);
    };
    return from != to && is_district(from) && is_district(to) ? (Key{from} << place_bits) | to : 0;
}

/// Where people were exploited, as exactly as it may be shown, districts left out.
void TieWeights::scenes(IncidentIndex i, std::vector<Key>& keys) const {
    const CaseStore& store = m_g.store();
    keys.clear();
    for (const auto& scene : store.places_of(store.incidents[i])) {
        if (scene.role != graph::PlaceRole::exploited_at || scene.place == graph::no_place ||
            store.places[scene.place].level != graph::PlaceLevel::locality) {
            continue;
        }
        const PlaceIndex shown =
            graph::shown_place(store, graph::shielded_places(store, store.incidents[i]),
                               scene.place, m_selection.disclosure());
        if (store.places[shown].level == graph::PlaceLevel::locality &&
            !store.is_unresolved(shown)) {
            keys.push_back(scene_bit | shown);
        }
    }
    std::sort(keys.begin(), keys.end());
    keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
}

void TieWeights::count_contexts() {
    std::vector<Key> keys;
    for (Vertex v = 0; v < m_g.vertex_count(); ++v) {
        for (const IncidentIndex i : m_g.incidents(v)) {
            scenes(i, keys);
            if (const Key key = corridor(i); key != 0) {
                keys.push_back(key);
            }
            for (const Key key : keys) {
                m_incidents_at.emplace(key, 0);
            }
        }
    }
    if (m_incidents_at.empty()) {
        return;
    }
    // Most incidents are nowhere near: told by their first stop, or their scenes, and a table.
    const CaseStore& store = m_g.store();
    std::vector<unsigned char> may_begin(store.places.size(), 0);
    std::vector<unsigned char> may_be_scene(store.places.size(), 0);
    bool any_scene = false;
    for (const auto& [key, count] : m_incidents_at) {
        if ((key & scene_bit) != 0) {
            may_be_scene[key & ~scene_bit] = 1;
            any_scene = true;
        } else {
            may_begin[key >> place_bits] = 1;
        }
    }
    for (PlaceIndex place = 1; place < may_begin.size(); ++place) {
        const PlaceIndex district = store.raised(place, graph::PlaceLevel::district);
        may_begin[place] = district != place && may_begin[district] != 0 ? 1 : may_begin[place];
    }
    const auto count = [&](Key key) {
        if (const auto at = m_incidents_at.find(key); at != m_incidents_at.end()) {
            std::atomic_ref<std::uint32_t>(at->second).fetch_add(1, std::memory_order_relaxed);
        }
    };
    const auto incidents = m_selection.incidents();
    constexpr std::size_t at_once = 8192;
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, incidents.size(), at_once),
                      [&](const auto& range) {
                          std::vector<Key> here;
                          for (std::size_t k = range.begin(); k != range.end(); ++k) {
                              const IncidentIndex i = incidents[k];
                              const graph::IncidentRow& incident = store.incidents[i];
                              if (incident.stops.count > 1 &&
                                  may_begin[store.stops[incident.stops.first].place] != 0) {
                                  count(corridor(i));
                              }
                              if (!any_scene) {
                                  continue;
                              }
                              const auto places = store.places_of(incident);
                              if (std::any_of(places.begin(), places.end(), [&](const auto& scene) {
                                      return may_be_scene[scene.place] != 0;
                                  })) {
                                  scenes(i, here);
                                  std::for_each(here.begin(), here.end(), count);
                              }
                          }
                      });
}

double TieWeights::confidence(std::span<const IncidentIndex> incidents) const {
    if (incidents.empty()) {
        return graph::ungraded_confidence; // a person list: nobody graded it
    }
    double none = 1.0;
    for (const IncidentIndex i : incidents) {
        none *= 1.0 - m_g.store().incidents[i].confidence;
    }
    return 1.0 - none;
}

bool TieWeights::are_near(IncidentIndex a, IncidentIndex b) const {
    const FuzzyDate& x = m_g.store().incidents[a].time;
    const FuzzyDate& y = m_g.store().incidents[b].time;
    const auto is_told = [](const FuzzyDate& date) {
        return date.earliest() != FuzzyDate::open_start && date.latest() != FuzzyDate::open_end;
    };
    if (!is_told(x) || !is_told(y)) {
        return false;
    }
    const std::int64_t gap =
        std::max(std::int64_t{y.earliest()} - x.latest(), std::int64_t{x.earliest()} - y.latest());
    return gap <= std::int64_t{m_weight_options.window_days};
}

bool TieWeights::are_near(std::span<const IncidentIndex> evidence, Vertex a, Vertex b) const {
    std::vector<IncidentIndex> of_a, of_b;
    std::set_intersection(evidence.begin(), evidence.end(), m_g.incidents(a).begin(),
                          m_g.incidents(a).end(), std::back_inserter(of_a));
    std::set_intersection(evidence.begin(), evidence.end(), m_g.incidents(b).begin(),
                          m_g.incidents(b).end(), std::back_inserter(of_b));
    return std::any_of(of_a.begin(), of_a.end(), [&](IncidentIndex x) {
        return std::any_of(of_b.begin(), of_b.end(),
                           [&](IncidentIndex y) { return are_near(x, y); });
    });
}

WeighedReason TieWeights::weighed(const graph::Reason& reason, Vertex a, Vertex b) const {
    WeighedReason made;
    made.kind = reason.kind;
    made.detail = reason.detail;
    made.evidence.assign(reason.evidence.begin(), reason.evidence.end());
    made.confidence = confidence(made.evidence);
    Evidence evidence{reason.kind, made.confidence, 2.0, 1.0, false, false};
    switch (reason.kind) {
    case ReasonKind::shared_incident:
        evidence.incidents = static_cast<double>(reason.evidence.size());
        evidence.sharers = 1.0 + evidence.incidents / reason.weight; // the harmonic mean of k - 1
        break;
    case ReasonKind::shared_identifier:
    case ReasonKind::shared_organisation:
        evidence.sharers = 1.0 + 1.0 / reason.weight;
        evidence.is_near = are_near(reason.evidence, a, b);
        break;
    case ReasonKind::stated_tie:
        evidence.confidence *= reason.weight;
        evidence.is_personal = is_personal(static_cast<graph::TieType>(reason.detail));
        break;
    case ReasonKind::similar_identity:
    case ReasonKind::same_place:
    case ReasonKind::same_route:
        break;
    }
    made.is_near = evidence.is_near;
    made.sharers = static_cast<std::uint32_t>(std::lround(evidence.sharers));
    made.bits = weight_bits(evidence);
    return made;
}

/// Different incidents of the two near each other, on one corridor or at one scene.
void TieWeights::add_context(Vertex a, Vertex b, std::vector<WeighedReason>& reasons) const {
    std::vector<IncidentIndex> of_a, of_b;
    std::set_difference(m_g.incidents(a).begin(), m_g.incidents(a).end(), m_g.incidents(b).begin(),
                        m_g.incidents(b).end(), std::back_inserter(of_a));
    std::set_difference(m_g.incidents(b).begin(), m_g.incidents(b).end(), m_g.incidents(a).begin(),
                        m_g.incidents(a).end(), std::back_inserter(of_b));
    if (of_a.empty() || of_b.empty() || of_a.size() * of_b.size() > pairs_compared) {
        return;
    }
    std::vector<std::pair<Key, IncidentIndex>> at_a, at_b;
    std::vector<Key> keys;
    const auto list = [&](const std::vector<IncidentIndex>& incidents, auto& at) {
        for (const IncidentIndex i : incidents) {
            scenes(i, keys);
            if (const Key key = corridor(i); key != 0) {
                keys.push_back(key);
            }
            for (const Key key : keys) {
                at.emplace_back(key, i);
            }
        }
    };
    list(of_a, at_a);
    list(of_b, at_b);
    std::vector<std::pair<Key, IncidentIndex>> shown;
    for (const auto& [key, x] : at_a) {
        for (const auto& [other, y] : at_b) {
            if (key == other && are_near(x, y)) {
                shown.emplace_back(key, x);
                shown.emplace_back(key, y);
            }
        }
    }
    std::sort(shown.begin(), shown.end());
    shown.erase(std::unique(shown.begin(), shown.end()), shown.end());
    for (std::size_t first = 0; first < shown.size();) {
        const Key key = shown[first].first;
        WeighedReason reason;
        for (; first < shown.size() && shown[first].first == key; ++first) {
            reason.evidence.push_back(shown[first].second);
        }
        if ((key & scene_bit) != 0) {
            reason.kind = ReasonKind::same_place;
            reason.place = static_cast<PlaceIndex>(key & ~scene_bit);
        } else {
            reason.kind = ReasonKind::same_route;
            reason.origin = static_cast<PlaceIndex>(key >> place_bits);
            reason.destination =
                static_cast<PlaceIndex>(key & ((std::uint64_t{1} << place_bits) - 1));
        }
        reason.is_near = true;
        reason.sharers = m_incidents_at.at(key);
        reason.confidence = confidence(reason.evidence);
        reason.bits = weight_bits(
            {reason.kind, reason.confidence, static_cast<double>(reason.sharers), 1.0, false});
        reasons.push_back(std::move(reason));
    }
}

WeighedTie TieWeights::weigh(Edge e) const {
    const auto [a, b] = m_g.ends(e);
    WeighedTie tie;
    tie.edge = e;
    double similar = 0.0;
    for (const graph::Reason& reason : m_g.reasons(e)) {
        tie.reasons.push_back(weighed(reason, a, b));
        if (reason.kind == ReasonKind::similar_identity) {
            similar = std::max(similar, m_options.similar[reason.detail].probability);
        }
    }
    add_context(a, b, tie.reasons);
    const auto sum = [&] { // in one order, whatever comes of the sorting
        double bits = prior_bits();
        for (const WeighedReason& reason : tie.reasons) {
            bits += reason.bits;
        }
        return bits;
    };
    tie.bits = sum();
    if (similar > 0.0) {
        const double other = probability_of(tie.bits);
        for (WeighedReason& reason : tie.reasons) {
            if (reason.kind == ReasonKind::similar_identity) {
                reason.bits = bits_of(similar + (1.0 - similar) * other) - tie.bits;
            }
        }
        tie.bits = sum();
    }
    tie.probability = probability_of(tie.bits);
    std::sort(tie.reasons.begin(), tie.reasons.end(),
              [](const WeighedReason& x, const WeighedReason& y) {
                  return std::tuple(-x.bits, x.kind, x.detail, x.origin, x.destination, x.place) <
                         std::tuple(-y.bits, y.kind, y.detail, y.origin, y.destination, y.place);
              });
    return tie;
}

StrongestTies TieWeights::strongest(std::span<const Edge> ties,
                                    std::size_t most,
                                    const graph::RunControl& control) const {
    std::vector<std::pair<double, std::size_t>> order(ties.size()); // -bits, place
    std::atomic<std::size_t> reasons = 0;
    constexpr std::size_t at_once = 256;
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, ties.size(), at_once),
                      [&](const auto& range) {
                          control.checkpoint();
                          for (std::size_t i = range.begin(); i != range.end(); ++i) {
                              const WeighedTie tie = weigh(ties[i]);
                              order[i] = {-tie.bits, i};
                              reasons += tie.reasons.size();
                          }
                      });
    const std::size_t told = std::min(most, ties.size());
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(told),
                      order.end());
    StrongestTies result;
    result.reasons = reasons;
    result.ties.resize(told);
    tbb::parallel_for(std::size_t{0}, told,
                      [&](std::size_t i) { result.ties[i] = weigh(ties[order[i].second]); });
    return result;
}

std::vector<double> TieWeights::probabilities(const graph::RunControl& control) const {
    std::vector<double> probability(m_g.edge_count());
    constexpr std::size_t at_once = 1024;
    tbb::parallel_for(tbb::blocked_range<std::size_t>(0, probability.size(), at_once),
                      [&](const auto& range) {
                          control.checkpoint();
                          for (std::size_t e = range.begin(); e != range.end(); ++e) {
                              probability[e] = weigh(static_cast<Edge>(e)).probability;
                          }
                      });
    return probability;
}

} // namespace sandhan::algorithms
