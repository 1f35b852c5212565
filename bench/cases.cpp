// SPDX-License-Identifier: Apache-2.0
#include "bench/cases.hpp"

#include "io/incident_reader.hpp"

#include <array>
#include <chrono>
#include <unordered_set>
#include <utility>

namespace sandhan::bench {
namespace {

class Stopwatch {
  public:
    [[nodiscard]] double seconds() const {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_start).count();
    }

  private:
    std::chrono::steady_clock::time_point m_start = std::chrono::steady_clock::now();
};

class ToStore : public io::RecordSink {
  public:
    void incident(graph::Incident&& incident) override { builder.add(incident); }
    void person(graph::Person&& person,
                const graph::RecordPlace& where,
                const std::string& list) override {
        builder.add(person, where, list);
    }
    void fault(graph::Diagnostic&&) override {}

    graph::CaseStoreBuilder builder{graph::Gazetteer::builtin(), nullptr};
};

class ToList : public io::RecordSink {
  public:
    void incident(graph::Incident&& incident) override { incidents.push_back(std::move(incident)); }
    void person(graph::Person&&, const graph::RecordPlace&, const std::string&) override {}
    void fault(graph::Diagnostic&&) override {}

    std::vector<graph::Incident> incidents;
};

} // namespace

LoadedStore load(const std::string& path) {
    LoadedStore loaded;
    const std::array<std::string, 1> inputs{path};
    ToStore sink;
    const Stopwatch reading;
    loaded.records = io::read_incidents(inputs, {}, sink).records;
    loaded.reading_s = reading.seconds();
    const Stopwatch joining;
    loaded.store = sink.builder.finish();
    loaded.joining_s = joining.seconds();
    return loaded;
}

std::vector<graph::Incident> read(const std::string& path) {
    const std::array<std::string, 1> inputs{path};
    ToList sink;
    io::read_incidents(inputs, {}, sink);
    return std::move(sink.incidents);
}

graph::CaseStore store_of(std::span<const graph::Incident> incidents) {
    graph::CaseStoreBuilder builder(graph::Gazetteer::builtin(), nullptr);
    for (const graph::Incident& incident : incidents) {
        builder.add(incident);
    }
    return builder.finish();
}

ResolvedPlaces resolve(std::span<const std::string> places) {
    constexpr std::size_t places_an_incident = 8; // so that the rest of an incident hardly counts
    ResolvedPlaces resolved;
    resolved.count = places.size();
    resolved.different = std::unordered_set<std::string>(places.begin(), places.end()).size();
    std::vector<graph::Incident> incidents;
    for (std::size_t i = 0; i < places.size(); ++i) {
        if (i % places_an_incident == 0) {
            incidents.emplace_back().id = "P-" + std::to_string(i);
        }
        graph::IncidentPlace& scene = incidents.back().places.emplace_back();
        scene.place.text = places[i];
        scene.role = graph::PlaceRole::exploited_at;
    }
    graph::CaseStoreBuilder builder(graph::Gazetteer::builtin(), nullptr);
    const Stopwatch resolving;
    for (const graph::Incident& incident : incidents) {
        builder.add(incident);
    }
    resolved.seconds = resolving.seconds();
    for (const graph::IncidentPlaceRow& row : builder.finish().incident_places) {
        ++resolved.by_status.at(static_cast<std::size_t>(row.match));
    }
    return resolved;
}

} // namespace sandhan::bench
