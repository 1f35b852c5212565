// SPDX-License-Identifier: Apache-2.0
#include "algorithms/generator/scenario.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace sandhan::algorithms {
namespace {

using P = ScenarioParameter;
constexpr ParameterKind model = ParameterKind::model;
constexpr ParameterKind corruption = ParameterKind::corruption;

constexpr std::array<ParameterInfo, scenario_parameter_count> parameters{{
    {P::corridors, "corridors", model, true, 240, 1, 5000,
     "planted corridors beside the emerging one"},
    {P::corridor_exponent, "corridor_exponent", model, false, 2.2, 1.5, 4,
     "exponent of the power law of corridor use"},
    {P::distance_exponent, "distance_exponent", model, false, 0.7, 0, 3,
     "how fast distance makes a corridor unlikely"},
    {P::background_share, "background_share", model, false, 0.08, 0, 1,
     "events on no planted corridor"},
    {P::other_way_share, "other_way_share", model, false, 0.2, 0, 1,
     "journeys by a corridor's second way"},
    {P::first_year, "first_year", model, true, 2015, 1950, 2100, "year of the first departures"},
    {P::years, "years", model, true, 10, 1, 50, "years of departures"},
    {P::season_amplitude, "season_amplitude", model, false, 0.25, 0, 0.95,
     "swing of departures over the year, 0: none"},
    {P::season_peak_month, "season_peak_month", model, true, 11, 1, 12,
     "month with the most departures"},
    {P::emerging_share, "emerging_share", model, false, 0.04, 0, 0.5,
     "events on the emerging corridor once it has begun"},
    {P::emerging_after, "emerging_after", model, false, 0.8, 0, 1,
     "part of the period before the emerging corridor begins"},
    {P::cell_share, "cell_share", model, false, 0.7, 0, 1,
     "events of a corridor that a cell is behind"},
    {P::cell_events, "cell_events", model, false, 12, 2, 10000, "events a cell on average"},
    {P::cell_exponent, "cell_exponent", model, false, 2.5, 1.5, 4,
     "exponent of the power law of cell activity"},
    {P::cell_size, "cell_size", model, false, 5, 3, 9,
     "members a cell on average, between 3 and 12"},
    {P::cell_shared_member, "cell_shared_member", model, false, 0.1, 0, 1,
     "cells with a member of the cell before"},
    {P::cell_second_corridor, "cell_second_corridor", model, false, 0.25, 0, 1,
     "cells that work a second corridor"},
    {P::several_victims, "several_victims", model, false, 0.3, 0, 1,
     "events with more than one victim"},
    {P::child_share, "child_share", model, false, 0.55, 0, 1,
     "victims below 18, where the kind of case has any"},
    {P::agency_number, "agency_number", model, false, 0.05, 0, 1,
     "cell members whose agency number records give"},
    {P::duplicate, "duplicate", corruption, false, 0.08, 0, 0.2,
     "events that a second agency reports too"},
    {P::name_spelling, "name_spelling", corruption, false, 0.3, 0, 1, "names in another spelling"},
    {P::name_order, "name_order", corruption, false, 0.05, 0, 1,
     "names with the family name first, or initials"},
    {P::name_alias, "name_alias", corruption, false, 0.08, 0, 1,
     "offenders with an alias who are named by it alone"},
    {P::name_script, "name_script", corruption, false, 0.02, 0, 1,
     "names in Devanagari or Bengali letters"},
    {P::name_missing, "name_missing", corruption, false, 0.05, 0, 1, "offenders without a name"},
    {P::role_vague, "role_vague", corruption, false, 0.2, 0, 1,
     "offenders called suspect, whatever they did"},
    {P::father_missing, "father_missing", corruption, false, 0.5, 0, 1,
     "offenders and victims without their father's name"},
    {P::age_changed, "age_changed", corruption, false, 0.2, 0, 1,
     "ages off by up to three years, or a range"},
    {P::age_missing, "age_missing", corruption, false, 0.12, 0, 1, "people without an age"},
    {P::phone_missing, "phone_missing", corruption, false, 0.4, 0, 1,
     "offenders without their telephone number"},
    {P::phone_format, "phone_format", corruption, false, 0.5, 0, 1,
     "telephone numbers not written +91 and ten figures"},
    {P::home_missing, "home_missing", corruption, false, 0.55, 0, 1, "people without their home"},
    {P::date_month, "date_month", corruption, false, 0.12, 0, 1, "dates told by the month"},
    {P::date_interval, "date_interval", corruption, false, 0.12, 0, 1,
     "dates told as an interval of days"},
    {P::date_about, "date_about", corruption, false, 0.08, 0, 1,
     "dates told as about a day, off by at most one"},
    {P::date_missing, "date_missing", corruption, false, 0.1, 0, 1, "dates left out"},
    {P::stop_missing, "stop_missing", corruption, false, 0.25, 0, 1, "transit stops left out"},
    {P::mode_missing, "mode_missing", corruption, false, 0.2, 0, 1, "modes of transport left out"},
    {P::place_variant, "place_variant", corruption, false, 0.15, 0, 1,
     "places under another or older name"},
    {P::place_script, "place_script", corruption, false, 0.02, 0, 1, "places in an Indian script"},
    {P::place_state_missing, "place_state_missing", corruption, false, 0.06, 0, 1,
     "places without their state or country"},
    {P::place_misspelt, "place_misspelt", corruption, false, 0.05, 0, 1,
     "places with a letter changed"},
    {P::grade_missing, "grade_missing", corruption, false, 0.12, 0, 1, "sources without a grade"},
}};

constexpr bool in_order() {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (parameters[i].parameter != static_cast<P>(i)) {
            return false;
        }
    }
    return true;
}
static_assert(in_order());

std::string shortest(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.9g", value);
    return text.data();
}

} // namespace

std::span<const ParameterInfo> scenario_parameters() { return parameters; }

Scenario::Scenario() {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        m_values[i] = parameters[i].standard;
    }
}

void Scenario::scale_corruptions(double factor) {
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (parameters[i].kind == corruption) {
            m_values[i] = std::min(parameters[i].standard * factor, parameters[i].most);
        }
    }
}

void Scenario::set(ScenarioParameter parameter, double value) {
    const ParameterInfo& info = parameters[static_cast<std::size_t>(parameter)];
    // Written as !(in range) so that NaN is refused too.
    if (!(value >= info.least && value <= info.most)) {
        throw std::invalid_argument(std::string(info.name) + ": " + shortest(value) +
                                    " is out of range; give " + shortest(info.least) + " to " +
                                    shortest(info.most));
    }
    if (info.whole && std::floor(value) != value) {
        throw std::invalid_argument(std::string(info.name) + ": " + shortest(value) +
                                    " is no whole number; give one from " + shortest(info.least) +
                                    " to " + shortest(info.most));
    }
    m_values[static_cast<std::size_t>(parameter)] = value;
}

std::optional<ScenarioParameter> parse_parameter(std::string_view name) {
    for (const ParameterInfo& info : parameters) {
        if (info.name == name) {
            return info.parameter;
        }
    }
    return std::nullopt;
}

} // namespace sandhan::algorithms
