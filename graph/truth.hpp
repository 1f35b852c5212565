// SPDX-License-Identifier: Apache-2.0
// What is true of generated incidents: who is who, what was planted, what a record changed.
// docs/truth.md is the file that holds it.
#pragma once

#include "graph/fuzzy_date.hpp"
#include "graph/vocabulary.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace sandhan::graph {

struct TrueCorridor {
    std::string id;                  ///< "R-0001"
    std::string origin, destination; ///< gazetteer ids, districts or what is coarser
    std::vector<std::string> stops;  ///< the usual way, both ends included
    double planned_share = 0.0;      ///< of all events
    std::uint64_t planned = 0;       ///< events expected, to the nearest whole
    std::uint64_t actual = 0;        ///< events made
    bool emerging = false;
};

enum class CellRank : std::uint8_t { core, periphery };

struct TrueMember {
    std::string identity; ///< "T-0000012"
    PersonRole role = PersonRole::suspect;
    CellRank rank = CellRank::core;
};

struct TrueCell {
    std::string id; ///< "C-0001"
    std::vector<TrueMember> members;
    std::vector<std::string> corridors; ///< its own first
    std::uint64_t events = 0;
};

struct TrueIdentity {
    std::string id;
    Side side = Side::offending;
    std::string name;
    std::vector<std::string> records; ///< "EV-0000001/s1"
};

struct TrueStop {
    std::string place; ///< gazetteer id, a district or what is coarser
    StopRole role = StopRole::unknown;
    FuzzyDate::Days arrived = 0, departed = 0;
    TransportMode mode = TransportMode::unknown; ///< how the traveller came here
};

/// The journey behind one written incident.
struct TrueJourney {
    std::string incident;
    std::uint64_t event = 0;
    std::string corridor, cell; ///< empty: of none
    std::uint32_t victims = 0;
    std::vector<TrueStop> stops;
};

/// Two reports of one event.
struct TrueDuplicate {
    std::string incident, of;
};

/// One field that a record tells otherwise than it was.
struct TrueCorruption {
    std::string incident;
    std::string field; ///< JSON Pointer into the record; where `after` is empty, the field or the
                       ///< stop is not there
    std::string kind;  ///< name of the parameter that made it
    std::string before, after;
};

} // namespace sandhan::graph
