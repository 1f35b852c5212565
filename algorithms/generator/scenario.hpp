// SPDX-License-Identifier: Apache-2.0
// The parameters of the generator, by name. docs/generator.md explains each.
#pragma once

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace sandhan::algorithms {

/// What --noise scales: nothing, or the rate at which records tell other than the truth.
enum class ParameterKind : std::uint8_t { model, corruption };

enum class ScenarioParameter : std::uint8_t {
    corridors,
    corridor_exponent,
    distance_exponent,
    background_share,
    other_way_share,
    first_year,
    years,
    season_amplitude,
    season_peak_month,
    emerging_share,
    emerging_after,
    cell_share,
    cell_events,
    cell_exponent,
    cell_size,
    cell_shared_member,
    cell_second_corridor,
    several_victims,
    child_share,
    agency_number,
    // What records tell otherwise: the corruptions.
    duplicate,
    name_spelling,
    name_order,
    name_alias,
    name_script,
    name_missing,
    role_vague,
    father_missing,
    age_changed,
    age_missing,
    phone_missing,
    phone_format,
    home_missing,
    date_month,
    date_interval,
    date_about,
    date_missing,
    stop_missing,
    mode_missing,
    place_variant,
    place_script,
    place_state_missing,
    place_misspelt,
    grade_missing
};
inline constexpr std::size_t scenario_parameter_count =
    static_cast<std::size_t>(ScenarioParameter::grade_missing) + 1;

struct ParameterInfo {
    ScenarioParameter parameter;
    std::string_view name;
    ParameterKind kind;
    bool whole; ///< takes whole numbers only
    double standard, least, most;
    std::string_view meaning;
};

/// Every parameter, in the order of ScenarioParameter.
[[nodiscard]] std::span<const ParameterInfo> scenario_parameters();

class Scenario {
  public:
    /// Every parameter at its default.
    Scenario();
    /// Every corruption's default times `factor`, at most what it may be; 0: records tell the
    /// truth. Requires factor >= 0.
    void scale_corruptions(double factor);
    /// Throws std::invalid_argument naming the parameter, the value and the range.
    void set(ScenarioParameter parameter, double value);

    [[nodiscard]] double operator[](ScenarioParameter p) const {
        return m_values[static_cast<std::size_t>(p)];
    }
    /// A share or rate in millionths.
    [[nodiscard]] std::uint32_t millionths(ScenarioParameter p) const {
        return static_cast<std::uint32_t>(std::lround((*this)[p] * 1e6));
    }

  private:
    std::array<double, scenario_parameter_count> m_values{};
};

[[nodiscard]] std::optional<ScenarioParameter> parse_parameter(std::string_view name);

} // namespace sandhan::algorithms
