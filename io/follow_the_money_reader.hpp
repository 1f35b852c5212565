// SPDX-License-Identifier: Apache-2.0
// FollowTheMoney entities as records of ours.
#pragma once

#include "io/follow_the_money_entities.hpp"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace sandhan::io {

struct FtmRecords {
    struct Incident {
        std::string id;
        std::string text; ///< JSON, which takes a tenth of the memory of its value
        std::uint64_t line = 0;
    };
    struct Person {
        nlohmann::json value; ///< of a list
        std::uint64_t line = 0;
    };
    std::vector<Incident> incidents; ///< by id
    std::vector<Person> people;      ///< who take part in nothing, by id
    /// What was not kept, or had to be assumed, with how often: for warnings.
    std::vector<std::string> notes;
};

/// Reads the mapping of write_follow_the_money backwards; entities that others made are read by the
/// same rules, as far as they go (docs/other-records.md).
///
/// Event            an incident: its name the title, its recordId the id, keywords that are words
/// of
///                  ours, dates as `reported`, addresses as places, `involved` and `organizer` who
///                  took part
/// Trip             a leg of the journey of the event with the same recordId (`ID/k` is leg k),
/// else
///                  an incident of its own
/// Person           `position` the role; without one a suspect by a topic (crime, wanted, poi,
///                  sanction), else a witness, who is protected: nobody is a suspect for want of a
///                  word
/// Organization, Company, PublicBody, LegalEntity    organisations
/// Family, Associate, Employment, Membership, Representation, Directorship, Call, Payment,
/// UnknownLink      ties, of the event with their recordId, else of one that both take part in,
/// else
///                  of an incident of their own
/// Documentation    a source of an event; its role the grade
/// Vehicle, UserAccount, BankAccount, Ownership, Passport, Identification    identifiers
/// Others           counted, as are properties that have no place
///
/// Cost  O(n log n) in the size of the entities.
[[nodiscard]] FtmRecords make_ftm_records(FtmEntities& entities, const graph::RunControl& control);

} // namespace sandhan::io
