// SPDX-License-Identifier: Apache-2.0
// Two people held against each other, field by field. Not installed.
#pragma once

#include "algorithms/internal/identity_records.hpp"
#include "algorithms/internal/name_memory.hpp"
#include "algorithms/suspects/identity_model.hpp"

#include <oneapi/tbb/enumerable_thread_specific.h>

#include <array>
#include <cstdint>
#include <span>
#include <vector>

namespace sandhan::algorithms::internal {

/// What was found of one pair.
struct Comparison {
    IdentityLevels levels;
    /// As against strangers, and as against two people of one circle, who share a family name and
    /// much else that is rare.
    IdentityRarity strangers{}, circle{};
};

/// Which resolved people stand beside each record; by record, ascending.
struct Company {
    std::vector<std::uint32_t> begin;   ///< by record, one more than records; empty: not known yet
    std::vector<std::uint32_t> who;     ///< numbers of resolved people
    std::vector<float> whole_name_bits; ///< by name: whole_names.hpp; empty: not known yet
};

class Comparer {
  public:
    /// Both must outlive this.
    explicit Comparer(const IdentityRecords& records, const Company* company = nullptr)
        : m_all(records), m_company(company),
          m_memory([&records] { return NameMemory(records.names, records.glances); }) {}

    /// Symmetric. From any thread. Cost  about half a microsecond; no allocation.
    [[nodiscard]] Comparison compare(std::uint32_t a, std::uint32_t b) const;
    /// Has what is known of somebody at hand who is compared some pairs later: first the record,
    /// some pairs after that what it points to, and at last what that points to. Changes no answer.
    void expect(std::uint32_t record) const {
        const auto* at = reinterpret_cast<const char*>(&m_all.records[record]);
        __builtin_prefetch(at);
        __builtin_prefetch(at + 64);
    }
    void expect_parts(std::uint32_t record) const {
        const IdentityRecord& r = m_all.records[record];
        __builtin_prefetch(m_all.held.data() + r.identifiers.first);
        __builtin_prefetch(m_all.held.data() + r.identifiers.first + 2);
        __builtin_prefetch(m_all.name_lists.data() + r.names.first);
        __builtin_prefetch(m_all.places.data() + r.homes.first);
    }
    void expect_texts(std::uint32_t record) const {
        const IdentityRecord& r = m_all.records[record];
        if (r.names.count > 0) {
            __builtin_prefetch(m_all.glances.data() + m_all.name_lists[r.names.first]);
        }
        for (const HeldIdentifier& held : IdentityRecords::part(m_all.held, r.identifiers)) {
            if (held.type == graph::IdentifierType::address) {
                __builtin_prefetch(m_all.identifier_words.data() + held.identifier);
            }
        }
    }
    /// By how many bits the rarity of a whole name that two share is less than that of its parts
    /// together; known later than what compare() finds without it.
    [[nodiscard]] float too_rare(std::uint32_t a, std::uint32_t b) const;
    /// The level of IdentityField::company alone, which is known later than the others.
    [[nodiscard]] std::size_t company_level(std::uint32_t a, std::uint32_t b) const;

  private:
    void compare_names(const IdentityRecord& a,
                       const IdentityRecord& b,
                       NameMemory& memory,
                       Comparison& c) const;
    [[nodiscard]] float
    too_rare(const IdentityRecord& a, const IdentityRecord& b, NameMemory& memory) const;
    void compare_relatives(const IdentityRecord& a,
                           const IdentityRecord& b,
                           NameMemory& memory,
                           Comparison& c) const;
    void compare_births(const IdentityRecord& a, const IdentityRecord& b, Comparison& c) const;
    void compare_homes(const IdentityRecord& a, const IdentityRecord& b, Comparison& c) const;
    void compare_identifiers(const IdentityRecord& a, const IdentityRecord& b, Comparison& c) const;
    [[nodiscard]] std::size_t level_of_emails(const IdentityRecord& a,
                                              const HeldIdentifier& x,
                                              const HeldIdentifier& y) const;
    /// Of two that are not the same and no e-mail addresses.
    [[nodiscard]] std::size_t
    level_of_others(IdentityField field, const HeldIdentifier& x, const HeldIdentifier& y) const;
    /// How much of what a shared e-mail address says the name had said already: emily60 may be the
    /// address of any Emily.
    [[nodiscard]] float name_in(const IdentityRecord& record, std::string_view local) const;
    void compare_activity(const IdentityRecord& a, const IdentityRecord& b, Comparison& c) const;

    const IdentityRecords& m_all;
    const Company* m_company;
    mutable tbb::enumerable_thread_specific<NameMemory> m_memory;
};

/// Whether two days of birth (figures_of_day(), neither 0, not equal) differ in one figure, in two
/// neighbours that changed places, or by day and month changed.
[[nodiscard]] bool days_are_near(std::uint32_t a, std::uint32_t b);

} // namespace sandhan::algorithms::internal
