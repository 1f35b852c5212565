// SPDX-License-Identifier: Apache-2.0
// Which of several places of one name a text means when nothing beside it decides.
#pragma once

#include <cstdint>

namespace sandhan::graph::gazetteer::standing {

// Only the order matters; gaps leave room. A higher standing outranks, an equal one is ambiguous.
inline constexpr std::uint8_t country = 40;  ///< and the states of India
inline constexpr std::uint8_t district = 30; ///< of India; districts, divisions of its neighbours
inline constexpr std::uint8_t city = 20; ///< 100,000 people, a capital, a district's seat, curated
inline constexpr std::uint8_t locality = 10;
inline constexpr std::uint8_t far_division = 5; ///< divisions of the rest of the world

} // namespace sandhan::graph::gazetteer::standing
