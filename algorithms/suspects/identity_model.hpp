// SPDX-License-Identifier: Apache-2.0
// What is compared of two people, at which levels, and what each level says for or against their
// being one person.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sandhan::algorithms {

enum class IdentityField : std::uint8_t {
    name,
    alias,
    relative, ///< name of father or spouse
    sex,
    birth, ///< date of birth, or what age and the incident's date allow
    home,
    address,
    phone,
    email,
    document, ///< national identity number, passport
    account,  ///< bank account, vehicle, online handle
    activity, ///< where the incidents took place
    role,
    company, ///< whom the incidents name beside them
};
inline constexpr std::size_t identity_field_count = 14;

/// A level of a field's comparison. Level 0 of every field is `missing`: one side or both do not
/// tell it, which is no evidence either way. The others are in the order from agreement to
/// contradiction.
struct IdentityLevel {
    std::string_view name;  ///< as in JSON: "sounds_alike"
    std::string_view words; ///< as a person reads it: "names sound alike"
    double m = 0.0;         ///< of pairs that are one person; what is known before any data
    double u = 0.0;         ///< of pairs of strangers
    double circle = 0.0;    ///< of pairs of two people of one circle
    /// Levels of another form answer another question: whether both tell the day of birth, or one
    /// an age only, depends on the files and says nothing of identity.
    unsigned form = 0;
};

/// From level 0 on. m, u and circle of the levels of one form add up to 1 once they are in a model:
/// they are shares of the pairs where both tell the field so.
[[nodiscard]] std::span<const IdentityLevel> levels_of(IdentityField field);
[[nodiscard]] std::string_view name_of(IdentityField field);
[[nodiscard]] std::string_view words_of(IdentityField field);

inline constexpr std::size_t most_identity_levels = 16;
inline constexpr unsigned identity_forms = 2;

/// The levels of all fields of one pair, four bits each.
class IdentityLevels {
  public:
    IdentityLevels() = default;
    explicit IdentityLevels(std::uint64_t packed) : m_packed(packed) {}

    void set(IdentityField field, std::uint64_t level) {
        m_packed |= level << (4U * static_cast<unsigned>(field));
    }
    [[nodiscard]] std::size_t of(IdentityField field) const {
        return (m_packed >> (4U * static_cast<unsigned>(field))) & 15U;
    }
    [[nodiscard]] std::uint64_t packed() const { return m_packed; }

  private:
    std::uint64_t m_packed = 0;
};

/// Fellegi and Sunter's model, of three kinds of pairs: two records of one person, of two people of
/// one circle (a family, a gang: they share homes, family names, telephones and cases), and of two
/// strangers. Without the second kind two brothers in one business look like one man. Of each level
/// it has the chance that a pair of each kind shows it. Fields are taken as independent given the
/// kind; docs/identities.md tells what that costs.
///
/// Source  I. P. Fellegi, A. B. Sunter, "A theory for record linkage", JASA 64(328), 1969.
///         doi:10.1080/01621459.1969.10501049. Three kinds: W. E. Winkler, "Improved decision rules
///         in the Fellegi-Sunter model of record linkage", US Census Bureau RR93/12, 1993.
struct IdentityModel {
    using Table = std::array<std::array<double, most_identity_levels>, identity_field_count>;
    Table m{}, u{}, circle{};
    /// The chance that two records drawn at random are one person, or two of one circle.
    double prior = 0.0, circle_prior = 0.0;
};

/// Bits by field that go with a level where what is shared is rarer (or, below 0, commoner) than
/// usual: Winkler's adjustment by frequency.
/// Source  W. E. Winkler, "Frequency-based matching in Fellegi-Sunter model of record linkage",
///         US Census Bureau RR2000/06, 2000.
using IdentityRarity = std::array<float, identity_field_count>;

/// What the model says of one pair. Bits are log2 of odds: of one person against two.
struct IdentityEvidence {
    double bits = 0.0;                                ///< the sum of the rest
    double prior = 0.0;                               ///< before anything is compared; negative
    std::array<double, identity_field_count> share{}; ///< 0 of a missing field
    double circle = 0.0; ///< if they are two: the chance that they are of one circle
};

/// `strangers` and `circle` hold the rarity as it counts against either kind.
[[nodiscard]] IdentityEvidence evidence_of(const IdentityModel& model,
                                           IdentityLevels levels,
                                           const IdentityRarity& strangers,
                                           const IdentityRarity& circle);

/// The model before any data: m and u of the levels, and a prior of one duplicate in ten records.
[[nodiscard]] IdentityModel default_identity_model(std::size_t records);

/// From which probability pairs are called the same, at the least, where the caller says nothing:
/// up to 20,000 records 0.75, of lists 0.6, and 0.05 more each time they double, up to 0.95 and
/// 0.9. Fields are not as independent as the model takes them, and the more records there are, the
/// more pairs are alike for a reason that it does not know. Of bench/person_lists.py english,
/// 250,000 records, 1.6 % of the pairs found were wrong at 0.6 where 0.5 % were expected; of
/// 100,000 generated events one in three of those joined by names that sound alike and nothing
/// else, where one in fifteen was. Both slopes are our own.
[[nodiscard]] double least_same_probability(bool of_lists, std::size_t records);

/// 2^bits / (1 + 2^bits).
[[nodiscard]] double probability_of_bits(double bits);

} // namespace sandhan::algorithms
