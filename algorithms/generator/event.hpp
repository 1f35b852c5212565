// SPDX-License-Identifier: Apache-2.0
// What happened, before anybody wrote it down.
#pragma once

#include "algorithms/generator/plan.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace sandhan::algorithms::generator {

struct EventPerson {
    std::uint64_t identity = 0;
    bool of_a_cell = false;
    graph::PersonRole role = graph::PersonRole::suspect;
    graph::Sex sex = graph::Sex::unknown;
    Name name, father;
    std::string alias;
    int age = 0;
    std::uint32_t count = 1;
    std::string phone; ///< E.164, or empty
    std::string agency_number;
    graph::PersonStatus status = graph::PersonStatus::unknown;
    PlaceIndex home = 0;
    std::string home_locality;
};

struct EventStop {
    PlaceIndex place = 0;
    std::string locality; ///< only at the ends
    graph::TransportMode mode = graph::TransportMode::unknown;
    graph::FuzzyDate::Days arrived = 0, departed = 0;
};

struct Event {
    std::uint64_t number = 0;
    std::uint32_t corridor = no_index, cell = no_index;
    Kind kind = Kind::brothel;
    graph::Recruitment recruitment = graph::Recruitment::unknown;
    std::vector<graph::Control> control;
    graph::IncidentStatus status = graph::IncidentStatus::reported;
    graph::FuzzyDate::Days reported = 0;
    bool rescued = false;
    graph::FuzzyDate::Days rescue = 0;
    std::vector<EventStop> stops;
    std::vector<EventPerson> people; ///< victims first, then the family, then offenders
    bool has_front = false;          ///< an agency or venue of the offenders
    std::string front;
    std::uint32_t victims = 0;
};

[[nodiscard]] Event make_event(const Plan& plan, std::uint64_t number);

} // namespace sandhan::algorithms::generator
