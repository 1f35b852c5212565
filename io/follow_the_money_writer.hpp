// SPDX-License-Identifier: Apache-2.0
// Writes cases as FollowTheMoney entities, for Aleph and OpenSanctions.
#pragma once

#include "graph/case_store.hpp"
#include "graph/protection.hpp"
#include "graph/run_control.hpp"

#include <cstdint>
#include <ostream>
#include <span>
#include <vector>

namespace sandhan::io {

struct FollowTheMoneyInput {
    struct SourceOf {
        graph::IncidentIndex incident;
        graph::Source source; ///< as it may be shown
    };

    const graph::CaseStore& store;
    std::span<const graph::IncidentIndex> incidents; ///< ascending
    const graph::Protection& protection;
    /// People who may be one: those of whom both are written become `Similar`.
    std::span<const graph::SimilarPeople> similar;
    std::vector<SourceOf> sources; ///< ascending by incident
};

struct FollowTheMoneyWritten {
    std::uint64_t entities = 0;
    std::uint64_t withheld = 0; ///< people who may not be shown
};

/// One entity a line (followthemoney.tech), each property a list of texts, links as entities; in
/// the order of ids, so that the same cases give the same bytes.
///
/// Incidents      `Event`: days, countries, places, kinds of exploitation and recruitment, who took
///                part
/// Places         `Address`
/// People         `Person`, those who may be shown; of the offending side with the topic
///                `crime.traffick.human`; `poi`, and `wanted` while at large, of an identified one
/// Organisations  `PublicBody` of police, government and courts, else `Organization`
/// Legs           with `trips`, a `Trip` from each stop to the next, numbered in `recordId`
/// Ties           `Family`, `Associate`, `Employment`, `Membership`, `Call`; else `UnknownLink`
/// Identifiers    phone, email, national id, passport and address are the person's; `Vehicle`,
///                `UserAccount`, and `BankAccount` with an `Ownership`
/// Sources        `Document` and `Documentation`, its role the grade
/// Maybe one      `Similar`, confidenceScore the probability
/// Dates          year, month or day; an interval as startDate and endDate; an open side is left
/// out
///
/// Cost  O(rows), memory for what was written already.
FollowTheMoneyWritten write_follow_the_money(std::ostream& out,
                                             const FollowTheMoneyInput& input,
                                             bool trips,
                                             const graph::RunControl& control = {});

} // namespace sandhan::io
