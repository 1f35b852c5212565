// SPDX-License-Identifier: Apache-2.0
// What generated cases are about, and where such cases begin and end: our own choice, told in
// docs/generator.md.
#pragma once

#include "graph/vocabulary.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace sandhan::algorithms::generator {

enum class Kind : std::uint8_t {
    brothel,
    domestic,
    workshop,
    kiln,
    marriage,
    farm,
    begging,
    hospitality,
    scam,
    gulf
};
inline constexpr std::size_t kind_count = static_cast<std::size_t>(Kind::gulf) + 1;

struct KindProfile {
    std::string_view title; ///< names nobody
    graph::Exploitation exploitation;
    std::span<const graph::Recruitment> recruitment;
    std::span<const graph::Control> control;
    std::span<const std::string_view> sections, child_sections;
    unsigned women_per_cent;
    int least_age, most_age;
    bool groups; ///< victims come in tens
};
[[nodiscard]] const KindProfile& profile(Kind kind);

struct SourceArea {
    std::string_view id; ///< without "place:"
    std::uint32_t weight;
};
[[nodiscard]] std::span<const SourceArea> source_areas();

struct DestinationArea {
    std::string_view id;
    std::uint32_t weight;
    std::span<const Kind> kinds; ///< the usual first
};
[[nodiscard]] std::span<const DestinationArea> destination_areas();

/// How one comes to a place abroad, or leaves it: by this district of India.
struct Gateway {
    std::string_view abroad, district;
    graph::TransportMode mode;
    std::uint32_t minutes;
};
[[nodiscard]] std::span<const Gateway> gateways();

} // namespace sandhan::algorithms::generator
