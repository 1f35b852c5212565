// SPDX-License-Identifier: Apache-2.0
// What an output may say of people, organisations, identifiers and places. Everything that leaves
// the program is named through here.
#pragma once

#include "graph/case_store.hpp"

#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace sandhan::graph {

using PseudonymKey = std::array<std::uint8_t, 32>;

enum class Disclosure {
    protect, ///< victims, children and their families by pseudonym, their places by district
    reveal,  ///< everything as recorded
};

/// "under 6", "6-11", "12-14", "15-17", "18-24", "25-34", "35-49", "50 and over"; a range that
/// crosses bands gives both, "12-17"; "" when the age is not known.
[[nodiscard]] std::string age_band(const std::optional<AgeRange>& age);

/// From the least age of the band of `age.least` to the highest of that of `age.most`.
[[nodiscard]] AgeRange widened_to_band(const AgeRange& age);

/// The places of an incident that tell where a protected person lives, was taken from or was found:
/// homes, origins (the first stop of a journey too), places of recruitment, report and rescue, and
/// the seats of shelters and of police stations. Sorted; as fine as recorded.
[[nodiscard]] std::vector<PlaceIndex> shielded_places(const CaseStore& store,
                                                      const IncidentRow& incident);

/// The same into a vector of the caller's, which may be used again and again.
void shielded_places(const CaseStore& store,
                     const IncidentRow& incident,
                     std::vector<PlaceIndex>& places);

/// The place as an output may show it: raised to the district where shielded_places() holds it.
[[nodiscard]] PlaceIndex shown_place(const CaseStore& store,
                                     const std::vector<PlaceIndex>& shielded,
                                     PlaceIndex place,
                                     Disclosure disclosure);

/// Names entities for output. Pseudonyms are BLAKE2b of the entity's id under the key: stable for
/// a key, not to be guessed without it. 8 hexadecimal digits; 16 for the few of a store whose first
/// 8 coincide.
class Protection {
  public:
    /// The store must outlive this.
    Protection(const CaseStore& store, const PseudonymKey& key, Disclosure disclosure);

    [[nodiscard]] Disclosure disclosure() const { return m_disclosure; }

    /// Looks for pseudonyms that need more digits, which the first one otherwise does: for who has
    /// other work meanwhile. Any thread may ask.
    void prepare() const;

    [[nodiscard]] std::string person_id(PersonIndex person) const;
    [[nodiscard]] std::string person_label(PersonIndex person) const;
    [[nodiscard]] std::string organisation_id(OrganisationIndex organisation) const;
    [[nodiscard]] std::string organisation_label(OrganisationIndex organisation) const;
    [[nodiscard]] std::string identifier_id(IdentifierIndex identifier) const;
    [[nodiscard]] std::string identifier_label(IdentifierIndex identifier) const;
    [[nodiscard]] std::string place_id(PlaceIndex place) const;
    [[nodiscard]] std::string place_label(PlaceIndex place) const;
    [[nodiscard]] std::string incident_id(IncidentIndex incident) const;
    [[nodiscard]] std::string incident_label(IncidentIndex incident) const;

    /// A text of that incident with the names, numbers and homes of its protected people struck out
    /// of it, where they stand as whole words.
    [[nodiscard]] std::string struck(std::string text, IncidentIndex incident) const;

  private:
    [[nodiscard]] std::string pseudonym(std::string_view id) const;
    void find_long() const;
    [[nodiscard]] bool is_shown(PersonIndex person) const;
    [[nodiscard]] std::string struck_name(OrganisationIndex organisation) const;

    const CaseStore& m_store;
    PseudonymKey m_key;
    Disclosure m_disclosure;
    /// First digits that two hashes have, which need all 16, looked for when the first pseudonym is
    /// asked for: many answers need none, and every shielded entity is hashed for it.
    mutable std::once_flag m_long_known;
    mutable std::unordered_set<std::uint64_t> m_long;
    /// Names of organisations, made when first asked for: one that many cases mention is struck
    /// against each of them, and a table may name it in every row.
    mutable std::mutex m_names_mutex;
    mutable std::unordered_map<OrganisationIndex, std::string> m_names;
};

} // namespace sandhan::graph
