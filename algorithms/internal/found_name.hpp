// SPDX-License-Identifier: Apache-2.0
// What two names say of each other. Not installed.
#pragma once

#include <cstdint>

namespace sandhan::algorithms::internal {

/// The levels of IdentityField::name, as identity_model.cpp numbers them; a test holds them to its
/// words.
enum NameLevelNumber : std::uint8_t {
    name_identical = 1,
    name_sounds_alike,
    name_misspelt,
    name_partly,
    name_one_part,
    name_initials,
    name_alike,
    name_given_only,
    name_family_only,
    name_one_alike,
    name_different,
    name_other_sex
};

/// The level of two names, and the rarity of what they share.
struct FoundName {
    std::uint32_t level = 0; ///< 0: nothing to compare
    std::uint32_t shared = 0;
    float rarity = 0.0F;
    float rarest = 0.0F; ///< of one part

    /// Of two people of one circle: the rarest part may be their family's, and a family name that
    /// is all they share is.
    [[nodiscard]] float in_a_circle() const {
        const bool family = shared > 1 || level >= name_family_only;
        return family ? rarity - rarest : rarity;
    }
};

} // namespace sandhan::algorithms::internal
