// SPDX-License-Identifier: Apache-2.0
#include "bench/cases.hpp"

#include "graph/case_fragment.hpp"
#include "io/incident_reader.hpp"

#include <oneapi/tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
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

/// A block of the input, added by the thread that reads it.
class ToFragment : public io::RecordSink {
  public:
    explicit ToFragment(graph::CaseStoreBuilder& b) : builder(b), rows(b.fragment()) {}

    void incident(graph::Incident&& incident) override { rows.add(incident); }
    void person(graph::Person&& person,
                const graph::RecordPlace& where,
                const std::string& list) override {
        rows.add(person, where, list);
    }
    void fault(graph::Diagnostic&&) override {}
    void end() override { builder.settle(std::move(rows)); }

    graph::CaseStoreBuilder& builder;
    graph::CaseFragment rows;
};

class ToStore : public io::BlockSink {
  public:
    std::unique_ptr<io::RecordSink> open() override {
        return std::make_unique<ToFragment>(builder);
    }
    void close(io::RecordSink& block) override {
        builder.place(dynamic_cast<ToFragment&>(block).rows);
    }

    graph::CaseStoreBuilder builder{graph::Gazetteer::builtin(), nullptr};
};

/// The incidents added by all threads, some hundreds a fragment.
void add_all(graph::CaseStoreBuilder& builder, std::span<const graph::Incident> incidents) {
    constexpr std::size_t block = 512;
    std::vector<graph::CaseFragment> fragments;
    for (std::size_t first = 0; first < incidents.size(); first += block) {
        fragments.push_back(builder.fragment());
    }
    oneapi::tbb::parallel_for(std::size_t{0}, fragments.size(), [&](std::size_t f) {
        const std::size_t first = f * block;
        for (const auto& incident :
             incidents.subspan(first, std::min(block, incidents.size() - first))) {
            fragments[f].add(incident);
        }
    });
    for (graph::CaseFragment& fragment : fragments) {
        builder.append(std::move(fragment));
    }
}

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
    add_all(builder, incidents);
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
    add_all(builder, incidents);
    resolved.seconds = resolving.seconds();
    const graph::CaseStore store = builder.finish();
    for (const graph::IncidentPlaceRow& row : store.incident_places) {
        ++resolved.by_status.at(static_cast<std::size_t>(row.match));
    }
    return resolved;
}

} // namespace sandhan::bench
