// SPDX-License-Identifier: Apache-2.0
// A record as a JSON value becomes an Incident or a Person.
#pragma once

#include "graph/incident.hpp"
#include "io/record_faults.hpp"

#include <nlohmann/json.hpp>

#include <optional>

namespace sandhan::io {

/// What the record says, every fault of it told to `faults`; nothing when one of them is an error.
[[nodiscard]] std::optional<graph::Incident> read_incident(const nlohmann::json& record,
                                                           RecordFaults& faults);
/// The same for a record of a person list: the fields of a person alone.
[[nodiscard]] std::optional<graph::Person> read_person_record(const nlohmann::json& record,
                                                              RecordFaults& faults);

/// A person as one stands in a record's list. `extras` takes the fields that begin with x_.
[[nodiscard]] graph::Person read_person(const nlohmann::json& value,
                                        const Path& path,
                                        RecordFaults& faults,
                                        std::vector<std::pair<std::string, std::string>>& extras);

/// What only the parts together can tell: refs, the order of the journey, ages against dates.
/// Fills in the refs that are missing: p1, p2, ... and o1, o2, ... by position.
void check_together(graph::Incident& incident, RecordFaults& faults);
/// Age, `minor` and birth of one person; `time` is when, and may be unknown.
void check_age(const graph::Person& person,
               const graph::FuzzyDate& time,
               const Path& path,
               RecordFaults& faults);

} // namespace sandhan::io
