// SPDX-License-Identifier: Apache-2.0
// How records become a store, as the program does it. The other benchmarks know of it only this.
#pragma once

#include "graph/case_store.hpp"
#include "graph/incident.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace sandhan::bench {

struct LoadedStore {
    graph::CaseStore store;
    std::uint64_t records = 0; ///< read, usable or not
    double reading_s = 0.0;    ///< until the last record is read and its places are resolved
    double joining_s = 0.0;    ///< until the store stands
};

/// A file of incidents as a store. Faults are left aside, as `check` is not what is measured.
[[nodiscard]] LoadedStore load(const std::string& path);

/// The records alone: every usable incident of the file.
[[nodiscard]] std::vector<graph::Incident> read(const std::string& path);

[[nodiscard]] graph::CaseStore store_of(std::span<const graph::Incident> incidents);

/// A store of incidents that are only places: what resolving them costs through the cache that the
/// store's builder has, with next to nothing beside it.
struct ResolvedPlaces {
    std::uint64_t count = 0;
    std::uint64_t different = 0; ///< texts
    double seconds = 0.0;
    std::array<std::uint64_t, 6> by_status{}; ///< by graph::MatchStatus
};
[[nodiscard]] ResolvedPlaces resolve(std::span<const std::string> places);

} // namespace sandhan::bench
