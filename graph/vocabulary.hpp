// SPDX-License-Identifier: Apache-2.0
// The closed vocabularies of the incident format: IOM's Human Trafficking Case Data Standard
// (HTCDS) in snake_case, extended where it is silent. Each has a canonical word a value and may
// have synonyms (HTCDS's own names among them).
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace sandhan::graph {

enum class IncidentStatus : std::uint8_t {
    unknown,
    reported,
    under_investigation,
    rescued,
    charged,
    convicted,
    closed,
};

enum class Recruitment : std::uint8_t {
    unknown,
    marriage_proposition,
    job_offer,
    abduction,
    familial,
    internet,
    posing_as_benefactor,
    education,
    accommodation_offer,
    smuggling,
    other,
};

enum class Control : std::uint8_t {
    debt_bondage,
    takes_earnings,
    threats,
    psychological_abuse,
    physical_abuse,
    sexual_abuse,
    false_promises,
    psychoactive_substances,
    restricts_movement,
    withholds_documents,
    withholds_necessities,
    excessive_working_hours,
    other,
};

/// Written `labour:domestic_work` and so on; the other values as they stand.
enum class Exploitation : std::uint8_t {
    unknown,
    sexual,
    labour_unspecified,
    labour_agriculture,
    labour_begging,
    labour_construction,
    labour_domestic_work,
    labour_hospitality,
    labour_manufacturing,
    labour_entertainment,
    labour_fishing,
    labour_mining,
    labour_transport,
    labour_trade,
    labour_other,
    forced_marriage,
    forced_criminality,
    organ_removal,
    child_soldier,
    illegal_adoption,
    other,
};

enum class PersonRole : std::uint8_t {
    victim,
    possible_victim,
    suspect,
    recruiter,
    transporter,
    harbourer,
    broker,
    exploiter,
    buyer,
    facilitator,
    relative,
    complainant,
    witness,
    official,
};

enum class PersonStatus : std::uint8_t {
    unknown,
    missing,
    rescued,
    at_large,
    arrested,
    charged,
    convicted,
    acquitted,
    deceased,
};

enum class Sex : std::uint8_t { unknown, female, male, other };

enum class IdentifierType : std::uint8_t {
    phone,
    email,
    vehicle,
    bank_account,
    national_id,
    passport,
    online_handle,
    address,
};

enum class OrganisationType : std::uint8_t {
    other,
    law_enforcement,
    ngo,
    government,
    placement_agency,
    employer,
    venue,
    transport,
    shelter,
    court,
    criminal_group,
};

enum class OrganisationRole : std::uint8_t {
    unknown,
    reported_to,
    investigating,
    rescuing,
    supporting,
    sheltering,
    recruiting_front,
    exploiting,
    transporting,
};

enum class StopRole : std::uint8_t { unknown, origin, transit, destination };

enum class TransportMode : std::uint8_t { unknown, road, rail, air, water, foot };

enum class PlaceRole : std::uint8_t { recruited_at, exploited_at, reported_at, rescued_at };

enum class TieType : std::uint8_t {
    relative,
    spouse,
    associate,
    recruited,
    transported,
    controls,
    employs,
    member_of,
    contacted,
    paid,
};

enum class ReferenceType : std::uint8_t { fir, missing_report, court, other };

/// A word of a vocabulary. The canonical word of a value comes first among its words.
template <class E>
struct Word {
    E value;
    std::string_view text;
    bool canonical;
};

/// Every word of the vocabulary E, canonical words and synonyms, in a fixed order.
/// Defined for each enum above.
template <class E>
[[nodiscard]] std::span<const Word<E>> words();

/// The value a word stands for: exactly one of words<E>(), nothing else.
template <class E>
[[nodiscard]] std::optional<E> parse_word(std::string_view text) {
    for (const auto& word : words<E>()) {
        if (word.text == text) {
            return word.value;
        }
    }
    return std::nullopt;
}

/// The canonical word of a value.
template <class E>
[[nodiscard]] std::string_view word_of(E value) {
    for (const auto& word : words<E>()) {
        if (word.value == value && word.canonical) {
            return word.text;
        }
    }
    return {};
}

/// The side a person stands on, by role. Rankings, groups and links are about the offending side.
enum class Side : std::uint8_t { offending, victim, family, responder };
[[nodiscard]] Side side_of(PersonRole role);
/// Offending: criminal_group by type; recruiting_front, exploiting, transporting by role.
/// Responder: law_enforcement, ngo, government, shelter, court; the other roles.
/// An employer, venue or transport firm without a role is not accused of any: responder.
[[nodiscard]] Side side_of(OrganisationType type, OrganisationRole role);

/// Whom a question is about besides the offending side.
struct WantedSides {
    bool responders = false;
    bool victims = false; ///< victims, families and witnesses
};
[[nodiscard]] bool is_wanted(Side side, WantedSides also);

} // namespace sandhan::graph
